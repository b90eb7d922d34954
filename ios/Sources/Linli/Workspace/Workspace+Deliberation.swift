// Topics, agendas, tallies, contradictions.

import Foundation
internal import LinliCore

extension Workspace {
    /// Collects a topic.
    @discardableResult
    public func collectTopic(_ draft: TopicDraft) async throws(LinliError) -> DocId {
        try await crossing { DocId(try await core.collectTopic(draft: draft.core)) }
    }

    /// Topics, newest first.
    public func listTopics(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<TopicView> {
        try await crossing { Page(try await core.listTopics(page: rows(limit, after))) }
    }

    /// Writes a field of an agenda; without an agenda begins a new one in the scope. The field `text` is written
    /// together, of all others concurrent values stand side by side.
    @discardableResult
    public func editAgenda(_ agenda: DocId? = nil, scope: ScopeName? = nil, field: String, value: String)
        async throws(LinliError) -> DocId
    {
        try await crossing {
            DocId(
                try await core.editAgenda(field: field, value: value, agenda: agenda?.rawValue, scope: scope?.core))
        }
    }

    /// An agenda with all its fields.
    public func agenda(_ agenda: DocId) async throws(LinliError) -> AgendaView {
        try await crossing { AgendaView(try await core.agenda(agenda: agenda.rawValue)) }
    }

    /// Agendas, newest first.
    public func listAgendas(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<AgendaView> {
        try await crossing { Page(try await core.listAgendas(page: rows(limit, after))) }
    }

    /// Opens a tally: rule, voters and deadline are fixed from then on.
    @discardableResult
    public func openTally(_ draft: TallyDraft) async throws(LinliError) -> DocId {
        try await crossing { DocId(try await core.openTally(draft: draft.core)) }
    }

    /// Voters of a tally by area whose owners bear one name and one telephone or identity number: if they are one owner, the
    /// vote is to be opened with them as one.
    public func perhapsOneOwner(in tally: DocId) async throws(LinliError) -> [[String]] {
        try await crossing { try await core.perhapsOneOwner(tally: tally.rawValue) }
    }

    /// Casts, corrects or withdraws a ballot.
    @discardableResult
    public func castBallot(_ draft: BallotDraft) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.castBallot(draft: draft.core)) }
    }

    /// Opens the motions of one sheet: each is a tally of its own, over one roll and the same sheets. Gives them in
    /// order.
    @discardableResult
    public func openQuestion(_ draft: QuestionDraft) async throws(LinliError) -> [DocId] {
        try await crossing { try await core.openQuestion(draft: draft.core).map { DocId($0) } }
    }

    /// Takes a whole sheet: a ballot in each of its motions, all with one number. Gives them in the order of the
    /// motions.
    @discardableResult
    public func castSheet(_ draft: SheetDraft) async throws(LinliError) -> [RecordId] {
        try await crossing { try await core.castSheet(draft: draft.core).map { RecordId($0) } }
    }

    /// The motions of one sheet and what they come to; of an election who is seated.
    public func question(_ tally: DocId) async throws(LinliError) -> QuestionView {
        try await crossing { QuestionView(try await core.question(tally: tally.rawValue)) }
    }

    /// Votes once more on what a closed tally asked: the same motion, rule, readings, roll and sheets, known as its
    /// re-vote.
    @discardableResult
    public func voteAgain(_ tally: DocId, deadline: Date) async throws(LinliError) -> DocId {
        try await crossing { DocId(try await core.voteAgain(tally: tally.rawValue, deadline: deadline)) }
    }

    /// Hands out slips (票据) of a tally to these voters, or to everybody who is entitled if none are named; earlier ones
    /// are void. What is given is told once: print it, and keep nothing.
    public func handOutSlips(_ tally: DocId, to voters: [String] = []) async throws(LinliError) -> [SlipView] {
        try await crossing { try await core.handOutSlips(tally: tally.rawValue, voters: voters).map(SlipView.init) }
    }

    /// Hands out slips (票据) that speak for these households in every tally, whenever it is opened; earlier ones are void. What
    /// is given is told once: print it, and keep nothing.
    public func issueSlips(to households: [String]) async throws(LinliError) -> [SlipView] {
        try await crossing { try await core.issueSlips(households: households).map(SlipView.init) }
    }

    /// Says that one has collected all one's ballots; gives the return, also in a form that can be read out.
    @discardableResult
    public func collectingDone(_ tally: DocId) async throws(LinliError) -> ReturnView {
        try await crossing { ReturnView(try await core.collectingDone(tally: tally.rawValue)) }
    }

    /// Signs voters in at the meeting; gives how many are there now.
    @discardableResult
    public func signIn(_ tally: DocId, _ voters: [String]) async throws(LinliError) -> Int {
        try await crossing { Int(try await core.signIn(tally: tally.rawValue, voters: voters)) }
    }

    /// Closes a tally: what is here in time counts, what the listed returns hold counts when it comes, everything else is
    /// late.
    @discardableResult
    public func closeTally(_ tally: DocId, returns: [HandedReturn] = []) async throws(LinliError) -> ClosedView {
        try await crossing {
            ClosedView(try await core.closeTally(tally: tally.rawValue, returns: returns.map(\.core)))
        }
    }

    /// Hands over this device's share of a sealed tally's key, once the tally is closed; whoever has done so gets the same
    /// record again.
    @discardableResult
    public func handOverKey(_ tally: DocId) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.handOverKey(tally: tally.rawValue)) }
    }

    /// The certificate of a closed tally, signed by this device, as JSON: the file that `linli verify` checks.
    public func certificate(_ tally: DocId) async throws(LinliError) -> String {
        try await crossing { try await core.certificate(tally: tally.rawValue) }
    }

    /// The file of a tally for a challenge, as JSON: roll and ground, sheets, ballots, returns, closings, index; whole or, for one
    /// voter, with everybody else by code.
    public func challengeFile(_ tally: DocId, for voter: String? = nil) async throws(LinliError) -> String {
        try await crossing { try await core.challengeFile(tally: tally.rawValue, voter: voter) }
    }

    /// The code by which a household finds its ballot in what is published; nil where the words of the opening are not here.
    public func receipt(_ tally: DocId, of ballot: RecordId) async throws(LinliError) -> String? {
        try await crossing { try await core.receipt(tally: tally.rawValue, ballot: ballot.rawValue) }
    }

    /// A tally: its file, its answer and the explanation in both languages.
    public func tally(_ tally: DocId) async throws(LinliError) -> TallyView {
        try await crossing { TallyView(try await core.tally(tally: tally.rawValue)) }
    }

    /// The meter as other readings of the tally's rule would have it: what hangs on how the rule is read.
    public func vote(_ tally: DocId, by readings: [String]) async throws(LinliError) -> Meter {
        try await crossing { Meter(try await core.voteBy(tally: tally.rawValue, readings: readings)) }
    }

    /// The rules by which a vote can be opened at a place, with their clauses and readings, and whether one may.
    public func openableRules(in scope: ScopeName) async throws(LinliError) -> [OpenableRule] {
        try await crossing { try await core.openableRules(scope: scope.core).map(OpenableRule.init) }
    }

    /// All tallies.
    public func listTallies() async throws(LinliError) -> [TallySummary] {
        try await crossing { try await core.listTallies().map(TallySummary.init) }
    }

    /// Contradictions that somebody must decide.
    public func conflicts(limit: Int = 50, after: String? = nil) async throws(LinliError) -> Page<ConflictView> {
        try await crossing { Page(try await core.conflicts(page: rows(limit, after))) }
    }

    /// Decides one for a value.
    @discardableResult
    public func resolve(_ document: DocId, field: String, value: String) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.resolve(document: document.rawValue, field: field, value: value)) }
    }
}
