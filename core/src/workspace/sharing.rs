//! 分享记录: what was given from this phone to other apps. It stands in this store alone, in no record, bundle or digest.

use crate::domain::entry::encode;
use crate::domain::{ThingKind, Timestamp};
use crate::store::meta;
use crate::workspace::{Error, Workspace};
use serde::{Deserialize, Serialize};

/// Keys of what was shared begin so.
const PREFIX: &str = "share/";
/// So many are kept; the oldest go first.
const MOST: usize = 500;

/// Something that was shared from this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareView {
    /// Its number, from 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Its kind.
    pub kind: ThingKind,
    /// The id of the matter, vote or hazard; of a picture the record.
    pub thing: String,
    /// The first line as it was given, masked.
    pub title: String,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    at: Timestamp,
    kind: String,
    thing: String,
    title: String,
}

impl Workspace {
    /// What was shared from this phone ([`Self::share`]), newest first, 500 at most.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn shares(&self) -> Result<Vec<ShareView>, Error> {
        let kept = self
            .store
            .read(|connection| meta::beginning(connection, PREFIX))?;
        let read = |(key, bytes): &(String, Vec<u8>)| {
            let kept: Kept = postcard::from_bytes(bytes).ok()?;
            Some(ShareView {
                number: number_of(key)?,
                at: kept.at,
                kind: ThingKind::from_name(&kept.kind)?,
                thing: kept.thing,
                title: kept.title,
            })
        };
        Ok(kept.iter().rev().filter_map(read).collect())
    }

    /// Keeps, durably, that something is given to another app. Gives its number.
    pub(crate) fn note_share(
        &self,
        kind: ThingKind,
        thing: &str,
        title: &str,
        at: Timestamp,
    ) -> Result<u64, Error> {
        let kept = encode(&Kept {
            at,
            kind: kind.name().to_owned(),
            thing: thing.to_owned(),
            title: title.to_owned(),
        });
        let number = self.store.write(|tx| {
            let all = meta::beginning(tx, PREFIX)?;
            let last = all.last().and_then(|(key, _)| number_of(key)).unwrap_or(0);
            let too_many = (all.len() + 1).saturating_sub(MOST);
            for (key, _) in all.iter().take(too_many) {
                meta::remove(tx, key)?;
            }
            meta::put(tx, &format!("{PREFIX}{:012}", last + 1), &kept)?;
            Ok::<_, crate::store::StoreError>(last + 1)
        })?;
        Ok(number)
    }
}

fn number_of(key: &str) -> Option<u64> {
    key.strip_prefix(PREFIX)?.parse().ok()
}
