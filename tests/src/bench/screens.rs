//! Opening a store of some size, reading every list of it, searching it, and how much memory that takes.

use super::Plan;
use super::kept::copy_dir;
use super::report::Row;
use super::stats::{median, quantile, timed};
use super::workloads::{Workload, stairwell};
use crate::phone::{Phone, TestClock};
use linli_core::screens::{HazardFilter, HouseholdFilter, TopicFilter};
use linli_core::workspace::{ScopeName, Workspace};
use std::path::Path;
use std::process::Command;

/// The first argument of the process that measures memory; the second is the store's folder.
pub const CHILD: &str = "--memory-of";

type Screen = (&'static str, fn(&Workspace));

const SCREENS: &[Screen] = &[
    ("round_list", |w| {
        w.round_list(&ScopeName::Stairwell(stairwell(0)))
            .expect("a list");
    }),
    ("household", |w| {
        w.household("1-1-101").expect("a household");
    }),
    ("today", |w| {
        w.today(None).expect("a screen");
    }),
    ("today of a stairwell", |w| {
        w.today(Some(&ScopeName::Stairwell(stairwell(0))))
            .expect("a screen");
    }),
    ("door", |w| {
        w.door("1-1-101").expect("a screen");
    }),
    ("households", |w| {
        w.households(&HouseholdFilter::default(), 50, None)
            .expect("a list");
    }),
    ("topics", |w| {
        w.topics(&TopicFilter::default(), 50, None).expect("a list");
    }),
    ("hazards", |w| {
        w.hazards(&HazardFilter::default(), 50, None)
            .expect("a list");
    }),
    ("conflict_list", |w| {
        w.conflict_list(50, None).expect("a list");
    }),
    ("waiting_changes", |w| {
        w.waiting_changes().expect("a list");
    }),
    ("me", |w| {
        w.me().expect("a screen");
    }),
    ("list_visits", |w| {
        w.list_visits(None, 50, None).expect("a list");
    }),
    ("list_visits of one door", |w| {
        w.list_visits(Some("1-1-101"), 50, None).expect("a list");
    }),
    ("list_topics", |w| {
        w.list_topics(50, None).expect("a list");
    }),
    ("list_hazards", |w| {
        w.list_hazards(50, None).expect("a list");
    }),
    ("list_rounds", |w| {
        w.list_rounds(50, None).expect("a list");
    }),
    ("list_agendas", |w| {
        w.list_agendas(50, None).expect("a list");
    }),
    ("list_tallies", |w| {
        w.list_tallies().expect("a list");
    }),
    ("conflicts", |w| {
        w.conflicts(50, None).expect("a list");
    }),
    ("list_contested", |w| {
        w.list_contested().expect("a list");
    }),
    ("places", |w| {
        w.places().expect("a list");
    }),
];

const SEARCHES: &[(&str, &str)] = &[
    ("door", "1-1-501"),
    ("room", "501"),
    ("name", "王小明"),
    ("phone", "13800013007"),
    ("part of a phone", "3007"),
    ("topic", "漏水"),
    ("nothing", "没有这个人"),
];

/// The first screen of a leader is his round; that of an office the newest visits and what it must decide.
fn first_screen(workload: Workload, workspace: &Workspace) {
    if workload == Workload::P1 {
        workspace
            .round_list(&ScopeName::Stairwell(stairwell(0)))
            .expect("a list");
    } else {
        workspace.list_visits(None, 50, None).expect("a list");
        workspace.conflicts(50, None).expect("a list");
    }
}

/// Every row of a workload.
pub(super) fn screens(plan: &Plan, workload: Workload) -> Vec<Row> {
    let built = workload.store(&plan.data);
    let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
    let dir = scratch.path().join("store");
    copy_dir(&built.dir, &dir);
    let size = std::fs::metadata(dir.join(linli_core::store::DATABASE_FILE))
        .map_or(0, |file| file.len() / 1_000_000);
    let clock = TestClock::start();

    let (mut opening, mut only_open) = (Vec::new(), Vec::new());
    for n in 0..plan.samples(50) {
        let (phone, open) = timed(|| Phone::at(&dir, &clock, 700 + n as u64));
        let ((), first) = timed(|| first_screen(workload, &phone));
        opening.push(open + first);
        only_open.push(open);
    }
    let phone = Phone::at(&dir, &clock, 999);
    let rounds = plan.samples(25);
    let lists: Vec<(&str, f64)> = SCREENS
        .iter()
        .map(|(name, read)| {
            let times: Vec<f64> = (0..rounds).map(|_| timed(|| read(&phone)).1).collect();
            (*name, median(&times))
        })
        .collect();
    let searches: Vec<(&str, Vec<f64>)> = SEARCHES
        .iter()
        .map(|(name, text)| {
            let find = || phone.search(text, 50).expect("a search");
            (*name, (0..rounds).map(|_| timed(find).1).collect())
        })
        .collect();
    let today = (workload == Workload::P5).then(|| today(&phone, rounds));
    drop(phone);

    let slowest = |all: &[(&'static str, f64)]| {
        all.iter()
            .copied()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or(("none", 0.0))
    };
    let words = |all: &[(&str, f64)]| {
        all.iter()
            .map(|(name, time)| format!("{name} {time:.2}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let slow_list = slowest(&lists);
    let note = format!(
        "opening alone {:.2} ms (p95 with the first screen {:.2}); file {size} MB in the system's cache; slowest list {} \
         {:.2} ms; lists: {}",
        median(&only_open),
        quantile(&opening, 0.95),
        slow_list.0,
        slow_list.1,
        words(&lists),
    );
    let medians: Vec<(&str, f64)> = searches
        .iter()
        .map(|(name, times)| (*name, median(times)))
        .collect();
    let slow_search = slowest(&medians);
    let search_note = format!("the slowest of: {}", words(&medians));
    let search_samples = searches
        .into_iter()
        .find(|(name, _)| *name == slow_search.0)
        .map_or_else(Vec::new, |(_, times)| times);
    match workload {
        Workload::P1 => vec![
            Row::lower("open_p1_ms", "ms", 100.0, opening, note),
            Row::lower("search_p1_ms", "ms", 10.0, search_samples, search_note),
        ],
        Workload::P4 => vec![
            Row::lower("open_p4_ms", "ms", 100.0, opening, note),
            Row::lower("search_p4_ms", "ms", 20.0, search_samples, search_note),
            memory("rss_p4_mb", 150.0, &dir, plan),
        ],
        Workload::Tiny => Vec::new(),
        Workload::P5 => {
            let mut all = lists.clone();
            all.push(slow_search);
            let slowest = slowest(&all);
            vec![
                Row::lower("open_p5_ms", "ms", 100.0, opening, note),
                Row::lower(
                    "slowest_screen_p5_ms",
                    "ms",
                    50.0,
                    vec![slowest.1],
                    format!("{}; searches: {}", slowest.0, words(&medians)),
                ),
                memory("rss_p5_mb", 300.0, &dir, plan),
            ]
            .into_iter()
            .chain(today)
            .collect()
        }
    }
}

/// The day's plan of a building in a store of 10,000 households, as 132 doors of it would take.
fn today(phone: &Workspace, rounds: usize) -> Row {
    const DOORS: f64 = 132.0;
    let label = stairwell(0);
    let building = label.rsplit_once('-').map_or(label.as_str(), |cut| cut.0);
    let scope = ScopeName::Building(building.to_owned());
    let doors: usize = phone
        .today(Some(&scope))
        .expect("a screen")
        .floors
        .iter()
        .map(|floor| floor.doors.len())
        .sum();
    let samples = (0..rounds)
        .map(|_| timed(|| phone.today(Some(&scope)).expect("a screen")).1)
        .map(|time| time * DOORS / doors.max(1) as f64)
        .collect();
    let note = format!("a building of {doors} doors, scaled to 132");
    Row::lower("today_132_doors_ms", "ms", 5.0, samples, note)
}

/// Peak resident memory of a process that opens a store, reads every list and searches.
fn memory(id: &'static str, goal: f64, dir: &Path, plan: &Plan) -> Row {
    let mut peaks = Vec::new();
    let mut note = String::new();
    for _ in 0..if plan.quick { 1 } else { 3 } {
        let output = Command::new(&plan.program)
            .arg(CHILD)
            .arg(dir)
            .output()
            .expect("this program starts itself");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let numbers: Vec<f64> = text
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let &[peak, end, before] = numbers.as_slice() else {
            return Row::lower(
                id,
                "mb",
                goal,
                Vec::new(),
                "this system does not tell".to_owned(),
            );
        };
        note = format!(
            "VmHWM of a process that opens the store, reads every list and searches; {end:.1} MB at its end, {before:.1} MB \
             before it opens anything"
        );
        peaks.push(peak);
    }
    Row::lower(id, "mb", goal, peaks, note)
}

/// The child's part: peak, end and start in MB (10⁶ bytes).
#[must_use]
pub fn child(dir: &Path) -> String {
    let (_, before) = resident();
    let clock = TestClock::start();
    let phone = Phone::at(dir, &clock, 998);
    for (_, read) in SCREENS {
        read(&phone);
    }
    for (_, text) in SEARCHES {
        phone.search(text, 50).expect("a search");
    }
    let (peak, end) = resident();
    format!("{peak} {end} {before}")
}

/// Peak and present resident memory of this process in MB; zeros where the system does not tell.
#[must_use]
pub fn resident() -> (f64, f64) {
    resident_of("self")
}

/// Peak and present resident memory of a process in MB, by its number.
pub(super) fn resident_of(process: &str) -> (f64, f64) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let field = |name: &str| {
        status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .and_then(|rest| rest.split_whitespace().next())
            .and_then(|kib| kib.parse::<f64>().ok())
            .map_or(0.0, |kib| kib * 1024.0 / 1e6)
    };
    (field("VmHWM:"), field("VmRSS:"))
}
