//! Records that a reader may keep: those of his scopes, counted against the hub, and the removal of those beyond them.

use super::StoreError;
use crate::admission::Grammar;
use crate::domain::{ChainId, DeviceId, PlaceId};
use crate::records::Pending;
use crate::roster::ReadingSet;
use crate::rules::authority::Reading;
use rusqlite::Connection;

/// What is not counted against a hub: evidence, which not everybody is handed, and headers without their chunk. One that counts
/// without its chunk is a text change whose words were erased: everybody holds it so.
const UNCOUNTED: &str =
    "(r.state IN (3, 4) OR (r.state = 5 AND r.why = 1) OR (r.chunk IS NULL AND r.state <> 1))";

/// The number of records that are known to be at the hub and that a reader of this set reads with their chunks.
pub(crate) fn count_readable(connection: &Connection, set: &ReadingSet) -> Result<u64, StoreError> {
    let sql = format!(
        "SELECT d.scope, d.kind, count(*) FROM record r JOIN doc d ON d.num = r.doc
         WHERE r.hub_seq IS NOT NULL AND NOT {UNCOUNTED} GROUP BY d.scope, d.kind"
    );
    sum_readable(connection, &sql, set)
}

/// The number of records that a reader of this set reads with their chunks, and that are not counted.
pub(crate) fn count_uncounted(
    connection: &Connection,
    set: &ReadingSet,
) -> Result<u64, StoreError> {
    let sql = format!(
        "SELECT d.scope, d.kind, count(*) FROM record r JOIN doc d ON d.num = r.doc
         WHERE r.state <> 1 AND {UNCOUNTED} GROUP BY d.scope, d.kind"
    );
    sum_readable(connection, &sql, set)
}

fn sum_readable(connection: &Connection, sql: &str, set: &ReadingSet) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut sum = 0;
    while let Some(row) = rows.next()? {
        let scope = PlaceId::from_bytes(row.get(0)?);
        if set.reading(scope, row.get(1)?) >= Reading::Facts {
            sum += row.get::<_, i64>(2)?.cast_unsigned();
        }
    }
    Ok(sum)
}

/// The documents of which the store holds more than a reader of this set may: document, kind, how much he may.
pub(crate) fn beyond(
    connection: &Connection,
    set: &ReadingSet,
) -> Result<Vec<(i64, u16, Reading)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT num, kind, scope FROM doc ORDER BY num")?;
    let mut rows = statement.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let (num, kind): (i64, u16) = (row.get(0)?, row.get(1)?);
        let reading = set.reading(PlaceId::from_bytes(row.get(2)?), kind);
        if reading != Reading::Full {
            out.push((num, kind, reading));
        }
    }
    Ok(out)
}

/// The rest that stays of a record that is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// Header and signature: its chain goes on.
    Header,
    /// Nothing.
    Nothing,
}

/// One record of a document that is to be dropped.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropped {
    pub num: i64,
    pub chain: i64,
    /// Its author's device.
    pub device: DeviceId,
}

/// The place of a record in its chain and at the hub.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub chain: ChainId,
    pub seq: u64,
    pub hub_seq: Option<u64>,
}

/// Whether a verified backup has a record.
pub(crate) type Covered<'a> = &'a dyn Fn(Held) -> bool;

/// The records of a document if a backup has all of them; else `None`.
pub(crate) fn safe_records(
    connection: &Connection,
    doc: i64,
    covered: Covered<'_>,
) -> Result<Option<Vec<Dropped>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.num, r.chain, r.hub_seq, c.device, c.id, r.seq FROM record r
         JOIN chain c ON c.num = r.chain WHERE r.doc = ?1",
    )?;
    let mut rows = statement.query([doc])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let hub_seq: Option<i64> = row.get(2)?;
        let at = Held {
            chain: ChainId::from_bytes(row.get(4)?),
            seq: row.get::<_, i64>(5)?.cast_unsigned(),
            hub_seq: hub_seq.map(i64::cast_unsigned),
        };
        if !covered(at) {
            return Ok(None);
        }
        out.push(Dropped {
            num: row.get(0)?,
            chain: row.get(1)?,
            device: DeviceId::from_bytes(row.get(3)?),
        });
    }
    Ok(Some(out))
}

/// The number of records of a chain that are here.
pub(crate) fn length(connection: &Connection, chain: i64) -> Result<u64, StoreError> {
    let records: i64 = connection
        .prepare_cached("SELECT count(*) FROM record WHERE chain = ?1")?
        .query_row([chain], |row| row.get(0))?;
    Ok(records.cast_unsigned())
}

/// Drops the body of a record, which may come again; false if there was none.
pub(crate) fn strip_body(tx: &Connection, num: i64) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached(
            "UPDATE record SET body = NULL, body_state = 2 WHERE num = ?1 AND body_state = 1",
        )?
        .execute([num])?;
    Ok(changed > 0)
}

/// Keeps the header and signature of a record, and nothing else; false if there was nothing else.
pub(crate) fn strip(tx: &Connection, num: i64) -> Result<bool, StoreError> {
    let withheld = Grammar::Waits(Pending::Withheld).number();
    let changed = tx
        .prepare_cached(
            "UPDATE record SET chunk = NULL, body = NULL, op = NULL, grammar = ?2,
               body_state = CASE body_state WHEN 1 THEN 2 ELSE body_state END
             WHERE num = ?1 AND (chunk IS NOT NULL OR body IS NOT NULL)",
        )?
        .execute((num, withheld))?;
    Ok(changed > 0)
}

/// Drops a record of somebody else.
pub(crate) fn remove(tx: &Connection, num: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM erased WHERE num = ?1")?
        .execute([num])?;
    tx.prepare_cached("DELETE FROM carried WHERE num = ?1")?
        .execute([num])?;
    tx.prepare_cached("DELETE FROM record WHERE num = ?1")?
        .execute([num])?;
    Ok(())
}

/// Drops what is cached of documents without a text change, and chains and documents without a record.
pub(crate) fn sweep(tx: &Connection, docs: &[i64]) -> Result<(), StoreError> {
    for doc in docs {
        tx.prepare_cached("UPDATE doc SET text = NULL, cache = NULL WHERE num = ?1")?
            .execute([doc])?;
        tx.prepare_cached(
            "DELETE FROM doc WHERE num = ?1 AND NOT EXISTS (SELECT 1 FROM record r WHERE r.doc = doc.num)",
        )?
        .execute([doc])?;
    }
    tx.execute(
        "DELETE FROM chain WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.chain = chain.num)",
        [],
    )?;
    tx.execute(
        "DELETE FROM witness WHERE NOT EXISTS (SELECT 1 FROM chain c WHERE c.id = witness.chain)",
        [],
    )?;
    Ok(())
}
