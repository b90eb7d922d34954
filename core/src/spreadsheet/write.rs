//! Writing tables for people: .xlsx, or .csv in UTF-8 with its mark. Text stays text: nothing that a resident typed is
//! ever run as a formula. The same data gives the same bytes.

use super::fault::{FileFault, Reason};
use super::grid::{SHEET_COLUMNS, SHEET_ROWS};
use crate::env::write_whole;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use std::path::Path;

/// One sheet of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; characters that a spreadsheet program refuses are replaced.
    pub name: String,
    /// A title above the header.
    pub title: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell per column; missing cells are empty.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width in characters.
    pub width: f64,
    /// Is it there for the program only?
    pub hidden: bool,
}

impl Column {
    /// A column that people see.
    #[must_use]
    pub fn shown(heading: &str, width: f64) -> Self {
        Self {
            heading: heading.to_owned(),
            width,
            hidden: false,
        }
    }

    /// A column for the program.
    #[must_use]
    pub fn hidden(heading: &str) -> Self {
        Self {
            heading: heading.to_owned(),
            width: 8.0,
            hidden: true,
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, always shown as it is.
    Text(String),
    /// A number to calculate with.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// Longest text of a cell.
const CELL_CHARS: usize = 32_767;
/// Longest name of a sheet.
const NAME_CHARS: usize = 31;

/// Writes a table; the extension says the format. The file appears whole or not at all.
///
/// # Errors
/// When the extension is unknown, the content exceeds what a spreadsheet holds, or the disk refuses.
pub fn write_table(path: &Path, sheets: &[Sheet]) -> Result<(), FileFault> {
    write(path, sheets).map_err(|reason| FileFault::from(reason).in_file(path))
}

fn write(path: &Path, sheets: &[Sheet]) -> Result<(), Reason> {
    for sheet in sheets {
        check(sheet)?;
    }
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    let bytes = match extension.as_deref() {
        Some("xlsx") => workbook(sheets).map_err(|_| Reason::WriteTooLarge)?,
        Some("csv") => match sheets {
            [sheet] => csv(sheet),
            _ => return Err(Reason::WriteSheets),
        },
        _ => return Err(Reason::WriteKind),
    };
    write_whole(path, &bytes).map_err(|_| Reason::WriteFailed)
}

fn check(sheet: &Sheet) -> Result<(), Reason> {
    let most_rows = usize::try_from(SHEET_ROWS).unwrap_or(usize::MAX) - 3;
    let most_columns = usize::try_from(SHEET_COLUMNS).unwrap_or(usize::MAX);
    let wide = sheet
        .rows
        .iter()
        .map(Vec::len)
        .max()
        .unwrap_or(0)
        .max(sheet.columns.len());
    let long = sheet.rows.iter().flatten().any(|cell| match cell {
        Cell::Text(text) => text.len() > CELL_CHARS && text.encode_utf16().count() > CELL_CHARS,
        _ => false,
    });
    if sheet.rows.len() > most_rows || wide > most_columns || long {
        return Err(Reason::WriteTooLarge);
    }
    Ok(())
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same data gives the same bytes.
    let created = ExcelDateTime::from_ymd(2024, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_author("Linli 邻里")
            .set_creation_datetime(&created),
    );
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.name, &names);
        let page = book.add_worksheet();
        page.set_name(&name)?;
        names.push(name);
        fill(page, sheet)?;
    }
    if sheets.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let title = Format::new()
        .set_bold()
        .set_font_size(14)
        .set_align(FormatAlign::Center);
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    // Text format, so that the program does not turn a typed 3-1 into a date or drop a zero.
    let text = Format::new().set_num_format("@");
    let mut row = 0_u32;
    let last_shown = sheet
        .columns
        .iter()
        .rposition(|column| !column.hidden)
        .unwrap_or(0);
    if let Some(words) = &sheet.title {
        match u16::try_from(last_shown) {
            Ok(last) if last > 0 => {
                page.merge_range(row, 0, row, last, words, &title)?;
            }
            _ => {
                page.write_string_with_format(row, 0, words, &title)?;
            }
        }
        row += 1;
    }
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.write_string_with_format(row, at, &column.heading, &heading)?;
        page.set_column_width(at, column.width)?;
        page.set_column_format(at, &text)?;
        if column.hidden {
            page.set_column_hidden(at)?;
        }
    }
    row += 1;
    page.set_freeze_panes(row, 0)?;
    for cells in &sheet.rows {
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(words) => {
                    page.write_string_with_format(row, at, words, &text)?;
                }
                Cell::Number(number) if number.is_finite() => {
                    page.write_number_with_format(row, at, *number, &Format::new())?;
                }
                Cell::Number(_) => {}
            }
        }
        row += 1;
    }
    Ok(())
}

/// A name that a spreadsheet program takes, and that no other sheet has.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .collect();
    let clean = clean.trim_matches('\'').to_owned();
    let clean = if clean.is_empty() {
        "Sheet".to_owned()
    } else {
        clean
    };
    let cut = |keep: usize| -> String { clean.chars().take(keep).collect() };
    let mut name = cut(NAME_CHARS);
    let mut number = 2;
    while taken
        .iter()
        .any(|other| other.to_lowercase() == name.to_lowercase())
    {
        let ending = format!(" {number}");
        name = cut(NAME_CHARS - ending.len()) + &ending;
        number += 1;
    }
    name
}

fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    if let Some(title) = &sheet.title {
        text.push_str(&field(title));
        text.push_str("\r\n");
    }
    let headings: Vec<String> = sheet
        .columns
        .iter()
        .map(|column| field(&column.heading))
        .collect();
    text.push_str(&headings.join(","));
    text.push_str("\r\n");
    for cells in &sheet.rows {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(words) => field(words),
                Cell::Number(number) => super::grid::number_text(*number),
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A field, quoted where needed. What a spreadsheet program would run as a formula gets an apostrophe, which reading it
/// back takes off again.
fn field(text: &str) -> String {
    let guarded =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠']) {
            format!("'{text}")
        } else {
            text.to_owned()
        };
    if guarded.contains([',', ';', '\t', '"', '\n', '\r']) || guarded.trim() != guarded {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
