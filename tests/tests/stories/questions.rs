//! 同票: several motions on one sheet, options and elections, a re-vote, and what a modified client cannot make of them
//! (docs/spec/counting.md 6.12, 6.13).

use super::ballots::{Vote, note, vote};
use linli_core::domain::entry::tally::{Ballot, Opening, RollLine, VoterKey};
use linli_core::domain::entry::{BallotEntry, Entry, MotionEntry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, SheetForm, VoterState,
};
use linli_core::domain::{DocId, MemberId, RecordId, Timestamp};
use linli_core::records::Prev;
use linli_core::rules::counting::Outcome;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, MotionDraft, QuestionDraft, SheetDraft, Voters, Workspace,
};
use linli_tests::forger::{deliver, parts, place};
use linli_tests::phone::{pass, stairwell};
use serde_json::json;

use Choice::{Abstain, No, Yes};

const DEADLINE: Timestamp = Timestamp(1_795_394_400_000 + 30 * 86_400_000);

fn nobody(_: MemberId, _: MemberId) -> Vec<(MemberId, u32)> {
    Vec::new()
}

fn draft(form: SheetForm, seats: u16, titles: &[&str]) -> QuestionDraft {
    QuestionDraft {
        form,
        seats,
        motions: titles
            .iter()
            .map(|title| MotionDraft {
                title: (*title).to_owned(),
                rule: "stairwell".to_owned(),
                readings: Vec::new(),
            })
            .collect(),
        voters: Voters::Scope(stairwell("1-1")),
        deadline: DEADLINE,
        sheets: Vec::new(),
    }
}

/// Opened by the leader, and known at the office.
fn opened(vote: &Vote, draft: &QuestionDraft) -> Vec<DocId> {
    let tallies = vote.leader.open_question(draft).expect("a question");
    pass(&vote.leader, vote.office());
    tallies
}

fn sheet(tally: DocId, door: &str, answers: &[Choice]) -> SheetDraft {
    SheetDraft {
        tally,
        voter: door.to_owned(),
        answers: answers.to_vec(),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        slip: None,
        paper: None,
    }
}

fn closed(phone: &Workspace, tallies: &[DocId]) {
    for tally in tallies {
        let returns = Vec::new();
        let draft = ClosingDraft {
            tally: *tally,
            returns,
        };
        phone.close_tally(&draft).expect("closed");
    }
}

fn state(store: &Workspace, tally: DocId, door: &str) -> VoterState {
    let roll = store.vote_roll(tally, 9, None).expect("the roll").items;
    let mut rows = roll.into_iter();
    rows.find(|row| row.voter == door).expect("the row").state
}

#[test]
fn an_election_seats_those_who_pass_with_most_yes_once_it_is_closed() {
    let vote = vote(nobody);
    let draft = draft(SheetForm::Election, 2, &["甲", "乙", "丙"]);
    let tallies = opened(&vote, &draft);
    let refused = |answers: &[Choice]| {
        let error = vote
            .leader
            .cast_sheet(&sheet(tallies[1], "1-1-101", answers));
        error.expect_err("refused").code()
    };
    assert_eq!(refused(&[Yes, Yes, Yes]), "sheet_answers", "two seats");
    assert_eq!(refused(&[Yes, Yes]), "sheet_answers");
    assert_eq!(refused(&[Yes, Abstain, No]), "sheet_answers");
    let lone = BallotDraft {
        tally: tallies[0],
        ..super::ballots::draft(&vote, "1-1-101", Yes)
    };
    let lone = vote.leader.cast_ballot(lone).expect_err("refused");
    assert_eq!(lone.code(), "sheet_answers");
    for (door, answers) in [
        ("1-1-101", [Yes, Yes, No]),
        ("1-1-102", [Yes, Yes, No]),
        ("1-1-201", [Yes, No, Yes]),
        ("1-1-202", [Yes, Yes, No]),
    ] {
        let cast = vote.leader.cast_sheet(&sheet(tallies[2], door, &answers));
        assert_eq!(cast.expect("cast").len(), 3);
    }
    pass(&vote.leader, vote.office());
    let view = vote.office().question(tallies[1]).expect("the question");
    assert!(view.provisional && view.undecided && view.seated.is_empty());
    let ids: Vec<DocId> = view.motions.iter().map(|one| one.tally).collect();
    assert_eq!(ids, tallies, "in the order of the sheet");
    closed(&vote.leader, &tallies);
    pass(&vote.leader, vote.office());
    for store in [&*vote.leader, vote.office()] {
        let view = store.question(tallies[0]).expect("the question");
        assert!(!view.provisional && !view.undecided);
        assert_eq!(view.seated, tallies[..2]);
        assert_eq!((view.tied, view.torn), (vec![], vec![]));
        let outcomes: Vec<Outcome> = view.motions.iter().map(|one| one.outcome).collect();
        assert_eq!(
            outcomes,
            [Outcome::Passed, Outcome::Passed, Outcome::Failed]
        );
    }
}

#[test]
fn one_sheet_has_one_number_and_is_corrected_and_withdrawn_as_a_whole() {
    let leaders = |leader, _| vec![(leader, 3)];
    let vote = vote(leaders);
    let mut draft = draft(SheetForm::Motions, 0, &["选聘物业", "使用维修资金"]);
    let input = vote.office().tally(vote.tally).expect("it").input;
    assert_eq!(input["outstanding"], 3);
    let leader = vote
        .leader
        .identity()
        .expect("who")
        .member
        .expect("a member");
    draft.sheets = vec![(leader, 3)];
    let tallies = opened(&vote, &draft);
    let cast = |draft: &SheetDraft| vote.leader.cast_sheet(draft);
    cast(&sheet(tallies[0], "1-1-101", &[Yes, Abstain])).expect("cast");
    let corrected = SheetDraft {
        kind: BallotKind::Correct,
        ..sheet(tallies[1], "1-1-101", &[No, Yes])
    };
    cast(&corrected).expect("corrected");
    let answer = |tally| vote.leader.tally(tally).expect("it").answer.expect("one");
    assert_eq!(answer(tallies[0])["disputed"], json!([]));
    assert_eq!(
        state(&vote.leader, tallies[1], "1-1-101"),
        VoterState::Voted
    );
    let withdrawn = SheetDraft {
        kind: BallotKind::Withdraw,
        ..sheet(tallies[1], "1-1-101", &[])
    };
    cast(&withdrawn).expect("withdrawn");
    for tally in &tallies {
        assert_eq!(
            state(&vote.leader, *tally, "1-1-101"),
            VoterState::TakenBack
        );
    }
    let used = cast(&sheet(tallies[0], "1-1-102", &[Yes, Yes])).expect_err("three sheets");
    assert_eq!(used.code(), "sheets_used_up");
}

/// A ballot of a modified client in a motion, with these answers of its sheet.
fn forged(vote: &Vote, door: &str, choice: Choice, answers: &[Choice]) -> BallotEntry {
    BallotEntry::Ballot(Ballot {
        choice: Some(choice),
        answers: answers.to_vec(),
        ..vote.ballot(door, 1)
    })
}

#[test]
fn a_ballot_that_is_not_its_whole_sheets_has_no_effect_and_a_torn_sheet_is_shown() {
    let lone = vote(nobody);
    let stray = forged(&lone, "1-1-101", Yes, &[Yes, No]);
    lone.attack(&lone.chain(&lone.forger, [stray]));
    assert_eq!(lone.ids(), Vec::<String>::new(), "its motion stands alone");

    let mut vote = vote(nobody);
    let tallies = opened(&vote, &draft(SheetForm::Options, 0, &["甲", "乙"]));
    vote.leader
        .cast_sheet(&sheet(tallies[0], "1-1-102", &[Yes, No]))
        .expect("cast");
    pass(&vote.leader, vote.office());
    vote.tally = tallies[0];
    let wrong = [
        forged(&vote, "1-1-101", Yes, &[]),
        forged(&vote, "1-1-101", Yes, &[No, Yes]),
        forged(&vote, "1-1-101", Yes, &[Yes, Yes]),
        forged(&vote, "1-1-101", Yes, &[Yes]),
        forged(&vote, "1-1-201", Yes, &[Yes, No]),
    ];
    let records = vote.chain(&vote.forger, wrong);
    vote.attack(&records);
    for record in &records[..4] {
        let said = note(vote.office(), tallies[0], record.id());
        assert_eq!(said, Some(BallotNote::SheetForm));
    }
    assert_eq!(vote.ids().len(), 2);
    // The last one is sound by itself, and the other motion never saw its sheet.
    let view = vote.office().question(tallies[1]).expect("the question");
    assert_eq!(view.torn, ["1-1-201"]);
    assert!(view.undecided && view.seated.is_empty());
}

#[test]
fn a_settlement_is_one_of_the_sheets_answers_to_the_whole_question() {
    let vote = vote(nobody);
    let tallies = opened(&vote, &draft(SheetForm::Options, 0, &["甲", "乙", "丙"]));
    for answers in [[Yes, No, No], [No, Yes, No]] {
        vote.leader
            .cast_sheet(&sheet(tallies[0], "1-1-101", &answers))
            .expect("cast");
    }
    pass(&vote.leader, vote.office());
    let of = |tally| state(vote.office(), tally, "1-1-101");
    assert_eq!(of(tallies[0]), VoterState::Disputed);
    let settled = |answers: &[Choice]| -> Vec<RecordId> {
        let draft = SheetDraft {
            authority: BallotAuthority::Supervisor,
            ..sheet(tallies[0], "1-1-101", answers)
        };
        vote.office().cast_sheet(&draft).expect("taken")
    };
    // Neither sheet said no to both: each answer stands on some sheet, the whole on none.
    let mixed = settled(&[No, No, No]);
    for (tally, ballot) in tallies.iter().zip(&mixed) {
        let said = note(vote.office(), *tally, *ballot);
        assert_eq!(said, Some(BallotNote::SettlementMixed));
    }
    assert_eq!(of(tallies[0]), VoterState::Disputed);
    settled(&[No, Yes, No]);
    assert_eq!(of(tallies[0]), VoterState::Voted);
    assert_eq!(of(tallies[1]), VoterState::Voted);
    let view = vote.office().question(tallies[2]).expect("the question");
    assert_eq!(view.motions[1].yes_low, 0, "others may still vote");
}

#[test]
fn a_re_vote_is_known_as_one_and_a_claim_to_be_one_is_not() {
    let vote = vote(nobody);
    let tomorrow = Timestamp(DEADLINE.0 + 86_400_000);
    let open = vote.leader.vote_again(vote.tally, tomorrow);
    assert_eq!(open.expect_err("refused").code(), "tally_open");
    for (door, choice) in [
        ("1-1-101", Yes),
        ("1-1-102", Yes),
        ("1-1-201", No),
        ("1-1-202", No),
    ] {
        let ballot = super::ballots::draft(&vote, door, choice);
        vote.leader.cast_ballot(ballot).expect("cast");
    }
    closed(&vote.leader, &[vote.tally]);
    let again = vote.leader.vote_again(vote.tally, tomorrow).expect("again");
    pass(&vote.leader, vote.office());
    let shown = |tally| {
        let all = vote.office().list_tallies().expect("tallies");
        let mut all = all.into_iter();
        all.find(|one| one.tally == tally).expect("it")
    };
    assert_eq!(shown(again).again, Some(vote.tally));
    assert_eq!(shown(again).title, shown(vote.tally).title);
    assert_eq!(shown(vote.tally).again, None);
    let view = vote.office().tally(again).expect("it").input;
    let before = vote.office().tally(vote.tally).expect("it").input;
    assert_eq!(view["roll"], before["roll"]);
    // Over another roll it is another vote, whatever it says.
    let at = place(vote.office(), "1-1");
    let VoterKey::Household {
        household,
        stairwell,
    } = vote.ballot("1-1-101", 1).voter
    else {
        panic!("a household");
    };
    let entry = Entry::Motion(MotionEntry::Opened(Opening {
        subject: [3; 16],
        pack: "db3305-309-2024".to_owned(),
        rule: "stairwell".to_owned(),
        readings: Vec::new(),
        deadline: tomorrow,
        at: Timestamp(1_795_394_400_000),
        roll: vec![RollLine::new(VoterKey::Household {
            household,
            stairwell,
        })],
        sheets: Vec::new(),
        shared: None,
        again: Some(vote.tally),
        seal: None,
    }));
    let record = vote
        .forger
        .write(at, 1, Prev::Start(vote.forger.nonce), &entry);
    let claimed = record.header().doc;
    let answer = vote.forger.answer(parts(&[record]));
    deliver(vote.office(), &answer).expect("taken");
    assert_eq!(shown(claimed).again, None);
}

#[test]
fn a_sheet_is_of_several_motions_and_its_seats_fit_its_form() {
    let vote = vote(nobody);
    let refused = |draft: &QuestionDraft| {
        let error = vote.leader.open_question(draft).expect_err("refused");
        error.code()
    };
    let election = |seats| draft(SheetForm::Election, seats, &["甲", "乙"]);
    assert_eq!(
        refused(&draft(SheetForm::Options, 0, &["甲"])),
        "field_range"
    );
    assert_eq!(
        refused(&draft(SheetForm::Options, 1, &["甲", "乙"])),
        "field_range"
    );
    assert_eq!(refused(&election(0)), "field_range");
    assert_eq!(refused(&election(3)), "field_range");
    let mut unlike = election(1);
    unlike.motions[1].readings = vec!["of-all".to_owned()];
    assert_eq!(refused(&unlike), "field_unfit");
    let lone = vote
        .leader
        .question(vote.tally)
        .expect_err("it stands alone");
    assert_eq!(lone.code(), "tally_unknown");
}
