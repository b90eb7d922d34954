//! Bytes that must never change, and what today's library writes in their place.

use super::super::codec::{Action, ChunkContent, Key, Op, Value, encode};
use super::super::{Base, author_entry, rebuild};
use super::{actor, chain, prev};
use crate::domain::id::to_hex;
use crate::records::change_hash;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc};

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

const GOLDEN_ENTRY: &str = concat!(
    "856f4a83374acd7b018d0101deebea1dff6e54b784a969c23a5def8df3b8baf9bbac7d1657caeb705b7e073910ec38d3bdc1",
    "c2b90062148642b5e66079010200000110000000000000000000000000000000000801020202152434014202560257057002",
    "7f017f017f2261626162616261626162616261626162616261626162616261626162616261622e37017f017f5776616c7565",
    "7f00",
);
