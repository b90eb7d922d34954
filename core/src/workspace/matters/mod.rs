//! 事项: matters and the flows that carry them (`docs/spec/flows.md`). What a step means, `rules::flows` says; here it is
//! written, refused before it is written, and shown.

mod changes;
mod drafts;
mod facts;
mod file;
mod find;
#[cfg(feature = "spreadsheet")]
mod ledger;
mod lists;
mod packs;
mod steps;
#[cfg(feature = "spreadsheet")]
mod told;
mod view;
mod views;

pub use drafts::{MatterFilter, StepDraft};
pub(in crate::workspace) use find::operation_beside;
pub use views::*;
