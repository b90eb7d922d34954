//! The check of packs, one planted fault at a time.

use super::support::pack;
use crate::rules::flows::check::{Wrong, check};
use crate::rules::flows::packs;
use serde_json::{Value, json};

fn problems(pack: &Value) -> Vec<(Wrong, String)> {
    let pack = packs::read(pack.to_string().as_bytes()).expect("the form of a pack");
    check(&pack)
        .into_iter()
        .map(|problem| (problem.wrong, problem.at))
        .collect()
}

#[track_caller]
fn finds(wrong: Wrong, at: &str, change: impl Fn(&mut Value)) {
    let mut pack = pack();
    change(&mut pack["flows"][0]);
    let found = problems(&pack);
    assert!(found.contains(&(wrong, at.to_owned())), "{found:?}");
}

#[test]
fn a_sound_pack_has_no_problem() {
    assert_eq!(problems(&pack()), []);
}

#[test]
fn names_stand_once_and_titles_in_both_languages() {
    finds(Wrong::NameTwice, "flows[0].steps[2].step", |flow| {
        flow["steps"][2]["step"] = json!("go")
    });
    finds(Wrong::NameTwice, "flows[0].states[1].state", |flow| {
        flow["states"][1]["state"] = json!("a")
    });
    finds(
        Wrong::NameTwice,
        "flows[0].steps[1].fields[1].field",
        |flow| flow["steps"][1]["fields"][1]["field"] = json!("n"),
    );
    finds(Wrong::NameTwice, "flows[0].clocks[1].clock", |flow| {
        let clock = flow["clocks"][0].clone();
        flow["clocks"].as_array_mut().expect("clocks").push(clock);
    });
    finds(Wrong::SettleIsTaken, "flows[0].steps[2].step", |flow| {
        flow["steps"][2]["step"] = json!("settle")
    });
    finds(Wrong::TitleMissing, "flows[0].states[0].title", |flow| {
        flow["states"][0]["title"] = json!({ "zh": "题" })
    });
    finds(
        Wrong::TitleMissing,
        "flows[0].steps[1].fields[0].title",
        |flow| flow["steps"][1]["fields"][0]["title"] = json!({ "zh": "题", "en": " " }),
    );
}

#[test]
fn what_is_referred_to_is_there() {
    finds(Wrong::NoState, "flows[0].steps[1].from[0]", |flow| {
        flow["steps"][1]["from"] = json!(["nowhere"])
    });
    finds(Wrong::NoState, "flows[0].steps[1].to", |flow| {
        flow["steps"][1]["to"] = json!("nowhere")
    });
    finds(Wrong::NoOperation, "flows[0].steps[1].may", |flow| {
        flow["steps"][1]["may"] = json!("fly")
    });
    finds(Wrong::NoOperation, "flows[0].settle", |flow| {
        flow["settle"] = json!("fly")
    });
    finds(Wrong::NoClass, "flows[0].class", |flow| {
        flow["class"] = json!("party")
    });
    finds(Wrong::NoFlow, "flows[0].steps[1].opens", |flow| {
        flow["steps"][1]["opens"] = json!("nowhere")
    });
    finds(Wrong::NoStep, "flows[0].clocks[0].until[0]", |flow| {
        flow["clocks"][0]["until"] = json!(["nowhere"])
    });
    finds(Wrong::NoField, "flows[0].steps[1].to.by", |flow| {
        flow["steps"][1]["to"] = json!({ "by": "q", "cases": {} })
    });
    let choice = json!([{ "field": "c", "title": { "zh": "题", "en": "title" }, "type": "choice",
        "of": [{ "word": "yes", "title": { "zh": "是", "en": "yes" } }, { "word": "no", "title": { "zh": "否", "en": "no" } }] }]);
    finds(
        Wrong::WordWithoutCase,
        "flows[0].steps[1].to.cases",
        |flow| {
            flow["steps"][1]["fields"] = choice.clone();
            flow["steps"][1]["to"] = json!({ "by": "c", "cases": { "yes": "a" } });
        },
    );
    finds(Wrong::NoWord, "flows[0].steps[1].to.cases", |flow| {
        flow["steps"][1]["fields"] = choice.clone();
        flow["steps"][1]["to"] =
            json!({ "by": "c", "cases": { "yes": "a", "no": "b", "perhaps": "a" } });
    });
    finds(Wrong::NoWord, "flows[0].steps[1].needs[0].in", |flow| {
        flow["steps"][1]["fields"] = choice.clone();
        flow["steps"][1]["needs"] = json!([{ "need": "not", "field": "c", "in": ["perhaps"] }]);
    });
    finds(
        Wrong::NoWord,
        "flows[0].steps[1].needs[0].when.is",
        |flow| {
            flow["steps"][1]["fields"] = choice.clone();
            flow["steps"][1]["needs"] = json!([{ "need": "photos", "least": 1, "when": { "field": "c", "is": ["perhaps"] } }]);
        },
    );
    finds(Wrong::NoField, "flows[0].clocks[0].period.by", |flow| {
        flow["clocks"][0]["within"] = json!({ "by": "q", "cases": { "yes": { "days": 1 } } });
    });
}

#[test]
fn every_state_is_reached_and_ends() {
    finds(Wrong::StateUnreached, "flows[0].states[2]", |flow| {
        flow["steps"][4]["to"] = json!("b")
    });
    finds(Wrong::DeadEnd, "flows[0].states[0]", |flow| {
        flow["steps"][4]["to"] = json!("b")
    });
    finds(Wrong::StateUnreached, "flows[0].states[0]", |flow| {
        flow["steps"][0]["from"] = json!(["a"])
    });
}

#[test]
fn needs_and_clocks_can_be() {
    let need =
        |need: Value| move |flow: &mut Value| flow["steps"][1]["needs"] = json!([need.clone()]);
    let at = "flows[0].steps[1].needs[0]";
    finds(
        Wrong::NeedOnText,
        &format!("{at}.field"),
        need(json!({ "need": "tally", "field": "w", "rules": ["stairwell"], "outcome": "passed" })),
    );
    finds(
        Wrong::NeedOnText,
        &format!("{at}.column"),
        need(json!({ "need": "covers", "side": "side", "column": "w", "all": ["x"] })),
    );
    finds(
        Wrong::NeedOnText,
        &format!("{at}.per"),
        need(json!({ "need": "covers", "side": "side", "column": "n", "all": [1], "per": "w" })),
    );
    finds(
        Wrong::WrongType,
        &format!("{at}.field"),
        need(json!({ "need": "covers", "field": "n", "column": "x", "all": ["x"] })),
    );
    finds(
        Wrong::NoColumn,
        &format!("{at}.column"),
        need(json!({ "need": "covers", "side": "side", "column": "x", "all": ["x"] })),
    );
    finds(
        Wrong::NoSideStep,
        &format!("{at}.steps"),
        need(json!({ "need": "done", "steps": ["on"] })),
    );
    finds(
        Wrong::NoMainStep,
        &format!("{at}.than"),
        need(json!({ "need": "another", "than": ["side"] })),
    );
    finds(
        Wrong::NeverCan,
        &format!("{at}.step"),
        need(json!({ "need": "since", "step": "end", "period": { "days": 1 } })),
    );
    // No step before says a result that could stand or be corrected.
    finds(
        Wrong::NeverCan,
        &format!("{at}.need"),
        need(json!({ "need": "stands" })),
    );
    finds(
        Wrong::RollOnHours,
        &format!("{at}.period"),
        need(json!({ "need": "since", "step": "open", "period": { "hours": 1, "roll": true } })),
    );
    for share in [json!([0, 1]), json!([2, 1]), json!([0, 0])] {
        finds(
            Wrong::NoShare,
            &format!("{at}.share"),
            need(json!({ "need": "share", "side": "side", "of": "r", "share": share })),
        );
    }
    finds(
        Wrong::NeverCan,
        "flows[0].steps[0].needs[0].steps",
        |flow| flow["steps"][0]["needs"] = json!([{ "need": "done", "steps": ["side"] }]),
    );
    finds(Wrong::NeverCan, "flows[0].clocks[0]", |flow| {
        flow["clocks"][0]["from"] = json!(["end"]);
        flow["clocks"][0]["until"] = json!(["on"]);
    });
    finds(Wrong::NoMainStep, "flows[0].clocks[0].from[0]", |flow| {
        flow["clocks"][0]["from"] = json!(["side"])
    });
    finds(Wrong::RollOnHours, "flows[0].clocks[0].period", |flow| {
        flow["clocks"][0]["within"] = json!({ "hours": 1, "roll": true })
    });
}

#[test]
fn every_reason_has_a_name_and_a_sentence_in_both_languages() {
    let names: std::collections::BTreeSet<&str> =
        Wrong::ALL.iter().map(|wrong| wrong.code()).collect();
    assert_eq!(names.len(), Wrong::ALL.len());
    assert!(
        Wrong::ALL
            .iter()
            .all(|wrong| !wrong.zh().is_empty() && !wrong.en().is_empty())
    );
}

#[test]
fn a_duty_names_a_flow_with_a_period() {
    let mut pack = pack();
    let title = json!({ "zh": "题", "en": "title" });
    pack["duties"] = json!([{ "duty": "d", "title": title, "every": "month", "due": { "days": 1 }, "flow": "f", "in": ["z", "nowhere"] },
        { "duty": "e", "title": title, "every": "month", "due": { "days": 1 }, "flow": "g", "in": [] }]);
    let found = problems(&pack);
    for (wrong, at) in [
        (Wrong::NoState, "duties[0].in[1]"),
        (Wrong::NoField, "duties[0].flow"),
        (Wrong::NoFlow, "duties[1].flow"),
    ] {
        assert!(found.contains(&(wrong, at.to_owned())), "{found:?}");
    }
}
