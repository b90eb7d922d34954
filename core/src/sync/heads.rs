//! Heads of a chain in a store, in a few bytes: its tip and, going back in doubling steps, a few records before it, so
//! that whoever answers finds the last one in common even where each side is ahead of the other (ADR 11).

use crate::domain::{ChainId, RecordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The first eight bytes of a record's id.
pub type Short = [u8; 8];

/// One branch of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Seq of its tip.
    pub seq: u64,
    /// The tip, then the records 1, 3, 7, 15, … before it, as long as there are any.
    pub points: Vec<Short>,
}

/// Every chain, with one entry for each branch.
pub type Heads = BTreeMap<ChainId, Vec<Branch>>;

/// A record's id, shortened.
#[must_use]
pub fn short(id: RecordId) -> Short {
    let mut out = [0; 8];
    out.copy_from_slice(&id.as_bytes()[..8]);
    out
}

/// Seqs of the points of a branch, highest first.
pub fn point_seqs(tip: u64) -> impl Iterator<Item = u64> {
    (0..64)
        .map(|step| (1_u64 << step) - 1)
        .map_while(move |back| tip.checked_sub(back).filter(|seq| *seq >= 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_go_back_in_doubling_steps() {
        assert_eq!(point_seqs(10).collect::<Vec<_>>(), [10, 9, 7, 3]);
        assert_eq!(point_seqs(1).collect::<Vec<_>>(), [1]);
        assert_eq!(point_seqs(0).count(), 0);
    }
}
