// Everything that the screens of an app do, in a store or in memory.

import Foundation

/// Everything that the screens of an app do, group by group. A ``Workspace`` does it in its store, `LinliFakes` in memory. What an
/// office does at its desk alone stands in ``Workspace``.
public protocol Commands: DoorCommands, RoundCommands, DeliberationCommands, MatterCommands, RegisterCommands,
    DraftCommands, PhotoCommands, CommunityCommands, SyncCommands
{}

/// At the doors.
public protocol DoorCommands: Sendable {
    /// Records a visit. It is durable when this returns. Gives the visit's id.
    @discardableResult
    func recordVisit(_ draft: VisitDraft) async throws(LinliError) -> RecordId

    /// Corrects a visit, log entry, hazard or topic of one's own: what the change does not say stays as it was. The first
    /// version stays visible.
    @discardableResult
    func correct(_ target: some EntityId, _ correction: Correction, reason: String) async throws(LinliError) -> RecordId

    /// Withdraws what one wrote. The first version stays visible.
    @discardableResult
    func withdraw(_ target: some EntityId, reason: String) async throws(LinliError) -> RecordId
}

/// Inspection rounds and hazards.
public protocol RoundCommands: Sendable {
    /// Starts the inspection round of a place, template and period, or gives the one that stands: the same on every phone.
    @discardableResult
    func startRound(in place: ScopeName, template: String) async throws(LinliError) -> DocId

    /// Logs an item of a round.
    @discardableResult
    func logEntry(_ draft: LogDraft) async throws(LinliError) -> RecordId

    /// Reports a hazard.
    @discardableResult
    func reportHazard(_ draft: HazardDraft) async throws(LinliError) -> DocId
}

/// Topics, agendas, tallies, contradictions.
public protocol DeliberationCommands: Sendable {
    /// Collects a topic.
    @discardableResult
    func collectTopic(_ draft: TopicDraft) async throws(LinliError) -> DocId

    /// Writes a field of an agenda; without an agenda begins a new one in the scope. The field `text` is written together, of
    /// all others concurrent values stand side by side.
    @discardableResult
    func editAgenda(_ agenda: DocId?, scope: ScopeName?, field: String, value: String) async throws(LinliError) -> DocId

    /// Opens a tally: rule, voters and deadline are fixed from then on.
    @discardableResult
    func openTally(_ draft: TallyDraft) async throws(LinliError) -> DocId

    /// Casts, corrects or withdraws a ballot.
    @discardableResult
    func castBallot(_ draft: BallotDraft) async throws(LinliError) -> RecordId

    /// Says that one has collected all one's ballots; gives the return, also in a form that can be read out.
    @discardableResult
    func collectingDone(_ tally: DocId) async throws(LinliError) -> ReturnView

    /// Signs voters in at the meeting; gives how many are there now.
    @discardableResult
    func signIn(_ tally: DocId, _ voters: [String]) async throws(LinliError) -> Int

    /// Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else is late.
    @discardableResult
    func closeTally(_ tally: DocId, returns: [HandedReturn]) async throws(LinliError) -> ClosedView

    /// Hands over this device's share of a sealed tally's key, once it is closed: two of three holders open its choices.
    @discardableResult
    func handOverKey(_ tally: DocId) async throws(LinliError) -> RecordId

    /// Decides a contradiction for a value.
    @discardableResult
    func resolve(_ document: DocId, field: String, value: String) async throws(LinliError) -> RecordId
}

/// Matters, step by step.
public protocol MatterCommands: Sendable {
    /// Opens a matter of a flow (its name, or `pack/flow`) at a place. Fails with `need_unmet`, in whose words the numbers
    /// stand, or with the field of the form that does not fit.
    @discardableResult
    func openMatter(_ flow: String, at scope: ScopeName, _ draft: StepDraft) async throws(LinliError) -> MatterOpened

    /// Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's opening as
    /// well.
    @discardableResult
    func takeStep(of matter: DocId, _ draft: StepDraft) async throws(LinliError) -> StepTaken

    /// Gives other values for some fields of a step of one's own.
    @discardableResult
    func amendStep(_ step: RecordId, values: [FormEntry], reason: String) async throws(LinliError) -> RecordId

    /// Takes a step of one's own back, as long as nothing was built on it.
    @discardableResult
    func withdrawStep(_ step: RecordId, reason: String) async throws(LinliError) -> RecordId

    /// Says a few words about a matter, or about one of its steps.
    @discardableResult
    func comment(on matter: DocId, step: RecordId?, text: String) async throws(LinliError) -> RecordId
}

/// Changes of the register by hand, and records that are given back to their author.
public protocol RegisterCommands: Sendable {
    /// Proposes a change of the register, which stands as waiting (待核) until the office decides; the office makes it at once.
    /// Gives the record: of the proposal, or of the change.
    @discardableResult
    func proposeChange(_ draft: RegisterDraft) async throws(LinliError) -> RecordId

    /// Decides a proposal: accepted, it holds from now on. A value that somebody has changed since stays beside it as a conflict.
    @discardableResult
    func decideChange(_ change: RecordId, accept: Bool, reason: String?) async throws(LinliError) -> RecordId

    /// Gives a visit back to its author (退回): its door heads his next round until he has corrected it. By whoever may grant
    /// the author's role there; a body by itself to its own.
    @discardableResult
    func returnRecord(_ record: RecordId, note: String) async throws(LinliError) -> RecordId
}

/// What somebody is typing, and undoing what was committed.
public protocol DraftCommands: Sendable {
    /// Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. It is
    /// durable when this returns, stays on this phone, encrypted, and is there again after a kill.
    func saveDraft(_ key: DraftKey, _ fields: [DraftField]) async throws(LinliError)

    /// Makes a record of a draft, and drops the draft, in one. For 10 seconds it is handed to nobody and can be undone. The
    /// screens are `visit` (`household`, or the draft's thing; `outcome`, `mode`, `note`, `met`, `call_back`) and `topic`
    /// (`source`, `title`, `text`, `household`, or the draft's thing); words and times as the tools spell them.
    @discardableResult
    func commitDraft(_ key: DraftKey) async throws(LinliError) -> Committed

    /// Takes back what was committed, while nobody has seen it: nothing is left of it. Fails with `record_unknown` once it is
    /// too late, or something was written after it: withdraw it then.
    func undo(_ record: RecordId) async throws(LinliError)
}

/// Photos.
public protocol PhotoCommands: Sendable {
    /// Keeps a photo. The file is copied and sealed; the app may delete its own.
    @discardableResult
    func attachPhoto(_ draft: PhotoDraft) async throws(LinliError) -> RecordId

    /// Withdraws a photo of one's own.
    @discardableResult
    func withdrawPhoto(_ photo: RecordId, reason: String) async throws(LinliError) -> RecordId

    /// Fetches a photo with the next sync that carries photos.
    func wantPhoto(_ photo: RecordId) async throws(LinliError)
}

/// Joining a community.
public protocol CommunityCommands: Sendable {
    /// Joins with an invitation: gives the enrolment to hand over to the inviter.
    func join(invitation: String) async throws(LinliError) -> String

    /// On the new store: the six digits that follow from the challenge, to be read aloud.
    func answerChallenge(_ challenge: String) async throws(LinliError) -> String
}

/// With the hub.
public protocol SyncCommands: Sendable {
    /// Syncs and waits. When the task that waits is cancelled, so is the sync; what was exchanged until then is kept.
    @discardableResult
    func syncAndWait(_ options: SyncOptions, transport: (any Transport)?) async throws(LinliError) -> SyncOutcome
}

extension Workspace: Commands {
    /// Syncs and waits. When the task that waits is cancelled, so is the sync; what was exchanged until then is kept.
    @discardableResult
    public func syncAndWait(
        _ options: SyncOptions = SyncOptions(),
        transport: (any Transport)? = nil
    ) async throws(LinliError) -> SyncOutcome {
        try await sync(options, transport: transport).value
    }
}
