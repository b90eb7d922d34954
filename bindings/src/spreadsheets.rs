//! Registers and exports as spreadsheets; without the feature, the error that says so. What crosses the border is the same
//! either way, so that one façade fits every build.

#[cfg(not(feature = "spreadsheet"))]
pub(crate) use missing::{export, import, undo};
#[cfg(feature = "spreadsheet")]
pub(crate) use there::{export, import, undo};

#[cfg(feature = "spreadsheet")]
mod there {
    use crate::error::LinliError;
    use crate::views::{ImportConflict, ImportOutcome, ImportProblem};
    use crate::words::ExportKind;
    use linli_core::domain::RecordId;
    use linli_core::spreadsheet::{FileFault, RegisterTable, read_register, write_table};
    use linli_core::workspace::{Export, Workspace};
    use std::path::Path;

    fn fault(fault: &FileFault) -> LinliError {
        LinliError::Input {
            code: fault.code.to_owned(),
            field: Some("file".to_owned()),
            zh: fault.zh.clone(),
            en: fault.en.clone(),
        }
    }

    fn problems(table: &RegisterTable) -> Vec<ImportProblem> {
        let all = table.problems.iter().map(|problem| ImportProblem {
            sheet: problem.sheet.clone(),
            row: problem.row,
            column: problem.column.clone(),
            code: problem.code.to_owned(),
            zh: problem.zh.clone(),
            en: problem.en.clone(),
        });
        all.collect()
    }

    pub(crate) fn import(
        workspace: &Workspace,
        file: &Path,
        preview: bool,
    ) -> Result<ImportOutcome, LinliError> {
        let table = read_register(file).map_err(|error| fault(&error))?;
        let done = workspace.import_register(&table, preview)?;
        let conflicts = done.conflicts.into_iter().map(|conflict| ImportConflict {
            household: conflict.household,
            field: conflict.field,
            row: conflict.row,
        });
        Ok(ImportOutcome {
            imported: done.imported,
            unchanged: done.unchanged,
            conflicts: conflicts.collect(),
            problems: problems(&table),
            undo: done.undo,
        })
    }

    pub(crate) fn undo(workspace: &Workspace, records: &[RecordId]) -> Result<u64, LinliError> {
        Ok(workspace.undo_import(records)?)
    }

    pub(crate) fn export(
        workspace: &Workspace,
        what: ExportKind,
        to: &Path,
    ) -> Result<(), LinliError> {
        let what = match what {
            ExportKind::Register => Export::Register,
            ExportKind::Visits => Export::Visits,
            ExportKind::Topics => Export::Topics,
            ExportKind::Ledger => Export::Ledger,
        };
        let sheets = workspace.export(what)?;
        write_table(to, &sheets).map_err(|error| fault(&error))
    }
}

#[cfg(not(feature = "spreadsheet"))]
mod missing {
    use crate::codes::ErrorCode;
    use crate::error::LinliError;
    use crate::views::ImportOutcome;
    use crate::words::ExportKind;
    use linli_core::domain::RecordId;
    use linli_core::workspace::Workspace;
    use std::path::Path;

    fn missing<T>() -> Result<T, LinliError> {
        Err(LinliError::of_code(ErrorCode::SpreadsheetsMissing, None))
    }

    pub(crate) fn import(_: &Workspace, _: &Path, _: bool) -> Result<ImportOutcome, LinliError> {
        missing()
    }

    pub(crate) fn undo(_: &Workspace, _: &[RecordId]) -> Result<u64, LinliError> {
        missing()
    }

    pub(crate) fn export(_: &Workspace, _: ExportKind, _: &Path) -> Result<(), LinliError> {
        missing()
    }
}
