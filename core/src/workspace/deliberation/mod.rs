//! 议事: topics, agendas, tallies, and contradictions that somebody must decide.

pub(in crate::workspace) mod agendas;
pub(in crate::workspace) mod conflicts;
mod contradictions;
mod corrections;
pub(in crate::workspace) mod drafts;
mod resolving;
mod slips;
pub(in crate::workspace) mod tallies;
pub(in crate::workspace) mod tally_count;
mod tally_effect;
mod tally_outstanding;
pub(in crate::workspace) mod tally_returns;
pub(in crate::workspace) mod topics;
pub(in crate::workspace) mod views;

pub use drafts::*;
pub(in crate::workspace) use tally_count::tally_outcome;
pub use views::*;
