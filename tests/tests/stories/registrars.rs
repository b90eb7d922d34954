//! Registrars that die, double themselves or are replaced, and devices that the registrar has not entered
//! (docs/spec/authority.md 3, docs/spec/records.md 7).

use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::domain::{RequestAsks, Role};
use linli_core::records::Prev;
use linli_core::workspace::{RevokeTarget, RootPolicy, ScopeName, VisitDraft, Workspace};
use linli_tests::forger::{Forger, deliver, household, parts, place, tip};
use linli_tests::phone::AdmitPhone;
use linli_tests::phone::{
    Phone, TestClock, contested, converged, enrol, office, pass, settle, stairwell, visits,
};
use linli_tests::story::story;

fn visit(phone: &Workspace, door: &str) {
    phone
        .record_visit(VisitDraft::new(door, VisitOutcome::Home))
        .expect("a visit");
}

fn device(store: &Workspace) -> linli_core::domain::DeviceId {
    store.identity().expect("an identity").device
}

#[test]
fn two_registrar_entries_at_one_index_make_everything_later_wait_until_the_root_picks_one() {
    let clock = TestClock::start();
    let mut office = office(&clock, 1, 1, 4);
    let community = ScopeName::Community;
    let (second, _) = enrol(&office.phone, &clock, 2, Role::CommunityOffice, &community);
    let (a, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (b, _) = enrol(
        &office.phone,
        &clock,
        4,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    visit(&a, "1-1-101");
    for store in [&second, &a, &b] {
        pass(&office.phone, store);
    }
    settle(&[&office.phone, &second, &a, &b]);

    // The office's folder was copied, install and all; both admit somebody.
    let twin = office.phone.copy(true, &clock, 5);
    let (left, _) = Forger::enrol(&office.phone, 6, Role::BuildingLeader, &stairwell("1-1"));
    let (right, _) = Forger::enrol(&twin, 7, Role::BuildingLeader, &stairwell("1-1"));
    assert_eq!(left.roster.index, right.roster.index);
    assert_ne!(left.roster.hash, right.roster.hash);
    pass(&office.phone, &a);
    pass(&twin, &b);
    visit(&a, "1-1-102"); // cites one branch
    visit(&b, "1-1-201"); // cites the other
    let scope = place(&a, "1-1");
    let home = household(&a, "1-1-202");
    let of_left = parts(&left.visits(scope, home, 1));
    let of_right = parts(&right.visits(scope, home, 1));
    assert_eq!(
        deliver(&a, &left.answer(of_left)).expect("taken").accepted,
        1
    );
    assert_eq!(
        deliver(&b, &right.answer(of_right))
            .expect("taken")
            .accepted,
        1
    );
    assert_eq!((visits(&a), visits(&b)), (3, 3));

    pass(&a, &second);
    pass(&b, &second);
    assert_eq!(
        visits(&second),
        1,
        "what cites an entry before the doubled index counts"
    );
    settle(&[&office.phone, &twin, &a, &b, &second]);
    for store in [&office.phone, &twin, &a, &b, &second] {
        assert_eq!(visits(store), 1);
        assert_eq!(contested(store), vec![]);
    }
    converged("1-1", &[&office.phone, &twin, &a, &b, &second]);
    let before = tip(&second);
    assert_eq!(before.index + 1, left.roster.index, "the last common entry");
    // Nobody can append meanwhile.
    let waiting = office
        .phone
        .invite(Role::BuildingLeader, &stairwell("1-1"), "新人")
        .expect("invited");
    let phone = Phone::new(&clock, 8);
    let joined = phone.join(&waiting).expect("joined");
    assert_eq!(
        office
            .phone
            .admit_phone(&phone, &joined)
            .expect_err("forked")
            .code(),
        "roster_refused"
    );

    second
        .replace_registrar(&office.created.recovery, device(&second))
        .expect("the root picks");
    settle(&[&office.phone, &twin, &a, &b, &second]);
    for store in [&office.phone, &twin, &a, &b, &second] {
        // Three by known leaders, whichever branch they cite; and one of the two whom only a branch knows.
        assert_eq!(visits(store), 4);
        assert_eq!(contested(store), vec![]);
    }
    converged("1-1", &[&office.phone, &twin, &a, &b, &second]);
    assert!(second.identity().expect("identity").registrar);
    assert!(!office.phone.identity().expect("identity").registrar);

    // The new registrar enters the one who was lost; what he wrote counts then.
    let lost = if tip_knows(&second, &left) {
        &right
    } else {
        &left
    };
    lost.join(&second, Role::BuildingLeader, &stairwell("1-1"));
    settle(&[&office.phone, &twin, &a, &b, &second]);
    for store in [&office.phone, &a, &b, &second] {
        assert_eq!(visits(store), 5);
    }
    converged("1-1", &[&office.phone, &twin, &a, &b, &second]);
}

/// Whether a store answers this device.
fn tip_knows(store: &Workspace, forger: &Forger) -> bool {
    let request = linli_core::sync::BundleRequest {
        v: 1,
        community: forger.community,
        keys: forger.keys.public(),
        roster: None,
        heads: linli_core::sync::Heads::new(),
        bodies: Vec::new(),
        mark: None,
    };
    store.bundle(&request.sign(&forger.keys)).is_ok()
}

#[test]
fn a_dead_registrar_is_replaced_from_another_store_which_goes_on_admitting() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let community = ScopeName::Community;
    let (second, _) = enrol(&office.phone, &clock, 2, Role::CommunityOffice, &community);
    let (a, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    pass(&office.phone, &second);
    visit(&a, "1-1-101");
    // The registrar admits one more, and its disk dies before anybody hears of it.
    let (unheard, _) = Forger::enrol(&office.phone, 4, Role::BuildingLeader, &stairwell("1-1"));
    assert_eq!(
        second
            .replace_registrar(&["linli-recovery:nonsense".to_owned()], device(&second))
            .expect_err("no key")
            .code(),
        "recovery_malformed"
    );
    second
        .replace_registrar(&office.created.recovery, device(&second))
        .expect("replaced");
    let (b, _) = enrol(&second, &clock, 5, Role::BuildingLeader, &stairwell("1-1"));
    visit(&b, "1-1-102");
    settle(&[&second, &a, &b]);
    assert_eq!(visits(&second), 2);
    converged("1-1", &[&second, &a, &b]);

    // The dead one comes back: its doubled entry is ignored, it takes its place as an officer.
    settle(&[&second, &a, &b, &office.phone]);
    assert_eq!(visits(&office.phone), 2);
    assert!(!office.phone.identity().expect("identity").registrar);
    assert!(!tip_knows(&second, &unheard));
    assert!(!tip_knows(&office.phone, &unheard));
    converged("1-1", &[&second, &a, &b, &office.phone]);
    converged("community", &[&second, &office.phone]);
}

#[test]
fn two_of_three_root_keys_are_needed_where_the_community_was_founded_so() {
    let clock = TestClock::start();
    let phone = Phone::new(&clock, 1);
    let created = phone
        .create_community("月亮湾", None, RootPolicy::TwoOfThree)
        .expect("founded");
    assert_eq!(created.recovery.len(), 3);
    assert_eq!(
        phone
            .replace_registrar(&created.recovery[..1], created.device)
            .expect_err("one is not enough")
            .code(),
        "recovery_not_enough"
    );
    phone
        .replace_registrar(&created.recovery[1..], created.device)
        .expect("two are");
}

#[test]
fn a_device_that_a_grid_leader_admits_is_pending_until_the_registrar_enters_it() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    office
        .phone
        .define_grid("第一网格", &[stairwell("1-1"), stairwell("1-2")])
        .expect("a grid");
    let grid = ScopeName::Grid("第一网格".to_owned());
    let (leader, _) = enrol(&office.phone, &clock, 2, Role::GridLeader, &grid);
    let (other, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    pass(&office.phone, &leader);

    let mut new = Forger::stranger(&leader, 4);
    new.join(&leader, Role::BuildingLeader, &stairwell("1-1"));
    new.roster = tip(&leader);
    let scope = place(&leader, "1-1");
    let home = household(&leader, "1-1-101");
    let records = parts(&new.visits(scope, home, 3));
    let got = deliver(&leader, &new.answer(records)).expect("taken");
    assert_eq!(
        (got.pending, got.unverified),
        (3, 0),
        "known, so verified and stored: {got:?}"
    );
    assert_eq!(visits(&leader), 0);
    // Relayed too, with the admission, by whoever is met.
    let got = pass(&leader, &other);
    assert_eq!(got.pending, 3, "{got:?}");
    // The registrar's store enters it as soon as it hears of it.
    let got = pass(&other, &office.phone);
    assert_eq!(got.accepted, 3, "{got:?}");
    settle(&[&office.phone, &leader, &other]);
    for store in [&office.phone, &leader, &other] {
        assert_eq!(visits(store), 3);
    }
    converged("1-1", &[&office.phone, &leader, &other]);
}

#[test]
fn records_of_an_unknown_device_are_unverified_bounded_and_taken_once_it_becomes_known() {
    let story = story();
    let (a, _) = story.leader("1-1");
    let (b, _) = story.leader("1-1");
    pass(&story.office.phone, &a);
    let mut new = Forger::stranger(&a, 4);
    let admitted = {
        let admitted = new.join(&story.office.phone, Role::BuildingLeader, &stairwell("1-1"));
        new.roster = tip(&story.office.phone);
        admitted
    };
    assert_eq!(admitted.device, new.keys.device());
    let scope = place(&a, "1-1");
    let home = household(&a, "1-1-101");
    let records = new.visits(scope, home, 5);
    let mut answer = new.answer(parts(&records));
    answer.from = device(&b);
    let got = deliver(&a, &answer).expect("taken");
    assert_eq!(got.unverified, 5, "{got:?}");
    // Not relayed, in no digest.
    assert_eq!(a.digest().expect("a digest").records, b_records(&a));
    let got = pass(&a, &b);
    assert_eq!(got.unverified + got.pending + got.accepted, 0, "{got:?}");

    // 2,000 records from one source, and no more; strangers share one bound, whatever names they give.
    let stranger = Forger::stranger(&a, 5);
    let many = stranger.visits(scope, home, 2_100);
    let mut kept = 0;
    let mut refused = 0;
    for (n, part) in many.chunks(300).enumerate() {
        let mut answer = stranger.answer(parts(part));
        answer.from = linli_core::domain::DeviceId::from_bytes([n as u8; 16]);
        let got = deliver(&a, &answer).expect("taken");
        kept += got.unverified;
        refused += got.refused;
    }
    assert_eq!((kept, refused), (2_000, 100));

    // The roster comes: what was kept counts at once.
    pass(&story.office.phone, &a);
    assert_eq!(visits(&a), 5);
    pass(&a, &b);
    settle(&[&story.office.phone, &a, &b]);
    converged("1-1", &[&story.office.phone, &a, &b]);
}

fn b_records(store: &Workspace) -> u64 {
    store.verify().expect("verified").records
}

#[test]
fn a_cited_roster_index_never_falls_along_a_chain() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (mut forger, _) = Forger::enrol(&office.phone, 4, Role::BuildingLeader, &stairwell("1-1"));
    let old = forger.roster;
    let (a, _) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let scope = place(&office.phone, "1-1");
    let home = household(&office.phone, "1-1-101");
    forger.roster = tip(&office.phone);
    let first = forger.visit(scope, home, 1, Prev::Start(forger.nonce), "一");
    forger.roster = old;
    let second = forger.visit(scope, home, 2, Prev::After(first.id()), "二");
    let third = forger.visit(scope, home, 3, Prev::After(second.id()), "三");
    let got = deliver(
        &office.phone,
        &forger.answer(parts(&[third, second, first])),
    )
    .expect("taken");
    assert_eq!((got.accepted, got.invalid), (1, 2), "{got:?}");
    settle(&[&office.phone, &a]);
    converged("1-1", &[&office.phone, &a]);
}

#[test]
fn a_leader_whom_two_officers_suspend_is_stopped_at_once_and_free_again_when_the_registrar_declines()
 {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let community = ScopeName::Community;
    let (mut a, _) = enrol(&office.phone, &clock, 2, Role::CommunityOffice, &community);
    let (mut b, _) = enrol(&office.phone, &clock, 3, Role::CommunityOffice, &community);
    let scope = stairwell("1-1");
    let (leader, admitted) = enrol(&office.phone, &clock, 4, Role::BuildingLeader, &scope);
    let (other, _) = enrol(&office.phone, &clock, 5, Role::BuildingLeader, &scope);
    visit(&leader, "1-1-101");
    settle(&[&office.phone, &a, &b, &leader, &other]);

    a.revoke(RevokeTarget::Device(admitted.device))
        .expect("asked for");
    let request = a.list_requests().expect("requests")[0].clone();
    assert_eq!((request.asks, request.holds), (RequestAsks::Revoke, false));
    pass(&a, &leader);
    visit(&leader, "1-1-102");
    assert_eq!(visits(&leader), 2, "one officer alone stops nobody");
    pass(&a, &b);
    pass(&a, &other);
    let refused = other.agree(request.request).expect_err("no officer");
    assert_eq!(refused.code(), "not_allowed");
    assert!(b.agree(request.request).expect("agreed"));
    // Nothing was said that a restart would forget.
    for phone in [&mut a, &mut b] {
        phone.switch_off();
        phone.switch_on();
    }
    assert!(b.list_requests().expect("requests")[0].holds);
    pass(&b, &a);
    a.switch_off();
    a.switch_on();
    assert_eq!(a.list_requests().expect("requests")[0].agreed.len(), 2);

    pass(&b, &leader);
    let refused = leader
        .record_visit(VisitDraft::new("1-1-201", VisitOutcome::Home))
        .expect_err("suspended");
    assert_eq!(refused.code(), "not_allowed");
    pass(&leader, &b);
    assert_eq!(contested(&b).len(), 1, "what came after the pins");

    pass(&b, &office.phone);
    let refused = b
        .decide_request(request.request, false)
        .expect_err("not his to decide");
    assert_eq!(refused.code(), "not_registrar");
    office
        .phone
        .decide_request(request.request, false)
        .expect("declined");
    assert_eq!(office.phone.list_requests().expect("requests"), vec![]);
    settle(&[&office.phone, &a, &b, &leader, &other]);
    visit(&leader, "1-1-201");
    settle(&[&office.phone, &a, &b, &leader, &other]);
    for store in [&office.phone, &a, &b, &leader, &other] {
        assert_eq!((visits(store), contested(store).len()), (3, 0));
    }
    converged("1-1", &[&office.phone, &a, &b, &leader, &other]);
}
