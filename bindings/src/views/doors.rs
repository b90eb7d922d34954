//! At the doors: households, visits, what a search found.

use linli_core::domain::vocabulary::{PersonKind, VisitMode, VisitOutcome};
use linli_core::domain::{
    DeviceId, DocId, HitKind, HouseholdId, MemberId, PersonId, RecordId, Standing, Timestamp,
};
use linli_core::workspace::{
    FieldView, HouseholdView, MemberRef, Page, PersonView, ValueView, VisitVersion, VisitView,
};

/// The household's screen.
#[uniffi::remote(Record)]
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

/// A person of a household.
#[uniffi::remote(Record)]
pub struct PersonView {
    /// The person.
    pub person: PersonId,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// Fields and values; several values are a conflict.
    pub fields: Vec<FieldView>,
}

/// A field with all its live values.
#[uniffi::remote(Record)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// One value, or all the concurrent ones.
    pub values: Vec<ValueView>,
}

/// A value, and whose it is.
#[uniffi::remote(Record)]
pub struct ValueView {
    /// The record that says so.
    pub record: RecordId,
    /// The text; absent if its body is not here.
    pub value: Option<String>,
    /// Its author.
    pub by: MemberId,
    /// The time.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A visit as lists show it.
#[uniffi::remote(Record)]
pub struct VisitView {
    /// Its id: that of its first record.
    pub visit: RecordId,
    /// The door.
    pub household: String,
    /// The household's id.
    pub household_id: HouseholdId,
    /// The outcome, after corrections.
    pub outcome: VisitOutcome,
    /// The mode of contact.
    pub mode: VisitMode,
    /// The note; absent if there is none, or it is not here.
    pub note: Option<String>,
    /// The person met.
    pub met: Option<String>,
    /// The time to come again.
    pub call_back: Option<Timestamp>,
    /// The member who made it, if somebody else typed it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
    /// The time.
    pub at: Timestamp,
    /// Its author.
    pub by: MemberId,
    /// Whoever made it, by name: `done_by`, or else the author.
    pub who: MemberRef,
    /// On which device.
    pub device: DeviceId,
    /// Its state after corrections.
    pub standing: Standing,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong. It stands in lists where it
    /// came, and counts as nobody's last visit.
    pub ahead: bool,
}

/// One version of a visit, first one first.
#[uniffi::remote(Record)]
pub struct VisitVersion {
    /// Its record.
    pub record: RecordId,
    /// The outcome that it says; absent if it withdraws.
    pub outcome: Option<VisitOutcome>,
    /// The note.
    pub note: Option<String>,
    /// The reason for the correction.
    pub reason: Option<String>,
    /// Its author.
    pub by: MemberId,
}

/// A page of visits, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitPage {
    /// The items.
    pub items: Vec<VisitView>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
}

impl From<Page<VisitView>> for VisitPage {
    fn from(page: Page<VisitView>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// A household on the round's screen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RoundStop {
    /// Its id.
    pub household: HouseholdId,
    /// The door.
    pub door: String,
    /// The floor, if known.
    pub floor: Option<i32>,
    /// The time of the last visit.
    pub last_visit: Option<Timestamp>,
    /// Its outcome.
    pub last_outcome: Option<VisitOutcome>,
    /// The time at which somebody wanted to come again.
    pub call_back: Option<Timestamp>,
}

impl From<linli_core::workspace::RoundStop> for RoundStop {
    fn from(stop: linli_core::workspace::RoundStop) -> Self {
        Self {
            household: stop.household,
            door: stop.door,
            floor: stop.floor,
            last_visit: stop.last_visit.map(|(at, _)| at),
            last_outcome: stop.last_visit.map(|(_, outcome)| outcome),
            call_back: stop.call_back,
        }
    }
}

/// A hit of a search.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SearchHit {
    /// The kind of thing.
    pub kind: HitKind,
    /// The id of that thing.
    pub id: String,
    /// The title to show.
    pub title: String,
    /// The words that matched.
    pub matched: String,
}

impl From<linli_core::workspace::Hit> for SearchHit {
    fn from(hit: linli_core::workspace::Hit) -> Self {
        Self {
            kind: hit.kind,
            id: hit.id,
            title: hit.title,
            matched: hit.matched,
        }
    }
}
