//! What the names of the sheets say besides a building: that a sheet is past, and, where several sheets divide the homes among
//! them, in which compound or in which of its zones a sheet's homes are. Knows names, no cell.

use super::grid::Sheet;
use super::layout::Layout;
use crate::domain::label::zone_of;
use crate::domain::text::{is_han, tidy, without_spaces};
use std::collections::BTreeSet;

/// Words for what holds no longer: people who have moved out, a backup, a form's sample.
const PAST: [&str; 20] = [
    "已搬",
    "搬离",
    "搬走",
    "搬出",
    "迁出",
    "作废",
    "废弃",
    "停用",
    "历史",
    "备份",
    "模板",
    "样表",
    "示例",
    "旧表",
    "旧版",
    "旧数据",
    "旧名单",
    "旧名册",
    "注销",
    "死亡",
];

/// Words that end a compound's name.
const COMPOUND_ENDS: [&str; 14] = [
    "小区", "花园", "家园", "公寓", "新村", "苑", "湾", "城", "府", "庭", "邸", "郡", "园", "里",
];

/// Does a sheet's name say that it holds what is past?
pub(super) fn is_past(name: &str) -> bool {
    let name = without_spaces(&tidy(name));
    PAST.iter().any(|word| name.contains(word)) || name == "旧"
}

/// Where two lists or more stand on sheets that are all named by zones (东区, 一期), or all by compounds, and no column says
/// so: each list has its sheet's.
pub(super) fn give_parts(lists: &mut [(Sheet, Layout)]) {
    let plain = |sheet: &Sheet| without_spaces(&tidy(&sheet.name));
    let says =
        |layout: &Layout| layout.is_export() || layout.zone.is_some() || layout.compound.is_some();
    let names: BTreeSet<String> = lists.iter().map(|(sheet, _)| plain(sheet)).collect();
    if names.len() < 2 || lists.iter().any(|(_, layout)| says(layout)) {
        return;
    }
    if names.iter().all(|name| is_zone(name)) {
        for (sheet, layout) in lists {
            layout.sheet_zone = plain(sheet);
        }
    } else if names.iter().all(|name| is_compound(name)) {
        for (sheet, layout) in lists {
            layout.sheet_compound = plain(sheet);
        }
    }
}

fn is_zone(name: &str) -> bool {
    zone_of(name) == ("", name)
}

fn is_compound(name: &str) -> bool {
    (3..=8).contains(&name.chars().count())
        && name.chars().all(is_han)
        && COMPOUND_ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_known_by_their_words() {
        for name in ["已搬离", "名册（备份）", "2024作废", "旧"] {
            assert!(is_past(name), "{name}");
        }
        for name in ["老旧小区", "新旧城", "3幢", "名册"] {
            assert!(!is_past(name), "{name}");
        }
        assert!(is_zone("东区") && is_zone("一期") && !is_zone("月亮湾小区"));
        assert!(is_compound("星河苑") && !is_compound("业主") && !is_compound("3幢"));
    }
}
