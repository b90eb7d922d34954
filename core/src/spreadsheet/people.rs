//! People of a cell: one name or several, and what a bracket says of each. A text that may be one person or two is told,
//! never glued.

use super::grid::Value;
use super::kinds::{Said, said};
use super::one_name::one;
use super::values::is_nobody;
use crate::domain::text::{half_width, is_han, without_spaces};

/// A person as a cell names him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    /// The words in brackets beside the name, if they say what the person is.
    pub(super) words: Option<String>,
}

/// The cell may name one person or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Undecided;

/// Marks between the names of a list.
const LIST: [char; 17] = [
    '、', '丶', '/', '／', '\\', '＼', ';', '；', ',', '，', '|', '｜', '&', '＆', '+', '＋', '\n',
];
/// A number in a circle or in brackets before each name.
const NUMBERED: [std::ops::RangeInclusive<char>; 2] = ['①'..='⒛', '❶'..='➓'];

/// The people of a name's cell; nobody where it says so.
///
/// # Errors
/// It cannot be told how many they are.
pub(super) fn people(value: &Value) -> Result<Vec<Named>, Undecided> {
    let typed = value.text().replace(['\r', '\u{b}', '\u{c}'], "\n");
    let text = typed.trim();
    if is_nobody(text) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for part in outside_brackets(text) {
        let part = part.trim();
        if !is_nobody(part) {
            found.extend(of_part(part)?);
        }
    }
    // 赵一，男: a single character beside a name is no second person.
    let is_single =
        |named: &Named| named.name.chars().count() == 1 && named.name.chars().all(is_han);
    if found.len() > 1 && found.iter().any(is_single) {
        return Err(Undecided);
    }
    // Li, Anna is one name as well as two.
    let latin = |named: &Named| named.name.chars().all(|c| !is_han(c)) && !named.name.contains(' ');
    if found.len() > 1 && text.contains([',', '，']) && found.iter().all(latin) {
        let is_short = |named: &Named| named.name.chars().all(|c| c.is_ascii_alphabetic());
        if found.iter().all(is_short) {
            return Err(Undecided);
        }
    }
    Ok(found)
}

/// The parts of a list; marks within brackets part nothing.
fn outside_brackets(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '【' | '[' => depth += 1,
            ')' | '）' | '】' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0
                && (LIST.contains(&c) || NUMBERED.iter().any(|all| all.contains(&c))) =>
            {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// `户主：张三`, `丁四-租客`: a name beside a word that says what the person is. Any other text with such a mark between Han
/// characters may be two people.
fn with_role(part: &str) -> Result<Option<Named>, Undecided> {
    let marks = [':', '：', '-', '－', '—', '–', '→', '~', '～', '='];
    let Some((before, after)) = part.split_once(marks) else {
        return Ok(None);
    };
    let (before, after) = (before.trim(), after.trim());
    let is_word = |text: &str| (1..=4).contains(&text.chars().count()) && text.chars().all(is_han);
    if !is_word(before) || !is_word(after) {
        return Ok(None);
    }
    match (said(before), said(after)) {
        (Said::Nothing, Said::Nothing) => Err(Undecided),
        (Said::Nothing, _) => beside(before, after),
        (_, Said::Nothing) => beside(after, before),
        _ => Err(Undecided),
    }
}

/// A name beside a word that says what the person is; nobody where it says so (业主未知).
fn beside(name: &str, words: &str) -> Result<Option<Named>, Undecided> {
    let is_nobody = is_nobody(name);
    Ok(Some(Named {
        name: if is_nobody { String::new() } else { one(name)? },
        words: (!is_nobody).then(|| words.to_owned()),
    }))
}

/// `租客张三`: a word for what the person is before the name. With another such word further on (`业主张三租客李四`), or alone,
/// it names nobody for certain; with one character behind it (`租客甲`) it is what somebody is called.
fn behind_role(part: &str) -> Result<Option<Named>, Undecided> {
    let plain = without_spaces(part);
    if !plain.chars().all(is_han) {
        return Ok(None);
    }
    let Some((role, name)) = ROLES
        .iter()
        .find_map(|role| Some((*role, plain.strip_prefix(role)?)))
    else {
        let is_behind = |role: &str| {
            plain
                .split_once(role)
                .is_some_and(|(name, _)| name.chars().count() > 1)
        };
        return if ROLES.iter().any(|role| is_behind(role)) {
            Err(Undecided)
        } else {
            Ok(None)
        };
    };
    if ROLES.iter().any(|role| name.contains(role)) {
        return Err(Undecided);
    }
    match name.chars().count() {
        0 => Err(Undecided),
        1 => Ok(None),
        2..=4 if said(&plain) == Said::Nothing => beside(name, role),
        _ => Err(Undecided),
    }
}

/// Words for what a person is that no name holds.
const ROLES: [&str; 9] = [
    "业主",
    "租客",
    "租户",
    "户主",
    "房东",
    "房主",
    "承租人",
    "产权人",
    "房客",
];

/// May the bracket behind a person's name be another person, or say that this one is dead (`张三（李四）`, `张三（已故）`)?
/// A few words that offices put there say neither, and a company may have what it likes.
fn may_name(name: &str, words: &str) -> bool {
    let is_person =
        (2..=4).contains(&name.trim().chars().count()) && name.trim().chars().all(is_han);
    let is_word = (2..=4).contains(&words.chars().count()) && words.chars().all(is_han);
    let says_dead = ["故", "亡", "逝", "代"].contains(&words);
    is_person && (says_dead || is_word && !ASIDES.contains(&words))
}

/// Words in brackets that neither name another person nor say that this one is none.
const ASIDES: [&str; 22] = [
    "党员",
    "未成年",
    "法拍",
    "老人",
    "独居",
    "残疾",
    "低保",
    "军人",
    "学生",
    "教师",
    "外地",
    "本地",
    "外籍",
    "回迁",
    "拆迁",
    "孤寡",
    "退役",
    "军属",
    "烈属",
    "女士",
    "先生",
    "曾用名",
];

/// `某某（湖州）物业服务有限公司`: a place in brackets within an organisation's name.
fn is_organisation_with_bracket(part: &str) -> bool {
    let text = half_width(part);
    let Some((before, (inside, after))) = text
        .split_once('(')
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    else {
        return false;
    };
    let is_word = |text: &str| !text.is_empty() && text.chars().all(is_han);
    is_word(before.trim())
        && is_word(inside.trim())
        && is_word(after.trim())
        && said(inside) == Said::Nothing
        && [
            "公司",
            "厂",
            "中心",
            "银行",
            "医院",
            "学校",
            "事务所",
            "合作社",
            "委员会",
        ]
        .iter()
        .any(|end| after.trim().ends_with(end))
}

/// `卞一（夫）齐二（妻）`: a name, then its bracket, as often as they come.
fn of_part(part: &str) -> Result<Vec<Named>, Undecided> {
    let open = |c: char| matches!(c, '(' | '（' | '【' | '[');
    let close = |c: char| matches!(c, ')' | '）' | '】' | ']');
    if let Some(named) = with_role(part)? {
        return Ok(vec![named]);
    }
    if let Some(named) = behind_role(part)? {
        return Ok(vec![named]);
    }
    if is_organisation_with_bracket(part) {
        return one(part).map(|name| vec![Named { name, words: None }]);
    }
    let mut found = Vec::new();
    let mut rest = part;
    while let Some(at) = rest.find(open) {
        let name = &rest[..at];
        let Some(length) = rest[at..].find(close) else {
            break;
        };
        let inside = rest[at..at + length].trim_start_matches(open);
        let after = rest[at + length..].trim_start_matches(close);
        let words = half_width(inside).trim().to_owned();
        match said(&words) {
            Said::Nothing if may_name(name, &words) || is_nobody(name) => return Err(Undecided),
            Said::Nothing if after.trim().is_empty() && found.is_empty() => {
                // A bracket that says nothing of the person belongs to the name.
                return one(part).map(|name| vec![Named { name, words: None }]);
            }
            Said::Nothing => return Err(Undecided),
            _ if name.trim().is_empty() => return Err(Undecided),
            _ => found.push(Named {
                name: one(name)?,
                words: Some(words),
            }),
        }
        rest = after;
    }
    if !rest.trim().is_empty() {
        found.push(Named {
            name: one(rest)?,
            words: None,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<String>, Undecided> {
        let named = people(&Value::Text(text.into()))?;
        Ok(named
            .into_iter()
            .map(|named| match named.words {
                Some(words) => format!("{}:{words}", named.name),
                None => named.name,
            })
            .collect())
    }

    #[test]
    fn one_name_stays_one_and_as_typed() {
        for (text, name) in [
            (" 张　三 ", "张三"),
            ("赵 小 明", "赵小明"),
            ("欧阳 娜", "欧阳 娜"),
            ("张 小明", "张 小明"),
            ("欧阳 娜娜", "欧阳 娜娜"),
            ("阿依古丽•买买提", "阿依古丽•买买提"),
            ("Anna  Li", "Anna Li"),
            ("Ａｎｎａ", "Anna"),
            ("⽅⼩⽯", "⽅⼩⽯"),
            ("户11", "户11"),
            ("和和平", "和和平"),
            ("张三（党员）", "张三（党员）"),
            ("王之涣", "王之涣"),
            ("租客甲", "租客甲"),
            (
                "某某（湖州）物业服务有限公司",
                "某某（湖州）物业服务有限公司",
            ),
            ("欧阳娜娜", "欧阳娜娜"),
            ("张李明轩", "张李明轩"),
            ("吉克阿优木", "吉克阿优木"),
            ("同心", "同心"),
            ("湖州某某有限公司(分部)", "湖州某某有限公司(分部)"),
        ] {
            assert_eq!(read(text), Ok(vec![name.to_owned()]), "{text}");
        }
        for text in [
            "",
            "-",
            "空置",
            "NULL",
            "暂无",
            "、",
            "（空置）",
            "【空】",
            "空房子",
        ] {
            assert_eq!(read(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn lists_are_parted_and_what_cannot_be_told_is_said() {
        for text in [
            "郝一\n邬二",
            "郝一、邬二",
            "郝一/邬二",
            "郝一；邬二",
            "郝一，邬二",
            "郝一 & 邬二",
            "郝一+邬二",
            "郝一／邬二",
            "郝一＆邬二",
        ] {
            assert_eq!(
                read(text),
                Ok(vec!["郝一".to_owned(), "邬二".to_owned()]),
                "{text}"
            );
        }
        assert_eq!(
            read("卞一（夫）齐二（妻）"),
            Ok(vec!["卞一:夫".to_owned(), "齐二:妻".to_owned()])
        );
        assert_eq!(read("租客李四"), Ok(vec!["李四:租客".to_owned()]));
        assert_eq!(read("李四（租客）"), Ok(vec!["李四:租客".to_owned()]));
        for text in [
            "安三 常四",
            "安三和常四",
            "王小明 李小红",
            "李四等3人",
            "Li, Anna",
            "赵一 钱二 孙三",
            "张三（李四）",
            "张三（已故）",
            "张三（故）",
            "赵一钱二",
            "王小明李红",
            "张三夫妇",
            "张三一家",
            "张三等",
            "张三的儿子",
            "业主张三租客李四",
            "租户",
            "同楼上",
            "张三50%",
            "张三已搬走",
            "张三去世",
            "张三 男",
            "张三，男",
            "张三65岁",
            "张三♀",
            "抵押",
            "同意",
            "张三。李四",
            "✓",
            "甲一*乙二",
            "甲一…乙二",
            "甲一_乙二",
        ] {
            assert_eq!(read(text), Err(Undecided), "{text}");
        }
    }
}
