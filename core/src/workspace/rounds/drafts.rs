//! Drafts of inspection rounds: owned values, a default for every optional field.

use crate::domain::DocId;
use crate::domain::words::{ItemResult, Severity};
use crate::workspace::{Edit, ScopeName};

/// An item of an inspection round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogDraft {
    /// The round.
    pub round: DocId,
    /// Which item.
    pub item: String,
    /// What was found.
    pub result: ItemResult,
    /// A note.
    pub note: Option<String>,
}

/// A hazard to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardDraft {
    /// Where: a scope.
    pub place: ScopeName,
    /// What kind.
    pub kind: String,
    /// How severe.
    pub severity: Severity,
    /// In words.
    pub text: String,
    /// In which round it was found.
    pub round: Option<DocId>,
}

/// What becomes of a log entry of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogChange {
    /// Which item.
    pub item: Option<String>,
    /// What was found.
    pub result: Option<ItemResult>,
    /// The note.
    pub note: Edit<String>,
}

/// What becomes of a hazard of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HazardChange {
    /// What kind.
    pub kind: Option<String>,
    /// How severe.
    pub severity: Option<Severity>,
    /// In words.
    pub text: Edit<String>,
}
