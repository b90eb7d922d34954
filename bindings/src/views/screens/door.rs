//! A household's screen, and the changes of the register that wait for the office.

use linli_core::domain::vocabulary::PersonKind;
use linli_core::domain::{
    DocId, Flag, HouseholdId, Knock, MemberId, PersonId, RecordId, Timestamp,
};
use linli_core::screens::{
    Door, DoorField, DoorPerson, DoorTally, DoorValue, MemberRef, PlaceRef, ProposedChange,
    ProposedLine, Silence, Verdict,
};
use linli_core::workspace::{ExternalIdView, PhotoView, ReturnedView, Said, TopicView, VisitView};

/// The screen of a household: everything that is known at a door.
#[uniffi::remote(Record)]
pub struct Door {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Its stairwell.
    pub place: Option<PlaceRef>,
    /// Its floor.
    pub floor: Option<i32>,
    /// Other places whose registers claim the same household.
    pub claimed_elsewhere: Vec<PlaceRef>,
    /// Its marks.
    pub flags: Vec<Flag>,
    /// The hours in which nobody knocks, as the register says (`21:00-08:00`).
    pub quiet_hours: Option<String>,
    /// Whether one may knock now.
    pub knock: Knock,
    /// What a pack watches: nobody opens, and it needs care.
    pub silence: Option<Silence>,
    /// Its own fields, with labels.
    pub fields: Vec<DoorField>,
    /// The people who live there or own it: owners first.
    pub people: Vec<DoorPerson>,
    /// The last visits, newest first.
    pub visits: Vec<VisitView>,
    /// Changes that somebody proposed and nobody has decided (待核).
    pub proposals: Vec<ProposedChange>,
    /// The household that it was merged into, where it is none any more.
    pub merged_into: Option<HouseholdId>,
    /// Topics from here, those that were withdrawn left out.
    pub topics: Vec<TopicView>,
    /// Tallies that run and in which it votes.
    pub tallies: Vec<DoorTally>,
    /// Photos of the visits that are shown.
    pub photos: Vec<PhotoView>,
    /// Its numbers in other systems.
    pub external_ids: Vec<ExternalIdView>,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A person on a household's screen.
#[uniffi::remote(Record)]
pub struct DoorPerson {
    /// The person.
    pub person: PersonId,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// The name, the first of several that contradict each other.
    pub name: Option<String>,
    /// All fields, with labels.
    pub fields: Vec<DoorField>,
}

/// A field with all its values.
#[uniffi::remote(Record)]
pub struct DoorField {
    /// Its name in the register.
    pub field: String,
    /// Its name for people.
    pub label: Said,
    /// One value, or all that contradict each other.
    pub values: Vec<DoorValue>,
}

/// A value, and whose it is.
#[uniffi::remote(Record)]
pub struct DoorValue {
    /// The record that says so.
    pub record: RecordId,
    /// The text as the register holds it (an area in whole cm²); absent while its words are not here.
    pub value: Option<String>,
    /// The same for people (an area in m² with two decimals).
    pub said: Option<Said>,
    /// Its author.
    pub by: MemberRef,
    /// The time by his clock.
    pub at: Timestamp,
}

/// A tally in which a household votes.
#[uniffi::remote(Record)]
pub struct DoorTally {
    /// The tally.
    pub tally: DocId,
    /// The question.
    pub title: Option<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Whether a ballot of the household is here.
    pub has_voted: bool,
}

/// A proposed change of the register (待核).
#[uniffi::remote(Record)]
pub struct ProposedChange {
    /// Its record, by which it is decided.
    pub change: RecordId,
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// The member who proposes it.
    pub by: MemberRef,
    /// The time by his clock.
    pub at: Timestamp,
    /// The ground that it rests on: a document in words, or a record; absent if on his word alone.
    pub evidence: Option<String>,
    /// The lines that would change.
    pub lines: Vec<ProposedLine>,
    /// The decision; absent while it waits.
    pub decided: Option<Verdict>,
}

/// One change of a proposal.
#[uniffi::remote(Record)]
pub struct ProposedLine {
    /// The person; absent for the household itself.
    pub person: Option<PersonId>,
    /// The field, or the sort of change: `person` (enters), `left`, `room`, `household` (split off), `closed`.
    pub what: String,
    /// The same for people.
    pub label: Said,
    /// The new text as the register holds it; absent while its words are not here.
    pub value: Option<String>,
    /// The same for people.
    pub said: Option<Said>,
}

/// The decision about a proposal.
#[uniffi::remote(Record)]
pub struct Verdict {
    /// Whether it holds.
    pub accepted: bool,
    /// The reason.
    pub reason: Option<String>,
}

/// A visit of one's own that a reviewer gave back to be corrected.
#[uniffi::remote(Record)]
pub struct ReturnedView {
    /// The visit.
    pub visit: RecordId,
    /// The reviewer.
    pub by: Option<MemberId>,
    /// The time.
    pub at: Timestamp,
    /// The reason.
    pub note: Option<String>,
}
