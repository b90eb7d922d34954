//! Entries: written and read without Automerge, and shown by it exactly.

use super::super::document::apply_or_halve;
use super::super::plan::plan;
use super::super::{
    Base, Invalid, LeftOut, actor_for, author_entry, entry_key, read_entry, rebuild,
};
use super::{chain, header, prev};
use crate::records::{Prev, change_hash};
use std::collections::BTreeMap;

#[test]
fn automerge_sees_exactly_the_key_and_value_of_an_entry() {
    for base in [Base::Entries, Base::Agenda] {
        for value in [&b"a ballot"[..], b"", &[0xff; 100_000]] {
            let (chain, seq, prev) = (chain(3), 12, prev(12, 1));
            let chunk = author_entry(base, chain, seq, &prev, value);
            assert_eq!(
                read_entry(base, &header(chain, seq, prev), &chunk),
                Ok(value)
            );
            let rebuilt = rebuild(base, [&chunk[..]]).expect("applies");
            assert!(rebuilt.left_out.is_empty());
            let shown = rebuilt.document.entries().expect("entries");
            assert_eq!(shown, rebuilt.entries);
            assert_eq!(shown.len(), 1);
            assert!(shown[&entry_key(chain, seq)].contains(value));
        }
    }
}

#[test]
fn two_thousand_entries_of_fifty_chains_stand_side_by_side() {
    let chunks: Vec<Vec<u8>> = (0..50_u8)
        .flat_map(|number| (1..=40).map(move |seq| (number, seq)))
        .map(|(number, seq)| {
            let value = format!("{number}/{seq}");
            author_entry(
                Base::Entries,
                chain(number),
                seq,
                &prev(seq, 0),
                value.as_bytes(),
            )
        })
        .collect();
    let forward = rebuild(Base::Entries, chunks.iter().map(Vec::as_slice)).expect("applies");
    let backward = rebuild(
        Base::Entries,
        chunks.iter().rev().chain(&chunks).map(Vec::as_slice),
    )
    .expect("applies");
    assert!(forward.left_out.is_empty());
    assert_eq!(forward.entries.len(), 2_000);
    assert_eq!(
        forward.document.entries().expect("entries"),
        forward.entries
    );
    assert_eq!(
        backward.document.entries().expect("entries"),
        forward.entries
    );
}

#[test]
fn an_entry_belongs_to_one_record_only() {
    let (mine, seq, before) = (chain(1), 5, prev(5, 1));
    let chunk = author_entry(Base::Entries, mine, seq, &before, b"v");
    let read = |base, chain, seq, prev: Prev| read_entry(base, &header(chain, seq, prev), &chunk);
    assert_eq!(read(Base::Entries, mine, seq, before), Ok(&b"v"[..]));
    assert_eq!(
        read(Base::Entries, chain(2), seq, before),
        Err(Invalid::Actor)
    );
    assert_eq!(
        read(Base::Entries, mine, seq, prev(5, 2)),
        Err(Invalid::Actor)
    );
    assert_eq!(
        read(Base::Entries, mine, 6, before),
        Err(Invalid::NotAnEntry)
    );
    assert_eq!(
        read(Base::Agenda, mine, seq, before),
        Err(Invalid::Dependencies)
    );
}

#[test]
fn every_record_has_an_actor_of_its_own() {
    let start = prev(1, 1);
    let after = prev(2, 1);
    assert_ne!(actor_for(chain(1), &start), actor_for(chain(2), &start));
    assert_ne!(actor_for(chain(1), &start), actor_for(chain(1), &after));
    assert_ne!(
        actor_for(chain(1), &after),
        actor_for(chain(1), &prev(2, 2))
    );
}

#[test]
fn both_branches_of_a_fork_keep_their_entries() {
    // The same chain and seq: the second records of the branches have different predecessors.
    let one = author_entry(Base::Entries, chain(1), 9, &prev(9, 1), b"one");
    let two = author_entry(Base::Entries, chain(1), 9, &prev(9, 2), b"two");
    assert_eq!(
        read_entry(Base::Entries, &header(chain(1), 9, prev(9, 1)), &one),
        Ok(&b"one"[..])
    );
    assert_eq!(
        read_entry(Base::Entries, &header(chain(1), 9, prev(9, 2)), &two),
        Ok(&b"two"[..])
    );
    let rebuilt = rebuild(Base::Entries, [&one[..], &two]).expect("applies");
    assert!(
        rebuilt.left_out.is_empty(),
        "Automerge holds both, and shows one of them"
    );
}

#[test]
fn the_first_records_of_a_fork_block_nobody_else() {
    // The same predecessor gives the same actor: raw Automerge refuses the whole batch, the innocent included.
    let one = author_entry(Base::Entries, chain(1), 9, &prev(9, 1), b"one");
    let two = author_entry(Base::Entries, chain(1), 9, &prev(9, 1), b"two");
    let innocent = author_entry(Base::Entries, chain(2), 1, &prev(1, 1), b"innocent");
    let genesis = Base::Entries.chunk();
    assert!(super::raw(&[genesis, &innocent, &one, &two]).is_err());

    // Each is read from its own record.
    let header = header(chain(1), 9, prev(9, 1));
    assert_eq!(read_entry(Base::Entries, &header, &one), Ok(&b"one"[..]));
    assert_eq!(read_entry(Base::Entries, &header, &two), Ok(&b"two"[..]));
    // The rebuilt document leaves out the same one in every order.
    for order in [[&one[..], &two, &innocent], [&two, &innocent, &one]] {
        let rebuilt = rebuild(Base::Entries, order).expect("applies");
        let left: Vec<_> = rebuilt.left_out.values().collect();
        assert_eq!(left, [&LeftOut::Twin]);
        assert!(rebuilt.entries[&entry_key(chain(2), 1)].contains(&b"innocent"[..]));
        assert_eq!(
            rebuilt.document.entries().expect("entries"),
            rebuilt.entries
        );
    }
}

#[test]
fn changes_that_automerge_refuses_or_panics_at_are_found_by_halving() {
    // The plan lets no such change through: here two are slipped in behind it.
    let chunks: Vec<Vec<u8>> = (1..=100)
        .map(|seq| author_entry(Base::Entries, chain(1), seq, &prev(seq, 0), b"v"))
        .collect();
    let twin = author_entry(Base::Entries, chain(1), 5, &prev(5, 0), b"twin");
    let mut no_change = chunks[0].clone();
    no_change[8] = 0;
    let mut planned = plan(Base::Entries, chunks.iter().map(Vec::as_slice)).ready;
    let at = |seq| {
        let actor = actor_for(chain(1), &prev(seq, 0));
        planned
            .iter()
            .position(|p| p.actor == actor)
            .expect("there")
    };
    let (early, late) = (at(5), at(60));
    let sound = planned[early].clone();
    planned[late].chunk = &no_change;
    planned.push(sound);
    let last = planned.len() - 1;
    planned[last].chunk = &twin;
    planned[last].hash = change_hash(&twin).expect("hash");

    let genesis = super::raw(&[Base::Entries.chunk()]).expect("loads");
    let mut left_out = BTreeMap::new();
    let doc = apply_or_halve(genesis, &planned, &mut left_out).expect("applies the rest");
    let refused = [planned[late].hash, planned[last].hash];
    assert_eq!(left_out, refused.map(|hash| (hash, LeftOut::Engine)).into());
    assert_eq!(doc.get_changes_meta(&[]).len(), 1 + 99);
}
