//! Rows of roster entries, officers' requests and invitations.

use super::StoreError;
use crate::domain::RosterHash;
use rusqlite::{Connection, OptionalExtension};

pub(crate) fn put_entry(
    connection: &Connection,
    hash: RosterHash,
    index: u32,
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO roster_entry(hash, idx, raw) VALUES(?1, ?2, ?3)")?
        .execute((hash.as_bytes(), index, raw))?;
    Ok(())
}

/// Every entry, genesis first.
pub(crate) fn entries(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    blobs(
        connection,
        "SELECT raw FROM roster_entry ORDER BY idx, hash",
    )
}

/// Puts a request, with all signatures that are known of it.
pub(crate) fn put_request(
    connection: &Connection,
    hash: [u8; 32],
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO roster_request(hash, raw) VALUES(?1, ?2)")?
        .execute((hash, raw))?;
    Ok(())
}

pub(crate) fn requests(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    blobs(connection, "SELECT raw FROM roster_request ORDER BY hash")
}

fn blobs(connection: &Connection, sql: &str) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An invitation that this store issued.
pub(crate) struct Issued {
    pub text: String,
    pub name: String,
    pub used: bool,
}

pub(crate) fn put_invitation(
    connection: &Connection,
    id: &[u8],
    text: &str,
    name: &str,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO invitation(id, raw, name, used) VALUES(?1, ?2, ?3, 0)",
        (id, text, name),
    )?;
    Ok(())
}

pub(crate) fn invitation(connection: &Connection, id: &[u8]) -> Result<Option<Issued>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT raw, name, used FROM invitation WHERE id = ?1",
            [id],
            |row| {
                Ok(Issued {
                    text: row.get(0)?,
                    name: row.get(1)?,
                    used: row.get(2)?,
                })
            },
        )
        .optional()?)
}

pub(crate) fn use_invitation(connection: &Connection, id: &[u8]) -> Result<(), StoreError> {
    connection.execute("UPDATE invitation SET used = 1 WHERE id = ?1", [id])?;
    Ok(())
}
