//! Measurements, each against its floor or its goal (workloads.md). One row each; ratios are medians of interleaved
//! pairs in one run, so that a busy machine slows both sides alike.

mod plain;
mod receive;
mod recount;
mod report;
mod save;
mod screens;
mod stats;
mod workloads;

pub use report::{Better, Report, Row, machine};
pub use screens::{CHILD, child, resident};
pub use workloads::{Built, Workload};

use std::path::PathBuf;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Fewer samples, and not the largest workload.
    pub quick: bool,
    /// Only these ids; all of them if empty.
    pub only: Vec<String>,
    /// Where workloads are kept between runs, and scratch stores made: on a real disk.
    pub data: PathBuf,
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
    if plan.wants("save_visit_vs_sqlite") {
        rows.push(save::save_visit(plan));
    }
    if plan.wants("receive_1000_vs_automerge") {
        rows.push(receive::receive(plan));
    }
    for workload in [Workload::P1, Workload::P4, Workload::P5] {
        let ids = workload.ids();
        // The largest takes minutes to build: only in a full run, or if it is asked for by name.
        let asked = plan.only.iter().any(|only| ids.contains(&only.as_str()));
        if plan.wants_any(&ids) && (asked || !plan.quick || workload != Workload::P5) {
            rows.extend(
                screens::screens(plan, workload)
                    .into_iter()
                    .filter(|row| plan.wants(row.id)),
            );
        }
    }
    rows
}
