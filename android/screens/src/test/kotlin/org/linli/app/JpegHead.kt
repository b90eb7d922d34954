package org.linli.app

import java.nio.ByteBuffer
import java.nio.ByteOrder

/** Said by a camera beside the pixels: where somebody lives. */
private const val NOTED = "N30.8703 E120.0931"

/** An EXIF segment with how the rows were held, and a text of the camera's. */
private fun exif(
    orientation: Int,
    isLittle: Boolean,
): ByteArray {
    val order = if (isLittle) ByteOrder.LITTLE_ENDIAN else ByteOrder.BIG_ENDIAN
    val tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + NOTED.length + 1).order(order)
    tiff.put((if (isLittle) "II" else "MM").toByteArray()).putShort(42).putInt(8)
    tiff.putShort(2)
    // The camera's text: tag, ASCII, length, where it lies.
    tiff
        .putShort(0x010E)
        .putShort(2)
        .putInt(NOTED.length + 1)
        .putInt(8 + 2 + 2 * 12 + 4)
    tiff
        .putShort(0x0112)
        .putShort(3)
        .putInt(1)
        .putShort(orientation.toShort())
        .putShort(0)
    tiff.putInt(0).put(NOTED.toByteArray()).put(0)
    val body = "Exif".toByteArray() + byteArrayOf(0, 0) + tiff.array()
    return ByteBuffer
        .allocate(4 + body.size)
        .putShort(0xFFE1.toShort())
        .putShort((body.size + 2).toShort())
        .put(body)
        .array()
}

/** The head of a JPEG alone. */
internal fun jpegHead(
    orientation: Int,
    isLittle: Boolean,
): ByteArray {
    val start = byteArrayOf(-1, 0xD8.toByte())
    // What most encoders begin with.
    val jfif = byteArrayOf(-1, 0xE0.toByte(), 0, 16) + "JFIF".toByteArray() + ByteArray(10)
    return start + jfif + exif(orientation, isLittle) + byteArrayOf(-1, 0xDA.toByte(), 0, 0)
}
