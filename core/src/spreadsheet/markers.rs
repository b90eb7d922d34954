//! Markers of exported rows, believed only where they can be: a row that was copied and edited is a new row at the door that
//! it names; one whose door was changed is told; of two edited copies neither is taken. Knows rows, no store.

use super::marker::RowMarker;
use super::problem::Wrong;
use super::register::SheetRows;
use super::rows::ReadRow;
use std::collections::BTreeMap;

/// A household and perhaps a person, as markers name them.
type Marked = (String, Option<String>);
/// List and row.
type Places = Vec<(usize, usize)>;

/// Takes the marker from rows that are copies, and tells rows whose marker and door disagree.
pub(super) fn settle(sheets: &mut [SheetRows]) {
    let mut groups: BTreeMap<Marked, Places> = BTreeMap::new();
    for (s, sheet) in sheets.iter().enumerate() {
        for (r, row) in sheet.rows.iter().enumerate() {
            if let Some(marker) = &row.marker {
                let key = (marker.household.clone(), marker.person.clone());
                groups.entry(key).or_default().push((s, r));
            }
        }
    }
    for rows in groups.into_values() {
        let of = |(s, r): &(usize, usize)| &sheets[*s].rows[*r];
        let (here, elsewhere): (Places, Places) =
            rows.iter().copied().partition(|at| names_its_door(of(at)));
        let (same, edited): (Places, Places) =
            here.iter().copied().partition(|at| is_untouched(of(at)));
        let renamed = |at: &(usize, usize)| is_renamed(of(at));
        let mut copies = Places::new();
        let mut told: Vec<((usize, usize), Wrong<'_>)> = Vec::new();
        match (same.len(), edited.len()) {
            (0, 0) => told.extend(elsewhere.iter().map(|at| (*at, Wrong::RowMoved))),
            (0, 1) => copies.extend(elsewhere.iter().copied()),
            (0, _) => {
                told.extend(edited.iter().map(|at| (*at, Wrong::RowTwice)));
                copies.extend(elsewhere.iter().copied());
            }
            (_, _) => {
                // The row itself is there as it was: whoever else bears its marker is another.
                copies.extend(same.iter().skip(1).copied());
                copies.extend(elsewhere.iter().copied());
                for at in &edited {
                    if renamed(at) {
                        copies.push(*at);
                    } else {
                        told.push((*at, Wrong::RowTwice));
                    }
                }
            }
        }
        for (s, r) in copies {
            let row = &mut sheets[s].rows[r];
            row.marker = None;
            row.raw.clear();
            for person in &mut row.people {
                person.marker = None;
                person.raw.clear();
            }
        }
        for ((s, r), wrong) in told {
            let sheet = &mut sheets[s];
            let row = &mut sheet.rows[r];
            row.is_sound = false;
            if row.door.is_none() && !row.problems.is_empty() {
                // A row without a readable door is told for that already.
                continue;
            }
            row.problems
                .push(wrong.at(&sheet.sheet, row.row, row.door_column));
        }
    }
}

fn names_its_door(row: &ReadRow) -> bool {
    match (&row.marker, &row.door) {
        (Some(marker), Some(door)) => marker
            .names_door(
                &door.building,
                door.stairwell.as_deref().unwrap_or_default(),
                &door.room,
            )
            .unwrap_or(true),
        _ => false,
    }
}

fn cells(row: &ReadRow) -> impl Iterator<Item = (&RowMarker, &String, &String)> {
    let marker = row.marker.as_ref().into_iter();
    marker.flat_map(|marker| {
        row.raw
            .iter()
            .map(move |(field, text)| (marker, field, text))
    })
}

fn is_untouched(row: &ReadRow) -> bool {
    cells(row).all(|(marker, field, text)| marker.unchanged(field, text) != Some(false))
}

fn is_renamed(row: &ReadRow) -> bool {
    cells(row).any(|(marker, field, text)| {
        field == "name" && marker.unchanged(field, text) == Some(false)
    })
}
