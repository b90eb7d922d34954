//! Bytes from outside: refused with a code, never a panic (T7).

use super::fixture::*;
use crate::domain::Role;
use crate::records::caps;
use crate::roster::{OfficerRequest, RawEntry, Roster, RosterRefused};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn samples() -> (Town, RawEntry, OfficerRequest) {
    let town = Town::new();
    let raw = town.sign(admit(2, Role::GridLeader, at(BUILDING_3)));
    let ops = admit(3, Role::GridWorker, at(BUILDING_3));
    let (community, tip) = (town.roster.community(), town.roster.tip());
    let names = BTreeMap::new();
    let request = OfficerRequest::sign(community, tip, ops, &names, &device(OFFICE), &town.random);
    (town, raw, request)
}

fn mutate(bytes: &mut Vec<u8>, at: usize, value: u8, how: u8) {
    let at = at % (bytes.len() + 1);
    match how % 4 {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, value),
        2 => bytes.extend(vec![value; at]),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= value | 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn mutated_entries_and_requests_are_refused_and_change_nothing(
        at in 0..2_000_usize, value: u8, how: u8, resign: bool, names in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let (mut town, mut raw, mut request) = samples();
        let before = format!("{:?}", town.roster.line.state);
        let original = raw.bytes.clone();
        mutate(&mut raw.bytes, at, value, how);
        if resign {
            // Even a registrar who signs nonsense makes no roster panic.
            let message = crate::roster::RosterEntry::signed_message(&raw.bytes);
            raw.signatures[0].1.0 = town.registrar.sign(&message);
        }
        raw.names = Some(names.clone());
        if raw.bytes != original && town.roster.insert(raw.clone()).is_err() {
            prop_assert_eq!(&before, &format!("{:?}", town.roster.line.state));
        }
        let _ = Roster::new(raw);
        mutate(&mut request.bytes, at, value, how);
        request.names = Some(names);
        let _ = (request.words(), town.roster.accept_request(request));
    }

    #[test]
    fn any_bytes_at_all_are_no_entry(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut town = Town::founded(1);
        let raw = RawEntry { bytes: bytes.clone(), signatures: Vec::new(), names: Some(bytes.clone()) };
        prop_assert!(town.roster.insert(raw).is_err());
        prop_assert!(postcard::from_bytes::<RawEntry>(&bytes).is_err() || bytes.len() > 2);
    }
}

#[test]
fn what_is_longer_than_its_cap_or_not_canonical_is_refused_before_it_is_read() {
    let (mut town, raw, _) = samples();
    let mut long = raw.clone();
    long.bytes.resize(caps::ROSTER_ENTRY + 1, 0);
    assert_eq!(town.roster.insert(long).err(), Some(RosterRefused::Size));
    let mut many = raw.clone();
    many.signatures = vec![many.signatures[0]; 17];
    assert_eq!(town.roster.insert(many).err(), Some(RosterRefused::Size));
    let mut trailing = raw.clone();
    trailing.bytes.push(0);
    assert_eq!(
        town.roster.insert(trailing).err(),
        Some(RosterRefused::Form)
    );
    let mut later = raw.clone();
    later.bytes[0] = 2;
    assert_eq!(
        town.roster.insert(later).err(),
        Some(RosterRefused::Version)
    );
    let mut overlong = raw;
    // The index 2 written in two bytes.
    overlong.bytes.splice(17..18, [0x82, 0x00]);
    assert_eq!(
        town.roster.insert(overlong).err(),
        Some(RosterRefused::Form)
    );
}

#[test]
fn entries_without_parents_do_not_pile_up_without_end() {
    let mut town = Town::new();
    let mut before = town.sign(vec![crate::roster::Op::MinVersion(1)]);
    let mut refused = None;
    for version in 2..1_010 {
        before = town.after(
            &before,
            vec![crate::roster::Op::MinVersion(version)],
            &town.registrar,
        );
        refused = refused.or(town.roster.insert(before.clone()).err());
    }
    assert_eq!(refused, Some(RosterRefused::WaitingFull));
    assert_eq!(town.roster.waiting().count(), 1_000);
}

#[test]
fn an_entry_that_nobody_known_here_signed_waits_apart() {
    let mut town = Town::new();
    let parent = town.sign(vec![crate::roster::Op::MinVersion(1)]);
    let mut before = parent.clone();
    let (mut held, mut refused) = (0, 0);
    for version in 2..200 {
        before = town.after(
            &before,
            vec![crate::roster::Op::MinVersion(version)],
            &device(66),
        );
        match town.roster.insert(before.clone()) {
            Ok(taken) => {
                assert_eq!(taken.arrival, crate::roster::Arrival::Unverified);
                held += 1;
            }
            Err(why) => {
                assert_eq!(why, RosterRefused::WaitingFull);
                refused += 1;
            }
        }
    }
    assert_eq!((held, refused), (64, 134));
    assert_eq!(town.roster.waiting().count(), 0, "nothing to hand on");
    // And they take nothing from an entry that the registrar signed.
    let next = town.after(
        &parent,
        // The same bytes as a false one that waits already.
        vec![crate::roster::Op::MinVersion(2)],
        &town.registrar,
    );
    let taken = town.roster.insert(next.clone()).expect("waits");
    assert_eq!(taken.arrival, crate::roster::Arrival::Pending);
    let taken = town.roster.insert(parent).expect("sound");
    assert_eq!(taken.attached.len(), 2);
    assert_eq!(taken.dropped.len(), 1, "the false one that followed it");
    assert_eq!(town.roster.tip().hash, next.hash());
}
