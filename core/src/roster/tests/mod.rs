//! The roster, sentence by sentence (docs/spec/authority.md 3, 4 and 6).

pub(crate) mod fixture;

mod card;
mod enrolment;
mod entries;
mod forks;
mod golden;
mod hostile;
mod line;
mod lookup;
pub(crate) mod model;
mod narrowings;
mod order;
mod packs;
mod requests;
mod scopes;
