// What an office does with spreadsheets, backups and checks.

import Foundation
internal import LinliCore

/// A register that was read, and what an import of it did or would do.
public struct ImportOutcome: Sendable, Hashable {
    /// Households added or changed.
    public let imported: Int
    /// Households that were the same already.
    public let unchanged: Int
    /// Cells that changed both in the file and in the store since the export; both values are kept.
    public let conflicts: [ImportConflict]
    /// What a clerk must look at: these rows were left out.
    public let problems: [ImportProblem]
    /// To take it back as one; absent if nothing was written.
    public let undo: [RecordID]?

    init(_ core: LinliCore.ImportOutcome) {
        imported = Int(clamping: core.imported)
        unchanged = Int(clamping: core.unchanged)
        conflicts = core.conflicts.map(ImportConflict.init)
        problems = core.problems.map(ImportProblem.init)
        undo = core.undo.map { $0.map(RecordID.init) }
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

    init(_ core: LinliCore.ImportProblem) {
        sheet = core.sheet
        row = Int(core.row)
        column = core.column
        code = core.code
        zh = core.zh
        en = core.en
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

    init(_ core: LinliCore.ImportConflict) {
        household = core.household
        field = core.field
        row = Int(core.row)
    }
}

/// A backup that was written and read back.
public struct BackupMade: Sendable, Hashable {
    /// Bytes of the file.
    public let bytes: Int
    /// Records in it.
    public let records: Int
    /// What opens it: 14 groups of 4 characters. Kept nowhere.
    public let code: String

    init(_ core: LinliCore.BackupMade) {
        bytes = Int(clamping: core.bytes)
        records = Int(clamping: core.records)
        code = core.code
    }
}

/// What checking every signature, chain, hash and list found.
public struct VerifyReport: Sendable, Hashable {
    /// Records looked at.
    public let records: Int
    /// What is wrong; empty if all is well.
    public let failures: [VerifyFailure]

    init(_ core: LinliCore.VerifyReport) {
        records = Int(clamping: core.records)
        failures = core.failures.map(VerifyFailure.init)
    }
}

/// One thing that is wrong.
public struct VerifyFailure: Sendable, Hashable {
    /// Which record, if it is about one.
    public let record: RecordID?
    /// A stable code.
    public let code: String

    init(_ core: LinliCore.VerifyFailure) {
        record = core.record.map(RecordID.init)
        code = core.code
    }
}

/// Digests by scope (docs/spec/sync.md 6).
public struct Digests: Sendable, Hashable {
    /// Records stored.
    public let records: Int
    /// By scope name, in order; only scopes that this store holds whole.
    public let scopes: [ScopeDigest]

    init(_ core: LinliCore.DigestView) {
        records = Int(clamping: core.records)
        scopes = core.scopes.map(ScopeDigest.init)
    }
}

/// The digests of one scope.
public struct ScopeDigest: Sendable, Hashable, Identifiable {
    /// `community`, or the compound's, building's or stairwell's name.
    public let scope: String
    /// Hex of the records digest.
    public let records: String
    /// Hex of the state digest.
    public let state: String

    /// The same as `scope`, for lists.
    public var id: String { scope }

    init(_ core: LinliCore.ScopeDigest) {
        scope = core.scope
        records = core.records
        state = core.state
    }
}
