//! A page of each list, and a search, in a stairwell with 60 entries of each kind this month and in one with 8,000: a page
//! costs a page, whatever lies behind it.

use super::Plan;
use super::kept::{Built, copy_dir, kept};
use super::report::Row;
use super::stats::{Pairs, median, timed};
use super::workloads::{door, register, stairwell};
use crate::phone::{AdmitPhone, Phone, TestClock};
use linli_core::domain::Role;
use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitOutcome};
use linli_core::workspace::{
    HazardDraft, LogDraft, RootPolicy, ScopeName, TopicDraft, VisitDraft, Workspace,
};
use std::path::Path;

const FEW: u32 = 60;
const MANY: u32 = 8_000;
/// The entries of either store lie in one month.
const MONTH: i64 = 28 * 24 * 3_600;

type Read = fn(&Workspace);

const LISTS: &[(&str, Read)] = &[
    ("list_50_visits", |w| {
        let page = w.list_visits(None, 50, None).expect("a list");
        assert_eq!(page.items.len(), 50);
    }),
    ("list_50_topics", |w| {
        assert_eq!(w.list_topics(50, None).expect("a list").items.len(), 50);
    }),
    ("list_50_hazards", |w| {
        assert_eq!(w.list_hazards(50, None).expect("a list").items.len(), 50);
    }),
    ("list_50_rounds", |w| {
        assert_eq!(w.list_rounds(50, None).expect("a list").items.len(), 50);
    }),
    ("list_50_agendas", |w| {
        assert_eq!(w.list_agendas(50, None).expect("a list").items.len(), 50);
    }),
    ("read_household", |w| {
        w.household("1-1-101").expect("a household");
    }),
];

const SEARCH: &str = "search_50";

/// A text that is searched, and the hits that it must have at least: as many in either store. Entries are numbered, so that a tail
/// of four digits would stand in the words of a store with thousands too.
const SEARCHES: &[(&str, &str, usize)] = &[
    ("door", "1-1-501", 1),
    ("name", "王建国", 1),
    ("tail of a phone", "13007", 1),
    ("one letter", "会", 50),
    ("in every topic", "议事会上讨论", 50),
    ("once", "第33次走访", 1),
    ("nothing", "没有这个人", 0),
];

pub(super) fn ids() -> Vec<&'static str> {
    let lists = LISTS.iter().map(|(id, _)| *id);
    lists.chain([SEARCH]).collect()
}

/// A row for every list that is asked for.
pub(super) fn rows(plan: &Plan) -> Vec<Row> {
    let few = store(&plan.data, FEW);
    let many = store(&plan.data, if plan.quick { MANY / 8 } else { MANY });
    let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
    let clock = TestClock::start();
    let open = |built: &Built, name: &str| {
        let dir = scratch.path().join(name);
        copy_dir(&built.dir, &dir);
        Phone::at(&dir, &clock, 900)
    };
    let (few, many) = (open(&few, "few"), open(&many, "many"));
    let compare = |read: &dyn Fn(&Workspace)| {
        read(&few);
        read(&many);
        Pairs::take(
            plan.samples(100),
            |_| timed(|| read(&many)).1,
            |_| timed(|| read(&few)).1,
        )
    };
    let mut rows: Vec<Row> = LISTS
        .iter()
        .filter(|(id, _)| plan.wants(id))
        .map(|(id, read)| {
            let pairs = compare(read);
            Row::lower(id, "ratio", 2.0, pairs.ratios(), words(&pairs))
        })
        .collect();
    if plan.wants(SEARCH) {
        rows.push(search(&compare));
    }
    rows
}

fn words(pairs: &Pairs) -> String {
    format!(
        "with many entries of one month median {:.3} ms, with {FEW} {:.3} ms",
        median(&pairs.ours),
        median(&pairs.floor)
    )
}

/// Times a read in both stores.
type Compare<'a> = dyn Fn(&dyn Fn(&Workspace)) -> Pairs + 'a;

/// The search whose ratio is the worst.
fn search(compare: &Compare<'_>) -> Row {
    let mut all: Vec<(&str, Pairs)> = SEARCHES
        .iter()
        .map(|(name, text, least)| {
            let pairs = compare(&|w| {
                let hits = w.search(text, 50).expect("a search");
                assert!(hits.len() >= *least, "{text}: {hits:?}");
            });
            (*name, pairs)
        })
        .collect();
    all.sort_by(|a, b| median(&a.1.ratios()).total_cmp(&median(&b.1.ratios())));
    let each: Vec<String> = all
        .iter()
        .map(|(name, pairs)| format!("{name}: {}", words(pairs)))
        .collect();
    let worst = all.pop().map(|(_, pairs)| pairs.ratios());
    Row::lower(
        SEARCH,
        "ratio",
        2.0,
        worst.unwrap_or_default(),
        format!("the worst of: {}", each.join("; ")),
    )
}

/// A building leader's store with so many entries of each kind in one month.
fn store(data: &Path, entries: u32) -> Built {
    kept(data, &format!("month-{entries}"), |scratch| {
        let clock = TestClock::start();
        let office = Phone::at(&scratch.join("office"), &clock, 1);
        office
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .expect("the community is founded");
        office
            .import_register(&register(24, 61), false)
            .expect("the register is imported");
        let place = ScopeName::Stairwell(stairwell(0));
        let mut leader = Phone::at(&scratch.join("leader"), &clock, 2);
        let invitation = office
            .invite(Role::BuildingLeader, &place, "王阿姨")
            .expect("an invitation");
        let joined = leader.join(&invitation).expect("the phone joins");
        office
            .admit_phone(&leader, &joined)
            .expect("the phone is admitted");
        crate::phone::pass(&office, &leader);
        for n in 0..entries {
            clock.advance(MONTH / i64::from(entries));
            write(&leader, &place, n);
        }
        leader.suspend().expect("the phone closes");
        leader.switch_off();
        scratch.join("leader")
    })
}

/// One entry of each kind.
fn write(phone: &Workspace, place: &ScopeName, n: u32) {
    const TITLES: [&str; 4] = ["楼道堆物", "电动车充电", "楼顶漏水", "垃圾投放点"];
    let mut visit = VisitDraft::new(door(0, n % 24), VisitOutcome::Home);
    visit.note = Some("反映三楼堆物，已劝说。".to_owned());
    phone.record_visit(visit).expect("a visit");
    phone
        .collect_topic(TopicDraft {
            source: TopicSource::Visit,
            title: TITLES[n as usize % 4].to_owned(),
            text: format!("第{n}次走访时住户提出，希望在下次议事会上讨论。"),
            household: Some(door(0, n % 24)),
            scope: None,
        })
        .expect("a topic");
    phone
        .report_hazard(HazardDraft {
            place: place.clone(),
            kind: "blocked_exit".to_owned(),
            severity: Severity::Medium,
            text: format!("{}楼防火门被杂物堵住，第{n}号。", n % 6 + 1),
            round: None,
        })
        .expect("a hazard");
    // A round is one of its place, template and month.
    let round = phone
        .start_round(place, &format!("fire_{n}"))
        .expect("a round");
    for item in ["灭火器", "疏散通道"] {
        phone
            .log_entry(LogDraft {
                round,
                item: item.to_owned(),
                result: ItemResult::Ok,
                note: None,
            })
            .expect("a log entry");
    }
    let agenda = phone
        .edit_agenda(None, Some(place), "place", "一楼大厅")
        .expect("an agenda");
    phone
        .edit_agenda(Some(agenda), None, "time", "周六晚七点")
        .expect("a field");
}
