//! docs/spec/counting.md 4; docs/spec/rules.md 5.0, 5.3 and 5.4.

use super::support::*;
use crate::rules::counting::*;
use Outcome::{Failed, NoQuorum, Passed, Tie, Undecided};

fn under(rule: &str, readings: &[&str], yes: usize, no: usize, silent: usize) -> Outcome {
    outcome(TallyDraft {
        readings: names(readings),
        ..split(rule, yes, no, silent)
    })
}

fn plain(rule: &str, yes: usize, no: usize, silent: usize) -> Outcome {
    under(rule, &[], yes, no, silent)
}

#[test]
fn stairwell_needs_two_thirds_taking_part_and_more_than_half_of_them_5_1_3_2_2_5() {
    let rule = "stairwell";
    assert_eq!(plain(rule, 9, 7, 8), Passed);
    assert_eq!(plain(rule, 8, 8, 8), Tie);
    assert_eq!(plain(rule, 7, 9, 8), Failed);
    assert_eq!(plain(rule, 15, 0, 9), NoQuorum);
}

#[test]
fn stairwell_readings_change_the_pass_share_only() {
    let rule = "stairwell";
    assert_eq!(under(rule, &["pass-at-half"], 8, 8, 8), Passed);
    assert_eq!(under(rule, &["pass-at-half"], 7, 9, 8), Failed);
    assert_eq!(under(rule, &["of-all"], 11, 5, 8), Failed);
    assert_eq!(under(rule, &["of-all"], 12, 4, 8), Passed);
    // Exactly half is no tie under any of the three.
    assert_eq!(under(rule, &["of-yes-and-no"], 8, 8, 8), Failed);
    assert_eq!(under(rule, &["of-all"], 8, 8, 8), Failed);
    assert_eq!(under(rule, &["invalid-takes-part"], 8, 8, 8), Tie);
}

#[test]
fn of_yes_and_no_leaves_abstentions_out_of_the_denominator() {
    let says = ["yes", "yes", "no", "abstain", "blank"];
    let cast = says.iter().zip(["a", "b", "c", "d", "e"]);
    let ballots = cast
        .map(|(says, voter)| ballot(voter, voter, says))
        .collect();
    let mut draft = stairwell("abcde", ballots);
    assert_eq!(outcome(draft.clone()), Failed);
    draft.readings = names(&["of-yes-and-no"]);
    assert_eq!(outcome(draft), Passed);
}

#[test]
fn abstentions_and_blank_sheets_take_part_silence_does_not_5_3() {
    let with = |says: &str| {
        let ballots = vec![ballot("b1", "a", "yes"), ballot("b2", "b", says)];
        answer(stairwell("abc", ballots)).participation.have
    };
    assert_eq!((with("abstain"), with("blank"), with("no")), (2, 2, 2));
    assert_eq!((with("invalid"), with("withdraw")), (1, 1));
}

#[test]
fn a_spoiled_sheet_takes_part_only_under_its_reading() {
    let ballots = vec![ballot("b1", "a", "yes"), ballot("b2", "b", "invalid")];
    let mut draft = stairwell("abc", ballots);
    assert_eq!(outcome(draft.clone()), NoQuorum);
    draft.readings = names(&["invalid-takes-part"]);
    let answer = answer(draft);
    assert_eq!((answer.outcome, answer.participation.have), (Tie, 2));
}

#[test]
fn proposal_needs_a_fifth_of_all_and_nobody_else_to_take_part_5_1_3_2_1_3() {
    // docs/spec/rules.md 5.3: 10 of 50 is enough; 2 of 7.
    assert_eq!(plain("proposal", 10, 0, 40), Passed);
    assert_eq!(plain("proposal", 9, 1, 40), Failed);
    assert_eq!(plain("proposal", 2, 0, 5), Passed);
    assert_eq!(plain("proposal", 1, 0, 6), Failed);
}

#[test]
fn unanimous_needs_every_body_and_one_objection_returns_it_5_1_1_2() {
    assert_eq!(plain("unanimous", 3, 0, 0), Passed);
    assert_eq!(plain("unanimous", 2, 1, 0), Failed);
    assert_eq!(plain("unanimous", 2, 0, 1), NoQuorum);
}

#[test]
fn representatives_count_like_a_stairwell_without_ties() {
    assert_eq!(plain("representatives", 9, 7, 8), Passed);
    assert_eq!(plain("representatives", 8, 8, 8), Failed);
    assert_eq!(plain("representatives", 15, 0, 9), NoQuorum);
}

#[test]
fn committee_needs_more_than_half_of_all_members_to_take_part_and_to_agree() {
    let rule = "committee";
    assert_eq!(plain(rule, 4, 0, 3), Passed);
    assert_eq!(plain(rule, 3, 1, 3), Failed);
    assert_eq!(plain(rule, 3, 0, 3), NoQuorum);
    assert_eq!(plain(rule, 3, 2, 1), Failed);
    assert_eq!(under(rule, &["pass-at-half"], 3, 2, 1), Passed);
    // The reading leaves participation alone: half is still not more than half.
    assert_eq!(under(rule, &["pass-at-half"], 3, 0, 3), NoQuorum);
}

#[test]
fn assembly_needs_both_heads_and_area_civil_code_278() {
    let rule = "assembly-ordinary";
    let of = |owners: &[(u64, &str)]| outcome(assembly(rule, owners));
    assert_eq!(of(&[(10, "yes"), (10, "yes"), (10, "")]), Passed);
    // Heads without area, area without heads.
    assert_eq!(of(&[(10, "yes"), (9, "yes"), (10, "")]), NoQuorum);
    assert_eq!(of(&[(90, "yes"), (5, ""), (5, "")]), NoQuorum);
    assert_eq!(of(&[(10, "yes"), (10, "yes"), (20, "no")]), Failed);
    assert_eq!(of(&[(10, "yes"), (10, "yes"), (19, "no")]), Passed);
    assert_eq!(of(&[(30, "yes"), (10, "no"), (10, "no")]), Failed);
}

#[test]
fn a_special_matter_needs_three_quarters_of_heads_and_area_taking_part() {
    let rule = "assembly-special";
    let of = |owners: &[(u64, &str)]| outcome(assembly(rule, owners));
    assert_eq!(of(&[(1, "yes"), (1, "yes"), (1, "yes"), (1, "no")]), Passed);
    assert_eq!(of(&[(1, "yes"), (1, "yes"), (1, "yes"), (2, "no")]), Failed);
    assert_eq!(of(&[(9, "yes"), (9, "yes"), (1, "no")]), Failed);
}

#[test]
fn passed_only_if_every_inequality_holds_at_its_worst() {
    let mut draft = split("stairwell", 10, 6, 8);
    assert_eq!(outcome(draft.clone()), Passed);
    // One unseen ballot can turn a yes into a no (10:6 becomes 9:7), or withdraw and break the quorum.
    draft.outstanding = 1;
    assert_eq!(outcome(draft.clone()), Undecided);
    let mut full = split("stairwell", 12, 6, 6);
    full.outstanding = 2;
    assert_eq!(outcome(full.clone()), Passed);
    full.outstanding = 3;
    assert_eq!(outcome(full), Undecided);
}

#[test]
fn certainly_no_quorum_even_if_every_outstanding_ballot_takes_part() {
    let mut draft = split("stairwell", 10, 0, 14);
    draft.outstanding = 5;
    assert_eq!(outcome(draft.clone()), NoQuorum);
    draft.outstanding = 6;
    assert_eq!(outcome(draft), Undecided);
}

#[test]
fn no_quorum_comes_before_failed_where_both_are_certain() {
    assert_eq!(plain("stairwell", 0, 10, 14), NoQuorum);
}

#[test]
fn failed_is_certain_although_the_quorum_is_not_yet() {
    // 3p ≥ 2n is open, 2y > p is out of reach.
    let mut draft = split("stairwell", 2, 12, 10);
    draft.outstanding = 2;
    let answer = answer(draft);
    assert_eq!((answer.outcome, answer.certificate), (Failed, true));
}

#[test]
fn a_tie_must_be_one_at_its_worst_and_at_its_best() {
    let with = |outstanding| {
        outcome(TallyDraft {
            outstanding,
            ..split("stairwell", 8, 8, 8)
        })
    };
    assert_eq!((with(0), with(1)), (Tie, Undecided));
    // Half at its best but less at its worst: certainly not passed, no longer certainly a tie.
    let mut open = split("stairwell", 2, 2, 2);
    open.ballots
        .push(ballot("w", "v00000", "abstain").contested());
    assert_eq!(outcome(open), Failed);
}

#[test]
fn nobody_at_all_is_no_quorum_not_a_tie() {
    assert_eq!(plain("stairwell", 0, 0, 3), NoQuorum);
}

#[test]
fn a_disputed_household_takes_part_once_and_leaves_its_choice_open_5_4() {
    let draft = |yes, no| {
        let mut draft = split("stairwell", yes, no, 8);
        draft.ballots.push(ballot("x", "v00000", "no").by("m2"));
        draft
    };
    let answer = answer(draft(9, 7));
    assert_eq!((answer.outcome, answer.participation.have), (Undecided, 16));
    assert_eq!((answer.yes.lower, answer.yes.upper), (8, 9));
    assert_eq!(outcome(draft(10, 6)), Passed);
    assert_eq!(outcome(draft(7, 9)), Failed);
}

#[test]
fn each_inequality_is_judged_on_its_own_cautious_and_never_wrong() {
    // One voter disputed between nothing and no: taking part would reach the quorum but not the majority.
    let mut draft = split("stairwell", 2, 1, 2);
    draft.ballots.push(ballot("x", "v00003", "no").contested());
    let answer = answer(draft);
    assert_eq!((answer.outcome, answer.certificate), (Undecided, false));
}
