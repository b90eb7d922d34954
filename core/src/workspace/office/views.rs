//! Views of the office: owned values, words already resolved to what a person reads.

#[cfg(feature = "spreadsheet")]
use crate::domain::RecordId;
use crate::domain::{DocKind, MemberId};
#[cfg(feature = "spreadsheet")]
use crate::spreadsheet::Problem;
use crate::workspace::{ContestedView, Said};

/// The number that another system gives a thing; several values are a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalIdView {
    /// The other system.
    pub system: String,
    /// Its name for people, where a pack names it; else as it is.
    pub said: Said,
    /// The numbers; `None` where the body is not here.
    pub values: Vec<Option<String>>,
}

/// Result of an import, or of one that is only tried.
#[cfg(feature = "spreadsheet")]
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
    /// What the store knows otherwise than the file; nothing of these rows was taken.
    pub problems: Vec<Problem>,
    /// Compounds, buildings and stairwells that are made, or would be.
    pub new_places: Vec<String>,
    /// Compounds that the file names and the community lacks; made only if they are asked for.
    pub new_compounds: Vec<String>,
    /// People that enter the register, or would.
    pub people_added: Vec<ImportPerson>,
    /// People of the file's households whom the file does not name; they stay.
    pub people_missing: Vec<ImportPerson>,
}

/// A person of a household, in an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPerson {
    /// The door.
    pub household: String,
    /// The name, as far as known.
    pub name: Option<String>,
}

/// The way in which a register is taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Only says what would change.
    pub preview: bool,
    /// Compounds that may be made.
    pub new_compounds: Vec<String>,
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

/// A form filled in.
#[cfg(feature = "spreadsheet")]
#[derive(Debug, Clone, PartialEq)]
pub struct FormSheet {
    /// The table.
    pub sheet: crate::spreadsheet::Sheet,
    /// Doors that have answered.
    pub answered: usize,
    /// Doors that have not.
    pub missing: usize,
}

/// A member's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyStatement {
    /// The member.
    pub member: MemberId,
    /// Records by kind of document.
    pub lines: Vec<StatementLine>,
    /// Those that do not count, and why; those that still wait for something are not here.
    pub contested: Vec<ContestedView>,
}

/// Records of one kind in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// The kind of document.
    pub kind: DocKind,
    /// Records written.
    pub done: u64,
    /// Those that count.
    pub counts: u64,
}
