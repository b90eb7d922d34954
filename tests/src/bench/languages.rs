//! Measurements by Kotlin, Swift and Python of their own façades: a file of rows each, as `cargo xtask bench` has
//! them written. A row of reads names the store that it read: the same reads of that store are measured here in Rust.

use super::Plan;
use super::report::{Better, Row};
use super::stats::{median, timed};
use crate::phone::{Phone, TestClock};
use linli_core::screens::{HazardFilter, HouseholdFilter, TopicFilter};
use linli_core::workspace::{ScopeName, Workspace};
use serde_json::Value;
use std::path::Path;

/// A read's name in every language, and the read.
type Read = (&'static str, fn(&Workspace));

/// Reads of the screens that a phone shows most, of a building of 132 doors.
const READS: &[Read] = &[
    ("today", |w| {
        w.today(Some(&ScopeName::Building("3".to_owned())))
            .expect("a screen");
    }),
    ("door", |w| {
        w.door("3-1-101").expect("a screen");
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
    ("list_visits", |w| {
        w.list_visits(None, 50, None).expect("a list");
    }),
];

/// Times each read is made here; as often before, so that caches are warm as they were there.
const TIMES: usize = 51;

/// So many times what it takes in Rust may a read take in another language.
const GOAL: f64 = 2.0;

/// All their rows that are wanted.
///
/// # Panics
/// If a file is not what its program should have written.
pub(super) fn rows(plan: &Plan) -> Vec<Row> {
    let all = plan.rows.iter().flat_map(|file| read(file));
    all.filter(|row| plan.wants(&row.id)).collect()
}

fn read(file: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(file).expect("a file of rows");
    let rows: Vec<Value> = serde_json::from_str(&text).expect("a list of rows");
    rows.iter()
        .map(|row| one(row).unwrap_or_else(|| panic!("{}: {row}", file.display())))
        .collect()
}

fn one(row: &Value) -> Option<Row> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    if let Some(store) = row["store"].as_str() {
        let phone = Phone::at(Path::new(store), &TestClock::now(), 998);
        return beside_rust(text("id")?, &phone, &row["reads"]);
    }
    let samples = row["samples"].as_array()?;
    Some(Row {
        id: text("id")?.into(),
        value: row["value"].as_f64()?,
        unit: text("unit")?.into(),
        goal: row["goal"].as_f64()?,
        better: match row["better"].as_str()? {
            "lower" => Better::Lower,
            "higher" => Better::Higher,
            _ => return None,
        },
        samples: samples.iter().map(Value::as_f64).collect::<Option<_>>()?,
        note: text("note")?,
    })
}

/// The worst of the reads, beside the same in Rust; `theirs` has their milliseconds by name.
fn beside_rust(id: String, store: &Workspace, theirs: &Value) -> Option<Row> {
    let mut ratios = Vec::new();
    let mut said = Vec::new();
    for (name, read) in READS {
        let theirs = theirs[name].as_f64()?;
        let times: Vec<f64> = (0..2 * TIMES).map(|_| timed(|| read(store)).1).collect();
        let ours = median(&times[TIMES..]);
        ratios.push(theirs / ours);
        said.push(format!("{name} {theirs:.2} ms (Rust {ours:.2})"));
    }
    Some(Row {
        id: id.into(),
        value: ratios.iter().copied().fold(0.0, f64::max),
        unit: "ratio".into(),
        goal: GOAL,
        better: Better::Lower,
        samples: ratios,
        note: format!("the worst of: {}", said.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_of_another_language_is_a_row_like_ours() {
        let row = json!({"id": "ffi", "value": 1.2, "unit": "ratio", "goal": 1.5, "better": "lower", "met": true,
            "samples": [1.1, 1.2], "note": "n"});
        let read = one(&row).expect("a row");
        assert!(read.met());
        assert_eq!((read.samples.len(), read.note.as_str()), (2, "n"));
        assert!(one(&json!({"id": "ffi"})).is_none());
    }

    #[test]
    fn reads_of_another_language_stand_beside_the_same_reads_of_its_store() {
        let clock = TestClock::start();
        let mut office = crate::phone::office(&clock, 7, 3, 4).phone;
        office.switch_off();
        let reads: Value = READS.iter().map(|(name, _)| (*name, 1e6)).collect();
        let row = json!({"id": "reads", "store": office.dir(), "reads": reads});
        let read = one(&row).expect("a row");
        assert_eq!((read.samples.len(), read.met()), (READS.len(), false));
        assert!(
            read.note.contains("today 1000000.00 ms (Rust "),
            "{}",
            read.note
        );
        let lacking = json!({"id": "reads", "store": office.dir(), "reads": {"today": 1.0}});
        assert!(one(&lacking).is_none());
    }
}
