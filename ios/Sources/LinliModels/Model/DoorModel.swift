// 住户.

import Foundation
import Linli
import Observation

/// A household's screen, and where the visits and topics are that oneself wrote.
struct DoorShown: Sendable {
    let door: Door
    let kept: [String: Safety]
    /// Its first pictures.
    let shots: Listed<Shot>
}

/// 住户: what one should know before one knocks, one tap for the outcome, then everything else.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class DoorModel: Model {
    let desk: Desk
    private let household: String
    private let typing: Typing
    private let shots: Shots
    var shown = Shown<DoorShown>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ household: String) {
        self.desk = desk
        self.household = household
        typing = Typing(desk, "visit", household)
        shots = Shots(desk)
    }

    func title(_ words: Words, _ value: DoorShown?) -> String { value?.door.door ?? words[.door] }

    func read() async throws -> DoorShown {
        let door = try await desk.store.door(household)
        let kept = try await desk.kept(door.visits).merging(desk.kept(door.topics)) { one, _ in one }
        return DoorShown(door: door, kept: kept, shots: await shots.read(door.photos))
    }

    func validUntil(_ value: DoorShown) -> Date? { value.door.validUntil }

    func show(_ value: DoorShown, on page: Drawing) {
        let (words, door) = (page.words, value.door)
        before(door, on: page)
        page.line(words.last(door), .quiet)
        page.heading(.recordVisit)
        page.buttons(
            VisitOutcome.allCases.map { outcome in
                Block.Button(words.of(outcome), isMain: outcome == .home) { [self] in record(outcome) }
            }
        )
        page.button(.visitInFull) { [self] in desk.open(.visit(household)) }
        page.button(.newTopic) { [self] in desk.open(.newTopic(household)) }
        votes(door, on: page)
        people(door, on: page)
        if !door.fields.isEmpty { page.heading(.facts) }
        for one in door.fields { page.line(words.fact(one), one.values.count > 1 ? .warning : .plain) }
        visits(value, on: page)
        if !door.topics.isEmpty { page.heading(.topicsFromHere) }
        for one in door.topics { page.topic(one, desk, value.kept[one.topic.rawValue]) }
        proposals(door, on: page)
        let voices = door.photos.count { $0.lengthMs != nil }
        if door.photos.count > voices { page.fact(.photos, String(door.photos.count - voices)) }
        page.shots(value.shots.items, desk) { [self] in act($0) }
        shots.more(value.shots.hasMore, on: page) { [self] in act {} }
        if voices > 0 { page.fact(.voiceNotes, String(voices)) }
        page.numbers(door.externalIds)
    }

    private func record(_ outcome: VisitOutcome) {
        act { [self] in
            try await typing.load()
            typing.put("outcome", outcome.rawValue)
            let committed = try await typing.commit()
            desk.tell(Notice(outcome.kept, undo: committed.record, until: committed.until))
        }
    }

    private func before(_ door: Door, on page: Drawing) {
        let words = page.words
        if door.knock != .ok { page.line(words.beside([words.of(door.knock), door.quietHours ?? ""]), .warning) }
        page.line(words.listed(door.flags.filter { $0 != .doNotKnock }.map { words.of($0) }), .warning)
        if door.mergedInto != nil { page.line(.merged, .warning) }
        if !door.claimedElsewhere.isEmpty {
            page.line(words[.claimedElsewhere, words.listed(door.claimedElsewhere.map { words.of($0.said) })], .warning)
        }
    }

    private func votes(_ door: Door, on page: Drawing) {
        let words = page.words
        if !door.tallies.isEmpty { page.heading(.votesHere) }
        for tally in door.tallies {
            let state = tally.hasVoted ? Mark(words[.hasVoted], .good) : Mark(words[.notVoted])
            let until = words[.until, words.time(tally.deadline)]
            page.row(tally.tally.rawValue, tally.title ?? "", [until], [state]) { [desk] in
                desk.open(.ballot(tally: tally.tally.rawValue, voter: door.door))
            }
        }
    }

    private func people(_ door: Door, on page: Drawing) {
        let words = page.words
        if !door.people.isEmpty { page.heading(.people) }
        for person in door.people {
            let facts = person.fields.filter { $0.field != "name" }.map { words.fact($0) }
            let kind = Mark(words.of(person.kind))
            page.row(person.person.rawValue, person.name ?? words[.nameless], facts, [kind])
        }
    }

    private func visits(_ value: DoorShown, on page: Drawing) {
        let (words, door) = (page.words, value.door)
        if !door.visits.isEmpty { page.heading(.lastVisits) }
        for visit in door.visits {
            let title = words.beside([words.time(visit.at), words.of(visit.outcome)])
            let line = words.beside([words.of(visit.who), visit.met ?? "", visit.note ?? ""])
            let marks = words.marks(visit.standing) + words.marks(value.kept[visit.visit.rawValue])
            page.row(visit.visit.rawValue, title, [line], marks) { [self] in
                desk.open(.visited(household: household, visit: visit.visit.rawValue))
            }
        }
    }

    private func proposals(_ door: Door, on page: Drawing) {
        let words = page.words
        if !door.proposals.isEmpty { page.heading(.proposedChanges) }
        for change in door.proposals {
            let what = change.lines.map { line in
                words.of(line.label) + words[.colon] + (line.said.map { words.of($0) } ?? "")
            }
            page.row(change.change.rawValue, words.beside([words.of(change.by), words.time(change.at)]), what)
        }
    }
}

extension Drawing {
    /// The numbers that other systems give a thing.
    func numbers(_ ids: [ExternalIdView]) {
        for one in ids { fact(words.of(one.said), words.listed(one.values.compactMap { $0 })) }
    }
}

extension Words {
    /// The last contact by anybody, in a line.
    fileprivate func last(_ door: Door) -> String {
        guard let last = door.visits.first else { return self[.neverVisited] }
        return beside([self[.lastContact], time(last.at), of(last.who), of(last.outcome), last.note ?? ""])
    }

    /// A field in a line; values that contradict each other stand side by side.
    fileprivate func fact(_ field: DoorField) -> String {
        let values = field.values.map { value in value.said.map { of($0) } ?? self[.notHere] }
        return of(field.label) + self[.colon] + values.joined(separator: " ⁄ ")
    }
}
