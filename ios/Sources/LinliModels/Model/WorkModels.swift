// 事务, 期限, 冲突, 查找.

import Foundation
import Linli
import Observation

/// Everything but the doors: where the other screens begin.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class WorkModel: Model {
    let desk: Desk
    let isPrivate = false
    var shown = Shown<Int>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    private static let all: [(AppWord, Screen)] = [
        (.topics, .topics), (.matters, .matters), (.votes, .votes), (.rounds, .rounds), (.hazards, .hazards),
        (.obligations, .obligations), (.conflicts, .conflicts), (.elsewhere, .elsewhere),
    ]

    func title(_ words: Words, _: Int?) -> String { words[.work] }

    /// How many pictures wait until it is said what they are of.
    func read() async throws -> Int { try await desk.askedPictures().count }

    func show(_ pictures: Int, on page: Drawing) {
        // Whoever went back from there finds the way again.
        if pictures > 0 {
            page.row(Screen.handed.name, page.words[.handed], [String(pictures)]) { [desk] in desk.open(.handed) }
        }
        for (word, screen) in Self.all {
            page.row(screen.name, page.words[word]) { [desk] in desk.open(screen) }
        }
    }
}

/// 期限: results to be corrected, clocks of matters and duties that recur, the overdue ones too.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class ObligationsModel: Model {
    let desk: Desk
    var shown = Shown<[Obligation]>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    private static let around: TimeInterval = 60 * 86_400

    func title(_ words: Words, _: [Obligation]?) -> String { words[.obligations] }

    func read() async throws -> [Obligation] {
        let now = desk.now()
        return try await desk.store.obligations(
            from: now.addingTimeInterval(-Self.around), until: now.addingTimeInterval(Self.around))
    }

    func show(_ value: [Obligation], on page: Drawing) {
        let words = page.words
        if value.isEmpty { page.line(.noObligations, .quiet) }
        for (at, one) in value.enumerated() {
            switch one {
            case .clock(let matter, _, let title, let due, let overdue):
                let name = words.beside([words.of(title), matter.title ?? words.of(matter.flowTitle)])
                let line = words.beside([words[.due, words.time(due)], words.of(matter.placeSaid)])
                let late = overdue ? [Mark(words[.clockOverdue], .warning)] : []
                page.row("clock-\(at)", name, [line], late) { [desk] in desk.open(.matter(matter.matter.rawValue)) }
            case .duty(_, let title, _, let place, _, let period, let due, let state):
                let due = due.map { words[.due, words.time($0)] } ?? words[.calendarMissing]
                let mark = Mark(words[state.word], state.tone)
                page.row(
                    "duty-\(at)", words.of(title), [words.beside([due, words.of(place), words.of(period)])], [mark])
            case .result(let matter): page.matter(matter, desk)
            }
        }
    }
}

extension DutyState {
    fileprivate var word: AppWord {
        switch self {
        case .done: .dutyDone
        case .late: .dutyLate
        case .coming: .dutyComing
        case .unknown: .clockUnknown
        case .open: .dutyOpen
        case .breach: .dutyBreach
        }
    }

    fileprivate var tone: Tone {
        switch self {
        case .breach, .late: .warning
        case .done: .good
        default: .plain
        }
    }
}

/// 冲突: what each said, who and when; decided by whose it is, and by nobody else.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class ConflictsModel: Model {
    let desk: Desk
    private let length = Length()
    private let typing: Typing
    var shown = Shown<Listed<Conflict>>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "conflicts")
    }

    func title(_ words: Words, _: Listed<Conflict>?) -> String { words[.conflicts] }

    func read() async throws -> Listed<Conflict> {
        try await length.read { [desk] in try await desk.store.conflictList(limit: $0, after: $1) }
    }

    func show(_ value: Listed<Conflict>, on page: Drawing) {
        if value.items.isEmpty { page.line(.noConflicts, .good) }
        for one in value.items { conflict(one, on: page) }
        length.more(value.hasMore, on: page) { [self] in act {} }
    }

    private func conflict(_ conflict: Conflict, on page: Drawing) {
        let words = page.words
        page.heading(words.beside([words.of(conflict.title), words.of(conflict.label)]))
        for said in conflict.values {
            let line = words.beside([words.of(said.by), words.time(said.at)])
            page.row(said.record.rawValue, words.of(said.said), [line])
            if let value = said.value, conflict.mine {
                page.button(words[.takeThis, words.of(said.said)]) { [self] in decide(conflict, value) }
            }
        }
        if conflict.isForWords {
            page.text(.ownValue, typing, conflict.key)
            let own = typing[conflict.key]
            page.button(.takeOwn, whyNot: own.isBlank ? words[.nothingTyped] : nil) { [self] in
                decide(conflict, own.trimmed)
            }
        }
        if conflict.mine { return }
        let owner =
            switch conflict.owner {
            case .role(let role): words.of(role)
            case .author: words[.itsAuthor]
            case .roles(let roles): words.listed(roles.map { words.of($0) })
            }
        page.line(words[.decidedBy, owner], .quiet)
    }

    private func decide(_ conflict: Conflict, _ value: String) {
        act { [desk, typing] in
            try await desk.store.resolve(conflict.document, field: conflict.field, value: value)
            typing.put(conflict.key, "")
            desk.tell(Notice(AppWord.decided.said))
        }
    }
}

extension Conflict {
    /// Which contradiction it is, among all.
    fileprivate var key: String { "\(document.rawValue) \(field)" }

    /// Whether it can be decided by words of one's own: of every other kind one of the records is chosen.
    fileprivate var isForWords: Bool { mine && (kind == .register || kind == .agenda) }
}

/// 查找: by door, by any part of the words, by the first letters of pinyin.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class SearchModel: Model {
    let desk: Desk
    private let typing: Typing
    private let length = Length()
    var shown = Shown<Listed<Found>>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(desk, "search")
    }

    func title(_ words: Words, _: Listed<Found>?) -> String { words[.search] }

    func read() async throws -> Listed<Found> {
        let text = typing["text"]
        if text.isBlank { return Listed(items: [], hasMore: false) }
        return try await length.read { [desk] in try await desk.store.searchList(text, limit: $0, after: $1) }
    }

    func show(_ value: Listed<Found>, on page: Drawing) {
        let words = page.words
        page.text(.searchFor, typing, "text", hint: .hintSearch)
        page.button(.search, isMain: true) { [self] in act {} }
        // What no screen shows is not offered: a tap on it would do nothing.
        let hits = value.items.compactMap { found in found.thing.screen.map { (found, $0) } }
        for (found, screen) in hits {
            let thing = found.thing
            let title = thing.title.isEmpty ? found.hit.title : thing.title
            // Words that are the title itself are not said twice.
            let matched = found.hit.matched == title ? "" : found.hit.matched
            let line = words.beside([matched, thing.place.map { words.of($0.said) } ?? ""])
            page.row("\(thing.kind)\(thing.id)", title, [line], [Mark(words.of(thing.kind))]) { [desk] in
                desk.open(screen)
            }
        }
        if hits.isEmpty && !value.hasMore && !typing["text"].isBlank { page.line(.nothingFound, .quiet) }
        length.more(value.hasMore, on: page) { [self] in act {} }
    }
}

extension Thing {
    /// The screen that a thing opens; none has one of its own.
    fileprivate var screen: Screen? {
        switch kind {
        case .household: .door(id)
        case .person, .visit: household.map { .door($0.rawValue) }
        case .topic: .topic(id)
        case .tally: .vote(id)
        case .round: .round(id)
        case .hazard: .hazard(id)
        case .matter: .matter(id)
        case .place: place.map { .today($0.scope) }
        case .agenda: .agenda(id)
        case .photo, .member: nil
        }
    }
}
