//! 办公室: spreadsheets, numbers of other systems, backups.

pub(in crate::workspace) mod backup;
pub(in crate::workspace) mod external_ids;
#[cfg(feature = "spreadsheet")]
mod forms;
#[cfg(feature = "spreadsheet")]
mod register_columns;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) mod register_export;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) mod register_import;
#[cfg(feature = "spreadsheet")]
mod register_merge;
#[cfg(feature = "spreadsheet")]
mod register_places;
mod register_undo;
#[cfg(feature = "spreadsheet")]
mod register_unit;
mod statement;
pub(in crate::workspace) mod views;

pub use backup::{BackupMade, restore_backup};
#[cfg(feature = "spreadsheet")]
pub use register_export::Export;
pub use views::*;
