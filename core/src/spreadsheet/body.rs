//! The rows below a header before they are understood: merged cells written into every row they cover, and what rows
//! of a sheet have in common. Knows no household.

use super::door_cells::{Habit, NoDoor};
use super::door_texts::first_of_two;
use super::fault::Reason;
use super::grid::{Budget, Row, Sheet, Value};
use super::layout::Layout;
use super::marker::RowMarker;
use super::values;
use crate::domain::door::DoorNumber;
use crate::domain::label::{building_label, stairwell_label};
use crate::domain::text::{tidy, without_spaces};
use std::collections::{BTreeMap, BTreeSet};

/// Columns whose value in a row comes from the merged cell above.
pub(super) type Filled = BTreeSet<u32>;

/// Content below the header.
pub(super) struct Body {
    pub(super) rows: BTreeMap<u32, Row>,
    pub(super) filled: BTreeMap<u32, Filled>,
}

/// The body's rows, merged cells written into every row they cover.
pub(super) fn with_merges(sheet: &Sheet, layout: &Layout) -> Result<Body, Reason> {
    let body = layout.header_end.saturating_add(1);
    let mut rows: BTreeMap<u32, Row> = sheet
        .rows
        .range(body..)
        .map(|(at, row)| (*at, row.clone()))
        .collect();
    let mut filled: BTreeMap<u32, Filled> = BTreeMap::new();
    // Filling makes cells: counted like any other, so that overlapping regions cannot multiply.
    let mut budget = Budget::default();
    let mut scratch = Sheet::default();
    for merge in sheet
        .merges
        .iter()
        .filter(|m| m.bottom > m.top && m.top >= body)
    {
        let Some(value) = sheet
            .rows
            .get(&merge.top)
            .and_then(|row| row.get(&merge.left))
            .cloned()
        else {
            continue;
        };
        for (at, row) in rows.range_mut(merge.top + 1..=merge.bottom) {
            budget.put(&mut scratch, *at, 0, value.clone())?;
            row.insert(merge.left, value.clone());
            filled.entry(*at).or_default().insert(merge.left);
        }
    }
    Ok(Body { rows, filled })
}

pub(super) fn text_at(row: &Row, column: Option<u32>) -> String {
    column
        .and_then(|column| row.get(&column))
        .map(Value::text)
        .unwrap_or_default()
}

/// The first of two numbers in the texts of rooms, as the whole column has it.
pub(super) fn habit(rows: &BTreeMap<u32, Row>, layout: &Layout) -> Habit {
    let (mut two, mut single, mut parted) = (0, 0, 0);
    let (mut of_building, mut of_stairwell, mut stairwells) = (0, 0, 0);
    for row in rows.values() {
        let room = text_at(row, layout.room);
        if room.trim().is_empty() {
            continue;
        }
        let Some((first, looks_parted)) = first_of_two(&room) else {
            single += usize::from(room.contains(|c: char| c.is_ascii_digit()));
            continue;
        };
        let building = building_label(&text_at(row, layout.building));
        let stairwell = stairwell_label(&text_at(row, layout.stairwell));
        two += 1;
        parted += usize::from(looks_parted);
        stairwells += usize::from(stairwell.is_some());
        of_building += usize::from(building.is_some() && building == building_label(&first));
        of_stairwell += usize::from(stairwell.is_some() && stairwell == stairwell_label(&first));
    }
    match two {
        0 => Habit::Label,
        two if of_building == two => Habit::Building,
        two if of_stairwell == two => Habit::Stairwell,
        two if stairwells == 0 && parted == two && single == 0 => Habit::Stairwell,
        _ => Habit::Label,
    }
}

/// Does every building with a hyphen have its row's stairwell behind it?
pub(super) fn holds_stairwell(rows: &BTreeMap<u32, Row>, layout: &Layout) -> bool {
    let mut any = false;
    let all = rows.values().all(|row| {
        let building = tidy(&text_at(row, layout.building));
        let Some((first, second)) = building.trim().split_once('-') else {
            return true;
        };
        any = true;
        let stairwell = stairwell_label(&text_at(row, layout.stairwell));
        // A letter before the hyphen names the building with it: B-1.
        !first.contains(|c: char| c.is_ascii_alphabetic())
            && stairwell.is_some()
            && stairwell_label(second) == stairwell
    });
    any && all
}

/// Ditto marks as the cells that they stand for: those of the row right above. One with nothing above it stays, to be told.
pub(super) fn resolve_dittos(rows: &mut BTreeMap<u32, Row>, layout: &Layout) {
    let mut above: Row = Row::new();
    for row in rows.values_mut() {
        let marked = RowMarker::parse(&text_at(row, layout.marker)).is_some();
        for (column, value) in row.iter_mut() {
            let is_ditto = matches!(value, Value::Text(text) if values::is_ditto(text));
            if is_ditto
                && !marked
                && let Some(other) = above.get(column)
            {
                *value = other.clone();
            }
        }
        let written: Vec<(u32, String)> = row.iter().map(|(c, v)| (*c, v.text())).collect();
        if total(&written).is_some() || is_foot(&written) {
            // What stands below a total is not as the total.
            above.clear();
        } else {
            above.clone_from(row);
        }
    }
}

/// Is the building written in the first row of its block only? Then blanks below mean the same.
pub(super) fn writes_building_once(rows: &BTreeMap<u32, Row>, layout: &Layout) -> bool {
    let holds = |row: &&Row, column: u32| row.contains_key(&column);
    let (Some(building), Some(room)) = (layout.building, layout.door_column()) else {
        return false;
    };
    let with_room = rows.values().filter(|row| holds(row, room)).count();
    let with_both = rows
        .values()
        .filter(|row| holds(row, room) && holds(row, building))
        .count();
    with_both * 2 <= with_room
}

/// How a list fills in its column of floors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Floors {
    /// It has none, or leaves it empty.
    None,
    /// In each row.
    Each,
    /// In the first row of each floor only.
    Once,
}

/// How the floors are written.
pub(super) fn floors(rows: &BTreeMap<u32, Row>, layout: &Layout) -> Floors {
    let (Some(floor), Some(room)) = (layout.floor, layout.room) else {
        return Floors::None;
    };
    let with_room = rows.values().filter(|row| row.contains_key(&room)).count();
    let with_both = rows
        .values()
        .filter(|row| row.contains_key(&room) && row.contains_key(&floor))
        .count();
    match with_both {
        0 => Floors::None,
        both if both * 2 <= with_room => Floors::Once,
        _ => Floors::Each,
    }
}

/// Identity of a row: its door and every cell that says something.
pub(super) fn identity(door: &Result<DoorNumber, NoDoor>, row: &Row, layout: &Layout) -> String {
    let mut out = match door {
        Ok(door) => door.to_string(),
        Err(_) => String::new(),
    };
    for (column, value) in row {
        if !layout.ignored.contains(column) {
            out.push_str(&format!("\u{1}{column}\u{2}{}", value.text().trim()));
        }
    }
    out
}

/// Words of totals.
const TOTALS: [&str; 14] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "总户数",
    "总人数",
    "总面积",
    "户数",
    "人数合计",
    "总数",
    "平均",
    "subtotal",
    "total",
];

/// Does the first text of a row name a total? `Some(true)` if it says nothing else.
pub(super) fn total(written: &[(u32, String)]) -> Option<bool> {
    let is_word =
        |text: &str| !text.is_empty() && !text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (_, first) = written.iter().find(|(_, text)| is_word(text.trim()))?;
    let text = without_spaces(&tidy(first)).to_lowercase();
    // 1幢共24户.
    if text.contains('共') && text.ends_with(['户', '人', '套', '间']) && text.chars().count() <= 16
    {
        return Some(true);
    }
    let word = TOTALS.iter().find(|word| text.contains(**word))?;
    (text.chars().count() <= 16).then(|| text.starts_with(word) || text.starts_with("本页"))
}

/// The foot of a register: who made the table, which page it is.
pub(super) fn is_foot(written: &[(u32, String)]) -> bool {
    let Some((_, text)) = written.iter().find(|(_, text)| !text.trim().is_empty()) else {
        return false;
    };
    let text = without_spaces(&tidy(text));
    let begins = [
        "制表",
        "填表",
        "审核",
        "填报",
        "说明:",
        "注:",
        "备注:",
        "统计人",
        "打印",
        "负责人:",
        "联系人:",
        "日期:",
    ];
    begins.iter().any(|word| text.starts_with(word))
        || text.starts_with('第') && text.ends_with('页')
}
