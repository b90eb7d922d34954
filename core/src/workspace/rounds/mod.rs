//! 检查: inspection rounds and hazards.

pub(in crate::workspace) mod drafts;
pub(in crate::workspace) mod inspections;
pub(in crate::workspace) mod views;

pub use drafts::*;
pub use views::*;
