//! Changes of a transaction, for those who watch. Coarse on purpose: a screen reads its list again.

use crate::domain::entry::register::RegisterChange;
use crate::domain::entry::{BallotEntry, Entry, RegisterEntry, ReviewEntry, VisitEntry};
use crate::domain::id::to_hex;
use crate::domain::{DocId, DocKind, PlaceId};
use crate::store::{Row, Store};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Photos that came, went, or are wanted: no record changed.
    Photos,
    /// Drafts of what somebody is typing: no record changed.
    Drafts,
    /// The relation to the hub: a sync began, came on or ended.
    Sync,
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

/// Ids that are told one by one.
const MOST_IDS: usize = 64;

/// All that one transaction changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    changes: BTreeSet<Change>,
    places: BTreeSet<PlaceId>,
    /// At most one more than are told.
    ids: BTreeSet<String>,
    /// Whether words were dropped that the write-ahead log still holds.
    words_gone: bool,
    /// Local numbers of accepted ballots that came, by their motion.
    ballots: BTreeMap<DocId, Vec<i64>>,
    /// Whether anything else changed on which the count of a tally may hang.
    is_recount: bool,
}

impl ChangeSet {
    /// One change of which there is nothing more to tell.
    pub(crate) fn of(change: Change) -> Self {
        let mut set = Self::default();
        set.add(change);
        set
    }

    pub(crate) fn add(&mut self, change: Change) {
        self.changes.insert(change);
    }

    pub(crate) fn add_entry(&mut self, row: &Row, entry: &Entry) {
        let doc = row.header.doc;
        self.places.insert(row.header.scope);
        self.add_ids(row, entry);
        match entry {
            Entry::Matter(DocKind::Topic, _) => self.add(Change::Topics),
            Entry::Matter(DocKind::Hazard, _) => self.add(Change::Hazards),
            _ => {}
        }
        self.add(match entry {
            Entry::Register(_) => Change::Register,
            Entry::Visits(_) => Change::Visits,
            Entry::Agenda(_) => Change::Agendas,
            Entry::Motion(_) => Change::Tally(doc),
            Entry::Ballots(BallotEntry::Ballot(ballot)) => Change::Tally(ballot.motion),
            Entry::Ballots(BallotEntry::Return(ret)) => Change::Tally(ret.motion),
            // A photo of a ballot shows in no count: whoever looks at the ballot asks for it.
            Entry::Ballots(BallotEntry::Photo(_)) => return,
            Entry::Round(_) => Change::Rounds,
            Entry::Review(_) => Change::Contested,
            Entry::Matter(..) => Change::Matters,
        });
    }

    /// An entry that has its rows now, told apart from one that lost them: a ballot more is counted by itself.
    pub(crate) fn add_came(&mut self, row: &Row, entry: &Entry) {
        match entry {
            Entry::Ballots(BallotEntry::Ballot(ballot)) if row.state.is_accepted() => {
                self.ballots.entry(ballot.motion).or_default().push(row.num);
            }
            _ => self.add_recount(entry),
        }
    }

    /// An entry that changed otherwise.
    pub(crate) fn add_recount(&mut self, entry: &Entry) {
        let counts = matches!(entry, Entry::Motion(_) | Entry::Ballots(_));
        let is_photo = entry.photo().is_some();
        self.is_recount |= counts && !is_photo;
    }

    /// The ballots that came in a tally, if nothing else can have changed its count; none where something may.
    pub(crate) fn ballots_of(&self, tally: DocId) -> Option<&[i64]> {
        let moves = [Change::Register, Change::Contested, Change::Roster];
        let is_recount =
            self.is_recount || self.words_gone || moves.iter().any(|one| self.contains(*one));
        let came = self.ballots.get(&tally);
        (!is_recount).then(|| came.map(Vec::as_slice).unwrap_or_default())
    }

    /// Whether what a closed tally comes to may be another now.
    pub(crate) fn moves_outcomes(&self) -> bool {
        let moves = |change: &Change| {
            matches!(
                change,
                Change::Tally(_) | Change::Contested | Change::Roster
            )
        };
        self.changes.iter().any(moves)
    }

    /// The things that an entry is about, as screens name them.
    fn add_ids(&mut self, row: &Row, entry: &Entry) {
        let mut add = |id: String| {
            if self.ids.len() <= MOST_IDS {
                self.ids.insert(id);
            }
        };
        let mut of_register = |changes: &[RegisterChange]| {
            for change in changes.iter().take(MOST_IDS + 1) {
                add(match change {
                    RegisterChange::Value { subject, .. } => to_hex(subject.as_bytes()),
                    RegisterChange::Household { household, .. }
                    | RegisterChange::Person { household, .. }
                    | RegisterChange::Renumbered { household, .. }
                    | RegisterChange::Closed { household, .. }
                    | RegisterChange::Left { household, .. } => household.to_string(),
                });
            }
        };
        match entry {
            Entry::Register(RegisterEntry::Changes(changes)) => of_register(changes),
            Entry::Register(RegisterEntry::Proposed(proposal)) => {
                add(proposal.household.to_string());
            }
            Entry::Register(RegisterEntry::Decided(decided)) => of_register(&decided.changes),
            Entry::Visits(VisitEntry::Visit(facts)) => {
                add(row.id.to_string());
                add(facts.household.to_string());
            }
            Entry::Visits(VisitEntry::Correct { visit, to, .. }) => {
                add(visit.to_string());
                if let Some(facts) = to {
                    add(facts.household.to_string());
                }
            }
            Entry::Ballots(ballot) => {
                if let Some(motion) = ballot.motion() {
                    add(motion.to_string());
                }
            }
            Entry::Review(ReviewEntry::Return { record, .. }) => add(record.to_string()),
            _ => add(row.header.doc.to_string()),
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.places.extend(other.places);
        for id in other.ids {
            if self.ids.len() <= MOST_IDS {
                self.ids.insert(id);
            }
        }
        self.words_gone |= other.words_gone;
        self.is_recount |= other.is_recount;
        for (motion, nums) in other.ballots {
            self.ballots.entry(motion).or_default().extend(nums);
        }
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

    /// The scopes in which something changed.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.places.iter().copied()
    }

    /// The ids of what changed, as screens take them: households, people, visits, documents; `None` if they are more than 64.
    #[must_use]
    pub fn ids(&self) -> Option<Vec<&str>> {
        let all = self.ids.iter().map(String::as_str);
        (self.ids.len() <= MOST_IDS).then(|| all.collect())
    }

    /// Everything that changed, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = Change> + '_ {
        self.changes.iter().copied()
    }
}
