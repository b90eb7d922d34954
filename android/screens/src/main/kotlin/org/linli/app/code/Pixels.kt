package org.linli.app.code

import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.GlobalHistogramBinarizer
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.multi.qrcode.QRCodeMultiReader

/**
 * A picture, as a camera or a file gives it.
 *
 * @property width pixels of a row
 * @property height rows
 * @property argb the pixels, row by row, as 0xAARRGGBB
 */
class Pixels(
    val width: Int,
    val height: Int,
    val argb: IntArray,
) {
    /** The texts of the QR codes that are seen on it, each once. */
    fun codes(): List<String> {
        val light = RGBLuminanceSource(width, height, argb)
        // The first one is for uneven light, the other one for small and plain pictures.
        return sequenceOf(HybridBinarizer(light), GlobalHistogramBinarizer(light))
            .map { read(BinaryBitmap(it)) }
            .firstOrNull { it.isNotEmpty() }
            .orEmpty()
    }

    /** A reader of several: of one alone, squares that look like a corner lead the reader of one astray, in a code of thirty. */
    private fun read(bitmap: BinaryBitmap): List<String> =
        try {
            QRCodeMultiReader().decodeMultiple(bitmap, HINTS).map { it.text }.distinct()
        } catch (_: ReaderException) {
            emptyList()
        }

    companion object {
        private val HINTS = mapOf(DecodeHintType.TRY_HARDER to true)

        /** A longer side is of no use to whoever reads codes. */
        const val LONGEST = 2_000
    }
}
