// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// By whose right a ballot stands.
public enum BallotAuthority: String, Word {
    /// 收集人, collector.
    case collector
    /// 本户票据, slip.
    case slip
    /// 监督, supervisor.
    case supervisor

    /// Its name in the table of words.
    public static let vocabulary = "ballot_authority"

    var core: LinliCore.BallotAuthority {
        switch self {
        case .collector: .collector
        case .slip: .slip
        case .supervisor: .supervisor
        }
    }
}

/// The effect of a ballot. `Correct` differs from `Cast` in name only (docs/spec/counting.md 1.2).
public enum BallotKind: String, Word {
    /// 投票, cast.
    case cast
    /// 更正, correct.
    case correct
    /// 撤回, withdraw.
    case withdraw

    /// Its name in the table of words.
    public static let vocabulary = "ballot_kind"

    var core: LinliCore.BallotKind {
        switch self {
        case .cast: .cast
        case .correct: .correct
        case .withdraw: .withdraw
        }
    }
}

/// What is to be said of a ballot besides its answer: that it is relayed, or why it has no effect.
public enum BallotNote: String, Word {
    /// 转交，待确认, relayed, waiting for confirmation: it counts.
    case relayed
    /// 票纸已用过, its sheet was used before.
    case sheetUsed = "sheet_used"
    /// 票纸未分配给收集人, its sheet was not allotted to its collector.
    case sheetNotAllotted = "sheet_not_allotted"
    /// 收集人已交回, its collector had returned before.
    case afterReturn = "after_return"
    /// 票据不属于该户或已作废, its slip is not this voter's, or void.
    case slipUnknown = "slip_unknown"
    /// 不在该户投票的范围, it lies where its voter does not vote.
    case elsewhere
    /// 收集人无权, its author had no right to take it.
    case unauthorised
    /// 已搁置, set aside by an officer.
    case setAside = "set_aside"
    /// 截止前已送达枢纽却未计入, at the hub before the deadline, yet left out.
    case leftOut = "left_out"
    /// 签字人身份存疑, signed by somebody who is not known to sign for the voter: contested.
    case signerOther = "signer_other"
    /// 没有委托书照片, without a photo of the agent's mandate: contested.
    case mandateMissing = "mandate_missing"
    /// 与整张票纸不符, does not agree with its whole sheet.
    case sheetForm = "sheet_form"
    /// 裁定不是任何一张票的完整答案, settles for what no sheet answered to the whole question.
    case settlementMixed = "settlement_mixed"
    /// 封存方式与本次表决不符, not sealed as its tally asks.
    case sealUnfit = "seal_unfit"
    /// 封存打不开，按废票计, its seal does not open: counted as spoilt.
    case sealBroken = "seal_broken"

    /// Its name in the table of words.
    public static let vocabulary = "ballot_note"

    init(_ core: LinliCore.BallotNote) {
        self =
            switch core {
            case .relayed: .relayed
            case .sheetUsed: .sheetUsed
            case .sheetNotAllotted: .sheetNotAllotted
            case .afterReturn: .afterReturn
            case .slipUnknown: .slipUnknown
            case .elsewhere: .elsewhere
            case .unauthorised: .unauthorised
            case .setAside: .setAside
            case .leftOut: .leftOut
            case .signerOther: .signerOther
            case .mandateMissing: .mandateMissing
            case .sheetForm: .sheetForm
            case .settlementMixed: .settlementMixed
            case .sealUnfit: .sealUnfit
            case .sealBroken: .sealBroken
            }
    }
}

/// What can be said of a worker's card.
public enum CardState: String, Word {
    /// 属实, genuine: of this community, as its roster here says, and good now.
    case genuine
    /// 身份属实, genuine by the entries that it carries: name and role are the community's; nobody here knows whether
    /// they were taken away since, or how far they reach.
    case proven
    /// 无法核验, cannot be checked here: it carries no entries, and no roster here knows its device.
    case unproven
    /// 不成立, does not hold: signature, name, role or place are not the community's.
    case forged
    /// 不是这个社区的, of another community than the one that was asked for.
    case foreign
    /// 已停用, device or role were taken away.
    case revoked
    /// 尚未生效, not good yet by this clock.
    case early
    /// 已过期, not good any more.
    case expired

    /// Its name in the table of words.
    public static let vocabulary = "card_state"

    init(_ core: LinliCore.CardState) {
        self =
            switch core {
            case .genuine: .genuine
            case .proven: .proven
            case .unproven: .unproven
            case .forged: .forged
            case .foreign: .foreign
            case .revoked: .revoked
            case .early: .early
            case .expired: .expired
            }
    }
}

/// An answer on a ballot; `Invalid` is a spoiled sheet.
public enum Choice: String, Word {
    /// 同意, yes.
    case yes
    /// 反对, no.
    case no
    /// 弃权, abstain.
    case abstain
    /// 空白, blank.
    case blank
    /// 废票, invalid.
    case invalid

    /// Its name in the table of words.
    public static let vocabulary = "choice"

    init(_ core: LinliCore.Choice) {
        self =
            switch core {
            case .yes: .yes
            case .no: .no
            case .abstain: .abstain
            case .blank: .blank
            case .invalid: .invalid
            }
    }

    var core: LinliCore.Choice {
        switch self {
        case .yes: .yes
        case .no: .no
        case .abstain: .abstain
        case .blank: .blank
        case .invalid: .invalid
        }
    }
}

/// The reason to visit a door, most urgent first.
public enum Due: String, Word {
    /// 退回待更正, a reviewer returned a record about it to its author.
    case returned
    /// 约定回访, somebody promised to come again, by the end of today or before.
    case callBack = "call_back"
    /// 重点关爱, it is flagged as one that needs care, and nobody was met for 30 days.
    case flagged
    /// 久未走访, nobody was met for 90 days.
    case longUnseen = "long_unseen"

    /// Its name in the table of words.
    public static let vocabulary = "due"

    init(_ core: LinliCore.Due) {
        self =
            switch core {
            case .returned: .returned
            case .callBack: .callBack
            case .flagged: .flagged
            case .longUnseen: .longUnseen
            }
    }
}

/// A mark of a household: what a collector should know before he knocks.
public enum Flag: String, Word {
    /// 独居老人, an old person who lives alone.
    case elderlyAlone = "elderly_alone"
    /// 残疾人, a disabled person.
    case disabled
    /// 留守儿童, a child who is left without its parents.
    case childAlone = "child_alone"
    /// 重病, somebody is ill for long.
    case illness
    /// 请勿敲门, nobody is to knock.
    case doNotKnock = "do_not_knock"
    /// 有犬, a dog.
    case dog
    /// 须两人上门, not to be visited alone.
    case notAlone = "not_alone"

    /// Its name in the table of words.
    public static let vocabulary = "flag"

    init(_ core: LinliCore.Flag) {
        self =
            switch core {
            case .elderlyAlone: .elderlyAlone
            case .disabled: .disabled
            case .childAlone: .childAlone
            case .illness: .illness
            case .doNotKnock: .doNotKnock
            case .dog: .dog
            case .notAlone: .notAlone
            }
    }

    var core: LinliCore.Flag {
        switch self {
        case .elderlyAlone: .elderlyAlone
        case .disabled: .disabled
        case .childAlone: .childAlone
        case .illness: .illness
        case .doNotKnock: .doNotKnock
        case .dog: .dog
        case .notAlone: .notAlone
        }
    }
}

/// The finding at an item of an inspection round.
public enum ItemResult: String, Word {
    /// 正常, in order.
    case ok
    /// 有问题, fault.
    case fault
    /// 不适用, not applicable.
    case notApplicable = "not_applicable"

    /// Its name in the table of words.
    public static let vocabulary = "item_result"

    init(_ core: LinliCore.ItemResult) {
        self =
            switch core {
            case .ok: .ok
            case .fault: .fault
            case .notApplicable: .notApplicable
            }
    }

    var core: LinliCore.ItemResult {
        switch self {
        case .ok: .ok
        case .fault: .fault
        case .notApplicable: .notApplicable
        }
    }
}

/// Whether one may knock now.
public enum Knock: String, Word {
    /// 可以敲门, one may.
    case ok
    /// 安静时段, not in these hours.
    case quietHours = "quiet_hours"
    /// 请勿敲门, never.
    case doNotKnock = "do_not_knock"

    /// Its name in the table of words.
    public static let vocabulary = "knock"

    init(_ core: LinliCore.Knock) {
        self =
            switch core {
            case .ok: .ok
            case .quietHours: .quietHours
            case .doNotKnock: .doNotKnock
            }
    }
}

/// The language of a page.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    /// 中文, Chinese.
    case zh
    /// 英文, English.
    case en

    var core: LinliCore.Language {
        switch self {
        case .zh: .zh
        case .en: .en
        }
    }
}

/// The reason for which somebody is no longer of a household.
public enum Leaving: String, Sendable, Hashable, CaseIterable, Codable {
    /// 搬离, he moved.
    case moved
    /// 去世, he died.
    case died
    /// 误登, he never belonged there: the entry was wrong.
    case mistake

    var core: LinliCore.Leaving {
        switch self {
        case .moved: .moved
        case .died: .died
        case .mistake: .mistake
        }
    }
}

/// The level of a place.
public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
    /// 社区: the whole.
    case community
    /// 小区.
    case compound
    /// 幢.
    case building
    /// 楼道, 单元.
    case stairwell

    init(_ core: LinliCore.Level) {
        self =
            switch core {
            case .community: .community
            case .compound: .compound
            case .building: .building
            case .stairwell: .stairwell
            }
    }
}

/// The level of a line of the log.
public enum LogLevel: String, Sendable, Hashable, CaseIterable, Codable {
    /// Something was refused or failed.
    case warn
    /// The library or the app's own code is at fault.
    case error

    init(_ core: LinliCore.LogLevel) {
        self =
            switch core {
            case .warn: .warn
            case .error: .error
            }
    }
}

/// A person's relation to the household; kept apart, because only owners vote on owners' matters.
public enum PersonKind: String, Word {
    /// 业主, owner.
    case owner
    /// 居住人, resident.
    case resident
    /// 租客, tenant.
    case tenant

    /// Its name in the table of words.
    public static let vocabulary = "person_kind"

    init(_ core: LinliCore.PersonKind) {
        self =
            switch core {
            case .owner: .owner
            case .resident: .resident
            case .tenant: .tenant
            }
    }

    var core: LinliCore.PersonKind {
        switch self {
        case .owner: .owner
        case .resident: .resident
        case .tenant: .tenant
        }
    }
}

/// Which photos a sync carries.
public enum PhotoPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// Thumbnails alone: for networks that cost money.
    case thumbnails
    /// Everything that waits.
    case everything

    var core: LinliCore.PhotoPolicy {
        switch self {
        case .thumbnails: .thumbnails
        case .everything: .everything
        }
    }
}

/// Which form of a photo.
public enum PhotoSize: String, Sendable, Hashable, CaseIterable, Codable {
    /// The picture as it was taken.
    case full
    /// The small one.
    case thumbnail

    var core: LinliCore.PhotoSize {
        switch self {
        case .full: .full
        case .thumbnail: .thumbnail
        }
    }
}

/// The kind of answer that a form asks for.
public enum QuestionKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Words.
    case text
    /// A whole number.
    case count
    /// A day.
    case date
    /// Yes or no.
    case yesNo = "yes_no"
    /// One of the words that are offered.
    case choice

    init(_ core: LinliCore.QuestionKind) {
        self =
            switch core {
            case .text: .text
            case .count: .count
            case .date: .date
            case .yesNo: .yesNo
            case .choice: .choice
            }
    }
}

/// The way by which the officer got a return.
public enum ReturnHow: String, Word {
    /// 同步, with the records.
    case synced
    /// 文件, as a file.
    case file
    /// 电话口述, by voice.
    case voice
    /// 纸质, on paper.
    case paper
    /// 当面, in person.
    case inPerson = "in_person"

    /// Its name in the table of words.
    public static let vocabulary = "return_how"

    init(_ core: LinliCore.ReturnHow) {
        self =
            switch core {
            case .synced: .synced
            case .file: .file
            case .voice: .voice
            case .paper: .paper
            case .inPerson: .inPerson
            }
    }

    var core: LinliCore.ReturnHow {
        switch self {
        case .synced: .synced
        case .file: .file
        case .voice: .voice
        case .paper: .paper
        case .inPerson: .inPerson
        }
    }
}

/// Under which role a member works. The numbers are stable: they stand in signed roster entries.
public enum Role: String, Word {
    /// 社区居委会, community office.
    case communityOffice = "community_office"
    /// 业主委员会, owners' committee.
    case committee
    /// 业主监督管理委员会, owners' supervisory committee.
    case supervisors
    /// 小区党组织, party organisation.
    case party
    /// 物业服务企业, property company.
    case propertyCompany = "property_company"
    /// 网格长, grid leader.
    case gridLeader = "grid_leader"
    /// 网格员, grid worker.
    case gridWorker = "grid_worker"
    /// 楼道长, building leader.
    case buildingLeader = "building_leader"
    /// 户代表, household representative.
    case householdRepresentative = "household_representative"
    /// 业主代表, owners' representative.
    case ownersRepresentative = "owners_representative"
    /// 调解员, mediator.
    case mediator
    /// 社会工作者, social worker.
    case socialWorker = "social_worker"
    /// 社会组织, social organisation.
    case socialOrganisation = "social_organisation"

    /// Its name in the table of words.
    public static let vocabulary = "role"

    init(_ core: LinliCore.Role) {
        self =
            switch core {
            case .communityOffice: .communityOffice
            case .committee: .committee
            case .supervisors: .supervisors
            case .party: .party
            case .propertyCompany: .propertyCompany
            case .gridLeader: .gridLeader
            case .gridWorker: .gridWorker
            case .buildingLeader: .buildingLeader
            case .householdRepresentative: .householdRepresentative
            case .ownersRepresentative: .ownersRepresentative
            case .mediator: .mediator
            case .socialWorker: .socialWorker
            case .socialOrganisation: .socialOrganisation
            }
    }

    var core: LinliCore.Role {
        switch self {
        case .communityOffice: .communityOffice
        case .committee: .committee
        case .supervisors: .supervisors
        case .party: .party
        case .propertyCompany: .propertyCompany
        case .gridLeader: .gridLeader
        case .gridWorker: .gridWorker
        case .buildingLeader: .buildingLeader
        case .householdRepresentative: .householdRepresentative
        case .ownersRepresentative: .ownersRepresentative
        case .mediator: .mediator
        case .socialWorker: .socialWorker
        case .socialOrganisation: .socialOrganisation
        }
    }
}

/// What a store can say of a closing's root.
public enum RootAgreement: String, Word {
    /// 一致, the same.
    case same
    /// 尚有票未到, not all is here.
    case incomplete
    /// 不一致, another.
    case differs

    /// Its name in the table of words.
    public static let vocabulary = "root_agreement"

    init(_ core: LinliCore.RootAgreement) {
        self =
            switch core {
            case .same: .same
            case .incomplete: .incomplete
            case .differs: .differs
            }
    }
}

/// The number of the root's keys that must sign together to replace the registrar.
public enum RootPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// One key.
    case oneOfOne = "one_of_one"
    /// Two of three: for every real community.
    case twoOfThree = "two_of_three"

    var core: LinliCore.RootPolicy {
        switch self {
        case .oneOfOne: .oneOfOne
        case .twoOfThree: .twoOfThree
        }
    }
}

/// The safety of a record, as far as this store knows.
public enum Safety: String, Word {
    /// 仅在本机, on this phone: nobody else is known to have it.
    case here
    /// 已到服务器, at the hub as well.
    case hub
    /// 已备份, in a verified backup outside the hub's machine as well.
    case safe

    /// Its name in the table of words.
    public static let vocabulary = "safety"

    init(_ core: LinliCore.Safety) {
        self =
            switch core {
            case .here: .here
            case .hub: .hub
            case .safe: .safe
            }
    }
}

/// What can be read of a sealed tally.
public enum SealState: String, Word {
    /// 截止前封存, sealed until the closing.
    case sealed
    /// 已截止，等待钥匙, closed, waiting for keys.
    case awaitsKeys = "awaits_keys"
    /// 已开启, opened.
    case opened
    /// 钥匙不符，打不开, its keys do not fit.
    case broken

    /// Its name in the table of words.
    public static let vocabulary = "seal_state"

    init(_ core: LinliCore.SealState) {
        self =
            switch core {
            case .sealed: .sealed
            case .awaitsKeys: .awaitsKeys
            case .opened: .opened
            case .broken: .broken
            }
    }
}

/// The way in which a sheet was served to its voter.
public enum ServedHow: String, Word {
    /// 当面送达, handed over.
    case handed
    /// 留置送达, left at the door.
    case left
    /// 邮寄, by post.
    case post
    /// 电子送达, by message.
    case message

    /// Its name in the table of words.
    public static let vocabulary = "served_how"

    var core: LinliCore.ServedHow {
        switch self {
        case .handed: .handed
        case .left: .left
        case .post: .post
        case .message: .message
        }
    }
}

/// The severity of a hazard; drives its clock.
public enum Severity: String, Word {
    /// 一般, low.
    case low
    /// 较大, medium.
    case medium
    /// 重大, high.
    case high

    /// Its name in the table of words.
    public static let vocabulary = "severity"

    init(_ core: LinliCore.Severity) {
        self =
            switch core {
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }

    var core: LinliCore.Severity {
        switch self {
        case .low: .low
        case .medium: .medium
        case .high: .high
        }
    }
}

/// The relation of one sheet's motions to each other.
public enum SheetForm: String, Word {
    /// 多项议题, several motions: each is answered by itself.
    case motions
    /// 多选一, options: one at most.
    case options
    /// 选举, election: as many candidates as there are seats at most.
    case election

    /// Its name in the table of words.
    public static let vocabulary = "sheet_form"

    init(_ core: LinliCore.SheetForm) {
        self =
            switch core {
            case .motions: .motions
            case .options: .options
            case .election: .election
            }
    }

    var core: LinliCore.SheetForm {
        switch self {
        case .motions: .motions
        case .options: .options
        case .election: .election
        }
    }
}

/// Capacity of whoever signed a voter's sheet.
public enum SignerCapacity: String, Word {
    /// 业主本人, owner.
    case owner
    /// 共有人, co-owner.
    case coOwner = "co_owner"
    /// 受托人, agent: with a photo of his mandate.
    case agent
    /// 单位（法人）代表, for a legal person.
    case legalPerson = "legal_person"
    /// 其他人, somebody else: contested until it is settled.
    case other

    /// Its name in the table of words.
    public static let vocabulary = "signer_capacity"

    var core: LinliCore.SignerCapacity {
        switch self {
        case .owner: .owner
        case .coOwner: .coOwner
        case .agent: .agent
        case .legalPerson: .legalPerson
        case .other: .other
        }
    }
}

/// The state of a visit, topic or hazard after its corrections.
public enum Standing: String, Word {
    /// 原样: nobody corrected it.
    case asWritten = "as_written"
    /// 已更正: its author corrected it.
    case corrected
    /// 已撤回: its author withdrew it; the first version is shown.
    case withdrawn
    /// 有冲突: versions contradict each other; the first one is shown until somebody decides.
    case conflicted

    /// Its name in the table of words.
    public static let vocabulary = "standing"

    init(_ core: LinliCore.Standing) {
        self =
            switch core {
            case .asWritten: .asWritten
            case .corrected: .corrected
            case .withdrawn: .withdrawn
            case .conflicted: .conflicted
            }
    }

    var core: LinliCore.Standing {
        switch self {
        case .asWritten: .asWritten
        case .corrected: .corrected
        case .withdrawn: .withdrawn
        case .conflicted: .conflicted
        }
    }
}

/// Whether a tally is closed.
public enum TallyState: String, Word {
    /// 未截止, open.
    case open
    /// 已截止, closed.
    case closed
    /// 有两份截止记录，待重新截止, closed twice, to be closed again.
    case closedTwice = "closed_twice"

    /// Its name in the table of words.
    public static let vocabulary = "tally_state"

    init(_ core: LinliCore.TallyState) {
        self =
            switch core {
            case .open: .open
            case .closed: .closed
            case .closedTwice: .closedTwice
            }
    }
}

/// The kind of a thing that a screen can open.
public enum ThingKind: String, Word {
    /// 住户, household.
    case household
    /// 人, person.
    case person
    /// 走访, visit.
    case visit
    /// 议题, topic.
    case topic
    /// 议程, agenda.
    case agenda
    /// 表决, tally.
    case tally
    /// 巡查, inspection round.
    case round
    /// 隐患, hazard.
    case hazard
    /// 事项, matter.
    case matter
    /// 照片, photo.
    case photo
    /// 成员, member.
    case member
    /// 地点, place.
    case place

    /// Its name in the table of words.
    public static let vocabulary = "thing_kind"

    init(_ core: LinliCore.ThingKind) {
        self =
            switch core {
            case .household: .household
            case .person: .person
            case .visit: .visit
            case .topic: .topic
            case .agenda: .agenda
            case .tally: .tally
            case .round: .round
            case .hazard: .hazard
            case .matter: .matter
            case .photo: .photo
            case .member: .member
            case .place: .place
            }
    }
}

/// The source of a topic (clauses 5.1.3.2.1.1, 5.1.3.2.2.1).
public enum TopicSource: String, Word {
    /// 入户走访, door-to-door visit.
    case visit
    /// 居民反映, resident's report.
    case residentReport = "resident_report"
    /// 意见箱, suggestion box.
    case suggestionBox = "suggestion_box"
    /// 业主群, owners' group.
    case ownersGroup = "owners_group"
    /// 业主接待日, reception day.
    case receptionDay = "reception_day"
    /// 楼道议事, stairwell deliberation.
    case stairwell
    /// 楼道长发起, raised by the building leader.
    case raised
    /// 线上, online.
    case online

    /// Its name in the table of words.
    public static let vocabulary = "topic_source"

    init(_ core: LinliCore.TopicSource) {
        self =
            switch core {
            case .visit: .visit
            case .residentReport: .residentReport
            case .suggestionBox: .suggestionBox
            case .ownersGroup: .ownersGroup
            case .receptionDay: .receptionDay
            case .stairwell: .stairwell
            case .raised: .raised
            case .online: .online
            }
    }

    var core: LinliCore.TopicSource {
        switch self {
        case .visit: .visit
        case .residentReport: .residentReport
        case .suggestionBox: .suggestionBox
        case .ownersGroup: .ownersGroup
        case .receptionDay: .receptionDay
        case .stairwell: .stairwell
        case .raised: .raised
        case .online: .online
        }
    }
}

/// The mode of contact.
public enum VisitMode: String, Word {
    /// 上门, at the door.
    case door
    /// 楼下, downstairs.
    case downstairs
    /// 电话, by phone.
    case phone

    /// Its name in the table of words.
    public static let vocabulary = "visit_mode"

    init(_ core: LinliCore.VisitMode) {
        self =
            switch core {
            case .door: .door
            case .downstairs: .downstairs
            case .phone: .phone
            }
    }

    var core: LinliCore.VisitMode {
        switch self {
        case .door: .door
        case .downstairs: .downstairs
        case .phone: .phone
        }
    }
}

/// The outcome of a visit.
public enum VisitOutcome: String, Word {
    /// 在家, home.
    case home
    /// 不在家, not home.
    case notHome = "not_home"
    /// 拒绝, refused.
    case refused
    /// 已搬离, moved.
    case moved
    /// 空置, vacant.
    case vacant
    /// 楼道门锁闭, stairwell locked.
    case stairwellLocked = "stairwell_locked"

    /// Its name in the table of words.
    public static let vocabulary = "visit_outcome"

    init(_ core: LinliCore.VisitOutcome) {
        self =
            switch core {
            case .home: .home
            case .notHome: .notHome
            case .refused: .refused
            case .moved: .moved
            case .vacant: .vacant
            case .stairwellLocked: .stairwellLocked
            }
    }

    var core: LinliCore.VisitOutcome {
        switch self {
        case .home: .home
        case .notHome: .notHome
        case .refused: .refused
        case .moved: .moved
        case .vacant: .vacant
        case .stairwellLocked: .stairwellLocked
        }
    }
}

/// The state of a voter's answer.
public enum VoterState: String, Word {
    /// 未投, no ballot of his is here.
    case notYet = "not_yet"
    /// 已投, he has answered.
    case voted
    /// 已撤回, he has taken his ballot back.
    case takenBack = "taken_back"
    /// 有争议, his ballots contradict each other.
    case disputed
    /// 待核实, a ballot of his waits for an officer's decision.
    case contested
    /// 已投，封存, voted, sealed.
    case sealed

    /// Its name in the table of words.
    public static let vocabulary = "voter_state"

    init(_ core: LinliCore.VoterState) {
        self =
            switch core {
            case .notYet: .notYet
            case .voted: .voted
            case .takenBack: .takenBack
            case .disputed: .disputed
            case .contested: .contested
            case .sealed: .sealed
            }
    }
}

/// Why a voter on the roll has no vote.
public enum WithoutVote: String, Word {
    /// 该房屋无表决权, the unit has no vote.
    case noRight = "no_right"
    /// 无户代表, no household representative.
    case noRepresentative = "no_representative"

    /// Its name in the table of words.
    public static let vocabulary = "without_vote"

    init(_ core: LinliCore.WithoutVote) {
        self =
            switch core {
            case .noRight: .noRight
            case .noRepresentative: .noRepresentative
            }
    }

    var core: LinliCore.WithoutVote {
        switch self {
        case .noRight: .noRight
        case .noRepresentative: .noRepresentative
        }
    }
}
