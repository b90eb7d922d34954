//! Every operation by name. A group of them is a file; each operation is one function from fields to an answer.

mod community;
mod deliberation;
mod doors;
mod exchange;
mod matters;
mod office;
mod photos;
mod rounds;
mod store;

use crate::codes::{Code, at_field};
use crate::fields::Fields;
use crate::network::Network;
use crate::request::Answer;
use linli_core::workspace::Workspace;
use std::sync::Arc;

/// The things that operations work on.
#[derive(Debug)]
pub struct Context {
    /// The store.
    pub workspace: Workspace,
    /// The way to a hub.
    pub network: Arc<Network>,
    /// Codes that whoever carries requests and answers adds to those of this crate.
    pub codes: &'static [Code],
}

/// An operation: its name and what it does.
type Op = (&'static str, fn(&Context, &Fields<'_>) -> Answer);

const GROUPS: &[&[Op]] = &[
    community::OPS,
    doors::OPS,
    rounds::OPS,
    deliberation::OPS,
    matters::OPS,
    exchange::OPS,
    photos::OPS,
    office::OPS,
    store::OPS,
];

/// The names of all operations.
pub fn names() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().copied().flatten().map(|(name, _)| *name)
}

/// Performs the operation of that name.
///
/// # Errors
/// What the operation refuses, `unknown_op`.
pub fn perform(context: &Context, name: &str, fields: &Fields<'_>) -> Answer {
    let op = GROUPS.iter().copied().flatten().find(|(op, _)| *op == name);
    match op {
        Some((_, perform)) => perform(context, fields),
        None => Err(at_field("unknown_op", "op")),
    }
}
