//! Words that a correction leaves as they were. They are said once, in the body of the record that said them first; a correction
//! names that record in its own body (`same.<field>`). Whoever erases the words erases all of them, even those of a
//! correction that was written before its author heard of the order.

use super::{Projected, Table};
use crate::domain::entry::BodyWords;
use crate::domain::{DocKind, RecordId};
use crate::store::{StoreError, record};
use rusqlite::{Connection, params};

/// Tables of this room: which record shows words of which other.
pub(super) const TABLES: &[Table] = &[Table {
    name: "kept",
    ddl: "CREATE TABLE kept(target BLOB NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(target, num)) WITHOUT ROWID;
CREATE INDEX kept_num ON kept(num);",
    digest: None,
}];

/// Before the name of a field whose words another record says.
const SAME: &str = "same.";

/// Whether records of a kind have corrections whose words may be another record's.
const fn has_corrections(kind: DocKind) -> bool {
    matches!(kind, DocKind::Visits | DocKind::Round)
}

/// The field of a correction's body that says: as record `id` has it.
pub(crate) fn same(field: &str, id: RecordId) -> (String, String) {
    (format!("{SAME}{field}"), id.to_string())
}

/// The record that says the words of a version's field: itself, or the one that it names; `None` where neither is here.
pub(crate) fn said_by(
    connection: &Connection,
    version: RecordId,
    field: &str,
) -> Result<Option<RecordId>, StoreError> {
    let Some(row) = record::by_id(connection, version)? else {
        return Ok(None);
    };
    let words = words_of(connection, row.num)?;
    Ok(words.and_then(|words| {
        if words.field(field).is_some() {
            return Some(version);
        }
        words.field(&format!("{SAME}{field}"))?.parse().ok()
    }))
}

fn words_of(connection: &Connection, num: i64) -> Result<Option<BodyWords>, StoreError> {
    let body = record::stored_by_num(connection, num)?.body;
    Ok(body.and_then(|body| BodyWords::from_bytes(body.content())))
}

/// Puts the words that other records of its document say into a record's own, and notes whose they are.
pub(super) fn resolve(
    connection: &Connection,
    record: &mut Projected<'_>,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let Some(BodyWords::Fields(fields)) = &mut record.words else {
        return Ok(());
    };
    if !DocKind::from_code(row.header.kind.0).is_some_and(has_corrections) {
        return Ok(());
    }
    let named: Vec<(String, RecordId)> = fields
        .iter()
        .filter_map(|(name, id)| Some((name.strip_prefix(SAME)?.to_owned(), id.parse().ok()?)))
        .collect();
    for (field, id) in named {
        connection
            .prepare_cached("INSERT OR IGNORE INTO kept(target, num) VALUES(?1, ?2)")?
            .execute(params![id.as_bytes(), row.num])?;
        if fields.contains_key(&field) {
            continue;
        }
        let said = record::by_id(connection, id)?.filter(|said| said.doc == row.doc);
        let words = match said {
            Some(said) => words_of(connection, said.num)?,
            None => None,
        };
        if let Some(text) = words.as_ref().and_then(|words| words.field(&field)) {
            fields.insert(field, text.to_owned());
        }
    }
    Ok(())
}

/// The records that show words of this one.
pub(crate) fn shown_by(
    connection: &Connection,
    kind: u16,
    id: RecordId,
) -> Result<Vec<i64>, StoreError> {
    if !DocKind::from_code(kind).is_some_and(has_corrections) {
        return Ok(Vec::new());
    }
    let mut statement =
        connection.prepare_cached("SELECT num FROM kept WHERE target = ?1 ORDER BY num")?;
    let rows = statement.query_map([id.as_bytes()], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
