//! Registers and exports as spreadsheets; without the feature, the error that says so. What crosses the border is the same
//! either way, so that one façade fits every build.

#[cfg(not(feature = "spreadsheet"))]
pub(crate) use missing::{
    adopt_form, export, export_form, export_matters, import, import_typed, undo,
};
#[cfg(feature = "spreadsheet")]
pub(crate) use there::{
    adopt_form, export, export_form, export_matters, import, import_typed, undo,
};

#[cfg(feature = "spreadsheet")]
mod there {
    use crate::codes::ErrorCode;
    use crate::error::LinliError;
    use crate::views::{
        FormAdopted, FormFilled, FormQuestion, ImportColumn, ImportConflict, ImportOutcome,
        ImportPerson, ImportProblem, ImportReading, QuestionKind,
    };
    use crate::words::ExportKind;
    use linli_core::domain::{DocId, RecordId};
    use linli_core::rules::pages::Language;
    use linli_core::spreadsheet::{
        Columns, FileFault, FormContent, Question, RegisterTable, read_form, read_list,
        read_register_as, write_table,
    };
    use linli_core::workspace::{
        ElsewhereImport, Export, ImportOptions, ImportOutcome as Outcome, Workspace,
    };
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
        language: Option<Language>,
        to: &Path,
    ) -> Result<(), LinliError> {
        let what = match what {
            ExportKind::Register => Export::Register,
            ExportKind::Visits => Export::Visits,
            ExportKind::Topics => Export::Topics,
            ExportKind::Ledger => Export::Ledger,
        };
        let sheets = workspace.export(what, language.unwrap_or_default())?;
        write_table(to, &sheets).map_err(|error| fault(&error))
    }

    pub(crate) fn export_matters(
        workspace: &Workspace,
        flow: Option<&str>,
        language: Option<Language>,
        to: &Path,
    ) -> Result<(), LinliError> {
        let sheets = workspace.matter_sheets(flow, language.unwrap_or_default())?;
        write_table(to, &sheets).map_err(|error| fault(&error))
    }

    pub(crate) fn import_typed(
        workspace: &Workspace,
        system: &str,
        file: &Path,
    ) -> Result<ElsewhereImport, LinliError> {
        let (key, headings) = workspace.typed_headings(system)?;
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let rows = read_list(file, &key, &headings).map_err(|error| fault(&error))?;
        Ok(workspace.import_typed(system, &rows)?)
    }

    const fn kind(question: &Question) -> QuestionKind {
        match question {
            Question::Text => QuestionKind::Text,
            Question::Count => QuestionKind::Count,
            Question::Date => QuestionKind::Date,
            Question::YesNo => QuestionKind::YesNo,
            Question::Choice(_) => QuestionKind::Choice,
        }
    }

    pub(crate) fn adopt_form(
        workspace: &Workspace,
        file: &Path,
        repeats: bool,
    ) -> Result<FormAdopted, LinliError> {
        let form = read_form(file).map_err(|error| fault(&error))?;
        let flow = workspace.adopt_form(&form, repeats)?;
        let (mut questions, mut known) = (Vec::new(), Vec::new());
        for column in form.columns {
            match &column.content {
                FormContent::Question(question) => questions.push(FormQuestion {
                    heading: column.heading,
                    kind: kind(question),
                    choices: question.choices().to_vec(),
                }),
                _ => known.push(column.heading),
            }
        }
        Ok(FormAdopted {
            flow,
            title: form.title,
            questions,
            known,
        })
    }

    pub(crate) fn export_form(
        workspace: &Workspace,
        matter: DocId,
        like: &Path,
        to: &Path,
    ) -> Result<FormFilled, LinliError> {
        let form = read_form(like).map_err(|error| fault(&error))?;
        let filled = workspace.form_sheet(matter, &form)?;
        write_table(to, &[filled.sheet]).map_err(|error| fault(&error))?;
        Ok(FormFilled {
            answered: filled.answered as u64,
            missing: filled.missing as u64,
        })
    }
}

#[cfg(not(feature = "spreadsheet"))]
mod missing {
    use crate::codes::ErrorCode;
    use crate::error::LinliError;
    use crate::views::{FormAdopted, FormFilled, ImportOutcome};
    use crate::words::ExportKind;
    use linli_core::domain::{DocId, RecordId};
    use linli_core::rules::pages::Language;
    use linli_core::workspace::{ElsewhereImport, ImportOptions, Workspace};
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

    pub(crate) fn export(
        _: &Workspace,
        _: ExportKind,
        _: Option<Language>,
        _: &Path,
    ) -> Result<(), LinliError> {
        missing()
    }

    pub(crate) fn export_matters(
        _: &Workspace,
        _: Option<&str>,
        _: Option<Language>,
        _: &Path,
    ) -> Result<(), LinliError> {
        missing()
    }

    pub(crate) fn import_typed(
        _: &Workspace,
        _: &str,
        _: &Path,
    ) -> Result<ElsewhereImport, LinliError> {
        missing()
    }

    pub(crate) fn adopt_form(_: &Workspace, _: &Path, _: bool) -> Result<FormAdopted, LinliError> {
        missing()
    }

    pub(crate) fn export_form(
        _: &Workspace,
        _: DocId,
        _: &Path,
        _: &Path,
    ) -> Result<FormFilled, LinliError> {
        missing()
    }
}
