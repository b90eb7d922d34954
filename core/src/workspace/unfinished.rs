//! 草稿: what somebody is typing, kept in this store alone: encrypted like everything in it, in no digest, no bundle and no record,
//! and there again after the app was killed.

use crate::domain::entry::{Fields, encode};
use crate::domain::{Code, Timestamp};
use crate::store::meta;
use crate::workspace::{Error, Workspace};
use serde::{Deserialize, Serialize};

/// Keys of drafts begin so.
const PREFIX: &str = "draft/";
/// Drafts at a time, names of a draft's screen and thing in bytes, and bytes of a draft.
const MOST: usize = 200;
const NAME_BYTES: usize = 128;
const DRAFT_BYTES: usize = 64 << 10;

/// Where a draft belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftKey {
    /// The screen, by a name of the app's own.
    pub screen: String,
    /// What it is about: an id, a door; empty if about nothing yet.
    pub thing: String,
}

/// What somebody was typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// Where it belongs.
    pub key: DraftKey,
    /// What was typed, by field.
    pub fields: Fields,
    /// When it was saved last.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    screen: String,
    thing: String,
    fields: Fields,
    at: Timestamp,
}

impl DraftKey {
    fn place(&self) -> Result<String, Error> {
        for (field, text) in [("screen", &self.screen), ("thing", &self.thing)] {
            if text.len() > NAME_BYTES {
                return Err(Error::field(field, Code::FieldTooLong));
            }
        }
        if self.screen.is_empty() {
            return Err(Error::field("screen", Code::FieldMissing));
        }
        // The length keeps `a/b` of screen `a` apart from screen `a/b`.
        let Self { screen, thing } = self;
        Ok(format!("{PREFIX}{}/{screen}/{thing}", screen.len()))
    }
}

impl Workspace {
    /// Keeps what is being typed, in place of what was kept there before; without fields nothing is kept there any more. Durable
    /// when this returns.
    ///
    /// # Errors
    /// `field_missing` (`screen`), `field_too_long` (`screen`, `thing`; `fields`: over 64 KiB, or over 200 drafts); [`Error::Store`].
    pub fn save_draft(&self, key: &DraftKey, fields: Fields) -> Result<(), Error> {
        let place = key.place()?;
        let at = self.now();
        self.store.write(|tx| {
            if fields.is_empty() {
                return Ok(meta::remove(tx, &place)?);
            }
            let kept = encode(&Kept {
                screen: key.screen.clone(),
                thing: key.thing.clone(),
                fields,
                at,
            });
            let is_new = meta::get(tx, &place)?.is_none();
            if kept.len() > DRAFT_BYTES || (is_new && meta::beginning(tx, PREFIX)?.len() >= MOST) {
                return Err(Error::field("fields", Code::FieldTooLong));
            }
            Ok(meta::put(tx, &place, &kept)?)
        })
    }

    /// Everything that was being typed, the newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn drafts(&self) -> Result<Vec<DraftView>, Error> {
        let rows = self
            .store
            .read(|connection| meta::beginning(connection, PREFIX))?;
        let mut drafts: Vec<DraftView> = rows
            .into_iter()
            .filter_map(|(_, raw)| postcard::from_bytes::<Kept>(&raw).ok())
            .map(|kept| DraftView {
                key: DraftKey {
                    screen: kept.screen,
                    thing: kept.thing,
                },
                fields: kept.fields,
                at: kept.at,
            })
            .collect();
        drafts.sort_by(|a, b| (b.at, &a.key).cmp(&(a.at, &b.key)));
        Ok(drafts)
    }
}
