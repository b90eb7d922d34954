//! The set of entries, and which line of them counts.
//!
//! The last root entry fixes the line up to itself. From there it goes on as long as each entry has one successor; two
//! successors stop it until a root entry picks one. Two root entries neither of which follows the other leave their
//! last common ancestor.

use super::arrival::{Arrival, Inserted, Rejudge};
use super::concern::Concern;
use super::entry::{RawEntry, RosterEntry, RosterRefused};
use super::line::Line;
use super::op::Op;
use super::requests::Requests;
use super::state::State;
use super::verified::{Signers, Verified};
use super::words::Words;
use crate::domain::{CommunityId, RosterHash};
use crate::records::{PublicKeys, RosterRef};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) raw: RawEntry,
    pub(super) entry: RosterEntry,
    pub(super) children: BTreeSet<RosterHash>,
    /// The registrar after it, who signs what follows.
    registrar: PublicKeys,
    /// The mark of its signatures.
    pub(super) verified: Verified,
    /// The last root entry before it, or itself.
    pub(super) root: RosterHash,
}

/// The entries that are held, by hash.
pub(super) type Nodes = BTreeMap<RosterHash, Node>;

/// The roster of one community: a function of the set of entries and requests that it was given.
#[derive(Debug, Clone)]
pub struct Roster {
    community: CommunityId,
    pub(super) nodes: Nodes,
    pub(super) roots: BTreeSet<RosterHash>,
    /// The last root entry; none once two of them do not follow one another.
    pub(super) last_root: Option<RosterHash>,
    pub(super) waiting: Waiting,
    /// Entries without parents that nobody known here signed.
    pub(super) unverified: Waiting,
    /// The line that counts, from genesis to the tip, and the state there.
    pub(super) line: Line,
    /// What is known of members in words.
    pub(super) words: Words,
    pub(super) requests: Requests,
    /// Entries that this version cannot read.
    pub(super) unread: BTreeMap<RosterHash, RawEntry>,
    /// The line on which the last entry beside the line that counts was checked.
    pub(super) side: Option<Box<Line>>,
}

/// By parent, then by hash.
pub(super) type Waiting = BTreeMap<RosterHash, BTreeMap<RosterHash, RawEntry>>;

/// Entries that may wait for their parents.
const MOST_WAITING: usize = 1_000;
/// And their bytes.
const MOST_WAITING_BYTES: usize = 16 * 1024 * 1024;
/// Of those that nobody known here signed.
const MOST_UNVERIFIED: usize = 64;
/// And their bytes.
const MOST_UNVERIFIED_BYTES: usize = 1024 * 1024;

impl Roster {
    /// The roster of the community that this genesis entry founds.
    ///
    /// # Errors
    /// The fault of the entry.
    pub fn new(mut genesis: RawEntry) -> Result<Self, RosterRefused> {
        let entry = genesis.open()?;
        let [Op::Genesis { root, .. }] = entry.ops.as_slice() else {
            return Err(RosterRefused::Genesis);
        };
        if entry.index != 0 {
            return Err(RosterRefused::Genesis);
        }
        let community = genesis.founds();
        let state = State::genesis(community, &entry.ops)
            .map_err(|why| RosterRefused::Op { position: 0, why })?;
        let verified = Signers::Root(root).verify(&genesis, None)?;
        genesis.drop_false_names(&entry);
        let hash = genesis.hash();
        let node = Node {
            raw: genesis,
            entry,
            children: BTreeSet::new(),
            registrar: state.registrar,
            verified,
            root: hash,
        };
        let mut roster = Self {
            community,
            nodes: BTreeMap::from([(hash, node)]),
            roots: BTreeSet::from([hash]),
            last_root: Some(hash),
            waiting: Waiting::new(),
            unverified: Waiting::new(),
            line: Line::new(hash, state),
            words: Words::default(),
            requests: Requests::default(),
            unread: BTreeMap::new(),
            side: None,
        };
        roster.note_speaker(hash);
        roster.hear(hash);
        Ok(roster)
    }

    /// Takes an entry, in whatever order entries come.
    ///
    /// # Errors
    /// Why it is refused and not held. An entry whose parent is not here is only refused once that is.
    pub fn insert(&mut self, raw: RawEntry) -> Result<Inserted, RosterRefused> {
        self.insert_marked(raw, None)
    }

    /// Takes an entry as [`Self::insert`] does; its signatures are not verified again if this is their mark.
    pub(crate) fn insert_marked(
        &mut self,
        mut raw: RawEntry,
        known: Option<Verified>,
    ) -> Result<Inserted, RosterRefused> {
        let entry = match raw.open() {
            Err(RosterRefused::Later) => return self.leave_unread(raw),
            opened => opened?,
        };
        let hash = raw.hash();
        raw.drop_false_names(&entry);
        self.drop_erased(&mut raw.names);
        if let Some(node) = self.nodes.get_mut(&hash) {
            return Ok(Inserted::merely(match (&node.raw.names, raw.names) {
                (None, Some(names)) => {
                    node.raw.names = Some(names);
                    self.note_speaker(hash);
                    if self.line.holds(hash, entry.index) {
                        self.hear(hash);
                    }
                    Arrival::Names
                }
                _ => Arrival::Known,
            }));
        }
        if entry.index == 0 || entry.community != self.community {
            return Err(RosterRefused::Community);
        }
        if !self.nodes.contains_key(&entry.prev) {
            return self.wait(hash, &entry, raw).map(Inserted::merely);
        }
        let turn = self.line.turn();
        self.attach(hash, raw, entry, known)?;
        let (mut attached, mut dropped, mut verified) = (Vec::new(), Vec::new(), Vec::new());
        let mut open = vec![hash];
        while let Some(parent) = open.pop() {
            attached.push(parent);
            let mut next = self.unverified.remove(&parent).unwrap_or_default();
            let apart: BTreeSet<RosterHash> = next.keys().copied().collect();
            // One that was signed takes the place of the same without its signature.
            next.extend(self.waiting.remove(&parent).unwrap_or_default());
            for (hash, raw) in next {
                let taken = raw
                    .open()
                    .and_then(|entry| self.attach(hash, raw, entry, None));
                match taken {
                    Ok(()) => {
                        open.push(hash);
                        verified.extend(apart.contains(&hash).then_some(hash));
                    }
                    Err(why) => dropped.push((hash, why)),
                }
            }
        }
        let mut rejudge = self.settle(turn);
        let stripped = self.strip(turn);
        let concern = match &rejudge {
            Rejudge::All => Concern::Everybody,
            _ => self.concern(turn.length),
        };
        let review = self.review_requests(&concern);
        rejudge.join(review.rejudge);
        Ok(Inserted {
            opened: review.opened,
            closed: review.closed,
            stripped,
            verified,
            arrival: Arrival::New,
            attached,
            dropped,
            rejudge,
        })
    }

    fn wait(
        &mut self,
        hash: RosterHash,
        entry: &RosterEntry,
        raw: RawEntry,
    ) -> Result<Arrival, RosterRefused> {
        let known = |waiting: &Waiting| {
            let beside = waiting.get(&entry.prev);
            beside.is_some_and(|w| w.contains_key(&hash))
        };
        if known(&self.waiting) {
            return Ok(Arrival::Known);
        }
        let (waiting, most, most_bytes, arrival) = if self.is_signed(&raw, entry) {
            let arrival = Arrival::Pending;
            (&mut self.waiting, MOST_WAITING, MOST_WAITING_BYTES, arrival)
        } else {
            let arrival = Arrival::Unverified;
            (
                &mut self.unverified,
                MOST_UNVERIFIED,
                MOST_UNVERIFIED_BYTES,
                arrival,
            )
        };
        if known(waiting) {
            return Ok(arrival);
        }
        let all = || waiting.values().flat_map(BTreeMap::values);
        let bytes: usize = all().map(|raw| raw.bytes.len()).sum();
        if all().count() >= most || bytes + raw.bytes.len() > most_bytes {
            return Err(RosterRefused::WaitingFull);
        }
        waiting.entry(entry.prev).or_default().insert(hash, raw);
        Ok(arrival)
    }

    /// Whether the root, or any registrar that an entry here names, signed an entry whose parent is not here.
    fn is_signed(&self, raw: &RawEntry, entry: &RosterEntry) -> bool {
        if entry.is_root() {
            return raw.check_root(&self.line.state.root).is_ok();
        }
        let named = self.roots.iter().filter_map(|hash| self.nodes.get(hash));
        named
            .flat_map(|node| &node.entry.ops)
            .filter_map(|op| match op {
                Op::Genesis { registrar, .. } => Some(registrar),
                Op::ReplaceRegistrar { keys } => Some(keys),
                _ => None,
            })
            .any(|keys| raw.check_registrar(keys).is_ok())
    }

    /// The members, devices and requests that entries of the line from a place on are about.
    fn concern(&self, from: usize) -> Concern {
        let new = self.line.path.get(from..).unwrap_or_default();
        let ops = new.iter().flat_map(|hash| &self.nodes[hash].entry.ops);
        ops.fold(Concern::none(), |concern, op| concern.with(op, self))
    }

    /// Checks an entry against the state at its parent, and holds it.
    fn attach(
        &mut self,
        hash: RosterHash,
        raw: RawEntry,
        entry: RosterEntry,
        known: Option<Verified>,
    ) -> Result<(), RosterRefused> {
        let parent = self
            .nodes
            .get(&entry.prev)
            .ok_or(RosterRefused::ParentUnknown)?;
        if parent.entry.index.checked_add(1) != Some(entry.index) {
            return Err(RosterRefused::Index);
        }
        // The signature first: whoever may not sign makes nobody walk to where he says that he stands.
        let root = entry.is_root();
        let signers = if root {
            Signers::Root(&self.line.state.root)
        } else {
            Signers::Registrar(&parent.registrar)
        };
        let verified = signers.verify(&raw, known)?;
        let before = parent.root;
        let extends = self.line.tip() == entry.prev && parent.children.is_empty();
        let line = if extends {
            &mut self.line
        } else {
            let side = self.side.get_or_insert_with(|| Box::new(self.line.clone()));
            side.go_to(entry.prev, &self.nodes);
            side
        };
        line.push(hash, &entry)
            .map_err(|(position, why)| RosterRefused::Op { position, why })?;
        let node = Node {
            registrar: line.state.registrar,
            verified,
            root: if root { hash } else { before },
            raw,
            children: BTreeSet::new(),
            entry,
        };
        if let Some(parent) = self.nodes.get_mut(&node.entry.prev) {
            parent.children.insert(hash);
        }
        self.nodes.insert(hash, node);
        if root {
            self.roots.insert(hash);
        }
        self.note_speaker(hash);
        self.find_line(hash);
        Ok(())
    }

    /// The community.
    #[must_use]
    pub const fn community(&self) -> CommunityId {
        self.community
    }

    /// The last entry that counts: what a record of now cites.
    #[must_use]
    pub fn tip(&self) -> RosterRef {
        RosterRef {
            index: self.line.state.index,
            hash: self.line.tip(),
        }
    }

    /// The index at which two entries wait for the root to pick one.
    #[must_use]
    pub fn fork(&self) -> Option<u32> {
        let tip = self.tip();
        let waiting = self.nodes.get(&tip.hash).map(|n| n.children.len());
        waiting
            .filter(|n| *n > 0)
            .map(|_| tip.index.saturating_add(1))
    }

    /// While two entries at one index wait for the root to pick one: the ends of all branches, the longest first, then
    /// by hash.
    #[must_use]
    pub fn branch_ends(&self) -> Vec<RosterRef> {
        let mut open = vec![self.tip().hash];
        let mut ends = Vec::new();
        while let Some(hash) = open.pop() {
            let Some(node) = self.nodes.get(&hash) else {
                continue;
            };
            open.extend(&node.children);
            if node.children.is_empty() && node.entry.index > self.line.state.index {
                let index = node.entry.index;
                ends.push(RosterRef { index, hash });
            }
        }
        ends.sort_by_key(|end| (std::cmp::Reverse(end.index), end.hash));
        ends
    }

    /// Every entry whose parent is held, parents first; losing branches included.
    pub fn entries(&self) -> impl Iterator<Item = &RawEntry> {
        let mut all: Vec<&Node> = self.nodes.values().collect();
        all.sort_by_key(|node| node.entry.index);
        all.into_iter().map(|node| &node.raw)
    }

    /// Entries whose parents are not here yet, and which somebody known here signed.
    pub fn waiting(&self) -> impl Iterator<Item = &RawEntry> {
        self.waiting.values().flat_map(BTreeMap::values)
    }

    /// An entry, on whatever branch.
    #[must_use]
    pub fn entry(&self, hash: RosterHash) -> Option<&RosterEntry> {
        self.nodes.get(&hash).map(|node| &node.entry)
    }

    /// An entry as it is stored and sent, on whatever branch.
    #[must_use]
    pub fn raw(&self, hash: RosterHash) -> Option<&RawEntry> {
        self.nodes.get(&hash).map(|node| &node.raw)
    }

    /// The entry at an index of the line that counts.
    #[must_use]
    pub fn at(&self, index: u32) -> Option<RosterRef> {
        let hash = *self.line.path.get(usize::try_from(index).ok()?)?;
        Some(RosterRef { index, hash })
    }

    /// Index, on the line that counts, as of which a record that cites this entry speaks: its own, or on a losing branch
    /// the last common entry's. `None` while the entry is unknown or beyond an open fork: the record is pending.
    #[must_use]
    pub fn effective_index(&self, cited: &RosterRef) -> Option<u32> {
        let mut at = cited.hash;
        let mut node = self
            .nodes
            .get(&at)
            .filter(|n| n.entry.index == cited.index)?;
        while self.at(node.entry.index).map(|r| r.hash) != Some(at) {
            at = node.entry.prev;
            node = self.nodes.get(&at)?;
        }
        let beyond = at == self.tip().hash && at != cited.hash;
        (!beyond).then_some(node.entry.index)
    }
}
