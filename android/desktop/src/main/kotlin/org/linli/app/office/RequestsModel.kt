package org.linli.app.office

import org.linli.MemberId
import org.linli.ProposedChange
import org.linli.RequestView
import org.linli.app.model.Desk
import org.linli.app.model.of
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words

/** Something that waits for the office. */
sealed interface Waiting {
    /** An officer asks the registrar for something. */
    data class Request(
        val request: RequestView,
        val about: String,
        val by: String,
    ) : Waiting

    /** Somebody proposes a change of the register. */
    data class Change(
        val change: ProposedChange,
    ) : Waiting
}

/**
 * What waits, and what of it is meant.
 *
 * @property all how much there is
 * @property meant what a decision is about
 */
data class RequestsShown(
    val all: Int,
    val meant: List<Waiting>,
)

/** 待批: requests to the registrar, and proposed changes of the register; several are decided at once. */
class RequestsModel(
    desk: Desk,
    paper: Paper,
) : OfficeModel<RequestsShown>(desk, paper) {
    override val table: Table<Waiting> =
        Table(
            listOf(
                Column(AppWord.OFFICE_WHAT, 2f, { pinyin(ZH.what(it)) }) { what(it) },
                Column(AppWord.OFFICE_ABOUT, 2f, { pinyin(it.about()) }) { it.about() },
                Column(AppWord.OFFICE_ASKED_BY, 2f, { pinyin(ZH.by(it)) }) { by(it) },
                Column(AppWord.OFFICE_OPENED, 1.6f, { (it as? Waiting.Change)?.change?.at }) { waiting ->
                    (waiting as? Waiting.Change)?.let { time(it.change.at) }.orEmpty()
                },
            ),
            key = { it.key() },
            texts = { waiting -> listOf(ZH, EN).flatMap { listOf(it.by(waiting), it.what(waiting)) } + waiting.about() },
        )

    override fun title(
        words: Words,
        value: RequestsShown?,
    ) = words[AppWord.OFFICE_REQUESTS]

    override fun open() {
        val change = (table.here as? Waiting.Change)?.change ?: return
        desk.open(Screen.Door(change.household.value))
    }

    override suspend fun load() {
        val requests =
            desk.store.community.listRequests().map { request ->
                val about = listOfNotNull(name(request.member), request.device?.value?.take(DIGITS))
                Waiting.Request(request, about.joinToString(" "), name(request.by).orEmpty())
            }
        val changes =
            desk.store.screens
                .waitingChanges()
                .map(Waiting::Change)
        table.show(requests + changes)
    }

    override suspend fun shown(): RequestsShown = RequestsShown(table.state.value.rows.size, table.meant)

    private suspend fun name(member: MemberId?): String? =
        member?.let { desk.store.community.memberName(it) ?: it.value.take(DIGITS) }

    override fun Drawing.show(value: RequestsShown) {
        if (value.all == 0) {
            line(AppWord.OFFICE_NO_ROWS)
            return
        }
        if (value.meant.isEmpty()) line(AppWord.OFFICE_CHOOSE_ROW)
        value.meant.forEach { reasons(it) }
        val whyNot = words[AppWord.OFFICE_CHOOSE_ROW].takeIf { value.meant.isEmpty() }
        button(AppWord.OFFICE_ACCEPT, main = true, whyNot = whyNot) { act { value.meant.forEach { decide(it, accept = true) } } }
        button(AppWord.OFFICE_DECLINE, whyNot = whyNot) { act { value.meant.forEach { decide(it, accept = false) } } }
        if (value.meant.any { it is Waiting.Request && !it.request.holds }) {
            button(AppWord.OFFICE_AGREE) {
                act { value.meant.filterIsInstance<Waiting.Request>().forEach { desk.store.community.agree(it.request.request) } }
            }
        }
    }

    private fun Drawing.reasons(waiting: Waiting) {
        heading("${words.what(waiting)} · ${waiting.about()}")
        if (waiting !is Waiting.Change) return
        waiting.change.lines.forEach { line ->
            fact(words.of(line.label), line.said?.let { words.of(it) } ?: words[AppWord.NOT_HERE])
        }
        waiting.change.evidence?.let { line(it, Tone.QUIET) }
    }

    private suspend fun decide(
        waiting: Waiting,
        accept: Boolean,
    ) {
        when (waiting) {
            is Waiting.Request -> desk.store.community.decideRequest(waiting.request.request, accept)
            is Waiting.Change -> desk.store.commands.decideChange(waiting.change.change, accept)
        }
    }

    private companion object {
        const val DIGITS = 8
        val ZH = Words(org.linli.Language.ZH)
        val EN = Words(org.linli.Language.EN)
    }
}

private fun Waiting.key(): String =
    when (this) {
        is Waiting.Request -> request.request.value
        is Waiting.Change -> change.change.value
    }

private fun Waiting.about(): String =
    when (this) {
        is Waiting.Request -> about
        is Waiting.Change -> change.door
    }

private fun Words.what(waiting: Waiting): String =
    when (waiting) {
        is Waiting.Request -> of(waiting.request.asks)
        is Waiting.Change -> this[AppWord.OFFICE_REGISTER]
    }

private fun Words.by(waiting: Waiting): String =
    when (waiting) {
        is Waiting.Request -> waiting.by
        is Waiting.Change -> of(waiting.change.by)
    }
