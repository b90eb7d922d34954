package org.linli.app.office

import org.junit.jupiter.api.Test
import org.linli.app.words.AppWord
import kotlin.test.assertEquals

/** A table without a window. */
class TableTest {
    private val table =
        Table<Pair<String, Int?>>(
            listOf(
                Column(AppWord.NAME, 1f, { pinyin(it.first) }) { it.first },
                Column(AppWord.OFFICE_ROW, 1f, { it.second }) { it.second?.toString().orEmpty() },
            ),
            key = { it.first },
            texts = { listOf(it.first) },
        ).apply { show(listOf("张" to 2, "李" to null, "阿" to 10)) }

    private fun names() = table.cells().map { it[0] }

    @Test
    fun `up, down, and as the library has it, and whoever has nothing stands last`() {
        table.sort(1)
        assertEquals(listOf("张", "阿", "李"), names())
        table.sort(1)
        assertEquals(listOf("阿", "张", "李"), names())
        table.sort(1)
        assertEquals(listOf("张", "李", "阿"), names())
        table.sort(0)
        assertEquals(listOf("阿", "李", "张"), names())
    }

    @Test
    fun `what is gone is chosen no more, and what comes stands in the order that was asked for`() {
        table.sort(0)
        table.all()
        table.show(listOf("王" to 1, "李" to 4))
        assertEquals(setOf("李"), table.state.value.chosen)
        assertEquals(listOf("李", "王"), names())
    }

    @Test
    fun `shift takes along what it passes`() {
        table.move(1)
        table.move(1, choosing = true)
        assertEquals(setOf("张", "李"), table.state.value.chosen)
        table.move(Int.MAX_VALUE)
        assertEquals("阿", table.state.value.cursor)
        table.move(Int.MIN_VALUE)
        assertEquals("张", table.state.value.cursor)
    }

    @Test
    fun `rows go to a spreadsheet with their headings`() {
        table.find("张")
        table.all()
        assertEquals("姓名\t行\n张\t2", table.copied(zh))
    }
}
