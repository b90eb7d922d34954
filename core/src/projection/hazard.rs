//! 隐患: hazards and their corrections.

use super::live::Reach;
use super::{Digest, Projected, Table, live, tie};
use crate::domain::entry::HazardEntry;
use crate::domain::entry::inspection::HazardFacts;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "hazard",
        ddl: "CREATE TABLE hazard(num INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL,
  place BLOB, kind TEXT, severity INTEGER, round BLOB, at INTEGER, member BLOB NOT NULL, text TEXT, reason TEXT);
CREATE INDEX hazard_doc ON hazard(doc);
CREATE INDEX hazard_at ON hazard(at DESC, hlc DESC, tie DESC) WHERE first = 1;",
        digest: Some(Digest {
            columns: "p.first, p.place, p.kind, p.severity, p.round, p.at, p.member",
            order: "",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &HazardEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (first, facts): (bool, Option<&HazardFacts>) = match entry {
        HazardEntry::Found { facts, .. } => (true, Some(facts)),
        HazardEntry::Correct { supersedes, to } => {
            live::replace(connection, record, supersedes, Reach::Own)?;
            (false, to.as_ref())
        }
        HazardEntry::External(_) | HazardEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO hazard(num, hlc, tie, doc, first, place, kind, severity, round, at, member, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            row.num,
            row.header.hlc.cast_signed(),
            tie(row.id.as_bytes()),
            row.doc,
            first,
            facts.map(|f| f.place.as_bytes()),
            facts.map(|f| f.kind.as_str()),
            facts.map(|f| u8::from(f.severity)),
            facts.and_then(|f| f.round).map(|r| *r.as_bytes()),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("text"),
            record.word("reason"),
        ])?;
    Ok(())
}
