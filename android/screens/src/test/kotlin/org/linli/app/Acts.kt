package org.linli.app

import com.fasterxml.jackson.databind.JsonNode
import org.linli.BallotDraft
import org.linli.BallotKind
import org.linli.DocId
import org.linli.FormEntry
import org.linli.FormValue
import org.linli.HazardDraft
import org.linli.LogDraft
import org.linli.PhotoDraft
import org.linli.RecordId
import org.linli.RegisterDraft
import org.linli.RegisterEdit
import org.linli.SheetAllotment
import org.linli.StepDraft
import org.linli.TallyDraft
import org.linli.TestClock
import org.linli.TopicDraft
import org.linli.VisitDraft
import org.linli.Voters
import org.linli.Workspace
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlin.io.path.writeText

/**
 * Plays acts of the script on two open stores of one clock.
 *
 * @property folder files are written there
 */
class Acts(
    private val folder: Path,
    private val clock: TestClock,
    private val office: Workspace,
    private val leader: Workspace,
) {
    /** The agenda that was begun last. */
    var agenda: DocId? = null
        private set

    /** The vote that was opened last. */
    var tally: DocId? = null
        private set

    /** The visit that was made last. */
    var visit: RecordId? = null
        private set

    /** The inspection round, likewise. */
    var round: DocId? = null
        private set

    /** The topic. */
    var topic: DocId? = null
        private set

    /** The hazard. */
    var hazard: DocId? = null
        private set

    /** The hazard's picture. */
    var photo: RecordId? = null
        private set

    /** The matter. */
    var matter: DocId? = null
        private set

    /** An act, and a minute. */
    suspend fun play(act: JsonNode) {
        val store = if (act.textOrNull("by") == "office") office else leader
        when (act.text("do")) {
            "meet" -> meet()
            "later" -> clock.advance(Duration.ofHours(act["hours"].asLong()).seconds)
            else -> act(store, act)
        }
        clock.advance(60)
    }

    /** Each takes what the other one has for it. */
    suspend fun meet() {
        leader.exchange.receive(office.exchange.bundle(leader.exchange.request()))
        office.exchange.receive(leader.exchange.bundle(office.exchange.request()))
    }

    private suspend fun act(
        store: Workspace,
        act: JsonNode,
    ) {
        when (val name = act.text("do")) {
            "flags" -> {
                store.register.proposeChange(
                    RegisterDraft(
                        act.text("household"),
                        edits = listOf(RegisterEdit.Flags(act["flags"].map { word(it.asText()) })),
                    ),
                )
            }

            "field" -> {
                store.register.proposeChange(
                    RegisterDraft(act.text("household"), edits = listOf(RegisterEdit.Set(act.text("field"), act.text("text")))),
                )
            }

            "visit" -> {
                visit =
                    store.doors.recordVisit(
                        VisitDraft(
                            household = act.text("household"),
                            outcome = word(act.text("outcome")),
                            note = act.textOrNull("note"),
                            callBack = act.textOrNull("call_back")?.let(Instant::parse),
                        ),
                    )
            }

            "topic" -> {
                topic =
                    store.deliberation.collectTopic(
                        TopicDraft(word(act.text("source")), act.text("title"), act.text("text"), act.textOrNull("household")),
                    )
            }

            "tally" -> {
                val deadline = clock.now() + Duration.ofDays(act["days"].asLong())
                val sheets = act["sheets"]?.let { SheetAllotment(checkNotNull(store.identity().member), it.asLong()) }
                val voters = act["households"]?.let { Voters.Households(it.texts()) } ?: Voters.Scope(stairwell)
                val draft =
                    TallyDraft(act.text("title"), word(act.text("rule")), voters, deadline, sheets = listOfNotNull(sheets))
                tally = store.deliberation.openTally(draft)
            }

            "ballots" -> {
                val kind = if (act.has("correct")) BallotKind.CORRECT else BallotKind.CAST
                for (voter in act["households"].texts()) {
                    store.deliberation.castBallot(BallotDraft(checkNotNull(tally), voter, word(act.text("choice")), kind))
                }
            }

            "close" -> {
                store.deliberation.closeTally(checkNotNull(tally))
            }

            "grant" -> {
                store.community.grant(checkNotNull(leader.identity().member), word(act.text("role")), stairwell)
            }

            "round" -> {
                val begun = store.rounds.startRound(stairwell, act.text("template"))
                for (item in act["items"]) {
                    store.rounds.logEntry(LogDraft(begun, item[0].asText(), word(item[1].asText())))
                }
                round = begun
            }

            "hazard" -> {
                val draft = HazardDraft(stairwell, act.text("kind"), word(act.text("severity")), act.text("text"), round)
                hazard = store.rounds.reportHazard(draft)
            }

            "photo" -> {
                val file = folder.resolve("picture.jpg").also { it.writeText("a picture") }
                photo = store.photos.attachPhoto(PhotoDraft(checkNotNull(hazard), file))
            }

            "matter" -> {
                matter = store.matters.openMatter(act.text("flow"), stairwell, StepDraft("", entries(act))).matter
            }

            "step" -> {
                store.matters.takeStep(checkNotNull(matter), StepDraft(act.text("step"), entries(act)))
            }

            "agenda" -> {
                agenda =
                    store.deliberation.editAgenda(
                        act.text("field"),
                        act.text("text"),
                        agenda,
                        if (act.has("begin")) stairwell else null,
                    )
            }

            else -> {
                error("the script does what nobody knows: $name")
            }
        }
    }

    /** What a form is filled with: texts, `households` as a list, and the tally by its id where it is asked for. */
    private fun entries(act: JsonNode): List<FormEntry> {
        val texts = act["values"].properties().map { (field, value) -> FormEntry(field, FormValue.Text(value.asText())) }
        val doors = act["households"]?.let { FormEntry("households", FormValue.Many(it.texts().map(FormValue::Text))) }
        val voted = if (act.has("tally")) FormEntry("tally", FormValue.Text(checkNotNull(tally).value)) else null
        return texts + listOfNotNull(doors, voted)
    }

    private fun JsonNode.texts() = map { it.asText() }
}
