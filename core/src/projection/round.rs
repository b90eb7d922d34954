//! 巡查: inspection rounds and their log. A round may be started on several phones: its `tie` is the head of the document's id.

use super::live::Reach;
use super::{Digest, Projected, Table, live, tie};
use crate::domain::RecordId;
use crate::domain::entry::RoundEntry;
use crate::domain::entry::inspection::LogFacts;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "round",
        ddl: "CREATE TABLE round(num INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, place BLOB NOT NULL,
  template TEXT NOT NULL, period TEXT NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX round_doc ON round(doc, at, tie);",
        digest: Some(Digest {
            columns: "p.place, p.template, p.period, p.at, p.member",
            order: "",
        }),
    },
    Table {
        name: "log_entry",
        ddl: "CREATE TABLE log_entry(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, root BLOB, item TEXT, result INTEGER, at INTEGER,
  member BLOB NOT NULL, note TEXT, reason TEXT);
CREATE INDEX log_entry_doc ON log_entry(doc, item);
CREATE INDEX log_entry_root ON log_entry(root) WHERE root IS NOT NULL;",
        digest: Some(Digest {
            columns: "p.root, p.item, p.result, p.at, p.member",
            order: "",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &RoundEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (root, facts): (Option<RecordId>, Option<&LogFacts>) = match entry {
        RoundEntry::Started {
            template,
            period,
            at,
        } => {
            connection
                .prepare_cached(
                    "INSERT INTO round(num, hlc, tie, doc, place, template, period, at, member)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    row.num,
                    row.header.hlc.cast_signed(),
                    tie(row.header.doc.as_bytes()),
                    row.doc,
                    row.header.scope.as_bytes(),
                    template,
                    period,
                    at.0,
                    record.member.as_bytes(),
                ])?;
            return Ok(());
        }
        RoundEntry::Logged(facts) => {
            live::replace(
                connection,
                record,
                &facts.supersedes,
                Reach::Field(&facts.item),
            )?;
            (None, Some(facts))
        }
        RoundEntry::Correct {
            entry,
            supersedes,
            to,
        } => {
            live::replace(connection, record, supersedes, Reach::Own)?;
            (Some(*entry), to.as_ref())
        }
        RoundEntry::External(_) | RoundEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO log_entry(num, doc, root, item, result, at, member, note, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.num,
            row.doc,
            root.as_ref().map(RecordId::as_bytes),
            facts.map(|f| f.item.as_str()),
            facts.map(|f| u8::from(f.result)),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("note"),
            record.word("reason"),
        ])?;
    Ok(())
}
