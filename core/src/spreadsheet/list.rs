//! 导出清单: the list that another system exports, as rows by heading. Nothing of it is guessed: only the headings that are asked
//! for are read, and only where they stand in one row.

use super::fault::{FileFault, Reason};
use super::grid::{Row, Sheet, Value};
use crate::domain::text::half_width;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows at the top of a sheet among which the heading row is looked for.
const TOP_ROWS: usize = 20;

/// A row of such a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its number as the spreadsheet program shows it.
    pub row: u32,
    /// What it says, by heading; an empty cell says nothing.
    pub cells: BTreeMap<String, String>,
}

/// Reads a list (.xlsx, .xls, .ods, .csv): the rows of the first sheet that has a heading row with `key` and as many as can be of
/// the other headings. Rows without the key are left out.
///
/// # Errors
/// When the file cannot be read, or no sheet of it has the key's heading.
pub fn read_list(path: &Path, key: &str, headings: &[&str]) -> Result<Vec<ListRow>, FileFault> {
    let read = || {
        let bytes = super::bytes(path)?;
        let sheets = super::sheets(path, &bytes, super::sniff::kind(path, &bytes)?)?;
        let mut shown = sheets.iter().filter(|sheet| !sheet.is_hidden);
        let list = shown.find_map(|sheet| rows(sheet, key, headings));
        list.ok_or(Reason::NoHeader)
    };
    read().map_err(|reason| FileFault::from(reason).in_file(path))
}

fn rows(sheet: &Sheet, key: &str, headings: &[&str]) -> Option<Vec<ListRow>> {
    let mut top = sheet.rows.iter().take(TOP_ROWS);
    let (at, columns) = top.find_map(|(at, row)| {
        let columns = columns(row, key, headings);
        columns
            .iter()
            .any(|(_, one)| *one == key)
            .then_some((*at, columns))
    })?;
    let below = sheet.rows.range(at + 1..);
    let read = below.filter_map(|(at, row)| {
        let said = columns.iter().filter_map(|(column, heading)| {
            let text = text(row.get(column)?);
            (!text.is_empty()).then(|| ((*heading).to_owned(), text))
        });
        let cells: BTreeMap<String, String> = said.collect();
        cells
            .contains_key(key)
            .then_some(ListRow { row: at + 1, cells })
    });
    Some(read.collect())
}

/// The columns of a heading row, each heading's first.
fn columns<'a>(row: &Row, key: &'a str, headings: &[&'a str]) -> Vec<(u32, &'a str)> {
    let mut found: Vec<(u32, &str)> = Vec::new();
    for heading in std::iter::once(key).chain(headings.iter().copied()) {
        let is_it = |(_, value): &(&u32, &Value)| same(&text(value), heading);
        if let Some((column, _)) = row.iter().find(is_it)
            && found
                .iter()
                .all(|(known, one)| known != column && *one != heading)
        {
            found.push((*column, heading));
        }
    }
    found
}

fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| half_width(text).split_whitespace().collect::<String>();
    bare(one) == bare(other)
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number within 2⁵³")]
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) => text.trim().to_owned(),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            (*number as i64).to_string()
        }
        Value::Number(number) => number.to_string(),
        Value::Uncomputed => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<ListRow>, &'static str> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.csv");
        std::fs::write(&path, text).expect("written");
        read_list(&path, "事件编号", &["标题", "地点"]).map_err(|fault| fault.code)
    }

    #[test]
    fn the_heading_row_is_found_and_other_columns_are_passed_over() {
        let list = "综合应用导出清单,,\n序号,事件 编号,标题,备注\n1,HZ-1, 楼道堆物 ,甲\n2,,无编号,\n3,0042,,乙\n";
        let rows = read(list).expect("a list");
        let cell = |n: usize, heading: &str| rows[n].cells.get(heading).map(String::as_str);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].row, rows[1].row), (3, 5));
        assert_eq!(cell(0, "事件编号"), Some("HZ-1"));
        assert_eq!(cell(0, "标题"), Some("楼道堆物"));
        assert_eq!((cell(0, "地点"), cell(1, "标题")), (None, None));
        assert_eq!(cell(1, "事件编号"), Some("0042"));
    }

    #[test]
    fn a_file_without_the_key_is_no_list_of_that_system() {
        assert_eq!(read("标题,地点\n楼道堆物,1-1\n"), Err("no_header"));
    }
}
