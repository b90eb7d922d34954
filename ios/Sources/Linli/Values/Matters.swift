// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

import Foundation
internal import LinliCore

/// The state of a clock.
public enum ClockState: String, Sendable, Hashable, CaseIterable, Codable {
    /// 按时, in time.
    case met
    /// 逾期完成, too late.
    case late
    /// 终止, the matter ended before.
    case void
    /// 进行中, it runs.
    case running
    /// 已逾期, it is overdue.
    case overdue
    /// 提前结束, ended too early.
    case short
    /// 已满, it may end now.
    case free
    /// 不明, the calendar does not say.
    case unknown

    init(_ core: LinliCore.ClockState) {
        self =
            switch core {
            case .met: .met
            case .late: .late
            case .void: .void
            case .running: .running
            case .overdue: .overdue
            case .short: .short
            case .free: .free
            case .unknown: .unknown
            }
    }
}

/// A clock on the line of a head.
public struct ClockView: Sendable, Hashable {
    /// The head.
    public var head: RecordId
    /// The clock of the flow.
    public var clock: String
    /// The step with which it started.
    public var start: RecordId
    /// The time at which it is due; none if the calendar does not say.
    public var due: Date?
    /// The step with which it ended.
    public var end: RecordId?
    /// Its state.
    public var state: ClockState

    /// From its parts.
    public init(
        head: RecordId,
        clock: String,
        start: RecordId,
        due: Date?,
        end: RecordId?,
        state: ClockState
    ) {
        self.head = head
        self.clock = clock
        self.start = start
        self.due = due
        self.end = end
        self.state = state
    }

    init(_ core: LinliCore.ClockView) {
        head = RecordId(core.head)
        clock = core.clock
        start = RecordId(core.start)
        due = core.due
        end = core.end.map { RecordId($0) }
        state = ClockState(core.state)
    }
}

/// A few words beside the steps.
public struct CommentView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var record: RecordId
    /// The step that it is about.
    public var of: RecordId?
    /// Time by its author's clock.
    public var at: Date
    /// Its author.
    public var by: MemberId
    /// The author by name.
    public var who: MemberRef
    /// The words, while they are here.
    public var text: String?

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        of: RecordId?,
        at: Date,
        by: MemberId,
        who: MemberRef,
        text: String?
    ) {
        self.record = record
        self.of = of
        self.at = at
        self.by = by
        self.who = who
        self.text = text
    }

    init(_ core: LinliCore.CommentView) {
        record = RecordId(core.record)
        of = core.of.map { RecordId($0) }
        at = core.at
        by = MemberId(core.by)
        who = MemberRef(core.who)
        text = core.text
    }
}

/// The state of a duty in a period.
public enum DutyState: String, Sendable, Hashable, CaseIterable, Codable {
    /// 已完成, done.
    case done
    /// 已完成，逾期, done late.
    case late
    /// 本期未结束, the period lasts.
    case coming
    /// 不明, the calendar does not say when it is due.
    case unknown
    /// 待完成, not done yet.
    case open
    /// 逾期未完成, not done, and due.
    case breach

    init(_ core: LinliCore.DutyState) {
        self =
            switch core {
            case .done: .done
            case .late: .late
            case .coming: .coming
            case .unknown: .unknown
            case .open: .open
            case .breach: .breach
            }
    }
}

/// A need that a step which was taken does not meet.
public struct FlawView: Sendable, Hashable {
    /// The step's record.
    public var record: RecordId
    /// The rule.
    public var need: String
    /// Its numbers, as JSON.
    public var numbers: String

    /// From its parts.
    public init(
        record: RecordId,
        need: String,
        numbers: String
    ) {
        self.record = record
        self.need = need
        self.numbers = numbers
    }

    init(_ core: LinliCore.FlawView) {
        record = RecordId(core.record)
        need = core.need
        numbers = core.numbers
    }
}

/// The matters that a list shows; what is not said excludes nothing.
public struct MatterFilter: Sendable, Hashable {
    /// Of this flow.
    public var flow: String?
    /// Of this class.
    public var kind: DocKind?
    /// In this state.
    public var state: String?
    /// Of this place and those within it.
    public var scope: ScopeName?
    /// With a clock that is due before.
    public var dueBefore: Date?
    /// Only those whose next step is mine to take.
    public var mine: Bool

    /// What is left out has its field's default.
    public init(
        flow: String? = nil,
        kind: DocKind? = nil,
        state: String? = nil,
        scope: ScopeName? = nil,
        dueBefore: Date? = nil,
        mine: Bool = false
    ) {
        self.flow = flow
        self.kind = kind
        self.state = state
        self.scope = scope
        self.dueBefore = dueBefore
        self.mine = mine
    }

    var core: LinliCore.MatterFilter {
        LinliCore.MatterFilter(
            flow: flow,
            kind: kind?.core,
            state: state,
            scope: scope?.core,
            dueBefore: dueBefore,
            mine: mine
        )
    }
}

/// A matter that was opened.
public struct MatterOpened: Sendable, Hashable {
    /// The matter.
    public var matter: DocId
    /// The record of its opening step.
    public var record: RecordId

    /// From its parts.
    public init(
        matter: DocId,
        record: RecordId
    ) {
        self.matter = matter
        self.record = record
    }

    init(_ core: LinliCore.MatterOpened) {
        matter = DocId(core.matter)
        record = RecordId(core.record)
    }
}

extension Page<MatterSummary> {
    init(_ core: LinliCore.MatterPage) {
        self.init(items: core.items.map { MatterSummary($0) }, next: core.next)
    }
}

/// A matter in a list.
public struct MatterSummary: Sendable, Hashable, Identifiable {
    /// Its id.
    public var matter: DocId
    /// Its class.
    public var kind: DocKind
    /// Its place.
    public var scope: String
    /// Its place for people.
    public var placeSaid: Said
    /// The flow.
    public var flow: String
    /// The flow's title.
    public var flowTitle: Said
    /// What it is called: the title that its opening gives, else how that which its opening says begins; while those
    /// words are here.
    public var title: String?
    /// Its state; none under conflict, or where the pack is not here.
    public var state: String?
    /// The state in words.
    public var stateTitle: Said?
    /// Whether the state is final.
    public var ended: Bool
    /// Whether several results stand side by side.
    public var conflict: Bool
    /// The time at which the earliest clock that runs is due.
    public var due: Date?
    /// Time of its opening by the author's clock.
    public var at: Date
    /// The member that opened it.
    public var by: MemberId
    /// Whether its next step is mine to take.
    public var mine: Bool
    /// A result that a step of it said, and that its vote no longer says.
    public var changed: ResultChanged?

    /// The same as `matter`, for lists.
    public var id: DocId { matter }

    /// From its parts.
    public init(
        matter: DocId,
        kind: DocKind,
        scope: String,
        placeSaid: Said,
        flow: String,
        flowTitle: Said,
        title: String?,
        state: String?,
        stateTitle: Said?,
        ended: Bool,
        conflict: Bool,
        due: Date?,
        at: Date,
        by: MemberId,
        mine: Bool,
        changed: ResultChanged?
    ) {
        self.matter = matter
        self.kind = kind
        self.scope = scope
        self.placeSaid = placeSaid
        self.flow = flow
        self.flowTitle = flowTitle
        self.title = title
        self.state = state
        self.stateTitle = stateTitle
        self.ended = ended
        self.conflict = conflict
        self.due = due
        self.at = at
        self.by = by
        self.mine = mine
        self.changed = changed
    }

    init(_ core: LinliCore.MatterSummary) {
        matter = DocId(core.matter)
        kind = DocKind(core.kind)
        scope = core.scope
        placeSaid = Said(core.placeSaid)
        flow = core.flow
        flowTitle = Said(core.flowTitle)
        title = core.title
        state = core.state
        stateTitle = core.stateTitle.map { Said($0) }
        ended = core.ended
        conflict = core.conflict
        due = core.due
        at = core.at
        by = MemberId(core.by)
        mine = core.mine
        changed = core.changed.map { ResultChanged($0) }
    }
}

/// A matter as a screen shows it.
public struct MatterView: Sendable, Hashable {
    /// Its id.
    public var matter: DocId
    /// Its class.
    public var kind: DocKind
    /// Its place.
    public var scope: String
    /// Its place for people.
    public var placeSaid: Said
    /// The pack under which it was opened; a key where the pack is not here.
    public var pack: String
    /// The pack's edition.
    public var edition: String
    /// The flow.
    public var flow: String
    /// The flow's title.
    public var title: Said
    /// Whether this store has the pack and the opening: without, nothing is said of the state.
    public var known: Bool
    /// Its state; none under conflict.
    public var state: String?
    /// The state in words.
    public var stateTitle: Said?
    /// Its heads: what a next step continues.
    public var heads: [RecordId]
    /// Whether several heads stand side by side.
    public var conflict: Bool
    /// Every step, by time and id.
    public var steps: [StepView]
    /// What the steps on the line recorded last.
    public var values: [FormEntry]
    /// What may be done next, and by whom.
    public var next: [NextStep]
    /// Needs that steps do not meet.
    public var flaws: [FlawView]
    /// Photos that are missing.
    public var lacking: [FlawView]
    /// Clocks.
    public var clocks: [ClockView]
    /// Comments, by time and id.
    public var comments: [CommentView]
    /// Documents that its steps are about.
    public var about: [DocId]
    /// Matters whose steps are about it.
    public var namedBy: [DocId]
    /// All this in words.
    public var explanation: Said?

    /// From its parts.
    public init(
        matter: DocId,
        kind: DocKind,
        scope: String,
        placeSaid: Said,
        pack: String,
        edition: String,
        flow: String,
        title: Said,
        known: Bool,
        state: String?,
        stateTitle: Said?,
        heads: [RecordId],
        conflict: Bool,
        steps: [StepView],
        values: [FormEntry],
        next: [NextStep],
        flaws: [FlawView],
        lacking: [FlawView],
        clocks: [ClockView],
        comments: [CommentView],
        about: [DocId],
        namedBy: [DocId],
        explanation: Said?
    ) {
        self.matter = matter
        self.kind = kind
        self.scope = scope
        self.placeSaid = placeSaid
        self.pack = pack
        self.edition = edition
        self.flow = flow
        self.title = title
        self.known = known
        self.state = state
        self.stateTitle = stateTitle
        self.heads = heads
        self.conflict = conflict
        self.steps = steps
        self.values = values
        self.next = next
        self.flaws = flaws
        self.lacking = lacking
        self.clocks = clocks
        self.comments = comments
        self.about = about
        self.namedBy = namedBy
        self.explanation = explanation
    }

    init(_ core: LinliCore.MatterView) {
        matter = DocId(core.matter)
        kind = DocKind(core.kind)
        scope = core.scope
        placeSaid = Said(core.placeSaid)
        pack = core.pack
        edition = core.edition
        flow = core.flow
        title = Said(core.title)
        known = core.known
        state = core.state
        stateTitle = core.stateTitle.map { Said($0) }
        heads = core.heads.map { RecordId($0) }
        conflict = core.conflict
        steps = core.steps.map { StepView($0) }
        values = core.values.map { FormEntry($0) }
        next = core.next.map { NextStep($0) }
        flaws = core.flaws.map { FlawView($0) }
        lacking = core.lacking.map { FlawView($0) }
        clocks = core.clocks.map { ClockView($0) }
        comments = core.comments.map { CommentView($0) }
        about = core.about.map { DocId($0) }
        namedBy = core.namedBy.map { DocId($0) }
        explanation = core.explanation.map { Said($0) }
    }
}

/// A need of a step that may be taken next.
public struct NeedView: Sendable, Hashable {
    /// The rule.
    public var need: String
    /// Whether it is met now; none if that is unknown, or hangs on what the step will record.
    public var met: Bool?
    /// Its numbers, as JSON.
    public var numbers: String

    /// From its parts.
    public init(
        need: String,
        met: Bool?,
        numbers: String
    ) {
        self.need = need
        self.met = met
        self.numbers = numbers
    }

    init(_ core: LinliCore.NeedView) {
        need = core.need
        met = core.met
        numbers = core.numbers
    }
}

/// A step that may be taken next.
public struct NextStep: Sendable, Hashable, Identifiable {
    /// Its name in the flow.
    public var step: String
    /// Its title.
    public var title: Said
    /// The heads that it may continue.
    public var continues: [RecordId]
    /// Whether this device's member may take it.
    public var may: Bool
    /// The reason why he may not: who may.
    public var whyNot: Said?
    /// Its needs, as they stand now.
    public var needs: [NeedView]

    /// The same as `step`, for lists.
    public var id: String { step }

    /// From its parts.
    public init(
        step: String,
        title: Said,
        continues: [RecordId],
        may: Bool,
        whyNot: Said?,
        needs: [NeedView]
    ) {
        self.step = step
        self.title = title
        self.continues = continues
        self.may = may
        self.whyNot = whyNot
        self.needs = needs
    }

    init(_ core: LinliCore.NextStep) {
        step = core.step
        title = Said(core.title)
        continues = core.continues.map { RecordId($0) }
        may = core.may
        whyNot = core.whyNot.map { Said($0) }
        needs = core.needs.map { NeedView($0) }
    }
}

/// Something that is due.
public enum Obligation: Sendable, Hashable {
    /// A clock of a matter.
    case clock(matter: MatterSummary, clock: String, title: Said, due: Date, overdue: Bool)
    /// A duty that recurs.
    case duty(
        String, title: Said, scope: String, placeSaid: Said, period: String, periodSaid: Said, due: Date?,
        state: DutyState)
    /// A result to be corrected: the vote that a step of a matter cites says otherwise by now.
    case result(matter: MatterSummary)

    init(_ core: LinliCore.Obligation) {
        self =
            switch core {
            case .clock(let matter, let clock, let title, let due, let overdue):
                .clock(matter: MatterSummary(matter), clock: clock, title: Said(title), due: due, overdue: overdue)
            case .duty(let duty, let title, let scope, let placeSaid, let period, let periodSaid, let due, let state):
                .duty(
                    duty, title: Said(title), scope: scope, placeSaid: Said(placeSaid), period: period,
                    periodSaid: Said(periodSaid), due: due, state: DutyState(state))
            case .result(let matter): .result(matter: MatterSummary(matter))
            }
    }
}

/// A result that changed after a step said it: an upheld objection, a settlement, another closing, a re-vote.
public struct ResultChanged: Sendable, Hashable {
    /// The tally by which it was said.
    public var tally: DocId
    /// The outcome that counts by now, of the tally or of its last re-vote.
    public var outcome: Outcome
    /// The same in words.
    public var said: Said
    /// Whether this device's member may correct it.
    public var mine: Bool

    /// From its parts.
    public init(
        tally: DocId,
        outcome: Outcome,
        said: Said,
        mine: Bool
    ) {
        self.tally = tally
        self.outcome = outcome
        self.said = said
        self.mine = mine
    }

    init(_ core: LinliCore.ResultChanged) {
        tally = DocId(core.tally)
        outcome = Outcome(core.outcome)
        said = Said(core.said)
        mine = core.mine
    }
}

/// A step to be taken.
public struct StepDraft: Sendable, Hashable {
    /// Its name in the flow; the first opening step if none is said where a matter is opened.
    public var step: String
    /// What it records, by field; a household by door number or id, a place by name or id.
    public var values: [FormEntry]
    /// The heads that its author has seen, the one that he continues first; the only one if not said.
    public var continues: [RecordId]
    /// Documents that it is about.
    public var about: [DocId]
    /// Of a step that opens another matter: what that one's opening records beside what both have fields for.
    public var opening: [FormEntry]

    /// What is left out has its field's default.
    public init(
        step: String,
        values: [FormEntry] = [],
        continues: [RecordId] = [],
        about: [DocId] = [],
        opening: [FormEntry] = []
    ) {
        self.step = step
        self.values = values
        self.continues = continues
        self.about = about
        self.opening = opening
    }

    var core: LinliCore.StepDraft {
        LinliCore.StepDraft(
            step: step,
            values: values.map { $0.core },
            continues: continues.map { $0.rawValue },
            about: about.map { $0.rawValue },
            opening: opening.map { $0.core }
        )
    }
}

/// The way in which a step stands in its matter.
public enum StepStanding: String, Sendable, Hashable, CaseIterable, Codable {
    /// On a head's line, or attached to it.
    case line
    /// Kept, shown, without effect.
    case overruled
    /// The flow has no place for it.
    case misplaced
    /// It comes after something that is not here.
    case waiting
    /// It rests on what does not take part.
    case held
    /// Its author took it back.
    case withdrawn
    /// It does not take part: contested, or set aside.
    case out
    /// Nobody can say: this store lacks the pack.
    case unknown

    init(_ core: LinliCore.StepStanding) {
        self =
            switch core {
            case .line: .line
            case .overruled: .overruled
            case .misplaced: .misplaced
            case .waiting: .waiting
            case .held: .held
            case .withdrawn: .withdrawn
            case .out: .out
            case .unknown: .unknown
            }
    }
}

/// A step that was written.
public struct StepTaken: Sendable, Hashable {
    /// Its record.
    public var record: RecordId
    /// The matters that it opened.
    public var opened: [DocId]

    /// From its parts.
    public init(
        record: RecordId,
        opened: [DocId]
    ) {
        self.record = record
        self.opened = opened
    }

    init(_ core: LinliCore.StepTaken) {
        record = RecordId(core.record)
        opened = core.opened.map { DocId($0) }
    }
}

/// A step that was taken.
public struct StepView: Sendable, Hashable, Identifiable {
    /// Its record.
    public var record: RecordId
    /// Its name in the flow, or its key where the pack is not here.
    public var step: String
    /// Its title.
    public var title: Said
    /// Time by its author's clock.
    public var at: Date
    /// Whether that lies more than seven days from when it was first seen.
    public var far: Bool
    /// Its author.
    public var by: MemberId
    /// The author by name.
    public var who: MemberRef
    /// The heads that he saw.
    public var after: [RecordId]
    /// What he recorded, with what amendments changed.
    public var values: [FormEntry]
    /// The same for people, in the order of the form; empty where the pack is not here.
    public var told: [ToldValue]
    /// Whether an amendment holds in it.
    public var amended: Bool
    /// Whether words of it were erased.
    public var erased: Bool
    /// The number of its photos.
    public var photos: Int
    /// The way in which it stands.
    public var standing: StepStanding

    /// The same as `record`, for lists.
    public var id: RecordId { record }

    /// From its parts.
    public init(
        record: RecordId,
        step: String,
        title: Said,
        at: Date,
        far: Bool,
        by: MemberId,
        who: MemberRef,
        after: [RecordId],
        values: [FormEntry],
        told: [ToldValue],
        amended: Bool,
        erased: Bool,
        photos: Int,
        standing: StepStanding
    ) {
        self.record = record
        self.step = step
        self.title = title
        self.at = at
        self.far = far
        self.by = by
        self.who = who
        self.after = after
        self.values = values
        self.told = told
        self.amended = amended
        self.erased = erased
        self.photos = photos
        self.standing = standing
    }

    init(_ core: LinliCore.StepView) {
        record = RecordId(core.record)
        step = core.step
        title = Said(core.title)
        at = core.at
        far = core.far
        by = MemberId(core.by)
        who = MemberRef(core.who)
        after = core.after.map { RecordId($0) }
        values = core.values.map { FormEntry($0) }
        told = core.told.map { ToldValue($0) }
        amended = core.amended
        erased = core.erased
        photos = Int(clamping: core.photos)
        standing = StepStanding(core.standing)
    }
}

/// A value of a step in words: a household by its door, a member, a matter and a tally by name, an amount in yuan.
public struct ToldValue: Sendable, Hashable {
    /// The field's name in the flow.
    public var field: String
    /// The field's name for people.
    public var label: Said
    /// The value for people.
    public var said: Said

    /// From its parts.
    public init(
        field: String,
        label: Said,
        said: Said
    ) {
        self.field = field
        self.label = label
        self.said = said
    }

    init(_ core: LinliCore.ToldValue) {
        field = core.field
        label = Said(core.label)
        said = Said(core.said)
    }
}
