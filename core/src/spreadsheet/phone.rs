//! Telephone numbers as people type them, as one canonical text each: `13812345678`, `0572-5123456`, `5123456`.

use crate::domain::text::half_width;

/// The numbers of a cell in their order, without repeats; `None` if anything in it is no number. An empty cell has none.
pub(super) fn phones(text: &str) -> Option<Vec<String>> {
    let text = half_width(text);
    let text = without_words(&text)?;
    let mut found: Vec<String> = Vec::new();
    for part in text.split([
        '/', '\\', '、', ';', ',', '，', '；', '|', '或', '和', '\n', '&',
    ]) {
        for phone in of_part(part)? {
            if !found.contains(&phone) {
                found.push(phone);
            }
        }
    }
    Some(found)
}

/// Words in brackets beside a number that say neither whose it is nor that it is none.
const ASIDES: [&str; 30] = [
    "",
    "本人",
    "微信",
    "微信号",
    "微信同号",
    "同微信",
    "微信同",
    "同号",
    "含微信",
    "手机",
    "手机号",
    "移动",
    "联通",
    "电信",
    "座机",
    "固话",
    "宅电",
    "家",
    "家里",
    "家庭",
    "住宅",
    "单位",
    "办公",
    "公司",
    "常用",
    "备用",
    "主",
    "电话",
    "号码",
    "联系电话",
];

/// Without the words that announce a number, and what brackets say of it beside; `None` if those may say that it is another's
/// (`（儿子）`) or none (`（空号）`). Brackets round an area code stay.
fn without_words(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(length) = rest[open..].find(')') else {
            break;
        };
        let inside = &rest[open + 1..open + length];
        out.push_str(&rest[..open]);
        if inside.chars().any(|c| c.is_ascii_digit()) {
            out.push_str(inside);
        } else if ASIDES.contains(&inside.trim()) {
            out.push(' ');
        } else {
            return None;
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    for word in [
        "联系电话",
        "手机号码",
        "手机号",
        "手机",
        "电话",
        "座机",
        "固话",
        "TEL",
        "Tel",
        "tel",
        ":",
        "：",
        "号码",
    ] {
        out = out.replace(word, " ");
    }
    Some(out)
}

/// Numbers parted by spaces only: as few pieces as make a number are joined, so that `138 1234 5678` is one.
fn of_part(part: &str) -> Option<Vec<String>> {
    let pieces: Vec<&str> = part
        .split_whitespace()
        .filter(|p| p.chars().any(|c| c != '-'))
        .collect();
    if let Some(phone) = one(&pieces.concat()) {
        return Some(vec![phone]);
    }
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let (end, phone) = (start + 1..=pieces.len().min(start + 6))
            .find_map(|end| one(&pieces[start..end].concat()).map(|phone| (end, phone)))?;
        found.push(phone);
        start = end;
    }
    Some(found)
}

/// One number; `None` if it is none.
fn one(text: &str) -> Option<String> {
    let text = text.trim_matches(['-', '.', '\'']);
    let text = exact_number(text)?;
    let (text, extension) = match text.split_once(['转', '*']) {
        Some((number, extension)) if is_digits(extension) && (1..=6).contains(&extension.len()) => {
            (number.to_owned(), Some(extension.to_owned()))
        }
        Some(_) => return None,
        None => (text, None),
    };
    let written: String = text.chars().filter(|c| !"-.·()".contains(*c)).collect();
    let bare = match written.strip_prefix('+') {
        Some(rest) => rest.strip_prefix("86")?,
        None => &written,
    };
    if !is_digits(bare) {
        return None;
    }
    let number = mobile(bare)
        .or_else(|| bare.strip_prefix("0086").and_then(mobile))
        .or_else(|| bare.strip_prefix("86").and_then(mobile))
        .or_else(|| landline(bare))
        .or_else(|| bare.strip_prefix("0086").and_then(landline_abroad))
        .or_else(|| {
            bare.strip_prefix("86")
                .filter(|_| bare.len() > 11)
                .and_then(landline_abroad)
        })
        .or_else(|| {
            written
                .starts_with('+')
                .then(|| landline_abroad(bare))
                .flatten()
        })?;
    Some(match extension {
        Some(extension) => format!("{number}-{extension}"),
        None => number,
    })
}

/// `13812345678.0` is a whole number, `1.3812345678E+10` too; `1.38E+10` in a text has lost its digits and is no number.
fn exact_number(text: &str) -> Option<String> {
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e']) {
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: usize = exponent.trim_start_matches('+').parse().ok()?;
        let all = is_digits(whole)
            && fraction.len() == exponent
            && (fraction.is_empty() || is_digits(fraction));
        return all.then(|| format!("{whole}{fraction}"));
    }
    match text.split_once('.') {
        Some((whole, zeros))
            if is_digits(whole)
                && whole.len() >= 7
                && !zeros.is_empty()
                && zeros.bytes().all(|b| b == b'0') =>
        {
            Some(whole.to_owned())
        }
        _ => Some(text.to_owned()),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn mobile(digits: &str) -> Option<String> {
    let bytes = digits.as_bytes();
    let digits = if bytes.len() == 12 && bytes[0] == b'0' {
        &digits[1..]
    } else {
        digits
    };
    let bytes = digits.as_bytes();
    (bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]))
        .then(|| digits.to_owned())
}

/// With area code, with a lost zero in front of it, without, or a 400 number.
fn landline(digits: &str) -> Option<String> {
    let first = digits.bytes().next()?;
    match digits.len() {
        7 | 8 if (b'2'..=b'8').contains(&first) => Some(digits.to_owned()),
        10 if digits.starts_with("400") || digits.starts_with("800") => Some(digits.to_owned()),
        10..=12 if first == b'0' => with_area_code(digits),
        _ => None,
    }
}

/// A number that a spreadsheet stored as a number has lost the zero of its area code.
pub(super) fn landline_of_number(digits: &str) -> Option<String> {
    ((9..=11).contains(&digits.len()) && is_digits(digits))
        .then(|| with_area_code(&format!("0{digits}")))
        .flatten()
}

fn landline_abroad(digits: &str) -> Option<String> {
    if digits.starts_with('0') {
        with_area_code(digits)
    } else {
        with_area_code(&format!("0{digits}"))
    }
}

fn with_area_code(digits: &str) -> Option<String> {
    let second = *digits.as_bytes().get(1)?;
    let code = match second {
        b'1' if digits.starts_with("010") => 3,
        b'2' => 3,
        b'3'..=b'9' => 4,
        _ => return None,
    };
    let local = digits.get(code..)?;
    let first = local.bytes().next()?;
    ((7..=8).contains(&local.len()) && (b'2'..=b'8').contains(&first))
        .then(|| format!("{}-{local}", &digits[..code]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_of_writing_a_mobile_number_reads_the_same() {
        for text in [
            "13812345678",
            "138 1234 5678",
            "138-1234-5678",
            "+8613812345678",
            "+86 138-1234-5678",
            "8613812345678",
            "008613812345678",
            "１３８１２３４５６７８",
            "13812345678.0",
            "1.3812345678E10",
            "1.3812345678E+10",
            "手机：13812345678",
            "13812345678（本人）",
            "13812345678(微信同号)",
            " 13812345678 ",
            "+86-13812345678",
            "013812345678",
            "(+86)13812345678",
            "'13812345678",
        ] {
            assert_eq!(phones(text), Some(vec!["13812345678".to_owned()]), "{text}");
        }
    }

    #[test]
    fn landlines_are_read_with_and_without_their_area_code() {
        for (text, phone) in [
            ("0572-5123456", "0572-5123456"),
            ("05725123456", "0572-5123456"),
            ("(0572)5123456", "0572-5123456"),
            ("0572 5123456", "0572-5123456"),
            ("5123456", "5123456"),
            ("0571-88123456", "0571-88123456"),
            ("021-61234567", "021-61234567"),
            ("+86 572 5123456", "0572-5123456"),
            ("512-3456", "5123456"),
            ("400-812-3456", "4008123456"),
            ("0572-5123456转801", "0572-5123456-801"),
        ] {
            assert_eq!(phones(text), Some(vec![phone.to_owned()]), "{text}");
        }
        assert_eq!(
            landline_of_number("5725123456").as_deref(),
            Some("0572-5123456")
        );
    }

    #[test]
    fn two_numbers_in_a_cell_are_two() {
        for text in [
            "13812345678/13987654321",
            "13812345678、13987654321",
            "13812345678;13987654321",
            "13812345678,13987654321",
            "13812345678 13987654321",
            "138 1234 5678 139 8765 4321",
            "13812345678\n13987654321",
            "13812345678／139-8765-4321",
            "13812345678 / 13987654321 / 13812345678",
        ] {
            assert_eq!(
                phones(text),
                Some(vec!["13812345678".to_owned(), "13987654321".to_owned()]),
                "{text}"
            );
        }
        assert_eq!(phones("0572-5123456/13812345678").map(|p| p.len()), Some(2));
    }

    #[test]
    fn what_is_no_number_is_said_so_and_nothing_is_nothing() {
        for text in [
            "1381234567",
            "138123456789",
            "12345",
            "无",
            "1.38E+10",
            "12012345678",
            "1234567",
            "abc",
            "13812345678/12",
            "张三",
            "110",
            "+1 2025550123",
            "13812345678（儿子）",
            "13812345678（空号）",
            "(妻)13812345678",
        ] {
            assert_eq!(phones(text), None, "{text}");
        }
        for text in ["", " ", "-", "/", "——"] {
            assert_eq!(phones(text), Some(vec![]), "{text}");
        }
    }
}
