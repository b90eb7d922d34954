//! Judging the records of one chain together: links, forks, pins, authority, decisions.

use super::{Decider, Grammar, Own, Work};
use crate::domain::{ChainId, DeviceId, PlaceId, RecordId};
use crate::records::{Contested, Invalid, Pending, Prev, RosterRef, State};
use crate::roster::{Narrowing, Roster};
use crate::rules::authority::{Operation, Permission};
use std::collections::BTreeMap;

/// One record of a chain, as far as judging needs it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The record.
    pub id: RecordId,
    /// Its device, as the header claims.
    pub device: DeviceId,
    /// Its scope, as the header claims.
    pub scope: PlaceId,
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

/// The predecessor of the first item that is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the items are the whole chain as held.
    Nothing,
    /// This record, linked to the chain's start, with its cited roster index; the chain has no fork.
    Linked(RecordId, u32),
}

struct Links<'a> {
    by_id: BTreeMap<RecordId, &'a Item>,
    forked: bool,
}

impl Links<'_> {
    /// Whether `item` is the named record or an ancestor of it. In a chain without a fork its position decides, even
    /// while the named record is not here.
    fn holds(&self, item: &Item, seq: u64, named: RecordId) -> bool {
        if item.seq > seq {
            return false;
        }
        if !self.forked {
            return item.seq < seq || item.id == named;
        }
        let mut at = named;
        loop {
            if at == item.id {
                return true;
            }
            match self.by_id.get(&at) {
                Some(known) if known.seq > item.seq => match known.prev {
                    Prev::After(before) => at = before,
                    Prev::Start(_) => return false,
                },
                _ => return false,
            }
        }
    }

    fn pins(&self, narrowing: &Narrowing, chain: ChainId, item: &Item) -> bool {
        narrowing
            .pins
            .get(&chain)
            .is_some_and(|(seq, named)| self.holds(item, *seq, *named))
    }
}

/// States of the items, in their order. `items` are sorted by seq, then id.
#[must_use]
pub fn judge_chain(
    roster: &Roster,
    chain: ChainId,
    scope: PlaceId,
    before: Before,
    items: &[Item],
    decisions: &[Decision],
) -> Vec<State> {
    // The chain's id is a hash of its first record's device, nonce and scope: whoever else uses it has no part in it.
    let owner = items
        .iter()
        .find(|item| matches!(item.prev, Prev::Start(_)))
        .map(|item| (item.device, item.scope));
    let own = |item: &&Item| owner.is_none_or(|owner| owner == (item.device, item.scope));
    let fork = items
        .iter()
        .filter(own)
        .zip(items.iter().filter(own).skip(1))
        .find(|(a, b)| a.seq == b.seq)
        .map(|(a, _)| a.seq)
        .filter(|_| owner.is_some());
    let links = Links {
        by_id: items.iter().map(|item| (item.id, item)).collect(),
        forked: fork.is_some(),
    };
    let mut linked: BTreeMap<RecordId, (u64, u32)> = BTreeMap::new();
    if let (Before::Linked(id, index), Some(first)) = (before, items.first()) {
        linked.insert(id, (first.seq.saturating_sub(1), index));
    }
    items
        .iter()
        .map(|item| {
            if !own(&item) {
                return State::Invalid(Invalid::Chain);
            }
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
            let base = judge_one(roster, chain, scope, item, fork, &links);
            decide(base, item, &links, roster, decisions)
        })
        .collect()
}

fn judge_one(
    roster: &Roster,
    chain: ChainId,
    scope: PlaceId,
    item: &Item,
    fork: Option<u64>,
    links: &Links<'_>,
) -> State {
    let Some(cited) = roster.effective_index(&item.roster) else {
        return State::Pending(Pending::Roster);
    };
    let Some(device) = roster.device(item.device) else {
        return State::Pending(Pending::Device);
    };
    if roster.place(scope).is_none() {
        return State::Pending(Pending::Roster);
    }
    let operation = match (item.grammar, item.operation) {
        (Grammar::Waits(why), _) => return State::Pending(why),
        // Nobody has a right to another's slip: it was never authorised.
        (Grammar::Broken(Invalid::Slip), _) => return State::Contested(Contested::NotAuthorised),
        (Grammar::Broken(why), _) => return State::Invalid(why),
        (Grammar::Sound, None) => return State::Pending(Pending::Kind),
        (Grammar::Sound, Some(operation)) => operation,
    };
    // A device that an officer admitted works before the registrar enters it: its first records count as citing the
    // entry that made it known.
    let at = cited.max(device.added);
    let mut authorities = roster.authority(item.device, operation, scope, at);
    // "Own" is a right over one's own household, which no scope can express: the roster says whose it is.
    authorities.retain(|authority| {
        authority.permission != Permission::Own || item.own.is_of(roster, device.member, at)
    });
    if authorities.is_empty() {
        return State::Contested(Contested::NotAuthorised);
    }
    let stands = authorities.iter().any(|authority| {
        authority
            .narrowings
            .iter()
            .all(|narrowing| links.pins(narrowing, chain, item))
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
            .any(|narrowing| links.pins(narrowing, chain, item))
    };
    if fork.is_some_and(|seq| item.seq >= seq) && !is_pinned() {
        return State::Contested(Contested::Forked);
    }
    State::Accepted { adopted: false }
}

fn decide(
    base: State,
    item: &Item,
    links: &Links<'_>,
    roster: &Roster,
    decisions: &[Decision],
) -> State {
    let State::Contested(_) = base else {
        return base;
    };
    if item.is_review {
        return base;
    }
    let Some(work) = work_of(roster, item) else {
        return base;
    };
    let mut adopted = false;
    for decision in decisions {
        let reaches = if decision.only {
            item.id == decision.tip
        } else {
            links.holds(item, decision.through, decision.tip)
        };
        if !reaches || !decision.by.may_decide(roster, work) {
            continue;
        }
        if !decision.adopt {
            // "For good": setting aside outweighs any adoption, whichever came first.
            return State::Contested(Contested::SetAside);
        }
        adopted = true;
    }
    if adopted {
        State::Accepted { adopted: true }
    } else {
        base
    }
}

/// The work of a record, as far as it can be decided about.
fn work_of(roster: &Roster, item: &Item) -> Option<Work> {
    let cited = roster.effective_index(&item.roster)?;
    Some(Work {
        author: item.device,
        operation: item.operation?,
        scope: item.scope,
        at: cited.max(roster.device(item.device)?.added),
    })
}

#[cfg(test)]
mod tests;
