//! Rows of photos that lie in a hub's folder.

use super::{BodyState, StoreError};
use crate::domain::DeviceId;
use rusqlite::{Connection, OptionalExtension};

/// A photo at a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HubFile {
    /// The record whose body names it.
    pub num: i64,
    pub size: u64,
    /// Whether a verified copy lies elsewhere.
    pub safe: bool,
}

pub(crate) fn find(connection: &Connection, hash: [u8; 32]) -> Result<Option<HubFile>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT num, size, safe FROM hub_file WHERE hash = ?1")?
        .query_row([hash], |sql| {
            Ok(HubFile {
                num: sql.get(0)?,
                size: sql.get::<_, i64>(1)?.cast_unsigned(),
                safe: sql.get(2)?,
            })
        })
        .optional()?)
}

pub(crate) fn put(
    tx: &Connection,
    hash: [u8; 32],
    num: i64,
    device: DeviceId,
    size: u64,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR IGNORE INTO hub_file(hash, num, device, size, safe) VALUES(?1, ?2, ?3, ?4, 0)",
    )?
    .execute((hash, num, device.as_bytes(), size.cast_signed()))?;
    Ok(())
}

/// Bytes of photos that a device has handed in.
pub(crate) fn bytes_of(connection: &Connection, device: DeviceId) -> Result<u64, StoreError> {
    let sum: i64 = connection
        .prepare_cached("SELECT coalesce(sum(size), 0) FROM hub_file WHERE device = ?1")?
        .query_row([device.as_bytes()], |sql| sql.get(0))?;
    Ok(sum.cast_unsigned())
}

/// Number and bytes of the photos that each device has handed in.
pub(crate) fn by_device(connection: &Connection) -> Result<Vec<(DeviceId, u64, u64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT device, count(*), sum(size) FROM hub_file GROUP BY device ORDER BY device",
    )?;
    let rows = statement.query_map([], |sql| {
        let (photos, bytes): (i64, i64) = (sql.get(1)?, sql.get(2)?);
        Ok((
            DeviceId::from_bytes(sql.get(0)?),
            photos.cast_unsigned(),
            bytes.cast_unsigned(),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Bytes of the database.
pub(crate) fn database_bytes(connection: &Connection) -> Result<u64, StoreError> {
    // SQLCipher tells the size of a page as text.
    let sql = "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s";
    let bytes: i64 = connection
        .prepare_cached(sql)?
        .query_row([], |sql| sql.get(0))?;
    Ok(bytes.cast_unsigned())
}

/// Photos of which no verified copy lies elsewhere.
pub(crate) fn unsafe_ones(connection: &Connection) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT hash FROM hub_file WHERE safe = 0 ORDER BY hash")?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn set_safe(tx: &Connection, hash: [u8; 32]) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE hub_file SET safe = 1 WHERE hash = ?1")?
        .execute([hash])?;
    Ok(())
}

/// Forgets the photos whose record's body was erased; gives them.
pub(crate) fn forget_erased(tx: &Connection) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM hub_file WHERE num IN (SELECT num FROM record WHERE body_state = ?1) RETURNING hash",
    )?;
    let rows = statement.query_map([BodyState::Erased as u8], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
