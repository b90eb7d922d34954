//! 检查: inspection rounds and hazards.

mod corrections;
pub(in crate::workspace) mod drafts;
pub(in crate::workspace) mod hazards;
pub(in crate::workspace) mod log;
pub(in crate::workspace) mod views;

pub(in crate::workspace) use corrections::{
    HazardVersions, LogVersions, correct_hazard, correct_log_entry, pick_hazard,
};
pub use drafts::*;
pub use views::*;
