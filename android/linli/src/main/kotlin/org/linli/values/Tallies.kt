// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import java.time.Instant
import org.linli.ffi.BallotDraft as FfiBallotDraft
import org.linli.ffi.BallotRemark as FfiBallotRemark
import org.linli.ffi.ClosedView as FfiClosedView
import org.linli.ffi.ClosingView as FfiClosingView
import org.linli.ffi.HandedReturn as FfiHandedReturn
import org.linli.ffi.KeyHolderView as FfiKeyHolderView
import org.linli.ffi.ListedReturnView as FfiListedReturnView
import org.linli.ffi.MotionDraft as FfiMotionDraft
import org.linli.ffi.OpenableReading as FfiOpenableReading
import org.linli.ffi.OpenableRule as FfiOpenableRule
import org.linli.ffi.Outcome as FfiOutcome
import org.linli.ffi.OwnersRoll as FfiOwnersRoll
import org.linli.ffi.PaperDraft as FfiPaperDraft
import org.linli.ffi.QuestionDraft as FfiQuestionDraft
import org.linli.ffi.QuestionMotion as FfiQuestionMotion
import org.linli.ffi.QuestionView as FfiQuestionView
import org.linli.ffi.ReturnView as FfiReturnView
import org.linli.ffi.Rule as FfiRule
import org.linli.ffi.SealView as FfiSealView
import org.linli.ffi.Served as FfiServed
import org.linli.ffi.SheetAllotment as FfiSheetAllotment
import org.linli.ffi.SheetDraft as FfiSheetDraft
import org.linli.ffi.SlipView as FfiSlipView
import org.linli.ffi.TallyDraft as FfiTallyDraft
import org.linli.ffi.TallySummary as FfiTallySummary
import org.linli.ffi.TallyView as FfiTallyView
import org.linli.ffi.UnitWithoutVote as FfiUnitWithoutVote
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
 * @property paper service and signature of its sheet; none where there is no sheet to sign
 */
public data class BallotDraft(
    val tally: DocId,
    val voter: String,
    val choice: Choice?,
    val kind: BallotKind = BallotKind.CAST,
    val authority: BallotAuthority = BallotAuthority.COLLECTOR,
    val slip: String? = null,
    val supersedes: List<RecordId>? = null,
    val paper: PaperDraft? = null,
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
        paper = paper?.toFfi(),
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

/**
 * A closing that was just signed.
 *
 * @property closing its record
 * @property root the root of what was counted, in hexadecimal
 */
public data class ClosedView(
    val closing: RecordId,
    val root: String,
)

internal fun FfiClosedView.toPublic(): ClosedView =
    ClosedView(
        closing = RecordId(closing),
        root = root,
    )

/**
 * A closing of a tally.
 *
 * @property closing its record
 * @property by the officer
 * @property at its time by his clock
 * @property root the root of what he counted, in hexadecimal
 * @property superseded whether a later one supersedes it
 * @property relayed whether he could only relay it (○): it waits for confirmation
 * @property agreement whether what is here gives the same root
 * @property returns the returns that he got
 */
public data class ClosingView(
    val closing: RecordId,
    val by: MemberId,
    val at: Instant,
    val root: String,
    val superseded: Boolean,
    val relayed: Boolean,
    val agreement: RootAgreement,
    val returns: List<ListedReturnView>,
)

internal fun FfiClosingView.toPublic(): ClosingView =
    ClosingView(
        closing = RecordId(closing),
        by = MemberId(by),
        at = at,
        root = root,
        superseded = superseded,
        relayed = relayed,
        agreement = agreement.toPublic(),
        returns = returns.map { it.toPublic() },
    )

/**
 * A return as the officer got it.
 *
 * @property text the return's text, or the 26 characters of its spoken form
 * @property at when he got it; now if not said
 * @property how the way; if not said, a file or, of a spoken form, the telephone
 */
public data class HandedReturn(
    val text: String,
    val at: Instant? = null,
    val how: ReturnHow? = null,
)

internal fun HandedReturn.toFfi(): FfiHandedReturn =
    FfiHandedReturn(
        text = text,
        at = at,
        how = how?.ffi,
    )

/**
 * A holder of a sealed tally's key.
 *
 * @property by the member
 * @property handedOver whether his share is here
 */
public data class KeyHolderView(
    val by: MemberRef,
    val handedOver: Boolean,
)

internal fun FfiKeyHolderView.toPublic(): KeyHolderView =
    KeyHolderView(
        by = by.toPublic(),
        handedOver = handedOver,
    )

/**
 * A return that a closing lists.
 *
 * @property by the collector; absent while only its spoken form is known
 * @property spoken the spoken form, where that is all that the officer had
 * @property at when he got it
 * @property how the way
 * @property inTime whether it came before the deadline: what it lists is in time then
 * @property here the number of its ballots that are here
 * @property missing the number of its ballots that are not; absent while only its spoken form is known
 */
public data class ListedReturnView(
    val by: MemberId?,
    val spoken: String?,
    val at: Instant,
    val how: ReturnHow,
    val inTime: Boolean,
    val here: Long,
    val missing: Long?,
)

internal fun FfiListedReturnView.toPublic(): ListedReturnView =
    ListedReturnView(
        by = by?.let(::MemberId),
        spoken = spoken,
        at = at,
        how = how.toPublic(),
        inTime = inTime,
        here = here.toLong(),
        missing = missing?.toLong(),
    )

/**
 * One motion of a sheet: a motion, an option or a candidate.
 *
 * @property title the motion, option or candidate
 * @property rule the rule
 * @property readings names of readings of the rule; its defaults if none
 */
public data class MotionDraft(
    val title: String,
    val rule: Rule,
    val readings: List<String> = emptyList(),
)

internal fun MotionDraft.toFfi(): FfiMotionDraft =
    FfiMotionDraft(
        title = title,
        rule = rule.ffi,
        readings = readings,
    )

/**
 * A reading of a rule.
 *
 * @property reading its name
 * @property title what it says
 * @property chosen whether the place has chosen it
 */
public data class OpenableReading(
    val reading: String,
    val title: Said,
    val chosen: Boolean,
)

internal fun FfiOpenableReading.toPublic(): OpenableReading =
    OpenableReading(
        reading = reading,
        title = title.toPublic(),
        chosen = chosen,
    )

/**
 * A rule by which a vote can be opened at a place.
 *
 * @property rule the rule
 * @property title its title
 * @property clause the clause that it stands on, with its shares
 * @property status the source of that
 * @property byArea whether voters are counted by their area too: then they are units of the register, each with its area
 * @property unit the word for one voter
 * @property readings its readings, in the pack's order
 * @property settled whether the place has chosen the readings, so that a vote goes by those and no others
 * @property may whether this device's member may open a vote by it there
 * @property whyNot the reason why he may not: who may
 */
public data class OpenableRule(
    val rule: Rule,
    val title: Said,
    val clause: Said,
    val status: RuleStatus,
    val byArea: Boolean,
    val unit: Said,
    val readings: List<OpenableReading>,
    val settled: Boolean,
    val may: Boolean,
    val whyNot: Said?,
)

internal fun FfiOpenableRule.toPublic(): OpenableRule =
    OpenableRule(
        rule = rule.toPublic(),
        title = title.toPublic(),
        clause = clause.toPublic(),
        status = status.toPublic(),
        byArea = byArea,
        unit = unit.toPublic(),
        readings = readings.map { it.toPublic() },
        settled = settled,
        may = may,
        whyNot = whyNot?.toPublic(),
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
 * A roll of units: who owns several of them is one voter, known by his first.
 *
 * @property scope every home of this scope
 * @property households these units: door numbers or ids
 * @property owners the units of one owner each, by door number or id: a developer's unsold ones, three flats and a garage
 * @property withoutVote units that are on the roll and have no vote
 */
public data class OwnersRoll(
    val scope: ScopeName? = null,
    val households: List<String> = emptyList(),
    val owners: List<List<String>> = emptyList(),
    val withoutVote: List<UnitWithoutVote> = emptyList(),
)

internal fun OwnersRoll.toFfi(): FfiOwnersRoll =
    FfiOwnersRoll(
        scope = scope?.toFfi(),
        households = households,
        owners = owners,
        withoutVote = withoutVote.map { it.toFfi() },
    )

/**
 * Service and signature of a paper sheet.
 *
 * @property capacity the capacity in which it was signed
 * @property served its service, if somebody noted it
 * @property mandate the photo of an agent's mandate (委托书); of an agent, and of nobody else
 */
public data class PaperDraft(
    val capacity: SignerCapacity,
    val served: Served? = null,
    val mandate: Picture? = null,
)

internal fun PaperDraft.toFfi(): FfiPaperDraft =
    FfiPaperDraft(
        capacity = capacity.ffi,
        served = served?.toFfi(),
        mandate = mandate?.toFfi(),
    )

/**
 * Several motions on one sheet to open.
 *
 * @property form the relation of its motions to each other
 * @property motions the motions, in the order of the sheet
 * @property voters the voters
 * @property deadline the deadline for sheets
 * @property seats seats of an election; 0 of every other form
 * @property sheets numbered sheets allotted to collectors
 */
public data class QuestionDraft(
    val form: SheetForm,
    val motions: List<MotionDraft> = emptyList(),
    val voters: Voters,
    val deadline: Instant,
    val seats: Long = 0,
    val sheets: List<SheetAllotment> = emptyList(),
)

internal fun QuestionDraft.toFfi(): FfiQuestionDraft =
    FfiQuestionDraft(
        form = form.ffi,
        motions = motions.map { it.toFfi() },
        voters = voters.toFfi(),
        deadline = deadline,
        seats = seats.toU32(),
        sheets = sheets.map { it.toFfi() },
    )

/**
 * One of the motions of a sheet: a motion, an option or a candidate.
 *
 * @property tally its tally
 * @property title the motion, option or candidate
 * @property outcome its outcome
 * @property yesLow fewest who say yes
 * @property yesHigh most who say yes
 */
public data class QuestionMotion(
    val tally: DocId,
    val title: String?,
    val outcome: Outcome,
    val yesLow: Long,
    val yesHigh: Long,
)

internal fun FfiQuestionMotion.toPublic(): QuestionMotion =
    QuestionMotion(
        tally = DocId(tally),
        title = title,
        outcome = outcome.toPublic(),
        yesLow = yesLow.toLong(),
        yesHigh = yesHigh.toLong(),
    )

/**
 * The motions of one sheet.
 *
 * @property form the relation of its motions to each other
 * @property seats seats of an election; 0 of every other form
 * @property motions the motions, in order
 * @property seated candidates who are seated, whatever is still unseen
 * @property tied candidates who stand equal for the last seat: none of them is seated
 * @property undecided whether something that matters is still open
 * @property provisional whether even what is decided may still change: until every motion is closed
 * @property torn voters of whom one motion holds another sheet than the others: somebody tore it
 */
public data class QuestionView(
    val form: SheetForm,
    val seats: Long,
    val motions: List<QuestionMotion>,
    val seated: List<DocId>,
    val tied: List<DocId>,
    val undecided: Boolean,
    val provisional: Boolean,
    val torn: List<String>,
)

internal fun FfiQuestionView.toPublic(): QuestionView =
    QuestionView(
        form = form.toPublic(),
        seats = seats.toLong(),
        motions = motions.map { it.toPublic() },
        seated = seated.map(::DocId),
        tied = tied.map(::DocId),
        undecided = undecided,
        provisional = provisional,
        torn = torn,
    )

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

/** The rule by which a tally is counted, of those that come with this version. */
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
 * A sealed tally, as far as it can be read here.
 *
 * @property state what can be read of it
 * @property holders its three holders; any two of them open it
 * @property unread voters whose ballots are here and cannot be read yet
 * @property mayHandOver whether this device can hand over a share now
 */
public data class SealView(
    val state: SealState,
    val holders: List<KeyHolderView>,
    val unread: Long,
    val mayHandOver: Boolean,
)

internal fun FfiSealView.toPublic(): SealView =
    SealView(
        state = state.toPublic(),
        holders = holders.map { it.toPublic() },
        unread = unread.toLong(),
        mayHandOver = mayHandOver,
    )

/**
 * Service of a sheet: when and in which way its voter got it.
 *
 * @property at time of service, not after the signature
 * @property how the way
 */
public data class Served(
    val at: Instant,
    val how: ServedHow,
)

internal fun Served.toFfi(): FfiServed =
    FfiServed(
        at = at,
        how = how.ffi,
    )

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
 * A whole sheet taken at a door.
 *
 * @property tally one of the tallies that share it
 * @property voter a door number, a household's id, or the name for named voters
 * @property answers the answers, in the order of the motions; none on a withdrawal
 * @property kind a first sheet, a correction or a withdrawal
 * @property authority on whose authority
 * @property slip the voter's slip, as its text; one that speaks in every tally
 * @property paper service and signature of the sheet
 */
public data class SheetDraft(
    val tally: DocId,
    val voter: String,
    val answers: List<Choice> = emptyList(),
    val kind: BallotKind = BallotKind.CAST,
    val authority: BallotAuthority = BallotAuthority.COLLECTOR,
    val slip: String? = null,
    val paper: PaperDraft? = null,
)

internal fun SheetDraft.toFfi(): FfiSheetDraft =
    FfiSheetDraft(
        tally = tally.value,
        voter = voter,
        answers = answers.map { it.ffi },
        kind = kind.ffi,
        authority = authority.ffi,
        slip = slip,
        paper = paper?.toFfi(),
    )

/**
 * A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
 *
 * @property voter whose it is, as the file names him
 * @property slip what the paper shows: `linli-slip:` and its secret
 * @property code his code in what is published of this tally
 */
public data class SlipView(
    val voter: String,
    val slip: String,
    val code: String?,
)

internal fun FfiSlipView.toPublic(): SlipView =
    SlipView(
        voter = voter,
        slip = slip,
        code = code,
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
 * @property keyHolders three members of whom any two open its choices after the closing; nobody: choices are open
 */
public data class TallyDraft(
    val title: String,
    val rule: Rule,
    val voters: Voters,
    val deadline: Instant,
    val readings: List<String> = emptyList(),
    val sheets: List<SheetAllotment> = emptyList(),
    val keyHolders: List<MemberId> = emptyList(),
)

internal fun TallyDraft.toFfi(): FfiTallyDraft =
    FfiTallyDraft(
        title = title,
        rule = rule.ffi,
        voters = voters.toFfi(),
        deadline = deadline,
        readings = readings,
        sheets = sheets.map { it.toFfi() },
        keyHolders = keyHolders.map { it.value },
    )

/**
 * An open tally in a list.
 *
 * @property tally its id
 * @property title the motion voted on
 * @property rule the rule; absent for one that only a later version counts by
 * @property deadline the deadline for ballots
 * @property voters the number of voters
 * @property shared whether it shares its sheet with other motions
 * @property sealed whether its choices are sealed until it is closed
 * @property again the tally that it votes on again, if it is a re-vote
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
    val shared: Boolean,
    val sealed: Boolean,
    val again: DocId?,
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
        shared = shared,
        sealed = sealed,
        again = again?.let(::DocId),
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
 * @property state whether it is closed
 * @property closings every closing, by id: those that others supersede too
 * @property remarks ballots of which something is to be said, by id: those without effect, which are not in the file, and
 *   relayed ones
 * @property seal who opens its choices, where they are sealed; absent where they are open
 */
public data class TallyView(
    val input: String,
    val answer: String?,
    val outcome: Outcome?,
    val explanationZh: String?,
    val explanationEn: String?,
    val disputed: List<String>,
    val provisional: Boolean,
    val state: TallyState,
    val closings: List<ClosingView>,
    val remarks: List<BallotRemark>,
    val seal: SealView?,
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
        state = state.toPublic(),
        closings = closings.map { it.toPublic() },
        remarks = remarks.map { it.toPublic() },
        seal = seal?.toPublic(),
    )

/**
 * A unit that is on the roll and has no vote.
 *
 * @property unit its door number or id
 * @property why why
 */
public data class UnitWithoutVote(
    val unit: String,
    val why: WithoutVote,
)

internal fun UnitWithoutVote.toFfi(): FfiUnitWithoutVote =
    FfiUnitWithoutVote(
        unit = unit,
        why = why.ffi,
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

    /**
     * Units of which some have one owner, or no vote.
     *
     * @property owners units, some of them of one owner
     */
    public data class Owners(
        val owners: OwnersRoll,
    ) : Voters
}

internal fun Voters.toFfi(): FfiVoters =
    when (this) {
        is Voters.Scope -> FfiVoters.Scope(scope.toFfi())
        is Voters.Households -> FfiVoters.Households(households)
        is Voters.Names -> FfiVoters.Names(names)
        is Voters.Owners -> FfiVoters.Owners(owners.toFfi())
    }
