package org.linli.app.office

import org.linli.Conflict
import org.linli.app.model.Desk
import org.linli.app.model.Notice
import org.linli.app.model.isForWords
import org.linli.app.model.key
import org.linli.app.model.of
import org.linli.app.model.owner
import org.linli.app.model.screen
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.linli.app.words.said

/** 冲突: what two said, side by side, with who and when; decided for one of them or by words of one's own. */
class OfficeConflictsModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<List<Conflict>>(desk, paper) {
    private val own = mutableMapOf<String, String>()

    override val table: Table<Conflict> =
        Table(
            listOf(
                Column(AppWord.OFFICE_ABOUT, 1.6f, { pinyin(it.title.zh) }) { of(it.title) },
                Column(AppWord.OFFICE_FIELD, 1.2f, { pinyin(it.label.zh) }) { of(it.label) },
                Column(AppWord.OFFICE_FIRST_SAID, 2.4f, { pinyin(ZH.side(it, 0)) }) { side(it, 0) },
                Column(AppWord.OFFICE_SECOND_SAID, 2.4f, { pinyin(ZH.side(it, 1)) }) { side(it, 1) },
                Column(AppWord.OFFICE_DECIDED_BY, 1.4f, { pinyin(ZH.owner(it.owner)) }) { owner(it.owner) },
            ),
            key = { it.key },
            texts = { conflict -> conflict.title.both() + conflict.label.both() + conflict.values.flatMap { it.said.both() } },
        )

    override fun title(
        words: Words,
        value: List<Conflict>?,
    ) = words[AppWord.CONFLICTS]

    override fun open() {
        val thing = table.here?.thing
        thing?.screen()?.let { desk.open(it) }
    }

    override suspend fun load() {
        val listed = rows { limit, after -> desk.store.screens.conflictList(limit, after) }
        table.show(listed.items, listed.hasMore)
    }

    override suspend fun shown(): List<Conflict> = listOfNotNull(table.here)

    override fun Drawing.show(value: List<Conflict>) {
        if (table.state.value.rows
                .isEmpty()
        ) {
            line(AppWord.NO_CONFLICTS, Tone.GOOD)
            return
        }
        val conflict = value.singleOrNull()
        if (conflict == null) {
            line(AppWord.OFFICE_CHOOSE_ROW)
            return
        }
        heading(words.beside(listOf(words.of(conflict.title), words.of(conflict.label))))
        for (said in conflict.values) {
            row(said.record.value, words.of(said.said), listOf(words.beside(listOf(words.of(said.by), words.time(said.at)))))
            val taken = said.value
            if (conflict.mine && taken != null) button(words[AppWord.TAKE_THIS, words.of(said.said)]) { decide(conflict, taken) }
        }
        if (!conflict.mine) line(words[AppWord.DECIDED_BY, words.owner(conflict.owner)], Tone.QUIET)
        if (conflict.isForWords) own(conflict)
    }

    private fun Drawing.own(conflict: Conflict) {
        val written = own[conflict.key].orEmpty()
        typed("own ${conflict.key}", AppWord.OWN_VALUE, written) {
            own[conflict.key] = it
            moved()
        }
        val whyNot = if (written.isBlank()) words[AppWord.NOTHING_TYPED] else null
        button(AppWord.TAKE_OWN, whyNot = whyNot) { decide(conflict, written.trim()) }
    }

    private fun decide(
        conflict: Conflict,
        value: String,
    ) = act {
        desk.store.deliberation.resolve(conflict.document, conflict.field, value)
        own.remove(conflict.key)
        desk.tell(Notice(AppWord.DECIDED.said))
    }

    private companion object {
        val ZH = Words(org.linli.Language.ZH)
    }
}

/** What one said, who and when; of the second column whatever all others said, too. */
private fun Words.side(
    conflict: Conflict,
    at: Int,
): String {
    val all = if (at == 0) conflict.values.take(1) else conflict.values.drop(1)
    return all.joinToString(" ⁄ ") { beside(listOf(of(it.said), of(it.by), time(it.at))) }
}
