//! 办公室: spreadsheets, numbers of other systems, backups.

pub(crate) mod backup;
pub(crate) mod external_ids;
#[cfg(feature = "spreadsheet")]
mod forms;
#[cfg(feature = "spreadsheet")]
mod register_columns;
#[cfg(feature = "spreadsheet")]
pub(crate) mod register_export;
#[cfg(feature = "spreadsheet")]
pub(crate) mod register_import;
#[cfg(feature = "spreadsheet")]
mod register_merge;
#[cfg(feature = "spreadsheet")]
mod register_places;
mod register_undo;
#[cfg(feature = "spreadsheet")]
mod register_unit;
mod statement;
pub(crate) mod views;
#[cfg(feature = "spreadsheet")]
mod work_sheets;

pub use backup::{BackupMade, restore_backup};
#[cfg(feature = "spreadsheet")]
pub use register_export::Export;
pub(crate) use statement::month_bounds;
pub use views::*;
