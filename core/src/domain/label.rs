//! The parts of a door number as people write them, one by one. Knows labels, not how they make a door.

use super::door::DoorError;
use super::text::{chinese_number, half_width, is_chinese_numeral, is_han};

/// Longest label of a place, in characters.
const LABEL_CHARS: usize = 16;
/// Most digits of a room.
const ROOM_DIGITS: usize = 6;
/// The label of a building written alone: `3幢`, `3号楼`, `三栋`, `#3`, `A座` → `3`, `A`. `None` if it names no building.
#[must_use]
pub fn building_label(text: &str) -> Option<String> {
    let text = marked(&half_width(text));
    let bare = text.trim_matches([BUILDING, '-']);
    let bare = bare.strip_suffix(['号', '楼']).unwrap_or(bare);
    let named = text.contains(BUILDING) || text.ends_with('楼');
    let label = label(bare)?;
    (named || has_number(&label) || label.chars().all(is_side)).then_some(label)
}

/// The label of a stairwell written alone: `1单元`, `一单元`, `东` → `1`, `东`. `None` if it names no stairwell.
#[must_use]
pub fn stairwell_label(text: &str) -> Option<String> {
    let text = marked(&half_width(text));
    let bare = text.trim_matches([STAIRWELL, '-']);
    let bare = bare.strip_suffix('号').unwrap_or(bare);
    let label = label(bare)?;
    (has_number(&label) || label.chars().all(is_side)).then_some(label)
}

/// The label of a room written alone: `501室`, `0501`, `501A`, `商铺3` → `501`, `501`, `501A`, `商铺3`. `None` if there is no number.
#[must_use]
pub fn room_label(text: &str) -> Option<String> {
    let text = marked(&half_width(text));
    let bare = text
        .trim_end_matches(['室', '户', '房', '号'])
        .trim_matches('-');
    let label = label(bare)?;
    // Longer digits are a telephone number or an id in the wrong column.
    let fits = label.chars().filter(char::is_ascii_digit).count() <= ROOM_DIGITS;
    (fits && label.chars().any(|c| c.is_ascii_digit())).then_some(label)
}

/// The floor of a room numbered in the usual way.
#[must_use]
pub fn floor_of_room(room: &str) -> Option<i32> {
    if !(3..=4).contains(&room.len()) || !room.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let floor = room.parse::<i32>().ok()? / 100;
    (floor > 0).then_some(floor)
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
    for word in ["单元", "楼道", "梯"] {
        joined = joined.replace(word, "\u{2}");
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

/// `5层501` or `5楼501`: the floor in front of the room says nothing new.
pub(super) fn without_floor(room: &str) -> &str {
    match room.split_once(['层', '楼']) {
        Some((floor, rest))
            if !rest.is_empty()
                && !floor.is_empty()
                && label(floor).is_some_and(|l| has_number(&l)) =>
        {
            rest
        }
        _ => room,
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

/// Splits `月亮湾3` into compound and building. One Chinese character in front (`南3`) belongs to the building.
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
    // `1-3幢` is a range of buildings, no compound named 1.
    if before.ends_with('-') && !before.chars().any(is_han) {
        return Err(DoorError::Unreadable);
    }
    let own = compound_known || before.chars().count() < 2 || BUILDING_WORDS.contains(&before);
    let (compound, name) = if own {
        (None, head)
    } else {
        (Some(compound_label(before.trim_end_matches('-'))?), number)
    };
    let building = label(name).ok_or(DoorError::Unreadable)?;
    Ok((compound, building))
}

fn is_side(c: char) -> bool {
    "东南西北中前后左右甲乙丙丁戊".contains(c)
}

fn has_number(label: &str) -> bool {
    label.chars().any(|c| c.is_ascii_alphanumeric())
}

/// A label, tidied: Chinese numerals and `03` or `3.0` as `3`, letters upper case.
fn label(text: &str) -> Option<String> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    if let Some(number) = chinese_number(text) {
        return Some(number.to_string());
    }
    let fits = !text.is_empty()
        && text.chars().count() <= LABEL_CHARS
        && text.chars().all(|c| c.is_ascii_alphanumeric() || is_han(c));
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
        ] {
            assert_eq!(floor_of_room(room), floor, "{room}");
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
            ("门卫", None),
            ("13800000001", None),
        ] {
            assert_eq!(room_label(text).as_deref(), label, "{text}");
        }
    }
}
