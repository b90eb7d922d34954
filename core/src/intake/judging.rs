//! Verdicts: of a record that continues its chain, of a whole chain, and of all that a decision or a late dependency
//! has queued. Knows `admission`; which rows a verdict moves, `projecting` says.

use super::tail::Tail;
use super::{Change, Intake};
use crate::admission::{
    Before, Decision, Grammar, Item, Own, Reading, first_double, judge_chain, own_of,
    read_entry_record,
};
use crate::domain::DocKind;
use crate::projection::decision;
use crate::records::{Invalid, Pending, Prev, Record, State};
use crate::rules::authority::{Permission, permission};
use crate::store::{ChainRow, Row, StoreError, budget, chain, document, record};
use std::collections::BTreeSet;

fn item(row: &Row, own: Own) -> Item {
    Item {
        own,
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

impl Intake<'_> {
    /// The predecessor of a record that simply continues its chain; `None` where the whole chain must be judged.
    pub(super) fn before(
        &self,
        tail: Option<Tail>,
        incoming: &Record,
    ) -> Result<Option<Before>, StoreError> {
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
    pub(super) fn claim(&mut self, row: &ChainRow) -> Result<(), StoreError> {
        for other in chain::of_id(self.tx, row.id)? {
            if other.num != row.num {
                self.queue.insert(other.num);
            }
        }
        Ok(())
    }

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

    /// The verdict on a record that simply continues its chain; `None` if an officer has decided about this very record.
    pub(super) fn judge_next(
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
            own: reading.entry.as_ref().map_or(Own::Nothing, own_of),
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

    /// Judges a whole chain and carries out what changed.
    pub(crate) fn judge(&mut self, chain_num: i64) -> Result<(), StoreError> {
        self.forget_tails()?;
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
        let items: Vec<Item> = rows
            .iter()
            .map(|row| Ok(item(row, self.own(row)?)))
            .collect::<Result<_, StoreError>>()?;
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
        chain_row.fork = first_double(rows.iter().map(|row| row.header.seq));
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
        if was.fork != chain_row.fork {
            // Decisions of a forked chain hold less.
            self.queue
                .extend(decision::decided_by(self.tx, chain_row.num)?);
        }
        if was.tip.is_some() != chain_row.tip.is_some() {
            self.claim(chain_row)?;
        }
        Ok(())
    }

    /// The thing of its author's own that a stored record is about: asked only of those whom "own" could give a right.
    fn own(&self, row: &Row) -> Result<Own, StoreError> {
        let (Some(member), Some(operation)) = (self.member_of(row), row.operation) else {
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
        self.forget_tails()?;
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
                self.settle_outcomes()?;
                return self.settle_matters();
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
        // Of some kinds contested records have rows too, but not the same ones.
        let changes_rows = was && is && from.is_accepted() != to.is_accepted();
        if was && (!is || changes_rows) {
            self.unproject(num, kind)?;
        }
        if is && (!was || changes_rows) {
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
