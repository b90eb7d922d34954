package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** What another system lacks is copied line by line, until its number is entered back. */
class ElsewhereTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a hazard is typed elsewhere, and its number ends it`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.tab(Screen.Work)
            player.row("还要填到别的系统")
            player.row("四楼消防门")
            val page = player.page()
            val copied = page.all<Block.Copied>().associate { it.label to it.text }
            assertEquals("四楼消防门前堆了电动车", copied["事件描述"])
            assertEquals("王桂芳", copied["上报人"])
            val headings =
                opened.store.office
                    .elsewhereSystems()
                    .first { it.flow == "hazard" }
                    .headings
            assertEquals(headings.filter { it in copied }, copied.keys.toList(), "in that system's order")
            assertNotNull(page.buttons().single { it.text == "保存" }.whyNot, "no number yet")
            player.type("number", " HZ-1 ")
            player.press("保存")
            assertEquals("还要填到别的系统", player.page().title)
            assertTrue("✓填完了" in player.page().transcript(), player.page().transcript())
            player.desk.open(Screen.Matter(Scene.shared.hazard.value))
            player.press("还要填到别的系统 · 基层智治综合应用：隐患")
            assertTrue("✓已有编号 HZ-1" in player.page().transcript(), player.page().transcript())
            opened.store.close()
        }
}
