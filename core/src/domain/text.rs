//! Tidying of words as people type them: full width, odd spaces, odd dashes, numbers in Chinese. Knows characters only,
//! never what a text is about.

/// Full-width letters, digits and signs as half-width ones, every kind of space as a plain one, every kind of dash as `-`.
/// Characters that show nothing (zero-width, byte-order mark) are dropped.
#[must_use]
pub fn half_width(text: &str) -> String {
    // Most cells are plain already.
    if text.is_ascii() && !text.contains(['\t', '\n', '\r', '\u{b}', '\u{c}']) {
        return text.to_owned();
    }
    text.chars().filter_map(plain).collect()
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{00ad}'
        | '\u{202a}'..='\u{202e}' => None,
        '\u{ff0d}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{2500}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// `text` without any space.
#[must_use]
pub fn without_spaces(text: &str) -> String {
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Is it a Chinese character?
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// The number that a text of Chinese numerals only says, 1 to 99 (`三`, `十二`, `二十一`, `一〇`); `None` for any other text.
#[must_use]
pub fn chinese_number(text: &str) -> Option<u32> {
    let value = |c| match c {
        '〇' | '零' => Some(0),
        '一' | '壹' => Some(1),
        '二' | '两' | '贰' => Some(2),
        '三' | '叁' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    };
    let chars: Vec<char> = text.chars().collect();
    let ten = |c| c == '十' || c == '拾';
    let number = match *chars.as_slice() {
        [c] if ten(c) => 10,
        [a] => value(a)?,
        [c, b] if ten(c) => 10 + value(b)?,
        [a, c] if ten(c) => 10 * value(a)?,
        [a, b] => 10 * value(a)? + value(b)?,
        [a, c, b] if ten(c) => 10 * value(a)? + value(b)?,
        _ => return None,
    };
    (number > 0).then_some(number)
}

/// Is it a Chinese numeral?
#[must_use]
pub fn is_chinese_numeral(c: char) -> bool {
    "〇零一二两三四五六七八九十".contains(c)
}

/// Compares as people sort: runs of digits by their value, the rest by character.
#[must_use]
pub fn natural_cmp(a: &str, b: &str) -> std::cmp::Ordering {
    if a == b {
        return std::cmp::Ordering::Equal;
    }
    let (mut x, mut y) = (a, b);
    loop {
        let (dx, dy) = (digit_run(x), digit_run(y));
        let order = if dx.is_empty() || dy.is_empty() {
            match (x.chars().next(), y.chars().next()) {
                (Some(p), Some(q)) if p == q => {
                    x = &x[p.len_utf8()..];
                    y = &y[q.len_utf8()..];
                    continue;
                }
                (p, q) => p.cmp(&q),
            }
        } else {
            let (p, q) = (dx.trim_start_matches('0'), dy.trim_start_matches('0'));
            (p.len(), p).cmp(&(q.len(), q))
        };
        if order.is_ne() || (x.is_empty() && y.is_empty()) {
            return order.then_with(|| a.cmp(b));
        }
        x = &x[dx.len()..];
        y = &y[dy.len()..];
    }
}

fn digit_run(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    #[test]
    fn full_width_text_becomes_half_width() {
        assert_eq!(half_width("３－１—５０１　Ａ\u{200b}"), "3-1-501 A");
    }

    #[test]
    fn chinese_numerals_count_to_ninety_nine() {
        for (text, number) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十一", 21),
            ("一〇", 10),
        ] {
            assert_eq!(chinese_number(text), Some(number), "{text}");
        }
        for text in ["", "〇", "百", "三单元", "一二三"] {
            assert_eq!(chinese_number(text), None, "{text}");
        }
    }

    #[test]
    fn doors_sort_as_people_sort_them() {
        assert_eq!(natural_cmp("2", "10"), Ordering::Less);
        assert_eq!(natural_cmp("3A", "3B"), Ordering::Less);
        assert_eq!(natural_cmp("01", "1"), Ordering::Less);
        assert_eq!(natural_cmp("501", "501A"), Ordering::Less);
        assert_eq!(natural_cmp("7", "7"), Ordering::Equal);
    }
}
