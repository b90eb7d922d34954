//! 办公室: spreadsheets, numbers of other systems, backups.

pub(in crate::workspace) mod backup;
pub(in crate::workspace) mod external_ids;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) mod register_export;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) mod register_import;
pub(in crate::workspace) mod views;

pub use backup::{BackupMade, restore_backup};
#[cfg(feature = "spreadsheet")]
pub use register_export::Export;
pub use views::*;
