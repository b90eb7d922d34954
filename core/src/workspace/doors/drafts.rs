//! Drafts of the doors: owned values, a default for every optional field.

use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::domain::{DocId, MemberId, Timestamp};
use crate::workspace::Edit;

/// A visit to record (clause 5.1.3.2.1.1). Only `household` and `outcome` are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitDraft {
    /// A door number, or the household's id.
    pub household: String,
    /// Outcome.
    pub outcome: VisitOutcome,
    /// Form of contact; at the door if not said.
    pub mode: Option<VisitMode>,
    /// A note.
    pub note: Option<String>,
    /// The person who was met.
    pub met: Option<String>,
    /// The agreed time of the next visit.
    pub call_back: Option<Timestamp>,
    /// The member who made the visit, when another types it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
}

impl VisitDraft {
    /// A visit with nothing but its outcome.
    #[must_use]
    pub fn new(household: impl Into<String>, outcome: VisitOutcome) -> Self {
        Self {
            household: household.into(),
            outcome,
            mode: None,
            note: None,
            met: None,
            call_back: None,
            done_by: None,
            topics: Vec::new(),
        }
    }
}

/// A change of a visit of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VisitChange {
    /// Another door of the same stairwell: a door number, or the household's id.
    pub household: Option<String>,
    /// Outcome.
    pub outcome: Option<VisitOutcome>,
    /// Form of contact.
    pub mode: Option<VisitMode>,
    /// The note.
    pub note: Edit<String>,
    /// The person who was met.
    pub met: Edit<String>,
    /// The agreed time of the next visit.
    pub call_back: Edit<Timestamp>,
}
