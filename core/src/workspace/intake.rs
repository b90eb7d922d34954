//! The one path by which a record enters a store, whether authored here or received: stored, judged and projected in
//! the same transaction.

use super::agendas::Agendas;
use super::changes::{Change, ChangeSet};
use crate::admission::{
    Before, Grammar, Item, judge_chain, operation_from_number, operation_number, read_entry_record,
};
use crate::domain::entry::{Entry, RegisterEntry, ReviewEntry};
use crate::domain::{DocKind, MemberId, RecordId};
use crate::records::{Pending, Prev, Record, State};
use crate::roster::Roster;
use crate::store::projection::{self, Projected};
use crate::store::record::{self, Entering};
use crate::store::{ChainRow, Row, StoreError, chain};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What became of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It was here already; a body or chunk that was awaited may have come with it.
    Duplicate,
    /// It is new, under this local number.
    New(i64),
}

/// Takes records into one transaction.
pub(crate) struct Intake<'a> {
    pub tx: &'a Connection,
    pub roster: &'a Roster,
    pub agendas: &'a mut Agendas,
    pub changes: &'a mut ChangeSet,
    /// Chains whose verdicts a decision or a late dependency may have changed.
    queue: BTreeSet<i64>,
}

fn item(row: &Row) -> Item {
    Item {
        id: row.id,
        device: row.header.device,
        scope: row.header.scope,
        seq: row.header.seq,
        prev: row.header.prev,
        roster: row.header.roster,
        operation: row.operation.and_then(operation_from_number),
        grammar: Grammar::from_number(row.grammar),
        is_review: row.header.kind.0 == DocKind::Review.code(),
    }
}

/// Whether a record of this kind and state has rows in the projections. Contested ballots do: a tally shows them.
fn is_projected(kind: u16, state: State) -> bool {
    match state {
        State::Accepted { .. } => true,
        State::Contested(_) => kind == DocKind::Ballots.code(),
        State::Pending(_) | State::Invalid(_) => false,
    }
}

/// Whether a text change of this state is in the agenda's text: contested ones are, for honest ones may build on them.
pub(super) const fn is_applied(state: State) -> bool {
    matches!(state, State::Accepted { .. } | State::Contested(_))
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
            queue: BTreeSet::new(),
        }
    }

    /// Takes one verified record.
    pub(crate) fn take(&mut self, incoming: &Record, outbox: bool) -> Result<Taken, StoreError> {
        if let Some(row) = record::by_id(self.tx, incoming.id())? {
            self.complete(&row, incoming)?;
            return Ok(Taken::Duplicate);
        }
        let header = incoming.header();
        let chain_row = chain::enter(self.tx, header)?;
        let doc = record::doc_num(self.tx, header)?;
        let reading = read_entry_record(header, incoming.chunk());
        let erased =
            header.body.is_some() && record::is_erased(self.tx, incoming.id(), header.scope)?;
        let fast = self.before_of(&chain_row, incoming)?;
        let num = record::insert(
            self.tx,
            incoming,
            &Entering {
                chain: chain_row.num,
                doc,
                state: State::Pending(Pending::Gap),
                operation: reading.operation.map(operation_number),
                grammar: reading.grammar.number(),
                outbox,
                erased,
            },
        )?;
        match fast {
            Some(before) if !reading.is_text => {
                let items = [Item {
                    id: incoming.id(),
                    device: header.device,
                    scope: header.scope,
                    seq: header.seq,
                    prev: header.prev,
                    roster: header.roster,
                    operation: reading.operation,
                    grammar: reading.grammar,
                    is_review: header.kind.0 == DocKind::Review.code(),
                }];
                let state =
                    judge_chain(self.roster, chain_row.id, header.scope, before, &items, &[])
                        .pop()
                        .unwrap_or(State::Pending(Pending::Gap));
                if matches!(state, State::Contested(_)) {
                    // Decisions may reach it.
                    self.judge_now_or_later(chain_row.num, outbox)?;
                } else {
                    self.move_to(num, header.kind.0, State::Pending(Pending::Gap), state)?;
                }
            }
            _ => {
                if matches!(header.prev, Prev::Start(_)) {
                    chain::bind(self.tx, chain_row.num, header.device, header.scope)?;
                }
                self.judge_now_or_later(chain_row.num, outbox)?;
            }
        }
        Ok(Taken::New(num))
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

    /// What stands before a record that simply continues its chain; `None` where the whole chain must be judged.
    fn before_of(
        &self,
        chain_row: &ChainRow,
        incoming: &Record,
    ) -> Result<Option<Before>, StoreError> {
        let header = incoming.header();
        if chain_row.fork.is_some()
            || self.queue.contains(&chain_row.num)
            || chain_row.device != header.device
            || chain_row.scope != header.scope
        {
            return Ok(None);
        }
        let tip = chain::tip(self.tx, chain_row.num)?;
        match (header.prev, tip) {
            (Prev::Start(_), None) => Ok(Some(Before::Nothing)),
            (Prev::After(prev), Some(tip)) if tip.id == prev && tip.seq + 1 == header.seq => {
                Ok(record::by_id(self.tx, prev)?
                    .filter(|row| {
                        !matches!(row.state, State::Pending(Pending::Gap) | State::Invalid(_))
                    })
                    .map(|row| Before::Linked(prev, row.header.roster.index)))
            }
            _ => Ok(None),
        }
    }

    /// A duplicate may bring a body or a chunk that was awaited.
    fn complete(&mut self, row: &Row, incoming: &Record) -> Result<(), StoreError> {
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
        }
        if let (record::BodyState::Awaited, Some(body)) = (row.body_state, incoming.body()) {
            record::set_body(self.tx, row.num, body)?;
            self.project_again(row.num)?;
        }
        Ok(())
    }

    /// Judges a whole chain and carries out what changed.
    pub(crate) fn judge(&mut self, chain_num: i64) -> Result<(), StoreError> {
        let chain_row = chain::by_num(self.tx, chain_num)?;
        let rows = record::of_chain(self.tx, chain_num)?;
        let own: Vec<u64> = rows
            .iter()
            .map(|row| &row.header)
            .filter(|header| (header.device, header.scope) == (chain_row.device, chain_row.scope))
            .map(|header| header.seq)
            .collect();
        let fork = own.windows(2).find(|pair| pair[0] == pair[1]);
        let fork = fork.map(|pair| pair[0]);
        if fork != chain_row.fork {
            chain::set_fork(self.tx, chain_num, fork)?;
        }
        let items: Vec<Item> = rows.iter().map(item).collect();
        let decisions = record::decisions(self.tx, &chain_row)?;
        let states = judge_chain(
            self.roster,
            chain_row.id,
            chain_row.scope,
            Before::Nothing,
            &items,
            &decisions,
        );
        for (row, state) in rows.iter().zip(states) {
            if row.state != state {
                self.move_to(row.num, row.header.kind.0, row.state, state)?;
                if row.header.kind.0 == DocKind::Agenda.code() {
                    if is_applied(row.state) != is_applied(state) {
                        self.agendas.mark(row.doc, is_applied(row.state));
                    } else if is_applied(state) && fork.is_some() {
                        // Another twin may be shown now.
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

    /// Carries out whatever decisions and dependencies have queued. Must end every transaction.
    pub(crate) fn settle(&mut self) -> Result<(), StoreError> {
        loop {
            if let Some(chain_num) = self.queue.pop_first() {
                self.judge(chain_num)?;
            } else if let Some((doc, reset)) = self.agendas.next_marked() {
                if reset {
                    self.agendas.forget(doc);
                    record::set_doc_cache(self.tx, doc, None)?;
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
        if matches!(from, State::Contested(_)) || matches!(to, State::Contested(_)) {
            self.changes.add(Change::Contested);
        }
        let (was, is) = (is_projected(kind, from), is_projected(kind, to));
        if was && !is {
            self.unproject(num, kind)?;
        }
        if is && !was {
            self.project(num)?;
        }
        Ok(())
    }

    fn member_of(&self, row: &Row) -> Option<MemberId> {
        self.roster
            .device(row.header.device)
            .map(|device| device.member)
    }

    fn project(&mut self, num: i64) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        let (Some(entry), Some(member)) = (reading.entry, self.member_of(&stored.row)) else {
            return Ok(());
        };
        if matches!(entry, Entry::Register(RegisterEntry::Changes(_)))
            && projection::is_undone(self.tx, &stored.row)?
        {
            return Ok(());
        }
        projection::insert(self.tx, &Projected::new(&stored, &entry, member))?;
        self.follow(&stored.row, &entry)?;
        self.changes.add_entry(stored.row.header.doc, &entry);
        Ok(())
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

    fn project_again(&mut self, num: i64) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        let kind = stored.row.header.kind.0;
        if is_projected(kind, stored.row.state) {
            projection::remove(self.tx, kind, num)?;
            self.project(num)?;
        }
        Ok(())
    }

    /// What an entry that comes or goes means for other records.
    fn follow(&mut self, row: &Row, entry: &Entry) -> Result<(), StoreError> {
        match entry {
            Entry::Register(RegisterEntry::Undo(target)) => {
                if let Some(target) = self.same_doc(row, *target)? {
                    self.project_again(target)?;
                }
            }
            Entry::Review(ReviewEntry::Erase { records, .. }) => {
                for id in records {
                    record::order_erasure(self.tx, *id, row.num)?;
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
                        chain::find(self.tx, *id)?.map(|chain_row| chain_row.num)
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

    /// Every text change of a document waits again, because one that others may build on has left.
    fn reset_texts(&mut self, doc: i64) -> Result<(), StoreError> {
        let waits = Grammar::Waits(Pending::Dependency).number();
        let mut chains = BTreeSet::new();
        for stored in record::of_doc(self.tx, doc)? {
            let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
            if reading.is_text {
                record::set_reading(self.tx, stored.row.num, stored.row.operation, waits)?;
                record::set_state(self.tx, stored.row.num, State::Pending(Pending::Dependency))?;
                chains.insert(stored.row.chain);
            }
        }
        // What waits for more than its grammar must not be checked now: others would be let stand on it.
        for chain_num in chains {
            self.judge(chain_num)?;
        }
        Ok(())
    }

    /// Checks waiting text changes of an agenda until nothing moves any more, then writes the merged text.
    fn settle_texts(&mut self, doc: i64) -> Result<(), StoreError> {
        loop {
            let mut sound = Vec::new();
            let mut chains = BTreeSet::new();
            for stored in record::waiting_texts(self.tx, doc)? {
                let row = stored.row;
                let Some(chunk) = stored.chunk else {
                    continue;
                };
                let grammar = self.agendas.check(self.tx, doc, &row, &chunk)?;
                if grammar == Grammar::Waits(Pending::Dependency) {
                    continue;
                }
                record::set_reading(self.tx, row.num, row.operation, grammar.number())?;
                chains.insert(row.chain);
                if grammar == Grammar::Sound {
                    sound.push((row, chunk));
                }
            }
            if chains.is_empty() {
                break;
            }
            for chain_num in chains {
                self.judge(chain_num)?;
            }
            for (row, chunk) in sound {
                let now = record::by_id(self.tx, row.id)?;
                if now.is_some_and(|row| is_applied(row.state))
                    && !self.agendas.apply(self.tx, doc, &chunk)?
                {
                    // The engine refused what the grammar let pass: quarantined, and the document is built anew.
                    let broken = Grammar::Broken(crate::records::Invalid::Engine);
                    record::set_reading(self.tx, row.num, row.operation, broken.number())?;
                    self.judge(row.chain)?;
                }
            }
        }
        let text = self.agendas.text(self.tx, doc)?;
        record::set_doc_text(self.tx, doc, text.as_deref())?;
        self.agendas.settled(doc);
        self.changes.add(Change::Agendas);
        Ok(())
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
