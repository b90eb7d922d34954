package org.linli.day

import com.fasterxml.jackson.databind.JsonNode
import kotlinx.coroutines.runBlocking
import org.linli.DocId
import org.linli.KeySource
import org.linli.RootPolicy
import org.linli.ScopeName
import org.linli.Standing
import org.linli.Workspace
import org.linli.use
import java.nio.file.Path
import java.security.SecureRandom
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.properties.Delegates
import kotlin.system.exitProcess

/** One person's part of the field day: `tests/field-day/README.md` says what it is. */
internal abstract class Person(
    val name: String,
    val script: JsonNode,
    val board: Board,
) {
    var agenda by Delegates.notNull<DocId>()
    var tally by Delegates.notNull<DocId>()

    abstract suspend fun work(store: Workspace)
}

/** Founds, invites, admits, and looks at the end whether all is decided. */
internal class OfficePerson(
    name: String,
    script: JsonNode,
    board: Board,
    private val files: Path,
) : Person(name, script, board) {
    override suspend fun work(store: Workspace) {
        found(store)
        val members = admit(store)
        begin(store)
        store.exchange.sync()
        board.putJson("open.json", mapOf("agenda" to agenda.value, "members" to members))
        tally = DocId(board.waitJson("tally.json")["tally"].asText())
        for (one in script["collectors"]) board.wait("worked-${one["name"].asText()}")
        store.exchange.sync()
        val left = store.contradicted(agenda)
        check(left.isEmpty()) { "the agenda is still contradicted: $left" }
        board.put("closed", ByteArray(0))
    }

    private suspend fun found(store: Workspace) {
        store.community.createCommunity(script.text("community"), script.text("compound"), RootPolicy.TWO_OF_THREE)
        val register = store.office.importRegister(files.resolve(script.text("register")))
        check(register.imported == script["expected"]["households"].asLong()) { "not all came in: $register" }
        val grid = script["grid"]
        store.community.defineGrid(grid.text("name"), grid["stairwells"].map { ScopeName.Stairwell(it.asText()) })
        val hub = board.waitJson("hub.json")
        store.exchange.claimHub(hub.text("url"), hub.text("pin"), hub.text("token"))
    }

    private suspend fun admit(store: Workspace): Map<String, String> {
        val collectors = script["collectors"].map { it.text("name") to it }
        for ((name, one) in collectors) {
            val invitation = store.community.invite(word(one.text("role")), scope(one["scope"]), name)
            board.put("invitation-$name.txt", invitation.toByteArray())
        }
        return collectors.associate { (name, _) ->
            val enrolment = board.wait("enrolment-$name.txt").decodeToString()
            board.put("challenge-$name.txt", store.community.challenge(enrolment).toByteArray())
            val digits = board.wait("digits-$name.txt").decodeToString()
            val admitted = store.community.admit(enrolment, digits)
            name to admitted.member.value
        }
    }

    private suspend fun begin(store: Workspace) {
        val said = script["agenda"]
        var begun: DocId? = null
        for ((field, value) in said["fields"].properties()) {
            val scope = if (begun == null) scope(said["scope"]) else null
            begun = store.deliberation.editAgenda(field, value.asText(), begun, scope)
        }
        agenda = checkNotNull(begun)
    }
}

/** The fields of the agenda that contradict each other here. */
internal suspend fun Workspace.contradicted(agenda: DocId): List<String> =
    deliberation
        .conflicts(limit = 200)
        .items
        .filter { it.document == agenda }
        .map { it.field }

/** Syncs until nothing moves, and says what the store holds. */
internal suspend fun ended(
    store: Workspace,
    who: Person,
): Map<String, Any?> {
    do {
        val moved = store.exchange.sync().records
    } while (moved.sent + moved.received > 0)
    val visits = store.doors.listVisits(limit = 200).items
    val title =
        store.deliberation
            .agenda(who.agenda)
            .fields
            .single { it.name == "title" }
            .values
    val tally = store.deliberation.tally(who.tally)
    return mapOf(
        "person" to who.name,
        "language" to "kotlin",
        "failures" to
            store.exchange
                .verify()
                .failures.size,
        "digests" to
            store.exchange
                .digest()
                .scopes
                .associate { it.scope to listOf(it.records, it.state) },
        "visits" to visits.size,
        "withdrawn" to visits.count { it.standing == Standing.WITHDRAWN },
        "topics" to
            store.deliberation
                .listTopics(limit = 200)
                .items.size,
        "hazards" to
            store.rounds
                .listHazards(limit = 200)
                .items.size,
        "title" to (title.singleOrNull()?.value ?: title.map { it.value }),
        "outcome" to tally.outcome?.name?.lowercase(),
        "disputed" to tally.disputed.size,
    )
}

/** Plays a person from the first step to the last word. */
internal suspend fun play(
    name: String,
    scriptFile: Path,
    folder: Path,
    boardFolder: Path,
) {
    val script = json.readTree(scriptFile.readBytes())
    val board = Board(boardFolder)
    val who =
        when (name) {
            "office" -> OfficePerson(name, script, board, scriptFile.toAbsolutePath().parent)
            else -> Collector(name, script, board)
        }
    Workspace.open(folder, keyBeside(folder)).use { store ->
        who.work(store)
        board.putJson("done-$name.json", ended(store, who))
    }
}

/** A phone has a key store; a test has a file. */
private fun keyBeside(folder: Path) =
    KeySource {
        val file = Path.of("$folder.key")
        if (!file.exists()) file.writeBytes(ByteArray(32).also { SecureRandom().nextBytes(it) })
        file.readBytes()
    }

/** `FieldDay PERSON SCRIPT STORE BOARD`. */
internal object FieldDay {
    @JvmStatic
    fun main(args: Array<String>) {
        if (args.size != 4) {
            System.err.println("FieldDay PERSON SCRIPT STORE BOARD")
            exitProcess(2)
        }
        val (name, script, store, board) = args
        try {
            runBlocking { play(name, Path.of(script), Path.of(store), Path.of(board)) }
        } catch (e: Exception) {
            e.printStackTrace()
            exitProcess(1)
        }
    }
}
