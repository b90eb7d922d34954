//! .xlsx through calamine, cell by cell: its ranges are dense, and one cell at XFD1048576 would ask for gigabytes.

use super::fault::Reason;
use super::grid::{Budget, Merge, SHEETS, Sheet, Value};
use super::hidden;
use super::package::Package;
use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads every sheet; hidden ones are marked.
pub(super) fn read(package: &Package, budget: &mut Budget) -> Result<Vec<Sheet>, Reason> {
    let bytes = package.repacked()?;
    // The only place where calamine runs: whatever it trips over becomes a damaged file.
    catch_unwind(AssertUnwindSafe(|| sheets(bytes, package, budget)))
        .unwrap_or(Err(Reason::Damaged))
}

fn sheets(bytes: Vec<u8>, package: &Package, budget: &mut Budget) -> Result<Vec<Sheet>, Reason> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| reason(&e))?;
    let names: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if names.len() > SHEETS {
        return Err(Reason::TooManySheets);
    }
    let mut hidden = hidden::of_workbook(package)?;
    let mut sheets = Vec::new();
    for (name, is_hidden) in names {
        let mut sheet = Sheet {
            hidden: hidden.remove(&name).unwrap_or_default(),
            name: name.clone(),
            is_hidden,
            ..Sheet::default()
        };
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(e) => return Err(reason(&e)),
        };
        let mut empty: BTreeSet<(u32, u32)> = BTreeSet::new();
        while let Some(cell) = cells.next_cell().map_err(|e| reason(&e))? {
            let (row, column) = cell.get_position();
            match value(cell.get_value()) {
                Some(value) => budget.put(&mut sheet, row, column, value)?,
                None if package.formulas => {
                    empty.insert((row, column));
                }
                None => {}
            }
        }
        drop(cells);
        if !empty.is_empty() {
            // An empty cell with a formula behind it: the program that wrote the file did not reckon.
            let mut formulas = book.worksheet_cells_reader(&name).map_err(|e| reason(&e))?;
            while let Some(cell) = formulas.next_formula().map_err(|e| reason(&e))? {
                let (row, column) = cell.get_position();
                if !cell.get_value().is_empty() && empty.contains(&(row, column)) {
                    budget.put(&mut sheet, row, column, Value::Uncomputed)?;
                }
            }
        }
        if package.merged {
            for region in book
                .merge_cells_by_sheet_name(&name)
                .map_err(|e| reason(&e))?
            {
                let merge = Merge {
                    top: region.start.0,
                    left: region.start.1,
                    bottom: region.end.0,
                    right: region.end.1,
                };
                budget.merge(&mut sheet, merge)?;
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::Int(number) => Value::Text(number.to_string()),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::DateTimeIso(text) => Value::Date(text.clone()),
        DataRef::String(text) | DataRef::DurationIso(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Bool(yes) => Value::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) if *error != CellErrorType::NA => Value::Uncomputed,
        DataRef::Error(error) => Value::Text(error.to_string()),
        DataRef::DateTime(moment) if moment.is_datetime() => Value::dated(*moment),
        DataRef::DateTime(span) => Value::span(span.as_f64() * 86_400.0),
    })
}

fn reason(error: &XlsxError) -> Reason {
    match error {
        XlsxError::Password => Reason::Encrypted,
        _ => Reason::Damaged,
    }
}
