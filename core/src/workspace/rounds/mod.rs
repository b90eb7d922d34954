//! 检查: inspection rounds and hazards.

mod corrections;
pub(in crate::workspace) mod drafts;
pub(in crate::workspace) mod hazards;
pub(in crate::workspace) mod log;
pub(in crate::workspace) mod views;

pub use drafts::*;
pub use views::*;
