//! .xls (BIFF8 and BIFF5), record by record: calamine's ranges are dense, follow sector chains without end, and copy a
//! shared text into every cell before anybody can count.

use super::compound::{u16_at, u32_at, workbook};
use super::fault::Reason;
use super::grid::{Budget, Hidden, Merge, SHEETS, Sheet, Value};
use super::number_format::Shown;
use super::shared_strings::{self, biff8_text};
use calamine::{ExcelDateTime, ExcelDateTimeType};
use encoding_rs::Encoding;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// Reads every sheet; hidden ones are marked.
pub(super) fn read(file: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Reason> {
    let stream = workbook(file)?;
    let book = Book::read(&stream)?;
    let mut sheets = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, start, is_hidden) in &book.sheets {
        // Two sheets in one place are no accident of a spreadsheet program.
        if !seen.insert(*start) {
            return Err(Reason::Damaged);
        }
        let mut sheet = Sheet {
            name: name.clone(),
            is_hidden: *is_hidden,
            ..Sheet::default()
        };
        let records = stream.get(*start..).ok_or(Reason::Damaged)?;
        book.read_sheet(records, &mut sheet, budget)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);
    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.0, 0)?;
        let length = usize::from(u16_at(self.0, 2)?);
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}

struct Book {
    biff8: bool,
    encoding: &'static Encoding,
    strings: Vec<String>,
    /// Name, place in the stream, whether hidden.
    sheets: Vec<(String, usize, bool)>,
    /// Number format of each cell format.
    formats: Vec<u16>,
    /// Number formats of the file's own that show a moment or a length of time.
    own_formats: BTreeMap<u16, Shown>,
    date_1904: bool,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Reason> {
        let mut book = Self {
            biff8: true,
            encoding: encoding_rs::GBK,
            strings: Vec::new(),
            sheets: Vec::new(),
            formats: Vec::new(),
            own_formats: BTreeMap::new(),
            date_1904: false,
        };
        let mut records = Records(stream);
        let mut bounds = Vec::new();
        while let Some((kind, data)) = records.next() {
            match kind {
                BOF => book.biff8 = u16_at(data, 0) == Some(0x0600),
                // FilePass.
                0x002F => return Err(Reason::Encrypted),
                0x0042 if u16_at(data, 0) == Some(1252) => {
                    book.encoding = encoding_rs::WINDOWS_1252
                }
                0x0022 => book.date_1904 = u16_at(data, 0) == Some(1),
                0x041E => book.number_format(data),
                0x00E0 => book.formats.push(u16_at(data, 2).unwrap_or(0)),
                0x0085 => bounds.push(data),
                0x00FC => {
                    let mut parts = vec![data];
                    while u16_at(records.0, 0) == Some(CONTINUE) {
                        parts.extend(records.next().map(|(_, part)| part));
                    }
                    book.strings = shared_strings::read(parts)?;
                }
                EOF => break,
                _ => {}
            }
        }
        if bounds.len() > SHEETS {
            return Err(Reason::TooManySheets);
        }
        for data in bounds {
            let start = u32_at(data, 0).and_then(|at| usize::try_from(at).ok());
            let (Some(start), Some(&state), Some(&kind)) = (start, data.get(4), data.get(5)) else {
                return Err(Reason::Damaged);
            };
            if kind == 0 {
                let name = book.sheet_name(data).ok_or(Reason::Damaged)?;
                book.sheets.push((name, start, state & 0x3 != 0));
            }
        }
        Ok(book)
    }

    fn sheet_name(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(*data.get(6)?);
        if self.biff8 {
            biff8_text(data.get(7..)?, length)
        } else {
            Some(
                self.encoding
                    .decode(data.get(7..7 + length)?)
                    .0
                    .into_owned(),
            )
        }
    }

    fn number_format(&mut self, data: &[u8]) {
        let (Some(id), Some(length)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return;
        };
        let text = data
            .get(4..)
            .and_then(|rest| biff8_text(rest, usize::from(length)));
        if let Some(text) = text {
            self.own_formats.insert(id, Shown::of_format(&text));
        }
    }

    fn number(&self, format: Option<u16>, number: f64) -> Value {
        let id = format.and_then(|index| self.formats.get(usize::from(index)));
        let shown = id.map_or(Shown::Number, |id| match self.own_formats.get(id) {
            Some(shown) => *shown,
            None => Shown::of_builtin(*id),
        });
        match shown {
            Shown::Number => Value::Number(number),
            Shown::Moment => Value::dated(ExcelDateTime::new(
                number,
                ExcelDateTimeType::DateTime,
                self.date_1904,
            )),
            Shown::Span => Value::span(number * 86_400.0),
        }
    }

    fn text(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(u16_at(data, 0)?);
        if self.biff8 {
            biff8_text(data.get(2..)?, length)
        } else {
            Some(
                self.encoding
                    .decode(data.get(2..2 + length)?)
                    .0
                    .into_owned(),
            )
        }
    }

    fn read_sheet(
        &self,
        records: &[u8],
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        let mut depth = 0_usize;
        let mut formula = None;
        let (mut rows, mut columns) = (BTreeSet::new(), Vec::new());
        for (kind, data) in Records(records) {
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                // Charts within a sheet have cells of their own.
                _ if depth > 1 => {}
                0x00E5 => merges(data, sheet, budget)?,
                // Row, ColInfo: whether they are shown.
                0x0208 if u16_at(data, 12).is_some_and(|bits| bits & 0x20 != 0) => {
                    rows.extend(u16_at(data, 0).map(u32::from));
                }
                0x007D if u16_at(data, 8).is_some_and(|bits| bits & 1 != 0) => {
                    let at = |place| u16_at(data, place).map_or(0, u32::from);
                    columns.push(at(0)..=at(2));
                }
                0x00BD => self.many_numbers(data, sheet, budget)?,
                0x0207 => {
                    if let (Some((row, column)), Some(text)) = (formula.take(), self.text(data)) {
                        budget.put(sheet, row, column, Value::Text(text))?;
                    }
                }
                _ => {
                    let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
                        continue;
                    };
                    let (row, column) = (u32::from(row), u32::from(column));
                    if kind == 0x0006 {
                        formula = Some((row, column));
                    }
                    if let Some(value) = self.cell(kind, data) {
                        budget.put(sheet, row, column, value)?;
                    }
                }
            }
        }
        sheet.hidden = Hidden {
            rows: Arc::new(rows),
            columns: Arc::new(columns),
        };
        Ok(())
    }

    fn cell(&self, kind: u16, data: &[u8]) -> Option<Value> {
        let format = u16_at(data, 4);
        match kind {
            // Number, Rk, LabelSst, Label, RString, BoolErr, Formula.
            0x0203 => Some(self.number(format, f64_at(data, 6)?)),
            0x027E => Some(self.number(format, compressed(u32_at(data, 6)?))),
            0x00FD => {
                let index = usize::try_from(u32_at(data, 6)?).ok()?;
                Some(Value::Text(self.strings.get(index)?.clone()))
            }
            0x0204 | 0x00D6 => Some(Value::Text(self.text(data.get(6..)?)?)),
            0x0205 => Some(truth(*data.get(7)?, *data.get(6)?)),
            0x0006 => {
                if u16_at(data, 12)? != 0xFFFF {
                    return Some(self.number(format, f64_at(data, 6)?));
                }
                match data.get(6)? {
                    kind @ (1 | 2) => Some(truth(kind - 1, *data.get(8)?)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn many_numbers(
        &self,
        data: &[u8],
        sheet: &mut Sheet,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Ok(());
        };
        let numbers = data
            .get(4..data.len().saturating_sub(2))
            .unwrap_or_default();
        for (column, cell) in (u32::from(first)..).zip(numbers.chunks_exact(6)) {
            if let Some(number) = u32_at(cell, 2) {
                let value = self.number(u16_at(cell, 0), compressed(number));
                budget.put(sheet, u32::from(row), column, value)?;
            }
        }
        Ok(())
    }
}

fn merges(data: &[u8], sheet: &mut Sheet, budget: &mut Budget) -> Result<(), Reason> {
    for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |place| u16_at(region, place).map_or(0, u32::from);
        let merge = Merge {
            top: at(0),
            bottom: at(2),
            left: at(4),
            right: at(6),
        };
        budget.merge(sheet, merge)?;
    }
    Ok(())
}

/// The error code of a look-up that found nothing.
const NOT_AVAILABLE: u8 = 0x2A;

fn truth(is_error: u8, value: u8) -> Value {
    let text = match (is_error, value) {
        (0, 0) => "FALSE",
        (0, _) => "TRUE",
        (_, NOT_AVAILABLE) => "#N/A",
        _ => return Value::Uncomputed,
    };
    Value::Text(text.to_owned())
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let part = bytes.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(part.try_into().ok()?))
}

/// An RK number: 30 bits of a double or of a whole number, perhaps times a hundred.
fn compressed(rk: u32) -> f64 {
    let number = if rk & 2 == 0 {
        f64::from_bits(u64::from(rk & !3) << 32)
    } else {
        f64::from(rk.cast_signed() >> 2)
    };
    if rk & 1 == 0 { number } else { number / 100.0 }
}
