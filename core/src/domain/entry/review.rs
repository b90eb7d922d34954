//! 复核: an officer's decisions about records of a scope. Body field: `reason`.

use super::Variants;
use crate::domain::{ChainId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a scope's review document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewEntry {
    /// Contested work counts from now on.
    Adopt {
        /// The record or chain that is adopted.
        target: Target,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// Contested work is left out for good.
    SetAside {
        /// The record or chain that is set aside.
        target: Target,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// The bodies of these records are erased everywhere; headers and signatures stay.
    Erase {
        /// The records.
        records: Vec<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// These changes of an agenda's text are erased everywhere, chunks included; headers and signatures stay. The text starts
    /// again from what the office writes next, on nothing.
    EraseText {
        /// The records.
        records: Vec<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
    },
}

/// The record, or the part of a chain, that a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// One record.
    Record(RecordId),
    /// A chain, through a record and all before it.
    Chain {
        /// The chain.
        chain: ChainId,
        /// Seq of the last adopted record.
        through: u64,
        /// That record: names the branch, should the chain fork.
        tip: RecordId,
    },
}

impl Variants for ReviewEntry {
    const COUNT: u8 = 4;
    const NAME: &'static str = "ReviewEntry";
}
