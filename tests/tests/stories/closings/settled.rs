//! What a closing settles: what is late, what a return covers, and what changes nothing of it.

use super::{
    DAY, DEADLINE, START, closed, evening, evening_with, handed, late, open, outcome, shown, take,
    taken,
};
use linli_core::domain::Timestamp;
use linli_core::domain::entry::tally::{Ballot, VoterKey};
use linli_core::domain::entry::{BallotEntry, Entry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ReturnHow, RootAgreement, TallyState,
};
use linli_core::records::Prev;
use linli_core::workspace::{
    BallotDraft, ClosingDraft, RevokeTarget, TallyDraft, TallyView, Voters, Workspace,
};
use linli_tests::forger::parts;
use linli_tests::hub::settle as settle_at;
use linli_tests::hub_scene::scene;
use linli_tests::phone::{converged, pass, settle, stairwell};
use linli_tests::story::story;
use serde_json::Value;

#[test]
fn a_closed_tally_is_final_and_what_comes_later_is_late() {
    let e = evening();
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        take(&e.first, e.tally, door, Choice::Yes);
    }
    assert!(e.first.tally(e.tally).expect("the tally").provisional);
    closed(&e.first, e.tally, vec![]);
    e.after_deadline();
    let late_one = take(&e.second, e.tally, "1-1-202", Choice::No);
    let again = take(&e.second, e.tally, "1-1-101", Choice::No);
    e.settle();
    let view = e.shown();
    assert_eq!(view.state, TallyState::Closed);
    assert!(!view.provisional);
    assert_eq!(outcome(&view), "passed");
    assert_eq!(view.input["outstanding"], 0);
    let mut both = vec![late_one.to_string(), again.to_string()];
    both.sort();
    assert_eq!(late(&view), both);
    let [closing] = &view.closings[..] else {
        panic!("{:?}", view.closings);
    };
    assert_eq!(closing.agreement, RootAgreement::Same);
    assert!(!closing.superseded && !closing.relayed);
    converged("1-1", &[&e.first, &e.second, e.office()]);
}

#[test]
fn a_paper_vote_that_is_entered_afterwards_counts_by_when_its_box_was_handed_in() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    // The sheets were collected last week: the vote is opened when its deadline is past, here and for whoever receives it.
    let draft = TallyDraft {
        key_holders: Vec::new(),
        title: "清理楼道".to_owned(),
        rule: "stairwell".to_owned(),
        voters: Voters::Scope(stairwell("1-1")),
        readings: Vec::new(),
        deadline: Timestamp(START - DAY * 1_000),
        sheets: Vec::new(),
    };
    let tally = leader.open_tally(draft).expect("a tally");
    let mut all: Vec<String> = ["1-1-101", "1-1-102", "1-1-201"]
        .map(|door| take(&leader, tally, door, Choice::Yes).to_string())
        .into();
    all.sort();
    let sealed = leader.collecting_done(tally).expect("a return");
    // Nothing was here by the deadline, and nobody says that anything was handed in by then.
    closed(&leader, tally, vec![]);
    settle(&[&leader, office]);
    let view = shown(tally, &[&leader, office]);
    assert_eq!((outcome(&view).as_str(), late(&view)), ("no_quorum", all));
    // Whoever closes says when the box came to him, and how: that is signed, and shown.
    let at = START - 2 * DAY * 1_000;
    closed(&leader, tally, vec![handed(&sealed.text, at)]);
    settle(&[&leader, office]);
    let view = shown(tally, &[&leader, office]);
    assert_eq!(
        (outcome(&view).as_str(), late(&view)),
        ("passed", Vec::new())
    );
    let standing = view.closings.iter().find(|one| !one.superseded);
    let [listed] = &standing.expect("a closing").returns[..] else {
        panic!("{:?}", view.closings);
    };
    assert!(listed.in_time && listed.at == Timestamp(at));
    // The certificate says that it was opened after its deadline.
    let file = leader.certificate(tally).expect("a certificate");
    let time = |name: &str| Timestamp::parse(file[name].as_str().expect("a time")).expect("a time");
    assert!(time("opened") > time("deadline"), "{file}");
}

#[test]
fn a_return_that_was_told_in_time_lets_its_ballots_come_whenever_they_do() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    // In a basement: nothing of this leaves the phone before the deadline but 26 characters over the telephone.
    let yes = take(&e.second, e.tally, "1-1-102", Choice::Yes);
    take(&e.second, e.tally, "1-1-201", Choice::Yes);
    let sealed = e.second.collecting_done(e.tally).expect("a return");
    let again = e.second.collecting_done(e.tally).expect("the same return");
    assert_eq!(again, sealed, "whoever has said so says the same again");
    e.after_deadline();
    let told = handed(&sealed.spoken.to_lowercase(), START + DAY * 1_000);
    closed(&e.first, e.tally, vec![told]);
    pass(&e.first, e.office());
    let before = shown(e.tally, &[&e.first, e.office()]);
    assert_eq!(
        outcome(&before),
        "undecided",
        "nobody knows how many it lists"
    );
    assert_eq!(before.closings[0].returns[0].missing, None);
    assert!(!before.provisional, "it is closed all the same");
    e.settle();
    let view = e.shown();
    assert_eq!(outcome(&view), "passed");
    assert_eq!(late(&view), [""; 0]);
    let ballots = view.input["ballots"].as_array().expect("ballots");
    assert!(ballots.iter().any(|b| b["id"] == yes.to_string()));
    let [listed] = &view.closings[0].returns[..] else {
        panic!("{:?}", view.closings);
    };
    assert_eq!((listed.here, listed.missing), (2, Some(0)));
    assert!(listed.in_time && listed.by.is_some());
    assert_eq!(listed.how, ReturnHow::Voice);
}

#[test]
fn whoever_may_not_close_takes_no_return_in_by_trying() {
    let e = evening();
    take(&e.second, e.tally, "1-1-101", Choice::Yes);
    let made = e.second.collecting_done(e.tally).expect("a return");
    let (outsider, _) = e.story.leader("1-2");
    let records = |phone: &Workspace| phone.verify().expect("verified").records;
    let before = records(&outsider);
    let returns = vec![handed(&made.text, START)];
    let draft = ClosingDraft {
        tally: e.tally,
        returns,
    };
    let refused = outsider.close_tally(&draft).expect_err("not his");
    assert_eq!(refused.code(), "tally_unknown");
    assert_eq!(records(&outsider), before);
}

#[test]
fn whoever_returns_after_the_deadline_without_having_told_is_late() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    let lost = take(&e.second, e.tally, "1-1-102", Choice::Yes);
    let sealed = e.second.collecting_done(e.tally).expect("a return");
    e.after_deadline();
    // Told, but after the deadline.
    let told = handed(&sealed.spoken, DEADLINE.0 + 1);
    closed(&e.first, e.tally, vec![told]);
    e.settle();
    let view = e.shown();
    assert_eq!(late(&view), [lost.to_string()]);
    assert_eq!(outcome(&view), "no_quorum");
    assert_eq!(view.input["outstanding"], 0);
}

#[test]
fn a_return_as_a_text_says_how_many_ballots_are_still_to_come() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    for door in ["1-1-102", "1-1-201"] {
        take(&e.second, e.tally, door, Choice::Yes);
    }
    let sealed = e.second.collecting_done(e.tally).expect("a return");
    e.after_deadline();
    closed(&e.first, e.tally, vec![handed(&sealed.text, DEADLINE.0)]);
    let before = e.first.tally(e.tally).expect("the tally");
    assert_eq!(before.input["outstanding"], 2);
    assert_eq!(before.closings[0].returns[0].missing, Some(2));
    assert_eq!(outcome(&before), "undecided");
    e.settle();
    assert_eq!(outcome(&e.shown()), "passed");

    let other = open(&e.first, vec![], &[]);
    let other = e.first.collecting_done(other).expect("a return");
    for wrong in [other.text.as_str(), "linli-return:00ff", "0123", ""] {
        let draft = ClosingDraft {
            tally: e.tally,
            returns: vec![handed(wrong, START)],
        };
        let refused = e.first.close_tally(&draft).expect_err(wrong);
        assert_eq!(refused.code(), "return_unreadable", "{wrong}");
    }
    let draft = ClosingDraft {
        tally: e.tally,
        returns: vec![handed(&sealed.spoken, i64::MAX)],
    };
    let refused = e.first.close_tally(&draft).expect_err("still to come");
    assert_eq!(refused.code(), "field_range");
}

#[test]
fn two_officers_who_close_apart_leave_it_open_until_a_third_closing_supersedes_both() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    take(&e.second, e.tally, "1-1-102", Choice::Yes);
    take(&e.second, e.tally, "1-1-201", Choice::Yes);
    closed(&e.first, e.tally, vec![]);
    closed(&e.second, e.tally, vec![]);
    assert_eq!(
        outcome(&e.first.tally(e.tally).expect("the tally")),
        "no_quorum"
    );
    e.settle();
    let view = e.shown();
    assert_eq!(view.state, TallyState::ClosedTwice);
    assert!(view.provisional);
    e.after_deadline();
    // What either had before him in time stays in time.
    closed(&e.second, e.tally, vec![]);
    e.settle();
    let view = e.shown();
    assert_eq!(view.state, TallyState::Closed);
    assert_eq!(outcome(&view), "passed");
    assert_eq!(late(&view), [""; 0]);
    let superseded = view.closings.iter().filter(|one| one.superseded).count();
    assert_eq!((view.closings.len(), superseded), (3, 2));
}

#[test]
fn a_fork_a_revocation_and_a_void_slip_change_nothing_that_was_closed() {
    let mut e = evening();
    let slips = e.office().hand_out_slips(e.tally, &["1-1-202".to_owned()]);
    let slip = slips.expect("a slip")[0].slip.clone();
    e.settle();
    take(&e.second, e.tally, "1-1-101", Choice::Yes);
    let clock = e.story.clock.clone();
    let twin = e.second.copy(true, &clock, 71);
    for door in ["1-1-102", "1-1-201"] {
        take(&e.second, e.tally, door, Choice::Yes);
    }
    e.second
        .cast_ballot(BallotDraft {
            tally: e.tally,
            voter: "1-1-202".to_owned(),
            choice: Some(Choice::No),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Slip,
            slip: Some(slip),
            supersedes: None,
            paper: None,
        })
        .expect("a slip ballot");
    pass(&e.second, &e.first);
    closed(&e.first, e.tally, vec![]);
    e.settle();
    let before = e.shown();
    assert_eq!(outcome(&before), "passed");

    // The copy signs other ballots at the places of those that were counted, and everything of that member is taken from him.
    take(&twin, e.tally, "1-1-102", Choice::No);
    let member = e
        .second
        .identity()
        .expect("identity")
        .member
        .expect("a member");
    pass(&twin, e.office());
    let all = e.office().hand_out_slips(e.tally, &[]).expect("slips");
    assert_eq!(all.len(), 4, "every slip is void now");
    e.office()
        .revoke(RevokeTarget::Member {
            member,
            role: None,
            scope: None,
        })
        .expect("revoked");
    settle(&[&e.first, e.office()]);
    let after = shown(e.tally, &[&e.first, e.office()]);
    assert_eq!(
        after.answer.as_ref().map(|a| &a["yes"]),
        before.answer.as_ref().map(|a| &a["yes"])
    );
    assert_eq!(outcome(&after), "passed");
    let counted = |view: &TallyView| -> Vec<Value> {
        let ballots = view.input["ballots"].as_array().expect("ballots").clone();
        ballots
            .into_iter()
            .filter(|ballot| ballot["standing"] != "late")
            .collect()
    };
    assert_eq!(counted(&after), counted(&before));
    assert_eq!(after.closings[0].agreement, RootAgreement::Same);
}

#[test]
fn a_ballot_that_the_hub_saw_in_time_and_the_closing_leaves_out_is_a_breach_that_everybody_sees() {
    let mut scene = scene();
    let tally = open(&scene.honest, vec![], &[]);
    settle_at(&[&scene.honest, &scene.office], &scene.hub);
    // Somebody else's ballot lies at the hub in time; the officer closes without having looked.
    scene.caller.pull(&scene.hub);
    let entry = Entry::Ballots(BallotEntry::Ballot(Ballot {
        motion: tally,
        voter: VoterKey::Household {
            household: scene.home,
            stairwell: scene.at,
        },
        choice: Some(Choice::Yes),
        kind: BallotKind::Cast,
        authority: BallotAuthority::Collector,
        supersedes: vec![],
        sheet: 1,
        at: Timestamp(START),
        paper: None,
        answers: Vec::new(),
        sealed: None,
        slip: None,
    }));
    let forger = &scene.caller.forger;
    let record = forger.write(scene.at, 1, Prev::Start(forger.nonce), &entry);
    let id = record.id();
    scene.caller.push(&scene.hub, parts(&[record]));
    scene.clock.advance(3 * DAY);
    closed(&scene.honest, tally, vec![]);
    settle_at(&[&scene.honest, &scene.office], &scene.hub);
    for store in [&scene.honest, &scene.office] {
        let view = store.tally(tally).expect("the tally");
        let [remark] = &view.remarks[..] else {
            panic!("{:?}", view.remarks);
        };
        assert_eq!((remark.ballot, remark.note), (id, BallotNote::LeftOut));
    }
    // Closed again by somebody who has it before him, it counts: the statement says that it was in time.
    closed(&scene.honest, tally, vec![]);
    settle_at(&[&scene.honest, &scene.office], &scene.hub);
    let view = shown(tally, &[&scene.honest, &scene.office]);
    assert!(view.remarks.is_empty(), "{:?}", view.remarks);
    assert_eq!(late(&view), [""; 0]);
}

#[test]
fn only_those_who_signed_in_take_part_where_the_meeting_counts() {
    let story = story();
    let (leader, _) = story.leader("1-1");
    pass(&story.office.phone, &leader);
    let tally = open(&leader, vec![], &["present-only"]);
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        take(&leader, tally, door, Choice::Yes);
    }
    let doors =
        |list: &[&str]| -> Vec<String> { list.iter().map(|&door| door.to_owned()).collect() };
    assert_eq!(
        leader.sign_in(tally, &doors(&["1-1-101", "1-1-102"])),
        Ok(2)
    );
    assert_eq!(
        leader.sign_in(tally, &doors(&["1-1-102", "1-1-201"])),
        Ok(3)
    );
    let refused = leader.sign_in(tally, &[]).expect_err("nobody is named");
    assert_eq!(refused.code(), "roll_empty");
    closed(&leader, tally, vec![]);
    // Whoever signs in after the closing was not there.
    leader
        .sign_in(tally, &doors(&["1-1-202"]))
        .expect("signed in");
    pass(&leader, &story.office.phone);
    let view = shown(tally, &[&leader, &story.office.phone]);
    let roll = view.input["roll"].as_array().expect("a roll");
    let present: Vec<&str> = roll
        .iter()
        .filter(|line| line["present"] == true)
        .filter_map(|line| line["voter"].as_str())
        .collect();
    assert_eq!(present, ["1-1-101", "1-1-102", "1-1-201"]);
    assert_eq!(outcome(&view), "passed");
}

#[test]
fn a_settlement_after_the_closing_is_shown_and_counts_with_the_next_one() {
    // Without allotted sheets, so that the office needs none to settle with.
    let e = evening_with(None);
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    take(&e.first, e.tally, "1-1-102", Choice::No);
    take(&e.first, e.tally, "1-1-201", Choice::Yes);
    take(&e.second, e.tally, "1-1-201", Choice::No);
    e.settle();
    e.after_deadline();
    closed(&e.first, e.tally, vec![]);
    pass(&e.first, e.office());
    let disputed = shown(e.tally, &[&e.first, e.office()]);
    assert_eq!(outcome(&disputed), "undecided");
    let settled = taken(
        e.office(),
        e.tally,
        "1-1-201",
        Choice::Yes,
        BallotAuthority::Supervisor,
    );
    e.settle();
    let view = e.shown();
    assert_eq!(
        late(&view),
        [settled.to_string()],
        "the closing did not know it"
    );
    assert_eq!(outcome(&view), "undecided");
    closed(&e.first, e.tally, vec![]);
    e.settle();
    let view = e.shown();
    assert_eq!(outcome(&view), "passed");
    assert_eq!(late(&view), [""; 0]);
}

#[test]
fn a_households_slip_speaks_in_every_tally_until_another_replaces_it() {
    let story = story();
    let office = &story.office.phone;
    let (leader, _) = story.leader("1-1");
    let door = "1-1-101".to_owned();
    let refused = leader
        .issue_slips(std::slice::from_ref(&door))
        .expect_err("not his to hand out");
    assert_eq!(refused.code(), "not_allowed");
    let first = office
        .issue_slips(std::slice::from_ref(&door))
        .expect("slips");
    pass(office, &leader);
    let tally = open(&leader, vec![], &[]);
    let by_slip = |slip: &str| {
        leader.cast_ballot(BallotDraft {
            tally,
            voter: door.clone(),
            choice: Some(Choice::Yes),
            kind: BallotKind::Cast,
            authority: BallotAuthority::Slip,
            slip: Some(slip.to_owned()),
            supersedes: None,
            paper: None,
        })
    };
    let good = by_slip(&first[0].slip).expect("a ballot");
    settle(&[office, &leader]);
    let second = office
        .issue_slips(std::slice::from_ref(&door))
        .expect("slips");
    pass(office, &leader);
    let void = by_slip(&first[0].slip).expect_err("it is void");
    assert_eq!(void.code(), "ballot_authority");
    // By the slip of before, before the phone knew: without effect for everybody.
    let notes: Vec<BallotNote> = shown(tally, &[office, &leader])
        .remarks
        .iter()
        .filter(|remark| remark.ballot == good)
        .map(|remark| remark.note)
        .collect();
    assert_eq!(notes, [BallotNote::SlipUnknown]);
    let better = by_slip(&second[0].slip).expect("a ballot");
    settle(&[office, &leader]);
    let view = shown(tally, &[office, &leader]);
    let ballots = view.input["ballots"].as_array().expect("ballots");
    assert_eq!(ballots.len(), 1);
    assert_eq!(ballots[0]["id"], better.to_string());
}
