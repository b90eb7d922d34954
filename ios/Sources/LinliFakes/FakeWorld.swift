// Everything that the screens of a fake show.

import Foundation
import Linli

/// Everything that the screens of a ``FakeLinli`` show. An app's tests put into it what they need; nothing is derived but what a
/// command changes.
public struct FakeWorld: Sendable {
    /// The first screen.
    public var today = Samples.today
    /// The screen of one's own.
    public var me = Samples.me
    /// The screen of the hub.
    public var sync = Samples.syncScreen
    /// Households' screens.
    public var doors = [Samples.door]
    /// The list of households.
    public var households = [Samples.householdRow]
    /// Topics' screens, newest first.
    public var topics = [Samples.topicScreen]
    /// Hazards, newest first.
    public var hazards = [Samples.hazardView]
    /// Inspection rounds' screens.
    public var rounds = [Samples.roundScreen]
    /// Votes.
    public var meters = [Samples.meter]
    /// The voters of the votes, all votes together.
    public var rolls = [Samples.rollRow]
    /// Contradictions.
    public var conflicts = [Samples.conflict]
    /// Matters' screens.
    public var matters = [Samples.matterView]
    /// Matters, newest first.
    public var matterList = [Samples.matterSummary]
    /// Obligations.
    public var obligations = [Samples.obligation]
    /// Members of the community.
    public var members = [Samples.memberView]
    /// Changes of the register that were proposed, oldest first.
    public var proposals = [Samples.proposedChange]
    /// Own visits that were given back.
    public var returned = [Samples.returnedView]
    /// Drafts, newest first.
    public var drafts: [DraftView] = []
    /// Hits of any search.
    public var found = [Samples.found]
    /// Things that ids open.
    public var things = [Samples.thing]

    /// The world of the samples.
    public init() {}

    /// The index of the household of a door number or an id.
    func door(_ doorOrID: String) -> Int? {
        doors.firstIndex { $0.door == doorOrID || $0.household.rawValue == doorOrID }
    }
}
