// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// The hazards that a list shows; all, where nothing is said.
public struct HazardFilter: Sendable, Hashable {
    /// Those of a place and of all within it, or of a grid.
    public var place: ScopeName?
    /// Those of this severity or worse.
    public var severity: Severity?
    /// Those that were found in a round.
    public var round: DocId?
    /// The state of those that are shown; without it, all but the withdrawn.
    public var standing: Standing?

    /// What is left out has its field's default.
    public init(
        place: ScopeName? = nil,
        severity: Severity? = nil,
        round: DocId? = nil,
        standing: Standing? = nil
    ) {
        self.place = place
        self.severity = severity
        self.round = round
        self.standing = standing
    }

    var core: LinliCore.HazardFilter {
        LinliCore.HazardFilter(
            place: place?.core,
            severity: severity?.core,
            round: round?.rawValue,
            standing: standing?.core
        )
    }
}

/// The households that a list shows; all that this store holds, where nothing is said.
public struct HouseholdFilter: Sendable, Hashable {
    /// Those of a place, or of a grid.
    public var place: ScopeName?
    /// Those with this text in what the register says of them or their people, or in their door.
    public var text: String?
    /// Those with this mark.
    public var flag: Flag?

    /// What is left out has its field's default.
    public init(
        place: ScopeName? = nil,
        text: String? = nil,
        flag: Flag? = nil
    ) {
        self.place = place
        self.text = text
        self.flag = flag
    }

    var core: LinliCore.HouseholdFilter {
        LinliCore.HouseholdFilter(
            place: place?.core,
            text: text,
            flag: flag?.core
        )
    }
}

extension Page<HouseholdRow> {
    init(_ core: LinliCore.HouseholdPage) {
        self.init(
            items: core.items.map { HouseholdRow($0) },
            next: core.next,
            total: core.total.map { Int(clamping: $0) }
        )
    }
}

/// A household in a list.
public struct HouseholdRow: Sendable, Hashable, Identifiable {
    /// The household.
    public var household: HouseholdId
    /// Its door number.
    public var door: String
    /// Its stairwell.
    public var stairwell: PlaceId
    /// Its floor.
    public var floor: Int?
    /// The names of its people, owners first.
    public var names: [String]
    /// Its marks.
    public var flags: [Flag]

    /// The same as `household`, for lists.
    public var id: HouseholdId { household }

    /// From its parts.
    public init(
        household: HouseholdId,
        door: String,
        stairwell: PlaceId,
        floor: Int?,
        names: [String],
        flags: [Flag]
    ) {
        self.household = household
        self.door = door
        self.stairwell = stairwell
        self.floor = floor
        self.names = names
        self.flags = flags
    }

    init(_ core: LinliCore.HouseholdRow) {
        household = HouseholdId(core.household)
        door = core.door
        stairwell = PlaceId(core.stairwell)
        floor = core.floor.map { Int($0) }
        names = core.names
        flags = core.flags.map { Flag($0) }
    }
}

/// An answer at an item of a round, and whose it is.
public struct RoundAnswer: Sendable, Hashable, Identifiable {
    /// Its record.
    public var entry: RecordId
    /// The finding.
    public var result: ItemResult
    /// The note.
    public var note: String?
    /// The member who found it.
    public var by: MemberRef
    /// The time by his clock.
    public var at: Date
    /// Whether he could only relay it (○): it waits for confirmation.
    public var relayed: Bool

    /// The same as `entry`, for lists.
    public var id: RecordId { entry }

    /// From its parts.
    public init(
        entry: RecordId,
        result: ItemResult,
        note: String?,
        by: MemberRef,
        at: Date,
        relayed: Bool
    ) {
        self.entry = entry
        self.result = result
        self.note = note
        self.by = by
        self.at = at
        self.relayed = relayed
    }

    init(_ core: LinliCore.RoundAnswer) {
        entry = RecordId(core.entry)
        result = ItemResult(core.result)
        note = core.note
        by = MemberRef(core.by)
        at = core.at
        relayed = core.relayed
    }
}

/// An item on a round's screen.
public struct RoundLine: Sendable, Hashable, Identifiable {
    /// Its name.
    public var item: String
    /// The answers that hold: none yet, one, or all that contradict each other.
    public var answers: [RoundAnswer]
    /// The last answer of the round before, of the same template at the same place.
    public var before: RoundAnswer?

    /// The same as `item`, for lists.
    public var id: String { item }

    /// From its parts.
    public init(
        item: String,
        answers: [RoundAnswer],
        before: RoundAnswer?
    ) {
        self.item = item
        self.answers = answers
        self.before = before
    }

    init(_ core: LinliCore.RoundLine) {
        item = core.item
        answers = core.answers.map { RoundAnswer($0) }
        before = core.before.map { RoundAnswer($0) }
    }
}

/// The screen of an inspection round.
public struct RoundScreen: Sendable, Hashable, Identifiable {
    /// The round.
    public var round: DocId
    /// Its place.
    public var place: PlaceRef?
    /// Its template.
    public var template: String
    /// Its period (`2026-11`).
    public var period: String
    /// The same for people.
    public var periodSaid: Said
    /// Its items: those that were answered, and those of the round before that were not.
    public var lines: [RoundLine]
    /// Hazards that were found in it, those that were withdrawn left out.
    public var hazards: [HazardView]
    /// Items that are still to be looked at.
    public var left: Int

    /// The same as `round`, for lists.
    public var id: DocId { round }

    /// From its parts.
    public init(
        round: DocId,
        place: PlaceRef?,
        template: String,
        period: String,
        periodSaid: Said,
        lines: [RoundLine],
        hazards: [HazardView],
        left: Int
    ) {
        self.round = round
        self.place = place
        self.template = template
        self.period = period
        self.periodSaid = periodSaid
        self.lines = lines
        self.hazards = hazards
        self.left = left
    }

    init(_ core: LinliCore.RoundScreen) {
        round = DocId(core.round)
        place = core.place.map { PlaceRef($0) }
        template = core.template
        period = core.period
        periodSaid = Said(core.periodSaid)
        lines = core.lines.map { RoundLine($0) }
        hazards = core.hazards.map { HazardView($0) }
        left = Int(clamping: core.left)
    }
}

/// The topics that a list shows; all, where nothing is said.
public struct TopicFilter: Sendable, Hashable {
    /// Those of a place and of all within it, or of a grid.
    public var place: ScopeName?
    /// Those that come from a household: a door number, or its id.
    public var household: String?
    /// Those from a source.
    public var source: TopicSource?
    /// The state of those that are shown; without it, all but the withdrawn.
    public var standing: Standing?

    /// What is left out has its field's default.
    public init(
        place: ScopeName? = nil,
        household: String? = nil,
        source: TopicSource? = nil,
        standing: Standing? = nil
    ) {
        self.place = place
        self.household = household
        self.source = source
        self.standing = standing
    }

    var core: LinliCore.TopicFilter {
        LinliCore.TopicFilter(
            place: place?.core,
            household: household,
            source: source?.core,
            standing: standing?.core
        )
    }
}

/// The screen of a topic.
public struct TopicScreen: Sendable, Hashable {
    /// The topic.
    public var topic: TopicView
    /// The member who collected it.
    public var by: MemberRef
    /// The place in which it lies.
    public var place: PlaceRef?
    /// The household that it comes from, if it does.
    public var household: HouseholdId?
    /// Its photos.
    public var photos: [PhotoView]
    /// Its numbers in other systems.
    public var externalIds: [ExternalIdView]

    /// From its parts.
    public init(
        topic: TopicView,
        by: MemberRef,
        place: PlaceRef?,
        household: HouseholdId?,
        photos: [PhotoView],
        externalIds: [ExternalIdView]
    ) {
        self.topic = topic
        self.by = by
        self.place = place
        self.household = household
        self.photos = photos
        self.externalIds = externalIds
    }

    init(_ core: LinliCore.TopicScreen) {
        topic = TopicView(core.topic)
        by = MemberRef(core.by)
        place = core.place.map { PlaceRef($0) }
        household = core.household.map { HouseholdId($0) }
        photos = core.photos.map { PhotoView($0) }
        externalIds = core.externalIds.map { ExternalIdView($0) }
    }
}
