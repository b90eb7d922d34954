//! The one path by which a record or a roster entry enters a store, whether authored here or received, on a phone or on
//! a hub: stored, judged and projected in the same transaction. Knows the store and `admission`; who drives it
//! (`workspace`, `replica`) stands above.

mod agendas;
mod audit;
mod changes;
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

use crate::admission::{
    Before, Grammar, Item, Own, Reading, judge_chain, operation_from_number, operation_number,
    operation_of, own_of, read_entry_record, stands_in,
};
use crate::domain::entry::{AgendaEntry, Entry, RegisterEntry, ReviewEntry, RoundEntry};
use crate::domain::{ChainId, DocId, DocKind, MemberId, PlaceId, RecordId};
use crate::projection::{self, Projected, decision, live};
use crate::records::{Header, Pending, Prev, Record, State};
use crate::roster::Roster;
use crate::rules::authority::{Permission, permission};
use crate::store::chain::ChainFacts;
use crate::store::record::{self, Entering};
use crate::store::{ChainRow, Connection, Row, StoreError, Stored, chain, document, outbox};
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
    tails: BTreeMap<ChainId, Tail>,
    /// Local numbers of documents; they never change.
    docs: BTreeMap<(DocId, u16, PlaceId), i64>,
}

/// The end of a chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tail {
    pub row: ChainRow,
    /// Its last record.
    pub last: Option<ChainFacts>,
}

impl Tail {
    /// The predecessor of a record that simply continues the chain; `None` where the whole chain must be judged.
    fn before(&self, incoming: &Record) -> Option<Before> {
        let header = incoming.header();
        if self.row.fork.is_some()
            || self.row.device != header.device
            || self.row.scope != header.scope
        {
            return None;
        }
        match (header.prev, self.last) {
            (Prev::Start(_), None) => Some(Before::Nothing),
            (Prev::After(prev), Some(last)) if last.id == prev && last.seq + 1 == header.seq => {
                let sound = !matches!(last.state, State::Pending(Pending::Gap) | State::Invalid(_));
                sound.then_some(Before::Linked(prev, last.roster))
            }
            _ => None,
        }
    }

    fn after(row: ChainRow, incoming: &Record, state: State) -> Self {
        let header = incoming.header();
        Self {
            row,
            last: Some(ChainFacts {
                seq: header.seq,
                id: incoming.id(),
                state,
                roster: header.roster.index,
            }),
        }
    }
}

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
const fn is_applied(state: State) -> bool {
    matches!(state, State::Accepted { .. } | State::Contested(_))
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

    /// The verdict on a record that simply continues its chain.
    fn judge_next(
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

    /// What of its author's own a stored record is about: asked only of those whom "own" could give a right.
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

    /// Whether a record of this kind and state has rows in the projections. Contested ballots do: a tally shows them.
    fn is_projected(&self, kind: u16, state: State) -> bool {
        if self.projects == Projects::Decisions && kind != DocKind::Review.code() {
            return false;
        }
        match state {
            State::Accepted { .. } => true,
            State::Contested(_) => kind == DocKind::Ballots.code(),
            State::Pending(_) | State::Invalid(_) => false,
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
        if !self.stands_in(&stored.row, entry) {
            return Ok(());
        }
        let owns = self.owns(&stored.row, entry);
        let relayed = self.is_relayed(&stored.row, entry);
        let projected = Projected::new(stored, entry, member, owns, relayed);
        projection::insert(self.tx, &projected)?;
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

    /// Whether it names only what the roster entry that it cites knew.
    fn stands_in(&self, row: &Row, entry: &Entry) -> bool {
        let header = &row.header;
        let cited = self.roster.effective_index(&header.roster);
        cited.is_some_and(|cited| stands_in(entry, self.roster, header.scope, cited))
    }

    /// Whether its author could only relay it, by the roster entry that the record cites.
    fn is_relayed(&self, row: &Row, entry: &Entry) -> bool {
        let header = &row.header;
        let (device, scope) = (header.device, header.scope);
        self.roster
            .relays(device, operation_of(entry), scope, &header.roster)
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
