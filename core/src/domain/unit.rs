//! Kinds of units: what is counted beside the homes, each with numbers of its own, and has no voice of its own.

/// Words for units beside the homes.
pub const OTHER_UNITS: [&str; 9] = [
    "车位",
    "车库",
    "储藏室",
    "储藏",
    "储物",
    "杂物间",
    "柴间",
    "地下室",
    "架空层",
];

/// Fields of a household in which offices keep the kind of unit.
pub const USAGE_FIELDS: [&str; 14] = [
    "类型",
    "物业类别",
    "资产类型",
    "设计用途",
    "业态",
    "用途",
    "房屋用途",
    "房屋性质",
    "房屋类型",
    "房屋类别",
    "规划用途",
    "房产类型",
    "物业类型",
    "usage",
];

/// Is it a parking space, a store room or the like, by its room's label or the register's word for it?
#[must_use]
pub fn is_beside_homes(text: &str) -> bool {
    OTHER_UNITS.iter().any(|word| text.contains(word))
}
