// 巡查.

import Linli
import Observation

/// The rounds that are here.
struct RoundsShown: Sendable {
    /// The rounds, newest first.
    let rounds: Listed<RoundView>
    /// The places at which one can be begun.
    let places: [Spot]
}

/// 巡查: rounds of this period and of those before.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class RoundsModel: Model {
    let desk: Desk
    private let typing: Typing
    private let length = Length()
    var shown = Shown<RoundsShown>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "round", known: ["template", "place"])
    }

    func title(_ words: Words, _: RoundsShown?) -> String { words[.rounds] }

    func read() async throws -> RoundsShown {
        RoundsShown(
            rounds: try await length.read { [desk] in try await desk.store.listRounds(limit: $0, after: $1) },
            places: try await desk.ownPlaces()
        )
    }

    func show(_ value: RoundsShown, on page: Drawing) {
        let words = page.words
        for round in value.rounds.items {
            page.row(
                round.round.rawValue, words.beside([words.of(round.placeSaid), round.template]),
                [words.of(round.periodSaid)]
            ) { [desk] in
                desk.open(.round(round.round.rawValue))
            }
        }
        if value.rounds.items.isEmpty { page.line(.noRounds, .quiet) }
        length.more(value.rounds.hasMore, on: page) { [self] in act {} }
        page.heading(.newRound)
        let place = page.place(value.places, typing)
        page.text(.template, typing, "template")
        // Under the same name rounds of a month and of the one before are told as one.
        var names: [String] = []
        for round in value.rounds.items where !names.contains(round.template) { names.append(round.template) }
        if !names.isEmpty {
            let chosen = typing["template"]
            page.choice(
                words[.templateBefore],
                names.prefix(Self.mostNames).map { name in
                    Block.Option(name, isChosen: name == chosen) { [typing] in typing.put("template", name) }
                })
        }
        let whyNot = typing["template"].isBlank ? words[.templateMissing] : nil
        if let place { page.button(.begin, whyNot: whyNot) { [self] in start(place) } }
    }

    private static let mostNames = 8

    private func start(_ place: ScopeName) {
        act { [self] in
            let round = try await desk.store.startRound(in: place, template: typing["template"])
            try await typing.clear()
            desk.open(.round(round.rawValue))
        }
    }
}

/// A round: what is left to look at, three taps for each finding, the hazards that were found.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class RoundModel: Model {
    let desk: Desk
    private let round: String
    private let typing: Typing
    var shown = Shown<RoundScreen>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ round: String) {
        self.desk = desk
        self.round = round
        typing = Typing(desk, "item", round, known: ["item", "note"])
    }

    func title(_ words: Words, _ value: RoundScreen?) -> String {
        words.beside([
            value?.template ?? words[.round], value?.place.map { words.of($0.said) } ?? "",
            value.map { words.of($0.periodSaid) } ?? "",
        ])
    }

    func read() async throws -> RoundScreen { try await desk.store.round(DocId(round)) }

    func show(_ value: RoundScreen, on page: Drawing) {
        let words = page.words
        if value.left == 0 { page.line(.allSeen, .good) } else { page.line(words[.left, value.left]) }
        for line in value.lines {
            let now = line.answers.map { words.answer($0) }
            let before = line.before.map { words[.before, words.answer($0)] } ?? ""
            let marks = line.answers.count > 1 ? [Mark(words[.conflicted], .warning).signed] : []
            let label = words.beside([line.item] + now + [before] + marks)
            page.choice(label, findings(line.item, line.answers.last?.result, words))
        }
        page.heading(.anotherItem)
        page.text(.item, typing, "item")
        page.text(.note, typing, "note", isLong: true)
        if !typing["item"].isBlank { page.choice(words[.finding], findings(typing["item"], nil, words)) }
        page.heading(.hazards)
        for one in value.hazards { page.hazard(one, desk) }
        page.button(.newHazard, isMain: true) { [self] in desk.open(.newHazard(round)) }
    }

    private func findings(_ item: String, _ last: ItemResult?, _ words: Words) -> [Block.Option] {
        ItemResult.allCases.map { result in
            Block.Option(words.of(result), isChosen: result == last) { [self] in log(item, result) }
        }
    }

    private func log(_ item: String, _ result: ItemResult) {
        act { [self] in
            let note = item == typing["item"] && !typing["note"].isBlank ? typing["note"] : nil
            try await desk.store.logEntry(LogDraft(round: DocId(round), item: item, result: result, note: note))
            if item == typing["item"] { try await typing.clear() }
        }
    }
}

extension Words {
    fileprivate func answer(_ answer: RoundAnswer) -> String {
        remarked(of(answer.result), "\(of(answer.by)) \(time(answer.at))")
    }
}
