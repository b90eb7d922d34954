package org.linli.app.model

import org.linli.AgendaView
import org.linli.DocId
import org.linli.FieldView
import org.linli.Said
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/**
 * Agendas, with the places of the community by name.
 *
 * @property agendas the agendas
 * @property places the places
 */
class AgendasShown(
    val agendas: Listed<AgendaView>,
    val places: Map<String, Said>,
)

/** 议程: what is to be talked about, where and when; newest first. */
class AgendasModel(
    desk: Desk,
) : Model<AgendasShown>(desk) {
    private val length = Length()

    override fun title(
        words: Words,
        value: AgendasShown?,
    ) = words[AppWord.AGENDAS]

    override suspend fun read() =
        AgendasShown(length.read { limit, after -> desk.store.deliberation.listAgendas(limit, after) }, desk.placesSaid())

    override fun Drawing.show(value: AgendasShown) {
        if (value.agendas.items.isEmpty()) line(AppWord.NO_AGENDAS, Tone.QUIET)
        for (agenda in value.agendas.items) {
            val where = value.places[agenda.scope]?.let { words.of(it) } ?: agenda.scope
            val marks = if (agenda.isUndecided) listOf(Mark(words[AppWord.CONFLICTED], Tone.WARNING)) else emptyList()
            val lines = listOf(words.beside(listOf(where, words.said(agenda, TIME), words.said(agenda, PLACE))))
            row(agenda.agenda.value, words.named(agenda), lines, marks, open = {
                desk.open(Screen.Agenda(agenda.agenda.value))
            })
        }
        length.more(this, value.agendas) { act { } }
    }
}

/** An agenda, as it stands: values that contradict each other stand side by side until they are decided. */
class AgendaModel(
    desk: Desk,
    private val agenda: String,
) : Model<AgendaView>(desk) {
    override fun title(
        words: Words,
        value: AgendaView?,
    ) = value?.let { words.named(it) } ?: words[AppWord.AGENDA]

    override suspend fun read(): AgendaView = desk.store.deliberation.agenda(DocId(agenda))

    override fun Drawing.show(value: AgendaView) {
        for (field in value.fields.filter { it.name != TEXT }) {
            fact(words.label(field), words.said(value, field.name), if (field.values.size > 1) Tone.WARNING else Tone.PLAIN)
        }
        words
            .said(value, TEXT)
            .lines()
            .forEach { line(it) }
        if (value.contested) line(AppWord.AGENDA_CONTESTED, Tone.WARNING)
        if (value.waiting > 0) line(words[AppWord.AGENDA_WAITING, value.waiting], Tone.WARNING)
        if (value.isUndecided) button(AppWord.TO_THE_CONFLICTS) { desk.open(Screen.Conflicts) }
    }
}

private const val TITLE = "title"
private const val TIME = "time"
private const val PLACE = "place"
private const val CHAIR = "chair"
private const val TEXT = "text"

private val AgendaView.isUndecided get() = fields.any { it.values.size > 1 }

/** All values of a field. */
private fun Words.said(
    agenda: AgendaView,
    field: String,
): String {
    val values = agenda.fields.find { it.name == field }?.values ?: return ""
    return values.joinToString(" ⁄ ") { it.value ?: this[AppWord.NOT_HERE] }
}

internal fun Words.named(agenda: AgendaView): String = said(agenda, TITLE).ifBlank { this[AppWord.AGENDA] }

/** A field's name; one of another kind has the name that somebody typed for it. */
private fun Words.label(field: FieldView): String =
    when (field.name) {
        TITLE -> this[AppWord.TITLE]
        TIME -> this[AppWord.TIME]
        PLACE -> this[AppWord.PLACE]
        CHAIR -> this[AppWord.AGENDA_CHAIR]
        else -> field.name
    }
