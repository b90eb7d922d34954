//! Changes of a transaction, for those who watch. Coarse on purpose: a screen reads its list again.

use crate::domain::DocId;
use crate::domain::entry::{BallotEntry, Entry};
use crate::store::Store;
use std::collections::BTreeSet;

/// One thing that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Households or persons.
    Register,
    /// Visits.
    Visits,
    /// Topics.
    Topics,
    /// Agendas.
    Agendas,
    /// A tally: its opening, a ballot or a return.
    Tally(DocId),
    /// Rounds and their log.
    Rounds,
    /// Hazards.
    Hazards,
    /// Matters.
    Matters,
    /// The contested records, and decisions about them.
    Contested,
    /// Places, members, devices, grants.
    Roster,
}

impl Change {
    /// The lists that may change together when much comes or goes.
    pub(crate) const LISTS: &'static [Self] = &[
        Self::Register,
        Self::Visits,
        Self::Topics,
        Self::Agendas,
        Self::Rounds,
        Self::Hazards,
        Self::Matters,
        Self::Contested,
    ];
}

/// All that one transaction changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    changes: BTreeSet<Change>,
    /// Whether words were dropped that the write-ahead log still holds.
    words_gone: bool,
}

impl ChangeSet {
    pub(crate) fn add(&mut self, change: Change) {
        self.changes.insert(change);
    }

    pub(crate) fn add_entry(&mut self, doc: DocId, entry: &Entry) {
        self.add(match entry {
            Entry::Register(_) => Change::Register,
            Entry::Visits(_) => Change::Visits,
            Entry::Topic(_) => Change::Topics,
            Entry::Agenda(_) => Change::Agendas,
            Entry::Motion(_) => Change::Tally(doc),
            Entry::Ballots(BallotEntry::Ballot(ballot)) => Change::Tally(ballot.motion),
            Entry::Ballots(BallotEntry::Return(ret)) => Change::Tally(ret.motion),
            // A photo of a ballot shows in no count: whoever looks at the ballot asks for it.
            Entry::Ballots(BallotEntry::Photo(_)) => return,
            Entry::Round(_) => Change::Rounds,
            Entry::Hazard(_) => Change::Hazards,
            Entry::Review(_) => Change::Contested,
            Entry::Matter(..) => Change::Matters,
        });
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.words_gone |= other.words_gone;
    }

    /// Words were dropped for good: once the transaction stands, the write-ahead log is to be emptied.
    pub(crate) fn add_words_gone(&mut self) {
        self.words_gone = true;
    }

    /// Once the transaction stands: words that it dropped leave the write-ahead log. A log that cannot be emptied now is at
    /// the next opening.
    pub(crate) fn let_words_go(&self, store: &Store) {
        if self.words_gone {
            let _ = store.checkpoint();
        }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether this changed.
    #[must_use]
    pub fn contains(&self, change: Change) -> bool {
        self.changes.contains(&change)
    }

    /// Everything that changed, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Change> + '_ {
        self.changes.iter().copied()
    }
}
