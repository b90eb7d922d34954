//! 外部编号: numbers that other systems give things; `record` is null where the document itself is meant.

use super::live::Reach;
use super::{Digest, Projected, Table, live};
use crate::domain::RecordId;
use crate::domain::entry::ExternalId;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "external_id",
        ddl: "CREATE TABLE external_id(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, record BLOB, system TEXT NOT NULL,
  member BLOB NOT NULL, at INTEGER NOT NULL, value TEXT);
CREATE INDEX external_id_doc ON external_id(doc);",
        digest: Some(Digest {
            columns: "p.record, p.system, p.member",
            order: "",
        }),
    },
];

/// The number that another system gives a thing, whatever its kind.
pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    id: &ExternalId,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    live::replace(connection, record, &id.supersedes, Reach::OwnUnlessOwner)?;
    connection
        .prepare_cached(
            "INSERT INTO external_id(num, doc, record, system, member, at, value) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.num,
            row.doc,
            id.of.as_ref().map(RecordId::as_bytes),
            id.system,
            record.member.as_bytes(),
            row.header.display_millis(),
            record.word("value"),
        ])?;
    Ok(())
}
