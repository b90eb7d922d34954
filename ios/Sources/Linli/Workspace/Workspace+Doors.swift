// At the doors: households, visits, the order of a round, and corrections of what one wrote.

import Foundation
internal import LinliCore

extension Workspace {
    /// Records a visit. It is durable when this returns. Gives the visit's id.
    @discardableResult
    public func recordVisit(_ draft: VisitDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.recordVisit(draft: draft.core)) }
    }

    /// Corrects a visit, log entry, hazard or topic of one's own: what the change does not say stays as it was. The first
    /// version stays visible.
    @discardableResult
    public func correct(_ target: some EntityId, _ correction: Correction, reason: String) async throws(LinliError)
        -> RecordId
    {
        try await crossing {
            RecordId(try await core.correct(target: target.rawValue, correction: correction.core, reason: reason))
        }
    }

    /// Withdraws what one wrote. The first version stays visible.
    @discardableResult
    public func withdraw(_ target: some EntityId, reason: String) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.withdraw(target: target.rawValue, reason: reason)) }
    }

    /// Visits, newest first: all, or those of a household (a door number or an id).
    public func listVisits(household: String? = nil, limit: Int = 50, after: String? = nil) async throws(LinliError)
        -> Page<VisitView>
    {
        try await crossing { Page(try await core.listVisits(household: household, page: rows(limit, after))) }
    }

    /// All versions of a visit, first one first.
    public func visitHistory(_ visit: RecordId) async throws(LinliError) -> [VisitVersion] {
        try await crossing { try await core.visitHistory(visit: visit.rawValue).map(VisitVersion.init) }
    }

    /// A stairwell's households by floor, with who was last met.
    public func roundList(_ stairwell: ScopeName) async throws(LinliError) -> [RoundStop] {
        try await crossing { try await core.roundList(stairwell: stairwell.core).map(RoundStop.init) }
    }

    /// The doors of one's own grants that need care and at which nobody opens, the longest silence first.
    public func silentDoors() async throws(LinliError) -> [SilentDoor] {
        try await crossing { try await core.silentDoors().map { SilentDoor($0) } }
    }

    /// A household with its people and last visits: by door number or id.
    public func household(_ doorOrID: String) async throws(LinliError) -> HouseholdView {
        try await crossing { HouseholdView(try await core.household(doorOrId: doorOrID)) }
    }

    /// Finds households, people, topics, hazards, agendas and tallies by door or by any part of their words.
    public func search(_ text: String, limit: Int = 50) async throws(LinliError) -> [SearchHit] {
        try await crossing { try await core.search(text: text, limit: UInt32(clamping: limit)).map(SearchHit.init) }
    }
}
