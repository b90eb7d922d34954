// Pages of lists.

internal import LinliCore

/// A page of a list, and where the next one begins.
public struct Page<Item: Sendable & Hashable>: Sendable, Hashable {
    /// The items: at most as many as were asked for.
    public let items: [Item]
    /// What the next page is asked with as `after`; `nil` at the end.
    public let next: String?
}

extension Page<Visit> {
    init(_ core: LinliCore.VisitPage) {
        self.init(items: core.items.map(Visit.init), next: core.next)
    }
}

extension Page<Topic> {
    init(_ core: LinliCore.TopicPage) {
        self.init(items: core.items.map(Topic.init), next: core.next)
    }
}

extension Page<Hazard> {
    init(_ core: LinliCore.HazardPage) {
        self.init(items: core.items.map(Hazard.init), next: core.next)
    }
}

extension Page<InspectionRound> {
    init(_ core: LinliCore.InspectionPage) {
        self.init(items: core.items.map(InspectionRound.init), next: core.next)
    }
}
