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
    // 门牌 and 门牌号 head the same column of two lists.
    let again = |column: u32| match (labels.get(&column), labels.get(&(column + offset))) {
        (Some(label), Some(other)) => {
            label == other || role(label) == role(other) && role(label).is_telling()
        }
        (None, None) => true,
        _ => false,
    };
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
    // Two addresses of one household, or 房号 beside 室, are no two lists.
    let is_same = labels.get(&first) == labels.get(&second) && is_of_door(labels.get(&first));
    if !block.iter().all(|column| again(*column)) {
        return if is_same {
            Err(Reason::RepeatedHeadings)
        } else {
            Ok(None)
        };
    }
    if block.len() < 2 && !is_same {
        return Ok(None);
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

/// The first two columns whose headings name a door alike.
fn repeated_door(labels: &BTreeMap<u32, String>) -> Option<(u32, u32)> {
    let mut seen: BTreeMap<DoorWord, u32> = BTreeMap::new();
    for (column, label) in labels {
        if let Role::Door(word) = role(label)
            && word != DoorWord::Code
            && let Some(first) = seen.insert(word, *column)
        {
            return Some((first, *column));
        }
    }
    None
}

/// Does a heading name the door itself, not an address or an account?
fn is_of_door(label: Option<&String>) -> bool {
    label.is_some_and(|label| {
        matches!(
            role(label),
            Role::Door(DoorWord::Room | DoorWord::Whole | DoorWord::Within | DoorWord::Plate)
        )
    })
}

/// The columns before `shared`, and those from `from` to `to`.
fn part(sheet: &Sheet, shared: u32, from: u32, to: u32) -> Sheet {
    let is_in = |column: u32| column < shared || (from..to).contains(&column);
    Sheet {
        name: sheet.name.clone(),
        from: sheet.from,
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
        hidden: sheet.hidden.clone(),
        open_quotes: sheet.open_quotes.clone(),
    }
}
