// 表决.

import Foundation
import Linli
import Observation

/// 表决: all tallies that are here.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class VotesModel: Model {
    let desk: Desk
    var shown = Shown<[TallySummary]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: [TallySummary]?) -> String { words[.votes] }

    func read() async throws -> [TallySummary] { try await desk.store.listTallies() }

    func show(_ tallies: [TallySummary], on page: Drawing) {
        let words = page.words
        page.button(.newVote) { [desk] in desk.open(.newVote) }
        if tallies.isEmpty { page.line(.noVotes, .quiet) }
        for tally in tallies {
            let line = words.beside([words[.until, words.time(tally.deadline)], words[.voters, tally.voters]])
            let marks = tally.sealed ? [Mark(words[.sealed])] : []
            page.row(tally.tally.rawValue, tally.title ?? words[.notHere], [line], marks) { [desk] in
                desk.open(.vote(tally.tally.rawValue))
            }
        }
    }
}

/// The honest meter: what is known, what may still come from whom, and whether that can change anything.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class VoteModel: Model {
    let desk: Desk
    private let tally: String
    var shown = Shown<Meter>.waiting

    init(_ desk: Desk, _ tally: String) {
        self.desk = desk
        self.tally = tally
    }

    private static let cm2OfM2 = 10_000

    func title(_ words: Words, _ value: Meter?) -> String { value?.title ?? words[.vote] }

    func read() async throws -> Meter { try await desk.store.vote(DocId(tally)) }

    func validUntil(_ value: Meter) -> Date? { value.validUntil }

    func show(_ value: Meter, on page: Drawing) {
        let words = page.words
        let outcome = value.outcome.map { words.of($0) } ?? words[.noOutcomeHere]
        page.line(
            words.beside([outcome, certainty(value, words), words.of(value.state)]), value.certain ? .good : .plain)
        page.line(words.of(value.next))
        page.line(words[.until, words.time(value.deadline)])
        if let seal = value.seal { show(seal, on: page) }
        let isRead = value.seal.map { $0.state == .opened } ?? true
        let have = value.missing.isEmpty ? AppWord.needHave : .needHandedIn
        gauges(.takePart, isRead ? .sayYes : nil, value.heads, have, 1, on: page)
        if let area = value.area {
            gauges(.takePartArea, isRead ? .sayYesArea : nil, area, have, Self.cm2OfM2, on: page)
        }
        if !value.missing.isEmpty { page.heading(.stillOut) }
        for one in value.missing { page.row(one.by.id.rawValue, words.of(one.by), [words[.mayHold, one.most]]) }
        if let own = value.ownPart { page.fact(.ownPart, words[.ofSoMany, own.have, own.of]) }
        if !value.disputed.isEmpty { page.fact(.disputed, words.listed(value.disputed), .warning) }
        page.button(.roll, isMain: value.mayCast) { [self] in desk.open(.roll(tally)) }
        if value.mayCast { page.button(.collectingDone) { [self] in handIn() } }
        if value.mayClose && value.state != .closed {
            let isEarly = value.deadline > desk.now() && !value.certain
            page.button(.closeVote, whyNot: isEarly ? words[.notOver] : nil) { [self] in
                act { [self] in try await desk.store.closeTally(DocId(tally), returns: []) }
            }
        }
        if value.seal?.mayHandOver == true {
            page.button(.handOverKey, isMain: true) { [self] in
                act { [self] in try await desk.store.handOverKey(DocId(tally)) }
            }
        }
        page.share(tally, desk)
        page.heading(.explanation)
        for one in words.of(value.explanation).split(separator: "\n") { page.line(String(one), .quiet) }
    }

    private func handIn() {
        act { [self] in
            let spoken = try await desk.store.collectingDone(DocId(tally)).spoken
            desk.tell(Notice("交回码：\(spoken)", "Hand-in code: \(spoken)"))
        }
    }

    /// Whether the outcome can still change; nothing of one that says so itself.
    private func certainty(_ value: Meter, _ words: Words) -> String {
        if value.certain { return words[.certain] }
        return value.outcome == .undecided ? "" : words[.notCertain]
    }

    /// That its choices are sealed, in words, and whose keys open them.
    private func show(_ seal: SealView, on page: Drawing) {
        let words = page.words
        page.fact(.sealedChoices, words.of(seal.state), seal.state == .broken ? .warning : .plain)
        if seal.unread > 0 { page.fact(.sealedHere, String(seal.unread)) }
        page.heading(.keyHolders)
        for holder in seal.holders {
            let given = words[holder.handedOver ? .keyGiven : .keyKept]
            page.row(holder.by.id.rawValue, words.of(holder.by), [given])
        }
    }

    /// Without a word for yes nobody knows how many there are.
    private func gauges(
        _ part: AppWord, _ yes: AppWord?, _ numbers: MeterNumbers, _ word: AppWord, _ unit: Int, on page: Drawing
    ) {
        let words = page.words
        let (have, need, of) = (numbers.have / unit, numbers.need / unit, numbers.of / unit)
        let said = words[word, need, have, of]
        page.gauge(Block.Gauge(label: words[part], have: have, need: need, of: of, text: said))
        guard let yes, let yesNeed = numbers.yesNeed.map({ $0 / unit }) else { return }
        let (low, high) = (numbers.yesLow / unit, numbers.yesHigh / unit)
        let most = numbers.yesHigh > numbers.yesLow ? words[.atMost, high] : ""
        let saidYes = words.beside([words[word, yesNeed, low, of], most])
        page.gauge(Block.Gauge(label: words[yes], have: low, need: yesNeed, of: of, text: saidYes))
    }
}

/// Who has voted and who has not, by name: whoever takes ballots takes them from here.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class RollModel: Model {
    let desk: Desk
    private let tally: String
    private let length = Length()
    var shown = Shown<Listed<RollRow>>.waiting

    init(_ desk: Desk, _ tally: String) {
        self.desk = desk
        self.tally = tally
    }

    func title(_ words: Words, _: Listed<RollRow>?) -> String { words[.roll] }

    func read() async throws -> Listed<RollRow> {
        try await length.read { [desk, tally] in
            try await desk.store.voteRoll(DocId(tally), limit: $0, after: $1)
        }
    }

    func show(_ value: Listed<RollRow>, on page: Drawing) {
        let words = page.words
        for voter in value.items {
            let why = voter.withoutVote.map { words.of($0) } ?? ""
            let units = voter.units.isEmpty ? "" : words[.alsoOwns, words.listed(voter.units)]
            let open: Action = { [self] in desk.open(.ballot(tally: tally, voter: voter.voter)) }
            let mark = words.mark(voter)
            page.row(voter.voter, voter.voter, [why, units], [mark], open: voter.withoutVote == nil ? open : nil)
        }
        length.more(value.hasMore, on: page) { [self] in act {} }
    }
}

extension Words {
    fileprivate func mark(_ voter: RollRow) -> Mark {
        let text = beside([of(voter.state), voter.choice.map { of($0) } ?? ""])
        return switch voter.state {
        case .voted: Mark(text, .good)
        case .disputed, .contested: Mark(text, .warning)
        default: Mark(text)
        }
    }
}

/// A vote, and what somebody answered.
struct BallotShown: Sendable {
    /// The vote.
    let meter: Meter
    /// The answer, of which nothing is kept before it was said in words; none as long as there is none.
    let choice: Choice?
    /// The voter's row of the roll; none for whoever stands on none.
    let row: RollRow?

    /// Whether a ballot of his is here: the next one is a correction then, and takes the place of one's own.
    var isThere: Bool { row.map { $0.state != .notYet } ?? false }
}

/// One voter's answer, taken at his door: a tap chooses it, another one casts it.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class BallotModel: Model {
    let desk: Desk
    private let tally: String
    private let voter: String
    private var chosen: Choice?
    var shown = Shown<BallotShown>.waiting

    init(_ desk: Desk, _ tally: String, _ voter: String) {
        self.desk = desk
        self.tally = tally
        self.voter = voter
    }

    func title(_ words: Words, _: BallotShown?) -> String { words.beside([words[.ballot], voter]) }

    func read() async throws -> BallotShown {
        BallotShown(meter: try await desk.store.vote(DocId(tally)), choice: chosen, row: try await row())
    }

    private func row() async throws -> RollRow? {
        try await firstOf(
            where: { $0.voter == voter },
            { [desk, tally] in try await desk.store.voteRoll(DocId(tally), limit: $0, after: $1) }
        )
    }

    func show(_ value: BallotShown, on page: Drawing) {
        let words = page.words
        page.line(value.meter.title ?? "")
        if value.meter.mayCast {
            if value.meter.seal != nil { page.line(.ballotSealed) }
            if let row = value.row, value.isThere {
                let said = [words.of(row.state), row.choice.map { words.of($0) } ?? ""]
                page.fact(words[.state], words.beside(said))
                page.line(.ballotAgain, .warning)
            }
            if let choice = value.choice {
                page.line(words[.ballotChosen, voter, words.of(choice)], .warning)
                page.button(words[.ballotCast, words.of(choice)], isMain: true) { [self] in
                    cast(choice, value.isThere)
                }
                page.button(.chooseAgain) { [self] in choose(nil) }
            } else {
                page.buttons(
                    Choice.allCases.map { choice in
                        Block.Button(words.of(choice), isMain: choice == .yes) { [self] in choose(choice) }
                    }
                )
            }
        } else {
            page.line(.mayNotCast, .warning)
        }
        page.button(.toTheVote) { [self] in desk.open(.vote(tally)) }
    }

    private func choose(_ choice: Choice?) {
        act { [self] in chosen = choice }
    }

    private func cast(_ choice: Choice, _ isThere: Bool) {
        act { [self] in
            var ballot = BallotDraft(tally: DocId(tally), voter: voter, choice: choice)
            if isThere { ballot.kind = .correct }
            try await desk.store.castBallot(ballot)
            chosen = nil
            desk.back()
            desk.tell(Notice("\(voter) 的票已记下：\(choice.zh)。", "The ballot of \(voter) is kept: \(choice.en)."))
        }
    }
}
