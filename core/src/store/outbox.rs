//! Records that the hub is not known to have.

use super::{StoreError, meta};
use crate::domain::DeviceId;
use rusqlite::Connection;

/// Local numbers after one, of those of a device, or of everybody's.
pub(crate) fn after(
    connection: &Connection,
    after: i64,
    device: Option<DeviceId>,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    let device = device.map(|device| *device.as_bytes());
    let mut statement = connection.prepare_cached(
        "SELECT r.num FROM record r JOIN chain c ON c.num = r.chain
         WHERE r.num > ?1 AND r.hub_seq IS NULL AND (?2 IS NULL OR c.device = ?2)
         ORDER BY r.num LIMIT ?3",
    )?;
    let rows = statement.query_map((after, device, limit as i64), |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The highest local number through which the hub has everything, from one through which it is known to.
pub(crate) fn floor(connection: &Connection, known: i64) -> Result<i64, StoreError> {
    let first: Option<i64> = connection
        .prepare_cached("SELECT min(num) FROM record WHERE num > ?1 AND hub_seq IS NULL")?
        .query_row([known], |sql| sql.get(0))?;
    if let Some(first) = first {
        return Ok(first - 1);
    }
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(num) FROM record")?
        .query_row([], |sql| sql.get(0))?;
    Ok(last.unwrap_or_default().max(known))
}

/// The number of those after a local number, and the oldest one's header.
pub(crate) fn waiting(
    connection: &Connection,
    after: i64,
    device: DeviceId,
) -> Result<(u64, Option<Vec<u8>>), StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*), (SELECT r.header FROM record r JOIN chain c ON c.num = r.chain
               WHERE r.num > ?1 AND r.hub_seq IS NULL AND c.device = ?2 ORDER BY r.num LIMIT 1)
             FROM record r JOIN chain c ON c.num = r.chain
             WHERE r.num > ?1 AND r.hub_seq IS NULL AND c.device = ?2",
        )?
        .query_row((after, device.as_bytes()), |sql| {
            Ok((sql.get::<_, i64>(0)?.cast_unsigned(), sql.get(1)?))
        })?)
}

/// What a record is, by the kind of its document unless it adds a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owed {
    /// A record of a document of a kind.
    Of(u16),
    /// A photo.
    Photo,
    /// A voice note.
    Voice,
}

/// How many of a device's own records after a local number the hub is not known to have, photos and voice notes for
/// themselves; all that are here if there is no such number.
pub(crate) fn owed(
    connection: &Connection,
    after: Option<i64>,
    device: DeviceId,
) -> Result<Vec<(Owed, u64)>, StoreError> {
    // By the device's chains: the records of others are many more.
    let mut statement = connection.prepare_cached(
        "SELECT CASE WHEN p.num IS NULL THEN d.kind END AS kind, p.length IS NOT NULL AS voice, count(*)
         FROM chain c CROSS JOIN record r ON r.chain = c.num CROSS JOIN doc d ON d.num = r.doc LEFT JOIN photo p ON p.num = r.num
         WHERE c.device = ?2 AND (?1 IS NULL OR r.num > ?1 AND r.hub_seq IS NULL) GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let rows = statement.query_map((after, device.as_bytes()), |sql| {
        let what = match (sql.get(0)?, sql.get(1)?) {
            (Some(kind), _) => Owed::Of(kind),
            (None, true) => Owed::Voice,
            (None, false) => Owed::Photo,
        };
        Ok((what, sql.get::<_, i64>(2)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The number of all that a device wrote here, and the header of the first: its chains have no gaps.
pub(crate) fn written(
    connection: &Connection,
    device: DeviceId,
) -> Result<(u64, Option<Vec<u8>>), StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum((SELECT max(r.seq) FROM record r WHERE r.chain = c.num)), 0),
               (SELECT r.header FROM chain f CROSS JOIN record r ON r.chain = f.num AND r.seq = 1
                WHERE f.device = ?1 ORDER BY r.num LIMIT 1)
             FROM chain c WHERE c.device = ?1",
        )?
        .query_row([device.as_bytes()], |sql| {
            Ok((sql.get::<_, i64>(0)?.cast_unsigned(), sql.get(1)?))
        })?)
}

/// Of records with a higher number at the hub it is not known any more whether it has them.
pub(crate) fn rewind(tx: &Connection, to: u64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE record SET hub_seq = NULL WHERE hub_seq > ?1",
        [to.cast_signed()],
    )?;
    Ok(())
}

/// Local number of the lowest record that the hub has, but not as whole as it is here now.
const AGAIN: &str = "hub_again";

/// A record has become more complete than the hub is known to have it: it is sent again.
pub(crate) fn again(tx: &Connection, num: i64) -> Result<(), StoreError> {
    let changed = tx
        .prepare_cached("UPDATE record SET hub_seq = NULL WHERE num = ?1 AND hub_seq IS NOT NULL")?
        .execute([num])?;
    if changed > 0 && lowest_again(tx)?.is_none_or(|lowest| num < lowest) {
        meta::put(tx, AGAIN, &num.to_be_bytes())?;
    }
    Ok(())
}

/// The lowest record that is to be sent again.
pub(crate) fn lowest_again(connection: &Connection) -> Result<Option<i64>, StoreError> {
    let raw = meta::get(connection, AGAIN)?;
    Ok(raw
        .and_then(|raw| raw.try_into().ok())
        .map(i64::from_be_bytes))
}

/// Whoever sends has taken note of it.
pub(crate) fn noted_again(tx: &Connection) -> Result<(), StoreError> {
    if lowest_again(tx)?.is_some() {
        meta::put(tx, AGAIN, &[])?;
    }
    Ok(())
}
