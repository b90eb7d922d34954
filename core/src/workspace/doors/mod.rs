//! 门: households, visits, the register as a door shows it, and search.

pub(in crate::workspace) mod address;
mod corrections;
pub(in crate::workspace) mod drafts;
pub(in crate::workspace) mod household;
pub(in crate::workspace) mod search;
pub(in crate::workspace) mod views;
pub(in crate::workspace) mod visits;

pub use drafts::*;
pub use views::*;
