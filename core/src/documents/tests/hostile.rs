//! The table "What raw Automerge does with hostile or unlucky input", row by row: what the library does today, and that
//! our walk and grammar refuse it for a stated reason. Rows on run lengths and compressed columns are beside the walk;
//! the row on mutations is in `mutations`.

use super::super::codec::{self, Action, ChunkContent, Key, Op, OpId, Value};
use super::super::{
    Base, Invalid, LeftOut, TextFault, TextIndex, author_entry, read_entry, rebuild,
};
use super::{actor, chain, header, prev, raw};
use crate::domain::ChangeHash;
use crate::records::testing::{contents, reseal};
use crate::records::{ColumnFault, change_hash, walk};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ROOT, ReadDoc, Value as Shown};
use std::panic::{AssertUnwindSafe, catch_unwind};

const ENTRIES: Base = Base::Entries;

/// One put of `value` under `key` of the entries, by whomever and upon whatever.
fn put(
    actor: [u8; 16],
    deps: Vec<ChangeHash>,
    start_op: u64,
    (key, value): (&str, &[u8]),
    pred: Option<OpId>,
) -> Vec<u8> {
    codec::encode(&ChunkContent {
        deps,
        actor,
        start_op,
        ops: vec![Op {
            obj: Some(ENTRIES.entries()),
            key: Key::Map(key),
            insert: false,
            action: Action::Set,
            value: Value::Bytes(value),
            pred,
        }],
    })
}

fn key(number: u8, seq: u64) -> String {
    super::super::entry_key(chain(number), seq)
}

fn read(number: u8, seq: u64, chunk: &[u8]) -> Result<&[u8], Invalid> {
    read_entry(ENTRIES, &header(chain(number), seq, prev(seq, 0)), chunk)
}

fn shown(doc: &Automerge, key: &str) -> Option<Vec<u8>> {
    let (_, map) = doc.get(ROOT, "entries").expect("get").expect("there");
    match doc.get(&map, key).expect("get") {
        Some((Shown::Scalar(value), _)) => value.as_bytes().map(<[u8]>::to_vec),
        _ => None,
    }
}

#[test]
fn one_refused_change_hides_what_depends_on_it_and_raw_automerge_answers_ok() {
    let first = author_entry(ENTRIES, chain(1), 1, &prev(1, 0), b"first");
    let hash = change_hash(&first).expect("hash");
    let second = put(actor(1, 2), vec![hash], 3, (&key(1, 2), b"second"), None);
    let doc = raw(&[ENTRIES.chunk(), &second]).expect("Ok although it is only queued");
    assert_eq!(shown(&doc, &key(1, 2)), None);

    assert_eq!(read(1, 2, &second), Err(Invalid::Dependencies));
    let rebuilt = rebuild(ENTRIES, [&second[..]]).expect("rebuilds");
    assert_eq!(
        rebuilt.left_out.into_values().collect::<Vec<_>>(),
        [LeftOut::Invalid]
    );
}

#[test]
fn a_start_op_near_the_end_of_its_range_is_refused() {
    for start_op in [u64::from(u32::MAX), u64::from(u32::MAX) - 1, 1 << 40] {
        let chunk = put(
            actor(1, 1),
            vec![ENTRIES.hash()],
            start_op,
            (&key(1, 1), b"v"),
            None,
        );
        assert_eq!(
            read(1, 1, &chunk),
            Err(Invalid::Columns(ColumnFault::Counter))
        );
        let raw_panics_or_is_wedged = catch_unwind(AssertUnwindSafe(|| {
            let mut doc = raw(&[ENTRIES.chunk(), &chunk])?;
            let mut edit = doc.transaction();
            edit.put(ROOT, "local", 1)?;
            edit.put(ROOT, "local", 2)?;
            edit.commit();
            Ok::<_, automerge::AutomergeError>(())
        }));
        assert!(!matches!(raw_panics_or_is_wedged, Ok(Ok(()))), "{start_op}");
    }
    // Also one that is merely too high: every replica would follow it.
    let chunk = put(
        actor(1, 1),
        vec![ENTRIES.hash()],
        1_000,
        (&key(1, 1), b"v"),
        None,
    );
    assert_eq!(read(1, 1, &chunk), Err(Invalid::StartOp));
}

#[test]
fn nobody_writes_under_someone_elses_actor() {
    let mine = author_entry(ENTRIES, chain(1), 1, &prev(1, 0), b"mine");
    let hash = change_hash(&mine).expect("hash");
    // With the victim's actor and the next seq raw Automerge takes it, and refuses the victim's own change for ever.
    let mut forged = put(actor(1, 1), vec![hash], 3, (&key(2, 1), b"forged"), None);
    let mut body = contents(&forged).to_vec();
    let seq_at = 1 + 32 + 1 + 16;
    assert_eq!(body[seq_at], 1);
    body[seq_at] = 2;
    forged = reseal(&body);
    let doc = raw(&[ENTRIES.chunk(), &mine, &forged]).expect("taken and attributed to the victim");
    assert_eq!(shown(&doc, &key(2, 1)), Some(b"forged".to_vec()));

    assert_eq!(read(2, 1, &forged), Err(Invalid::Actor));
    assert_eq!(read(1, 1, &forged), Err(Invalid::Sequence));
    let text = TextFault::Invalid(Invalid::Sequence);
    assert_eq!(TextIndex::new().check(actor(2, 1), &forged), Err(text));
}

#[test]
fn a_flipped_byte_is_refused() {
    let mut chunk = author_entry(ENTRIES, chain(1), 1, &prev(1, 0), b"24");
    let last = chunk.len() - 3;
    assert_eq!(chunk[last], b'4');
    chunk[last] = b'5';
    let doc = raw(&[ENTRIES.chunk(), &chunk]).expect("raw Automerge does not look");
    assert_eq!(shown(&doc, &key(1, 1)), Some(b"25".to_vec()));
    let mut incremental = raw(&[ENTRIES.chunk()]).expect("loads");
    assert!(
        incremental.load_incremental(&chunk).is_ok(),
        "and hides the failure here"
    );
    assert_eq!(shown(&incremental, &key(1, 1)), None);

    assert!(
        change_hash(&chunk).is_err(),
        "the record is refused before anything is parsed"
    );
    assert_eq!(read(1, 1, &chunk), Err(Invalid::NotAnEntry));
    for bit in 0..chunk.len() * 8 {
        let mut flipped = author_entry(ENTRIES, chain(1), 1, &prev(1, 0), b"24");
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(read(1, 1, &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn a_compressed_chunk_is_never_opened() {
    let large = author_entry(ENTRIES, chain(1), 1, &prev(1, 0), &vec![0; 400_000]);
    let mut change = automerge::Change::try_from(&large[..]).expect("raw");
    let compressed = change.bytes().to_vec();
    assert_eq!((compressed[8], large[8]), (2, 1));
    assert!(compressed.len() < 2_000, "{}", compressed.len());
    assert!(raw(&[ENTRIES.chunk(), &compressed]).is_ok());

    assert!(change_hash(&compressed).is_err());
    assert_eq!(walk(&compressed, 1), Err(ColumnFault::Type));
    assert_eq!(
        read(1, 1, &compressed),
        Err(Invalid::Columns(ColumnFault::Type))
    );
}

#[test]
fn two_values_for_one_key_do_not_exist() {
    // Raw Automerge shows the value with the higher counter: the busier phone's.
    let busy = put(
        actor(1, 1),
        vec![ENTRIES.hash()],
        2,
        ("flat", b"busy, then old"),
        None,
    );
    let hash = change_hash(&busy).expect("hash");
    let pred = OpId {
        counter: 2,
        actor: actor(1, 1),
    };
    let busier = put(actor(1, 2), vec![hash], 3, ("flat", b"old"), Some(pred));
    let newer = put(actor(2, 1), vec![ENTRIES.hash()], 2, ("flat", b"new"), None);
    let doc = raw(&[ENTRIES.chunk(), &busy, &busier, &newer]).expect("applies");
    assert_eq!(shown(&doc, "flat"), Some(b"old".to_vec()));

    // An entry has its record's own key, and replaces nothing.
    assert_eq!(read(2, 1, &newer), Err(Invalid::NotAnEntry));
    let other = put(
        actor(2, 1),
        vec![ENTRIES.hash()],
        2,
        (&key(1, 1), b"new"),
        None,
    );
    assert_eq!(read(2, 1, &other), Err(Invalid::NotAnEntry));
    let replacing = put(
        actor(2, 1),
        vec![ENTRIES.hash()],
        2,
        (&key(2, 1), b"new"),
        Some(pred),
    );
    assert_eq!(read(2, 1, &replacing), Err(Invalid::NotAnEntry));
}

#[test]
fn a_deletion_beside_an_edit_loses_nothing() {
    // Raw Automerge: one phone deletes a nested map while another edits a field of it, and the edit is gone silently.
    let mut one = Automerge::new();
    one.set_actor(ActorId::from([1; 16]));
    let mut edit = one.transaction();
    let flat = edit
        .put_object(ROOT, "flat", automerge::ObjType::Map)
        .expect("put");
    edit.commit();
    let mut two = one.fork().with_actor(ActorId::from([2; 16]));
    let mut edit = one.transaction();
    edit.put(&flat, "phone", "new").expect("put");
    edit.commit_with(CommitOptions::default().with_time(0));
    let mut edit = two.transaction();
    edit.delete(ROOT, "flat").expect("delete");
    edit.commit_with(CommitOptions::default().with_time(0));
    one.merge(&mut two).expect("merges");
    assert!(one.get(ROOT, "flat").expect("get").is_none());

    // Here nothing is nested, and no change deletes an entry: neither as an entry nor as text.
    let base = Base::Agenda;
    let entry = author_entry(base, chain(1), 1, &prev(1, 0), b"v");
    let target = OpId {
        counter: 3,
        actor: actor(1, 1),
    };
    let name = key(1, 1);
    let deletion = Op {
        obj: Some(base.entries()),
        key: Key::Map(&name),
        insert: false,
        action: Action::Delete,
        value: Value::Null,
        pred: Some(target),
    };
    let nested = Op {
        action: Action::MakeMap,
        pred: None,
        ..deletion
    };
    let on_root = Op {
        obj: None,
        key: Key::Map("text"),
        ..nested
    };
    for op in [deletion, nested, on_root] {
        for deps in [vec![base.hash()], vec![change_hash(&entry).expect("hash")]] {
            let chunk = codec::encode(&ChunkContent {
                start_op: if deps[0] == base.hash() { 3 } else { 4 },
                deps,
                actor: actor(2, 1),
                ops: vec![op],
            });
            let as_entry = read_entry(base, &header(chain(2), 1, prev(1, 0)), &chunk);
            assert!(matches!(
                as_entry,
                Err(Invalid::NotAnEntry | Invalid::Dependencies)
            ));
            let mut index = TextIndex::new();
            index.note_entry(change_hash(&entry).expect("hash"));
            let as_text = index.check(actor(2, 1), &chunk);
            assert!(matches!(as_text, Err(TextFault::Invalid(_))), "{as_text:?}");
        }
    }
}

#[test]
fn text_refers_only_to_characters_of_its_ancestors() {
    let text = super::super::genesis::TEXT;
    let insert = |key| Op {
        obj: Some(text),
        key,
        insert: true,
        action: Action::Set,
        value: Value::Text("字"),
        pred: None,
    };
    let change = |number, deps: &[ChangeHash], start_op, ops: Vec<Op<'static>>| {
        codec::encode(&ChunkContent {
            deps: deps.to_vec(),
            actor: actor(number, 1),
            start_op,
            ops,
        })
    };
    let genesis = [Base::Agenda.hash()];
    let first = change(1, &genesis, 3, vec![insert(Key::Head), insert(Key::Head)]);
    let hash = [change_hash(&first).expect("hash")];
    let mut index = TextIndex::new();
    index.check(actor(1, 1), &first).expect("accepted");
    let of = |number, counter| OpId {
        counter,
        actor: actor(number, 1),
    };
    let delete = |id| Op {
        key: Key::Element(id),
        insert: false,
        action: Action::Delete,
        value: Value::Null,
        pred: Some(id),
        ..insert(Key::Head)
    };
    let after = |id| insert(Key::Element(id));
    let refused = [
        // Beside it, not upon it.
        (
            change(2, &genesis, 3, vec![after(of(1, 3))]),
            Invalid::NotAnAncestor,
        ),
        (
            change(2, &genesis, 3, vec![delete(of(1, 3))]),
            Invalid::NotAnAncestor,
        ),
        // Characters that nobody inserted.
        (
            change(2, &hash, 5, vec![after(of(1, 5))]),
            Invalid::NotAnAncestor,
        ),
        (
            change(2, &hash, 5, vec![after(of(3, 3))]),
            Invalid::NotAnAncestor,
        ),
        (
            change(2, &hash, 5, vec![after(OpId { counter: 2, ..text })]),
            Invalid::NotAnAncestor,
        ),
        (
            change(2, &hash, 5, vec![after(of(2, 5))]),
            Invalid::NotAnAncestor,
        ),
        (
            change(2, &hash, 5, vec![after(of(2, 6)), insert(Key::Head)]),
            Invalid::NotAnAncestor,
        ),
        // Counters that do not follow.
        (change(2, &hash, 6, vec![after(of(1, 3))]), Invalid::StartOp),
        (change(2, &hash, 4, vec![after(of(1, 3))]), Invalid::StartOp),
        (
            change(2, &[], 5, vec![insert(Key::Head)]),
            Invalid::Dependencies,
        ),
        // Other shapes.
        (
            change(2, &hash, 5, vec![delete(of(1, 3)), delete(of(1, 3))]),
            Invalid::NotText,
        ),
        (change(2, &hash, 5, vec![]), Invalid::NotText),
        (
            change(
                2,
                &hash,
                5,
                vec![Op {
                    pred: Some(of(1, 3)),
                    ..after(of(1, 3))
                }],
            ),
            Invalid::NotText,
        ),
        (
            change(
                2,
                &hash,
                5,
                vec![Op {
                    value: Value::Text("两字"),
                    ..insert(Key::Head)
                }],
            ),
            Invalid::NotText,
        ),
        (
            change(
                2,
                &hash,
                5,
                vec![Op {
                    value: Value::Text(""),
                    ..insert(Key::Head)
                }],
            ),
            Invalid::NotText,
        ),
        (
            change(
                2,
                &hash,
                5,
                vec![Op {
                    action: Action::MakeMap,
                    value: Value::Null,
                    ..insert(Key::Head)
                }],
            ),
            Invalid::NotText,
        ),
        (
            change(
                2,
                &hash,
                5,
                vec![Op {
                    obj: Some(Base::Agenda.entries()),
                    ..insert(Key::Head)
                }],
            ),
            Invalid::NotText,
        ),
    ];
    for (chunk, why) in refused {
        assert_eq!(
            index.clone().check(actor(2, 1), &chunk),
            Err(TextFault::Invalid(why))
        );
    }
    let fine = change(
        2,
        &hash,
        5,
        vec![after(of(1, 4)), after(of(2, 5)), delete(of(1, 3))],
    );
    assert_eq!(
        index.clone().check(actor(3, 1), &fine),
        Err(TextFault::Invalid(Invalid::Actor))
    );
    assert!(index.check(actor(2, 1), &fine).is_ok());
}
