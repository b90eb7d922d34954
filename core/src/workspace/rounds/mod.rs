//! 检查: inspection rounds and hazards.

mod corrections;
pub(crate) mod drafts;
pub(crate) mod hazards;
pub(crate) mod log;
pub(crate) mod views;

pub use drafts::*;
pub use views::*;
