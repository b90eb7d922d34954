//! Checksum-valid mutations: raw Automerge has 21 distinct panic sites for them. Here no panic escapes, the verdict is the
//! same on every replica, and whatever is accepted applies.

use super::super::codec::{self, Action, ChunkContent, Key, Op, OpId, Value};
use super::super::genesis::TEXT;
use super::super::{
    Applied, Base, LeftOut, TextDocument, TextIndex, author_entry, read_entry, rebuild,
};
use super::texts::edited;
use super::{actor, chain, header, prev};
use crate::domain::ChangeHash;
use crate::records::testing::{Dice, mutate};
use crate::records::{caps, change_hash, walk};

#[test]
fn no_mutation_of_an_entry_is_another_entry() {
    let mut dice = Dice::new(20_261_123);
    let chunks: Vec<Vec<u8>> = [&b"one"[..], b"", &[7; 200]]
        .iter()
        .map(|value| author_entry(Base::Entries, chain(4), 2, &prev(2, 0), value))
        .collect();
    let header = header(chain(4), 2, prev(2, 0));
    let mut accepted = 0;
    for round in 0..20_000 {
        let chunk = &chunks[round % chunks.len()];
        let mutated = mutate(chunk, &mut dice);
        let verdict = read_entry(Base::Entries, &header, &mutated);
        if let Ok(value) = verdict {
            // Only the value differs, and it is exactly what Automerge shows.
            let again = author_entry(Base::Entries, chain(4), 2, &prev(2, 0), value);
            assert_eq!(again, mutated);
            let rebuilt = rebuild(Base::Entries, [&mutated[..]]).expect("applies");
            assert!(rebuilt.left_out.is_empty());
            assert_eq!(rebuilt.document.entries(), Ok(rebuilt.entries));
            accepted += 1;
        }
    }
    println!("{accepted} of 20,000 differ in their value only");
    assert!(accepted > 0);
}

#[test]
fn no_mutation_of_a_text_change_escapes_the_grammar() {
    let chunks = edited(60, 42);
    let mut index = TextIndex::new();
    let mut base = Vec::new();
    let mut grounds: Vec<TextIndex> = Vec::new();
    for chunk in &chunks {
        let actor = walk(chunk, caps::TEXT_OPS).expect("valid").actor;
        grounds.push(index.clone());
        base.push(actor);
        index.check(actor, chunk).expect("accepted");
    }
    let mut dice = Dice::new(5);
    let (mut accepted, mut applied_twins) = (0, 0);
    for _ in 0..20_000 {
        let at = dice.below(chunks.len());
        let mutated = mutate(&chunks[at], &mut dice);
        let verdict = grounds[at].clone().check(base[at], &mutated);
        // A replica that has seen everything says the same.
        assert_eq!(
            index.clone().check(base[at], &mutated).is_ok(),
            verdict.is_ok()
        );
        if verdict.is_err() {
            continue;
        }
        accepted += 1;
        let ground = chunks[..at].iter().map(Vec::as_slice);
        let mut doc = TextDocument::build(ground.clone()).expect("builds");
        assert_eq!(doc.apply(&mutated), Ok(Applied::Now));
        doc.save().expect("saves and loads again").expect("whole");
        let rebuilt = rebuild(Base::Agenda, ground.chain([&mutated[..]])).expect("applies");
        assert!(rebuilt.left_out.is_empty());
        assert_eq!(rebuilt.document.text(), Ok(Some(doc.text().to_owned())));
        // Beside the original it is a twin: one of them is shown, the same in every order.
        if change_hash(&mutated) != change_hash(&chunks[at]) && applied_twins < 50 {
            applied_twins += 1;
            let all = chunks.iter().map(Vec::as_slice);
            let one = TextDocument::build(all.clone().chain([&mutated[..]])).expect("builds");
            let two = TextDocument::build([&mutated[..]].into_iter().chain(all)).expect("builds");
            assert_eq!((one.text(), one.heads()), (two.text(), two.heads()));
            assert!(one.left_out().values().any(|why| *why == LeftOut::Twin));
        }
    }
    println!("{accepted} of 20,000 are other text changes");
    assert!(accepted > 0);
}

/// A change as nobody's app would write it: any insertions and deletions that the grammar allows.
fn arbitrary(
    seq: u64,
    deps: Vec<ChangeHash>,
    start_op: u64,
    elements: &[OpId],
    dice: &mut Dice,
) -> (Vec<u8>, Vec<OpId>) {
    const CHARACTERS: [&str; 6] = ["字", "a", "\u{301}", "\u{fffc}", "\0", "👩"];
    let mut known = elements.to_vec();
    let mut deleted = std::collections::BTreeSet::new();
    let mut ops = Vec::new();
    for counter in start_op..start_op + 1 + dice.below(30) as u64 {
        let element = known.get(dice.below(known.len())).copied();
        let insert = Op {
            obj: Some(TEXT),
            key: element.map_or(Key::Head, Key::Element),
            insert: true,
            action: Action::Set,
            value: Value::Text(CHARACTERS[dice.below(CHARACTERS.len())]),
            pred: None,
        };
        let op = match element {
            Some(element) if dice.below(3) == 0 && deleted.insert(element) => Op {
                insert: false,
                action: Action::Delete,
                value: Value::Null,
                pred: Some(element),
                ..insert
            },
            _ => {
                known.push(OpId {
                    counter,
                    actor: actor(6, seq),
                });
                insert
            }
        };
        ops.push(op);
    }
    let chunk = codec::encode(&ChunkContent {
        deps,
        actor: actor(6, seq),
        start_op,
        ops,
    });
    (chunk, known)
}

#[test]
fn whatever_the_grammar_accepts_automerge_applies_saves_and_loads() {
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let mut index = TextIndex::new();
        // Heads as (hash, highest counter, elements known there).
        let mut heads = vec![(Base::Agenda.hash(), Base::Agenda.max_op(), Vec::new())];
        let mut chunks = Vec::new();
        for seq in 1..=30 {
            let (hash, max_op, elements) = heads[dice.below(heads.len())].clone();
            let (other, other_max, more) = heads[dice.below(heads.len())].clone();
            let mut deps = vec![hash, other];
            deps.sort_unstable();
            deps.dedup();
            let known = [elements, more].concat();
            let start = max_op.max(other_max) + 1;
            let (chunk, known) = arbitrary(seq, deps, start, &known, &mut dice);
            let checked = index.check(actor(6, seq), &chunk).expect("well formed");
            heads.push((checked.hash, checked.max_op, known));
            chunks.push(chunk);
        }
        let batch = TextDocument::build(chunks.iter().map(Vec::as_slice)).expect("builds");
        let mut single = TextDocument::build([]).expect("builds");
        for chunk in &chunks {
            assert_eq!(single.apply(chunk), Ok(Applied::Now), "seed {seed}");
        }
        assert_eq!(
            (batch.text(), batch.heads()),
            (single.text(), single.heads())
        );
        let cached = batch.save().expect("loads again").expect("whole");
        let loaded = TextDocument::load(&cached).expect("loads");
        let edit = loaded
            .author(actor(7, seed + 1), "接着写")
            .expect("authors");
        let edit = edit.expect("differs");
        assert_eq!(single.apply(&edit), Ok(Applied::Now));
        assert_eq!(single.text(), "接着写");
        assert!(index.check(actor(7, seed + 1), &edit).is_ok());
    }
}
