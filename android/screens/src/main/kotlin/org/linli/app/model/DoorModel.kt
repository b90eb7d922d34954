package org.linli.app.model

import org.linli.Door
import org.linli.DoorField
import org.linli.ExternalIdView
import org.linli.Flag
import org.linli.Knock
import org.linli.Safety
import org.linli.VisitOutcome
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/**
 * A household's screen.
 *
 * @property door the household
 * @property kept where the visits and topics are that oneself wrote
 * @property shots its first pictures
 */
class DoorShown(
    val door: Door,
    val kept: Map<String, Safety>,
    val shots: Listed<Shot>,
)

/** 住户: what one should know before one knocks, one tap for the outcome, then everything else. */
class DoorModel(
    desk: Desk,
    private val household: String,
) : Model<DoorShown>(desk) {
    private val shots = Shots(desk)

    override val typing = Typing(desk, "visit", household)

    override fun title(
        words: Words,
        value: DoorShown?,
    ) = value?.door?.door ?: words[AppWord.DOOR]

    override suspend fun read(): DoorShown {
        val door = desk.store.screens.door(household)
        return DoorShown(door, desk.keptVisits(door.visits) + desk.keptTopics(door.topics), shots.read(door.photos))
    }

    override fun validUntil(value: DoorShown): Instant = value.door.validUntil

    override fun Drawing.show(value: DoorShown) {
        val door = value.door
        before(door)
        line(words.last(door), Tone.QUIET)
        heading(AppWord.RECORD_VISIT)
        buttons(VisitOutcome.entries.map { Block.Button(words.of(it), main = it == VisitOutcome.HOME) { record(it) } })
        button(AppWord.VISIT_IN_FULL) { desk.open(Screen.Visit(household)) }
        button(AppWord.NEW_TOPIC) { desk.open(Screen.NewTopic(household)) }
        votes(door)
        people(door)
        fields(door.fields)
        visits(value)
        topics(value)
        proposals(door)
        val (voices, pictures) = door.photos.partition { it.lengthMs != null }
        if (pictures.isNotEmpty()) fact(words[AppWord.PHOTOS], pictures.size.toString())
        shots(value.shots.items, desk) { act(it) }
        shots.more(this, value.shots.hasMore) { act { } }
        if (voices.isNotEmpty()) fact(words[AppWord.VOICE_NOTES], voices.size.toString())
        numbers(door.externalIds)
    }

    private fun record(outcome: VisitOutcome) =
        act {
            typing.load()
            typing.put("outcome", outcome.name.lowercase())
            val committed = typing.commit()
            desk.tell(Notice(visitKept(outcome), undo = committed.record, until = committed.until))
        }

    private fun Drawing.before(door: Door) {
        when (door.knock) {
            Knock.OK -> Unit
            else -> line(words.beside(listOf(words.of(door.knock), door.quietHours.orEmpty())), Tone.WARNING)
        }
        line(words.listed((door.flags - Flag.DO_NOT_KNOCK).map { words.of(it) }), Tone.WARNING)
        if (door.mergedInto != null) line(AppWord.MERGED, Tone.WARNING)
        if (door.claimedElsewhere.isNotEmpty()) {
            line(words[AppWord.CLAIMED_ELSEWHERE, words.listed(door.claimedElsewhere.map { words.of(it.said) })], Tone.WARNING)
        }
    }

    private fun Drawing.votes(door: Door) {
        if (door.tallies.isEmpty()) return
        heading(AppWord.VOTES_HERE)
        for (tally in door.tallies) {
            val state = if (tally.hasVoted) Mark(words[AppWord.HAS_VOTED], Tone.GOOD) else Mark(words[AppWord.NOT_VOTED])
            val until = words[AppWord.UNTIL, words.time(tally.deadline)]
            row(tally.tally.value, tally.title.orEmpty(), listOf(until), listOf(state), open = {
                desk.open(Screen.Ballot(tally.tally.value, door.door))
            })
        }
    }

    private fun Drawing.people(door: Door) {
        if (door.people.isEmpty()) return
        heading(AppWord.PEOPLE)
        for (person in door.people) {
            val facts = person.fields.filter { it.field != "name" }.map { words.fact(it) }
            row(person.person.value, person.name ?: words[AppWord.NAMELESS], facts, listOf(Mark(words.of(person.kind))))
        }
    }

    private fun Drawing.fields(fields: List<DoorField>) {
        if (fields.isEmpty()) return
        heading(AppWord.FACTS)
        fields.forEach { line(words.fact(it), if (it.values.size > 1) Tone.WARNING else Tone.PLAIN) }
    }

    private fun Drawing.visits(value: DoorShown) {
        if (value.door.visits.isEmpty()) return
        heading(AppWord.LAST_VISITS)
        for (visit in value.door.visits) {
            val title = words.beside(listOf(words.time(visit.at), words.of(visit.outcome)))
            val lines = listOf(words.beside(listOf(words.of(visit.who), visit.met.orEmpty(), visit.note.orEmpty())))
            val marks = words.marks(visit.standing) + words.marks(value.kept[visit.visit.value])
            row(visit.visit.value, title, lines, marks, open = {
                desk.open(Screen.Visited(household, visit.visit.value))
            })
        }
    }

    private fun Drawing.topics(value: DoorShown) {
        if (value.door.topics.isEmpty()) return
        heading(AppWord.TOPICS_FROM_HERE)
        value.door.topics.forEach { topic(it, desk, value.kept[it.topic.value]) }
    }

    private fun Drawing.proposals(door: Door) {
        if (door.proposals.isEmpty()) return
        heading(AppWord.PROPOSED_CHANGES)
        for (change in door.proposals) {
            val what =
                change.lines.map { line ->
                    val said = line.said?.let { words.of(it) }.orEmpty()
                    "${words.of(line.label)}${words[AppWord.COLON]}$said"
                }
            row(change.change.value, words.beside(listOf(words.of(change.by), words.time(change.at))), what)
        }
    }
}

/** Numbers that other systems give. */
internal fun Drawing.numbers(ids: List<ExternalIdView>) =
    ids.forEach { fact(words.of(it.said), words.listed(it.values.filterNotNull())) }

/** The last contact by anybody, in a line. */
private fun Words.last(door: Door): String {
    val last = door.visits.firstOrNull() ?: return this[AppWord.NEVER_VISITED]
    return beside(listOf(this[AppWord.LAST_CONTACT], time(last.at), of(last.who), of(last.outcome), last.note.orEmpty()))
}

/** A field in a line; values that contradict each other stand side by side. */
private fun Words.fact(field: DoorField): String {
    val values = field.values.map { value -> value.said?.let { of(it) } ?: this[AppWord.NOT_HERE] }
    return "${of(field.label)}${this[AppWord.COLON]}${values.joinToString(" ⁄ ")}"
}
