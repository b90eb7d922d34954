//! Communities of fixed sizes, written through the real interface by one leader's phone per stairwell and
//! kept between runs.

use super::kept::{Built, kept};
use crate::phone::AdmitPhone;
use crate::phone::{Phone, TestClock, sound_register};
use linli_core::domain::Role;
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitOutcome,
};
use linli_core::spreadsheet::RegisterTable;
use linli_core::workspace::{
    BallotDraft, Correction, Edit, HazardDraft, LogDraft, RootPolicy, ScopeName, TallyDraft,
    TopicDraft, VisitChange, VisitDraft, Voters, Workspace,
};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A year is spread over a leader's visits.
const YEAR: i64 = 365 * 24 * 3600;

/// Workload: who works, and on how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workload {
    /// Two stairwells and a few weeks: for the benchmarks' own tests.
    Tiny,
    /// A typical building leader's phone: 24 households, 61 people.
    P1,
    /// A community office: 3,000 households, 7,600 people, 110,000 records.
    P4,
    /// Ten thousand households, 25,300 people, 300,000 records.
    P5,
}

/// A leader's writing in a year.
struct Year {
    visits: u32,
    corrections: u32,
    topics: u32,
    rounds: u32,
    hazards: u32,
    meets: bool,
}

impl Workload {
    /// The rows that it gives.
    #[must_use]
    pub fn ids(self) -> Vec<&'static str> {
        match self {
            Self::Tiny => Vec::new(),
            Self::P1 => vec!["open_p1_ms", "search_p1_ms"],
            Self::P4 => vec!["open_p4_ms", "search_p4_ms", "rss_p4_mb"],
            Self::P5 => vec![
                "open_p5_ms",
                "slowest_screen_p5_ms",
                "rss_p5_mb",
                "today_132_doors_ms",
            ],
        }
    }

    /// Its name in the table of measurements.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tiny => "tiny",
            Self::P1 => "p1",
            Self::P4 => "p4",
            Self::P5 => "p5",
        }
    }

    const fn homes_and_people(self) -> (u32, u32) {
        match self {
            Self::Tiny => (48, 122),
            Self::P1 => (24, 61),
            Self::P4 => (3_000, 7_600),
            Self::P5 => (10_000, 25_300),
        }
    }

    const fn year(self) -> Year {
        let year = Year {
            visits: 0,
            corrections: 24,
            topics: 40,
            rounds: 12,
            hazards: 16,
            meets: true,
        };
        match self {
            Self::P1 => Year {
                visits: 1_500,
                corrections: 0,
                topics: 60,
                rounds: 0,
                hazards: 0,
                meets: false,
            },
            Self::Tiny => Year {
                visits: 600,
                topics: 2,
                hazards: 2,
                rounds: 0,
                ..year
            },
            Self::P4 => Year {
                visits: 665,
                ..year
            },
            Self::P5 => Year {
                visits: 503,
                ..year
            },
        }
    }

    /// The store of this workload: the one kept in `data`, or a new one.
    #[must_use]
    pub fn store(self, data: &Path) -> Built {
        kept(data, self.name(), |scratch| self.build(scratch))
    }

    /// Writes it; gives the folder of the store that is measured.
    fn build(self, scratch: &Path) -> PathBuf {
        let (homes, people) = self.homes_and_people();
        let clock = TestClock::start();
        let mut office = Phone::at(&scratch.join("office"), &clock, 1);
        office
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .expect("the community is founded");
        office
            .import_register(&register(homes, people), false)
            .expect("the register is imported");
        // Of everything that follows, the office lacks all: one request serves for all leaders.
        let mut leaders = Vec::new();
        for n in 0..homes.div_ceil(24) {
            let place = ScopeName::Stairwell(stairwell(n));
            let leader_clock = TestClock::start();
            let mut phone = Phone::at(
                &scratch.join(format!("leader-{n}")),
                &leader_clock,
                100 + u64::from(n),
            );
            let invitation = office
                .invite(Role::BuildingLeader, &place, "王阿姨")
                .expect("an invitation");
            let joined = phone.join(&invitation).expect("the phone joins");
            office
                .admit_phone(&phone, &joined)
                .expect("the phone is admitted");
            phone.switch_off();
            leaders.push((phone, leader_clock));
        }
        let request = office.request().expect("a request");
        for (n, (phone, clock)) in leaders.iter_mut().enumerate() {
            phone.switch_on();
            let (bundle, _) = office
                .bundle(&phone.request().expect("a request"))
                .expect("a bundle");
            phone.receive(&bundle).expect("the bundle is taken");
            let n = u32::try_from(n).unwrap_or_default();
            work(phone, clock, n, (homes - n * 24).min(24), &self.year());
            if self != Self::P1 {
                let (bundle, _) = phone.bundle(&request).expect("a bundle");
                let got = office.receive(&bundle).expect("the bundle is taken");
                assert_eq!(
                    got.refused + got.pending + got.contested + got.invalid,
                    0,
                    "{got:?}"
                );
            }
            phone.suspend().expect("the phone closes");
            phone.switch_off();
            if n % 25 == 24 {
                eprintln!("bench: {} of {} leaders", n + 1, homes.div_ceil(24));
            }
        }
        office.suspend().expect("the office closes");
        office.switch_off();
        match self {
            Self::P1 => scratch.join("leader-0"),
            Self::Tiny | Self::P4 | Self::P5 => scratch.join("office"),
        }
    }
}

/// The label of the n-th stairwell: two per building.
pub(super) fn stairwell(n: u32) -> String {
    format!("{}-{}", n / 2 + 1, n % 2 + 1)
}

/// The door of the n-th household of a stairwell: four per floor.
pub(super) fn door(stairwell_number: u32, home: u32) -> String {
    format!(
        "{}-{}0{}",
        stairwell(stairwell_number),
        home / 4 + 1,
        home % 4 + 1
    )
}

/// A register of so many households, 24 in a stairwell, with so many people, spread evenly.
pub(super) fn register(homes: u32, people: u32) -> RegisterTable {
    const FAMILY: [&str; 12] = [
        "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "沈", "钱",
    ];
    const GIVEN: [&str; 15] = [
        "建国", "秀英", "小明", "丽华", "志强", "桂兰", "晓东", "玉梅", "海燕", "文斌", "雪芳",
        "国平", "佳怡", "子涵", "根林",
    ];
    let mut csv = String::from("幢,单元,室,姓名,身份,电话,建筑面积\n");
    let mut person = 0_u32;
    for home in 0..homes {
        let (n, place) = (home / 24, home % 24);
        let upto = u64::from(home + 1) * u64::from(people) / u64::from(homes);
        let mut kind = "业主";
        while u64::from(person) < upto {
            let name = [
                FAMILY[(person as usize * 7 + n as usize) % FAMILY.len()],
                GIVEN[(person as usize * 11) % GIVEN.len()],
            ]
            .concat();
            let _ = writeln!(
                csv,
                "{},{},{}0{},{name},{kind},138{:08},{}.12",
                n / 2 + 1,
                n % 2 + 1,
                place / 4 + 1,
                place % 4 + 1,
                person * 13_007 % 100_000_000,
                60 + home % 90,
            );
            person += 1;
            kind = "居住人";
        }
    }
    sound_register(&csv)
}

const NOTES: [Option<&str>; 5] = [
    None,
    Some("老人独居，血压偏高，子女周末来，下次带量血压的仪器。"),
    None,
    Some("反映三楼堆物，已劝说。"),
    Some("租客换人，尚未登记，让房东周末到社区来一趟。"),
];
const OUTCOMES: [VisitOutcome; 5] = [
    VisitOutcome::Home,
    VisitOutcome::Home,
    VisitOutcome::NotHome,
    VisitOutcome::Home,
    VisitOutcome::Refused,
];

/// A leader's year.
fn work(phone: &Workspace, clock: &Arc<TestClock>, n: u32, homes: u32, year: &Year) {
    let place = ScopeName::Stairwell(stairwell(n));
    // The time at which the k-th of `of` things happens: spread over the visits.
    let due = |at: u32, of: u32| {
        of > 0
            && at.is_multiple_of((year.visits / of).max(1))
            && at / (year.visits / of).max(1) < of
    };
    for at in 0..year.visits {
        clock.advance(YEAR / i64::from(year.visits));
        let home = at * 7 % homes;
        let mut draft = VisitDraft::new(door(n, home), OUTCOMES[(at + n) as usize % 5]);
        draft.note = NOTES[(at + n) as usize % 5].map(str::to_owned);
        let visit = phone.record_visit(draft).expect("a visit");
        if due(at, year.corrections) {
            let change = VisitChange {
                note: Edit::Set("记错了门牌，更正。".to_owned()),
                ..VisitChange::default()
            };
            phone
                .correct(&visit.to_string(), Correction::Visit(change), "记错")
                .expect("a correction");
        }
        if due(at, year.topics) {
            topic(phone, n, home, at);
        }
        if due(at, year.rounds) {
            inspect(phone, &place);
        }
        if due(at, year.hazards) {
            phone
                .report_hazard(HazardDraft {
                    place: place.clone(),
                    kind: "blocked_exit".to_owned(),
                    severity: Severity::Medium,
                    text: format!("{}楼防火门被杂物堵住，第{at}号。", home / 4 + 1),
                    round: None,
                })
                .expect("a hazard");
        }
    }
    if year.meets {
        meet(phone, clock, n, homes, &place);
    }
}

fn topic(phone: &Workspace, n: u32, home: u32, at: u32) {
    const TITLES: [&str; 4] = ["楼道堆物", "电动车充电", "楼顶漏水", "垃圾投放点"];
    phone
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: TITLES[at as usize % 4].to_owned(),
            text: format!("第{at}次走访时住户提出，希望在下次议事会上讨论，并请物业说明进展。"),
            household: Some(door(n, home)),
            scope: None,
        })
        .expect("a topic");
}

fn inspect(phone: &Workspace, place: &ScopeName) {
    let round = phone.start_round(place, "fire_monthly").expect("a round");
    for (k, item) in [
        "灭火器",
        "应急灯",
        "疏散通道",
        "防火门",
        "消火栓",
        "电表箱",
        "飞线",
        "堆物",
    ]
    .into_iter()
    .enumerate()
    {
        let result = if k == 7 {
            ItemResult::Fault
        } else {
            ItemResult::Ok
        };
        phone
            .log_entry(LogDraft {
                round,
                item: item.to_owned(),
                result,
                note: None,
            })
            .expect("a log entry");
    }
}

/// An agenda, and a tally with a ballot of every household.
fn meet(phone: &Workspace, clock: &Arc<TestClock>, n: u32, homes: u32, place: &ScopeName) {
    let agenda = phone
        .edit_agenda(
            None,
            Some(place),
            "text",
            "一、楼道堆物。\n二、电动车充电。\n三、其他。",
        )
        .expect("an agenda");
    for (field, value) in [
        ("place", "一楼大厅"),
        ("time", "周六晚七点"),
        ("host", "楼道长"),
    ] {
        phone
            .edit_agenda(Some(agenda), None, field, value)
            .expect("a field");
    }
    let member = phone
        .identity()
        .expect("an identity")
        .member
        .expect("a member");
    let deadline = linli_core::env::Clock::now(clock.as_ref()).0 + 7 * 24 * 3_600_000;
    let tally = phone
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(place.clone()),
            readings: vec![],
            deadline: linli_core::domain::Timestamp(deadline),
            sheets: vec![(member, homes)],
        })
        .expect("a tally");
    for home in 0..homes {
        phone
            .cast_ballot(BallotDraft {
                tally,
                voter: door(n, home),
                choice: Some(if home % 6 == 5 {
                    Choice::No
                } else {
                    Choice::Yes
                }),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .expect("a ballot");
    }
}
