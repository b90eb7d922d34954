package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.Thing
import org.linli.ThingKind
import org.linli.app.model.screen
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** An agenda is read from the topics and from a search; no hit of a search leads nowhere. */
class AgendaTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `an agenda is read, with both of two places until one is decided`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.open(Screen.Topics)
            player.press("议程")
            player.row("清理楼道")
            val page = player.page()
            assertEquals("清理楼道", page.title)
            val places = page.all<Block.Line>().single { it.text.startsWith("地点") }.text
            assertTrue("一楼大厅" in places && "小区凉亭" in places, places)
            player.press("去看冲突")
            player.press("选用：一楼大厅")
            player.desk.back()
            assertTrue("地点：一楼大厅" in player.page().transcript(), player.page().transcript())
            assertTrue(player.page().buttons().none { it.text == "去看冲突" })
            opened.store.close()
        }

    @Test
    fun `a search opens an agenda, and offers nothing that opens nothing`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.open(Screen.Search)
            player.type("text", "清理楼道")
            player.press("查找")
            val rows = player.page().all<Block.Row>()
            assertTrue(rows.isNotEmpty() && rows.all { it.open != null })
            val agenda = rows.single { row -> row.marks.any { it.text == ThingKind.AGENDA.zh } }
            checkNotNull(agenda.open)()
            assertEquals("清理楼道", player.page().title)
            assertTrue(player.desk.stack.value.top is Screen.Agenda)
            for (kind in listOf(ThingKind.PHOTO, ThingKind.MEMBER)) assertNull(Thing(kind, "00ff", "", null, null).screen())
            opened.store.close()
        }
}
