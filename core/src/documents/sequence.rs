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

/// Every shown character, in the order of the text.
fn in_order<'a>(
    nodes: &BTreeMap<ChangeHash, Node<'a>>,
    hidden: &BTreeSet<ChangeHash>,
) -> Vec<(OpId, &'a str)> {
    let mut behind: BTreeMap<Option<OpId>, BTreeMap<OpId, Option<&'a str>>> = BTreeMap::new();
    let mut deleted: BTreeSet<OpId> = BTreeSet::new();
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
                    let shown = is_shown.then_some(character);
                    behind.entry(place).or_default().insert(id, shown);
                }
                (false, _, Some(element)) if is_shown => {
                    deleted.insert(element);
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    // The last on the stack comes next: the highest id of those behind one character.
    let mut open: Vec<(OpId, Option<&str>)> = Vec::new();
    let mut push = |open: &mut Vec<_>, place: Option<OpId>| {
        open.extend(behind.remove(&place).unwrap_or_default());
    };
    push(&mut open, None);
    while let Some((id, character)) = open.pop() {
        if let Some(character) = character.filter(|_| !deleted.contains(&id)) {
            out.push((id, character));
        }
        push(&mut open, Some(id));
    }
    out
}
