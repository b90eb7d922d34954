//! 议程: agendas and the values of their fields. The merged text lies with its document.

use super::live::Reach;
use super::{Digest, Projected, Table, live};
use crate::domain::entry::AgendaEntry;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "agenda",
        ddl: "CREATE TABLE agenda(num INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, doc INTEGER NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX agenda_doc ON agenda(doc);",
        digest: Some(Digest {
            columns: "p.at, p.member",
            order: "",
        }),
    },
    Table {
        name: "agenda_field",
        ddl: "CREATE TABLE agenda_field(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
  member BLOB NOT NULL, value TEXT);
CREATE INDEX agenda_field_doc ON agenda_field(doc, name);",
        digest: Some(Digest {
            columns: "p.name, p.at, p.member",
            order: "",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &AgendaEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    match entry {
        AgendaEntry::Opened { at, .. } => {
            connection
                .prepare_cached(
                    "INSERT INTO agenda(num, hlc, doc, at, member) VALUES(?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    row.num,
                    row.header.hlc.cast_signed(),
                    row.doc,
                    at.0,
                    record.member.as_bytes()
                ])?;
        }
        AgendaEntry::Field {
            name,
            supersedes,
            at,
        } => {
            live::replace(connection, record, supersedes, Reach::Field(name))?;
            connection
                .prepare_cached(
                    "INSERT INTO agenda_field(num, doc, name, at, member, value) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    row.num,
                    row.doc,
                    name,
                    at.0,
                    record.member.as_bytes(),
                    record.word("value"),
                ])?;
        }
        AgendaEntry::External(_) | AgendaEntry::Photo(_) => {}
    }
    Ok(())
}
