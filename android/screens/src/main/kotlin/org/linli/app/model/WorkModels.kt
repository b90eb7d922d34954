package org.linli.app.model

import org.linli.Conflict
import org.linli.ConflictOwner
import org.linli.DocKind
import org.linli.DutyState
import org.linli.Found
import org.linli.Obligation
import org.linli.Thing
import org.linli.ThingKind
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.linli.app.words.said
import java.time.Duration

/** Everything but the doors: where the other screens begin. */
class WorkModel(
    desk: Desk,
) : Model<Int>(desk) {
    override val private = false

    override fun title(
        words: Words,
        value: Int?,
    ) = words[AppWord.WORK]

    /** How many pictures wait until it is said what they are of. */
    override suspend fun read(): Int =
        desk.handing
            .asked()
            .size

    override fun Drawing.show(value: Int) {
        // Whoever went back from there finds the way again.
        if (value > 0) row(Screen.Handed.name, words[AppWord.HANDED], listOf("$value"), open = { desk.open(Screen.Handed) })
        val all =
            listOf(
                AppWord.TOPICS to Screen.Topics,
                AppWord.MATTERS to Screen.Matters,
                AppWord.VOTES to Screen.Votes,
                AppWord.ROUNDS to Screen.Rounds,
                AppWord.HAZARDS to Screen.Hazards,
                AppWord.OBLIGATIONS to Screen.Obligations,
                AppWord.CONFLICTS to Screen.Conflicts,
                AppWord.ELSEWHERE to Screen.Elsewhere,
            )
        for ((word, screen) in all) row(screen.name, words[word], open = { desk.open(screen) })
    }
}

/** 期限: results to be corrected, clocks of matters and duties that recur, the overdue ones too. */
class ObligationsModel(
    desk: Desk,
) : Model<List<Obligation>>(desk) {
    override fun title(
        words: Words,
        value: List<Obligation>?,
    ) = words[AppWord.OBLIGATIONS]

    override suspend fun read(): List<Obligation> {
        val now = desk.now()
        return desk.store.matters.obligations(now - BEFORE, now + AHEAD)
    }

    override fun Drawing.show(value: List<Obligation>) {
        if (value.isEmpty()) line(AppWord.NO_OBLIGATIONS, Tone.QUIET)
        value.forEachIndexed { at, one ->
            when (one) {
                is Obligation.Clock -> clock(at, one)
                is Obligation.Duty -> duty(at, one)
                is Obligation.Result -> matter(one.matter, desk)
            }
        }
    }

    private fun Drawing.clock(
        at: Int,
        one: Obligation.Clock,
    ) {
        val title = words.beside(listOf(words.of(one.title), one.matter.title ?: words.of(one.matter.flowTitle)))
        val late = if (one.overdue) listOf(Mark(words[AppWord.CLOCK_OVERDUE], Tone.WARNING)) else emptyList()
        val lines = listOf(words.beside(listOf(words[AppWord.DUE, words.time(one.due)], words.of(one.matter.placeSaid))))
        row("clock-$at", title, lines, late, open = { desk.open(Screen.Matter(one.matter.matter.value)) })
    }

    private fun Drawing.duty(
        at: Int,
        one: Obligation.Duty,
    ) {
        val due = one.due?.let { words[AppWord.DUE, words.time(it)] } ?: words[AppWord.CALENDAR_MISSING]
        val tone =
            when (one.state) {
                DutyState.BREACH, DutyState.LATE -> Tone.WARNING
                DutyState.DONE -> Tone.GOOD
                else -> Tone.PLAIN
            }
        row(
            "duty-$at",
            words.of(one.title),
            listOf(words.beside(listOf(due, words.of(one.placeSaid), words.of(one.periodSaid)))),
            listOf(Mark(words[one.state.word()], tone)),
        )
    }

    private companion object {
        val BEFORE: Duration = Duration.ofDays(60)
        val AHEAD: Duration = Duration.ofDays(60)
    }
}

private fun DutyState.word(): AppWord =
    when (this) {
        DutyState.DONE -> AppWord.DUTY_DONE
        DutyState.LATE -> AppWord.DUTY_LATE
        DutyState.COMING -> AppWord.DUTY_COMING
        DutyState.UNKNOWN -> AppWord.CLOCK_UNKNOWN
        DutyState.OPEN -> AppWord.DUTY_OPEN
        DutyState.BREACH -> AppWord.DUTY_BREACH
    }

/** 冲突: what each said, who and when; decided by whose it is, and by nobody else. */
class ConflictsModel(
    desk: Desk,
) : Model<Listed<Conflict>>(desk) {
    private val length = Length()

    override val typing = Typing(desk, "conflicts", "")

    override fun title(
        words: Words,
        value: Listed<Conflict>?,
    ) = words[AppWord.CONFLICTS]

    override suspend fun read(): Listed<Conflict> = length.read { limit, after -> desk.store.screens.conflictList(limit, after) }

    override fun Drawing.show(value: Listed<Conflict>) {
        if (value.items.isEmpty()) line(AppWord.NO_CONFLICTS, Tone.GOOD)
        value.items.forEach { conflict(it) }
        length.more(this, value) { act { } }
    }

    private fun Drawing.conflict(conflict: Conflict) {
        heading(words.beside(listOf(words.of(conflict.title), words.of(conflict.label))))
        for (said in conflict.values) {
            row(said.record.value, words.of(said.said), listOf(words.beside(listOf(words.of(said.by), words.time(said.at)))))
            val value = said.value
            if (conflict.mine && value != null) button(words[AppWord.TAKE_THIS, words.of(said.said)]) { decide(conflict, value) }
        }
        if (conflict.isForWords) {
            val field = conflict.key
            text(words[AppWord.OWN_VALUE], typing, field)
            val whyNot = if (typing[field].isBlank()) words[AppWord.NOTHING_TYPED] else null
            button(AppWord.TAKE_OWN, whyNot = whyNot) { decide(conflict, typing[field].trim()) }
        }
        if (!conflict.mine) line(words[AppWord.DECIDED_BY, words.owner(conflict.owner)], Tone.QUIET)
    }

    private fun decide(
        conflict: Conflict,
        value: String,
    ) = act {
        desk.store.deliberation.resolve(conflict.document, conflict.field, value)
        typing.put(conflict.key, "")
        desk.tell(Notice(AppWord.DECIDED.said))
    }
}

/** Which contradiction it is, among all. */
val Conflict.key: String get() = "${document.value} $field"

/** Whether it can be decided by words of one's own: of every other kind one of the records is chosen. */
val Conflict.isForWords: Boolean get() = mine && (kind == DocKind.REGISTER || kind == DocKind.AGENDA)

/** Whoever decides a contradiction. */
fun Words.owner(owner: ConflictOwner): String =
    when (owner) {
        is ConflictOwner.Role -> of(owner.role)
        is ConflictOwner.Author -> this[AppWord.ITS_AUTHOR]
        is ConflictOwner.Roles -> listed(owner.roles.map { of(it) })
    }

/** 查找: by door, by any part of the words, by the first letters of pinyin. */
class SearchModel(
    desk: Desk,
) : Model<Listed<Found>>(desk) {
    override val typing = Typing(desk, "search", "")
    private val length = Length()

    override fun title(
        words: Words,
        value: Listed<Found>?,
    ) = words[AppWord.SEARCH]

    override suspend fun read(): Listed<Found> {
        val text = typing[TEXT]
        if (text.isBlank()) return Listed(emptyList(), false)
        return length.read { limit, after -> desk.store.screens.searchList(text, limit, after) }
    }

    override fun Drawing.show(value: Listed<Found>) {
        text(words[AppWord.SEARCH_FOR], typing, TEXT, hint = words[AppWord.HINT_SEARCH])
        button(AppWord.SEARCH, main = true) { act { } }
        // What no screen shows is not offered: a tap on it would do nothing.
        val hits = value.items.mapNotNull { found -> found.thing.screen()?.let { found to it } }
        for ((found, screen) in hits) {
            val thing = found.thing
            val title = thing.title.ifEmpty { found.hit.title }
            // Words that are the title itself are not said twice.
            val matched =
                found.hit.matched
                    .takeIf { it != title }
                    .orEmpty()
            val lines = listOf(words.beside(listOf(matched, thing.place?.let { words.of(it.said) }.orEmpty())))
            row(
                thing.kind.name + thing.id,
                title,
                lines,
                listOf(Mark(words.of(thing.kind))),
                open = { desk.open(screen) },
            )
        }
        if (hits.isEmpty() && !value.hasMore && typing[TEXT].isNotBlank()) line(AppWord.NOTHING_FOUND, Tone.QUIET)
        length.more(this, value) { act { } }
    }

    private companion object {
        const val TEXT = "text"
    }
}

/** The screen that a thing opens; none has one of its own. */
fun Thing.screen(): Screen? =
    when (kind) {
        ThingKind.HOUSEHOLD -> Screen.Door(id)
        ThingKind.PERSON, ThingKind.VISIT -> household?.let { Screen.Door(it.value) }
        ThingKind.TOPIC -> Screen.Topic(id)
        ThingKind.TALLY -> Screen.Vote(id)
        ThingKind.ROUND -> Screen.Round(id)
        ThingKind.HAZARD -> Screen.Hazard(id)
        ThingKind.MATTER -> Screen.Matter(id)
        ThingKind.PLACE -> place?.let { Screen.Today(it.scope()) }
        ThingKind.AGENDA -> Screen.Agenda(id)
        ThingKind.PHOTO, ThingKind.MEMBER -> null
    }
