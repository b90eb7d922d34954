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

/// Characters and the one that each stands for: Kangxi and other radicals, compatibility ideographs, and those in brackets or
/// circles (Unicode: NFKC, `EquivalentUnifiedIdeograph`). Sorted pairs, line breaks between.
const FORMS: &str = include_str!("forms.txt");

/// The character that a look-alike stands for (`⽅` → `方`).
fn plain_form(c: char) -> char {
    use std::collections::HashMap;
    use std::sync::LazyLock;
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let mut pairs = FORMS.chars().filter(|c| *c != '\n');
        let mut table = HashMap::new();
        while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
            table.insert(from, to);
        }
        table
    });
    match c {
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3220}'..='\u{3289}'
        | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}' => TABLE.get(&c).copied().unwrap_or(c),
        c => c,
    }
}

/// Is it a selector, which only chooses between looks of the character before it?
const fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}')
}

/// [`half_width`], and look-alikes (radicals, compatibility forms) as the characters that they stand for, without selectors
/// and control characters: labels, headings and words of a form are read so.
#[must_use]
pub fn tidy(text: &str) -> String {
    let plain = half_width(text);
    if plain.is_ascii() && !plain.contains(char::is_control) {
        return plain;
    }
    plain
        .chars()
        .filter(|c| !is_selector(*c) && !c.is_control())
        .map(plain_form)
        .collect()
}

/// Is it one of the dots between the parts of a name, however it was typed?
#[must_use]
pub const fn is_dot(c: char) -> bool {
    matches!(
        c,
        '·' | '•'
            | '・'
            | '･'
            | '‧'
            | '∙'
            | '⋅'
            | '●'
            | '᛫'
            | '⸱'
            | '.'
            | '．'
            | '。'
            | '｡'
    )
}

/// The one form in which names and texts are compared and searched: [`tidy`], every dot alike, no spaces, lower case. What
/// was typed is what is kept and shown.
#[must_use]
pub fn fold(text: &str) -> String {
    if text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        return text.to_owned();
    }
    tidy(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if is_dot(c) { '·' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
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
    fn one_name_has_one_folded_form_however_it_was_typed() {
        for (typed, other) in [
            ("阿依古丽·买买提", "阿依古丽•买买提"),
            ("阿依古丽·买买提", "阿依古丽・买买提"),
            ("买买提．艾力", "买买提·艾力"),
            ("⽅⼩⽯", "方小石"),
            ("⾼⼀⽂", "高一文"),
            ("⻢六", "马六"),
            ("欧阳 娜", "欧阳娜"),
            ("欧阳　娜", "欧阳娜"),
            ("葛\u{e0100}四", "葛四"),
            ("Ａｎｎａ Li", "annali"),
            ("\u{f9d8}", "律"),
        ] {
            assert_eq!(fold(typed), fold(other), "{typed}");
        }
        assert_ne!(fold("吉𠮷𬭚"), fold("吉吉𬭚"));
        assert_eq!(tidy("⼀单元\u{1f}"), "一单元");
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
