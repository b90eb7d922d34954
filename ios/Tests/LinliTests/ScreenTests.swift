// Screens in one read each, the register by hand, drafts, frames, pages and forms; the same over fakes.

import Foundation
import LinliFakes
import Testing

@testable import Linli

@Suite(.timeLimit(.minutes(2))) struct ScreensOfAStore {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aVisitShowsAtTheDoorAndOnTheFirstScreen() async throws {
        let office = try await scratch.office()
        let phone = try await scratch.leader(of: office).workspace
        try await scratch.hand(from: office, to: phone)
        let visit = try await phone.recordVisit(.init(household: "3-1-501", outcome: .home, note: "灯不亮"))
        let today = try await phone.today(.stairwell("3-1"))
        let row = try #require(today.floors.flatMap(\.doors).first { $0.door == "3-1-501" })
        #expect(row.last?.visit == visit && row.last?.why == "灯不亮" && row.unsent == 1)
        let door = try await phone.door("3-1-501")
        #expect(door.visits.map(\.visit) == [visit] && door.household == row.household)
        #expect(try await phone.safety(of: visit) == .here)
        #expect(try await phone.syncState() == .idle)
        let screen = try await phone.syncScreen()
        #expect(screen.debt.records == screen.byKind.map(\.records).reduce(0, +))
        #expect(try await phone.thing(visit.rawValue).kind == .visit)
        #expect(try await phone.me().enrolment == .admitted)
        let page = try await phone.households(limit: 1)
        #expect(page.items.count == 1 && (page.total ?? 0) > 1)
        let topic = try await phone.collectTopic(
            .init(source: .visit, title: "灯", text: "灯不亮", household: "3-1-501"))
        #expect(try await phone.topics(TopicFilter(household: "3-1-501")).items.map(\.topic) == [topic])
        #expect(try await phone.topic(topic).household == door.household)
        #expect(try await phone.searchList("灯不亮").items.contains { $0.thing.kind == .topic })
        let round = try await phone.startRound(in: .stairwell("3-1"), template: "消防周查")
        let entry = try await phone.logEntry(.init(round: round, item: "灭火器", result: .fault))
        #expect(try await phone.round(round).lines.flatMap(\.answers).map(\.entry) == [entry])
        let hazard = try await phone.reportHazard(
            .init(place: .stairwell("3-1"), kind: "消防", severity: .high, text: "堵", round: round))
        #expect(try await phone.hazards(HazardFilter(round: round)).items.map(\.hazard) == [hazard])
        let tally = try await phone.openTally(
            .init(
                title: "整治", rule: .stairwell, voters: .scope(.stairwell("3-1")),
                deadline: Date().addingTimeInterval(86_400)))
        try await phone.castBallot(.init(tally: tally, voter: "3-1-501", choice: .yes))
        #expect(try await phone.vote(tally).ownPart?.have == 1)
        #expect(try await phone.voteRoll(tally).items.first { $0.voter == "3-1-501" }?.state == .voted)
        #expect(try await phone.conflictList().items.isEmpty)
        try await phone.close()
        try await office.close()
    }

    @Test func aChangeOfTheRegisterWaitsAndAVisitIsGivenBack() async throws {
        let office = try await scratch.office()
        let phone = try await scratch.leader(of: office).workspace
        try await scratch.hand(from: office, to: phone)
        let person = try #require(try await phone.door("3-1-501").people.first).person
        let edit = RegisterEdit.set(field: "phone", text: "13900000000")
        let change = try await phone.proposeChange(.init(household: "3-1-501", person: person, edits: [edit]))
        #expect(try await phone.ownChanges().map(\.change) == [change])
        try await scratch.hand(from: phone, to: office)
        #expect(try await office.waitingChanges().map(\.change) == [change])
        try await office.decideChange(change, accept: true)
        #expect(try await office.waitingChanges().isEmpty)
        try await office.proposeChange(.init(household: "3-1-501", edits: [.flags([.dog])]))
        #expect(try await office.door("3-1-501").flags == [.dog])
        let visit = try await phone.recordVisit(.init(household: "3-1-501", outcome: .home))
        try await scratch.hand(from: phone, to: office)
        try await office.returnRecord(visit, note: "请补原因")
        try await scratch.hand(from: office, to: phone)
        #expect(try await phone.returned().map(\.visit) == [visit])
        try await phone.close()
        try await office.close()
    }

    @Test func aDraftBecomesARecordAndUndoingLeavesNothing() async throws {
        let office = try await scratch.office()
        let key = DraftKey(screen: "visit", thing: "3-1-501")
        try await office.saveDraft(key, [DraftField(field: "outcome", text: "not_home")])
        #expect(try await office.drafts().map(\.key) == [key])
        let made = try await office.commitDraft(key)
        #expect(try await office.door("3-1-501").visits.map(\.visit) == [made.record])
        try await office.undo(made.record)
        #expect(try await office.door("3-1-501").visits.isEmpty)
        let late = try await failure { try await office.undo(made.record) }
        #expect(late.code == .recordUnknown)
        try await office.close()
    }

    @Test func framesComeInAnyOrder() throws {
        let bytes = Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 * 7) })
        let shown = try Workspace.frames(of: bytes)
        let sink = try FrameSink()
        for frame in shown.dropFirst(5).reversed() { try sink.take(frame) }
        #expect(try sink.bytes() == nil)
        #expect(try sink.progress() == FramesProgress(have: 8, of: 13))
        let again = try FrameSink()
        for frame in try sink.frames() + shown { try again.take(frame) }
        #expect(try again.bytes() == bytes)
    }

    @Test func aFormItsPaperAndTheMonth() async throws {
        let office = try await scratch.office()
        let blank = scratch.file("blank.csv")
        try "幢,单元,室,户主,是否独居,备注\n".write(to: blank, atomically: true, encoding: .utf8)
        let form = try await office.adoptForm(from: blank)
        #expect(form.questions.map(\.heading).contains("是否独居") && form.known.contains("户主"))
        let matter = try await office.openMatter(form.flow, at: .stairwell("3-1"), .init(step: "")).matter
        let filled = try await office.exportForm(
            matter, like: blank, to: scratch.file("filled.csv"))
        #expect(filled.answered == 0 && filled.missing > 0)
        try await office.exportMatters(to: scratch.file("matters.xlsx"))
        let page = try #require(try await office.pages(of: matter).first)
        #expect(try await office.page(page.page, of: matter, in: .en).hasPrefix("<!DOCTYPE html>"))
        let zone = try #require(TimeZone(secondsFromGMT: 8 * 3600))
        let parts: ISO8601DateFormatter.Options = [.withYear, .withMonth, .withDashSeparatorInDate]
        let month = ISO8601DateFormatter.string(from: Date(), timeZone: zone, formatOptions: parts)
        #expect(try await office.statement(month: month).contested.isEmpty)
        let card = try await office.card(in: .zh)
        let seen = try await office.checkCard(card.text, of: card.card.community.rawValue)
        #expect(seen.state == .genuine && seen.card == card.card)
        try await office.close()
    }

    @Test func whatAPlaceTakesOfAPackAndWhatOtherSystemsWant() async throws {
        let office = try await scratch.office()
        let sheet = try #require(try await office.pages(at: .stairwell("3-1")).first)
        #expect(try await office.page(sheet.page, at: .stairwell("3-1")).hasPrefix("<!DOCTYPE html>"))
        let system = try #require(try await office.elsewhereSystems().first)
        #expect(try await office.toType(in: system.system).items.isEmpty)
        let list = scratch.file("platform.csv")
        let cells = system.headings.map { _ in ",x" }.joined()
        try "\(system.number),\(system.headings.joined(separator: ","))\nA-1\(cells)\n"
            .write(to: list, atomically: true, encoding: .utf8)
        let told = try await office.importTyped(in: system.system, from: list)
        #expect(told.unmatched.map(\.number) == ["A-1"])
        #expect(try await office.silentDoors().isEmpty)
        #expect(try await office.choosePack(system.pack, nil) > 0)
        #expect(try await office.elsewhereSystems().isEmpty)
        try await office.close()
    }
}

@Suite struct Fakes {
    let linli = FakeLinli()
    let door = Samples.door

    @Test func aVisitShowsAndIsOwedUntilTheNextSync() async throws {
        let (screens, commands): (any Screens, any Commands) = (linli, linli)
        let before = try await screens.today(nil)
        var told = try await screens.changes().makeAsyncIterator()
        let visit = try await commands.recordVisit(.init(household: door.door, outcome: .notHome, note: "再来"))
        let row = try #require(try await screens.today(nil).floors.first?.doors.first)
        #expect(row.last?.visit == visit && row.due == nil)
        #expect(try await screens.today(nil).plan.isEmpty)
        #expect(try await screens.syncScreen().debt.records == before.debt.records + 1)
        #expect(try await screens.safety(of: visit) == .here)
        let changes = try #require(await told.next())
        #expect(changes.contains(.visits) && changes.contains(door.household))
        try await commands.syncAndWait(SyncOptions(), transport: nil)
        #expect(try await screens.safety(of: visit) == .hub)
        #expect(try await screens.syncScreen().debt.records == 0)
    }

    @Test func aDraftBecomesAVisitAndUndoingLeavesNothing() async throws {
        let key = DraftKey(screen: "visit", thing: door.door)
        try await linli.saveDraft(key, [DraftField(field: "outcome", text: "home")])
        let before = try await linli.door(door.door)
        let made = try await linli.commitDraft(key)
        #expect(try await linli.door(door.door).visits.first?.visit == made.record)
        try await linli.undo(made.record)
        #expect(try await linli.door(door.door) == before)
        #expect(try await linli.drafts().isEmpty)
    }

    @Test func aBallotMovesTheMeterOnceAndACommandCanFail() async throws {
        let meter = Samples.meter
        for _ in 0..<2 {
            try await linli.castBallot(.init(tally: meter.tally, voter: Samples.rollRow.voter, choice: .yes))
        }
        #expect(try await linli.vote(meter.tally).heads.have == meter.heads.have + 1)
        linli.failNext(.store(code: .diskFull, texts: Texts(zh: "满", en: "full")))
        let error = try await failure { try await linli.recordVisit(.init(household: door.door, outcome: .home)) }
        #expect(error.code == .diskFull)
        #expect(linli.done == ["castBallot", "castBallot", "recordVisit"])
        #expect(try await linli.door(door.door) == door)
    }
}
