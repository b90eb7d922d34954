//! 表决进度: the meter that is kept counted while ballots come is the one that is read anew, whatever comes between.

use super::ballots::{Vote, draft, ten, vote};
use linli_core::domain::Timestamp;
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, VisitOutcome};
use linli_core::records::testing::Dice;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, ScopeName, TallyDraft, VisitDraft, Voters, Workspace,
};
use linli_tests::phone::{pass, stairwell};

const DOORS: [&str; 4] = ["1-1-101", "1-1-102", "1-1-201", "1-1-202"];

/// The meters of both stores, each the same as read anew.
fn watched(vote: &Vote) {
    for store in [&*vote.leader, vote.office()] {
        let meter = store.vote(vote.tally).expect("the meter");
        let anew = store.vote_by(vote.tally, &[]).expect("the meter");
        assert_eq!(meter, anew);
    }
}

fn some(vote: &Vote, dice: &mut Dice) -> BallotDraft {
    let door = DOORS[dice.below(4)];
    let choices = [Choice::Yes, Choice::No, Choice::Abstain, Choice::Invalid];
    let mut ballot = draft(vote, door, choices[dice.below(4)]);
    ballot.kind = match dice.below(6) {
        0 => BallotKind::Correct,
        1 => BallotKind::Withdraw,
        _ => BallotKind::Cast,
    };
    if ballot.kind == BallotKind::Withdraw {
        ballot.choice = None;
    }
    ballot
}

/// One act of many; one that the store refuses changes nothing.
fn act(vote: &Vote, dice: &mut Dice) {
    let (leader, office): (&Workspace, &Workspace) = (&vote.leader, vote.office());
    match dice.below(12) {
        0..=4 => drop(leader.cast_ballot(some(vote, dice))),
        5 => {
            let settles = BallotDraft {
                authority: BallotAuthority::Supervisor,
                ..some(vote, dice)
            };
            drop(office.cast_ballot(settles));
        }
        6 => drop(office.cast_ballot(some(vote, dice))),
        7 => {
            pass(leader, office);
        }
        8 => {
            pass(office, leader);
        }
        9 => drop(leader.record_visit(VisitDraft::new(DOORS[0], VisitOutcome::Home))),
        10 => {
            let other = TallyDraft {
                key_holders: Vec::new(),
                title: "另一项".to_owned(),
                rule: "stairwell".to_owned(),
                voters: Voters::Scope(stairwell("1-1")),
                readings: Vec::new(),
                deadline: Timestamp(1_795_394_400_000 + 86_400_000),
                sheets: Vec::new(),
            };
            drop(leader.open_tally(other));
        }
        _ => {
            let slips = office.hand_out_slips(vote.tally, &[DOORS[1].to_owned()]);
            pass(office, leader);
            let slip = slips.expect("slips").remove(0).slip;
            let says = BallotDraft {
                authority: BallotAuthority::Slip,
                slip: Some(slip),
                ..draft(vote, DOORS[1], Choice::No)
            };
            drop(leader.cast_ballot(says));
        }
    }
}

#[test]
fn a_watched_meter_is_the_one_that_is_read_anew() {
    for seed in 0..4 {
        let mut dice = Dice::new(seed);
        // The office, which settles, has no sheets of its own in either.
        let vote = if seed % 2 == 0 {
            vote(ten)
        } else {
            vote(|_, _| Vec::new())
        };
        watched(&vote);
        for _ in 0..30 {
            act(&vote, &mut dice);
            watched(&vote);
        }
        vote.leader.collecting_done(vote.tally).expect("returned");
        watched(&vote);
        pass(&vote.leader, vote.office());
        watched(&vote);
        let returns = Vec::new();
        let closing = ClosingDraft {
            tally: vote.tally,
            returns,
        };
        vote.leader.close_tally(&closing).expect("closed");
        watched(&vote);
        pass(&vote.leader, vote.office());
        watched(&vote);
        let late = draft(&vote, DOORS[0], Choice::Yes);
        drop(vote.office().cast_ballot(late));
        watched(&vote);
    }
}

/// Whoever watches one vote and then another, and one who was renamed or narrowed meanwhile, sees what is.
#[test]
fn a_watched_meter_follows_what_is_no_ballot() {
    let vote = vote(ten);
    let ballot = draft(&vote, DOORS[0], Choice::Yes);
    vote.leader.cast_ballot(ballot).expect("cast");
    pass(&vote.leader, vote.office());
    watched(&vote);
    let (_, joined) = vote
        .story
        .joins(linli_core::domain::Role::Supervisors, &ScopeName::Community);
    watched(&vote);
    vote.office()
        .revoke(linli_core::workspace::RevokeTarget::Member {
            member: joined.member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    watched(&vote);
    pass(vote.office(), &vote.leader);
    watched(&vote);
}

#[test]
fn another_reading_is_one_call_away_and_changes_nothing() {
    let vote = vote(|leader, _| vec![(leader, 4)]);
    for (door, choice) in DOORS
        .into_iter()
        .zip([Choice::Yes, Choice::Yes, Choice::No, Choice::No])
    {
        let ballot = draft(&vote, door, choice);
        vote.leader.cast_ballot(ballot).expect("cast");
    }
    vote.leader.collecting_done(vote.tally).expect("returned");
    let plain = vote.leader.vote(vote.tally).expect("the meter");
    let half = ["pass-at-half".to_owned()];
    let other = vote.leader.vote_by(vote.tally, &half).expect("the meter");
    assert_eq!(
        (plain.heads.yes_need, other.heads.yes_need),
        (Some(3), Some(2))
    );
    assert_eq!(vote.leader.vote(vote.tally).expect("the meter"), plain);
    let unknown = vote.leader.vote_by(vote.tally, &["by-name".to_owned()]);
    assert_eq!(unknown.expect_err("refused").code(), "reading_unknown");
}
