// The community that the script seeds.

import Foundation
import Linli
import Testing

struct FixedKey: KeySource {
    func key() throws -> Data { Data(repeating: 7, count: 32) }
}

/// A folder that is gone with the test.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("linli-models-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }
}

/// Plays the acts of the script: two stores with its clock and seed, an office and a leader of a stairwell.
@MainActor
final class Scene {
    let script: Script
    let clock: TestClock
    private let scratch: Scratch
    private let stairwell: ScopeName
    private(set) var agenda: DocId?
    private(set) var tally: DocId?
    private(set) var round: DocId?
    private(set) var hazard: DocId?
    private var matter: DocId?

    init() throws {
        script = try Script.read()
        clock = try TestClock.at(moment(script.clock))
        scratch = try Scratch()
        stairwell = .stairwell(script.leader.stairwell)
    }

    func file(_ name: String) -> URL { scratch.folder.appendingPathComponent(name) }

    func open(_ name: String) async throws -> Workspace {
        return try await Workspace.openTesting(file(name), key: FixedKey(), clock: clock, seed: script.seed)
    }

    /// Seeds both stores, closes them, and gives the leader's, opened again.
    func leader() async throws -> Workspace {
        let (office, leader) = (try await open("office"), try await open("leader"))
        try await found(office)
        try await admit(leader, by: office)
        try await play(script.acts, office, leader)
        try await office.close()
        try await leader.close()
        return try await open("leader")
    }

    /// Plays acts, a minute after each.
    func play(_ acts: [Script.Act], _ office: Workspace, _ leader: Workspace) async throws {
        for act in acts {
            switch act.do {
            case "meet": try await meet(office, leader)
            case "later": try clock.advance(seconds: act.hours.part() * 3_600)
            case "grant":
                let member = try #require(try await leader.identity().member)
                _ = try await office.grant(member, as: word(act.role), in: stairwell)
            default: try await play(act, on: act.by == "office" ? office : leader)
            }
            try clock.advance(seconds: 60)
        }
    }

    private func found(_ office: Workspace) async throws {
        _ = try await office.createCommunity(name: script.community, compound: script.compound, root: .oneOfOne)
        let register = file("register.csv")
        let rows = script.register.map { $0.joined(separator: ",") + "\n" }
        try rows.joined().write(to: register, atomically: true, encoding: .utf8)
        let imported = try await office.importRegister(from: register).imported
        try #require(imported == script.register.count - 1)
    }

    private func admit(_ leader: Workspace, by office: Workspace) async throws {
        let who = script.leader
        let invitation = try await office.invite(who.name, as: word(who.role), in: stairwell)
        try await join(leader, invitation, office)
    }

    private func join(_ phone: Workspace, _ invitation: String, _ office: Workspace) async throws {
        let enrolment = try await phone.join(invitation: invitation)
        let digits = try await phone.answerChallenge(office.challenge(enrolment: enrolment))
        try await office.admit(enrolment: enrolment, digits: digits)
        try await meet(office, phone)
    }

    /// The phone of a worker of a grid.
    func worker(of grid: String, admittedBy office: Workspace) async throws -> Workspace {
        let worker = try await open("worker")
        try await join(worker, office.invite("李小满", as: .gridWorker, in: .grid(grid)), office)
        return worker
    }

    /// The phone of a supervisor of the stairwell.
    func supervisor(admittedBy office: Workspace) async throws -> Workspace {
        let supervisor = try await open("supervisor")
        try await join(supervisor, office.invite("李小满", as: .supervisors, in: stairwell), office)
        return supervisor
    }

    func meet(_ one: Workspace, _ other: Workspace) async throws {
        try await other.receive(one.bundle(for: other.request()))
        try await one.receive(other.bundle(for: one.request()))
    }

    private func play(_ act: Script.Act, on store: Workspace) async throws {
        switch act.do {
        case "flags":
            let flags: [Flag] = try act.flags.part().map { try word($0) }
            try await store.proposeChange(RegisterDraft(household: act.household.part(), edits: [.flags(flags)]))
        case "field":
            let edit = RegisterEdit.set(field: try act.field.part(), text: try act.text.part())
            try await store.proposeChange(RegisterDraft(household: act.household.part(), edits: [edit]))
        case "visit":
            try await store.recordVisit(
                VisitDraft(
                    household: act.household.part(), outcome: word(act.outcome), note: act.note,
                    callBack: act.callBack.map { try moment($0) }
                )
            )
        case "topic":
            try await store.collectTopic(
                TopicDraft(
                    source: word(act.source), title: act.title.part(), text: act.text.part(),
                    household: act.household
                )
            )
        case "tally": tally = try await vote(act, on: store)
        case "ballots":
            for voter in try act.households.part() {
                try await store.castBallot(
                    BallotDraft(
                        tally: tally.part(), voter: voter, choice: word(act.choice),
                        kind: act.correct == true ? .correct : .cast)
                )
            }
        case "close": try await store.closeTally(tally.part())
        case "round":
            let begun = try await store.startRound(in: stairwell, template: act.template.part())
            for item in try act.items.part() {
                try await store.logEntry(LogDraft(round: begun, item: item[0], result: word(item[1])))
            }
            round = begun
        case "hazard":
            hazard = try await store.reportHazard(
                HazardDraft(
                    place: stairwell, kind: act.kind.part(), severity: word(act.severity), text: act.text.part(),
                    round: round
                )
            )
        case "photo":
            let picture = file("picture.jpg")
            try "a picture".write(to: picture, atomically: true, encoding: .utf8)
            try await store.attachPhoto(PhotoDraft(entity: hazard.part().rawValue, file: picture))
        case "matter":
            let draft = try StepDraft(step: "", values: entries(act))
            matter = try await store.openMatter(act.flow.part(), at: stairwell, draft).matter
        case "step":
            try await store.takeStep(of: matter.part(), StepDraft(step: act.step.part(), values: entries(act)))
        case "agenda":
            agenda = try await store.editAgenda(
                agenda, scope: act.begin == true ? stairwell : nil, field: act.field.part(), value: act.text.part())
        default:
            Issue.record("the script does what nobody knows: \(act.do)")
        }
    }

    /// What a form is filled with: texts, `households` as a list, and the tally by its id where it is asked for.
    private func entries(_ act: Script.Act) throws -> [FormEntry] {
        let values = try act.values.part().sorted { $0.key < $1.key }
        var entries = values.map { FormEntry($0.key, .text($0.value)) }
        if let doors = act.households { entries.append(FormEntry("households", .many(doors.map { .text($0) }))) }
        if act.tally == true { entries.append(FormEntry("tally", .text(try tally.part().rawValue))) }
        return entries
    }

    private func vote(_ act: Script.Act, on store: Workspace) async throws -> DocId {
        let member = try #require(try await store.identity().member)
        return try await store.openTally(
            TallyDraft(
                title: act.title.part(), rule: word(act.rule),
                voters: act.households.map { .households($0) } ?? .scope(stairwell),
                deadline: clock.now().addingTimeInterval(Double(act.days.part() * 86_400)),
                sheets: act.sheets.map { [SheetAllotment(member: member, sheets: $0)] } ?? []
            )
        )
    }
}
