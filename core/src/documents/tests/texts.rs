//! Agenda text (议程): authored, merged, forked and cached.

use super::super::codec;
use super::super::{
    Applied, Base, Cached, EngineError, Invalid, LeftOut, TextDocument, TextFault, TextIndex,
    actor_for, author_entry, rebuild,
};
use super::{actor, chain, prev};
use crate::env::thread_time::ThreadTime;
use crate::records::columns::ActorBytes;
use crate::records::testing::Dice;
use crate::records::{caps, change_hash};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, ObjType, ROOT, ReadDoc};
use std::time::Duration;

fn built<'a, C: AsRef<[u8]> + ?Sized + 'a>(
    chunks: impl IntoIterator<Item = &'a C>,
) -> TextDocument {
    TextDocument::build(chunks.into_iter().map(AsRef::as_ref)).expect("builds")
}

fn empty() -> TextDocument {
    built::<[u8]>([])
}

fn write(doc: &mut TextDocument, actor: ActorBytes, text: &str) -> Vec<u8> {
    let chunk = doc.author(actor, text).expect("authors").expect("differs");
    assert_eq!(doc.apply(&chunk), Ok(Applied::Now));
    assert_eq!(doc.text(), text);
    chunk
}

fn actor_of(chunk: &[u8]) -> ActorBytes {
    crate::records::walk(chunk, caps::TEXT_OPS)
        .expect("valid")
        .actor
}

/// A few people editing now and then with what they have seen; every chunk in the order in which it was written.
pub(super) fn edited(edits: usize, seed: u64) -> Vec<Vec<u8>> {
    const WORDS: [&str; 8] = ["议题", "电梯", "a", "维修资金", "表决 ", "b\n", "👩‍👧", "é"];
    let mut dice = Dice::new(seed);
    let mut phones: Vec<TextDocument> = (0..3).map(|_| empty()).collect();
    let mut chunks: Vec<Vec<u8>> = Vec::new();
    for edit in 0..edits {
        let who = dice.below(3);
        if dice.below(3) == 0 {
            phones[who] = built(&chunks);
        }
        let mut text: Vec<char> = phones[who].text().chars().collect();
        let at = dice.below(text.len() + 1);
        let until = (at + dice.below(4)).min(text.len());
        let word = WORDS[dice.below(WORDS.len())].chars();
        text.splice(at..until, word);
        let text: String = text.into_iter().collect();
        let seq = edit as u64 + 1;
        if text != phones[who].text() {
            chunks.push(write(&mut phones[who], actor(9, seq), &text));
        }
    }
    chunks
}

#[test]
fn edits_of_two_phones_merge_letter_by_letter() {
    let mut one = empty();
    let first = write(&mut one, actor(1, 1), "议程：电梯");
    let mut two = built([&first]);
    let left = write(&mut one, actor(1, 2), "议程：修电梯");
    let right = write(&mut two, actor(2, 1), "议程：电梯和屋顶");
    assert_eq!(one.author(actor(1, 3), "议程：修电梯"), Ok(None));
    assert_eq!(one.apply(&right), Ok(Applied::Now));
    assert_eq!(two.apply(&left), Ok(Applied::Now));
    assert_eq!(two.apply(&left), Ok(Applied::Already));
    assert_eq!(one.text(), "议程：修电梯和屋顶");
    assert_eq!((one.text(), one.heads()), (two.text(), two.heads()));
    let again = built([&right, &left, &first]);
    assert_eq!((again.text(), again.heads()), (one.text(), one.heads()));
}

#[test]
fn the_library_writes_the_bytes_that_our_encoder_does() {
    // Documented, not relied on: a later library may spell a change otherwise, and ours stays.
    let chunks = edited(120, 7);
    let doc = rebuild(Base::Agenda, chunks.iter().map(Vec::as_slice)).expect("applies");
    assert!(doc.left_out.is_empty());
    let mut doc = super::raw(
        &std::iter::once(Base::Agenda.chunk())
            .chain(chunks.iter().map(Vec::as_slice))
            .collect::<Vec<_>>(),
    )
    .expect("applies");
    let (_, text) = doc.get(ROOT, "text").expect("get").expect("there");
    for (seq, new) in ["电梯 elevator", "", "x", "维修资金维修资金", "修 x 资"]
        .iter()
        .enumerate()
    {
        doc.set_actor(ActorId::from(actor(1, seq as u64 + 1)));
        let mut edit = doc.transaction();
        edit.update_text(&text, new).expect("update");
        edit.commit_with(CommitOptions::default().with_time(0));
        let theirs = doc.get_last_local_change().expect("committed");
        let (_, change) = codec::decode(theirs.raw_bytes(), caps::TEXT_OPS).expect("canonical");
        assert_eq!(codec::encode(&change), theirs.raw_bytes());
    }
}

#[test]
fn the_grammar_accepts_what_was_authored_in_every_order_of_arrival() {
    let chunks = edited(150, 3);
    let mut index = TextIndex::new();
    for chunk in &chunks {
        let checked = index.check(actor_of(chunk), chunk).expect("accepted");
        assert!(index.contains(&checked.hash));
        assert_eq!(index.check(actor_of(chunk), chunk), Ok(checked));
    }
    let mut index = TextIndex::new();
    let mut waiting: Vec<_> = chunks.iter().rev().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|chunk| match index.check(actor_of(chunk), chunk) {
            Ok(_) => false,
            Err(TextFault::MissingDependencies(missing)) => {
                assert!(missing.iter().all(|hash| !index.contains(hash)));
                true
            }
            Err(fault) => panic!("{fault}"),
        });
        assert!(waiting.len() < before);
    }
}

#[test]
fn two_branches_with_one_seq_and_different_predecessors_coexist() {
    let mut one = empty();
    let first = write(&mut one, actor(1, 1), "共");
    let mut two = built([&first]);
    let left = write(&mut one, actor_for(chain(1), &prev(5, 1)), "甲共");
    let right = write(&mut two, actor_for(chain(1), &prev(5, 2)), "共乙");
    let both = built([&right, &first, &left]);
    assert_eq!(both.text(), "甲共乙");
    assert!(both.left_out().is_empty());
}

#[test]
fn the_first_records_of_a_fork_are_shown_alike_everywhere() {
    // One predecessor gives one actor: raw Automerge refuses the whole batch.
    let mut one = empty();
    let first = write(&mut one, actor(1, 1), "共");
    let mut two = built([&first]);
    let left = write(&mut one, actor(1, 2), "甲共");
    let right = write(&mut two, actor(1, 2), "共乙");
    let genesis = Base::Agenda.chunk();
    assert!(super::raw(&[genesis, &first, &left, &right]).is_err());

    // Both are well formed, so that both are kept and travel.
    let mut index = TextIndex::new();
    for chunk in [&first, &left, &right] {
        index.check(actor_of(chunk), chunk).expect("well formed");
    }
    let [here, there] = [[&first, &left, &right], [&right, &first, &left]].map(built);
    assert_eq!(
        (here.text(), here.left_out()),
        (there.text(), there.left_out())
    );
    assert_eq!(
        here.left_out().values().collect::<Vec<_>>(),
        [&LeftOut::Twin]
    );
    let (shown, hidden) = if change_hash(&left).expect("hash") < change_hash(&right).expect("hash")
    {
        (&left, &right)
    } else {
        (&right, &left)
    };
    assert_eq!(
        built([&first[..], shown]).apply(hidden),
        Ok(Applied::Displaced)
    );
    assert_eq!(
        built([&first[..], hidden]).apply(shown),
        Err(EngineError::Displaces)
    );

    // Nothing honest stands on both.
    let (_, base) = codec::decode(&left, caps::TEXT_OPS).expect("valid");
    let mut deps = vec![
        change_hash(&left).expect("hash"),
        change_hash(&right).expect("hash"),
    ];
    deps.sort_unstable();
    let joined = codec::encode(&codec::ChunkContent {
        deps,
        actor: actor(2, 1),
        start_op: base.start_op + 1,
        ops: base.ops.clone(),
    });
    assert_eq!(
        index.check(actor(2, 1), &joined),
        Err(TextFault::Invalid(Invalid::Twins))
    );
}

#[test]
fn a_text_change_stands_on_text_alone() {
    let doc = empty();
    let chunk = doc
        .author(actor(1, 1), "text")
        .expect("authors")
        .expect("differs");
    let (_, change) = codec::decode(&chunk, caps::TEXT_OPS).expect("valid");
    let entry = author_entry(Base::Agenda, chain(3), 1, &prev(1, 1), b"field");
    let hash = change_hash(&entry).expect("hash");
    let mut deps = vec![Base::Agenda.hash(), hash];
    deps.sort_unstable();
    let on_entry = codec::encode(&codec::ChunkContent {
        deps,
        start_op: 4,
        ..change
    });
    let mut index = TextIndex::new();
    let missing = TextFault::MissingDependencies(vec![hash]);
    assert_eq!(index.check(actor(1, 1), &on_entry), Err(missing));
    index.note_entry(hash);
    let invalid = TextFault::Invalid(Invalid::Dependencies);
    assert_eq!(index.check(actor(1, 1), &on_entry), Err(invalid));

    // Entries of the agenda share the exported document, and no entry is taken for text.
    let rebuilt = rebuild(Base::Agenda, [&entry[..], &chunk]).expect("applies");
    assert_eq!(rebuilt.document.text(), Ok(Some("text".to_owned())));
    assert_eq!(rebuilt.document.entries(), Ok(rebuilt.entries));
    assert!(rebuilt.left_out.is_empty());
    assert_eq!(built([&entry[..], &chunk]).text(), "text");
}

#[test]
fn an_edit_too_large_for_one_change_says_so() {
    let doc = empty();
    let too_many = "字".repeat(caps::TEXT_OPS as usize + 1);
    assert_eq!(
        doc.author(actor(1, 1), &too_many),
        Err(EngineError::EditTooLarge)
    );
    let too_long = "字".repeat(caps::TEXT_CHARS + 1);
    assert_eq!(
        doc.author(actor(1, 1), &too_long),
        Err(EngineError::TextTooLong)
    );
    let largest = "字".repeat(caps::TEXT_OPS as usize);
    let chunk = doc
        .author(actor(1, 1), &largest)
        .expect("authors")
        .expect("differs");
    assert!(TextIndex::new().check(actor(1, 1), &chunk).is_ok());
    assert!(chunk.len() <= caps::TEXT_CHUNK);
}

#[test]
fn a_cache_is_used_only_if_it_gives_the_same_document() {
    let chunks = edited(40, 11);
    let doc = built(&chunks);
    let cached = doc.save().expect("saves").expect("nothing is left out");
    let mut loaded = TextDocument::load(&cached).expect("loads");
    assert_eq!((loaded.text(), loaded.heads()), (doc.text(), doc.heads()));
    assert_eq!(loaded.apply(&chunks[0]), Ok(Applied::Already));
    write(&mut loaded, actor(1, 1), "more");
    let other = built(&chunks[..20]).save().expect("saves").expect("whole");
    let mixed = Cached {
        bytes: other.bytes,
        heads: cached.heads.clone(),
    };
    assert_eq!(
        TextDocument::load(&mixed).err(),
        Some(EngineError::CacheMismatch)
    );
    let mut dice = Dice::new(1);
    for _ in 0..200 {
        let mut damaged = cached.clone();
        let at = dice.below(damaged.bytes.len());
        damaged.bytes[at] ^= 1 << dice.below(8);
        if let Ok(loaded) = TextDocument::load(&damaged) {
            assert_eq!(loaded.text(), doc.text());
        }
    }
}

#[test]
fn a_document_with_branches_missing_their_ground_waits() {
    let chunks = edited(10, 5);
    let doc = built(&chunks[1..]);
    assert!(doc.text().is_empty() || !doc.left_out().is_empty());
    assert!(
        doc.left_out()
            .values()
            .all(|why| *why == LeftOut::MissingDependencies)
    );
    let last = chunks.last().expect("some");
    assert_eq!(empty().apply(last), Err(EngineError::MissingDependencies));
    assert!(doc.left_out().is_empty() || doc.save() == Ok(None));
}

#[test]
fn two_thousand_changes_of_one_text_are_checked_and_built_quickly() {
    // Written by our own encoder: 40 branches that join now and then.
    let mut index = TextIndex::new();
    let mut chunks = Vec::new();
    let mut deps = vec![Base::Agenda.hash()];
    let mut start_op = Base::Agenda.max_op() + 1;
    let mut seq = 0;
    while chunks.len() < 2_000 {
        let mut heads = Vec::new();
        for _ in 0..40 {
            seq += 1;
            let op = codec::Op {
                obj: Some(super::super::genesis::TEXT),
                key: codec::Key::Head,
                insert: true,
                action: codec::Action::Set,
                value: codec::Value::Text("字"),
                pred: None,
            };
            let chunk = codec::encode(&codec::ChunkContent {
                deps: deps.clone(),
                actor: actor(1, seq),
                start_op,
                ops: vec![op],
            });
            heads.push(change_hash(&chunk).expect("hash"));
            chunks.push(chunk);
        }
        heads.sort_unstable();
        deps = heads;
        start_op += 1;
    }
    let start = ThreadTime::start();
    for chunk in &chunks {
        index.check(actor_of(chunk), chunk).expect("accepted");
    }
    let doc = built(&chunks);
    assert_eq!(doc.text().chars().count(), 2_000);
    println!("2,000 changes checked and built in {:?}", start.elapsed());
    let start_author = ThreadTime::start();
    let one_more = format!("{}。", doc.text());
    doc.author(actor(2, 1), &one_more).expect("within the caps");
    println!("one authored in {:?}", start_author.elapsed());
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_text_object_in_the_genesis_is_where_the_grammar_looks() {
    let doc = super::raw(&[Base::Agenda.chunk()]).expect("loads");
    let (value, _) = doc.get(ROOT, "text").expect("get").expect("there");
    assert_eq!(value.to_objtype(), Some(ObjType::Text));
}

#[test]
fn an_unrelated_text_is_refused_in_time() {
    let mut dice = Dice::new(1);
    let mut unrelated = |length: usize| -> String {
        (0..length)
            .filter_map(|_| char::from_u32(0x4e00 + dice.below(500) as u32))
            .collect()
    };
    let mut doc = empty();
    let mut text = String::new();
    for seq in 1..=4 {
        text.push_str(&unrelated(4_000));
        write(&mut doc, actor(1, seq), &text);
    }
    let start = ThreadTime::start();
    assert_eq!(
        doc.author(actor(1, 9), &unrelated(16_000)),
        Err(EngineError::EditTooLarge)
    );
    println!("refused in {:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(5));
}
