//! T10: the same records in any order, doubled, and in any number of bundles make the same store.

use super::{Budget, Meter, Row, snapshot};
use crate::phone::{Phone, TestClock, TestRandom};
use crate::scratch;
use crate::sim::network::shuffle;
use crate::sim::template::READER;
use crate::sim::{Template, dump, run_then};
use linli_core::records::testing::Dice;
use linli_core::sync::{self, Answer};

/// Orders tried for the records of one schedule.
const ORDERS: u64 = 4;

/// Runs it: each run is one order.
#[must_use]
pub fn program(budget: Budget) -> Row {
    let template = Template::make();
    let mut row = Row::new("T10");
    let mut meter = Meter::start(budget);
    let mut source: Option<(u64, Answer, String)> = None;
    while let Some(seed) = meter.next_seed() {
        let schedule = seed / ORDERS;
        if source.as_ref().is_none_or(|(from, ..)| *from != schedule) {
            source = record(&template, schedule, &mut row);
        }
        let Some((_, answer, expected)) = &source else {
            break;
        };
        row.runs += 1;
        match replay(&template, answer, seed, &mut row) {
            Ok(found) if found == *expected => {}
            Ok(found) => {
                let line = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
                row.violation(seed, format!("{line:?}"));
            }
            Err(what) => row.violation(seed, what),
        }
        if row.planted == 0 {
            row.planted = 1;
            let mut fewer = answer.clone();
            fewer.records.pop();
            let differs = replay(&template, &fewer, seed, &mut Row::default());
            row.planted_found = u64::from(differs.as_ref() != Ok(expected));
        }
    }
    row.counts.push(format!(
        "{} cases, {} differences",
        row.runs, row.violations
    ));
    row.seconds = meter.seconds();
    row
}

/// Everything that the office holds after a schedule, and what it shows.
fn record(template: &Template, seed: u64, row: &mut Row) -> Option<(u64, Answer, String)> {
    let mut got = None;
    let counts = run_then(template, seed, crate::sim::STEPS, None, |office, keys| {
        got = snapshot::of(office)
            .ok()
            .map(|text| (seed, dump(office, keys, template), text));
    });
    if counts.total() > 0 || got.is_none() {
        row.violation(
            seed,
            format!("the schedule itself failed: {:?}", counts.notes),
        );
    }
    got
}

/// Takes everything in a random order on a desk that had no part in it.
fn replay(
    template: &Template,
    answer: &Answer,
    seed: u64,
    row: &mut Row,
) -> Result<String, String> {
    let mut dice = Dice::new(seed);
    let folder = scratch::folder();
    scratch::copy_store(&template.folder(READER), folder.path(), None)
        .map_err(|e| e.to_string())?;
    let reader = Phone::at(folder.path(), &TestClock::start(), seed);
    let keys = &template.founders[READER].keys;
    let mut records = answer.records.clone();
    if dice.below(2) == 0 {
        let doubled: Vec<_> = records
            .iter()
            .filter(|_| dice.below(3) == 0)
            .cloned()
            .collect();
        records.extend(doubled);
        row.fault("doubled");
    }
    shuffle(&mut dice, &mut records);
    row.fault("permuted");
    let mut roster = answer.roster.clone();
    let mut parts = 1 + dice.below(6);
    row.fault("partitioned");
    let random = TestRandom::new(seed);
    while parts > 0 {
        let last = parts == 1;
        let take = if last {
            records.len()
        } else {
            dice.below(records.len() + 1)
        };
        let entries = if last {
            roster.len()
        } else {
            dice.below(roster.len() + 1)
        };
        let some = Answer {
            community: answer.community,
            from: answer.from,
            roster: roster.drain(..entries).collect(),
            requests: if last {
                answer.requests.clone()
            } else {
                Vec::new()
            },
            records: records.drain(..take).collect(),
            ..answer.clone()
        };
        let sealed =
            sync::seal(&some, &keys.public(), random.as_ref()).map_err(|e| e.to_string())?;
        reader.receive(&sealed).map_err(|e| e.to_string())?;
        parts -= 1;
    }
    let report = reader.verify().map_err(|e| e.to_string())?;
    if !report.failures.is_empty() {
        return Err(format!("verify: {:?}", report.failures));
    }
    snapshot::of(&reader).map_err(|e| e.to_string())
}
