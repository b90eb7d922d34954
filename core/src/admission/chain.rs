//! Judging the records of one chain together: links, forks, pins, authority, decisions.

use super::{Decider, Grammar, Own, Work};
use crate::domain::{ChainId, DeviceId, PlaceId, RecordId, Role};
use crate::records::{Contested, Invalid, Pending, Prev, RosterRef, SetAside, State, Unauthorised};
use crate::roster::{Device, Narrowing, Roster};
use crate::rules::authority::{Operation, Permission};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// One record of a chain, as far as judging needs it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The record.
    pub id: RecordId,
    /// Its device.
    pub device: DeviceId,
    /// Its place in the chain.
    pub seq: u64,
    /// The predecessor that it names.
    pub prev: Prev,
    /// The roster entry that it cites.
    pub roster: RosterRef,
    /// The operation of its author, if it could be read.
    pub operation: Option<Operation>,
    /// Its grammar.
    pub grammar: Grammar,
    /// What of its author's own it is about.
    pub own: Own,
    /// Whether officers' decisions can reach it: they cannot reach decisions.
    pub is_review: bool,
}

/// An officer's decision about work of a chain; only decisions that are accepted by the first layer are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Seq of the record it names.
    pub through: u64,
    /// That record.
    pub tip: RecordId,
    /// Whether it is about that record only, not about all before it.
    pub only: bool,
    /// Whether it adopts; else it sets aside.
    pub adopt: bool,
    /// Whose it is: he decides within his own rights.
    pub by: Decider,
}

/// What stands before the items that are handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the items are the whole chain as held.
    Nothing,
    /// This record, linked to the chain's start: the items follow it, and nothing that is held follows them.
    Linked {
        /// The record.
        id: RecordId,
        /// The highest roster index that it or a record before it cites.
        index: u32,
        /// The lowest doubled seq of the chain; lower than any of the items.
        fork: Option<u64>,
    },
    /// The chain's id is bound by another device or scope: the items have no part in it.
    Another,
}

/// The records of one chain, and who leads to whom.
struct Links<'a> {
    items: &'a [Item],
    /// Each item's place, by id.
    places: BTreeMap<RecordId, usize>,
    fork: Option<u64>,
    /// The items that are a record or an ancestor of it, marked once for each record that is asked about: a walk for
    /// each item would cost the square of a chain's length.
    ancestries: RefCell<BTreeMap<RecordId, Rc<[bool]>>>,
}

impl<'a> Links<'a> {
    fn new(items: &'a [Item], fork: Option<u64>) -> Self {
        Self {
            items,
            places: (0..)
                .zip(items)
                .map(|(place, item)| (item.id, place))
                .collect(),
            fork,
            ancestries: RefCell::default(),
        }
    }

    /// Whether the item at a place is the named record or an ancestor of it. In a chain without a fork its position
    /// decides, even while the named record is not here.
    fn holds(&self, place: usize, seq: u64, named: RecordId) -> bool {
        let item = &self.items[place];
        if item.seq > seq {
            return false;
        }
        if self.fork.is_none() {
            return item.seq < seq || item.id == named;
        }
        let mut ancestries = self.ancestries.borrow_mut();
        let marked = ancestries
            .entry(named)
            .or_insert_with(|| self.ancestry(named));
        marked[place]
    }

    fn ancestry(&self, named: RecordId) -> Rc<[bool]> {
        let mut marked = vec![false; self.items.len()];
        let mut at = self.places.get(&named).copied();
        while let Some(place) = at {
            marked[place] = true;
            let item = &self.items[place];
            at = match item.prev {
                // A record that claims to follow a later one leads nowhere.
                Prev::After(before) => self
                    .places
                    .get(&before)
                    .copied()
                    .filter(|before| self.items[*before].seq < item.seq),
                Prev::Start(_) => None,
            };
        }
        marked.into()
    }

    fn pins(&self, narrowing: &Narrowing, chain: ChainId, place: usize) -> bool {
        narrowing
            .pins
            .get(&chain)
            .is_some_and(|(seq, named)| self.holds(place, *seq, *named))
    }
}

/// The lowest seq that stands twice in a chain, of seqs in order.
pub(crate) fn first_double(seqs: impl Iterator<Item = u64> + Clone) -> Option<u64> {
    let mut pairs = seqs.clone().zip(seqs.skip(1));
    pairs.find(|(a, b)| a == b).map(|(a, _)| a)
}

/// States of the items, in their order. `items` are of one device and scope, sorted by seq, then id.
#[must_use]
pub fn judge_chain(
    roster: &Roster,
    chain: ChainId,
    scope: PlaceId,
    before: Before,
    items: &[Item],
    decisions: &[Decision],
) -> Vec<State> {
    let mut linked: BTreeMap<RecordId, (u64, u32)> = BTreeMap::new();
    let fork = match before {
        Before::Another => return vec![State::Invalid(Invalid::Chain); items.len()],
        Before::Nothing => first_double(items.iter().map(|item| item.seq)),
        Before::Linked { id, index, fork } => {
            let seq = items.first().map_or(0, |first| first.seq.saturating_sub(1));
            linked.insert(id, (seq, index));
            fork
        }
    };
    let links = Links::new(items, fork);
    (0..)
        .zip(items)
        .map(|(place, item)| {
            let (seq, floor) = match item.prev {
                Prev::Start(_) => (0, 0),
                Prev::After(id) => match linked.get(&id) {
                    Some(known) => *known,
                    None => return State::Pending(Pending::Gap),
                },
            };
            if seq.checked_add(1) != Some(item.seq) {
                // Nothing is linked through it: a leap would hide a fork and stretch what a pin covers.
                return State::Invalid(Invalid::Sequence);
            }
            linked.insert(item.id, (item.seq, item.roster.index.max(floor)));
            if item.roster.index < floor {
                return State::Invalid(Invalid::RosterFell);
            }
            judge_one(roster, chain, scope, place, &links, decisions)
        })
        .collect()
}

fn judge_one(
    roster: &Roster,
    chain: ChainId,
    scope: PlaceId,
    place: usize,
    links: &Links<'_>,
    decisions: &[Decision],
) -> State {
    let item = &links.items[place];
    let Some(cited) = roster.effective_index(&item.roster) else {
        return State::Pending(Pending::Roster);
    };
    let Some(device) = roster.device(item.device) else {
        return State::Pending(Pending::Device);
    };
    if roster.place(scope).is_none() {
        return State::Pending(Pending::Roster);
    }
    // A device that an officer admitted works before the registrar enters it: its first records count as citing the entry
    // that made it known.
    let at = cited.max(device.added);
    // Nobody has a right to another's slip: it was never authorised, and no decision makes it so.
    if item.grammar == Grammar::Broken(Invalid::Slip) {
        return State::Unauthorised(Unauthorised::Never);
    }
    let authority = item.operation.map(|operation| {
        let base = authorise(roster, chain, scope, at, operation, (device, place), links);
        let work = Work {
            author: device.id,
            operation,
            scope,
            at,
        };
        decide(base, place, work, roster, links, decisions)
    });
    // Whatever it is that cannot be read yet: who had no role at all over the scope had no right to it.
    let authority = authority.or_else(|| {
        let holds = |role: &Role| roster.holds(item.device, *role, scope, at);
        let waits = matches!(item.grammar, Grammar::Waits(_));
        let never = State::Unauthorised(Unauthorised::Never);
        (waits && !Role::ALL.iter().any(holds)).then_some(never)
    });
    // Who never had the right is not asked for more: its text stands on nothing, and nothing stands on it.
    if let Some(state @ (State::Unauthorised(_) | State::SetAside(SetAside::Unauthorised))) =
        authority
    {
        return state;
    }
    match (item.grammar, authority) {
        (Grammar::Waits(why), _) => State::Pending(why),
        (Grammar::Broken(why), _) => State::Invalid(why),
        (Grammar::Sound, None) => State::Pending(Pending::Kind),
        (Grammar::Sound, Some(state)) => state,
    }
}

/// The state that the roster gives, before any decision: accepted, contested or unauthorised.
fn authorise(
    roster: &Roster,
    chain: ChainId,
    scope: PlaceId,
    at: u32,
    operation: Operation,
    (device, place): (&Device, usize),
    links: &Links<'_>,
) -> State {
    let mut authorities = roster.authority(device.id, operation, scope, at);
    // "Own" is a right over one's own household, which no scope can express: the roster says whose it is.
    let own = links.items[place].own;
    authorities.retain(|authority| {
        authority.permission != Permission::Own || own.is_of(roster, device.member, at)
    });
    if authorities.is_empty() {
        return State::Unauthorised(Unauthorised::Never);
    }
    let stands = authorities.iter().any(|authority| {
        authority
            .narrowings
            .iter()
            .all(|narrowing| links.pins(narrowing, chain, place))
    });
    if !stands {
        return State::Contested(Contested::Narrowed);
    }
    // Whatever took something from this member and pinned the chain holds what it pinned, forks or not.
    let is_pinned = || {
        let of_grants = roster
            .grants_of(device.member)
            .filter_map(|grant| grant.removed.as_ref());
        device
            .removed
            .iter()
            .chain(of_grants)
            .any(|narrowing| links.pins(narrowing, chain, place))
    };
    let seq = links.items[place].seq;
    if links.fork.is_some_and(|fork| seq >= fork) && !is_pinned() {
        return State::Contested(Contested::Forked);
    }
    State::Accepted { adopted: false }
}

fn decide(
    base: State,
    place: usize,
    work: Work,
    roster: &Roster,
    links: &Links<'_>,
    decisions: &[Decision],
) -> State {
    let item = &links.items[place];
    if item.is_review || base.is_accepted() {
        return base;
    }
    let reaches = |decision: &&Decision| {
        let is_reached = if decision.only {
            item.id == decision.tip
        } else {
            links.holds(place, decision.through, decision.tip)
        };
        is_reached && decision.by.may_decide(roster, work)
    };
    let (mut adopted, mut set_aside) = (false, false);
    for decision in decisions.iter().filter(reaches) {
        adopted |= decision.adopt;
        set_aside |= !decision.adopt;
    }
    match base {
        // "For good": setting aside outweighs any adoption, whichever came first.
        State::Unauthorised(_) if set_aside && !adopted => State::SetAside(SetAside::Unauthorised),
        _ if set_aside => State::SetAside(SetAside::Contested),
        _ if adopted => State::Accepted { adopted: true },
        _ => base,
    }
}

#[cfg(test)]
mod tests;
