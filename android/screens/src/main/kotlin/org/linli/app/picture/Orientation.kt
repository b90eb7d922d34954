package org.linli.app.picture

import java.nio.ByteBuffer
import java.nio.ByteOrder

/**
 * How a camera held the rows of a JPEG, 1 to 8 as EXIF says; 1 for what says nothing. Not every reader of pictures of Java and of
 * Android asks for it.
 */
fun orientation(jpeg: ByteArray): Int =
    try {
        exif(jpeg)?.let(::ofExif) ?: UPRIGHT
    } catch (_: IndexOutOfBoundsException) {
        // Cut off, or made to look like one: a broken head says nothing.
        UPRIGHT
    }

private const val UPRIGHT = 1
private const val START = 0xFFD8
private const val PIXELS = 0xFFDA
private const val APP1 = 0xFFE1
private const val EXIF = 0x45786966
private const val ORIENTATION = 0x0112
private const val ENTRY = 12

private fun ByteBuffer.word(at: Int) = getShort(at).toInt() and 0xFFFF

/** The place of the TIFF that an EXIF segment holds, before the pixels begin. */
private fun exif(bytes: ByteArray): ByteBuffer? {
    val jpeg = ByteBuffer.wrap(bytes)
    if (jpeg.word(0) != START) return null
    var at = 2
    while (jpeg.word(at) != PIXELS) {
        val size = jpeg.word(at + 2)
        if (jpeg.word(at) == APP1 && jpeg.getInt(at + 4) == EXIF) {
            return ByteBuffer.wrap(bytes, at + 10, size - 8).slice()
        }
        // A segment counts its own two bytes of size.
        if (size < 2) return null
        at += 2 + size
    }
    return null
}

private fun ofExif(tiff: ByteBuffer): Int? {
    tiff.order(if (tiff.word(0) == 0x4949) ByteOrder.LITTLE_ENDIAN else ByteOrder.BIG_ENDIAN)
    val first = tiff.getInt(4)
    for (n in 0 until tiff.word(first)) {
        val entry = first + 2 + n * ENTRY
        if (tiff.word(entry) == ORIENTATION) return tiff.word(entry + 8)
    }
    return null
}
