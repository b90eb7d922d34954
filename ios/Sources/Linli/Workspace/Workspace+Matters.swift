// Matters: what the standard's flows prescribe, step by step; and the packs that hold the flows.

import Foundation
internal import LinliCore

extension Workspace {
    /// The packs that this store knows: those of this version, then the community's own.
    public func packs() async throws(LinliError) -> [PackView] {
        try await crossing { try await core.packs().map(PackView.init) }
    }

    /// A flow with its forms and words, by its name or as `pack/flow`: an app draws the form of any step from it.
    public func flow(_ flow: String) async throws(LinliError) -> FlowView {
        try await crossing { FlowView(try await core.flow(flow: flow)) }
    }

    /// Takes up a pack of the community's own, as its file says it; it travels in the roster. Fails with `pack_unsound`
    /// where `linli pack check` finds a fault.
    @discardableResult
    public func adoptPack(_ pack: Data) async throws(LinliError) -> PackAdopted {
        try await crossing { PackAdopted(try await core.adoptPack(pack: pack)) }
    }

    /// Chooses what a place takes of a pack: its edition, the flows and duties that are off, the readings of its rules. Without
    /// a choice the pack is off there; without a place it is the whole community's. Gives the index of the roster's entry.
    @discardableResult
    public func choosePack(_ pack: String, _ choice: PackChoice?, at scope: ScopeName? = nil) async throws(LinliError)
        -> Int
    {
        try await crossing { Int(try await core.choosePack(pack: pack, scope: scope?.core, choice: choice?.core)) }
    }

    /// Opens a matter of a flow (its name, or `pack/flow`) at a place. Fails with `need_unmet`, in whose words the
    /// numbers stand, or with the field of the form that does not fit.
    @discardableResult
    public func openMatter(_ flow: String, at scope: ScopeName, _ draft: StepDraft) async throws(LinliError)
        -> MatterOpened
    {
        try await crossing {
            MatterOpened(try await core.openMatter(flow: flow, scope: scope.core, draft: draft.core))
        }
    }

    /// Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's
    /// opening as well.
    @discardableResult
    public func takeStep(of matter: DocId, _ draft: StepDraft) async throws(LinliError) -> StepTaken {
        try await crossing { StepTaken(try await core.takeStep(matter: matter.rawValue, draft: draft.core)) }
    }

    /// Gives other values for some fields of a step of one's own.
    @discardableResult
    public func amendStep(_ step: RecordId, values: [FormEntry], reason: String) async throws(LinliError) -> RecordId {
        try await crossing {
            RecordId(try await core.amendStep(step: step.rawValue, values: values.map { $0.core }, reason: reason))
        }
    }

    /// Takes a step of one's own back, as long as nothing was built on it.
    @discardableResult
    public func withdrawStep(_ step: RecordId, reason: String) async throws(LinliError) -> RecordId {
        try await crossing { RecordId(try await core.withdrawStep(step: step.rawValue, reason: reason)) }
    }

    /// Says a few words about a matter, or about one of its steps.
    @discardableResult
    public func comment(on matter: DocId, step: RecordId? = nil, text: String) async throws(LinliError) -> RecordId {
        try await crossing {
            RecordId(try await core.comment(matter: matter.rawValue, text: text, step: step?.rawValue))
        }
    }

    /// A matter: its steps, its state, what may be done next and by whom.
    public func matter(_ matter: DocId) async throws(LinliError) -> MatterView {
        try await crossing { MatterView(try await core.matter(matter: matter.rawValue)) }
    }

    /// Matters, newest first.
    public func listMatters(_ filter: MatterFilter = MatterFilter(), limit: Int = 50, after: String? = nil)
        async throws(LinliError) -> Page<MatterSummary>
    {
        try await crossing { Page(try await core.listMatters(filter: filter.core, page: rows(limit, after))) }
    }

    /// The file of a matter, as JSON, from which `linli flow` comes to the same answer.
    public func matterFile(_ matter: DocId) async throws(LinliError) -> String {
        try await crossing { try await core.matterFile(matter: matter.rawValue) }
    }

    /// What is due between two times: clocks of matters, and duties that recur.
    public func obligations(from since: Date, until: Date) async throws(LinliError) -> [Obligation] {
        try await crossing { try await core.obligations(since: since, until: until).map(Obligation.init) }
    }
}

extension FormEntry {
    /// A field and its value, in a line of a form: `.init("title", "楼道堆物")`.
    public init(_ field: String, _ value: FormValue) {
        self.init(field: field, value: value)
    }
}

extension FormValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral text: String) { self = .text(text) }

    public init(integerLiteral number: Int) { self = .whole(number) }

    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
