//! Two entries at one index; two root entries; what a record counts as citing.

use super::fixture::*;
use crate::domain::RosterHash;
use crate::records::RosterRef;
use crate::roster::{Op, RawEntry, Rejudge, RosterRefused};

fn cited(raw: &RawEntry) -> RosterRef {
    let index = raw.open().expect("sound").index;
    RosterRef {
        index,
        hash: raw.hash(),
    }
}

#[test]
fn two_entries_at_one_index_make_everything_later_pending_until_the_root_picks_one() {
    let mut town = Town::new();
    let common = town.last();
    let (left, right) = (
        town.sign(vec![Op::MinVersion(1)]),
        town.sign(vec![Op::MinVersion(2)]),
    );
    town.roster.insert(left.clone()).expect("sound");
    assert_eq!(town.roster.effective_index(&cited(&left)), Some(2));
    let taken = town.roster.insert(right.clone()).expect("evidence");
    assert_eq!(taken.rejudge, Rejudge::All);
    assert_eq!(town.roster.tip(), cited(&common));
    assert_eq!(town.roster.fork(), Some(2));
    assert_eq!(town.roster.min_version(), 0);
    for raw in [&left, &right] {
        assert_eq!(town.roster.effective_index(&cited(raw)), None, "pending");
    }
    assert_eq!(town.roster.effective_index(&cited(&common)), Some(1));
    // The registrar himself cannot go on, on either branch.
    assert_eq!(
        town.try_sign(vec![Op::MinVersion(3)]).err(),
        Some(RosterRefused::Forked)
    );
    let later = town.after(&left, vec![Op::MinVersion(3)], &town.registrar);
    town.roster.insert(later.clone()).expect("held");
    assert_eq!(town.roster.tip(), cited(&common));

    let pick = town.sign_root(&right, vec![new_registrar(77)]);
    let taken = town.roster.insert(pick.clone()).expect("sound");
    assert_eq!(taken.rejudge, Rejudge::All);
    assert_eq!(
        (town.roster.tip(), town.roster.fork()),
        (cited(&pick), None)
    );
    assert_eq!(town.roster.min_version(), 2);
    assert_eq!(town.roster.effective_index(&cited(&right)), Some(2));
    // Records that cite the losing branch count as citing the last common entry.
    assert_eq!(town.roster.effective_index(&cited(&left)), Some(1));
    assert_eq!(town.roster.effective_index(&cited(&later)), Some(1));
    // Evidence of the fork travels on.
    assert_eq!(town.roster.entries().count(), 6);
}

#[test]
fn a_root_entry_pins_all_before_it_and_doubled_entries_at_or_below_it_are_ignored() {
    let mut town = Town::new();
    let common = town.last();
    town.enter(vec![Op::MinVersion(1)]);
    let second = town.last();
    let pick = town.sign_root(&second, vec![new_registrar(77)]);
    town.roster.insert(pick.clone()).expect("sound");
    for (before, version) in [(&common, 5), (&second, 6)] {
        let doubled = town.after(before, vec![Op::MinVersion(version)], &town.registrar);
        let taken = town.roster.insert(doubled.clone()).expect("held");
        assert_eq!(taken.rejudge, Rejudge::Nothing);
        let counts_as = cited(before).index;
        assert_eq!(
            town.roster.effective_index(&cited(&doubled)),
            Some(counts_as)
        );
    }
    assert_eq!(
        (town.roster.tip(), town.roster.fork()),
        (cited(&pick), None)
    );
}

#[test]
fn the_root_may_pick_a_branch_before_the_fork_is_known_here() {
    let mut town = Town::new();
    let common = town.last();
    let left = town.sign(vec![Op::MinVersion(1)]);
    let right = town.sign(vec![Op::MinVersion(2)]);
    town.roster.insert(left.clone()).expect("sound");
    let pick = {
        let mut elsewhere = Town::new();
        elsewhere.roster.insert(right.clone()).expect("sound");
        elsewhere.sign_root(&right, vec![new_registrar(77)])
    };
    town.roster.insert(pick.clone()).expect("waits");
    assert_eq!(town.roster.tip(), cited(&left));
    town.roster.insert(right).expect("sound");
    assert_eq!(town.roster.tip(), cited(&pick));
    assert_eq!(
        town.roster.effective_index(&cited(&left)),
        Some(cited(&common).index)
    );
}

#[test]
fn two_root_entries_neither_of_which_follows_the_other_leave_the_last_common_entry() {
    let mut town = Town::new();
    let common = town.last();
    let (a, b) = (
        town.sign_root(&common, vec![new_registrar(77)]),
        town.sign_root(&common, vec![new_registrar(78)]),
    );
    town.roster.insert(a.clone()).expect("sound");
    let more = town.after(&a, vec![Op::MinVersion(3)], &device(77));
    town.roster.insert(more.clone()).expect("sound");
    assert_eq!(town.roster.tip(), cited(&more));
    let taken = town.roster.insert(b.clone()).expect("held");
    assert_eq!(taken.rejudge, Rejudge::All);
    assert_eq!(
        (town.roster.tip(), town.roster.fork()),
        (cited(&common), Some(2))
    );
    assert_eq!(town.roster.registrar(), town.registrar.public());
    for raw in [&a, &more, &b] {
        assert_eq!(town.roster.effective_index(&cited(raw)), None);
    }
    // A later root entry on one of them cannot undo what the root itself doubled.
    let later = town.sign_root(&more, vec![new_registrar(79)]);
    town.roster.insert(later).expect("held");
    assert_eq!(town.roster.tip(), cited(&common));
}

#[test]
fn a_record_that_cites_an_unknown_entry_waits() {
    let town = Town::new();
    let tip = town.roster.tip();
    let unknown = RosterRef {
        index: 1,
        hash: RosterHash::from_bytes([9; 32]),
    };
    assert_eq!(town.roster.effective_index(&unknown), None);
    let wrong_index = RosterRef { index: 0, ..tip };
    assert_eq!(town.roster.effective_index(&wrong_index), None);
    assert_eq!(town.roster.effective_index(&tip), Some(1));
}
