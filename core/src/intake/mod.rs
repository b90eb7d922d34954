//! The one path by which a record or a roster entry enters a store, whether authored here or received, on a phone or on
//! a hub: stored, judged and projected in the same transaction. Knows the store and `admission`; who drives it
//! (`workspace`, `replica`) stands above.

mod agendas;
mod audit;
mod budgets;
mod changes;
mod dependencies;
mod renewal;
mod roster;
mod texts;
mod verifying;

pub(crate) use agendas::Agendas;
pub(crate) use audit::audit;
pub use audit::{VerifyFailure, VerifyReport};
pub use changes::{Change, ChangeSet};
pub(crate) use renewal::renew_projections;
pub(crate) use roster::{AppendRefused, Appended, known_keys, roster_of};
pub(crate) use verifying::{Verdict, verify_each};

use crate::admission::{Before, Decision, Grammar, Item, Reading, judge_chain, read_entry_record};
use crate::domain::entry::{AgendaEntry, Entry, RegisterEntry, ReviewEntry, RoundEntry};
use crate::domain::{DeviceId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::{self, Projected, decision, live};
use crate::records::{Header, Invalid, Pending, Prev, Record, State};
use crate::roster::Roster;
use crate::store::chain::{ChainFacts, ChainKey, key_of};
use crate::store::record::{self, Entering};
use crate::store::{
    ChainRow, Connection, Row, StoreError, Stored, budget, chain, document, outbox,
};
use std::collections::{BTreeMap, BTreeSet};

/// The outcome for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was here already, under this local number; `completed` if a body or chunk that was awaited came with it.
    Duplicate { num: i64, completed: bool },
    /// It is new, under this local number.
    New(i64),
}

/// From where a record comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From this very store, which shows it at once.
    Authored,
    /// From whoever carried it here. The hub may lack it.
    Carried,
    /// From the hub, where it has this number.
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
    tails: BTreeMap<ChainKey, Tail>,
    /// Local numbers of documents; they never change.
    docs: BTreeMap<(DocId, u16, PlaceId), i64>,
    /// The device that hands in what is taken now, where a device does.
    pub carrier: Option<DeviceId>,
    /// What came in this transaction from elsewhere.
    fresh: Vec<budgets::Fresh>,
    /// What was kept of signers, as far as anything of theirs was completed in this transaction.
    held: BTreeMap<DeviceId, budget::Held>,
    /// Records that were kept as evidence alone and are more now: whoever reads their document lacks them.
    pub opened: BTreeSet<i64>,
}

/// The end of a chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    pub row: ChainRow,
    /// Its last record that is linked to its start.
    pub last: Option<ChainFacts>,
}

fn item(row: &Row) -> Item {
    Item {
        id: row.id,
        device: row.header.device,
        seq: row.header.seq,
        prev: row.header.prev,
        roster: row.header.roster,
        operation: row.operation,
        grammar: Grammar::from_number(row.grammar),
        is_review: row.header.kind.0 == DocKind::Review.code(),
    }
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
        let before = self.before(tail, incoming)?;
        let mut chain_row = match &tail {
            Some(tail) => tail.row,
            None => chain::enter(self.tx, header)?,
        };
        let doc = self.doc_num(header)?;
        let reading = read_entry_record(header, incoming.chunk());
        let erased =
            header.body.is_some() && decision::is_erased(self.tx, incoming.id(), header.scope)?;
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
                    chain::set_tip(self.tx, chain_row.num, num)?;
                    if chain_row.tip.replace(num).is_none() {
                        self.claim(&chain_row)?;
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
                self.judge_now_or_later(chain_row.num, origin == Origin::Authored)?;
            }
        }
        Ok(Taken::New(num))
    }

    /// The predecessor of a record that simply continues its chain; `None` where the whole chain must be judged.
    fn before(&self, tail: Option<Tail>, incoming: &Record) -> Result<Option<Before>, StoreError> {
        let header = incoming.header();
        let Some(Tail { row, last }) = tail else {
            return Ok(matches!(header.prev, Prev::Start(_)).then_some(Before::Nothing));
        };
        // A chain that waits to be judged as a whole is not continued one by one.
        if self.queue.contains(&row.num) {
            return Ok(None);
        }
        let fell = |state| state == State::Invalid(Invalid::RosterFell);
        let before = match (header.prev, last) {
            (Prev::Start(_), None) if !row.loose => Some(Before::Nothing),
            (Prev::After(prev), Some(last))
                if row.fork.is_none()
                    && last.id == prev
                    && last.seq.checked_add(1) == Some(header.seq)
                    && !fell(last.state) =>
            {
                Some(Before::Linked {
                    id: prev,
                    index: last.roster,
                    fork: None,
                })
            }
            (Prev::After(prev), Some(_)) if row.fork.is_some_and(|fork| header.seq > fork) => {
                record::by_id(self.tx, prev)?
                    .filter(|before| {
                        before.chain == row.num
                            && before.state.is_linked()
                            && !fell(before.state)
                            && before.header.seq.checked_add(1) == Some(header.seq)
                    })
                    .map(|before| Before::Linked {
                        id: prev,
                        index: before.header.roster.index,
                        fork: row.fork,
                    })
            }
            _ => None,
        };
        // What hangs in the air may follow it, or stand at its place.
        let moves_others = before.is_some()
            && row.loose
            && ((row.fork.is_none() && !record::at_seq(self.tx, row.num, header.seq)?.is_empty())
                || chain::is_awaited(self.tx, row.num, incoming.id())?);
        Ok(before.filter(|_| !moves_others))
    }

    /// A chain has shown its start, or lost it: whoever else has signed something under its id is judged by that.
    fn claim(&mut self, row: &ChainRow) -> Result<(), StoreError> {
        for other in chain::of_id(self.tx, row.id)? {
            if other.num != row.num {
                self.queue.insert(other.num);
            }
        }
        Ok(())
    }

    /// What is authored here is judged at once. A chain that is received is judged as one at the end: one by one, its
    /// records would cost the square of their number.
    fn judge_now_or_later(&mut self, chain_num: i64, now: bool) -> Result<(), StoreError> {
        if now {
            self.judge(chain_num)
        } else {
            self.queue.insert(chain_num);
            Ok(())
        }
    }

    /// The verdict on a record that simply continues its chain; `None` if an officer has decided about this very record.
    fn judge_next(
        &self,
        chain_row: &ChainRow,
        before: Before,
        incoming: &Record,
        reading: &Reading,
    ) -> Result<Option<State>, StoreError> {
        let header = incoming.header();
        let items = [Item {
            id: incoming.id(),
            device: header.device,
            seq: header.seq,
            prev: header.prev,
            roster: header.roster,
            operation: reading.operation,
            grammar: reading.grammar,
            is_review: header.kind.0 == DocKind::Review.code(),
        }];
        let judge = |decisions: &[Decision]| {
            let (roster, id) = (self.roster, chain_row.id);
            judge_chain(roster, id, header.scope, before, &items, decisions)
                .pop()
                .unwrap_or(State::Pending(Pending::Gap))
        };
        match judge(&[]) {
            State::Contested(_) | State::Unauthorised(_) => {
                if decision::names(self.tx, incoming.id())? {
                    return Ok(None);
                }
                Ok(Some(judge(&decision::of_chain(self.tx, chain_row)?)))
            }
            settled => Ok(Some(settled)),
        }
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
        if !self.has_room(row, incoming)? {
            return Ok(completed);
        }
        if let (false, Some(chunk)) = (row.has_chunk, incoming.chunk()) {
            record::set_chunk(self.tx, row.num, chunk)?;
            let reading = read_entry_record(&row.header, Some(chunk));
            record::set_reading(
                self.tx,
                row.num,
                reading.operation,
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

    /// Judges a whole chain and carries out what changed.
    pub(crate) fn judge(&mut self, chain_num: i64) -> Result<(), StoreError> {
        self.tails.clear();
        let mut chain_row = chain::by_num(self.tx, chain_num)?;
        let rows = record::of_chain(self.tx, chain_num)?;
        let begins = rows
            .iter()
            .any(|row| matches!(row.header.prev, Prev::Start(_)));
        let before = if !begins
            && chain::owner(self.tx, chain_row.id)?.is_some_and(|owner| owner.num != chain_num)
        {
            Before::Another
        } else {
            Before::Nothing
        };
        let items: Vec<Item> = rows.iter().map(item).collect();
        let decisions = decision::of_chain(self.tx, &chain_row)?;
        let states = judge_chain(
            self.roster,
            chain_row.id,
            chain_row.scope,
            before,
            &items,
            &decisions,
        );
        self.shape(&mut chain_row, &rows, &states)?;
        for (row, state) in rows.iter().zip(states) {
            if row.state != state {
                self.move_to(row.num, row.header.kind.0, row.state, state)?;
                if row.header.kind.0 == DocKind::Agenda.code() {
                    let (bore, bears) = (row.state.bears_text(), state.bears_text());
                    if bore != bears {
                        self.agendas.mark(row.doc, bore);
                    } else if bears {
                        // Another twin may be shown now, or what was set aside no more.
                        self.agendas.forget(row.doc);
                        self.agendas.mark(row.doc, false);
                    }
                }
                if state == State::Pending(Pending::Dependency) {
                    self.agendas.mark(row.doc, false);
                }
            }
        }
        Ok(())
    }

    /// Keeps where a chain is forked, where it ends, and whether anything of it hangs in the air.
    fn shape(
        &mut self,
        chain_row: &mut ChainRow,
        rows: &[Row],
        states: &[State],
    ) -> Result<(), StoreError> {
        let was = *chain_row;
        let mut pairs = rows.iter().zip(rows.iter().skip(1));
        chain_row.fork = pairs
            .find(|(a, b)| a.header.seq == b.header.seq)
            .map(|(a, _)| a.header.seq);
        let mut linked = rows
            .iter()
            .zip(states)
            .filter(|(_, state)| state.is_linked());
        // Of two at the highest place the one with the lower id, wherever it came first.
        let highest = linked.clone().next_back().map(|(row, _)| row.header.seq);
        chain_row.tip = linked
            .find(|(row, _)| Some(row.header.seq) == highest)
            .map(|(row, _)| row.num);
        chain_row.loose = states.iter().any(|state| !state.is_linked());
        if was != *chain_row {
            chain::set_shape(self.tx, chain_row)?;
        }
        if was.tip.is_some() != chain_row.tip.is_some() {
            self.claim(chain_row)?;
        }
        Ok(())
    }

    /// Carries out whatever decisions and dependencies have queued. Must end every transaction.
    pub(crate) fn settle(&mut self) -> Result<(), StoreError> {
        loop {
            if let Some(chain_num) = self.queue.pop_first() {
                self.judge(chain_num)?;
            } else if let Some((doc, reset)) = self.agendas.next_marked() {
                if reset {
                    self.agendas.forget(doc);
                    document::set_cache(self.tx, doc, None)?;
                    self.reset_texts(doc)?;
                }
                self.settle_texts(doc)?;
            } else {
                return Ok(());
            }
        }
    }

    fn move_to(&mut self, num: i64, kind: u16, from: State, to: State) -> Result<(), StoreError> {
        record::set_state(self.tx, num, to)?;
        let is_reviewed = |state| {
            matches!(
                state,
                State::Contested(_) | State::Unauthorised(_) | State::SetAside(_)
            )
        };
        if is_reviewed(from) || is_reviewed(to) {
            self.changes.add(Change::Contested);
        }
        if to.is_accepted() {
            budget::release(self.tx, num)?;
        }
        if from.is_evidence() && !to.is_evidence() {
            self.opened.insert(num);
        }
        let (was, is) = (self.is_projected(kind, from), self.is_projected(kind, to));
        if was && !is {
            self.unproject(num, kind)?;
        }
        if is && !was {
            self.project(num)?;
        }
        Ok(())
    }

    /// Whether a record of this kind and state has rows in the projections. Contested ballots do: a tally shows them.
    fn is_projected(&self, kind: u16, state: State) -> bool {
        if self.projects == Projects::Decisions && kind != DocKind::Review.code() {
            return false;
        }
        match state {
            State::Accepted { .. } => true,
            State::Contested(_) => kind == DocKind::Ballots.code(),
            State::Pending(_) | State::Invalid(_) | State::Unauthorised(_) | State::SetAside(_) => {
                false
            }
        }
    }

    fn member_of(&self, row: &Row) -> Option<MemberId> {
        self.roster
            .device(row.header.device)
            .map(|device| device.member)
    }

    fn project(&mut self, num: i64) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        match read_entry_record(&stored.row.header, stored.chunk.as_deref()).entry {
            Some(entry) => self.project_entry(&stored, &entry),
            None => Ok(()),
        }
    }

    fn project_entry(&mut self, stored: &Stored, entry: &Entry) -> Result<(), StoreError> {
        let Some(member) = self.member_of(&stored.row) else {
            return Ok(());
        };
        if matches!(entry, Entry::Register(RegisterEntry::Changes(_)))
            && projection::is_undone(self.tx, &stored.row)?
        {
            return Ok(());
        }
        let owns = self.owns(&stored.row, entry);
        projection::insert(self.tx, &Projected::new(stored, entry, member, owns))?;
        self.follow(&stored.row, entry)?;
        self.changes.add_entry(stored.row.header.doc, entry);
        Ok(())
    }

    /// Whether the roster entry that a record cites gives its author the role that decides between such values.
    fn owns(&self, row: &Row, entry: &Entry) -> bool {
        let role = match entry {
            _ if entry.external_id().is_some() => Some(live::NUMBERS_OWNER),
            Entry::Agenda(AgendaEntry::Field { .. }) => {
                live::owner(self.roster, DocKind::Agenda, row.header.scope)
            }
            Entry::Round(RoundEntry::Logged(_)) => {
                live::owner(self.roster, DocKind::Round, row.header.scope)
            }
            _ => None,
        };
        role.is_some_and(|role| {
            let header = &row.header;
            self.roster
                .holds(header.device, role, header.scope, header.roster.index)
        })
    }

    fn unproject(&mut self, num: i64, kind: u16) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        projection::remove(self.tx, kind, num)?;
        if let Some(entry) = reading.entry {
            self.follow(&stored.row, &entry)?;
            self.changes.add_entry(stored.row.header.doc, &entry);
        }
        Ok(())
    }

    pub(crate) fn project_again(&mut self, num: i64) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        let kind = stored.row.header.kind.0;
        if self.is_projected(kind, stored.row.state) {
            projection::remove(self.tx, kind, num)?;
            self.project(num)?;
        }
        Ok(())
    }

    /// The effect on other records of an entry that comes or goes.
    fn follow(&mut self, row: &Row, entry: &Entry) -> Result<(), StoreError> {
        match entry {
            Entry::Register(RegisterEntry::Undo(target)) => {
                if let Some(target) = self.same_doc(row, *target)? {
                    self.project_again(target)?;
                }
            }
            Entry::Review(ReviewEntry::Erase { records, .. }) => {
                for id in records {
                    decision::order_erasure(self.tx, *id, row.num)?;
                    // An officer of one scope cannot erase what lies in another.
                    if let Some(target) = record::by_id(self.tx, *id)?
                        .filter(|target| target.header.scope == row.header.scope)
                    {
                        record::erase_body(self.tx, target.num)?;
                        self.project_again(target.num)?;
                    }
                }
            }
            Entry::Review(
                ReviewEntry::Adopt { target, .. } | ReviewEntry::SetAside { target, .. },
            ) => {
                use crate::domain::entry::review::Target;
                let chain_num = match target {
                    Target::Record(id) => record::by_id(self.tx, *id)?.map(|row| row.chain),
                    Target::Chain { chain: id, .. } => {
                        chain::owner(self.tx, *id)?.map(|chain_row| chain_row.num)
                    }
                };
                self.queue.extend(chain_num);
            }
            _ => {}
        }
        Ok(())
    }

    fn same_doc(&self, row: &Row, id: RecordId) -> Result<Option<i64>, StoreError> {
        Ok(record::by_id(self.tx, id)?
            .filter(|target| target.doc == row.doc)
            .map(|target| target.num))
    }

    /// Another line of the roster counts: a device may be another member's now, and rows name members.
    pub(crate) fn project_all_again(&mut self) -> Result<(), StoreError> {
        for chain_row in chain::all(self.tx)? {
            for row in record::of_chain(self.tx, chain_row.num)? {
                self.project_again(row.num)?;
            }
        }
        Ok(())
    }

    /// Fills projections that are new, or other than the version before this one made them.
    pub(crate) fn project_everything(&mut self) -> Result<(), StoreError> {
        self.project_all_again()?;
        self.settle()
    }

    /// The roster has changed: judges what that may have moved.
    pub(crate) fn roster_changed(
        &mut self,
        chains: impl IntoIterator<Item = ChainRow>,
    ) -> Result<(), StoreError> {
        let mut nums: BTreeSet<i64> = chains.into_iter().map(|row| row.num).collect();
        for row in record::in_state(self.tx, 0)? {
            nums.insert(row.chain);
        }
        for num in nums {
            self.judge(num)?;
        }
        self.changes.add(Change::Roster);
        Ok(())
    }
}
