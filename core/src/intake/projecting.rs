//! The rows of a record in the projections: whether it has any, when they come and go, and the effect on other records
//! of an entry that comes or goes. Knows `projection`; it judges nothing.

use super::{Intake, Projects};
use crate::admission::{operation_of, read_entry_record, read_in, stands_in};
use crate::domain::entry::{
    AgendaEntry, Entry, MatterEntry, MotionEntry, RegisterEntry, ReviewEntry, RoundEntry,
};
use crate::domain::{DocKind, MemberId, RecordId};
use crate::projection::{self, Projected, decision, kept, live, outcome};
use crate::records::State;
use crate::store::record::ErasedPart;
use crate::store::{Row, StoreError, Stored, chain, purge, record};

impl Intake<'_> {
    /// Whether a record of this kind and state has rows in the projections. Contested ballots do: a tally shows them; and
    /// contested steps: others may have built on them.
    pub(super) fn is_projected(&self, kind: u16, state: State) -> bool {
        if self.projects == Projects::Decisions && kind != DocKind::Review.code() {
            return false;
        }
        match state {
            State::Accepted { .. } => true,
            State::Contested(_) => {
                kind == DocKind::Ballots.code()
                    || DocKind::from_code(kind).is_some_and(DocKind::holds_matters)
            }
            State::Pending(_) | State::Invalid(_) | State::Unauthorised(_) | State::SetAside(_) => {
                false
            }
        }
    }

    pub(super) fn member_of(&self, row: &Row) -> Option<MemberId> {
        self.roster
            .device(row.header.device)
            .map(|device| device.member)
    }

    pub(super) fn project(&mut self, num: i64) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        match read_entry_record(&stored.row.header, stored.chunk.as_deref()).entry {
            Some(entry) => self.project_entry(&stored, &entry),
            None => Ok(()),
        }
    }

    pub(super) fn project_entry(
        &mut self,
        stored: &Stored,
        entry: &Entry,
    ) -> Result<(), StoreError> {
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
        let is_step = matches!(entry, Entry::Matter(_, MatterEntry::Step(_)));
        if !stored.row.state.is_accepted() && !is_step && !matches!(entry, Entry::Ballots(_)) {
            return Ok(());
        }
        let owns = self.owns(&stored.row, entry);
        let relayed = self.is_relayed(&stored.row, entry);
        let mut projected = Projected::new(stored, entry, member, owns, relayed);
        projected.resolve(self.tx)?;
        projection::insert(self.tx, &projected)?;
        self.follow(&stored.row, entry)?;
        self.changes.add_entry(&stored.row, entry);
        self.changes.add_came(&stored.row, entry);
        self.touch_matter(&stored.row, entry);
        self.touch_tally(&stored.row, entry)
    }

    /// What lists show of an entry's matter is to be told anew.
    fn touch_matter(&mut self, row: &Row, entry: &Entry) {
        if matches!(entry, Entry::Matter(..)) && self.projects == Projects::Everything {
            self.matters.insert(row.doc);
        }
    }

    /// What an entry's tally comes to is to be counted anew.
    fn touch_tally(&mut self, row: &Row, entry: &Entry) -> Result<(), StoreError> {
        if self.projects == Projects::Decisions || entry.photo().is_some() {
            return Ok(());
        }
        match entry {
            Entry::Motion(MotionEntry::HouseholdSlips(_)) => {
                outcome::mark_at(self.tx, row.header.scope)?;
            }
            Entry::Motion(motion) => {
                self.tallies.insert(row.header.doc);
                if let MotionEntry::Opened(opening) = motion {
                    self.tallies.extend(opening.again);
                }
            }
            Entry::Ballots(ballot) => self.tallies.extend(ballot.motion()),
            _ => {}
        }
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
        operation_of(entry)
            .is_some_and(|operation| self.roster.relays(device, operation, scope, &header.roster))
    }

    pub(super) fn unproject(&mut self, num: i64, kind: u16) -> Result<(), StoreError> {
        let stored = record::stored_by_num(self.tx, num)?;
        let reading = read_entry_record(&stored.row.header, stored.chunk.as_deref());
        projection::remove(self.tx, kind, num)?;
        if let Some(entry) = reading.entry {
            self.follow(&stored.row, &entry)?;
            self.changes.add_entry(&stored.row, &entry);
            self.changes.add_recount(&entry);
            self.touch_matter(&stored.row, &entry);
            self.touch_tally(&stored.row, &entry)?;
        }
        Ok(())
    }

    /// Takes a record of this device out whole, its rows and its words: nobody has seen it.
    pub(crate) fn take_back(&mut self, row: &Row) -> Result<(), StoreError> {
        self.forget_tails()?;
        self.unproject(row.num, row.header.kind.0)?;
        purge::remove(self.tx, row.num)?;
        projection::sweep(self.tx, &[row.doc])?;
        self.changes.add_words_gone();
        self.docs.clear();
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

    /// The body of a record came or went: whatever shows its words is told anew.
    pub(super) fn show_words_again(&mut self, kind: u16, id: RecordId) -> Result<(), StoreError> {
        if self.projects == Projects::Decisions {
            return Ok(());
        }
        for num in kept::shown_by(self.tx, kind, id)? {
            self.project_again(num)?;
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
                    decision::order_erasure(self.tx, *id, ErasedPart::Body, row.num)?;
                    // An officer of one scope cannot erase what lies in another.
                    if let Some(target) = record::by_id(self.tx, *id)?
                        .filter(|target| target.header.scope == row.header.scope)
                    {
                        let gone = record::erase_body(self.tx, target.num)?;
                        self.project_again(target.num)?;
                        if gone {
                            self.changes.add_words_gone();
                            self.show_words_again(target.header.kind.0, target.id)?;
                        }
                    }
                }
            }
            Entry::Review(ReviewEntry::EraseText { records, .. }) => {
                for id in records {
                    self.erase_text(row, *id)?;
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

    /// Carries out an order that erases a change of an agenda's text, or takes note that it counts no more. What stands on
    /// the change waits from now on.
    fn erase_text(&mut self, order: &Row, id: RecordId) -> Result<(), StoreError> {
        decision::order_erasure(self.tx, id, ErasedPart::Text, order.num)?;
        let agenda = DocKind::Agenda.code();
        let Some(target) = record::by_id(self.tx, id)?.filter(|target| {
            target.header.scope == order.header.scope && target.header.kind.0 == agenda
        }) else {
            return Ok(());
        };
        if decision::erased(self.tx, id, order.header.scope)? != Some(ErasedPart::Text) {
            return self.read_without_order(&target);
        }
        // An entry that is named for a text change goes with its rows: who holds its header alone takes it for one.
        if self.is_projected(agenda, target.state) && target.has_chunk {
            self.unproject(target.num, agenda)?;
        }
        if record::erase_text(self.tx, target.num)? {
            self.changes.add_words_gone();
        }
        self.queue.insert(target.chain);
        self.agendas.mark(target.doc, true);
        Ok(())
    }

    /// Orders that erased changes of texts are here no more, or were set aside.
    pub(crate) fn orders_gone(&mut self, erased: &[RecordId]) -> Result<(), StoreError> {
        for id in erased {
            if let Some(target) = record::by_id(self.tx, *id)?
                && self.erased(&target.header, target.id)? != Some(ErasedPart::Text)
            {
                self.read_without_order(&target)?;
            }
        }
        Ok(())
    }

    /// A text change whose words went by an order that counts no more: without it nobody can take it for sound, and it
    /// waits for its words as any header does.
    fn read_without_order(&mut self, target: &Row) -> Result<(), StoreError> {
        if target.has_chunk {
            return Ok(());
        }
        let reading = read_in(self.roster, &target.header, None);
        record::set_reading(
            self.tx,
            target.num,
            reading.operation,
            reading.grammar.number(),
        )?;
        self.queue.insert(target.chain);
        self.agendas.mark(target.doc, true);
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
}
