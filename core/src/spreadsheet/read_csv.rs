//! .csv in any encoding that is read; parted by comma, semicolon, tab, stroke or the comma of Chinese texts. Blank lines count
//! as rows, because the spreadsheet program shows them.

use super::encoding::decoded;
use super::fault::Reason;
use super::grid::{Budget, OpenQuote, SHEET_COLUMNS, Sheet, Value};

/// Reads the text as sheets of the given name, one for each way of parting it that may be meant.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Reason> {
    let text = decoded(bytes)?;
    let mut sheets = Vec::new();
    for delimiter in delimiters(&text) {
        sheets.push(parsed(name, &text, delimiter)?);
    }
    Ok(sheets)
}

/// The delimiters that occur in the first lines, the most frequent one first.
fn delimiters(text: &str) -> Vec<char> {
    let head: Vec<&str> = text.lines().take(40).collect();
    let mut found: Vec<(usize, char)> = [',', ';', '\t', '|', '，']
        .into_iter()
        .map(|delimiter| {
            let count = head.iter().map(|line| line.matches(delimiter).count());
            (count.sum(), delimiter)
        })
        .filter(|(count, _)| *count > 0)
        .collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    if found.is_empty() {
        return vec![','];
    }
    found.into_iter().map(|(_, delimiter)| delimiter).collect()
}

fn parsed(name: &str, text: &str, delimiter: char) -> Result<Sheet, Reason> {
    let mut sheet = Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let mut budget = Budget::default();
    let mut rest = text;
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut widest = 0;
    loop {
        let (field, end, after) = next_field(rest, delimiter);
        let swallowed = swallowed_lines(&field, delimiter, widest);
        if matches!(end, End::OpenQuote) || swallowed > 0 {
            let lines = u32::try_from(field.lines().count().saturating_sub(1)).unwrap_or(u32::MAX);
            let quote = OpenQuote { column, lines };
            sheet.open_quotes.entry(row).or_insert(quote);
        } else {
            let text = unguarded(&field).to_owned();
            budget.put(&mut sheet, row, column, Value::Text(text))?;
        }
        widest = widest.max(column);
        rest = after;
        match end {
            End::Field => {
                column += 1;
                if column >= SHEET_COLUMNS {
                    return Err(Reason::TooManyColumns);
                }
            }
            End::Row => {
                row = row.checked_add(1).ok_or(Reason::TooManyCells)?;
                column = 0;
            }
            End::File | End::OpenQuote => return Ok(sheet),
        }
    }
}

enum End {
    Field,
    Row,
    File,
    /// A quote that never closes runs to the end of the file.
    OpenQuote,
}

/// Lines within a quoted field that have as many delimiters as the rows above: rows of their own, swallowed by a quote that
/// only a later one closed.
fn swallowed_lines(field: &str, delimiter: char, widest: u32) -> usize {
    if widest < 2 || !field.contains('\n') {
        return 0;
    }
    let delimiters =
        |line: &str| u32::try_from(line.matches(delimiter).count()).unwrap_or(u32::MAX);
    let inner = field.lines().skip(1);
    inner.filter(|line| delimiters(line) >= widest).count()
}

/// One field, how it ends, and what follows.
fn next_field(text: &str, delimiter: char) -> (String, End, &str) {
    let (field, rest) = match text.strip_prefix('"') {
        Some(quoted) => {
            let (mut field, mut rest) = (String::new(), quoted);
            loop {
                let Some(at) = rest.find('"') else {
                    field.push_str(rest);
                    return (field, End::OpenQuote, "");
                };
                field.push_str(&rest[..at]);
                rest = &rest[at + 1..];
                match rest.strip_prefix('"') {
                    Some(more) => {
                        field.push('"');
                        rest = more;
                    }
                    None => break (field, rest),
                }
            }
        }
        None => (String::new(), text),
    };
    let stop = rest.find([delimiter, '\n', '\r']).unwrap_or(rest.len());
    let field = field + &rest[..stop];
    let rest = &rest[stop..];
    if let Some(after) = rest.strip_prefix(delimiter) {
        (field, End::Field, after)
    } else {
        let after = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\n', '\r']));
        match after {
            Some(after) => (field, End::Row, after),
            None => (field, End::File, ""),
        }
    }
}

/// Takes off the apostrophe that keeps a spreadsheet program from running a cell as a formula.
fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &[u8]) -> Sheet {
        read("a.csv", bytes).expect("readable").remove(0)
    }

    #[test]
    fn an_open_quote_is_told_with_the_lines_that_it_swallowed() {
        let sheet = first(b"a,b,c\nx,y,\"z\n1,2,3\n4,5,6\n");
        let quote = OpenQuote {
            column: 2,
            lines: 2,
        };
        assert_eq!(sheet.open_quotes.get(&1), Some(&quote));
        // Closed by a stray quote further down.
        let sheet = first(b"a,b,c\nx,y,\"z\n1,2,3\n4,5,\"6\n");
        assert_eq!(sheet.open_quotes.get(&1).map(|q| q.lines), Some(2));
        assert!(first(b"a,b,c\nx,\"y\nz\",\n").open_quotes.is_empty());
    }

    #[test]
    fn blank_lines_and_quoted_line_breaks_keep_the_rows_of_the_program() {
        let sheet = first(b"a,b\r\n\r\n\"x\ny\",\"say \"\"hi\"\"\"\nlast,'+1");
        assert_eq!(sheet.rows.keys().copied().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(sheet.rows[&2][&0], Value::Text("x\ny".into()));
        assert_eq!(sheet.rows[&2][&1], Value::Text("say \"hi\"".into()));
        assert_eq!(sheet.rows[&3][&1], Value::Text("+1".into()));
    }

    #[test]
    fn semicolons_and_tabs_part_fields_too() {
        assert_eq!(
            first(b"a;b;c\n1;2,5;3").rows[&1][&1],
            Value::Text("2,5".into())
        );
        assert_eq!(first(b"a\tb\n1\t2").rows[&1][&1], Value::Text("2".into()));
    }
}
