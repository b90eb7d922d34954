//! Measurements by Kotlin, Swift and Python of their own façades: a file of rows each, as `cargo xtask bench` has
//! them written.

use super::Plan;
use super::report::{Better, Row};
use serde_json::Value;
use std::path::Path;

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
}
