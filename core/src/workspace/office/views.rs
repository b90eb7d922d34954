//! Views of the office: owned values, words already resolved to what a person reads.

use crate::domain::RecordId;

/// The number that another system gives a thing; several values are a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalIdView {
    /// The other system.
    pub system: String,
    /// The numbers; `None` where the body is not here.
    pub values: Vec<Option<String>>,
}

/// Result of an import, or of one that is only tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOutcome {
    /// Households added or changed.
    pub imported: u64,
    /// Households that were the same already.
    pub unchanged: u64,
    /// Cells that changed both in the file and in the store since the export.
    pub conflicts: Vec<ImportConflict>,
    /// To take it back as one; `None` if nothing was written.
    pub undo: Option<Vec<RecordId>>,
}

/// A cell that changed on both sides; both values are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportConflict {
    /// The door.
    pub household: String,
    /// The field.
    pub field: String,
    /// The row in the file.
    pub row: u32,
}
