//! Rows that only a hub has: its feed, its devices' nonces, what devices read, its epochs.

use super::StoreError;
use crate::domain::{DeviceId, PlaceId, Timestamp};
use rusqlite::{Connection, OptionalExtension};

/// The sort of thing that a row of the feed hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum What {
    Record = 0,
    Body = 1,
    Entry = 2,
    Request = 3,
    Witness = 4,
}

impl What {
    fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Body,
            2 => Self::Entry,
            3 => Self::Request,
            4 => Self::Witness,
            _ => Self::Record,
        }
    }
}

/// A row of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FeedRow {
    pub seq: u64,
    pub scope: PlaceId,
    pub kind: u16,
    pub what: What,
    /// Local number of the record, request or witness.
    pub num: i64,
    /// Hash of the roster entry.
    pub entry: Option<[u8; 32]>,
}

/// A thing that is to be handed out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Item {
    Record { num: i64, kind: u16 },
    Body { num: i64, kind: u16 },
    Entry([u8; 32]),
    Request(i64),
    Witness(i64),
}

/// Appends to the feed; gives the number.
pub(crate) fn append(
    connection: &Connection,
    scope: PlaceId,
    item: Item,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let (what, kind, num, entry) = match item {
        Item::Record { num, kind } => (What::Record, kind, Some(num), None),
        Item::Body { num, kind } => (What::Body, kind, Some(num), None),
        Item::Entry(hash) => (What::Entry, 0, None, Some(hash)),
        Item::Request(num) => (What::Request, 0, Some(num), None),
        Item::Witness(num) => (What::Witness, 0, Some(num), None),
    };
    connection
        .prepare_cached(
            "INSERT INTO feed(scope, kind, what, num, ref, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((scope.as_bytes(), kind, what as u8, num, entry, at.0))?;
    let seq = connection.last_insert_rowid().cast_unsigned();
    if let Item::Body { num, .. } = item {
        super::record::set_hub_seq(connection, num, seq)?;
    }
    Ok(seq)
}

fn read(sql: &rusqlite::Row<'_>) -> rusqlite::Result<FeedRow> {
    let seq: i64 = sql.get(0)?;
    Ok(FeedRow {
        seq: seq.cast_unsigned(),
        scope: PlaceId::from_bytes(sql.get(1)?),
        kind: sql.get(2)?,
        what: What::from_number(sql.get(3)?),
        num: sql.get::<_, Option<i64>>(4)?.unwrap_or_default(),
        entry: sql.get(5)?,
    })
}

/// The newest number; 0 in an empty feed.
pub(crate) fn newest(connection: &Connection) -> Result<u64, StoreError> {
    let seq: Option<i64> = connection
        .prepare_cached("SELECT max(seq) FROM feed")?
        .query_row([], |sql| sql.get(0))?;
    Ok(seq.unwrap_or_default().cast_unsigned())
}

/// At most `limit` rows of the feed after one number through another, of all scopes.
pub(crate) fn all(
    connection: &Connection,
    (after, through): (u64, u64),
    limit: usize,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, scope, kind, what, num, ref FROM feed WHERE seq > ?1 AND seq <= ?2
         ORDER BY seq LIMIT ?3",
    )?;
    let rows = statement.query_map(
        (after.cast_signed(), through.cast_signed(), limit as i64),
        read,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The same, of one scope.
pub(crate) fn of_scope(
    connection: &Connection,
    scope: PlaceId,
    (after, through): (u64, u64),
    limit: usize,
) -> Result<Vec<FeedRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, scope, kind, what, num, ref FROM feed
         WHERE scope = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4",
    )?;
    let rows = statement.query_map(
        (
            scope.as_bytes(),
            after.cast_signed(),
            through.cast_signed(),
            limit as i64,
        ),
        read,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The number of records of a scope that the feed holds through a number, by kind; also those that are not handed out
/// whole.
pub(crate) fn count(
    connection: &Connection,
    scope: PlaceId,
    through: u64,
) -> Result<Vec<(u16, u64)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, count(*) FROM feed WHERE scope = ?1 AND seq <= ?2 AND what = 0 GROUP BY kind",
    )?;
    let rows = statement.query_map((scope.as_bytes(), through.cast_signed()), |sql| {
        Ok((sql.get(0)?, sql.get::<_, i64>(1)?.cast_unsigned()))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The nonces of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nonces {
    pub issued: [u8; 16],
    /// The last one that was used, and the hash of that request's body.
    pub used: Option<([u8; 16], [u8; 32])>,
}

pub(crate) fn nonces(
    connection: &Connection,
    device: DeviceId,
) -> Result<Option<Nonces>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT issued, used, body FROM hub_device WHERE device = ?1")?
        .query_row([device.as_bytes()], |sql| {
            let used: Option<[u8; 16]> = sql.get(1)?;
            Ok(Nonces {
                issued: sql.get(0)?,
                used: used.zip(sql.get(2)?),
            })
        })
        .optional()?)
}

pub(crate) fn set_nonces(
    connection: &Connection,
    device: DeviceId,
    nonces: &Nonces,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO hub_device(device, issued, used, body) VALUES(?1, ?2, ?3, ?4)",
        )?
        .execute((
            device.as_bytes(),
            nonces.issued,
            nonces.used.map(|used| used.0),
            nonces.used.map(|used| used.1),
        ))?;
    Ok(())
}

/// Remembers what a hash of a reading set stands for.
pub(crate) fn put_reading(
    connection: &Connection,
    digest: [u8; 8],
    raw: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO reading_set(digest, raw) VALUES(?1, ?2)")?
        .execute((digest, raw))?;
    Ok(())
}

pub(crate) fn reading(
    connection: &Connection,
    digest: [u8; 8],
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT raw FROM reading_set WHERE digest = ?1")?
        .query_row([digest], |sql| sql.get(0))
        .optional()?)
}

/// An epoch's id, and up to which number it means what it says now; none for the one that lasts.
type EpochRow = ([u8; 8], Option<u64>);

/// The epochs, oldest first: the last one lasts.
pub(crate) fn epochs(connection: &Connection) -> Result<Vec<EpochRow>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, valid_to FROM epoch ORDER BY num")?;
    let rows = statement.query_map([], |sql| {
        let valid_to: Option<i64> = sql.get(1)?;
        Ok((sql.get(0)?, valid_to.map(i64::cast_unsigned)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Begins an epoch: numbers of those before stay what they are up to `valid_to`.
pub(crate) fn begin_epoch(
    connection: &Connection,
    id: [u8; 8],
    valid_to: u64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE epoch SET valid_to = min(coalesce(valid_to, ?1), ?1) WHERE valid_to IS NULL OR valid_to > ?1",
        )?
        .execute([valid_to.cast_signed()])?;
    connection
        .prepare_cached("INSERT INTO epoch(id, valid_to) VALUES(?1, NULL)")?
        .execute([id])?;
    Ok(())
}
