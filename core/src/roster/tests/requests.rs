//! Requests of other officers: admissions that make a device known, suspensions by two.

use super::fixture::*;
use crate::domain::Role;
use crate::roster::{
    GrantScope, NarrowTarget, OfficerRequest, OfficerRequestRefused, Op, Rejudge, RequestState,
};
use crate::rules::authority::Operation;
use std::collections::{BTreeMap, BTreeSet};

/// 2 and 3: grid leaders of building 3; 4: its building leader in 3-1; 5: of the committee.
fn staffed() -> Town {
    let mut town = Town::new();
    town.enter(admit(2, Role::GridLeader, at(BUILDING_3)));
    town.enter(admit(3, Role::GridLeader, at(BUILDING_3)));
    town.enter(admit(4, Role::BuildingLeader, at(STAIRWELL_3_1)));
    town.enter(admit(5, Role::Committee, at(COMPOUND)));
    town
}

fn request(town: &Town, by: u8, ops: Vec<Op>) -> OfficerRequest {
    let names = BTreeMap::from([((member(6), None), "李强".to_owned())]);
    let (community, tip) = (town.roster.community(), town.roster.tip());
    OfficerRequest::sign(community, tip, ops, &names, &device(by), &town.random)
}

#[test]
fn an_admission_makes_the_device_known_until_the_registrar_enters_it() {
    let mut town = staffed();
    let asked = request(&town, 2, admit(6, Role::GridWorker, at(STAIRWELL_3_2)));
    let phone = device(6).device();
    let (state, rejudge) = town
        .roster
        .accept_request(asked.clone())
        .expect("his to ask");
    assert_eq!(state, RequestState::Open);
    assert_eq!(rejudge, Rejudge::Devices(BTreeSet::from([phone])));
    assert_eq!(
        town.roster.provisional_device(phone),
        Some(device(6).public())
    );
    assert!(town.roster.device(phone).is_none(), "known, not entered");
    let here = place(STAIRWELL_3_2);
    assert!(
        !town.roster.may(phone, Operation::RecordVisit, here),
        "pending, not accepted"
    );

    let ops = town.roster.plan_request(&asked).expect("possible");
    let draft = town
        .roster
        .draft(ops, &asked.words(), &town.random)
        .expect("possible");
    let raw = draft.sign(&town.registrar);
    town.roster.insert(raw).expect("sound");
    assert!(town.roster.may(phone, Operation::RecordVisit, here));
    assert_eq!(town.roster.name(member(6)), Some("李强"));
    assert_eq!(town.roster.provisional_device(phone), None);
    assert_eq!(town.roster.requests().count(), 0);
    assert_eq!(
        town.roster.accept_request(asked.clone()).map(|r| r.0),
        Ok(RequestState::Settled)
    );
    assert_eq!(town.roster.plan_request(&asked), Ok(Vec::new()));
}

#[test]
fn nobody_asks_for_more_than_he_may_grant() {
    let mut town = staffed();
    let cases = [
        (
            2,
            admit(6, Role::Committee, at(BUILDING_3)),
            "a grid leader: building leaders and grid workers",
        ),
        (
            2,
            admit(6, Role::GridWorker, at(BUILDING_5)),
            "outside his scope",
        ),
        (
            2,
            admit(6, Role::GridWorker, at(COMPOUND)),
            "above his scope",
        ),
        (
            4,
            admit(6, Role::BuildingLeader, at(STAIRWELL_3_1)),
            "a building leader grants nothing",
        ),
        (
            5,
            admit(6, Role::Supervisors, at(COMPOUND)),
            "a body: its own",
        ),
        (
            2,
            vec![
                grant(6, Role::GridWorker, at(BUILDING_3)),
                add_device(5, 66),
            ],
            "another's phone",
        ),
    ];
    for (by, ops, why) in cases {
        let refused = town.roster.accept_request(request(&town, by, ops)).err();
        assert_eq!(refused, Some(OfficerRequestRefused::Authority), "{why}");
    }
    let own = request(&town, 5, admit(6, Role::Committee, at(COMPOUND)));
    assert!(town.roster.accept_request(own).is_ok());
    let registrar_only = request(&town, 1, vec![Op::MinVersion(1)]);
    let refused = town.roster.accept_request(registrar_only).err();
    assert_eq!(refused, Some(OfficerRequestRefused::Operation));
    let stranger = request(&town, 99, admit(7, Role::GridWorker, at(BUILDING_3)));
    assert_eq!(
        town.roster.accept_request(stranger).err(),
        Some(OfficerRequestRefused::Device)
    );
    let mut forged = request(&town, 2, admit(7, Role::GridWorker, at(BUILDING_3)));
    forged.signatures = BTreeMap::from([(
        device(2).device(),
        forged.signatures.into_values().next().expect("one"),
    )]);
    forged.bytes = request(&town, 2, admit(8, Role::GridWorker, at(BUILDING_3))).bytes;
    assert_eq!(
        town.roster.accept_request(forged).err(),
        Some(OfficerRequestRefused::Signature)
    );
}

#[test]
fn a_request_waits_for_the_entry_that_it_cites() {
    let ahead = staffed();
    let asked = request(&ahead, 2, admit(6, Role::GridWorker, at(BUILDING_3)));
    let mut behind = Town::new();
    let taken = behind.roster.accept_request(asked.clone()).map(|r| r.0);
    assert_eq!(taken, Ok(RequestState::Waiting));
    assert_eq!(behind.roster.provisional_device(device(6).device()), None);
    for raw in ahead.all() {
        if behind.roster.entry(raw.hash()).is_none() {
            behind.roster.insert(raw).expect("sound");
        }
    }
    assert_eq!(
        behind.roster.requests().next().map(|r| r.1),
        Some(RequestState::Open)
    );
    assert!(
        behind
            .roster
            .provisional_device(device(6).device())
            .is_some()
    );
    let mut other = Town::founded(9);
    assert_eq!(
        other.roster.accept_request(asked).err(),
        Some(OfficerRequestRefused::Community)
    );
}

#[test]
fn a_suspension_signed_by_two_officers_narrows_at_once_until_it_is_lifted_or_confirmed() {
    let mut town = staffed();
    let (phone, here, visit) = (
        device(4).device(),
        place(STAIRWELL_3_1),
        Operation::RecordVisit,
    );
    let mut asked = request(&town, 2, vec![revoke_device(4, BTreeMap::new())]);
    let one = town
        .roster
        .accept_request(asked.clone())
        .expect("his to ask");
    assert_eq!(one.0, RequestState::Open);
    assert!(
        town.roster.may(phone, visit, here),
        "one officer alone suspends nobody"
    );
    asked.co_sign(&device(4));
    let self_signed = town.roster.accept_request(asked.clone()).expect("held");
    assert_eq!(
        self_signed.0,
        RequestState::Open,
        "the second must be an officer too"
    );
    asked.co_sign(&device(3));
    let (state, rejudge) = town.roster.accept_request(asked.clone()).expect("held");
    assert_eq!(state, RequestState::Suspends);
    assert_eq!(rejudge, Rejudge::Devices(BTreeSet::from([phone])));
    assert!(!town.roster.may(phone, visit, here));
    assert_eq!(town.roster.current_grants(phone).count(), 0);
    let authority = town.roster.authority(phone, visit, here, 5);
    assert_eq!(authority[0].narrowings[0].index, None);

    let mut lifted = town.roster.clone();
    std::mem::swap(&mut town.roster, &mut lifted);
    let taken = town.enter(vec![Op::Decline {
        request: asked.id(),
    }]);
    assert_eq!(taken.rejudge, Rejudge::Devices(BTreeSet::from([phone])));
    assert!(town.roster.may(phone, visit, here), "lifted");
    std::mem::swap(&mut town.roster, &mut lifted);
    let ops = town.roster.plan_request(&asked).expect("possible");
    town.enter(ops);
    let authority = town.roster.authority(phone, visit, here, 5);
    assert_eq!(authority[0].narrowings.len(), 1, "confirmed");
    assert_eq!(authority[0].narrowings[0].index, Some(6));
}

#[test]
fn an_old_suspension_does_not_touch_a_later_grant() {
    let mut town = staffed();
    let mut asked = request(&town, 2, vec![revoke(4, BTreeMap::new())]);
    asked.co_sign(&device(3));
    assert_eq!(
        town.roster.accept_request(asked).map(|r| r.0),
        Ok(RequestState::Suspends)
    );
    town.enter(vec![revoke(4, BTreeMap::new())]);
    town.enter(vec![grant(4, Role::BuildingLeader, at(STAIRWELL_3_1))]);
    assert!(town.roster.may(
        device(4).device(),
        Operation::RecordVisit,
        place(STAIRWELL_3_1)
    ));
}

#[test]
fn a_request_of_an_officer_who_was_revoked_admits_nobody() {
    let mut town = staffed();
    let asked = request(
        &town,
        2,
        admit(6, Role::GridWorker, GrantScope::Place(place(BUILDING_3))),
    );
    town.roster
        .accept_request(asked.clone())
        .expect("his to ask");
    let target = NarrowTarget::Member {
        member: member(2),
        role: None,
        scope: None,
    };
    let taken = town.enter(vec![Op::Narrow {
        target,
        pins: BTreeMap::new(),
    }]);
    let both = BTreeSet::from([device(2).device(), device(6).device()]);
    assert_eq!(taken.rejudge, Rejudge::Devices(both));
    assert_eq!(town.roster.provisional_device(device(6).device()), None);
    assert_eq!(
        town.roster.plan_request(&asked),
        Err(OfficerRequestRefused::Authority)
    );
}

#[test]
fn false_signatures_do_not_crowd_out_true_ones() {
    let mut town = staffed();
    let mut asked = request(&town, 2, vec![revoke_device(4, BTreeMap::new())]);
    asked.co_sign(&device(3));
    let taken = town.roster.accept_request(asked.clone()).map(|r| r.0);
    assert_eq!(taken, Ok(RequestState::Suspends));
    let mut crowded = asked.clone();
    let other = request(&town, 3, vec![revoke_device(5, BTreeMap::new())]);
    crowded.signatures = other.signatures.clone();
    for stranger in 97..100 {
        crowded.co_sign(&device(stranger));
    }
    let taken = town.roster.accept_request(crowded).map(|r| r.0);
    assert_eq!(taken, Ok(RequestState::Suspends), "nothing was lost");
    let held = town.roster.requests().next().map(|r| r.0.clone());
    assert_eq!(held, Some(asked));
}

#[test]
fn one_officer_fills_his_own_share_and_nobody_elses() {
    let mut town = staffed();
    let mut last = None;
    for n in 0..=u8::MAX {
        let ops = vec![
            Op::AddMember { member: member(6) },
            grant(6, Role::GridWorker, at(BUILDING_3)),
            add_device(6, n),
        ];
        if town.roster.device(device(n).device()).is_none() {
            let taken = town.roster.accept_request(request(&town, 2, ops));
            last = Some(taken.map(|r| r.0));
        }
    }
    assert_eq!(last, Some(Err(OfficerRequestRefused::Full)));
    assert_eq!(town.roster.requests().count(), 128);
    let other = request(&town, 3, admit(6, Role::GridWorker, at(BUILDING_3)));
    let taken = town.roster.accept_request(other).map(|r| r.0);
    assert_eq!(taken, Ok(RequestState::Open), "another officer's share");
    // One entry settles what it does: nothing of it is held any more.
    let mut fat = Town::new();
    fat.enter(admit(2, Role::GridLeader, at(BUILDING_3)));
    fat.enter(admit(4, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let pins = |n: u64| {
        let pin = |i: u64| {
            let mut id = [0; 16];
            id[..8].copy_from_slice(&(n * 10_000 + i).to_be_bytes());
            let record = crate::domain::RecordId::from_bytes([1; 32]);
            (crate::domain::ChainId::from_bytes(id), (i, record))
        };
        (0..1_000).map(pin).collect::<crate::roster::Pins>()
    };
    let asked: Vec<_> = (0..8)
        .map(|n| request(&fat, 2, vec![revoke(4, pins(n))]))
        .collect();
    let taken = asked
        .iter()
        .filter(|asked| fat.roster.accept_request((*asked).clone()).is_ok());
    let bytes = asked[0].bytes.len();
    assert_eq!(taken.count(), 256 * 1024 / bytes, "by bytes, {bytes} each");
    let closed = fat.enter(vec![revoke(4, BTreeMap::new())]).closed;
    assert_eq!(closed.len(), 256 * 1024 / bytes);
    assert_eq!(fat.roster.requests().count(), 0);
    assert!(fat.roster.request(asked[0].id()).is_none());
}

#[test]
fn an_entry_that_has_nothing_to_do_with_a_request_does_not_touch_it() {
    let mut town = staffed();
    let asked = request(&town, 2, admit(6, Role::GridWorker, at(BUILDING_3)));
    town.roster
        .accept_request(asked.clone())
        .expect("his to ask");
    let taken = town.enter(vec![Op::MinVersion(3)]);
    assert_eq!((taken.rejudge, taken.closed), (Rejudge::Nothing, vec![]));
    assert_eq!(
        town.roster.request(asked.id()).map(|r| r.1),
        Some(RequestState::Open)
    );
    let taken = town.enter(vec![Op::Decline {
        request: asked.id(),
    }]);
    assert_eq!(taken.closed, vec![asked.id()]);
    assert_eq!(
        town.roster.accept_request(asked).map(|r| r.0),
        Ok(RequestState::Settled)
    );
}

// An earlier version can be played in development builds alone.
#[cfg(debug_assertions)]
#[test]
fn a_request_of_a_later_version_waits_unread_and_is_judged_by_a_version_that_reads_it() {
    use crate::domain::earlier::{Mask, without};
    let mask = Mask::from([("Role", Role::SocialWorker as u16)]);
    let mut town = staffed();
    let admits = |town: &Town, by, n| {
        let mut ops = admit(6, Role::SocialWorker, at(STAIRWELL_3_2));
        ops.push(add_device(6, n));
        request(town, by, ops)
    };
    let asked = admits(&town, 2, 70);
    let stranger = admits(&town, 99, 71);
    let mut unsigned = admits(&town, 3, 72);
    unsigned.signatures.clear();
    unsigned.co_sign(&device(4));
    without(&mask, || {
        let mut takes = |request: &OfficerRequest| town.roster.accept_request(request.clone());
        for _ in 0..2 {
            let taken = takes(&asked);
            assert_eq!(taken, Ok((RequestState::Unread, Rejudge::Nothing)));
        }
        assert_eq!(takes(&stranger), Err(OfficerRequestRefused::Device));
        assert_eq!(takes(&unsigned), Err(OfficerRequestRefused::Signature));
        for n in 73..=u8::MAX {
            let _ = town.roster.accept_request(admits(&town, 2, n));
        }
        // Handed on; no machine follows it, and it makes nobody known.
        assert_eq!(
            town.roster.unread_requests().count(),
            128,
            "its author's share"
        );
        assert!(town.roster.unread_requests().any(|one| *one == asked));
        assert_eq!(town.roster.requests().count(), 0);
        let refused = town.roster.plan_request(&asked);
        assert_eq!(refused, Err(OfficerRequestRefused::Later));
    });
    let (kept, state) = town.roster.request(asked.id()).expect("kept");
    assert_eq!((kept, state), (&asked, RequestState::Unread));
    // As the next version does when it opens the store: the officer of building 3 may not ask for that.
    let mut town = staffed();
    let taken = town.roster.accept_request(asked).map(|r| r.0);
    assert_eq!(taken, Err(OfficerRequestRefused::Authority));
}
