//! Drafts of inspection rounds: owned values, a default for every optional field.

use crate::domain::DocId;
use crate::domain::vocabulary::{ItemResult, Severity};
use crate::workspace::{Edit, ScopeName};

/// An item of an inspection round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogDraft {
    /// The round.
    pub round: DocId,
    /// The item.
    pub item: String,
    /// The finding.
    pub result: ItemResult,
    /// A note.
    pub note: Option<String>,
}

/// A hazard to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardDraft {
    /// The scope it lies in.
    pub place: ScopeName,
    /// Kind of hazard.
    pub kind: String,
    /// Severity.
    pub severity: Severity,
    /// The hazard in words.
    pub text: String,
    /// The round in which it was found.
    pub round: Option<DocId>,
}

/// A change of a log entry of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogChange {
    /// The item.
    pub item: Option<String>,
    /// The finding.
    pub result: Option<ItemResult>,
    /// The note.
    pub note: Edit<String>,
}

/// A change of a hazard of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HazardChange {
    /// Kind of hazard.
    pub kind: Option<String>,
    /// Severity.
    pub severity: Option<Severity>,
    /// The hazard in words.
    pub text: Edit<String>,
}
