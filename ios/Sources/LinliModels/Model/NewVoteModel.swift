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
    /// Everybody who works here now: whoever may take ballots or hold a key.
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
    /// So many numbered sheets one collector takes.
    private static let taken = 1...10_000

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
        let here = places.chosen(typing["place"])
        var rules: [OpenableRule] = []
        if let here { rules = try await desk.store.openableRules(in: here.scope) }
        let members = try await desk.allMembers().filter { $0.grants.contains { !$0.removed } }
        return NewVoteShown(places: places, rules: rules, members: members)
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
            let unsaid = missing(value.members)
            page.button(.openVote, isMain: true, whyNot: unsaid.map { words[$0] }) { [self] in
                if let until { open(place, rule, until, value.members) } else { act {} }
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

    /// The ways to say who votes; where areas are counted, names alone have none.
    private func ways(_ rule: OpenableRule) -> [Way] { Way.allCases.filter { $0 != .names || !rule.byArea } }

    /// The way that was chosen. One that the rule does not offer was chosen under another rule, and is none.
    private func way(_ rule: OpenableRule) -> Way { ways(rule).first { $0.rawValue == typing["voters"] } ?? .all }

    private func voters(_ rule: OpenableRule, on page: Drawing) {
        let words = page.words
        let chosen = way(rule)
        let options = ways(rule).map { one in
            Block.Option(words[one.word], isChosen: chosen == one) { [self] in typing.put("voters", one.rawValue) }
        }
        page.choice(words[.whoVotes], options, mistake: typing.mistake("voters", words))
        if rule.byArea { page.line(.voteByArea, .quiet) }
        if chosen != .all { page.text(.votersListed, typing, "listed", isLong: true, hint: .hintMany) }
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
        let chosen = chosenTime
        let offered = Self.days.map { days in
            let at = Words.evening(days, after: desk.now())
            return (at: at, said: "\(words[.inDays, days]) \(words.time(at))")
        }
        // A time that was chosen on an earlier day and is still to come is none of today's: it stands before them.
        let kept = [chosen].compactMap { $0 }.filter { at in !offered.contains { $0.at == at } }
        let options = (kept.map { (at: $0, said: words.time($0)) } + offered).map { one in
            Block.Option(one.said, isChosen: one.at == chosen) { [self] in
                typing.put("deadline", one.at.formatted(.iso8601))
                typing.put("other", "")
            }
        }
        page.choice(words[.deadline], options, mistake: typing.mistake("deadline", words))
        page.text(.otherDeadline, typing, "other", hint: .hintTime)
    }

    /// The time that was chosen; one that has passed since is none.
    private var chosenTime: Date? {
        guard typing["other"].trimmed.isEmpty else { return nil }
        return (try? Date(typing["deadline"], strategy: .iso8601)).flatMap { $0 > desk.now() ? $0 : nil }
    }

    /// The time that was typed; none where it cannot be read.
    private var typedTime: Date? {
        try? Date(moment(typing["other"].trimmed), strategy: Date.ISO8601FormatStyle(timeZoneSeparator: .colon))
    }

    /// Until when; none where nothing was said that is still to come.
    private var until: Date? {
        if typing["other"].trimmed.isEmpty { return chosenTime }
        return typedTime.flatMap { $0 > desk.now() ? $0 : nil }
    }

    /// What is still to be said before it can be opened.
    private func missing(_ members: [MemberView]) -> AppWord? {
        if until == nil {
            if typing["other"].trimmed.isEmpty { return .chooseDeadline }
            return typedTime == nil ? .deadlineUnread : .deadlinePast
        }
        let takers = present("sheets", members)
        if takers.contains(where: { typing["sheets.\($0)"].trimmed.isEmpty }) { return .sheetsMissing }
        return takers.contains { sheets($0) == nil } ? .sheetsRange : nil
    }

    /// How many sheets a member takes; none where that is no number, or one that nobody takes.
    private func sheets(_ member: String) -> Int? {
        Int(typing["sheets.\(member)"].trimmed).flatMap { Self.taken.contains($0) ? $0 : nil }
    }

    /// Those of a field's members who still work here.
    private func present(_ field: String, _ members: [MemberView]) -> [String] {
        lines(field).filter { chosen in members.contains { $0.member.rawValue == chosen } }
    }

    private func sheets(_ members: [MemberView], on page: Drawing) {
        let words = page.words
        many(.sheetsTo, "sheets", members.map { ($0.member.rawValue, words.of($0.said)) }, on: page)
        let takers = present("sheets", members)
        for member in members where takers.contains(member.member.rawValue) {
            let name = "sheets.\(member.member.rawValue)"
            let isUnfit = !typing[name].trimmed.isEmpty && sheets(member.member.rawValue) == nil
            page.field(
                Block.Field(
                    key: name, label: words[.sheetsOf, words.of(member.said)], text: typing[name], hint: nil,
                    isLong: false, mistake: isUnfit ? words[.sheetsRange] : typing.mistake(name, words)
                ) { [self] in typing.put(name, $0) }
            )
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

    private func open(_ place: ScopeName, _ rule: OpenableRule, _ until: Date, _ members: [MemberView]) {
        act { [self] in
            let voters: Voters =
                switch way(rule) {
                case .all: .scope(place)
                case .units: .households(lines("listed"))
                case .names: .names(lines("listed"))
                }
            let allotted = present("sheets", members).compactMap { member in
                sheets(member).map { SheetAllotment(member: MemberId(member), sheets: $0) }
            }
            let offered = rule.settled ? [] : rule.readings.map(\.reading)
            let tally = try await desk.store.openTally(
                TallyDraft(
                    title: typing["title"].trimmed, rule: rule.rule, voters: voters, deadline: until,
                    readings: lines("readings").filter { offered.contains($0) }, sheets: allotted,
                    keyHolders: present("key_holders", members).map { MemberId($0) }
                )
            )
            try await typing.clear()
            desk.back()
            desk.open(.vote(tally.rawValue))
            desk.tell(Notice("表决已开始。", "The vote is open."))
        }
    }
}
