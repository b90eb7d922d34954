// What an office does with spreadsheets.

import Foundation
internal import LinliCore

extension Workspace {
    /// Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With
    /// `preview` nothing is written.
    @discardableResult
    public func importRegister(from file: URL, preview: Bool = false) async throws(LinliError) -> ImportOutcome {
        try await crossing { ImportOutcome(try await core.importRegister(file: file.path, preview: preview)) }
    }

    /// Takes an import back as one. Gives how many records.
    @discardableResult
    public func undoImport(_ records: [RecordId]) async throws(LinliError) -> Int {
        try await crossing { Int(clamping: try await core.undoImport(records: records.map(\.rawValue))) }
    }

    /// Writes a table into a spreadsheet: xlsx or csv, as the file is called.
    public func export(_ what: ExportKind, to file: URL) async throws(LinliError) {
        try await crossing { try await core.export(what: what.core, to: file.path) }
    }
}
