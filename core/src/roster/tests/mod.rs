//! The roster, sentence by sentence (records-and-sync, Roster and Scope).

pub(crate) mod fixture;

mod enrolment;
mod entries;
mod forks;
mod golden;
mod hostile;
mod lookup;
mod model;
mod narrowings;
mod order;
mod requests;
mod scopes;
