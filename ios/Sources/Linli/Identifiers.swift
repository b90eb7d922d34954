// Ids: text, a type of its own for each kind. The library checks them: one that is none is refused with `field_id`.

/// An id of any kind.
public protocol LinliId: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    /// From its text: lower-case hexadecimal, as the library gives it.
    init(_ text: String)
}

extension LinliId {
    /// From its text. Never fails; an id that is none is refused where it is used.
    public init(rawValue: String) { self.init(rawValue) }

    /// Its text.
    public var description: String { rawValue }
}

/// The id of something that a correction, a photo or another system's number can be about.
public protocol EntityId: LinliId {}
