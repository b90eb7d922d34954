package org.linli.app.model

import org.linli.DebtKind
import org.linli.DebtOf
import org.linli.DocKind
import org.linli.Enrolment
import org.linli.Language
import org.linli.Me
import org.linli.Said
import org.linli.SyncScreen
import org.linli.SyncState
import org.linli.app.navigation.Screen
import org.linli.app.page.Drawing
import org.linli.app.page.Option
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import org.linli.app.words.own
import kotlin.io.path.readBytes
import kotlin.io.path.readText
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/**
 * The relation to the hub.
 *
 * @property screen as the library shows it
 * @property receipts what was written last on this device, and where it is
 */
class SyncShown(
    val screen: SyncScreen,
    val receipts: List<Receipt>,
)

/** 同步: what is only on this phone, and the two ways out of it: the hub, or another phone by a file. */
class SyncModel(
    desk: Desk,
) : Model<SyncShown>(desk) {
    override fun title(
        words: Words,
        value: SyncShown?,
    ) = words[AppWord.SYNC]

    override suspend fun read() = SyncShown(desk.store.screens.syncScreen(), desk.receipts())

    override fun Drawing.show(value: SyncShown) {
        hub(value.screen)
        receipts(value.receipts)
        others()
    }

    private fun Drawing.hub(value: SyncScreen) {
        val status = value.status
        val debt = value.debt
        if (debt.records == 0L) {
            line(AppWord.NOTHING_ONLY_HERE, Tone.GOOD)
        } else {
            val since = debt.since?.let { words[AppWord.SINCE, words.time(it)] }.orEmpty()
            line(words.beside(listOf(words[AppWord.ONLY_HERE, debt.records], since)), Tone.WARNING)
        }
        state(value.state)
        value.byKind.forEach { fact(words.kind(it), it.records.toString()) }
        fact(words[AppWord.HUB], status.hub ?: words[AppWord.NO_HUB])
        fact(words[AppWord.LAST_SYNC], status.last?.let { words.time(it) } ?: words[AppWord.NEVER])
        if (!status.complete && status.hub != null) line(AppWord.NOT_COMPLETE, Tone.WARNING)
        if (status.gaps.isNotEmpty()) line(words[AppWord.GAPS, status.gaps.size], Tone.WARNING)
        if (status.forks.isNotEmpty()) line(words[AppWord.FORKS, status.forks.size], Tone.WARNING)
        if (status.clockOff != 0) line(words[AppWord.CLOCK_OFF, status.clockOff / 60], Tone.WARNING)
        button(AppWord.SYNC_NOW, main = true, whyNot = if (status.hub == null) words[AppWord.NO_HUB] else null) {
            act {
                val done =
                    desk.store.exchange
                        .sync()
                        .records
                val sent = Said("送出 ${done.sent} 条，收到 ${done.received} 条。", "${done.sent} sent, ${done.received} received.")
                desk.tell(Notice(if (done.notTaken > 0) sent.notTaken(done.notTaken) else sent))
            }
        }
    }

    private fun Said.notTaken(records: Long): Said {
        val (zh, en) = Language.entries.map { Words(it)[AppWord.NOT_TAKEN, records] }
        return Said("${this.zh}$zh", "${this.en} $en")
    }

    private fun Drawing.receipts(all: List<Receipt>) {
        if (all.isEmpty()) return
        heading(AppWord.RECEIPTS)
        val states = all.map { it.safety }.toSortedSet()
        states.forEach { line(words.explained(it), Tone.QUIET) }
        for (one in all) {
            val title = words.beside(listOf(words.of(one.kind), one.title ?: words[AppWord.NOT_HERE]))
            val key = "receipt ${one.screen.text()}"
            row(key, title, listOf(words.time(one.at)), words.marks(one.safety), open = { desk.open(one.screen) })
        }
    }

    private fun Drawing.others() {
        heading(AppWord.BY_CODES)
        line(AppWord.BY_CODES_HOW, Tone.QUIET)
        button(AppWord.GET_BY_CODE) { desk.open(Screen.Get) }
        button(AppWord.GIVE_BY_CODE) { desk.open(Screen.Give) }
        heading(AppWord.BY_FILE)
        line(AppWord.BY_FILE_HOW, Tone.QUIET)
        button(AppWord.WRITE_REQUEST) { writing("linli-request.txt") { it.writeText(desk.store.exchange.request()) } }
        button(AppWord.ANSWER_REQUEST) {
            act {
                val request = desk.files.take()?.readText() ?: return@act
                val bundle = desk.store.exchange.bundle(request)
                desk.files.give("linli-bundle.bin") { it.writeBytes(bundle) }
            }
        }
        button(AppWord.TAKE_IN) {
            act {
                val bundle = desk.files.take()?.readBytes() ?: return@act
                val got = desk.store.exchange.receive(bundle)
                desk.tell(Notice(Said("收到 ${got.accepted} 条新记录。", "${got.accepted} new records.")))
            }
        }
    }

    private fun Drawing.state(state: SyncState) {
        when (state) {
            is SyncState.Idle -> {}

            is SyncState.Running -> {
                line(words[AppWord.SYNC_RUNNING, state.records])
            }

            is SyncState.Failed -> {
                val again = state.retryAt?.let { words[AppWord.RETRY_AT, words.time(it)] }.orEmpty()
                line(words.beside(listOf(words.of(state.said), again)), Tone.WARNING)
            }
        }
    }

    private fun writing(
        name: String,
        write: suspend (java.nio.file.Path) -> Unit,
    ) = act { desk.files.give(name, write) }
}

private fun Words.kind(debt: DebtOf): String =
    this[
        when (val kind = debt.kind) {
            is DebtKind.Document -> kind.kind.word()
            DebtKind.Photo -> AppWord.PHOTOS
            DebtKind.Voice -> AppWord.VOICE_NOTE
            DebtKind.Later -> AppWord.OTHER_RECORDS
        },
    ]

private fun DocKind.word(): AppWord =
    when (this) {
        DocKind.REGISTER -> AppWord.KIND_REGISTER
        DocKind.VISITS -> AppWord.KIND_VISITS
        DocKind.TOPIC -> AppWord.KIND_TOPIC
        DocKind.AGENDA -> AppWord.KIND_AGENDA
        DocKind.MOTION -> AppWord.KIND_MOTION
        DocKind.BALLOTS -> AppWord.KIND_BALLOTS
        DocKind.ROUND -> AppWord.KIND_ROUND
        DocKind.HAZARD -> AppWord.KIND_HAZARD
        DocKind.NOTICE -> AppWord.KIND_NOTICE
        DocKind.DISPUTE -> AppWord.KIND_DISPUTE
        DocKind.CAMPAIGN -> AppWord.KIND_CAMPAIGN
        DocKind.FUND_PROJECT -> AppWord.KIND_FUND_PROJECT
        DocKind.LEDGER -> AppWord.KIND_LEDGER
        DocKind.INCIDENT -> AppWord.KIND_INCIDENT
        DocKind.FORM_ANSWERS -> AppWord.KIND_FORM_ANSWERS
        DocKind.REVIEW -> AppWord.KIND_REVIEW
        DocKind.DELIBERATION -> AppWord.KIND_DELIBERATION
        DocKind.MEETING -> AppWord.KIND_MEETING
        DocKind.CARE -> AppWord.KIND_CARE
    }

/** 我的: who one is here, and how one wants the app. */
class MeModel(
    desk: Desk,
) : Model<Me>(desk) {
    override fun title(
        words: Words,
        value: Me?,
    ) = words[AppWord.ME]

    override suspend fun read(): Me = desk.store.screens.me()

    override fun Drawing.show(value: Me) {
        value.member?.let { fact(words[AppWord.NAME], words.of(it)) }
        value.communityName?.let { fact(words[AppWord.COMMUNITY], it) }
        value.grants.forEach { fact(words.of(it.role), words.of(it.placeSaid)) }
        if (value.registrar) line(AppWord.REGISTRAR)
        val enrolment = value.enrolment
        if (enrolment is Enrolment.Revoked) line(words[AppWord.REVOKED, enrolment.kept, enrolment.notCounted], Tone.WARNING)
        button(AppWord.SYNC) { desk.open(Screen.Sync) }
        button(AppWord.MY_CARD) { desk.open(Screen.Card) }
        button(AppWord.SHARES) { desk.open(Screen.Shares) }
        button(AppWord.INVITE) { desk.open(Screen.Invite) }
        settings()
        fact(words[AppWord.VERSION], org.linli.Linli.version)
    }

    private fun Drawing.settings() {
        val now = desk.settings.value
        heading(AppWord.SETTINGS)
        choice(
            words[AppWord.LANGUAGE],
            Language.entries.map { one -> Option(one.own, now.language == one) { desk.choose { it.copy(language = one) } } },
        )
        choice(
            words[AppWord.SIZE_OF_TYPE],
            Settings.SCALES.map { one ->
                Option("${(one * 100).toInt()}%", now.scale == one) { desk.choose { it.copy(scale = one) } }
            },
        )
        choice(
            words[AppWord.LOOK],
            Look.entries.map { one -> Option(words[one.word()], now.look == one) { desk.choose { it.copy(look = one) } } },
        )
    }
}

private fun Look.word(): AppWord =
    when (this) {
        Look.SYSTEM -> AppWord.LOOK_SYSTEM
        Look.LIGHT -> AppWord.LOOK_LIGHT
        Look.DARK -> AppWord.LOOK_DARK
    }

/** 加入: an invitation, six digits read aloud, and one is in; seen again where it stood after the app was killed. */
class EnrolModel(
    desk: Desk,
) : Model<Me>(desk) {
    override val typing = Typing(desk, "enrol", "")
    override val private = false

    override fun title(
        words: Words,
        value: Me?,
    ) = words[AppWord.ENROL]

    override suspend fun read(): Me = desk.store.screens.me()

    override fun Drawing.show(value: Me) {
        when (val enrolment = value.enrolment) {
            is Enrolment.None -> {
                invited()
            }

            is Enrolment.Asked -> {
                asked(enrolment)
            }

            is Enrolment.Waiting -> {
                waiting()
            }

            is Enrolment.Admitted -> {
                line(AppWord.ADMITTED, Tone.GOOD)
                button(AppWord.TO_TODAY, main = true) { desk.tab(Screen.Today()) }
            }

            is Enrolment.Revoked -> {
                line(words[AppWord.REVOKED, enrolment.kept, enrolment.notCounted], Tone.WARNING)
            }
        }
    }

    private fun Drawing.invited() {
        line(AppWord.ENROL_FIRST)
        scan(INVITATION)
        text(words[AppWord.INVITATION], typing, INVITATION, long = true)
        button(AppWord.JOIN, main = true, whyNot = missing(INVITATION)) {
            act {
                val enrolment = desk.store.community.join(typing[INVITATION].trim())
                typing.clear()
                typing.put(ENROLMENT, enrolment)
            }
        }
        button(AppWord.CHECK_CARD) { desk.open(Screen.CheckCard) }
    }

    private fun Drawing.asked(enrolment: Enrolment.Asked) {
        val digits = enrolment.digits
        if (digits != null) {
            line(AppWord.READ_DIGITS)
            heading(digits.chunked(3).joinToString(" "))
        } else {
            line(AppWord.ENROL_SECOND)
            if (typing[ENROLMENT].isNotEmpty()) code(words[AppWord.ENROLMENT], typing[ENROLMENT])
            scan(CHALLENGE)
            text(words[AppWord.CHALLENGE], typing, CHALLENGE, long = true)
            button(AppWord.ANSWER, main = true, whyNot = missing(CHALLENGE)) {
                act { desk.store.community.answerChallenge(typing[CHALLENGE].trim()) }
            }
        }
        line(words[AppWord.UNTIL, words.time(enrolment.expires)], Tone.QUIET)
        takeIn()
    }

    private fun Drawing.waiting() {
        line(AppWord.ENROL_WAITING)
        takeIn()
    }

    private fun Drawing.takeIn() {
        button(AppWord.GET_BY_CODE) { desk.open(Screen.Get) }
        button(AppWord.WRITE_REQUEST) {
            act { desk.files.give("linli-request.txt") { it.writeText(desk.store.exchange.request()) } }
        }
        button(AppWord.TAKE_IN) {
            act {
                val file = desk.files.take()
                if (file != null) desk.store.exchange.receive(file.readBytes())
            }
        }
    }

    private fun Drawing.missing(field: String) = if (typing[field].isBlank()) words[AppWord.NOTHING_TYPED] else null

    private companion object {
        const val INVITATION = "invitation"
        const val ENROLMENT = "enrolment"
        const val CHALLENGE = "challenge"
    }
}
