//! 身份: what words say that a person is to the household. Whole words, with negation and relation: the owner's spouse is no
//! owner.

use super::values::is_nothing;
use crate::domain::text::{tidy, without_spaces};
use crate::domain::vocabulary::PersonKind;

/// What words say of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// This kind.
    Kind(PersonKind),
    /// A relation between people, as 夫 and 妻: whose is not said.
    Relation,
    /// Of the home rather than of the person (出租, 空置), or nothing that is known.
    Nothing,
}

const OWNERS: [&str; 26] = [
    "业主",
    "产权人",
    "所有权人",
    "产权所有人",
    "房主",
    "户主",
    "房东",
    "自住",
    "自住业主",
    "业主自住",
    "本人",
    "业主本人",
    "户主本人",
    "产权人本人",
    "共有人",
    "共有产权人",
    "共同产权人",
    "共同所有人",
    "业主代表",
    "owner",
    "owners",
    "自有",
    "屋主",
    "权利人",
    "第一业主",
    "业主户",
];
const TENANTS: [&str; 23] = [
    "租",
    "租客",
    "租户",
    "承租人",
    "承租",
    "租住",
    "租赁",
    "租房",
    "租房户",
    "租住人",
    "租赁人",
    "租赁户",
    "租住户",
    "房客",
    "合租",
    "整租",
    "群租",
    "租住人员",
    "承租户",
    "tenant",
    "tenants",
    "转租",
    "租用",
];
const RESIDENTS: [&str; 24] = [
    "居住人",
    "居住",
    "住户",
    "居民",
    "常住",
    "常住户",
    "常住人口",
    "同住",
    "同住人",
    "家属",
    "家人",
    "亲属",
    "亲戚",
    "借住",
    "暂住",
    "寄住",
    "家庭成员",
    "成员",
    "resident",
    "residents",
    "朋友",
    "保姆",
    "护工",
    "使用人",
];
/// Words for a person by his relation to another.
const RELATIONS: [&str; 60] = [
    "配偶",
    "夫",
    "妻",
    "丈夫",
    "妻子",
    "爱人",
    "老公",
    "老婆",
    "儿子",
    "女儿",
    "子",
    "女",
    "儿",
    "长子",
    "长女",
    "次子",
    "次女",
    "子女",
    "父",
    "母",
    "父亲",
    "母亲",
    "爸爸",
    "妈妈",
    "父母",
    "岳父",
    "岳母",
    "公公",
    "婆婆",
    "儿媳",
    "女婿",
    "孙子",
    "孙女",
    "外孙",
    "外孙女",
    "外孙子",
    "祖父",
    "祖母",
    "爷爷",
    "奶奶",
    "外公",
    "外婆",
    "兄",
    "弟",
    "姐",
    "妹",
    "哥哥",
    "弟弟",
    "姐姐",
    "妹妹",
    "兄弟",
    "姐妹",
    "侄子",
    "侄女",
    "外甥",
    "夫妻",
    "夫妇",
    "舅舅",
    "叔叔",
    "姑姑",
];
/// Endings that make another person of the word before them.
const OTHERS: [&str; 20] = [
    "家属",
    "家人",
    "亲属",
    "亲戚",
    "朋友",
    "保姆",
    "护工",
    "同事",
    "员工",
    "代理人",
    "代理",
    "联系人",
    "同住人",
    "亲友",
    "室友",
    "司机",
    "邻居",
    "助理",
    "委托人",
    "钟点工",
];

/// What the words say.
pub(super) fn said(text: &str) -> Said {
    let text = bare(text);
    if text.is_empty() {
        return Said::Nothing;
    }
    let mut found: Option<Said> = None;
    for part in text.split(['/', '、', ',', ';', '，', '；', '+', '|']) {
        let own = of_word(part);
        match (found, own) {
            (_, Said::Nothing) => {}
            (None, own) => found = Some(own),
            // Owner as well as tenant: which of them is not said.
            (Some(before), own) if before != own => {
                let both = [before, own];
                let owner = Said::Kind(PersonKind::Owner);
                let tenant = Said::Kind(PersonKind::Tenant);
                if both.contains(&owner) && both.contains(&tenant) {
                    return Said::Nothing;
                }
                if own == owner || own == tenant {
                    found = Some(own);
                }
            }
            _ => {}
        }
    }
    found.unwrap_or(Said::Nothing)
}

/// Does the word for a kind say nothing more than the kind?
pub(super) fn is_plain(text: &str) -> bool {
    let text = without_spaces(&tidy(text)).to_lowercase();
    [
        "业主",
        "租客",
        "租户",
        "居住人",
        "住户",
        "承租人",
        "房主",
        "产权人",
        "户主",
        "owner",
        "tenant",
        "resident",
        "家属",
        "家人",
    ]
    .contains(&text.as_str())
}

/// Without spaces; a bracket that names a relation says who it is, another one only more of it.
fn bare(text: &str) -> String {
    let text = without_spaces(&tidy(text)).to_lowercase();
    if is_nothing(&text) {
        return String::new();
    }
    match text.split_once('(') {
        Some((before, inside)) => {
            let inside = inside.trim_end_matches(')');
            if before.is_empty() {
                return inside.to_owned();
            }
            match of_word(inside) {
                Said::Relation => format!("{before}{inside}"),
                Said::Kind(PersonKind::Resident) if OTHERS.contains(&inside) => {
                    format!("{before}{inside}")
                }
                // 业主（租客）: which of them is not said.
                Said::Kind(_) => format!("{before}/{inside}"),
                _ => before.to_owned(),
            }
        }
        None => text,
    }
}

fn of_word(word: &str) -> Said {
    let is = |words: &[&str]| words.contains(&word);
    let resident = Said::Kind(PersonKind::Resident);
    if is(&OWNERS) {
        return Said::Kind(PersonKind::Owner);
    }
    if is(&TENANTS) {
        return Said::Kind(PersonKind::Tenant);
    }
    if is(&RESIDENTS) {
        return resident;
    }
    if is(&RELATIONS) {
        return Said::Relation;
    }
    for no in ["非", "不是", "不属", "并非", "无"] {
        if let Some(rest) = word.strip_prefix(no)
            && matches!(of_word(rest), Said::Kind(_))
        {
            return resident;
        }
    }
    // 业主之子, 业主的母亲, 业主配偶, 房东亲戚: somebody else, whoever it is.
    for (others, kind) in [(&OWNERS[..], resident), (&TENANTS[..], resident)] {
        if others
            .iter()
            .any(|other| word.strip_prefix(other).is_some_and(is_other_person))
        {
            return kind;
        }
    }
    if OTHERS.contains(&word) {
        return resident;
    }
    Said::Nothing
}

fn is_other_person(rest: &str) -> bool {
    let bare = rest.strip_prefix(['之', '的']).unwrap_or(rest);
    rest.len() > bare.len() && !bare.is_empty()
        || RELATIONS.contains(&bare)
        || OTHERS.contains(&bare)
        || RELATIONS
            .iter()
            .any(|word| bare.ends_with(word) && word.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_resident_and_tenant_are_kept_apart() {
        use PersonKind::{Owner, Resident, Tenant};
        for (texts, kind) in [
            (
                &[
                    "业主",
                    "自住",
                    "户主",
                    "业主（自住）",
                    "产权人",
                    " 业 主 ",
                    "业主、党员",
                    "owner",
                ][..],
                Said::Kind(Owner),
            ),
            (
                &["租户", "租住", "租客", "承租人", "租户（合租）"],
                Said::Kind(Tenant),
            ),
            (
                &[
                    "家属",
                    "住户",
                    "业主配偶",
                    "业主之子",
                    "业主的母亲",
                    "非业主",
                    "房东亲戚",
                    "租客家属",
                    "保姆",
                    "业主母亲",
                    "业主（配偶）",
                    "不是业主",
                    "户主之妻",
                    "业主儿子",
                    "非租客",
                    "同住人",
                    "业主委托人",
                ],
                Said::Kind(Resident),
            ),
            (&["夫", "妻子", "长子"], Said::Relation),
            (
                &["出租", "空置", "", "是", "A类", "业主/租客", "无", "NULL"],
                Said::Nothing,
            ),
        ] {
            for text in texts {
                assert_eq!(said(text), kind, "{text}");
            }
        }
    }
}
