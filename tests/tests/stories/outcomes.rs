//! Outcomes of restored phones, forks, pins and late work: those that docs/spec/records.md 3 and 7
//! name.

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{ReviewTarget, RevokeTarget, VisitDraft, Workspace};
use linli_tests::phone::{
    TestClock, contested, converged, enrol, office, pass, settle, stairwell, visits,
};
use linli_tests::story::story;

fn visit(phone: &Workspace, door: &str) {
    phone
        .record_visit(VisitDraft::new(door, VisitOutcome::Home))
        .expect("a visit");
}

#[test]
fn a_restored_phone_is_no_forger() {
    let story = story();
    let (mut a, _) = story.leader("1-1");
    visit(&a, "1-1-101");
    // The backup was made here; the install nonce stays out of it.
    let restored = a.copy(false, &story.clock, 3);
    visit(&a, "1-1-102");
    visit(&a, "1-1-201");
    visit(&restored, "1-1-102");
    visit(&restored, "1-1-202");

    settle(&[&a, &restored, &story.office.phone]);
    for store in [&a, &restored, &story.office.phone] {
        assert_eq!(contested(store), vec![]);
        assert_eq!(visits(store), 5);
    }
    converged("1-1", &[&a, &restored, &story.office.phone]);
}

#[test]
fn a_phone_restored_with_an_old_database_starts_new_chains_once_it_sees_its_own_later_records() {
    let story = story();
    let (mut a, _) = story.leader("1-1");
    visit(&a, "1-1-101");
    let rolled_back = a.copy(true, &story.clock, 3);
    visit(&a, "1-1-102");
    pass(&a, &story.office.phone);
    a.switch_off();
    // The old database with the old nonce, but it receives before it writes: detected.
    pass(&story.office.phone, &rolled_back);
    visit(&rolled_back, "1-1-201");
    settle(&[&rolled_back, &story.office.phone]);
    assert_eq!(contested(&story.office.phone), vec![]);
    assert_eq!(visits(&story.office.phone), 3);
    converged("1-1", &[&rolled_back, &story.office.phone]);
}

#[test]
fn two_phones_that_are_admitted_apart_are_two_members() {
    let story = story();
    let (a, first) = story.leader("1-1");
    let (b, second) = story.leader("1-1");
    assert_ne!(
        first.member, second.member,
        "whoever is admitted is another member"
    );
    visit(&a, "1-1-101");
    visit(&b, "1-1-101");
    settle(&[&a, &b, &story.office.phone]);
    assert_eq!(contested(&story.office.phone), vec![]);
    assert_eq!(visits(&story.office.phone), 2);
    converged("1-1", &[&a, &b, &story.office.phone]);
}

#[test]
fn a_forked_chain_is_seen_by_both_sides_through_third_parties() {
    let story = story();
    let (mut a, _) = story.leader("1-1");
    let (b, _) = story.leader("1-1");
    let (c, _) = story.leader("1-1");
    pass(&story.office.phone, &a);
    pass(&story.office.phone, &b);
    visit(&a, "1-1-101");
    visit(&a, "1-1-102");
    let twin = a.copy(true, &story.clock, 5);
    visit(&a, "1-1-201");
    visit(&a, "1-1-202");
    visit(&twin, "1-1-101");
    visit(&twin, "1-1-102");
    visit(&twin, "1-1-201");

    // One side shows itself to b, the other to c; nobody has met both.
    pass(&a, &b);
    pass(&twin, &c);
    assert_eq!(contested(&b), vec![]);
    assert_eq!(contested(&c), vec![]);
    pass(&b, &c);
    let doubled = vec![
        (3, "chain_forked"),
        (3, "chain_forked"),
        (4, "chain_forked"),
        (4, "chain_forked"),
        (5, "chain_forked"),
    ];
    assert_eq!(
        contested(&c),
        doubled,
        "from the doubled seq on, both included"
    );
    pass(&c, &a);
    pass(&c, &b);
    pass(&b, &twin);
    for store in [&a, &twin, &b, &c] {
        assert_eq!(contested(store), doubled);
        assert_eq!(visits(store), 2, "what came before the doubled seq counts");
    }
    settle(&[&a, &twin, &b, &c, &story.office.phone]);
    converged("1-1", &[&a, &twin, &b, &c, &story.office.phone]);

    // Neither goes on with the forked chain: what they write from now on counts.
    visit(&a, "1-1-101");
    visit(&twin, "1-1-101");
    settle(&[&a, &twin, &b, &c, &story.office.phone]);
    assert_eq!(contested(&story.office.phone), doubled);
    assert_eq!(visits(&story.office.phone), 4);
    converged("1-1", &[&a, &twin, &b, &c, &story.office.phone]);
}

fn revoke(office: &Workspace, member: linli_core::domain::MemberId) {
    office
        .revoke(RevokeTarget::Member {
            member,
            role: None,
            scope: None,
        })
        .expect("revoked");
}

#[test]
fn late_work_of_a_revoked_leader_is_contested_and_counts_once_adopted() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (a, leader) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    let (b, _) = enrol(
        &office.phone,
        &clock,
        3,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    pass(&office.phone, &a);
    visit(&a, "1-1-101");
    pass(&a, &office.phone);
    revoke(&office.phone, leader.member);
    // He has not heard of it: what he does now comes late.
    visit(&a, "1-1-102");
    visit(&a, "1-1-201");
    pass(&a, &b);
    assert_eq!(contested(&b), vec![], "b has not heard of it either");
    settle(&[&a, &b, &office.phone]);
    for store in [&b, &office.phone] {
        assert_eq!(
            contested(store),
            vec![(2, "authority_narrowed"), (3, "authority_narrowed")]
        );
        assert_eq!(visits(store), 1, "what the narrowing pins stays as it was");
    }
    converged("1-1", &[&b, &office.phone]);

    let chain = office.phone.list_contested().expect("contested")[0].chain;
    let adopted = office
        .phone
        .adopt(ReviewTarget::Chain { chain, through: 2 })
        .expect("adopted");
    assert_eq!(adopted, 1);
    settle(&[&b, &office.phone]);
    for store in [&b, &office.phone] {
        assert_eq!(contested(store), vec![(3, "authority_narrowed")]);
        assert_eq!(visits(store), 2);
    }
    converged("1-1", &[&b, &office.phone]);
    // His own phone gave up its scope with his authority; it may not write any more.
    assert_eq!(
        a.record_visit(VisitDraft::new("1-1-202", VisitOutcome::Home))
            .expect_err("no authority")
            .code(),
        "not_allowed"
    );
}

#[test]
fn a_pinned_chain_that_forks_later_keeps_what_the_pin_holds() {
    let story = story();
    let (mut a, leader) = story.leader("1-1");
    let (b, _) = story.leader("1-1");
    pass(&story.office.phone, &a);
    visit(&a, "1-1-101");
    let below = a.copy(true, &story.clock, 5);
    visit(&a, "1-1-102");
    visit(&a, "1-1-201");
    let above = a.copy(true, &story.clock, 6);
    pass(&a, &story.office.phone);
    revoke(&story.office.phone, leader.member); // pins seq 3
    visit(&above, "1-1-202");
    visit(&a, "1-1-101");
    for _ in 0..3 {
        visit(&below, "1-1-202");
    }

    // A fork above the pin, then one below it.
    for branch in [&a, &above, &below] {
        pass(branch, &story.office.phone);
        assert_eq!(
            visits(&story.office.phone),
            3,
            "a pin's ancestors stay as they were"
        );
    }
    assert_eq!(
        contested(&story.office.phone)
            .iter()
            .map(|(seq, _)| *seq)
            .collect::<Vec<_>>(),
        vec![2, 3, 4, 4, 4]
    );
    // The other way round: who sees the forks before the narrowing ends at the same.
    for branch in [&below, &above, &a] {
        pass(branch, &b);
    }
    settle(&[&b, &story.office.phone]);
    assert_eq!(visits(&b), 3);
    converged("1-1", &[&b, &story.office.phone]);
}
