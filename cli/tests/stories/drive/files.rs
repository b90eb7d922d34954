//! Registers in and out, and what `linli import`, `export`, `verify` and `recount` say of a store's files.

use super::outside::{Drive, document, error, give, linli, office_and_leader, register};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// An empty office.
fn office(folder: &Path) {
    let mut office = Drive::start(folder, "office", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    office.end();
}

#[test]
fn a_check_needs_no_store_and_names_the_cells_that_need_a_look() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let text = "幢,单元,室,户主,电话,面积\n3,1,101,甲,13800000101,89.12\n3,1,102,乙,abc,\n";
    fs::write(folder.join("r.csv"), text).expect("written");
    let output = linli(folder, &["--json", "import", "r.csv", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let answer = document(&output);
    assert_eq!(answer["households"], 1);
    let problem = &answer["problems"][0];
    assert_eq!(
        (&problem["sheet"], &problem["row"]),
        (&json!("r.csv"), &json!(3))
    );
    assert_eq!(problem["column"], "E");
    assert!(answer.get("imported").is_none());
    assert_eq!(
        fs::read_dir(folder).expect("listed").count(),
        1,
        "nothing was made"
    );

    fs::write(folder.join("r.csv"), register(4)).expect("written");
    let output = linli(folder, &["--json", "import", "r.csv", "--check"]);
    assert_eq!(output.status.code(), Some(0));
    fs::write(folder.join("r.xlsx"), "3幢1单元").expect("written");
    let output = linli(folder, &["--json", "import", "r.xlsx", "--check"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(error(&output)["at"]["file"], "r.xlsx");
}

#[test]
fn importing_twice_changes_nothing_and_strict_imports_all_or_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    office(folder);
    let unsound = format!("{}3,1,x y z,谁,\n", register(4));
    fs::write(folder.join("unsound.csv"), unsound).expect("written");
    fs::write(folder.join("sound.csv"), register(4)).expect("written");
    let import = |options: &[&str]| {
        let call = [&["--json", "import", "--store", "office"], options].concat();
        let output = linli(folder, &call);
        let answer = document(&output);
        let code = output.status.code().expect("it ends by itself");
        (
            code,
            answer["imported"].clone(),
            answer["unchanged"].clone(),
        )
    };
    assert_eq!(
        import(&["unsound.csv", "--strict"]),
        (1, json!(0), json!(0))
    );
    assert_eq!(import(&["sound.csv", "--preview"]), (0, json!(4), json!(0)));
    assert_eq!(import(&["sound.csv", "--preview"]), (0, json!(4), json!(0)));
    assert_eq!(import(&["unsound.csv"]), (1, json!(4), json!(0)));
    assert_eq!(import(&["sound.csv"]), (0, json!(0), json!(4)));
    assert_eq!(import(&["sound.csv", "--strict"]), (0, json!(0), json!(4)));
}

#[test]
fn an_exported_register_comes_back_unchanged_from_both_formats() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    office(folder);
    fs::write(folder.join("r.csv"), register(4)).expect("written");
    linli(folder, &["--json", "import", "--store", "office", "r.csv"]);
    for file in ["out.xlsx", "out.csv"] {
        let call = [
            "--json", "export", "--store", "office", "--as", "register", "--to", file,
        ];
        let output = linli(folder, &call);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let output = linli(folder, &["--json", "import", "--store", "office", file]);
        let answer = document(&output);
        assert_eq!(output.status.code(), Some(0), "{answer}");
        assert_eq!(
            (&answer["imported"], &answer["unchanged"]),
            (&json!(0), &json!(4))
        );
    }
    let call = [
        "--lang", "en", "export", "--store", "office", "--as", "register", "--to", "en.csv",
    ];
    assert_eq!(linli(folder, &call).status.code(), Some(0));
    let text = fs::read_to_string(folder.join("en.csv")).expect("a table");
    let heading = text.trim_start_matches('\u{feff}').lines().next();
    assert_eq!(
        heading,
        Some("Compound,Building,Stairwell,Room,Name,Relation,Telephone,Floor area,Note,linli")
    );
    let output = linli(folder, &["--json", "import", "--store", "office", "en.csv"]);
    assert_eq!(document(&output)["unchanged"], json!(4));
    for what in ["visits", "topics", "ledger"] {
        let call = [
            "--json",
            "export",
            "--store",
            "office",
            "--as",
            what,
            "--to",
            "what.xlsx",
        ];
        assert_eq!(linli(folder, &call).status.code(), Some(0));
        fs::remove_file(folder.join("what.xlsx")).expect("it was written");
    }
    let call = [
        "--json",
        "export",
        "--store",
        "office",
        "--as",
        "gossip",
        "--to",
        "what.xlsx",
    ];
    assert_eq!(linli(folder, &call).status.code(), Some(2));
}

#[test]
fn a_store_and_a_bundle_are_verified_and_a_cut_bundle_is_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let (mut office, mut phone) = office_and_leader(folder);
    phone.ok(
        "record_visit",
        json!({ "household": "3-1-101", "outcome": "home" }),
    );
    give(folder, &mut phone, &mut office);
    office.end();
    phone.end();

    for store in ["office", "phone"] {
        let output = linli(folder, &["--json", "verify", "--store", store]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(document(&output)["failures"], json!([]));
    }
    let output = linli(
        folder,
        &["--json", "verify", "given.bundle", "--store", "office"],
    );
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(document(&output), json!({ "records": 1, "failures": [] }));
    let output = linli(
        folder,
        &["--json", "verify", "given.bundle", "--store", "phone"],
    );
    assert_eq!(error(&output)["code"], "bundle_not_for_us");
    let output = linli(folder, &["--json", "verify", "given.bundle"]);
    assert_eq!(
        (output.status.code(), &error(&output)["code"]),
        (Some(2), &json!("bundle_sealed"))
    );

    let bytes = fs::read(folder.join("given.bundle")).expect("a bundle");
    fs::write(folder.join("cut.bundle"), &bytes[..bytes.len() - 1]).expect("written");
    let output = linli(
        folder,
        &["--json", "verify", "cut.bundle", "--store", "office"],
    );
    assert_eq!(error(&output)["code"], "bundle_damaged");
    let mut office = Drive::start(folder, "office", &[]);
    let answer = office.perform("receive", json!({ "file": "cut.bundle" }));
    assert_eq!(answer["error"]["code"], "bundle_damaged");
    let answer = office.perform("receive", json!({ "file": "none.bundle" }));
    assert_eq!(answer["error"]["code"], "file_not_found");
    assert_eq!(answer["error"]["at"]["file"], "none.bundle");
    office.end();
}

#[test]
fn the_file_of_a_tally_recounts_to_the_answer_of_the_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let (mut office, mut phone) = office_and_leader(folder);
    let opened = phone.ok(
        "open_tally",
        json!({
            "title": "楼道堆物整治", "rule": "stairwell", "voters": { "stairwell": "3-1" },
            "deadline": "2100-01-01T00:00:00+08:00",
        }),
    );
    let tally = &opened["tally"];
    for (door, choice) in [
        ("3-1-101", "yes"),
        ("3-1-102", "no"),
        ("3-1-103", "abstain"),
    ] {
        phone.ok(
            "cast_ballot",
            json!({ "tally": tally, "voter": door, "choice": choice }),
        );
    }
    give(folder, &mut phone, &mut office);
    let answers = [&mut phone, &mut office].map(|drive| {
        let view = drive.ok("tally", json!({ "tally": tally }));
        fs::write(folder.join("tally.json"), view["input"].to_string()).expect("written");
        let output = linli(folder, &["--json", "recount", "tally.json"]);
        assert_eq!(output.status.code(), Some(0));
        let answer: Value = document(&output);
        assert_eq!(answer, view["answer"]);
        answer
    });
    assert_eq!(answers[0], answers[1]);
    office.end();
    phone.end();
}

#[test]
fn nothing_that_is_written_takes_the_place_of_a_stores_own_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let mut office = Drive::start(folder, "office", &[]);
    office.ok("create_community", json!({ "name": "月亮湾社区" }));
    let request = office.ok("request", json!({}))["request"].clone();
    let before = office.ok("digest", json!({}));
    for own in [
        "linli.db",
        "key",
        "install",
        "linli.db-wal",
        "../office/KEY",
    ] {
        let file = format!("office/{own}");
        let was = fs::read(folder.join(&file)).ok();
        let error = office.error("backup", json!({ "file": file }));
        assert_eq!(error["code"], "store_exists", "{own}");
        assert_eq!(error["at"]["field"], "file");
        let error = office.error("bundle", json!({ "for": request, "file": file }));
        assert_eq!(error["code"], "store_exists", "{own}");
        assert_eq!(fs::read(folder.join(&file)).ok(), was, "{own}");
    }
    for (no_place, code) in [("office", "not_a_file"), ("no/where", "file_unwritable")] {
        let error = office.error("backup", json!({ "file": no_place }));
        assert_eq!(error["code"], code);
        assert_eq!(error["at"]["file"], no_place);
    }
    fs::write(folder.join("2026.partial"), "somebody's").expect("written");
    office.ok("backup", json!({ "file": "2026.backup" }));
    let kept = fs::read_to_string(folder.join("2026.partial"));
    assert_eq!(kept.expect("still there"), "somebody's");
    assert_eq!(office.ok("digest", json!({})), before);
    office.end();
    let output = linli(folder, &["--json", "verify", "--store", "office"]);
    assert_eq!(output.status.code(), Some(0));
}
