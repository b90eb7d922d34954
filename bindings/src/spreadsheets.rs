//! Registers and exports as spreadsheets; without the feature, the error that says so. What crosses the border is the same
//! either way, so that one façade fits every build.

#[cfg(not(feature = "spreadsheet"))]
pub(crate) use missing::{export, import, undo};
#[cfg(feature = "spreadsheet")]
pub(crate) use there::{export, import, undo};

#[cfg(feature = "spreadsheet")]
mod there {
    use crate::codes::ErrorCode;
    use crate::error::LinliError;
    use crate::views::{
        ImportColumn, ImportConflict, ImportOutcome, ImportPerson, ImportProblem, ImportReading,
    };
    use crate::words::ExportKind;
    use linli_core::domain::RecordId;
    use linli_core::spreadsheet::{
        Columns, FileFault, RegisterTable, read_register_as, write_table,
    };
    use linli_core::workspace::{Export, ImportOptions, ImportOutcome as Outcome, Workspace};
    use std::collections::BTreeMap;
    use std::path::Path;

    fn fault(fault: &FileFault) -> LinliError {
        LinliError::Input {
            code: fault.code.to_owned(),
            field: Some("file".to_owned()),
            zh: fault.zh.clone(),
            en: fault.en.clone(),
        }
    }

    fn problems(table: &RegisterTable, outcome: &Outcome) -> Vec<ImportProblem> {
        let all = table.problems.iter().chain(&outcome.problems);
        let all = all.map(|problem| ImportProblem {
            sheet: problem.sheet.clone(),
            row: problem.row,
            column: problem.column.clone(),
            code: problem.code.to_owned(),
            zh: problem.zh.clone(),
            en: problem.en.clone(),
        });
        all.collect()
    }

    fn readings(table: &RegisterTable) -> Vec<ImportReading> {
        let readings = table.readings.iter().map(|reading| ImportReading {
            sheet: reading.sheet.clone(),
            columns: reading
                .columns
                .iter()
                .map(|(field, letters)| ImportColumn {
                    field: (*field).to_owned(),
                    letters: letters.clone(),
                })
                .collect(),
            zh: reading.zh.clone(),
            en: reading.en.clone(),
        });
        readings.collect()
    }

    fn people(people: Vec<linli_core::workspace::ImportPerson>) -> Vec<ImportPerson> {
        let shown = people.into_iter().map(|person| ImportPerson {
            household: person.household,
            name: person.name,
        });
        shown.collect()
    }

    pub(crate) fn import(
        workspace: &Workspace,
        file: &Path,
        columns: &BTreeMap<String, String>,
        options: &ImportOptions,
    ) -> Result<ImportOutcome, LinliError> {
        let mut named = Columns::default();
        for (field, letters) in columns {
            named
                .set(field, letters)
                .map_err(|_| LinliError::of_code(ErrorCode::FieldUnknown, Some("columns")))?;
        }
        let read = workspace.read_options(named.clone())?;
        let table = read_register_as(file, &read).map_err(|error| fault(&error))?;
        let done = workspace.import_register_as(&table, options)?;
        if !options.preview {
            workspace.remember_columns(&named, &table)?;
        }
        let problems = problems(&table, &done);
        let conflicts = done.conflicts.into_iter().map(|conflict| ImportConflict {
            household: conflict.household,
            field: conflict.field,
            row: conflict.row,
        });
        Ok(ImportOutcome {
            imported: done.imported,
            unchanged: done.unchanged,
            conflicts: conflicts.collect(),
            problems,
            undo: done.undo,
            readings: readings(&table),
            new_places: done.new_places,
            new_compounds: done.new_compounds,
            people_added: people(done.people_added),
            people_missing: people(done.people_missing),
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
    use linli_core::workspace::{ImportOptions, Workspace};
    use std::collections::BTreeMap;
    use std::path::Path;

    fn missing<T>() -> Result<T, LinliError> {
        Err(LinliError::of_code(ErrorCode::SpreadsheetsMissing, None))
    }

    pub(crate) fn import(
        _: &Workspace,
        _: &Path,
        _: &BTreeMap<String, String>,
        _: &ImportOptions,
    ) -> Result<ImportOutcome, LinliError> {
        missing()
    }

    pub(crate) fn undo(_: &Workspace, _: &[RecordId]) -> Result<u64, LinliError> {
        missing()
    }

    pub(crate) fn export(_: &Workspace, _: ExportKind, _: &Path) -> Result<(), LinliError> {
        missing()
    }
}
