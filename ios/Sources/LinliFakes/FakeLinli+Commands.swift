// Commands that change a world in memory, and tell it.

import Foundation
import Linli

extension FakeLinli: Commands {
    /// Shows the visit at its door and on the first screen.
    @discardableResult
    public func recordVisit(_ draft: VisitDraft) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("recordVisit", .visits, about: draft.household) { state throws(LinliError) in
            try state.visit(draft, now)
        }
    }

    /// Noted alone.
    @discardableResult
    public func correct(_ target: some EntityId, _ correction: Correction, reason: String) async throws(LinliError)
        -> RecordId
    {
        try command("correct", .visits, about: target.rawValue) { $0.nextRecord() }
    }

    /// Leaves the visit, topic or hazard out.
    @discardableResult
    public func withdraw(_ target: some EntityId, reason: String) async throws(LinliError) -> RecordId {
        let (now, id) = (clock(), target.rawValue)
        return try command("withdraw", .visits, about: id) { state in
            for index in state.world.doors.indices {
                state.world.doors[index].visits.removeAll { $0.visit.rawValue == id }
            }
            state.world.topics.removeAll { $0.topic.topic.rawValue == id }
            state.world.hazards.removeAll { $0.hazard.rawValue == id }
            state.owe(now)
            return state.nextRecord()
        }
    }

    /// Begins an empty round, or gives the one of this template.
    @discardableResult
    public func startRound(in place: ScopeName, template: String) async throws(LinliError) -> DocId {
        try command("startRound", .rounds) { state in
            if let known = state.world.rounds.first(where: { $0.template == template }) { return known.round }
            var round = Samples.roundScreen
            round.round = state.nextDoc()
            round.template = template
            round.lines = []
            round.left = 0
            state.world.rounds.append(round)
            return round.round
        }
    }

    /// Shows the answer at its item.
    @discardableResult
    public func logEntry(_ draft: LogDraft) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("logEntry", .rounds, about: draft.round.rawValue) { state throws(LinliError) in
            try state.log(draft, now)
        }
    }

    /// Shows the hazard at the head of the list.
    @discardableResult
    public func reportHazard(_ draft: HazardDraft) async throws(LinliError) -> DocId {
        let now = clock()
        return try command("reportHazard", .hazards) { state in
            var hazard = Samples.hazardView
            hazard.hazard = state.nextDoc()
            hazard.kind = draft.kind
            hazard.severity = draft.severity
            hazard.text = draft.text
            hazard.at = now
            state.world.hazards.insert(hazard, at: 0)
            state.owe(now)
            return hazard.hazard
        }
    }

    /// Shows the topic at the head of the list, and at its door.
    @discardableResult
    public func collectTopic(_ draft: TopicDraft) async throws(LinliError) -> DocId {
        let now = clock()
        return try command("collectTopic", .topics) { state throws(LinliError) in try state.collect(draft, now) }
    }

    /// Noted alone.
    @discardableResult
    public func editAgenda(_ agenda: DocId?, scope: ScopeName?, field: String, value: String)
        async throws(LinliError) -> DocId
    {
        try command("editAgenda", .agendas) { agenda ?? $0.nextDoc() }
    }

    /// Noted alone.
    @discardableResult
    public func openTally(_ draft: TallyDraft) async throws(LinliError) -> DocId {
        try command("openTally") { $0.nextDoc() }
    }

    /// Moves the meter by one the first time, and shows the answer on the roll.
    @discardableResult
    public func castBallot(_ draft: BallotDraft) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("castBallot", .tally(draft.tally), about: draft.tally.rawValue) { state throws(LinliError) in
            try state.cast(draft, now)
        }
    }

    /// Noted alone.
    @discardableResult
    public func collectingDone(_ tally: DocId) async throws(LinliError) -> ReturnView {
        try command("collectingDone") { _ in Samples.returnView }
    }

    /// Shows the voters as present.
    @discardableResult
    public func signIn(_ tally: DocId, _ voters: [String]) async throws(LinliError) -> Int {
        try command("signIn", .tally(tally), about: tally.rawValue) { state in
            for index in state.world.rolls.indices where voters.contains(state.world.rolls[index].voter) {
                state.world.rolls[index].present = true
            }
            return state.world.rolls.filter(\.present).count
        }
    }

    /// Shows the vote as closed.
    @discardableResult
    public func closeTally(_ tally: DocId, returns: [HandedReturn]) async throws(LinliError) -> ClosedView {
        try command("closeTally", .tally(tally), about: tally.rawValue) { state throws(LinliError) in
            let index = try state.meter(tally)
            state.world.meters[index].state = .closed
            state.world.meters[index].mayCast = false
            var closed = Samples.closedView
            closed.closing = state.nextRecord()
            return closed
        }
    }

    /// A share more.
    @discardableResult
    public func handOverKey(_ tally: DocId) async throws(LinliError) -> RecordId {
        try command("handOverKey", .tally(tally)) { state in state.nextRecord() }
    }

    /// Ends the contradiction.
    @discardableResult
    public func resolve(_ document: DocId, field: String, value: String) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("resolve", .register, about: document.rawValue) { state throws(LinliError) in
            let decided = try one(state.world.conflicts, "document") { $0.document == document && $0.field == field }
            state.world.conflicts.removeAll { $0 == decided }
            state.owe(now)
            return state.nextRecord()
        }
    }

    /// Noted alone.
    @discardableResult
    public func openMatter(_ flow: String, at scope: ScopeName, _ draft: StepDraft) async throws(LinliError)
        -> MatterOpened
    {
        try command("openMatter", .matters) { MatterOpened(matter: $0.nextDoc(), record: $0.nextRecord()) }
    }

    /// Noted alone.
    @discardableResult
    public func takeStep(of matter: DocId, _ draft: StepDraft) async throws(LinliError) -> StepTaken {
        try command("takeStep", .matters, about: matter.rawValue) { StepTaken(record: $0.nextRecord(), opened: []) }
    }

    /// Noted alone.
    @discardableResult
    public func amendStep(_ step: RecordId, values: [FormEntry], reason: String) async throws(LinliError) -> RecordId {
        try command("amendStep", .matters, about: step.rawValue) { $0.nextRecord() }
    }

    /// Noted alone.
    @discardableResult
    public func withdrawStep(_ step: RecordId, reason: String) async throws(LinliError) -> RecordId {
        try command("withdrawStep", .matters, about: step.rawValue) { $0.nextRecord() }
    }

    /// Noted alone.
    @discardableResult
    public func comment(on matter: DocId, step: RecordId?, text: String) async throws(LinliError) -> RecordId {
        try command("comment", .matters, about: matter.rawValue) { $0.nextRecord() }
    }

    /// Shows the proposal as waiting.
    @discardableResult
    public func proposeChange(_ draft: RegisterDraft) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("proposeChange", .register, about: draft.household) { state throws(LinliError) in
            try state.propose(draft, now)
        }
    }

    /// Shows the decision.
    @discardableResult
    public func decideChange(_ change: RecordId, accept: Bool, reason: String?) async throws(LinliError) -> RecordId {
        let now = clock()
        return try command("decideChange", .register) { state throws(LinliError) in
            let waiting = state.world.proposals.firstIndex { $0.change == change && $0.decided == nil }
            guard let index = waiting else { throw unknown(.recordUnknown, "change") }
            state.world.proposals[index].decided = Verdict(accepted: accept, reason: reason)
            for door in state.world.doors.indices {
                state.world.doors[door].proposals.removeAll { $0.change == change }
            }
            state.owe(now)
            return state.nextRecord()
        }
    }

    /// Noted alone.
    @discardableResult
    public func returnRecord(_ record: RecordId, note: String) async throws(LinliError) -> RecordId {
        try command("returnRecord", .contested, about: record.rawValue) { $0.nextRecord() }
    }

    /// Keeps the draft.
    public func saveDraft(_ key: DraftKey, _ fields: [DraftField]) async throws(LinliError) {
        let now = clock()
        try command("saveDraft", .drafts) { state in
            state.world.drafts.removeAll { $0.key == key }
            if !fields.isEmpty {
                state.world.drafts.insert(DraftView(key: key, fields: fields, at: now), at: 0)
            }
        }
    }

    /// Makes a visit or a topic of the draft.
    @discardableResult
    public func commitDraft(_ key: DraftKey) async throws(LinliError) -> Committed {
        let now = clock()
        return try command("commitDraft", .drafts, about: key.thing) { state throws(LinliError) in
            try state.commit(key, now)
        }
    }

    /// Shows the world as it was before.
    public func undo(_ record: RecordId) async throws(LinliError) {
        let now = clock()
        try command("undo", .visits, about: record.rawValue) { state throws(LinliError) in
            guard let (committed, before) = state.undoable, committed.record == record, now <= committed.until else {
                throw unknown(.recordUnknown, "record")
            }
            state.world = before
            state.undoable = nil
        }
    }

    /// Noted alone.
    @discardableResult
    public func attachPhoto(_ draft: PhotoDraft) async throws(LinliError) -> RecordId {
        try command("attachPhoto", .photos, about: draft.entity) { $0.nextRecord() }
    }

    /// Noted alone.
    @discardableResult
    public func withdrawPhoto(_ photo: RecordId, reason: String) async throws(LinliError) -> RecordId {
        try command("withdrawPhoto", .photos, about: photo.rawValue) { $0.nextRecord() }
    }

    /// Noted alone.
    public func wantPhoto(_ photo: RecordId) async throws(LinliError) {
        try command("wantPhoto", .photos, about: photo.rawValue) { _ in }
    }

    /// Shows that an invitation was answered.
    public func join(invitation: String) async throws(LinliError) -> String {
        let expires = clock().addingTimeInterval(86_400)
        return try command("join", .roster) { state in
            state.world.me.enrolment = .asked(digits: nil, expires: expires)
            return "enrolment"
        }
    }

    /// Shows the digits.
    public func answerChallenge(_ challenge: String) async throws(LinliError) -> String {
        let expires = clock().addingTimeInterval(86_400)
        return try command("answerChallenge", .roster) { state in
            state.world.me.enrolment = .asked(digits: "407192", expires: expires)
            return "407192"
        }
    }

    /// Nothing exists only here any more.
    @discardableResult
    public func syncAndWait(_ options: SyncOptions, transport: (any Transport)?) async throws(LinliError)
        -> SyncOutcome
    {
        let now = clock()
        return try command("sync", .sync) { state in
            var report = Samples.syncReport
            report.sent = state.world.sync.debt.records
            state.unsent = []
            let none = Debt(records: 0, since: nil)
            state.world.today.debt = none
            state.world.sync.debt = none
            state.world.sync.byKind = []
            state.world.sync.state = .idle
            state.world.sync.status.onlyHere = 0
            state.world.sync.status.since = nil
            state.world.sync.status.last = now
            return SyncOutcome(records: report, photos: nil)
        }
    }
}
