//! T1 and T3: many schedules of the simulator, then each planted bug until it is found.

use super::{Budget, Meter, Row, side_by_side};
use crate::sim::{Counts, Plant, STEPS, Template, VIOLATIONS, run};

/// Schedules that a planted bug gets to show itself.
const TRIES: u64 = 40;

/// Runs it.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let template = Template::make();
    let mut row = Row::new("T1");
    let mut meter = Meter::start(budget);
    let mut all = Counts::default();
    for (seed, counts) in side_by_side(&mut meter, |seed| run(&template, seed, STEPS, None)) {
        if counts.total() > 0 {
            row.seed.get_or_insert(seed);
        }
        all.add(counts);
    }
    row.runs = all.schedules;
    row.violations = all.total();
    row.counts.push(format!(
        "{} schedules, {} acknowledged",
        all.schedules, all.acknowledged
    ));
    row.counts.push(
        VIOLATIONS
            .map(|kind| format!("{kind} {}", all.of(kind)))
            .join(", "),
    );
    row.faults = all.faults;
    row.notes = all.notes;
    let mut plants = Meter::start(Budget {
        seed: 0,
        runs: Some(Plant::ALL.len() as u64),
        ..budget
    });
    let found = side_by_side(&mut plants, |n| {
        let plant = Plant::ALL[n as usize];
        (0..TRIES).find(|n| {
            let seed = budget.seed.wrapping_add(1_000_000 + n);
            plant.found(&run(&template, seed, STEPS, Some(plant)))
        })
    });
    for (plant, (_, found)) in Plant::ALL.into_iter().zip(found) {
        row.planted += 1;
        match found {
            Some(n) => {
                row.planted_found += 1;
                row.counts.push(format!(
                    "planted {plant:?}: found after {} schedules",
                    n + 1
                ));
            }
            None => row
                .notes
                .push(format!("planted {plant:?}: not found in {TRIES} schedules")),
        }
    }
    row.seconds = meter.seconds();
    row
}
