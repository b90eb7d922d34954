package org.linli.app.model

import org.linli.Contact
import org.linli.DoorRow
import org.linli.Due
import org.linli.Flag
import org.linli.Knock
import org.linli.Said
import org.linli.ScopeName
import org.linli.Today
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/**
 * A round, and the grids of which one could go the round.
 *
 * @property today the round
 * @property grids their names
 * @property place the place that was chosen, as people say it
 */
class TodayShown(
    val today: Today,
    val grids: List<String>,
    val place: Said?,
)

/** 今日走访: who is due, then every door by floor. */
class TodayModel(
    desk: Desk,
    private val place: ScopeName?,
) : Model<TodayShown>(desk) {
    override fun title(
        words: Words,
        value: TodayShown?,
    ) = words.beside(listOf(words[AppWord.TODAY], value?.place?.let { words.of(it) }.orEmpty()))

    override suspend fun read() = TodayShown(desk.store.screens.today(place), desk.ownGrids(), place?.let { desk.said(it) })

    override fun validUntil(value: TodayShown): Instant = value.today.validUntil

    override fun Drawing.show(value: TodayShown) = show(value.today, value.grids)

    private fun Drawing.show(
        value: Today,
        names: List<String>,
    ) {
        if (value.debt.records > 0) {
            val since =
                value.debt.since
                    ?.let { words[AppWord.SINCE, words.time(it)] }
                    .orEmpty()
            row("debt", words[AppWord.ONLY_HERE, value.debt.records], listOf(since), open = { desk.open(Screen.Sync) })
        }
        if (value.toCorrect.isNotEmpty()) heading(words[AppWord.RESULTS_TO_CORRECT])
        value.toCorrect.forEach { matter(it, desk) }
        grids(names)
        places(value)
        val doors = value.floors.flatMap { it.doors }.associateBy { it.household }
        planned(value.plan.mapNotNull(doors::get))
        for (floor in value.floors) {
            val stairwell =
                value.places
                    .find { it.place.id == floor.stairwell }
                    ?.place
                    ?.let { words.of(it.said) }
                    .orEmpty()
            heading(words.beside(listOf(stairwell, floor.n?.let { words[AppWord.FLOOR, it] } ?: words[AppWord.FLOOR_UNKNOWN])))
            floor.doors.forEach { door(it, "floor-") }
        }
        if (doors.isEmpty() && value.places.isEmpty()) line(AppWord.NO_DOORS, Tone.QUIET)
    }

    private fun Drawing.grids(names: List<String>) {
        if (names.isEmpty()) return
        val options =
            names.map { name ->
                val grid = ScopeName.Grid(name)
                Option(name, place == grid) { desk.open(Screen.Today(grid)) }
            }
        choice(words[AppWord.GRIDS], options)
    }

    /** Of many doors only places are told: one of them is chosen, and its doors are shown. */
    private fun Drawing.places(value: Today) {
        if (value.floors.isEmpty()) {
            for (tab in value.places) {
                val lines = listOf(words[AppWord.DOORS_DUE, tab.doors, tab.due])
                row(tab.place.id.value, words.of(tab.place.said), lines, open = { desk.open(Screen.Today(tab.place.scope())) })
            }
        } else if (value.places.size > 1) {
            val options =
                value.places.map { tab ->
                    Option(words.beside(listOf(words.of(tab.place.said), "${tab.due}/${tab.doors}")), chosen = false) {
                        desk.open(Screen.Today(tab.place.scope()))
                    }
                }
            choice(words[AppWord.STAIRWELLS], options)
        }
    }

    private fun Drawing.planned(due: List<DoorRow>) {
        if (due.isEmpty()) return
        heading(words[AppWord.TO_VISIT, due.size])
        due.take(MOST_PLANNED).forEach { door(it, "plan-") }
    }

    private fun Drawing.door(
        row: DoorRow,
        list: String,
    ) {
        val contact = row.last?.let { words.contact(it) } ?: words[AppWord.NEVER_VISITED]
        val lines = listOf(contact, row.callBack?.let { words[AppWord.CALL_BACK_AT, words.time(it)] }.orEmpty())
        val title = words.beside(listOf(row.door, words.listed(row.names)))
        row(list + row.household.value, title, lines, words.marks(row), open = { desk.open(Screen.Door(row.household.value)) })
    }

    private fun Words.marks(row: DoorRow): List<Mark> =
        buildList {
            if (row.knock != Knock.OK) add(Mark(of(row.knock), Tone.WARNING))
            row.due?.let { add(Mark(of(it), if (it == Due.RETURNED) Tone.WARNING else Tone.PLAIN)) }
            row.flags.filter { it != Flag.DO_NOT_KNOCK }.mapTo(this) { Mark(of(it)) }
            if (row.missed > 1) add(Mark(this@marks[AppWord.MISSED, row.missed]))
            if (row.openBallots > 0) add(Mark(this@marks[AppWord.BALLOTS_OPEN, row.openBallots]))
            if (row.openTopics > 0) add(Mark(this@marks[AppWord.TOPICS_OPEN, row.openTopics]))
            if (row.conflicted) add(Mark(this@marks[AppWord.CONFLICTED], Tone.WARNING))
            if (row.unsent > 0) add(Mark(this@marks[AppWord.UNSENT], Tone.QUIET))
        }

    private companion object {
        /** More than anybody visits in a day; the others are further down, by floor. */
        const val MOST_PLANNED = 40
    }
}

/** A contact in a line: when, by whom, with what outcome, why. */
internal fun Words.contact(last: Contact): String =
    beside(listOf(time(last.at), of(last.by), last.outcome?.let { of(it) }.orEmpty(), last.why.orEmpty()))
