//! Views of inspection rounds: owned values, words already resolved to what a person reads.

use crate::domain::words::{ItemResult, Severity};
use crate::domain::{DocId, MemberId, RecordId, Timestamp};

/// An inspection round as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
