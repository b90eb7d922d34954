package org.linli.day

import com.fasterxml.jackson.databind.JsonNode
import org.linli.BallotAuthority
import org.linli.BallotDraft
import org.linli.BallotKind
import org.linli.Choice
import org.linli.Correction
import org.linli.DocId
import org.linli.HazardDraft
import org.linli.LogDraft
import org.linli.MemberId
import org.linli.RecordId
import org.linli.ScopeName
import org.linli.SheetAllotment
import org.linli.TallyDraft
import org.linli.TextEdit
import org.linli.TopicDraft
import org.linli.VisitChange
import org.linli.VisitDraft
import org.linli.VisitMode
import org.linli.VisitOutcome
import org.linli.Voters
import org.linli.Workspace
import java.time.Instant
import java.time.temporal.ChronoUnit
import kotlin.properties.Delegates

internal fun JsonNode.text(field: String): String = this[field].asText()

internal fun JsonNode.textOrNull(field: String): String? = this[field]?.asText()

/** A word of the script as the façade has it. */
internal inline fun <reified E : Enum<E>> word(name: String): E = enumValueOf(name.uppercase())

internal fun scope(said: JsonNode): ScopeName {
    val (kind, name) = said.properties().single()
    return when (kind) {
        "community" -> ScopeName.Community
        "compound" -> ScopeName.Compound(name.asText())
        "grid" -> ScopeName.Grid(name.asText())
        "building" -> ScopeName.Building(name.asText())
        "stairwell" -> ScopeName.Stairwell(name.asText())
        else -> error("no scope: $said")
    }
}

/** Joins, works without a network, and syncs at the end. */
internal class Collector(
    name: String,
    script: JsonNode,
    board: Board,
) : Person(name, script, board) {
    private val me = script["collectors"].single { it.text("name") == name }
    private var visit by Delegates.notNull<RecordId>()
    private var round by Delegates.notNull<DocId>()

    override suspend fun work(store: Workspace) {
        val enrolment = store.community.join(board.wait("invitation-$name.txt").decodeToString())
        board.put("enrolment-$name.txt", enrolment.toByteArray())
        val digits = store.community.answerChallenge(board.wait("challenge-$name.txt").decodeToString())
        board.put("digits-$name.txt", digits.toByteArray())
        val opened = board.waitJson("open.json")
        agenda = DocId(opened.text("agenda"))
        store.exchange.sync()
        if (script["tally"].text("by") == name) openTally(store, opened["members"])
        tally = DocId(board.waitJson("tally.json").text("tally"))
        store.exchange.sync()
        for (act in me["acts"]) act(store, act)
        store.exchange.sync()
        board.put("worked-$name", ByteArray(0))
        board.wait("closed")
    }

    private suspend fun openTally(
        store: Workspace,
        members: JsonNode,
    ) {
        val said = script["tally"]
        val draft =
            TallyDraft(
                title = said.text("title"),
                rule = word(said.text("rule").replace('-', '_')),
                voters = Voters.Scope(scope(said["voters"])),
                deadline = Instant.now().plus(1, ChronoUnit.DAYS),
                sheets = said["sheets"].properties().map { SheetAllotment(MemberId(members.text(it.key)), it.value.asLong()) },
            )
        val opened = store.deliberation.openTally(draft)
        store.exchange.sync()
        board.putJson("tally.json", mapOf("tally" to opened.value))
    }

    private suspend fun act(
        store: Workspace,
        act: JsonNode,
    ) {
        when (act.text("act")) {
            "visit" -> visit = store.doors.recordVisit(visitOf(act))
            "correct" -> store.doors.correct(visit, changeOf(act["fields"]), act.text("reason"))
            "withdraw" -> store.doors.withdraw(visit, act.text("reason"))
            "topic" -> store.deliberation.collectTopic(topicOf(act))
            "agenda" -> store.deliberation.editAgenda(act.text("field"), act.text("value"), agenda)
            "ballot" -> store.deliberation.castBallot(ballotOf(act))
            "returned" -> store.deliberation.collectingDone(tally)
            "round" -> round = store.rounds.startRound(scope(act["place"]), act.text("template"))
            "log" -> store.rounds.logEntry(LogDraft(round, act.text("item"), word(act.text("result")), act.textOrNull("note")))
            "hazard" -> store.rounds.reportHazard(hazardOf(act))
            "request" -> board.put("request-$name.txt", store.exchange.request().toByteArray())
            "bundle" -> bundle(store, act.text("for"))
            "receive" -> store.exchange.receive(board.wait("bundle-$name.bin"))
            "decide" -> decide(store, act.text("field"), act.text("value"))
            else -> error("no act: $act")
        }
    }

    private suspend fun bundle(
        store: Workspace,
        whose: String,
    ) {
        val request = board.wait("request-$whose.txt").decodeToString()
        board.put("bundle-$whose.bin", store.exchange.bundle(request))
    }

    private suspend fun decide(
        store: Workspace,
        field: String,
        value: String,
    ) {
        val found = store.contradicted(agenda)
        check(found == listOf(field)) { "$found of the agenda are contradicted, not $field" }
        store.deliberation.resolve(agenda, field, value)
    }

    private fun changeOf(said: JsonNode) =
        Correction.Visit(
            VisitChange(
                outcome = said.textOrNull("outcome")?.let { word<VisitOutcome>(it) },
                note = said.textOrNull("note")?.let { TextEdit.Set(it) } ?: TextEdit.Keep,
            ),
        )

    private fun visitOf(act: JsonNode) =
        VisitDraft(
            household = act.text("household"),
            outcome = word(act.text("outcome")),
            mode = act.textOrNull("mode")?.let { word<VisitMode>(it) },
            note = act.textOrNull("note"),
            met = act.textOrNull("met"),
        )

    private fun topicOf(act: JsonNode) =
        TopicDraft(
            source = word(act.text("source")),
            title = act.text("title"),
            text = act.text("text"),
            household = act.textOrNull("household"),
            scope = act["scope"]?.let { scope(it) },
        )

    private fun ballotOf(act: JsonNode) =
        BallotDraft(
            tally = tally,
            voter = act.text("voter"),
            choice = word<Choice>(act.text("choice")),
            kind = BallotKind.CAST,
            authority = BallotAuthority.COLLECTOR,
        )

    private fun hazardOf(act: JsonNode) =
        HazardDraft(
            place = scope(act["place"]),
            kind = act.text("kind"),
            severity = word(act.text("severity")),
            text = act.text("text"),
            round = round,
        )
}
