//! The one path by which a record or a roster entry enters a store, whether authored here or received, on a phone or on
//! a hub: stored, judged and projected in the same transaction. Knows the store and `admission`; who drives it
//! (`workspace`, `replica`) stands above.

mod agendas;
mod aside;
mod audit;
mod budgets;
mod changes;
mod clocks;
mod dependencies;
mod judging;
mod matter_words;
mod matters;
mod projecting;
mod renewal;
mod rooms;
mod roster;
mod tail;
#[cfg(test)]
mod tests;
mod texts;
mod verifying;

pub(crate) use agendas::Agendas;
pub(crate) use aside::Aside;
pub(crate) use audit::audit;
pub use audit::{VerifyFailure, VerifyReport};
pub(crate) use budgets::HUB;
pub use changes::{Change, ChangeSet};
pub(crate) use clocks::{is_believed, note, seconds_off};
pub(crate) use matter_words::{COMMENT, words_holding};
pub(crate) use matters::{
    Gathered, amendment_of, file_of, gather, holding_of, kind_of, packs_of, roles_at, switches_at,
    values_of,
};
pub(crate) use renewal::renew_projections;
pub(crate) use roster::{AppendRefused, Appended, Entered, known_keys, roster_of};
pub(crate) use verifying::{Item, Verdict, check_ahead, verify_each};

use crate::admission::{Reading, read_in};
use crate::domain::{DeviceId, DocId, DocKind, PlaceId, RecordId, Timestamp};
use crate::projection::decision;
use crate::records::{Header, Pending, Prev, Record, State};
use crate::roster::Roster;
use crate::store::chain::{ChainFacts, ChainKey, key_of};
use crate::store::record::{self, Entering, ErasedPart};
use crate::store::{Connection, Row, StoreError, budget, chain, document, outbox};
use std::collections::{BTreeMap, BTreeSet};
use tail::Tail;

/// The outcome for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was here already, under this local number.
    Duplicate { num: i64, brought: Brought },
    /// It is new, under this local number.
    New(i64),
}

/// Parts of a record that is here, which a duplicate brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brought {
    /// None that was awaited.
    Nothing,
    /// A body or chunk that was awaited.
    Parts,
    /// A body or chunk that was awaited and for which its signer has no room.
    TooMuch,
}

/// Origin of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Written in this very store, which shows it at once.
    Authored,
    /// Brought by whoever carried it here. The hub may lack it.
    Carried,
    /// Handed out by the hub, where it has this number.
    Hub(u64),
}

/// The lists that a store projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Projects {
    /// All that its lists show.
    Everything,
    /// The rows that judging needs: decisions and erasure orders.
    Decisions,
}

/// Stands for the time at which something comes where only what is here is judged again.
const NEVER: Timestamp = Timestamp(0);

/// Takes records into one transaction.
pub(crate) struct Intake<'a> {
    pub tx: &'a Connection,
    pub roster: &'a Roster,
    pub agendas: &'a mut Agendas,
    pub changes: &'a mut ChangeSet,
    projects: Projects,
    /// Chains whose verdicts a decision or a late dependency may have changed.
    queue: BTreeSet<i64>,
    /// Matters whose row in lists is to be made anew.
    matters: BTreeSet<i64>,
    /// Tallies of which something came or went.
    tallies: BTreeSet<DocId>,
    /// Ends of chains, so that a batch does not ask for each of them again; forgotten whenever a chain is judged anew.
    tails: BTreeMap<ChainKey, Tail>,
    /// Last records of chains by their local numbers, not written into the chains' rows yet: of a batch only the last one of each
    /// chain is. A chain's first one is written at once, for it says whose the chain is.
    ends: BTreeMap<i64, i64>,
    /// Local numbers of documents; they never change.
    docs: BTreeMap<(DocId, u16, PlaceId), i64>,
    /// The time at which what is taken comes.
    now: Timestamp,
    /// The device that hands in what is taken now, where a device does.
    pub carrier: Option<DeviceId>,
    /// What came in this transaction from elsewhere.
    fresh: Vec<budgets::Fresh>,
    /// What was kept of signers, as far as anything of theirs was completed in this transaction.
    held: BTreeMap<DeviceId, budget::Kept>,
    /// Records that were kept as evidence alone and are more now: whoever reads their document lacks them.
    pub opened: BTreeSet<i64>,
}

/// Whether a record is more complete here than it came.
fn has_more(row: &Row, incoming: &Record) -> bool {
    (row.has_chunk && incoming.chunk().is_none())
        || (row.body_state == record::BodyState::Present && incoming.body().is_none())
}

impl<'a> Intake<'a> {
    pub(crate) fn new(
        tx: &'a Connection,
        roster: &'a Roster,
        agendas: &'a mut Agendas,
        changes: &'a mut ChangeSet,
        now: Timestamp,
    ) -> Self {
        Self {
            now,
            tx,
            roster,
            agendas,
            changes,
            projects: Projects::Everything,
            queue: BTreeSet::new(),
            matters: BTreeSet::new(),
            tallies: BTreeSet::new(),
            tails: BTreeMap::new(),
            ends: BTreeMap::new(),
            docs: BTreeMap::new(),
            carrier: None,
            fresh: Vec::new(),
            held: BTreeMap::new(),
            opened: BTreeSet::new(),
        }
    }

    /// For a store that shows no lists.
    pub(crate) const fn projecting(mut self, projects: Projects) -> Self {
        self.projects = projects;
        self
    }

    /// Takes one verified record.
    pub(crate) fn take(&mut self, incoming: &Record, origin: Origin) -> Result<Taken, StoreError> {
        let header = incoming.header();
        let key = key_of(header);
        let tail = self.tail(key)?;
        // A record that continues the end of its chain cannot be here, nor can one of a chain that is not.
        let may_be_here = tail.is_some_and(|tail| {
            tail.row.loose
                || tail.row.fork.is_some()
                || self.queue.contains(&tail.row.num)
                || tail
                    .last
                    .is_none_or(|last| header.prev != Prev::After(last.id))
        });
        if may_be_here && let Some(row) = record::by_id(self.tx, incoming.id())? {
            let brought = self.complete(&row, incoming)?;
            match origin {
                // A hub that was told less than is here is still to be told the rest.
                Origin::Hub(seq) if !has_more(&row, incoming) => {
                    record::set_hub_seq(self.tx, row.num, seq)?;
                }
                // The hub may have no more than was here until now.
                Origin::Carried if brought == Brought::Parts => outbox::again(self.tx, row.num)?,
                _ => {}
            }
            return Ok(Taken::Duplicate {
                num: row.num,
                brought,
            });
        }
        let before = self.before(tail, incoming)?;
        let mut chain_row = match &tail {
            Some(tail) => tail.row,
            None => chain::enter(self.tx, header)?,
        };
        let doc = self.doc_num(header)?;
        let erased = self.erased(header, incoming.id())?;
        let reading = if erased == Some(ErasedPart::Text) {
            Reading::erased_text()
        } else {
            read_in(self.roster, header, incoming.chunk())
        };
        let verdict = match before {
            Some(before) if !reading.is_text => {
                self.judge_next(&chain_row, before, incoming, &reading)?
            }
            _ => None,
        };
        let entering = Entering {
            chain: chain_row.num,
            doc,
            state: verdict.unwrap_or(State::Pending(Pending::Gap)),
            operation: reading.operation,
            grammar: reading.grammar.number(),
            hub_seq: match origin {
                Origin::Hub(seq) => Some(seq),
                Origin::Authored | Origin::Carried => None,
            },
            seen: self.now,
            erased,
        };
        let num = record::insert(self.tx, incoming, &entering)?;
        if origin != Origin::Authored {
            let carrier = self.carrier;
            self.fresh.push(budgets::Fresh { num, carrier });
        }
        match verdict {
            Some(state) => {
                let last = ChainFacts {
                    seq: header.seq,
                    id: incoming.id(),
                    state,
                    roster: header.roster.index,
                };
                let follows = tail.and_then(|tail| tail.last).is_none_or(|tip| {
                    (tip.seq, std::cmp::Reverse(tip.id)) < (last.seq, std::cmp::Reverse(last.id))
                });
                if follows {
                    if chain_row.tip.replace(num).is_none() {
                        chain::set_tip(self.tx, chain_row.num, num)?;
                        self.claim(&chain_row)?;
                    } else {
                        self.ends.insert(chain_row.num, num);
                    }
                    let last = Some(last);
                    self.tails.insert(
                        key,
                        Tail {
                            row: chain_row,
                            last,
                        },
                    );
                }
                if self.is_projected(header.kind.0, state)
                    && let Some(entry) = &reading.entry
                {
                    let stored = record::entered(num, incoming, &entering);
                    self.project_entry(&stored, entry)?;
                }
                if matches!(state, State::Contested(_) | State::Unauthorised(_)) {
                    self.changes.add(Change::Contested);
                }
            }
            None => {
                self.tails.remove(&key);
                if let Some(tip) = self.ends.remove(&chain_row.num) {
                    chain::set_tip(self.tx, chain_row.num, tip)?;
                }
                self.judge_now_or_later(chain_row.num, origin == Origin::Authored)?;
            }
        }
        // A correction may have come before the words that it keeps.
        if origin != Origin::Authored && incoming.body().is_some() && erased.is_none() {
            self.show_words_again(header.kind.0, incoming.id())?;
        }
        Ok(Taken::New(num))
    }

    /// The part of a record that was erased before it came. Asked only of those that an order can reach.
    fn erased(&self, header: &Header, id: RecordId) -> Result<Option<ErasedPart>, StoreError> {
        let is_agenda = header.kind.0 == DocKind::Agenda.code();
        if header.body.is_none() && !is_agenda {
            return Ok(None);
        }
        let part = decision::erased(self.tx, id, header.scope)?;
        Ok(part.filter(|part| *part == ErasedPart::Body || is_agenda))
    }

    /// The end of a chain; `None` for one that is not known yet.
    pub(crate) fn tail(&mut self, key: ChainKey) -> Result<Option<Tail>, StoreError> {
        if let Some(tail) = self.tails.get(&key) {
            return Ok(Some(*tail));
        }
        let Some(row) = chain::find(self.tx, key)? else {
            return Ok(None);
        };
        let last = chain::tip(self.tx, &row)?;
        let tail = Tail { row, last };
        self.tails.insert(key, tail);
        Ok(Some(tail))
    }

    /// Writes the ends of chains and forgets them.
    fn forget_tails(&mut self) -> Result<(), StoreError> {
        self.tails.clear();
        for (chain_num, tip) in std::mem::take(&mut self.ends) {
            chain::set_tip(self.tx, chain_num, tip)?;
        }
        Ok(())
    }

    fn doc_num(&mut self, header: &Header) -> Result<i64, StoreError> {
        let key = (header.doc, header.kind.0, header.scope);
        if let Some(num) = self.docs.get(&key) {
            return Ok(*num);
        }
        let num = document::enter(self.tx, header)?;
        self.docs.insert(key, num);
        Ok(num)
    }

    /// A duplicate may bring a body or a chunk that was awaited.
    fn complete(&mut self, row: &Row, incoming: &Record) -> Result<Brought, StoreError> {
        let mut brought = Brought::Nothing;
        if !self.has_room(row, incoming)? {
            return Ok(Brought::TooMuch);
        }
        if let (false, Some(chunk)) = (row.has_chunk, incoming.chunk())
            && self.erased(&row.header, row.id)? != Some(ErasedPart::Text)
        {
            record::set_chunk(self.tx, row.num, chunk)?;
            let reading = read_in(self.roster, &row.header, Some(chunk));
            record::set_reading(
                self.tx,
                row.num,
                reading.operation,
                reading.grammar.number(),
            )?;
            self.queue.insert(row.chain);
            brought = Brought::Parts;
        }
        if let (record::BodyState::Awaited, Some(body)) = (row.body_state, incoming.body()) {
            record::set_body(self.tx, row.num, body)?;
            self.project_again(row.num)?;
            self.show_words_again(row.header.kind.0, row.id)?;
            brought = Brought::Parts;
        }
        Ok(brought)
    }
}
