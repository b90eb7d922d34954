//! Authority in intervals: what is taken away keeps its past as far as it is pinned.

use super::fixture::*;
use crate::domain::{ChainId, DocKind, RecordId, Role};
use crate::roster::{GrantScope, NarrowTarget, Op, Pins, Rejudge};
use crate::rules::authority::{Operation, Permission, Reading};
use std::collections::{BTreeMap, BTreeSet};

fn pins() -> Pins {
    let (chain, record) = (ChainId::from_bytes([4; 16]), RecordId::from_bytes([5; 32]));
    BTreeMap::from([(chain, (12, record))])
}

#[test]
fn a_grant_counts_from_its_entry_until_it_is_narrowed() {
    let mut town = Town::new();
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let (phone, here) = (device(2).device(), place(STAIRWELL_3_1));
    let visit = Operation::RecordVisit;
    assert!(
        town.roster.authority(phone, visit, here, 1).is_empty(),
        "before the grant"
    );
    assert!(town.roster.may(phone, visit, here));
    assert!(
        !town.roster.may(phone, visit, place(STAIRWELL_3_2)),
        "not his stairwell"
    );
    assert!(
        !town.roster.may(phone, Operation::File, here),
        "not his to do"
    );
    assert!(
        !town.roster.may(device(9).device(), visit, here),
        "unknown phone"
    );
    assert!(
        town.roster.authority(phone, visit, here, 3).is_empty(),
        "no such entry yet"
    );

    let taken = town.enter(vec![revoke(2, pins())]);
    assert_eq!(taken.rejudge, Rejudge::Devices(BTreeSet::from([phone])));
    assert!(!town.roster.may(phone, visit, here));
    assert!(town.roster.authority(phone, visit, here, 3).is_empty());
    let past = town.roster.authority(phone, visit, here, 2);
    let [past] = past.as_slice() else {
        panic!("one grant")
    };
    assert_eq!(
        (past.permission, past.role),
        (Permission::Yes, Role::BuildingLeader)
    );
    let [narrowing] = past.narrowings.as_slice() else {
        panic!("one narrowing")
    };
    assert_eq!((narrowing.index, &narrowing.pins), (Some(3), &pins()));
    assert!(
        town.roster.device(phone).is_some(),
        "his records can still be verified"
    );
}

#[test]
fn a_member_revoked_and_granted_again_has_a_new_grant() {
    let mut town = Town::new();
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    town.enter(vec![revoke(2, pins())]);
    town.enter(vec![grant(2, Role::BuildingLeader, at(STAIRWELL_3_1))]);
    let (phone, here) = (device(2).device(), place(STAIRWELL_3_1));
    let at = |index| {
        town.roster
            .authority(phone, Operation::RecordVisit, here, index)
    };
    assert_eq!(
        at(2)[0].narrowings.len(),
        1,
        "the first grant stays narrowed"
    );
    assert!(at(3).is_empty(), "between them there was none");
    assert!(at(4)[0].narrowings.is_empty());
    assert_eq!(town.roster.grants_of(member(2)).count(), 2);
}

#[test]
fn a_lost_phone_is_narrowed_and_the_new_one_belongs_to_the_same_member() {
    let mut town = Town::new();
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    town.enter(vec![revoke_device(2, pins()), add_device(2, 22)]);
    let (old, new, here) = (
        device(2).device(),
        device(22).device(),
        place(STAIRWELL_3_1),
    );
    let visit = Operation::RecordVisit;
    assert!(town.roster.may(new, visit, here) && !town.roster.may(old, visit, here));
    assert!(
        town.roster.authority(new, visit, here, 2).is_empty(),
        "the phone came later"
    );
    let past = town.roster.authority(old, visit, here, 2);
    assert_eq!(past[0].narrowings[0].index, Some(3));
    let of = |device| town.roster.device(device).map(|d| d.member);
    assert_eq!(of(old), of(new));
}

#[test]
fn a_smaller_scope_is_a_narrowing_and_a_new_grant_in_one_entry() {
    let mut town = Town::new();
    town.enter(admit(2, Role::GridWorker, at(BUILDING_3)));
    let (member, role, scope) = (member(2), Some(Role::GridWorker), Some(at(BUILDING_3)));
    let target = NarrowTarget::Member {
        member,
        role,
        scope,
    };
    let smaller = grant(2, Role::GridWorker, at(STAIRWELL_3_2));
    town.enter(vec![
        Op::Narrow {
            target,
            pins: pins(),
        },
        smaller,
    ]);
    let may = |n| {
        town.roster
            .may(device(2).device(), Operation::RecordVisit, place(n))
    };
    assert!(may(STAIRWELL_3_2) && !may(STAIRWELL_3_1) && !may(BUILDING_3));
}

#[test]
fn a_narrowing_takes_only_the_role_and_scope_that_it_names() {
    let mut town = Town::new();
    let mut ops = admit(2, Role::GridWorker, at(STAIRWELL_3_1));
    ops.push(grant(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    ops.push(grant(2, Role::GridWorker, at(STAIRWELL_5_1)));
    town.enter(ops);
    let (role, scope) = (Some(Role::GridWorker), Some(at(BUILDING_3)));
    let target = NarrowTarget::Member {
        member: member(2),
        role,
        scope,
    };
    town.enter(vec![Op::Narrow {
        target: target.clone(),
        pins: pins(),
    }]);
    let left: Vec<_> = town.roster.current_grants(device(2).device()).collect();
    let left: Vec<_> = left.iter().map(|g| (g.role, g.scope)).collect();
    let expected = [
        (Role::BuildingLeader, STAIRWELL_3_1),
        (Role::GridWorker, STAIRWELL_5_1),
    ];
    assert_eq!(left, expected.map(|(role, n)| (role, at(n))));
    assert!(
        town.try_sign(vec![Op::Narrow {
            target,
            pins: pins()
        }])
        .is_err(),
        "nothing left"
    );
}

#[test]
fn of_ancestor_scopes_a_member_reads_notices_agendas_and_motions_and_of_others_nothing() {
    let mut town = Town::new();
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let phone = device(2).device();
    let reads = |kind, n| town.roster.reading(phone, kind, place(n));
    for kind in DocKind::WRITTEN {
        assert_eq!(reads(kind, STAIRWELL_3_1), Reading::Full);
        assert_eq!(reads(kind, STAIRWELL_3_2), Reading::None);
    }
    for wide in [BUILDING_3, COMPOUND] {
        assert_eq!(reads(DocKind::Motion, wide), Reading::Full);
        assert_eq!(reads(DocKind::Hazard, wide), Reading::Header);
    }
    let office = device(OFFICE).device();
    let whole = town.roster.whole();
    assert_eq!(
        town.roster.reading(office, DocKind::Register, whole),
        Reading::Full
    );
    town.enter(vec![revoke(2, pins())]);
    assert_eq!(
        town.roster.reading(phone, DocKind::Motion, place(COMPOUND)),
        Reading::None
    );
    assert_eq!(
        GrantScope::Place(whole),
        town.roster
            .grants_of(member(OFFICE))
            .next()
            .expect("his")
            .scope
    );
}
