//! 截止: what a closing settles, for whom, and what it never changes (docs/spec/counting.md 6.7, 6.8).

use linli_core::certificate;
use linli_core::domain::entry::closing::{Handed, ListedReturn, Pin, part_root, root_of};
use linli_core::domain::entry::tally::{Ballot, VoterKey};
use linli_core::domain::entry::{BallotEntry, Closing, Entry, MotionEntry};
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, BallotNote, Choice, ReturnHow, RootAgreement, TallyState,
};
use linli_core::domain::{ChainId, DocId, DocKind, MemberId, RecordId, Role, Timestamp};
use linli_core::records::{InstallNonce, Prev};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, HandedReturn, RevokeTarget, ScopeName, TallyDraft, TallyView,
    Voters, Workspace,
};
use linli_tests::forger::{Forger, deliver, opening_of, parts, place, tip};
use linli_tests::hub::settle as settle_at;
use linli_tests::hub_scene::scene;
use linli_tests::phone::{Phone, converged, digest, pass, settle, stairwell};
use linli_tests::story::{Story, story};
use serde_json::Value;

const START: i64 = 1_795_394_400_000;
const DAY: i64 = 86_400;
const DEADLINE: Timestamp = Timestamp(START + 2 * DAY * 1_000);

fn open(phone: &Workspace, sheets: Vec<(MemberId, u32)>, readings: &[&str]) -> DocId {
    phone
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: readings.iter().map(|&name| name.to_owned()).collect(),
            deadline: DEADLINE,
            sheets,
        })
        .expect("a tally")
}

fn take(phone: &Workspace, tally: DocId, door: &str, choice: Choice) -> RecordId {
    taken(phone, tally, door, choice, BallotAuthority::Collector)
}

fn taken(
    phone: &Workspace,
    tally: DocId,
    door: &str,
    choice: Choice,
    authority: BallotAuthority,
) -> RecordId {
    phone
        .cast_ballot(BallotDraft {
            tally,
            voter: door.to_owned(),
            choice: Some(choice),
            kind: BallotKind::Cast,
            authority,
            slip: None,
            supersedes: None,
            paper: None,
        })
        .expect("a ballot")
}

fn closed(phone: &Workspace, tally: DocId, returns: Vec<HandedReturn>) -> RecordId {
    let draft = ClosingDraft { tally, returns };
    phone.close_tally(&draft).expect("closed").closing
}

fn handed(text: &str, at: i64) -> HandedReturn {
    HandedReturn {
        text: text.to_owned(),
        at: Some(Timestamp(at)),
        how: None,
    }
}

/// File and answer, which must be the same in every one of these stores.
fn shown(tally: DocId, stores: &[&Workspace]) -> TallyView {
    let views: Vec<TallyView> = stores
        .iter()
        .map(|store| store.tally(tally).expect("the tally"))
        .collect();
    for view in &views[1..] {
        assert_eq!(view.input, views[0].input);
        assert_eq!(view.answer, views[0].answer);
        assert_eq!(view.state, views[0].state);
        assert_eq!(view.closings, views[0].closings);
    }
    views[0].clone()
}

fn outcome(view: &TallyView) -> String {
    let answer = view.answer.as_ref().expect("an answer");
    answer["outcome"].as_str().expect("an outcome").to_owned()
}

fn late(view: &TallyView) -> Vec<String> {
    let ids = view.answer.as_ref().expect("an answer")["late"].clone();
    let ids = ids.as_array().expect("a list").clone();
    ids.into_iter()
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

/// Two leaders of 1-1 with four sheets each, and a tally that the first has opened.
struct Evening {
    story: Story,
    first: Phone,
    second: Phone,
    tally: DocId,
}

fn evening() -> Evening {
    evening_with(Some(4))
}

fn evening_with(sheets: Option<u32>) -> Evening {
    let story = story();
    let (first, one) = story.leader("1-1");
    let (second, two) = story.leader("1-1");
    pass(&story.office.phone, &first);
    let allotted = sheets.map(|each| vec![(one.member, each), (two.member, each)]);
    let tally = open(&first, allotted.unwrap_or_default(), &[]);
    settle(&[&first, &second, &story.office.phone]);
    Evening {
        story,
        first,
        second,
        tally,
    }
}

impl Evening {
    fn office(&self) -> &Workspace {
        &self.story.office.phone
    }

    fn after_deadline(&self) {
        self.story.clock.advance(3 * DAY);
    }

    fn settle(&self) {
        settle(&[&self.first, &self.second, self.office()]);
    }

    fn shown(&self) -> TallyView {
        shown(self.tally, &[&self.first, &self.second, self.office()])
    }
}

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

/// Closings that a modified client would send.
#[test]
fn whoever_may_not_close_closes_nothing_and_what_is_not_sound_is_no_closing() {
    let e = evening();
    take(&e.first, e.tally, "1-1-101", Choice::Yes);
    let elsewhere = stairwell("1-2");
    let (mut outsider, _) = Forger::enrol(e.office(), 60, Role::BuildingLeader, &elsewhere);
    let (mut mediator, _) = Forger::enrol(e.office(), 61, Role::Mediator, &stairwell("1-1"));
    let (mut leader, _) = Forger::enrol(e.office(), 62, Role::BuildingLeader, &stairwell("1-1"));
    // A committee's assembly, in the compound that 1-1 lies in, that a stairwell's leader has no right to close.
    let (committee, _) = e.story.joins(Role::Committee, &ScopeName::Community);
    let assembly = committee
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "选择物业".to_owned(),
            rule: "proposal".to_owned(),
            voters: Voters::Households(vec!["1-1-101".to_owned(), "1-1-102".to_owned()]),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![],
        })
        .expect("an assembly");
    settle(&[&e.first, &committee, e.office()]);
    let at = place(e.office(), "1-1");
    let openings = [e.tally, assembly].map(|tally| opening_of(e.office(), &leader, tally));
    let opening = |tally| openings[usize::from(tally == assembly)];
    let sound = |tally: DocId, rule: &str| {
        let parts = vec![(at, part_root(at, []))];
        Closing {
            rule: rule.to_owned(),
            opening: opening(tally),
            at: Timestamp(START),
            counted: vec![],
            open: vec![],
            root: root_of(&parts),
            parts,
            returns: vec![],
            knows: vec![],
            supersedes: vec![],
        }
    };
    let forged = |by: &mut Forger, nonce: u8, scope: &str, tally: DocId, closing: Closing| {
        by.nonce = InstallNonce([nonce; 16]);
        by.roster = tip(e.office());
        let at = place(e.office(), scope);
        let prev = Prev::Start(by.nonce);
        let header = by.header(at, tally, DocKind::Motion, 1, prev);
        let entry = Entry::Motion(MotionEntry::Closed(closing));
        let record = by.entry(header, &entry, None);
        deliver(e.office(), &by.answer(parts(&[record]))).expect("taken");
    };
    let before = digest(e.office(), "1-1");
    let honest = sound(e.tally, "stairwell");
    forged(&mut outsider, 1, "1-2", e.tally, honest.clone());
    forged(&mut outsider, 2, "1-1", e.tally, honest.clone());
    forged(&mut mediator, 3, "1-1", e.tally, honest.clone());
    // In the name of another rule, whose right he has.
    forged(&mut leader, 5, "1-1", e.tally, sound(e.tally, "proposal"));
    let unsound: Vec<Closing> = vec![
        Closing {
            root: [7; 32],
            ..honest.clone()
        },
        Closing {
            returns: vec![ListedReturn {
                handed: Handed::Spoken("0123456789ABCDEFGHJKMNPQRS".to_owned()),
                at: Timestamp(START + 1),
                how: ReturnHow::Voice,
            }],
            ..honest.clone()
        },
        Closing {
            returns: vec![ListedReturn {
                handed: Handed::Spoken("U".repeat(26)),
                at: Timestamp(START),
                how: ReturnHow::Voice,
            }],
            ..honest.clone()
        },
        Closing {
            counted: vec![
                Pin {
                    chain: ChainId::from_bytes([1; 16]),
                    seq: 1,
                    tip: RecordId::from_bytes([1; 32]),
                };
                2
            ],
            ..honest.clone()
        },
    ];
    for (n, closing) in (6..).zip(unsound) {
        forged(&mut leader, n, "1-1", e.tally, closing);
    }
    assert_eq!(digest(e.office(), "1-1").1, before.1);
    // A committee closes its own assembly by its own right alone.
    forged(
        &mut leader,
        4,
        "1-1",
        assembly,
        sound(assembly, "stairwell"),
    );
    for tally in [e.tally, assembly] {
        let view = e.office().tally(tally).expect("the tally");
        assert_eq!((view.state, view.closings), (TallyState::Open, vec![]));
    }
    // Had they let one through, it would show: a closing by who may stands.
    forged(&mut leader, 20, "1-1", e.tally, honest);
    let view = e.office().tally(e.tally).expect("the tally");
    assert_eq!(view.state, TallyState::Closed);
}

/// What `linli verify` says of a certificate: the codes.
fn faults(file: &Value) -> Vec<&'static str> {
    let bytes = serde_json::to_vec(file).expect("JSON");
    let report = certificate::verify(&bytes).expect("a certificate");
    report.findings.into_iter().map(|one| one.code).collect()
}

#[test]
fn a_certificate_is_sound_for_whoever_has_nothing_but_the_file_and_names_no_door() {
    let e = evening();
    let refused = e.first.certificate(e.tally).expect_err("it is open");
    assert_eq!(refused.code(), "tally_open");
    let mut receipt = None;
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        let ballot = take(&e.first, e.tally, door, Choice::Yes);
        receipt = e.first.receipt(e.tally, ballot).expect("the tally");
    }
    let slips = e.office().hand_out_slips(e.tally, &["1-1-202".to_owned()]);
    let code = slips.expect("a slip")[0].code.clone().expect("a code");
    closed(&e.first, e.tally, vec![]);
    e.settle();
    let not_his = e
        .office()
        .certificate(e.tally)
        .expect_err("he may not close it");
    assert_eq!(not_his.code(), "not_allowed");
    let file = e.first.certificate(e.tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    let text = file.to_string();
    for word in ["1-1-101", "1-1-202", "area_cm2\":8"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(
        text.contains(&receipt.expect("a receipt")),
        "a household finds its ballot"
    );
    assert!(text.contains(&code), "and its line on the roll");
    assert_eq!(file["classes"]["collector"], 3);
    assert_eq!(file["signers"]["unsigned"], 3);
    // Another officer's store states the same, byte for byte, but for who signs.
    let other = e.second.certificate(e.tally).expect("a certificate");
    for (name, value) in file.as_object().expect("an object") {
        assert_eq!(
            *value == other[name.as_str()],
            name != "signatures",
            "{name}"
        );
    }

    // Whatever is changed is found, even where the changed file is signed anew by somebody's key.
    let forger = Forger::stranger(e.office(), 99);
    let device = forger.keys.device().to_string();
    let again = |mut file: Value| {
        file["signatures"] = serde_json::json!([]);
        let signer = serde_json::json!({ "device": device, "member": null, "roles": [] });
        certificate::sign(file, &forger.keys, signer).expect("signed")
    };
    assert_eq!(
        faults(&again(file.clone())),
        [""; 0],
        "whose key it is the roster says"
    );
    let changed: [(&str, Value, &str); 12] = [
        ("/result/outcome", "failed".into(), "certificate_result"),
        ("/result/yes/lower", 4.into(), "certificate_result"),
        (
            "/public/ballots/0/choice",
            "no".into(),
            "certificate_result",
        ),
        ("/classes/collector", 4.into(), "certificate_result"),
        ("/signers/owner", 1.into(), "certificate_result"),
        ("/roll/entitled", 5.into(), "certificate_result"),
        ("/rule", "proposal".into(), "certificate_closing"),
        ("/root", "00".into(), "certificate_closing"),
        ("/parts/0/root", "00".into(), "certificate_closing"),
        (
            "/closed",
            "2026-11-23T09:00:00+08:00".into(),
            "certificate_closing",
        ),
        ("/opening", "00".into(), "certificate_opening"),
        ("/records/closing/chunk", Value::Null, "certificate_closing"),
    ];
    for (path, value, code) in changed {
        let mut wrong = file.clone();
        *wrong.pointer_mut(path).expect(path) = value;
        let found = faults(&wrong);
        assert!(
            found.contains(&"certificate_signature"),
            "{path}: {found:?}"
        );
        let found = faults(&again(wrong));
        assert!(found.contains(&code), "{path}: {found:?}");
        assert!(!found.contains(&"certificate_signature"), "{path}");
    }
    let mut wrong = file.clone();
    let header = file["records"]["closing"]["header"]
        .as_str()
        .expect("a header");
    wrong["records"]["closing"]["header"] = header.replacen("01", "02", 1).into();
    assert_eq!(faults(&wrong).len(), 2);
    assert!(certificate::verify(b"{}").is_err());
}

#[test]
fn a_certificate_by_area_holds_neither_doors_nor_single_areas() {
    let story = story();
    let (committee, _) = story.joins(Role::Committee, &ScopeName::Community);
    let tally = committee
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "选聘物业服务企业".to_owned(),
            rule: "assembly-ordinary".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: vec![],
            deadline: DEADLINE,
            sheets: vec![],
        })
        .expect("a tally");
    for door in ["1-1-101", "1-1-102", "1-1-201"] {
        take(&committee, tally, door, Choice::Yes);
    }
    closed(&committee, tally, vec![]);
    let file = committee.certificate(tally).expect("a certificate");
    assert_eq!(faults(&file), [""; 0]);
    assert!(file["public"].is_null());
    assert_eq!(file["result"]["late"], 0);
    let input = committee.tally(tally).expect("the tally").input;
    let roll = input["roll"].as_array().expect("a roll");
    let sum: u64 = roll
        .iter()
        .filter_map(|line| line["area_cm2"].as_u64())
        .sum();
    assert_eq!(file["roll"]["area_cm2"], sum);
    let text = file.to_string();
    assert!(
        roll.iter()
            .all(|line| !text.contains(line["voter"].as_str().expect("a voter")))
    );
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

#[test]
fn the_file_for_a_challenge_holds_everything_and_for_one_owner_nobody_else() {
    let e = evening();
    let ballot = take(&e.first, e.tally, "1-1-101", Choice::Yes);
    take(&e.second, e.tally, "1-1-102", Choice::No);
    e.second.collecting_done(e.tally).expect("a return");
    e.settle();
    closed(&e.first, e.tally, vec![]);
    let whole = e.first.challenge_file(e.tally, None).expect("the file");
    for part in ["roll", "sheets", "ballots", "closings", "index"] {
        assert!(!whole[part].as_array().expect(part).is_empty(), "{part}");
    }
    assert_eq!(
        whole["file"],
        e.first.tally(e.tally).expect("the tally").input
    );
    assert_eq!(whole["ballots"].as_array().map(Vec::len), Some(2));
    assert_eq!(whole["certificate"]["certificate"], 1);
    let hers = e
        .first
        .challenge_file(e.tally, Some("1-1-101"))
        .expect("the file");
    let text = hers.to_string();
    assert!(text.contains("1-1-101") && text.contains(&ballot.to_string()));
    for door in ["1-1-102", "1-1-201", "1-1-202"] {
        assert!(!text.contains(door), "{door}");
    }
    let nobody = e
        .first
        .challenge_file(e.tally, Some("9-9-999"))
        .expect_err("nobody");
    assert_eq!(nobody.code(), "voter_unknown");
    let (elsewhere, _) = e.story.leader("1-2");
    settle(&[&elsewhere, e.office()]);
    let refused = elsewhere
        .challenge_file(e.tally, None)
        .expect_err("not for him");
    assert!(
        ["not_allowed", "tally_unknown"].contains(&refused.code()),
        "{refused:?}"
    );
}
