//! 议程: one agenda. Its text is collaborative Automerge text; every other field is an entry. Body field: `value`.

use super::{ExternalId, PhotoEntry, Variants, is_name};
use crate::domain::{RecordId, Timestamp};
use serde::{Deserialize, Serialize};

/// An entry of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgendaEntry {
    /// The agenda is opened.
    Opened {
        /// Random; the document's id follows from it.
        subject: [u8; 16],
        /// Time by the author's clock.
        at: Timestamp,
    },
    /// A field gets a value; two that replace the same and not each other are a conflict.
    Field {
        /// The field's name; never `text`.
        name: String,
        /// The records whose values it replaces.
        supersedes: Vec<RecordId>,
        /// Time by the author's clock.
        at: Timestamp,
        /// SHA-256 of the agenda's text as whoever decided a conflict had it before him; none for a plain edit, or where there
        /// is no text.
        text: Option<[u8; 32]>,
    },
    /// The number that another system gives it.
    External(ExternalId),
    /// A photo of it.
    Photo(PhotoEntry),
}

impl Variants for AgendaEntry {
    const COUNT: u8 = 4;
    const NAME: &'static str = "AgendaEntry";
}

impl AgendaEntry {
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Opened { .. } => true,
            Self::Field { name, .. } => is_name(name) && name != "text",
            Self::External(id) => id.is_sound(),
            Self::Photo(_) => true,
        }
    }
}
