//! The benchmarks' own promises: the JSON of the report, and that what they measure is the whole way in.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::VisitDraft;
use linli_tests::bench::{EveningSize, Plan, Report, Sizes, TownSize, Workload, run};
use linli_tests::phone::{TestClock, enrol, office, pass, stairwell};
use std::path::Path;

/// Some rows, of the smallest sizes.
fn plan(data: &Path, only: &[&str]) -> Plan {
    let town = TownSize {
        communities: 2,
        stairwells: 10,
    };
    Plan {
        quick: true,
        only: only.iter().map(|id| (*id).to_owned()).collect(),
        data: data.to_path_buf(),
        rows: Vec::new(),
        program: env!("CARGO_BIN_EXE_bench").into(),
        sizes: Sizes {
            seconds: 1,
            campaign: town,
            town,
            office: Workload::Tiny,
            grid: 1,
            evening: EveningSize {
                compounds: 2,
                buildings: 2,
                homes: 4,
            },
        },
    }
}

#[test]
fn a_report_has_the_fields_of_the_page() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let plan = plan(data.path(), &["recount_3000_ms"]);
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

/// Matters: the rows check for themselves that every one is listed, due and folded.
#[test]
fn the_rows_about_matters_have_their_ids_and_goals() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let goals = [
        ("matters_page_ms", 5.0),
        ("obligations_ms", 20.0),
        ("fold_50_ms", 0.1),
    ];
    let rows = run(&plan(data.path(), &goals.map(|(id, _)| id)));
    let found: Vec<(&str, f64)> = rows.iter().map(|row| (&*row.id, row.goal)).collect();
    assert_eq!(found, goals);
}

/// A vote evening: the row checks for itself that no ballot is lost and every replica counts the same bytes.
#[test]
fn a_vote_evening_is_counted_to_the_same_bytes_by_everybody() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let rows = run(&plan(data.path(), &["vote_evening_per_s"]));
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&*rows[0].id, &*rows[0].unit),
        ("vote_evening_per_s", "ballots/s")
    );
    assert!(
        rows[0].value > 0.0 && rows[0].note.contains("32 ballots of 2 compounds"),
        "{}",
        rows[0].note
    );
}

/// The rows check for themselves that every record arrives, once, and at the stopped hub.
#[test]
fn the_rows_about_the_hub_have_their_ids_goals_and_directions() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let goals = [
        ("day_sync_bytes", "bytes", 45_000.0, "lower"),
        ("idle_sync_bytes", "bytes", 500.0, "lower"),
        ("first_sync_p4_s", "s", 60.0, "lower"),
        ("hub_changes_per_s", "changes/s", 5_000.0, "higher"),
        ("hub_logins_per_s", "logins/s", 67.0, "higher"),
    ];
    let report = Report {
        machine: serde_json::json!({}),
        rows: run(&plan(data.path(), &goals.map(|(id, ..)| id))),
    };
    let json = report.json();
    let rows = json["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), goals.len());
    for (row, (id, unit, goal, better)) in rows.iter().zip(goals) {
        assert_eq!(
            (&row["id"], &row["unit"], &row["goal"], &row["better"]),
            (&id.into(), &unit.into(), &goal.into(), &better.into())
        );
        let value = row["value"].as_f64().expect("a number");
        assert!(value > 0.0, "{row}");
        let met = if better == "lower" {
            value <= goal
        } else {
            value >= goal
        };
        assert_eq!(row["met"], met, "{row}");
    }
    let note = |n: usize| rows[n]["note"].as_str().expect("a note").to_owned();
    for part in [
        "240 changes",
        "16 documents",
        "1 request",
        "zstd-19",
        "Automerge",
    ] {
        assert!(note(0).contains(part), "{part}: {}", note(0));
    }
    assert!(note(1).contains("1 request"), "{}", note(1));
    assert!(note(2).contains("cut after half"), "{}", note(2));
    for n in [3, 4] {
        for part in ["p50", "p99", "MB resident"] {
            assert!(note(n).contains(part), "{part}: {}", note(n));
        }
    }
    assert!(
        note(4).contains("40 devices of 2 communities, 4 of them new"),
        "{}",
        note(4)
    );
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
