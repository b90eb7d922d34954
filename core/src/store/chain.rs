//! Rows of chains: which there are, where they end, whether they are forked.

use super::StoreError;
use crate::domain::{ChainId, DeviceId, PlaceId, RecordId};
use crate::records::{Header, InstallNonce, Prev, State};
use rusqlite::{Connection, OptionalExtension};

/// A chain as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainRow {
    pub num: i64,
    pub id: ChainId,
    pub device: DeviceId,
    pub scope: PlaceId,
    /// Lowest seq with two headers.
    pub fork: Option<u64>,
}

/// A head of a chain: one per branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainFacts {
    pub seq: u64,
    pub id: RecordId,
    pub state: State,
    /// Index of the roster entry that it cites.
    pub roster: u32,
}

fn read(sql: &rusqlite::Row<'_>) -> rusqlite::Result<ChainRow> {
    let fork: Option<i64> = sql.get(4)?;
    Ok(ChainRow {
        num: sql.get(0)?,
        id: ChainId::from_bytes(sql.get(1)?),
        device: DeviceId::from_bytes(sql.get(2)?),
        scope: PlaceId::from_bytes(sql.get(3)?),
        fork: fork.map(i64::cast_unsigned),
    })
}

pub(crate) fn find(connection: &Connection, id: ChainId) -> Result<Option<ChainRow>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT num, id, device, scope, fork FROM chain WHERE id = ?1")?
        .query_row([id.as_bytes()], read)
        .optional()?)
}

pub(crate) fn by_num(connection: &Connection, num: i64) -> Result<ChainRow, StoreError> {
    Ok(connection
        .prepare_cached("SELECT num, id, device, scope, fork FROM chain WHERE num = ?1")?
        .query_row([num], read)?)
}

/// The chain's row; made if it is new.
pub(crate) fn enter(connection: &Connection, header: &Header) -> Result<ChainRow, StoreError> {
    if let Some(row) = find(connection, header.chain)? {
        return Ok(row);
    }
    connection
        .prepare_cached("INSERT INTO chain(id, device, scope) VALUES(?1, ?2, ?3)")?
        .execute((
            header.chain.as_bytes(),
            header.device.as_bytes(),
            header.scope.as_bytes(),
        ))?;
    Ok(ChainRow {
        num: connection.last_insert_rowid(),
        id: header.chain,
        device: header.device,
        scope: header.scope,
        fork: None,
    })
}

pub(crate) fn set_fork(
    connection: &Connection,
    num: i64,
    seq: Option<u64>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE chain SET fork = ?2 WHERE num = ?1")?
        .execute((num, seq.map(u64::cast_signed)))?;
    Ok(())
}

/// The device and scope that its first record binds.
pub(crate) fn bind(
    connection: &Connection,
    num: i64,
    device: DeviceId,
    scope: PlaceId,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE chain SET device = ?2, scope = ?3 WHERE num = ?1")?
        .execute((num, device.as_bytes(), scope.as_bytes()))?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<ChainRow>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT num, id, device, scope, fork FROM chain ORDER BY id")?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn of_device(
    connection: &Connection,
    device: DeviceId,
) -> Result<Vec<ChainRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT num, id, device, scope, fork FROM chain WHERE device = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([device.as_bytes()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last record of an unforked chain.
pub(crate) fn last(connection: &Connection, chain: i64) -> Result<Option<ChainFacts>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT seq, id, state, why, header FROM record WHERE chain = ?1 ORDER BY seq DESC, id LIMIT 1",
        )?
        .query_row([chain], |sql| {
            let seq: i64 = sql.get(0)?;
            let header: &[u8] = sql.get_ref(4)?.as_blob()?;
            let header = Header::from_bytes(header).ok_or(rusqlite::Error::InvalidQuery)?;
            Ok(ChainFacts {
                seq: seq.cast_unsigned(),
                id: RecordId::from_bytes(sql.get(1)?),
                state: State::from_numbers(sql.get(2)?, sql.get(3)?),
                roster: header.roster.index,
            })
        })
        .optional()?)
}

/// The highest seq of a chain up to which everything is here, if it is not forked.
pub(crate) fn linked_through(connection: &Connection, chain: i64) -> Result<u64, StoreError> {
    let hangs = State::Pending(crate::records::Pending::Gap).numbers();
    let seq: Option<i64> = connection
        .prepare_cached(
            "SELECT max(seq) FROM record WHERE chain = ?1 AND NOT (state = ?2 AND why = ?3)",
        )?
        .query_row((chain, hangs.0, hangs.1), |sql| sql.get(0))?;
    Ok(seq.unwrap_or_default().cast_unsigned())
}

/// The install nonces that a device's chains start with here.
pub(crate) fn nonces_of(
    connection: &Connection,
    device: DeviceId,
) -> Result<Vec<InstallNonce>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.header FROM chain c JOIN record r ON r.chain = c.num WHERE c.device = ?1 AND r.seq = 1",
    )?;
    let mut found = Vec::new();
    let mut rows = statement.query([device.as_bytes()])?;
    while let Some(sql) = rows.next()? {
        let header = Header::from_bytes(sql.get_ref(0)?.as_blob().unwrap_or_default());
        match header.map(|header| (header.device, header.prev)) {
            Some((by, Prev::Start(nonce))) if by == device && !found.contains(&nonce) => {
                found.push(nonce);
            }
            _ => {}
        }
    }
    Ok(found)
}
