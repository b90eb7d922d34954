//! Records of this device that are held back for a moment, so that whoever wrote one by mistake can take it back and nothing is left
//! of it. Until then they are durable here, and are handed to nobody.

use super::{Store, StoreError, meta};
use crate::domain::Timestamp;
use crate::domain::entry::encode;
use rusqlite::Connection;
use std::collections::BTreeSet;

const HELD: &str = "held";
/// So long a record is held back.
pub(crate) const HELD_SECONDS: i64 = 10;

/// Whether the moment that ends then has begun and is not over. A clock that was set back since has left it too: nothing is
/// kept from others until a year that some wrong clock once showed.
const fn is_within(now: Timestamp, until: i64) -> bool {
    now.0 < until && now.plus_seconds(HELD_SECONDS).0 >= until
}

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
        .filter(|(_, until)| is_within(now, *until))
        .map(|(num, _)| num)
        .collect())
}

/// Holds a record back from now on; those whose moment is over are forgotten. Answers when its own is.
pub(crate) fn hold(tx: &Connection, num: i64, now: Timestamp) -> Result<Timestamp, StoreError> {
    let until = now.plus_seconds(HELD_SECONDS);
    let mut held = all(tx)?;
    held.retain(|(_, until)| is_within(now, *until));
    held.push((num, until.0));
    put(tx, &held)?;
    Ok(until)
}

/// Forgets the records whose moment is over by that clock. Whoever hands records out does so first: what somebody may have seen
/// is never held back again, wherever the clock is set afterwards.
pub(crate) fn forget_over(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let is_over = |(_, until): &(i64, i64)| !is_within(now, *until);
    if store.read(all)?.iter().any(is_over) {
        store.write(|tx| {
            let mut held = all(tx)?;
            held.retain(|one| !is_over(one));
            put(tx, &held)
        })?;
    }
    Ok(())
}

/// A record is held back no more.
pub(crate) fn release(tx: &Connection, num: i64) -> Result<(), StoreError> {
    let mut held = all(tx)?;
    held.retain(|(known, _)| *known != num);
    put(tx, &held)
}
