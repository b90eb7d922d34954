//! Views of the doors: owned values, words already resolved to what a person reads.

use crate::domain::vocabulary::{PersonKind, VisitMode, VisitOutcome};
use crate::domain::{
    DeviceId, DocId, HitKind, HouseholdId, MemberId, PersonId, RecordId, Standing, Timestamp,
};
use crate::workspace::MemberRef;

/// A visit as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitView {
    /// Its id: that of its first record.
    pub visit: RecordId,
    /// The door.
    pub household: String,
    /// The household's id.
    pub household_id: HouseholdId,
    /// Outcome, after corrections.
    pub outcome: VisitOutcome,
    /// Form of contact.
    pub mode: VisitMode,
    /// The note; `None` if there is none, or its body is not here.
    pub note: Option<String>,
    /// The person who was met.
    pub met: Option<String>,
    /// The agreed time of the next visit.
    pub call_back: Option<Timestamp>,
    /// The member who made it, if somebody else typed it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
    /// Time by the author's clock.
    pub at: Timestamp,
    /// Its author.
    pub by: MemberId,
    /// Whoever made it, by name: `done_by`, or else the author.
    pub who: MemberRef,
    /// The device it was written on.
    pub device: DeviceId,
    /// Its state after corrections.
    pub standing: Standing,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong. It stands in lists where it
    /// came, and counts as nobody's last visit.
    pub ahead: bool,
}

/// One version of a visit, first one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitVersion {
    /// Its record.
    pub record: RecordId,
    /// The outcome that it states; `None` withdraws.
    pub outcome: Option<VisitOutcome>,
    /// The note.
    pub note: Option<String>,
    /// The reason for the correction.
    pub reason: Option<String>,
    /// Its author.
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
    /// Time and outcome of the last visit.
    pub last_visit: Option<(Timestamp, VisitOutcome)>,
    /// The time at which somebody wanted to come again.
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
    /// Its author.
    pub by: MemberId,
    /// Time by the author's clock.
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
    /// The people who live there or own it.
    pub people: Vec<PersonView>,
    /// The last visits.
    pub visits: Vec<VisitView>,
}

/// A thing that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The sort of thing.
    pub kind: HitKind,
    /// The id of that thing.
    pub id: String,
    /// The title to show.
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
