//! Measurements, each against its floor or its goal. One row each; ratios are medians of interleaved
//! pairs in one run, so that a busy machine slows both sides alike.

mod day;
mod evening;
mod first_sync;
mod hub;
mod kept;
mod languages;
mod lists;
mod matters;
mod meter;
pub mod page;
mod plain;
mod reading;
mod receive;
mod recount;
mod report;
mod save;
mod screens;
mod stats;
mod workloads;

pub use day::Day;
pub use evening::EveningSize;
pub use hub::{HUB, TownSize, serve};
pub use kept::Built;
pub use report::{Better, Report, Row, machine};
pub use screens::{CHILD, child, resident};
pub use workloads::Workload;

use std::path::PathBuf;

/// Plan of a run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Fewer samples, and not the largest workload.
    pub quick: bool,
    /// Only these ids; all of them if empty.
    pub only: Vec<String>,
    /// The folder in which workloads are kept between runs, and scratch stores made: on a real disk.
    pub data: PathBuf,
    /// Rows that programs in other languages measured, a file each.
    pub rows: Vec<PathBuf>,
    /// The `bench` program: stores and hubs whose memory is measured run in processes of their own.
    pub program: PathBuf,
    /// Sizes of the rows about the hub.
    pub sizes: Sizes,
}

/// Sizes of the rows about the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// For how many seconds changes are pushed.
    pub seconds: u64,
    /// The town that pushes them.
    pub campaign: TownSize,
    /// The town that comes back after an outage.
    pub town: TownSize,
    /// The workload whose records a new phone gets.
    pub office: Workload,
    /// Stairwells of the grid whose records another one gets.
    pub grid: u32,
    /// The vote evening.
    pub evening: EveningSize,
}

impl Sizes {
    /// Whole ones; a quick run is shorter, and its town a tenth.
    #[must_use]
    pub const fn of(quick: bool) -> Self {
        let communities = if quick { 20 } else { 200 };
        Self {
            seconds: if quick { 5 } else { 60 },
            campaign: TownSize {
                communities: 8,
                stairwells: 100,
            },
            town: TownSize {
                communities,
                stairwells: 100,
            },
            office: Workload::P4,
            grid: first_sync::P3,
            evening: if quick {
                EveningSize {
                    compounds: 2,
                    buildings: 2,
                    homes: 25,
                }
            } else {
                EveningSize {
                    compounds: 200,
                    buildings: 5,
                    homes: 100,
                }
            },
        }
    }
}

impl Plan {
    fn wants(&self, id: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == id)
    }

    fn wants_any(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.wants(id))
    }

    /// So many samples; a fifth of them in a quick run, but at least five.
    fn samples(&self, full: usize) -> usize {
        if self.quick { (full / 5).max(5) } else { full }
    }
}

/// Every measurement that the plan asks for, in a fixed order.
#[must_use]
pub fn run(plan: &Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    if plan.wants("recount_3000_ms") {
        rows.push(recount::recount(plan));
    }
    if plan.wants("meter_step_ms") {
        rows.push(meter::meter_step(plan));
    }
    if plan.wants("save_visit_vs_sqlite") {
        rows.push(save::save_visit(plan));
    }
    if plan.wants("receive_1000_vs_automerge") {
        rows.push(receive::receive(plan));
    }
    if plan.wants_any(reading::IDS) {
        rows.extend(reading::rows(plan));
    }
    if plan.wants_any(&lists::ids()) {
        rows.extend(lists::rows(plan));
    }
    if plan.wants_any(&matters::ids()) {
        rows.extend(matters::rows(plan));
    }
    if plan.wants("day_sync_bytes") {
        rows.push(day::day());
    }
    for workload in [Workload::P1, Workload::P4, Workload::P5] {
        let ids = workload.ids();
        // The largest takes minutes to build: only in a full run, or if it is asked for by name.
        let asked = plan.only.iter().any(|only| ids.contains(&only.as_str()));
        if plan.wants_any(&ids) && (asked || !plan.quick || workload != Workload::P5) {
            rows.extend(
                screens::screens(plan, workload)
                    .into_iter()
                    .filter(|row| plan.wants(&row.id)),
            );
        }
    }
    if plan.wants_any(&["idle_sync_bytes", "first_sync_p4_s"]) {
        rows.extend(first_sync::rows(plan));
    }
    if plan.wants("hub_changes_per_s") {
        rows.push(hub::changes(plan));
    }
    if plan.wants("hub_logins_per_s") {
        rows.push(hub::logins(plan));
    }
    if plan.wants("vote_evening_per_s") {
        rows.push(evening::evening(plan));
    }
    rows.extend(languages::rows(plan));
    rows
}
