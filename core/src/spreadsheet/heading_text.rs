//! The text of a heading: tidied, and cut into known words. Knows words, not what they mean together.

use super::heading_words::{QUALIFIERS, WORDS, Word};
use crate::domain::text::{tidy, without_spaces};

/// Between the parts of a door.
const PARTS: [char; 3] = ['-', '_', '+'];

/// A heading without spaces, stars, a number in front, and brackets that only say how to fill it in.
pub(super) fn bare(heading: &str) -> String {
    let text: String = without_spaces(&tidy(heading))
        .to_lowercase()
        .chars()
        .map(simplified)
        .collect();
    let text = text
        .replace(['【', '[', '〔'], "(")
        .replace(['】', ']', '〕'], ")");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(open) = rest.find('(') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let (inside, after) = inside.split_once(')').unwrap_or((inside, ""));
        // 电话（微信同号） is a telephone.
        let is_same = inside.ends_with("同号");
        if !is_same && QUALIFIERS.iter().any(|word| inside.contains(word)) {
            out.push_str(inside);
        }
        rest = after;
    }
    out.push_str(rest);
    let numbered = out.trim_start_matches(|c: char| c.is_ascii_digit());
    if numbered.len() < out.len() && is_unit_of_place(numbered) {
        // 16幢, 1单元 and 102室 stand below a heading; a number in front of 幢号 is a question's.
        return out;
    }
    let out = numbered;
    let out = out.replace(['㎡', '²'], "");
    out.trim_matches(['*', ':', '：', '.', '。', '、', '-', '?', '？', '/'])
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .to_owned()
}

/// Is this what is written behind the number of a building, a stairwell, a floor or a room?
fn is_unit_of_place(text: &str) -> bool {
    let unit = text.strip_prefix('号').unwrap_or(text);
    [
        "幢", "栋", "座", "楼", "单元", "楼道", "梯", "门", "层", "楼层", "室", "房", "户", "铺位",
        "期", "区", "组团", "片区",
    ]
    .contains(&unit)
}

/// The characters of headings that are written otherwise across the strait and in Hong Kong.
fn simplified(c: char) -> char {
    const PAIRS: [(char, char); 16] = [
        ('單', '单'),
        ('樓', '楼'),
        ('棟', '栋'),
        ('號', '号'),
        ('電', '电'),
        ('話', '话'),
        ('戶', '户'),
        ('業', '业'),
        ('積', '积'),
        ('備', '备'),
        ('註', '注'),
        ('層', '层'),
        ('門', '门'),
        ('區', '区'),
        ('聯', '联'),
        ('繫', '系'),
    ];
    let pair = PAIRS.iter().find(|(other, _)| *other == c);
    pair.map_or(c, |(_, plain)| *plain)
}

/// Cuts a text into known words, the longest first; `None` if something is left.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if PARTS.contains(&first) {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (name, word) = WORDS
            .iter()
            .filter(|(name, _)| rest.starts_with(name))
            .max_by_key(|(name, _)| name.len())?;
        found.push(*word);
        rest = &rest[name.len()..];
    }
    (!found.is_empty()).then_some(found)
}
