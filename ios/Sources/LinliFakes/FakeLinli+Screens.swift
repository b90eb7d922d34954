// The screens of a world in memory. Places are not looked at: a list shows the whole world, whatever the place.

import Foundation
import Linli

extension FakeLinli: Screens {
    /// The world's first screen.
    public func today(_ place: ScopeName?) async throws(LinliError) -> Today { world.today }

    /// A household's screen, by door number or id.
    public func door(_ household: String) async throws(LinliError) -> Door {
        let world = world
        guard let index = world.door(household) else { throw unknown(.householdUnknown, "household") }
        return world.doors[index]
    }

    /// Households with a text or a mark.
    public func households(_ filter: HouseholdFilter, limit: Int, after: String?) async throws(LinliError)
        -> Page<HouseholdRow>
    {
        let text = filter.text
        let found = world.households.filter { row in
            let named = text.map { row.door.contains($0) || row.names.joined(separator: " ").contains($0) }
            return (named ?? true) && (filter.flag.map(row.flags.contains) ?? true)
        }
        return try paged(found, limit, after)
    }

    /// Topics by household, source and standing.
    public func topics(_ filter: TopicFilter, limit: Int, after: String?) async throws(LinliError) -> Page<TopicView> {
        let found = world.topics.map(\.topic).filter { topic in
            (filter.household == nil || filter.household == topic.household)
                && (filter.source == nil || filter.source == topic.source)
                && shows(filter.standing, topic.standing)
        }
        return try paged(found, limit, after)
    }

    /// A topic's screen.
    public func topic(_ topic: DocId) async throws(LinliError) -> TopicScreen {
        try one(world.topics, "topic") { $0.topic.topic == topic }
    }

    /// An inspection round's screen.
    public func round(_ round: DocId) async throws(LinliError) -> RoundScreen {
        try one(world.rounds, "round") { $0.round == round }
    }

    /// Hazards by severity and standing.
    public func hazards(_ filter: HazardFilter, limit: Int, after: String?) async throws(LinliError)
        -> Page<HazardView>
    {
        let order = Severity.allCases
        let worst = filter.severity.flatMap { order.firstIndex(of: $0) } ?? 0
        let found = world.hazards.filter { hazard in
            (order.firstIndex(of: hazard.severity) ?? 0) >= worst && shows(filter.standing, hazard.standing)
        }
        return try paged(found, limit, after)
    }

    /// The world's contradictions.
    public func conflictList(limit: Int, after: String?) async throws(LinliError) -> Page<Conflict> {
        try paged(world.conflicts, limit, after)
    }

    /// The world's hits in which the text stands.
    public func searchList(_ text: String, limit: Int, after: String?) async throws(LinliError) -> Page<Found> {
        try paged(world.found.filter { $0.hit.title.contains(text) || $0.hit.matched.contains(text) }, limit, after)
    }

    /// A thing by id or title.
    public func thing(_ id: String) async throws(LinliError) -> Thing {
        try one(world.things, "thing") { $0.id == id || $0.title == id }
    }

    /// The world's screen of one's own.
    public func me() async throws(LinliError) -> Me { world.me }

    /// The world's screen of the hub.
    public func syncScreen() async throws(LinliError) -> SyncScreen { world.sync }

    /// The world's state of syncing.
    public func syncState() async throws(LinliError) -> SyncState { world.sync.state }

    /// Only here until the next sync.
    public func safety(of record: RecordId) async throws(LinliError) -> Safety { isUnsent(record) ? .here : .hub }

    /// A vote's meter.
    public func vote(_ tally: DocId) async throws(LinliError) -> Meter {
        try one(world.meters, "tally", .tallyUnknown) { $0.tally == tally }
    }

    /// The voters of the world.
    public func voteRoll(_ tally: DocId, limit: Int, after: String?) async throws(LinliError) -> Page<RollRow> {
        _ = try await vote(tally)
        return try paged(world.rolls, limit, after)
    }

    /// Proposals that wait.
    public func waitingChanges() async throws(LinliError) -> [ProposedChange] {
        world.proposals.filter { $0.decided == nil }
    }

    /// One's own proposals, newest first.
    public func ownChanges() async throws(LinliError) -> [ProposedChange] {
        let own = world.me.member?.id
        return world.proposals.filter { $0.by.id == own }.reversed()
    }

    /// Visits that were given back.
    public func returned() async throws(LinliError) -> [ReturnedView] { world.returned }

    /// Drafts, newest first.
    public func drafts() async throws(LinliError) -> [DraftView] { world.drafts }

    /// A matter's screen.
    public func matter(_ matter: DocId) async throws(LinliError) -> MatterView {
        try one(world.matters, "matter") { $0.matter == matter }
    }

    /// Matters by flow, class, state, and whose turn it is.
    public func listMatters(_ filter: MatterFilter, limit: Int, after: String?) async throws(LinliError)
        -> Page<MatterSummary>
    {
        let found = world.matterList.filter { matter in
            (filter.flow == nil || filter.flow == matter.flow) && (filter.kind == nil || filter.kind == matter.kind)
                && (filter.state == nil || filter.state == matter.state) && (!filter.mine || matter.mine)
        }
        return try paged(found, limit, after)
    }

    /// Obligations that are due between two times; those that are due at no time as well.
    public func obligations(from since: Date, until: Date) async throws(LinliError) -> [Obligation] {
        world.obligations.filter { obligation in
            let due: Date? =
                switch obligation {
                case .clock(_, _, _, let due, _): due
                case .duty(_, _, _, _, _, _, let due, _): due
                case .result: nil
                }
            return due.map { $0 >= since && $0 < until } ?? true
        }
    }

    /// The world's members.
    public func members(limit: Int, after: String?) async throws(LinliError) -> Page<MemberView> {
        try paged(world.members, limit, after)
    }
}

/// Where nothing is asked, everything but what was withdrawn.
private func shows(_ asked: Standing?, _ standing: Standing) -> Bool {
    asked.map { $0 == standing } ?? (standing != .withdrawn)
}

/// The only one of which something holds.
func one<Item>(
    _ all: [Item],
    _ field: String,
    _ code: ErrorCode = .recordUnknown,
    _ holds: (Item) -> Bool
) throws(LinliError) -> Item {
    guard let found = all.first(where: holds) else { throw unknown(code, field) }
    return found
}

/// A page: the cursor is the number of rows before it.
private func paged<Item>(_ all: [Item], _ limit: Int, _ after: String?) throws(LinliError) -> Page<Item> {
    guard (1...200).contains(limit) else { throw unknown(.fieldRange, "limit") }
    guard let start = after.map({ Int($0) }) ?? 0 else { throw unknown(.cursorInvalid, "after") }
    let items = Array(all.dropFirst(start).prefix(limit))
    let end = start + items.count
    return Page(items: items, next: end < all.count ? String(end) : nil, total: all.count)
}
