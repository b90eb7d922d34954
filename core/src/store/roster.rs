//! Rows of roster entries, officers' requests and invitations.

use super::StoreError;
use crate::domain::RosterHash;
use crate::roster::Verified;
use rusqlite::{Connection, OptionalExtension};

/// Puts an entry; with its `verified` if it is verified where it stands.
pub(crate) fn put_entry(
    connection: &Connection,
    hash: RosterHash,
    index: u32,
    raw: &[u8],
    verified: Option<&Verified>,
    at_hub: bool,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO roster_entry(hash, idx, raw, verified, at_hub) VALUES(?1, ?2, ?3, ?4, ?5)
             ON CONFLICT(hash) DO UPDATE SET raw = excluded.raw, verified = excluded.verified, at_hub = excluded.at_hub",
        )?
        .execute((
            hash.as_bytes(),
            index,
            raw,
            verified.map(Verified::as_bytes),
            at_hub,
        ))?;
    Ok(())
}

/// An entry that waited is verified where it stands.
pub(crate) fn mark_verified(
    connection: &Connection,
    hash: RosterHash,
    verified: &Verified,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE roster_entry SET verified = ?2 WHERE hash = ?1 AND verified IS NOT ?2",
        )?
        .execute((hash.as_bytes(), verified.as_bytes()))?;
    Ok(())
}

/// Keeps an entry apart that cannot be verified yet: it is read again with the others, and goes nowhere.
pub(crate) fn put_apart(
    connection: &Connection,
    hash: RosterHash,
    index: u32,
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO roster_entry(hash, idx, raw, at_hub) VALUES(?1, ?2, ?3, 2)",
        )?
        .execute((hash.as_bytes(), index, raw))?;
    Ok(())
}

/// Forgets an entry that was kept apart and is impossible.
pub(crate) fn drop_apart(connection: &Connection, hash: RosterHash) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM roster_entry WHERE hash = ?1 AND at_hub = 2")?
        .execute([hash.as_bytes()])?;
    Ok(())
}

/// The hub has this entry.
pub(crate) fn entry_at_hub(connection: &Connection, hash: RosterHash) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_entry SET at_hub = 1 WHERE hash = ?1 AND at_hub = 0")?
        .execute([hash.as_bytes()])?;
    Ok(())
}

/// An entry has lost its words: the rest of its row stays.
pub(crate) fn strip_entry(
    connection: &Connection,
    hash: RosterHash,
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_entry SET raw = ?2 WHERE hash = ?1")?
        .execute((hash.as_bytes(), raw))?;
    Ok(())
}

/// A request has lost its words.
pub(crate) fn strip_request(
    connection: &Connection,
    hash: [u8; 32],
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_request SET raw = ?2 WHERE hash = ?1")?
        .execute((hash, raw))?;
    Ok(())
}

/// An entry as it lies in its row, and the mark of its signatures if it was verified where it stands.
pub(crate) type EntryRow = (Vec<u8>, Option<Verified>);

/// Every entry, genesis first.
pub(crate) fn entries(connection: &Connection) -> Result<Vec<EntryRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT raw, verified FROM roster_entry ORDER BY idx, hash")?;
    let rows = statement.query_map([], |row| {
        let verified: Option<Vec<u8>> = row.get(1)?;
        Ok((
            row.get(0)?,
            verified.as_deref().and_then(Verified::from_bytes),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts a request, with all signatures that are known of it. Gives its local number.
pub(crate) fn put_request(
    connection: &Connection,
    hash: [u8; 32],
    raw: &[u8],
    at_hub: bool,
) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached(
            "INSERT INTO roster_request(hash, raw, at_hub) VALUES(?1, ?2, ?3)
             ON CONFLICT(hash) DO UPDATE SET raw = excluded.raw, at_hub = excluded.at_hub RETURNING num",
        )?
        .query_row((hash, raw, at_hub), |row| row.get(0))?)
}

/// Forgets a request that is settled.
pub(crate) fn drop_request(connection: &Connection, hash: [u8; 32]) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM roster_request WHERE hash = ?1")?
        .execute([hash])?;
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

/// An invitation that was used: its secret and the name go, that it was used stays.
pub(crate) fn use_invitation(connection: &Connection, id: &[u8]) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE invitation SET used = 1, raw = '', name = '' WHERE id = ?1",
        [id],
    )?;
    Ok(())
}

/// Invitations that were not used and have a name, with their texts.
pub(crate) fn open_invitations(
    connection: &Connection,
) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, raw FROM invitation WHERE used = 0 AND name <> '' ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The name in an invitation that nobody can use any more goes.
pub(crate) fn forget_invited(connection: &Connection, id: &[u8]) -> Result<(), StoreError> {
    connection.execute("UPDATE invitation SET name = '' WHERE id = ?1", [id])?;
    Ok(())
}

/// An entry by its hash.
pub(crate) fn entry(
    connection: &Connection,
    hash: [u8; 32],
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT raw FROM roster_entry WHERE hash = ?1")?
        .query_row([hash], |row| row.get(0))
        .optional()?)
}

/// A request by its local number.
pub(crate) fn request(connection: &Connection, num: i64) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT raw FROM roster_request WHERE num = ?1")?
        .query_row([num], |row| row.get(0))
        .optional()?)
}

/// Entries from one index to another, parents first; those that are kept apart are left out.
pub(crate) fn entries_between(
    connection: &Connection,
    from: u32,
    to: u32,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT raw FROM roster_entry WHERE idx BETWEEN ?1 AND ?2 AND at_hub <> 2 ORDER BY idx, hash",
    )?;
    let rows = statement.query_map([from, to], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Entries that the hub may lack, parents first.
pub(crate) fn entries_not_at_hub(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    blobs(
        connection,
        "SELECT raw FROM roster_entry WHERE at_hub = 0 ORDER BY idx, hash",
    )
}

/// Requests that the hub may lack.
pub(crate) fn requests_not_at_hub(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    blobs(
        connection,
        "SELECT raw FROM roster_request WHERE at_hub = 0 ORDER BY hash",
    )
}

/// The hub has this request, as it was sent.
pub(crate) fn request_at_hub(
    connection: &Connection,
    hash: [u8; 32],
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_request SET at_hub = 1 WHERE hash = ?1 AND raw = ?2")?
        .execute((hash, raw))?;
    Ok(())
}

/// The hub was sent this request and cannot judge it: it has not read the entry that the request cites.
pub(crate) fn request_is_early(
    connection: &Connection,
    hash: [u8; 32],
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_request SET at_hub = 2 WHERE hash = ?1 AND raw = ?2")?
        .execute((hash, raw))?;
    Ok(())
}

/// The hub has read whatever is here: what it could not judge is sent once more.
pub(crate) fn send_early_requests_again(connection: &Connection) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE roster_request SET at_hub = 0 WHERE at_hub = 2")?
        .execute([])?;
    Ok(())
}

/// Of entries after an index, and of requests, it is not known any more whether the hub has them.
pub(crate) fn forget_at_hub(connection: &Connection, after: u32) -> Result<(), StoreError> {
    connection.execute(
        "UPDATE roster_entry SET at_hub = 0 WHERE idx > ?1 AND at_hub = 1",
        [after],
    )?;
    connection.execute("UPDATE roster_request SET at_hub = 0", [])?;
    Ok(())
}
