// Inspection rounds and hazards.

import Foundation
internal import LinliCore

extension Workspace {
    /// Starts the inspection round of a place, template and period, or gives the one that stands: the same on every
    /// phone.
    @discardableResult
    public func startRound(in place: ScopeName, template: String) async throws(LinliError) -> DocId {
        try await crossing { DocId(try await core.startRound(place: place.core, template: template)) }
    }

    /// Logs an item of a round.
    @discardableResult
    public func logEntry(_ draft: LogDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.logEntry(draft: draft.core)) }
    }

    /// Reports a hazard.
    @discardableResult
    public func reportHazard(_ draft: HazardDraft) async throws(LinliError) -> DocId {
        try await crossing { DocId(try await core.reportHazard(draft: draft.core)) }
    }

    /// Inspection rounds, newest first.
    public func listRounds(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<RoundView> {
        try await crossing { Page(try await core.listRounds(page: rows(limit, after))) }
    }

    /// Hazards, newest first.
    public func listHazards(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<HazardView> {
        try await crossing { Page(try await core.listHazards(page: rows(limit, after))) }
    }
}
