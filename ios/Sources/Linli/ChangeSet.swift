// Everything that changed together.

internal import LinliCore

/// Everything that changed together.
public struct ChangeSet: Sendable, Hashable {
    /// The lists that changed.
    public var kinds: Set<Change>
    /// The scopes in which records came or went.
    public var places: Set<PlaceId>
    /// What changed, as screens take it: households, people, visits, documents; `nil` if they are more than 64.
    public var ids: Set<String>?

    /// What is left out has its field's default.
    public init(_ kinds: Set<Change> = [], places: Set<PlaceId> = [], ids: Set<String>? = []) {
        self.kinds = kinds
        self.places = places
        self.ids = ids
    }

    init(_ core: LinliCore.ChangeSet) {
        kinds = Set(core.kinds.map { Change($0) })
        places = Set(core.places.map { PlaceId($0) })
        ids = core.ids.map { Set($0) }
    }

    /// The ids that are told one by one.
    private static let mostIds = 64

    /// Whether nothing changed.
    public var isEmpty: Bool { kinds.isEmpty }

    /// Whether this changed.
    public func contains(_ change: Change) -> Bool { kinds.contains(change) }

    /// Whether this may have changed: it is named, or too much changed to name everything.
    public func contains(_ id: some EntityId) -> Bool { ids?.contains(id.rawValue) ?? true }

    /// Both together.
    public func union(_ other: ChangeSet) -> ChangeSet {
        var both: Set<String>?
        if let ids, let more = other.ids {
            both = ids.union(more)
        }
        let told = both.flatMap { $0.count <= Self.mostIds ? $0 : nil }
        return ChangeSet(kinds.union(other.kinds), places: places.union(other.places), ids: told)
    }

    /// Whether the other tells all of this.
    func isSubset(of other: ChangeSet) -> Bool {
        union(other) == other
    }
}
