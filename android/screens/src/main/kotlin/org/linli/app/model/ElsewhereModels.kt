package org.linli.app.model

import org.linli.DocId
import org.linli.ElsewhereRow
import org.linli.ElsewhereState
import org.linli.ElsewhereSystem
import org.linli.Said
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.linli.app.words.said

/**
 * What another system lacks.
 *
 * @property system the system, with the flow that is typed there
 * @property rows what is still to be typed
 * @property places the places of the community, by name
 */
data class ElsewhereShown(
    val system: ElsewhereSystem,
    val rows: Listed<ElsewhereRow>,
    val places: Map<String, Said>,
)

/** 还要填到别的系统: what other systems lack, each with its lines. */
class ElsewhereModel(
    desk: Desk,
) : Model<List<ElsewhereShown>>(desk) {
    private val length = Length()

    override fun title(
        words: Words,
        value: List<ElsewhereShown>?,
    ) = words[AppWord.ELSEWHERE]

    override suspend fun read(): List<ElsewhereShown> {
        val places = desk.placesSaid()
        val office = desk.store.office
        val systems = office.elsewhereSystems().distinctBy { it.system to it.flow }
        val lacking =
            systems.map { it.system }.distinct().associateWith { system ->
                length.read { limit, after -> office.toType(system, limit = limit, after = after) }
            }
        return systems.map { system ->
            val all = lacking.getValue(system.system)
            ElsewhereShown(system, Listed(all.items.filter { it.flow == system.flow }, all.hasMore), places)
        }
    }

    override fun Drawing.show(value: List<ElsewhereShown>) {
        if (value.all { it.rows.items.isEmpty() && !it.rows.hasMore }) line(AppWord.ELSEWHERE_DONE, Tone.GOOD)
        for (shown in value.filter { it.rows.items.isNotEmpty() }) {
            heading(words.of(shown.system.title))
            for (row in shown.rows.items) {
                val place = shown.places[row.scope]?.let { words.of(it) } ?: row.scope
                val lines = listOf(words.beside(listOf(place, words.time(row.at))))
                val marks = if (row.state == ElsewhereState.SEVERAL) listOf(several()) else emptyList()
                row(row.matter.value, row.title ?: words[AppWord.NOT_HERE], lines, marks) {
                    desk.open(Screen.ToType(shown.system.system, row.matter.value))
                }
            }
        }
        value.find { it.rows.hasMore }?.let { length.more(this, it.rows) { act { } } }
    }

    private fun Drawing.several() = Mark(words[AppWord.ELSEWHERE_SEVERAL], Tone.WARNING)
}

/**
 * A matter that belongs into another system.
 *
 * @property system that system, as people call it
 * @property row what is to be typed there
 */
data class ToTypeShown(
    val system: Said,
    val row: ElsewhereRow,
)

/** One matter, line by line in the order of the other system; the number that it was given there ends it. */
class ToTypeModel(
    desk: Desk,
    private val system: String,
    private val matter: String,
) : Model<ToTypeShown>(desk) {
    override val typing = Typing(desk, "to-type", "$system $matter").apply { known = setOf("number") }

    override fun title(
        words: Words,
        value: ToTypeShown?,
    ) = value?.row?.title ?: words[AppWord.ELSEWHERE]

    override suspend fun read(): ToTypeShown {
        val row = find()
        val named =
            desk.store.office
                .elsewhereSystems()
                .find { it.system == system && it.flow == row.flow }
        return ToTypeShown(named?.title ?: Said(system, system), row)
    }

    private suspend fun find(): ElsewhereRow {
        val office = desk.store.office
        return firstOf({ it.matter.value == matter }) { limit, after -> office.toType(system, all = true, limit, after) }
            ?: gone()
    }

    override fun Drawing.show(value: ToTypeShown) {
        line(words[AppWord.ELSEWHERE_COPY, words.of(value.system)])
        cells(value.row)
        numbered(value.row)
        text(words[AppWord.ELSEWHERE_NUMBER], typing, "number")
        val whyNot = if (typing["number"].isBlank()) words[AppWord.ELSEWHERE_NUMBER_MISSING] else null
        button(AppWord.SAVE, main = true, whyNot = whyNot) {
            act {
                desk.store.office.setExternalId(DocId(matter), system, typing["number"].trim())
                typing.clear()
                desk.back()
                desk.tell(Notice(AppWord.ELSEWHERE_NUMBER_KEPT.said))
            }
        }
        button(AppWord.WHAT_BECOMES) { desk.open(Screen.Matter(matter)) }
    }
}

/** The lines that are to be typed into another system, in its order. */
fun Drawing.cells(row: ElsewhereRow) {
    for (cell in row.cells) {
        if (cell.text.isBlank()) fact(cell.heading, words[AppWord.LEFT_EMPTY], Tone.QUIET) else copied(cell.heading, cell.text)
    }
}

/** The numbers that a matter has in another system; several are a warning. */
fun Drawing.numbered(row: ElsewhereRow) {
    if (row.numbers.isEmpty()) return
    val tone = if (row.state == ElsewhereState.SEVERAL) Tone.WARNING else Tone.GOOD
    val several = if (row.state == ElsewhereState.SEVERAL) words[AppWord.ELSEWHERE_SEVERAL] else ""
    line(words.beside(listOf(words[AppWord.ELSEWHERE_TYPED, words.listed(row.numbers)], several)), tone)
}

/** The places of the community by name, as people say them. */
suspend fun Desk.placesSaid(): Map<String, Said> =
    store.community
        .places()
        .associate { it.name to it.said }
