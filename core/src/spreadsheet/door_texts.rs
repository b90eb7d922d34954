//! Texts of doors as whole cells, before they are read: several doors in one, dates, and the building that a title or a
//! sheet's name speaks of.

use super::values::is_nobody;
use crate::domain::door::PlaceLabel;
use crate::domain::label::{floor_label, stairwell_label, zone_of};
use crate::domain::text::{
    chinese_number, is_chinese_numeral, is_dot, is_han, tidy, without_spaces,
};
use crate::domain::unit::is_beside_homes;

/// Several doors in one cell: `101、102`, `103/104`, `105 106`, `107+108`.
pub(super) fn is_several(text: &str) -> bool {
    let plain = tidy(text);
    let lines = text.trim().contains(['\n', '\r']);
    let parts = |separators: &[char]| -> usize {
        let has_number = |part: &&str| part.chars().any(|c| c.is_ascii_digit());
        plain.split(separators).filter(has_number).count()
    };
    if parts(&[
        '、', ',', ';', '+', '&', '和', '与', '及', '至', '到', '~', '|', '\\', '，', '；',
    ]) > 1
    {
        return true;
    }
    // 101·102: two whole rooms.
    let rooms = |part: &str| part.len() > 2 && part.bytes().all(|b| b.is_ascii_digit());
    if plain
        .split(is_dot)
        .filter(|part| rooms(part.trim()))
        .count()
        > 1
    {
        return true;
    }
    // 月亮湾/3-1-501: a name, then a door.
    if let Some((before, after)) = plain.split_once('/') {
        let is_name = before.chars().any(is_han)
            && !before
                .trim_end()
                .ends_with(|c: char| c.is_ascii_digit() || "室户房号".contains(c));
        if !is_name || after.contains('/') {
            return parts(&['/']) > 1;
        }
    }
    let pieces: Vec<&str> = plain.split_whitespace().collect();
    let is_room = |piece: &&&str| {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        digits > 2
            && piece[digits..]
                .chars()
                .all(|c| "室户房号".contains(c) || c.is_ascii_alphabetic())
    };
    let rooms = pieces.iter().filter(is_room).count();
    // 3幢1单元101 102: the second number follows a whole room.
    let trailing = pieces.windows(2).any(|pair| {
        let end = pair[0].bytes().rev().take_while(u8::is_ascii_digit).count();
        end > 2 && pair[1].starts_with(|c: char| c.is_ascii_digit())
    });
    rooms > 1 || trailing || follow_each_other(&plain) || lines && parts(&[' ']) > 1
}

/// `501室502室`: a number right behind another one's word.
fn follow_each_other(text: &str) -> bool {
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.windows(3).any(|three| {
        three[0].is_ascii_digit()
            && matches!(three[1], '室' | '户' | '房')
            && three[2].is_ascii_digit()
    })
}

/// Does a room's label hold what no door is called: what stands there besides (`102空置`), or a letter that was meant for a
/// digit (`2O4`)?
pub(super) fn is_no_label(room: &str) -> bool {
    let digits = room.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = room.split_at(digits);
    // O12, I02: a letter for a digit.
    let slips_first = room.starts_with(['O', 'I']);
    if slips_first && room[1..].bytes().all(|b| b.is_ascii_digit()) && room.len() > 1 {
        return true;
    }
    if number.is_empty() || tail.is_empty() {
        return false;
    }
    let slips = |c: char| matches!(c, 'O' | 'I' | 'L');
    let is_slip = tail.starts_with(slips) && tail[1..].starts_with(|c: char| c.is_ascii_digit());
    // 505新, 508租: what was meant of the home is for the office to say.
    let is_marked = tail.chars().count() == 1 && tail.contains(MARKS);
    is_slip || is_marked || is_nobody(tail) || STATES.iter().any(|state| tail.contains(state))
}

/// Single characters that say how it stands with a home.
const MARKS: [char; 12] = [
    '租', '售', '空', '新', '旧', '卖', '搬', '死', '拆', '无', '已', '未',
];

/// Words that say how it stands with a home.
const STATES: [&str; 14] = [
    "空置", "出租", "已售", "未售", "已卖", "待售", "空关", "自住", "无人", "装修", "搬走", "搬离",
    "租客", "业主",
];

/// Do only spaces part two numbers (`5 01`)? Joined they would be another number.
pub(super) fn has_loose_numbers(text: &str) -> bool {
    let plain = tidy(text);
    let pieces: Vec<&str> = plain.split_whitespace().collect();
    pieces.windows(2).any(|pair| {
        pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Is it a date, which no door is?
pub(super) fn is_date(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    let clock = text
        .trim()
        .split_once(' ')
        .filter(|(_, time)| time.contains(':'));
    let text = without_spaces(clock.map_or(text.as_str(), |(day, _)| day));
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    if months.iter().any(|month| text.contains(month)) {
        return text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-/,. ".contains(c));
    }
    if text.contains('月') && text.ends_with(['日', '月', '号']) && !text.contains('室') {
        return text.chars().all(|c| {
            c.is_ascii_digit() || "年月日号".contains(c) || chinese_number(&c.to_string()).is_some()
        });
    }
    // A time of day may follow.
    let day = text.split(['t', ':']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| number(part)).collect();
    let (year, month, date) = (1900..=2100, 1..=12, 1..=31);
    match numbers.as_deref() {
        Some([y, m, d]) if year.contains(y) => month.contains(m) && date.contains(d),
        // 1/12/2003.
        Some([a, b, y]) if year.contains(y) && day.contains('/') => {
            date.contains(a) && date.contains(b)
        }
        Some([a, b, c]) => day.matches('/').count() == 2 && [a, b, c].iter().all(|n| **n < 100),
        Some([y, m]) if year.contains(y) => day.contains('/') && month.contains(m),
        _ => false,
    }
}

/// Does a room's text begin with its building or its stairwell, in two numbers?
pub(super) fn first_of_two(room: &str) -> Option<(String, bool)> {
    let text = tidy(room);
    let (first, second) = text.trim().split_once('-')?;
    let (first, second) = (first.trim(), second.trim());
    let bare = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let looks_parted = first.len() < 3
        && second.len() > 2
        && second.bytes().next().is_some_and(|b| b.is_ascii_digit());
    (bare(first) && bare(second)).then(|| (first.to_owned(), looks_parted))
}

/// The building, and perhaps stairwell, that a sheet's name, a title or a row between sections names; with the compound only
/// if the name before it is nothing else.
pub(super) fn section(text: &str) -> Option<PlaceLabel> {
    let text = without_spaces(&tidy(text));
    let marks = ["幢", "栋", "号楼", "座", "#"];
    let (at, mark) = marks
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)))
        .min()?;
    let before = &text[..at];
    let rest = &text[at + mark.len()..];
    // 3幢、4幢 or 3、4幢 are several; 共12幢 counts them.
    if marks.iter().any(|mark| rest.contains(mark)) && !rest.contains("单元") {
        return None;
    }
    let start = label_start(before);
    let (name, number) = before.split_at(start);
    if number.is_empty()
        || name.ends_with(['-', '~', '至', '到', '、', ',', '和', '及', '/', '共', '总'])
    {
        return None;
    }
    let (name, zone) = zone_of(name);
    let place = PlaceLabel::parse(&format!("{number}{mark}"))?;
    let building = format!("{zone}{}", place.building);
    let stairwells = rest.matches("单元").count();
    let stairwell = match stairwells {
        1 => rest.find("单元").map(|end| &rest[..end]),
        _ => None,
    };
    // 住户信息3幢 says what the list is about.
    let is_about = ABOUT.iter().any(|word| name.contains(word));
    let is_name = !is_about
        && (2..=10).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !name.contains(['年', '街', '路', '镇', '乡', '县', '市', '省', '附', '社']);
    Some(PlaceLabel {
        compound: is_name.then(|| name.to_owned()),
        stairwell: stairwell
            .and_then(stairwell_label)
            .filter(|label| !label.contains('·')),
        building,
    })
}

/// Words for what a list is about, which no compound is called.
const ABOUT: [&str; 16] = [
    "信息", "登记", "名单", "名册", "住户", "居民", "业主", "租客", "租户", "人员", "统计", "汇总",
    "明细", "台账", "台帐", "情况",
];

/// Is it a line that speaks of a floor: `一楼`, `2层`, `第三层`?
pub(super) fn is_floor_line(text: &str) -> bool {
    text.ends_with(['层', '楼']) && text.chars().count() <= 5 && floor_label(text).is_some()
}

/// The kind of unit of which a line speaks: `车位`, `地下车库`; empty for homes again.
pub(super) fn usage_line(text: &str) -> Option<String> {
    if ["住宅", "住户", "住房"].contains(&text) {
        return Some(String::new());
    }
    let is_word = text.chars().count() <= 6 && text.chars().all(is_han);
    (is_word && (is_beside_homes(text) || SHOPS.iter().any(|shop| text.ends_with(shop))))
        .then(|| text.to_owned())
}

/// Words for shops, whose numbers are their own.
pub(super) const SHOPS: [&str; 5] = ["商铺", "店面", "门面", "店铺", "商业用房"];

/// The number or letters at a text's end.
fn label_start(text: &str) -> usize {
    let tail = |fits: &dyn Fn(char) -> bool| {
        text.char_indices()
            .rev()
            .take_while(|(_, c)| fits(*c))
            .last()
            .map(|(at, _)| at)
    };
    tail(&|c| c.is_ascii_alphanumeric())
        .or_else(|| tail(&|c| is_chinese_numeral(c)))
        .unwrap_or(text.len())
}

/// A sheet's name that is a building: `3幢`, `月亮湾3幢`, or the bare number.
pub(super) fn sheet_place(name: &str) -> Option<PlaceLabel> {
    section(name).or_else(|| {
        let name = tidy(name);
        let name = name.trim();
        let is_number = (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
        let is_pair = name.split_once('-').is_some_and(|(a, b)| {
            [a, b].iter().all(|part| {
                (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            })
        });
        if let Some(head) = name.strip_suffix('楼') {
            let is_label = (1..=4).contains(&head.chars().count())
                && head
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || is_chinese_numeral(c));
            return is_label.then(|| PlaceLabel::parse(head)).flatten();
        }
        (is_number || is_pair)
            .then(|| PlaceLabel::parse(name))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_doors_and_dates_are_no_door() {
        for text in [
            "101、102",
            "103/104",
            "105 106",
            "107+108",
            "101,102",
            "101和102",
            "101室 102室",
            "101\n102",
            "101至103",
            "501室502室",
            "101·102",
            "3幢1单元501室502",
        ] {
            assert!(is_several(text), "{text}");
        }
        for text in [
            "101",
            "101-102",
            "3 1 501",
            "月亮湾/3-1-501",
            "501 室",
            "3幢 1单元 501",
            "3# 1单元 501",
        ] {
            assert!(!is_several(text), "{text}");
        }
        for text in [
            "2003/1/12",
            "2003-2-11",
            "3月1日",
            "2003年1月12日",
            "12-Jan",
            "Jan-03",
            "2003-02-11",
            "1/12/2003",
            "2003.1.12",
            "2003-01-12T00:00:00",
            "2003-01-12 00:00:00",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "3-1-501",
            "2003",
            "12-1-101",
            "101-102",
            "2003-1",
            "3幢1单元501",
            "月亮湾3幢1单元501",
            "12-12-12",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
