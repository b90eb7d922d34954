//! Spreadsheets in and out: a register taken into a store, a table written from one. Owns their answers. What a register
//! looks like is `linli_core::spreadsheet`'s business, what changes in the store the workspace's.

use crate::codes;
use crate::failure::Failure;
use crate::show::{list, text};
use linli_core::spreadsheet::{self, FileFault, Problem, RegisterTable};
use linli_core::workspace::{ErrorKind, Export, ImportOutcome, Workspace};
use serde_json::{Value, json};
use std::path::Path;

/// The part of a file that is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Every sound row.
    Sound,
    /// All or nothing.
    Strict,
    /// Nothing: show what would change.
    Preview,
}

/// Reads a file and takes it into a store; also whether every row was sound.
///
/// # Errors
/// A file that cannot be read, what the store refuses.
pub fn into_store(
    workspace: &Workspace,
    file: &Path,
    mode: Mode,
) -> Result<(Value, bool), Box<Failure>> {
    let table = read(file)?;
    let sound = table.problems.is_empty();
    let outcome = if mode == Mode::Strict && !sound {
        ImportOutcome::default()
    } else {
        workspace.import_register(&table, mode == Mode::Preview)?
    };
    Ok((imported(checked(&table), &outcome), sound))
}

/// Reads a register's file.
///
/// # Errors
/// A file that cannot be read as one.
pub fn read(file: &Path) -> Result<RegisterTable, Box<Failure>> {
    Ok(spreadsheet::read_register(file)?)
}

/// The counts of sound rows, and what a clerk must look at.
#[must_use]
pub fn checked(table: &RegisterTable) -> Value {
    let problems: Vec<Value> = table.problems.iter().map(problem).collect();
    json!({
        "buildings": table.counts.buildings, "stairwells": table.counts.stairwells,
        "households": table.counts.households, "people": table.counts.people,
        "problems": problems,
    })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "sheet": problem.sheet, "row": problem.row, "column": problem.column,
        "code": problem.code, "zh": problem.zh, "en": problem.en,
    })
}

/// The export that a name in the tools stands for.
#[must_use]
pub fn what(name: &str) -> Option<Export> {
    match name {
        "register" => Some(Export::Register),
        "visits" => Some(Export::Visits),
        "topics" => Some(Export::Topics),
        "ledger" => Some(Export::Ledger),
        _ => None,
    }
}

/// Writes an export: `{"file","sheets":[{"sheet","rows"}]}`.
///
/// # Errors
/// What the store or the file refuses.
pub fn to_file(workspace: &Workspace, what: Export, file: &Path) -> Result<Value, Box<Failure>> {
    let sheets = workspace.export(what)?;
    spreadsheet::write_table(file, &sheets)?;
    let written: Vec<Value> = sheets
        .iter()
        .map(|sheet| json!({ "sheet": sheet.name, "rows": sheet.rows.len() }))
        .collect();
    Ok(json!({ "file": file.display().to_string(), "sheets": written }))
}

/// Adds what an import did to what the reading of its file found.
fn imported(mut checked: Value, outcome: &ImportOutcome) -> Value {
    let clashes = list(
        &outcome.conflicts,
        |conflict| json!({ "household": conflict.household, "field": conflict.field, "row": conflict.row }),
    );
    let undo = outcome
        .undo
        .as_deref()
        .map(|records| list(records, |record| text(record)));
    if let Value::Object(map) = &mut checked {
        map.insert("imported".to_owned(), outcome.imported.into());
        map.insert("unchanged".to_owned(), outcome.unchanged.into());
        map.insert("conflicts".to_owned(), outcome.conflicts.len().into());
        map.insert("clashes".to_owned(), clashes);
        map.insert("undo".to_owned(), undo.into());
    }
    checked
}

impl From<FileFault> for Box<Failure> {
    fn from(fault: FileFault) -> Self {
        let mut failure = codes::failure(fault.code);
        failure.kind = if fault.is_machine() {
            ErrorKind::Machine
        } else {
            ErrorKind::Input
        };
        failure.zh = fault.zh;
        failure.en = fault.en;
        failure.at.file = fault.at.file;
        failure
    }
}
