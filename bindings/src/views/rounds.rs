//! Inspection rounds and hazards.

use linli_core::domain::vocabulary::{ItemResult, Severity};
use linli_core::domain::{DocId, MemberId, RecordId, Standing, Timestamp};
use linli_core::workspace::{HazardView, LogView, Page, RoundItem, RoundView, Said};

/// An inspection round as lists show it.
#[uniffi::remote(Record)]
pub struct RoundView {
    /// Its id.
    pub round: DocId,
    /// Its place.
    pub place: String,
    /// Its place for people.
    pub place_said: Said,
    /// The template.
    pub template: String,
    /// The period.
    pub period: String,
    /// The same for people.
    pub period_said: Said,
    /// Items with every live result.
    pub items: Vec<RoundItem>,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
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
    /// The finding.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// Its author.
    pub by: MemberId,
    /// The time.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A hazard as lists show it.
#[uniffi::remote(Record)]
pub struct HazardView {
    /// Its id.
    pub hazard: DocId,
    /// Its place.
    pub place: String,
    /// Its place for people.
    pub place_said: Said,
    /// Its kind.
    pub kind: String,
    /// Its kind for people: as its reporter calls it, in both languages where the flow has a word for it.
    pub kind_said: Said,
    /// Its severity.
    pub severity: Severity,
    /// In words.
    pub text: Option<String>,
    /// The time.
    pub at: Timestamp,
    /// Its finder.
    pub by: MemberId,
    /// Its state after corrections.
    pub standing: Standing,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
}

/// A page of inspection rounds, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InspectionPage {
    /// The items.
    pub items: Vec<RoundView>,
    /// The request of the next page as `after`; absent at the end.
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
    /// The request of the next page as `after`; absent at the end.
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
