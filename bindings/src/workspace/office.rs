//! What an office does with spreadsheets.

#![cfg(feature = "spreadsheet")]

use super::Workspace;
use crate::error::LinliError;
use crate::views::{ImportConflict, ImportOutcome, ImportProblem};
use crate::workers::Lane;
use linli_core::domain::RecordId;
use linli_core::spreadsheet::{FileFault, RegisterTable, read_register, write_table};
use linli_core::workspace::Export;
use std::path::PathBuf;

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

#[uniffi::export]
impl Workspace {
    /// Imports a register (xlsx, xls, ods, csv): all sound rows in one transaction, the others are listed. With `preview`
    /// nothing is written.
    pub async fn import_register(
        &self,
        file: PathBuf,
        preview: bool,
    ) -> Result<ImportOutcome, LinliError> {
        self.workers
            .run(Lane::Write, "import_register", move |workspace| {
                let table = read_register(&file).map_err(|error| fault(&error))?;
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
            })
            .await
    }

    /// Takes an import back as one. Gives how many records.
    pub async fn undo_import(&self, records: Vec<RecordId>) -> Result<u64, LinliError> {
        self.workers
            .write("undo_import", move |workspace| {
                workspace.undo_import(&records)
            })
            .await
    }

    /// Writes `register`, `visits`, `topics` or `ledger` into a spreadsheet.
    pub async fn export(&self, what: String, to: PathBuf) -> Result<(), LinliError> {
        self.workers
            .run(Lane::Read, "export", move |workspace| {
                let what = Export::from_name(&what)
                    .ok_or_else(|| LinliError::of_code("field_unknown", Some("what")))?;
                let sheets = workspace.export(what)?;
                write_table(&to, &sheets).map_err(|error| fault(&error))
            })
            .await
    }
}
