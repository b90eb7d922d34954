//! The benchmarks' own promises: the JSON of cli.md, and that what they measure is the whole way in.

use linli_core::domain::Role;
use linli_core::domain::words::VisitOutcome;
use linli_core::workspace::VisitDraft;
use linli_tests::bench::{Plan, Report, run};
use linli_tests::phone::{TestClock, enrol, office, pass, stairwell};

#[test]
fn a_report_has_the_fields_of_the_page() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let plan = Plan {
        quick: true,
        only: vec!["recount_3000_ms".to_owned()],
        data: data.path().to_path_buf(),
    };
    let report = Report {
        machine: serde_json::json!({}),
        rows: run(&plan),
    };
    let json = report.json();
    let row = &json["rows"][0];
    assert_eq!(row["id"], "recount_3000_ms");
    assert_eq!(row["unit"], "ms");
    assert_eq!(row["goal"], 10.0);
    assert_eq!(row["better"], "lower");
    assert_eq!(row["met"], row["value"].as_f64().expect("a number") <= 10.0);
    assert_eq!(row["samples"].as_array().expect("samples").len(), 20);
    assert!(row["note"].is_string());
    assert_eq!(json["rows"].as_array().expect("rows").len(), 1);
}

/// More records than one thread checks at a time: every one is taken, in the order of its chain, and only once.
#[test]
fn a_long_bundle_is_checked_on_two_threads_and_taken_whole() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 2, 6);
    let (phone, _) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    for n in 0..150 {
        clock.advance(60);
        let door = ["1-1-101", "1-1-102", "1-1-201"][n % 3];
        phone
            .record_visit(VisitDraft::new(door, VisitOutcome::Home))
            .expect("a visit");
    }
    let request = office.phone.request().expect("a request");
    let (bundle, _) = phone.bundle(&request).expect("a bundle");
    let got = office.phone.receive(&bundle).expect("the bundle is taken");
    assert_eq!((got.accepted, got.pending, got.refused), (150, 0, 0));
    let again = office.phone.receive(&bundle).expect("the bundle is taken");
    assert_eq!((again.accepted, again.duplicate), (0, 150));
    assert_eq!(pass(&phone, &office.phone).accepted, 0);
    assert_eq!(office.phone.verify().expect("verified").failures, vec![]);
}
