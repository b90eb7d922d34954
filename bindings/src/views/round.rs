//! Rounds: households, visits, inspections, hazards.

use linli_core::domain::words::{ItemResult, PersonKind, Severity, VisitMode, VisitOutcome};
use linli_core::domain::{DeviceId, DocId, HouseholdId, MemberId, PersonId, RecordId, Timestamp};
use linli_core::workspace::{
    FieldView, HazardView, HouseholdView, LogView, Page, PersonView, RoundItem, RoundView,
    ValueView, VisitVersion, VisitView,
};

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
    /// Who wrote it.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
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
    /// Who lives there or owns it.
    pub people: Vec<PersonView>,
    /// The last visits.
    pub visits: Vec<VisitView>,
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
    /// How it ended, after corrections.
    pub outcome: VisitOutcome,
    /// How contact was made.
    pub mode: VisitMode,
    /// The note; absent if there is none, or it is not here.
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
#[uniffi::remote(Record)]
pub struct VisitVersion {
    /// Its record.
    pub record: RecordId,
    /// What it says; absent withdraws.
    pub outcome: Option<VisitOutcome>,
    /// The note.
    pub note: Option<String>,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// Who wrote it.
    pub by: MemberId,
}

/// An inspection round as lists show it.
#[uniffi::remote(Record)]
pub struct RoundView {
    /// Its id.
    pub round: DocId,
    /// Where.
    pub place: String,
    /// The template.
    pub template: String,
    /// The period.
    pub period: String,
    /// Items with every live result.
    pub items: Vec<RoundItem>,
}

/// An item of a round.
#[uniffi::remote(Record)]
pub struct RoundItem {
    /// Its name.
    pub item: String,
    /// Live entries: one, or all the contradicting ones.
    pub entries: Vec<LogView>,
}

/// A log entry.
#[uniffi::remote(Record)]
pub struct LogView {
    /// Its record.
    pub entry: RecordId,
    /// What was found.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// Who.
    pub by: MemberId,
    /// When.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A hazard as lists show it.
#[uniffi::remote(Record)]
pub struct HazardView {
    /// Its id.
    pub hazard: DocId,
    /// Where.
    pub place: String,
    /// What kind.
    pub kind: String,
    /// How severe.
    pub severity: Severity,
    /// In words.
    pub text: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who found it.
    pub by: MemberId,
    /// Whether its finder withdrew it.
    pub withdrawn: bool,
    /// Whether versions of it contradict each other; the first one is shown.
    pub conflicted: bool,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A page of visits, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VisitPage {
    /// The items.
    pub items: Vec<VisitView>,
    /// What the next page is asked with; absent at the end.
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

/// A page of inspection rounds, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InspectionPage {
    /// The items.
    pub items: Vec<RoundView>,
    /// What the next page is asked with; absent at the end.
    pub next: Option<String>,
}

impl From<Page<RoundView>> for InspectionPage {
    fn from(page: Page<RoundView>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// A page of hazards, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HazardPage {
    /// The items.
    pub items: Vec<HazardView>,
    /// What the next page is asked with; absent at the end.
    pub next: Option<String>,
}

impl From<Page<HazardView>> for HazardPage {
    fn from(page: Page<HazardView>) -> Self {
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
    /// When it was last visited.
    pub last_visit: Option<Timestamp>,
    /// How that ended.
    pub last_outcome: Option<VisitOutcome>,
    /// When somebody wanted to come again.
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
