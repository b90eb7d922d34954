//! A phone's folder, copied: without its install nonce it is a restored phone, which starts new chains and is never
//! mistaken for a forger; with it, both go on with one chain, and that is a fork.

use super::outside::{Drive, copy, give, office_and_leader};
use serde_json::{Value, json};
use std::path::Path;

/// The community of these stories: one visit was handed in, and the phone is put away.
fn community(folder: &Path) -> Drive {
    let (mut office, mut phone) = office_and_leader(folder);
    visit(&mut phone, "3-1-101");
    let received = give(folder, &mut phone, &mut office);
    assert_eq!(counts(&received), [1, 0, 0, 0], "{received}");
    phone.end();
    office
}

fn visit(drive: &mut Drive, household: &str) -> Value {
    let fields = json!({ "household": household, "outcome": "home" });
    drive.ok("record_visit", fields)["visit"].clone()
}

/// Accepted, pending, contested, invalid.
fn counts(received: &Value) -> [u64; 4] {
    ["accepted", "pending", "contested", "invalid"]
        .map(|name| received[name].as_u64().expect("a count"))
}

fn visits(drive: &mut Drive) -> Vec<Value> {
    let page = drive.ok("list_visits", json!({ "limit": 500 }));
    let list = page["visits"].as_array().expect("a list");
    let mut ids: Vec<Value> = list.iter().map(|visit| visit["visit"].clone()).collect();
    ids.sort_by_key(Value::to_string);
    ids
}

fn contested(drive: &mut Drive) -> Vec<Value> {
    let answer = drive.ok("list_contested", json!({}));
    let list = answer["records"].as_array().expect("a list");
    let mut ids: Vec<Value> = list.iter().map(|record| record["record"].clone()).collect();
    ids.sort_by_key(Value::to_string);
    ids
}

fn stairwell(drive: &mut Drive) -> Value {
    drive.ok("digest", json!({}))["digests"]["3-1"].clone()
}

fn sorted(mut ids: Vec<Value>) -> Vec<Value> {
    ids.sort_by_key(Value::to_string);
    ids
}

#[test]
fn a_restored_phone_starts_a_new_chain_and_nothing_of_it_is_contested() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut office = community(folder);
    copy(folder, "phone", "restored", &["install"]);

    // Work of the phone after its backup reached the office before it was lost.
    let mut phone = Drive::start(folder, "phone", &[]);
    let after_backup = visit(&mut phone, "3-1-102");
    give(folder, &mut phone, &mut office);
    phone.end();

    let mut restored = Drive::start(folder, "restored", &[]);
    let after_restore = visit(&mut restored, "3-1-103");
    let received = give(folder, &mut restored, &mut office);
    assert_eq!(counts(&received), [1, 0, 0, 0], "{received}");
    let received = give(folder, &mut office, &mut restored);
    assert_eq!(counts(&received), [1, 0, 0, 0], "{received}");

    for drive in [&mut office, &mut restored] {
        let visits = visits(drive);
        assert_eq!(visits.len(), 3);
        assert!(visits.contains(&after_backup) && visits.contains(&after_restore));
        assert_eq!(contested(drive), Vec::<Value>::new());
    }
    assert_eq!(stairwell(&mut office), stairwell(&mut restored));
    restored.end();
    office.end();
}

#[test]
fn of_a_forked_chain_everybody_contests_both_branches_and_keeps_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut office = community(folder);
    copy(folder, "phone", "copy", &[]);
    let mut phone = Drive::start(folder, "phone", &[]);
    let mut other = Drive::start(folder, "copy", &[]);
    let one = visit(&mut phone, "3-1-102");
    let two = visit(&mut other, "3-1-103");

    let received = give(folder, &mut phone, &mut office);
    assert_eq!(
        counts(&received),
        [1, 0, 0, 0],
        "nobody knows yet: {received}"
    );
    let received = give(folder, &mut other, &mut office);
    assert_eq!(counts(&received), [0, 0, 1, 0], "{received}");
    let both = sorted(vec![one, two]);
    assert_eq!(contested(&mut office), both);

    // Both branches travel: each copy learns of the other through the office.
    for drive in [&mut phone, &mut other] {
        let received = give(folder, &mut office, drive);
        assert_eq!(counts(&received), [0, 0, 1, 0], "{received}");
        assert_eq!(contested(drive), both);
        assert_eq!(stairwell(drive), stairwell(&mut office));
    }
    // The visit before the fork stays as it was.
    assert_eq!(visits(&mut office).len(), 1);

    // Having seen the fork, a copy goes on with a new chain; that work counts.
    let later = visit(&mut phone, "3-1-104");
    let received = give(folder, &mut phone, &mut office);
    assert_eq!(counts(&received), [1, 0, 0, 0], "{received}");
    assert!(visits(&mut office).contains(&later));
    let report = office.ok("verify", json!({}));
    assert_eq!(report["failures"], json!([]));
    for drive in [office, phone, other] {
        drive.end();
    }
}
