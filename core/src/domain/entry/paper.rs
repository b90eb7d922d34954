//! 纸质表决票: how a sheet came to its voter, and who signed it (docs/spec/counting.md 6.11; rules 5.9).

use crate::domain::vocabulary::{ServedHow, SignerCapacity};
use crate::domain::{RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// Service and signature of a paper sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its service; none where nobody noted it.
    pub served: Option<Served>,
    /// The capacity in which it was signed.
    pub capacity: SignerCapacity,
    /// The record of the photo that shows an agent's mandate (委托书); of an agent, and of nobody else.
    pub mandate: Option<RecordId>,
}

/// Service of a sheet: when and in which way its voter got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// Time at which it was served, not after it was signed.
    pub at: Timestamp,
    /// The way.
    pub how: ServedHow,
}

impl Paper {
    /// Whether it hangs together on a ballot that was taken at a time.
    pub(super) fn is_sound(&self, taken: Timestamp) -> bool {
        (self.capacity == SignerCapacity::Agent) == self.mandate.is_some()
            && self.served.is_none_or(|served| served.at <= taken)
    }
}
