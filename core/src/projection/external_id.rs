//! 外部编号: numbers that other systems give things; `record` is null where the document itself is meant.

use super::contradicted::{Among, among};
use super::live::{Reach, holds};
use super::{Digest, Projected, Table, live};
use crate::domain::entry::ExternalId;
use crate::domain::{DocId, MemberId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};

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

/// A number that another system gives, and that nothing replaces.
#[derive(Debug, Clone)]
pub(crate) struct NumberRow {
    pub record: RecordId,
    pub doc: DocId,
    pub kind: u16,
    /// The record in the document that it numbers; `None` for the document's own subject.
    pub of: Option<RecordId>,
    pub system: String,
    pub value: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
}

const COLUMNS: &str = "r.id, d.id, d.kind, e.record, e.system, \
  CASE WHEN r.body_state = 0 THEN '' ELSE e.value END, e.member, e.at";

fn row(sql: &Row<'_>) -> rusqlite::Result<NumberRow> {
    Ok(NumberRow {
        record: RecordId::from_bytes(sql.get(0)?),
        doc: DocId::from_bytes(sql.get(1)?),
        kind: sql.get(2)?,
        of: sql.get::<_, Option<[u8; 32]>>(3)?.map(RecordId::from_bytes),
        system: sql.get(4)?,
        value: sql.get(5)?,
        member: MemberId::from_bytes(sql.get(6)?),
        at: Timestamp(sql.get(7)?),
    })
}

/// Documents with a thing to which one system gives several numbers.
pub(super) const SUSPECTS: &str = concat!(
    "SELECT e.doc FROM external_id e JOIN record r ON r.num = e.num WHERE ",
    holds!("r", "e"),
    " GROUP BY e.doc, e.record, e.system HAVING count(*) > 1"
);

/// The numbers of everything in these documents to which one system gives several, by document, system and record.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<NumberRow>, StoreError> {
    const HOLDS: &str = holds!("r", "e");
    const AMONG: &str = among!("e.doc");
    let sql = format!(
        "SELECT {COLUMNS}
         FROM (SELECT e.doc, e.record, e.system FROM external_id e JOIN record r ON r.num = e.num WHERE {AMONG} AND {HOLDS}
           GROUP BY e.doc, e.record, e.system HAVING count(*) > 1) several
         CROSS JOIN external_id e ON e.doc = several.doc AND e.record IS several.record AND e.system = several.system
         CROSS JOIN record r ON r.num = e.num CROSS JOIN doc d ON d.num = e.doc
         WHERE {HOLDS} ORDER BY d.id, e.record, e.system, r.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([among.json()], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The numbers of a document's subject, or of one record in it, that nothing replaces, by system, then record. One that
/// was taken away is empty.
pub(crate) fn of_thing(
    connection: &Connection,
    doc: i64,
    of: Option<RecordId>,
) -> Result<Vec<NumberRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM external_id e CROSS JOIN record r ON r.num = e.num CROSS JOIN doc d ON d.num = e.doc
         WHERE e.doc = ?1 AND e.record IS ?2 AND {} ORDER BY e.system, r.id",
        holds!("r", "e")
    ))?;
    let rows = statement.query_map(params![doc, of.map(|id| *id.as_bytes())], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
