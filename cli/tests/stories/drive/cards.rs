//! A worker's card (docs/spec/card.md), as `linli verify` says it of a file: with the number on a notice, with a store, on another day.

use super::outside::{document, error, linli, office_and_leader};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_card_is_checked_with_a_number_or_a_store_and_an_altered_one_is_not_believed() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let (mut office, mut phone) = office_and_leader(folder);
    let shown = phone.ok("card", json!({ "lang": "en" }));
    let text = shown["text"].as_str().expect("a text").to_owned();
    let number = shown["card"]["community"].as_str().expect("an id");
    let grouped = format!("{} {}", &number[..4].to_uppercase(), &number[4..]);
    assert_eq!(
        shown["card"]["place"],
        json!({ "zh": "月亮湾社区3幢1单元", "en": "月亮湾社区, building 3, stairwell 1" })
    );
    let seen = office.ok("check_card", json!({ "text": text, "community": grouped }));
    assert_eq!(seen["state"]["code"], "genuine");
    assert_eq!(seen["card"], shown["card"]);
    office.end();
    phone.end();

    let check = |text: &str, options: &[&str]| -> (Option<i32>, Value) {
        fs::write(folder.join("card.txt"), text).expect("written");
        let output = linli(
            folder,
            &[&["--json", "verify", "card.txt"], options].concat(),
        );
        (
            output.status.code(),
            document(&output)["state"]["code"].clone(),
        )
    };
    assert_eq!(check(&text, &[]), (Some(0), json!("proven")));
    assert_eq!(
        check(&text, &["--community", &grouped]),
        (Some(0), json!("proven"))
    );
    assert_eq!(
        check(&text, &["--store", "office"]),
        (Some(0), json!("genuine"))
    );
    let other = "0".repeat(32);
    assert_eq!(
        check(&text, &["--community", &other]),
        (Some(1), json!("foreign"))
    );
    let altered = text.replacen("building leader", "community office", 1);
    assert_ne!(altered, text);
    assert_eq!(check(&altered, &[]), (Some(1), json!("forged")));

    let wrong = linli(
        folder,
        &["--json", "verify", "card.txt", "--community", "12 34"],
    );
    assert_eq!(
        (wrong.status.code(), &error(&wrong)["at"]["field"]),
        (Some(2), &json!("community"))
    );
    fs::write(folder.join("card.txt"), "linli-card:AAAA").expect("written");
    let wrong = linli(folder, &["--json", "verify", "card.txt"]);
    assert_eq!(
        (wrong.status.code(), &error(&wrong)["code"]),
        (Some(2), &json!("card_malformed"))
    );
    fs::write(folder.join("card.txt"), "a letter").expect("written");
    let wrong = linli(
        folder,
        &["--json", "verify", "card.txt", "--community", number],
    );
    assert_eq!(
        (wrong.status.code(), &error(&wrong)["code"]),
        (Some(2), &json!("card_malformed"))
    );
}
