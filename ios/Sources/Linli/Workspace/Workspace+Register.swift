// Changes of the register by hand, records that are given back to their author, and what somebody is typing.

import Foundation
internal import LinliCore

extension Workspace {
    /// Proposes a change of the register, which stands as waiting (待核) until the office decides; the office makes it at once.
    /// Gives the record: of the proposal, or of the change.
    @discardableResult
    public func proposeChange(_ draft: RegisterDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.proposeChange(draft: draft.core)) }
    }

    /// Decides a proposal: accepted, it holds from now on. A value that somebody has changed since stays beside it as a
    /// conflict.
    @discardableResult
    public func decideChange(_ change: RecordId, accept: Bool, reason: String? = nil) async throws(LinliError)
        -> RecordId
    {
        try await crossing {
            RecordId(try await core.decideChange(change: change.rawValue, accept: accept, reason: reason))
        }
    }

    /// Proposed changes that nobody has decided, the oldest first: what waits for the office.
    public func waitingChanges() async throws(LinliError) -> [ProposedChange] {
        try await crossing { try await core.waitingChanges().map { ProposedChange($0) } }
    }

    /// One's own proposals with what was decided, the newest first.
    public func ownChanges() async throws(LinliError) -> [ProposedChange] {
        try await crossing { try await core.ownChanges().map { ProposedChange($0) } }
    }

    /// Gives a visit back to its author (退回): its door heads his next round until he has corrected it. By whoever may grant
    /// the author's role there; a body by itself to its own.
    @discardableResult
    public func returnRecord(_ record: RecordId, note: String) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.returnRecord(record: record.rawValue, note: note)) }
    }

    /// One's own visits that were given back and are not corrected yet, the oldest return first.
    public func returned() async throws(LinliError) -> [ReturnedView] {
        try await crossing { try await core.returned().map { ReturnedView($0) } }
    }

    /// Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. It is
    /// durable when this returns, stays on this phone, encrypted, and is there again after a kill.
    public func saveDraft(_ key: DraftKey, _ fields: [DraftField] = []) async throws(LinliError) {
        try await crossing { try await core.saveDraft(key: key.core, fields: fields.map { $0.core }) }
    }

    /// Everything that was being typed, the newest first.
    public func drafts() async throws(LinliError) -> [DraftView] {
        try await crossing { try await core.drafts().map { DraftView($0) } }
    }

    /// Makes a record of a draft, and drops the draft, in one. For 10 seconds it is handed to nobody and can be undone. The
    /// screens are `visit` (`household`, or the draft's thing; `outcome`, `mode`, `note`, `met`, `call_back`) and `topic`
    /// (`source`, `title`, `text`, `household`, or the draft's thing); words and times as the tools spell them.
    @discardableResult
    public func commitDraft(_ key: DraftKey) async throws(LinliError) -> Committed {
        try await crossing { Committed(try await core.commitDraft(key: key.core)) }
    }

    /// Takes back what was committed, while nobody has seen it: nothing is left of it. Fails with `record_unknown` once it is
    /// too late, or something was written after it: withdraw it then.
    public func undo(_ record: RecordId) async throws(LinliError) {
        try await crossing { try await core.undo(record: record.rawValue) }
    }
}
