//! A roster is a function of the set of its entries: the order in which they come leaves no trace.

use super::fixture::*;
use crate::domain::Role;
use crate::records::RosterRef;
use crate::roster::{Op, RawEntry, Roster};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A fork, a losing branch two entries long, a root entry, entries after it, and one that is impossible.
fn tangled() -> (RawEntry, Vec<RawEntry>) {
    let mut town = Town::new();
    town.enter(admit(2, Role::BuildingLeader, at(STAIRWELL_3_1)));
    let left = town.sign(admit(3, Role::GridWorker, at(COMPOUND)));
    let right = town.sign(vec![revoke(2, BTreeMap::new())]);
    town.roster.insert(left.clone()).expect("sound");
    town.roster.insert(right.clone()).expect("sound");
    let losing = town.after(&left, vec![Op::MinVersion(7)], &town.registrar);
    town.roster.insert(losing).expect("sound");
    let pick = town.sign_root(&right, vec![new_registrar(77), Op::MinVersion(1)]);
    town.roster.insert(pick).expect("sound");
    town.registrar = device(77);
    town.enter(vec![grant(2, Role::GridLeader, at(COMPOUND))]);
    town.enter(vec![revoke_device(2, BTreeMap::new())]);
    let impossible = town.after(&town.last(), vec![Op::MinVersion(0)], &town.registrar);
    let mut rest = town.all();
    let genesis = rest.remove(0);
    rest.push(impossible);
    (genesis, rest)
}

type Seen = (
    RosterRef,
    Option<u32>,
    String,
    Vec<RawEntry>,
    Vec<Option<u32>>,
);

fn seen(roster: &Roster, all: &[RawEntry]) -> Seen {
    let mut held: Vec<RawEntry> = roster.entries().cloned().collect();
    held.sort_by_key(RawEntry::hash);
    let cited = all.iter().map(|raw| {
        let index = raw.open().expect("sound").index;
        roster.effective_index(&RosterRef {
            index,
            hash: raw.hash(),
        })
    });
    let view = format!("{:?}", roster.line.state);
    (roster.tip(), roster.fork(), view, held, cited.collect())
}

fn take(genesis: &RawEntry, order: &[RawEntry]) -> Roster {
    let mut roster = Roster::new(genesis.clone()).expect("sound");
    for raw in order {
        let _ = roster.insert(raw.clone());
    }
    roster
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_order_and_repetition_of_the_same_entries_gives_the_same_roster(
        order in Just(tangled().1).prop_shuffle(),
        cut in 0..8_usize,
    ) {
        let (genesis, all) = tangled();
        let straight = take(&genesis, &all);
        let twice = [order.as_slice(), &order].concat();
        prop_assert_eq!(seen(&straight, &all), seen(&take(&genesis, &twice), &all));
        // And so does any part of them.
        let part = &order[..cut];
        let mut sorted = part.to_vec();
        sorted.sort_by_key(|raw| raw.open().map(|e| e.index).ok());
        let (a, b) = (take(&genesis, part), take(&genesis, &sorted));
        prop_assert_eq!(seen(&a, &all), seen(&b, &all));
    }
}

#[test]
fn every_permutation_of_a_fork_and_its_settlement_gives_the_same_tip() {
    let mut town = Town::new();
    let left = town.sign(vec![Op::MinVersion(1)]);
    let right = town.sign(vec![Op::MinVersion(2)]);
    town.roster.insert(left.clone()).expect("sound");
    town.roster.insert(right.clone()).expect("sound");
    let pick = town.sign_root(&left, vec![new_registrar(77)]);
    town.roster.insert(pick).expect("sound");
    town.registrar = device(77);
    town.enter(vec![Op::MinVersion(3)]);
    let mut rest = town.all();
    let genesis = rest.remove(0);
    let expected = seen(&town.roster, &rest);
    let mut orders = vec![Vec::new()];
    for raw in &rest {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<RawEntry>| {
                (0..=order.len()).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, raw.clone());
                    order
                })
            })
            .collect();
    }
    assert_eq!(orders.len(), 120);
    for order in orders {
        assert_eq!(seen(&take(&genesis, &order), &rest), expected);
    }
}
