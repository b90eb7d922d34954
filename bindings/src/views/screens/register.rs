//! 名册变更: a change of the register by hand, as an app hands it in.

use crate::codes::ErrorCode;
use crate::error::LinliError;
use linli_core::domain::vocabulary::PersonKind;
use linli_core::domain::{Flag, PersonId};
use linli_core::workspace::{self as core, Leaving};
use std::collections::BTreeMap;

/// A change of the register by hand, about one household.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RegisterDraft {
    /// The household: a door number, or its id.
    pub household: String,
    /// The person whom the edits are about; the household itself, if nobody is named.
    #[uniffi(default = None)]
    pub person: Option<PersonId>,
    /// The fields that change.
    #[uniffi(default = [])]
    pub edits: Vec<RegisterEdit>,
    /// The event, if more than fields changes.
    #[uniffi(default = None)]
    pub act: Option<RegisterAct>,
    /// The ground that it rests on: a document that was seen, in words, or the id of a photo's or visit's record. Areas, owners and
    /// the end of a household need it; so does a mark for which the law asks a consent of its own.
    #[uniffi(default = None)]
    pub evidence: Option<String>,
}

/// A change of a field of the register.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RegisterEdit {
    /// A field becomes another text: `name`, `phone`, `note`, `quiet_hours` (`21:00-08:00`), or one of the office's own.
    Set {
        /// Its name in the register.
        field: String,
        /// The text from now on.
        text: String,
    },
    /// A field is emptied.
    Clear {
        /// Its name in the register.
        field: String,
    },
    /// The marks become these.
    Flags {
        /// All of them.
        flags: Vec<Flag>,
    },
    /// The area of the unit becomes another.
    Area {
        /// Whole square centimetres.
        cm2: u64,
    },
}

/// A change of who and what there is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RegisterAct {
    /// A person enters the household, and the edits are his; `person` may name one whom the register knows from another door.
    Enters {
        /// Owner, resident or tenant.
        kind: PersonKind,
    },
    /// The person is another kind of it now: an owner who was a tenant.
    Becomes {
        /// Owner, resident or tenant.
        kind: PersonKind,
    },
    /// The person left.
    Leaves {
        /// The reason.
        how: Leaving,
    },
    /// The door has another number in its stairwell; the household's id stays.
    Renumbered {
        /// The new room.
        room: String,
        /// Its floor, if known.
        #[uniffi(default = None)]
        floor: Option<i32>,
    },
    /// Another household is split off, with a door of its own in the same stairwell.
    SplitOff {
        /// Its room.
        room: String,
        /// Its floor, if known.
        #[uniffi(default = None)]
        floor: Option<i32>,
    },
    /// The household is a part of another one of the stairwell now.
    MergedInto {
        /// The other one: a door number, or its id.
        household: String,
    },
    /// There is no such household.
    Closed,
}

fn floor(number: Option<i32>) -> Result<Option<i16>, LinliError> {
    number
        .map(i16::try_from)
        .transpose()
        .map_err(|_| LinliError::of_code(ErrorCode::FieldRange, Some("floor")))
}

impl RegisterAct {
    fn read(self) -> Result<core::RegisterAct, LinliError> {
        Ok(match self {
            Self::Enters { kind } => core::RegisterAct::Enters(kind),
            Self::Becomes { kind } => core::RegisterAct::Becomes(kind),
            Self::Leaves { how } => core::RegisterAct::Leaves(how),
            Self::Renumbered { room, floor: to } => core::RegisterAct::Renumbered {
                room,
                floor: floor(to)?,
            },
            Self::SplitOff { room, floor: on } => core::RegisterAct::SplitOff {
                room,
                floor: floor(on)?,
            },
            Self::MergedInto { household } => core::RegisterAct::MergedInto(household),
            Self::Closed => core::RegisterAct::Closed,
        })
    }
}

impl RegisterDraft {
    /// The draft as the core takes it; a field that is said twice is refused.
    pub(crate) fn read(self) -> Result<core::RegisterDraft, LinliError> {
        let mut fields: BTreeMap<String, Option<String>> = BTreeMap::new();
        for edit in self.edits {
            let (field, text) = match edit {
                RegisterEdit::Set { field, text } => (field, Some(text)),
                RegisterEdit::Clear { field } => (field, None),
                RegisterEdit::Flags { flags } if flags.is_empty() => ("flags".to_owned(), None),
                RegisterEdit::Flags { flags } => ("flags".to_owned(), Some(Flag::text(&flags))),
                RegisterEdit::Area { cm2 } => ("area_cm2".to_owned(), Some(cm2.to_string())),
            };
            if fields.insert(field, text).is_some() {
                return Err(LinliError::of_code(ErrorCode::FieldUnfit, Some("edits")));
            }
        }
        Ok(core::RegisterDraft {
            household: self.household,
            person: self.person,
            fields,
            act: self.act.map(RegisterAct::read).transpose()?,
            evidence: self.evidence,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(edits: Vec<RegisterEdit>, act: Option<RegisterAct>) -> RegisterDraft {
        RegisterDraft {
            household: "3-1-501".to_owned(),
            person: None,
            edits,
            act,
            evidence: None,
        }
    }

    #[test]
    fn a_field_is_said_once_and_a_floor_is_one_that_a_house_can_have() {
        let clear = || RegisterEdit::Clear {
            field: "flags".to_owned(),
        };
        let flags = RegisterEdit::Flags {
            flags: vec![Flag::Dog, Flag::NotAlone],
        };
        let read = draft(vec![flags.clone()], None).read().expect("sound");
        assert_eq!(read.fields["flags"].as_deref(), Some("dog,not_alone"));
        let twice = draft(vec![flags, clear()], None).read();
        assert_eq!(twice.expect_err("twice").code(), "field_unfit");
        let far = RegisterAct::Renumbered {
            room: "502".to_owned(),
            floor: Some(40_000),
        };
        let far = draft(vec![], Some(far)).read();
        assert_eq!(far.expect_err("too high").code(), "field_range");
    }
}
