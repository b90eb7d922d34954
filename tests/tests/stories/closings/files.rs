//! Certificates and the file for a challenge: sound for whoever has nothing but the file, and no door in what is not theirs.

use super::{DEADLINE, closed, evening, take};
use linli_core::certificate;
use linli_core::domain::Role;
use linli_core::domain::vocabulary::Choice;
use linli_core::workspace::{ScopeName, TallyDraft, Voters};
use linli_tests::forger::Forger;
use linli_tests::phone::{settle, stairwell};
use linli_tests::story::story;
use serde_json::Value;

/// What `linli verify` says of a certificate: the codes.
fn faults(file: &Value) -> Vec<&'static str> {
    let bytes = serde_json::to_vec(file).expect("JSON");
    let report = certificate::verify(&bytes).expect("a certificate");
    report.findings.into_iter().map(|one| one.code).collect()
}

#[test]
fn a_certificate_is_sound_for_whoever_has_nothing_but_the_file_and_names_no_door() {
    let e = evening();
    let refused = e.first.certificate(e.tally).expect_err("it is open");
    assert_eq!(refused.code(), "tally_open");
    let mut receipt = None;
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        let ballot = take(&e.first, e.tally, door, Choice::Yes);
        receipt = e.first.receipt(e.tally, ballot).expect("the tally");
    }
    let slips = e.office().hand_out_slips(e.tally, &["1-1-202".to_owned()]);
    let code = slips.expect("a slip")[0].code.clone().expect("a code");
    closed(&e.first, e.tally, vec![]);
    e.settle();
    let not_his = e
        .office()
        .certificate(e.tally)
        .expect_err("he may not close it");
    assert_eq!(not_his.code(), "not_allowed");
    let file = e.first.certificate(e.tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    let text = file.to_string();
    for word in ["1-1-101", "1-1-202", "area_cm2\":8"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(
        text.contains(&receipt.expect("a receipt")),
        "a household finds its ballot"
    );
    assert!(text.contains(&code), "and its line on the roll");
    assert_eq!(file["classes"]["collector"], 3);
    assert_eq!(file["signers"]["unsigned"], 3);
    // Another officer's store states the same, byte for byte, but for who signs.
    let other = e.second.certificate(e.tally).expect("a certificate");
    for (name, value) in file.as_object().expect("an object") {
        assert_eq!(
            *value == other[name.as_str()],
            name != "signatures",
            "{name}"
        );
    }

    // Whatever is changed is found, even where the changed file is signed anew by somebody's key.
    let forger = Forger::stranger(e.office(), 99);
    let device = forger.keys.device().to_string();
    let again = |mut file: Value| {
        file["signatures"] = serde_json::json!([]);
        let signer = serde_json::json!({ "device": device, "member": null, "roles": [] });
        certificate::sign(file, &forger.keys, signer).expect("signed")
    };
    assert_eq!(
        faults(&again(file.clone())),
        [""; 0],
        "whose key it is the roster says"
    );
    let changed: [(&str, Value, &str); 12] = [
        ("/result/outcome", "failed".into(), "certificate_result"),
        ("/result/yes/lower", 4.into(), "certificate_result"),
        (
            "/public/ballots/0/choice",
            "no".into(),
            "certificate_result",
        ),
        ("/classes/collector", 4.into(), "certificate_result"),
        ("/signers/owner", 1.into(), "certificate_result"),
        ("/roll/entitled", 5.into(), "certificate_result"),
        ("/rule", "proposal".into(), "certificate_closing"),
        ("/root", "00".into(), "certificate_closing"),
        ("/parts/0/root", "00".into(), "certificate_closing"),
        (
            "/closed",
            "2026-11-23T09:00:00+08:00".into(),
            "certificate_closing",
        ),
        ("/opening", "00".into(), "certificate_opening"),
        ("/records/closing/chunk", Value::Null, "certificate_closing"),
    ];
    for (path, value, code) in changed {
        let mut wrong = file.clone();
        *wrong.pointer_mut(path).expect(path) = value;
        let found = faults(&wrong);
        assert!(
            found.contains(&"certificate_signature"),
            "{path}: {found:?}"
        );
        let found = faults(&again(wrong));
        assert!(found.contains(&code), "{path}: {found:?}");
        assert!(!found.contains(&"certificate_signature"), "{path}");
    }
    let mut wrong = file.clone();
    let header = file["records"]["closing"]["header"]
        .as_str()
        .expect("a header");
    wrong["records"]["closing"]["header"] = header.replacen("01", "02", 1).into();
    assert_eq!(faults(&wrong).len(), 2);
    assert!(certificate::verify(b"{}").is_err());
}

#[test]
fn a_certificate_by_area_holds_neither_doors_nor_single_areas() {
    let story = story();
    let (committee, _) = story.joins(Role::Committee, &ScopeName::Community);
    let tally = committee
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "选聘物业服务企业".to_owned(),
            rule: "assembly-ordinary".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![],
        })
        .expect("a tally");
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        take(&committee, tally, door, Choice::Yes);
    }
    closed(&committee, tally, vec![]);
    let file = committee.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    assert!(file["public"].is_null());
    assert_eq!(file["result"]["late"], 0);
    let input = committee.tally(tally).expect("the tally").input;
    let roll = input["roll"].as_array().expect("a roll");
    let sum: u64 = roll
        .iter()
        .filter_map(|line| line["area_cm2"].as_u64())
        .sum();
    assert_eq!(file["roll"]["area_cm2"], sum);
    let text = file.to_string();
    assert!(
        roll.iter()
            .all(|line| !text.contains(line["voter"].as_str().expect("a voter")))
    );
}

#[test]
fn the_file_for_a_challenge_holds_everything_and_for_one_owner_nobody_else() {
    let e = evening();
    let ballot = take(&e.first, e.tally, "1-1-101", Choice::Yes);
    take(&e.second, e.tally, "1-1-102", Choice::No);
    e.second.collecting_done(e.tally).expect("a return");
    e.settle();
    closed(&e.first, e.tally, vec![]);
    let whole = e.first.challenge_file(e.tally, None).expect("the file");
    for part in ["roll", "sheets", "ballots", "closings", "index"] {
        assert!(!whole[part].as_array().expect(part).is_empty(), "{part}");
    }
    assert_eq!(
        whole["file"],
        e.first.tally(e.tally).expect("the tally").input
    );
    assert_eq!(whole["ballots"].as_array().map(Vec::len), Some(2));
    assert_eq!(whole["certificate"]["certificate"], 1);
    let hers = e
        .first
        .challenge_file(e.tally, Some("1-1-101"))
        .expect("the file");
    let text = hers.to_string();
    assert!(text.contains("1-1-101") && text.contains(&ballot.to_string()));
    for door in ["1-1-102", "1-1-201", "1-1-202"] {
        assert!(!text.contains(door), "{door}");
    }
    let nobody = e
        .first
        .challenge_file(e.tally, Some("9-9-999"))
        .expect_err("nobody");
    assert_eq!(nobody.code(), "voter_unknown");
    let (elsewhere, _) = e.story.leader("1-2");
    settle(&[&elsewhere, e.office()]);
    let refused = elsewhere
        .challenge_file(e.tally, None)
        .expect_err("not for him");
    assert!(
        ["not_allowed", "tally_unknown"].contains(&refused.code()),
        "{refused:?}"
    );
}
