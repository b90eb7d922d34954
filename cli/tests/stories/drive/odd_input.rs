//! Input that nobody should send, and folders that are not as they should be: one answer each, and the session goes on.

use super::outside::{Drive, copy, error, linli};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

#[test]
fn bytes_that_are_no_request_are_answered_and_the_session_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_linli"))
        .current_dir(folder.path())
        .args(["drive", "office"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("linli starts");
    let mut input = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        let mut bytes = b"\xff\xfe\x00\n{\"id\":1\n\"text\"\nnull\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'{', 10_000_000));
        bytes.extend(b"\n\n \t\r\n");
        // A member twice, however deep: whoever reads it may mean either.
        bytes.extend(b"{\"id\":1,\"op\":\"identity\",\"id\":2}\n");
        bytes.extend(b"{\"id\":2,\"op\":\"identity\",\"x\":[{\"a\":1,\"\\u0061\":1}]}\n");
        bytes.extend(b"{\"id\":3,\"op\":\"identity\",\"x\":[{\"a\":1},{\"a\":1}]}");
        input.write_all(&bytes).expect("the session reads");
    });
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let answers: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(&line.expect("UTF-8")).expect("JSON"))
        .collect();
    writer.join().expect("written");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(answers.len(), 8);
    for answer in &answers[..7] {
        assert_eq!(answer["error"]["code"], "not_a_request");
        assert_eq!(answer["id"], Value::Null);
    }
    assert_eq!(answers[7]["id"], 3);
    assert!(answers[7]["ok"]["device"].is_string(), "{}", answers[7]);
}

#[test]
fn what_no_field_can_hold_is_refused_by_the_field_that_holds_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut office = Drive::start(folder.path(), "office", &[]);
    for (name, code) in [
        (" 湾", "field_unfit"),
        ("湾\u{1}", "field_unfit"),
        ("", "field_missing"),
    ] {
        let refused = office.perform("create_community", json!({ "name": name }))["error"].clone();
        assert_eq!(
            (refused["code"].as_str(), &refused["at"]["field"]),
            (Some(code), &json!("name"))
        );
    }
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    let long = "王".repeat(60_000);
    let path = "x".repeat(5_000);
    let nobody = "f".repeat(32);
    let record = "0".repeat(64);
    for (op, fields, at, code) in [
        ("search", json!({ "text": long }), "text", "field_too_long"),
        (
            "households",
            json!({ "text": long }),
            "text",
            "field_too_long",
        ),
        (
            "witnesses",
            json!({ "tally": nobody }),
            "tally",
            "tally_unknown",
        ),
        (
            "amend",
            json!({ "record": record }),
            "values",
            "field_missing",
        ),
        (
            "add_place",
            json!({ "place": { "compound": "" } }),
            "place",
            "field_missing",
        ),
        (
            "add_place",
            json!({ "place": { "compound": long } }),
            "place",
            "field_too_long",
        ),
        (
            "add_place",
            json!({ "place": { "compound": "甲\u{0}" } }),
            "place",
            "field_unfit",
        ),
        (
            "define_grid",
            json!({ "name": " 甲", "stairwells": [] }),
            "name",
            "field_unfit",
        ),
        ("receive", json!({ "file": "" }), "file", "field_missing"),
        ("receive", json!({ "file": path }), "file", "field_too_long"),
        ("backup", json!({ "file": "a\u{0}b" }), "file", "field_type"),
        (
            "export_photo",
            json!({ "photo": record, "to": "" }),
            "to",
            "field_missing",
        ),
        (
            "adopt_pack",
            json!({ "file": path }),
            "file",
            "field_too_long",
        ),
    ] {
        let refused = office.perform(op, fields)["error"].clone();
        assert_eq!(
            (refused["code"].as_str(), &refused["at"]["field"]),
            (Some(code), &json!(at)),
            "{op}"
        );
    }
    office.end();
}

#[test]
fn a_session_that_is_opened_again_with_its_seed_draws_new_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = ["--now", "2026-11-23T09:00:00+08:00", "--seed", "7"];
    let mut office = Drive::start(folder.path(), "office", &options);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    office.ok("add_place", json!({ "place": { "building": "3" } }));
    office.ok("add_place", json!({ "place": { "stairwell": "3-1" } }));
    office.end();
    // Two sessions that begin alike: with one stream for both they would draw one id.
    let grids = ["一", "二"].map(|name| {
        let mut office = Drive::start(folder.path(), "office", &options);
        let grid = office.ok(
            "define_grid",
            json!({ "name": name, "stairwells": ["3-1"] }),
        );
        office.end();
        grid["grid"].clone()
    });
    assert_ne!(grids[0], grids[1]);
}

#[test]
fn a_wrong_key_and_a_lost_key_are_told_apart_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut office = Drive::start(folder, "office", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    office.end();
    let before = fs::read(folder.join("office/linli.db")).expect("a database");

    let other = "11".repeat(32);
    // Without the cipher there is no key that could be wrong.
    if cfg!(feature = "cipher") {
        let output = linli(folder, &["--json", "drive", "office", "--key", &other]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(error(&output)["code"], "wrong_key");
        assert_eq!(error(&output)["at"]["file"], "office");
    }
    let output = linli(folder, &["--json", "drive", "office", "--key", "1234"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(error(&output)["code"], "key_format");

    copy(folder, "office", "lost", &["key"]);
    let output = linli(folder, &["--json", "drive", "lost"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(error(&output)["code"], "key_missing");
    let output = linli(folder, &["--json", "verify", "--store", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(error(&output)["code"], "no_store");
    assert!(!folder.join("nowhere").exists());

    let key = fs::read_to_string(folder.join("office/key")).expect("a key");
    let output = linli(
        folder,
        &["--json", "verify", "--store", "lost", "--key", key.trim()],
    );
    assert_eq!(output.status.code(), Some(0));
    // By its file it stands in no list of processes.
    let by_file = [
        "--json",
        "verify",
        "--store",
        "lost",
        "--key",
        "@office/key",
    ];
    assert_eq!(linli(folder, &by_file).status.code(), Some(0));
    let nowhere = ["--json", "verify", "--store", "lost", "--key", "@nowhere"];
    let output = linli(folder, &nowhere);
    assert_eq!(error(&output)["code"], "file_not_found");
    let unset = [
        "--json",
        "verify",
        "--store",
        "lost",
        "--key",
        "env:LINLI_TEST_NO_KEY",
    ];
    assert_eq!(linli(folder, &unset).status.code(), Some(2));
    assert_eq!(
        fs::read(folder.join("office/linli.db")).expect("a database"),
        before
    );
}

#[test]
fn a_store_that_another_process_has_open_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut office = Drive::start(folder.path(), "office", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    let output = linli(folder.path(), &["--json", "drive", "office"]);
    assert_eq!(error(&output)["code"], "store_in_use");
    office.end();
}
