//! State of a received record: pending, accepted, contested, unauthorised, set aside or invalid. One function, used by every receiver alike, the
//! hub included; it knows no disk and no clock.
//!
//! Two layers (ADR 6): first chains, pins and the roster give every record its own state; then the decisions of
//! officers, who must be accepted by the first layer alone, turn contested work into accepted or leave it out. So no
//! circle of decisions can arise.

mod chain;
mod decider;
mod evidence;
mod reading;

pub(crate) use chain::first_double;
pub use chain::{Before, Decision, Item, judge_chain};
pub use decider::{Decider, Work, may_return};
pub use evidence::{is_office, needed_links};
pub use reading::{
    Grammar, Own, Reading, Written, ballots_subject, base_of, closes, opened_subject, operation_of,
    own_of, read_entry_record, read_in, round_subject, slips_subject, stands_in, subject_of,
    visit_subject,
};
