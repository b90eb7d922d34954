//! 计票: from a tally file to its answer, as docs/spec/counting.md fixes it.
//!
//! Owns the file format, what a ballot brings about, the bounds over all completions, the outcome and its
//! explanation. Pure: must not know records, stores, clocks or disks, so that phone, hub, command line and an
//! auditor's own program give the same answer.
//!
//! The same file always gives the same bytes, in whatever order its voters and ballots stand.

mod answer;
mod bounds;
mod check;
mod effect;
mod explain;
mod fault;
mod file;
mod json;
pub(in crate::rules) mod lexer;
mod named;
mod outcome;
mod pack;
mod parse;
mod question;
mod row;
mod running;

#[cfg(test)]
mod tests;

pub use answer::{Answer, AreaAnswer, Explanation, Outcome, Participation, YesVotes};
pub(crate) use effect::{VoterSays, replaced, says};
pub use fault::{Fault, FaultCode, Place};
pub use file::{AreaCm2, Authority, Ballot, Choice, Mark, Standing, TallyDraft, TallyFile, Voter};
pub use outcome::count;
pub use pack::{Rule, RulePack, is_reading, packs};
pub use parse::read;
pub use question::{Elected, elect};
pub use row::Text;
pub(crate) use running::Running;
