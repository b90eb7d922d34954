package org.linli.app.code

import com.google.zxing.EncodeHintType
import com.google.zxing.WriterException
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel
import com.google.zxing.qrcode.encoder.ByteMatrix
import com.google.zxing.qrcode.encoder.Encoder

/** A text as a QR code: squares, dark or light, without the quiet zone around them. */
class QrCode private constructor(
    private val squares: ByteMatrix,
) {
    /** Squares of a side. */
    val side: Int get() = squares.width

    /** Whether the square in a column and a row is dark. */
    fun isDark(
        column: Int,
        row: Int,
    ): Boolean = squares.get(column, row) == DARK

    companion object {
        private const val DARK: Byte = 1
        private const val ASCII = 0x80

        /** Light squares that must surround it. */
        const val QUIET = 4

        /** Of a text; none if that is empty, or too long for a code (about 2,900 bytes). */
        fun of(text: String): QrCode? {
            if (text.isEmpty()) return null
            // Only where it is needed: it costs room, and not every reader knows it.
            val hints = if (text.all { it.code < ASCII }) emptyMap() else mapOf(EncodeHintType.CHARACTER_SET to "UTF-8")
            return try {
                QrCode(Encoder.encode(text, ErrorCorrectionLevel.L, hints).matrix)
            } catch (_: WriterException) {
                null
            }
        }
    }
}
