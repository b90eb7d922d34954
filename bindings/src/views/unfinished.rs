//! 草稿: what somebody is typing, and what was made of it.

use linli_core::domain::{RecordId, Timestamp};
use linli_core::workspace::{self as core, Committed, DraftKey};

/// The place of a draft in an app.
#[uniffi::remote(Record)]
pub struct DraftKey {
    /// The screen, by a name of the app's own; `visit` and `topic` make records.
    pub screen: String,
    /// The thing that it is about: an id, a door; empty if about nothing yet.
    pub thing: String,
}

/// A field that somebody was typing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DraftField {
    /// Its name.
    pub field: String,
    /// Its text.
    pub text: String,
}

/// A draft as it was saved last.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DraftView {
    /// Its place.
    pub key: DraftKey,
    /// The fields that were typed, by name.
    pub fields: Vec<DraftField>,
    /// The time at which it was saved.
    pub at: Timestamp,
}

impl From<core::DraftView> for DraftView {
    fn from(view: core::DraftView) -> Self {
        let field = |(field, text)| DraftField { field, text };
        Self {
            key: view.key,
            fields: view.fields.into_iter().map(field).collect(),
            at: view.at,
        }
    }
}

/// A record that was made of a draft.
#[uniffi::remote(Record)]
pub struct Committed {
    /// The record, by which it is undone.
    pub record: RecordId,
    /// The moment until which undoing leaves nothing of it.
    pub until: Timestamp,
}
