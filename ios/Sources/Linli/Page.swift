// Pages of lists.

/// A page of a list, and where the next one begins.
public struct Page<Item: Sendable & Hashable>: Sendable, Hashable {
    /// The items: at most as many as were asked for.
    public let items: [Item]
    /// The next page's request as `after`; `nil` at the end.
    public let next: String?
}
