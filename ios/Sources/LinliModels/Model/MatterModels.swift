// 事项.

import Foundation
import Linli
import Observation

/// Which matters are shown, and the beginning of them.
struct MattersShown: Sendable {
    let isMine: Bool
    let matters: Listed<MatterSummary>
}

/// 事项: those whose next step is mine, or all.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class MattersModel: Model {
    let desk: Desk
    private let length = Length()
    private var isMine = true
    var shown = Shown<MattersShown>.waiting

    init(_ desk: Desk) {
        self.desk = desk
    }

    func title(_ words: Words, _: MattersShown?) -> String { words[.matters] }

    func read() async throws -> MattersShown {
        let filter = MatterFilter(mine: isMine)
        let matters = try await length.read { [desk] in
            try await desk.store.listMatters(filter, limit: $0, after: $1)
        }
        return MattersShown(isMine: filter.mine, matters: matters)
    }

    func show(_ value: MattersShown, on page: Drawing) {
        let words = page.words
        let which: [(Bool, AppWord)] = [(true, .myTurn), (false, .all)]
        let options = which.map { mine, word in
            Block.Option(words[word], isChosen: value.isMine == mine) { [self] in
                isMine = mine
                act {}
            }
        }
        page.choice(words[.which], options)
        page.button(.newMatter) { [desk] in desk.open(.flows) }
        if value.matters.items.isEmpty { page.line(.noMatters, .quiet) }
        for one in value.matters.items { page.matter(one, desk) }
        length.more(value.matters.hasMore, on: page) { [self] in act {} }
    }
}

@available(iOS 17, macOS 14, *)
extension Drawing {
    /// A matter in a list.
    func matter(_ matter: MatterSummary, _ desk: Desk) {
        let due = matter.due.map { words[.due, words.time($0)] } ?? ""
        let changed = matter.changed.map { words.of($0.said) } ?? ""
        var marks: [Mark] = []
        if let state = matter.stateTitle { marks.append(Mark(words.of(state), matter.ended ? .quiet : .plain)) }
        if matter.conflict { marks.append(Mark(words[.conflicted], .warning)) }
        if matter.changed != nil { marks.append(Mark(words[.resultChanged], .warning)) }
        if matter.mine { marks.append(Mark(words[.yourTurn], .good)) }
        let lines = [words.beside([words.of(matter.flowTitle), words.of(matter.placeSaid)]), due, changed]
        row(matter.matter.rawValue, matter.title ?? words.of(matter.flowTitle), lines, marks) {
            desk.open(.matter(matter.matter.rawValue))
        }
    }
}

/// A matter with its flow, none where this store lacks the pack, and the other systems into which it is typed.
struct MatterShown: Sendable {
    let matter: MatterView
    let flow: FlowView?
    let elsewhere: [ElsewhereSystem]
    /// Its first pictures.
    let shots: Listed<Shot>

    /// Those of a step.
    func shots(of step: StepView) -> [Shot] { shots.items.filter { $0.photo.of == step.record } }

    /// Those that show what it is about.
    var subject: [Shot] {
        shots.items.filter { shot in !matter.steps.contains { $0.record == shot.photo.of } }
    }
}

/// One screen for every flow: what is next, whether one may, why not, what is missing, until when; then what was done.
@available(iOS 17, macOS 14, *)
@MainActor @Observable
final class MatterModel: Model {
    let desk: Desk
    private let matter: String
    private let typing: Typing
    private let shots: Shots
    var shown = Shown<MatterShown>.waiting
    var typed: Typing? { typing }

    init(_ desk: Desk, _ matter: String) {
        self.desk = desk
        self.matter = matter
        typing = Typing(desk, "comment", matter)
        shots = Shots(desk)
    }

    func title(_ words: Words, _ value: MatterShown?) -> String {
        value.map { words.of($0.matter.title) } ?? words[.matter]
    }

    func read() async throws -> MatterShown {
        let view = try await desk.store.matter(DocId(matter))
        let flow = view.known ? try await desk.store.flow("\(view.pack)/\(view.flow)") : nil
        var elsewhere: [ElsewhereSystem] = []
        for one in try await desk.store.elsewhereSystems() where one.flow == view.flow {
            if !elsewhere.contains(where: { $0.system == one.system }) { elsewhere.append(one) }
        }
        let photos = try await desk.store.photos(of: DocId(matter))
        return MatterShown(matter: view, flow: flow, elsewhere: elsewhere, shots: await shots.read(photos))
    }

    func show(_ value: MatterShown, on page: Drawing) {
        let (words, view) = (page.words, value.matter)
        let state = view.stateTitle.map { words.of($0) } ?? words[view.conflict ? .conflicted : .packMissing]
        page.fact(.state, state, view.conflict || !view.known ? .warning : .plain)
        page.fact(.place, words.of(view.placeSaid))
        page.shots(value.subject, desk) { [self] in act($0) }
        for one in view.clocks { clock(one, value.flow, on: page) }
        if !view.next.isEmpty { page.heading(.next) }
        for one in view.next { next(one, on: page) }
        var lacking: [RecordId] = []
        for flaw in view.lacking where !lacking.contains(flaw.record) { lacking.append(flaw.record) }
        for one in lacking { photo(one, on: page) }
        page.heading(.doneSoFar)
        for one in view.steps {
            step(one, on: page)
            page.shots(value.shots(of: one), desk) { [self] in act($0) }
        }
        shots.more(value.shots.hasMore, on: page) { [self] in act {} }
        for comment in view.comments {
            let line = words.beside([words.of(comment.who), words.time(comment.at)])
            page.row(comment.record.rawValue, comment.text ?? words[.notHere], [line])
        }
        say(on: page)
        if view.kind == .notice { page.share(matter, desk) }
        for one in value.elsewhere {
            page.button(words.beside([words[.elsewhere], words.of(one.title)])) { [self] in
                desk.open(.toType(system: one.system, matter: matter))
            }
        }
        var related: [DocId] = []
        for other in view.about + view.namedBy where !related.contains(other) { related.append(other) }
        for other in related { page.button(.related) { [desk] in desk.open(.matter(other.rawValue)) } }
        if let explanation = view.explanation {
            page.heading(.explanation)
            for one in words.of(explanation).split(separator: "\n") { page.line(String(one), .quiet) }
        }
    }

    private func say(on page: Drawing) {
        page.text(.comment, typing, "text", isLong: true)
        page.button(.sayIt, whyNot: typing["text"].isBlank ? page.words[.nothingTyped] : nil) { [self] in
            act { [self] in
                try await desk.store.comment(on: DocId(matter), step: nil, text: typing["text"])
                try await typing.clear()
            }
        }
    }

    private func clock(_ clock: ClockView, _ flow: FlowView?, on page: Drawing) {
        if clock.end != nil { return }
        let words = page.words
        let title = flow?.clocks.first { $0.clock == clock.clock }.map { words.of($0.title) } ?? clock.clock
        let due = clock.due.map { words.time($0) } ?? words[.calendarMissing]
        let isLate = clock.state == .overdue || clock.state == .late
        let said = words.beside([words[.until, due], words[clock.state.word]])
        page.fact(title, said, isLate ? .warning : .plain)
    }

    private func next(_ step: NextStep, on page: Drawing) {
        let words = page.words
        let whyNot = step.may ? nil : step.whyNot.map { words.of($0) } ?? words[.notYours]
        page.button(words.of(step.title), isMain: step.may, whyNot: whyNot) { [self] in
            desk.open(.step(matter: matter, step: step.step))
        }
        // A rule of a later version is one that nobody here knows by name.
        var unmet: [String] = []
        for need in step.needs where need.met == false {
            let word = words[AppWord(rawValue: "need_\(need.need)") ?? .needOther]
            if !unmet.contains(word) { unmet.append(word) }
        }
        if !unmet.isEmpty { page.line(words[.stillNeeds, words.listed(unmet)], .warning) }
    }

    private func photo(_ step: RecordId, on page: Drawing) {
        page.line(.photosLacking, .warning)
        page.button(.addPhoto) { [self] in
            act { [desk] in try await desk.photograph(step) }
        }
    }

    private func step(_ step: StepView, on page: Drawing) {
        let words = page.words
        var marks: [Mark] = []
        if let word = step.standing.word { marks.append(Mark(words[word], .warning)) }
        if step.amended { marks.append(Mark(words[.amended])) }
        if step.photos > 0 { marks.append(Mark(words[.photoCount, step.photos])) }
        let author = words.beside([words.of(step.who), words.time(step.at)])
        let lines = [author] + step.told.map { words.of($0.label) + words[.colon] + words.of($0.said) }
        page.row(step.record.rawValue, words.of(step.title), lines, marks)
    }
}

extension ClockState {
    fileprivate var word: AppWord {
        switch self {
        case .met: .clockMet
        case .late: .clockLate
        case .void: .clockVoid
        case .running: .clockRunning
        case .overdue: .clockOverdue
        case .short: .clockShort
        case .free: .clockFree
        case .unknown: .clockUnknown
        }
    }
}

extension StepStanding {
    fileprivate var word: AppWord? {
        switch self {
        case .line: nil
        case .overruled: .stepOverruled
        case .misplaced: .stepMisplaced
        case .waiting: .stepWaiting
        case .held: .stepHeld
        case .withdrawn: .stepWithdrawn
        case .out: .stepOut
        case .unknown: .packMissing
        }
    }
}
