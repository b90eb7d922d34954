// Written by `cargo xtask bindings` from the interface and bindings/bindgen/facade.tsv: never edited.

internal import LinliCore

/// A backup that was written and read back.
public struct BackupMade: Sendable, Hashable {
    /// Bytes of the file.
    public var bytes: Int
    /// Records in it.
    public var records: Int
    /// The code that opens it: 14 groups of 4 characters. Kept nowhere.
    public var code: String

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
    public var system: String
    /// Its name for people, where a pack names it; else as it is.
    public var said: Said
    /// The numbers; absent where the body is not here.
    public var values: [String?]

    /// The same as `system`, for lists.
    public var id: String { system }

    /// From its parts.
    public init(
        system: String,
        said: Said,
        values: [String?]
    ) {
        self.system = system
        self.said = said
        self.values = values
    }

    init(_ core: LinliCore.ExternalIdView) {
        system = core.system
        said = Said(core.said)
        values = core.values
    }
}

/// The columns of a field.
public struct ImportColumn: Sendable, Hashable {
    /// The field: `door`, `building`, ….
    public var field: String
    /// The columns' letters; several with commas.
    public var letters: String

    /// From its parts.
    public init(
        field: String,
        letters: String
    ) {
        self.field = field
        self.letters = letters
    }

    init(_ core: LinliCore.ImportColumn) {
        field = core.field
        letters = core.letters
    }
}

/// A cell that changed on both sides.
public struct ImportConflict: Sendable, Hashable {
    /// The door.
    public var household: String
    /// The field.
    public var field: String
    /// The row in the file.
    public var row: Int

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
    public var imported: Int
    /// Households that were the same already.
    public var unchanged: Int
    /// Cells that changed both in the file and in the store since the export; both values are kept.
    public var conflicts: [ImportConflict]
    /// The rows that a clerk must look at: they were left out.
    public var problems: [ImportProblem]
    /// To take it back as one; absent if nothing was written.
    public var undo: [RecordId]?
    /// The columns as they were read, and why, by sheet.
    public var readings: [ImportReading]
    /// Compounds, buildings and stairwells that are made, or would be.
    public var newPlaces: [String]
    /// Compounds that the file names and the community lacks; made only if the call names them.
    public var newCompounds: [String]
    /// People that enter the register, or would.
    public var peopleAdded: [ImportPerson]
    /// People of the file's households whom the file does not name; they stay.
    public var peopleMissing: [ImportPerson]

    /// From its parts.
    public init(
        imported: Int,
        unchanged: Int,
        conflicts: [ImportConflict],
        problems: [ImportProblem],
        undo: [RecordId]?,
        readings: [ImportReading],
        newPlaces: [String],
        newCompounds: [String],
        peopleAdded: [ImportPerson],
        peopleMissing: [ImportPerson]
    ) {
        self.imported = imported
        self.unchanged = unchanged
        self.conflicts = conflicts
        self.problems = problems
        self.undo = undo
        self.readings = readings
        self.newPlaces = newPlaces
        self.newCompounds = newCompounds
        self.peopleAdded = peopleAdded
        self.peopleMissing = peopleMissing
    }

    init(_ core: LinliCore.ImportOutcome) {
        imported = Int(clamping: core.imported)
        unchanged = Int(clamping: core.unchanged)
        conflicts = core.conflicts.map { ImportConflict($0) }
        problems = core.problems.map { ImportProblem($0) }
        undo = core.undo.map { $0.map { RecordId($0) } }
        readings = core.readings.map { ImportReading($0) }
        newPlaces = core.newPlaces
        newCompounds = core.newCompounds
        peopleAdded = core.peopleAdded.map { ImportPerson($0) }
        peopleMissing = core.peopleMissing.map { ImportPerson($0) }
    }
}

/// A person of a household, in an import.
public struct ImportPerson: Sendable, Hashable {
    /// The door.
    public var household: String
    /// The name, as far as known.
    public var name: String?

    /// From its parts.
    public init(
        household: String,
        name: String?
    ) {
        self.household = household
        self.name = name
    }

    init(_ core: LinliCore.ImportPerson) {
        household = core.household
        name = core.name
    }
}

/// A row that a clerk must look at.
public struct ImportProblem: Sendable, Hashable {
    /// The sheet.
    public var sheet: String
    /// The row, as the spreadsheet program shows it.
    public var row: Int
    /// The column's letters.
    public var column: String?
    /// A stable code.
    public var code: String
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

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

/// A sheet as it was read.
public struct ImportReading: Sendable, Hashable {
    /// The sheet.
    public var sheet: String
    /// The columns by field.
    public var columns: [ImportColumn]
    /// The reasons, in Chinese.
    public var zh: String
    /// The reasons, in English.
    public var en: String

    /// From its parts.
    public init(
        sheet: String,
        columns: [ImportColumn],
        zh: String,
        en: String
    ) {
        self.sheet = sheet
        self.columns = columns
        self.zh = zh
        self.en = en
    }

    init(_ core: LinliCore.ImportReading) {
        sheet = core.sheet
        columns = core.columns.map { ImportColumn($0) }
        zh = core.zh
        en = core.en
    }
}
