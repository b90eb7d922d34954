// Ids: text, a type of its own for each kind. The library checks them: one that is none is refused with `field_id`.

/// An id of any kind. Also where an operation takes a thing of several kinds: a visit, a topic, a hazard.
public protocol LinliID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    /// From its text: lower-case hexadecimal, as the library gives it.
    init(_ text: String)
}

extension LinliID {
    /// From its text. Never fails; an id that is none is refused where it is used.
    public init(rawValue: String) { self.init(rawValue) }

    /// Its text.
    public var description: String { rawValue }
}

/// A community.
public struct CommunityID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A device: a phone or an office's computer.
public struct DeviceID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A member: somebody who works for the community.
public struct MemberID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A household.
public struct HouseholdID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A person of a household.
public struct PersonID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A place: a community, compound, building or stairwell.
public struct PlaceID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A grid.
public struct GridID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A record: a visit, a log entry, a ballot, a photo, a correction.
public struct RecordID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A document: a topic, an agenda, a tally, an inspection round, a hazard.
public struct DocumentID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// A chain: the records of one device, in their order.
public struct ChainID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}

/// What an officer asks of the registrar.
public struct RequestID: LinliID {
    /// Its text.
    public let rawValue: String
    /// From its text.
    public init(_ text: String) { rawValue = text }
}
