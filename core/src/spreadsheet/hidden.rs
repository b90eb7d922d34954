//! Rows and columns of an .xlsx that are not shown, hidden by hand or by a filter: its reader does not tell. Knows no cell.

use super::fault::Reason;
use super::grid::{Hidden, SHEET_COLUMNS, SHEET_ROWS};
use super::package::{Package, attribute};
use super::parts;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Groups of hidden columns of a sheet that are noted, at most.
const COLUMNS: usize = 1_000;

/// What is hidden, by the sheet's name, of a workbook whose parts have their usual names.
///
/// # Errors
/// XML that cannot be read.
pub(super) fn of_workbook(book: &Package) -> Result<BTreeMap<String, Hidden>, Reason> {
    let mut found = BTreeMap::new();
    for (name, part) in parts::sheets(book)? {
        if let Some(text) = book.parts.get(&part)
            && text.contains("hidden=")
        {
            found.insert(name, of_sheet(text)?);
        }
    }
    Ok(found)
}

fn of_sheet(text: &str) -> Result<Hidden, Reason> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let (mut rows, mut columns) = (BTreeSet::new(), Vec::new());
    let mut row = 0_u32;
    loop {
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    row = number(&element, "r").unwrap_or(row.saturating_add(1));
                    if is_hidden(&element) && (1..=SHEET_ROWS).contains(&row) {
                        rows.insert(row - 1);
                    }
                }
                "col" if is_hidden(&element) && columns.len() < COLUMNS => {
                    let (first, last) = (number(&element, "min"), number(&element, "max"));
                    if let (Some(first @ 1..=SHEET_COLUMNS), Some(last)) = (first, last) {
                        columns.push(first - 1..=last.saturating_sub(1));
                    }
                }
                _ => {}
            },
            Event::Eof => {
                return Ok(Hidden {
                    rows: Arc::new(rows),
                    columns: Arc::new(columns),
                });
            }
            _ => {}
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|said| matches!(said.trim(), "1" | "true"))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}
