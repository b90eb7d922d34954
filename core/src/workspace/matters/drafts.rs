//! What a caller says of a step and of a list.

use crate::domain::{DocId, DocKind, RecordId, Timestamp};
use crate::rules::flows::Values;
use crate::workspace::ScopeName;

/// A step to be taken.
#[derive(Debug, Clone, Default)]
pub struct StepDraft {
    /// Its name in the flow.
    pub step: String,
    /// What it records, by field; a household by door number or id, a place by name or id.
    pub values: Values,
    /// The heads that its author has seen, the one that he continues first; empty: the only one.
    pub continues: Vec<RecordId>,
    /// Documents that it is about.
    pub about: Vec<DocId>,
    /// Of a step that opens another matter: what the opening of that one records beside what both have fields for.
    pub opening: Values,
}

/// The matters that a list shows; what is not said excludes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatterFilter {
    /// Of this flow.
    pub flow: Option<String>,
    /// Of this class.
    pub kind: Option<DocKind>,
    /// In this state.
    pub state: Option<String>,
    /// Of this place and those within it.
    pub scope: Option<ScopeName>,
    /// With a clock that is due before.
    pub due_before: Option<Timestamp>,
    /// Only those whose next step is mine to take.
    pub mine: bool,
}
