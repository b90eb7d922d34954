//! 走访: visits of one stairwell in one month (clause 5.1.3.2.1.1, 楼道长、网格长入户走访).
//!
//! Body fields: `note`, `met` (who was met), `reason` (of a correction).

use super::{ExternalId, PhotoEntry, Variants};
use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::domain::{DocId, HouseholdId, MemberId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a visit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum VisitEntry {
    /// A visit was made.
    Visit(VisitFacts),
    /// The author corrects or withdraws it; the first version stays as history.
    Correct {
        /// The visit's record.
        visit: RecordId,
        /// The corrections that this one replaces.
        supersedes: Vec<RecordId>,
        /// The facts that are true instead; `None` withdraws the visit.
        to: Option<VisitFacts>,
    },
    /// The number that another system gives it.
    External(ExternalId),
    /// A photo of it.
    Photo(PhotoEntry),
}

/// The facts of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFacts {
    /// The household at whose door it was.
    pub household: HouseholdId,
    /// The outcome.
    pub outcome: VisitOutcome,
    /// The way of contact.
    pub mode: VisitMode,
    /// Time of the visit, by the clock of the phone.
    pub at: Timestamp,
    /// The time at which to come again.
    pub call_back: Option<Timestamp>,
    /// The member who made it, if somebody else typed it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
}

/// Topics of one visit.
pub const MOST_TOPICS: usize = 32;

impl Variants for VisitEntry {
    const COUNT: u8 = 4;
    const NAME: &'static str = "VisitEntry";
}

impl VisitEntry {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Visit(facts)
            | Self::Correct {
                to: Some(facts), ..
            } => facts.topics.len() <= MOST_TOPICS,
            Self::Correct { to: None, .. } => true,
            Self::External(id) => id.is_sound(),
            Self::Photo(_) => true,
        }
    }
}
