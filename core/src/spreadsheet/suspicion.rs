//! What only all rows together show: that nearly all are on one door, or that a column fails in every row. Either means that
//! a column was taken for what it is not, and is told at its heading.

use super::problem::{Problem, Wrong};
use super::register::SheetRows;
use crate::domain::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer rows show nothing.
const ROWS: usize = 4;
/// Rows that fail alike, at least.
const ALIKE: usize = 3;

/// Problems that a column of another meaning has; others say what is wrong by themselves.
const MISREAD: [&str; 4] = [
    "door_unreadable",
    "phone_invalid",
    "area_not_a_number",
    "people_undecided",
];

/// Looks at the rows of each list; rows on a door that is none are no longer sound.
pub(super) fn look(sheets: &mut [SheetRows]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for sheet in sheets.iter_mut().filter(|sheet| !sheet.is_export) {
        problems.extend(one_door(sheet));
        problems.extend(all_alike(sheet));
    }
    problems
}

/// Nearly all rows on one door: a street's number, say, or the office's address.
fn one_door(sheet: &mut SheetRows) -> Option<Problem> {
    let mut on: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    for row in &sheet.rows {
        if let Some(door) = &row.door {
            *on.entry(door.to_string()).or_default() += 1;
            all += 1;
        }
    }
    let (door, rows) = on.into_iter().max_by_key(|(_, rows)| *rows)?;
    if all < ROWS || rows * 10 < all * 9 {
        return None;
    }
    let is_on = |row: &&mut super::rows::ReadRow| {
        row.door.as_ref().is_some_and(|own| own.to_string() == door)
    };
    let names: BTreeSet<String> = sheet
        .rows
        .iter_mut()
        .filter(is_on)
        .flat_map(|row| row.people.iter())
        .filter_map(|person| person.name.as_deref().map(fold))
        .collect();
    if names.len() < ROWS {
        return None;
    }
    let column = sheet.rows.first().and_then(|row| row.door_column);
    for row in sheet.rows.iter_mut().filter(is_on) {
        row.is_sound = false;
    }
    Some(Wrong::OneDoor(&sheet.door_heading).at(&sheet.sheet, sheet.header, column))
}

/// Every row fails alike: the heading is meant otherwise.
fn all_alike(sheet: &SheetRows) -> Option<Problem> {
    let first = sheet.rows.iter().find_map(|row| row.problems.first())?;
    let fails = |row: &super::rows::ReadRow| {
        row.problems
            .iter()
            .any(|problem| problem.code == first.code && problem.column == first.column)
    };
    if sheet.rows.len() < ALIKE || !sheet.rows.iter().all(fails) || !MISREAD.contains(&first.code) {
        return None;
    }
    let letters = first.column.as_deref()?;
    let (column, label) = sheet
        .labels
        .iter()
        .find(|(column, _)| super::grid::column_letters(**column) == letters)?;
    Some(Wrong::AllAlike(label).at(&sheet.sheet, sheet.header, Some(*column)))
}
