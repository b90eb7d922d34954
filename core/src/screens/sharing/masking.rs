//! Masks what a text says of residents: names of the register by the family name, doors and telephone numbers altogether.

use crate::rules::pages::Language;

/// Digits from which a number is one by which somebody is called or known.
const LONG: usize = 7;
/// Digits from which a room's number is told from other numbers.
const ROOM: usize = 3;

/// What is masked.
pub(super) struct Mask {
    /// Names with their masks, the longest first.
    names: Vec<(String, String)>,
    rooms: std::collections::HashSet<String>,
}

/// A piece of a line: digits, perhaps with hyphens between, or all else.
enum Piece<'a> {
    Number(&'a str),
    Words(&'a str),
}

impl Mask {
    pub(super) fn of(
        names: impl Iterator<Item = String>,
        rooms: impl Iterator<Item = String>,
    ) -> Self {
        let mut names: Vec<(String, String)> = names
            .filter_map(|name| {
                let name = name.trim();
                let first = name.chars().next().filter(|_| name.chars().count() > 1)?;
                let rest = if first.is_ascii() { "." } else { "某" };
                Some((name.to_owned(), format!("{first}{rest}")))
            })
            .collect();
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        names.dedup();
        let rooms = rooms.filter(|room| room.chars().count() >= ROOM).collect();
        Self { names, rooms }
    }

    /// A line, masked.
    pub(super) fn over(&self, line: &str, language: Language) -> String {
        let mut line = line.to_owned();
        for (name, masked) in &self.names {
            if line.contains(name.as_str()) {
                line = line.replace(name.as_str(), masked);
            }
        }
        let mut out = String::with_capacity(line.len());
        for piece in pieces(&line) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Number(number) => {
                    out.push_str(self.number(number, language).unwrap_or(number))
                }
            }
        }
        out
    }

    /// What stands in place of a number; none if it may stay.
    fn number(&self, number: &str, language: Language) -> Option<&'static str> {
        let plain: String = number.chars().filter_map(half_width).collect();
        let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
        let is_date = parts.len() == 3 && parts[0].len() == 4 && parts[1].len() == 2;
        if is_date {
            return None;
        }
        let digits = parts.iter().map(|part| part.len()).sum::<usize>();
        let is_door = parts.len() >= 3 || parts.iter().any(|part| self.rooms.contains(*part));
        if is_door {
            Some(language.pick("某户", "a home"))
        } else if digits >= LONG {
            Some("…")
        } else {
            None
        }
    }
}

fn half_width(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '-' | '－' | '–' | '—' => Some('-'),
        _ => None,
    }
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let is_digit = |c: char| half_width(c).is_some_and(|c| c != '-');
        let starts = is_digit(c);
        let end = rest
            .find(|c: char| {
                if starts {
                    half_width(c).is_none()
                } else {
                    is_digit(c)
                }
            })
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        // A hyphen after the last digit belongs to the words.
        let within = piece.trim_end_matches(|c| starts && half_width(c) == Some('-'));
        if starts {
            pieces.push(Piece::Number(within));
            if within.len() < piece.len() {
                pieces.push(Piece::Words(&piece[within.len()..]));
            }
        } else {
            pieces.push(Piece::Words(piece));
        }
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(line: &str) -> String {
        let names = ["袁建国", "袁建", "欧阳娜娜", "Ann Lee", "李"].map(str::to_owned);
        let rooms = ["501", "12", "1102"].map(str::to_owned);
        Mask::of(names.into_iter(), rooms.into_iter()).over(line, Language::Zh)
    }

    #[test]
    fn names_doors_and_numbers_are_masked_and_all_else_stays() {
        for (line, masked) in [
            ("袁建国家堆物", "袁某家堆物"),
            ("欧阳娜娜、Ann Lee 和袁建", "欧某、A. 和袁某"),
            ("3-1-501 堆物", "某户 堆物"),
            ("３－１－５０１堆物", "某户堆物"),
            ("501室门口", "某户室门口"),
            ("月亮湾/3-1 楼道", "月亮湾/3-1 楼道"),
            ("电话13800000001。", "电话…。"),
            ("电话 0572-2066123", "电话 …"),
            (
                "共 24 户，12 户已签，3000 元",
                "共 24 户，12 户已签，3000 元",
            ),
            (
                "2026-11-30 08:00 至 2026-12-07",
                "2026-11-30 08:00 至 2026-12-07",
            ),
            ("李家", "李家"),
            ("1102—", "某户—"),
            ("", ""),
        ] {
            assert_eq!(over(line), masked, "{line}");
        }
    }

    #[test]
    fn nothing_but_numbers_and_names_is_touched_whatever_the_line() {
        for line in ["-–—", "a-b", "第1-2条", "①②", "0", "--9--", "９"] {
            assert_eq!(over(line), line);
        }
    }
}
