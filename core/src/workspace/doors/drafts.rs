//! Drafts of the doors: owned values, a default for every optional field.

use crate::domain::words::{VisitMode, VisitOutcome};
use crate::domain::{DocId, MemberId, Timestamp};

/// A visit to record (clause 5.1.3.2.1.1). Only `household` and `outcome` are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitDraft {
    /// A door number, or the household's id.
    pub household: String,
    /// How it ended.
    pub outcome: VisitOutcome,
    /// How contact was made; at the door if not said.
    pub mode: Option<VisitMode>,
    /// A note.
    pub note: Option<String>,
    /// Who was met.
    pub met: Option<String>,
    /// When to come again.
    pub call_back: Option<Timestamp>,
    /// Who made the visit, when another types it in.
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

/// Changes to an earlier record of one's own, by field name as in the tools; an absent field stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// These fields get these values; an empty text or `null` clears a field that may be empty.
    Fields(std::collections::BTreeMap<String, Option<String>>),
    /// It is withdrawn.
    Withdraw,
}
