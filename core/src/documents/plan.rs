//! Chunks of a set that make up a document, and their order: the same on every replica that holds the same set.

use super::codec::{self, CodecFault};
use super::entry::parse_entry;
use super::fault::{LeftOut, TextFault};
use super::genesis::Base;
use super::grammar::TextIndex;
use crate::domain::ChangeHash;
use crate::records::columns::ActorBytes;
use crate::records::{caps, walk};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The sort of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Entry,
    Text,
}

/// A chunk that is part of the document.
#[derive(Debug, Clone)]
pub(super) struct Planned<'a> {
    pub(super) hash: ChangeHash,
    pub(super) actor: ActorBytes,
    pub(super) chunk: &'a [u8],
    pub(super) part: Part,
    deps: Vec<ChangeHash>,
}

/// Chunks in an order in which each comes after what it stands on, and those that are left out.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    pub(super) ready: Vec<Planned<'a>>,
    pub(super) left_out: BTreeMap<ChangeHash, LeftOut>,
}

/// The hash by which a chunk is named, whether or not its checksum is right.
pub(super) fn hash_of(chunk: &[u8]) -> ChangeHash {
    ChangeHash::from_bytes(Sha256::digest(chunk.get(8..).unwrap_or_default()).into())
}

/// Sorts out a set of chunks, given in any order and any number of times.
pub(super) fn plan<'a>(base: Base, chunks: impl IntoIterator<Item = &'a [u8]>) -> Plan<'a> {
    let mut plan = Plan::default();
    let mut known: BTreeMap<ChangeHash, Planned<'a>> = BTreeMap::new();
    for chunk in chunks {
        let hash = hash_of(chunk);
        if hash == base.hash() || known.contains_key(&hash) {
            continue;
        }
        match classify(base, hash, chunk) {
            Ok(planned) => {
                known.insert(hash, planned);
            }
            Err(_) => {
                plan.left_out.insert(hash, LeftOut::Invalid);
            }
        }
    }
    // A copy with a damaged checksum does not count against the sound one.
    plan.left_out.retain(|hash, _| !known.contains_key(hash));

    let mut actors = BTreeSet::new();
    known.retain(|hash, planned| {
        let first = actors.insert(planned.actor);
        if !first {
            plan.left_out.insert(*hash, LeftOut::Twin);
        }
        first
    });
    plan.order(base, known);
    plan
}

fn classify(base: Base, hash: ChangeHash, chunk: &[u8]) -> Result<Planned<'_>, CodecFault> {
    if parse_entry(base, chunk).is_some() {
        let shape = walk(chunk, 1)?;
        return Ok(Planned {
            hash,
            actor: shape.actor,
            chunk,
            part: Part::Entry,
            deps: shape.deps,
        });
    }
    if base != Base::Agenda {
        return Err(CodecFault::ForeignOperation);
    }
    let (shape, _) = codec::decode(chunk, caps::TEXT_OPS)?;
    Ok(Planned {
        hash,
        actor: shape.actor,
        chunk,
        part: Part::Text,
        deps: shape.deps,
    })
}

impl<'a> Plan<'a> {
    fn order(&mut self, base: Base, mut known: BTreeMap<ChangeHash, Planned<'a>>) {
        let mut waiting: BTreeMap<ChangeHash, usize> = BTreeMap::new();
        let mut dependents: BTreeMap<ChangeHash, Vec<ChangeHash>> = BTreeMap::new();
        let mut next: BTreeSet<ChangeHash> = BTreeSet::new();
        for (hash, planned) in &known {
            let open: Vec<_> = planned.deps.iter().filter(|d| **d != base.hash()).collect();
            if open.is_empty() {
                next.insert(*hash);
            }
            waiting.insert(*hash, open.len());
            for dep in open {
                dependents.entry(*dep).or_default().push(*hash);
            }
        }
        let mut index = TextIndex::new();
        while let Some(hash) = next.pop_first() {
            let Some(planned) = known.remove(&hash) else {
                continue;
            };
            let verdict = match planned.part {
                Part::Entry => {
                    index.note_entry(hash);
                    Ok(())
                }
                Part::Text => index.check(planned.actor, planned.chunk).map(|_| ()),
            };
            match verdict {
                Ok(()) => self.ready.push(planned),
                Err(TextFault::Invalid(_)) => {
                    self.left_out.insert(hash, LeftOut::Invalid);
                    continue;
                }
                Err(TextFault::MissingDependencies(_)) => {
                    self.left_out.insert(hash, LeftOut::MissingDependencies);
                    continue;
                }
            }
            for dependent in dependents.remove(&hash).unwrap_or_default() {
                if let Some(left) = waiting.get_mut(&dependent) {
                    *left -= 1;
                    if *left == 0 {
                        next.insert(dependent);
                    }
                }
            }
        }
        for hash in known.into_keys() {
            self.left_out.insert(hash, LeftOut::MissingDependencies);
        }
    }
}
