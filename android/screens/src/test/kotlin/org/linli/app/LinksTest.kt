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
    fun `a matter goes to the compound with its vote and the form of the other one, and nobody types a number`() =
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
            val vote =
                player
                    .page()
                    .all<Block.Choice>()
                    .flatMap { it.options }
                    .first { it.text.startsWith("清理楼道堆物") }
            player.choose(vote.text)
            player.type("reason", "要动用公共收益")
            player.choose("楼道议事提交")
            player.choose("楼道议事")
            player.press("保存")
            val view = opened.store.matters.matter(matter)
            assertEquals("escalated", view.state, "${player.desk.notice.value} ${player.page().transcript()}")
            val told = view.steps.single { it.step == "escalate" }.told
            assertTrue(told.any { "清理楼道堆物" in it.said.zh }, "$told")
            val filter = MatterFilter(flow = "compound-deliberation")
            val raised =
                opened.store.screens
                    .listMatters(filter)
                    .items
                    .single()
                    .matter
            assertEquals(
                listOf(matter),
                opened.store.matters
                    .matter(raised)
                    .about,
            )
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
