// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// Numbers of a place in a month.
public struct Figures: Sendable, Hashable {
    /// Its doors.
    public var doors: Int
    /// Doors at which a visit of the month stands, whatever came of it.
    public var visited: Int
    /// Visits of the month that were not withdrawn.
    public var visits: Int
    /// Those at which somebody was at home.
    public var met: Int
    /// Matters that began in the month.
    public var opened: Int
    /// Matters that have not come to their end now, whenever they began.
    public var open: Int
    /// Those of them of which a time has passed.
    public var overdue: Int

    /// From its parts.
    public init(
        doors: Int,
        visited: Int,
        visits: Int,
        met: Int,
        opened: Int,
        open: Int,
        overdue: Int
    ) {
        self.doors = doors
        self.visited = visited
        self.visits = visits
        self.met = met
        self.opened = opened
        self.open = open
        self.overdue = overdue
    }

    init(_ core: LinliCore.Figures) {
        doors = Int(clamping: core.doors)
        visited = Int(clamping: core.visited)
        visits = Int(clamping: core.visits)
        met = Int(clamping: core.met)
        opened = Int(clamping: core.opened)
        open = Int(clamping: core.open)
        overdue = Int(clamping: core.overdue)
    }
}

/// A blank table that became a flow.
public struct FormAdopted: Sendable, Hashable, Identifiable {
    /// The name of the flow, by which a matter is opened.
    public var flow: String
    /// The table's title.
    public var title: String
    /// Its questions from left to right.
    public var questions: [FormQuestion]
    /// Headings of columns that the register fills.
    public var known: [String]

    /// The same as `flow`, for lists.
    public var id: String { flow }

    /// From its parts.
    public init(
        flow: String,
        title: String,
        questions: [FormQuestion],
        known: [String]
    ) {
        self.flow = flow
        self.title = title
        self.questions = questions
        self.known = known
    }

    init(_ core: LinliCore.FormAdopted) {
        flow = core.flow
        title = core.title
        questions = core.questions.map { FormQuestion($0) }
        known = core.known
    }
}

/// A table that was filled with what was answered.
public struct FormFilled: Sendable, Hashable {
    /// Doors that have answered.
    public var answered: Int
    /// Doors that have not.
    public var missing: Int

    /// From its parts.
    public init(
        answered: Int,
        missing: Int
    ) {
        self.answered = answered
        self.missing = missing
    }

    init(_ core: LinliCore.FormFilled) {
        answered = Int(clamping: core.answered)
        missing = Int(clamping: core.missing)
    }
}

/// A question of an office's form.
public struct FormQuestion: Sendable, Hashable, Identifiable {
    /// Its heading in the table.
    public var heading: String
    /// The kind of answer.
    public var kind: QuestionKind
    /// The answers that it offers; none but of a choice.
    public var choices: [String]

    /// The same as `heading`, for lists.
    public var id: String { heading }

    /// From its parts.
    public init(
        heading: String,
        kind: QuestionKind,
        choices: [String]
    ) {
        self.heading = heading
        self.kind = kind
        self.choices = choices
    }

    init(_ core: LinliCore.FormQuestion) {
        heading = core.heading
        kind = QuestionKind(core.kind)
        choices = core.choices
    }
}

/// A member's month.
public struct MonthlyStatement: Sendable, Hashable {
    /// The member.
    public var member: MemberId
    /// Records by kind of document.
    public var lines: [StatementLine]
    /// Those that do not count, and why; those that still wait for something are not here.
    public var contested: [ContestedView]

    /// From its parts.
    public init(
        member: MemberId,
        lines: [StatementLine],
        contested: [ContestedView]
    ) {
        self.member = member
        self.lines = lines
        self.contested = contested
    }

    init(_ core: LinliCore.MonthlyStatement) {
        member = MemberId(core.member)
        lines = core.lines.map { StatementLine($0) }
        contested = core.contested.map { ContestedView($0) }
    }
}

/// A page that a matter can be printed on.
public struct PageView: Sendable, Hashable, Identifiable {
    /// Its name.
    public var page: String
    /// Its title.
    public var title: Said

    /// The same as `page`, for lists.
    public var id: String { page }

    /// From its parts.
    public init(
        page: String,
        title: Said
    ) {
        self.page = page
        self.title = title
    }

    init(_ core: LinliCore.PageView) {
        page = core.page
        title = Said(core.title)
    }
}

/// A place with its own numbers: a stairwell, or a wider place that has matters of its own.
public struct PlaceStatistics: Sendable, Hashable {
    /// The place.
    public var place: PlaceRef
    /// Its numbers, without those of the places in it.
    public var figures: Figures

    /// From its parts.
    public init(
        place: PlaceRef,
        figures: Figures
    ) {
        self.place = place
        self.figures = figures
    }

    init(_ core: LinliCore.PlaceStatistics) {
        place = PlaceRef(core.place)
        figures = Figures(core.figures)
    }
}

/// Records of one kind in a member's month.
public struct StatementLine: Sendable, Hashable {
    /// The kind of document.
    public var kind: DocKind
    /// Records written.
    public var done: Int
    /// Those that count.
    public var counts: Int

    /// From its parts.
    public init(
        kind: DocKind,
        done: Int,
        counts: Int
    ) {
        self.kind = kind
        self.done = done
        self.counts = counts
    }

    init(_ core: LinliCore.StatementLine) {
        kind = DocKind(core.kind)
        done = Int(clamping: core.done)
        counts = Int(clamping: core.counts)
    }
}

/// A month in numbers.
public struct Statistics: Sendable, Hashable {
    /// All places together.
    public var whole: Figures
    /// Wider places first, then the stairwells.
    public var places: [PlaceStatistics]

    /// From its parts.
    public init(
        whole: Figures,
        places: [PlaceStatistics]
    ) {
        self.whole = whole
        self.places = places
    }

    init(_ core: LinliCore.Statistics) {
        whole = Figures(core.whole)
        places = core.places.map { PlaceStatistics($0) }
    }
}
