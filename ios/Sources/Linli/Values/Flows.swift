// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// A clock as the pack prescribes it.
public struct ClockForm: Sendable, Hashable, Identifiable {
    /// Its name.
    public var clock: String
    /// Its title.
    public var title: Said
    /// The clause that sets it.
    public var clause: String?
    /// The source of that.
    public var status: RuleStatus?

    /// The same as `clock`, for lists.
    public var id: String { clock }

    /// From its parts.
    public init(
        clock: String,
        title: Said,
        clause: String?,
        status: RuleStatus?
    ) {
        self.clock = clock
        self.title = title
        self.clause = clause
        self.status = status
    }

    init(_ core: LinliCore.ClockForm) {
        clock = core.clock
        title = Said(core.title)
        clause = core.clause
        status = core.status.map { RuleStatus($0) }
    }
}

/// A duty of a pack.
public struct DutySummary: Sendable, Hashable {
    /// Its name.
    public var duty: String
    /// Its title.
    public var title: Said
    /// The clause that prescribes it.
    public var clause: String?
    /// The source of that.
    public var status: RuleStatus?
    /// The flow whose matters fulfil it.
    public var flow: String

    /// From its parts.
    public init(
        duty: String,
        title: Said,
        clause: String?,
        status: RuleStatus?,
        flow: String
    ) {
        self.duty = duty
        self.title = title
        self.clause = clause
        self.status = status
        self.flow = flow
    }

    init(_ core: LinliCore.DutySummary) {
        duty = core.duty
        title = Said(core.title)
        clause = core.clause
        status = core.status.map { RuleStatus($0) }
        flow = core.flow
    }
}

/// Whether a field must be given.
public enum FieldMust: Sendable, Hashable {
    /// It may be left out.
    case no
    /// In every case.
    case yes
    /// If another field has one of some values.
    case `if`(field: String, values: [FormValue])

    init(_ core: LinliCore.FieldMust) {
        self =
            switch core {
            case .no: .no
            case .yes: .yes
            case .if(let field, let values): .if(field: field, values: values.map { FormValue($0) })
            }
    }
}

/// The type of a field.
public enum FieldType: String, Sendable, Hashable, CaseIterable, Codable {
    /// Words.
    case text
    /// One of the field's words.
    case choice
    /// Yes or no.
    case flag
    /// A whole number.
    case int
    /// Money, in fen.
    case fen
    /// An area, in square centimetres.
    case cm2
    /// A day, as `2026-11-24`.
    case date
    /// A time, with its offset (RFC 3339).
    case time
    /// A period, as `2026-H1`.
    case period
    /// A member's id.
    case member
    /// A household: its id, or a door number where a step is taken.
    case household
    /// A person's id.
    case person
    /// A place: its id, or its name where a step is taken.
    case place
    /// A body, by its word.
    case body
    /// A document's id.
    case doc
    /// A tally's id.
    case tally
    /// Rows of the field's columns.
    case rows

    init(_ core: LinliCore.FieldType) {
        self =
            switch core {
            case .text: .text
            case .choice: .choice
            case .flag: .flag
            case .int: .int
            case .fen: .fen
            case .cm2: .cm2
            case .date: .date
            case .time: .time
            case .period: .period
            case .member: .member
            case .household: .household
            case .person: .person
            case .place: .place
            case .body: .body
            case .doc: .doc
            case .tally: .tally
            case .rows: .rows
            }
    }
}

/// A word of a choice.
public struct FieldWord: Sendable, Hashable, Identifiable {
    /// As it stands in values.
    public var word: String
    /// Its title.
    public var title: Said

    /// The same as `word`, for lists.
    public var id: String { word }

    /// From its parts.
    public init(
        word: String,
        title: Said
    ) {
        self.word = word
        self.title = title
    }

    init(_ core: LinliCore.FieldWord) {
        word = core.word
        title = Said(core.title)
    }
}

/// A state of a flow.
public struct FlowState: Sendable, Hashable, Identifiable {
    /// Its name.
    public var state: String
    /// Its title.
    public var title: Said
    /// Whether a matter ends in it.
    public var ends: Bool

    /// The same as `state`, for lists.
    public var id: String { state }

    /// From its parts.
    public init(
        state: String,
        title: Said,
        ends: Bool
    ) {
        self.state = state
        self.title = title
        self.ends = ends
    }

    init(_ core: LinliCore.FlowState) {
        state = core.state
        title = Said(core.title)
        ends = core.ends
    }
}

/// A flow in a list.
public struct FlowSummary: Sendable, Hashable, Identifiable {
    /// Its name.
    public var flow: String
    /// The kind of document that its matters are.
    public var kind: String
    /// The levels of place at which a matter is opened.
    public var at: [String]
    /// The clause that prescribes it.
    public var clause: String?
    /// Its title.
    public var title: Said

    /// The same as `flow`, for lists.
    public var id: String { flow }

    /// From its parts.
    public init(
        flow: String,
        kind: String,
        at: [String],
        clause: String?,
        title: Said
    ) {
        self.flow = flow
        self.kind = kind
        self.at = at
        self.clause = clause
        self.title = title
    }

    init(_ core: LinliCore.FlowSummary) {
        flow = core.flow
        kind = core.kind
        at = core.at
        clause = core.clause
        title = Said(core.title)
    }
}

/// A flow with its forms and words.
public struct FlowView: Sendable, Hashable {
    /// The pack that holds it.
    public var pack: String
    /// The pack's edition.
    public var edition: String
    /// Its name, class, places, clause and title.
    public var about: FlowSummary
    /// The operation by which conflicts are settled.
    public var settle: String
    /// States, in the pack's order.
    public var states: [FlowState]
    /// Steps, in the pack's order.
    public var steps: [StepForm]
    /// Clocks, in the pack's order.
    public var clocks: [ClockForm]

    /// From its parts.
    public init(
        pack: String,
        edition: String,
        about: FlowSummary,
        settle: String,
        states: [FlowState],
        steps: [StepForm],
        clocks: [ClockForm]
    ) {
        self.pack = pack
        self.edition = edition
        self.about = about
        self.settle = settle
        self.states = states
        self.steps = steps
        self.clocks = clocks
    }

    init(_ core: LinliCore.FlowView) {
        pack = core.pack
        edition = core.edition
        about = FlowSummary(core.about)
        settle = core.settle
        states = core.states.map { FlowState($0) }
        steps = core.steps.map { StepForm($0) }
        clocks = core.clocks.map { ClockForm($0) }
    }
}

/// A field of a form.
public struct FormField: Sendable, Hashable, Identifiable {
    /// Its name.
    public var field: String
    /// Its title.
    public var title: Said
    /// Its type.
    public var kind: FieldType
    /// Whether it is a list of these.
    public var many: Bool
    /// Whether it must be given.
    public var must: FieldMust
    /// The least number, or the fewest characters or items.
    public var least: Int?
    /// The most.
    public var most: Int?
    /// The words of a choice.
    public var words: [FieldWord]
    /// The columns of rows.
    public var columns: [FormField]

    /// The same as `field`, for lists.
    public var id: String { field }

    /// From its parts.
    public init(
        field: String,
        title: Said,
        kind: FieldType,
        many: Bool,
        must: FieldMust,
        least: Int?,
        most: Int?,
        words: [FieldWord],
        columns: [FormField]
    ) {
        self.field = field
        self.title = title
        self.kind = kind
        self.many = many
        self.must = must
        self.least = least
        self.most = most
        self.words = words
        self.columns = columns
    }

    init(_ core: LinliCore.FormField) {
        field = core.field
        title = Said(core.title)
        kind = FieldType(core.kind)
        many = core.many
        must = FieldMust(core.must)
        least = core.least.map { Int($0) }
        most = core.most.map { Int($0) }
        words = core.words.map { FieldWord($0) }
        columns = core.columns.map { FormField($0) }
    }
}

/// A pack that was taken up.
public struct PackAdopted: Sendable, Hashable {
    /// Its name.
    public var pack: String
    /// The edition of the text that it holds.
    public var edition: String

    /// From its parts.
    public init(
        pack: String,
        edition: String
    ) {
        self.pack = pack
        self.edition = edition
    }

    init(_ core: LinliCore.PackAdopted) {
        pack = core.pack
        edition = core.edition
    }
}

/// What a place takes of a pack.
public struct PackChoice: Sendable, Hashable {
    /// The edition; absent for the one that came last.
    public var edition: String?
    /// Flows that are switched off.
    public var withoutFlows: [String]
    /// Duties that are switched off.
    public var withoutDuties: [String]
    /// Readings by rule. A rule that is not named leaves them to whoever opens the tally.
    public var readings: [RuleReadings]
    /// Words by switch. A switch that is not named stays at its default.
    public var switches: [SwitchChoice]

    /// What is left out has its field's default.
    public init(
        edition: String? = nil,
        withoutFlows: [String] = [],
        withoutDuties: [String] = [],
        readings: [RuleReadings] = [],
        switches: [SwitchChoice] = []
    ) {
        self.edition = edition
        self.withoutFlows = withoutFlows
        self.withoutDuties = withoutDuties
        self.readings = readings
        self.switches = switches
    }

    init(_ core: LinliCore.PackChoice) {
        edition = core.edition
        withoutFlows = core.withoutFlows
        withoutDuties = core.withoutDuties
        readings = core.readings.map { RuleReadings($0) }
        switches = core.switches.map { SwitchChoice($0) }
    }

    var core: LinliCore.PackChoice {
        LinliCore.PackChoice(
            edition: edition,
            withoutFlows: withoutFlows,
            withoutDuties: withoutDuties,
            readings: readings.map { $0.core },
            switches: switches.map { $0.core }
        )
    }
}

/// The choice of a place about a pack.
public struct PackChosen: Sendable, Hashable {
    /// The community, or a compound.
    public var scope: ScopeName
    /// The same for people.
    public var placeSaid: Said
    /// What it takes of the pack; none where the pack is off there.
    public var choice: PackChoice?

    /// From its parts.
    public init(
        scope: ScopeName,
        placeSaid: Said,
        choice: PackChoice?
    ) {
        self.scope = scope
        self.placeSaid = placeSaid
        self.choice = choice
    }

    init(_ core: LinliCore.PackChosen) {
        scope = ScopeName(core.scope)
        placeSaid = Said(core.placeSaid)
        choice = core.choice.map { PackChoice($0) }
    }
}

/// What a place settles once for a flow, where a text leaves several ways open.
public struct PackSwitch: Sendable, Hashable, Identifiable {
    /// Its name.
    public var name: String
    /// Its title.
    public var title: Said
    /// The clause that leaves it open.
    public var clause: String?
    /// The source of that.
    public var status: RuleStatus?
    /// The flow whose matters go by it.
    public var flow: String
    /// The word by which a place goes that chose none.
    public var initial: String
    /// Its words.
    public var words: [SwitchWord]

    /// The same as `name`, for lists.
    public var id: String { name }

    /// From its parts.
    public init(
        name: String,
        title: Said,
        clause: String?,
        status: RuleStatus?,
        flow: String,
        initial: String,
        words: [SwitchWord]
    ) {
        self.name = name
        self.title = title
        self.clause = clause
        self.status = status
        self.flow = flow
        self.initial = initial
        self.words = words
    }

    init(_ core: LinliCore.PackSwitch) {
        name = core.name
        title = Said(core.title)
        clause = core.clause
        status = core.status.map { RuleStatus($0) }
        flow = core.flow
        initial = core.initial
        words = core.words.map { SwitchWord($0) }
    }
}

/// A pack that this store knows.
public struct PackView: Sendable, Hashable {
    /// Its name.
    public var pack: String
    /// The edition of the text that it holds.
    public var edition: String
    /// Its title.
    public var title: Said
    /// Whether it is the community's own.
    public var own: Bool
    /// Its flows.
    public var flows: [FlowSummary]
    /// What places settle once for its flows.
    public var switches: [PackSwitch]
    /// Its duties, which recur.
    public var duties: [DutySummary]
    /// The choices about it that hold now; none where every place goes by all of its newest edition.
    public var choices: [PackChosen]
    /// The reason why this device may not choose for the community: who may. None where it may.
    public var whyNot: Said?

    /// From its parts.
    public init(
        pack: String,
        edition: String,
        title: Said,
        own: Bool,
        flows: [FlowSummary],
        switches: [PackSwitch],
        duties: [DutySummary],
        choices: [PackChosen],
        whyNot: Said?
    ) {
        self.pack = pack
        self.edition = edition
        self.title = title
        self.own = own
        self.flows = flows
        self.switches = switches
        self.duties = duties
        self.choices = choices
        self.whyNot = whyNot
    }

    init(_ core: LinliCore.PackView) {
        pack = core.pack
        edition = core.edition
        title = Said(core.title)
        own = core.own
        flows = core.flows.map { FlowSummary($0) }
        switches = core.switches.map { PackSwitch($0) }
        duties = core.duties.map { DutySummary($0) }
        choices = core.choices.map { PackChosen($0) }
        whyNot = core.whyNot.map { Said($0) }
    }
}

/// Readings of a counting rule that a place goes by.
public struct RuleReadings: Sendable, Hashable, Identifiable {
    /// The rule.
    public var rule: String
    /// The readings under which its tallies are opened.
    public var readings: [String]

    /// The same as `rule`, for lists.
    public var id: String { rule }

    /// From its parts.
    public init(
        rule: String,
        readings: [String]
    ) {
        self.rule = rule
        self.readings = readings
    }

    init(_ core: LinliCore.RuleReadings) {
        rule = core.rule
        readings = core.readings
    }

    var core: LinliCore.RuleReadings {
        LinliCore.RuleReadings(
            rule: rule,
            readings: readings
        )
    }
}

/// The part of a rule that says where it comes from.
public enum RuleStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// The standard's text.
    case text
    /// A law or regulation.
    case law
    /// This library's, where the text is silent.
    case `default`
    /// Not checked against a text.
    case unverified

    init(_ core: LinliCore.RuleStatus) {
        self =
            switch core {
            case .text: .text
            case .law: .law
            case .default: .default
            case .unverified: .unverified
            }
    }
}

/// A step as the pack prescribes it, with its form.
public struct StepForm: Sendable, Hashable, Identifiable {
    /// Its name.
    public var step: String
    /// Its title.
    public var title: Said
    /// The clause that prescribes it.
    public var clause: String?
    /// The source of that.
    public var status: RuleStatus?
    /// The operation of the matrix that its author claims.
    public var may: String
    /// Whether it opens a matter.
    public var opening: Bool
    /// The states from which it is taken.
    public var fromStates: [String]
    /// Whether it is taken from every state that is not final, too.
    public var fromAny: Bool
    /// The states to which it can lead; none for a side step.
    public var toStates: [String]
    /// The flows of which it can open a matter.
    public var opens: [String]
    /// The fields that it records.
    public var fields: [FormField]
    /// The rules that must hold, by name.
    public var needs: [String]

    /// The same as `step`, for lists.
    public var id: String { step }

    /// From its parts.
    public init(
        step: String,
        title: Said,
        clause: String?,
        status: RuleStatus?,
        may: String,
        opening: Bool,
        fromStates: [String],
        fromAny: Bool,
        toStates: [String],
        opens: [String],
        fields: [FormField],
        needs: [String]
    ) {
        self.step = step
        self.title = title
        self.clause = clause
        self.status = status
        self.may = may
        self.opening = opening
        self.fromStates = fromStates
        self.fromAny = fromAny
        self.toStates = toStates
        self.opens = opens
        self.fields = fields
        self.needs = needs
    }

    init(_ core: LinliCore.StepForm) {
        step = core.step
        title = Said(core.title)
        clause = core.clause
        status = core.status.map { RuleStatus($0) }
        may = core.may
        opening = core.opening
        fromStates = core.fromStates
        fromAny = core.fromAny
        toStates = core.toStates
        opens = core.opens
        fields = core.fields.map { FormField($0) }
        needs = core.needs
    }
}

/// The word of a switch by which a place goes.
public struct SwitchChoice: Sendable, Hashable, Identifiable {
    /// The switch of the pack.
    public var name: String
    /// Its word.
    public var word: String

    /// The same as `name`, for lists.
    public var id: String { name }

    /// From its parts.
    public init(
        name: String,
        word: String
    ) {
        self.name = name
        self.word = word
    }

    init(_ core: LinliCore.SwitchChoice) {
        name = core.name
        word = core.word
    }

    var core: LinliCore.SwitchChoice {
        LinliCore.SwitchChoice(
            name: name,
            word: word
        )
    }
}

/// A word of a switch.
public struct SwitchWord: Sendable, Hashable, Identifiable {
    /// The word.
    public var word: String
    /// Its title.
    public var title: Said

    /// The same as `word`, for lists.
    public var id: String { word }

    /// From its parts.
    public init(
        word: String,
        title: Said
    ) {
        self.word = word
        self.title = title
    }

    init(_ core: LinliCore.SwitchWord) {
        word = core.word
        title = Said(core.title)
    }
}
