// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// The screen of a household: everything that is known at a door.
public struct Door: Sendable, Hashable, Identifiable {
    /// The household.
    public var household: HouseholdId
    /// Its door number.
    public var door: String
    /// Its stairwell.
    public var place: PlaceRef?
    /// Its floor.
    public var floor: Int?
    /// Other places whose registers claim the same household.
    public var claimedElsewhere: [PlaceRef]
    /// Its marks.
    public var flags: [Flag]
    /// The hours in which nobody knocks, as the register says (`21:00-08:00`).
    public var quietHours: String?
    /// Whether one may knock now.
    public var knock: Knock
    /// What a pack watches: nobody opens, and it needs care.
    public var silence: Silence?
    /// Its own fields, with labels.
    public var fields: [DoorField]
    /// The people who live there or own it: owners first.
    public var people: [DoorPerson]
    /// The last visits, newest first.
    public var visits: [VisitView]
    /// Changes that somebody proposed and nobody has decided (待核).
    public var proposals: [ProposedChange]
    /// The household that it was merged into, where it is none any more.
    public var mergedInto: HouseholdId?
    /// Topics from here, those that were withdrawn left out.
    public var topics: [TopicView]
    /// Tallies that run and in which it votes.
    public var tallies: [DoorTally]
    /// Photos of the visits that are shown.
    public var photos: [PhotoView]
    /// Its numbers in other systems.
    public var externalIds: [ExternalIdView]
    /// The moment at which to read again though nothing changed.
    public var validUntil: Date

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        place: PlaceRef?,
        floor: Int?,
        claimedElsewhere: [PlaceRef],
        flags: [Flag],
        quietHours: String?,
        knock: Knock,
        silence: Silence?,
        fields: [DoorField],
        people: [DoorPerson],
        visits: [VisitView],
        proposals: [ProposedChange],
        mergedInto: HouseholdId?,
        topics: [TopicView],
        tallies: [DoorTally],
        photos: [PhotoView],
        externalIds: [ExternalIdView],
        validUntil: Date
    ) {
        self.household = household
        self.door = door
        self.place = place
        self.floor = floor
        self.claimedElsewhere = claimedElsewhere
        self.flags = flags
        self.quietHours = quietHours
        self.knock = knock
        self.silence = silence
        self.fields = fields
        self.people = people
        self.visits = visits
        self.proposals = proposals
        self.mergedInto = mergedInto
        self.topics = topics
        self.tallies = tallies
        self.photos = photos
        self.externalIds = externalIds
        self.validUntil = validUntil
    }

    init(_ core: LinliCore.Door) {
        household = HouseholdId(core.household)
        door = core.door
        place = core.place.map { PlaceRef($0) }
        floor = core.floor.map { Int($0) }
        claimedElsewhere = core.claimedElsewhere.map { PlaceRef($0) }
        flags = core.flags.map { Flag($0) }
        quietHours = core.quietHours
        knock = Knock(core.knock)
        silence = core.silence.map { Silence($0) }
        fields = core.fields.map { DoorField($0) }
        people = core.people.map { DoorPerson($0) }
        visits = core.visits.map { VisitView($0) }
        proposals = core.proposals.map { ProposedChange($0) }
        mergedInto = core.mergedInto.map { HouseholdId($0) }
        topics = core.topics.map { TopicView($0) }
        tallies = core.tallies.map { DoorTally($0) }
        photos = core.photos.map { PhotoView($0) }
        externalIds = core.externalIds.map { ExternalIdView($0) }
        validUntil = core.validUntil
    }
}

/// A field with all its values.
public struct DoorField: Sendable, Hashable, Identifiable {
    /// Its name in the register.
    public var field: String
    /// Its name for people.
    public var label: Said
    /// One value, or all that contradict each other.
    public var values: [DoorValue]

    /// The same as `field`, for lists.
    public var id: String { field }

    /// From its parts.
    public init(
        field: String,
        label: Said,
        values: [DoorValue]
    ) {
        self.field = field
        self.label = label
        self.values = values
    }

    init(_ core: LinliCore.DoorField) {
        field = core.field
        label = Said(core.label)
        values = core.values.map { DoorValue($0) }
    }
}

/// A person on a household's screen.
public struct DoorPerson: Sendable, Hashable, Identifiable {
    /// The person.
    public var person: PersonId
    /// Owner, resident or tenant.
    public var kind: PersonKind
    /// The name, the first of several that contradict each other.
    public var name: String?
    /// All fields, with labels.
    public var fields: [DoorField]

    /// The same as `person`, for lists.
    public var id: PersonId { person }

    /// From its parts.
    public init(
        person: PersonId,
        kind: PersonKind,
        name: String?,
        fields: [DoorField]
    ) {
        self.person = person
        self.kind = kind
        self.name = name
        self.fields = fields
    }

    init(_ core: LinliCore.DoorPerson) {
        person = PersonId(core.person)
        kind = PersonKind(core.kind)
        name = core.name
        fields = core.fields.map { DoorField($0) }
    }
}

/// A tally in which a household votes.
public struct DoorTally: Sendable, Hashable, Identifiable {
    /// The tally.
    public var tally: DocId
    /// The question.
    public var title: String?
    /// The time by which ballots must be in.
    public var deadline: Date
    /// Whether a ballot of the household is here.
    public var hasVoted: Bool

    /// The same as `tally`, for lists.
    public var id: DocId { tally }

    /// From its parts.
    public init(
        tally: DocId,
        title: String?,
        deadline: Date,
        hasVoted: Bool
    ) {
        self.tally = tally
        self.title = title
        self.deadline = deadline
        self.hasVoted = hasVoted
    }

    init(_ core: LinliCore.DoorTally) {
        tally = DocId(core.tally)
        title = core.title
        deadline = core.deadline
        hasVoted = core.hasVoted
    }
}

/// A value, and whose it is.
public struct DoorValue: Sendable, Hashable, Identifiable {
    /// The record that says so.
    public var record: RecordId
    /// The text as the register holds it (an area in whole cm²); absent while its words are not here.
    public var value: String?
    /// The same for people (an area in m² with two decimals).
    public var said: Said?
    /// Its author.
    public var by: MemberRef
    /// The time by his clock.
    public var at: Date

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        value: String?,
        said: Said?,
        by: MemberRef,
        at: Date
    ) {
        self.record = record
        self.value = value
        self.said = said
        self.by = by
        self.at = at
    }

    init(_ core: LinliCore.DoorValue) {
        record = RecordId(core.record)
        value = core.value
        said = core.said.map { Said($0) }
        by = MemberRef(core.by)
        at = core.at
    }
}
