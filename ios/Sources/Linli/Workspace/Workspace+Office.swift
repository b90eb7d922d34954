// An office's desk: spreadsheets, the numbers of other systems, backups.

import Foundation
internal import LinliCore

extension Workspace {
    /// Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With
    /// `preview` nothing is written. `columns` names columns by field (`["door": "C"]`) where the headings mislead, and
    /// is remembered for the heading; `newCompounds` may be made.
    @discardableResult
    public func importRegister(
        from file: URL, preview: Bool = false, columns: [String: String] = [:], newCompounds: [String] = []
    ) async throws(LinliError) -> ImportOutcome {
        try await crossing {
            ImportOutcome(
                try await core.importRegister(
                    file: file.path, preview: preview, columns: columns, newCompounds: newCompounds))
        }
    }

    /// Takes an import back as one. Gives how many records.
    @discardableResult
    public func undoImport(_ records: [RecordId]) async throws(LinliError) -> Int {
        try await crossing { Int(clamping: try await core.undoImport(records: records.map(\.rawValue))) }
    }

    /// Writes a table into a spreadsheet: xlsx or csv, as the file is called. A register comes back in either language.
    public func export(_ what: ExportKind, to file: URL, in language: Language = .zh) async throws(LinliError) {
        try await crossing {
            try await core.export(what: what.core, to: file.path, language: language.core)
        }
    }

    /// Notes which number another system gives a thing.
    public func setExternalId(of entity: some EntityId, system: String, number: String) async throws(LinliError) {
        try await crossing { try await core.setExternalId(entity: entity.rawValue, system: system, number: number) }
    }

    /// The numbers that other systems give a thing.
    public func externalIds(of entity: some EntityId) async throws(LinliError) -> [ExternalIdView] {
        try await crossing { try await core.externalIds(entity: entity.rawValue).map(ExternalIdView.init) }
    }

    /// A sealed copy of this store; the code that opens it is shown once.
    public func backup(to file: URL) async throws(LinliError) -> BackupMade {
        try await crossing { BackupMade(try await core.backup(file: file.path)) }
    }
}
