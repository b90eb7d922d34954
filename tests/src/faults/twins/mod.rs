//! T14: forged twins. For every error that the API answers, the record that a modified client would send instead, signed by
//! a device that enrolled honestly, handed to real receivers: two phones by bundle, and a hub from which a third phone
//! syncs. Nothing that anybody else's lists, counts or files show may change.

mod codes;
mod matters;
mod stage;
mod written;

use super::{Budget, Meter, Row};
use codes::{Provocation, provocation};
use linli_core::domain::Code;
use stage::Stage;
use std::collections::BTreeMap;

/// Runs it; each run is one community with a twin of everything.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let mut row = Row::new("T14");
    let mut meter = Meter::start(budget);
    let (mut refused, mut effects, mut twins) = (0_u64, 0_u64, 0_u64);
    let mut of_code: BTreeMap<&'static str, u64> = BTreeMap::new();
    while let Some(seed) = meter.next_seed() {
        row.runs += 1;
        let mut stage = Stage::make(seed);
        for twin in written::twins(&mut stage, seed) {
            twins += 1;
            *of_code.entry(twin.code.name()).or_default() += 1;
            row.fault(twin.code.name());
            match stage.sends(&twin) {
                None => refused += 1,
                Some(what) => {
                    effects += 1;
                    row.violation(seed, format!("{}, {}: {what}", twin.code.name(), twin.what));
                }
            }
        }
        for what in stage.hub_hands_out() {
            effects += 1;
            row.violation(seed, what);
        }
        if row.planted == 0 {
            // The planted bugs: receivers that lack one check. What it would have refused looks to them as a sound ballot does.
            for (check, sound) in written::sound(&mut stage) {
                row.planted += 1;
                let found = stage.sends(&sound).is_some();
                row.planted_found += u64::from(found);
                let outcome = if found { "found" } else { "not found" };
                row.counts
                    .push(format!("planted, nobody asks {check}: {outcome}"));
                stage.look_again();
            }
        }
    }
    let needed = Code::ALL
        .iter()
        .filter(|code| matches!(provocation(**code), Provocation::Twin));
    for code in needed {
        if !of_code.contains_key(code.name()) {
            row.violation(budget.seed, format!("{code}: no twin was written"));
        }
    }
    row.counts.push(format!(
        "{twins} twins of {} codes: {refused} refused, {effects} effects on others",
        of_code.len()
    ));
    let mut reasons: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for code in Code::ALL {
        if let Provocation::None(why) = provocation(*code) {
            reasons.entry(why).or_default().push(code.name());
        }
    }
    for (why, codes) in reasons {
        row.counts
            .push(format!("no record provokes, {why}: {}", codes.join(", ")));
    }
    row.seconds = meter.seconds();
    row
}
