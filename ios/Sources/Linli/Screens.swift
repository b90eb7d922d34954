// Reads of an app's screens, over a store or in memory.

import Foundation

/// One read for each screen of an app, of one snapshot, with everything that the screen shows, in words, addressed by ids. A
/// ``Workspace`` has them over its store, `LinliFakes` in memory. A view that has `validUntil` is to be read again then, though
/// nothing changed.
public protocol Screens: MatterScreens, CommunityScreens {
    /// Every change from now on; what nobody has taken yet comes together.
    func changes() async throws(LinliError) -> AsyncStream<ChangeSet>

    /// 今日, the first screen: the doors of a place (a grid, too), or of all that this member works in.
    func today(_ place: ScopeName?) async throws(LinliError) -> Today

    /// A household's screen, by door number or id.
    func door(_ household: String) async throws(LinliError) -> Door

    /// Households by stairwell, floor and room.
    func households(_ filter: HouseholdFilter, limit: Int, after: String?) async throws(LinliError) -> Page<HouseholdRow>

    /// Topics by a filter, newest first.
    func topics(_ filter: TopicFilter, limit: Int, after: String?) async throws(LinliError) -> Page<TopicView>

    /// A topic's screen.
    func topic(_ topic: DocId) async throws(LinliError) -> TopicScreen

    /// An inspection round's screen: items, answers and who gave them, what is left.
    func round(_ round: DocId) async throws(LinliError) -> RoundScreen

    /// Hazards by a filter, newest first.
    func hazards(_ filter: HazardFilter, limit: Int, after: String?) async throws(LinliError) -> Page<HazardView>

    /// Everything in which values contradict each other, in the order of documents and fields.
    func conflictList(limit: Int, after: String?) async throws(LinliError) -> Page<Conflict>

    /// Hits with the thing that each opens, best first: the first 200, by pages.
    func searchList(_ text: String, limit: Int, after: String?) async throws(LinliError) -> Page<Found>

    /// The thing that an id or a door number opens: a search hit, a QR code, a notification.
    func thing(_ id: String) async throws(LinliError) -> Thing

    /// The screen of one's own. A store that has joined nothing answers too.
    func me() async throws(LinliError) -> Me

    /// The relation to the hub, with what is under way and what exists only on this phone, by kind.
    func syncScreen() async throws(LinliError) -> SyncScreen

    /// The state of syncing: one flight at a time, whoever started it.
    func syncState() async throws(LinliError) -> SyncState

    /// The safety of a record: only here, with the hub, or in a verified backup as well.
    func safety(of record: RecordId) async throws(LinliError) -> Safety

    /// The meter of a tally: how far it is, what is certain, what is still needed and from whom.
    func vote(_ tally: DocId) async throws(LinliError) -> Meter

    /// The roll of a tally, in the order in which its file names the voters.
    func voteRoll(_ tally: DocId, limit: Int, after: String?) async throws(LinliError) -> Page<RollRow>

    /// Proposed changes of the register that nobody has decided, the oldest first: what waits for the office.
    func waitingChanges() async throws(LinliError) -> [ProposedChange]

    /// One's own proposals with what was decided, the newest first.
    func ownChanges() async throws(LinliError) -> [ProposedChange]

    /// One's own visits that were given back and are not corrected yet, the oldest return first.
    func returned() async throws(LinliError) -> [ReturnedView]

    /// Everything that was being typed, the newest first.
    func drafts() async throws(LinliError) -> [DraftView]
}

/// Reads of matters.
public protocol MatterScreens: Sendable {
    /// A matter: its steps, its state, what may be done next and by whom.
    func matter(_ matter: DocId) async throws(LinliError) -> MatterView

    /// Matters, newest first.
    func listMatters(_ filter: MatterFilter, limit: Int, after: String?) async throws(LinliError) -> Page<MatterSummary>

    /// What is due between two times: clocks of matters, and duties that recur.
    func obligations(from since: Date, until: Date) async throws(LinliError) -> [Obligation]
}

/// Reads of the community.
public protocol CommunityScreens: Sendable {
    /// Everybody who is or was a member, a page at a time; what was taken away is marked.
    func members(limit: Int, after: String?) async throws(LinliError) -> Page<MemberView>
}

extension Workspace: Screens {}
