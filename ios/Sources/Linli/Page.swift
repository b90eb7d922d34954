// Pages of lists.

/// A page of a list, and where the next one begins.
public struct Page<Item: Sendable & Hashable>: Sendable, Hashable {
    /// The items: at most as many as were asked for.
    public let items: [Item]
    /// The next page's request as `after`; `nil` at the end.
    public let next: String?
    /// All that there are, where they were counted.
    public let total: Int?

    /// What is left out has its field's default.
    public init(items: [Item], next: String? = nil, total: Int? = nil) {
        self.items = items
        self.next = next
        self.total = total
    }
}
