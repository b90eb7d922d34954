// Matters on paper and in ledgers, a member's month, an office's forms.

import Foundation
internal import LinliCore

extension Workspace {
    /// The pages that a matter can be printed on: those of its pack, then the common ones.
    public func pages(of matter: DocId) async throws(LinliError) -> [PageView] {
        try await crossing { try await core.pages(matter: matter.rawValue).map { PageView($0) } }
    }

    /// A matter on a page, as one HTML file for A4 paper that needs nothing else. It holds what this store may read; words
    /// that were erased are marked.
    public func page(_ page: String, of matter: DocId, in language: Language = .zh) async throws(LinliError) -> String {
        try await crossing {
            try await core.page(matter: matter.rawValue, page: page, language: language.core)
        }
    }

    /// The pages that a place can be printed on.
    public func pages(at scope: ScopeName) async throws(LinliError) -> [PageView] {
        try await crossing { try await core.placePages(scope: scope.core).map { PageView($0) } }
    }

    /// A place on a page, as one HTML file for A4 paper that needs nothing else: a round's sheet to be filled by hand.
    public func page(_ page: String, at scope: ScopeName, in language: Language = .zh) async throws(LinliError)
        -> String
    {
        try await crossing {
            try await core.placePage(scope: scope.core, page: page, language: language.core)
        }
    }

    /// A member's month (`2026-11`, days of +08:00): one's own, or, for who may grant in the whole community, anybody's.
    public func statement(month: String, of member: MemberId? = nil) async throws(LinliError) -> MonthlyStatement {
        try await crossing { MonthlyStatement(try await core.statement(month: month, member: member?.rawValue)) }
    }

    /// A month (`2026-11`, days of +08:00) in numbers, stairwell by stairwell: of a place (a grid, too), or of all that this
    /// member works in.
    public func statistics(month: String, of place: ScopeName? = nil) async throws(LinliError) -> Statistics {
        try await crossing { Statistics(try await core.statistics(month: month, place: place?.core)) }
    }

    /// Makes a flow of a blank table (xlsx, xls, ods, csv) and takes its pack up: an office's form, to be filled at doors.
    /// With `repeats` a household may fill several lines. The same table again is the same form.
    @discardableResult
    public func adoptForm(from file: URL, repeats: Bool = false) async throws(LinliError) -> FormAdopted {
        try await crossing { FormAdopted(try await core.adoptForm(file: file.path, repeats: repeats)) }
    }

    /// Writes what was answered into a table like the blank one: a line for each door of the matter's place, also of those
    /// who have not answered.
    @discardableResult
    public func exportForm(_ matter: DocId, like blank: URL, to file: URL) async throws(LinliError) -> FormFilled {
        try await crossing {
            FormFilled(try await core.exportForm(matter: matter.rawValue, like: blank.path, to: file.path))
        }
    }

    /// Writes the matters of a flow, or of every flow, as ledgers (台账): xlsx or csv, as the file is called.
    public func exportMatters(
        of flow: String? = nil, to file: URL, in language: Language = .zh
    ) async throws(LinliError) {
        try await crossing {
            try await core.exportMatters(to: file.path, flow: flow, language: language.core)
        }
    }

    /// The other systems that the packs name.
    public func elsewhereSystems() async throws(LinliError) -> [ElsewhereSystem] {
        try await crossing { try await core.elsewhereSystems().map { ElsewhereSystem($0) } }
    }

    /// Matters that are still to be typed into another system, newest first; with `all`, those that are typed too.
    public func toType(in system: String, all: Bool = false, limit: Int = 50, after: String? = nil)
        async throws(LinliError) -> Page<ElsewhereRow>
    {
        try await crossing { Page(try await core.toType(system: system, all: all, page: rows(limit, after))) }
    }

    /// Takes the list that another system exported (xlsx, xls, ods, csv): matters get their numbers there.
    @discardableResult
    public func importTyped(in system: String, from file: URL) async throws(LinliError) -> ElsewhereImport {
        try await crossing { ElsewhereImport(try await core.importTyped(system: system, file: file.path)) }
    }
}
