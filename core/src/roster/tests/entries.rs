//! Entries: what is taken, what is refused, and with which code.

use super::fixture::*;
use crate::domain::Role;
use crate::roster::{
    Arrival, EntryDraft, Level, Op, OpRefused, Rejudge, Root, RootKey, Roster, RosterRefused,
};
use std::collections::BTreeMap;

#[test]
fn a_community_is_the_hash_of_its_genesis_so_nobody_else_can_claim_it() {
    let (a, b) = (Town::founded(1), Town::founded(2));
    assert_ne!(a.roster.community(), b.roster.community());
    assert_eq!(a.roster.whole().as_bytes(), a.roster.community().as_bytes());
    let mut a = a;
    let foreign = b.all().remove(0);
    assert_eq!(
        a.roster.insert(foreign).err(),
        Some(RosterRefused::Community)
    );
    let mut c = Town::founded(4);
    let of_a = a.sign(vec![Op::MinVersion(1)]);
    assert_eq!(c.roster.insert(of_a).err(), Some(RosterRefused::Community));
}

#[test]
fn genesis_needs_as_many_root_keys_as_the_threshold_says() {
    let town = Town::founded(1);
    let keys: Vec<_> = town.roots.iter().map(RootKey::public).collect();
    let genesis = |threshold, keys: Vec<_>, signers: &[&RootKey]| {
        let root = Root { threshold, keys };
        let draft = EntryDraft::genesis("甲", root, town.registrar.public(), &town.random);
        Roster::new(draft.sign_root(signers)).err()
    };
    let [a, b, _] = town.roots.as_slice() else {
        panic!("three")
    };
    assert_eq!(genesis(2, keys.clone(), &[a, b]), None);
    assert_eq!(
        genesis(2, keys.clone(), &[a, a]),
        Some(RosterRefused::Threshold)
    );
    assert_eq!(
        genesis(1, vec![a.public()], &[a]),
        None,
        "1 of 1 is allowed"
    );
    let why = OpRefused::Root;
    let unsound = Some(RosterRefused::Op { position: 0, why });
    assert_eq!(genesis(4, keys.clone(), &[a, b]), unsound);
    assert_eq!(genesis(0, keys, &[a, b]), unsound);
    assert_eq!(genesis(2, vec![a.public(), a.public()], &[a]), unsound);
}

#[test]
fn only_the_registrar_appends_and_only_the_root_replaces_him() {
    let mut town = Town::new();
    let last = town.last();
    let stranger = town.after(&last, vec![Op::MinVersion(1)], &device(99));
    assert_eq!(
        town.roster.insert(stranger).err(),
        Some(RosterRefused::Signature)
    );
    let himself = town.after(&last, vec![new_registrar(99)], &town.registrar);
    assert_eq!(
        town.roster.insert(himself).err(),
        Some(RosterRefused::Signature)
    );
    let draft = town
        .roster
        .draft(vec![new_registrar(99)], &BTreeMap::new(), &town.random);
    let one = draft.expect("possible").sign_root(&[&town.roots[1]]);
    assert_eq!(
        town.roster.insert(one).err(),
        Some(RosterRefused::Threshold)
    );
    let mut twice = town.sign_root(&last, vec![new_registrar(99)]);
    twice.signatures[1] = twice.signatures[0];
    assert_eq!(
        town.roster.insert(twice).err(),
        Some(RosterRefused::Signature)
    );
}

#[test]
fn a_dead_registrar_is_replaced_by_the_root_and_the_old_key_counts_no_more() {
    let mut town = Town::new();
    let last = town.last();
    let root = town.sign_root(&last, vec![new_registrar(77)]);
    let taken = town.roster.insert(root.clone()).expect("sound");
    assert_eq!(taken.rejudge, Rejudge::All);
    assert_eq!(town.roster.registrar(), device(77).public());
    let old = town.after(&root, vec![Op::MinVersion(9)], &town.registrar);
    assert_eq!(
        town.roster.insert(old).err(),
        Some(RosterRefused::Signature)
    );
    // An entry that the old key still signs beside the root entry is held, and changes nothing.
    let beside = town.after(&last, vec![Op::MinVersion(9)], &town.registrar);
    let taken = town.roster.insert(beside).expect("a losing branch");
    assert_eq!(
        (taken.arrival, taken.rejudge),
        (Arrival::New, Rejudge::Nothing)
    );
    assert_eq!(
        (town.roster.tip().hash, town.roster.fork()),
        (root.hash(), None)
    );
    town.registrar = device(77);
    town.enter(vec![Op::MinVersion(2)]);
    assert_eq!(town.roster.min_version(), 2);
}

#[test]
fn an_entry_that_says_something_impossible_is_refused_whole() {
    use OpRefused as O;
    let mut town = Town::new();
    town.enter(vec![set_grid(1, "一网格", &[STAIRWELL_3_1, STAIRWELL_3_2])]);
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let whole = town.roster.whole();
    let add = |place| vec![Op::AddPlaces(vec![place])];
    let stairwell = |label| new_place(60, place(BUILDING_3), Level::Stairwell, label);
    let cases = [
        (
            add(new_place(BUILDING_5, place(COMPOUND), Level::Building, "9")),
            O::PlaceDuplicate,
        ),
        (
            add(new_place(60, place(99), Level::Building, "9")),
            O::PlaceUnknown,
        ),
        (
            add(new_place(60, whole, Level::Building, "9")),
            O::PlaceLevel,
        ),
        (
            add(new_place(60, whole, Level::Community, "9")),
            O::PlaceLevel,
        ),
        (add(stairwell("1")), O::LabelDuplicate),
        (add(stairwell("1-2")), O::Label),
        (add(stairwell("")), O::Label),
        (add(stairwell(" 4")), O::Label),
        (
            add(new_place(60, whole, Level::Compound, "community")),
            O::Label,
        ),
        (vec![set_grid(2, "二网格", &[BUILDING_3])], O::PlaceLevel),
        (
            vec![set_grid(2, "一网格", &[STAIRWELL_5_1])],
            O::LabelDuplicate,
        ),
        (
            vec![set_grid(1, "一网格", &[STAIRWELL_3_1])],
            O::GridShrinks,
        ),
        (
            vec![Op::AddMember { member: member(2) }],
            O::MemberDuplicate,
        ),
        (vec![grant(9, Role::Party, at(COMPOUND))], O::MemberUnknown),
        (vec![grant(2, Role::Party, at(99))], O::PlaceUnknown),
        (
            vec![grant(2, Role::BuildingLeader, at(STAIRWELL_3_1))],
            O::GrantDuplicate,
        ),
        (vec![add_device(9, 9)], O::MemberUnknown),
        (vec![add_device(1, 2)], O::DeviceDuplicate),
        (vec![revoke(9, BTreeMap::new())], O::MemberUnknown),
        (vec![revoke_device(9, BTreeMap::new())], O::DeviceUnknown),
        (
            vec![revoke(2, BTreeMap::new()), revoke(2, BTreeMap::new())],
            O::NarrowsNothing,
        ),
        (vec![Op::MinVersion(3), Op::MinVersion(2)], O::VersionFalls),
        (vec![Op::RemovePlaces(vec![place(99)])], O::PlaceUnknown),
        (vec![Op::RemovePlaces(vec![whole])], O::PlaceLevel),
        (
            vec![Op::RemovePlaces(vec![place(BUILDING_3)])],
            O::PlaceInUse,
        ),
        // In a grid, and under a grant.
        (
            vec![Op::RemovePlaces(vec![place(STAIRWELL_3_2)])],
            O::PlaceInUse,
        ),
        (
            vec![Op::RemovePlaces(vec![place(STAIRWELL_3_1)])],
            O::PlaceInUse,
        ),
        (
            vec![
                Op::RemovePlaces(vec![place(STAIRWELL_5_1)]),
                Op::RemovePlaces(vec![place(STAIRWELL_5_1)]),
            ],
            O::PlaceUnknown,
        ),
        (
            vec![
                Op::RemovePlaces(vec![place(STAIRWELL_5_1)]),
                grant(2, Role::BuildingLeader, at(STAIRWELL_5_1)),
            ],
            O::PlaceUnknown,
        ),
    ];
    let tip = town.roster.tip();
    for (ops, expected) in cases {
        // The last operation is the impossible one; what stands before it is undone with it.
        let ops = [
            vec![Op::AddMember {
                member: member(200),
            }],
            ops,
        ]
        .concat();
        let raw = town.after(&town.last(), ops.clone(), &town.registrar);
        let Err(RosterRefused::Op { why, position }) = town.roster.insert(raw) else {
            panic!("{expected:?} was taken");
        };
        assert_eq!((why, position), (expected, ops.len() - 1));
        assert_eq!(town.roster.tip(), tip);
        assert!(town.roster.member(member(200)).is_none());
        assert!(town.try_sign(ops).is_err(), "nor is it drafted");
    }
}

#[test]
fn a_removed_place_frees_its_label_and_stays_known_to_what_cites_it() {
    let mut town = Town::new();
    let stairwell = place(STAIRWELL_5_1);
    town.enter(vec![Op::RemovePlaces(vec![stairwell, place(BUILDING_5)])]);
    assert!(town.roster.places().all(|known| known.id != stairwell));
    assert!(town.roster.find_place(None, "5", Some("1")).is_err());
    assert!(town.roster.place(stairwell).is_some());
    assert!(
        town.roster
            .lies_in(stairwell, place(COMPOUND), town.roster.tip().index)
    );
    town.enter(vec![Op::AddPlaces(vec![
        new_place(60, place(COMPOUND), Level::Building, "5"),
        new_place(61, place(60), Level::Stairwell, "1"),
    ])]);
    let found = town
        .roster
        .find_place(None, "5", Some("1"))
        .expect("the new one");
    assert_eq!(found.id, place(61));
}

#[test]
fn an_entry_that_waited_for_its_parent_is_judged_when_that_comes() {
    let mut town = Town::new();
    let parent = town.sign(vec![Op::MinVersion(5)]);
    let good = town.after(&parent, vec![Op::MinVersion(6)], &town.registrar);
    let bad = town.after(&good, vec![Op::MinVersion(1)], &town.registrar);
    for raw in [&bad, &good] {
        let taken = town.roster.insert(raw.clone()).expect("waits");
        assert_eq!(taken.arrival, Arrival::Pending);
    }
    assert_eq!(town.roster.waiting().count(), 2);
    let taken = town.roster.insert(parent.clone()).expect("sound");
    assert_eq!(taken.attached, vec![parent.hash(), good.hash()]);
    let why = OpRefused::VersionFalls;
    assert_eq!(
        taken.dropped,
        vec![(bad.hash(), RosterRefused::Op { position: 0, why })]
    );
    assert_eq!(town.roster.tip().hash, good.hash());
    let again = town.roster.insert(good).expect("held");
    assert_eq!(again.arrival, Arrival::Known);
}

#[test]
fn names_lie_beside_the_entry_and_may_come_later_or_be_erased() {
    let mut town = Town::new();
    let names = BTreeMap::from([((member(2), None), "王芳".to_owned())]);
    let ops = admit(2, Role::BuildingLeader, at(STAIRWELL_3_1));
    let draft = town
        .roster
        .draft(ops, &names, &town.random)
        .expect("possible");
    let whole = draft.sign(&town.registrar);
    let needle = "王芳".as_bytes();
    let in_chain = whole.bytes.windows(needle.len()).any(|w| w == needle);
    assert!(!in_chain, "no personal name in what is signed for ever");
    let mut without = whole.clone();
    without.names = Some(b"0123456789abcdef somebody else".to_vec());
    town.roster
        .insert(without)
        .expect("taken without its names");
    assert_eq!(town.roster.name(member(2)), None);
    let taken = town.roster.insert(whole.clone()).expect("held");
    assert_eq!(taken.arrival, Arrival::Names);
    assert_eq!(town.roster.name(member(2)), Some("王芳"));
    let erases = town.enter(vec![Op::EraseWords { member: member(2) }]);
    assert_eq!(erases.stripped.entries, [whole.hash()]);
    assert_eq!(town.roster.name(member(2)), None);
    assert!(town.roster.member(member(2)).is_some());
    // From whomever it comes once more.
    let again = town.roster.insert(whole.clone()).expect("held");
    assert_eq!(again.arrival, Arrival::Known);
    assert_eq!(town.roster.raw(whole.hash()).expect("held").names, None);
}

#[test]
fn hub_and_versions_are_entries() {
    let mut town = Town::new();
    town.enter(vec![
        Op::Hub {
            address: "https://hub.example:8443".to_owned(),
            pin: [7; 32],
        },
        Op::MinVersion(4),
    ]);
    let hub = town.roster.hub().expect("entered");
    assert_eq!(
        (hub.address.as_str(), hub.pin),
        ("https://hub.example:8443", [7; 32])
    );
    assert_eq!(town.roster.min_version(), 4);
}
