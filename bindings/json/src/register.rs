//! Spreadsheets in and out: a register taken into a store, a table written from one. Owns their answers. What a register
//! looks like is `linli_core::spreadsheet`'s business, what changes in the store the workspace's.

use crate::codes;
use crate::failure::Failure;
use crate::show::{list, text};
use linli_core::domain::DocId;
use linli_core::rules::pages::Language;
use linli_core::spreadsheet::{
    self, Columns, FileFault, Form, FormContent, Problem, ReadOptions, RegisterTable, Sheet,
};
use linli_core::workspace::{
    ErrorKind, Export, ImportOptions, ImportOutcome, ImportPerson, MatterFilter, Workspace,
};
use serde_json::{Value, json};
use std::path::Path;

/// Matters that are read together.
const MATTERS: u32 = 200;

/// The name under which matters are exported.
pub const AS_MATTERS: &str = "matters";

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

/// The way in which an office wants a file taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Columns that it names itself.
    pub columns: Columns,
    /// Compounds that may be made.
    pub new_compounds: Vec<String>,
}

/// Reads a file and takes it into a store; also whether every row was sound.
///
/// # Errors
/// A file that cannot be read, what the store refuses.
pub fn into_store(
    workspace: &Workspace,
    file: &Path,
    mode: Mode,
    asked: &Asked,
) -> Result<(Value, bool), Box<Failure>> {
    let options = workspace.read_options(asked.columns.clone())?;
    let table = read(file, &options)?;
    let preview = ImportOptions {
        preview: true,
        new_compounds: asked.new_compounds.clone(),
    };
    let mut sound = table.problems.is_empty();
    let outcome = match mode {
        Mode::Preview => workspace.import_register_as(&table, &preview)?,
        Mode::Strict if !sound => ImportOutcome::default(),
        // All or nothing: what the store knows otherwise is asked first.
        Mode::Strict => {
            let told = workspace.import_register_as(&table, &preview)?;
            if told.problems.is_empty() {
                take(workspace, &table, asked)?
            } else {
                ImportOutcome {
                    problems: told.problems,
                    new_compounds: told.new_compounds,
                    ..ImportOutcome::default()
                }
            }
        }
        Mode::Sound => take(workspace, &table, asked)?,
    };
    sound &= outcome.problems.is_empty();
    if mode != Mode::Preview {
        workspace.remember_columns(&asked.columns, &table)?;
    }
    let checked = match mode {
        Mode::Preview => with_reading(checked(&table), &table),
        Mode::Sound | Mode::Strict => checked(&table),
    };
    Ok((imported(checked, &outcome), sound))
}

fn take(
    workspace: &Workspace,
    table: &RegisterTable,
    asked: &Asked,
) -> Result<ImportOutcome, Box<Failure>> {
    let options = ImportOptions {
        preview: false,
        new_compounds: asked.new_compounds.clone(),
    };
    Ok(workspace.import_register_as(table, &options)?)
}

/// Reads a register's file.
///
/// # Errors
/// A file that cannot be read as one.
pub fn read(file: &Path, options: &ReadOptions) -> Result<RegisterTable, Box<Failure>> {
    Ok(spreadsheet::read_register_as(file, options)?)
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

/// The answer of a check, which knows no store: with the places that the file names.
#[must_use]
pub fn check(table: &RegisterTable) -> Value {
    let mut answer = with_reading(checked(table), table);
    if let Value::Object(map) = &mut answer {
        map.insert("new_places".to_owned(), table.places().into());
    }
    answer
}

/// Adds the columns as they were read, and the sheets that were not.
fn with_reading(mut checked: Value, table: &RegisterTable) -> Value {
    let reading = list(&table.readings, |reading| {
        json!({ "sheet": reading.sheet, "columns": reading.columns,
            "why": { "zh": reading.zh, "en": reading.en } })
    });
    let unread = list(
        &table.unread,
        |sheet| json!({ "sheet": sheet.sheet, "rows": sheet.rows }),
    );
    if let Value::Object(map) = &mut checked {
        map.insert("reading".to_owned(), reading);
        map.insert("unread".to_owned(), unread);
    }
    checked
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
    Export::from_name(name)
}

/// What a blank table asks: `{"title","questions":[{"heading","type","of"}],"known":[headings]}`.
#[must_use]
pub fn form_read(form: &Form) -> Value {
    let (mut questions, mut known) = (Vec::new(), Vec::new());
    for column in &form.columns {
        match &column.content {
            FormContent::Question(question) => questions.push(json!({
                "heading": column.heading, "type": question.type_name(), "of": question.choices(),
            })),
            _ => known.push(json!(column.heading)),
        }
    }
    json!({ "title": form.title, "questions": questions, "known": known })
}

/// Makes a form of a blank table.
///
/// # Errors
/// What the file or the store refuses.
pub fn adopt_form(
    workspace: &Workspace,
    file: &Path,
    repeats: bool,
) -> Result<Value, Box<Failure>> {
    let form = spreadsheet::read_form(file)?;
    let flow = workspace.adopt_form(&form, repeats)?;
    let mut answer = form_read(&form);
    answer["flow"] = json!(flow);
    Ok(answer)
}

/// Writes what was answered into a table like the blank one: `{"file","answered","missing"}`.
///
/// # Errors
/// What the store or a file refuses.
pub fn form_to_file(
    workspace: &Workspace,
    matter: DocId,
    like: &Path,
    to: &Path,
) -> Result<Value, Box<Failure>> {
    let form = spreadsheet::read_form(like)?;
    let filled = workspace.form_sheet(matter, &form)?;
    spreadsheet::write_table(to, &[filled.sheet])?;
    Ok(json!({
        "file": to.display().to_string(), "answered": filled.answered, "missing": filled.missing,
    }))
}

/// Writes an export: `{"file","sheets":[{"sheet","rows"}]}`.
///
/// # Errors
/// What the store or the file refuses.
pub fn to_file(
    workspace: &Workspace,
    what: Export,
    language: Language,
    file: &Path,
) -> Result<Value, Box<Failure>> {
    let sheets = workspace.export(what, language)?;
    spreadsheet::write_table(file, &sheets)?;
    Ok(json!({ "file": file.display().to_string(), "sheets": told(&sheets) }))
}

/// Writes the matters of a flow, or of every flow, as ledgers (台账): `{"file","sheets":[{"sheet","rows"}]}`. A file `.json` holds
/// them as `matter` answers them, oldest first.
///
/// # Errors
/// What the store or the file refuses.
pub fn matters_to_file(
    workspace: &Workspace,
    flow: Option<&str>,
    language: Language,
    file: &Path,
) -> Result<Value, Box<Failure>> {
    let sheets = workspace.matter_sheets(flow, language)?;
    let is_json = file
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if is_json {
        let all = every_matter(workspace, flow)?;
        let text = format!("{:#}\n", Value::Array(all));
        crate::files::write_file(file, text.as_bytes())?;
    } else {
        spreadsheet::write_table(file, &sheets)?;
    }
    Ok(json!({ "file": file.display().to_string(), "sheets": told(&sheets) }))
}

fn every_matter(workspace: &Workspace, flow: Option<&str>) -> Result<Vec<Value>, Box<Failure>> {
    let filter = MatterFilter {
        flow: flow.map(str::to_owned),
        ..MatterFilter::default()
    };
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = workspace.matters(&filter, MATTERS, after.as_deref())?;
        for item in page.items {
            all.push(crate::show::matters::matter(
                &workspace.matter(item.matter)?,
            ));
        }
        after = page.next;
        if after.is_none() {
            all.reverse();
            return Ok(all);
        }
    }
}

fn told(sheets: &[Sheet]) -> Vec<Value> {
    let sheet = |sheet: &Sheet| json!({ "sheet": sheet.name, "rows": sheet.rows.len() });
    sheets.iter().map(sheet).collect()
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
    let person =
        |person: &ImportPerson| json!({ "household": person.household, "name": person.name });
    if let Value::Object(map) = &mut checked {
        if let Some(Value::Array(problems)) = map.get_mut("problems") {
            problems.extend(outcome.problems.iter().map(problem));
        }
        map.insert("new_places".to_owned(), outcome.new_places.clone().into());
        map.insert(
            "new_compounds".to_owned(),
            outcome.new_compounds.clone().into(),
        );
        map.insert(
            "people_added".to_owned(),
            list(&outcome.people_added, person),
        );
        map.insert(
            "people_missing".to_owned(),
            list(&outcome.people_missing, person),
        );
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
