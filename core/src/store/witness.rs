//! Rows of witness statements.

use super::StoreError;
use crate::domain::ChainId;
use rusqlite::{Connection, OptionalExtension};

/// Keeps a statement; its local number if it is new.
pub(crate) fn put(
    connection: &Connection,
    chain: ChainId,
    through: u64,
    raw: &[u8],
) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "INSERT OR IGNORE INTO witness(chain, through, raw) VALUES(?1, ?2, ?3) RETURNING num",
        )?
        .query_row((chain.as_bytes(), through.cast_signed(), raw), |sql| {
            sql.get(0)
        })
        .optional()?)
}

pub(crate) fn by_num(connection: &Connection, num: i64) -> Result<Vec<u8>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT raw FROM witness WHERE num = ?1")?
        .query_row([num], |sql| sql.get(0))?)
}

/// The statements about a chain, from those that say least.
pub(crate) fn of_chain(
    connection: &Connection,
    chain: ChainId,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT raw FROM witness WHERE chain = ?1 ORDER BY through, raw")?;
    let rows = statement.query_map([chain.as_bytes()], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
