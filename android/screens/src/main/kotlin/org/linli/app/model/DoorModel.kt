package org.linli.app.model

import org.linli.Door
import org.linli.DoorField
import org.linli.Flag
import org.linli.Knock
import org.linli.MemberId
import org.linli.VisitOutcome
import org.linli.VisitView
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/**
 * A door with the names of those who were there.
 *
 * @property door everything that is known at it
 * @property names those who visited it, where their names are here
 */
class DoorShown(
    val door: Door,
    val names: Map<MemberId, String>,
)

/** 住户: what one should know before one knocks, one tap for the outcome, then everything else. */
class DoorModel(
    desk: Desk,
    private val household: String,
) : Model<DoorShown>(desk) {
    override val typing = Typing(desk, "visit", household)

    override fun title(
        words: Words,
        value: DoorShown?,
    ) = value?.door?.door ?: words[AppWord.DOOR]

    override suspend fun read(): DoorShown {
        val door = desk.store.screens.door(household)
        val members = door.visits.map { it.doneBy ?: it.by }.toSet()
        val names =
            members.mapNotNull { id ->
                desk.store.community
                    .memberName(id)
                    ?.let { id to it }
            }
        return DoorShown(door, names.toMap())
    }

    override fun validUntil(value: DoorShown): Instant = value.door.validUntil

    override fun Drawing.show(value: DoorShown) {
        val door = value.door
        before(door)
        line(value.last(words), Tone.QUIET)
        heading(AppWord.RECORD_VISIT)
        buttons(VisitOutcome.entries.map { Block.Button(words.of(it), main = it == VisitOutcome.HOME) { record(it) } })
        button(AppWord.VISIT_IN_FULL) { desk.open(Screen.Visit(household)) }
        button(AppWord.NEW_TOPIC) { desk.open(Screen.NewTopic(household)) }
        votes(door)
        people(door)
        fields(door.fields)
        visits(value)
        topics(door)
        proposals(door)
        if (door.photos.isNotEmpty()) fact(words[AppWord.PHOTOS], door.photos.size.toString())
        door.externalIds.forEach { fact(it.system, it.values.filterNotNull().joinToString()) }
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
            line(words[AppWord.CLAIMED_ELSEWHERE, words.listed(door.claimedElsewhere)], Tone.WARNING)
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
            val lines = listOf(words.beside(listOf(value.name(visit, words), visit.met.orEmpty(), visit.note.orEmpty())))
            row(visit.visit.value, title, lines, words.marks(visit.standing), open = {
                desk.open(Screen.Visited(household, visit.visit.value))
            })
        }
    }

    private fun Drawing.topics(door: Door) {
        if (door.topics.isEmpty()) return
        heading(AppWord.TOPICS_FROM_HERE)
        door.topics.forEach { topic(it, desk) }
    }

    private fun Drawing.proposals(door: Door) {
        if (door.proposals.isEmpty()) return
        heading(AppWord.PROPOSED_CHANGES)
        for (change in door.proposals) {
            val what = change.lines.map { "${words.of(it.label)}${words[AppWord.COLON]}${it.value.orEmpty()}" }
            row(change.change.value, words.beside(listOf(words.of(change.by), words.time(change.at))), what)
        }
    }
}

private fun DoorShown.name(
    visit: VisitView,
    words: Words,
) = names[visit.doneBy ?: visit.by] ?: words[AppWord.SOMEBODY]

/** The last contact by anybody, in a line. */
private fun DoorShown.last(words: Words): String {
    val last = door.visits.firstOrNull() ?: return words[AppWord.NEVER_VISITED]
    val parts =
        listOf(words[AppWord.LAST_CONTACT], words.time(last.at), name(last, words), words.of(last.outcome), last.note.orEmpty())
    return words.beside(parts)
}

/** A field in a line; values that contradict each other stand side by side. */
private fun Words.fact(field: DoorField): String {
    val values = field.values.map { it.value ?: this[AppWord.NOT_HERE] }
    return "${of(field.label)}${this[AppWord.COLON]}${values.joinToString(" ⁄ ")}"
}
