//! Views of the doors: owned values, words already resolved to what a person reads.

use crate::domain::words::{PersonKind, VisitMode, VisitOutcome};
use crate::domain::{DeviceId, DocId, HouseholdId, MemberId, PersonId, RecordId, Timestamp};

/// A visit as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitView {
    /// Its id: that of its first record.
    pub visit: RecordId,
    /// The door.
    pub household: String,
    /// The household's id.
    pub household_id: HouseholdId,
    /// How it ended, after corrections.
    pub outcome: VisitOutcome,
    /// How contact was made.
    pub mode: VisitMode,
    /// The note; `None` if there is none, or its body is not here.
    pub note: Option<String>,
    /// Who was met.
    pub met: Option<String>,
    /// When to come again.
    pub call_back: Option<Timestamp>,
    /// Who made it, if somebody else typed it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// Whether it was corrected.
    pub corrected: bool,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether two corrections contradict each other.
    pub conflicted: bool,
}

/// One version of a visit, first one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitVersion {
    /// Its record.
    pub record: RecordId,
    /// What it says; `None` withdraws.
    pub outcome: Option<VisitOutcome>,
    /// The note.
    pub note: Option<String>,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
}

/// A household on the round's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundStop {
    /// Its id.
    pub household: HouseholdId,
    /// The door.
    pub door: String,
    /// The floor, if known.
    pub floor: Option<i32>,
    /// When it was last visited, and how that ended.
    pub last_visit: Option<(Timestamp, VisitOutcome)>,
    /// When somebody wanted to come again.
    pub call_back: Option<Timestamp>,
}

/// A person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub person: PersonId,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// Fields and values; several values are a conflict.
    pub fields: Vec<FieldView>,
}

/// A field with all its live values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// One value, or all the concurrent ones.
    pub values: Vec<ValueView>,
}

/// A value, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueView {
    /// The record that says so.
    pub record: RecordId,
    /// The text; `None` if its body is not here.
    pub value: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// The household's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdView {
    /// Its id.
    pub household: HouseholdId,
    /// The door.
    pub door: String,
    /// The floor.
    pub floor: Option<i32>,
    /// Other places whose registers claim the same household.
    pub claimed_elsewhere: Vec<String>,
    /// Its own fields (area, note, the office's columns).
    pub fields: Vec<FieldView>,
    /// Who lives there or owns it.
    pub people: Vec<PersonView>,
    /// The last visits.
    pub visits: Vec<VisitView>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `household`, `person`, `topic`, `hazard`, `agenda` or `tally`.
    pub kind: &'static str,
    /// The id of that thing.
    pub id: String,
    /// What to show.
    pub title: String,
    /// The words that matched.
    pub matched: String,
}

impl FieldView {
    /// Whether its values contradict each other.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.values.len() > 1
    }
}
