//! 人: a new phone at noon, a further role, a handover; and six digits that nobody meets by trying
//! (docs/spec/authority.md 8).

use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice, VisitOutcome};
use linli_core::domain::{MemberId, Role, Timestamp};
use linli_core::records::{Contested, State};
use linli_core::roster::{Challenge, Enrolment, Invitation};
use linli_core::workspace::{
    BallotDraft, Correction, Edit, ReviewTarget, RevokeTarget, ScopeName, TallyDraft, VisitChange,
    VisitDraft, Voters, Workspace,
};
use linli_hub::backup;
use linli_tests::forger::Forger;
use linli_tests::hub::{LocalHub, sync};
use linli_tests::phone::{
    AdmitPhone, Office, Phone, TestClock, another_phone, contested, converged, enrol, office, pass,
    settle, stairwell, visits,
};

const DAY: i64 = 86_400_000;
const AT: i64 = 1_795_394_400_000;

fn ballot(tally: linli_core::domain::DocId, voter: &str, kind: BallotKind) -> BallotDraft {
    BallotDraft {
        tally,
        voter: voter.to_owned(),
        choice: Some(Choice::Yes),
        kind,
        authority: BallotAuthority::Collector,
        slip: None,
        supersedes: None,
        paper: None,
    }
}

#[test]
fn auntie_wang_gets_a_new_phone_at_noon_and_is_still_herself() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (old, wang) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let visit = old
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    let tally = old
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "清理楼道".to_owned(),
            rule: "stairwell".to_owned(),
            voters: Voters::Scope(stairwell("1-1")),
            readings: Vec::new(),
            deadline: Timestamp(AT + 30 * DAY),
            sheets: vec![(wang.member, 3)],
        })
        .expect("a tally");
    for voter in ["1-1-101", "1-1-102"] {
        old.cast_ballot(ballot(tally, voter, BallotKind::Cast))
            .expect("a ballot");
    }
    pass(&old, &office.phone);

    let (new, again) = another_phone(&office.phone, &clock, 3, wang.member);
    assert_eq!(again.member, wang.member, "您还是您");
    assert_ne!(again.device, wang.device);
    let who = new.identity().expect("identity");
    assert_eq!(who.member, Some(wang.member));
    assert_eq!(
        (who.name.as_deref(), who.community_name.as_deref()),
        (Some("王阿姨"), Some("月亮湾"))
    );
    assert_eq!(who.grants[0].scope, stairwell("1-1"));
    // Her visit is hers to correct, and her sheets are hers: two are used, one is left.
    let change = VisitChange {
        note: Edit::Set("中午补记".to_owned()),
        ..VisitChange::default()
    };
    new.correct(&visit.to_string(), Correction::Visit(change), "换了手机")
        .expect("she is its author");
    new.cast_ballot(ballot(tally, "1-1-201", BallotKind::Cast))
        .expect("the third sheet");
    let used_up = new.cast_ballot(ballot(tally, "1-1-202", BallotKind::Cast));
    assert_eq!(
        used_up.expect_err("three were allotted").code(),
        "sheets_used_up"
    );
    // What the old phone still does that afternoon is hers as well.
    old.record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    settle(&[&old, &new, &office.phone]);
    assert_eq!((visits(&new), contested(&office.phone)), (2, vec![]));
    converged("1-1", &[&old, &new, &office.phone]);
    // In the evening the old phone alone is taken away; what it did stays.
    office
        .phone
        .revoke(RevokeTarget::Device(wang.device))
        .expect("revoked");
    settle(&[&new, &office.phone]);
    assert_eq!((visits(&new), contested(&office.phone)), (2, vec![]));
    let members = office.phone.members(500, None).expect("members").items;
    let listed = members.iter().find(|view| view.member == wang.member);
    let listed = listed.expect("she is listed");
    let mut devices: Vec<_> = listed
        .devices
        .iter()
        .map(|view| (view.device, view.removed))
        .collect();
    let mut expected = vec![(wang.device, true), (again.device, false)];
    devices.sort_unstable();
    expected.sort_unstable();
    assert_eq!(devices, expected);
}

fn roles(store: &Workspace) -> Vec<(Role, ScopeName, bool)> {
    let grants = store.identity().expect("identity").grants;
    let all = grants.into_iter();
    all.map(|view| (view.role, view.scope, view.removed))
        .collect()
}

#[test]
fn a_building_leader_is_a_committee_member_too_and_nobody_grants_beyond_his_own_rights() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (leader, wang) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let building = ScopeName::Building("1".to_owned());
    let (grid_leader, _) = enrol(&office.phone, &clock, 3, Role::GridLeader, &building);
    let compound = ScopeName::Compound("月亮湾".to_owned());
    office
        .phone
        .grant(wang.member, Role::Committee, &compound)
        .expect("granted");
    let held = office.phone.grant(wang.member, Role::Committee, &compound);
    assert_eq!(held.expect_err("held").code(), "grant_held");
    pass(&office.phone, &leader);
    pass(&office.phone, &grid_leader);
    let both = [
        (Role::BuildingLeader, stairwell("1-1"), false),
        (Role::Committee, compound.clone(), false),
    ];
    assert_eq!(roles(&leader), both);
    // A grid leader gives building leaders and grid workers within his building; her new phone is beyond him now.
    let nobody = MemberId::from_bytes([9; 16]);
    let refused = [
        grid_leader
            .grant(wang.member, Role::Supervisors, &compound)
            .map(|_| ()),
        grid_leader.invite_device(wang.member).map(|_| ()),
        leader
            .grant(wang.member, Role::BuildingLeader, &stairwell("1-2"))
            .map(|_| ()),
    ];
    for result in refused {
        assert_eq!(result.expect_err("beyond his rights").code(), "not_allowed");
    }
    let unknown = office.phone.grant(nobody, Role::Committee, &compound);
    assert_eq!(unknown.expect_err("nobody").code(), "member_unknown");
    let unknown = office.phone.invite_device(nobody);
    assert_eq!(unknown.expect_err("nobody").code(), "member_unknown");
    // What he may give he asks for, and the registrar's store enters it by itself.
    grid_leader
        .grant(wang.member, Role::BuildingLeader, &stairwell("1-2"))
        .expect("his to ask");
    pass(&grid_leader, &office.phone);
    pass(&office.phone, &leader);
    assert_eq!(roles(&leader).len(), 3);
    leader
        .record_visit(VisitDraft::new("1-2-101", VisitOutcome::Home))
        .expect("hers too");
    // Taking one role away leaves the other.
    office
        .phone
        .revoke(RevokeTarget::Member {
            member: wang.member,
            role: Some(Role::Committee),
            scope: None,
        })
        .expect("revoked");
    pass(&office.phone, &leader);
    assert!(roles(&leader).contains(&(Role::Committee, compound, true)));
    leader
        .record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a leader still");
}

#[test]
fn a_leader_hands_over_and_nothing_is_lost() {
    let clock = TestClock::start();
    let Office { phone: office, .. } = office(&clock, 1, 1, 4);
    let hub = LocalHub::new(&clock, 90);
    hub.claimed_by(&office);
    let (old, chen) = enrol(&office, &clock, 2, Role::BuildingLeader, &stairwell("1-1"));
    let (new, liu) = enrol(&office, &clock, 3, Role::BuildingLeader, &stairwell("1-2"));
    for phone in [&office, &old, &new] {
        sync(phone, &hub);
    }
    old.record_visit(VisitDraft {
        call_back: Some(Timestamp(AT + DAY)),
        ..VisitDraft::new("1-1-101", VisitOutcome::NotHome)
    })
    .expect("a visit");
    sync(&old, &hub);
    sync(&office, &hub);
    // One more that has not left his phone when he hands over.
    let unsynced = old
        .record_visit(VisitDraft::new("1-1-102", VisitOutcome::Home))
        .expect("a visit");
    let same = office.handover(chen.member, chen.member, &stairwell("1-1"));
    assert_eq!(same.expect_err("two people").code(), "member_same");
    let none = office.handover(chen.member, liu.member, &stairwell("1-2"));
    assert_eq!(
        none.expect_err("he holds nothing there").code(),
        "grant_none"
    );
    let beyond = new.handover(chen.member, liu.member, &stairwell("1-1"));
    assert_eq!(beyond.expect_err("not hers to give").code(), "not_allowed");
    let done = office
        .handover(chen.member, liu.member, &stairwell("1-1"))
        .expect("handed over");
    assert_eq!(done.call_backs, 1);
    sync(&office, &hub);
    sync(&new, &hub);
    // She has his doors with what was promised there, and goes on.
    let round = new.round_list(&stairwell("1-1")).expect("her round");
    let promised: Vec<_> = round.iter().filter_map(|stop| stop.call_back).collect();
    assert_eq!(promised, [Timestamp(AT + DAY)]);
    new.record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("hers now");
    assert_eq!(visits(&office), 1);
    // His phone hands over what it still had, contested; the office adopts it with one decision.
    sync(&old, &hub);
    sync(&office, &hub);
    let waiting = office.list_contested().expect("contested");
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (waiting[0].record, waiting[0].state),
        (unsynced, State::Contested(Contested::Narrowed))
    );
    let (chain, through) = (waiting[0].chain, waiting[0].seq);
    office
        .adopt(ReviewTarget::Chain { chain, through })
        .expect("adopted");
    for phone in [&office, &new, &office] {
        sync(phone, &hub);
    }
    assert_eq!((visits(&office), visits(&new)), (3, 3));
    converged("1-1", &[&office, &new]);
    // Nothing goes from his phone before a backup has it; then the doors do, and his own headers stay.
    sync(&old, &hub);
    assert!(visits(&old) > 0, "no backup yet");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup");
    hub.with(|service| backup::write(service, &file, None))
        .expect("a backup");
    sync(&old, &hub);
    assert_eq!(visits(&old), 0);
    let writes = old.record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home));
    assert_eq!(writes.expect_err("no more").code(), "household_unknown");
}

#[test]
fn another_officer_asks_for_a_handover_and_the_registrar_decides() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let building = ScopeName::Building("1".to_owned());
    let (grid_leader, _) = enrol(&office.phone, &clock, 2, Role::GridLeader, &building);
    let (old, chen) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (new, liu) = enrol(
        &office.phone,
        &clock,
        4,
        Role::BuildingLeader,
        &stairwell("1-2"),
    );
    old.record_visit(VisitDraft::new("1-1-101", VisitOutcome::Home))
        .expect("a visit");
    pass(&old, &office.phone);
    pass(&office.phone, &grid_leader);
    grid_leader
        .handover(chen.member, liu.member, &stairwell("1-1"))
        .expect("asked for");
    pass(&grid_leader, &office.phone);
    pass(&office.phone, &new);
    assert_eq!(roles(&new).len(), 1, "no machine follows it");
    let waiting = office.phone.list_requests().expect("requests");
    office
        .phone
        .decide_request(waiting[0].request, true)
        .expect("entered");
    pass(&office.phone, &new);
    pass(&office.phone, &old);
    assert_eq!(roles(&new).len(), 2);
    assert!(roles(&old).iter().all(|(_, _, removed)| *removed));
    assert_eq!(
        (visits(&office.phone), contested(&office.phone)),
        (1, vec![])
    );
}

#[test]
fn who_photographed_the_invitation_is_not_admitted_in_the_newcomers_place() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let phone = Phone::new(&clock, 2);
    let text = office
        .phone
        .invite(Role::BuildingLeader, &stairwell("1-1"), "王阿姨")
        .expect("an invitation");
    let invitation: Invitation = text.parse().expect("it parses");
    let enrolment = phone.join(&text).expect("she joins");
    let missing = office
        .phone
        .admit(&enrolment, "123456")
        .expect_err("no challenge yet");
    assert_eq!(missing.code(), "challenge_missing");
    let challenge = office.phone.challenge(&enrolment).expect("a challenge");
    let again = office
        .phone
        .challenge(&enrolment)
        .expect("a screen that went dark");
    assert_eq!(challenge, again, "one nonce for one enrolment");
    let digits = phone.answer_challenge(&challenge).expect("six digits");
    // A thief with keys of his own can be challenged instead; his digits are others, whatever keys he tried before.
    let thief = Forger::stranger(&office.phone, 9);
    let his = Enrolment::answer(&invitation, &thief.keys);
    let wrong = office
        .phone
        .admit(&his.to_text(), &digits)
        .expect_err("not challenged");
    assert_eq!(wrong.code(), "challenge_missing");
    let drawn: Challenge = office
        .phone
        .challenge(&his.to_text())
        .expect("a challenge")
        .parse()
        .expect("it parses");
    let met = drawn
        .digits(&invitation, &his)
        .expect("his own")
        .to_string();
    assert_ne!(met, digits);
    let wrong = office
        .phone
        .admit(&his.to_text(), &digits)
        .expect_err("her digits");
    assert_eq!(wrong.code(), "digits_wrong");
    // Hers was displaced: it is challenged anew, with another nonce.
    let displaced = office
        .phone
        .admit(&enrolment, &digits)
        .expect_err("displaced");
    assert_eq!(displaced.code(), "challenge_missing");
    let not_hers = phone
        .answer_challenge(&drawn.to_text())
        .expect_err("not hers");
    assert_eq!(not_hers.code(), "challenge_malformed");
    let admitted = office
        .phone
        .admit_phone(&phone, &enrolment)
        .expect("admitted");
    assert_eq!(
        Some(admitted.device),
        Some(phone.identity().expect("identity").device)
    );
    let used = office.phone.challenge(&enrolment).expect_err("used");
    assert_eq!(used.code(), "invitation_used");
}
