//! A line of entries from genesis on, with the state at its end: it goes on and back at the cost of the entries in between.
//! And which line counts.

use super::arrival::Rejudge;
use super::chain::{Nodes, Roster};
use super::entry::RosterEntry;
use super::op::{NarrowTarget, Op, OpRefused};
use super::state::State;
use super::undo::Step;
use crate::domain::{DeviceId, RosterHash};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Genesis to its end.
    pub(super) path: Vec<RosterHash>,
    /// The state at its end.
    pub(super) state: State,
    /// Of each entry but genesis, what takes it back.
    steps: Vec<Step>,
    /// Its least length since [`Self::turn`].
    kept: usize,
}

/// A line before entries came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) length: usize,
}

impl Line {
    pub(super) fn new(genesis: RosterHash, state: State) -> Self {
        Self {
            path: vec![genesis],
            state,
            steps: Vec::new(),
            kept: 1,
        }
    }

    /// Marks where it stands.
    pub(super) fn turn(&mut self) -> Turn {
        self.kept = self.path.len();
        Turn { length: self.kept }
    }

    /// Its least length since [`Self::turn`]: what lies beyond is new.
    pub(super) const fn kept(&self) -> usize {
        self.kept
    }

    pub(super) fn tip(&self) -> RosterHash {
        self.path[self.path.len() - 1]
    }

    /// Whether an entry lies on it.
    pub(super) fn holds(&self, hash: RosterHash, index: u32) -> bool {
        let at = usize::try_from(index).ok();
        at.and_then(|at| self.path.get(at)) == Some(&hash)
    }

    /// Goes on by an entry.
    pub(super) fn push(
        &mut self,
        hash: RosterHash,
        entry: &RosterEntry,
    ) -> Result<(), (usize, OpRefused)> {
        let step = self.state.advance(entry.index, &entry.ops)?;
        self.steps.push(step);
        self.path.push(hash);
        Ok(())
    }

    /// Goes back until it is so long; genesis stays.
    pub(super) fn back_to(&mut self, length: usize) {
        while self.path.len() > length
            && let Some(step) = self.steps.pop()
        {
            self.state.take_back(step);
            self.path.pop();
        }
        self.kept = self.kept.min(self.path.len());
    }

    /// Ends at an entry that is held.
    pub(super) fn go_to(&mut self, hash: RosterHash, nodes: &Nodes) {
        let mut later = Vec::new();
        let mut at = hash;
        while let Some(node) = nodes.get(&at) {
            if self.holds(at, node.entry.index) {
                self.back_to(node.entry.index as usize + 1);
                break;
            }
            later.push((at, node));
            at = node.entry.prev;
        }
        for (hash, node) in later.into_iter().rev() {
            self.push(hash, &node.entry).expect("checked when it came");
        }
    }
}

impl Roster {
    /// The state after an entry that is held.
    pub(super) fn state_at(&self, hash: RosterHash) -> State {
        let mut line = self.line.clone();
        line.go_to(hash, &self.nodes);
        line.state
    }

    /// The last entry of the line that counts, read from all entries anew.
    pub(super) fn end(&self) -> RosterHash {
        let depth = |hash: &&RosterHash| self.nodes[*hash].entry.index;
        let Some(last) = self.roots.iter().max_by_key(depth) else {
            return self.line.tip();
        };
        let path = self.path(*last);
        let mut common = path.len();
        for root in &self.roots {
            let other = self.path(*root);
            if path.get(other.len() - 1) != Some(root) {
                let same = path.iter().zip(&other).take_while(|(a, b)| a == b);
                common = common.min(same.count());
            }
        }
        if common < path.len() {
            return path[common - 1];
        }
        let mut at = *last;
        while let Some(node) = self.nodes.get(&at).filter(|n| n.children.len() == 1) {
            let Some(only) = node.children.first() else {
                break;
            };
            at = *only;
        }
        at
    }

    /// Genesis up to an entry.
    fn path(&self, hash: RosterHash) -> Vec<RosterHash> {
        let mut out = vec![hash];
        let mut at = hash;
        while let Some(node) = self.nodes.get(&at).filter(|n| n.entry.index > 0) {
            at = node.entry.prev;
            out.push(at);
        }
        out.reverse();
        out
    }

    /// Lets the line that counts go where it goes now that an entry is held, which has no successor yet.
    pub(super) fn find_line(&mut self, hash: RosterHash) {
        let Some(node) = self.nodes.get(&hash) else {
            return;
        };
        let index = node.entry.index;
        let before = node.entry.prev;
        if node.root == hash {
            let follows = self.nodes.get(&before).map(|node| node.root) == self.last_root;
            if self.last_root.is_some() && follows {
                self.last_root = Some(hash);
                self.line.go_to(hash, &self.nodes);
            } else {
                self.last_root = None;
                let end = self.end();
                self.line.go_to(end, &self.nodes);
            }
            return;
        }
        // Where the root itself is doubled, no entry moves the line but the root's.
        let Some(root) = self.last_root.and_then(|root| self.nodes.get(&root)) else {
            return;
        };
        let is_doubled = self.line.holds(before, index.saturating_sub(1))
            && !self.line.holds(hash, index)
            && index > root.entry.index;
        if is_doubled {
            self.line.back_to(index as usize);
        }
    }

    /// Hears what the line says since it stood elsewhere; says whose records that touches.
    pub(super) fn settle(&mut self, turn: Turn) -> Rejudge {
        let kept = self.line.kept;
        if kept == turn.length && self.line.path.len() == turn.length {
            return Rejudge::Nothing;
        }
        // Read in order, an entry costs its own words, not everybody's.
        if kept < turn.length {
            self.hear_all();
        } else {
            for at in kept..self.line.path.len() {
                self.hear(self.line.path[at]);
            }
        }
        let new = self.line.path.get(kept..).unwrap_or_default();
        if kept < turn.length || new.iter().any(|hash| self.roots.contains(hash)) {
            return Rejudge::All;
        }
        let ops = new.iter().flat_map(|hash| &self.nodes[hash].entry.ops);
        let touched: BTreeSet<DeviceId> = ops.flat_map(|op| self.touched(op)).collect();
        Rejudge::devices(touched)
    }

    fn touched(&self, op: &Op) -> Vec<DeviceId> {
        let of = |member| self.devices_of(member).map(|d| d.id).collect();
        match op {
            Op::AddDevice { keys, .. } => vec![keys.device()],
            Op::Grant { member, .. } => of(*member),
            Op::Narrow {
                target: NarrowTarget::Member { member, .. },
                ..
            } => of(*member),
            Op::Narrow {
                target: NarrowTarget::Device(id),
                ..
            } => vec![*id],
            _ => Vec::new(),
        }
    }
}
