//! Meaning of a column, by its heading: cut into the words that offices use, and understood only if nothing is left over.
//! Knows headings, not where they stand.

use super::heading_text::{bare, words};
use super::heading_words::Word;
use crate::domain::vocabulary::PersonKind;
use std::collections::BTreeSet;

/// Content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Our own marker.
    Marker,
    /// A running number; says nothing.
    Index,
    /// 小区.
    Compound,
    /// 期, 组团: part of the address.
    Zone,
    /// 区域: part of the address where it tells doors apart.
    PerhapsZone,
    /// 幢.
    Building,
    /// 单元.
    Stairwell,
    /// 室, or a whole door number, or an address.
    Door(DoorWord),
    /// 楼层.
    Floor,
    /// 层数: the floor, or how many the building has.
    Storeys,
    /// A name, and what its heading says of the person.
    Name(Option<PersonKind>),
    /// 户主: the owner, unless another column names the owner.
    HeadOfHousehold,
    /// Relation of the person to the household.
    Kind,
    /// Telephone, and whose.
    Phone(Option<PersonKind>),
    /// Floor area; the larger number is the better one of several.
    Area(u8),
    /// 备注.
    Note,
    /// Dwelling, shop, parking …
    Usage,
    /// The office's own; kept.
    Custom,
}

/// How surely a heading names the door: the first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DoorWord {
    /// 室, 房号.
    Room,
    /// 幢单元室: the whole door.
    Whole,
    /// 单元室: the door within a building that stands elsewhere.
    Within,
    /// 门牌号: the door, or the street's number of the house.
    Plate,
    /// 户号: the room, or an account.
    Account,
    /// 房屋编号.
    Code,
    /// 地址, 坐落, 家庭住址: the whole door, or another place altogether.
    Address,
}

/// Longest text that is looked at as a heading, in characters.
const HEADING_CHARS: usize = 24;

/// Measures of an area that are not square metres.
const OTHER_MEASURES: [&str; 6] = ["亩", "公顷", "平方尺", "英尺", "万平", "平方公里"];

/// Between the alternatives of a heading.
const EITHER: [char; 8] = ['/', '\\', '、', '或', '|', ',', '，', '&'];

/// The role of a heading; `Custom` if anything in it is none of the usual.
pub(super) fn role(heading: &str) -> Role {
    if heading.chars().count() > HEADING_CHARS {
        return Role::Custom;
    }
    if OTHER_MEASURES.iter().any(|unit| heading.contains(unit)) && heading.contains("面积") {
        return Role::Custom;
    }
    let bare = bare(heading);
    let alternatives: Vec<Option<Vec<Word>>> = bare
        .split(EITHER)
        .filter(|part| !part.is_empty())
        .map(words)
        .collect();
    let understood: Vec<&Vec<Word>> = alternatives.iter().flatten().collect();
    match understood.as_slice() {
        [] => Role::Custom,
        [only] => of_words(only),
        several => of_alternatives(several),
    }
}

/// What several alternatives have in common: 业主/租客 is a kind, 幢/栋 a building, 房号/铺位号 a room.
fn of_alternatives(alternatives: &[&Vec<Word>]) -> Role {
    let is_person = |word: &Word| matches!(word, Word::Person(_) | Word::Head | Word::Filler);
    if alternatives.iter().all(|words| words.iter().all(is_person)) {
        // 业主/产权人 is one role, whichever word is meant.
        let roles: BTreeSet<u8> = alternatives
            .iter()
            .filter_map(|words| match of_words(words) {
                Role::Name(Some(kind)) => Some(u8::from(kind)),
                Role::HeadOfHousehold => Some(u8::from(PersonKind::Owner)),
                _ => None,
            })
            .collect();
        return match roles.first() {
            Some(kind) if roles.len() == 1 => Role::Name(PersonKind::try_from(*kind).ok()),
            _ => Role::Kind,
        };
    }
    let all: Vec<Word> = alternatives
        .iter()
        .flat_map(|words| words.iter().copied())
        .collect();
    let roles: Vec<Role> = alternatives
        .iter()
        .map(|words| of_words(words))
        .filter(|role| *role != Role::Custom)
        .collect();
    let first = roles.first().copied().unwrap_or(Role::Custom);
    if roles.iter().all(|role| *role == first) {
        return first;
    }
    // 业主/租户姓名, 楼栋/单元/房号: one heading written in parts. A name and a telephone are no one thing.
    of_words(&all)
}

fn of_words(words: &[Word]) -> Role {
    let has = |word: Word| words.contains(&word);
    let only = |allowed: &dyn Fn(&Word) -> bool| words.iter().all(allowed);
    let is_whose = |word: &Word| {
        matches!(
            word,
            Word::Person(_) | Word::Head | Word::Someone | Word::Filler
        )
    };
    let kinds: BTreeSet<u8> = words
        .iter()
        .filter_map(|word| match word {
            Word::Person(kind) => Some(u8::from(*kind)),
            Word::Head => Some(u8::from(PersonKind::Owner)),
            _ => None,
        })
        .collect();
    // Several roles, or none, say nothing of whose it is.
    let whose = match kinds.len() {
        1 => kinds
            .first()
            .and_then(|kind| PersonKind::try_from(*kind).ok()),
        _ => None,
    };
    if has(Word::Marker) {
        return if words.len() == 1 {
            Role::Marker
        } else {
            Role::Custom
        };
    }
    if has(Word::Phone) {
        let clear = only(&|word| *word == Word::Phone || is_whose(word));
        return if clear {
            Role::Phone(whose)
        } else {
            Role::Custom
        };
    }
    if has(Word::Size) || has(Word::BuiltSize) {
        return size(words);
    }
    if has(Word::Name) {
        let clear = only(&|word| *word == Word::Name || is_whose(word));
        return match (clear, whose) {
            (false, _) => Role::Custom,
            (true, Some(PersonKind::Owner)) if !has(Word::Person(PersonKind::Owner)) => {
                Role::HeadOfHousehold
            }
            (true, Some(PersonKind::Resident)) => Role::Name(None),
            (true, whose) => Role::Name(whose),
        };
    }
    for (word, role) in [
        (Word::Usage, Role::Usage),
        (Word::Note, Role::Note),
        (Word::Kind, Role::Kind),
    ] {
        if has(word) {
            let clear = only(&|other| *other == word || is_whose(other));
            return if clear { role } else { Role::Custom };
        }
    }
    if only(&is_whose) && words.iter().any(|word| *word != Word::Filler) {
        return match whose {
            // 人员 alone is a count more often than a name.
            None if kinds.is_empty() && words == [Word::Someone] && !has(Word::Head) => {
                Role::Name(None)
            }
            Some(PersonKind::Owner) if !has(Word::Person(PersonKind::Owner)) => {
                Role::HeadOfHousehold
            }
            Some(PersonKind::Resident) | None => Role::Name(None),
            whose => Role::Name(whose),
        };
    }
    of_place(words)
}

fn size(words: &[Word]) -> Role {
    let mut rank = 1;
    for word in words {
        match word {
            // 专有部分建筑面积 says more than either word.
            Word::Registered(own) => rank = rank.max(*own) + u8::from(rank > 1),
            Word::BuiltSize => rank = rank.max(6) + u8::from(rank > 1),
            // 房屋面积, 本户面积: the dwelling's own.
            Word::Size | Word::Filler | Word::Door(DoorWord::Address) => {}
            Word::Door(DoorWord::Room) => {}
            _ => return Role::Custom,
        }
    }
    Role::Area(rank)
}

fn of_place(words: &[Word]) -> Role {
    let has = |word: Word| words.contains(&word);
    let is_place = |word: &Word| {
        matches!(
            word,
            Word::Compound
                | Word::Zone
                | Word::Area
                | Word::Building
                | Word::Stairwell
                | Word::Door(_)
                | Word::Floor
                | Word::Filler
                | Word::Index
                | Word::Storeys
        )
    };
    if !words.iter().all(is_place) {
        return Role::Custom;
    }
    let door = words.iter().filter_map(|word| match word {
        Word::Door(door) => Some(*door),
        _ => None,
    });
    let best = door.clone().min();
    if let Some(best) = best {
        let is_address = door.clone().any(|door| door == DoorWord::Address);
        let has_part = has(Word::Building) || has(Word::Stairwell);
        // 房屋编号, 户编号: a number that somebody gave.
        let numbered = has(Word::Index) && best != DoorWord::Room;
        return Role::Door(match best {
            _ if numbered => DoorWord::Code,
            DoorWord::Room | DoorWord::Plate if has(Word::Building) => DoorWord::Whole,
            DoorWord::Room | DoorWord::Plate if has_part => DoorWord::Within,
            DoorWord::Room if is_address => DoorWord::Room,
            _ if is_address => DoorWord::Address,
            best => best,
        });
    }
    let numbers = [Word::Filler, Word::Index];
    let places: Vec<Word> = words
        .iter()
        .copied()
        .filter(|w| !numbers.contains(w))
        .collect();
    match places.as_slice() {
        [] if has(Word::Index) => Role::Index,
        [Word::Storeys] => Role::Storeys,
        [Word::Floor, ..] if places.iter().all(|w| *w == Word::Floor) => Role::Floor,
        [Word::Zone] => Role::Zone,
        [Word::Area] => Role::PerhapsZone,
        _ if has(Word::Storeys) || has(Word::Floor) => Role::Custom,
        _ if has(Word::Building) => Role::Building,
        _ if has(Word::Stairwell) => Role::Stairwell,
        _ if has(Word::Compound) => Role::Compound,
        _ => Role::Custom,
    }
}

impl Role {
    /// Does it make a row a header?
    pub(super) const fn is_telling(&self) -> bool {
        !matches!(self, Self::Custom | Self::Index | Self::Marker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PersonKind::{Owner, Tenant};

    #[test]
    fn headings_are_read_by_their_words() {
        for (headings, role_) in [
            (
                &["小区", "所属小区", "小区名称", "项目名称", "楼盘"][..],
                Role::Compound,
            ),
            (&["期", "期数", "分期", "组团"], Role::Zone),
            (&["区域"], Role::PerhapsZone),
            (
                &[
                    "幢",
                    "楼栋",
                    "栋号",
                    "楼栋号",
                    "楼号",
                    "所在楼栋",
                    "幢/栋",
                    "楼栋/区域",
                    "座号",
                    "楼栋编号",
                    "楼栋单元",
                    "building",
                ],
                Role::Building,
            ),
            (
                &[
                    "单元",
                    "单元号",
                    "楼道/单元",
                    "单元/分区",
                    "单元编号",
                    "梯号",
                ],
                Role::Stairwell,
            ),
            (
                &[
                    "室",
                    "房号",
                    "室号",
                    "房间号",
                    "房号/铺位号",
                    "室/户",
                    "房号（必填）",
                    "户室号",
                ],
                Role::Door(DoorWord::Room),
            ),
            (
                &["幢号-单元-室号", "楼栋房号", "幢单元室"],
                Role::Door(DoorWord::Whole),
            ),
            (&["单元室号", "单元房号"], Role::Door(DoorWord::Within)),
            (&["门牌号", "门牌", "门牌号码"], Role::Door(DoorWord::Plate)),
            (&["户号"], Role::Door(DoorWord::Account)),
            (&["房屋编号"], Role::Door(DoorWord::Code)),
            (
                &["地址", "房屋坐落", "家庭住址", "房屋地址", "详细地址"],
                Role::Door(DoorWord::Address),
            ),
            (&["楼层", "所在楼层", "层"], Role::Floor),
            (&["层数"], Role::Storeys),
            (
                &[
                    "业主",
                    "业主姓名",
                    "产权人",
                    "姓名（业主）",
                    "房东姓名",
                    "权利人名称",
                    "业主/产权人",
                ],
                Role::Name(Some(Owner)),
            ),
            (&["租客姓名", "承租人", "租户"], Role::Name(Some(Tenant))),
            (&["户主", "户主姓名"], Role::HeadOfHousehold),
            (
                &[
                    "姓名",
                    "姓 名",
                    "姓名*",
                    "姓名（必填）",
                    "住户姓名",
                    "户代表",
                    "联系人",
                    "业主/租户姓名",
                    "户代表姓名",
                ],
                Role::Name(None),
            ),
            (
                &[
                    "身份",
                    "类型",
                    "居住情况",
                    "业主/租客",
                    "业主／租客",
                    "人员类别",
                    "住户类型",
                ],
                Role::Kind,
            ),
            (
                &[
                    "电话",
                    "手机",
                    "手机号",
                    "手机号码",
                    "联系电话",
                    "联系方式",
                    "联系\n电话",
                    "电话：",
                    "联系电话/手机",
                    "手机/微信",
                ],
                Role::Phone(None),
            ),
            (
                &["业主电话", "户主手机", "电话（业主）"],
                Role::Phone(Some(Owner)),
            ),
            (&["租户电话"], Role::Phone(Some(Tenant))),
            (
                &["建筑面积", "建筑面积（㎡）", "房屋建筑面积"],
                Role::Area(6),
            ),
            (&["专有部分面积"], Role::Area(5)),
            (&["产证面积", "产权面积", "登记面积"], Role::Area(4)),
            (&["总面积", "房屋总面积"], Role::Area(3)),
            (
                &["面积", "面积(㎡)", "面积（平方米）", "面积㎡", "房屋面积"],
                Role::Area(1),
            ),
            (&["备注", "情况说明"], Role::Note),
            (&["用途", "房屋类型"], Role::Usage),
            (&["序号", "编号", "No."], Role::Index),
        ] {
            for heading in headings {
                assert_eq!(role(heading), role_, "{heading}");
            }
        }
    }

    #[test]
    fn headings_of_other_people_and_other_things_are_the_offices_own() {
        for heading in [
            "宽带",
            "紧急联系人电话",
            "身份证号码",
            "公民身份号码",
            "银行卡号",
            "水表号码",
            "QQ号码",
            "不动产证号码",
            "车牌号码",
            "号码",
            "子女电话",
            "志愿者电话",
            "家庭医生电话",
            "电话（子女）",
            "包联干部姓名",
            "结对党员姓名",
            "网格员",
            "楼道长姓名",
            "物业电话",
            "原业主姓名",
            "公摊面积",
            "套内面积",
            "使用面积",
            "储藏室面积",
            "面积（公摊）",
            "车位面积",
            "车位号",
            "总层数",
            "是否业主",
            "入住日期",
            "户数",
            "人数",
            "籍贯",
            "月亮湾小区住户信息登记表",
            "姓名电话",
            "签名",
            "同意",
        ] {
            assert_eq!(role(heading), Role::Custom, "{heading}");
        }
    }
}
