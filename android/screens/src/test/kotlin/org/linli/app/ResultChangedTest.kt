package org.linli.app

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.linli.BallotDraft
import org.linli.BallotKind
import org.linli.Choice
import org.linli.DocId
import org.linli.FormEntry
import org.linli.FormValue
import org.linli.Language
import org.linli.Role
import org.linli.Rule
import org.linli.ScopeName
import org.linli.StepDraft
import org.linli.TallyDraft
import org.linli.Voters
import org.linli.Workspace
import org.linli.app.navigation.Screen
import org.linli.app.page.transcript
import org.linli.app.words.Words
import java.nio.file.Path
import java.time.Instant
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A result that falls is told on the first screen of whoever corrects it, and in every list, in both languages. */
class ResultChangedTest {
    @TempDir
    lateinit var folder: Path

    private val stairwell = ScopeName.Stairwell("3-1")
    private val doors = listOf("3-1-101", "3-1-102")

    private suspend fun committee(office: Opened): Opened {
        val phone = openStore("committee", folder, office.clock)
        val invitation = office.store.community.invite(Role.COMMITTEE, ScopeName.Community, "李小满")
        val enrolment = phone.store.community.join(invitation)
        val digits = phone.store.community.answerChallenge(office.store.community.challenge(enrolment))
        office.store.community.admit(enrolment, digits)
        phone.store.exchange.receive(office.store.exchange.bundle(phone.store.exchange.request()))
        return phone
    }

    private fun step(
        name: String,
        vararg values: Pair<String, FormValue>,
    ) = StepDraft(name, values.map { (field, value) -> FormEntry(field, value) })

    /** A dwelling that becomes a shop, by the consent of all whom it concerns. */
    private suspend fun agreed(
        store: Workspace,
        deadline: Instant,
    ): DocId {
        val apply = step("apply", "place" to FormValue.Text("3-1"), "use" to FormValue.Text("小卖部"))
        val matter = store.matters.openMatter("dwelling-to-business", stairwell, apply).matter
        val concerned = FormValue.Many(doors.map { FormValue.Text(it) })
        store.matters.takeStep(matter, step("list", "households" to concerned, "scope" to FormValue.Text("building")))
        val tally = store.deliberation.openTally(TallyDraft("住改商", Rule.UNANIMOUS, Voters.Households(doors), deadline))
        doors.forEach { store.deliberation.castBallot(BallotDraft(tally, it, Choice.YES)) }
        store.deliberation.closeTally(tally)
        val said = arrayOf("tally" to FormValue.Text(tally.value), "outcome" to FormValue.Text("passed"))
        store.matters.takeStep(matter, step("decide", *said))
        return tally
    }

    @Test
    fun `a result that falls is told before anybody opens its matter`() =
        live {
            val office = Scene.shared.open("office", folder)
            val opened = committee(office)
            val store = opened.store
            val tally = agreed(store, opened.clock.now().plusSeconds(DAY))
            val player = Player(opened)
            val screens = listOf(Screen.Today(), Screen.Matters, Screen.Obligations)

            suspend fun told(text: String): List<Boolean> =
                screens.map {
                    player.desk.open(it)
                    text in player.page().transcript()
                }
            assertFalse(told("结果已变").any { it })
            store.deliberation.castBallot(BallotDraft(tally, doors[1], Choice.NO, BallotKind.CORRECT))
            store.deliberation.closeTally(tally)
            assertTrue(told("结果已变>").all { it })
            assertTrue(told("表决结果已变，现为“未通过”，须更正").all { it })
            player.desk.open(Screen.Today())
            assertTrue("## 须更正的结果" in player.page().transcript())
            val english = player.page(Words(Language.EN)).transcript()
            assertTrue("## Results to correct" in english && "(not passed): to be corrected" in english, english)
            store.close()
            office.store.close()
        }

    private companion object {
        const val DAY = 86_400L
    }
}
