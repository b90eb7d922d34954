package org.linli.app.phone

import androidx.compose.ui.test.onAllNodesWithText
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.linli.HazardDraft
import org.linli.Language
import org.linli.ScopeName
import org.linli.Severity
import org.linli.VisitDraft
import org.linli.VisitOutcome
import org.linli.app.legible
import org.linli.app.model.Desk
import org.linli.app.navigation.Screen
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** Android's own type at twice its size, on a narrow phone that is so high that no list has to be scrolled. */
@RunWith(AndroidJUnit4::class)
@Config(qualifiers = "w${LargeTypeTest.WIDTH}dp-h9000dp-mdpi")
class LargeTypeTest : OnPhone() {
    private fun Desk.longest(): Map<String, Screen> =
        runBlocking {
            val place = ScopeName.Stairwell("3-1")
            val hazard = store.rounds.reportHazard(HazardDraft(place, "通道堵塞", Severity.HIGH, "四楼消防门前堆了电动车，晚上还在充电，物业说管不了"))
            val round = store.rounds.startRound(place, "消防安全大检查（每月一次）")
            store.doors.recordVisit(VisitDraft("3-1-501", VisitOutcome.HOME, note = "电梯晚上有异响，要求周末以前修好，白天家里没有人"))
            mapOf(
                "today" to Screen.Today(),
                "door" to Screen.Door("3-1-501"),
                "visit" to Screen.Visit("3-1-501"),
                "new-topic" to Screen.NewTopic("3-1-501"),
                "new-vote" to Screen.NewVote,
                "flows" to Screen.Flows,
                "open" to Screen.Open("db3305-309-2024/incident", ""),
                "matter" to Screen.Matter(hazard.value),
                "step" to Screen.Step(hazard.value, "assign"),
                "round" to Screen.Round(round.value),
                "new-hazard" to Screen.NewHazard(round.value),
                "invite" to Screen.Invite,
                "sync" to Screen.Sync,
                "me" to Screen.Me,
            )
        }

    private fun readable(language: Language) {
        RuntimeEnvironment.setFontScale(2f)
        val desk = found()
        desk.choose { it.copy(language = language) }
        val waiting = Words(language)[AppWord.WAITING]
        val screens = desk.longest()
        launch().use {
            await("3-1")
            val wrong =
                screens.flatMap { (name, where) ->
                    desk.tab(where)
                    runBlocking { desk.settle() }
                    screen.waitForIdle()
                    eventually { screen.onAllNodesWithText(waiting).fetchSemanticsNodes().isEmpty() }
                    screen.waitForIdle()
                    val seen = screen.legible(WIDTH)
                    assertTrue("$name: only ${seen.looked} parts", seen.looked > LEAST_PARTS)
                    if (name == "visit") picture("visit-200.png")
                    seen.wrong.map { "$name: $it" }
                }
            assertEquals(emptyList<String>(), wrong.distinct())
        }
    }

    @Test
    fun `no text of the longest screens is cut and each thing is large enough for a thumb`() = readable(Language.ZH)

    @Test
    fun `nor in English`() = readable(Language.EN)

    internal companion object {
        const val WIDTH = 360

        /** Fewer are no page: the title, the way back, four tabs. */
        private const val LEAST_PARTS = 12
    }
}
