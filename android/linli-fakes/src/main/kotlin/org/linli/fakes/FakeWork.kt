package org.linli.fakes

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.update
import org.linli.BallotDraft
import org.linli.BallotKind
import org.linli.Change
import org.linli.ChangeSet
import org.linli.ClosedView
import org.linli.Committed
import org.linli.Contact
import org.linli.Debt
import org.linli.DocId
import org.linli.DoorRow
import org.linli.DraftField
import org.linli.DraftKey
import org.linli.DraftView
import org.linli.Enrolment
import org.linli.EntityId
import org.linli.ErrorCode
import org.linli.HazardDraft
import org.linli.HouseholdId
import org.linli.LogDraft
import org.linli.PlaceId
import org.linli.RecordId
import org.linli.RegisterDraft
import org.linli.RoundAnswer
import org.linli.RoundLine
import org.linli.SyncOutcome
import org.linli.SyncState
import org.linli.TallyState
import org.linli.TopicDraft
import org.linli.TopicSource
import org.linli.Verdict
import org.linli.VisitDraft
import org.linli.VisitMode
import org.linli.VisitOutcome
import org.linli.VoterState
import java.time.Instant
import java.util.concurrent.atomic.AtomicLong

/** Lists that a command changes. */
internal object Lists {
    val REGISTER = Change.Register
    val VISITS = Change.Visits
    val TOPICS = Change.Topics
    val AGENDAS = Change.Agendas
    val ROUNDS = Change.Rounds
    val HAZARDS = Change.Hazards
    val MATTERS = Change.Matters
    val CONTESTED = Change.Contested
    val ROSTER = Change.Roster
    val PHOTOS = Change.Photos
    val DRAFTS = Change.Drafts
    val SYNC = Change.Sync
}

/** The effect of commands on a world. */
internal class FakeWork(
    private val state: MutableStateFlow<FakeWorld>,
    private val clock: () -> Instant,
) {
    private val made = AtomicLong()

    /** What was committed last, and the world before it. */
    private var undoable: Pair<Committed, FakeWorld>? = null
    private var kept = emptySet<RecordId>()

    fun unsent(): Set<RecordId> = kept

    fun nextRecord(): RecordId = RecordId(made.incrementAndGet().toString(16).padStart(64, '0')).also { kept = kept + it }

    fun nextDoc(): DocId = DocId(made.incrementAndGet().toString(16).padStart(32, '0'))

    fun changed(
        kind: Change,
        vararg what: String,
    ): ChangeSet {
        val doors = what.mapNotNull { state.value.door(it) }
        val places: Set<PlaceId> = doors.mapNotNullTo(mutableSetOf()) { it.place?.id }
        return ChangeSet(setOf(kind), places, what.toSet() + doors.map { it.household.value })
    }

    fun changedTally(tally: DocId): ChangeSet = ChangeSet(setOf(Change.Tally(tally)), ids = setOf(tally.value))

    /** One more record that exists only here. */
    private fun owe() =
        state.update {
            val debt = Debt(it.today.debt.records + 1, it.today.debt.since ?: clock())
            it.copy(today = it.today.copy(debt = debt), sync = it.sync.copy(debt = debt))
        }

    private fun row(
        household: HouseholdId,
        change: (DoorRow) -> DoorRow,
    ) = state.update { world ->
        val floors =
            world.today.floors.map { floor ->
                floor.copy(doors = floor.doors.map { if (it.household == household) change(it) else it })
            }
        world.copy(today = world.today.copy(floors = floors))
    }

    fun recordVisit(draft: VisitDraft): RecordId {
        val door = state.value.door(draft.household) ?: throw unknown(ErrorCode.HOUSEHOLD_UNKNOWN, "household")
        val (visit, at) = nextRecord() to clock()
        val by = state.value.me.member ?: throw unknown(ErrorCode.NOT_ENROLLED, "household")
        val view =
            Samples.visitView.copy(
                visit = visit,
                household = door.door,
                householdId = door.household,
                outcome = draft.outcome,
                mode = draft.mode ?: VisitMode.DOOR,
                note = draft.note,
                met = draft.met,
                callBack = draft.callBack,
                topics = draft.topics,
                at = at,
                by = by.id,
                who = by,
            )
        state.update { world ->
            world
                .with(door.household) { it.copy(visits = listOf(view) + it.visits) }
                .copy(today = world.today.copy(plan = world.today.plan - door.household))
        }
        val missed = draft.outcome in setOf(VisitOutcome.NOT_HOME, VisitOutcome.STAIRWELL_LOCKED)
        row(door.household) {
            it.copy(
                last = Contact(visit, at, by, draft.outcome, draft.note),
                due = null,
                missed = if (missed) it.missed + 1 else 0,
                callBack = draft.callBack,
                unsent = it.unsent + 1,
            )
        }
        owe()
        return visit
    }

    fun withdraw(target: EntityId): RecordId {
        state.update { world ->
            world.copy(
                doors = world.doors.map { door -> door.copy(visits = door.visits.filter { it.visit.value != target.value }) },
                topics = world.topics.filter { it.topic.topic.value != target.value },
                hazards = world.hazards.filter { it.hazard.value != target.value },
            )
        }
        return nextRecord().also { owe() }
    }

    fun startRound(template: String): DocId {
        state.value.rounds
            .firstOrNull { it.template == template }
            ?.let { return it.round }
        val round = nextDoc()
        val screen = Samples.roundScreen.copy(round = round, template = template, lines = emptyList(), left = 0)
        state.update { it.copy(rounds = it.rounds + screen) }
        return round
    }

    fun logEntry(draft: LogDraft): RecordId {
        val round = one(state.value.rounds, "round") { it.round == draft.round }
        val by = state.value.me.member ?: throw unknown(ErrorCode.NOT_ENROLLED, "round")
        val answer = RoundAnswer(nextRecord(), draft.result, draft.note, by, clock(), relayed = false)
        val known = round.lines.any { it.item == draft.item }
        val before = if (known) round.lines else round.lines + RoundLine(draft.item, emptyList(), null)
        val lines = before.map { if (it.item == draft.item) it.copy(answers = listOf(answer)) else it }
        val changed = round.copy(lines = lines, left = lines.count { it.answers.isEmpty() }.toLong())
        state.update { world -> world.copy(rounds = world.rounds.map { if (it.round == draft.round) changed else it }) }
        owe()
        return answer.entry
    }

    fun reportHazard(draft: HazardDraft): DocId {
        val hazard = nextDoc()
        val sample = Samples.hazardView.copy(hazard = hazard, at = clock())
        val view = sample.copy(kind = draft.kind, severity = draft.severity, text = draft.text)
        state.update { it.copy(hazards = listOf(view) + it.hazards) }
        owe()
        return hazard
    }

    fun collectTopic(draft: TopicDraft): DocId {
        val topic = nextDoc()
        val door = draft.household?.let { state.value.door(it) ?: throw unknown(ErrorCode.HOUSEHOLD_UNKNOWN, "household") }
        val view =
            Samples.topicView.copy(
                topic = topic,
                source = draft.source,
                household = door?.door,
                title = draft.title,
                text = draft.text,
                at = clock(),
            )
        val screen = Samples.topicScreen.copy(topic = view, household = door?.household, photos = emptyList())
        state.update { world ->
            val there = if (door == null) world else world.with(door.household) { it.copy(topics = listOf(view) + it.topics) }
            there.copy(topics = listOf(screen) + world.topics)
        }
        if (door != null) row(door.household) { it.copy(openTopics = it.openTopics + 1) }
        owe()
        return topic
    }

    fun castBallot(draft: BallotDraft): RecordId {
        val meter = one(state.value.meters, "tally", ErrorCode.TALLY_UNKNOWN) { it.tally == draft.tally }
        val before = state.value.rolls.firstOrNull { it.voter == draft.voter }
        val isNew = before?.state == VoterState.NOT_YET && draft.kind != BallotKind.WITHDRAW
        val voted = if (draft.kind == BallotKind.WITHDRAW) VoterState.TAKEN_BACK else VoterState.VOTED
        val heads = if (isNew) meter.heads.copy(have = meter.heads.have + 1) else meter.heads
        state.update { world ->
            world.copy(
                rolls = world.rolls.map { if (it.voter == draft.voter) it.copy(state = voted, choice = draft.choice) else it },
                meters = world.meters.map { if (it.tally == draft.tally) it.copy(heads = heads) else it },
            )
        }
        owe()
        return nextRecord()
    }

    fun signIn(voters: List<String>): Int {
        state.update { world -> world.copy(rolls = world.rolls.map { if (it.voter in voters) it.copy(present = true) else it }) }
        return state.value.rolls.count { it.present }
    }

    fun closeTally(tally: DocId): ClosedView {
        one(state.value.meters, "tally", ErrorCode.TALLY_UNKNOWN) { it.tally == tally }
        state.update { world ->
            val closed = world.meters.map { if (it.tally == tally) it.copy(state = TallyState.CLOSED, mayCast = false) else it }
            world.copy(meters = closed)
        }
        return Samples.closedView.copy(closing = nextRecord())
    }

    fun resolve(
        document: DocId,
        field: String,
    ): RecordId {
        val decided = one(state.value.conflicts, "document") { it.document == document && it.field == field }
        state.update { it.copy(conflicts = it.conflicts - decided) }
        return nextRecord().also { owe() }
    }

    fun proposeChange(draft: RegisterDraft): RecordId {
        val door = state.value.door(draft.household) ?: throw unknown(ErrorCode.HOUSEHOLD_UNKNOWN, "household")
        val by = state.value.me.member ?: throw unknown(ErrorCode.NOT_ENROLLED, "household")
        val proposal =
            Samples.proposedChange.copy(
                change = nextRecord(),
                household = door.household,
                door = door.door,
                by = by,
                at = clock(),
                evidence = draft.evidence,
                decided = null,
            )
        state.update { world ->
            world
                .with(door.household) { it.copy(proposals = it.proposals + proposal) }
                .copy(proposals = world.proposals + proposal)
        }
        owe()
        return proposal.change
    }

    fun decideChange(
        change: RecordId,
        accept: Boolean,
        reason: String?,
    ): RecordId {
        val proposal = one(state.value.proposals, "change") { it.change == change && it.decided == null }
        val decided = proposal.copy(decided = Verdict(accept, reason))
        state.update { world ->
            world
                .with(proposal.household) { door -> door.copy(proposals = door.proposals.filter { it.change != change }) }
                .copy(proposals = world.proposals.map { if (it.change == change) decided else it })
        }
        return nextRecord().also { owe() }
    }

    fun saveDraft(
        key: DraftKey,
        fields: List<DraftField>,
    ) = state.update { world ->
        val others = world.drafts.filter { it.key != key }
        val now = if (fields.isEmpty()) emptyList() else listOf(DraftView(key, fields, clock()))
        world.copy(drafts = now + others)
    }

    fun commitDraft(key: DraftKey): Committed {
        val before = state.value
        val draft = one(before.drafts, "screen") { it.key == key }
        val typed = draft.fields.associate { it.field to it.text }
        val household = typed["household"] ?: key.thing.ifEmpty { null }
        val record =
            when (key.screen) {
                "visit" -> {
                    val outcome = word(VisitOutcome.entries, typed["outcome"], "outcome")
                    val mode = typed["mode"]?.let { word(VisitMode.entries, it, "mode") }
                    val callBack = typed["call_back"]?.let { Instant.parse(it) }
                    recordVisit(VisitDraft(household.orEmpty(), outcome, mode, typed["note"], typed["met"], callBack))
                }

                "topic" -> {
                    val source = word(TopicSource.entries, typed["source"], "source")
                    collectTopic(TopicDraft(source, typed["title"].orEmpty(), typed["text"].orEmpty(), household))
                    nextRecord()
                }

                else -> {
                    throw unknown(ErrorCode.FIELD_UNKNOWN, "screen")
                }
            }
        state.update { world -> world.copy(drafts = world.drafts.filter { it.key != key }) }
        val committed = Committed(record, clock().plusSeconds(HELD_SECONDS))
        undoable = committed to before.copy(drafts = state.value.drafts)
        return committed
    }

    fun undo(record: RecordId) {
        val (committed, before) = undoable ?: throw unknown(ErrorCode.RECORD_UNKNOWN, "record")
        if (committed.record != record || clock() > committed.until) throw unknown(ErrorCode.RECORD_UNKNOWN, "record")
        state.value = before
        undoable = null
    }

    fun join(): String {
        val asked = Enrolment.Asked(digits = null, expires = clock().plusSeconds(DAY_SECONDS))
        state.update { it.copy(me = it.me.copy(enrolment = asked)) }
        return "enrolment"
    }

    fun answerChallenge(): String {
        val asked = Enrolment.Asked(digits = DIGITS, expires = clock().plusSeconds(DAY_SECONDS))
        state.update { it.copy(me = it.me.copy(enrolment = asked)) }
        return DIGITS
    }

    fun sync(): SyncOutcome {
        val sent = state.value.sync.debt.records
        kept = emptySet()
        state.update { world ->
            val none = Debt(0, null)
            val floors = world.today.floors.map { floor -> floor.copy(doors = floor.doors.map { it.copy(unsent = 0) }) }
            val status = world.sync.status.copy(onlyHere = 0, since = null, last = clock())
            world.copy(
                today = world.today.copy(debt = none, floors = floors),
                sync = world.sync.copy(state = SyncState.Idle, debt = none, byKind = emptyList(), status = status),
            )
        }
        return SyncOutcome(Samples.syncReport.copy(sent = sent), null)
    }

    /** A word by its name in the tools. */
    private fun <T : Enum<T>> word(
        words: List<T>,
        text: String?,
        field: String,
    ): T = words.firstOrNull { it.name.lowercase() == text } ?: throw unknown(ErrorCode.WORD_UNKNOWN, field)

    private companion object {
        const val HELD_SECONDS = 10L
        const val DAY_SECONDS = 86_400L
        const val DIGITS = "407192"
    }
}
