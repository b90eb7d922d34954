//! Several lists below each other on one sheet: a row further down is a header of its own, with other columns than the first.
//! Each list is read as a sheet of its own. The same header once more, at a page's top, begins no new list.

use super::grid::{Row, Sheet, Value};
use super::heading::{Role, role};
use super::layout::{self, Layout};
use super::reading::ReadOptions;
use std::collections::BTreeMap;

/// Columns that tell something, at least, in a header further down.
const TELLING: usize = 3;
/// Lists of a sheet, at most; with more headers it is read as one list, and they are told.
const LISTS: usize = 200;
/// Of its first texts one at least tells something: most rows are known by them as none.
const FIRST: usize = 4;

/// The lists of a sheet, each with its layout, in their order.
pub(super) fn split(sheet: Sheet, layout: Layout, options: &ReadOptions) -> Vec<(Sheet, Layout)> {
    if layout.is_export() {
        return vec![(sheet, layout)];
    }
    let starts = starts(&sheet, &layout);
    if starts.is_empty() || starts.len() > LISTS {
        return vec![(sheet, layout)];
    }
    let mut lists = Vec::new();
    let mut rest = sheet;
    for start in starts.into_iter().rev() {
        let part = cut(&mut rest, start);
        // A header that makes no list by itself stays with the list above.
        match layout::find(&part, options).filter(Layout::has_door) {
            Some(layout) => lists.push((part, layout)),
            None => join(&mut rest, part),
        }
    }
    // Without what was cut off, the first header may be another row.
    if let Some(layout) = layout::find(&rest, options) {
        lists.push((rest, layout));
    }
    lists.reverse();
    lists
}

/// The rows with which a list begins that is not the first.
fn starts(sheet: &Sheet, layout: &Layout) -> Vec<u32> {
    let labels = layout.labels.iter();
    let meant = roles(labels.map(|(column, label)| (*column, label.as_str())));
    let mut starts = Vec::new();
    let mut known: Option<BTreeMap<u32, Role>> = None;
    let mut above: Option<u32> = None;
    let mut holds_rows = false;
    for (&at, row) in sheet.rows.range(sheet.from..) {
        let own = if at == layout.header_start() || layout.begins(row) {
            Some(meant.clone())
        } else if at > layout.header_start() && at <= layout.header_end || layout.repeats(row) {
            None
        } else {
            header(row)
        };
        if let Some(own) = own.filter(|own| known.as_ref() != Some(own)) {
            if holds_rows {
                // A title right above belongs to the list that it heads.
                starts.push(above.unwrap_or(at));
            }
            known = Some(own);
            holds_rows = false;
        } else {
            holds_rows |= known.is_some() && row.len() > 1;
        }
        above = (row.len() == 1).then_some(at);
    }
    starts
}

/// The columns of a header that tell something; `None` if the row is no header.
fn header(row: &Row) -> Option<BTreeMap<u32, Role>> {
    let mut texts = Vec::new();
    for (column, value) in row {
        match value {
            Value::Text(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
                texts.push((*column, text.as_str()));
            }
            _ => return None,
        }
    }
    let tells = |(_, text): &&(u32, &str)| role(text).is_telling();
    if texts.len() < TELLING || !texts.iter().take(FIRST).any(|text| tells(&text)) {
        return None;
    }
    let roles = roles(texts.into_iter());
    let of_place = |role: &Role| matches!(role, Role::Door(_) | Role::Building | Role::Stairwell);
    let of_person =
        |role: &Role| matches!(role, Role::Name(_) | Role::HeadOfHousehold | Role::Phone(_));
    let is_header =
        roles.len() >= TELLING && roles.values().any(of_place) && roles.values().any(of_person);
    is_header.then_some(roles)
}

fn roles<'a>(labels: impl Iterator<Item = (u32, &'a str)>) -> BTreeMap<u32, Role> {
    labels
        .map(|(column, label)| (column, role(label)))
        .filter(|(_, role)| role.is_telling())
        .collect()
}

/// Takes the rows from `start` on out of a sheet.
fn cut(sheet: &mut Sheet, start: u32) -> Sheet {
    let (above, below) = sheet.merges.iter().partition(|merge| merge.top < start);
    let merges = below;
    sheet.merges = above;
    Sheet {
        name: sheet.name.clone(),
        from: start,
        rows: sheet.rows.split_off(&start),
        merges,
        is_hidden: sheet.is_hidden,
        hidden: sheet.hidden.clone(),
        open_quotes: sheet.open_quotes.split_off(&start),
    }
}

fn join(sheet: &mut Sheet, part: Sheet) {
    sheet.rows.extend(part.rows);
    sheet.merges.extend(part.merges);
    sheet.open_quotes.extend(part.open_quotes);
}
