//! What a number format of an .xls makes of a number: a date, a time of day, a length of time, or the number itself. An .xlsx
//! is read by the same rules (calamine's), so that one cell reads the same from both. Knows formats, no cell.

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number.
    Number,
    /// As a date or a time of day.
    Moment,
    /// As hours that may be more than a day's.
    Span,
}

impl Shown {
    /// By the number of a format that every program knows (ECMA-376 part 1, 18.8.30).
    pub(super) const fn of_builtin(id: u16) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Moment,
            46 => Self::Span,
            _ => Self::Number,
        }
    }

    /// By the text of a format of the file's own; only the part for positive numbers counts.
    pub(super) fn of_format(format: &str) -> Self {
        let (mut in_quotes, mut in_brackets, mut is_literal) = (false, false, false);
        let mut bracket = String::new();
        for c in format.chars() {
            let c = c.to_ascii_lowercase();
            if is_literal {
                is_literal = false;
            } else if in_quotes {
                in_quotes = c != '"';
            } else if in_brackets {
                if c != ']' {
                    bracket.push(c);
                    continue;
                }
                in_brackets = false;
                let is_unit =
                    |unit: char| !bracket.is_empty() && bracket.chars().all(|c| c == unit);
                if ['h', 'm', 's'].into_iter().any(is_unit) {
                    return Self::Span;
                }
                bracket.clear();
            } else {
                match c {
                    '\\' | '_' | '*' => is_literal = true,
                    '"' => in_quotes = true,
                    '[' => in_brackets = true,
                    ';' => return Self::Number,
                    // General says how to show a number, whatever letters are in it.
                    'g' => return Self::Number,
                    'y' | 'm' | 'd' | 'h' | 's' => return Self::Moment,
                    _ => {}
                }
            }
        }
        Self::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_what_they_show() {
        for (format, shown) in [
            ("yyyy\\-mm\\-dd", Shown::Moment),
            ("m\"月\"d\"日\"", Shown::Moment),
            ("[$-804]aaaa;@", Shown::Number),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown::Moment),
            ("h:mm;@", Shown::Moment),
            ("[h]:mm", Shown::Span),
            ("[mm]:ss", Shown::Span),
            ("[Red]0.00", Shown::Number),
            ("0\"幢\"", Shown::Number),
            ("0\"month\"", Shown::Number),
            ("General", Shown::Number),
            ("G/通用格式", Shown::Number),
            ("#,##0.00_ ;[Red]\\-#,##0.00\\ ", Shown::Number),
            ("\\d0", Shown::Number),
            ("@", Shown::Number),
            ("0.00E+00", Shown::Number),
        ] {
            assert_eq!(Shown::of_format(format), shown, "{format}");
        }
        assert_eq!(Shown::of_builtin(58), Shown::Moment);
        assert_eq!(Shown::of_builtin(46), Shown::Span);
        assert_eq!(Shown::of_builtin(2), Shown::Number);
    }
}
