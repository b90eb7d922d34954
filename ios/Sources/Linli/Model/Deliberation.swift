// Deliberation: topics, agendas, tallies, contradictions.

import Foundation
internal import LinliCore

/// A topic as lists show it.
public struct Topic: Sendable, Hashable, Identifiable {
    /// Its id.
    public let topic: DocumentID
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
    public let by: MemberID
    /// Where it lies.
    public let scope: String
    /// Whether its collector withdrew it.
    public let withdrawn: Bool

    /// The same as `topic`, for lists.
    public var id: DocumentID { topic }

    init(_ core: LinliCore.TopicView) {
        topic = DocumentID(core.topic)
        source = TopicSource(core.source)
        household = core.household
        title = core.title
        text = core.text
        at = core.at
        by = MemberID(core.by)
        scope = core.scope
        withdrawn = core.withdrawn
    }
}

/// An agenda with all its fields.
public struct Agenda: Sendable, Hashable, Identifiable {
    /// Its id.
    public let agenda: DocumentID
    /// Where it lies.
    public let scope: String
    /// Fields in order of name; `text` is the merged text.
    public let fields: [Field]
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    public let contested: Bool

    /// The same as `agenda`, for lists.
    public var id: DocumentID { agenda }

    init(_ core: LinliCore.AgendaView) {
        agenda = DocumentID(core.agenda)
        scope = core.scope
        fields = core.fields.map(Field.init)
        contested = core.contested
    }
}

/// A field with all its live values.
public struct Field: Sendable, Hashable, Identifiable {
    /// Its name.
    public let name: String
    /// One value, or all the concurrent ones.
    public let values: [FieldValue]

    /// The same as `name`, for lists.
    public var id: String { name }

    init(_ core: LinliCore.FieldView) {
        name = core.name
        values = core.values.map(FieldValue.init)
    }
}

/// A value, and whose it is.
public struct FieldValue: Sendable, Hashable {
    /// The text; absent if its body is not here.
    public let value: String?
    /// Who wrote it.
    public let by: MemberID
    /// When.
    public let at: Date

    init(_ core: LinliCore.ValueView) {
        value = core.value
        by = MemberID(core.by)
        at = core.at
    }
}

/// A contradiction that the role that owns it must decide.
public struct Conflict: Sendable, Hashable {
    /// The document.
    public let document: DocumentID
    /// Its kind (`agenda`, `register`, …).
    public let kind: String
    /// Which field. In a register, `<household or person id>/<field>`; elsewhere the field's or item's name.
    public let field: String
    /// What a person calls it (`3-1-501 phone`).
    public let title: String
    /// The values.
    public let values: [FieldValue]
    /// Who decides.
    public let owner: Role

    init(_ core: LinliCore.ConflictView) {
        document = DocumentID(core.document)
        kind = core.kind
        field = core.field
        title = core.title
        values = core.values.map(FieldValue.init)
        owner = Role(core.owner)
    }
}

/// An open tally in a list.
public struct TallySummary: Sendable, Hashable, Identifiable {
    /// Its id.
    public let tally: DocumentID
    /// What is voted on.
    public let title: String?
    /// The rule.
    public let rule: String
    /// When ballots must be in.
    public let deadline: Date
    /// How many voters.
    public let voters: Int

    /// The same as `tally`, for lists.
    public var id: DocumentID { tally }

    init(_ core: LinliCore.TallySummary) {
        tally = DocumentID(core.tally)
        title = core.title
        rule = core.rule
        deadline = core.deadline
        voters = Int(core.voters)
    }
}

/// A tally: the file that anybody can recount, and its answer as far as it can be given.
public struct Tally: Sendable, Hashable {
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

    init(_ core: LinliCore.TallyView) {
        input = core.input
        answer = core.answer
        outcome = core.outcome
        explanationZh = core.explanationZh
        explanationEn = core.explanationEn
        disputed = core.disputed
    }
}

/// A collector's return.
public struct CollectorReturn: Sendable, Hashable {
    /// The whole return as text.
    public let text: String
    /// Its spoken form: 26 characters of base 32.
    public let spoken: String

    init(_ core: LinliCore.ReturnView) {
        text = core.text
        spoken = core.spoken
    }
}

/// When the hub first saw a ballot.
public struct BallotWitness: Sendable, Hashable, Identifiable {
    /// The ballot.
    public let ballot: RecordID
    /// By the hub's clock; it was there by then.
    public let at: Date

    /// The same as `ballot`, for lists.
    public var id: RecordID { ballot }

    init(_ core: LinliCore.WitnessView) {
        ballot = RecordID(core.ballot)
        at = core.at
    }
}
