//! .ods, straight from its XML: calamine's ranges are dense, and it does not tell which cells are merged.

use super::fault::Reason;
use super::grid::{Budget, Hidden, Merge, SHEET_COLUMNS, SHEET_ROWS, SHEETS, Sheet, Value};
use super::package::{Package, attribute};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Groups of hidden columns of a table that are noted, at most.
const HIDDEN_COLUMNS: usize = 1_000;

/// Reads every sheet; hidden ones are marked.
pub(super) fn read(package: &Package, budget: &mut Budget) -> Result<Vec<Sheet>, Reason> {
    let part = |path: &str| package.find(path).and_then(|name| package.parts.get(&name));
    let manifest = part("META-INF/manifest.xml");
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(Reason::Encrypted);
    }
    let content = part("content.xml").ok_or(Reason::Damaged)?;
    let mut reader = Reader::from_str(content);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut state = State::new(budget);
    loop {
        match reader.read_event().map_err(|_| Reason::Damaged)? {
            Event::Start(element) => state.start(&element)?,
            Event::End(element) => state.end(element.local_name().as_ref())?,
            Event::Text(text) => state.text(&text.xml10_content()),
            Event::CData(text) => state.text(&text.xml10_content()),
            Event::GeneralRef(entity) => state.text(&resolved(&entity)),
            Event::Eof => return Ok(state.sheets),
            _ => {}
        }
    }
}

pub(super) fn resolved(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_xml_entity(entity).unwrap_or_default().to_owned(),
    }
}

/// Is it a row or a column that is not shown?
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|seen| seen == "collapse" || seen == "filter")
}

/// What a cell holds besides its text.
fn held(element: &BytesStart<'_>) -> Option<Value> {
    let of = |name: &str| attribute(element, name).map(|text| text.trim().to_owned());
    match of("value-type").as_deref()? {
        "float" | "percentage" | "currency" => of("value")?.parse().ok().map(Value::Number),
        "date" => Some(date(of("date-value")?)),
        "time" => span_seconds(&of("time-value")?).map(Value::span),
        "boolean" => Some(Value::Text(of("boolean-value")?.to_uppercase())),
        _ => None,
    }
}

/// A date, with its time of day: `2003-01-12`, `2003-01-12T08:30:00.000`.
pub(super) fn date(text: String) -> Value {
    let moment = || {
        let (day, time) = text.split_once('T')?;
        let mut day = day.split('-').map(|part| part.parse().ok());
        let mut time = time.split([':', '.']).map(|part| part.parse().ok());
        Some(Value::moment(
            Some((day.next()??, day.next()??, day.next()??)),
            (time.next()??, time.next()??, time.next()??),
        ))
    };
    moment().unwrap_or(Value::Date(text))
}

/// Seconds of a length of time: `PT08H30M00S`.
fn span_seconds(text: &str) -> Option<f64> {
    let (mut rest, mut seconds) = (text.strip_prefix("PT")?, 0.0);
    for (mark, each) in [('H', 3_600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(mark) {
            seconds += number.parse::<f64>().ok()? * each;
            rest = after;
        }
    }
    rest.is_empty().then_some(seconds)
}

struct State<'a> {
    budget: &'a mut Budget,
    sheets: Vec<Sheet>,
    /// Names of table styles that hide their table, and the style being read.
    hiding: BTreeSet<String>,
    style: Option<String>,
    table: Option<Table>,
    cell: Option<Cell>,
    /// Depth within an element whose text is no cell's (a comment, a drawing).
    aside: usize,
}

#[derive(Default)]
struct Table {
    sheet: Sheet,
    row: u32,
    column: u32,
    row_repeats: u32,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<std::ops::RangeInclusive<u32>>,
    /// Columns of which the table has said whether they are shown.
    columns: u32,
}

#[derive(Default)]
struct Cell {
    repeats: u32,
    spans: (u32, u32),
    /// What it holds besides its text: a number, a date, a time, yes or no.
    held: Option<Value>,
    /// Its text where it has no paragraph.
    string: Option<String>,
    is_formula: bool,
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
}

impl<'a> State<'a> {
    fn new(budget: &'a mut Budget) -> Self {
        Self {
            budget,
            sheets: Vec::new(),
            hiding: BTreeSet::new(),
            style: None,
            table: None,
            cell: None,
            aside: 0,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Reason> {
        if self.aside > 0 {
            self.aside += 1;
            return Ok(());
        }
        let counted = |name: &str| {
            attribute(element, name)
                .map_or(Ok(1), |n| n.trim().parse().map_err(|_| Reason::Damaged))
        };
        match element.local_name().as_ref() {
            "annotation" | "shapes" | "tracked-changes" => self.aside = 1,
            "style" => self.style = attribute(element, "name"),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hiding.extend(self.style.take());
            }
            "table" if self.table.is_none() => {
                let style = attribute(element, "style-name");
                self.table = Some(Table {
                    sheet: Sheet {
                        is_hidden: style.is_some_and(|style| self.hiding.contains(&style)),
                        name: attribute(element, "name").unwrap_or_default(),
                        ..Sheet::default()
                    },
                    ..Table::default()
                });
            }
            "table-row" => {
                let repeats = counted("number-rows-repeated")?;
                let is_hidden = is_hidden(element);
                if let Some(table) = &mut self.table {
                    table.row_repeats = repeats;
                    table.column = 0;
                    if is_hidden {
                        // What a repeated row says counts once.
                        table.hidden_rows.insert(table.row);
                    }
                }
            }
            "table-column" => {
                let repeats = counted("number-columns-repeated")?;
                let is_hidden = is_hidden(element);
                if let Some(table) = &mut self.table {
                    let next = table.columns.saturating_add(repeats);
                    if is_hidden && repeats > 0 && table.hidden_columns.len() < HIDDEN_COLUMNS {
                        table.hidden_columns.push(table.columns..=next - 1);
                    }
                    table.columns = next;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Cell {
                    repeats: counted("number-columns-repeated")?,
                    spans: (
                        counted("number-rows-spanned")?,
                        counted("number-columns-spanned")?,
                    ),
                    held: held(element),
                    string: attribute(element, "string-value"),
                    is_formula: attribute(element, "formula").is_some()
                        && attribute(element, "value-type").is_none(),
                    ..Cell::default()
                });
            }
            "p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    cell.in_paragraph = true;
                }
            }
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Reason> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "p" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => {
                if let Some(table) = &mut self.table {
                    table.row = table.row.saturating_add(table.row_repeats);
                }
            }
            "table" => {
                if let Some(mut table) = self.table.take() {
                    table.sheet.hidden = Hidden {
                        rows: Arc::new(table.hidden_rows),
                        columns: Arc::new(table.hidden_columns),
                    };
                    if self.sheets.len() >= SHEETS {
                        return Err(Reason::TooManySheets);
                    }
                    self.sheets.push(table.sheet);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph)
            && self.aside == 0
        {
            cell.text.push_str(text);
        }
    }

    /// A repeated cell is put once for each column; a repeated row once in all: repeated rows say nothing new.
    fn end_cell(&mut self) -> Result<(), Reason> {
        let (Some(cell), Some(table)) = (self.cell.take(), &mut self.table) else {
            return Ok(());
        };
        let next = table.column.saturating_add(cell.repeats);
        if next > SHEET_COLUMNS {
            return Err(Reason::TooManyColumns);
        }
        let value = match cell.held {
            Some(held) => Some(held),
            None if !cell.text.trim().is_empty() => Some(Value::Text(cell.text)),
            None if cell.string.is_some() => cell.string.map(Value::Text),
            None => cell.is_formula.then_some(Value::Uncomputed),
        };
        if let Some(value) = value {
            if table.row >= SHEET_ROWS {
                return Err(Reason::TooManyCells);
            }
            for column in table.column..next {
                self.budget
                    .put(&mut table.sheet, table.row, column, value.clone())?;
            }
            let (rows, columns) = cell.spans;
            if rows > 1 || columns > 1 {
                let merge = Merge {
                    top: table.row,
                    left: table.column,
                    bottom: table.row.saturating_add(rows.saturating_sub(1)),
                    right: table.column.saturating_add(columns.saturating_sub(1)),
                };
                self.budget.merge(&mut table.sheet, merge)?;
            }
        }
        table.column = next;
        Ok(())
    }
}
