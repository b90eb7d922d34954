package org.linli.app.model

import org.linli.BallotDraft
import org.linli.BallotKind
import org.linli.Choice
import org.linli.DocId
import org.linli.Meter
import org.linli.MeterNumbers
import org.linli.Outcome
import org.linli.RollRow
import org.linli.Said
import org.linli.SealState
import org.linli.SealView
import org.linli.TallyState
import org.linli.TallySummary
import org.linli.VoterState
import org.linli.app.navigation.Screen
import org.linli.app.page.Block
import org.linli.app.page.Drawing
import org.linli.app.page.Mark
import org.linli.app.page.Tone
import org.linli.app.words.AppWord
import org.linli.app.words.Words
import java.time.Instant

/** 表决: all tallies that are here. */
class VotesModel(
    desk: Desk,
) : Model<List<TallySummary>>(desk) {
    override fun title(
        words: Words,
        value: List<TallySummary>?,
    ) = words[AppWord.VOTES]

    override suspend fun read(): List<TallySummary> = desk.store.deliberation.listTallies()

    override fun Drawing.show(value: List<TallySummary>) {
        button(AppWord.NEW_VOTE) { desk.open(Screen.NewVote) }
        if (value.isEmpty()) line(AppWord.NO_VOTES, Tone.QUIET)
        for (tally in value) {
            val lines =
                listOf(
                    words.beside(listOf(words[AppWord.UNTIL, words.time(tally.deadline)], words[AppWord.VOTERS, tally.voters])),
                )
            row(
                tally.tally.value,
                tally.title ?: words[AppWord.NOT_HERE],
                lines,
                if (tally.sealed) listOf(Mark(words[AppWord.SEALED])) else emptyList(),
                open = { desk.open(Screen.Vote(tally.tally.value)) },
            )
        }
    }
}

/** The honest meter: what is known, what may still come from whom, and whether that can change anything. */
class VoteModel(
    desk: Desk,
    private val tally: String,
) : Model<Meter>(desk) {
    override fun title(
        words: Words,
        value: Meter?,
    ) = value?.title ?: words[AppWord.VOTE]

    override suspend fun read(): Meter = desk.store.screens.vote(DocId(tally))

    override fun validUntil(value: Meter): Instant = value.validUntil

    override fun Drawing.show(value: Meter) {
        val outcome = value.outcome?.let { words.of(it) } ?: words[AppWord.NO_OUTCOME_HERE]
        line(
            words.beside(listOf(outcome, certainty(value).orEmpty(), words.of(value.state))),
            if (value.certain) Tone.GOOD else Tone.PLAIN,
        )
        line(words.of(value.next))
        line(words[AppWord.UNTIL, words.time(value.deadline)])
        value.seal?.let { seal(it) }
        val isRead = value.seal?.let { it.state == SealState.OPENED } ?: true
        val have = if (value.missing.isEmpty()) AppWord.NEED_HAVE else AppWord.NEED_HANDED_IN
        gauges(AppWord.TAKE_PART, AppWord.SAY_YES.takeIf { isRead }, value.heads, have, 1)
        value.area?.let { gauges(AppWord.TAKE_PART_AREA, AppWord.SAY_YES_AREA.takeIf { isRead }, it, have, CM2_OF_M2) }
        if (value.missing.isNotEmpty()) heading(AppWord.STILL_OUT)
        value.missing.forEach { row(it.by.id.value, words.of(it.by), listOf(words[AppWord.MAY_HOLD, it.most])) }
        value.ownPart?.let { fact(words[AppWord.OWN_PART], words[AppWord.OF_SO_MANY, it.have, it.of]) }
        if (value.disputed.isNotEmpty()) fact(words[AppWord.DISPUTED], words.listed(value.disputed), Tone.WARNING)
        button(AppWord.ROLL, main = value.mayCast) { desk.open(Screen.Roll(tally)) }
        if (value.mayCast) {
            button(AppWord.COLLECTING_DONE) {
                act {
                    val spoken =
                        desk.store.deliberation
                            .collectingDone(DocId(tally))
                            .spoken
                    desk.tell(Notice(Said("交回码：$spoken", "Hand-in code: $spoken")))
                }
            }
        }
        if (value.mayClose && value.state != TallyState.CLOSED) {
            val whyNot = if (value.deadline > desk.now() && !value.certain) words[AppWord.NOT_OVER] else null
            button(AppWord.CLOSE_VOTE, whyNot = whyNot) { act { desk.store.deliberation.closeTally(DocId(tally)) } }
        }
        if (value.seal?.mayHandOver == true) {
            button(AppWord.HAND_OVER_KEY, main = true) { act { desk.store.deliberation.handOverKey(DocId(tally)) } }
        }
        share(tally, desk)
        heading(AppWord.EXPLANATION)
        words.of(value.explanation).lines().forEach { line(it, Tone.QUIET) }
    }

    /** Whether the outcome can still change; nothing of one that says so itself. */
    private fun Drawing.certainty(value: Meter) =
        when {
            value.certain -> words[AppWord.CERTAIN]
            value.outcome == Outcome.UNDECIDED -> null
            else -> words[AppWord.NOT_CERTAIN]
        }

    /** That its choices are sealed, in words, and whose keys open them. */
    private fun Drawing.seal(seal: SealView) {
        fact(
            words[AppWord.SEALED_CHOICES],
            words.of(seal.state),
            if (seal.state ==
                SealState.BROKEN
            ) {
                Tone.WARNING
            } else {
                Tone.PLAIN
            },
        )
        if (seal.unread > 0) fact(words[AppWord.SEALED_HERE], seal.unread.toString())
        heading(AppWord.KEY_HOLDERS)
        for (holder in seal.holders) {
            val given = words[if (holder.handedOver) AppWord.KEY_GIVEN else AppWord.KEY_KEPT]
            row(holder.by.id.value, words.of(holder.by), listOf(given))
        }
    }

    /** Without a word for yes nobody knows how many there are. */
    private fun Drawing.gauges(
        part: AppWord,
        yes: AppWord?,
        numbers: MeterNumbers,
        have: AppWord,
        unit: Long,
    ) {
        fun shown(number: Long) = number / unit
        val said = words[have, shown(numbers.need), shown(numbers.have), shown(numbers.of)]
        gauge(Block.Gauge(words[part], shown(numbers.have), shown(numbers.need), shown(numbers.of), said))
        val need = numbers.yesNeed ?: return
        if (yes == null) return
        val most = if (numbers.yesHigh > numbers.yesLow) words[AppWord.AT_MOST, shown(numbers.yesHigh)] else ""
        val saidYes = words.beside(listOf(words[have, shown(need), shown(numbers.yesLow), shown(numbers.of)], most))
        gauge(Block.Gauge(words[yes], shown(numbers.yesLow), shown(need), shown(numbers.of), saidYes))
    }

    private companion object {
        const val CM2_OF_M2 = 10_000L
    }
}

/** Who has voted and who has not, by name: whoever takes ballots takes them from here. */
class RollModel(
    desk: Desk,
    private val tally: String,
) : Model<Listed<RollRow>>(desk) {
    private val length = Length()

    override fun title(
        words: Words,
        value: Listed<RollRow>?,
    ) = words[AppWord.ROLL]

    override suspend fun read(): Listed<RollRow> =
        length.read { limit, after -> desk.store.screens.voteRoll(DocId(tally), limit, after) }

    override fun Drawing.show(value: Listed<RollRow>) {
        for (voter in value.items) {
            val why = voter.withoutVote?.let { words.of(it) }.orEmpty()
            row(
                voter.voter,
                voter.voter,
                listOf(why, if (voter.units.isEmpty()) "" else words[AppWord.ALSO_OWNS, words.listed(voter.units)]),
                listOf(mark(voter)),
                open = if (voter.withoutVote == null) ({ desk.open(Screen.Ballot(tally, voter.voter)) }) else null,
            )
        }
        length.more(this, value) { act { } }
    }

    private fun Drawing.mark(voter: RollRow): Mark {
        val text = words.beside(listOf(words.of(voter.state), voter.choice?.let { words.of(it) }.orEmpty()))
        return when (voter.state) {
            VoterState.VOTED -> Mark(text, Tone.GOOD)
            VoterState.DISPUTED, VoterState.CONTESTED -> Mark(text, Tone.WARNING)
            else -> Mark(text)
        }
    }
}

/**
 * A vote, and what somebody answered.
 *
 * @property meter the vote
 * @property choice the answer, of which nothing is kept before it was said in words; none as long as there is none
 * @property row the voter's row of the roll; none for whoever stands on none
 */
class BallotShown(
    val meter: Meter,
    val choice: Choice?,
    val row: RollRow?,
) {
    /** Whether a ballot of his is here: the next one is a correction then, and takes the place of one's own. */
    val isThere: Boolean get() = row != null && row.state != VoterState.NOT_YET
}

/** One voter's answer, taken at his door: a tap chooses it, another one casts it. */
class BallotModel(
    desk: Desk,
    private val tally: String,
    private val voter: String,
) : Model<BallotShown>(desk) {
    private var chosen: Choice? = null

    override fun title(
        words: Words,
        value: BallotShown?,
    ) = words.beside(listOf(words[AppWord.BALLOT], voter))

    override suspend fun read() = BallotShown(desk.store.screens.vote(DocId(tally)), chosen, row())

    private suspend fun row(): RollRow? =
        firstOf({ it.voter == voter }) { limit, after -> desk.store.screens.voteRoll(DocId(tally), limit, after) }

    override fun Drawing.show(value: BallotShown) {
        line(value.meter.title.orEmpty())
        if (!value.meter.mayCast) line(AppWord.MAY_NOT_CAST, Tone.WARNING)
        if (value.meter.mayCast) {
            if (value.meter.seal != null) line(AppWord.BALLOT_SEALED)
            if (value.isThere) {
                fact(words[AppWord.STATE], words.beside(listOfNotNull(value.row?.state, value.row?.choice).map { words.of(it) }))
                line(AppWord.BALLOT_AGAIN, Tone.WARNING)
            }
            val choice = value.choice
            if (choice == null) {
                buttons(Choice.entries.map { Block.Button(words.of(it), main = it == Choice.YES) { choose(it) } })
            } else {
                line(words[AppWord.BALLOT_CHOSEN, voter, words.of(choice)], Tone.WARNING)
                button(words[AppWord.BALLOT_CAST, words.of(choice)], main = true) { cast(choice, value.isThere) }
                button(AppWord.CHOOSE_AGAIN) { choose(null) }
            }
        }
        button(AppWord.TO_THE_VOTE) { desk.open(Screen.Vote(tally)) }
    }

    private fun choose(choice: Choice?) = act { chosen = choice }

    private fun cast(
        choice: Choice,
        isThere: Boolean,
    ) = act {
        val kind = if (isThere) BallotKind.CORRECT else BallotKind.CAST
        desk.store.deliberation.castBallot(BallotDraft(DocId(tally), voter, choice, kind))
        chosen = null
        desk.back()
        desk.tell(Notice(Said("$voter 的票已记下：${choice.zh}。", "The ballot of $voter is kept: ${choice.en}.")))
    }
}
