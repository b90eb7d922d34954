//! The rows below a header before they are understood: merged cells written into every row they cover, and what rows
//! of a sheet have in common. Knows no household.

use super::door_cells::{NoDoor, repeats_building};
use super::fault::Reason;
use super::grid::{Budget, Row, Sheet, Value};
use super::layout::Layout;
use crate::domain::door::DoorNumber;
use crate::domain::text::{half_width, without_spaces};
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

/// Do all two-part room texts begin with their row's building?
pub(super) fn building_in_room(rows: &BTreeMap<u32, Row>, layout: &Layout) -> bool {
    let mut votes = rows.values().flat_map(|row| {
        let building = text_at(row, layout.building);
        layout
            .rooms
            .iter()
            .filter_map(move |room| repeats_building(&text_at(row, Some(*room)), &building))
    });
    let first = votes.next();
    first == Some(true) && votes.all(|same| same)
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

pub(super) fn is_total(written: &[(u32, String)]) -> bool {
    written.iter().any(|(_, text)| {
        if !text.contains('计') {
            return false;
        }
        let text = without_spaces(&half_width(text));
        let words = ["合计", "总计", "小计", "共计", "总合计", "本页合计", "累计"];
        words.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 12
    })
}

/// The foot of a register: who made the table, which page it is.
pub(super) fn is_foot(written: &[(u32, String)]) -> bool {
    let Some((_, text)) = written.iter().find(|(_, text)| !text.trim().is_empty()) else {
        return false;
    };
    let text = without_spaces(&half_width(text));
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
