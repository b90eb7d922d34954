//! `linli demo` from outside: the report is what the command line promises, and one seed gives one report.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn linli(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linli"))
        .args(words)
        .output()
        .expect("linli runs")
}

fn json(output: &Output) -> Value {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("one JSON document and nothing else")
}

fn field_day(seed: &str, out: &Path) -> Value {
    let out = out.to_str().expect("a plain path");
    json(&linli(&["demo", "--json", "--seed", seed, "--out", out]))
}

fn without_time(mut report: Value) -> Value {
    let elapsed = report
        .as_object_mut()
        .expect("an object")
        .remove("elapsed_ms");
    assert!(elapsed.is_some_and(|elapsed| elapsed.is_u64()));
    report
}

fn is_hash(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[test]
fn the_same_seed_gives_the_same_field_day_and_another_seed_another() {
    let dir = tempfile::tempdir().expect("a folder");
    let first = without_time(field_day("7", &dir.path().join("one")));
    let again = without_time(field_day("7", &dir.path().join("two")));
    assert_eq!(first, again);
    let other = without_time(field_day("8", &dir.path().join("two")));
    assert_ne!(first, other);
    assert_eq!(other["converged"], true);
}

#[test]
fn a_field_day_reports_what_the_command_line_promises() {
    let dir = tempfile::tempdir().expect("a folder");
    let report = field_day("1", dir.path());
    let written = std::fs::read(dir.path().join("report.json")).expect("written");
    let written: Value = serde_json::from_slice(&written).expect("JSON");
    assert_eq!(report, written);

    assert_eq!(report["seed"], 1);
    let register = &report["register"];
    assert_eq!(
        (
            &register["compounds"],
            &register["buildings"],
            &register["stairwells"],
            &register["households"],
            &register["problems"]
        ),
        (&1.into(), &6.into(), &12.into(), &264.into(), &9.into()),
    );
    assert_eq!(report["visits"]["recorded"], 60);
    let outcomes = report["visits"]["by_outcome"]
        .as_object()
        .expect("an object");
    assert_eq!(outcomes.values().filter_map(Value::as_u64).sum::<u64>(), 60);
    assert_eq!(
        (&report["topics"], &report["agendas"]),
        (&14.into(), &3.into())
    );
    assert_eq!(
        report["inspections"],
        serde_json::json!({"rounds": 2, "entries": 40, "hazards": 5})
    );

    // Converged: whoever holds a scope holds the same.
    assert_eq!(report["converged"], true);
    let stores = report["stores"].as_array().expect("a list");
    let roles: Vec<&str> = stores
        .iter()
        .filter_map(|store| store["role"].as_str())
        .collect();
    assert_eq!(
        roles,
        [
            "community_office",
            "building_leader",
            "building_leader",
            "grid_worker"
        ]
    );
    let stairwell = &stores[0]["digests"]["3-1"];
    assert!(is_hash(&stairwell["records"]) && is_hash(&stairwell["state"]));
    for store in stores {
        assert_eq!(&store["digests"]["3-1"], stairwell, "{}", store["name"]);
    }

    for conflict in report["conflicts"].as_array().expect("a list") {
        assert!(
            conflict["values"]
                .as_array()
                .is_some_and(|values| values.len() >= 2)
        );
    }
    assert!(
        report["conflicts"]
            .as_array()
            .is_some_and(|conflicts| conflicts.len() >= 2)
    );
    for file in report["files"].as_array().expect("a list") {
        assert!(
            dir.path().join(file.as_str().expect("a name")).is_file(),
            "{file}"
        );
    }
}

#[test]
fn two_collectors_record_different_ballots_and_anybody_can_recount_it() {
    // docs/spec/counting.md 3.5: the disputed household takes part, its answer stays open.
    let dir = tempfile::tempdir().expect("a folder");
    let report = field_day("3", dir.path());
    let tally = &report["tallies"][0];
    assert_eq!(tally["rule"], "stairwell");
    assert_eq!(tally["disputed"], serde_json::json!(["3-1-501"]));
    assert_eq!(tally["outcome"], "passed");
    let file = dir
        .path()
        .join(tally["recount_file"].as_str().expect("a name"));
    let answer = json(&linli(&[
        "--json",
        "recount",
        file.to_str().expect("a plain path"),
    ]));
    for field in ["outcome", "disputed", "explanation"] {
        assert_eq!(tally[field], answer[field], "{field}");
    }
}

#[test]
fn the_vote_ends_in_a_certificate_that_two_programs_find_sound_and_no_changed_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let report = field_day("4", dir.path());
    let files = report["files"].as_array().expect("a list");
    assert!(files.contains(&"certificate-1.json".into()), "{files:?}");
    let path = dir.path().join("certificate-1.json");
    let certificate = std::fs::read_to_string(&path).expect("it is there");
    assert!(
        !certificate.contains("3-1-501"),
        "a door is nobody's business"
    );
    let verify = |path: &Path| {
        let ours = linli(&["--json", "verify", path.to_str().expect("a plain path")]);
        let program =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/python/certificate_oracle.py");
        let second = Command::new("python3")
            .arg(program)
            .arg(path)
            .output()
            .expect("python3 runs");
        assert_eq!(
            second.status.code(),
            ours.status.code(),
            "{second:?} {ours:?}"
        );
        ours.status.code()
    };
    assert_eq!(verify(&path), Some(0));
    let sound: serde_json::Value = serde_json::from_str(&certificate).expect("JSON");
    let changed = dir.path().join("changed.json");
    // Codes are in no order of doors: whose ballot is the first differs from day to day.
    let other = match sound["public"]["ballots"][0]["choice"].as_str() {
        Some("no") => "yes",
        _ => "no",
    };
    for (path, value) in [
        ("/result/outcome", serde_json::json!("failed")),
        ("/public/ballots/0/choice", serde_json::json!(other)),
        ("/root", sound["inspection"].clone()),
        (
            "/signatures/0/key",
            sound["records"]["closing"]["signature"].clone(),
        ),
        (
            "/records/closing/header",
            sound["records"]["opening"]["header"].clone(),
        ),
        (
            "/records/opening/signature",
            sound["records"]["closing"]["signature"].clone(),
        ),
        ("/title", serde_json::json!("别的事")),
    ] {
        let mut wrong = sound.clone();
        let known = wrong.pointer_mut(path).expect(path);
        assert_ne!(*known, value, "{path}");
        *known = value;
        std::fs::write(&changed, wrong.to_string()).expect("written");
        assert_eq!(verify(&changed), Some(1), "{path}");
    }
    std::fs::write(&changed, "[1, 2]").expect("written");
    assert_eq!(verify(&changed), Some(2));
}

#[test]
fn the_story_is_told_in_both_languages_within_eighty_columns() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("day");
    let out = out.to_str().expect("a plain path");
    for (lang, heading) in [("zh", "计票"), ("en", "The count")] {
        let told = linli(&["demo", "--lang", lang, "--out", out]);
        assert!(told.status.success());
        let story = String::from_utf8(told.stdout).expect("text");
        assert!(story.contains(heading));
        let wide = |c: char| if u32::from(c) >= 0x2e80 { 2 } else { 1 };
        for line in story.lines().filter(|line| !line.contains(out)) {
            assert!(line.chars().map(wide).sum::<usize>() <= 80, "{line}");
        }
    }
}

#[test]
fn a_folder_with_somebodys_work_in_it_is_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let work = dir.path().join("ledger.xlsx");
    std::fs::write(&work, "a year of work").expect("written");
    let out = dir.path().to_str().expect("a plain path");
    let refused = linli(&["demo", "--json", "--out", out]);
    assert_eq!(refused.status.code(), Some(2));
    let error: Value = serde_json::from_slice(&refused.stdout).expect("JSON");
    assert_eq!(error["error"]["code"], "folder_not_ours");
    assert_eq!(
        std::fs::read_to_string(&work).expect("there"),
        "a year of work"
    );
}
