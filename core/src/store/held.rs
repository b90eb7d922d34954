//! Records of this device that are held back for a moment, so that whoever wrote one by mistake can take it back and nothing is left
//! of it. Until then they are durable here, and are handed to nobody.

use super::{StoreError, meta};
use crate::domain::Timestamp;
use crate::domain::entry::encode;
use rusqlite::Connection;
use std::collections::BTreeSet;

const HELD: &str = "held";

/// Local numbers with the end of the moment, in milliseconds since 1970.
fn all(connection: &Connection) -> Result<Vec<(i64, i64)>, StoreError> {
    let raw = meta::get(connection, HELD)?.unwrap_or_default();
    Ok(postcard::from_bytes(&raw).unwrap_or_default())
}

fn put(tx: &Connection, held: &[(i64, i64)]) -> Result<(), StoreError> {
    if held.is_empty() {
        meta::remove(tx, HELD)
    } else {
        meta::put(tx, HELD, &encode(&held))
    }
}

/// Local numbers of the records that are handed to nobody yet.
pub(crate) fn nums(connection: &Connection, now: Timestamp) -> Result<BTreeSet<i64>, StoreError> {
    Ok(all(connection)?
        .into_iter()
        .filter(|(_, until)| now.0 < *until)
        .map(|(num, _)| num)
        .collect())
}

/// Holds a record back; those whose moment is over are forgotten.
pub(crate) fn hold(
    tx: &Connection,
    num: i64,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut held = all(tx)?;
    held.retain(|(_, until)| now.0 < *until);
    held.push((num, until.0));
    put(tx, &held)
}

/// A record is held back no more.
pub(crate) fn release(tx: &Connection, num: i64) -> Result<(), StoreError> {
    let mut held = all(tx)?;
    held.retain(|(known, _)| *known != num);
    put(tx, &held)
}
