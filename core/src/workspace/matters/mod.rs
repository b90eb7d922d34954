//! 事项: matters and the flows that carry them (`docs/spec/flows.md`). What a step means, `rules::flows` says; here it is
//! written, refused before it is written, and shown.

#[cfg(feature = "spreadsheet")]
mod cells;
mod changed;
mod changes;
mod cited;
mod conflicts;
mod drafts;
mod elsewhere;
#[cfg(feature = "spreadsheet")]
mod elsewhere_list;
mod facts;
mod file;
mod find;
#[cfg(feature = "spreadsheet")]
mod ledger;
mod lists;
mod opened;
mod packs;
mod pages;
mod recurring;
mod said;
#[cfg(feature = "spreadsheet")]
mod side_ledger;
mod steps;
mod told;
mod view;
mod views;

pub(in crate::workspace) use changed::changed_of;
pub(in crate::workspace) use changes::{amended, withdrawn};
pub(crate) use conflicts::HEADS;
pub(in crate::workspace) use conflicts::{contradictions, decide};
pub use drafts::{MatterFilter, StepDraft};
pub(crate) use elsewhere::system_said;
pub(in crate::workspace) use find::{may, operation_beside};
pub(in crate::workspace) use lists::flow_of as flow_listed;
pub(crate) use lists::to_correct;
pub(in crate::workspace) use opened::Opened;
pub(in crate::workspace) use packs::offered_to;
pub(crate) use packs::watches;
pub use pages::PageView;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use pages::flow_of;
pub(in crate::workspace) use steps::open;
pub(crate) use view::said as titled;
pub(in crate::workspace) use view::why_not;
pub use views::*;
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use {cells::cell, said::Sayer};
