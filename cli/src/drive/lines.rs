//! Bounded lines from a stream that may hold anything: a line that is too long is read to its end and forgotten.

use std::io::{BufRead, Result};

/// A line of the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, without the line end.
    Bytes(Vec<u8>),
    /// It was longer than allowed.
    TooLong,
}

/// The next line; `None` at the end of the input. A last line needs no line end.
pub(super) fn next(input: &mut impl BufRead, longest: usize) -> Result<Option<Line>> {
    let mut line = Vec::new();
    let mut too_long = false;
    let mut any = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        if line.len().saturating_add(part.len()) > longest {
            too_long = true;
            line = Vec::new();
        }
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => None,
        (true, true) => Some(Line::TooLong),
        (true, false) => Some(Line::Bytes(line)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_line_that_is_too_long_is_drained_and_the_next_one_is_whole() {
        let text = b"ab\n0123456789\n\ncd".to_vec();
        let mut input = BufReader::with_capacity(3, text.as_slice());
        let mut lines = Vec::new();
        while let Some(line) = next(&mut input, 5).expect("memory does not fail") {
            lines.push(line);
        }
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines, [bytes("ab"), Line::TooLong, bytes(""), bytes("cd")]);
    }
}
