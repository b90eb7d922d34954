//! A text worked out from its changes alone: the same as Automerge's where nothing is hidden, and without what was set
//! aside where something is.

use super::super::{Applied, Base, EngineError, TextDocument, TextFault, TextIndex};
use super::actor;
use super::texts::edited;
use crate::domain::ChangeHash;
use crate::records::columns::ActorBytes;
use crate::records::{caps, change_hash};
use std::collections::BTreeSet;

fn built<'a>(chunks: impl IntoIterator<Item = &'a Vec<u8>>) -> TextDocument {
    TextDocument::build(chunks.into_iter().map(Vec::as_slice)).expect("builds")
}

fn hash(chunk: &[u8]) -> ChangeHash {
    change_hash(chunk).expect("a hash")
}

fn write(doc: &mut TextDocument, actor: ActorBytes, text: &str) -> Vec<u8> {
    let chunk = doc.author(actor, text).expect("authors").expect("differs");
    assert_eq!(doc.apply(&chunk), Ok(Applied::Now));
    chunk
}

fn actor_of(chunk: &[u8]) -> ActorBytes {
    crate::records::walk(chunk, caps::TEXT_OPS)
        .expect("valid")
        .actor
}

#[test]
fn where_nothing_is_hidden_it_is_what_automerge_shows() {
    for seed in 0..12 {
        let doc = built(&edited(90, seed));
        let text = doc.text_without(&BTreeSet::new()).expect("a text");
        assert_eq!(text, doc.text(), "seed {seed}");
    }
}

#[test]
fn what_was_set_aside_is_neither_shown_nor_done_and_what_stands_on_it_is() {
    let mut one = built([]);
    let first = write(&mut one, actor(1, 1), "议程：电梯维修");
    // The one that is set aside deletes two characters and writes four; an honest one goes on behind it.
    let bad = write(&mut one, actor(2, 1), "议程：滚出小区维修");
    let good = write(&mut one, actor(1, 2), "议程：滚出小区维修费用");
    let hidden = BTreeSet::from([hash(&bad)]);
    let all = [first, bad, good];
    let mut doc = built(&all);
    assert_eq!(
        doc.text_without(&hidden).as_deref(),
        Ok("议程：电梯维修费用")
    );
    // Honest people go on: on what they see, and everybody's grammar and Automerge take it.
    let next = "议程：电梯大修费用，七月";
    let chunk = doc
        .author_without(actor(1, 3), next, &hidden, &BTreeSet::new())
        .expect("authors")
        .expect("differs");
    let mut index = TextIndex::new();
    for chunk in all.iter().chain([&chunk]) {
        index.check(actor_of(chunk), chunk).expect("well formed");
    }
    assert_eq!(doc.apply(&chunk), Ok(Applied::Now));
    assert_eq!(doc.text_without(&hidden).as_deref(), Ok(next));
    let mut whole: Vec<Vec<u8>> = all.to_vec();
    whole.push(chunk);
    whole.reverse();
    assert_eq!(built(&whole).text_without(&hidden).as_deref(), Ok(next));
}

#[test]
fn words_that_were_typed_again_are_not_doubled_when_their_deletion_is_set_aside() {
    let mut one = built([]);
    let first = write(&mut one, actor(1, 1), "议程：电梯维修费用");
    let bad = write(&mut one, actor(2, 1), "议程：费用");
    let again = write(&mut one, actor(1, 2), "议程：电梯维修费用");
    let hidden = BTreeSet::from([hash(&bad)]);
    let doc = built(&[first.clone(), bad.clone(), again]);
    let shown = doc.text_without(&hidden).expect("a text");
    assert_eq!(shown, "议程：电梯维修费用");
    // Other words in the same place are not those, and what nobody typed again comes back.
    let mut other = built(&[first.clone(), bad.clone()]);
    let new = write(&mut other, actor(1, 2), "议程：水管检查费用");
    let doc = built(&[first.clone(), bad.clone(), new]);
    let shown = doc.text_without(&hidden).expect("a text");
    assert_eq!(shown, "议程：水管检查电梯维修费用");
    // The same words by somebody who never saw them gone are his own.
    let mut beside = built(std::slice::from_ref(&first));
    let twice = write(&mut beside, actor(3, 1), "议程：电梯维修电梯维修费用");
    let doc = built(&[first, bad, twice]);
    let shown = doc.text_without(&hidden).expect("a text");
    assert_eq!(shown, "议程：电梯维修电梯维修费用");
}

#[test]
fn edits_around_hidden_ones_are_well_formed_whatever_they_touch() {
    for seed in 0..8 {
        let chunks = edited(60, 100 + seed);
        let hidden: BTreeSet<ChangeHash> = chunks.iter().step_by(5).map(|c| hash(c)).collect();
        let mut doc = built(&chunks);
        let mut index = TextIndex::new();
        for chunk in &chunks {
            index.check(actor_of(chunk), chunk).expect("well formed");
        }
        for n in 0..6_u64 {
            let shown = doc.text_without(&hidden).expect("a text");
            let mut new: Vec<char> = shown.chars().collect();
            let place = new.len() * n as usize / 6;
            let end = (place + 2).min(new.len());
            new.splice(place..end, format!("〔{n}〕").chars());
            let new: String = new.into_iter().collect();
            let chunk = doc
                .author_without(actor(8, 500 + n), &new, &hidden, &BTreeSet::new())
                .expect("authors")
                .expect("differs");
            index.check(actor_of(&chunk), &chunk).expect("well formed");
            assert_eq!(doc.apply(&chunk), Ok(Applied::Now));
            assert_eq!(
                doc.text_without(&hidden).as_deref(),
                Ok(&*new),
                "seed {seed}"
            );
        }
    }
}

/// Six hundred changes side by side, which nobody answers for.
fn branches(first: &Vec<u8>) -> Vec<Vec<u8>> {
    let base = built([first]);
    (0..600)
        .map(|n| {
            let text = format!("{}{n}", base.text());
            let chunk = base.author(actor(7, n + 1), &text).expect("authors");
            chunk.expect("differs")
        })
        .collect()
}

#[test]
fn branches_that_nobody_answers_for_keep_nobody_from_writing() {
    let mut base = built([]);
    let first = write(&mut base, actor(1, 1), "议程");
    let mut all = branches(&first);
    all.push(first.clone());
    let mut doc = built(&all);
    let text = format!("本周{}", doc.text());
    let refused = doc.author(actor(1, 2), &text);
    assert_eq!(refused, Err(EngineError::TooManyBranches));
    let firm = BTreeSet::from([hash(&first)]);
    let chunk = doc
        .author_without(actor(1, 2), &text, &BTreeSet::new(), &firm)
        .expect("authors")
        .expect("differs");
    let mut index = TextIndex::new();
    all.sort_by_key(|chunk| *chunk != first);
    for chunk in all.iter().chain([&chunk]) {
        index.check(actor_of(chunk), chunk).expect("well formed");
    }
    assert_eq!(doc.apply(&chunk), Ok(Applied::Now));
    assert_eq!(doc.text(), text);
}

#[test]
fn many_at_once_are_what_they_are_one_by_one() {
    let chunks = edited(80, 3);
    let mut doc = built(&chunks[..20]);
    assert_eq!(doc.apply_all(&chunks[20..]), Ok(()));
    let one_by_one = built(&chunks);
    assert_eq!(
        (doc.text(), doc.heads()),
        (one_by_one.text(), one_by_one.heads())
    );
    let again = doc.apply_all(&chunks[70..]);
    assert_eq!(again, Err(EngineError::Displaces), "they are here already");
}

/// A text of so many bytes, in steps that one change can hold.
fn grown(doc: &mut TextDocument, bytes: usize, by: u8) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    let mut seq = 1;
    while doc.text().len() < bytes {
        let more = (bytes - doc.text().len()).min(9_000);
        let text = format!("{}{}", doc.text(), "𠮷".repeat(more / 4));
        seq += 1;
        chunks.push(write(doc, actor(by, seq), &text));
    }
    chunks
}

/// A change that makes a text grow, as somebody writes who does not ask for its bound.
fn forced(doc: &TextDocument, actor: ActorBytes, more: &str) -> Vec<u8> {
    let mut shorter = built(&doc.chunks().expect("its chunks"));
    // Deletes nothing and writes at the end: the honest encoder around a text that it thinks is short.
    let end = shorter.text().to_owned();
    let chunk = shorter.author_unbounded(actor, &format!("{end}{more}"));
    let chunk = chunk.expect("authors").expect("differs");
    assert_eq!(shorter.apply(&chunk), Ok(Applied::Now));
    chunk
}

#[test]
fn a_text_grows_to_its_bound_and_no_further_whoever_writes() {
    let mut doc = built([]);
    let chunks = grown(&mut doc, caps::TEXT_BYTES - 1_536, 1);
    let mut index = TextIndex::new();
    for chunk in &chunks {
        index.check(actor_of(chunk), chunk).expect("well formed");
    }
    let up_to = forced(&doc, actor(3, 1), &"满".repeat(512));
    index
        .check(actor_of(&up_to), &up_to)
        .expect("up to its bound");
    assert_eq!(doc.apply(&up_to), Ok(Applied::Now));
    assert_eq!(doc.text().len(), caps::TEXT_BYTES);
    let beyond = forced(&doc, actor(3, 2), "x");
    let refused = index.check(actor_of(&beyond), &beyond).expect_err("beyond");
    assert_eq!(refused.code(), "change_text_too_long");
    // Less is always taken, and then there is room again.
    let text: String = doc.text().chars().take(16_000).collect();
    let less = write(&mut doc, actor(3, 3), &text);
    index.check(actor_of(&less), &less).expect("less");
    let again = forced(&doc, actor(3, 4), "再");
    index.check(actor_of(&again), &again).expect("room again");
    // The same in whatever order it comes.
    let mut all = chunks;
    all.extend([up_to, less, again, beyond.clone()]);
    let mut index = TextIndex::new();
    let mut waiting: Vec<&Vec<u8>> = all.iter().rev().collect();
    let mut invalid = Vec::new();
    while !waiting.is_empty() {
        waiting.retain(|chunk| match index.check(actor_of(chunk), chunk) {
            Ok(_) => false,
            Err(TextFault::Invalid(_)) => {
                invalid.push((*chunk).clone());
                false
            }
            Err(TextFault::MissingDependencies(_)) => true,
        });
    }
    assert_eq!(invalid, [beyond]);
}

#[test]
fn of_branches_the_bound_counts_what_each_change_stands_on() {
    let mut base = built([]);
    let mut all = grown(&mut base, 30_000, 1);
    let (mut left, mut right) = (built(&all), built(&all));
    let lefts = grown(&mut left, 58_000, 2);
    let rights = grown(&mut right, 58_000, 3);
    all.extend(lefts.iter().chain(&rights).cloned());
    let mut index = TextIndex::new();
    for chunk in &all {
        index
            .check(actor_of(chunk), chunk)
            .expect("each stands on one branch");
    }
    // Whoever joins them stands on more than the bound: he may only make it less.
    let mut joined = built(&all);
    assert!(joined.text().len() > caps::TEXT_BYTES);
    let more = forced(&joined, actor(4, 1), "x");
    let refused = index.check(actor_of(&more), &more).expect_err("more");
    assert_eq!(refused.code(), "change_text_too_long");
    let text: String = joined.text().chars().skip(50).collect();
    let less = write(&mut joined, actor(4, 2), &text);
    index.check(actor_of(&less), &less).expect("less");
    assert_ne!(joined.heads(), [Base::Agenda.hash()]);
}
