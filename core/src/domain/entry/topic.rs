//! 议题: one topic and where it came from. Body fields: `title`, `text`, `reason` (of a correction).

use super::{ExternalId, PhotoEntry, Variants};
use crate::domain::vocabulary::TopicSource;
use crate::domain::{HouseholdId, RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a topic's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicEntry {
    /// The topic is collected.
    Collected {
        /// Random; the document's id follows from it.
        subject: [u8; 16],
        /// Its facts.
        facts: TopicFacts,
    },
    /// Its author corrects or withdraws it.
    Correct {
        /// The corrections that this one replaces.
        supersedes: Vec<RecordId>,
        /// The facts that are true instead; `None` withdraws the topic.
        to: Option<TopicFacts>,
    },
    /// The number that another system gives it.
    External(ExternalId),
    /// A photo of it.
    Photo(PhotoEntry),
}

/// The known facts of a topic's origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicFacts {
    /// The way by which it came.
    pub source: TopicSource,
    /// The household it comes from, if from one.
    pub household: Option<HouseholdId>,
    /// Time by the author's clock.
    pub at: Timestamp,
}

impl Variants for TopicEntry {
    const COUNT: u8 = 4;
    const NAME: &'static str = "TopicEntry";
}

impl TopicEntry {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Collected { .. } | Self::Correct { .. } => true,
            Self::External(id) => id.is_sound(),
            Self::Photo(_) => true,
        }
    }
}
