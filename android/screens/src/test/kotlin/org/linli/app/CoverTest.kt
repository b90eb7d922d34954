package org.linli.app

import org.junit.jupiter.api.Test
import org.linli.app.code.Pixels
import org.linli.app.picture.Box
import org.linli.app.picture.COVERED
import org.linli.app.picture.Cover
import org.linli.app.picture.covered
import org.linli.app.picture.lines
import org.linli.app.picture.orientation
import org.linli.app.picture.upright
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Places on pictures that nobody is to see, and what becomes of their pixels. */
class CoverTest {
    @Test
    fun `a cover stays on the picture and covers each pixel that it touches`() {
        val new = Cover.around(500, 500)
        assertEquals(Cover(420, 420, 160, 160), new)
        assertEquals(Cover(0, 840, 160, 160), Cover.around(0, 1000))
        assertEquals(Cover(840, 400, 160, 160), new.moved(600, -20))
        assertEquals(Cover(420, 420, 20, 580), new.grown(-500, 900))
        assertEquals(Box(139, 4, 194, 6), new.on(333, 10))
        assertEquals(Box(0, 0, 7, 3), Cover(0, 0, 1000, 1000).on(7, 3))
    }

    @Test
    fun `what was written down is read and nothing else`() {
        val all = listOf(Cover(420, 420, 160, 160), Cover(0, 840, 160, 160))
        assertEquals(all, Cover.read(all.joinToString("\n") { it.text() }))
        for (odd in listOf("", "1,2,3", "a,b,c,d", "900,0,160,160", "0,0,19,160", "-1,0,160,160", "1,2,3,4,5")) {
            assertEquals(emptyList(), Cover.read(odd), odd)
        }
    }

    /** Two rows of three, each pixel its number. */
    private val six = Pixels(3, 2, IntArray(6) { OPAQUE or it })

    private fun Pixels.numbers() = argb.map { it and 0xFF }

    @Test
    fun `a picture is turned as its camera held it`() {
        val turned = (1..8).map { six.upright(it) }
        assertEquals(
            listOf(
                listOf(0, 1, 2, 3, 4, 5),
                listOf(2, 1, 0, 5, 4, 3),
                listOf(5, 4, 3, 2, 1, 0),
                listOf(3, 4, 5, 0, 1, 2),
                listOf(0, 3, 1, 4, 2, 5),
                listOf(3, 0, 4, 1, 5, 2),
                listOf(5, 2, 4, 1, 3, 0),
                listOf(2, 5, 1, 4, 0, 3),
            ),
            turned.map { it.numbers() },
        )
        assertEquals(List(4) { 3 to 2 } + List(4) { 2 to 3 }, turned.map { it.width to it.height })
        for (odd in listOf(-1, 0, 9, 65_535)) assertEquals(six.numbers(), six.upright(odd).numbers())
    }

    @Test
    fun `what is covered is gone and what was hidden below what is seen through`() {
        val secret = 0x00123456
        val half = 0x80000000.toInt()
        val drawn = Pixels(4, 1, intArrayOf(secret, half, OPAQUE, OPAQUE or 7)).covered(listOf(Cover(750, 0, 250, 1000)))
        assertEquals(listOf(-1, 0xFF7F7F7F.toInt(), OPAQUE, COVERED), drawn.argb.toList())
        val all = six.covered(listOf(Cover(0, 0, 1000, 1000), Cover(900, 900, 100, 100)))
        assertTrue(all.argb.all { it == COVERED })
    }

    @Test
    fun `a line is cut where there is no more room`() {
        assertEquals(listOf("一二", "三四", "五"), lines("一二三四五", 2f) { it.length.toFloat() })
        assertEquals(listOf("一", "二"), lines("一二", 0f) { it.length.toFloat() })
        assertEquals(listOf(""), lines("", 5f) { it.length.toFloat() })
    }

    @Test
    fun `how a camera held its rows is read from its file and whatever is none says nothing`() {
        for (turned in 1..8) {
            assertEquals(turned, orientation(jpegHead(turned, isLittle = true)))
            assertEquals(turned, orientation(jpegHead(turned, isLittle = false)))
        }
        val whole = jpegHead(6, isLittle = true)
        for (cut in whole.indices) orientation(whole.copyOf(cut))
        assertEquals(1, orientation(byteArrayOf()))
        assertEquals(1, orientation("no picture".toByteArray()))
        // A segment that says it is shorter than its own size is no way on.
        assertEquals(1, orientation(byteArrayOf(-1, 0xD8.toByte(), -1, 0xE0.toByte(), 0, 0, 0, 0, 0, 0)))
    }

    private companion object {
        const val OPAQUE = 0xFF000000.toInt()
    }
}
