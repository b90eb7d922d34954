// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

/// A chain: the records of one device, in their order.
public struct ChainId: LinliId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A community.
public struct CommunityId: LinliId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A device: a phone or an office's computer.
public struct DeviceId: LinliId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A document: a topic, an agenda, a tally, an inspection round, a hazard.
public struct DocId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A grid.
public struct GridId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A household.
public struct HouseholdId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A member: somebody who works for the community.
public struct MemberId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A person of a household.
public struct PersonId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A place: a community, compound, building or stairwell.
public struct PlaceId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A record: a visit, a log entry, a ballot, a photo, a correction.
public struct RecordId: EntityId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// What an officer asks of the registrar.
public struct RequestId: LinliId {
    /// Its text.
    public let rawValue: String

    /// From its text.
    public init(_ text: String) { rawValue = text }
}
