//! XML 表格 2003 (SpreadsheetML), which some systems export under the name of an .xls: one XML text, row by row.

use super::encoding;
use super::fault::Reason;
use super::grid::{Budget, Hidden, Merge, Passed, SHEET_COLUMNS, SHEET_ROWS, SHEETS, Sheet, Value};
use super::package::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Groups of hidden columns of a sheet that are noted, at most.
const HIDDEN_COLUMNS: usize = 1_000;

/// Reads every sheet; hidden ones are marked.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Reason> {
    let text = encoding::decoded(bytes)?;
    // The declaration speaks of the encoding that the text no longer has.
    let text = text.trim_start_matches('\u{feff}');
    let text = match text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
    {
        Some((_, rest)) => rest,
        None => text,
    };
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut book = Book {
        budget,
        sheets: Vec::new(),
        sheet: None,
        cell: None,
        inside: 0,
        visible: String::new(),
        cells: Passed::default(),
        is_whole: false,
    };
    loop {
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::DocType(_) => return Err(Reason::Entities),
            Event::Start(element) => book.start(&element)?,
            Event::End(element) => book.end(element.local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content()),
            Event::CData(text) => book.text(&text.xml10_content()),
            Event::GeneralRef(entity) => book.text(&super::read_ods::resolved(&entity)),
            Event::Eof => break,
            _ => {}
        }
    }
    // A text that ends before its book does was cut off on its way: nobody knows what is missing.
    if !book.is_whole || book.sheet.is_some() {
        return Err(Reason::Damaged);
    }
    if book.sheets.is_empty() {
        return Err(Reason::OtherSpreadsheet);
    }
    Ok(book.sheets)
}

struct Book<'a> {
    budget: &'a mut Budget,
    sheets: Vec<Sheet>,
    sheet: Option<Page>,
    cell: Option<Cell>,
    visible: String,
    /// Depth within the content of a cell, or within the word that says whether a sheet is shown.
    inside: usize,
    cells: Passed,
    /// Has the book's own end been read?
    is_whole: bool,
}

#[derive(Default)]
struct Page {
    sheet: Sheet,
    /// The row and the column that come next.
    row: u32,
    column: u32,
    columns: u32,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<std::ops::RangeInclusive<u32>>,
}

#[derive(Default)]
struct Cell {
    across: u32,
    down: u32,
    kind: String,
    text: String,
    is_formula: bool,
}

/// A whole number of an attribute.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Reason> {
    attribute(element, name)
        .map(|text| text.trim().parse().map_err(|_| Reason::Damaged))
        .transpose()
}

/// The place, from 0, that an index from 1 gives, or the next one.
fn place(element: &BytesStart<'_>, next: u32) -> Result<u32, Reason> {
    match number(element, "Index")? {
        Some(index) => index.checked_sub(1).ok_or(Reason::Damaged),
        None => Ok(next),
    }
}

impl Book<'_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Reason> {
        if self.inside > 0 {
            self.inside += 1;
            return Ok(());
        }
        let is_hidden = || attribute(element, "Hidden").is_some_and(|said| said.trim() == "1");
        match (element.local_name().as_ref(), &mut self.sheet) {
            ("Worksheet", sheet) => {
                *sheet = Some(Page {
                    sheet: Sheet {
                        name: attribute(element, "Name").unwrap_or_default(),
                        ..Sheet::default()
                    },
                    ..Page::default()
                });
            }
            ("Column", Some(page)) => {
                let first = place(element, page.columns)?;
                let last = first.saturating_add(number(element, "Span")?.unwrap_or(0));
                page.columns = last.saturating_add(1);
                if is_hidden() && page.hidden_columns.len() < HIDDEN_COLUMNS {
                    page.hidden_columns.push(first..=last);
                }
            }
            ("Row", Some(page)) => {
                page.row = place(element, page.row)?;
                page.column = 0;
                if page.row >= SHEET_ROWS {
                    return Err(Reason::TooManyCells);
                }
                if is_hidden() {
                    page.hidden_rows.insert(page.row);
                }
            }
            ("Cell", Some(page)) => {
                page.column = place(element, page.column)?;
                self.cells.add(1)?;
                self.cell = Some(Cell {
                    across: number(element, "MergeAcross")?.unwrap_or(0),
                    down: number(element, "MergeDown")?.unwrap_or(0),
                    is_formula: attribute(element, "Formula").is_some(),
                    ..Cell::default()
                });
            }
            ("Data", Some(_)) => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(element, "Type").unwrap_or_default();
                    self.inside = 1;
                }
            }
            // What a comment holds is none of the cell's.
            ("Comment", Some(_)) => self.end_cell()?,
            ("Visible", Some(_)) => {
                self.visible.clear();
                self.inside = 1;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Reason> {
        self.inside = self.inside.saturating_sub(1);
        if self.inside > 0 {
            return Ok(());
        }
        match name {
            "Cell" => self.end_cell(),
            "Row" => {
                if let Some(page) = &mut self.sheet {
                    page.row = page.row.saturating_add(1);
                }
                Ok(())
            }
            "Visible" => {
                if let Some(page) = &mut self.sheet {
                    page.sheet.is_hidden = self.visible.contains("Hidden");
                }
                Ok(())
            }
            "Worksheet" => self.end_sheet(),
            "Workbook" => {
                self.is_whole = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.cell {
            Some(cell) if self.inside > 0 => cell.text.push_str(text),
            None if self.inside > 0 => self.visible.push_str(text),
            _ => {}
        }
    }

    fn end_cell(&mut self) -> Result<(), Reason> {
        let (Some(cell), Some(page)) = (self.cell.take(), &mut self.sheet) else {
            return Ok(());
        };
        let (row, column) = (page.row, page.column);
        let right = column.saturating_add(cell.across);
        page.column = right.saturating_add(1);
        if page.column > SHEET_COLUMNS {
            return Err(Reason::TooManyColumns);
        }
        let (across, down) = (cell.across, cell.down);
        let Some(value) = cell.value() else {
            return Ok(());
        };
        self.budget.put(&mut page.sheet, row, column, value)?;
        if across > 0 || down > 0 {
            let merge = Merge {
                top: row,
                left: column,
                bottom: row.saturating_add(down),
                right,
            };
            self.budget.merge(&mut page.sheet, merge)?;
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), Reason> {
        if self.sheets.len() >= SHEETS {
            return Err(Reason::TooManySheets);
        }
        if let Some(mut page) = self.sheet.take() {
            page.sheet.hidden = Hidden {
                rows: Arc::new(page.hidden_rows),
                columns: Arc::new(page.hidden_columns),
            };
            self.sheets.push(page.sheet);
        }
        Ok(())
    }
}

impl Cell {
    fn value(self) -> Option<Value> {
        let text = self.text.trim();
        match self.kind.as_str() {
            "Number" => text.parse().ok().map(Value::Number),
            // 1899-12-31 is how programs write a time of day here.
            "DateTime" => match text.strip_prefix("1899-12-31T") {
                Some(time) => time_of_day(time),
                None => Some(super::read_ods::date(text.to_owned())),
            },
            "Boolean" => Some(Value::Text(
                if text == "1" { "TRUE" } else { "FALSE" }.into(),
            )),
            "Error" if text != "#N/A" => Some(Value::Uncomputed),
            _ if text.is_empty() => self.is_formula.then_some(Value::Uncomputed),
            _ => Some(Value::Text(self.text)),
        }
    }
}

fn time_of_day(text: &str) -> Option<Value> {
    let mut parts = text.split([':', '.']).map(|part| part.parse().ok());
    let time = (parts.next()??, parts.next()??, parts.next()??);
    Some(Value::moment(None, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(inner: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"gb2312\"?><?mso-application progid=\"Excel.Sheet\"?>\
             <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{inner}</Workbook>"
        )
    }

    fn sheets(inner: &str) -> Result<Vec<Sheet>, Reason> {
        let text = book(inner);
        let (bytes, ..) = encoding_rs::GBK.encode(&text);
        read(&bytes, &mut Budget::default())
    }

    #[test]
    fn a_book_that_breaks_off_is_damaged() {
        let sheet =
            |name: &str| format!("<Worksheet ss:Name=\"{name}\"><Table><Row/></Table></Worksheet>");
        let whole = book(&format!("{}{}", sheet("a"), sheet("b")));
        let read =
            |text: &str| read(text.as_bytes(), &mut Budget::default()).map(|read| read.len());
        assert_eq!(read(&whole), Ok(2));
        let end = whole.rfind("<Table").expect("a table");
        let between = whole.rfind("<Worksheet").expect("a sheet");
        for end in [end, between, whole.len() - "</Workbook>".len(), between + 5] {
            assert_eq!(read(&whole[..end]), Err(Reason::Damaged), "{end}");
        }
    }

    #[test]
    fn cells_stand_where_their_index_says_and_hold_what_their_type_says() {
        let read = sheets(
            "<Worksheet ss:Name=\"名册\"><Table><Column ss:Hidden=\"1\" ss:Span=\"1\"/>\
             <Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:MergeDown=\"1\"><Data ss:Type=\"Number\">501</Data></Cell>\
             <Cell ss:Index=\"3\"><Data ss:Type=\"String\">赵一&#10;<B>钱</B>二</Data><Comment><Data>听说</Data></Comment></Cell>\
             <Cell><Data ss:Type=\"DateTime\">2024-05-01T00:00:00.000</Data></Cell>\
             <Cell><Data ss:Type=\"DateTime\">1899-12-31T08:30:00.000</Data></Cell>\
             <Cell ss:Formula=\"=A1\"/></Row><Row><Cell ss:Index=\"2\"><Data ss:Type=\"Boolean\">1</Data></Cell></Row></Table></Worksheet>\
             <Worksheet ss:Name=\"旧\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>",
        )
        .expect("a workbook");
        let row = &read[0].rows[&2];
        assert_eq!(row[&0], Value::Number(501.0));
        assert_eq!(row[&2], Value::Text("赵一\n钱二".into()));
        assert_eq!(row[&3], Value::Date("2024-05-01".into()));
        assert_eq!(row[&4], Value::Text("08:30".into()));
        assert_eq!(row[&5], Value::Uncomputed);
        assert_eq!(read[0].rows[&3][&1], Value::Text("TRUE".into()));
        assert_eq!(read[0].merges.len(), 1);
        assert!(read[0].hidden.rows.contains(&2) && read[0].hidden.columns[0] == (0..=1));
        assert!(!read[0].is_hidden && read[1].is_hidden);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert_eq!(
            sheets("").map(|all| all.len()),
            Err(Reason::OtherSpreadsheet)
        );
        assert_eq!(
            sheets("<Worksheet><Table><Row ss:Index=\"0\"/></Table></Worksheet>")
                .map(|all| all.len()),
            Err(Reason::Damaged)
        );
        let declared = b"<!DOCTYPE a [<!ENTITY b \"c\">]><Workbook/>";
        let read = read(declared, &mut Budget::default());
        assert_eq!(read.map(|all| all.len()), Err(Reason::Entities));
    }
}
