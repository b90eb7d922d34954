//! 名册: households and persons of one stairwell. An import is one entry per stairwell.

use super::{Variants, is_name, term};
use crate::domain::vocabulary::PersonKind;
use crate::domain::{HouseholdId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

/// An entry of a stairwell's register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegisterEntry {
    /// Changes made together.
    Changes(Vec<RegisterChange>),
    /// An import, or a part of one, is taken back: the record counts as if it had never been written.
    Undo(RecordId),
    /// Somebody at a door proposes changes; they wait (待核) until the office decides.
    Proposed(Proposal),
    /// The office decides a proposal, or changes the register by hand at once.
    Decided(Decided),
}

/// Changes that wait for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The household that they are about.
    pub household: HouseholdId,
    /// The changes; texts in the body.
    pub changes: Vec<RegisterChange>,
    /// What they rest on.
    pub evidence: Evidence,
}

/// A decision. The words after those of its changes are its reason, if it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The proposal; `None` for changes by hand.
    pub proposal: Option<RecordId>,
    /// The changes that hold from now on; none where the proposal is refused.
    pub changes: Vec<RegisterChange>,
    /// What they rest on.
    pub evidence: Evidence,
}

/// What a change of the register rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Evidence {
    /// Nothing but the word of who says so.
    Word,
    /// A document that somebody has seen; the body says which, as the first of its words.
    Seen,
    /// The record of a photo, or of a visit.
    Record(RecordId),
}

/// How somebody left a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Leaving {
    /// He moved.
    Moved,
    /// He died.
    Died,
    /// He never belonged there: the entry was wrong.
    Mistake,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegisterChange {
    /// A household enters the register.
    Household {
        /// Its id.
        household: HouseholdId,
        /// Its floor, if known.
        floor: Option<i16>,
        /// The room's label (`501`); with the stairwell's, the door number.
        room: String,
    },
    /// A person enters a household.
    Person {
        /// The household.
        household: HouseholdId,
        /// The person.
        person: PersonId,
        /// Owner, resident or tenant.
        kind: PersonKind,
    },
    /// A value of a field; the text is the next of the body's [`super::Values`].
    Value {
        /// The household or person whose value it is.
        subject: Subject,
        /// Which field: `name`, `phone`, `area_cm2`, `note`, or the key of a column of the office's own
        /// ([`term::key_of`]).
        field: String,
        /// The records whose values it replaces.
        supersedes: Vec<RecordId>,
    },
    /// A household has another number on its door; its id stays.
    Renumbered {
        /// The household.
        household: HouseholdId,
        /// Its floor, if known.
        floor: Option<i16>,
        /// The new room.
        room: String,
        /// The records that gave the numbers before.
        supersedes: Vec<RecordId>,
    },
    /// A household is none any more: it was merged into another one, or never was one.
    Closed {
        /// The household.
        household: HouseholdId,
        /// The household that it is a part of now.
        into: Option<HouseholdId>,
    },
    /// A person left a household.
    Left {
        /// The household.
        household: HouseholdId,
        /// The person.
        person: PersonId,
        /// How.
        how: Leaving,
        /// The records that put him there.
        supersedes: Vec<RecordId>,
    },
}

/// The field of the area, which decides votes.
const AREA: &str = "area_cm2";

impl RegisterChange {
    /// Whether it decides who votes and with how much: who proposes or makes it by hand says what it rests on.
    #[must_use]
    pub fn needs_evidence(&self) -> bool {
        match self {
            Self::Value { field, .. } => field == AREA,
            Self::Person { kind, .. } => *kind == PersonKind::Owner,
            Self::Household { .. } | Self::Renumbered { .. } | Self::Left { .. } => false,
            Self::Closed { .. } => true,
        }
    }

    fn is_sound(&self) -> bool {
        match self {
            Self::Household { room, .. } | Self::Renumbered { room, .. } => is_name(room),
            Self::Person { .. } | Self::Left { .. } => true,
            Self::Closed { household, into } => *into != Some(*household),
            Self::Value { field, .. } => term::is_key(field),
        }
    }
}

/// Whether changes that need evidence have some.
fn rests(changes: &[RegisterChange], evidence: Evidence) -> bool {
    evidence != Evidence::Word || !changes.iter().any(RegisterChange::needs_evidence)
}

/// The owner of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A household's.
    Household(HouseholdId),
    /// A person's.
    Person(PersonId),
}

impl Subject {
    /// Its id's bytes, for storage.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        match self {
            Self::Household(id) => id.as_bytes(),
            Self::Person(id) => id.as_bytes(),
        }
    }
}

impl Variants for RegisterEntry {
    const COUNT: u8 = 4;
    const NAME: &'static str = "RegisterEntry";
}

impl RegisterEntry {
    pub(super) fn is_sound(&self) -> bool {
        let sound = |changes: &[RegisterChange]| changes.iter().all(RegisterChange::is_sound);
        match self {
            Self::Undo(_) => true,
            Self::Changes(changes) => sound(changes),
            Self::Proposed(proposal) => {
                !proposal.changes.is_empty()
                    && sound(&proposal.changes)
                    && rests(&proposal.changes, proposal.evidence)
            }
            Self::Decided(decided) => {
                (decided.proposal.is_some() || !decided.changes.is_empty())
                    && sound(&decided.changes)
                    && rests(&decided.changes, decided.evidence)
            }
        }
    }
}
