// 走访: one that is written down, one that was made.

import Foundation
import Linli
import Observation

extension VisitOutcome {
    /// That a visit is kept.
    var kept: Said { Said(zh: "已记录：\(zh)。", en: "Kept: \(en).") }
}

/// A visit in full: how, whom, what was said, when to come again. Everything but the outcome may be left out.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class VisitModel: Model {
    let desk: Desk
    private let household: String
    private let typing: Typing
    private let voice: Voice
    var shown = Shown<String>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ household: String) {
        self.desk = desk
        self.household = household
        voice = Voice(desk, household)
        typing = Typing(desk, "visit", household, known: ["outcome", "mode", "met", "note", "call_back"])
    }

    func title(_ words: Words, _ value: String?) -> String { words.beside([words[.visit], value ?? ""]) }

    /// The door's number.
    func read() async throws -> String {
        try await voice.load()
        return try await desk.store.door(household).door
    }

    func show(_: String, on page: Drawing) {
        page.wordChoice(.outcome, typing, "outcome", VisitOutcome.self)
        page.wordChoice(.mode, typing, "mode", VisitMode.self)
        page.text(.met, typing, "met")
        page.text(.note, typing, "note", isLong: true)
        voice.show(on: page) { [self] work in act(work) }
        comeAgain(on: page)
        let whyNot = typing["outcome"].isEmpty ? page.words[.chooseOutcome] : nil
        page.button(.save, isMain: true, whyNot: whyNot) { [self] in save() }
        discard(typing, on: page) { [self] in try await voice.drop() }
    }

    private func comeAgain(on page: Drawing) {
        let (words, now) = (page.words, desk.now())
        let days: [(AppWord, Int)] = [(.thisEvening, 0), (.tomorrowEvening, 1), (.inAWeek, 7)]
        let times = days.map { ($0, Words.evening($1, after: now)) }.filter { $1 > now }
        let options = times.map { word, at in
            let text = at.formatted(.iso8601)
            let isChosen = typing["call_back"] == text
            return Block.Option("\(words[word]) \(words.time(at))", isChosen: isChosen) { [typing] in
                typing.put("call_back", isChosen ? "" : text)
            }
        }
        page.choice(words[.comeAgain], options, mistake: typing.mistake("call_back", words))
    }

    private func save() {
        let outcome = VisitOutcome(rawValue: typing["outcome"])
        act { [self] in
            let committed = try await typing.commit()
            desk.back()
            // What was said stands beside the visit: that is withdrawn with a reason, and not taken back as if it had never been.
            let isSaid = try await voice.attach(to: committed.record)
            guard let outcome else { return }
            desk.tell(Notice(outcome.kept, undo: isSaid ? nil : committed.record, until: committed.until))
        }
    }
}

/// A visit that was made, what was said at it, and where it is if it was written on this device.
struct VisitedShown: Sendable {
    let visit: VisitView
    let voices: [PhotoView]
    let safety: Safety?
}

/// A visit that was made: taken back with two taps if it was another door.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class VisitedModel: Model {
    let desk: Desk
    private let household: String
    private let visit: String
    var shown = Shown<VisitedShown>.waiting

    init(_ desk: Desk, _ household: String, _ visit: String) {
        self.desk = desk
        self.household = household
        self.visit = visit
    }

    func title(_ words: Words, _ value: VisitedShown?) -> String {
        words.beside([words[.visit], value?.visit.household ?? ""])
    }

    func read() async throws -> VisitedShown {
        let door = try await desk.store.door(household)
        guard let found = door.visits.first(where: { $0.visit.rawValue == visit }) else { throw Gone() }
        let voices = door.photos.filter { $0.of == found.visit && $0.lengthMs != nil && !$0.withdrawn }
        return VisitedShown(visit: found, voices: voices, safety: try await desk.kept([found])[visit])
    }

    func show(_ shown: VisitedShown, on page: Drawing) {
        let (words, value) = (page.words, shown.visit)
        page.fact(.outcome, words.of(value.outcome))
        page.fact(.mode, words.of(value.mode))
        page.fact(.time, words.time(value.at))
        if let met = value.met { page.fact(.met, met) }
        if let note = value.note { page.fact(.note, note) }
        if let at = value.callBack { page.fact(.comeAgain, words.time(at)) }
        for one in words.marks(value.standing) { page.line(one.text, one.tone) }
        if let safety = shown.safety { page.fact(.kept, words.explained(safety)) }
        page.voices(shown.voices, desk) { [self] work in act(work) }
        if value.standing != .withdrawn {
            page.button(.wrongDoor) { [self] in
                act { [self] in
                    try await desk.store.withdraw(value.visit, reason: words[.wrongDoorReason])
                    desk.back()
                    desk.tell(Notice("这次走访已撤回。", "The visit was withdrawn."))
                }
            }
        }
        page.button(.toTheDoor) { [self] in desk.open(.door(household)) }
    }
}
