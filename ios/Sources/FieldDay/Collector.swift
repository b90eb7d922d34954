// A collector's day.

import Foundation
import Linli

extension Day {
    func collect(_ collector: Script.Collector) async throws -> Subjects {
        let invitation = try await board.text("invitation-\(person).txt")
        try board.put("enrolment-\(person).txt", try await workspace.join(invitation: invitation))
        let challenge = try await board.text("challenge-\(person).txt")
        try board.put("digits-\(person).txt", try await workspace.answerChallenge(challenge))
        let opened = try await board.json("open.json", as: Opened.self)
        try await syncAll()
        let tally = try await vote(opened)
        let subjects = Subjects(agenda: DocId(opened.agenda), tally: tally)
        var walk = Walk(subjects: subjects)
        for act in collector.acts {
            try await walk.one(act, of: self)
        }
        try await syncAll()
        try board.put("worked-\(person)", "")
        _ = try await board.take("closed")
        return subjects
    }

    /// Opens the tally, or hears of it from the one who does.
    private func vote(_ opened: Opened) async throws -> DocId {
        guard script.tally.by == person else {
            let voting = try await board.json("tally.json", as: Voting.self)
            try await syncAll()
            return DocId(voting.tally)
        }
        let sheets = try script.tally.sheets.map { name, sheets in
            guard let member = opened.members[name] else { throw Trouble("nobody is called \(name)") }
            return SheetAllotment(member: MemberId(member), sheets: sheets)
        }
        guard let rule = Rule(rawValue: script.tally.rule.replacingOccurrences(of: "-", with: "_")) else {
            throw Trouble("\(script.tally.rule) is no rule")
        }
        let draft = TallyDraft(
            title: script.tally.title,
            rule: rule,
            voters: .scope(script.tally.voters.name),
            deadline: Date().addingTimeInterval(86_400),
            sheets: sheets
        )
        let tally = try await workspace.openTally(draft)
        try await syncAll()
        try board.put("tally.json", json: Voting(tally: tally.rawValue))
        return tally
    }
}

/// The acts of a day with no network: what one needs of the one before.
private struct Walk {
    let subjects: Day.Subjects
    var visit: RecordId?
    var round: DocId?

    mutating func one(_ act: Script.Act, of day: Day) async throws {
        switch act.act {
        case "visit", "correct", "withdraw": try await atTheDoor(act, day)
        case "round", "log", "hazard": try await onTheRound(act, day)
        case "topic", "agenda", "decide", "ballot", "returned": try await deliberate(act, day)
        case "request", "bundle", "receive": try await exchange(act, day)
        default: throw Trouble("\(act.act) is no act")
        }
    }

    private mutating func atTheDoor(_ act: Script.Act, _ day: Day) async throws {
        if act.act == "visit" {
            let draft = VisitDraft(
                household: try said(act.household),
                outcome: try said(act.outcome),
                mode: act.mode,
                note: act.note,
                met: act.met
            )
            visit = try await day.workspace.recordVisit(draft)
        } else if act.act == "correct" {
            let fields = try said(act.fields)
            let change = VisitChange(
                outcome: try fields["outcome"].map { try said(VisitOutcome(rawValue: $0)) },
                note: fields["note"].map { .set($0) } ?? .keep
            )
            try await day.workspace.correct(said(visit), .visit(change), reason: said(act.reason))
        } else {
            try await day.workspace.withdraw(said(visit), reason: said(act.reason))
        }
    }

    private mutating func onTheRound(_ act: Script.Act, _ day: Day) async throws {
        if act.act == "round" {
            round = try await day.workspace.startRound(in: said(act.place).name, template: said(act.template))
        } else if act.act == "log" {
            let draft = LogDraft(
                round: try said(round),
                item: try said(act.item),
                result: try said(act.result),
                note: act.note
            )
            try await day.workspace.logEntry(draft)
        } else {
            let draft = HazardDraft(
                place: try said(act.place).name,
                kind: try said(act.kind),
                severity: try said(act.severity),
                text: try said(act.text),
                round: round
            )
            try await day.workspace.reportHazard(draft)
        }
    }

    private func deliberate(_ act: Script.Act, _ day: Day) async throws {
        switch act.act {
        case "topic":
            let draft = TopicDraft(
                source: try said(act.source),
                title: try said(act.title),
                text: try said(act.text),
                household: act.household,
                scope: act.scope?.name
            )
            try await day.workspace.collectTopic(draft)
        case "agenda":
            try await day.workspace.editAgenda(subjects.agenda, field: said(act.field), value: said(act.value))
        case "decide":
            let (field, found) = (try said(act.field), try await day.contradicted(subjects.agenda))
            guard found == [field] else { throw Trouble("\(found) of the agenda are contradicted, not \(field)") }
            try await day.workspace.resolve(subjects.agenda, field: field, value: said(act.value))
        case "ballot":
            let draft = BallotDraft(
                tally: subjects.tally,
                voter: try said(act.voter),
                choice: try said(act.choice),
                kind: .cast,
                authority: .collector
            )
            try await day.workspace.castBallot(draft)
        default:
            try await day.workspace.collectingDone(subjects.tally)
        }
    }

    private func exchange(_ act: Script.Act, _ day: Day) async throws {
        if act.act == "request" {
            try await day.board.put("request-\(day.person).txt", day.workspace.request())
        } else if act.act == "bundle" {
            let other = try said(act.for)
            let request = try await day.board.text("request-\(other).txt")
            try await day.board.put("bundle-\(other).bin", day.workspace.bundle(for: request))
        } else {
            let bundle = try await day.board.take("bundle-\(day.person).bin")
            let received = try await day.workspace.receive(bundle)
            guard received.refused == 0, received.invalid == 0 else {
                throw Trouble("the bundle held \(received.refused + received.invalid) records that nobody takes")
            }
        }
    }

    private func said<Value>(_ value: Value?, line: Int = #line) throws -> Value {
        guard let value else { throw Trouble("the script lacks what line \(line) of Collector.swift needs") }
        return value
    }
}
