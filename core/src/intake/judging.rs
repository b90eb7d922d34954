//! Verdicts: of a record that continues its chain, of a whole chain, and of all that a decision or a late dependency
//! has queued. Knows `admission`; which rows a verdict moves, `projecting` says.

use super::{Change, Intake};
use crate::admission::{
    Before, Grammar, Item, Own, Reading, judge_chain, operation_from_number, own_of,
    read_entry_record,
};
use crate::domain::DocKind;
use crate::projection::decision;
use crate::records::{Pending, Record, State};
use crate::rules::authority::{Permission, permission};
use crate::store::{ChainRow, Row, StoreError, chain, document, record};
use std::collections::BTreeSet;

fn item(row: &Row, own: Own) -> Item {
    Item {
        own,
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

/// Whether a text change of this state is in the agenda's text: contested ones are, for honest ones may build on them.
pub(super) const fn is_applied(state: State) -> bool {
    matches!(state, State::Accepted { .. } | State::Contested(_))
}

impl Intake<'_> {
    /// Records authored here are judged at once. A chain that is received is judged as one at the end: one by one, its
    /// records would cost the square of their number.
    pub(super) fn judge_now_or_later(
        &mut self,
        chain_num: i64,
        now: bool,
    ) -> Result<(), StoreError> {
        if now {
            self.judge(chain_num)
        } else {
            self.queue.insert(chain_num);
            Ok(())
        }
    }

    /// The verdict on a record that simply continues its chain.
    pub(super) fn judge_next(
        &self,
        chain_row: &ChainRow,
        before: Before,
        incoming: &Record,
        reading: &Reading,
    ) -> State {
        let header = incoming.header();
        let items = [Item {
            id: incoming.id(),
            device: header.device,
            scope: header.scope,
            seq: header.seq,
            prev: header.prev,
            roster: header.roster,
            operation: reading.operation,
            grammar: reading.grammar,
            own: reading.entry.as_ref().map_or(Own::Nothing, own_of),
            is_review: header.kind.0 == DocKind::Review.code(),
        }];
        judge_chain(self.roster, chain_row.id, header.scope, before, &items, &[])
            .pop()
            .unwrap_or(State::Pending(Pending::Gap))
    }

    /// Judges a whole chain and carries out what changed.
    pub(crate) fn judge(&mut self, chain_num: i64) -> Result<(), StoreError> {
        self.tails.clear();
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
            // Decisions of a forked chain hold less.
            self.queue.extend(decision::decided_by(self.tx, chain_num)?);
        }
        let items: Vec<Item> = rows
            .iter()
            .map(|row| Ok(item(row, self.own(row)?)))
            .collect::<Result<_, StoreError>>()?;
        let decisions = decision::of_chain(self.tx, &chain_row)?;
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

    /// The thing of its author's own that a stored record is about: asked only of those whom "own" could give a right.
    fn own(&self, row: &Row) -> Result<Own, StoreError> {
        let operation = row.operation.and_then(operation_from_number);
        let (Some(member), Some(operation)) = (self.member_of(row), operation) else {
            return Ok(Own::Nothing);
        };
        let mut grants = self.roster.grants_of(member);
        if !grants.any(|grant| permission(grant.role, operation) == Permission::Own) {
            return Ok(Own::Nothing);
        }
        let stored = record::stored_by_num(self.tx, row.num)?;
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        Ok(reading.entry.as_ref().map_or(Own::Nothing, own_of))
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
        if matches!(from, State::Contested(_)) || matches!(to, State::Contested(_)) {
            self.changes.add(Change::Contested);
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

    /// The roster has changed: judges what that may have moved.
    pub(crate) fn roster_changed(
        &mut self,
        chains: impl IntoIterator<Item = ChainRow>,
    ) -> Result<(), StoreError> {
        let mut nums: BTreeSet<i64> = chains.into_iter().map(|row| row.num).collect();
        // Members whose rights have changed may have decided about others' work.
        for num in nums.clone() {
            nums.extend(decision::decided_by(self.tx, num)?);
        }
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
