package org.linli.app.office

import org.linli.Figures
import org.linli.MemberView
import org.linli.MonthlyStatement
import org.linli.PlaceStatistics
import org.linli.app.model.Desk
import org.linli.app.model.scope
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.YearMonth

/** A member with what the library says of his month. */
data class Month(
    val member: MemberView,
    val statement: MonthlyStatement,
) {
    /** Records written. */
    val done: Long get() = statement.lines.sumOf { it.done }

    /** Records that count. */
    val counts: Long get() = statement.lines.sumOf { it.counts }
}

/**
 * What is shown.
 *
 * @property isByMember whether it is the members' months; else the places
 * @property month the month, as it was typed
 * @property whole all places together
 */
data class StatisticsShown(
    val isByMember: Boolean,
    val month: String,
    val whole: Figures?,
)

/** 统计: a month in numbers, by place and by member; the library counts. */
class StatisticsModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<StatisticsShown>(desk, paper) {
    private var isByMember = false
    private var month = YearMonth.from(Words.dayOf(desk.now())).toString()

    private var whole: Figures? = null

    private val places: Table<PlaceStatistics> =
        Table(
            listOf(
                Column(AppWord.OFFICE_PLACE, 2f, { pinyin(it.place.said.zh) }) { of(it.place.said) },
                number(AppWord.OFFICE_DOORS) { it.doors },
                number(AppWord.OFFICE_VISITED) { it.visited },
                number(AppWord.OFFICE_VISITS) { it.visits },
                number(AppWord.OFFICE_MET) { it.met },
                number(AppWord.OFFICE_BEGAN) { it.opened },
                number(AppWord.OFFICE_OPEN_MATTERS) { it.open },
                number(AppWord.OFFICE_OVERDUE) { it.overdue },
            ),
            key = { it.place.id.value },
            texts = { it.place.said.both() + it.place.label },
        )

    private val months: Table<Month> =
        Table(
            listOf(
                Column(AppWord.OFFICE_WHO, 2f, { pinyin(it.member.said.zh) }) { of(it.member.said) },
                Column(AppWord.OFFICE_WROTE, 1f, { it.done }) { it.done.toString() },
                Column(AppWord.OFFICE_COUNTED, 1f, { it.counts }) { it.counts.toString() },
                Column(AppWord.OFFICE_CONTESTED, 1f, { it.statement.contested.size }) {
                    it.statement.contested.size
                        .toString()
                },
            ),
            key = { it.member.member.value },
            texts = { it.member.said.both() },
        )

    override val table: Table<*> get() = if (isByMember) months else places

    override fun title(
        words: Words,
        value: StatisticsShown?,
    ) = words[AppWord.OFFICE_STATISTICS]

    override fun open() {
        val place = places.here?.place ?: return
        if (!isByMember) desk.open(Screen.Today(place.scope()))
    }

    override suspend fun load() {
        if (isByMember) {
            val members = rows { limit, after -> desk.store.community.members(limit, after) }
            months.show(members.items.map { Month(it, desk.store.office.statement(month, it.member)) }, members.hasMore)
        } else {
            val month = desk.store.office.statistics(month)
            whole = month.whole
            places.show(month.places)
        }
    }

    override suspend fun shown(): StatisticsShown = StatisticsShown(isByMember, month, whole.takeUnless { isByMember })

    override fun Drawing.show(value: StatisticsShown) {
        val both = listOf(false to AppWord.OFFICE_BY_PLACE, true to AppWord.OFFICE_BY_MEMBER)
        choice(
            words[AppWord.WHICH],
            both.map { (by, word) -> Option(words[word], value.isByMember == by) { act { isByMember = by } } },
        )
        typed(MONTH, AppWord.OFFICE_MONTH, value.month, AppWord.HINT_MONTH) {
            month = it.trim()
            if (FORM.matches(month)) again() else moved()
        }
        val whole = value.whole ?: return
        line(words[AppWord.OFFICE_WHOLE_VISITS, whole.doors, whole.visited, whole.visits, whole.met])
        line(words[AppWord.OFFICE_WHOLE_MATTERS, whole.opened, whole.open, whole.overdue])
    }

    private fun number(
        word: AppWord,
        of: (Figures) -> Long,
    ): Column<PlaceStatistics> = Column(word, 1f, { of(it.figures) }) { of(it.figures).toString() }

    private companion object {
        const val MONTH = "month"

        /** A month that is still being typed is not asked for. */
        val FORM = Regex("\\d{4}-\\d{2}")
    }
}
