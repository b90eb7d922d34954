//! Drafts of the community: owned values, a default for every optional field.

use crate::domain::RecordId;

/// A scope as people name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopeName {
    /// The whole community.
    Community,
    /// A compound by name.
    Compound(String),
    /// A grid by name.
    Grid(String),
    /// A building by label (`3`, `月亮湾/3`).
    Building(String),
    /// A stairwell by label (`3-1`, `月亮湾/3-1`).
    Stairwell(String),
}

/// Target of an officer's decision about contested work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewTarget {
    /// One record.
    Record(RecordId),
    /// A chain through a seq.
    Chain {
        /// The chain.
        chain: crate::domain::ChainId,
        /// The last seq of it.
        through: u64,
    },
}
