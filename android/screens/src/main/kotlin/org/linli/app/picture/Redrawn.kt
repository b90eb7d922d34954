package org.linli.app.picture

import org.linli.app.code.Pixels

/** What stands in place of what is covered. */
internal const val COVERED = 0xFF202020.toInt()

/** The picture as it was taken, from how a camera held its rows: 1 to 8 as in EXIF, anything else as they are. */
fun Pixels.upright(orientation: Int): Pixels {
    if (orientation !in 2..8) return this
    val isOnItsSide = orientation >= 5
    val (wide, high) = if (isOnItsSide) height to width else width to height
    val turned = IntArray(argb.size)
    for (y in 0 until high) {
        for (x in 0 until wide) {
            val (fromX, fromY) =
                when (orientation) {
                    2 -> width - 1 - x to y
                    3 -> width - 1 - x to height - 1 - y
                    4 -> x to height - 1 - y
                    5 -> y to x
                    6 -> y to height - 1 - x
                    7 -> width - 1 - y to height - 1 - x
                    else -> width - 1 - y to x
                }
            turned[y * wide + x] = argb[fromY * width + fromX]
        }
    }
    return Pixels(wide, high, turned)
}

/** Another picture, in which what is covered is gone: its pixels are the cover's. What could be seen through is on white. */
fun Pixels.covered(covers: List<Cover>): Pixels {
    val drawn = IntArray(argb.size) { onWhite(argb[it]) }
    for (box in covers.map { it.on(width, height) }) {
        for (y in box.y until box.beyondY) {
            drawn.fill(COVERED, y * width + box.x, y * width + box.beyondX)
        }
    }
    return Pixels(width, height, drawn)
}

/** Colours below what is transparent are seen by nobody, and would come along. */
private fun onWhite(argb: Int): Int {
    val alpha = argb ushr 24
    val opaque = 0xFF
    if (alpha == opaque) return argb
    val mixed = { shift: Int -> (((argb ushr shift and opaque) * alpha + opaque * (opaque - alpha)) / opaque) shl shift }
    return (opaque shl 24) or mixed(16) or mixed(8) or mixed(0)
}

/** A text in lines no wider than [width], as [measure] says; a letter that is wider stands alone. */
fun lines(
    text: String,
    width: Float,
    measure: (String) -> Float,
): List<String> {
    val lines = mutableListOf("")
    for (letter in text) {
        val longer = lines.last() + letter
        if (lines.last().isEmpty() || measure(longer) <= width) lines[lines.lastIndex] = longer else lines += letter.toString()
    }
    return lines.map { it.trim() }
}

/** Pixels of a letter below a picture of this width. */
fun letter(width: Int): Float = (width / 32f).coerceIn(14f, 48f)
