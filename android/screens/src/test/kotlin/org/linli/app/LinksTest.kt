package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.FormEntry
import org.linli.FormValue
import org.linli.MatterFilter
import org.linli.StepDraft
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.transcript
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Steps that name a vote or another matter, and steps that open one. */
class LinksTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `an objection names its vote by a tap, and nobody types a number`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.tab(Screen.Open("civil-code/tally-objection"))
            val votes = player.page().all<Block.Choice>().single { it.label.startsWith("表决记录") }
            player.choose(votes.options.first { it.text.startsWith("清理楼道堆物") }.text)
            player.type("household", "3-1-101")
            player.choose("程序")
            player.type("text", "没有通知我")
            player.press("保存")
            val filter = MatterFilter(flow = "tally-objection")
            val listed =
                opened.store.screens
                    .listMatters(filter)
                    .items
            assertEquals(1, listed.size, "${player.desk.notice.value} ${player.page().transcript()}")
            val view = opened.store.matters.matter(listed.single().matter)
            assertEquals(listOf(Scene.shared.tally), view.about)
            assertTrue(
                view.steps
                    .single()
                    .told
                    .any { "清理楼道堆物" in it.said.zh },
                "${view.steps}",
            )
            opened.store.close()
        }

    @Test
    fun `a step that opens another matter asks for that one's form too`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val matter = Scene.shared.matter
            val screened =
                listOf(FormEntry("result", FormValue.Text("taken_up")), FormEntry("category", FormValue.Text("upkeep")))
            opened.store.matters.takeStep(matter, StepDraft("screen", screened))
            val player = Player(opened)
            player.desk.tab(Screen.Step(matter.value, "escalate"))
            val form = player.page().transcript()
            assertTrue("同时开出：小区议事" in form, form)
            player.choose("楼道议事提交")
            player.press("保存")
            // What is opened in the compound is not a stairwell leader's to open: the library says so, and nothing is lost.
            assertEquals(
                "screened",
                opened.store.matters
                    .matter(matter)
                    .state,
            )
            assertTrue("(●楼道议事提交)" in player.page().transcript(), player.page().transcript())
            opened.store.close()
        }

    @Test
    fun `what a field may name is shown by its words, the first of it at first`() =
        live {
            val opened = Scene.shared.open("leader", folder)
            val player = Player(opened)
            player.desk.tab(Screen.Open("db3305-309-2024/hazard"))
            val page = player.page()
            val shown = page.all<Block.Choice>().flatMap { it.options }.map { it.text }
            assertTrue(shown.isNotEmpty() && shown.none { NUMBER in it }, "$shown")
            assertFalse(NUMBER in page.transcript(), page.transcript())
            opened.store.close()
        }

    private companion object {
        val NUMBER = Regex("[0-9a-f]{16}")
    }
}
