//! A web page with tables, which many systems export under the name of an .xls and every spreadsheet program opens. As in the
//! program, all of it is one sheet: tables below each other, and the lines between them as rows of their own.
//!
//! What a page may hold besides (tables within the rows of others, forms to fill in) is no table of a register: refused.

use super::encoding;
use super::fault::Reason;
use super::grid::{Budget, Merge, Passed, SHEET_COLUMNS, SHEET_ROWS, Sheet, Value};
use super::html::{self, Piece};
use super::values::has_lost_digits;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Largest number of columns or rows that one cell spans, as browsers have it.
const SPANS: (u32, u32) = (1_000, 65_534);

/// Elements that end a line.
const BLOCKS: [&str; 16] = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "center", "body", "form",
    "hr", "br",
];

/// Reads the page as one sheet of the given name.
pub(super) fn read(name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Sheet, Reason> {
    let text = decoded(bytes)?;
    let mut page = Page {
        budget,
        sheet: Sheet {
            name: name.to_owned(),
            ..Sheet::default()
        },
        row: 0,
        depth: 0,
        in_row: false,
        column: 0,
        below: Vec::new(),
        line: String::new(),
        cell: None,
        cells: Passed::default(),
        has_table: false,
        in_caption: false,
        has_stray: false,
        hidden: BTreeSet::new(),
    };
    for piece in html::pieces(&text) {
        match piece {
            Piece::Text(text) => page.text(&text),
            Piece::Start(name, attributes) => page.start(&name, &attributes)?,
            Piece::End(name) => page.end(&name)?,
            Piece::Broken => return Err(Reason::Damaged),
        }
    }
    // A page that ends within its table was cut off on its way: nobody knows what is missing.
    if page.depth > 0 {
        return Err(Reason::Damaged);
    }
    page.end_table()?;
    page.sheet.hidden.rows = Arc::new(page.hidden);
    if page.has_table && !page.has_stray {
        Ok(page.sheet)
    } else {
        Err(Reason::WebPage)
    }
}

/// The page's text: in the encoding that it declares where it is not UTF-8 or UTF-16.
fn decoded(bytes: &[u8]) -> Result<String, Reason> {
    let is_plain = std::str::from_utf8(bytes).is_ok() || encoding::unmarked_wide(bytes).is_some();
    let head = &bytes[..bytes.len().min(4096)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let declared = head.split_once("charset=").and_then(|(_, rest)| {
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c))?;
        encoding_rs::Encoding::for_label(&label.as_bytes()[..end])
    });
    match declared {
        Some(declared) if !is_plain && declared != encoding_rs::UTF_8 => {
            let text = declared.decode_with_bom_removal(bytes);
            if text.1 {
                encoding::decoded(bytes)
            } else {
                Ok(text.0.into_owned())
            }
        }
        _ => encoding::decoded(bytes),
    }
}

struct Page<'a> {
    budget: &'a mut Budget,
    sheet: Sheet,
    row: u32,
    /// Tables within each other.
    depth: usize,
    in_row: bool,
    column: u32,
    /// By column, the first row that no cell from above reaches.
    below: Vec<u32>,
    /// What stands outside of tables.
    line: String,
    cell: Option<Cell>,
    cells: Passed,
    has_table: bool,
    in_caption: bool,
    /// Does any text stand within a table, but in none of its cells?
    has_stray: bool,
    /// Rows that are not shown.
    hidden: BTreeSet<u32>,
}

struct Cell {
    text: String,
    spans: (u32, u32),
    /// The number that the cell holds, where the program that wrote it says so.
    number: Option<f64>,
}

impl Page<'_> {
    fn text(&mut self, text: &str) {
        let to = match &mut self.cell {
            Some(cell) => &mut cell.text,
            None if self.depth == 0 || self.in_caption => &mut self.line,
            None => {
                self.has_stray |= !text.trim().is_empty();
                return;
            }
        };
        for c in text.chars() {
            // The page's own line ends are spaces, and several spaces are one.
            if !c.is_ascii_whitespace() {
                to.push(c);
            } else if !to.ends_with(|c: char| c.is_ascii_whitespace()) {
                to.push(' ');
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &[(&str, String)]) -> Result<(), Reason> {
        match name {
            "table" => self.start_table()?,
            "caption" if self.depth > 0 && self.cell.is_none() => self.in_caption = true,
            "tr" if self.depth > 0 => {
                // A caption may lack its end.
                self.end_caption()?;
                self.end_row()?;
                self.in_row = true;
                self.column = 0;
                if is_hidden(attributes) {
                    self.hidden.insert(self.row);
                }
            }
            "td" | "th" if self.depth > 0 => {
                self.end_caption()?;
                self.start_cell(attributes)?;
            }
            // What stands in a list to choose from is not what was chosen.
            "select" | "textarea" if self.depth > 0 => return Err(Reason::WebPage),
            "input" if self.cell.is_some() && is_typed(attributes) => return Err(Reason::WebPage),
            // What is struck out is no longer said, and is still a part of the text.
            "del" | "s" | "strike" if self.cell.is_some() => return Err(Reason::WebPage),
            "frameset" => return Err(Reason::WebPage),
            name if BLOCKS.contains(&name) => self.end_line()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Reason> {
        match name {
            "table" => self.end_table(),
            "caption" => self.end_caption(),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            name if BLOCKS.contains(&name) => self.end_line(),
            _ => Ok(()),
        }
    }

    /// A line ends: within a cell as such, outside of tables as a row of its own.
    fn end_line(&mut self) -> Result<(), Reason> {
        if let Some(cell) = &mut self.cell {
            cell.text.truncate(cell.text.trim_end_matches(' ').len());
            if !cell.text.is_empty() && !cell.text.ends_with('\n') {
                cell.text.push('\n');
            }
            return Ok(());
        }
        if self.in_caption {
            return Ok(());
        }
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.put(0, Value::Text(line.trim().to_owned()))?;
            self.row += 1;
        }
        Ok(())
    }

    /// A table's caption is the line above it.
    fn end_caption(&mut self) -> Result<(), Reason> {
        if std::mem::take(&mut self.in_caption) {
            self.end_line()?;
        }
        Ok(())
    }

    fn start_table(&mut self) -> Result<(), Reason> {
        if self.depth > 0 {
            // A table within a table's row: only where nothing else stands in that row it is no part of a list.
            let stands = self.sheet.rows.contains_key(&self.row)
                || self
                    .cell
                    .as_ref()
                    .is_some_and(|cell| !cell.text.trim().is_empty());
            if stands {
                return Err(Reason::WebPage);
            }
            self.cell = None;
            self.in_row = false;
        } else {
            self.end_line()?;
        }
        self.below.clear();
        self.has_table = true;
        self.depth += 1;
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Reason> {
        self.end_caption()?;
        self.end_row()?;
        self.below.clear();
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.end_line()?;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Reason> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            self.row += 1;
            if self.row > SHEET_ROWS {
                return Err(Reason::TooManyCells);
            }
        }
        Ok(())
    }

    fn start_cell(&mut self, attributes: &[(&str, String)]) -> Result<(), Reason> {
        self.end_cell()?;
        if !self.in_row {
            self.in_row = true;
            self.column = 0;
        }
        self.cells.add(1)?;
        let of = |name: &str| {
            let mut all = attributes.iter();
            all.find(|(own, _)| *own == name)
                .map(|(_, value)| value.trim())
        };
        let span = |name: &str, most: u32| match of(name).map(str::parse::<u32>) {
            Some(Ok(number)) if number > 0 => number.min(most),
            _ => 1,
        };
        self.cell = Some(Cell {
            text: String::new(),
            spans: (span("colspan", SPANS.0), span("rowspan", SPANS.1)),
            number: of("x:num").and_then(|number| number.parse().ok()),
        });
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Reason> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let reaches = |below: &[u32], column: u32, row: u32| {
            let at = usize::try_from(column).ok().and_then(|at| below.get(at));
            at.is_some_and(|end| *end > row)
        };
        while reaches(&self.below, self.column, self.row) {
            self.cells.add(1)?;
            self.column += 1;
        }
        let (columns, rows) = cell.spans;
        let (left, right) = (self.column, self.column.saturating_add(columns));
        if right > SHEET_COLUMNS {
            return Err(Reason::TooManyColumns);
        }
        let text = cell.text.trim();
        if !text.is_empty() {
            let shown = Value::Text(text.to_owned());
            let value = match cell.number {
                // 1.38E+10 is how the number is shown, not what it is.
                Some(number) if has_lost_digits(&shown) => Value::Number(number),
                _ => shown,
            };
            self.put(left, value)?;
            if columns > 1 || rows > 1 {
                let merge = Merge {
                    top: self.row,
                    left,
                    bottom: self.row.saturating_add(rows - 1),
                    right: right - 1,
                };
                self.budget.merge(&mut self.sheet, merge)?;
            }
        }
        if rows > 1 {
            let right = usize::try_from(right).unwrap_or_default();
            if self.below.len() < right {
                self.below.resize(right, 0);
            }
            let left = usize::try_from(left).unwrap_or_default();
            self.cells.add(right.saturating_sub(left))?;
            self.below[left..right].fill(self.row.saturating_add(rows));
        }
        self.column = right;
        Ok(())
    }

    fn put(&mut self, column: u32, value: Value) -> Result<(), Reason> {
        self.budget.put(&mut self.sheet, self.row, column, value)
    }
}

/// Does a field to fill in hold a text that the page shows?
fn is_typed(attributes: &[(&str, String)]) -> bool {
    let of = |name: &str| attributes.iter().find(|(own, _)| *own == name);
    let kind = of("type").map(|(_, kind)| kind.trim().to_ascii_lowercase());
    let shows = ["", "text", "tel", "number", "date", "search", "email"];
    shows.contains(&kind.as_deref().unwrap_or_default())
        && of("value").is_some_and(|(_, value)| !value.trim().is_empty())
}

/// Whether a row is not shown: spreadsheet programs write `style='display:none'` for rows that are hidden or filtered away.
fn is_hidden(attributes: &[(&str, String)]) -> bool {
    attributes.iter().any(|(name, value)| match *name {
        "hidden" => true,
        "style" => {
            let bare: String = value.split_whitespace().collect();
            bare.to_ascii_lowercase().contains("display:none")
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<(u32, u32, String)>, Reason> {
        let sheet = read("a.xls", text.as_bytes(), &mut Budget::default())?;
        let cells = sheet.rows.iter().flat_map(|(at, row)| {
            row.iter()
                .map(|(column, value)| (*at, *column, value.text()))
        });
        Ok(cells.collect())
    }

    fn owned(cells: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
        let cell = |(row, column, text): &(u32, u32, &str)| (*row, *column, (*text).to_owned());
        cells.iter().map(cell).collect()
    }

    #[test]
    fn cells_stand_where_the_program_shows_them() {
        let page = "<html><head><title>导出</title><style>td{mso-number-format:'\\@'}</style></head>\
            <body><h3>月亮湾&nbsp;3幢</h3><table border=1><!-- <tr><td>没有</td></tr> -->\
            <tr><th rowspan=2>室<th colspan='2'>业主</tr><tr><td>姓名<td>电话</td></tr>\
            <tr><td>501</td><td> 赵\n  一<br/>钱二 </td><td>&#49;38&amp;x &lt;</td></tr></table>\
            <p>共1户</p></body></html>";
        assert_eq!(
            read_text(page),
            Ok(owned(&[
                (0, 0, "月亮湾\u{a0}3幢"),
                (1, 0, "室"),
                (1, 1, "业主"),
                (2, 1, "姓名"),
                (2, 2, "电话"),
                (3, 0, "501"),
                (3, 1, "赵 一\n钱二"),
                (3, 2, "138&x <"),
                (4, 0, "共1户"),
            ]))
        );
    }

    #[test]
    fn tables_that_only_place_others_are_looked_through_and_forms_are_refused() {
        let inner = "<table><tr><td>室<td>姓名<tr><td>501<td>赵一</table>";
        let cells = owned(&[(0, 0, "室"), (0, 1, "姓名"), (1, 0, "501"), (1, 1, "赵一")]);
        let placed = format!("<table><tr><td>{inner}</td></tr></table>");
        assert_eq!(read_text(&placed), Ok(cells));
        for page in [
            format!("<table><tr><td>3幢<td>{inner}</tr></table>"),
            format!("<table><tr><td>3幢{inner}</tr></table>"),
            "<table><tr><td><select><option>业主<option>租客</select></table>".to_owned(),
            "<html><p>登录已过期</p></html>".to_owned(),
            "<table><tr><td>室<td>姓名</tr>501 赵一</table>".to_owned(),
            "<table><tr><td>室<td>姓名<tr><td>501<td><input value='赵一'></table>".to_owned(),
            "<table><tr><td>室<td>姓名<tr><td>501<td><s>赵一</s>钱二</table>".to_owned(),
        ] {
            assert_eq!(read_text(&page), Err(Reason::WebPage), "{page}");
        }
    }

    #[test]
    fn a_page_that_breaks_off_is_damaged() {
        for page in [
            "<table><tr><td>室<td>姓名<tr><td>501<td>阿依",
            "<table><tr><td>室</td></tr></table><table><tr><td>室</td></tr>",
            "<table><tr><td>室</td></tr></table><!-- <table>",
            "<table><tr><td class=\"x>501</td><td>赵一</td></tr><tr><td class=\"y\">502</td></tr></table>",
        ] {
            assert_eq!(read_text(page), Err(Reason::Damaged), "{page}");
        }
    }

    #[test]
    fn a_caption_is_the_line_above_its_table() {
        let page = "<table><caption>月亮湾<br>3幢</caption><tr><td>室</td></tr></table>";
        let cells = owned(&[(0, 0, "月亮湾3幢"), (1, 0, "室")]);
        assert_eq!(read_text(page), Ok(cells));
    }

    #[test]
    fn a_number_that_is_shown_shortened_is_the_one_that_the_cell_holds() {
        let page = "<table><tr><td x:num=\"13812345678\">1.38E+10<td x:num=45000>2023-3-15</table>";
        assert_eq!(
            read_text(page),
            Ok(owned(&[(0, 0, "13812345678"), (0, 1, "2023-3-15")]))
        );
    }

    #[test]
    fn a_page_in_the_encoding_that_it_declares_is_read() {
        let page = "<html><meta charset=gb2312><table><tr><td>室</td></tr></table></html>";
        let (bytes, ..) = encoding_rs::GBK.encode(page);
        let sheet = read("a.xls", &bytes, &mut Budget::default()).expect("a page");
        assert_eq!(sheet.rows[&0][&0], Value::Text("室".into()));
    }
}
