//! Grid of a sheet, as every reader gives it: cells that hold something, and merged regions. Sparse, so that a cell far
//! out costs nothing, and counted, so that no file can ask for more memory than a register needs.

use super::fault::Reason;
use calamine::ExcelDateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text, also truth values.
    Text(String),
    /// A number, as stored.
    Number(f64),
    /// A date, as its text: `2003-01-12`.
    Date(String),
    /// A formula whose result the file does not hold, or an error instead of it.
    Uncomputed,
}

/// A merged region, all bounds inclusive and from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// The cells of one row, by column from 0.
pub(super) type Row = BTreeMap<u32, Value>;

/// One sheet. Rows and columns count from 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, Row>,
    /// Where the list begins that this part of the sheet holds; 0 for a whole sheet.
    pub(super) from: u32,
    pub(super) merges: Vec<Merge>,
    /// The program does not show it.
    pub(super) is_hidden: bool,
    /// Its rows and columns that the program does not show, hidden by hand or by a filter.
    pub(super) hidden: Hidden,
    /// Quotes that were opened and swallowed the lines that follow.
    pub(super) open_quotes: BTreeMap<u32, OpenQuote>,
}

/// Rows and columns that are not shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Hidden {
    pub(super) rows: Arc<BTreeSet<u32>>,
    pub(super) columns: Arc<Vec<RangeInclusive<u32>>>,
}

/// A quote of a CSV that nobody closed, or that was closed lines further down by another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OpenQuote {
    pub(super) column: u32,
    /// Lines that lie within it besides its own.
    pub(super) lines: u32,
}

/// Non-empty cells of a workbook: 25,000 people in 40 columns.
const CELLS: usize = 1_000_000;
/// Cells of a file, also empty ones.
const PASSED: usize = 1_500_000;
/// Bytes of text in all cells of a workbook.
const TEXT_BYTES: usize = 64 << 20;
/// Longest text that a spreadsheet program allows in one cell, in UTF-8.
const CELL_BYTES: usize = 32_767 * 4;
/// Columns that a register may have.
const COLUMNS: u32 = 1_000;
/// Rows that a spreadsheet program has.
pub(super) const SHEET_ROWS: u32 = 1_048_576;
/// Columns that a spreadsheet program has.
pub(super) const SHEET_COLUMNS: u32 = 16_384;
/// The first day after the last one that a spreadsheet program knows, in 9999.
const LAST_DAY: f64 = 2_958_466.0;
/// Sheets of a workbook.
pub(super) const SHEETS: usize = 1_000;
/// Merged regions of a workbook.
pub(super) const MERGES: usize = 100_000;

/// Cells and text that may still be taken in; one per file.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
    merges: usize,
}

/// Cells of a file as a reader comes by them: also empty ones that only carry a format, and those into which others reach.
#[derive(Debug, Default)]
pub(super) struct Passed(usize);

impl Passed {
    /// Comes by so many more.
    pub(super) const fn add(&mut self, cells: usize) -> Result<(), Reason> {
        self.0 = self.0.saturating_add(cells);
        if self.0 > PASSED {
            return Err(Reason::TooManyCells);
        }
        Ok(())
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            cells: CELLS,
            bytes: TEXT_BYTES,
            merges: MERGES,
        }
    }
}

impl Budget {
    /// Puts a cell into a sheet; blank text is no cell.
    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        row: u32,
        column: u32,
        value: Value,
    ) -> Result<(), Reason> {
        let value = match value {
            Value::Text(text) => Value::Text(bare(text)),
            other => other,
        };
        if let Value::Text(text) = &value {
            if text.trim().is_empty() {
                return Ok(());
            }
            if text.len() > CELL_BYTES {
                return Err(Reason::TooMuchText);
            }
            self.bytes = self
                .bytes
                .checked_sub(text.len())
                .ok_or(Reason::TooMuchText)?;
        }
        if column >= COLUMNS {
            return Err(Reason::TooManyColumns);
        }
        if row >= SHEET_ROWS {
            return Err(Reason::TooManyCells);
        }
        self.cells = self.cells.checked_sub(1).ok_or(Reason::TooManyCells)?;
        sheet.rows.entry(row).or_default().insert(column, value);
        Ok(())
    }

    /// Notes a merged region.
    pub(super) fn merge(&mut self, sheet: &mut Sheet, merge: Merge) -> Result<(), Reason> {
        self.merges = self.merges.checked_sub(1).ok_or(Reason::TooManyCells)?;
        if merge.top <= merge.bottom && merge.left <= merge.right {
            sheet.merges.push(merge);
        }
        Ok(())
    }
}

impl Value {
    /// A date, with the time of day if it has one; a time of day alone is a text.
    pub(super) fn moment(
        day: Option<(u32, u32, u32)>,
        (hour, minute, second): (u32, u32, u32),
    ) -> Self {
        let time = match second {
            0 => format!("{hour:02}:{minute:02}"),
            _ => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        match day {
            None => Self::Text(time),
            Some((year, month, day)) if time == "00:00" => {
                Self::Date(format!("{year:04}-{month:02}-{day:02}"))
            }
            Some((year, month, day)) => Self::Date(format!("{year:04}-{month:02}-{day:02} {time}")),
        }
    }

    /// A number that is shown as a date, as a time of day, or as both; days before the first one that programs know stay numbers.
    pub(super) fn dated(serial: ExcelDateTime) -> Self {
        let days = serial.as_f64();
        if !(0.0..LAST_DAY).contains(&days) {
            return Self::Number(days);
        }
        let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
        let day = (days >= 1.0).then_some((year.into(), month.into(), day.into()));
        Self::moment(day, (hour.into(), minute.into(), second.into()))
    }

    /// A length of time in seconds, as hours and minutes.
    pub(super) fn span(seconds: f64) -> Self {
        let whole = seconds.round();
        if !(0.0..LAST_DAY * 86_400.0).contains(&whole) {
            return Self::Number(seconds / 86_400.0);
        }
        // At most 3e11 here, so the cast is exact.
        let whole = whole as u64;
        let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
        Self::Text(match seconds {
            0 => format!("{hours:02}:{minutes:02}"),
            _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        })
    }

    /// Its text as the program shows it without any format: whole numbers without a fraction.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) => text.clone(),
            Self::Number(number) => number_text(*number),
            Self::Uncomputed => String::new(),
        }
    }
}

/// A text without what guards it from a spreadsheet program (`="057288000001"`) and without control characters but line
/// breaks and tabs.
pub(super) fn bare(text: String) -> String {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let text = if text.contains(is_odd) {
        text.chars().filter(|c| !is_odd(*c)).collect()
    } else {
        text
    };
    match text.trim().strip_prefix('=') {
        Some(inner) => unguarded(inner).unwrap_or(text),
        None => text,
    }
}

/// The content of `="…"`, or a plain number behind `=`; a formula is none.
fn unguarded(inner: &str) -> Option<String> {
    let inner = inner.trim();
    if let Some(quoted) = inner.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        let text = quoted.replace("\"\"", "\u{1}");
        return (!text.contains('"')).then(|| text.replace('\u{1}', "\""));
    }
    let is_number = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_number.then(|| inner.to_owned())
}

/// A number as people write it.
pub(super) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        // Binary noise (89.11999999999999) is not what the program shows: fifteen digits are.
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        format!("{rounded}")
    }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub(super) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_the_program() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn numbers_read_as_the_program_shows_them() {
        for (number, text) in [
            (501.0, "501"),
            (13_812_345_678.0, "13812345678"),
            (89.12, "89.12"),
            (89.119_999_999_999_99, "89.12"),
            (-5.0, "-5"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn guards_and_control_characters_are_peeled_off() {
        for (text, bare_) in [
            ("=\"屈一\"", "屈一"),
            ("=\"057288000001\"", "057288000001"),
            ("=501", "501"),
            ("\u{1f}梁\u{7}一", "梁一"),
            ("一\n二", "一\n二"),
            ("=A1&\"x\"", "=A1&\"x\""),
            ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
        ] {
            assert_eq!(bare(text.to_owned()), bare_);
        }
    }

    #[test]
    fn a_cell_far_to_the_right_is_refused_and_a_blank_one_is_nothing() {
        let mut sheet = Sheet::default();
        let mut budget = Budget::default();
        assert_eq!(
            budget.put(&mut sheet, 0, 16_383, Value::Text(" ".into())),
            Ok(())
        );
        assert_eq!(
            budget.put(&mut sheet, 0, 16_383, Value::Number(1.0)),
            Err(Reason::TooManyColumns)
        );
        assert!(sheet.rows.is_empty());
    }
}
