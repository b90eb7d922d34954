//! One person's name as typed, or that it cannot be told whether it is one. Knows a text without brackets and list marks.

use super::people::Undecided;
use crate::domain::text::{is_dot, is_han};

/// One name as typed, without the spaces that only align it.
pub(super) fn one(text: &str) -> Result<String, Undecided> {
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
    if are_parted(&text) {
        return Err(Undecided);
    }
    if is_mixed && with_han > 1 || digits > 6 || text.contains(['=', '"', '<', '>', '%', '。', '→'])
    {
        return Err(Undecided);
    }
    // 赵一65岁: the number is none of the name; 户11 is what somebody is called.
    let after_number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_counted = with_han > 0 && after_number.contains(is_han) && !text.contains(['(', '（']);
    let is_signed = text.contains(['♀', '♂', '★', '☆', '▲', '△', '◆', '■', '※']);
    if is_counted || is_signed || NO_NAMES.contains(&text.as_str()) {
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
    let is_group = |word: &str| {
        whole
            .split_once(word)
            .is_some_and(|(name, _)| name.chars().count() > 1)
    };
    // 张三夫妇, 张三等, 张三的儿子.
    let is_several = SEVERAL.iter().any(|word| is_group(word))
        || whole.chars().count() > 2 && whole.ends_with('等');
    // 赵一已搬走, 赵一 男: what became of somebody, or of what sex somebody is, is none of the name.
    let is_told_of = GONE.iter().any(|word| is_behind(&whole, word));
    let is_sexed = matches!(pieces.last(), Some(&("男" | "女"))) && pieces.len() > 1;
    // 安置房 is a home, and names this long are of companies or of two people.
    let length = whole.chars().count();
    let is_home = (3..=5).contains(&length) && whole.ends_with('房');
    let is_long = length > 5 && whole.chars().all(is_han) && !is_organisation(&whole);
    if is_home
        || is_long
        || is_several
        || is_told_of
        || is_sexed
        || is_joined(&whole)
        || are_two(&whole)
    {
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

/// `甲一*乙二`, `甲一…乙二`: two names with a mark between them that is none of a name. `张*` is a masked one.
fn are_parted(text: &str) -> bool {
    let is_of_name = |c: char| {
        c.is_alphanumeric() || c.is_whitespace() || is_dot(c) || "()（）[]【】.．-".contains(c)
    };
    let names = text.split(|c: char| !is_of_name(c));
    names
        .filter(|name| name.chars().filter(|c| is_han(*c)).count() > 1)
        .count()
        > 1
}

/// `安三和常四`: two names that a word joins, where no name is that long.
fn is_joined(name: &str) -> bool {
    let han = name.chars().all(is_han);
    han && ['和', '与', '及', '跟'].iter().any(|word| {
        name.split_once(*word)
            .is_some_and(|(a, b)| a.chars().count() > 1 && b.chars().count() > 1)
    })
}

/// `赵一钱二`, `王小明李红`: two usual surnames where each of two names would begin, in a text that is too long for most names.
fn are_two(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let begins = |at: usize| chars.get(at).is_some_and(|c| SURNAMES.contains(*c));
    let starts: &[usize] = match chars.len() {
        4 => &[2],
        5 => &[2, 3],
        _ => return false,
    };
    let is_double = DOUBLE_SURNAMES
        .iter()
        .any(|double| name.starts_with(double));
    !is_double && !is_organisation(name) && begins(0) && starts.iter().any(|at| begins(*at))
}

/// Usual surnames: most people have one of these.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤";

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

/// Does a name of two characters or more stand before the word?
fn is_behind(text: &str, word: &str) -> bool {
    let name = text.strip_suffix(word);
    name.is_some_and(|name| name.chars().count() > 1)
}

/// Words that stand in a name's cell and are nobody's name, nor say that nobody lives there.
const NO_NAMES: [&str; 34] = [
    "抵押",
    "已故",
    "已死",
    "外地",
    "外省",
    "国外",
    "境外",
    "群租",
    "合租",
    "整租",
    "已租",
    "自住",
    "常住",
    "办公",
    "仓库",
    "民宿",
    "公房",
    "公租",
    "住宅",
    "商用",
    "商住",
    "同意",
    "不同意",
    "弃权",
    "已签",
    "未签",
    "已登记",
    "已采集",
    "不提供",
    "空挂",
    "户口空挂",
    "人户分离",
    "退休",
    "法拍",
];

/// Words behind a name for what became of somebody: whether he still is of the household is for the office to say.
const GONE: [&str; 22] = [
    "已搬走",
    "已搬离",
    "已搬",
    "搬走",
    "搬离",
    "迁出",
    "迁走",
    "死亡",
    "去世",
    "过世",
    "病故",
    "已故",
    "已逝",
    "已死",
    "亡故",
    "已售",
    "已卖",
    "出租",
    "空置",
    "外出",
    "失联",
    "服刑",
];

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 40] = [
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空",
    "皇甫", "长孙", "宇文", "闻人", "端木", "轩辕", "独孤", "南宫", "万俟", "百里", "呼延", "公羊",
    "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘",
    "亓官", "西门", "拓跋", "完颜",
];

/// Words behind a name that make several people of it, or another one.
const SEVERAL: [&str; 12] = [
    "夫妇", "夫妻", "一家", "全家", "父子", "父女", "母子", "母女", "兄弟", "姐妹", "的", "夫人",
];
