//! Rule packs and counting: pure functions over data, with their clauses.
//!
//! A pack (`packs/*.json`) holds the numbers of a legal text; [`counting`] turns a tally file into its answer.
//! Knows nothing of records, stores or devices.

pub mod authority;
pub mod counting;
