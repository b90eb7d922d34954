//! 走访: visits and their corrections. Rows of corrections name the visit in `root`.

use super::live::Reach;
use super::{Digest, Projected, Table, live, tie};
use crate::domain::RecordId;
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{VisitEntry, encode};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "visit",
        ddl: "CREATE TABLE visit(num INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, root BLOB,
  household BLOB, at INTEGER, outcome INTEGER, mode INTEGER, call_back INTEGER, done_by BLOB, member BLOB NOT NULL,
  device BLOB NOT NULL, topics BLOB, note TEXT, met TEXT, reason TEXT);
CREATE INDEX visit_at ON visit(at DESC, hlc DESC, tie DESC) WHERE root IS NULL;
CREATE INDEX visit_household ON visit(household, at DESC, hlc DESC, tie DESC) WHERE root IS NULL;
CREATE INDEX visit_root ON visit(root) WHERE root IS NOT NULL;",
        digest: Some(Digest {
            columns: "p.root, p.household, p.at, p.outcome, p.mode, p.call_back, p.done_by, p.topics, p.member, p.device",
            order: "",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &VisitEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (root, facts): (Option<RecordId>, Option<&VisitFacts>) = match entry {
        VisitEntry::Visit(facts) => (None, Some(facts)),
        VisitEntry::Correct {
            visit,
            supersedes,
            to,
        } => {
            live::replace(connection, record, supersedes, Reach::Own)?;
            (Some(*visit), to.as_ref())
        }
        VisitEntry::External(_) | VisitEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO visit(num, hlc, tie, doc, root, household, at, outcome, mode, call_back, done_by, member, device, topics, note,
             met, reason) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            row.num,
            row.header.hlc.cast_signed(),
            tie(row.id.as_bytes()),
            row.doc,
            root.as_ref().map(RecordId::as_bytes),
            facts.map(|f| f.household.as_bytes()),
            facts.map(|f| f.at.0),
            facts.map(|f| u8::from(f.outcome)),
            facts.map(|f| u8::from(f.mode)),
            facts.and_then(|f| f.call_back).map(|t| t.0),
            facts.and_then(|f| f.done_by).map(|m| *m.as_bytes()),
            record.member.as_bytes(),
            row.header.device.as_bytes(),
            facts
                .filter(|f| !f.topics.is_empty())
                .map(|f| encode(&f.topics)),
            record.word("note"),
            record.word("met"),
            record.word("reason"),
        ])?;
    Ok(())
}
