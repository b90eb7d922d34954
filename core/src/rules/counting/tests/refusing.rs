//! docs/spec/counting.md 2: what is wrong with the tally as a whole.

use super::support::*;
use crate::rules::counting::*;

#[test]
fn a_pack_that_does_not_hold_the_rule() {
    use FaultCode::RuleNotInPack;
    refuses(
        "\"version\":1",
        "\"version\":1,\"pack\":\"db3305-309-2024\"",
        RuleNotInPack,
        2,
        "rule",
    );
    for pack in packs() {
        for rule in RULES {
            let file = file(assembly(rule, &[(1, "yes")])).to_json();
            let mut file = file.as_object().expect("a file").clone();
            file.insert("pack".to_owned(), pack.name.as_str().into());
            let text = serde_json::to_vec(&file).expect("json");
            let code = read(&text).map_err(|fault| fault.code).err();
            let is_held = pack.rule(rule).is_some();
            assert_eq!(code, (!is_held).then_some(RuleNotInPack), "{pack:?} {rule}");
        }
    }
}

#[test]
fn a_reading_that_the_rule_does_not_have() {
    let readings = [
        "invalid-takes-part",
        "present-only",
        "pass-at-half",
        "of-yes-and-no",
        "of-all",
    ];
    for rule in RULES {
        for reading in readings {
            let has = match rule {
                "stairwell" => true,
                "committee" => matches!(reading, "invalid-takes-part" | "pass-at-half"),
                _ => reading == "invalid-takes-part",
            };
            let mut draft = assembly(rule, &[(1, "yes")]);
            draft.readings = names(&[reading]);
            let code = TallyFile::new(draft).map_err(|fault| fault.code).err();
            let expected = (!has).then_some(FaultCode::ReadingNotOfRule);
            assert_eq!(code, expected, "{rule} {reading}");
        }
    }
}

#[test]
fn readings_stand_once_each_and_at_most_one_changes_the_pass_share() {
    let with = |readings: &[&str]| TallyDraft {
        readings: names(readings),
        ..stairwell("a", vec![])
    };
    assert_eq!(
        refused(with(&["of-all", "of-all"])),
        FaultCode::RepeatedReading
    );
    assert_eq!(
        refused(with(&["of-all", "pass-at-half"])),
        FaultCode::ExclusiveReadings
    );
    assert_eq!(
        refused(with(&["of-yes-and-no", "of-all"])),
        FaultCode::ExclusiveReadings
    );
    file(with(&["of-all", "invalid-takes-part", "present-only"]));
}

#[test]
fn a_roll_that_is_empty_or_names_a_voter_twice_or_entitles_nobody() {
    assert_eq!(refused(stairwell("", vec![])), FaultCode::EmptyRoll);
    assert_eq!(refused(stairwell("aba", vec![])), FaultCode::RepeatedVoter);
    let mut nobody = stairwell("ab", vec![]);
    nobody
        .roll
        .iter_mut()
        .for_each(|voter| voter.entitled = false);
    assert_eq!(refused(nobody), FaultCode::NobodyEntitled);
    refuses(
        "{\"voter\":\"b\"",
        "{\"voter\":\"a\"",
        FaultCode::RepeatedVoter,
        5,
        "roll[1].voter",
    );
}

#[test]
fn entitled_areas_that_sum_to_zero_under_an_assembly_rule() {
    let mut draft = assembly("assembly-ordinary", &[(0, "yes"), (5, "yes")]);
    draft.roll[1].entitled = false;
    assert_eq!(refused(draft.clone()), FaultCode::NoArea);
    draft.rule = rule("unanimous");
    file(draft);
}

#[test]
fn two_ballots_of_one_id_whose_fields_differ() {
    let first = ballot("b1", "a", "yes");
    let mut corrected = first.clone();
    corrected.mark = Mark::Correct(Choice::Yes);
    let others = [
        ballot("b1", "b", "yes"),
        ballot("b1", "a", "no"),
        ballot("b1", "a", "withdraw"),
        corrected,
        first.clone().by("m2"),
        first.clone().slip(),
        first.clone().over(&["gone"]),
        first.clone().contested(),
    ];
    for other in others {
        let draft = stairwell("ab", vec![first.clone(), other]);
        assert_eq!(refused(draft), FaultCode::ConflictingBallots);
    }
}

#[test]
fn a_circle_of_supersedes_with_effect_or_not() {
    let circle = |ballots| assert_eq!(refused(stairwell("ab", ballots)), FaultCode::Circle);
    circle(vec![ballot("b1", "a", "yes").over(&["b1"])]);
    // Of strangers, of two voters, late: a circle all the same.
    circle(vec![
        ballot("b1", "stranger", "yes").over(&["b3"]).late(),
        ballot("b2", "a", "no").over(&["b1"]).contested(),
        ballot("b3", "b", "no").over(&["gone", "b2"]),
        ballot("b4", "b", "no").over(&["b3"]),
    ]);
    // Two ways to one ballot are no circle.
    file(stairwell(
        "a",
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "yes").over(&["b1"]),
            ballot("b3", "a", "yes").over(&["b1"]),
            ballot("b4", "a", "yes").over(&["b1", "b2", "b3"]),
        ],
    ));
}

#[test]
fn the_fault_of_a_circle_names_a_ballot_on_it_not_one_that_leads_there() {
    let leads = ballot("b0", "a", "yes").over(&["b1"]);
    let one = ballot("b1", "a", "yes").over(&["b2"]);
    let two = ballot("b2", "a", "yes").over(&["b1"]);
    let fault = TallyFile::new(stairwell("a", vec![leads, one, two])).expect_err("a circle");
    assert_eq!(fault.field.as_deref(), Some("ballots[1].supersedes"));
    assert_eq!(fault.line, None);
}

#[test]
fn faults_speak_both_languages_have_one_code_each_and_repeat_no_value_of_the_file() {
    let codes: std::collections::BTreeSet<_> = FaultCode::ALL.iter().map(|it| it.code()).collect();
    assert_eq!(codes.len(), FaultCode::ALL.len());
    let fault = read(changed("\"yes\"", "\"王小明\"").as_bytes()).expect_err("no choice");
    assert_eq!(fault.zh(), "第 6 行，ballots[0].choice：不是允许的取值");
    assert_eq!(
        fault.en(),
        "line 6, ballots[0].choice: this is none of the known values"
    );
    assert_eq!(fault.to_string(), fault.en());
    let fault = read(b"\xEF\xBB\xBF").expect_err("a mark");
    assert!(fault.zh().starts_with("第 1 行：") && fault.en().starts_with("line 1: "));
}
