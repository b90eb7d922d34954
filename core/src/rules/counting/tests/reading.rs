//! docs/spec/counting.md 1.2: what a file may hold, and its defaults.

use super::support::*;
use crate::rules::counting::*;
use std::sync::Arc;

const PAGE: &str = r#"{"version":1,"title":"楼道堆物整治","pack":"db3305-309-2024","rule":"stairwell","readings":[],
 "roll":[{"voter":"3-1-501","area_cm2":891200,"entitled":true,"present":true}],
 "ballots":[{"id":"b1","voter":"3-1-501","choice":"yes","kind":"cast","collector":"m1","authority":"collector","supersedes":[],"standing":"accepted"}],
 "outstanding":0}"#;

#[test]
fn the_example_of_the_page_is_read_and_passes() {
    let file = read(PAGE.as_bytes()).expect("the page's own example");
    assert_eq!(file.title(), Some("楼道堆物整治"));
    let named = (file.pack().name.as_str(), file.rule().name());
    assert_eq!(named, ("db3305-309-2024", "stairwell"));
    assert_eq!(file.ballots(), [ballot("b1", "3-1-501", "yes")]);
    assert_eq!(count(&file).outcome, Outcome::Passed);
}

#[test]
fn absent_fields_take_the_defaults_of_the_table() {
    let short = br#"{"version":1,"rule":"stairwell","roll":[{"voter":"3-1-501"}],
        "ballots":[{"id":"b1","voter":"3-1-501","choice":"yes","collector":"m1"}]}"#;
    let short = read(short).expect("only what is required");
    let titled = TallyDraft {
        title: Some("楼道堆物整治".into()),
        roll: vec![Voter::new("3-1-501")],
        ..stairwell("", vec![ballot("b1", "3-1-501", "yes")])
    };
    let titled = file(titled);
    assert_eq!(read(PAGE.as_bytes()).expect("the example"), titled);
    assert_eq!(short.title(), None);
    assert_eq!(count(&short), count(&titled));
}

#[test]
fn ballots_may_be_empty() {
    let empty = br#"{"version":1,"rule":"proposal","roll":[{"voter":"a"}],"ballots":[]}"#;
    assert_eq!(
        count(&read(empty).expect("no ballots")).outcome,
        Outcome::Failed
    );
}

#[test]
fn the_packs_hold_the_rules_of_the_table_and_the_first_is_the_default() {
    let rules = |pack: &Arc<RulePack>| -> Vec<String> {
        let names = pack.rules().map(|rule| rule.name().to_owned());
        names.collect()
    };
    let [standard, code] = packs() else {
        panic!("two packs hold rules");
    };
    assert_eq!(standard.name, "db3305-309-2024");
    assert_eq!(code.name, "civil-code");
    assert_eq!(
        rules(standard),
        ["stairwell", "proposal", "unanimous", "representatives"]
    );
    assert_eq!(
        rules(code),
        [
            "unanimous",
            "committee",
            "assembly-ordinary",
            "assembly-special"
        ]
    );
    for name in RULES {
        let first = if rules(standard).contains(&name.to_owned()) {
            standard
        } else {
            code
        };
        assert_eq!(rule(name).pack(), first, "{name}");
    }
}

#[test]
fn every_rule_of_this_version_hangs_together_and_has_the_right_of_its_name() {
    for pack in packs() {
        assert_eq!(pack.faults(), [""; 0], "{}", pack.name);
        assert!(pack.is_of_version() && !pack.is_empty());
        for rule in pack.rules() {
            let may = if rule.name() == "stairwell" {
                "open_stairwell_tally"
            } else {
                "open_assembly"
            };
            assert_eq!(rule.may(), may, "{rule:?}");
        }
    }
}

#[test]
fn unknown_fields_are_ignored_wherever_they_stand() {
    let more = PAGE
        .replace("\"title\"", "\"x\":{\"voter\":[null,-0.5e3]},\"title\"")
        .replace("\"present\"", "\"phone\":null,\"present\"")
        .replace("\"kind\"", "\"note\":[[[[{}]]]],\"kind\"");
    assert_eq!(read(more.as_bytes()), read(PAGE.as_bytes()));
}

#[test]
fn an_area_is_ignored_where_the_rule_does_not_ask_for_it() {
    let odd = PAGE.replace("891200", "\"large\"");
    assert_eq!(read(odd.as_bytes()), read(PAGE.as_bytes()));
    let published = read(PAGE.as_bytes()).expect("the example").to_json();
    assert_eq!(published["roll"][0].get("area_cm2"), None);
}

#[test]
fn voters_are_compared_code_point_by_code_point_never_trimmed_or_normalised() {
    let names = ["a", "a ", "A", "\u{e9}", "e\u{301}", "ａ"];
    let draft = TallyDraft {
        roll: names.iter().map(|name| Voter::new(*name)).collect(),
        ..stairwell("", vec![ballot("b1", "a", "yes")])
    };
    let answer = answer(draft);
    assert_eq!(answer.participation.of, 6);
    assert_eq!((answer.yes.lower, answer.yes.upper), (1, 1));
}

#[test]
fn escapes_are_the_characters_they_stand_for() {
    let escaped = PAGE
        .replace("\"b1\"", "\"\\u0062\\u0031\"")
        .replace("\"voter\"", "\"\\u0076oter\"")
        .replace("楼道", "\\u697c\\u9053\\ud83d\\ude00\\/\\n");
    let file = read(escaped.as_bytes()).expect("escapes");
    assert_eq!(file.title(), Some("楼道😀/\n堆物整治"));
    assert_eq!(file.ballots()[0].id, "b1");
}

#[test]
fn ids_that_the_file_lacks_are_ignored_in_supersedes_which_is_a_set() {
    let one = ballot("b1", "a", "yes").over(&["gone", "gone too"]);
    assert_eq!(outcome(stairwell("a", vec![one])), Outcome::Passed);
    let twice = PAGE.replace("\"supersedes\":[]", "\"supersedes\":[\"x\",\"x\"]");
    let file = read(twice.as_bytes()).expect("a set");
    assert_eq!(file.ballots()[0].supersedes.len(), 1);
}

#[test]
fn equal_ballots_of_one_id_are_one_ballot_after_defaults() {
    let twice = PAGE.replace(
        "\"ballots\":[",
        r#""ballots":[{"id":"b1","voter":"3-1-501","choice":"yes","collector":"m1","note":1},"#,
    );
    assert_eq!(read(twice.as_bytes()), read(PAGE.as_bytes()));
}

#[test]
fn correct_differs_from_cast_in_name_only() {
    let mut corrected = ballot("b2", "a", "no").over(&["b1"]);
    corrected.mark = Mark::Correct(Choice::No);
    let plain = ballot("b2", "a", "no").over(&["b1"]);
    let with = |second: Ballot| answer(stairwell("ab", vec![ballot("b1", "a", "yes"), second]));
    assert_eq!(with(corrected), with(plain));
}

#[test]
fn outstanding_has_no_upper_limit() {
    let endless = PAGE.replace(
        "\"outstanding\":0",
        &format!("\"outstanding\":1{}", "0".repeat(400)),
    );
    let file = read(endless.as_bytes()).expect("digits only");
    assert_eq!(count(&file).outcome, Outcome::Undecided);
}

#[test]
fn a_file_written_by_the_store_reads_back_as_the_same_tally() {
    let mut full = assembly("assembly-special", &[(5, "yes"), (0, "no"), (7, "")]);
    full.title = Some("加装电梯 \"3-1\"\u{1}".into());
    full.readings = names(&["invalid-takes-part"]);
    full.outstanding = 3;
    full.ballots
        .push(ballot("w", "o1", "withdraw").slip().over(&["b1", "gone"]));
    full.ballots
        .push(ballot("s", "o1", "no").supervisor().late());
    let mut corrected = ballot("c", "o0", "blank").contested().by("m2");
    corrected.mark = Mark::Correct(Choice::Blank);
    full.ballots.push(corrected);
    let full = file(full);
    assert_eq!(read(full.to_json().to_string().as_bytes()), Ok(full));
}
