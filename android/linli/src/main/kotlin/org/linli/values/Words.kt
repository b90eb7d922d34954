// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.
package org.linli

import org.linli.ffi.BallotAuthority as FfiBallotAuthority
import org.linli.ffi.BallotKind as FfiBallotKind
import org.linli.ffi.BallotNote as FfiBallotNote
import org.linli.ffi.CardState as FfiCardState
import org.linli.ffi.Choice as FfiChoice
import org.linli.ffi.Due as FfiDue
import org.linli.ffi.Flag as FfiFlag
import org.linli.ffi.ItemResult as FfiItemResult
import org.linli.ffi.Knock as FfiKnock
import org.linli.ffi.Language as FfiLanguage
import org.linli.ffi.Leaving as FfiLeaving
import org.linli.ffi.Level as FfiLevel
import org.linli.ffi.LogLevel as FfiLogLevel
import org.linli.ffi.PersonKind as FfiPersonKind
import org.linli.ffi.PhotoPolicy as FfiPhotoPolicy
import org.linli.ffi.PhotoSize as FfiPhotoSize
import org.linli.ffi.QuestionKind as FfiQuestionKind
import org.linli.ffi.ReturnHow as FfiReturnHow
import org.linli.ffi.Role as FfiRole
import org.linli.ffi.RootAgreement as FfiRootAgreement
import org.linli.ffi.RootPolicy as FfiRootPolicy
import org.linli.ffi.Safety as FfiSafety
import org.linli.ffi.SealState as FfiSealState
import org.linli.ffi.ServedHow as FfiServedHow
import org.linli.ffi.Severity as FfiSeverity
import org.linli.ffi.SheetForm as FfiSheetForm
import org.linli.ffi.SignerCapacity as FfiSignerCapacity
import org.linli.ffi.Standing as FfiStanding
import org.linli.ffi.TallyState as FfiTallyState
import org.linli.ffi.ThingKind as FfiThingKind
import org.linli.ffi.TopicSource as FfiTopicSource
import org.linli.ffi.VisitMode as FfiVisitMode
import org.linli.ffi.VisitOutcome as FfiVisitOutcome
import org.linli.ffi.VoterState as FfiVoterState
import org.linli.ffi.WithoutVote as FfiWithoutVote

/** By whose right a ballot stands. */
public enum class BallotAuthority(
    internal val ffi: FfiBallotAuthority,
) : Word {
    /** 收集人, collector. */
    COLLECTOR(FfiBallotAuthority.COLLECTOR),

    /** 本户票据, slip. */
    SLIP(FfiBallotAuthority.SLIP),

    /** 监督, supervisor. */
    SUPERVISOR(FfiBallotAuthority.SUPERVISOR),
    ;

    override val zh: String get() = WordTexts.of("ballot_authority", this).zh
    override val en: String get() = WordTexts.of("ballot_authority", this).en
}

/** The effect of a ballot. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2). */
public enum class BallotKind(
    internal val ffi: FfiBallotKind,
) : Word {
    /** 投票, cast. */
    CAST(FfiBallotKind.CAST),

    /** 更正, correct. */
    CORRECT(FfiBallotKind.CORRECT),

    /** 撤回, withdraw. */
    WITHDRAW(FfiBallotKind.WITHDRAW),
    ;

    override val zh: String get() = WordTexts.of("ballot_kind", this).zh
    override val en: String get() = WordTexts.of("ballot_kind", this).en
}

/** What is to be said of a ballot besides its answer: that it is relayed, or why it has no effect. */
public enum class BallotNote : Word {
    /** 转交，待确认, relayed, waiting for confirmation: it counts. */
    RELAYED,

    /** 票纸已用过, its sheet was used before. */
    SHEET_USED,

    /** 票纸未分配给收集人, its sheet was not allotted to its collector. */
    SHEET_NOT_ALLOTTED,

    /** 收集人已交回, its collector had returned before. */
    AFTER_RETURN,

    /** 票据不属于该户或已作废, its slip is not this voter's, or void. */
    SLIP_UNKNOWN,

    /** 不在该户投票的范围, it lies where its voter does not vote. */
    ELSEWHERE,

    /** 收集人无权, its author had no right to take it. */
    UNAUTHORISED,

    /** 已搁置, set aside by an officer. */
    SET_ASIDE,

    /** 截止前已送达枢纽却未计入, at the hub before the deadline, yet left out. */
    LEFT_OUT,

    /** 签字人身份存疑, signed by somebody who is not known to sign for the voter: contested. */
    SIGNER_OTHER,

    /** 没有委托书照片, without a photo of the agent's mandate: contested. */
    MANDATE_MISSING,

    /** 与整张票纸不符, does not agree with its whole sheet. */
    SHEET_FORM,

    /** 裁定不是任何一张票的完整答案, settles for what no sheet answered to the whole question. */
    SETTLEMENT_MIXED,

    /** 封存方式与本次表决不符, not sealed as its tally asks. */
    SEAL_UNFIT,

    /** 封存打不开，按废票计, its seal does not open: counted as spoilt. */
    SEAL_BROKEN,
    ;

    override val zh: String get() = WordTexts.of("ballot_note", this).zh
    override val en: String get() = WordTexts.of("ballot_note", this).en
}

internal fun FfiBallotNote.toPublic(): BallotNote =
    when (this) {
        FfiBallotNote.RELAYED -> BallotNote.RELAYED
        FfiBallotNote.SHEET_USED -> BallotNote.SHEET_USED
        FfiBallotNote.SHEET_NOT_ALLOTTED -> BallotNote.SHEET_NOT_ALLOTTED
        FfiBallotNote.AFTER_RETURN -> BallotNote.AFTER_RETURN
        FfiBallotNote.SLIP_UNKNOWN -> BallotNote.SLIP_UNKNOWN
        FfiBallotNote.ELSEWHERE -> BallotNote.ELSEWHERE
        FfiBallotNote.UNAUTHORISED -> BallotNote.UNAUTHORISED
        FfiBallotNote.SET_ASIDE -> BallotNote.SET_ASIDE
        FfiBallotNote.LEFT_OUT -> BallotNote.LEFT_OUT
        FfiBallotNote.SIGNER_OTHER -> BallotNote.SIGNER_OTHER
        FfiBallotNote.MANDATE_MISSING -> BallotNote.MANDATE_MISSING
        FfiBallotNote.SHEET_FORM -> BallotNote.SHEET_FORM
        FfiBallotNote.SETTLEMENT_MIXED -> BallotNote.SETTLEMENT_MIXED
        FfiBallotNote.SEAL_UNFIT -> BallotNote.SEAL_UNFIT
        FfiBallotNote.SEAL_BROKEN -> BallotNote.SEAL_BROKEN
    }

/** What can be said of a worker's card. */
public enum class CardState : Word {
    /** 属实, genuine: of this community, as its roster here says, and good now. */
    GENUINE,

    /**
     * 身份属实, genuine by the entries that it carries: name and role are the community's; nobody here knows whether they were
     * taken away since, or how far they reach.
     */
    PROVEN,

    /** 无法核验, cannot be checked here: it carries no entries, and no roster here knows its device. */
    UNPROVEN,

    /** 不成立, does not hold: signature, name, role or place are not the community's. */
    FORGED,

    /** 不是这个社区的, of another community than the one that was asked for. */
    FOREIGN,

    /** 已停用, device or role were taken away. */
    REVOKED,

    /** 尚未生效, not good yet by this clock. */
    EARLY,

    /** 已过期, not good any more. */
    EXPIRED,
    ;

    override val zh: String get() = WordTexts.of("card_state", this).zh
    override val en: String get() = WordTexts.of("card_state", this).en
}

internal fun FfiCardState.toPublic(): CardState =
    when (this) {
        FfiCardState.GENUINE -> CardState.GENUINE
        FfiCardState.PROVEN -> CardState.PROVEN
        FfiCardState.UNPROVEN -> CardState.UNPROVEN
        FfiCardState.FORGED -> CardState.FORGED
        FfiCardState.FOREIGN -> CardState.FOREIGN
        FfiCardState.REVOKED -> CardState.REVOKED
        FfiCardState.EARLY -> CardState.EARLY
        FfiCardState.EXPIRED -> CardState.EXPIRED
    }

/** An answer on a ballot; `Invalid` is a spoiled sheet. */
public enum class Choice(
    internal val ffi: FfiChoice,
) : Word {
    /** 同意, yes. */
    YES(FfiChoice.YES),

    /** 反对, no. */
    NO(FfiChoice.NO),

    /** 弃权, abstain. */
    ABSTAIN(FfiChoice.ABSTAIN),

    /** 空白, blank. */
    BLANK(FfiChoice.BLANK),

    /** 废票, invalid. */
    INVALID(FfiChoice.INVALID),
    ;

    override val zh: String get() = WordTexts.of("choice", this).zh
    override val en: String get() = WordTexts.of("choice", this).en
}

internal fun FfiChoice.toPublic(): Choice =
    when (this) {
        FfiChoice.YES -> Choice.YES
        FfiChoice.NO -> Choice.NO
        FfiChoice.ABSTAIN -> Choice.ABSTAIN
        FfiChoice.BLANK -> Choice.BLANK
        FfiChoice.INVALID -> Choice.INVALID
    }

/** The reason to visit a door, most urgent first. */
public enum class Due : Word {
    /** 退回待更正, a reviewer returned a record about it to its author. */
    RETURNED,

    /** 约定回访, somebody promised to come again, by the end of today or before. */
    CALL_BACK,

    /** 重点关爱, it is flagged as one that needs care, and nobody was met for 30 days. */
    FLAGGED,

    /** 久未走访, nobody was met for 90 days. */
    LONG_UNSEEN,
    ;

    override val zh: String get() = WordTexts.of("due", this).zh
    override val en: String get() = WordTexts.of("due", this).en
}

internal fun FfiDue.toPublic(): Due =
    when (this) {
        FfiDue.RETURNED -> Due.RETURNED
        FfiDue.CALL_BACK -> Due.CALL_BACK
        FfiDue.FLAGGED -> Due.FLAGGED
        FfiDue.LONG_UNSEEN -> Due.LONG_UNSEEN
    }

/** A mark of a household: what a collector should know before he knocks. */
public enum class Flag(
    internal val ffi: FfiFlag,
) : Word {
    /** 独居老人, an old person who lives alone. */
    ELDERLY_ALONE(FfiFlag.ELDERLY_ALONE),

    /** 残疾人, a disabled person. */
    DISABLED(FfiFlag.DISABLED),

    /** 留守儿童, a child who is left without its parents. */
    CHILD_ALONE(FfiFlag.CHILD_ALONE),

    /** 重病, somebody is ill for long. */
    ILLNESS(FfiFlag.ILLNESS),

    /** 请勿敲门, nobody is to knock. */
    DO_NOT_KNOCK(FfiFlag.DO_NOT_KNOCK),

    /** 有犬, a dog. */
    DOG(FfiFlag.DOG),

    /** 须两人上门, not to be visited alone. */
    NOT_ALONE(FfiFlag.NOT_ALONE),
    ;

    override val zh: String get() = WordTexts.of("flag", this).zh
    override val en: String get() = WordTexts.of("flag", this).en
}

internal fun FfiFlag.toPublic(): Flag =
    when (this) {
        FfiFlag.ELDERLY_ALONE -> Flag.ELDERLY_ALONE
        FfiFlag.DISABLED -> Flag.DISABLED
        FfiFlag.CHILD_ALONE -> Flag.CHILD_ALONE
        FfiFlag.ILLNESS -> Flag.ILLNESS
        FfiFlag.DO_NOT_KNOCK -> Flag.DO_NOT_KNOCK
        FfiFlag.DOG -> Flag.DOG
        FfiFlag.NOT_ALONE -> Flag.NOT_ALONE
    }

/** The finding at an item of an inspection round. */
public enum class ItemResult(
    internal val ffi: FfiItemResult,
) : Word {
    /** 正常, in order. */
    OK(FfiItemResult.OK),

    /** 有问题, fault. */
    FAULT(FfiItemResult.FAULT),

    /** 不适用, not applicable. */
    NOT_APPLICABLE(FfiItemResult.NOT_APPLICABLE),
    ;

    override val zh: String get() = WordTexts.of("item_result", this).zh
    override val en: String get() = WordTexts.of("item_result", this).en
}

internal fun FfiItemResult.toPublic(): ItemResult =
    when (this) {
        FfiItemResult.OK -> ItemResult.OK
        FfiItemResult.FAULT -> ItemResult.FAULT
        FfiItemResult.NOT_APPLICABLE -> ItemResult.NOT_APPLICABLE
    }

/** Whether one may knock now. */
public enum class Knock : Word {
    /** 可以敲门, one may. */
    OK,

    /** 安静时段, not in these hours. */
    QUIET_HOURS,

    /** 请勿敲门, never. */
    DO_NOT_KNOCK,
    ;

    override val zh: String get() = WordTexts.of("knock", this).zh
    override val en: String get() = WordTexts.of("knock", this).en
}

internal fun FfiKnock.toPublic(): Knock =
    when (this) {
        FfiKnock.OK -> Knock.OK
        FfiKnock.QUIET_HOURS -> Knock.QUIET_HOURS
        FfiKnock.DO_NOT_KNOCK -> Knock.DO_NOT_KNOCK
    }

/** The language of a page. */
public enum class Language(
    internal val ffi: FfiLanguage,
) {
    /** 中文, Chinese. */
    ZH(FfiLanguage.ZH),

    /** 英文, English. */
    EN(FfiLanguage.EN),
}

/** The reason for which somebody is no longer of a household. */
public enum class Leaving(
    internal val ffi: FfiLeaving,
) {
    /** 搬离, he moved. */
    MOVED(FfiLeaving.MOVED),

    /** 去世, he died. */
    DIED(FfiLeaving.DIED),

    /** 误登, he never belonged there: the entry was wrong. */
    MISTAKE(FfiLeaving.MISTAKE),
}

/** The level of a place. */
public enum class Level {
    /** 社区: the whole. */
    COMMUNITY,

    /** 小区. */
    COMPOUND,

    /** 幢. */
    BUILDING,

    /** 楼道, 单元. */
    STAIRWELL,
}

internal fun FfiLevel.toPublic(): Level =
    when (this) {
        FfiLevel.COMMUNITY -> Level.COMMUNITY
        FfiLevel.COMPOUND -> Level.COMPOUND
        FfiLevel.BUILDING -> Level.BUILDING
        FfiLevel.STAIRWELL -> Level.STAIRWELL
    }

/** The level of a line of the log. */
public enum class LogLevel {
    /** Something was refused or failed. */
    WARN,

    /** The library or the app's own code is at fault. */
    ERROR,
}

internal fun FfiLogLevel.toPublic(): LogLevel =
    when (this) {
        FfiLogLevel.WARN -> LogLevel.WARN
        FfiLogLevel.ERROR -> LogLevel.ERROR
    }

/** A person's relation to the household; kept apart, because only owners vote on owners' matters. */
public enum class PersonKind(
    internal val ffi: FfiPersonKind,
) : Word {
    /** 业主, owner. */
    OWNER(FfiPersonKind.OWNER),

    /** 居住人, resident. */
    RESIDENT(FfiPersonKind.RESIDENT),

    /** 租客, tenant. */
    TENANT(FfiPersonKind.TENANT),
    ;

    override val zh: String get() = WordTexts.of("person_kind", this).zh
    override val en: String get() = WordTexts.of("person_kind", this).en
}

internal fun FfiPersonKind.toPublic(): PersonKind =
    when (this) {
        FfiPersonKind.OWNER -> PersonKind.OWNER
        FfiPersonKind.RESIDENT -> PersonKind.RESIDENT
        FfiPersonKind.TENANT -> PersonKind.TENANT
    }

/** Which photos a sync carries. */
public enum class PhotoPolicy(
    internal val ffi: FfiPhotoPolicy,
) {
    /** Thumbnails alone: for networks that cost money. */
    THUMBNAILS(FfiPhotoPolicy.THUMBNAILS),

    /** Everything that waits. */
    EVERYTHING(FfiPhotoPolicy.EVERYTHING),
}

/** Which form of a photo. */
public enum class PhotoSize(
    internal val ffi: FfiPhotoSize,
) {
    /** The picture as it was taken. */
    FULL(FfiPhotoSize.FULL),

    /** The small one. */
    THUMBNAIL(FfiPhotoSize.THUMBNAIL),
}

/** The kind of answer that a form asks for. */
public enum class QuestionKind {
    /** Words. */
    TEXT,

    /** A whole number. */
    COUNT,

    /** A day. */
    DATE,

    /** Yes or no. */
    YES_NO,

    /** One of the words that are offered. */
    CHOICE,
}

internal fun FfiQuestionKind.toPublic(): QuestionKind =
    when (this) {
        FfiQuestionKind.TEXT -> QuestionKind.TEXT
        FfiQuestionKind.COUNT -> QuestionKind.COUNT
        FfiQuestionKind.DATE -> QuestionKind.DATE
        FfiQuestionKind.YES_NO -> QuestionKind.YES_NO
        FfiQuestionKind.CHOICE -> QuestionKind.CHOICE
    }

/** The way by which the officer got a return. */
public enum class ReturnHow(
    internal val ffi: FfiReturnHow,
) : Word {
    /** 同步, with the records. */
    SYNCED(FfiReturnHow.SYNCED),

    /** 文件, as a file. */
    FILE(FfiReturnHow.FILE),

    /** 电话口述, by voice. */
    VOICE(FfiReturnHow.VOICE),

    /** 纸质, on paper. */
    PAPER(FfiReturnHow.PAPER),

    /** 当面, in person. */
    IN_PERSON(FfiReturnHow.IN_PERSON),
    ;

    override val zh: String get() = WordTexts.of("return_how", this).zh
    override val en: String get() = WordTexts.of("return_how", this).en
}

internal fun FfiReturnHow.toPublic(): ReturnHow =
    when (this) {
        FfiReturnHow.SYNCED -> ReturnHow.SYNCED
        FfiReturnHow.FILE -> ReturnHow.FILE
        FfiReturnHow.VOICE -> ReturnHow.VOICE
        FfiReturnHow.PAPER -> ReturnHow.PAPER
        FfiReturnHow.IN_PERSON -> ReturnHow.IN_PERSON
    }

/** Under which role a member works. The numbers are stable: they stand in signed roster entries. */
public enum class Role(
    internal val ffi: FfiRole,
) : Word {
    /** 社区居委会, community office. */
    COMMUNITY_OFFICE(FfiRole.COMMUNITY_OFFICE),

    /** 业主委员会, owners' committee. */
    COMMITTEE(FfiRole.COMMITTEE),

    /** 业主监督管理委员会, owners' supervisory committee. */
    SUPERVISORS(FfiRole.SUPERVISORS),

    /** 小区党组织, party organisation. */
    PARTY(FfiRole.PARTY),

    /** 物业服务企业, property company. */
    PROPERTY_COMPANY(FfiRole.PROPERTY_COMPANY),

    /** 网格长, grid leader. */
    GRID_LEADER(FfiRole.GRID_LEADER),

    /** 网格员, grid worker. */
    GRID_WORKER(FfiRole.GRID_WORKER),

    /** 楼道长, building leader. */
    BUILDING_LEADER(FfiRole.BUILDING_LEADER),

    /** 户代表, household representative. */
    HOUSEHOLD_REPRESENTATIVE(FfiRole.HOUSEHOLD_REPRESENTATIVE),

    /** 业主代表, owners' representative. */
    OWNERS_REPRESENTATIVE(FfiRole.OWNERS_REPRESENTATIVE),

    /** 调解员, mediator. */
    MEDIATOR(FfiRole.MEDIATOR),

    /** 社会工作者, social worker. */
    SOCIAL_WORKER(FfiRole.SOCIAL_WORKER),

    /** 社会组织, social organisation. */
    SOCIAL_ORGANISATION(FfiRole.SOCIAL_ORGANISATION),
    ;

    override val zh: String get() = WordTexts.of("role", this).zh
    override val en: String get() = WordTexts.of("role", this).en
}

internal fun FfiRole.toPublic(): Role =
    when (this) {
        FfiRole.COMMUNITY_OFFICE -> Role.COMMUNITY_OFFICE
        FfiRole.COMMITTEE -> Role.COMMITTEE
        FfiRole.SUPERVISORS -> Role.SUPERVISORS
        FfiRole.PARTY -> Role.PARTY
        FfiRole.PROPERTY_COMPANY -> Role.PROPERTY_COMPANY
        FfiRole.GRID_LEADER -> Role.GRID_LEADER
        FfiRole.GRID_WORKER -> Role.GRID_WORKER
        FfiRole.BUILDING_LEADER -> Role.BUILDING_LEADER
        FfiRole.HOUSEHOLD_REPRESENTATIVE -> Role.HOUSEHOLD_REPRESENTATIVE
        FfiRole.OWNERS_REPRESENTATIVE -> Role.OWNERS_REPRESENTATIVE
        FfiRole.MEDIATOR -> Role.MEDIATOR
        FfiRole.SOCIAL_WORKER -> Role.SOCIAL_WORKER
        FfiRole.SOCIAL_ORGANISATION -> Role.SOCIAL_ORGANISATION
    }

/** What a store can say of a closing's root. */
public enum class RootAgreement : Word {
    /** 一致, the same. */
    SAME,

    /** 尚有票未到, not all is here. */
    INCOMPLETE,

    /** 不一致, another. */
    DIFFERS,
    ;

    override val zh: String get() = WordTexts.of("root_agreement", this).zh
    override val en: String get() = WordTexts.of("root_agreement", this).en
}

internal fun FfiRootAgreement.toPublic(): RootAgreement =
    when (this) {
        FfiRootAgreement.SAME -> RootAgreement.SAME
        FfiRootAgreement.INCOMPLETE -> RootAgreement.INCOMPLETE
        FfiRootAgreement.DIFFERS -> RootAgreement.DIFFERS
    }

/** The number of the root's keys that must sign together to replace the registrar. */
public enum class RootPolicy(
    internal val ffi: FfiRootPolicy,
) {
    /** One key. */
    ONE_OF_ONE(FfiRootPolicy.ONE_OF_ONE),

    /** Two of three: for every real community. */
    TWO_OF_THREE(FfiRootPolicy.TWO_OF_THREE),
}

/** The safety of a record, as far as this store knows. */
public enum class Safety : Word {
    /** 仅在本机, on this phone: nobody else is known to have it. */
    HERE,

    /** 已到服务器, at the hub as well. */
    HUB,

    /** 已备份, in a verified backup outside the hub's machine as well. */
    SAFE,
    ;

    override val zh: String get() = WordTexts.of("safety", this).zh
    override val en: String get() = WordTexts.of("safety", this).en
}

internal fun FfiSafety.toPublic(): Safety =
    when (this) {
        FfiSafety.HERE -> Safety.HERE
        FfiSafety.HUB -> Safety.HUB
        FfiSafety.SAFE -> Safety.SAFE
    }

/** What can be read of a sealed tally. */
public enum class SealState : Word {
    /** 截止前封存, sealed until the closing. */
    SEALED,

    /** 已截止，等待钥匙, closed, waiting for keys. */
    AWAITS_KEYS,

    /** 已开启, opened. */
    OPENED,

    /** 钥匙不符，打不开, its keys do not fit. */
    BROKEN,
    ;

    override val zh: String get() = WordTexts.of("seal_state", this).zh
    override val en: String get() = WordTexts.of("seal_state", this).en
}

internal fun FfiSealState.toPublic(): SealState =
    when (this) {
        FfiSealState.SEALED -> SealState.SEALED
        FfiSealState.AWAITS_KEYS -> SealState.AWAITS_KEYS
        FfiSealState.OPENED -> SealState.OPENED
        FfiSealState.BROKEN -> SealState.BROKEN
    }

/** The way in which a sheet was served to its voter. */
public enum class ServedHow(
    internal val ffi: FfiServedHow,
) : Word {
    /** 当面送达, handed over. */
    HANDED(FfiServedHow.HANDED),

    /** 留置送达, left at the door. */
    LEFT(FfiServedHow.LEFT),

    /** 邮寄, by post. */
    POST(FfiServedHow.POST),

    /** 电子送达, by message. */
    MESSAGE(FfiServedHow.MESSAGE),
    ;

    override val zh: String get() = WordTexts.of("served_how", this).zh
    override val en: String get() = WordTexts.of("served_how", this).en
}

/** The severity of a hazard; drives its clock. */
public enum class Severity(
    internal val ffi: FfiSeverity,
) : Word {
    /** 一般, low. */
    LOW(FfiSeverity.LOW),

    /** 较大, medium. */
    MEDIUM(FfiSeverity.MEDIUM),

    /** 重大, high. */
    HIGH(FfiSeverity.HIGH),
    ;

    override val zh: String get() = WordTexts.of("severity", this).zh
    override val en: String get() = WordTexts.of("severity", this).en
}

internal fun FfiSeverity.toPublic(): Severity =
    when (this) {
        FfiSeverity.LOW -> Severity.LOW
        FfiSeverity.MEDIUM -> Severity.MEDIUM
        FfiSeverity.HIGH -> Severity.HIGH
    }

/** The relation of one sheet's motions to each other. */
public enum class SheetForm(
    internal val ffi: FfiSheetForm,
) : Word {
    /** 多项议题, several motions: each is answered by itself. */
    MOTIONS(FfiSheetForm.MOTIONS),

    /** 多选一, options: one at most. */
    OPTIONS(FfiSheetForm.OPTIONS),

    /** 选举, election: as many candidates as there are seats at most. */
    ELECTION(FfiSheetForm.ELECTION),
    ;

    override val zh: String get() = WordTexts.of("sheet_form", this).zh
    override val en: String get() = WordTexts.of("sheet_form", this).en
}

internal fun FfiSheetForm.toPublic(): SheetForm =
    when (this) {
        FfiSheetForm.MOTIONS -> SheetForm.MOTIONS
        FfiSheetForm.OPTIONS -> SheetForm.OPTIONS
        FfiSheetForm.ELECTION -> SheetForm.ELECTION
    }

/** Capacity of whoever signed a voter's sheet. */
public enum class SignerCapacity(
    internal val ffi: FfiSignerCapacity,
) : Word {
    /** 业主本人, owner. */
    OWNER(FfiSignerCapacity.OWNER),

    /** 共有人, co-owner. */
    CO_OWNER(FfiSignerCapacity.CO_OWNER),

    /** 受托人, agent: with a photo of his mandate. */
    AGENT(FfiSignerCapacity.AGENT),

    /** 单位（法人）代表, for a legal person. */
    LEGAL_PERSON(FfiSignerCapacity.LEGAL_PERSON),

    /** 其他人, somebody else: contested until it is settled. */
    OTHER(FfiSignerCapacity.OTHER),
    ;

    override val zh: String get() = WordTexts.of("signer_capacity", this).zh
    override val en: String get() = WordTexts.of("signer_capacity", this).en
}

/** The state of a visit, topic or hazard after its corrections. */
public enum class Standing(
    internal val ffi: FfiStanding,
) : Word {
    /** 原样: nobody corrected it. */
    AS_WRITTEN(FfiStanding.AS_WRITTEN),

    /** 已更正: its author corrected it. */
    CORRECTED(FfiStanding.CORRECTED),

    /** 已撤回: its author withdrew it; the first version is shown. */
    WITHDRAWN(FfiStanding.WITHDRAWN),

    /** 有冲突: versions contradict each other; the first one is shown until somebody decides. */
    CONFLICTED(FfiStanding.CONFLICTED),
    ;

    override val zh: String get() = WordTexts.of("standing", this).zh
    override val en: String get() = WordTexts.of("standing", this).en
}

internal fun FfiStanding.toPublic(): Standing =
    when (this) {
        FfiStanding.AS_WRITTEN -> Standing.AS_WRITTEN
        FfiStanding.CORRECTED -> Standing.CORRECTED
        FfiStanding.WITHDRAWN -> Standing.WITHDRAWN
        FfiStanding.CONFLICTED -> Standing.CONFLICTED
    }

/** Whether a tally is closed. */
public enum class TallyState : Word {
    /** 未截止, open. */
    OPEN,

    /** 已截止, closed. */
    CLOSED,

    /** 有两份截止记录，待重新截止, closed twice, to be closed again. */
    CLOSED_TWICE,
    ;

    override val zh: String get() = WordTexts.of("tally_state", this).zh
    override val en: String get() = WordTexts.of("tally_state", this).en
}

internal fun FfiTallyState.toPublic(): TallyState =
    when (this) {
        FfiTallyState.OPEN -> TallyState.OPEN
        FfiTallyState.CLOSED -> TallyState.CLOSED
        FfiTallyState.CLOSED_TWICE -> TallyState.CLOSED_TWICE
    }

/** The kind of a thing that a screen can open. */
public enum class ThingKind : Word {
    /** 住户, household. */
    HOUSEHOLD,

    /** 人, person. */
    PERSON,

    /** 走访, visit. */
    VISIT,

    /** 议题, topic. */
    TOPIC,

    /** 议程, agenda. */
    AGENDA,

    /** 表决, tally. */
    TALLY,

    /** 巡查, inspection round. */
    ROUND,

    /** 隐患, hazard. */
    HAZARD,

    /** 事项, matter. */
    MATTER,

    /** 照片, photo. */
    PHOTO,

    /** 成员, member. */
    MEMBER,

    /** 地点, place. */
    PLACE,
    ;

    override val zh: String get() = WordTexts.of("thing_kind", this).zh
    override val en: String get() = WordTexts.of("thing_kind", this).en
}

internal fun FfiThingKind.toPublic(): ThingKind =
    when (this) {
        FfiThingKind.HOUSEHOLD -> ThingKind.HOUSEHOLD
        FfiThingKind.PERSON -> ThingKind.PERSON
        FfiThingKind.VISIT -> ThingKind.VISIT
        FfiThingKind.TOPIC -> ThingKind.TOPIC
        FfiThingKind.AGENDA -> ThingKind.AGENDA
        FfiThingKind.TALLY -> ThingKind.TALLY
        FfiThingKind.ROUND -> ThingKind.ROUND
        FfiThingKind.HAZARD -> ThingKind.HAZARD
        FfiThingKind.MATTER -> ThingKind.MATTER
        FfiThingKind.PHOTO -> ThingKind.PHOTO
        FfiThingKind.MEMBER -> ThingKind.MEMBER
        FfiThingKind.PLACE -> ThingKind.PLACE
    }

/** The source of a topic (clauses 5.1.3.2.1.1, 5.1.3.2.2.1). */
public enum class TopicSource(
    internal val ffi: FfiTopicSource,
) : Word {
    /** 入户走访, door-to-door visit. */
    VISIT(FfiTopicSource.VISIT),

    /** 居民反映, resident's report. */
    RESIDENT_REPORT(FfiTopicSource.RESIDENT_REPORT),

    /** 意见箱, suggestion box. */
    SUGGESTION_BOX(FfiTopicSource.SUGGESTION_BOX),

    /** 业主群, owners' group. */
    OWNERS_GROUP(FfiTopicSource.OWNERS_GROUP),

    /** 业主接待日, reception day. */
    RECEPTION_DAY(FfiTopicSource.RECEPTION_DAY),

    /** 楼道议事, stairwell deliberation. */
    STAIRWELL(FfiTopicSource.STAIRWELL),

    /** 楼道长发起, raised by the building leader. */
    RAISED(FfiTopicSource.RAISED),

    /** 线上, online. */
    ONLINE(FfiTopicSource.ONLINE),
    ;

    override val zh: String get() = WordTexts.of("topic_source", this).zh
    override val en: String get() = WordTexts.of("topic_source", this).en
}

internal fun FfiTopicSource.toPublic(): TopicSource =
    when (this) {
        FfiTopicSource.VISIT -> TopicSource.VISIT
        FfiTopicSource.RESIDENT_REPORT -> TopicSource.RESIDENT_REPORT
        FfiTopicSource.SUGGESTION_BOX -> TopicSource.SUGGESTION_BOX
        FfiTopicSource.OWNERS_GROUP -> TopicSource.OWNERS_GROUP
        FfiTopicSource.RECEPTION_DAY -> TopicSource.RECEPTION_DAY
        FfiTopicSource.STAIRWELL -> TopicSource.STAIRWELL
        FfiTopicSource.RAISED -> TopicSource.RAISED
        FfiTopicSource.ONLINE -> TopicSource.ONLINE
    }

/** The mode of contact. */
public enum class VisitMode(
    internal val ffi: FfiVisitMode,
) : Word {
    /** 上门, at the door. */
    DOOR(FfiVisitMode.DOOR),

    /** 楼下, downstairs. */
    DOWNSTAIRS(FfiVisitMode.DOWNSTAIRS),

    /** 电话, by phone. */
    PHONE(FfiVisitMode.PHONE),
    ;

    override val zh: String get() = WordTexts.of("visit_mode", this).zh
    override val en: String get() = WordTexts.of("visit_mode", this).en
}

internal fun FfiVisitMode.toPublic(): VisitMode =
    when (this) {
        FfiVisitMode.DOOR -> VisitMode.DOOR
        FfiVisitMode.DOWNSTAIRS -> VisitMode.DOWNSTAIRS
        FfiVisitMode.PHONE -> VisitMode.PHONE
    }

/** The outcome of a visit. */
public enum class VisitOutcome(
    internal val ffi: FfiVisitOutcome,
) : Word {
    /** 在家, home. */
    HOME(FfiVisitOutcome.HOME),

    /** 不在家, not home. */
    NOT_HOME(FfiVisitOutcome.NOT_HOME),

    /** 拒绝, refused. */
    REFUSED(FfiVisitOutcome.REFUSED),

    /** 已搬离, moved. */
    MOVED(FfiVisitOutcome.MOVED),

    /** 空置, vacant. */
    VACANT(FfiVisitOutcome.VACANT),

    /** 楼道门锁闭, stairwell locked. */
    STAIRWELL_LOCKED(FfiVisitOutcome.STAIRWELL_LOCKED),
    ;

    override val zh: String get() = WordTexts.of("visit_outcome", this).zh
    override val en: String get() = WordTexts.of("visit_outcome", this).en
}

internal fun FfiVisitOutcome.toPublic(): VisitOutcome =
    when (this) {
        FfiVisitOutcome.HOME -> VisitOutcome.HOME
        FfiVisitOutcome.NOT_HOME -> VisitOutcome.NOT_HOME
        FfiVisitOutcome.REFUSED -> VisitOutcome.REFUSED
        FfiVisitOutcome.MOVED -> VisitOutcome.MOVED
        FfiVisitOutcome.VACANT -> VisitOutcome.VACANT
        FfiVisitOutcome.STAIRWELL_LOCKED -> VisitOutcome.STAIRWELL_LOCKED
    }

/** The state of a voter's answer. */
public enum class VoterState : Word {
    /** 未投, no ballot of his is here. */
    NOT_YET,

    /** 已投, he has answered. */
    VOTED,

    /** 已撤回, he has taken his ballot back. */
    TAKEN_BACK,

    /** 有争议, his ballots contradict each other. */
    DISPUTED,

    /** 待核实, a ballot of his waits for an officer's decision. */
    CONTESTED,

    /** 已投，封存, voted, sealed. */
    SEALED,
    ;

    override val zh: String get() = WordTexts.of("voter_state", this).zh
    override val en: String get() = WordTexts.of("voter_state", this).en
}

internal fun FfiVoterState.toPublic(): VoterState =
    when (this) {
        FfiVoterState.NOT_YET -> VoterState.NOT_YET
        FfiVoterState.VOTED -> VoterState.VOTED
        FfiVoterState.TAKEN_BACK -> VoterState.TAKEN_BACK
        FfiVoterState.DISPUTED -> VoterState.DISPUTED
        FfiVoterState.CONTESTED -> VoterState.CONTESTED
        FfiVoterState.SEALED -> VoterState.SEALED
    }

/** Why a voter on the roll has no vote. */
public enum class WithoutVote(
    internal val ffi: FfiWithoutVote,
) : Word {
    /** 该房屋无表决权, the unit has no vote. */
    NO_RIGHT(FfiWithoutVote.NO_RIGHT),

    /** 无户代表, no household representative. */
    NO_REPRESENTATIVE(FfiWithoutVote.NO_REPRESENTATIVE),
    ;

    override val zh: String get() = WordTexts.of("without_vote", this).zh
    override val en: String get() = WordTexts.of("without_vote", this).en
}

internal fun FfiWithoutVote.toPublic(): WithoutVote =
    when (this) {
        FfiWithoutVote.NO_RIGHT -> WithoutVote.NO_RIGHT
        FfiWithoutVote.NO_REPRESENTATIVE -> WithoutVote.NO_REPRESENTATIVE
    }
