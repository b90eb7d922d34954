//! Records of devices that are not known: bounded per source, not relayed, in no digest; tried again when one becomes known.

use super::StoreError;
use crate::domain::DeviceId;
use crate::records::{caps, sha256_tagged};
use rusqlite::Connection;

/// Stands for the device of a record whose header this version cannot read.
pub(crate) const UNREAD: DeviceId = DeviceId::from_bytes([0; 16]);

/// Records of unknown devices: bounded per source, not relayed, in no digest.
pub(crate) fn put(
    connection: &Connection,
    device: DeviceId,
    source: &[u8; 16],
    raw: &[u8],
) -> Result<bool, StoreError> {
    let (n, bytes): (i64, i64) = connection
        .prepare_cached(
            "SELECT count(*), coalesce(sum(size), 0) FROM unverified WHERE source = ?1",
        )?
        .query_row([source], |sql| Ok((sql.get(0)?, sql.get(1)?)))?;
    if n >= caps::UNVERIFIED_RECORDS as i64
        || bytes + raw.len() as i64 > caps::UNVERIFIED_BYTES as i64
    {
        return Ok(false);
    }
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO unverified(id, source, device, size, raw) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            // Under the hash of all its parts: nobody can take a record's place with a false signature or a missing body.
            sha256_tagged("linli/unverified/1", &[raw]).as_slice(),
            source,
            device.as_bytes(),
            raw.len() as i64,
            raw,
        ))?;
    Ok(true)
}

/// Takes the kept records of a device that has become known.
pub(crate) fn take(connection: &Connection, device: DeviceId) -> Result<Vec<Vec<u8>>, StoreError> {
    let raws = {
        let mut statement = connection
            .prepare_cached("SELECT raw FROM unverified WHERE device = ?1 ORDER BY id")?;
        let rows = statement.query_map([device.as_bytes()], |sql| sql.get(0))?;
        rows.collect::<rusqlite::Result<Vec<Vec<u8>>>>()?
    };
    connection
        .prepare_cached("DELETE FROM unverified WHERE device = ?1")?
        .execute([device.as_bytes()])?;
    Ok(raws)
}

/// Devices of which unverified records are kept.
pub(crate) fn devices(connection: &Connection) -> Result<Vec<DeviceId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT device FROM unverified ORDER BY device")?;
    let rows = statement.query_map([], |sql| Ok(DeviceId::from_bytes(sql.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
