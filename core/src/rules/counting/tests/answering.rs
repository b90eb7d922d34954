//! docs/spec/counting.md 5: its numbers and its JSON.

use super::support::*;
use crate::rules::counting::*;

fn numbers(draft: TallyDraft) -> ([u128; 3], [u128; 2], Option<u128>) {
    let Answer {
        participation, yes, ..
    } = answer(draft);
    let Participation { have, need, of } = participation;
    ([have, need, of], [yes.lower, yes.upper], yes.need)
}

fn with(rule: &str, readings: &[&str], yes: usize, no: usize, silent: usize) -> TallyDraft {
    TallyDraft {
        readings: names(readings),
        ..split(rule, yes, no, silent)
    }
}

#[test]
fn the_numbers_of_the_page_s_example() {
    let mut draft = with("stairwell", &[], 10, 6, 8);
    draft.ballots.push(ballot("x", "v00000", "no").by("m2"));
    assert_eq!(numbers(draft), ([16, 16, 24], [9, 10], Some(9)));
}

#[test]
fn have_is_the_fewest_who_take_part_in_any_completion() {
    let mut draft = with("stairwell", &[], 10, 10, 4);
    draft.outstanding = 3;
    assert_eq!(answer(draft).participation.have, 17);
}

#[test]
fn need_is_the_fewest_that_are_enough_by_rule() {
    let need = |rule| answer(with(rule, &[], 1, 0, 6)).participation.need;
    assert_eq!(need("stairwell"), 5);
    assert_eq!(need("proposal"), 0);
    assert_eq!(need("unanimous"), 7);
    assert_eq!(need("representatives"), 5);
    assert_eq!(need("committee"), 4);
    assert_eq!(
        answer(with("committee", &[], 1, 0, 5)).participation.need,
        4
    );
}

#[test]
fn yes_need_is_the_fewest_that_pass_when_the_greater_of_have_and_need_take_part() {
    let need = |rule, readings: &[&str], yes, silent| {
        answer(with(rule, readings, yes, 0, silent)).yes.need
    };
    // Fewer than needed take part: by need (16). More: by have (20).
    assert_eq!(need("stairwell", &[], 3, 21), Some(9));
    assert_eq!(need("stairwell", &[], 20, 4), Some(11));
    assert_eq!(need("stairwell", &["pass-at-half"], 20, 4), Some(10));
    assert_eq!(need("stairwell", &["pass-at-half"], 17, 7), Some(9));
    assert_eq!(need("stairwell", &["of-yes-and-no"], 20, 4), None);
    assert_eq!(need("stairwell", &["of-all"], 20, 4), Some(12));
    assert_eq!(need("stairwell", &["of-all"], 20, 5), Some(13));
    assert_eq!(need("representatives", &[], 20, 4), Some(11));
    assert_eq!(need("proposal", &[], 1, 6), Some(2));
    assert_eq!(need("proposal", &[], 1, 49), Some(10));
    assert_eq!(need("unanimous", &[], 1, 6), Some(7));
    assert_eq!(need("committee", &[], 5, 1), Some(4));
    assert_eq!(need("committee", &["pass-at-half"], 5, 1), Some(3));
    assert_eq!(need("committee", &["pass-at-half"], 5, 2), Some(4));
}

#[test]
fn area_has_the_same_numbers_in_cm2_each_from_its_own_inequality() {
    let mut draft = assembly("assembly-special", &[(100, "yes"), (50, "no"), (31, "")]);
    draft.ballots.push(ballot("x", "o1", "yes").by("m2"));
    let answer = answer(draft);
    let participation = |have, need, of| Participation { have, need, of };
    let yes = |lower, upper, need| YesVotes {
        lower,
        upper,
        need: Some(need),
    };
    assert_eq!(answer.participation, participation(2, 2, 3));
    assert_eq!(answer.yes, yes(1, 2, 2));
    let area = answer.area.expect("an assembly rule");
    assert_eq!(area.participation, participation(150, 121, 181));
    assert_eq!(area.yes, yes(100, 150, 113));
}

#[test]
fn outstanding_takes_the_greatest_gains_of_each_inequality_separately() {
    let mut draft = assembly("assembly-ordinary", &[(7, "yes"), (100, "yes"), (9, "")]);
    draft.outstanding = 1;
    let answer = answer(draft);
    let area = answer.area.expect("an assembly rule");
    assert_eq!((answer.yes.lower, answer.yes.upper), (1, 3));
    assert_eq!((area.yes.lower, area.yes.upper), (7, 116));
    assert_eq!(area.participation.have, 7);
}

#[test]
fn area_stands_in_the_answer_only_under_the_assembly_rules() {
    for rule in RULES {
        let answer = answer(assembly(rule, &[(3, "yes")]));
        let by_area = matches!(rule, "assembly-ordinary" | "assembly-special");
        assert_eq!(answer.area.is_some(), by_area);
        let json = serde_json::to_value(&answer).expect("small numbers");
        assert_eq!(json.get("area").is_some(), by_area);
    }
}

#[test]
fn areas_are_exact_beyond_64_bits() {
    let most = AreaCm2::MAX.get();
    let owners = vec![(most, "yes"); 3000];
    let answer = answer(assembly("assembly-ordinary", &owners));
    let area = answer.area.expect("an assembly rule");
    assert_eq!(area.participation.of, 3000 * u128::from(most));
    assert!(area.participation.of > u128::from(u64::MAX));
    let json = serde_json::to_string(&answer).expect("128 bits are written in full");
    assert!(json.contains(&format!("\"of\":{}", 3000 * u128::from(most))));
    // One cm² decides, though a double could not see it.
    let tight = |no| {
        outcome(assembly(
            "assembly-ordinary",
            &[(most, "yes"), (1, "yes"), (no, "no")],
        ))
    };
    assert_eq!(tight(most), Outcome::Passed);
    let mut equal = assembly(
        "assembly-ordinary",
        &[(most, "yes"), (0, "yes"), (most, "no")],
    );
    equal.title = Some("equal areas".into());
    assert_eq!(outcome(equal), Outcome::Failed);
}

#[test]
fn certificate_is_whether_the_outcome_is_not_undecided() {
    for outstanding in 0..24 {
        let mut draft = split("stairwell", 14, 4, 6);
        draft.outstanding = outstanding;
        let answer = answer(draft);
        assert_eq!(answer.certificate, answer.outcome != Outcome::Undecided);
    }
}

#[test]
fn the_json_has_the_names_and_the_order_of_the_page() {
    let draft = assembly("assembly-ordinary", &[(3, "yes")]);
    let answer = answer(draft);
    let json = serde_json::to_string(&answer).expect("an answer");
    let (numbers, words) = json
        .split_once(",\"explanation\":")
        .expect("an explanation");
    assert_eq!(
        numbers,
        r#"{"outcome":"passed","certificate":true,"participation":{"have":1,"need":1,"of":1},"yes":{"lower":1,"upper":1,"need":1},"area":{"participation":{"have":3,"need":2,"of":3},"yes":{"lower":3,"upper":3,"need":2}},"disputed":[],"duplicates":[],"contested":[],"late":[],"ineligible":[],"not_counted":[]"#
    );
    assert!(words.starts_with("{\"zh\":\"") && words.contains("\",\"en\":\""));
}

#[test]
fn a_missing_need_is_null_in_json_not_absent() {
    let answer = answer(with("stairwell", &["of-yes-and-no"], 3, 0, 0));
    let json = serde_json::to_value(&answer).expect("an answer");
    assert_eq!(json["yes"].get("need"), Some(&serde_json::Value::Null));
}

#[test]
fn the_explanation_gives_clause_and_numbers_in_both_languages_and_names_nobody() {
    let mut draft = with("stairwell", &["invalid-takes-part"], 10, 6, 8);
    draft.ballots.push(ballot("x", "v00000", "no").by("m2"));
    draft.outstanding = 2;
    let Explanation { zh, en } = answer(draft).explanation;
    for words in [
        "5.1.3.2.2.5",
        "24 户",
        "至少 14",
        "需 16",
        "3×参与 ≥ 2×全体",
        "2×同意 > 参与",
        "废票计入参与",
        "有 1 户表决有争议",
        "尚未确定",
    ] {
        assert!(zh.contains(words), "{words}: {zh}");
    }
    for words in [
        "5.1.3.2.2.5",
        "at least 14 of 24 households",
        "needed 16",
        "3×part ≥ 2×all",
        "2×yes > part",
        "spoiled sheets",
        "in dispute, to sign again or be settled by the supervisors: 1",
        "undecided",
    ] {
        assert!(en.contains(words), "{words}: {en}");
    }
    assert!(!zh.contains("v00000") && !en.contains("v00000"));
}
