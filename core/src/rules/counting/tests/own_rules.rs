//! A rule that no version knows: a row of a community's own pack, carried in the file, counts like any other.

use super::support::*;
use crate::rules::counting::*;
use serde_json::{Value, json};
use std::sync::Arc;

/// Three quarters of all take part, two thirds of those say yes; a second reading asks three fifths of all.
fn pack() -> Value {
    json!({"pack": "moon-bay", "edition": "3", "flows": [], "rules": {"by-two-thirds": {
        "title": {"zh": "三分之二同意", "en": "two thirds agree"}, "status": "default", "may": "open_assembly",
        "clause": {"zh": "月亮湾管理规约第九条", "en": "covenant of Moon Bay, article 9"},
        "unit": {"zh": "户", "en": "households"}, "measures": ["heads"],
        "part": {"counted": "participants", "share": [3, 4], "of": "all", "more_than": false},
        "pass": {"counted": "yes", "share": [2, 3], "of": "participants", "more_than": false},
        "readings": {"of-everybody": {"title": {"zh": "全体的五分之三", "en": "three fifths of all"},
                     "pass": {"counted": "yes", "share": [3, 5], "of": "all", "more_than": false}}}}}})
}

fn read_pack(pack: &Value) -> Arc<RulePack> {
    RulePack::read(pack.to_string().as_bytes()).expect("the form of a pack")
}

fn own() -> Rule {
    read_pack(&pack()).rule("by-two-thirds").expect("the rule")
}

fn tally(readings: &[&str], yes: usize, no: usize, silent: usize) -> TallyFile {
    let mut draft = split("stairwell", yes, no, silent);
    draft.rule = own();
    draft.readings = names(readings);
    file(draft)
}

#[test]
fn its_inequalities_decide() {
    let outcome =
        |readings: &[&str], yes, no, silent| count(&tally(readings, yes, no, silent)).outcome;
    assert_eq!(outcome(&[], 6, 3, 3), Outcome::Passed);
    assert_eq!(outcome(&[], 5, 4, 3), Outcome::Failed);
    assert_eq!(outcome(&[], 8, 0, 4), Outcome::NoQuorum);
    assert_eq!(outcome(&["of-everybody"], 7, 2, 3), Outcome::Failed);
    assert_eq!(outcome(&["of-everybody"], 8, 1, 3), Outcome::Passed);
    let answer = count(&tally(&["of-everybody"], 8, 1, 3));
    assert_eq!((answer.participation.need, answer.yes.need), (9, Some(8)));
    let said = &answer.explanation;
    assert!(said.zh.contains("月亮湾管理规约第九条"), "{said:?}");
    assert!(said.en.contains("three fifths of all"), "{said:?}");
}

/// Whoever has the file counts by the row that it carries: nobody needs the pack.
#[test]
fn the_file_carries_the_row_and_reads_back_as_the_same_tally() {
    let written = tally(&["of-everybody"], 8, 1, 3);
    let json = written.to_json();
    assert_eq!(json["pack"]["pack"], "moon-bay");
    assert_eq!(
        json["pack"]["rules"].as_object().map(|rules| rules.len()),
        Some(1)
    );
    let back = read(json.to_string().as_bytes()).expect("it reads back");
    assert_eq!(back.to_json(), json);
    assert_eq!(count(&back), count(&written));
}

#[test]
fn a_row_that_does_not_hang_together_is_refused() {
    let changes: [(&str, &[&str], Value); 9] = [
        ("pass", &["pass", "share"], json!([3, 2])),
        ("pass", &["pass", "share"], json!([0, 2])),
        ("pass", &["pass", "counted"], json!("participants")),
        ("part", &["part", "of"], json!("participants")),
        ("measures", &["measures"], json!(["area"])),
        ("title", &["title", "en"], json!(" ")),
        ("half_is_tie", &["half_is_tie"], json!(true)),
        ("may", &["may"], json!("open_stairwell_tally")),
        (
            "readings.of-everybody",
            &["readings", "of-everybody", "pass"],
            Value::Null,
        ),
    ];
    for (place, path, value) in changes {
        let mut changed = pack();
        let mut at = &mut changed["rules"]["by-two-thirds"];
        for name in path {
            at = &mut at[*name];
        }
        *at = value;
        let faults = read_pack(&changed).faults();
        assert_eq!(faults, [format!("rules.by-two-thirds.{place}")]);
        let mut file = tally(&[], 6, 3, 3).to_json();
        file["pack"] = changed;
        let text = file.to_string();
        assert_eq!(
            fault(&text),
            (FaultCode::UnknownValue, 1, "pack".to_owned()),
            "{place}"
        );
    }
    // Of another form, or under a name that is taken.
    let mut file = tally(&[], 6, 3, 3).to_json();
    file["pack"]["rules"]["by-two-thirds"]["more"] = json!(1);
    assert_eq!(fault(&file.to_string()).0, FaultCode::WrongType);
    let mut file = tally(&[], 6, 3, 3).to_json();
    file["pack"]["pack"] = json!("db3305-309-2024");
    assert_eq!(fault(&file.to_string()).0, FaultCode::UnknownValue);
    let mut file = tally(&[], 6, 3, 3).to_json();
    file["rule"] = json!("stairwell");
    assert_eq!(fault(&file.to_string()).0, FaultCode::RuleNotInPack);
}
