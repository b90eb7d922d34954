package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Language
import org.linli.Safety
import org.linli.app.model.explained
import org.linli.app.model.marks
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Mark
import org.linli.app.page.Page
import org.linli.app.page.Tone
import org.linli.app.page.transcript
import org.linli.app.words.Words
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Where something is that one wrote is told beside it, and on the screen of sync. */
class KeptTest {
    @TempDir
    lateinit var folder: Path

    private fun told(
        page: Page,
        title: String,
    ): List<String> {
        val row = page.all<Block.Row>().single { title in it.title }
        return row.marks.map { it.text }
    }

    @Test
    fun `what is only here says so, on rows, on its screen and among the receipts`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.open(Screen.Topics)
            assertTrue("仅在本机" in told(player.page(), "楼道堆物"))
            player.row("楼道堆物")
            assertTrue("保存情况：仅在本机 · 只有这台设备有" in player.page().transcript(), player.page().transcript())
            player.desk.open(Screen.Hazards)
            assertTrue("仅在本机" in told(player.page(), "四楼消防门"))
            player.desk.open(Screen.Door("3-1-201"))
            assertTrue(player.page().all<Block.Row>().any { row -> row.marks.any { it.text == "仅在本机" } })
            player.desk.open(Screen.Sync)
            val titles = player.page().all<Block.Row>().map { it.title }
            assertEquals(listOf("议题 · 单元门禁更换", "隐患 · 四楼消防门前堆了电动车"), titles.take(2), "the newest first")
            assertEquals(4, titles.count { it.startsWith("走访 · 3-1-") })
            player.row("议题 · 楼道堆物")
            assertEquals("楼道堆物", player.page().title)
            opened.store.close()
        }

    @Test
    fun `what others wrote is theirs to tell`() =
        live {
            val opened = Scene.shared.open("office", folder)
            val player = Player(opened)
            player.desk.open(Screen.Topics)
            assertEquals(emptyList(), told(player.page(), "楼道堆物").filter { it == "仅在本机" })
            player.desk.open(Screen.Sync)
            assertEquals(emptyList(), player.page().all<Block.Row>())
            opened.store.close()
        }

    @Test
    fun `each of the three is told in plain words`() {
        val words = Words(Language.ZH)
        assertEquals(listOf(Mark("已到服务器", Tone.QUIET)), words.marks(Safety.HUB))
        assertEquals(listOf(Mark("已备份", Tone.GOOD)), words.marks(Safety.SAFE))
        assertEquals(emptyList(), words.marks(null as Safety?))
        val told = Safety.entries.map { words.explained(it) }
        assertEquals(listOf("仅在本机 · 只有这台设备有", "已到服务器 · 社区的服务器已签收", "已备份 · 社区另存了一份"), told.map { it.substringBefore("，") })
    }
}
