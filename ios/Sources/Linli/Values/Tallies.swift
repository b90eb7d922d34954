// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A ballot taken at a door.
public struct BallotDraft: Sendable, Hashable {
    /// The tally.
    public var tally: DocId
    /// A door number, a household's id, or the name for named voters.
    public var voter: String
    /// The answer; none on a withdrawal.
    public var choice: Choice?
    /// A first ballot, a correction or a withdrawal.
    public var kind: BallotKind
    /// On whose authority.
    public var authority: BallotAuthority
    /// The voter's slip, as its text.
    public var slip: String?
    /// The ballots that it names; if none are said, a correction or a withdrawal names those it can reach.
    public var supersedes: [RecordId]?
    /// Service and signature of its sheet; none where there is no sheet to sign.
    public var paper: PaperDraft?

    /// What is left out has its field's default.
    public init(
        tally: DocId,
        voter: String,
        choice: Choice?,
        kind: BallotKind = .cast,
        authority: BallotAuthority = .collector,
        slip: String? = nil,
        supersedes: [RecordId]? = nil,
        paper: PaperDraft? = nil
    ) {
        self.tally = tally
        self.voter = voter
        self.choice = choice
        self.kind = kind
        self.authority = authority
        self.slip = slip
        self.supersedes = supersedes
        self.paper = paper
    }

    var core: LinliCore.BallotDraft {
        LinliCore.BallotDraft(
            tally: tally.rawValue,
            voter: voter,
            choice: choice?.core,
            kind: kind.core,
            authority: authority.core,
            slip: slip,
            supersedes: supersedes?.map { $0.rawValue },
            paper: paper?.core
        )
    }
}

/// What is to be said of a ballot besides its answer.
public struct BallotRemark: Sendable, Hashable, Identifiable {
    /// The ballot.
    public var ballot: RecordId
    /// Its voter, as the file names him.
    public var voter: String
    /// Who took it.
    public var by: MemberId
    /// The number of its sheet.
    public var sheet: Int
    /// That it is relayed, or why it has no effect.
    public var note: BallotNote

    /// The same as `ballot`, for lists.
    public var id: RecordId { ballot }

    /// From its parts.
    public init(
        ballot: RecordId,
        voter: String,
        by: MemberId,
        sheet: Int,
        note: BallotNote
    ) {
        self.ballot = ballot
        self.voter = voter
        self.by = by
        self.sheet = sheet
        self.note = note
    }

    init(_ core: LinliCore.BallotRemark) {
        ballot = RecordId(core.ballot)
        voter = core.voter
        by = MemberId(core.by)
        sheet = Int(clamping: core.sheet)
        note = BallotNote(core.note)
    }
}

/// A closing that was just signed.
public struct ClosedView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var closing: RecordId
    /// The root of what was counted, in hexadecimal.
    public var root: String

    /// The same as `closing`, for lists.
    public var id: RecordId { closing }

    /// From its parts.
    public init(
        closing: RecordId,
        root: String
    ) {
        self.closing = closing
        self.root = root
    }

    init(_ core: LinliCore.ClosedView) {
        closing = RecordId(core.closing)
        root = core.root
    }
}

/// A closing of a tally.
public struct ClosingView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var closing: RecordId
    /// The officer.
    public var by: MemberId
    /// Its time by his clock.
    public var at: Date
    /// The root of what he counted, in hexadecimal.
    public var root: String
    /// Whether a later one supersedes it.
    public var superseded: Bool
    /// Whether he could only relay it (○): it waits for confirmation.
    public var relayed: Bool
    /// Whether what is here gives the same root.
    public var agreement: RootAgreement
    /// The returns that he got.
    public var returns: [ListedReturnView]

    /// The same as `closing`, for lists.
    public var id: RecordId { closing }

    /// From its parts.
    public init(
        closing: RecordId,
        by: MemberId,
        at: Date,
        root: String,
        superseded: Bool,
        relayed: Bool,
        agreement: RootAgreement,
        returns: [ListedReturnView]
    ) {
        self.closing = closing
        self.by = by
        self.at = at
        self.root = root
        self.superseded = superseded
        self.relayed = relayed
        self.agreement = agreement
        self.returns = returns
    }

    init(_ core: LinliCore.ClosingView) {
        closing = RecordId(core.closing)
        by = MemberId(core.by)
        at = core.at
        root = core.root
        superseded = core.superseded
        relayed = core.relayed
        agreement = RootAgreement(core.agreement)
        returns = core.returns.map { ListedReturnView($0) }
    }
}

/// A return as the officer got it.
public struct HandedReturn: Sendable, Hashable {
    /// The return's text, or the 26 characters of its spoken form.
    public var text: String
    /// When he got it; now if not said.
    public var at: Date?
    /// The way; if not said, a file or, of a spoken form, the telephone.
    public var how: ReturnHow?

    /// What is left out has its field's default.
    public init(
        text: String,
        at: Date? = nil,
        how: ReturnHow? = nil
    ) {
        self.text = text
        self.at = at
        self.how = how
    }

    var core: LinliCore.HandedReturn {
        LinliCore.HandedReturn(
            text: text,
            at: at,
            how: how?.core
        )
    }
}

/// A holder of a sealed tally's key.
public struct KeyHolderView: Sendable, Hashable {
    /// The member.
    public var by: MemberRef
    /// Whether his share is here.
    public var handedOver: Bool

    /// From its parts.
    public init(
        by: MemberRef,
        handedOver: Bool
    ) {
        self.by = by
        self.handedOver = handedOver
    }

    init(_ core: LinliCore.KeyHolderView) {
        by = MemberRef(core.by)
        handedOver = core.handedOver
    }
}

/// A return that a closing lists.
public struct ListedReturnView: Sendable, Hashable {
    /// The collector; absent while only its spoken form is known.
    public var by: MemberId?
    /// The spoken form, where that is all that the officer had.
    public var spoken: String?
    /// When he got it.
    public var at: Date
    /// The way.
    public var how: ReturnHow
    /// Whether it came before the deadline: what it lists is in time then.
    public var inTime: Bool
    /// The number of its ballots that are here.
    public var here: Int
    /// The number of its ballots that are not; absent while only its spoken form is known.
    public var missing: Int?

    /// From its parts.
    public init(
        by: MemberId?,
        spoken: String?,
        at: Date,
        how: ReturnHow,
        inTime: Bool,
        here: Int,
        missing: Int?
    ) {
        self.by = by
        self.spoken = spoken
        self.at = at
        self.how = how
        self.inTime = inTime
        self.here = here
        self.missing = missing
    }

    init(_ core: LinliCore.ListedReturnView) {
        by = core.by.map { MemberId($0) }
        spoken = core.spoken
        at = core.at
        how = ReturnHow(core.how)
        inTime = core.inTime
        here = Int(clamping: core.here)
        missing = core.missing.map { Int(clamping: $0) }
    }
}

/// One motion of a sheet: a motion, an option or a candidate.
public struct MotionDraft: Sendable, Hashable {
    /// The motion, option or candidate.
    public var title: String
    /// The rule.
    public var rule: Rule
    /// Names of readings of the rule; its defaults if none.
    public var readings: [String]

    /// What is left out has its field's default.
    public init(
        title: String,
        rule: Rule,
        readings: [String] = []
    ) {
        self.title = title
        self.rule = rule
        self.readings = readings
    }

    var core: LinliCore.MotionDraft {
        LinliCore.MotionDraft(
            title: title,
            rule: rule.core,
            readings: readings
        )
    }
}

/// A reading of a rule.
public struct OpenableReading: Sendable, Hashable {
    /// Its name.
    public var reading: String
    /// What it says.
    public var title: Said
    /// Whether the place has chosen it.
    public var chosen: Bool

    /// From its parts.
    public init(
        reading: String,
        title: Said,
        chosen: Bool
    ) {
        self.reading = reading
        self.title = title
        self.chosen = chosen
    }

    init(_ core: LinliCore.OpenableReading) {
        reading = core.reading
        title = Said(core.title)
        chosen = core.chosen
    }
}

/// A rule by which a vote can be opened at a place.
public struct OpenableRule: Sendable, Hashable {
    /// The rule.
    public var rule: Rule
    /// Its title.
    public var title: Said
    /// The clause that it stands on, with its shares.
    public var clause: Said
    /// The source of that.
    public var status: RuleStatus
    /// Whether voters are counted by their area too: then they are units of the register, each with its area.
    public var byArea: Bool
    /// The word for one voter.
    public var unit: Said
    /// Its readings, in the pack's order.
    public var readings: [OpenableReading]
    /// Whether the place has chosen the readings, so that a vote goes by those and no others.
    public var settled: Bool
    /// Whether this device's member may open a vote by it there.
    public var may: Bool
    /// The reason why he may not: who may.
    public var whyNot: Said?

    /// From its parts.
    public init(
        rule: Rule,
        title: Said,
        clause: Said,
        status: RuleStatus,
        byArea: Bool,
        unit: Said,
        readings: [OpenableReading],
        settled: Bool,
        may: Bool,
        whyNot: Said?
    ) {
        self.rule = rule
        self.title = title
        self.clause = clause
        self.status = status
        self.byArea = byArea
        self.unit = unit
        self.readings = readings
        self.settled = settled
        self.may = may
        self.whyNot = whyNot
    }

    init(_ core: LinliCore.OpenableRule) {
        rule = Rule(core.rule)
        title = Said(core.title)
        clause = Said(core.clause)
        status = RuleStatus(core.status)
        byArea = core.byArea
        unit = Said(core.unit)
        readings = core.readings.map { OpenableReading($0) }
        settled = core.settled
        may = core.may
        whyNot = core.whyNot.map { Said($0) }
    }
}

/// The outcome of a tally, as far as it is certain.
public enum Outcome: String, Word {
    /// 通过, passed.
    case passed
    /// 未通过, not passed.
    case failed
    /// 票数相等, exactly half.
    case tie
    /// 参与人数不足, too few take part.
    case noQuorum = "no_quorum"
    /// 尚未确定: ballots that are unseen or in dispute may change it.
    case undecided

    /// Its name in the table of words.
    public static let vocabulary = "outcome"

    init(_ core: LinliCore.Outcome) {
        self =
            switch core {
            case .passed: .passed
            case .failed: .failed
            case .tie: .tie
            case .noQuorum: .noQuorum
            case .undecided: .undecided
            }
    }
}

/// A roll of units: who owns several of them is one voter, known by his first.
public struct OwnersRoll: Sendable, Hashable {
    /// Every home of this scope.
    public var scope: ScopeName?
    /// These units: door numbers or ids.
    public var households: [String]
    /// The units of one owner each, by door number or id: a developer's unsold ones, three flats and a garage.
    public var owners: [[String]]
    /// Units that are on the roll and have no vote.
    public var withoutVote: [UnitWithoutVote]

    /// What is left out has its field's default.
    public init(
        scope: ScopeName? = nil,
        households: [String] = [],
        owners: [[String]] = [],
        withoutVote: [UnitWithoutVote] = []
    ) {
        self.scope = scope
        self.households = households
        self.owners = owners
        self.withoutVote = withoutVote
    }

    var core: LinliCore.OwnersRoll {
        LinliCore.OwnersRoll(
            scope: scope?.core,
            households: households,
            owners: owners,
            withoutVote: withoutVote.map { $0.core }
        )
    }
}

/// Service and signature of a paper sheet.
public struct PaperDraft: Sendable, Hashable {
    /// The capacity in which it was signed.
    public var capacity: SignerCapacity
    /// Its service, if somebody noted it.
    public var served: Served?
    /// The photo of an agent's mandate (委托书); of an agent, and of nobody else.
    public var mandate: Picture?

    /// What is left out has its field's default.
    public init(
        capacity: SignerCapacity,
        served: Served? = nil,
        mandate: Picture? = nil
    ) {
        self.capacity = capacity
        self.served = served
        self.mandate = mandate
    }

    var core: LinliCore.PaperDraft {
        LinliCore.PaperDraft(
            capacity: capacity.core,
            served: served?.core,
            mandate: mandate?.core
        )
    }
}

/// Several motions on one sheet to open.
public struct QuestionDraft: Sendable, Hashable {
    /// The relation of its motions to each other.
    public var form: SheetForm
    /// The motions, in the order of the sheet.
    public var motions: [MotionDraft]
    /// The voters.
    public var voters: Voters
    /// The deadline for sheets.
    public var deadline: Date
    /// Seats of an election; 0 of every other form.
    public var seats: Int
    /// Numbered sheets allotted to collectors.
    public var sheets: [SheetAllotment]

    /// What is left out has its field's default.
    public init(
        form: SheetForm,
        motions: [MotionDraft] = [],
        voters: Voters,
        deadline: Date,
        seats: Int = 0,
        sheets: [SheetAllotment] = []
    ) {
        self.form = form
        self.motions = motions
        self.voters = voters
        self.deadline = deadline
        self.seats = seats
        self.sheets = sheets
    }

    var core: LinliCore.QuestionDraft {
        LinliCore.QuestionDraft(
            form: form.core,
            motions: motions.map { $0.core },
            voters: voters.core,
            deadline: deadline,
            seats: UInt32(clamping: seats),
            sheets: sheets.map { $0.core }
        )
    }
}

/// One of the motions of a sheet: a motion, an option or a candidate.
public struct QuestionMotion: Sendable, Hashable, Identifiable {
    /// Its tally.
    public var tally: DocId
    /// The motion, option or candidate.
    public var title: String?
    /// Its outcome.
    public var outcome: Outcome
    /// Fewest who say yes.
    public var yesLow: Int
    /// Most who say yes.
    public var yesHigh: Int

    /// The same as `tally`, for lists.
    public var id: DocId { tally }

    /// From its parts.
    public init(
        tally: DocId,
        title: String?,
        outcome: Outcome,
        yesLow: Int,
        yesHigh: Int
    ) {
        self.tally = tally
        self.title = title
        self.outcome = outcome
        self.yesLow = yesLow
        self.yesHigh = yesHigh
    }

    init(_ core: LinliCore.QuestionMotion) {
        tally = DocId(core.tally)
        title = core.title
        outcome = Outcome(core.outcome)
        yesLow = Int(clamping: core.yesLow)
        yesHigh = Int(clamping: core.yesHigh)
    }
}

/// The motions of one sheet.
public struct QuestionView: Sendable, Hashable {
    /// The relation of its motions to each other.
    public var form: SheetForm
    /// Seats of an election; 0 of every other form.
    public var seats: Int
    /// The motions, in order.
    public var motions: [QuestionMotion]
    /// Candidates who are seated, whatever is still unseen.
    public var seated: [DocId]
    /// Candidates who stand equal for the last seat: none of them is seated.
    public var tied: [DocId]
    /// Whether something that matters is still open.
    public var undecided: Bool
    /// Whether even what is decided may still change: until every motion is closed.
    public var provisional: Bool
    /// Voters of whom one motion holds another sheet than the others: somebody tore it.
    public var torn: [String]

    /// From its parts.
    public init(
        form: SheetForm,
        seats: Int,
        motions: [QuestionMotion],
        seated: [DocId],
        tied: [DocId],
        undecided: Bool,
        provisional: Bool,
        torn: [String]
    ) {
        self.form = form
        self.seats = seats
        self.motions = motions
        self.seated = seated
        self.tied = tied
        self.undecided = undecided
        self.provisional = provisional
        self.torn = torn
    }

    init(_ core: LinliCore.QuestionView) {
        form = SheetForm(core.form)
        seats = Int(clamping: core.seats)
        motions = core.motions.map { QuestionMotion($0) }
        seated = core.seated.map { DocId($0) }
        tied = core.tied.map { DocId($0) }
        undecided = core.undecided
        provisional = core.provisional
        torn = core.torn
    }
}

/// A collector's return.
public struct ReturnView: Sendable, Hashable {
    /// The whole return as text.
    public var text: String
    /// Its spoken form: 26 characters of base 32.
    public var spoken: String

    /// From its parts.
    public init(
        text: String,
        spoken: String
    ) {
        self.text = text
        self.spoken = spoken
    }

    init(_ core: LinliCore.ReturnView) {
        text = core.text
        spoken = core.spoken
    }
}

/// The rule by which a tally is counted, of those that come with this version.
public enum Rule: String, Sendable, Hashable, CaseIterable, Codable {
    /// 楼道议事 (5.1.3.2.2.5).
    case stairwell
    /// 20 %以上业主代表提议 (5.1.3.2.1.3).
    case proposal
    /// 一致通过 (5.1.1.2; 民法典 279).
    case unanimous
    /// 业主代表表决 (5.1.3.2.1).
    case representatives
    /// 业主委员会表决.
    case committee
    /// 业主大会, ordinary matters (民法典 278).
    case assemblyOrdinary = "assembly_ordinary"
    /// 业主大会, special matters (民法典 278).
    case assemblySpecial = "assembly_special"

    init(_ core: LinliCore.Rule) {
        self =
            switch core {
            case .stairwell: .stairwell
            case .proposal: .proposal
            case .unanimous: .unanimous
            case .representatives: .representatives
            case .committee: .committee
            case .assemblyOrdinary: .assemblyOrdinary
            case .assemblySpecial: .assemblySpecial
            }
    }

    var core: LinliCore.Rule {
        switch self {
        case .stairwell: .stairwell
        case .proposal: .proposal
        case .unanimous: .unanimous
        case .representatives: .representatives
        case .committee: .committee
        case .assemblyOrdinary: .assemblyOrdinary
        case .assemblySpecial: .assemblySpecial
        }
    }
}

/// A sealed tally, as far as it can be read here.
public struct SealView: Sendable, Hashable {
    /// What can be read of it.
    public var state: SealState
    /// Its three holders; any two of them open it.
    public var holders: [KeyHolderView]
    /// Voters whose ballots are here and cannot be read yet.
    public var unread: Int
    /// Whether this device can hand over a share now.
    public var mayHandOver: Bool

    /// From its parts.
    public init(
        state: SealState,
        holders: [KeyHolderView],
        unread: Int,
        mayHandOver: Bool
    ) {
        self.state = state
        self.holders = holders
        self.unread = unread
        self.mayHandOver = mayHandOver
    }

    init(_ core: LinliCore.SealView) {
        state = SealState(core.state)
        holders = core.holders.map { KeyHolderView($0) }
        unread = Int(clamping: core.unread)
        mayHandOver = core.mayHandOver
    }
}

/// Service of a sheet: when and in which way its voter got it.
public struct Served: Sendable, Hashable {
    /// Time of service, not after the signature.
    public var at: Date
    /// The way.
    public var how: ServedHow

    /// From its parts.
    public init(
        at: Date,
        how: ServedHow
    ) {
        self.at = at
        self.how = how
    }

    var core: LinliCore.Served {
        LinliCore.Served(
            at: at,
            how: how.core
        )
    }
}

/// Numbered sheets allotted to a collector.
public struct SheetAllotment: Sendable, Hashable {
    /// The collector.
    public var member: MemberId
    /// The number of them.
    public var sheets: Int

    /// From its parts.
    public init(
        member: MemberId,
        sheets: Int
    ) {
        self.member = member
        self.sheets = sheets
    }

    var core: LinliCore.SheetAllotment {
        LinliCore.SheetAllotment(
            member: member.rawValue,
            sheets: UInt32(clamping: sheets)
        )
    }
}

/// A whole sheet taken at a door.
public struct SheetDraft: Sendable, Hashable {
    /// One of the tallies that share it.
    public var tally: DocId
    /// A door number, a household's id, or the name for named voters.
    public var voter: String
    /// The answers, in the order of the motions; none on a withdrawal.
    public var answers: [Choice]
    /// A first sheet, a correction or a withdrawal.
    public var kind: BallotKind
    /// On whose authority.
    public var authority: BallotAuthority
    /// The voter's slip, as its text; one that speaks in every tally.
    public var slip: String?
    /// Service and signature of the sheet.
    public var paper: PaperDraft?

    /// What is left out has its field's default.
    public init(
        tally: DocId,
        voter: String,
        answers: [Choice] = [],
        kind: BallotKind = .cast,
        authority: BallotAuthority = .collector,
        slip: String? = nil,
        paper: PaperDraft? = nil
    ) {
        self.tally = tally
        self.voter = voter
        self.answers = answers
        self.kind = kind
        self.authority = authority
        self.slip = slip
        self.paper = paper
    }

    var core: LinliCore.SheetDraft {
        LinliCore.SheetDraft(
            tally: tally.rawValue,
            voter: voter,
            answers: answers.map { $0.core },
            kind: kind.core,
            authority: authority.core,
            slip: slip,
            paper: paper?.core
        )
    }
}

/// A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
public struct SlipView: Sendable, Hashable, Identifiable {
    /// Whose it is, as the file names him.
    public var voter: String
    /// What the paper shows: `linli-slip:` and its secret.
    public var slip: String
    /// His code in what is published of this tally.
    public var code: String?

    /// The same as `voter`, for lists.
    public var id: String { voter }

    /// From its parts.
    public init(
        voter: String,
        slip: String,
        code: String?
    ) {
        self.voter = voter
        self.slip = slip
        self.code = code
    }

    init(_ core: LinliCore.SlipView) {
        voter = core.voter
        slip = core.slip
        code = core.code
    }
}

/// A tally to open.
public struct TallyDraft: Sendable, Hashable {
    /// The motion voted on.
    public var title: String
    /// The rule.
    public var rule: Rule
    /// The voters.
    public var voters: Voters
    /// The deadline for ballots.
    public var deadline: Date
    /// Names of readings of the rule; its defaults if none.
    public var readings: [String]
    /// Numbered sheets allotted to collectors.
    public var sheets: [SheetAllotment]
    /// Three members of whom any two open its choices after the closing; nobody: choices are open.
    public var keyHolders: [MemberId]

    /// What is left out has its field's default.
    public init(
        title: String,
        rule: Rule,
        voters: Voters,
        deadline: Date,
        readings: [String] = [],
        sheets: [SheetAllotment] = [],
        keyHolders: [MemberId] = []
    ) {
        self.title = title
        self.rule = rule
        self.voters = voters
        self.deadline = deadline
        self.readings = readings
        self.sheets = sheets
        self.keyHolders = keyHolders
    }

    var core: LinliCore.TallyDraft {
        LinliCore.TallyDraft(
            title: title,
            rule: rule.core,
            voters: voters.core,
            deadline: deadline,
            readings: readings,
            sheets: sheets.map { $0.core },
            keyHolders: keyHolders.map { $0.rawValue }
        )
    }
}

/// An open tally in a list.
public struct TallySummary: Sendable, Hashable, Identifiable {
    /// Its id.
    public var tally: DocId
    /// The motion voted on.
    public var title: String?
    /// The rule; absent for one that only a later version counts by.
    public var rule: Rule?
    /// The deadline for ballots.
    public var deadline: Date
    /// The number of voters.
    public var voters: Int
    /// Whether it shares its sheet with other motions.
    public var shared: Bool
    /// Whether its choices are sealed until it is closed.
    public var sealed: Bool
    /// The tally that it votes on again, if it is a re-vote.
    public var again: DocId?
    /// Whether who opened it could only relay it (○): it waits for confirmation.
    public var relayed: Bool
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in
    /// lists where it came.
    public var ahead: Bool

    /// The same as `tally`, for lists.
    public var id: DocId { tally }

    /// From its parts.
    public init(
        tally: DocId,
        title: String?,
        rule: Rule?,
        deadline: Date,
        voters: Int,
        shared: Bool,
        sealed: Bool,
        again: DocId?,
        relayed: Bool,
        ahead: Bool
    ) {
        self.tally = tally
        self.title = title
        self.rule = rule
        self.deadline = deadline
        self.voters = voters
        self.shared = shared
        self.sealed = sealed
        self.again = again
        self.relayed = relayed
        self.ahead = ahead
    }

    init(_ core: LinliCore.TallySummary) {
        tally = DocId(core.tally)
        title = core.title
        rule = core.rule.map { Rule($0) }
        deadline = core.deadline
        voters = Int(clamping: core.voters)
        shared = core.shared
        sealed = core.sealed
        again = core.again.map { DocId($0) }
        relayed = core.relayed
        ahead = core.ahead
    }
}

/// A tally: the file that anybody can recount, and its answer as far as it can be given.
public struct TallyView: Sendable, Hashable {
    /// The recount file, as JSON.
    public var input: String
    /// Its whole answer, as JSON; absent in a store that lacks a part of the tally.
    public var answer: String?
    /// The outcome; absent in a store that lacks a part of the tally.
    public var outcome: Outcome?
    /// The result with clause and arithmetic, in Chinese.
    public var explanationZh: String?
    /// The same in English.
    public var explanationEn: String?
    /// Voters whose ballots contradict each other.
    public var disputed: [String]
    /// Whether even a decided answer may still change: until the tally is closed.
    public var provisional: Bool
    /// Whether it is closed.
    public var state: TallyState
    /// Every closing, by id: those that others supersede too.
    public var closings: [ClosingView]
    /// Ballots of which something is to be said, by id: those without effect, which are not in the file, and relayed
    /// ones.
    public var remarks: [BallotRemark]
    /// Who opens its choices, where they are sealed; absent where they are open.
    public var seal: SealView?

    /// From its parts.
    public init(
        input: String,
        answer: String?,
        outcome: Outcome?,
        explanationZh: String?,
        explanationEn: String?,
        disputed: [String],
        provisional: Bool,
        state: TallyState,
        closings: [ClosingView],
        remarks: [BallotRemark],
        seal: SealView?
    ) {
        self.input = input
        self.answer = answer
        self.outcome = outcome
        self.explanationZh = explanationZh
        self.explanationEn = explanationEn
        self.disputed = disputed
        self.provisional = provisional
        self.state = state
        self.closings = closings
        self.remarks = remarks
        self.seal = seal
    }

    init(_ core: LinliCore.TallyView) {
        input = core.input
        answer = core.answer
        outcome = core.outcome.map { Outcome($0) }
        explanationZh = core.explanationZh
        explanationEn = core.explanationEn
        disputed = core.disputed
        provisional = core.provisional
        state = TallyState(core.state)
        closings = core.closings.map { ClosingView($0) }
        remarks = core.remarks.map { BallotRemark($0) }
        seal = core.seal.map { SealView($0) }
    }
}

/// A unit that is on the roll and has no vote.
public struct UnitWithoutVote: Sendable, Hashable, Identifiable {
    /// Its door number or id.
    public var unit: String
    /// Why.
    public var why: WithoutVote

    /// The same as `unit`, for lists.
    public var id: String { unit }

    /// From its parts.
    public init(
        unit: String,
        why: WithoutVote
    ) {
        self.unit = unit
        self.why = why
    }

    var core: LinliCore.UnitWithoutVote {
        LinliCore.UnitWithoutVote(
            unit: unit,
            why: why.core
        )
    }
}

/// The voters.
public enum Voters: Sendable, Hashable {
    /// Every household of a scope.
    case scope(ScopeName)
    /// Exactly these households: door numbers or ids.
    case households([String])
    /// These names: members of a committee, bodies, representatives.
    case names([String])
    /// Units of which some have one owner, or no vote.
    case owners(OwnersRoll)

    var core: LinliCore.Voters {
        switch self {
        case .scope(let scope): .scope(scope.core)
        case .households(let households): .households(households)
        case .names(let names): .names(names)
        case .owners(let owners): .owners(owners.core)
        }
    }
}
