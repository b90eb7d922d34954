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
    const COUNT: u8 = 2;
    const NAME: &'static str = "RegisterEntry";
}

impl RegisterEntry {
    pub(super) fn is_sound(&self) -> bool {
        let Self::Changes(changes) = self else {
            return true;
        };
        changes.iter().all(|change| match change {
            RegisterChange::Household { room, .. } => is_name(room),
            RegisterChange::Person { .. } => true,
            RegisterChange::Value { field, .. } => term::is_key(field),
        })
    }
}
