//! docs/spec/counting.md 3.

use super::support::*;
use crate::rules::counting::*;

/// Counts and gives (yes.lower, yes.upper, disputed, not counted).
fn told(ballots: Vec<Ballot>) -> (u128, u128, Vec<String>, Vec<String>) {
    let answer = answer(stairwell("ab", ballots));
    (
        answer.yes.lower,
        answer.yes.upper,
        answer.disputed,
        answer.not_counted,
    )
}

fn ids(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn case(ballots: Vec<Ballot>, yes: (u128, u128), disputed: &[&str], not_counted: &[&str]) {
    assert_eq!(
        told(ballots),
        (yes.0, yes.1, ids(disputed), ids(not_counted))
    );
}

// Step 1

#[test]
fn a_ballot_of_somebody_not_on_the_roll_or_not_entitled_is_ineligible_even_if_late() {
    let mut draft = stairwell(
        "ab",
        vec![
            ballot("b1", "stranger", "yes"),
            ballot("b2", "b", "yes"),
            ballot("b3", "b", "yes").late(),
            ballot("b4", "a", "yes").late(),
        ],
    );
    draft.roll[1].entitled = false;
    let answer = answer(draft);
    assert_eq!(answer.ineligible, ids(&["b1", "b2", "b3"]));
    assert_eq!(answer.late, ids(&["b4"]));
    assert_eq!(answer.not_counted, ids(&[]));
    assert_eq!((answer.yes.upper, answer.participation.of), (0, 1));
}

#[test]
fn ineligible_and_late_ballots_never_supersede() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").slip().late().over(&["b1"]),
        ],
        (1, 1),
        &[],
        &[],
    );
}

#[test]
fn under_present_only_a_ballot_of_somebody_absent_has_no_effect() {
    let mut draft = stairwell(
        "ab",
        vec![ballot("b1", "a", "yes"), ballot("b2", "b", "yes")],
    );
    draft.roll[0].present = false;
    assert_eq!(answer(draft.clone()).yes.upper, 2);
    draft.readings = names(&["present-only"]);
    let answer = answer(draft);
    assert_eq!(answer.yes.upper, 1);
    assert_eq!(answer.not_counted, ids(&["b1"]));
    assert_eq!(answer.participation.of, 2);
}

// Step 2

#[test]
fn a_ballot_supersedes_only_what_it_names_and_only_of_its_own_voter() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "yes"),
            ballot("b3", "b", "yes"),
            ballot("b4", "a", "no").over(&["b1", "b3"]),
        ],
        (1, 2),
        &["a"],
        &["b1"],
    );
}

#[test]
fn a_slip_supersedes_every_ballot_whatever_its_standing_and_authority() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "yes").by("m2").contested(),
            ballot("b3", "a", "yes").slip(),
            ballot("b4", "a", "no").supervisor().contested(),
            ballot("b5", "a", "no")
                .slip()
                .over(&["b1", "b2", "b3", "b4"]),
        ],
        (0, 0),
        &[],
        &["b1", "b2", "b3", "b4"],
    );
}

#[test]
fn a_collector_supersedes_accepted_ballots_that_he_took_himself() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").over(&["b1"]),
        ],
        (0, 0),
        &[],
        &["b1"],
    );
}

#[test]
fn a_collector_supersedes_neither_anothers_ballot_nor_a_slip_nor_a_contested_one() {
    case(
        vec![
            ballot("b1", "a", "yes").by("m2"),
            ballot("b2", "a", "no").over(&["b1"]),
        ],
        (0, 1),
        &["a"],
        &[],
    );
    case(
        vec![
            ballot("b1", "a", "yes").slip(),
            ballot("b2", "a", "no").over(&["b1"]),
        ],
        (0, 1),
        &["a"],
        &[],
    );
    case(
        vec![
            ballot("b1", "a", "yes").contested(),
            ballot("b2", "a", "no").over(&["b1"]),
        ],
        (0, 1),
        &[],
        &[],
    );
}

#[test]
fn a_contested_ballot_supersedes_nothing() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").slip().contested().over(&["b1"]),
        ],
        (0, 1),
        &[],
        &[],
    );
}

#[test]
fn two_collectors_record_different_choices_for_one_household_and_the_supervisors_settle_it() {
    let two = [ballot("b1", "a", "yes"), ballot("b2", "a", "no").by("m2")];
    case(two.to_vec(), (0, 1), &["a"], &[]);
    let settled = |says: &str| {
        let settlement = ballot("s", "a", says)
            .by("m9")
            .supervisor()
            .over(&["b1", "b2"]);
        two.iter().cloned().chain([settlement]).collect::<Vec<_>>()
    };
    case(settled("yes"), (1, 1), &[], &["b1", "b2"]);
    case(settled("no"), (0, 0), &[], &["b1", "b2"]);
    // Not an answer of theirs: without right.
    case(settled("abstain"), (0, 1), &["a"], &["s"]);
    case(settled("withdraw"), (0, 1), &["a"], &["s"]);
}

#[test]
fn supervisors_do_not_vote() {
    case(
        vec![ballot("s", "a", "yes").supervisor()],
        (0, 0),
        &[],
        &["s"],
    );
    let one = ballot("b1", "a", "yes");
    let settlement = ballot("s", "a", "yes").supervisor().over(&["b1"]);
    case(vec![one, settlement], (1, 1), &[], &["s"]);
}

#[test]
fn supervisors_settle_only_what_they_name() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").by("m2"),
            ballot("s", "a", "yes").supervisor().over(&["b1"]),
        ],
        (0, 1),
        &["a"],
        &["s"],
    );
}

#[test]
fn one_contested_ballot_is_enough_for_the_supervisors() {
    case(
        vec![
            ballot("b1", "a", "yes").contested(),
            ballot("s", "a", "yes").supervisor().over(&["b1"]),
        ],
        (1, 1),
        &[],
        &["b1"],
    );
}

#[test]
fn supervisors_can_settle_for_a_withdrawal_that_is_one_of_the_answers() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "withdraw").by("m2"),
            ballot("s", "a", "withdraw")
                .supervisor()
                .over(&["b1", "b2"]),
        ],
        (0, 0),
        &[],
        &["b1", "b2", "s"],
    );
}

#[test]
fn supervisors_look_past_late_and_superseded_ballots() {
    // b1 was corrected by its own collector, so only one answer is left.
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").over(&["b1"]),
            ballot("s", "a", "no").supervisor().over(&["b1", "b2"]),
        ],
        (0, 0),
        &[],
        &["b1", "s"],
    );
    case(
        vec![
            ballot("b1", "a", "yes").late(),
            ballot("b2", "a", "no"),
            ballot("s", "a", "no").supervisor().over(&["b1", "b2"]),
        ],
        (0, 0),
        &[],
        &["s"],
    );
}

#[test]
fn supervisors_see_slips_but_never_supersede_them() {
    case(
        vec![
            ballot("b1", "a", "yes").slip(),
            ballot("b2", "a", "no"),
            ballot("s", "a", "no").supervisor().over(&["b1", "b2"]),
        ],
        (0, 1),
        &["a"],
        &["b2"],
    );
}

#[test]
fn a_later_settlement_supersedes_an_earlier_one_that_it_names() {
    let settlements = |over: &[&str]| {
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").by("m2"),
            ballot("s1", "a", "yes").supervisor().over(&["b1", "b2"]),
            ballot("s2", "a", "no").supervisor().over(over),
        ]
    };
    case(
        settlements(&["b1", "b2", "s1"]),
        (0, 0),
        &[],
        &["b1", "b2", "s1"],
    );
    // Unnamed, both stand: a new dispute.
    case(settlements(&["b1", "b2"]), (0, 1), &["a"], &["b1", "b2"]);
    // A settlement alone is nothing to look at.
    case(settlements(&["s1"]), (1, 1), &[], &["b1", "b2", "s2"]);
}

#[test]
fn what_a_superseded_ballot_had_superseded_stays_superseded() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "no").over(&["b1"]),
            ballot("b3", "a", "withdraw").over(&["b2"]),
        ],
        (0, 0),
        &[],
        &["b1", "b2", "b3"],
    );
}

// Steps 3 and 4

#[test]
fn a_withdrawal_that_supersedes_leaves_not_voting() {
    let ballots = vec![
        ballot("b1", "a", "yes"),
        ballot("b2", "a", "withdraw").over(&["b1"]),
    ];
    let answer = answer(stairwell("a", ballots));
    assert_eq!(answer.participation.have, 0);
    assert_eq!(answer.disputed, ids(&[]));
}

#[test]
fn a_withdrawal_beside_a_live_ballot_is_a_dispute() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("b2", "a", "withdraw").by("m2"),
        ],
        (0, 1),
        &["a"],
        &["b2"],
    );
}

#[test]
fn a_withdrawal_without_right_takes_nothing_back() {
    case(
        vec![
            ballot("b1", "a", "yes"),
            ballot("s", "a", "withdraw").supervisor().over(&["b1"]),
        ],
        (1, 1),
        &[],
        &["s"],
    );
}

#[test]
fn several_live_ballots_of_one_choice_count_once_and_are_reported() {
    let twice = vec![ballot("b1", "a", "yes"), ballot("b2", "a", "yes").by("m2")];
    let counted = answer(stairwell("ab", twice.clone()));
    assert_eq!((counted.yes.lower, counted.yes.upper), (1, 1));
    assert_eq!(counted.duplicates, ids(&["a"]));
    assert_eq!(counted.disputed, ids(&[]));
    // Beside a dispute they are no duplicates.
    let more = twice.into_iter().chain([ballot("b3", "a", "no").by("m3")]);
    let answer = answer(stairwell("ab", more.collect()));
    assert_eq!(
        (answer.duplicates, answer.disputed),
        (ids(&[]), ids(&["a"]))
    );
}

// Step 5

#[test]
fn an_open_ballot_adds_a_possible_answer_but_no_dispute() {
    let open = |says: &str| {
        answer(stairwell(
            "a",
            vec![
                ballot("b1", "a", "yes"),
                ballot("b2", "a", says).by("m2").contested(),
            ],
        ))
    };
    let no = open("no");
    assert_eq!((no.yes.lower, no.participation.have), (0, 1));
    let withdrawn = open("withdraw");
    assert_eq!((withdrawn.yes.lower, withdrawn.participation.have), (0, 0));
    for answer in [no, withdrawn] {
        assert_eq!(answer.contested, ids(&["a"]));
        assert_eq!((answer.disputed, answer.not_counted), (ids(&[]), ids(&[])));
        assert_eq!(answer.outcome, Outcome::Undecided);
    }
}

#[test]
fn outstanding_ballots_can_turn_any_voter_but_under_present_only_none_who_is_absent() {
    let mut draft = split("stairwell", 3, 0, 0);
    draft.outstanding = 1;
    draft.readings = names(&["present-only"]);
    assert_eq!(answer(draft.clone()).yes.lower, 2);
    draft
        .roll
        .iter_mut()
        .for_each(|voter| voter.present = false);
    let answer = answer(draft);
    assert_eq!((answer.yes.lower, answer.yes.upper), (0, 0));
    assert_eq!(answer.outcome, Outcome::NoQuorum);
}

#[test]
fn lists_are_sorted_by_code_point_and_order_and_repetition_change_nothing() {
    let names = ["\u{ff5e}", "\u{1f600}", "户", "Z", "a", "9"];
    let ballots: Vec<Ballot> = names
        .iter()
        .map(|name| ballot(&format!("{name}!"), name, "yes").late())
        .collect();
    let mut draft = stairwell("x", ballots);
    draft
        .roll
        .extend(names.iter().map(|name| Voter::new(*name)));
    let counted = answer(draft.clone());
    assert_eq!(
        counted.late,
        ["9!", "Z!", "a!", "户!", "\u{ff5e}!", "\u{1f600}!"]
    );
    draft.roll.reverse();
    draft.ballots.reverse();
    draft.ballots.extend(draft.ballots.clone());
    assert_eq!(answer(draft), counted);
}
