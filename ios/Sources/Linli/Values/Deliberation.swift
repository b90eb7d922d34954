// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

extension Page<AgendaView> {
    init(_ core: LinliCore.AgendaPage) {
        self.init(items: core.items.map { AgendaView($0) }, next: core.next)
    }
}

/// An agenda with all its fields.
public struct AgendaView: Sendable, Hashable, Identifiable {
    /// Its id.
    public let agenda: DocId
    /// Where it lies.
    public let scope: String
    /// Fields in order of name; `text` is the merged text.
    public let fields: [FieldView]
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    public let contested: Bool

    /// The same as `agenda`, for lists.
    public var id: DocId { agenda }

    /// From its parts.
    public init(
        agenda: DocId,
        scope: String,
        fields: [FieldView],
        contested: Bool
    ) {
        self.agenda = agenda
        self.scope = scope
        self.fields = fields
        self.contested = contested
    }

    init(_ core: LinliCore.AgendaView) {
        agenda = DocId(core.agenda)
        scope = core.scope
        fields = core.fields.map { FieldView($0) }
        contested = core.contested
    }
}

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

    /// What is left out has its field's default.
    public init(
        tally: DocId,
        voter: String,
        choice: Choice?,
        kind: BallotKind = .cast,
        authority: BallotAuthority = .collector,
        slip: String? = nil,
        supersedes: [RecordId]? = nil
    ) {
        self.tally = tally
        self.voter = voter
        self.choice = choice
        self.kind = kind
        self.authority = authority
        self.slip = slip
        self.supersedes = supersedes
    }

    var core: LinliCore.BallotDraft {
        LinliCore.BallotDraft(
            tally: tally.rawValue,
            voter: voter,
            choice: choice?.core,
            kind: kind.core,
            authority: authority.core,
            slip: slip,
            supersedes: supersedes?.map { $0.rawValue }
        )
    }
}

/// What is to be said of a ballot besides its answer.
public struct BallotRemark: Sendable, Hashable, Identifiable {
    /// The ballot.
    public let ballot: RecordId
    /// Its voter, as the file names him.
    public let voter: String
    /// Who took it.
    public let by: MemberId
    /// The number of its sheet.
    public let sheet: Int
    /// That it is relayed, or why it has no effect.
    public let note: BallotNote

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

/// Who decides a contradiction.
public enum ConflictOwner: Sendable, Hashable {
    /// Whoever has this role over the document's scope.
    case role(Role)
    /// The author of what is contradicted: by correcting it once more.
    case author(member: MemberId)

    init(_ core: LinliCore.ConflictOwner) {
        self =
            switch core {
            case .role(let role): .role(Role(role))
            case .author(let member): .author(member: MemberId(member))
            }
    }
}

extension Page<ConflictView> {
    init(_ core: LinliCore.ConflictPage) {
        self.init(items: core.items.map { ConflictView($0) }, next: core.next)
    }
}

/// A contradiction that somebody must decide.
public struct ConflictView: Sendable, Hashable {
    /// The document.
    public let document: DocId
    /// Its kind (`agenda`, `register`, …).
    public let kind: String
    /// Which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the item; of
    /// visits the id of the visit; of topics and hazards their id; `external_ids.<system>` of a number that another
    /// system gives.
    public let field: String
    /// What a person calls it (`3-1-501 phone`).
    public let title: String
    /// The values, each with the record that says so.
    public let values: [ValueView]
    /// Who decides.
    public let owner: ConflictOwner

    /// From its parts.
    public init(
        document: DocId,
        kind: String,
        field: String,
        title: String,
        values: [ValueView],
        owner: ConflictOwner
    ) {
        self.document = document
        self.kind = kind
        self.field = field
        self.title = title
        self.values = values
        self.owner = owner
    }

    init(_ core: LinliCore.ConflictView) {
        document = DocId(core.document)
        kind = core.kind
        field = core.field
        title = core.title
        values = core.values.map { ValueView($0) }
        owner = ConflictOwner(core.owner)
    }
}

/// A collector's return.
public struct ReturnView: Sendable, Hashable {
    /// The whole return as text.
    public let text: String
    /// Its spoken form: 26 characters of base 32.
    public let spoken: String

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

/// Numbered sheets allotted to a collector.
public struct SheetAllotment: Sendable, Hashable {
    /// The collector.
    public var member: MemberId
    /// How many.
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

/// A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
public struct SlipView: Sendable, Hashable, Identifiable {
    /// Whose it is, as the file names him.
    public let voter: String
    /// What the paper shows: `linli-slip:` and its secret.
    public let slip: String

    /// The same as `voter`, for lists.
    public var id: String { voter }

    /// From its parts.
    public init(
        voter: String,
        slip: String
    ) {
        self.voter = voter
        self.slip = slip
    }

    init(_ core: LinliCore.SlipView) {
        voter = core.voter
        slip = core.slip
    }
}

/// A tally to open.
public struct TallyDraft: Sendable, Hashable {
    /// What is voted on.
    public var title: String
    /// The rule (`stairwell`, `assembly-ordinary` and so on).
    public var rule: String
    /// Who may vote.
    public var voters: Voters
    /// When ballots must be in.
    public var deadline: Date
    /// Names of readings of the rule; its defaults if none.
    public var readings: [String]
    /// Numbered sheets allotted to collectors.
    public var sheets: [SheetAllotment]

    /// What is left out has its field's default.
    public init(
        title: String,
        rule: String,
        voters: Voters,
        deadline: Date,
        readings: [String] = [],
        sheets: [SheetAllotment] = []
    ) {
        self.title = title
        self.rule = rule
        self.voters = voters
        self.deadline = deadline
        self.readings = readings
        self.sheets = sheets
    }

    var core: LinliCore.TallyDraft {
        LinliCore.TallyDraft(
            title: title,
            rule: rule,
            voters: voters.core,
            deadline: deadline,
            readings: readings,
            sheets: sheets.map { $0.core }
        )
    }
}

/// An open tally in a list.
public struct TallySummary: Sendable, Hashable, Identifiable {
    /// Its id.
    public let tally: DocId
    /// What is voted on.
    public let title: String?
    /// The rule.
    public let rule: String
    /// When ballots must be in.
    public let deadline: Date
    /// How many voters.
    public let voters: Int
    /// Whether who opened it could only relay it (○): it waits for confirmation.
    public let relayed: Bool

    /// The same as `tally`, for lists.
    public var id: DocId { tally }

    /// From its parts.
    public init(
        tally: DocId,
        title: String?,
        rule: String,
        deadline: Date,
        voters: Int,
        relayed: Bool
    ) {
        self.tally = tally
        self.title = title
        self.rule = rule
        self.deadline = deadline
        self.voters = voters
        self.relayed = relayed
    }

    init(_ core: LinliCore.TallySummary) {
        tally = DocId(core.tally)
        title = core.title
        rule = core.rule
        deadline = core.deadline
        voters = Int(clamping: core.voters)
        relayed = core.relayed
    }
}

/// A tally: the file that anybody can recount, and its answer as far as it can be given.
public struct TallyView: Sendable, Hashable {
    /// The recount file, as JSON.
    public let input: String
    /// Its whole answer, as JSON; absent in a store that lacks a part of the tally.
    public let answer: String?
    /// The outcome's name (`passed`, `failed`, `undecided` and so on).
    public let outcome: String?
    /// The result with clause and arithmetic, in Chinese.
    public let explanationZh: String?
    /// The same in English.
    public let explanationEn: String?
    /// Voters whose ballots contradict each other.
    public let disputed: [String]
    /// Whether even a decided answer may still change: until the tally is closed.
    public let provisional: Bool
    /// Ballots of which something is to be said, by id: those without effect, which are not in the file, and relayed
    /// ones.
    public let remarks: [BallotRemark]

    /// From its parts.
    public init(
        input: String,
        answer: String?,
        outcome: String?,
        explanationZh: String?,
        explanationEn: String?,
        disputed: [String],
        provisional: Bool,
        remarks: [BallotRemark]
    ) {
        self.input = input
        self.answer = answer
        self.outcome = outcome
        self.explanationZh = explanationZh
        self.explanationEn = explanationEn
        self.disputed = disputed
        self.provisional = provisional
        self.remarks = remarks
    }

    init(_ core: LinliCore.TallyView) {
        input = core.input
        answer = core.answer
        outcome = core.outcome
        explanationZh = core.explanationZh
        explanationEn = core.explanationEn
        disputed = core.disputed
        provisional = core.provisional
        remarks = core.remarks.map { BallotRemark($0) }
    }
}

/// A topic to collect.
public struct TopicDraft: Sendable, Hashable {
    /// Where it came from.
    public var source: TopicSource
    /// In a few words.
    public var title: String
    /// In full.
    public var text: String
    /// From which household: a door number or an id.
    public var household: String?
    /// Where it belongs if it comes from no household; the narrowest place of one's own grants if not said.
    public var scope: ScopeName?

    /// What is left out has its field's default.
    public init(
        source: TopicSource,
        title: String,
        text: String,
        household: String? = nil,
        scope: ScopeName? = nil
    ) {
        self.source = source
        self.title = title
        self.text = text
        self.household = household
        self.scope = scope
    }

    var core: LinliCore.TopicDraft {
        LinliCore.TopicDraft(
            source: source.core,
            title: title,
            text: text,
            household: household,
            scope: scope?.core
        )
    }
}

extension Page<TopicView> {
    init(_ core: LinliCore.TopicPage) {
        self.init(items: core.items.map { TopicView($0) }, next: core.next)
    }
}

/// A topic as lists show it.
public struct TopicView: Sendable, Hashable, Identifiable {
    /// Its id.
    public let topic: DocId
    /// Where it came from.
    public let source: TopicSource
    /// The door, if it came from one that this store knows.
    public let household: String?
    /// In a few words.
    public let title: String?
    /// In full.
    public let text: String?
    /// When.
    public let at: Date
    /// Who collected it.
    public let by: MemberId
    /// Where it lies.
    public let scope: String
    /// Whether its collector withdrew it.
    public let withdrawn: Bool
    /// Whether versions of it contradict each other; the first one is shown.
    public let conflicted: Bool
    /// Whether its author could only relay it (○): it waits for confirmation.
    public let relayed: Bool

    /// The same as `topic`, for lists.
    public var id: DocId { topic }

    /// From its parts.
    public init(
        topic: DocId,
        source: TopicSource,
        household: String?,
        title: String?,
        text: String?,
        at: Date,
        by: MemberId,
        scope: String,
        withdrawn: Bool,
        conflicted: Bool,
        relayed: Bool
    ) {
        self.topic = topic
        self.source = source
        self.household = household
        self.title = title
        self.text = text
        self.at = at
        self.by = by
        self.scope = scope
        self.withdrawn = withdrawn
        self.conflicted = conflicted
        self.relayed = relayed
    }

    init(_ core: LinliCore.TopicView) {
        topic = DocId(core.topic)
        source = TopicSource(core.source)
        household = core.household
        title = core.title
        text = core.text
        at = core.at
        by = MemberId(core.by)
        scope = core.scope
        withdrawn = core.withdrawn
        conflicted = core.conflicted
        relayed = core.relayed
    }
}

/// Who may vote.
public enum Voters: Sendable, Hashable {
    /// Every household of a scope.
    case scope(ScopeName)
    /// Exactly these households: door numbers or ids.
    case households([String])
    /// These names: members of a committee, bodies, representatives.
    case names([String])

    var core: LinliCore.Voters {
        switch self {
        case .scope(let scope): .scope(scope.core)
        case .households(let households): .households(households)
        case .names(let names): .names(names)
        }
    }
}

/// When the hub first saw a ballot.
public struct WitnessView: Sendable, Hashable, Identifiable {
    /// The ballot.
    public let ballot: RecordId
    /// By the hub's clock; it was there by then.
    public let at: Date

    /// The same as `ballot`, for lists.
    public var id: RecordId { ballot }

    /// From its parts.
    public init(
        ballot: RecordId,
        at: Date
    ) {
        self.ballot = ballot
        self.at = at
    }

    init(_ core: LinliCore.WitnessView) {
        ballot = RecordId(core.ballot)
        at = core.at
    }
}
