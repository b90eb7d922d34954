//! Matters in a community that has 3,000 of them open: a page of the list, everything that is due, and a fold of 50 steps.

use super::Plan;
use super::kept::{Built, copy_dir, kept};
use super::report::Row;
use super::stats::{median, timed};
use super::workloads::{door, register, stairwell};
use crate::matter::{step, take};
use crate::phone::{Phone, TestClock};
use linli_core::domain::Timestamp;
use linli_core::rules::flows::{self, Matter};
use linli_core::workspace::{MatterFilter, RootPolicy, ScopeName, Workspace};
use serde_json::json;
use std::hint::black_box;
use std::path::Path;

const PAGE: &str = "matters_page_ms";
const DUE: &str = "obligations_ms";
const FOLD: &str = "fold_50_ms";

/// Open matters of a whole run, and of a quick one.
const OPEN: [u32; 2] = [3_000, 120];
/// Stairwells among which they lie, and doors of each.
const DOORS: u32 = 24;
/// Steps that are folded.
const STEPS: usize = 50;

pub(super) const fn ids() -> [&'static str; 3] {
    [PAGE, DUE, FOLD]
}

/// The rows that are asked for.
pub(super) fn rows(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    if plan.wants_any(&[PAGE, DUE]) {
        let open = OPEN[usize::from(plan.quick)];
        let built = store(&plan.data, open);
        let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
        let dir = scratch.path().join("office");
        copy_dir(&built.dir, &dir);
        let clock = TestClock::start();
        let phone = Phone::at(&dir, &clock, 900);
        if plan.wants(PAGE) {
            rows.push(page(plan, &phone, open));
        }
        if plan.wants(DUE) {
            rows.push(due(plan, &phone, open));
        }
    }
    if plan.wants(FOLD) {
        rows.push(fold(plan));
    }
    rows
}

/// `matters_page_ms`: the first page of 50, and the slowest of five pages deep in the list.
fn page(plan: &Plan, phone: &Workspace, open: u32) -> Row {
    let read = |after: Option<&str>| {
        let page = phone.matters(&MatterFilter::default(), 50, after);
        page.expect("a page")
    };
    let mut cursors = vec![None];
    for _ in 0..4 {
        let next = read(cursors.last().and_then(Option::as_deref)).next;
        let Some(next) = next else { break };
        cursors.push(Some(next));
    }
    let mut samples = Vec::new();
    for _ in 0..plan.samples(100) {
        let each = cursors.iter().map(|cursor| {
            let (page, took) = timed(|| read(cursor.as_deref()));
            assert!(!page.items.is_empty());
            took
        });
        samples.push(each.fold(0.0, f64::max));
    }
    let note = format!(
        "the slowest of {} pages of 50 among {open} open matters",
        cursors.len()
    );
    Row::lower(PAGE, "ms", 5.0, samples, note)
}

/// `obligations_ms`: clocks and duties of a year.
fn due(plan: &Plan, phone: &Workspace, open: u32) -> Row {
    let now = 1_795_394_400_000;
    let (from, to) = (Timestamp(now), Timestamp(now + 365 * 86_400_000));
    let mut count = 0;
    let mut samples = Vec::new();
    for _ in 0..plan.samples(100) {
        let (due, took) = timed(|| phone.obligations(from, to).expect("obligations"));
        count = due.len();
        samples.push(took);
    }
    assert!(
        count >= open as usize,
        "every open matter has a clock: {count}"
    );
    let note = format!(
        "{count} obligations of a year, of {open} open matters and the duties of every pack"
    );
    Row::lower(DUE, "ms", 20.0, samples, note)
}

/// `fold_50_ms`: a stairwell matter of 50 steps, 45 of them side steps, reading apart.
fn fold(plan: &Plan) -> Row {
    let file = matter();
    let answer = flows::fold(&file);
    assert_eq!(
        (answer.heads.len(), answer.misplaced.len()),
        (1, 0),
        "{:?}",
        answer.misplaced
    );
    let mut samples = Vec::new();
    for _ in 0..plan.samples(100) {
        samples.push(timed(|| black_box(flows::fold(black_box(&file)))).1);
    }
    let note = format!(
        "fold() of {STEPS} steps, needs and clocks included; median {:.4} ms",
        median(&samples)
    );
    Row::lower(FOLD, "ms", 0.1, samples, note)
}

fn matter() -> Matter {
    let mut steps = vec![json!({
        "id": "s00", "step": "collect", "operation": "collect_topic", "at": at(0), "by": "m1", "after": [],
        "values": {"source": "visit", "title": "楼道堆物"},
    })];
    let main = [
        (
            "screen",
            "screen_topic",
            json!({"result": "taken_up", "category": "hygiene"}),
        ),
        ("deliberate", "screen_topic", json!({"opinion": "集中清理"})),
        (
            "confirm",
            "screen_topic",
            json!({"question": "是否集中清理"}),
        ),
        (
            "convene",
            "screen_topic",
            json!({"when": "2026-11-28T19:00:00+08:00", "mode": "on_site", "venue": "一楼大厅"}),
        ),
    ];
    let mut head = "s00".to_owned();
    for (n, (step, operation, values)) in main.into_iter().enumerate() {
        let id = format!("s{:02}", n + 1);
        steps.push(json!({
            "id": id, "step": step, "operation": operation, "at": at(n + 1), "by": "m1", "after": [head], "values": values,
        }));
        head = id;
    }
    for n in steps.len()..STEPS {
        steps.push(json!({
            "id": format!("s{n:02}"), "step": "sign_in", "operation": "screen_topic", "at": at(n), "by": format!("m{n}"),
            "after": [head], "values": {"household": format!("h{n}"), "how": "on_site"},
        }));
    }
    let file = json!({
        "version": 1, "pack": "db3305-309-2024", "flow": "stairwell-deliberation", "now": "2026-11-30T09:00:00+08:00",
        "opening": "s00", "steps": steps, "facts": {"calendar": {"years": [2026], "off": [], "on": []}},
    });
    let bytes = serde_json::to_vec(&file).expect("json");
    flows::read(&bytes).expect("a matter's file")
}

fn at(minute: usize) -> String {
    format!(
        "2026-11-24T{:02}:{:02}:00+08:00",
        9 + minute / 60,
        minute % 60
    )
}

/// The store of a leader of every stairwell with so many open matters, each with a clock that runs.
fn store(data: &Path, open: u32) -> Built {
    kept(data, &format!("matters-{open}"), |scratch| {
        let clock = TestClock::start();
        let mut office = Phone::at(&scratch.join("office"), &clock, 1);
        office
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .expect("the community is founded");
        office
            .import_register(&register(DOORS * DOORS, DOORS * DOORS), false)
            .expect("the register is imported");
        for n in 0..open {
            // An errand has a clock from its first step on: five working days.
            let place = ScopeName::Stairwell(stairwell(n % DOORS));
            let asked = json!({"household": door(n % DOORS, n / DOORS % DOORS), "what": format!("第{n}件"), "kind": "other"});
            let (matter, _) = office
                .open_matter("errand", &place, &step("", &asked))
                .expect("opened");
            if n % 4 == 0 {
                take(
                    &office,
                    matter,
                    "pass_on",
                    &json!({"to": "property_company"}),
                )
                .expect("passed on");
            }
            clock.advance(10);
        }
        office.suspend().expect("the store closes");
        office.switch_off();
        scratch.join("office")
    })
}
