package org.linli.app.picture

/**
 * A place on a picture that nobody is to see, in thousandths of its width and height from the upper left corner.
 *
 * @property left from 0
 * @property top from 0
 * @property width at least [LEAST]
 * @property height at least [LEAST]
 */
data class Cover(
    val left: Int,
    val top: Int,
    val width: Int,
    val height: Int,
) {
    /** Elsewhere, as far as the picture goes. */
    fun moved(
        right: Int,
        down: Int,
    ) = copy(left = (left + right).coerceIn(0, WHOLE - width), top = (top + down).coerceIn(0, WHOLE - height))

    /** Larger or smaller, its upper left corner kept, as far as the picture goes. */
    fun grown(
        wider: Int,
        taller: Int,
    ) = copy(width = (width + wider).coerceIn(LEAST, WHOLE - left), height = (height + taller).coerceIn(LEAST, WHOLE - top))

    /** The pixels that it covers on a picture of this size: each that it touches at all. */
    fun on(
        wide: Int,
        high: Int,
    ): Box =
        Box(
            x = left * wide / WHOLE,
            y = top * high / WHOLE,
            beyondX = ((left + width) * wide + WHOLE - 1) / WHOLE,
            beyondY = ((top + height) * high + WHOLE - 1) / WHOLE,
        )

    /** As it is written down. */
    fun text() = "$left,$top,$width,$height"

    companion object {
        /** All of a side. */
        const val WHOLE = 1000

        /** Smaller ones hide nothing and cannot be touched. */
        const val LEAST = 20

        /** A tap of a button moves or resizes so much. */
        const val STEP = 20

        /** So large is a new one. */
        private const val NEW = 160

        /** A new one around a point, as far as the picture goes. */
        fun around(
            x: Int,
            y: Int,
        ) = Cover(0, 0, NEW, NEW).moved(x - NEW / 2, y - NEW / 2)

        /** What was written down, a place a line; what is none is left out. */
        fun read(text: String): List<Cover> = text.lines().mapNotNull { one(it) }

        private fun one(text: String): Cover? {
            val parts = text.split(',').mapNotNull { it.toIntOrNull() }.filter { it in 0..WHOLE }
            if (parts.size != SIDES) return null
            val (left, top, width, height) = parts
            val fits = width >= LEAST && height >= LEAST && left + width <= WHOLE && top + height <= WHOLE
            return if (fits) Cover(left, top, width, height) else null
        }

        private const val SIDES = 4
    }
}

/**
 * Pixels of a picture: from a column and row to before others.
 *
 * @property beyondX the first column after it
 * @property beyondY the first row after it
 */
data class Box(
    val x: Int,
    val y: Int,
    val beyondX: Int,
    val beyondY: Int,
)
