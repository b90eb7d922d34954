//! The grammar of agenda text: whether a text change is well formed, given the changes it stands on.
//!
//! A pure function of a change's bytes and its dependencies, equal on every replica and in every order of arrival. Works
//! on decoded operations alone; Automerge is not asked.

use super::codec::{self, Action, ChunkContent, Key, Op, OpId, Value};
use super::fault::{Invalid, TextFault};
use super::genesis::{Base, TEXT};
use crate::domain::ChangeHash;
use crate::records::columns::ActorBytes;
use crate::records::{caps, change_hash};
use std::collections::{BTreeMap, BTreeSet};

/// An accepted text change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Its hash.
    pub hash: ChangeHash,
    /// The number of its operations.
    pub ops: u64,
    /// Counter of its last operation.
    pub max_op: u64,
}

/// Counters of characters, with the bytes of each.
type Sizes = Vec<(u64, u8)>;
/// Characters that a change deletes, each with the change that inserted it.
type Deleted = Vec<(OpId, u32)>;

/// A registered change.
#[derive(Debug, Clone)]
struct Node {
    actor: ActorBytes,
    max_op: u64,
    ops: u64,
    parents: Vec<u32>,
    /// Every node with a smaller number is this one or an ancestor of it.
    complete: u32,
    /// Counters of the characters it inserted, as ascending half-open ranges.
    inserted: Vec<(u64, u64)>,
    /// The same one by one, with the bytes of each; none of one that it deleted itself.
    sizes: Sizes,
    /// Characters that it deleted, each with the change that inserted it.
    deleted: Deleted,
    /// Bytes of the text that it and what it stands on show.
    shown: u64,
}

impl Node {
    fn inserted(&self, counter: u64) -> bool {
        within(&self.inserted, counter)
    }

    /// Bytes of a character that it inserted.
    fn size(&self, counter: u64) -> u64 {
        let place = self.sizes.binary_search_by_key(&counter, |(at, _)| *at);
        place.map_or(0, |place| u64::from(self.sizes[place].1))
    }
}

/// The well-formed text changes of one agenda so far, both branches of a fork included.
#[derive(Debug, Clone)]
pub struct TextIndex {
    /// In an order in which every change comes after its dependencies; the genesis change first.
    nodes: Vec<Node>,
    by_hash: BTreeMap<ChangeHash, u32>,
    by_actor: BTreeMap<ActorBytes, Vec<u32>>,
    /// Actors with more than one change: the first records of the branches of a fork.
    twins: BTreeSet<ActorBytes>,
    /// Changes on which no text can stand: entries, and changes that are ill-formed whatever header carries them.
    excluded: BTreeSet<ChangeHash>,
    /// Who deleted what.
    deleters: BTreeMap<OpId, Vec<u32>>,
    /// Bytes that all changes together show.
    shown: u64,
}

impl Default for TextIndex {
    fn default() -> Self {
        Self::new()
    }
}

impl TextIndex {
    /// Knows the genesis change only.
    #[must_use]
    pub fn new() -> Self {
        let genesis = Node {
            actor: [0; 16],
            max_op: Base::Agenda.max_op(),
            ops: Base::Agenda.max_op(),
            parents: Vec::new(),
            complete: 1,
            inserted: Vec::new(),
            sizes: Vec::new(),
            deleted: Vec::new(),
            shown: 0,
        };
        Self {
            by_actor: BTreeMap::from([(genesis.actor, vec![0])]),
            nodes: vec![genesis],
            by_hash: BTreeMap::from([(Base::Agenda.hash(), 0)]),
            twins: BTreeSet::new(),
            excluded: BTreeSet::new(),
            deleters: BTreeMap::new(),
            shown: 0,
        }
    }

    /// Whether a change is registered.
    #[must_use]
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.by_hash.contains_key(hash)
    }

    /// Tells the index of an entry in the same document: text that claims to stand on it is ill-formed, not pending.
    pub fn note_entry(&mut self, hash: ChangeHash) {
        if !self.contains(&hash) {
            self.excluded.insert(hash);
        }
    }

    /// Checks a text change whose header asks for `actor` (see [`super::actor_for`]), and registers it if it is well
    /// formed. Checking a registered one again gives the same answer.
    ///
    /// # Errors
    /// The changes that it waits for, or the reason why it is ill-formed.
    pub fn check(&mut self, actor: ActorBytes, chunk: &[u8]) -> Result<Checked, TextFault> {
        if chunk.len() > caps::TEXT_CHUNK {
            return Err(Invalid::Size.into());
        }
        let (_, change) = codec::decode(chunk, caps::TEXT_OPS)?;
        if change.actor != actor {
            return Err(Invalid::Actor.into());
        }
        let hash = change_hash(chunk).map_err(|_| Invalid::NotCanonical)?;
        if let Some(known) = self.by_hash.get(&hash) {
            let node = &self.nodes[*known as usize];
            return Ok(checked(hash, node));
        }
        match self.examine(&change) {
            Ok(node) => {
                let checked = checked(hash, &node);
                self.register(hash, node);
                Ok(checked)
            }
            Err(fault) => {
                if let TextFault::Invalid(_) = fault {
                    self.excluded.insert(hash);
                }
                Err(fault)
            }
        }
    }

    fn examine(&self, change: &ChunkContent<'_>) -> Result<Node, TextFault> {
        let mut parents = Vec::with_capacity(change.deps.len());
        let mut missing = Vec::new();
        for dep in &change.deps {
            match self.by_hash.get(dep) {
                Some(parent) => parents.push(*parent),
                None if self.excluded.contains(dep) => return Err(Invalid::Dependencies.into()),
                None => missing.push(*dep),
            }
        }
        // A fault that does not depend on the missing changes is said at once.
        let inserted = text_operations(change)?;
        if !missing.is_empty() {
            return Err(TextFault::MissingDependencies(missing));
        }
        let highest = parents.iter().map(|p| self.nodes[*p as usize].max_op).max();
        if highest.map(|highest| highest + 1) != Some(change.start_op) {
            return Err(if highest.is_none() {
                Invalid::Dependencies
            } else {
                Invalid::StartOp
            }
            .into());
        }
        let reach = self.reach(&parents);
        self.no_twins(change, &reach)?;
        self.elements_are_known(change, &inserted, &reach)?;
        let before = match parents[..] {
            [only] => self.nodes[only as usize].shown,
            _ => self.shown_in(&reach),
        };
        let (sizes, deleted) = self.weigh(change, &reach);
        let grown = before + sum(&sizes);
        let gone = deleted
            .iter()
            .filter(|(element, _)| !self.is_deleted(*element, &reach))
            .map(|(element, owner)| self.bytes(*element, *owner))
            .sum::<u64>();
        let shown = grown.saturating_sub(gone);
        if shown > caps::TEXT_BYTES as u64 && shown > before {
            return Err(Invalid::TextTooLong.into());
        }

        let number = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let complete = if reach.complete == number {
            number + 1
        } else {
            reach.complete
        };
        let ops = change.ops.len() as u64;
        Ok(Node {
            actor: change.actor,
            max_op: change.start_op + ops - 1,
            ops,
            parents,
            complete,
            inserted,
            sizes,
            deleted,
            shown,
        })
    }

    /// Bytes of the characters that a change inserts, and the characters of others that it deletes.
    fn weigh(&self, change: &ChunkContent<'_>, reach: &Reach) -> (Sizes, Deleted) {
        let mut sizes = Sizes::new();
        let mut deleted = Vec::new();
        for (counter, op) in (change.start_op..).zip(&change.ops) {
            match (op.value, op.pred) {
                (Value::Text(text), _) => sizes.push((counter, text.len() as u8)),
                (_, Some(element)) if element.actor == change.actor => {
                    let place = sizes.binary_search_by_key(&element.counter, |(at, _)| *at);
                    if let Some((_, size)) = place.ok().and_then(|place| sizes.get_mut(place)) {
                        *size = 0;
                    }
                }
                (_, Some(element)) => {
                    deleted.extend(self.owner(element, reach).map(|owner| (element, owner)));
                }
                _ => {}
            }
        }
        (sizes, deleted)
    }

    fn is_deleted(&self, element: OpId, reach: &Reach) -> bool {
        let by = self.deleters.get(&element).map_or(&[][..], Vec::as_slice);
        by.iter().any(|node| reach.holds(*node))
    }

    fn bytes(&self, element: OpId, owner: u32) -> u64 {
        self.nodes
            .get(owner as usize)
            .map_or(0, |node| node.size(element.counter))
    }

    /// Bytes that a change's ancestors show: all that is shown, less what the others inserted, and with what they alone
    /// deleted. Costs no more than those others hold.
    fn shown_in(&self, reach: &Reach) -> u64 {
        let (mut less, mut more) = (0, 0);
        for (number, node) in (0..).zip(&self.nodes).skip(reach.complete as usize) {
            if reach.holds(number) {
                continue;
            }
            let id = |counter| OpId {
                counter,
                actor: node.actor,
            };
            less += node
                .sizes
                .iter()
                .filter(|(counter, _)| !self.deleters.contains_key(&id(*counter)))
                .map(|(_, bytes)| u64::from(*bytes))
                .sum::<u64>();
            more += node
                .deleted
                .iter()
                .filter(|(element, owner)| {
                    let first = self.deleters.get(element).and_then(|by| by.first());
                    reach.holds(*owner)
                        && first == Some(&number)
                        && !self.is_deleted(*element, reach)
                })
                .map(|(element, owner)| self.bytes(*element, *owner))
                .sum::<u64>();
        }
        (self.shown + more).saturating_sub(less)
    }

    fn register(&mut self, hash: ChangeHash, node: Node) {
        let number = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let same = self.by_actor.entry(node.actor).or_default();
        same.push(number);
        if same.len() > 1 {
            self.twins.insert(node.actor);
        }
        self.by_hash.insert(hash, number);
        self.shown += sum(&node.sizes);
        for (element, owner) in &node.deleted {
            let by = self.deleters.entry(*element).or_default();
            if by.is_empty() {
                let bytes = self.nodes[*owner as usize].size(element.counter);
                self.shown = self.shown.saturating_sub(bytes);
            }
            by.push(number);
        }
        self.nodes.push(node);
    }

    /// The nodes that the given ones stand on, themselves included.
    fn reach(&self, from: &[u32]) -> Reach {
        let parents_complete = from.iter().map(|n| self.nodes[*n as usize].complete);
        let mut complete = parents_complete.max().unwrap_or(0);
        let start = complete;
        let mut seen = vec![false; self.nodes.len().saturating_sub(start as usize)];
        let mut open: Vec<u32> = from.to_vec();
        while let Some(node) = open.pop() {
            // Everything below is known to be reached.
            let Some(place) = node.checked_sub(start) else {
                continue;
            };
            if !std::mem::replace(&mut seen[place as usize], true) {
                open.extend_from_slice(&self.nodes[node as usize].parents);
            }
        }
        while seen.get((complete - start) as usize) == Some(&true) {
            complete += 1;
        }
        Reach {
            complete,
            start,
            seen,
        }
    }

    /// Twins are never shown together, so that nothing honest stands on both.
    fn no_twins(&self, change: &ChunkContent<'_>, reach: &Reach) -> Result<(), Invalid> {
        let reached = |actor: &ActorBytes| {
            let all = self.by_actor.get(actor).map_or(&[][..], Vec::as_slice);
            all.iter().filter(|node| reach.holds(**node)).count()
        };
        if reached(&change.actor) > 0 || self.twins.iter().any(|actor| reached(actor) > 1) {
            return Err(Invalid::Twins);
        }
        Ok(())
    }

    fn elements_are_known(
        &self,
        change: &ChunkContent<'_>,
        inserted: &[(u64, u64)],
        reach: &Reach,
    ) -> Result<(), Invalid> {
        // Runs of operations mostly refer to one author.
        let mut last: Option<(ActorBytes, &Node)> = None;
        for (counter, op) in (change.start_op..).zip(&change.ops) {
            let Key::Element(element) = op.key else {
                continue;
            };
            if element.actor == change.actor {
                let own = element.counter < counter && within(inserted, element.counter);
                if !own {
                    return Err(Invalid::NotAnAncestor);
                }
                continue;
            }
            let owner = match last {
                Some((actor, node)) if actor == element.actor => Some(node),
                _ => self
                    .owner(element, reach)
                    .and_then(|number| self.nodes.get(number as usize)),
            };
            match owner {
                Some(node) if node.inserted(element.counter) => {
                    last = Some((element.actor, node));
                }
                _ => return Err(Invalid::NotAnAncestor),
            }
        }
        Ok(())
    }

    fn owner(&self, element: OpId, reach: &Reach) -> Option<u32> {
        let of_actor = self.by_actor.get(&element.actor)?;
        of_actor.iter().copied().find(|node| reach.holds(*node))
    }
}

/// The ancestors of a change that is being examined.
struct Reach {
    complete: u32,
    start: u32,
    seen: Vec<bool>,
}

impl Reach {
    fn holds(&self, node: u32) -> bool {
        node.checked_sub(self.start)
            .is_none_or(|place| self.seen.get(place as usize) == Some(&true))
    }
}

fn checked(hash: ChangeHash, node: &Node) -> Checked {
    Checked {
        hash,
        ops: node.ops,
        max_op: node.max_op,
    }
}

fn sum(sizes: &[(u64, u8)]) -> u64 {
    sizes.iter().map(|(_, bytes)| u64::from(*bytes)).sum()
}

fn within(ranges: &[(u64, u64)], counter: u64) -> bool {
    let after = ranges.partition_point(|(start, _)| *start <= counter);
    after
        .checked_sub(1)
        .is_some_and(|place| counter < ranges[place].1)
}

/// Every operation inserts one character or deletes one, in the text. Returns the counters of the inserted ones.
pub(super) fn text_operations(change: &ChunkContent<'_>) -> Result<Vec<(u64, u64)>, Invalid> {
    if change.ops.is_empty() {
        return Err(Invalid::NotText);
    }
    let mut inserted: Vec<(u64, u64)> = Vec::new();
    let mut deleted = BTreeSet::new();
    for (counter, op) in (change.start_op..).zip(&change.ops) {
        match *op {
            Op {
                obj: Some(TEXT),
                key: Key::Head | Key::Element(_),
                insert: true,
                action: Action::Set,
                value: Value::Text(text),
                pred: None,
            } if is_one_character(text) => match inserted.last_mut() {
                Some((_, end)) if *end == counter => *end += 1,
                _ => inserted.push((counter, counter + 1)),
            },
            Op {
                obj: Some(TEXT),
                key: Key::Element(element),
                insert: false,
                action: Action::Delete,
                value: Value::Null,
                pred: Some(pred),
            } if pred == element && deleted.insert(element) => {}
            _ => return Err(Invalid::NotText),
        }
    }
    Ok(inserted)
}

fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some() && characters.next().is_none()
}
