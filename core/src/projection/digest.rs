//! Digests of one scope: two replicas with the same roster tip, scope and version are equal in both (docs/spec/sync.md 6).

use super::{outcome, tables};
use crate::domain::PlaceId;
use crate::store::StoreError;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

/// Input of the `state` hash: the structural columns of every shared projection, each ordered by ids, never by arrival.
fn canonical() -> impl Iterator<Item = (&'static str, String)> {
    tables::all().flat_map(|table| {
        let rows = table.digest.as_ref().map(|digest| {
            let then = if digest.order.is_empty() { "" } else { ", " };
            let sql = format!(
                "SELECT r.id, {} FROM {} p JOIN record r USING(num) JOIN doc d ON d.num = r.doc
                 WHERE d.scope = ?1 ORDER BY r.id{then}{}",
                digest.columns, table.name, digest.order
            );
            (table.name, sql)
        });
        // Merged texts lie with their documents, and are hashed after the fields.
        let texts = (table.name == "agenda_field").then(|| {
            let sql = "SELECT d.id, d.text FROM doc d WHERE d.scope = ?1 AND d.text IS NOT NULL ORDER BY d.id";
            ("agenda_text", sql.to_owned())
        });
        rows.into_iter().chain(texts)
    })
}

/// The two digests of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digests {
    /// SHA-256 over the sorted (record id, state) of accepted and contested records: what is kept as evidence alone is in
    /// no digest.
    pub records: [u8; 32],
    /// SHA-256 over the canonical rows of the scope's shared projections.
    pub state: [u8; 32],
}

/// Computes the digests of exactly one scope; `extra` is hashed into both (the roster's tip, for the community).
pub(crate) fn of_scope(
    connection: &Connection,
    scope: PlaceId,
    extra: &[u8],
) -> Result<Digests, StoreError> {
    let mut records = Sha256::new();
    records.update(b"linli/digest/records/1\0");
    records.update(extra);
    let mut statement = connection.prepare_cached(
        "SELECT r.id, r.state FROM record r JOIN doc d ON d.num = r.doc
         WHERE d.scope = ?1 AND r.state IN (1, 2) ORDER BY r.id",
    )?;
    let mut rows = statement.query([scope.as_bytes()])?;
    while let Some(row) = rows.next()? {
        records.update(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
        records.update([row.get::<_, u8>(1)?]);
    }
    let mut state = Sha256::new();
    state.update(b"linli/digest/state/1\0");
    state.update(extra);
    for (name, sql) in canonical() {
        state.update(name.as_bytes());
        state.update([0]);
        let mut statement = connection.prepare_cached(&sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([scope.as_bytes()])?;
        while let Some(row) = rows.next()? {
            hash_row(&mut state, row, columns)?;
        }
    }
    Ok(Digests {
        records: records.finalize().into(),
        state: state.finalize().into(),
    })
}

/// SHA-256 over every row of every projection of this very store, local numbers and words too: what it shows, whatever other
/// stores show. Not over outcomes, which wait to be counted.
pub(crate) fn of_store(connection: &Connection) -> Result<[u8; 32], StoreError> {
    let mut all = Sha256::new();
    for table in tables::all().filter(|table| table.name != outcome::NAME) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {}", table.name))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        // In whatever order they were written.
        let mut hashes: Vec<[u8; 32]> = Vec::new();
        while let Some(row) = rows.next()? {
            let mut hash = Sha256::new();
            hash_row(&mut hash, row, columns)?;
            hashes.push(hash.finalize().into());
        }
        hashes.sort_unstable();
        all.update(table.name);
        all.update([0]);
        all.update((hashes.len() as u64).to_be_bytes());
        hashes.iter().for_each(|hash| all.update(hash));
    }
    Ok(all.finalize().into())
}

fn hash_row(hash: &mut Sha256, row: &Row<'_>, columns: usize) -> Result<(), StoreError> {
    hash.update([0xff]);
    for column in 0..columns {
        match row.get_ref(column)? {
            ValueRef::Null => hash.update([0]),
            ValueRef::Integer(n) => {
                hash.update([1]);
                hash.update(n.to_be_bytes());
            }
            // No projection holds floating-point numbers.
            ValueRef::Real(_) => hash.update([9]),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update([2]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(bytes);
            }
        }
    }
    Ok(())
}
