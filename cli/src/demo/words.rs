//! Words that people bring home: topics, hazards, things to check.

use super::cast::{Text, Who, text};
use linli_core::domain::vocabulary::{Severity, TopicSource};

/// A topic: who collects it when, from where, in a few words and in full.
pub(super) struct TopicOfTheDay {
    pub(super) who: Who,
    pub(super) minute: (i64, i64),
    pub(super) source: TopicSource,
    /// Stairwell and how many doors along the round; none: from no door.
    pub(super) door: Option<(&'static str, usize)>,
    pub(super) title: Text,
    pub(super) words: &'static str,
}

const fn topic(
    who: Who,
    minute: (i64, i64),
    source: TopicSource,
    door: Option<(&'static str, usize)>,
    title: Text,
    words: &'static str,
) -> TopicOfTheDay {
    TopicOfTheDay {
        who,
        minute,
        source,
        door,
        title,
        words,
    }
}

/// The topics of the day.
pub(super) const TOPICS: &[TopicOfTheDay] = &[
    topic(
        Who::Shen,
        (9, 40),
        TopicSource::SuggestionBox,
        None,
        text("快递柜挡住盲道", "Parcel lockers block the tactile path"),
        "东门快递柜摆在盲道上，请移开一米。",
    ),
    topic(
        Who::Shen,
        (11, 5),
        TopicSource::ReceptionDay,
        None,
        text("儿童滑梯松动", "The slide is loose"),
        "中心花园滑梯底座松动，昨天有孩子摔倒。",
    ),
    topic(
        Who::Shen,
        (14, 20),
        TopicSource::ResidentReport,
        Some(("1-1", 3)),
        text("垃圾房早开半小时", "Open the bin house earlier"),
        "上早班的六点就要倒垃圾，垃圾房六点半才开。",
    ),
    topic(
        Who::Wang,
        (9, 33),
        TopicSource::Visit,
        Some(("3-1", 1)),
        text("楼道堆物", "Things left in the stairwell"),
        "三楼拐角的旧沙发放了一年，挡路也不安全。",
    ),
    topic(
        Who::Wang,
        (10, 9),
        TopicSource::Visit,
        Some(("3-1", 4)),
        text("楼道灯太暗", "The lights are too dim"),
        "四楼声控灯要拍三下才亮，老人怕摔。",
    ),
    topic(
        Who::Wang,
        (11, 37),
        TopicSource::Visit,
        Some(("3-1", 11)),
        text("单元门口装扶手", "A handrail at the entrance"),
        "门口三级台阶没有扶手，下雨天不敢出门。",
    ),
    topic(
        Who::Wang,
        (15, 46),
        TopicSource::Stairwell,
        None,
        text("每月一次大扫除", "A monthly clean-up"),
        "想定在每月第一个周六上午，十点前结束。",
    ),
    topic(
        Who::Chen,
        (10, 2),
        TopicSource::Visit,
        Some(("3-2", 2)),
        text("门前停车挡住救护车", "Parked cars block the ambulance"),
        "上月救护车在3幢前倒了四把才进来。",
    ),
    topic(
        Who::Chen,
        (10, 57),
        TopicSource::Visit,
        Some(("3-2", 7)),
        text("晒被子的地方", "Somewhere to air quilts"),
        "南面草坪能不能立几根晾衣杆。",
    ),
    topic(
        Who::Chen,
        (13, 10),
        TopicSource::OwnersGroup,
        None,
        text("充电棚选址", "Where to put the charging shed"),
        "群里三种意见，先收下来，会上一起说。",
    ),
    topic(
        Who::Chen,
        (14, 50),
        TopicSource::Visit,
        Some(("3-1", 16)),
        text("屋顶渗水", "The roof leaks"),
        "顶楼北屋下雨就渗，墙皮掉了一片。",
    ),
    topic(
        Who::Li,
        (10, 25),
        TopicSource::Visit,
        Some(("4-1", 2)),
        text("地下室积水", "Water in the basement"),
        "负一层排水沟堵了，有味道。",
    ),
    topic(
        Who::Li,
        (11, 20),
        TopicSource::Visit,
        Some(("4-1", 5)),
        text("飞线充电", "A charging cable out of a window"),
        "三楼窗口拉线下来充电，请一起劝。",
    ),
    topic(
        Who::Li,
        (15, 20),
        TopicSource::Visit,
        Some(("4-2", 3)),
        text("老年食堂送餐", "Meals brought from the canteen"),
        "想给行动不便的老人送午饭，问能不能登记。",
    ),
];

/// Place of a hazard.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    /// In a stairwell.
    Stairwell(&'static str),
    /// In or around a building.
    Building(&'static str),
}

/// A hazard of the day.
pub(super) struct HazardOfTheDay {
    pub(super) who: Who,
    pub(super) minute: (i64, i64),
    pub(super) spot: Spot,
    pub(super) kind: &'static str,
    pub(super) severity: Severity,
    pub(super) words: Text,
}

const fn hazard(
    who: Who,
    minute: (i64, i64),
    spot: Spot,
    kind: &'static str,
    severity: Severity,
    words: Text,
) -> HazardOfTheDay {
    HazardOfTheDay {
        who,
        minute,
        spot,
        kind,
        severity,
        words,
    }
}

/// The hazards of the day.
pub(super) const HAZARDS: &[HazardOfTheDay] = &[
    hazard(
        Who::Wang,
        (9, 50),
        Spot::Stairwell("3-1"),
        "blocked",
        Severity::Medium,
        text(
            "三楼拐角旧沙发占了半边通道",
            "an old sofa takes half the landing on the third floor",
        ),
    ),
    hazard(
        Who::Li,
        (13, 25),
        Spot::Building("4"),
        "blocked",
        Severity::High,
        text(
            "地下室安全出口被铁链锁住",
            "a chain locks the emergency exit of the basement",
        ),
    ),
    hazard(
        Who::Li,
        (13, 40),
        Spot::Building("4"),
        "electric",
        Severity::High,
        text(
            "插线板串着插线板给三辆电动车充电",
            "extension leads one into another charge three e-bikes",
        ),
    ),
    hazard(
        Who::Chen,
        (13, 50),
        Spot::Building("3"),
        "facade",
        Severity::Medium,
        text(
            "东山墙瓷砖空鼓，下面正是孩子玩的地方",
            "hollow tiles on the east wall, right above where children play",
        ),
    ),
    hazard(
        Who::Li,
        (16, 20),
        Spot::Stairwell("4-2"),
        "fire",
        Severity::Low,
        text(
            "二楼灭火器箱是空的",
            "the extinguisher box on the second floor is empty",
        ),
    ),
];

/// Items of the monthly fire check of building 3, on two phones.
pub(super) const FIRE_ITEMS: &[&str] = &[
    "灭火器压力",
    "消火栓水压",
    "消火栓箱配件",
    "应急照明",
    "疏散指示",
    "防火门闭合",
    "疏散通道",
    "安全出口",
    "电缆井封堵",
    "电表箱",
    "消防车通道",
    "微型消防站",
];

/// Items of the basement check of building 4, in either half.
pub(super) const BASEMENT_ITEMS: &[&str] = &[
    "排水沟",
    "集水井水泵",
    "配电箱",
    "照明",
    "灭火器",
    "安全出口",
    "防火门",
    "电动车停放",
    "堆物",
    "通风",
    "燃气管",
    "监控",
    "防汛沙袋",
];
