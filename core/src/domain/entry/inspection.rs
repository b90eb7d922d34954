//! 巡查: inspection rounds and their log (clause 5.1.5, GB 25201). Hazards that are found in them are matters.
//!
//! Body fields: `note` of a log entry, `reason` of a correction; `template` and `item` in words, where the entry has only
//! their keys ([`term::key_of`]).

use super::{ExternalId, PhotoEntry, Variants, term};
use crate::domain::vocabulary::ItemResult;
use crate::domain::{RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoundEntry {
    /// The round is started; two phones that start the same round open one document.
    Started {
        /// The key of the template's name.
        template: String,
        /// The calendar period (`2026-11`), or a random text for an extra round.
        period: String,
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// An item was looked at.
    Logged(LogFacts),
    /// Its author corrects or withdraws a log entry.
    Correct {
        /// The first log entry.
        entry: RecordId,
        /// The corrections that this one replaces.
        supersedes: Vec<RecordId>,
        /// The facts that are true instead; `None` withdraws the entry.
        to: Option<LogFacts>,
    },
    /// The number that another system gives it.
    External(ExternalId),
    /// A photo of it.
    Photo(PhotoEntry),
}

/// The finding at one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogFacts {
    /// The key of the item's name in the template.
    pub item: String,
    /// The finding.
    pub result: ItemResult,
    /// The log entries for this item that the author had before him and replaces.
    pub supersedes: Vec<RecordId>,
    /// Time by the author's clock.
    pub at: Timestamp,
}

impl Variants for RoundEntry {
    const COUNT: u8 = 5;
    const NAME: &'static str = "RoundEntry";
}

impl RoundEntry {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Started {
                template, period, ..
            } => term::is_key(template) && term::is_key(period),
            Self::Logged(facts)
            | Self::Correct {
                to: Some(facts), ..
            } => term::is_key(&facts.item),
            Self::Correct { to: None, .. } => true,
            Self::External(id) => id.is_sound(),
            Self::Photo(_) => true,
        }
    }
}
