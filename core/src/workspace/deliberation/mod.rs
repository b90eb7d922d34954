//! 议事: topics, agendas, tallies, and contradictions that somebody must decide.

pub(crate) mod agendas;
mod certificate;
mod challenge;
mod closing;
mod closing_views;
pub(crate) mod conflicts;
mod contradictions;
pub(crate) mod drafts;
pub(crate) mod held;
pub(crate) mod motion;
mod openable;
mod outcomes;
mod owners;
mod public_codes;
mod questions;
mod resolving;
mod roll;
pub(crate) mod sealing;
mod slips;
mod taken;
mod taking;
pub(crate) mod tallies;
mod tally_closing;
pub(crate) mod tally_count;
mod tally_effect;
mod tally_file;
mod tally_outstanding;
pub(crate) mod tally_returns;
pub(crate) mod topics;
#[cfg(test)]
mod vectors;
pub(crate) mod views;

pub use drafts::*;
pub(in crate::workspace) use held::Watched;
pub use openable::{OpenableReading, OpenableRule};
pub(in crate::workspace) use outcomes::{last_vote, settle_outcomes};
pub(in crate::workspace) use questions::voted_again;
pub(in crate::workspace) use roll::homes_within;
pub use sealing::{KeyHolderView, SealView};
#[cfg(feature = "spreadsheet")]
pub(in crate::workspace) use tallies::rule_said;
pub(in crate::workspace) use tally_count::tally_fact;
pub use views::*;
