//! Bytes that must never change, and what today's library writes in their place.

use super::super::codec::{Action, ChunkContent, Key, Op, OpId, Value, encode};
use super::super::encode::encode_put;
use super::super::{Base, actor_for, author_entry, read_entry, rebuild};
use super::{actor, chain, header, prev};
use crate::domain::id::to_hex;
use crate::records::change_hash;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};
use proptest::prelude::*;

fn make(name: &str, action: Action) -> Op<'_> {
    Op {
        obj: None,
        key: Key::Map(name),
        insert: false,
        action,
        value: Value::Null,
        pred: None,
    }
}

#[test]
fn genesis_bytes_are_what_our_encoder_and_the_library_write() {
    for base in [Base::Entries, Base::Agenda] {
        let mut ops = vec![make("entries", Action::MakeMap)];
        let mut doc = Automerge::new();
        doc.set_actor(ActorId::from([0; 16]));
        let mut edit = doc.transaction();
        edit.put_object(ROOT, "entries", ObjType::Map).expect("put");
        if base == Base::Agenda {
            ops.push(make("text", Action::MakeText));
            edit.put_object(ROOT, "text", ObjType::Text).expect("put");
        }
        edit.commit_with(CommitOptions::default().with_time(0));

        let ours = encode(&ChunkContent {
            deps: vec![],
            actor: [0; 16],
            start_op: 1,
            ops,
        });
        assert_eq!(to_hex(base.chunk()), to_hex(&ours));
        assert_eq!(change_hash(&ours), Ok(base.hash()));
        let theirs = doc.get_last_local_change().expect("committed");
        assert_eq!(to_hex(base.chunk()), to_hex(theirs.raw_bytes()));
        assert_eq!(theirs.max_op(), base.max_op());

        let rebuilt = rebuild(base, []).expect("loads");
        assert_eq!(
            rebuilt.document.text().expect("text").is_some(),
            base == Base::Agenda
        );
        assert!(rebuilt.document.entries().expect("entries").is_empty());
    }
}

#[test]
fn an_entry_has_the_frozen_bytes_and_the_library_writes_the_same() {
    let chunk = author_entry(Base::Entries, chain(0xab), 7, &prev(7, 1), b"value");
    assert_eq!(to_hex(&chunk), GOLDEN_ENTRY);
    for (base, value) in [
        (Base::Entries, &b"value"[..]),
        (Base::Agenda, b"value"),
        (Base::Entries, b""),
        (Base::Entries, &[0; 300]),
    ] {
        let ours = author_entry(base, chain(0xab), 7, &prev(7, 0), value);
        let mut doc = super::raw(&[base.chunk()]).expect("loads");
        doc.set_actor(ActorId::from(actor(0xab, 7)));
        let (_, map) = doc.get(ROOT, "entries").expect("get").expect("there");
        let mut edit = doc.transaction();
        let key = super::super::entry_key(chain(0xab), 7);
        edit.put(&map, key, value.to_vec()).expect("put");
        edit.commit_with(CommitOptions::default().with_time(0));
        let theirs = doc.get_last_local_change().expect("committed");
        assert_eq!(to_hex(theirs.raw_bytes()), to_hex(&ours));
    }
}

proptest! {
    #[test]
    fn an_entry_is_written_as_the_encoder_of_all_changes_writes_it(
        agenda: bool,
        number: u8,
        seq in 1_u64..=u64::MAX,
        branch: u8,
        length in prop_oneof![0..20_usize, 120..140_usize, 1_020..1_030_usize, 16_380..16_390_usize],
    ) {
        let base = if agenda { Base::Agenda } else { Base::Entries };
        let (chain, prev, value) = (chain(number), prev(seq, branch), vec![branch; length]);
        let key = super::super::entry_key(chain, seq);
        let whole = encode(&ChunkContent {
            deps: vec![base.hash()],
            actor: actor_for(chain, &prev),
            start_op: base.max_op() + 1,
            ops: vec![Op {
                obj: Some(base.entries()),
                key: Key::Map(&key),
                insert: false,
                action: Action::Set,
                value: Value::Bytes(&value),
                pred: None,
            }],
        });
        let chunk = author_entry(base, chain, seq, &prev, &value);
        prop_assert_eq!(to_hex(&chunk), to_hex(&whole));
        prop_assert_eq!(read_entry(base, &header(chain, seq, prev), &chunk), Ok(&value[..]));
    }

    /// No hash is all zeros; a caller that hands such an actor in writes what the encoder writes all the same.
    #[test]
    fn an_entry_by_the_base_s_own_actor_names_no_other(key in "[a-f0-9]{1,200}", counter in 1..300_u64) {
        let map = OpId { counter, actor: [0; 16] };
        let dep = Base::Entries.hash();
        let whole = encode(&ChunkContent {
            deps: vec![dep],
            actor: map.actor,
            start_op: counter + 1,
            ops: vec![Op {
                obj: Some(map),
                key: Key::Map(&key),
                insert: false,
                action: Action::Set,
                value: Value::Bytes(b"value"),
                pred: None,
            }],
        });
        let chunk = encode_put((dep, counter + 1), map, map.actor, &key, b"value");
        prop_assert_eq!(to_hex(&chunk), to_hex(&whole));
    }
}

const GOLDEN_ENTRY: &str = concat!(
    "856f4a83374acd7b018d0101deebea1dff6e54b784a969c23a5def8df3b8baf9bbac7d1657caeb705b7e073910ec38d3bdc1",
    "c2b90062148642b5e66079010200000110000000000000000000000000000000000801020202152434014202560257057002",
    "7f017f017f2261626162616261626162616261626162616261626162616261626162616261622e37017f017f5776616c7565",
    "7f00",
);
