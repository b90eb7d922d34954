//! The one path by which a record or a roster entry enters a store, whether authored here or received, on a phone or on
//! a hub: stored, judged and projected in the same transaction. Knows the store and `admission`; who drives it
//! (`workspace`, `replica`) stands above.

mod agendas;
mod audit;
mod changes;
mod judging;
mod projecting;
mod renewal;
mod roster;
mod tail;
mod texts;
mod verifying;

pub(crate) use agendas::Agendas;
pub(crate) use audit::audit;
pub use audit::{VerifyFailure, VerifyReport};
pub use changes::{Change, ChangeSet};
pub(crate) use renewal::renew_projections;
pub(crate) use roster::{AppendRefused, Appended, Entered, known_keys, roster_of};
pub(crate) use verifying::{Verdict, verify_each};

use crate::admission::{Before, operation_number, read_entry_record};
use crate::domain::{ChainId, DocId, PlaceId};
use crate::projection::decision;
use crate::records::{Header, Pending, Prev, Record, State};
use crate::roster::Roster;
use crate::store::record::{self, Entering};
use crate::store::{Connection, Row, StoreError, chain, document, outbox};
use judging::is_applied;
use std::collections::{BTreeMap, BTreeSet};
use tail::Tail;

/// The outcome for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was here already, under this local number; `completed` if a body or chunk that was awaited came with it.
    Duplicate { num: i64, completed: bool },
    /// It is new, under this local number.
    New(i64),
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

/// Takes records into one transaction.
pub(crate) struct Intake<'a> {
    pub tx: &'a Connection,
    pub roster: &'a Roster,
    pub agendas: &'a mut Agendas,
    pub changes: &'a mut ChangeSet,
    projects: Projects,
    /// Chains whose verdicts a decision or a late dependency may have changed.
    queue: BTreeSet<i64>,
    /// Ends of chains, so that a batch does not ask for each of them again; forgotten whenever a chain is judged anew.
    tails: BTreeMap<ChainId, Tail>,
    /// Local numbers of documents; they never change.
    docs: BTreeMap<(DocId, u16, PlaceId), i64>,
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
    ) -> Self {
        Self {
            tx,
            roster,
            agendas,
            changes,
            projects: Projects::Everything,
            queue: BTreeSet::new(),
            tails: BTreeMap::new(),
            docs: BTreeMap::new(),
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
        let tail = self.tail(header.chain)?;
        let before = tail.as_ref().map_or_else(
            || matches!(header.prev, Prev::Start(_)).then_some(Before::Nothing),
            // A chain that waits to be judged as a whole is not continued one by one.
            |tail| {
                tail.before(incoming)
                    .filter(|_| !self.queue.contains(&tail.row.num))
            },
        );
        // A record that continues its chain cannot be here: nothing of its chain stands as high.
        if before.is_none()
            && let Some(row) = record::by_id(self.tx, incoming.id())?
        {
            let completed = self.complete(&row, incoming)?;
            match origin {
                // A hub that was told less than is here is still to be told the rest.
                Origin::Hub(seq) if !has_more(&row, incoming) => {
                    record::set_hub_seq(self.tx, row.num, seq)?;
                }
                // The hub may have no more than was here until now.
                Origin::Carried if completed => outbox::again(self.tx, row.num)?,
                _ => {}
            }
            return Ok(Taken::Duplicate {
                num: row.num,
                completed,
            });
        }
        let chain_row = match &tail {
            Some(tail) => tail.row,
            None => chain::enter(self.tx, header)?,
        };
        let doc = self.doc_num(header)?;
        let reading = read_entry_record(header, incoming.chunk());
        let erased =
            header.body.is_some() && decision::is_erased(self.tx, incoming.id(), header.scope)?;
        let verdict = before
            .filter(|_| !reading.is_text)
            .map(|before| self.judge_next(&chain_row, before, incoming, &reading))
            // Decisions may reach contested work: the whole chain is judged.
            .filter(|state| !matches!(state, State::Contested(_)));
        let entering = Entering {
            chain: chain_row.num,
            doc,
            state: verdict.unwrap_or(State::Pending(Pending::Gap)),
            operation: reading.operation.map(operation_number),
            grammar: reading.grammar.number(),
            hub_seq: match origin {
                Origin::Hub(seq) => Some(seq),
                Origin::Authored | Origin::Carried => None,
            },
            erased,
        };
        let num = record::insert(self.tx, incoming, &entering)?;
        match verdict {
            Some(state) => {
                self.tails
                    .insert(header.chain, Tail::after(chain_row, incoming, state));
                if self.is_projected(header.kind.0, state)
                    && let Some(entry) = &reading.entry
                {
                    let stored = record::entered(num, incoming, &entering);
                    self.project_entry(&stored, entry)?;
                }
            }
            None => {
                self.tails.remove(&header.chain);
                if matches!(header.prev, Prev::Start(_)) {
                    chain::bind(self.tx, chain_row.num, header.device, header.scope)?;
                }
                self.judge_now_or_later(chain_row.num, origin == Origin::Authored)?;
            }
        }
        Ok(Taken::New(num))
    }

    /// The end of a chain; `None` for one that is not known yet.
    pub(crate) fn tail(&mut self, id: ChainId) -> Result<Option<Tail>, StoreError> {
        if let Some(tail) = self.tails.get(&id) {
            return Ok(Some(*tail));
        }
        let Some(row) = chain::find(self.tx, id)? else {
            return Ok(None);
        };
        let last = chain::last(self.tx, row.num)?;
        let tail = Tail { row, last };
        self.tails.insert(id, tail);
        Ok(Some(tail))
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
    fn complete(&mut self, row: &Row, incoming: &Record) -> Result<bool, StoreError> {
        let mut completed = false;
        if let (false, Some(chunk)) = (row.has_chunk, incoming.chunk()) {
            record::set_chunk(self.tx, row.num, chunk)?;
            let reading = read_entry_record(&row.header, Some(chunk));
            record::set_reading(
                self.tx,
                row.num,
                reading.operation.map(operation_number),
                reading.grammar.number(),
            )?;
            self.queue.insert(row.chain);
            completed = true;
        }
        if let (record::BodyState::Awaited, Some(body)) = (row.body_state, incoming.body()) {
            record::set_body(self.tx, row.num, body)?;
            self.project_again(row.num)?;
            completed = true;
        }
        Ok(completed)
    }
}
