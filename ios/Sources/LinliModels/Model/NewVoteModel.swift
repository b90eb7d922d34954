// 发起表决.

import Foundation
import Linli
import Observation

/// What a vote can be opened with.
struct NewVoteShown: Sendable {
    /// The places at which one may begin something.
    let places: [Spot]
    /// The rules by which the chosen place votes.
    let rules: [OpenableRule]
    /// Everybody who may take ballots or hold a key.
    let members: [MemberView]
}

/// 发起表决: the question, the rule with its clause, who votes, until when, who collects, sealed or not. The library judges all of it.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class NewVoteModel: Model {
    /// Those who vote.
    private enum Way: String, CaseIterable {
        case all, units, names

        var word: AppWord {
            switch self {
            case .all: .voteAll
            case .units: .voteUnits
            case .names: .voteNames
            }
        }
    }

    private static let days = [3, 7, 15]

    let desk: Desk
    private let typing: Typing
    var shown = Shown<NewVoteShown>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk) {
        self.desk = desk
        typing = Typing(
            desk, "vote", known: ["title", "rule", "voters", "readings", "deadline", "sheets", "key_holders"])
    }

    func title(_ words: Words, _: NewVoteShown?) -> String { words[.newVote] }

    func read() async throws -> NewVoteShown {
        let places = try await desk.ownPlaces()
        let here = places.first { $0.said.zh == typing["place"] } ?? places.first
        var rules: [OpenableRule] = []
        if let here { rules = try await desk.store.openableRules(in: here.scope) }
        let members = try await Length().read { [desk] limit, after in
            try await desk.store.members(limit: limit, after: after)
        }
        return NewVoteShown(places: places, rules: rules, members: members.items)
    }

    func show(_ value: NewVoteShown, on page: Drawing) {
        let words = page.words
        page.text(.voteQuestion, typing, "title", hint: .hintQuestion)
        guard let place = page.place(value.places, typing, chosenNow: { [self] in act {} }) else { return }
        if let rule = choice(value.rules, on: page) {
            voters(rule, on: page)
            readings(rule, on: page)
            deadline(on: page)
            sheets(value.members, on: page)
            let members = value.members.map { ($0.member.rawValue, words.of($0.said)) }
            many(.chooseKeyHolders, "key_holders", members, on: page)
            page.line(.fixedOnceOpen, .quiet)
            let end = until
            let unsaid = missing(end)
            page.button(.openVote, isMain: true, whyNot: unsaid.map { words[$0] }) { [self] in
                if let end { open(place, rule, end) }
            }
        }
        discard(typing, on: page)
    }

    /// The rule that was chosen, or the only one; of those that one may not open it is said who may.
    private func choice(_ rules: [OpenableRule], on page: Drawing) -> OpenableRule? {
        let words = page.words
        let mine = rules.filter(\.may)
        let chosen = mine.first { $0.rule.rawValue == typing["rule"] } ?? (mine.count == 1 ? mine[0] : nil)
        if !mine.isEmpty {
            let options = mine.map { one in
                Block.Option(words.of(one.title), isChosen: one == chosen) { [self] in
                    typing.put("rule", one.rule.rawValue)
                }
            }
            page.choice(words[.voteRule], options, mistake: typing.mistake("rule", words))
        }
        if let chosen {
            page.line(words[.clause, words.of(chosen.clause)], .quiet)
            page.fact(.source, words[chosen.status.word])
        }
        for other in rules where !other.may {
            let why = other.whyNot.map { words.of($0) } ?? words[.notYours]
            page.line(words.of(other.title) + words[.colon] + why, .quiet)
        }
        return chosen
    }

    private var way: Way { Way(rawValue: typing["voters"]) ?? .all }

    private func voters(_ rule: OpenableRule, on page: Drawing) {
        let words = page.words
        let options = Way.allCases.filter { $0 != .names || !rule.byArea }.map { one in
            Block.Option(words[one.word], isChosen: way == one) { [self] in typing.put("voters", one.rawValue) }
        }
        page.choice(words[.whoVotes], options, mistake: typing.mistake("voters", words))
        if rule.byArea { page.line(.voteByArea, .quiet) }
        if way != .all { page.text(.votersListed, typing, "listed", isLong: true, hint: .hintMany) }
    }

    private func readings(_ rule: OpenableRule, on page: Drawing) {
        let words = page.words
        if rule.settled {
            let settled = rule.readings.filter(\.chosen).map { words.of($0.title) }
            page.line(words[.readingsSettled, settled.isEmpty ? words[.readingsNone] : words.listed(settled)], .quiet)
        } else if !rule.readings.isEmpty {
            many(.chooseReadings, "readings", rule.readings.map { ($0.reading, words.of($0.title)) }, on: page)
        }
    }

    private func deadline(on page: Drawing) {
        let words = page.words
        let options = Self.days.map { days in
            let at = Words.evening(days, after: desk.now())
            let (said, text) = ("\(words[.inDays, days]) \(words.time(at))", at.formatted(.iso8601))
            return Block.Option(said, isChosen: typing["deadline"] == text) { [self] in
                typing.put("deadline", text)
                typing.put("other", "")
            }
        }
        page.choice(words[.deadline], options, mistake: typing.mistake("deadline", words))
        page.text(.otherDeadline, typing, "other", hint: .hintTime)
    }

    private var until: Date? {
        let other = typing["other"].trimmed
        if other.isEmpty { return try? Date(typing["deadline"], strategy: .iso8601) }
        return try? Date(moment(other), strategy: Date.ISO8601FormatStyle(timeZoneSeparator: .colon))
    }

    /// What is still to be said before it can be opened.
    private func missing(_ until: Date?) -> AppWord? {
        if until == nil { return typing["other"].trimmed.isEmpty ? .chooseDeadline : .deadlineUnread }
        return lines("sheets").contains { sheets($0) == nil } ? .sheetsMissing : nil
    }

    /// How many sheets a member takes; none where that is no number.
    private func sheets(_ member: String) -> Int? { Int(typing["sheets.\(member)"].trimmed) }

    private func sheets(_ members: [MemberView], on page: Drawing) {
        let words = page.words
        many(.sheetsTo, "sheets", members.map { ($0.member.rawValue, words.of($0.said)) }, on: page)
        let chosen = lines("sheets")
        for member in members where chosen.contains(member.member.rawValue) {
            page.text(words[.sheetsOf, words.of(member.said)], typing, "sheets.\(member.member.rawValue)")
        }
    }

    private func many(_ label: AppWord, _ field: String, _ all: [(String, String)], on page: Drawing) {
        let chosen = lines(field)
        let options = all.map { key, said in
            Block.Option(said, isChosen: chosen.contains(key)) { [self] in
                let next = chosen.contains(key) ? chosen.filter { $0 != key } : chosen + [key]
                typing.put(field, next.joined(separator: "\n"))
            }
        }
        page.choice(page.words[label], options, mistake: typing.mistake(field, page.words))
    }

    private func lines(_ field: String) -> [String] {
        typing[field].split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    private func open(_ place: ScopeName, _ rule: OpenableRule, _ until: Date) {
        act { [self] in
            let voters: Voters =
                switch way {
                case .all: .scope(place)
                case .units: .households(lines("listed"))
                case .names: .names(lines("listed"))
                }
            let allotted = lines("sheets").compactMap { member in
                sheets(member).map { SheetAllotment(member: MemberId(member), sheets: $0) }
            }
            let tally = try await desk.store.openTally(
                TallyDraft(
                    title: typing["title"].trimmed, rule: rule.rule, voters: voters, deadline: until,
                    readings: rule.settled ? [] : lines("readings"), sheets: allotted,
                    keyHolders: lines("key_holders").map { MemberId($0) }
                )
            )
            try await typing.clear()
            desk.back()
            desk.open(.vote(tally.rawValue))
            desk.tell(Notice("表决已开始。", "The vote is open."))
        }
    }
}
