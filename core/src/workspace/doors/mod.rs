//! 门: households, visits, the register as a door shows it, and search.

pub(crate) mod address;
mod changes;
mod corrections;
pub(crate) mod drafts;
pub(crate) mod household;
pub(crate) mod search;
pub(crate) mod views;
pub(crate) mod visits;

#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use changes::is_sound;
pub use changes::{RegisterAct, RegisterDraft};
pub use drafts::*;
pub use views::*;
