// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// Somebody who works for the community, as a screen names him.
public struct MemberRef: Sendable, Hashable, Identifiable {
    /// The member.
    public var id: MemberId
    /// His name, where it is here.
    public var name: String?
    /// His first role that still holds.
    public var role: Role?
    /// His name for people: where it is not here, his role (of whoever has none any more, his last one) and the first
    /// digits of his id, which still tell people apart.
    public var said: Said

    /// From its parts.
    public init(
        id: MemberId,
        name: String?,
        role: Role?,
        said: Said
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.said = said
    }

    init(_ core: LinliCore.MemberRef) {
        id = MemberId(core.id)
        name = core.name
        role = core.role.map { Role($0) }
        said = Said(core.said)
    }
}

/// A place, as a screen names it.
public struct PlaceRef: Sendable, Hashable, Identifiable {
    /// The place.
    public var id: PlaceId
    /// The place that contains it.
    public var parent: PlaceId?
    /// Its canonical name: `月亮湾`, `3`, `3-1`; the community's own name.
    public var label: String
    /// Its name for people: 月亮湾, 3幢, 3幢1单元; the community's own name.
    public var said: Said
    /// Community, compound, building or stairwell.
    public var level: Level

    /// From its parts.
    public init(
        id: PlaceId,
        parent: PlaceId?,
        label: String,
        said: Said,
        level: Level
    ) {
        self.id = id
        self.parent = parent
        self.label = label
        self.said = said
        self.level = level
    }

    init(_ core: LinliCore.PlaceRef) {
        id = PlaceId(core.id)
        parent = core.parent.map { PlaceId($0) }
        label = core.label
        said = Said(core.said)
        level = Level(core.level)
    }
}

/// A thing that a screen opens.
public struct Thing: Sendable, Hashable, Identifiable {
    /// Its kind.
    public var kind: ThingKind
    /// Its id, as the screen of its kind takes it.
    public var id: String
    /// Its name for people: a door, a title, a name; empty where its words are not here.
    public var title: String
    /// Its place.
    public var place: PlaceRef?
    /// Its household, if it has one.
    public var household: HouseholdId?

    /// From its parts.
    public init(
        kind: ThingKind,
        id: String,
        title: String,
        place: PlaceRef?,
        household: HouseholdId?
    ) {
        self.kind = kind
        self.id = id
        self.title = title
        self.place = place
        self.household = household
    }

    init(_ core: LinliCore.Thing) {
        kind = ThingKind(core.kind)
        id = core.id
        title = core.title
        place = core.place.map { PlaceRef($0) }
        household = core.household.map { HouseholdId($0) }
    }
}
