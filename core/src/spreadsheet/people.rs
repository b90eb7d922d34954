//! People of a cell: one name or several, and what a bracket says of each. A text that may be one person or two is told,
//! never glued.

use super::grid::Value;
use super::kinds::{Said, said};
use super::values::is_nobody;
use crate::domain::text::{half_width, is_dot, is_han, without_spaces};

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
const LIST: [char; 12] = [
    '、', '丶', '/', '\\', ';', '；', ',', '，', '|', '&', '+', '\n',
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
        (Said::Nothing, _) => Ok(Some(Named {
            name: one(before)?,
            words: Some(after.to_owned()),
        })),
        (_, Said::Nothing) => Ok(Some(Named {
            name: one(after)?,
            words: Some(before.to_owned()),
        })),
        _ => Err(Undecided),
    }
}

/// `租客张三`: a word for what the person is before the name. With another such word further on (`业主张三租客李四`), or alone,
/// it names nobody for certain.
fn behind_role(part: &str) -> Result<Option<Named>, Undecided> {
    let plain = without_spaces(part);
    if !plain.chars().all(is_han) {
        return Ok(None);
    }
    if ROLES.contains(&plain.as_str()) {
        return Err(Undecided);
    }
    let Some((role, name)) = ROLES
        .iter()
        .find_map(|role| Some((*role, plain.strip_prefix(role)?)))
    else {
        return if ROLES.iter().any(|role| plain.contains(role)) {
            Err(Undecided)
        } else {
            Ok(None)
        };
    };
    let is_name = (2..=4).contains(&name.chars().count());
    if !is_name || ROLES.iter().any(|role| name.contains(role)) || said(&plain) != Said::Nothing {
        return Err(Undecided);
    }
    Ok(Some(Named {
        name: one(name)?,
        words: Some(role.to_owned()),
    }))
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
    is_person && is_word && !ASIDES.contains(&words)
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

/// Words behind a name that make several people of it, or another one.
const SEVERAL: [&str; 12] = [
    "夫妇", "夫妻", "一家", "全家", "父子", "父女", "母子", "母女", "兄弟", "姐妹", "的", "夫人",
];

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

/// One name as typed, without the spaces that only align it.
fn one(text: &str) -> Result<String, Undecided> {
    let text: String = text.chars().filter_map(shown).collect();
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let spaced = pieces.join(" ");
    // 1.甲一 2.乙二 may be two; a telephone beside the name is none of it.
    let with_han = pieces.iter().filter(|piece| piece.contains(is_han)).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_mixed = pieces
        .iter()
        .any(|piece| !piece.chars().all(|c| is_han(c) || is_dot(c)));
    // 1 is nobody's name; 同101 stands for somebody at another door.
    let counted = text.trim_end_matches(['人', '口', '位', '户']);
    let is_number = digits > 0 && counted.chars().all(|c| !c.is_alphabetic());
    let points_elsewhere = text.starts_with(['同', '见']) && digits > 1;
    let points_elsewhere = points_elsewhere
        || text.starts_with('同')
            && text.chars().count() > 2
            && text.contains(['上', '下', '前', '左', '右', '楼', '户']);
    let answers = [
        "true", "false", "yes", "no", "y", "n", "是", "否", "有", "√", "✓", "✔", "☑", "○", "●",
        "对",
    ];
    let is_answer = answers.contains(&text.to_lowercase().as_str());
    if is_number || points_elsewhere || is_answer {
        return Err(Undecided);
    }
    // 1.张三, 3单元老李: the number is none of the name.
    let begins_with_number = text.starts_with(|c: char| c.is_ascii_digit()) && with_han > 0;
    if begins_with_number {
        return Err(Undecided);
    }
    if is_mixed && with_han > 1 || digits > 6 || text.contains(['=', '"', '<', '>', '%', '。', '→'])
    {
        return Err(Undecided);
    }
    if pieces
        .iter()
        .any(|piece| piece.contains('等') && piece.contains(|c: char| c.is_ascii_digit()))
    {
        return Err(Undecided);
    }
    let is_name = |piece: &&str| piece.chars().all(|c| is_han(c) || is_dot(c));
    if !pieces.iter().all(is_name) {
        return if is_joined(&spaced) {
            Err(Undecided)
        } else {
            Ok(spaced)
        };
    }
    let whole = pieces.concat();
    let is_group = |word: &&str| {
        whole
            .split_once(*word)
            .is_some_and(|(name, _)| name.chars().count() > 1)
    };
    // 张三夫妇, 张三等, 张三的儿子.
    let is_several = SEVERAL.iter().any(|word| is_group(&word))
        || whole.chars().count() > 2 && whole.ends_with('等');
    // 安置房 is a home, and names this long are of companies or of two people.
    let length = whole.chars().count();
    let is_home = (3..=5).contains(&length) && whole.ends_with('房');
    let is_long = length > 4 && whole.chars().all(is_han) && !is_organisation(&whole);
    if is_home || is_long || is_several || is_joined(&whole) {
        return Err(Undecided);
    }
    let lengths: Vec<usize> = pieces.iter().map(|piece| piece.chars().count()).collect();
    match lengths.as_slice() {
        // 张　三, 赵 小 明: single characters are spread to align with longer names.
        lengths if lengths.iter().all(|length| *length == 1) => Ok(pieces.concat()),
        [_] => Ok(spaced),
        // 欧阳 娜, 张 小明: a single character is no person.
        [1, _] | [_, 1] => Ok(spaced),
        [2, _] if DOUBLE_SURNAMES.contains(&pieces[0]) => Ok(spaced),
        _ => Err(Undecided),
    }
}

/// Words that end or stand in an organisation's name. A name of another people has a dot (`阿依古丽·买买提`).
fn is_organisation(name: &str) -> bool {
    [
        "公司",
        "厂",
        "店",
        "社",
        "局",
        "所",
        "中心",
        "银行",
        "学校",
        "小学",
        "中学",
        "院",
        "馆",
        "集团",
        "政府",
        "委员会",
        "开发商",
        "物业",
        "协会",
        "办",
        "部",
        "处",
        "行",
        "校",
        "站",
        "队",
        "园",
        "基金",
        "商行",
        "超市",
        "酒店",
        "会",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// Without characters that show nothing; letters and digits in half width.
fn shown(c: char) -> Option<char> {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0)
        }
        '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{00ad}'
        | '\u{202a}'..='\u{202e}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// `安三和常四`: two names that a word joins, where no name is that long.
fn is_joined(name: &str) -> bool {
    let han = name.chars().all(is_han);
    han && ['和', '与', '及', '跟'].iter().any(|word| {
        name.split_once(*word)
            .is_some_and(|(a, b)| a.chars().count() > 1 && b.chars().count() > 1)
    })
}

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 40] = [
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "皇甫", "长孙", "宇文", "闻人", "端木", "轩辕", "独孤", "南宫", "万俟", "百里", "呼延", "公羊",
    "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘",
    "亓官", "西门", "拓跋", "完颜",
];

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
            ("同心", "同心"),
            ("湖州某某有限公司(分部)", "湖州某某有限公司(分部)"),
        ] {
            assert_eq!(read(text), Ok(vec![name.to_owned()]), "{text}");
        }
        for text in ["", "-", "空置", "NULL", "暂无", "、"] {
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
            "张三夫妇",
            "张三一家",
            "张三等",
            "张三的儿子",
            "业主张三租客李四",
            "租户",
            "同楼上",
            "张三50%",
            "张三。李四",
            "✓",
        ] {
            assert_eq!(read(text), Err(Undecided), "{text}");
        }
    }
}
