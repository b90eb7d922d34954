//! Rows of documents: which there are, and what is cached of an agenda.

use super::{StoreError, record};
use crate::admission::{self, Written, subject_of};
use crate::domain::{DocId, DocKind, PlaceId};
use crate::records::Header;
use rusqlite::{Connection, OptionalExtension};

/// A document's row; made if it is new.
pub(crate) fn enter(connection: &Connection, header: &Header) -> Result<i64, StoreError> {
    let key = (
        header.doc.as_bytes(),
        header.kind.0,
        header.scope.as_bytes(),
    );
    let found = connection
        .prepare_cached("SELECT num FROM doc WHERE id = ?1 AND kind = ?2 AND scope = ?3")?
        .query_row(key, |sql| sql.get(0))
        .optional()?;
    if let Some(num) = found {
        return Ok(num);
    }
    connection
        .prepare_cached("INSERT INTO doc(id, kind, scope) VALUES(?1, ?2, ?3)")?
        .execute(key)?;
    Ok(connection.last_insert_rowid())
}

/// A document by its id. Only a forger gives one id several scopes; the true one holds an accepted record that binds
/// the id to its scope.
pub(crate) fn find(
    connection: &Connection,
    doc: DocId,
    kind: DocKind,
) -> Result<Option<i64>, StoreError> {
    let nums: Vec<i64> = {
        let mut statement = connection
            .prepare_cached("SELECT num FROM doc WHERE id = ?1 AND kind = ?2 ORDER BY scope")?;
        let rows = statement.query_map((doc.as_bytes(), kind.code()), |sql| sql.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    if let [] | [_] = nums[..] {
        return Ok(nums.first().copied());
    }
    for num in &nums {
        for stored in record::of_doc(connection, *num)? {
            let header = &stored.row.header;
            let entry = admission::read_entry_record(header, stored.chunk.as_deref()).entry;
            let binds =
                entry.is_some_and(|entry| subject_of(&entry, Written::of(header)).is_some());
            if stored.row.state.is_accepted() && binds {
                return Ok(Some(*num));
            }
        }
    }
    Ok(None)
}

/// A document's id, kind and scope.
pub(crate) fn row(connection: &Connection, num: i64) -> Result<(DocId, u16, PlaceId), StoreError> {
    Ok(connection
        .prepare_cached("SELECT id, kind, scope FROM doc WHERE num = ?1")?
        .query_row([num], |sql| {
            Ok((
                DocId::from_bytes(sql.get(0)?),
                sql.get(1)?,
                PlaceId::from_bytes(sql.get(2)?),
            ))
        })?)
}

/// Whether there still is such a row.
pub(crate) fn exists(connection: &Connection, num: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM doc WHERE num = ?1")?
        .exists([num])?)
}

/// The merged text of an agenda, as readers and digests see it.
pub(crate) fn set_text(
    connection: &Connection,
    doc: i64,
    text: Option<&str>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE doc SET text = ?2 WHERE num = ?1")?
        .execute((doc, text))?;
    Ok(())
}

/// Every document, by local number.
pub(crate) fn all(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT num FROM doc ORDER BY num")?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A saved agenda document; dropped at any doubt.
pub(crate) fn cache(connection: &Connection, doc: i64) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT cache FROM doc WHERE num = ?1")?
        .query_row([doc], |sql| sql.get(0))?)
}

/// Keeps or drops a saved agenda document.
pub(crate) fn set_cache(
    connection: &Connection,
    doc: i64,
    cache: Option<&[u8]>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE doc SET cache = ?2 WHERE num = ?1")?
        .execute((doc, cache))?;
    Ok(())
}
