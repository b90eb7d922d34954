//! An office's desk: imports, backups, the numbers of other systems.

use linli_core::domain::RecordId;
use linli_core::workspace::{BackupMade, ExternalIdView, Said};

/// A register that was read, and what an import of it did or would do.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportOutcome {
    /// Households added or changed.
    pub imported: u64,
    /// Households that were the same already.
    pub unchanged: u64,
    /// Cells that changed both in the file and in the store since the export; both values are kept.
    pub conflicts: Vec<ImportConflict>,
    /// The rows that a clerk must look at: they were left out.
    pub problems: Vec<ImportProblem>,
    /// To take it back as one; absent if nothing was written.
    pub undo: Option<Vec<RecordId>>,
    /// The columns as they were read, and why, by sheet.
    pub readings: Vec<ImportReading>,
    /// Compounds, buildings and stairwells that are made, or would be.
    pub new_places: Vec<String>,
    /// Compounds that the file names and the community lacks; made only if the call names them.
    pub new_compounds: Vec<String>,
    /// People that enter the register, or would.
    pub people_added: Vec<ImportPerson>,
    /// People of the file's households whom the file does not name; they stay.
    pub people_missing: Vec<ImportPerson>,
}

/// A sheet as it was read.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportReading {
    /// The sheet.
    pub sheet: String,
    /// The columns by field.
    pub columns: Vec<ImportColumn>,
    /// The reasons, in Chinese.
    pub zh: String,
    /// The reasons, in English.
    pub en: String,
}

/// The columns of a field.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportColumn {
    /// The field: `door`, `building`, ….
    pub field: String,
    /// The columns' letters; several with commas.
    pub letters: String,
}

/// A person of a household, in an import.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportPerson {
    /// The door.
    pub household: String,
    /// The name, as far as known.
    pub name: Option<String>,
}

/// A cell that changed on both sides.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportConflict {
    /// The door.
    pub household: String,
    /// The field.
    pub field: String,
    /// The row in the file.
    pub row: u32,
}

/// A row that a clerk must look at.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ImportProblem {
    /// The sheet.
    pub sheet: String,
    /// The row, as the spreadsheet program shows it.
    pub row: u32,
    /// The column's letters.
    pub column: Option<String>,
    /// A stable code.
    pub code: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A backup that was written and read back.
#[uniffi::remote(Record)]
pub struct BackupMade {
    /// Bytes of the file.
    pub bytes: u64,
    /// Records in it.
    pub records: u64,
    /// The code that opens it: 14 groups of 4 characters. Kept nowhere.
    pub code: String,
}

/// The number that another system gives a thing; several values are a conflict.
#[uniffi::remote(Record)]
pub struct ExternalIdView {
    /// Which system.
    pub system: String,
    /// Its name for people, where a pack names it; else as it is.
    pub said: Said,
    /// The numbers; absent where the body is not here.
    pub values: Vec<Option<String>>,
}
