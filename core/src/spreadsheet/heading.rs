//! Meaning of a column, by its heading. Knows the headings of offices, not where they stand.

use crate::domain::text::{half_width, without_spaces};
use crate::domain::vocabulary::PersonKind;

/// Content of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Our own marker.
    Marker,
    /// A running number; says nothing.
    Index,
    /// 小区.
    Compound,
    /// 幢.
    Building,
    /// 单元.
    Stairwell,
    /// 室, or a whole door number.
    Room,
    /// 楼层.
    Floor,
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

/// A heading without spaces, brackets, stars and colons.
fn bare(heading: &str) -> String {
    let text = without_spaces(&half_width(heading)).to_lowercase();
    let end = text.find(['(', '[', '【', '（']).filter(|at| *at > 0);
    let text = end.map_or(text.as_str(), |at| &text[..at]);
    text.trim_matches(['*', ':', '：', '.', '。', '、'])
        .to_owned()
}

/// Longest text that is looked at as a heading, in characters.
const HEADING_CHARS: usize = 24;

/// The role of a heading; `Custom` if it is none of the usual.
pub(super) fn role(heading: &str) -> Role {
    if heading.chars().count() > HEADING_CHARS {
        return Role::Custom;
    }
    let bare = bare(heading);
    exact(&bare).unwrap_or_else(|| by_words(&bare))
}

fn exact(bare: &str) -> Option<Role> {
    Some(match bare {
        "linli" => Role::Marker,
        "序号" | "编号" | "no" | "#" | "行号" => Role::Index,
        "小区" | "小区名称" | "小区名" | "所属小区" | "楼盘" | "项目" | "项目名称" | "苑区"
        | "compound" => Role::Compound,
        "幢" | "楼栋" | "栋号" | "幢号" | "楼幢" | "栋" | "楼号" | "楼" | "号楼" | "楼宇"
        | "楼栋号" | "楼幢号" | "座" | "座号" | "楼座" | "幢/栋" | "栋/幢" | "所在楼栋"
        | "所属楼栋" | "楼栋名称" | "幢数" | "building" => Role::Building,
        "单元" | "单元号" | "楼道" | "楼道号" | "所在单元" | "梯" | "梯号" | "单元/楼道"
        | "楼道/单元" | "stairwell" | "unit" => Role::Stairwell,
        "室" | "房号" | "门牌号" | "户号" | "房间号" | "室号" | "房间" | "门牌" | "房屋号"
        | "房室" | "户室" | "室/户" | "房屋编号" | "房屋地址" | "地址" | "住址" | "房屋坐落"
        | "坐落" | "门牌地址" | "家庭住址" | "详细地址" | "居住地址" | "家庭地址" | "幢室号"
        | "幢室" | "楼室号" | "楼栋房号" | "幢单元室" | "幢-单元-室" | "房产" | "房屋"
        | "门牌号码" | "门号" | "户室号" | "房号/室号" | "楼栋单元室" | "幢号室号" | "单元室"
        | "单元室号" | "具体门牌" | "door" | "room" => Role::Room,
        "楼层" | "层" | "所在楼层" | "层数" | "floor" => Role::Floor,
        "姓名" | "住户姓名" | "居民姓名" | "人员姓名" | "住户" | "居民" | "名字" | "居住人"
        | "居住人姓名" | "联系人" | "联系人姓名" | "住户名称" | "name" => {
            Role::Name(None)
        }
        "户主" | "户主姓名" => Role::HeadOfHousehold,
        "业主" | "业主姓名" | "业主名称" | "房主" | "房主姓名" | "产权人" | "产权人姓名"
        | "房东" | "房东姓名" | "所有权人" | "权利人" | "业主名字" | "owner" => {
            Role::Name(Some(PersonKind::Owner))
        }
        "租客" | "租客姓名" | "租户" | "租户姓名" | "承租人" | "承租人姓名" | "租住人"
        | "租住人姓名" | "租赁人" | "tenant" => Role::Name(Some(PersonKind::Tenant)),
        "身份" | "类型" | "居住情况" | "业主/租客" | "业主/租户" | "租客/业主" | "住户类型"
        | "人员类型" | "人员类别" | "身份类型" | "居住类型" | "居住状态" | "居住性质"
        | "住户性质" | "类别" | "人员身份" | "人员性质" | "居住状况" | "住户身份" | "kind" => {
            Role::Kind
        }
        "备注" | "说明" | "备注说明" | "情况说明" | "备注信息" | "note" | "notes" | "remark" => {
            Role::Note
        }
        "用途" | "房屋用途" | "房屋性质" | "房屋类型" | "规划用途" | "房产类型" | "物业类型"
        | "房屋类别" | "usage" => Role::Usage,
        "phone" | "mobile" | "tel" => Role::Phone(None),
        "area" => Role::Area(2),
        _ => return None,
    })
}

fn by_words(bare: &str) -> Role {
    let holds = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    // Of somebody else, or of something else.
    if holds(&[
        "紧急",
        "物业",
        "网格",
        "楼道长",
        "单位",
        "日期",
        "是否",
        "身份证",
        "车位",
        "车库",
        "分摊",
        "花园",
        "露台",
        "备用联系人",
    ]) {
        return Role::Custom;
    }
    if holds(&[
        "电话",
        "手机",
        "联系方式",
        "联系号码",
        "联系号",
        "座机",
        "号码",
    ]) && !holds(&["车牌", "证件", "户号"])
    {
        return Role::Phone(whose(bare));
    }
    if holds(&["姓名"]) {
        return Role::Name(whose(bare));
    }
    if holds(&["幢", "栋", "楼"]) && holds(&["室", "房号", "门牌", "户号"]) {
        return Role::Room;
    }
    if holds(&["幢", "栋", "楼"]) && holds(&["单元", "楼道"]) {
        return Role::Building;
    }
    if holds(&["面积"]) {
        return Role::Area(match bare {
            "建筑面积" | "建面面积" | "房屋建筑面积" | "专有部分面积" => 3,
            "面积" | "房屋面积" | "产权面积" | "住宅面积" | "产证面积" => 2,
            _ => 1,
        });
    }
    Role::Custom
}

fn whose(bare: &str) -> Option<PersonKind> {
    let holds = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    if holds(&["租"]) {
        Some(PersonKind::Tenant)
    } else if holds(&["业主", "房主", "产权", "户主", "房东"]) {
        Some(PersonKind::Owner)
    } else {
        None
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

    #[test]
    fn the_headings_of_the_contract_are_known() {
        for (headings, role_) in [
            (&["小区"][..], Role::Compound),
            (&["幢", "楼栋", "栋号"], Role::Building),
            (&["单元"], Role::Stairwell),
            (&["室", "房号", "门牌号", "户号"], Role::Room),
            (&["业主", "业主姓名"], Role::Name(Some(PersonKind::Owner))),
            (&["户主"], Role::HeadOfHousehold),
            (
                &["姓名", "姓 名", "姓名*", "姓名（必填）"],
                Role::Name(None),
            ),
            (
                &["身份", "类型", "居住情况", "业主/租客", "业主／租客"],
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
                ],
                Role::Phone(None),
            ),
            (&["建筑面积", "建筑面积（㎡）"], Role::Area(3)),
            (&["面积", "面积(㎡)", "面积（平方米）"], Role::Area(2)),
            (&["备注"], Role::Note),
            (&["幢号-单元-室号", "楼栋房号"], Role::Room),
            (&["楼栋单元"], Role::Building),
            (&["业主电话"], Role::Phone(Some(PersonKind::Owner))),
            (&["租客姓名"], Role::Name(Some(PersonKind::Tenant))),
            (
                &[
                    "宽带",
                    "紧急联系人电话",
                    "身份证号码",
                    "车牌号码",
                    "月亮湾小区住户信息登记表",
                ],
                Role::Custom,
            ),
        ] {
            for heading in headings {
                assert_eq!(role(heading), role_, "{heading}");
            }
        }
    }
}
