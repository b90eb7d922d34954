package org.linli.app

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.linli.DocId
import org.linli.KeySource
import org.linli.RecordId
import org.linli.RootPolicy
import org.linli.ScopeName
import org.linli.TestClock
import org.linli.Workspace
import org.linli.openTesting
import org.linli.use
import java.nio.file.Files
import java.nio.file.Path
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
 * @property visit the visit of 3-1-201
 * @property round the inspection round
 * @property topic the topic
 * @property hazard the hazard
 * @property photo the hazard's picture
 * @property matter the matter
 * @property agenda the agenda, of whose place two things are said
 */
class Scene private constructor(
    private val folder: Path,
    val now: Instant,
    val tally: DocId,
    val visit: RecordId,
    val round: DocId,
    val topic: DocId,
    val hazard: DocId,
    val photo: RecordId,
    val matter: DocId,
    val agenda: DocId,
) {
    /** A copy of a store, open, with its clock; its folder can be opened again after it was closed. */
    fun open(
        whose: String,
        into: Path,
        clock: TestClock = TestClock.at(now),
    ): Opened {
        copy(folder.resolve(whose), into.resolve(whose))
        return openStore(whose, into, clock)
    }

    companion object {
        /** The same community at another moment, before anything was done in it: its office, and its leader. */
        internal suspend fun founded(
            folder: Path,
            now: Instant,
        ): Pair<Opened, Opened> = Seeding(folder, TestClock.at(now)).founded()

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
            visit: RecordId,
            round: DocId,
            topic: DocId,
            hazard: DocId,
            photo: RecordId,
            matter: DocId,
            agenda: DocId,
        ) = Scene(folder, now, tally, visit, round, topic, hazard, photo, matter, agenda)
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

/** Where the script's leader works. */
internal val stairwell: ScopeName = ScopeName.Stairwell(script["leader"].text("stairwell"))

/** Founds the community of the script, and plays its acts. */
private class Seeding(
    private val folder: Path,
    private val clock: TestClock = TestClock.at(Instant.parse(script.text("clock"))),
) {
    private suspend fun open(name: String) = Workspace.openTesting(folder.resolve(name), key, clock, script["seed"].asLong())

    suspend fun play(): Scene =
        open("office").use { office ->
            open("leader").use { leader ->
                val acts = Acts(folder, clock, office, leader)
                found(office)
                admit(acts, office, leader)
                script["acts"].forEach { acts.play(it) }
                Scene.of(
                    folder,
                    clock.now(),
                    checkNotNull(acts.tally),
                    checkNotNull(acts.visit),
                    checkNotNull(acts.round),
                    checkNotNull(acts.topic),
                    checkNotNull(acts.hazard),
                    checkNotNull(acts.photo),
                    checkNotNull(acts.matter),
                    checkNotNull(acts.agenda),
                )
            }
        }

    suspend fun founded(): Pair<Opened, Opened> {
        val office = open("office")
        val leader = open("leader")
        found(office)
        admit(Acts(folder, clock, office, leader), office, leader)
        return Opened(office, clock) to Opened(leader, clock)
    }

    private suspend fun found(office: Workspace) {
        office.community.createCommunity(script.text("community"), script.text("compound"), RootPolicy.ONE_OF_ONE)
        val register = folder.resolve("register.csv")
        register.writeText(script["register"].joinToString("\n") { row -> row.joinToString(",") { it.asText() } } + "\n")
        check(office.office.importRegister(register).imported == script["register"].size() - 1L)
    }

    private suspend fun admit(
        acts: Acts,
        office: Workspace,
        leader: Workspace,
    ) {
        val who = script["leader"]
        val enrolment = leader.community.join(office.community.invite(word(who.text("role")), stairwell, who.text("name")))
        val digits = leader.community.answerChallenge(office.community.challenge(enrolment))
        office.community.admit(enrolment, digits)
        acts.meet()
    }
}
