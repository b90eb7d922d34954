//! The parts of a door number as people write them, one by one. Knows labels, not how they make a door.

use super::door::DoorError;
use super::text::{chinese_number, is_chinese_numeral, is_han, tidy};

/// Longest label of a place, in characters.
const LABEL_CHARS: usize = 16;
/// Most digits of a room.
const ROOM_DIGITS: usize = 6;
/// Stands for a hyphen within the label of a building or stairwell (`1-3` → `1·3`), where a hyphen parts the door's parts.
pub(super) const JOINT: char = '·';

/// The label of a building written alone: `3幢`, `3号楼`, `三栋`, `#3`, `A座` → `3`, `A`; a hyphen in it is a part of it
/// (`1-3` → `1·3`, `B-1` → `B·1`). `None` if it names no building.
#[must_use]
pub fn building_label(text: &str) -> Option<String> {
    let text = marked(&tidy(text));
    let bare = text.trim_matches([BUILDING, '-']);
    let bare = bare.strip_suffix(['号', '楼']).unwrap_or(bare);
    let named = text.contains(BUILDING) || text.ends_with('楼');
    let label = joined(bare, JOINT)?;
    (named || has_number(&label) || label.chars().all(is_side)).then_some(label)
}

/// The label of a stairwell written alone: `1单元`, `一单元`, `东` → `1`, `东`. `None` if it names no stairwell.
#[must_use]
pub fn stairwell_label(text: &str) -> Option<String> {
    let text = marked(&tidy(text));
    let bare = text.trim_matches([STAIRWELL, '-']);
    // 2门 is the stairwell 2; 东门 is called so.
    let is_numbered = |rest: &&str| {
        rest.ends_with(|c: char| c == '号' || c.is_ascii_digit() || is_chinese_numeral(c))
    };
    let bare = bare.strip_suffix('门').filter(is_numbered).unwrap_or(bare);
    let bare = bare.strip_suffix('号').unwrap_or(bare);
    let label = joined(bare, JOINT)?;
    (has_number(&label) || label.chars().all(is_side)).then_some(label)
}

/// The label of a room written alone: `501室`, `0501`, `501A`, `商铺3`, `101-102`, `-101`, `负101`, `5层01` → `501`, `501`,
/// `501A`, `商铺3`, `101-102`, `-101`, `-101`, `501`. `None` if there is no number, or if its floor is not that of its number.
#[must_use]
pub fn room_label(text: &str) -> Option<String> {
    let text = marked(&tidy(text));
    let bare = without_room_words(&text);
    let spelt = spelt_digits(bare);
    let bare = spelt.as_deref().unwrap_or(bare);
    if let Some(on_floor) = on_written_floor(bare) {
        return on_floor;
    }
    let (sign, bare) = match bare.strip_prefix(['-', '负']) {
        Some(below) if below.starts_with(|c: char| c.is_ascii_digit()) => ("-", below),
        _ => ("", bare),
    };
    let label = joined(bare.trim_end_matches('-'), '-')?;
    // Longer digits are a telephone number or an id in the wrong column.
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let fits = label.split('-').all(|part| digits(part) <= ROOM_DIGITS);
    (fits && digits(&label) > 0).then(|| format!("{sign}{label}"))
}

/// A text without the words for a room at its end: `501室`, `501号房`, `501房间`.
pub(super) fn without_room_words(text: &str) -> &str {
    let text = text.strip_suffix("房间").unwrap_or(text);
    text.trim_end_matches(['室', '户', '房', '号'])
}

/// `五〇一`: a number spelt digit by digit.
fn spelt_digits(text: &str) -> Option<String> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let c = if matches!(c, '零' | '○' | '◯') {
            '〇'
        } else {
            c
        };
        DIGITS.chars().position(|digit| digit == c)
    };
    let digits: Option<Vec<usize>> = text.chars().map(digit).collect();
    let digits = digits.filter(|digits| (3..=4).contains(&digits.len()) && digits[0] > 0)?;
    Some(digits.iter().map(usize::to_string).collect())
}

/// A room on a floor: number 1 on floor 5 is 501, on floor -1 it is -101.
#[must_use]
pub fn room_on_floor(floor: i32, number: u32) -> String {
    let sign = if floor < 0 { "-" } else { "" };
    format!("{sign}{}{number:02}", floor.unsigned_abs())
}

/// The floor that a text says: `5`, `5层`, `五楼`, `F5`, `-1`, `负一层`, `B1`, `地下一层`. `None` if it says none.
#[must_use]
pub fn floor_label(text: &str) -> Option<i32> {
    let text: String = tidy(text).split_whitespace().collect();
    let text = text.to_ascii_uppercase().replace('第', "");
    let bare = text.trim_end_matches(['层', '楼', 'F']);
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    let (below, bare) = match bare
        .strip_prefix("地下")
        .or_else(|| bare.strip_prefix(['-', '负', 'B']))
    {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('F').unwrap_or(bare)),
    };
    let number = chinese_number(bare).or_else(|| {
        bare.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| bare.parse().ok())?
    })?;
    let number = i32::try_from(number).ok()?;
    match (below, number) {
        (true, 1..=9) => Some(-number),
        (false, 1..=200) => Some(number),
        _ => None,
    }
}

/// The floor of a room numbered in the usual way: 501 is on floor 5, -101 on floor -1.
#[must_use]
pub fn floor_of_room(room: &str) -> Option<i32> {
    let (sign, digits) = match room.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, room),
    };
    if !(3..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let floor = digits.parse::<i32>().ok()? / 100;
    (floor > 0).then_some(sign * floor)
}

/// `5层01`, `5楼501`, `负1层05`: the outer `None` if no floor is written, the inner if it is not the number's own.
fn on_written_floor(text: &str) -> Option<Option<String>> {
    let (floor, rest) = text.split_once(['层', '楼']).or_else(|| {
        // 5F01, but not 501F.
        let (floor, rest) = text.split_once(['F', 'f'])?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (digits(floor) && digits(rest)).then_some((floor, rest))
    })?;
    let floor = floor_label(floor)?;
    let rest = rest.trim_matches('-');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = rest.split_at(digits);
    let Ok(number) = number.parse::<u32>() else {
        // `5层东`: the whole is the label.
        let side = !rest.is_empty() && rest.chars().all(|c| is_han(c) || c.is_ascii_alphabetic());
        return Some(side.then(|| format!("{floor}层{}", rest.to_ascii_uppercase())));
    };
    let is_tail = tail.chars().all(|c| is_han(c) || c.is_ascii_alphabetic());
    if !is_tail || number == 0 {
        return Some(None);
    }
    let room = if number < 100 {
        room_on_floor(floor, number)
    } else {
        let room = number.to_string();
        if floor_of_room(&room) != Some(floor.abs()) {
            return Some(None);
        }
        if floor < 0 { format!("-{room}") } else { room }
    };
    Some(Some(format!("{room}{}", tail.to_ascii_uppercase())))
}

/// Stands for 幢, 栋, 号楼, 座, # once a text is marked.
pub(super) const BUILDING: char = '\u{1}';
/// Stands for 单元 and 楼道 once a text is marked.
pub(super) const STAIRWELL: char = '\u{2}';

/// The text with the many words for building and stairwell as one mark each. Spaces are dropped; where only spaces part
/// two or three numbers they become hyphens.
pub(super) fn marked(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let parts: Vec<&str> = text.split_whitespace().collect();
    let only_numbers = (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| part.chars().all(|c| c.is_ascii_alphanumeric()));
    let mut joined = parts.join(if only_numbers { "-" } else { "" });
    if joined.is_ascii() && !joined.contains('#') {
        return joined;
    }
    for words in [["号楼", "#楼"], ["幢", "栋"], ["座", "#"]] {
        for word in words {
            joined = joined.replace(word, "\u{1}");
        }
    }
    for word in ["单元门", "单元", "楼道", "梯"] {
        joined = joined.replace(word, "\u{2}");
    }
    if joined.contains(BUILDING) && !joined.contains(STAIRWELL) {
        joined = gates_marked(&joined);
    }
    if !joined.contains(BUILDING) && joined.contains(STAIRWELL) {
        // 3楼1单元501: here 楼 can only be the building, elsewhere it may be a floor.
        joined = joined.replacen('楼', "\u{1}", 1);
    }
    let joined = joined.replace('第', "");
    // `#3-1-501` has its mark in front.
    match joined.strip_prefix(BUILDING) {
        Some(rest) if !rest.contains(BUILDING) => {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            format!("{}{BUILDING}{}", &rest[..end], &rest[end..])
        }
        _ => joined,
    }
}

/// 3号楼2门501, as the north of the country writes: a 门 between two numbers is the stairwell's mark.
fn gates_marked(text: &str) -> String {
    let Some((before, room)) = text.split_once('门') else {
        return text.to_owned();
    };
    let number = before.strip_suffix('号').unwrap_or(before);
    let is_numbered = number.ends_with(|c: char| c.is_ascii_digit() || is_chinese_numeral(c));
    if is_numbered && room.starts_with(|c: char| c.is_ascii_digit() || is_chinese_numeral(c)) {
        format!("{number}{STAIRWELL}{room}")
    } else {
        text.to_owned()
    }
}

pub(super) fn compound_label(text: &str) -> Result<String, DoorError> {
    let text = text.trim();
    let fits = !text.is_empty()
        && text.chars().count() <= LABEL_CHARS * 2
        && !text
            .chars()
            .any(|c| c.is_control() || c == '-' && text.starts_with('-'));
    fits.then(|| text.to_owned()).ok_or(DoorError::Unreadable)
}

/// Words that stand before a building's number as part of its name, not as the compound's.
const BUILDING_WORDS: [&str; 10] = [
    "商业", "别墅", "公寓", "商铺", "高层", "多层", "洋房", "排屋", "会所", "车库",
];

/// Splits `月亮湾3` into compound and building. One Chinese character in front (`南3`) belongs to the building, and so does a
/// zone or phase (`东区3`, `二期3`).
pub(super) fn compound_and_building(
    head: &str,
    compound_known: bool,
) -> Result<(Option<String>, String), DoorError> {
    let head = head.trim_matches('-');
    if head.is_empty() {
        return Err(DoorError::NoBuilding);
    }
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphanumeric())
        .last()
        .or_else(|| {
            let numeral = |c: &(usize, char)| is_chinese_numeral(c.1);
            head.char_indices().rev().take_while(numeral).last()
        })
        .map_or(0, |(at, _)| at);
    let (before, number) = head.split_at(start);
    let name_before = before.trim_end_matches('-');
    // `1-3幢` and `月亮湾12-15幢` are ranges of buildings, no compounds named 1 or 月亮湾12.
    if name_before.len() < before.len()
        && name_before.ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        return Err(DoorError::Unreadable);
    }
    let name_chars = name_before.chars().count();
    if compound_known || name_chars < 2 || BUILDING_WORDS.contains(&name_before) {
        return Ok((None, label(head).ok_or(DoorError::Unreadable)?));
    }
    // (3)1 names no compound (3).
    if !name_before.contains(char::is_alphabetic) {
        return Err(DoorError::Unreadable);
    }
    let (compound, zone) = zone_of(name_before);
    let building = label(&format!("{zone}{number}")).ok_or(DoorError::Unreadable)?;
    let compound = (!compound.is_empty())
        .then(|| compound_label(compound))
        .transpose()?;
    Ok((compound, building))
}

/// The compound's name without the words that only say that it is one.
#[must_use]
pub fn compound_stem(name: &str) -> String {
    let name = super::text::fold(name);
    let stem = ["小区", "社区", "住宅小区"]
        .iter()
        .filter_map(|word| name.strip_suffix(word))
        .min_by_key(|stem| stem.len())
        .unwrap_or(&name);
    if stem.is_empty() {
        name.clone()
    } else {
        stem.to_owned()
    }
}

/// Words that end the name of a part of a compound.
const ZONE_ENDS: [&str; 4] = ["组团", "片区", "区", "期"];

/// Parts `月亮湾东区` into the compound's name and the zone or phase; either may be empty.
#[must_use]
pub fn zone_of(text: &str) -> (&str, &str) {
    let Some(stem) = ZONE_ENDS.iter().find_map(|end| text.strip_suffix(end)) else {
        return (text, "");
    };
    if stem.ends_with("小") || stem.ends_with("社") {
        return (text, "");
    }
    let start = stem
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || is_chinese_numeral(*c) || is_side(*c))
        .last()
        .map(|(at, _)| at);
    match start {
        Some(at) => {
            let at = text[..at].strip_suffix('第').map_or(at, str::len);
            text.split_at(at)
        }
        // 南山区: a name that only ends like a zone.
        None => (text, ""),
    }
}

fn is_side(c: char) -> bool {
    "东南西北中前后左右上下新老甲乙丙丁戊己庚辛".contains(c)
}

fn has_number(label: &str) -> bool {
    label.chars().any(|c| c.is_ascii_alphanumeric())
}

/// A label of parts that hyphens join, each tidied as [`label`] does it; short numbers within keep their zeros (`B1-05`).
fn joined(text: &str, joint: char) -> Option<String> {
    if !text.contains('-') {
        return label(text);
    }
    let part = |part: &str| {
        let short = part.len() < 3 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if short {
            Some(part.to_owned())
        } else {
            label(part)
        }
    };
    let parts: Option<Vec<String>> = text.split('-').map(part).collect();
    let text = parts?.join(&joint.to_string());
    (text.chars().count() <= LABEL_CHARS).then_some(text)
}

/// A label, tidied: Chinese numerals and `03` or `3.0` as `3`, letters upper case.
fn label(text: &str) -> Option<String> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    if let Some(number) = chinese_number(text) {
        return Some(number.to_string());
    }
    let fits = !text.is_empty()
        && text.chars().count() <= LABEL_CHARS
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || is_han(c) || c == JOINT);
    if !fits {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let digits = text.trim_start_matches('0');
        return (!digits.is_empty()).then(|| digits.to_owned());
    }
    Some(text.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_come_from_the_usual_room_numbers() {
        for (room, floor) in [
            ("501", Some(5)),
            ("1203", Some(12)),
            ("12", None),
            ("011", None),
            ("B101", None),
            ("12345", None),
            ("-101", Some(-1)),
        ] {
            assert_eq!(floor_of_room(room), floor, "{room}");
        }
    }

    #[test]
    fn floors_are_read_above_and_below_ground() {
        for (text, floor) in [
            ("5", Some(5)),
            ("5层", Some(5)),
            ("第五层", Some(5)),
            ("十二楼", Some(12)),
            ("3F", Some(3)),
            ("F3", Some(3)),
            ("-1", Some(-1)),
            ("－１", Some(-1)),
            ("负一层", Some(-1)),
            ("B1", Some(-1)),
            ("B2层", Some(-2)),
            ("地下一层", Some(-1)),
            ("0", None),
            ("夹层", None),
            ("", None),
        ] {
            assert_eq!(floor_label(text), floor, "{text}");
        }
    }

    #[test]
    fn a_zone_or_phase_is_parted_from_the_name_before_it() {
        for (text, parts) in [
            ("东区", ("", "东区")),
            ("二期", ("", "二期")),
            ("月亮湾东区", ("月亮湾", "东区")),
            ("月亮湾第二期", ("月亮湾", "第二期")),
            ("月亮湾A区", ("月亮湾", "A区")),
            ("月亮湾小区", ("月亮湾小区", "")),
            ("月亮湾社区", ("月亮湾社区", "")),
            ("月亮湾", ("月亮湾", "")),
        ] {
            assert_eq!(zone_of(text), parts, "{text}");
        }
    }

    #[test]
    fn labels_in_columns_of_their_own_are_read() {
        for (text, label) in [
            ("3幢", Some("3")),
            ("3.0", Some("3")),
            ("三栋", Some("3")),
            ("3号楼", Some("3")),
            ("A座", Some("A")),
            ("不详", None),
            ("?", None),
            ("东", Some("东")),
            ("商业楼", Some("商业")),
            ("3号", Some("3")),
            ("1-3", Some("1·3")),
            ("1·3", Some("1·3")),
            ("B-1", Some("B·1")),
            ("东区3幢", Some("东区3")),
            ("⼀幢", Some("1")),
        ] {
            assert_eq!(building_label(text).as_deref(), label, "{text}");
        }
        for (text, label) in [
            ("1单元", Some("1")),
            ("一单元", Some("1")),
            ("东单元", Some("东")),
            ("01", Some("1")),
            ("无", None),
        ] {
            assert_eq!(stairwell_label(text).as_deref(), label, "{text}");
        }
        for (text, label) in [
            ("501室", Some("501")),
            ("０５０１", Some("501")),
            ("501A", Some("501A")),
            ("商铺3", Some("商铺3")),
            ("101-102", Some("101-102")),
            ("201-1", Some("201-1")),
            ("B1-05", Some("B1-05")),
            ("-101", Some("-101")),
            ("－１０１室", Some("-101")),
            ("负101", Some("-101")),
            ("5层01室", Some("501")),
            ("5层501", Some("501")),
            ("七楼02", Some("702")),
            ("5F01", Some("501")),
            ("501F", Some("501F")),
            ("负一层05", Some("-105")),
            ("5层601", None),
            ("5层", None),
            ("门卫", None),
            ("13800000001", None),
        ] {
            assert_eq!(room_label(text).as_deref(), label, "{text}");
        }
    }
}
