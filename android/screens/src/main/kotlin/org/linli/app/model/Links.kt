package org.linli.app.model

import org.linli.AgendaView
import org.linli.FieldType
import org.linli.FormField
import org.linli.MatterFilter
import org.linli.MatterSummary
import org.linli.RoundView
import org.linli.StepForm
import org.linli.TallySummary
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** What a field of a form may name beside people: nobody types the number of a record. */
internal class Links(
    private val tallies: List<TallySummary>,
    private val matters: List<MatterSummary>,
    private val rounds: List<RoundView>,
    private val agendas: List<AgendaView>,
) {
    /** What one field may name, with the words for it: what its flow is made for first, then the newest. */
    fun of(
        field: FormField,
        words: Words,
    ): List<Pair<String, String>> {
        if (field.kind == FieldType.TALLY) {
            return tallies.map { it.tally.value to words.beside(listOf(it.title.orEmpty(), words.time(it.deadline))) }
        }
        val likely = matters.sortedByDescending { it.flow == field.field }
        val named =
            likely.map {
                it.matter.value to
                    words.beside(listOf(it.title.orEmpty(), words.of(it.flowTitle), words.of(it.placeSaid)))
            }
        val walked =
            rounds.map {
                it.round.value to
                    words.beside(listOf(it.template, words.of(it.periodSaid), words.of(it.placeSaid)))
            }
        val planned = agendas.map { it.agenda.value to words.beside(listOf(words.named(it), words[AppWord.AGENDA])) }
        return when (field.field) {
            ROUND -> walked + named + planned
            AGENDA -> planned + named + walked
            else -> named + walked + planned
        }
    }

    companion object {
        /** The field by which a hazard names the round in which it was found. */
        private const val ROUND = "round"

        /** The field by which a meeting names its agenda. */
        private const val AGENDA = "agenda"
        private const val AT_ONCE = 50

        /** What the fields of forms may name; nothing is read for those that name nothing. */
        suspend fun read(
            desk: Desk,
            forms: List<StepForm>,
        ): Links {
            val kinds = forms.flatMap { form -> form.fields.flatMap { it.columns + it } }.map { it.kind }
            val tallies = if (FieldType.TALLY in kinds) desk.store.deliberation.listTallies() else emptyList()
            if (FieldType.DOC !in kinds) return Links(tallies, emptyList(), emptyList(), emptyList())
            val matters =
                desk.store.screens
                    .listMatters(MatterFilter(), AT_ONCE)
                    .items
            val rounds =
                desk.store.rounds
                    .listRounds(AT_ONCE)
                    .items
            val agendas =
                desk.store.deliberation
                    .listAgendas(AT_ONCE)
                    .items
            return Links(tallies, matters, rounds, agendas)
        }
    }
}
