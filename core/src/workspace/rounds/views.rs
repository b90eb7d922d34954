//! Views of inspection rounds: owned values, words already resolved to what a person reads.

use crate::domain::vocabulary::{ItemResult, Severity};
use crate::domain::{DocId, MemberId, RecordId, Standing, Timestamp};
use crate::workspace::Said;

/// An inspection round as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundView {
    /// Its id.
    pub round: DocId,
    /// The scope it lies in.
    pub place: String,
    /// That place for people.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundItem {
    /// Its name.
    pub item: String,
    /// Live entries: one, or all the contradicting ones.
    pub entries: Vec<LogView>,
}

/// A log entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogView {
    /// Its record.
    pub entry: RecordId,
    /// The finding.
    pub result: ItemResult,
    /// The note.
    pub note: Option<String>,
    /// Author of the finding.
    pub by: MemberId,
    /// Time by the author's clock.
    pub at: Timestamp,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// A hazard as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardView {
    /// Its id.
    pub hazard: DocId,
    /// The scope it lies in.
    pub place: String,
    /// That place for people.
    pub place_said: Said,
    /// Kind of hazard.
    pub kind: String,
    /// That kind for people: as its reporter calls it, in both languages where the flow has a word for it.
    pub kind_said: Said,
    /// Severity.
    pub severity: Severity,
    /// The hazard in words.
    pub text: Option<String>,
    /// Time by the author's clock.
    pub at: Timestamp,
    /// The member who found it.
    pub by: MemberId,
    /// Its state after corrections.
    pub standing: Standing,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
}
