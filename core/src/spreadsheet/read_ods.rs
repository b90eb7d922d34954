//! .ods, straight from its XML: calamine's ranges are dense, and it does not tell which cells are merged.

use super::fault::Reason;
use super::grid::{Budget, Merge, SHEET_COLUMNS, SHEET_ROWS, SHEETS, Sheet, Value};
use super::package::{Package, attribute};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeSet;

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

fn resolved(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_xml_entity(entity).unwrap_or_default().to_owned(),
    }
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
}

#[derive(Default)]
struct Cell {
    repeats: u32,
    spans: (u32, u32),
    number: Option<f64>,
    fixed: Option<String>,
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
                if let Some(table) = &mut self.table {
                    table.row_repeats = repeats;
                    table.column = 0;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Cell {
                    repeats: counted("number-columns-repeated")?,
                    spans: (
                        counted("number-rows-spanned")?,
                        counted("number-columns-spanned")?,
                    ),
                    number: match attribute(element, "value-type").as_deref() {
                        Some("float" | "percentage" | "currency") => {
                            attribute(element, "value").and_then(|n| n.trim().parse().ok())
                        }
                        _ => None,
                    },
                    fixed: attribute(element, "date-value"),
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
            "s" | "tab" | "line-break" => self.text(" "),
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
                if let Some(table) = self.table.take() {
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
        let value = match (cell.number, cell.fixed) {
            (Some(number), _) => Some(Value::Number(number)),
            (None, Some(date)) => Some(Value::Date(date)),
            (None, None) if !cell.text.trim().is_empty() => Some(Value::Text(cell.text)),
            (None, None) => cell.is_formula.then_some(Value::Uncomputed),
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
