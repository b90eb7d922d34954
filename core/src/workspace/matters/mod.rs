//! 事项: matters and the flows that carry them (`docs/spec/flows.md`). What a step means, `rules::flows` says; here it is
//! written, refused before it is written, and shown.

mod changes;
mod drafts;
mod facts;
mod file;
mod find;
mod lists;
mod packs;
mod pages;
mod said;
mod steps;
mod view;
mod views;

pub use drafts::{MatterFilter, StepDraft};
pub(in crate::workspace) use find::operation_beside;
pub use pages::PageView;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use pages::flow_of;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use said::Sayer;
pub use views::*;
