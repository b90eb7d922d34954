//! Screens: one read per screen of an app, each one snapshot, with everything that the screen shows, in words, addressed by ids,
//! and with the time when it is to be read again though nothing changed.
//!
//! Everything comes from projections: no read folds, recounts or opens a document for a row. A word of a closed vocabulary is
//! handed out as that word, which knows both languages; a sentence as [`Said`].

mod changes;
mod conflicts;
mod debt;
mod door;
mod households;
mod labels;
mod me;
mod plan;
mod rounds;
mod search;
mod sharing;
mod silence;
mod statistics;
mod thing;
mod today;
mod topics;
mod values;
mod vote;

pub use crate::workspace::Said;
pub use changes::{ProposedChange, ProposedLine, Verdict};
pub use conflicts::{Conflict, ConflictValue};
pub use debt::{Debt, DebtKind, DebtOf};
pub use door::{Door, DoorField, DoorPerson, DoorTally, DoorValue};
pub use households::{HouseholdFilter, HouseholdRow};
pub use me::{Enrolment, Me, MyGrant, SyncScreen};
pub use rounds::{HazardFilter, RoundAnswer, RoundLine, RoundScreen};
pub use search::Found;
pub use sharing::SharedText;
pub use silence::{Silence, SilentDoor};
pub use statistics::{Figures, PlaceStatistics, Statistics};
pub use thing::Thing;
pub use today::{Contact, DoorRow, Floor, PlaceTab, Today};
pub use topics::{TopicFilter, TopicScreen};
pub use values::{MemberRef, PlaceRef};
pub use vote::{Meter, MeterNumbers, Missing, OwnPart, RollRow};
