//! Officers' decisions about contested work: `adopt` and `set_aside` (docs/spec/records.md 7).

use linli_core::domain::Role;
use linli_core::domain::vocabulary::VisitOutcome;
use linli_core::workspace::{ReviewTarget, RevokeTarget, VisitDraft, Workspace};
use linli_tests::phone::{
    TestClock, contested, converged, enrol, office, pass, settle, stairwell, visits,
};

fn visit(phone: &Workspace, door: &str) {
    phone
        .record_visit(VisitDraft::new(door, VisitOutcome::Home))
        .expect("a visit");
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
fn the_office_adopts_one_branch_of_a_fork_and_sets_a_record_aside_for_good() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let (mut a, _) = enrol(
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
    visit(&a, "1-1-101");
    let twin = a.copy(true, &clock, 5);
    visit(&a, "1-1-102");
    visit(&a, "1-1-201");
    visit(&twin, "1-1-202");
    pass(&a, &office.phone);
    pass(&twin, &office.phone);

    let all = office.phone.list_contested().expect("contested");
    assert_eq!(all.len(), 3);
    let tip = all
        .iter()
        .find(|view| view.seq == 3)
        .expect("the longer branch");
    let only = all
        .iter()
        .find(|view| view.seq == 2 && twin_wrote(&twin, view.record))
        .expect("the other branch");
    let adopted = office
        .phone
        .adopt(ReviewTarget::Chain {
            chain: tip.chain,
            through: 3,
        })
        .expect("adopted");
    assert_eq!(
        adopted, 2,
        "a chain through a seq is one decision; the other branch is not meant"
    );
    assert_eq!(contested(&office.phone), vec![(2, "chain_forked")]);
    assert_eq!(visits(&office.phone), 3);

    office
        .phone
        .set_aside(ReviewTarget::Record(only.record))
        .expect("set aside");
    assert_eq!(contested(&office.phone), vec![]);
    assert_eq!(
        office
            .phone
            .adopt(ReviewTarget::Record(only.record))
            .expect_err("for good")
            .code(),
        "not_contested"
    );
    settle(&[&a, &twin, &b, &office.phone]);
    for store in [&a, &twin, &b] {
        assert_eq!(visits(store), 3);
        assert_eq!(contested(store), vec![]);
    }
    converged("1-1", &[&a, &twin, &b, &office.phone]);
}

fn twin_wrote(twin: &Workspace, record: linli_core::domain::RecordId) -> bool {
    let items = twin.list_visits(None, 10, None).expect("visits").items;
    items.iter().any(|view| view.visit == record)
        || twin
            .list_contested()
            .expect("contested")
            .iter()
            .any(|view| view.record == record)
}

#[test]
fn set_aside_wins_over_an_adoption_that_another_officer_made_apart() {
    let clock = TestClock::start();
    let office = office(&clock, 1, 1, 4);
    let scope = linli_core::workspace::ScopeName::Community;
    let (second, _) = enrol(&office.phone, &clock, 9, Role::CommunityOffice, &scope);
    let (a, leader) = enrol(
        &office.phone,
        &clock,
        2,
        Role::BuildingLeader,
        &stairwell("1-1"),
    );
    revoke(&office.phone, leader.member);
    visit(&a, "1-1-101");
    pass(&a, &office.phone);
    pass(&office.phone, &second);
    let late = office.phone.list_contested().expect("contested")[0].record;
    office
        .phone
        .adopt(ReviewTarget::Record(late))
        .expect("adopted");
    second
        .set_aside(ReviewTarget::Record(late))
        .expect("set aside");
    assert_eq!(visits(&office.phone), 1);
    settle(&[&office.phone, &second]);
    for store in [&office.phone, &second] {
        assert_eq!(visits(store), 0);
        assert_eq!(contested(store), vec![]);
    }
    converged("1-1", &[&office.phone, &second]);
}
