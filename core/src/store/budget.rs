//! What is kept of records that are not accepted, by who signed them and by who carried them: a signature is no licence
//! for space.

use super::StoreError;
use crate::domain::DeviceId;
use crate::records::caps::Budget;
use crate::records::{Pending, State};
use rusqlite::{Connection, Params};

/// Rows and unpacked bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub rows: u64,
    pub bytes: u64,
}

impl Held {
    pub(crate) const fn exceeds(self, budget: Budget) -> bool {
        self.rows > budget.records || self.bytes > budget.bytes
    }

    /// With one record more.
    pub(crate) const fn and(self, bytes: u64) -> Self {
        Self {
            rows: self.rows.saturating_add(1),
            bytes: self.bytes.saturating_add(bytes),
        }
    }

    pub(crate) const fn with(self, bytes: u64) -> Self {
        Self {
            rows: self.rows,
            bytes: self.bytes.saturating_add(bytes),
        }
    }

    pub(crate) const fn without(self, bytes: u64) -> Self {
        Self {
            rows: self.rows.saturating_sub(1),
            bytes: self.bytes.saturating_sub(bytes),
        }
    }
}

/// What is kept of a device's, in two rooms: what somebody else could fill with rubbish must not push out what is perhaps
/// honest, nor stores differ by which of the two came first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Perhaps honest: contested, or set aside after it was.
    pub work: Held,
    /// Evidence, and what waits.
    pub rest: Held,
}

impl Kept {
    pub(crate) const fn room(&mut self, state: State) -> &mut Held {
        if state.is_perhaps_honest() {
            &mut self.work
        } else {
            &mut self.rest
        }
    }

    pub(crate) const fn total(self) -> Held {
        Held {
            rows: self.work.rows.saturating_add(self.rest.rows),
            bytes: self.work.bytes.saturating_add(self.rest.bytes),
        }
    }
}

/// Bytes of a record as it lies here.
const SIZE: &str = "(length(r.header) + length(r.signature) + coalesce(length(r.chunk), 0) + coalesce(length(r.body), 0))";

/// Whether headers that were handed over without their chunk count. They do where everything is read; elsewhere most
/// of them are honest work of wider scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Withheld {
    Counts,
    Passes,
}

fn sum<P: Params>(connection: &Connection, from: &str, params: P) -> Result<Kept, StoreError> {
    let sql = format!(
        "SELECT r.state, r.why, count(*), coalesce(sum({SIZE}), 0) FROM {from} GROUP BY r.state, r.why"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params)?;
    let mut kept = Kept::default();
    while let Some(sql) = rows.next()? {
        let held = kept.room(State::from_numbers(sql.get(0)?, sql.get(1)?));
        held.rows += sql.get::<_, i64>(2)?.cast_unsigned();
        held.bytes += sql.get::<_, i64>(3)?.cast_unsigned();
    }
    Ok(kept)
}

/// What is kept of a signer's that is not accepted.
pub(crate) fn signed(
    connection: &Connection,
    device: DeviceId,
    withheld: Withheld,
) -> Result<Kept, StoreError> {
    let (state, why) = State::Pending(Pending::Withheld).numbers();
    sum(
        connection,
        "chain c CROSS JOIN record r ON r.chain = c.num
         WHERE c.device = ?1 AND r.state <> 1 AND (?2 OR (r.state, r.why) <> (?3, ?4))",
        (device.as_bytes(), withheld == Withheld::Counts, state, why),
    )
}

/// What is kept that a device handed in, others signed, and is not accepted.
pub(crate) fn carried(connection: &Connection, device: DeviceId) -> Result<Kept, StoreError> {
    sum(
        connection,
        "carried b CROSS JOIN record r ON r.num = b.num WHERE b.carrier = ?1 AND r.state <> 1",
        [device.as_bytes()],
    )
}

/// What is kept of each signer, accepted or not.
pub(crate) fn by_signer(connection: &Connection) -> Result<Vec<(DeviceId, Held)>, StoreError> {
    let sql = format!(
        "SELECT c.device, count(*), sum({SIZE}) FROM chain c CROSS JOIN record r ON r.chain = c.num
         GROUP BY c.device ORDER BY c.device"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |sql| {
        let held = Held {
            rows: sql.get::<_, i64>(1)?.cast_unsigned(),
            bytes: sql.get::<_, i64>(2)?.cast_unsigned(),
        };
        Ok((DeviceId::from_bytes(sql.get(0)?), held))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record's bytes as it lies here.
pub(crate) fn size(connection: &Connection, num: i64) -> Result<u64, StoreError> {
    let sql = format!("SELECT {SIZE} FROM record r WHERE r.num = ?1");
    let size: i64 = connection
        .prepare_cached(&sql)?
        .query_row([num], |sql| sql.get(0))?;
    Ok(size.cast_unsigned())
}

/// Notes who handed a record in.
pub(crate) fn charge(
    connection: &Connection,
    num: i64,
    carrier: DeviceId,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO carried(num, carrier) VALUES(?1, ?2)")?
        .execute((num, carrier.as_bytes()))?;
    Ok(())
}

/// A record counts, or is gone: nobody is charged for it.
pub(crate) fn release(connection: &Connection, num: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM carried WHERE num = ?1")?
        .execute([num])?;
    Ok(())
}

/// Drops a record that nobody has seen yet, with the chain and the document that it leaves empty.
pub(crate) fn drop_record(
    connection: &Connection,
    (num, chain, doc): (i64, i64, i64),
) -> Result<(), StoreError> {
    release(connection, num)?;
    for (sql, key) in [
        ("DELETE FROM erased WHERE num = ?1", num),
        ("DELETE FROM record WHERE num = ?1", num),
        (
            "DELETE FROM chain WHERE num = ?1 AND NOT EXISTS (SELECT 1 FROM record r WHERE r.chain = ?1)",
            chain,
        ),
        (
            "DELETE FROM doc WHERE num = ?1 AND NOT EXISTS (SELECT 1 FROM record r WHERE r.doc = ?1)",
            doc,
        ),
    ] {
        connection.prepare_cached(sql)?.execute([key])?;
    }
    Ok(())
}
