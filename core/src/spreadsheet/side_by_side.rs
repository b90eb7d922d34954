//! Several lists beside each other on one sheet: the headings of the door repeat across the row. Each list is read as a
//! sheet of its own, with the columns that stand before all of them.

use super::fault::Reason;
use super::grid::Sheet;
use super::heading::{DoorWord, Role, role};
use super::layout::Layout;
use std::collections::BTreeMap;

/// The lists of a sheet; `None` if it holds just one.
///
/// # Errors
/// The headings repeat, but not as lists do.
pub(super) fn split(sheet: &Sheet, layout: &Layout) -> Result<Option<Vec<Sheet>>, Reason> {
    if layout.is_export() {
        return Ok(None);
    }
    let labels = &layout.labels;
    let Some((first, second)) = repeated_door(labels) else {
        return Ok(None);
    };
    let offset = second - first;
    let again = |column: u32| labels.get(&(column + offset)) == labels.get(&column);
    // The lists may begin before the door: 单元 室 姓名 | 单元 室 姓名.
    let start = labels
        .keys()
        .copied()
        .filter(|column| *column <= first)
        .find(|column| {
            labels
                .range(*column..=first)
                .all(|(column, _)| again(*column))
        })
        .unwrap_or(first);
    let block: Vec<u32> = labels
        .range(start..start + offset)
        .map(|(column, _)| *column)
        .collect();
    if !block.iter().all(|column| again(*column)) {
        return Err(Reason::RepeatedHeadings);
    }
    let last = labels.keys().next_back().copied().unwrap_or(start);
    let lists = (last - start) / offset + 1;
    let sheets = (0..lists).map(|nth| {
        let from = start + nth * offset;
        let to = if nth + 1 == lists {
            u32::MAX
        } else {
            from + offset
        };
        part(sheet, start, from, to)
    });
    Ok(Some(sheets.collect()))
}

/// The first two columns with one and the same heading of a door.
fn repeated_door(labels: &BTreeMap<u32, String>) -> Option<(u32, u32)> {
    let doors = labels.iter().filter(|(_, label)| {
        matches!(
            role(label),
            Role::Door(DoorWord::Room | DoorWord::Whole | DoorWord::Plate)
        )
    });
    let mut seen: BTreeMap<&String, u32> = BTreeMap::new();
    for (column, label) in doors {
        if let Some(first) = seen.insert(label, *column) {
            return Some((first, *column));
        }
    }
    None
}

/// The columns before `shared`, and those from `from` to `to`.
fn part(sheet: &Sheet, shared: u32, from: u32, to: u32) -> Sheet {
    let is_in = |column: u32| column < shared || (from..to).contains(&column);
    Sheet {
        name: sheet.name.clone(),
        rows: sheet
            .rows
            .iter()
            .map(|(at, row)| {
                let cells = row.iter().filter(|(column, _)| is_in(**column));
                (*at, cells.map(|(c, v)| (*c, v.clone())).collect())
            })
            .collect(),
        merges: sheet
            .merges
            .iter()
            .filter(|m| is_in(m.left))
            .copied()
            .collect(),
        is_hidden: sheet.is_hidden,
        open_quotes: sheet.open_quotes.clone(),
    }
}
