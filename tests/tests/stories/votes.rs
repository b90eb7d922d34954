//! 表决 on a screen: the honest meter in numbers and words, and the roll (docs/spec/counting.md 5, 6).

use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, TallyState, VoterState, WithoutVote,
};
use linli_core::domain::{DocId, Role, Timestamp};
use linli_core::rules::counting::Outcome;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, OwnersRoll, TallyDraft, UnitWithoutVote, Voters, Workspace,
};
use linli_tests::phone::{pass, settle, stairwell};
use linli_tests::story::story;

const DEADLINE: Timestamp = Timestamp(1_795_394_400_000 + 86_400_000);

fn take(phone: &Workspace, tally: DocId, door: &str, choice: Choice) {
    phone
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Collector,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot");
}

#[test]
fn the_meter_says_what_is_here_who_may_hold_what_and_what_comes_next() {
    let story = story();
    let office = &story.office.phone;
    let (leader, one) = story.leader("1-1");
    let (other, two) = story.leader("1-1");
    settle(&[office, &leader, &other]);
    let tally = leader
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Owners(OwnersRoll {
                scope: Some(stairwell("1-1")),
                without_vote: vec![UnitWithoutVote {
                    unit: "1-1-202".to_owned(),
                    why: WithoutVote::NoRepresentative,
                }],
                ..OwnersRoll::default()
            }),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![(one.member, 3), (two.member, 2)],
        })
        .expect("a tally");
    settle(&[office, &leader, &other]);
    take(&leader, tally, "1-1-101", Choice::Yes);
    let meter = leader.vote(tally).expect("the meter");
    assert_eq!(
        (meter.state, meter.outcome),
        (TallyState::Open, Some(Outcome::Undecided))
    );
    assert_eq!((meter.heads.of, meter.heads.need), (3, 2));
    let held: Vec<(_, u64)> = meter
        .missing
        .iter()
        .map(|one| (one.by.id, one.most))
        .collect();
    let mut expected = vec![(one.member, 3), (two.member, 2)];
    expected.sort_unstable();
    let mut sorted = held;
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    let own = meter.own_part.expect("he takes ballots here");
    assert_eq!((own.of, own.have), (3, 1));
    assert!(meter.may_cast && meter.may_close && !meter.certain);
    assert!(
        meter.next.zh.contains("还没有交齐") && meter.next.en.contains("is not known"),
        "{:?}",
        meter.next
    );
    assert_eq!(meter.valid_until, DEADLINE);

    take(&other, tally, "1-1-102", Choice::Yes);
    take(&other, tally, "1-1-101", Choice::No);
    settle(&[office, &leader, &other]);
    let disputed = office.vote(tally).expect("the meter");
    assert_eq!(disputed.disputed, ["1-1-101"]);
    assert!(disputed.next.zh.contains("1-1-101"), "{:?}", disputed.next);
    assert!(!disputed.may_close);

    let page = leader.vote_roll(tally, 2, None).expect("the roll");
    let rest = leader
        .vote_roll(tally, 2, page.next.as_deref())
        .expect("the roll");
    assert_eq!(rest.next, None);
    let states: Vec<(String, VoterState, Option<Choice>, Option<WithoutVote>)> = page
        .items
        .into_iter()
        .chain(rest.items)
        .map(|row| (row.voter, row.state, row.choice, row.without_vote))
        .collect();
    let line = |door: &str, state, choice, why| (door.to_owned(), state, choice, why);
    assert_eq!(
        states,
        [
            line("1-1-101", VoterState::Disputed, None, None),
            line("1-1-102", VoterState::Voted, Some(Choice::Yes), None),
            line("1-1-201", VoterState::NotYet, None, None),
            line(
                "1-1-202",
                VoterState::NotYet,
                None,
                Some(WithoutVote::NoRepresentative)
            ),
        ]
    );
    let refused = leader
        .vote_roll(tally, 2, Some("x"))
        .expect_err("no cursor");
    assert_eq!(refused.code(), "cursor_invalid");

    take(&leader, tally, "1-1-201", Choice::Yes);
    let returns = vec![];
    leader
        .close_tally(&ClosingDraft { tally, returns })
        .expect("closed");
    let closed = leader.vote(tally).expect("the meter");
    assert_eq!(
        (closed.state, closed.missing.len()),
        (TallyState::Closed, 0)
    );
    assert!(!closed.may_cast);
    // Whoever reads only headers has a meter without an outcome.
    let (household, admitted) = story.joins(Role::HouseholdRepresentative, &stairwell("1-1"));
    office
        .appoint_representative("1-1-102", Some(admitted.member))
        .expect("appointed");
    settle(&[office, &leader]);
    pass(office, &household);
    let theirs = household.vote(tally).expect("the meter");
    assert_eq!(theirs.outcome, None);
    assert!(theirs.next.zh.contains("只有一部分"), "{:?}", theirs.next);
}

#[test]
fn whoever_bears_no_name_is_named_by_his_role() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let (other, _) = story.leader("1-1");
    settle(&[office, &leader, &other]);
    let tally = leader
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![],
        })
        .expect("a tally");
    settle(&[office, &leader, &other]);
    // Who founded the community never said his name.
    let meter = leader.vote(tally).expect("the meter");
    let nameless = meter.missing.iter().find(|one| one.by.name.is_none());
    assert_eq!(
        nameless.and_then(|one| one.by.role),
        Some(Role::CommunityOffice)
    );
    for phone in [office as &Workspace, &leader, &other] {
        let next = phone.vote(tally).expect("the meter").next;
        assert!(!next.zh.contains('?') && !next.en.contains('?'), "{next:?}");
    }
}
