// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// A backup that was written and read back.
public struct BackupMade: Sendable, Hashable {
    /// Bytes of the file.
    public let bytes: Int
    /// Records in it.
    public let records: Int
    /// The code that opens it: 14 groups of 4 characters. Kept nowhere.
    public let code: String

    /// From its parts.
    public init(
        bytes: Int,
        records: Int,
        code: String
    ) {
        self.bytes = bytes
        self.records = records
        self.code = code
    }

    init(_ core: LinliCore.BackupMade) {
        bytes = Int(clamping: core.bytes)
        records = Int(clamping: core.records)
        code = core.code
    }
}

/// A table that an office writes into a spreadsheet.
public enum ExportKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// 名册, the register.
    case register
    /// 走访记录, the visits.
    case visits
    /// 议题, the topics.
    case topics
    /// 台账, the ledger: everything, a sheet each.
    case ledger

    var core: LinliCore.ExportKind {
        switch self {
        case .register: .register
        case .visits: .visits
        case .topics: .topics
        case .ledger: .ledger
        }
    }
}

/// The number that another system gives a thing; several values are a conflict.
public struct ExternalIdView: Sendable, Hashable, Identifiable {
    /// Which system.
    public let system: String
    /// The numbers; absent where the body is not here.
    public let values: [String?]

    /// The same as `system`, for lists.
    public var id: String { system }

    /// From its parts.
    public init(
        system: String,
        values: [String?]
    ) {
        self.system = system
        self.values = values
    }

    init(_ core: LinliCore.ExternalIdView) {
        system = core.system
        values = core.values
    }
}

/// A cell that changed on both sides.
public struct ImportConflict: Sendable, Hashable {
    /// The door.
    public let household: String
    /// The field.
    public let field: String
    /// The row in the file.
    public let row: Int

    /// From its parts.
    public init(
        household: String,
        field: String,
        row: Int
    ) {
        self.household = household
        self.field = field
        self.row = row
    }

    init(_ core: LinliCore.ImportConflict) {
        household = core.household
        field = core.field
        row = Int(clamping: core.row)
    }
}

/// A register that was read, and what an import of it did or would do.
public struct ImportOutcome: Sendable, Hashable {
    /// Households added or changed.
    public let imported: Int
    /// Households that were the same already.
    public let unchanged: Int
    /// Cells that changed both in the file and in the store since the export; both values are kept.
    public let conflicts: [ImportConflict]
    /// The rows that a clerk must look at: they were left out.
    public let problems: [ImportProblem]
    /// To take it back as one; absent if nothing was written.
    public let undo: [RecordId]?

    /// From its parts.
    public init(
        imported: Int,
        unchanged: Int,
        conflicts: [ImportConflict],
        problems: [ImportProblem],
        undo: [RecordId]?
    ) {
        self.imported = imported
        self.unchanged = unchanged
        self.conflicts = conflicts
        self.problems = problems
        self.undo = undo
    }

    init(_ core: LinliCore.ImportOutcome) {
        imported = Int(clamping: core.imported)
        unchanged = Int(clamping: core.unchanged)
        conflicts = core.conflicts.map { ImportConflict($0) }
        problems = core.problems.map { ImportProblem($0) }
        undo = core.undo.map { $0.map { RecordId($0) } }
    }
}

/// A row that a clerk must look at.
public struct ImportProblem: Sendable, Hashable {
    /// The sheet.
    public let sheet: String
    /// The row, as the spreadsheet program shows it.
    public let row: Int
    /// The column's letters.
    public let column: String?
    /// A stable code.
    public let code: String
    /// In Chinese.
    public let zh: String
    /// In English.
    public let en: String

    /// From its parts.
    public init(
        sheet: String,
        row: Int,
        column: String?,
        code: String,
        zh: String,
        en: String
    ) {
        self.sheet = sheet
        self.row = row
        self.column = column
        self.code = code
        self.zh = zh
        self.en = en
    }

    init(_ core: LinliCore.ImportProblem) {
        sheet = core.sheet
        row = Int(clamping: core.row)
        column = core.column
        code = core.code
        zh = core.zh
        en = core.en
    }
}
