//! Rows of chains: which there are, whose they are, where they end, whether they are forked.
//!
//! Device and scope are part of a chain's key. The owner is whose start is here; what another device signs under the
//! chain's id, or for another scope, lies in a row of its own and touches nothing of the owner's.

use super::StoreError;
use crate::domain::{ChainId, DeviceId, PlaceId, RecordId};
use crate::records::{Header, InstallNonce, Prev, State};
use rusqlite::{Connection, OptionalExtension};

/// The key of a chain: its id, its device, its scope.
pub(crate) type ChainKey = (ChainId, DeviceId, PlaceId);

/// The chain that a header claims.
pub(crate) const fn key_of(header: &Header) -> ChainKey {
    (header.chain, header.device, header.scope)
}

/// A chain as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainRow {
    pub num: i64,
    pub id: ChainId,
    pub device: DeviceId,
    pub scope: PlaceId,
    /// Lowest seq with two headers.
    pub fork: Option<u64>,
    /// Local number of the last record that is linked to the start.
    pub tip: Option<i64>,
    /// Whether any of its records is not linked.
    pub loose: bool,
}

/// A record of a chain, as far as the next one needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChainFacts {
    pub seq: u64,
    pub id: RecordId,
    pub state: State,
    /// Index of the roster entry that it cites.
    pub roster: u32,
}

const COLUMNS: &str = "num, id, device, scope, fork, tip, loose";

fn read(sql: &rusqlite::Row<'_>) -> rusqlite::Result<ChainRow> {
    let fork: Option<i64> = sql.get(4)?;
    Ok(ChainRow {
        num: sql.get(0)?,
        id: ChainId::from_bytes(sql.get(1)?),
        device: DeviceId::from_bytes(sql.get(2)?),
        scope: PlaceId::from_bytes(sql.get(3)?),
        fork: fork.map(i64::cast_unsigned),
        tip: sql.get(5)?,
        loose: sql.get(6)?,
    })
}

fn collect<P: rusqlite::Params>(
    connection: &Connection,
    condition: &str,
    params: P,
) -> Result<Vec<ChainRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM chain {condition} ORDER BY id, device, scope");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The chain of a key.
pub(crate) fn find(
    connection: &Connection,
    (id, device, scope): ChainKey,
) -> Result<Option<ChainRow>, StoreError> {
    let key = (id.as_bytes(), device.as_bytes(), scope.as_bytes());
    let rows = collect(
        connection,
        "WHERE id = ?1 AND device = ?2 AND scope = ?3",
        key,
    )?;
    Ok(rows.into_iter().next())
}

/// Every row under a chain's id: its owner's, and those of whoever else has signed something under it.
pub(crate) fn of_id(connection: &Connection, id: ChainId) -> Result<Vec<ChainRow>, StoreError> {
    collect(connection, "WHERE id = ?1", [id.as_bytes()])
}

/// The chain of an id, if its start is here: the id binds the start's device and scope.
pub(crate) fn owner(connection: &Connection, id: ChainId) -> Result<Option<ChainRow>, StoreError> {
    let rows = collect(
        connection,
        "WHERE id = ?1 AND tip IS NOT NULL",
        [id.as_bytes()],
    )?;
    Ok(rows.into_iter().next())
}

pub(crate) fn by_num(connection: &Connection, num: i64) -> Result<ChainRow, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM chain WHERE num = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([num], read)?)
}

/// The chain's row; made if it is new.
pub(crate) fn enter(connection: &Connection, header: &Header) -> Result<ChainRow, StoreError> {
    if let Some(row) = find(connection, key_of(header))? {
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
        tip: None,
        loose: false,
    })
}

/// Whether there still is such a row.
pub(crate) fn exists(connection: &Connection, num: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM chain WHERE num = ?1")?
        .exists([num])?)
}

/// The last linked record is this one now.
pub(crate) fn set_tip(connection: &Connection, num: i64, tip: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE chain SET tip = ?2 WHERE num = ?1")?
        .execute((num, tip))?;
    Ok(())
}

/// Fork, tip and looseness, after the whole chain was judged.
pub(crate) fn set_shape(connection: &Connection, row: &ChainRow) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE chain SET fork = ?2, tip = ?3, loose = ?4 WHERE num = ?1")?
        .execute((row.num, row.fork.map(u64::cast_signed), row.tip, row.loose))?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<ChainRow>, StoreError> {
    collect(connection, "", [])
}

pub(crate) fn of_device(
    connection: &Connection,
    device: DeviceId,
) -> Result<Vec<ChainRow>, StoreError> {
    collect(connection, "WHERE device = ?1", [device.as_bytes()])
}

/// The last linked record of a chain.
pub(crate) fn tip(
    connection: &Connection,
    chain: &ChainRow,
) -> Result<Option<ChainFacts>, StoreError> {
    let Some(num) = chain.tip else {
        return Ok(None);
    };
    Ok(connection
        .prepare_cached("SELECT seq, id, state, why, header FROM record WHERE num = ?1")?
        .query_row([num], |sql| {
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

/// Whether a record of a chain that is not linked names this one as the record before it.
pub(crate) fn is_awaited(
    connection: &Connection,
    chain: i64,
    id: RecordId,
) -> Result<bool, StoreError> {
    use crate::records::{Pending, Prev};
    let (state, why) = State::Pending(Pending::Gap).numbers();
    let mut statement = connection.prepare_cached(
        "SELECT header FROM record WHERE chain = ?1 AND state <> 1 AND state = ?2 AND why = ?3",
    )?;
    let mut rows = statement.query((chain, state, why))?;
    while let Some(row) = rows.next()? {
        let header = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        if Header::from_bytes(header).is_some_and(|header| header.prev == Prev::After(id)) {
            return Ok(true);
        }
    }
    Ok(false)
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

/// How many records of a device are here, and how many of them count.
pub(crate) fn counted(connection: &Connection, device: DeviceId) -> Result<(u64, u64), StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*), coalesce(sum(r.state = 1), 0) FROM chain c CROSS JOIN record r ON r.chain = c.num
             WHERE c.device = ?1",
        )?
        .query_row([device.as_bytes()], |sql| {
            let counts: (i64, i64) = (sql.get(0)?, sql.get(1)?);
            Ok((counts.0.cast_unsigned(), counts.1.cast_unsigned()))
        })?)
}
