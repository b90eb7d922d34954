// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// A visit, as a list shows it.
public struct Contact: Sendable, Hashable, Identifiable {
    /// The visit.
    public var visit: RecordId
    /// The time.
    public var at: Date
    /// The member who made it.
    public var by: MemberRef
    /// Its outcome.
    public var outcome: VisitOutcome?
    /// The reason, as its note says.
    public var why: String?

    /// The same as `visit`, for lists.
    public var id: RecordId { visit }

    /// From its parts.
    public init(
        visit: RecordId,
        at: Date,
        by: MemberRef,
        outcome: VisitOutcome?,
        why: String?
    ) {
        self.visit = visit
        self.at = at
        self.by = by
        self.outcome = outcome
        self.why = why
    }

    init(_ core: LinliCore.Contact) {
        visit = RecordId(core.visit)
        at = core.at
        by = MemberRef(core.by)
        outcome = core.outcome.map { VisitOutcome($0) }
        why = core.why
    }
}

/// The records of this device that the hub is not known to have; all that it wrote where there is no hub.
public struct Debt: Sendable, Hashable {
    /// Records in all.
    public var records: Int
    /// The time at which the oldest was written.
    public var since: Date?

    /// From its parts.
    public init(
        records: Int,
        since: Date?
    ) {
        self.records = records
        self.since = since
    }

    init(_ core: LinliCore.Debt) {
        records = Int(clamping: core.records)
        since = core.since
    }
}

/// A door in a list.
public struct DoorRow: Sendable, Hashable, Identifiable {
    /// The household.
    public var household: HouseholdId
    /// Its door number.
    public var door: String
    /// The names of its people, owners first.
    public var names: [String]
    /// The last contact by anybody.
    public var last: Contact?
    /// The reason to visit it, if there is one.
    public var due: Due?
    /// Visits in a row at which nobody was met, of the last five.
    public var missed: Int
    /// What a pack watches: nobody opens at a door with a mark.
    public var silence: Silence?
    /// The time that was promised at the last visit.
    public var callBack: Date?
    /// Its marks.
    public var flags: [Flag]
    /// Topics from here that nobody withdrew and that have not come to their end.
    public var openTopics: Int
    /// Tallies that run and of which no ballot of this household is here.
    public var openBallots: Int
    /// Recent visits of this device here that the hub is not known to have.
    public var unsent: Int
    /// Whether something about it contradicts itself.
    public var conflicted: Bool
    /// Whether one may knock now.
    public var knock: Knock

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        names: [String],
        last: Contact?,
        due: Due?,
        missed: Int,
        silence: Silence?,
        callBack: Date?,
        flags: [Flag],
        openTopics: Int,
        openBallots: Int,
        unsent: Int,
        conflicted: Bool,
        knock: Knock
    ) {
        self.household = household
        self.door = door
        self.names = names
        self.last = last
        self.due = due
        self.missed = missed
        self.silence = silence
        self.callBack = callBack
        self.flags = flags
        self.openTopics = openTopics
        self.openBallots = openBallots
        self.unsent = unsent
        self.conflicted = conflicted
        self.knock = knock
    }

    init(_ core: LinliCore.DoorRow) {
        household = HouseholdId(core.household)
        door = core.door
        names = core.names
        last = core.last.map { Contact($0) }
        due = core.due.map { Due($0) }
        missed = Int(clamping: core.missed)
        silence = core.silence.map { Silence($0) }
        callBack = core.callBack
        flags = core.flags.map { Flag($0) }
        openTopics = Int(clamping: core.openTopics)
        openBallots = Int(clamping: core.openBallots)
        unsent = Int(clamping: core.unsent)
        conflicted = core.conflicted
        knock = Knock(core.knock)
    }
}

/// The doors of a floor.
public struct Floor: Sendable, Hashable {
    /// Its stairwell.
    public var stairwell: PlaceId
    /// Its number, below ground negative; absent where the register does not know it.
    public var n: Int?
    /// Its doors, by room.
    public var doors: [DoorRow]

    /// From its parts.
    public init(
        stairwell: PlaceId,
        n: Int?,
        doors: [DoorRow]
    ) {
        self.stairwell = stairwell
        self.n = n
        self.doors = doors
    }

    init(_ core: LinliCore.Floor) {
        stairwell = PlaceId(core.stairwell)
        n = core.n.map { Int($0) }
        doors = core.doors.map { DoorRow($0) }
    }
}

/// A place to choose.
public struct PlaceTab: Sendable, Hashable {
    /// The place.
    public var place: PlaceRef
    /// Its doors.
    public var doors: Int
    /// The number of them that are due; where `floors` is left out, those with a promised call alone.
    public var due: Int
    /// Visits of this device there that the hub is not known to have; 0 where `floors` is left out.
    public var unsent: Int

    /// From its parts.
    public init(
        place: PlaceRef,
        doors: Int,
        due: Int,
        unsent: Int
    ) {
        self.place = place
        self.doors = doors
        self.due = due
        self.unsent = unsent
    }

    init(_ core: LinliCore.PlaceTab) {
        place = PlaceRef(core.place)
        doors = Int(clamping: core.doors)
        due = Int(clamping: core.due)
        unsent = Int(clamping: core.unsent)
    }
}

/// A silent door: somebody who needs care, and nobody opens.
public struct Silence: Sendable, Hashable {
    /// The watch of the pack that tells it.
    public var watch: String
    /// Its title.
    public var title: Said
    /// The clause that asks for it.
    public var clause: String?
    /// The source of that, as packs name it: `text`, `law`, `default`, `unverified`.
    public var status: String?
    /// Visits in a row at which nobody was at home.
    public var missed: Int
    /// The first of them.
    public var since: Date

    /// From its parts.
    public init(
        watch: String,
        title: Said,
        clause: String?,
        status: String?,
        missed: Int,
        since: Date
    ) {
        self.watch = watch
        self.title = title
        self.clause = clause
        self.status = status
        self.missed = missed
        self.since = since
    }

    init(_ core: LinliCore.Silence) {
        watch = core.watch
        title = Said(core.title)
        clause = core.clause
        status = core.status
        missed = Int(clamping: core.missed)
        since = core.since
    }
}

/// A silent door in a list.
public struct SilentDoor: Sendable, Hashable, Identifiable {
    /// The household.
    public var household: HouseholdId
    /// Its door number.
    public var door: String
    /// Its stairwell.
    public var scope: String
    /// Its marks.
    public var flags: [Flag]
    /// What is told.
    public var silence: Silence

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        scope: String,
        flags: [Flag],
        silence: Silence
    ) {
        self.household = household
        self.door = door
        self.scope = scope
        self.flags = flags
        self.silence = silence
    }

    init(_ core: LinliCore.SilentDoor) {
        household = HouseholdId(core.household)
        door = core.door
        scope = core.scope
        flags = core.flags.map { Flag($0) }
        silence = Silence(core.silence)
    }
}

/// The first screen.
public struct Today: Sendable, Hashable {
    /// The places to choose from: the stairwells; of more than 1,500 doors the places one level below.
    public var places: [PlaceTab]
    /// The doors by stairwell and floor; none of more than 1,500 doors.
    public var floors: [Floor]
    /// The households that are due, in the order in which to go: those returned for correction, calls promised by
    /// their time, those who need care, those not seen for long.
    public var plan: [HouseholdId]
    /// Matters of these places, and of those around them, whose vote says otherwise by now than they wrote down, and
    /// whose correction is this member's to record.
    public var toCorrect: [MatterSummary]
    /// The records that exist only on this phone.
    public var debt: Debt
    /// The moment at which to read again though nothing changed.
    public var validUntil: Date

    /// From its parts.
    public init(
        places: [PlaceTab],
        floors: [Floor],
        plan: [HouseholdId],
        toCorrect: [MatterSummary],
        debt: Debt,
        validUntil: Date
    ) {
        self.places = places
        self.floors = floors
        self.plan = plan
        self.toCorrect = toCorrect
        self.debt = debt
        self.validUntil = validUntil
    }

    init(_ core: LinliCore.Today) {
        places = core.places.map { PlaceTab($0) }
        floors = core.floors.map { Floor($0) }
        plan = core.plan.map { HouseholdId($0) }
        toCorrect = core.toCorrect.map { MatterSummary($0) }
        debt = Debt(core.debt)
        validUntil = core.validUntil
    }
}
