package org.linli.app

import com.fasterxml.jackson.databind.JsonNode
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.linli.BallotDraft
import org.linli.DocId
import org.linli.FormEntry
import org.linli.FormValue
import org.linli.HazardDraft
import org.linli.KeySource
import org.linli.LogDraft
import org.linli.PhotoDraft
import org.linli.RecordId
import org.linli.RegisterDraft
import org.linli.RegisterEdit
import org.linli.RootPolicy
import org.linli.ScopeName
import org.linli.SheetAllotment
import org.linli.StepDraft
import org.linli.TallyDraft
import org.linli.TestClock
import org.linli.TopicDraft
import org.linli.VisitDraft
import org.linli.Voters
import org.linli.Workspace
import org.linli.openTesting
import org.linli.use
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.copyToRecursively
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText

/** On threads of the machine, in real time. */
fun <T> live(block: suspend () -> T): T = runBlocking(Dispatchers.Default) { block() }

private val key = KeySource { ByteArray(32) { 7 } }

/**
 * The community that the script seeds: made once for all tests of a run, and copied for each.
 *
 * @property folder holds the stores, which are closed
 * @property now the clock when the seeding was over
 * @property tally the vote
 * @property round the inspection round
 * @property topic the topic
 * @property hazard the hazard
 * @property photo the hazard's picture
 * @property matter the matter
 */
class Scene private constructor(
    private val folder: Path,
    val now: Instant,
    val tally: DocId,
    val round: DocId,
    val topic: DocId,
    val hazard: DocId,
    val photo: RecordId,
    val matter: DocId,
) {
    /** A copy of a store, open, with its clock; its folder can be opened again after it was closed. */
    fun open(
        whose: String,
        into: Path,
    ): Opened {
        copy(folder.resolve(whose), into.resolve(whose))
        return openStore(whose, into, TestClock.at(now))
    }

    companion object {
        /** Made by the first test that asks. */
        val shared: Scene by lazy { live { Seeding(Files.createTempDirectory("linli-scene")).play() } }

        @OptIn(ExperimentalPathApi::class)
        private fun copy(
            from: Path,
            to: Path,
        ) {
            to.parent.createDirectories()
            from.copyToRecursively(to, followLinks = false, overwrite = true)
        }

        internal fun of(
            folder: Path,
            now: Instant,
            tally: DocId,
            round: DocId,
            topic: DocId,
            hazard: DocId,
            photo: RecordId,
            matter: DocId,
        ) = Scene(folder, now, tally, round, topic, hazard, photo, matter)
    }
}

/** A store of a folder: once more, too, after the app was closed, or killed. */
fun openStore(
    whose: String,
    into: Path,
    clock: TestClock,
): Opened = Opened(live { Workspace.openTesting(into.resolve(whose), key, clock, script["seed"].asLong()) }, clock)

/** An open store and its clock. */
class Opened(
    val store: Workspace,
    val clock: TestClock,
)

/** Plays the acts of the script. */
private class Seeding(
    private val folder: Path,
) {
    private val clock = TestClock.at(Instant.parse(script.text("clock")))
    private var agenda: DocId? = null
    private var tally: DocId? = null
    private var round: DocId? = null
    private var topic: DocId? = null
    private var hazard: DocId? = null
    private var photo: RecordId? = null
    private var matter: DocId? = null
    private val stairwell = ScopeName.Stairwell(script["leader"].text("stairwell"))

    private suspend fun open(name: String) = Workspace.openTesting(folder.resolve(name), key, clock, script["seed"].asLong())

    suspend fun play(): Scene =
        open("office").use { office ->
            open("leader").use { leader ->
                found(office)
                admit(office, leader)
                for (act in script["acts"]) {
                    val store = if (act.textOrNull("by") == "office") office else leader
                    when (act.text("do")) {
                        "meet" -> meet(office, leader)
                        "later" -> clock.advance(Duration.ofHours(act["hours"].asLong()).seconds)
                        else -> act(store, act)
                    }
                    clock.advance(60)
                }
                Scene.of(
                    folder,
                    clock.now(),
                    checkNotNull(tally),
                    checkNotNull(round),
                    checkNotNull(topic),
                    checkNotNull(hazard),
                    checkNotNull(photo),
                    checkNotNull(matter),
                )
            }
        }

    private suspend fun found(office: Workspace) {
        office.community.createCommunity(script.text("community"), script.text("compound"), RootPolicy.ONE_OF_ONE)
        val register = folder.resolve("register.csv")
        register.writeText(script["register"].joinToString("\n") { row -> row.joinToString(",") { it.asText() } } + "\n")
        check(office.office.importRegister(register).imported == script["register"].size() - 1L)
    }

    private suspend fun admit(
        office: Workspace,
        leader: Workspace,
    ) {
        val who = script["leader"]
        val enrolment = leader.community.join(office.community.invite(word(who.text("role")), stairwell, who.text("name")))
        val digits = leader.community.answerChallenge(office.community.challenge(enrolment))
        office.community.admit(enrolment, digits)
        meet(office, leader)
    }

    private suspend fun meet(
        one: Workspace,
        other: Workspace,
    ) {
        other.exchange.receive(one.exchange.bundle(other.exchange.request()))
        one.exchange.receive(other.exchange.bundle(one.exchange.request()))
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
                val sheets = listOf(SheetAllotment(checkNotNull(store.identity().member), act["sheets"].asLong()))
                val draft =
                    TallyDraft(act.text("title"), word(act.text("rule")), Voters.Scope(stairwell), deadline, sheets = sheets)
                tally = store.deliberation.openTally(draft)
            }

            "ballots" -> {
                for (voter in act["households"]) {
                    store.deliberation.castBallot(BallotDraft(checkNotNull(tally), voter.asText(), word(act.text("choice"))))
                }
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
                val values = act["values"].properties().map { (field, value) -> FormEntry(field, FormValue.Text(value.asText())) }
                matter = store.matters.openMatter(act.text("flow"), stairwell, StepDraft("", values)).matter
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
}
