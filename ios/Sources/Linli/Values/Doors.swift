// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A field with all its live values.
public struct FieldView: Sendable, Hashable, Identifiable {
    /// Its name.
    public var name: String
    /// One value, or all the concurrent ones.
    public var values: [ValueView]

    /// The same as `name`, for lists.
    public var id: String { name }

    /// From its parts.
    public init(
        name: String,
        values: [ValueView]
    ) {
        self.name = name
        self.values = values
    }

    init(_ core: LinliCore.FieldView) {
        name = core.name
        values = core.values.map { ValueView($0) }
    }
}

/// The kind of thing that a search found.
public enum HitKind: String, Word {
    /// 住户, household.
    case household
    /// 人, person.
    case person
    /// 走访, visit, by the number that another system gives it.
    case visit
    /// 议题, topic.
    case topic
    /// 隐患, hazard.
    case hazard
    /// 议程, agenda.
    case agenda
    /// 表决, tally.
    case tally
    /// 表决票, ballot, by the number that another system gives it.
    case ballot
    /// 巡查, inspection round, by the number that another system gives it.
    case round
    /// 巡查记录, log entry, by the number that another system gives it.
    case logEntry = "log_entry"
    /// 事项, matter.
    case matter
    /// 其他: something else that another system numbers.
    case other

    /// Its name in the table of words.
    public static let vocabulary = "hit_kind"

    init(_ core: LinliCore.HitKind) {
        self =
            switch core {
            case .household: .household
            case .person: .person
            case .visit: .visit
            case .topic: .topic
            case .hazard: .hazard
            case .agenda: .agenda
            case .tally: .tally
            case .ballot: .ballot
            case .round: .round
            case .logEntry: .logEntry
            case .matter: .matter
            case .other: .other
            }
    }
}

/// The household's screen.
public struct HouseholdView: Sendable, Hashable, Identifiable {
    /// Its id.
    public var household: HouseholdId
    /// The door.
    public var door: String
    /// The floor.
    public var floor: Int?
    /// Other places whose registers claim the same household.
    public var claimedElsewhere: [String]
    /// Its own fields (area, note, the office's columns).
    public var fields: [FieldView]
    /// The people who live there or own it.
    public var people: [PersonView]
    /// The last visits.
    public var visits: [VisitView]

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        floor: Int?,
        claimedElsewhere: [String],
        fields: [FieldView],
        people: [PersonView],
        visits: [VisitView]
    ) {
        self.household = household
        self.door = door
        self.floor = floor
        self.claimedElsewhere = claimedElsewhere
        self.fields = fields
        self.people = people
        self.visits = visits
    }

    init(_ core: LinliCore.HouseholdView) {
        household = HouseholdId(core.household)
        door = core.door
        floor = core.floor.map { Int($0) }
        claimedElsewhere = core.claimedElsewhere
        fields = core.fields.map { FieldView($0) }
        people = core.people.map { PersonView($0) }
        visits = core.visits.map { VisitView($0) }
    }
}

/// A person of a household.
public struct PersonView: Sendable, Hashable, Identifiable {
    /// The person.
    public var person: PersonId
    /// Owner, resident or tenant.
    public var kind: PersonKind
    /// Fields and values; several values are a conflict.
    public var fields: [FieldView]

    /// The same as `person`, for lists.
    public var id: PersonId { person }

    /// From its parts.
    public init(
        person: PersonId,
        kind: PersonKind,
        fields: [FieldView]
    ) {
        self.person = person
        self.kind = kind
        self.fields = fields
    }

    init(_ core: LinliCore.PersonView) {
        person = PersonId(core.person)
        kind = PersonKind(core.kind)
        fields = core.fields.map { FieldView($0) }
    }
}

/// A household on the round's screen.
public struct RoundStop: Sendable, Hashable, Identifiable {
    /// Its id.
    public var household: HouseholdId
    /// The door.
    public var door: String
    /// The floor, if known.
    public var floor: Int?
    /// The time of the last visit.
    public var lastVisit: Date?
    /// Its outcome.
    public var lastOutcome: VisitOutcome?
    /// The time at which somebody wanted to come again.
    public var callBack: Date?

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        floor: Int?,
        lastVisit: Date?,
        lastOutcome: VisitOutcome?,
        callBack: Date?
    ) {
        self.household = household
        self.door = door
        self.floor = floor
        self.lastVisit = lastVisit
        self.lastOutcome = lastOutcome
        self.callBack = callBack
    }

    init(_ core: LinliCore.RoundStop) {
        household = HouseholdId(core.household)
        door = core.door
        floor = core.floor.map { Int($0) }
        lastVisit = core.lastVisit
        lastOutcome = core.lastOutcome.map { VisitOutcome($0) }
        callBack = core.callBack
    }
}

/// A hit of a search.
public struct SearchHit: Sendable, Hashable, Identifiable {
    /// The kind of thing.
    public var kind: HitKind
    /// The id of that thing.
    public var id: String
    /// The title to show.
    public var title: String
    /// The words that matched.
    public var matched: String

    /// From its parts.
    public init(
        kind: HitKind,
        id: String,
        title: String,
        matched: String
    ) {
        self.kind = kind
        self.id = id
        self.title = title
        self.matched = matched
    }

    init(_ core: LinliCore.SearchHit) {
        kind = HitKind(core.kind)
        id = core.id
        title = core.title
        matched = core.matched
    }
}

/// A value, and whose it is.
public struct ValueView: Sendable, Hashable {
    /// The record that says so.
    public var record: RecordId
    /// The text; absent if its body is not here.
    public var value: String?
    /// Its author.
    public var by: MemberId
    /// The time.
    public var at: Date
    /// Whether its author could only relay it (○): it waits for confirmation.
    public var relayed: Bool

    /// From its parts.
    public init(
        record: RecordId,
        value: String?,
        by: MemberId,
        at: Date,
        relayed: Bool
    ) {
        self.record = record
        self.value = value
        self.by = by
        self.at = at
        self.relayed = relayed
    }

    init(_ core: LinliCore.ValueView) {
        record = RecordId(core.record)
        value = core.value
        by = MemberId(core.by)
        at = core.at
        relayed = core.relayed
    }
}

/// A visit to record (clause 5.1.3.2.1.1).
public struct VisitDraft: Sendable, Hashable {
    /// A door number, or the household's id.
    public var household: String
    /// The outcome.
    public var outcome: VisitOutcome
    /// The mode of contact; at the door if not said.
    public var mode: VisitMode?
    /// A note.
    public var note: String?
    /// The person met.
    public var met: String?
    /// The time to come again.
    public var callBack: Date?
    /// The member who made the visit, when another types it in.
    public var doneBy: MemberId?
    /// Topics that came up or were told about.
    public var topics: [DocId]

    /// What is left out has its field's default.
    public init(
        household: String,
        outcome: VisitOutcome,
        mode: VisitMode? = nil,
        note: String? = nil,
        met: String? = nil,
        callBack: Date? = nil,
        doneBy: MemberId? = nil,
        topics: [DocId] = []
    ) {
        self.household = household
        self.outcome = outcome
        self.mode = mode
        self.note = note
        self.met = met
        self.callBack = callBack
        self.doneBy = doneBy
        self.topics = topics
    }

    var core: LinliCore.VisitDraft {
        LinliCore.VisitDraft(
            household: household,
            outcome: outcome.core,
            mode: mode?.core,
            note: note,
            met: met,
            callBack: callBack,
            doneBy: doneBy?.rawValue,
            topics: topics.map { $0.rawValue }
        )
    }
}

extension Page<VisitView> {
    init(_ core: LinliCore.VisitPage) {
        self.init(items: core.items.map { VisitView($0) }, next: core.next)
    }
}

/// One version of a visit, first one first.
public struct VisitVersion: Sendable, Hashable, Identifiable {
    /// Its record.
    public var record: RecordId
    /// The outcome that it says; absent if it withdraws.
    public var outcome: VisitOutcome?
    /// The note.
    public var note: String?
    /// The reason for the correction.
    public var reason: String?
    /// Its author.
    public var by: MemberId

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        outcome: VisitOutcome?,
        note: String?,
        reason: String?,
        by: MemberId
    ) {
        self.record = record
        self.outcome = outcome
        self.note = note
        self.reason = reason
        self.by = by
    }

    init(_ core: LinliCore.VisitVersion) {
        record = RecordId(core.record)
        outcome = core.outcome.map { VisitOutcome($0) }
        note = core.note
        reason = core.reason
        by = MemberId(core.by)
    }
}

/// A visit as lists show it.
public struct VisitView: Sendable, Hashable, Identifiable {
    /// Its id: that of its first record.
    public var visit: RecordId
    /// The door.
    public var household: String
    /// The household's id.
    public var householdId: HouseholdId
    /// The outcome, after corrections.
    public var outcome: VisitOutcome
    /// The mode of contact.
    public var mode: VisitMode
    /// The note; absent if there is none, or it is not here.
    public var note: String?
    /// The person met.
    public var met: String?
    /// The time to come again.
    public var callBack: Date?
    /// The member who made it, if somebody else typed it in.
    public var doneBy: MemberId?
    /// Topics that came up or were told about.
    public var topics: [DocId]
    /// The time.
    public var at: Date
    /// Its author.
    public var by: MemberId
    /// Whoever made it, by name: `done_by`, or else the author.
    public var who: MemberRef
    /// On which device.
    public var device: DeviceId
    /// Its state after corrections.
    public var standing: Standing
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong. It stands in lists
    /// where it came, and counts as nobody's last visit.
    public var ahead: Bool

    /// The same as `visit`, for lists.
    public var id: RecordId { visit }

    /// From its parts.
    public init(
        visit: RecordId,
        household: String,
        householdId: HouseholdId,
        outcome: VisitOutcome,
        mode: VisitMode,
        note: String?,
        met: String?,
        callBack: Date?,
        doneBy: MemberId?,
        topics: [DocId],
        at: Date,
        by: MemberId,
        who: MemberRef,
        device: DeviceId,
        standing: Standing,
        ahead: Bool
    ) {
        self.visit = visit
        self.household = household
        self.householdId = householdId
        self.outcome = outcome
        self.mode = mode
        self.note = note
        self.met = met
        self.callBack = callBack
        self.doneBy = doneBy
        self.topics = topics
        self.at = at
        self.by = by
        self.who = who
        self.device = device
        self.standing = standing
        self.ahead = ahead
    }

    init(_ core: LinliCore.VisitView) {
        visit = RecordId(core.visit)
        household = core.household
        householdId = HouseholdId(core.householdId)
        outcome = VisitOutcome(core.outcome)
        mode = VisitMode(core.mode)
        note = core.note
        met = core.met
        callBack = core.callBack
        doneBy = core.doneBy.map { MemberId($0) }
        topics = core.topics.map { DocId($0) }
        at = core.at
        by = MemberId(core.by)
        who = MemberRef(core.who)
        device = DeviceId(core.device)
        standing = Standing(core.standing)
        ahead = core.ahead
    }
}
