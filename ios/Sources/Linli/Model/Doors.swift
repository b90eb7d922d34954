// At the doors: households, visits, the order of a round.

import Foundation
internal import LinliCore

/// A household on the round's screen.
public struct RoundStop: Sendable, Hashable, Identifiable {
    /// Its id.
    public let household: HouseholdID
    /// The door.
    public let door: String
    /// The floor, if known.
    public let floor: Int?
    /// When it was last visited.
    public let lastVisit: Date?
    /// How that ended.
    public let lastOutcome: VisitOutcome?
    /// When somebody wanted to come again.
    public let callBack: Date?

    /// The same as `household`, for lists.
    public var id: HouseholdID { household }

    init(_ core: LinliCore.RoundStop) {
        household = HouseholdID(core.household)
        door = core.door
        floor = core.floor.map(Int.init)
        lastVisit = core.lastVisit
        lastOutcome = core.lastOutcome.map(VisitOutcome.init)
        callBack = core.callBack
    }
}

/// The household's screen.
public struct Household: Sendable, Hashable {
    /// Its id.
    public let household: HouseholdID
    /// The door.
    public let door: String
    /// The floor.
    public let floor: Int?
    /// Its own fields (area, note, the office's columns).
    public let fields: [Field]
    /// Who lives there or owns it.
    public let people: [Person]
    /// The last visits.
    public let visits: [Visit]

    init(_ core: LinliCore.HouseholdView) {
        household = HouseholdID(core.household)
        door = core.door
        floor = core.floor.map(Int.init)
        fields = core.fields.map(Field.init)
        people = core.people.map(Person.init)
        visits = core.visits.map(Visit.init)
    }
}

/// A person of a household.
public struct Person: Sendable, Hashable, Identifiable {
    /// The person.
    public let person: PersonID
    /// Owner, resident or tenant.
    public let kind: PersonKind
    /// Fields and values; several values are a conflict.
    public let fields: [Field]

    /// The same as `person`, for lists.
    public var id: PersonID { person }

    init(_ core: LinliCore.PersonView) {
        person = PersonID(core.person)
        kind = PersonKind(core.kind)
        fields = core.fields.map(Field.init)
    }
}

/// A visit as lists show it.
public struct Visit: Sendable, Hashable, Identifiable {
    /// Its id: that of its first record.
    public let visit: RecordID
    /// The door.
    public let household: String
    /// The household's id.
    public let householdID: HouseholdID
    /// How it ended, after corrections.
    public let outcome: VisitOutcome
    /// How contact was made.
    public let mode: VisitMode
    /// The note; absent if there is none, or it is not here.
    public let note: String?
    /// Who was met.
    public let met: String?
    /// When to come again.
    public let callBack: Date?
    /// Who made it, if somebody else typed it in.
    public let doneBy: MemberID?
    /// Topics that came up or were told about.
    public let topics: [DocumentID]
    /// When.
    public let at: Date
    /// Who wrote it.
    public let by: MemberID
    /// On which device.
    public let device: DeviceID
    /// Whether it was corrected.
    public let corrected: Bool
    /// Whether it was withdrawn.
    public let withdrawn: Bool
    /// Whether two corrections contradict each other.
    public let conflicted: Bool

    /// The same as `visit`, for lists.
    public var id: RecordID { visit }

    init(_ core: LinliCore.VisitView) {
        visit = RecordID(core.visit)
        household = core.household
        householdID = HouseholdID(core.householdId)
        outcome = VisitOutcome(core.outcome)
        mode = VisitMode(core.mode)
        note = core.note
        met = core.met
        callBack = core.callBack
        doneBy = core.doneBy.map(MemberID.init)
        topics = core.topics.map(DocumentID.init)
        at = core.at
        by = MemberID(core.by)
        device = DeviceID(core.device)
        corrected = core.corrected
        withdrawn = core.withdrawn
        conflicted = core.conflicted
    }
}

/// One version of a visit, first one first.
public struct VisitVersion: Sendable, Hashable, Identifiable {
    /// Its record.
    public let record: RecordID
    /// What it says; absent withdraws.
    public let outcome: VisitOutcome?
    /// The note.
    public let note: String?
    /// Why it was corrected.
    public let reason: String?
    /// Who wrote it.
    public let by: MemberID

    /// The same as `record`, for lists.
    public var id: RecordID { record }

    init(_ core: LinliCore.VisitVersion) {
        record = RecordID(core.record)
        outcome = core.outcome.map(VisitOutcome.init)
        note = core.note
        reason = core.reason
        by = MemberID(core.by)
    }
}
