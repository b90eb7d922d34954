package org.linli.app.office

import org.linli.MatterFilter
import org.linli.MatterSummary
import org.linli.PageView
import org.linli.app.model.Desk
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Duration

/** Which matters are shown, by when they are due. */
enum class DueBy(
    val word: AppWord,
    val days: Long?,
) {
    ALL(AppWord.OFFICE_DUE_ALL, null),
    LATE(AppWord.OFFICE_DUE_LATE, 0),
    WEEK(AppWord.OFFICE_DUE_WEEK, 7),
}

/**
 * Matters as they are shown.
 *
 * @property due by when they are due
 * @property state in which state, in words of the flow; without it in any
 * @property states the states of those that were read, in words
 * @property one the matter where the keyboard is
 * @property pages what it can be printed on
 */
data class OfficeMatters(
    val due: DueBy,
    val state: String?,
    val states: List<Pair<String, org.linli.Said>>,
    val one: MatterSummary?,
    val pages: List<PageView>,
)

/** 事项: by state and by when they are due; opened, printed, and exported as ledgers. */
class OfficeMattersModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<OfficeMatters>(desk, paper) {
    private var due = DueBy.ALL
    private var state: String? = null
    private var states: List<Pair<String, org.linli.Said>> = emptyList()

    override val table: Table<MatterSummary> =
        Table(
            listOf(
                Column(AppWord.OFFICE_TITLE, 3f, { pinyin(it.title ?: it.flowTitle.zh) }) { it.title ?: of(it.flowTitle) },
                Column(AppWord.OFFICE_FLOW, 2f, { pinyin(it.flowTitle.zh) }) { of(it.flowTitle) },
                Column(AppWord.OFFICE_PLACE, 1.2f, { pinyin(it.placeSaid.zh) }) { of(it.placeSaid) },
                Column(AppWord.OFFICE_STATE, 1.6f, { pinyin(it.stateTitle?.zh) }) { stateOf(it) },
                Column(AppWord.OFFICE_DUE, 1.8f, { it.due }) { matter -> matter.due?.let { time(it) }.orEmpty() },
                Column(AppWord.OFFICE_OPENED, 1.8f, { it.at }) { time(it.at) },
            ),
            key = { it.matter.value },
            texts = { listOf(it.title.orEmpty(), it.scope) + it.flowTitle.both() + it.placeSaid.both() },
        )

    override fun title(
        words: Words,
        value: OfficeMatters?,
    ) = words[AppWord.OFFICE_MATTERS]

    override fun open() {
        table.here?.let { desk.open(Screen.Matter(it.matter.value)) }
    }

    override suspend fun load() {
        val filter = MatterFilter(state = state, dueBefore = due.days?.let { desk.now() + Duration.ofDays(it) })
        val listed = rows { limit, after -> desk.store.matters.listMatters(filter, limit, after) }
        val seen = listed.items.mapNotNull { matter -> matter.state?.let { state -> matter.stateTitle?.let { state to it } } }
        states = (states + seen).distinctBy { it.first }
        table.show(listed.items, listed.hasMore)
    }

    override suspend fun shown(): OfficeMatters {
        val one = table.here
        val pages = one?.let { desk.store.matters.pages(it.matter) }.orEmpty()
        return OfficeMatters(due, state, states, one, pages)
    }

    override fun Drawing.show(value: OfficeMatters) {
        choice(words[AppWord.OFFICE_DUE], DueBy.entries.map { Option(words[it.word], value.due == it) { act { due = it } } })
        val any = Option(words[AppWord.ALL], value.state == null) { act { state = null } }
        val each = value.states.map { (name, said) -> Option(words.of(said), value.state == name) { act { state = name } } }
        choice(words[AppWord.OFFICE_STATE], listOf(any) + each)
        button(AppWord.NEW_MATTER) { desk.open(Screen.Flows) }
        button(AppWord.OFFICE_LEDGER) {
            acting { desk.files.give("台账.xlsx") { desk.store.office.exportMatters(it, language = words.language) } }
        }
        val one = value.one
        if (one == null) {
            line(AppWord.OFFICE_CHOOSE_ROW)
            return
        }
        heading(one.title ?: words.of(one.flowTitle))
        for (page in value.pages) {
            button("${words[AppWord.OFFICE_PRINT]} · ${words.of(page.title)}") {
                acting { paper.show(desk.store.matters.page(one.matter, page.page, words.language)) }
            }
        }
    }
}

private fun Words.stateOf(matter: MatterSummary): String {
    val state = matter.stateTitle?.let { of(it) } ?: this[if (matter.conflict) AppWord.CONFLICTED else AppWord.PACK_MISSING]
    return beside(listOf(state, if (matter.changed != null) this[AppWord.RESULT_CHANGED] else ""))
}
