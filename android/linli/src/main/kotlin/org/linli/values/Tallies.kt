// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.BallotDraft as FfiBallotDraft
import org.linli.ffi.BallotRemark as FfiBallotRemark
import org.linli.ffi.Outcome as FfiOutcome
import org.linli.ffi.ReturnView as FfiReturnView
import org.linli.ffi.Rule as FfiRule
import org.linli.ffi.SheetAllotment as FfiSheetAllotment
import org.linli.ffi.SlipView as FfiSlipView
import org.linli.ffi.TallyDraft as FfiTallyDraft
import org.linli.ffi.TallySummary as FfiTallySummary
import org.linli.ffi.TallyView as FfiTallyView
import org.linli.ffi.Voters as FfiVoters

/**
 * A ballot taken at a door.
 *
 * @property tally the tally
 * @property voter a door number, a household's id, or the name for named voters
 * @property choice the answer; none on a withdrawal
 * @property kind a first ballot, a correction or a withdrawal
 * @property authority on whose authority
 * @property slip the voter's slip, as its text
 * @property supersedes the ballots that it names; if none are said, a correction or a withdrawal names those it can reach
 */
public data class BallotDraft(
    val tally: DocId,
    val voter: String,
    val choice: Choice?,
    val kind: BallotKind = BallotKind.CAST,
    val authority: BallotAuthority = BallotAuthority.COLLECTOR,
    val slip: String? = null,
    val supersedes: List<RecordId>? = null,
)

internal fun BallotDraft.toFfi(): FfiBallotDraft =
    FfiBallotDraft(
        tally = tally.value,
        voter = voter,
        choice = choice?.ffi,
        kind = kind.ffi,
        authority = authority.ffi,
        slip = slip,
        supersedes = supersedes?.map { it.value },
    )

/**
 * What is to be said of a ballot besides its answer.
 *
 * @property ballot the ballot
 * @property voter its voter, as the file names him
 * @property by who took it
 * @property sheet the number of its sheet
 * @property note that it is relayed, or why it has no effect
 */
public data class BallotRemark(
    val ballot: RecordId,
    val voter: String,
    val by: MemberId,
    val sheet: Long,
    val note: BallotNote,
)

internal fun FfiBallotRemark.toPublic(): BallotRemark =
    BallotRemark(
        ballot = RecordId(ballot),
        voter = voter,
        by = MemberId(by),
        sheet = sheet.toLong(),
        note = note.toPublic(),
    )

/** The outcome of a tally, as far as it is certain. */
public enum class Outcome : Word {
    /** 通过, passed. */
    PASSED,

    /** 未通过, not passed. */
    FAILED,

    /** 票数相等, exactly half. */
    TIE,

    /** 参与人数不足, too few take part. */
    NO_QUORUM,

    /** 尚未确定: ballots that are unseen or in dispute may change it. */
    UNDECIDED,
    ;

    override val zh: String get() = WordTexts.of("outcome", this).zh
    override val en: String get() = WordTexts.of("outcome", this).en
}

internal fun FfiOutcome.toPublic(): Outcome =
    when (this) {
        FfiOutcome.PASSED -> Outcome.PASSED
        FfiOutcome.FAILED -> Outcome.FAILED
        FfiOutcome.TIE -> Outcome.TIE
        FfiOutcome.NO_QUORUM -> Outcome.NO_QUORUM
        FfiOutcome.UNDECIDED -> Outcome.UNDECIDED
    }

/**
 * A collector's return.
 *
 * @property text the whole return as text
 * @property spoken its spoken form: 26 characters of base 32
 */
public data class ReturnView(
    val text: String,
    val spoken: String,
)

internal fun FfiReturnView.toPublic(): ReturnView =
    ReturnView(
        text = text,
        spoken = spoken,
    )

/** The rule by which a tally is counted. */
public enum class Rule(
    internal val ffi: FfiRule,
) {
    /** 楼道议事 (5.1.3.2.2.5). */
    STAIRWELL(FfiRule.STAIRWELL),

    /** 20 %以上业主代表提议 (5.1.3.2.1.3). */
    PROPOSAL(FfiRule.PROPOSAL),

    /** 一致通过 (5.1.1.2; 民法典 279). */
    UNANIMOUS(FfiRule.UNANIMOUS),

    /** 业主代表表决 (5.1.3.2.1). */
    REPRESENTATIVES(FfiRule.REPRESENTATIVES),

    /** 业主委员会表决. */
    COMMITTEE(FfiRule.COMMITTEE),

    /** 业主大会, ordinary matters (民法典 278). */
    ASSEMBLY_ORDINARY(FfiRule.ASSEMBLY_ORDINARY),

    /** 业主大会, special matters (民法典 278). */
    ASSEMBLY_SPECIAL(FfiRule.ASSEMBLY_SPECIAL),
}

internal fun FfiRule.toPublic(): Rule =
    when (this) {
        FfiRule.STAIRWELL -> Rule.STAIRWELL
        FfiRule.PROPOSAL -> Rule.PROPOSAL
        FfiRule.UNANIMOUS -> Rule.UNANIMOUS
        FfiRule.REPRESENTATIVES -> Rule.REPRESENTATIVES
        FfiRule.COMMITTEE -> Rule.COMMITTEE
        FfiRule.ASSEMBLY_ORDINARY -> Rule.ASSEMBLY_ORDINARY
        FfiRule.ASSEMBLY_SPECIAL -> Rule.ASSEMBLY_SPECIAL
    }

/**
 * Numbered sheets allotted to a collector.
 *
 * @property member the collector
 * @property sheets the number of them
 */
public data class SheetAllotment(
    val member: MemberId,
    val sheets: Long,
)

internal fun SheetAllotment.toFfi(): FfiSheetAllotment =
    FfiSheetAllotment(
        member = member.value,
        sheets = sheets.toU32(),
    )

/**
 * A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
 *
 * @property voter whose it is, as the file names him
 * @property slip what the paper shows: `linli-slip:` and its secret
 */
public data class SlipView(
    val voter: String,
    val slip: String,
)

internal fun FfiSlipView.toPublic(): SlipView =
    SlipView(
        voter = voter,
        slip = slip,
    )

/**
 * A tally to open.
 *
 * @property title the motion voted on
 * @property rule the rule
 * @property voters the voters
 * @property deadline the deadline for ballots
 * @property readings names of readings of the rule; its defaults if none
 * @property sheets numbered sheets allotted to collectors
 */
public data class TallyDraft(
    val title: String,
    val rule: Rule,
    val voters: Voters,
    val deadline: Instant,
    val readings: List<String> = emptyList(),
    val sheets: List<SheetAllotment> = emptyList(),
)

internal fun TallyDraft.toFfi(): FfiTallyDraft =
    FfiTallyDraft(
        title = title,
        rule = rule.ffi,
        voters = voters.toFfi(),
        deadline = deadline,
        readings = readings,
        sheets = sheets.map { it.toFfi() },
    )

/**
 * An open tally in a list.
 *
 * @property tally its id
 * @property title the motion voted on
 * @property rule the rule; absent for one that only a later version counts by
 * @property deadline the deadline for ballots
 * @property voters the number of voters
 * @property relayed whether who opened it could only relay it (○): it waits for confirmation
 * @property ahead whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands
 *   in lists where it came
 */
public data class TallySummary(
    val tally: DocId,
    val title: String?,
    val rule: Rule?,
    val deadline: Instant,
    val voters: Long,
    val relayed: Boolean,
    val ahead: Boolean,
)

internal fun FfiTallySummary.toPublic(): TallySummary =
    TallySummary(
        tally = DocId(tally),
        title = title,
        rule = rule?.toPublic(),
        deadline = deadline,
        voters = voters.toLong(),
        relayed = relayed,
        ahead = ahead,
    )

/**
 * A tally: the file that anybody can recount, and its answer as far as it can be given.
 *
 * @property input the recount file, as JSON
 * @property answer its whole answer, as JSON; absent in a store that lacks a part of the tally
 * @property outcome the outcome; absent in a store that lacks a part of the tally
 * @property explanationZh the result with clause and arithmetic, in Chinese
 * @property explanationEn the same in English
 * @property disputed voters whose ballots contradict each other
 * @property provisional whether even a decided answer may still change: until the tally is closed
 * @property remarks ballots of which something is to be said, by id: those without effect, which are not in the file, and
 *   relayed ones
 */
public data class TallyView(
    val input: String,
    val answer: String?,
    val outcome: Outcome?,
    val explanationZh: String?,
    val explanationEn: String?,
    val disputed: List<String>,
    val provisional: Boolean,
    val remarks: List<BallotRemark>,
)

internal fun FfiTallyView.toPublic(): TallyView =
    TallyView(
        input = input,
        answer = answer,
        outcome = outcome?.toPublic(),
        explanationZh = explanationZh,
        explanationEn = explanationEn,
        disputed = disputed,
        provisional = provisional,
        remarks = remarks.map { it.toPublic() },
    )

/** The voters. */
public sealed interface Voters {
    /**
     * Every household of a scope.
     *
     * @property scope the scope
     */
    public data class Scope(
        val scope: ScopeName,
    ) : Voters

    /**
     * Exactly these households: door numbers or ids.
     *
     * @property households door numbers or ids
     */
    public data class Households(
        val households: List<String>,
    ) : Voters

    /**
     * These names: members of a committee, bodies, representatives.
     *
     * @property names the names
     */
    public data class Names(
        val names: List<String>,
    ) : Voters
}

internal fun Voters.toFfi(): FfiVoters =
    when (this) {
        is Voters.Scope -> FfiVoters.Scope(scope.toFfi())
        is Voters.Households -> FfiVoters.Households(households)
        is Voters.Names -> FfiVoters.Names(names)
    }
