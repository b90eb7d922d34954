//! Drafts of inspection rounds: owned values, a default for every optional field.

use crate::domain::DocId;
use crate::domain::words::{ItemResult, Severity};
use crate::workspace::ScopeName;

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
