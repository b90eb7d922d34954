// Screens: one read each, of one snapshot, with everything that the screen shows.

import Foundation
internal import LinliCore

extension Workspace {
    /// 今日, the first screen: the doors of a place (a grid, too), or of all that this member works in.
    public func today(_ place: ScopeName? = nil) async throws(LinliError) -> Today {
        try await crossing { Today(try await core.today(place: place?.core)) }
    }

    /// A household's screen, by door number or id.
    public func door(_ household: String) async throws(LinliError) -> Door {
        try await crossing { Door(try await core.door(household: household)) }
    }

    /// Households by stairwell, floor and room.
    public func households(_ filter: HouseholdFilter = HouseholdFilter(), limit: Int = 50, after: String? = nil)
        async throws(LinliError) -> Page<HouseholdRow>
    {
        try await crossing { Page(try await core.households(filter: filter.core, page: rows(limit, after))) }
    }

    /// Topics by a filter, newest first.
    public func topics(_ filter: TopicFilter = TopicFilter(), limit: Int = 50, after: String? = nil)
        async throws(LinliError) -> Page<TopicView>
    {
        try await crossing { Page(try await core.topics(filter: filter.core, page: rows(limit, after))) }
    }

    /// A topic's screen.
    public func topic(_ topic: DocId) async throws(LinliError) -> TopicScreen {
        try await crossing { TopicScreen(try await core.topic(topic: topic.rawValue)) }
    }

    /// An inspection round's screen: items, answers and who gave them, what is left.
    public func round(_ round: DocId) async throws(LinliError) -> RoundScreen {
        try await crossing { RoundScreen(try await core.round(round: round.rawValue)) }
    }

    /// Hazards by a filter, newest first.
    public func hazards(_ filter: HazardFilter = HazardFilter(), limit: Int = 50, after: String? = nil)
        async throws(LinliError) -> Page<HazardView>
    {
        try await crossing { Page(try await core.hazards(filter: filter.core, page: rows(limit, after))) }
    }

    /// Everything in which values contradict each other, in the order of documents and fields.
    public func conflictList(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<Conflict> {
        try await crossing { Page(try await core.conflictList(page: rows(limit, after))) }
    }

    /// Hits with the thing that each opens, best first: the first 200, by pages.
    public func searchList(_ text: String, limit: Int = 50, after: String? = nil) async throws(LinliError)
        -> Page<Found>
    {
        try await crossing { Page(try await core.searchList(text: text, page: rows(limit, after))) }
    }

    /// The thing that an id or a door number opens: a search hit, a QR code, a notification.
    public func thing(_ id: String) async throws(LinliError) -> Thing {
        try await crossing { Thing(try await core.thing(id: id)) }
    }

    /// The screen of one's own. A store that has joined nothing answers too.
    public func me() async throws(LinliError) -> Me {
        try await crossing { Me(try await core.me()) }
    }

    /// The relation to the hub, with what is under way and what exists only on this phone, by kind.
    public func syncScreen() async throws(LinliError) -> SyncScreen {
        try await crossing { SyncScreen(try await core.syncScreen()) }
    }

    /// The state of syncing: one flight at a time, whoever started it.
    public func syncState() async throws(LinliError) -> SyncState {
        try await crossing { SyncState(try await core.syncState()) }
    }

    /// The safety of a record: only here, with the hub, or in a verified backup as well.
    public func safety(of record: RecordId) async throws(LinliError) -> Safety {
        try await crossing { Safety(try await core.safety(record: record.rawValue)) }
    }

    /// The meter of a tally: how far it is, what is certain, what is still needed and from whom.
    public func vote(_ tally: DocId) async throws(LinliError) -> Meter {
        try await crossing { Meter(try await core.vote(tally: tally.rawValue)) }
    }

    /// The roll of a tally, in the order in which its file names the voters.
    public func voteRoll(_ tally: DocId, limit: Int = 50, after: String? = nil) async throws(LinliError)
        -> Page<RollRow>
    {
        try await crossing { Page(try await core.voteRoll(tally: tally.rawValue, page: rows(limit, after))) }
    }
}
