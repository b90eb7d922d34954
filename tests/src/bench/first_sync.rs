//! A new phone's first sync from a real hub over TLS, whole and cut in the middle; and a sync that finds nothing new.

use super::Plan;
use super::hub::{HubProcess, Routed};
use super::kept::{copy_dir, kept};
use super::report::Row;
use super::stats::{median, timed};
use super::workloads::stairwell;
use crate::hub::{LocalHub, Unwatched};
use crate::phone::AdmitPhone;
use crate::phone::{Phone, TestClock};
use linli_core::domain::Role;
use linli_core::workspace::{ScopeName, SyncReport, Workspace};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stairwells of workload P3's grid: 500 households.
pub(super) const P3: u32 = 21;

/// An office with its hub, on the disk that is measured.
struct Office {
    phone: Phone,
    clock: Arc<TestClock>,
    hub: HubProcess,
    scratch: tempfile::TempDir,
}

impl Office {
    fn open(plan: &Plan) -> Self {
        let name = format!("{}-hub", plan.sizes.office.name());
        let built = kept(&plan.data, &name, |scratch| build(plan, scratch));
        let scratch = tempfile::tempdir_in(&plan.data).expect("a scratch folder");
        copy_dir(&built.dir, scratch.path());
        let clock = TestClock::now();
        Self {
            phone: Phone::at(&scratch.path().join("office"), &clock, 800),
            clock,
            hub: HubProcess::start(&plan.program, &scratch.path().join("hub")),
            scratch,
        }
    }

    fn sync(&self) -> SyncReport {
        full(&self.phone, &self.hub)
    }

    /// A phone that was admitted and has nothing yet.
    fn new_phone(&self, seed: u64, role: Role, scope: &ScopeName) -> Phone {
        let dir = self.scratch.path().join(format!("phone-{seed}"));
        let phone = Phone::at(&dir, &self.clock, seed);
        let invitation = self
            .phone
            .invite(role, scope, "李工")
            .expect("an invitation");
        let joined = phone.join(&invitation).expect("the phone joins");
        self.phone
            .admit_phone(&phone, &joined)
            .expect("the phone is admitted");
        self.sync();
        phone
    }
}

/// Puts the workload's office and all its records to a hub.
fn build(plan: &Plan, scratch: &Path) -> PathBuf {
    let dir = scratch.join("both");
    let from = plan.sizes.office.store(&plan.data);
    copy_dir(&from.dir, &dir.join("office"));
    let clock = TestClock::start();
    let office = Phone::at(&dir.join("office"), &clock, 801);
    let hub = LocalHub::new(&clock, 802);
    hub.claimed_by(&office);
    while crate::hub::sync(&office, &hub).sent > 0 {}
    office.suspend().expect("the office closes");
    hub.stop();
    copy_dir(hub.dir(), &dir.join("hub"));
    dir
}

/// One sync that must end well.
fn full(phone: &Workspace, hub: &HubProcess) -> SyncReport {
    phone
        .sync(&Routed::to(hub), &Unwatched)
        .expect("the sync ends well")
}

/// `idle_sync_bytes` and `first_sync_p4_s`.
pub(super) fn rows(plan: &Plan) -> Vec<Row> {
    let office = Office::open(plan);
    // Two syncs: the second brings whatever the hub had still to tell, or had not been asked for.
    office.sync();
    office.sync();
    let mut rows = Vec::new();
    if plan.wants("idle_sync_bytes") {
        rows.push(idle(&office));
    }
    if plan.wants("first_sync_p4_s") {
        rows.push(first(plan, &office));
    }
    rows
}

fn records(phone: &Workspace) -> u64 {
    phone.digest().expect("a digest").records
}

fn idle(office: &Office) -> Row {
    let reports: Vec<SyncReport> = (0..5).map(|_| office.sync()).collect();
    for report in &reports {
        assert_eq!((report.requests, report.sent + report.received), (1, 0));
    }
    let note = format!(
        "an office that holds {} records and a hub with nothing new: 1 request, {} B up, {} B down, bodies alone",
        records(&office.phone),
        reports[0].bytes_up,
        reports[0].bytes_down,
    );
    let bytes = |report: &SyncReport| (report.bytes_up + report.bytes_down) as f64;
    Row::lower(
        "idle_sync_bytes",
        "bytes",
        500.0,
        reports.iter().map(bytes).collect(),
        note,
    )
}

fn first(plan: &Plan, office: &Office) -> Row {
    let expected = records(&office.phone);
    let role = Role::CommunityOffice;
    let (mut samples, mut in_step) = (Vec::new(), Vec::new());
    let mut whole = SyncReport::default();
    for n in 0..if plan.quick { 1 } else { 3 } {
        // In pairs: each page asked for after the one before is written, and while it is.
        let desk = office.new_phone(960 + n, role, &ScopeName::Community);
        let way = Routed::in_step(&office.hub);
        let (report, time) = timed(|| desk.sync(&way, &Unwatched).expect("the sync ends well"));
        assert!(report.complete && records(&desk) == expected, "{report:?}");
        in_step.push(time / 1000.0);
        let desk = office.new_phone(900 + n, role, &ScopeName::Community);
        let (report, time) = timed(|| full(&desk, &office.hub));
        assert!(report.complete && records(&desk) == expected, "{report:?}");
        samples.push(time / 1000.0);
        whole = report;
    }
    let (resumed, cut) = cut_in_the_middle(office, whole.requests, expected);

    let stairwells: Vec<ScopeName> = (0..plan.sizes.grid)
        .map(|n| ScopeName::Stairwell(stairwell(n)))
        .collect();
    office
        .phone
        .define_grid("一网格", &stairwells)
        .expect("a grid");
    let grid = ScopeName::Grid("一网格".to_owned());
    let worker = office.new_phone(950, Role::GridWorker, &grid);
    let (of_grid, grid_time) = timed(|| full(&worker, &office.hub));
    assert!(of_grid.complete, "{of_grid:?}");
    let note = format!(
        "{} records to a new phone on the disk of this machine ({:.1} s without reading ahead), {} requests, {:.1} MB up and down, TLS on the loopback address, \
         the hub on the same machine ({:.0} MB resident at its peak); cut after half the requests and restarted: {resumed:.1} \
         s together, {cut} requests; P3 (a grid of {} stairwells, {} records): {:.2} s, goal 10",
        whole.received,
        median(&in_step),
        whole.requests,
        (whole.bytes_up + whole.bytes_down) as f64 / 1e6,
        office.hub.resident().0,
        plan.sizes.grid,
        of_grid.received,
        grid_time / 1000.0,
    );
    Row::lower("first_sync_p4_s", "s", 60.0, samples, note)
}

/// The network goes after half of the requests, and the battery with it. Gives the seconds of both halves, and their
/// requests.
fn cut_in_the_middle(office: &Office, requests: u64, expected: u64) -> (f64, u64) {
    let mut desk = office.new_phone(940, Role::CommunityOffice, &ScopeName::Community);
    let half = requests.div_ceil(2);
    let way = Routed::cut_after(&office.hub, half);
    let (cut, before) = timed(|| desk.sync(&way, &Unwatched));
    let code = cut.expect_err("the network goes").code();
    assert_eq!(code, "hub_unreachable");
    desk.switch_off();
    desk.switch_on();
    let held = records(&desk);
    assert!(held > 0 && held < expected, "{held} of {expected}");
    let (report, after) = timed(|| full(&desk, &office.hub));
    assert!(report.complete && records(&desk) == expected, "{report:?}");
    assert!(
        report.received <= expected - held,
        "what is here comes once"
    );
    ((before + after) / 1000.0, half + report.requests)
}
