//! The characters of a text in their order, worked out from its changes alone: what a text is without the changes that were
//! set aside, and how one edits it then.
//!
//! Automerge keeps a change for good once it is in: others may stand on it. So what was set aside stays in the document,
//! and here its characters are not shown and its deletions are not done. The order is Automerge's own: each character
//! stands after the one that it was written behind, of several the one with the higher id first.

use super::codec::{self, Action, ChunkContent, Key, Op, OpId, Value};
use super::diff::splices;
use super::engine::EngineError;
use super::genesis::TEXT;
use super::plan::hash_of;
use crate::domain::ChangeHash;
use crate::records::caps;
use crate::records::columns::ActorBytes;
use std::collections::{BTreeMap, BTreeSet};

/// A change of the text.
struct Node<'a> {
    change: ChunkContent<'a>,
    max_op: u64,
}

/// A text's changes, some of them hidden.
pub(super) struct Sequence<'a> {
    nodes: BTreeMap<ChangeHash, Node<'a>>,
    by_actor: BTreeMap<ActorBytes, ChangeHash>,
    /// Shown characters in order, with the operations that inserted them.
    shown: Vec<(OpId, &'a str)>,
}

impl<'a> Sequence<'a> {
    /// From the chunks of a document's text changes; the genesis change need not be among them.
    pub(super) fn new(
        chunks: impl IntoIterator<Item = &'a [u8]>,
        hidden: &BTreeSet<ChangeHash>,
    ) -> Result<Self, EngineError> {
        let mut nodes = BTreeMap::new();
        let mut by_actor = BTreeMap::new();
        for chunk in chunks {
            let (_, change) = codec::decode(chunk, caps::TEXT_OPS)?;
            let hash = hash_of(chunk);
            by_actor.insert(change.actor, hash);
            let max_op = change.start_op + (change.ops.len() as u64).saturating_sub(1);
            nodes.insert(hash, Node { change, max_op });
        }
        let shown = in_order(&nodes, hidden);
        Ok(Self {
            nodes,
            by_actor,
            shown,
        })
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        self.shown.iter().map(|(_, character)| *character).collect()
    }

    /// Writes the change that makes `new` of the text; `None` if it is the same. It stands on all heads, or if those are
    /// too many, on the heads of `firm` and on whatever it touches: branches that nobody answers for keep nobody from
    /// writing.
    pub(super) fn author(
        &self,
        actor: ActorBytes,
        new: &str,
        firm: &BTreeSet<ChangeHash>,
        genesis: (ChangeHash, u64),
    ) -> Result<Option<Vec<u8>>, EngineError> {
        let old = self.text();
        if old == new {
            return Ok(None);
        }
        let limit = usize::try_from(caps::TEXT_OPS).unwrap_or(usize::MAX);
        let splices = splices(&old, new, limit).ok_or(EngineError::EditTooLarge)?;
        let touched = self.touched(&splices);
        let mut deps = self.heads(|_| true);
        if deps.len() > caps::DEPS {
            deps = self.heads(|hash| firm.contains(hash));
            let under = self.ancestors(&deps);
            deps.extend(touched.iter().filter(|hash| !under.contains(*hash)));
        }
        if deps.is_empty() {
            deps.insert(genesis.0);
        }
        if deps.len() > caps::DEPS {
            return Err(EngineError::TooManyBranches);
        }
        let highest = deps
            .iter()
            .map(|hash| self.nodes.get(hash).map_or(genesis.1, |node| node.max_op))
            .max();
        let start_op = highest.unwrap_or(genesis.1) + 1;
        let mut elements: Vec<OpId> = self.shown.iter().map(|(id, _)| *id).collect();
        let mut ops = Vec::new();
        for splice in &splices {
            for element in elements.drain(splice.at..splice.at + splice.delete) {
                ops.push(Op {
                    obj: Some(TEXT),
                    key: Key::Element(element),
                    insert: false,
                    action: Action::Delete,
                    value: Value::Null,
                    pred: Some(element),
                });
            }
            for (at, (from, character)) in (splice.at..).zip(splice.insert.char_indices()) {
                let key = match at.checked_sub(1).and_then(|before| elements.get(before)) {
                    Some(before) => Key::Element(*before),
                    None => Key::Head,
                };
                let counter = start_op + ops.len() as u64;
                ops.push(Op {
                    obj: Some(TEXT),
                    key,
                    insert: true,
                    action: Action::Set,
                    value: Value::Text(&splice.insert[from..from + character.len_utf8()]),
                    pred: None,
                });
                elements.insert(at, OpId { counter, actor });
            }
        }
        let chunk = codec::encode(&ChunkContent {
            deps: deps.into_iter().collect(),
            actor,
            start_op,
            ops,
        });
        if chunk.len() > caps::TEXT_CHUNK {
            return Err(EngineError::EditTooLarge);
        }
        codec::decode(&chunk, caps::TEXT_OPS)?;
        Ok(Some(chunk))
    }

    /// The changes whose characters an edit deletes or writes behind.
    fn touched(&self, splices: &[super::diff::Splice]) -> BTreeSet<ChangeHash> {
        // Places count characters after the edits before: those of this edit itself are nobody's.
        let mut elements: Vec<Option<OpId>> = self.shown.iter().map(|(id, _)| Some(*id)).collect();
        let mut touched = BTreeSet::new();
        for splice in splices {
            let first = splice.at.saturating_sub(1);
            let last = splice.at + splice.delete;
            let ids = elements[first..last].iter().flatten();
            touched.extend(ids.filter_map(|id| self.by_actor.get(&id.actor)));
            let inserted = splice.insert.chars().map(|_| None);
            elements.splice(splice.at..last, inserted);
        }
        touched
    }

    /// The changes among those of a sort on which no other one of that sort stands.
    fn heads(&self, is_one: impl Fn(&ChangeHash) -> bool) -> BTreeSet<ChangeHash> {
        let of_sort = || self.nodes.iter().filter(|(hash, _)| is_one(hash));
        let mut heads: BTreeSet<ChangeHash> = of_sort().map(|(hash, _)| *hash).collect();
        for (_, node) in of_sort() {
            for dep in &node.change.deps {
                heads.remove(dep);
            }
        }
        heads
    }

    fn ancestors(&self, of: &BTreeSet<ChangeHash>) -> BTreeSet<ChangeHash> {
        let mut open: Vec<ChangeHash> = of.iter().copied().collect();
        let mut out = BTreeSet::new();
        while let Some(hash) = open.pop() {
            if out.insert(hash)
                && let Some(node) = self.nodes.get(&hash)
            {
                open.extend(&node.change.deps);
            }
        }
        out
    }
}

/// A character of a text, shown or not.
struct Character<'a> {
    id: OpId,
    text: &'a str,
    /// Of the change that wrote it.
    by: ChangeHash,
    is_shown: bool,
    /// The hidden change that deleted it, where nothing else hides it.
    undeleted: Option<ChangeHash>,
}

/// Every shown character, in the order of the text.
fn in_order<'a>(
    nodes: &BTreeMap<ChangeHash, Node<'a>>,
    hidden: &BTreeSet<ChangeHash>,
) -> Vec<(OpId, &'a str)> {
    let mut all = characters(nodes, hidden);
    leave_retyped(nodes, &mut all);
    all.into_iter()
        .filter(|character| character.is_shown)
        .map(|character| (character.id, character.text))
        .collect()
}

/// Words that only a hidden change deleted would be shown again. Where somebody who saw them gone has typed them again in the
/// same place, they stand there already.
fn leave_retyped(nodes: &BTreeMap<ChangeHash, Node<'_>>, all: &mut [Character<'_>]) {
    let runs: Vec<(usize, usize)> = {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (place, character) in all.iter().enumerate() {
            match runs.last_mut() {
                Some((first, end))
                    if *end == place
                        && character.undeleted.is_some()
                        && character.undeleted == all[*first].undeleted =>
                {
                    *end = place + 1;
                }
                _ if character.undeleted.is_some() => runs.push((place, place + 1)),
                _ => {}
            }
        }
        runs
    };
    for (first, end) in runs {
        let Some(by) = all[first].undeleted else {
            continue;
        };
        // Written behind what stood before the run, so it stands before it.
        let before = all[..first].iter().rev().filter(|one| one.is_shown);
        let typed: Vec<&Character<'_>> = before.take(end - first).collect();
        let same = typed.len() == end - first
            && typed
                .iter()
                .rev()
                .zip(&all[first..end])
                .all(|(typed, gone)| typed.text == gone.text && typed.undeleted.is_none());
        let mut writers: Vec<ChangeHash> = typed.iter().map(|typed| typed.by).collect();
        writers.dedup();
        if same
            && writers
                .into_iter()
                .all(|writer| stands_on(nodes, writer, by))
        {
            all[first..end]
                .iter_mut()
                .for_each(|gone| gone.is_shown = false);
        }
    }
}

/// Whether a change stands on another.
fn stands_on(nodes: &BTreeMap<ChangeHash, Node<'_>>, change: ChangeHash, on: ChangeHash) -> bool {
    let mut open = vec![change];
    let mut seen = BTreeSet::new();
    while let Some(hash) = open.pop() {
        let Some(node) = nodes.get(&hash).filter(|_| seen.insert(hash)) else {
            continue;
        };
        if node.change.deps.contains(&on) {
            return true;
        }
        open.extend(&node.change.deps);
    }
    false
}

/// Every character, in the order of the text.
fn characters<'a>(
    nodes: &BTreeMap<ChangeHash, Node<'a>>,
    hidden: &BTreeSet<ChangeHash>,
) -> Vec<Character<'a>> {
    let mut behind: BTreeMap<Option<OpId>, BTreeMap<OpId, (&'a str, ChangeHash)>> = BTreeMap::new();
    let mut deleted: BTreeSet<OpId> = BTreeSet::new();
    let mut undeleted: BTreeMap<OpId, ChangeHash> = BTreeMap::new();
    for (hash, node) in nodes {
        let is_shown = !hidden.contains(hash);
        for (counter, op) in (node.change.start_op..).zip(&node.change.ops) {
            let id = OpId {
                counter,
                actor: node.change.actor,
            };
            let place = match op.key {
                Key::Head => None,
                Key::Element(before) => Some(before),
                Key::Map(_) => continue,
            };
            match (op.insert, op.value, place) {
                (true, Value::Text(character), _) => {
                    behind
                        .entry(place)
                        .or_default()
                        .insert(id, (character, *hash));
                }
                (false, _, Some(element)) if is_shown => {
                    deleted.insert(element);
                }
                (false, _, Some(element)) => {
                    undeleted.insert(element, *hash);
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    // The last on the stack comes next: the highest id of those behind one character.
    let mut open: Vec<(OpId, (&str, ChangeHash))> = Vec::new();
    let mut push = |open: &mut Vec<_>, place: Option<OpId>| {
        open.extend(behind.remove(&place).unwrap_or_default());
    };
    push(&mut open, None);
    while let Some((id, (text, by))) = open.pop() {
        let is_shown = !hidden.contains(&by) && !deleted.contains(&id);
        out.push(Character {
            id,
            text,
            by,
            is_shown,
            undeleted: undeleted.get(&id).copied().filter(|_| is_shown),
        });
        push(&mut open, Some(id));
    }
    out
}
