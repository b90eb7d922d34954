package org.linli.app.office

import org.linli.ElsewhereRow
import org.linli.ElsewhereSystem
import org.linli.Said
import org.linli.app.model.Desk
import org.linli.app.model.Notice
import org.linli.app.model.cells
import org.linli.app.model.numbered
import org.linli.app.model.placesSaid
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.linli.app.words.said

/**
 * Other systems, and what one of them lacks.
 *
 * @property systems what a matter of a flow is called there
 * @property chosen the system whose rows are shown
 * @property row the matter where the keyboard is
 */
data class OfficeElsewhere(
    val systems: List<ElsewhereSystem>,
    val chosen: String?,
    val row: ElsewhereRow?,
)

/** 还要填到别的系统: line by line in the order of the other system; the numbers come back by hand, or with its exported list. */
class OfficeElsewhereModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<OfficeElsewhere>(desk, paper) {
    private var systems = emptyList<ElsewhereSystem>()
    private var system: String? = null
    private var places = emptyMap<String, Said>()
    private val numbers = mutableMapOf<String, String>()

    override val table: Table<ElsewhereRow> =
        Table(
            listOf(
                Column(AppWord.OFFICE_TITLE, 3f, { pinyin(it.title) }) { it.title ?: this[AppWord.NOT_HERE] },
                Column(AppWord.ELSEWHERE_SYSTEM, 2.4f, { pinyin(systemOf(it).zh) }) { of(systemOf(it)) },
                Column(AppWord.OFFICE_PLACE, 1.4f, { pinyin(it.scope) }) { placeOf(it) },
                Column(AppWord.OFFICE_OPENED, 1.6f, { it.at }) { time(it.at) },
                Column(AppWord.ELSEWHERE_NUMBER, 1.4f, { it.numbers.size }) { listed(it.numbers) },
            ),
            key = { it.matter.value },
            texts = { row -> listOf(row.title.orEmpty(), row.scope) + places[row.scope]?.both().orEmpty() },
        )

    private fun systemOf(row: ElsewhereRow): Said = systems.find { it.flow == row.flow }?.title ?: Said("", "")

    private fun Words.placeOf(row: ElsewhereRow): String = places[row.scope]?.let { of(it) } ?: row.scope

    override fun title(
        words: Words,
        value: OfficeElsewhere?,
    ) = words[AppWord.ELSEWHERE]

    override fun open() {
        table.here?.let { desk.open(Screen.Matter(it.matter.value)) }
    }

    override suspend fun load() {
        val all = desk.store.office.elsewhereSystems()
        places = desk.placesSaid()
        system = all.map { it.system }.let { names -> system?.takeIf { it in names } ?: names.firstOrNull() }
        systems = all.filter { it.system == system }.distinctBy { it.flow }
        val chosen = system
        if (chosen == null) {
            table.show(emptyList())
            return
        }
        val listed = rows { limit, after -> desk.store.office.toType(chosen, limit = limit, after = after) }
        table.show(listed.items, listed.hasMore)
    }

    override suspend fun shown() = OfficeElsewhere(desk.store.office.elsewhereSystems(), system, table.here)

    override fun Drawing.show(value: OfficeElsewhere) {
        val names = value.systems.map { it.system }.distinct()
        if (names.size > 1) {
            choice(words[AppWord.ELSEWHERE_SYSTEM], names.map { Option(it, it == value.chosen) { act { system = it } } })
        }
        if (table.state.value.rows
                .isEmpty()
        ) {
            line(AppWord.ELSEWHERE_DONE, Tone.GOOD)
        }
        value.chosen?.let { chosen -> button(AppWord.ELSEWHERE_TAKE_LIST) { acting { takeList(chosen) } } }
        val row = value.row
        if (row == null || value.chosen == null) {
            if (table.state.value.rows
                    .isNotEmpty()
            ) {
                line(AppWord.OFFICE_CHOOSE_ROW)
            }
            return
        }
        heading(row.title ?: words[AppWord.NOT_HERE])
        line(words[AppWord.ELSEWHERE_COPY, words.of(systemOf(row))], Tone.QUIET)
        cells(row)
        numbered(row)
        number(value.chosen, row)
    }

    private fun Drawing.number(
        system: String,
        row: ElsewhereRow,
    ) {
        val key = row.matter.value
        val number = numbers[key].orEmpty()
        typed("number $key", AppWord.ELSEWHERE_NUMBER, number) {
            numbers[key] = it
            moved()
        }
        val whyNot = if (number.isBlank()) words[AppWord.ELSEWHERE_NUMBER_MISSING] else null
        button(AppWord.SAVE, main = true, whyNot = whyNot) {
            act {
                desk.store.office.setExternalId(row.matter, system, number.trim())
                numbers.remove(key)
                desk.tell(Notice(AppWord.ELSEWHERE_NUMBER_KEPT.said))
            }
        }
    }

    private suspend fun takeList(system: String) {
        val file = desk.files.take() ?: return
        val done = desk.store.office.importTyped(system, file)
        val parts = listOf(done.closed.size, done.open, done.unmatched.size)
        val (zh, en) = listOf(ZH, EN).map { it[AppWord.ELSEWHERE_LISTED, parts[0], parts[1], parts[2]] }
        desk.tell(Notice(Said(zh, en)))
    }

    private companion object {
        val ZH = Words(org.linli.Language.ZH)
        val EN = Words(org.linli.Language.EN)
    }
}
