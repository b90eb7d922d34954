//! 议题: topics and their corrections.

use super::live::Reach;
use super::{Digest, Projected, Table, live, tie};
use crate::domain::entry::TopicEntry;
use crate::domain::entry::topic::TopicFacts;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "topic",
        ddl: "CREATE TABLE topic(num INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL,
  source INTEGER, household BLOB, at INTEGER, member BLOB NOT NULL, title TEXT, text TEXT, reason TEXT);
CREATE INDEX topic_doc ON topic(doc);
CREATE INDEX topic_at ON topic(at DESC, hlc DESC, tie DESC) WHERE first = 1;",
        digest: Some(Digest {
            columns: "p.first, p.source, p.household, p.at, p.member",
            order: "",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &TopicEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let (first, facts): (bool, Option<&TopicFacts>) = match entry {
        TopicEntry::Collected { facts, .. } => (true, Some(facts)),
        TopicEntry::Correct { supersedes, to } => {
            live::replace(connection, record, supersedes, Reach::Own)?;
            (false, to.as_ref())
        }
        TopicEntry::External(_) | TopicEntry::Photo(_) => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT INTO topic(num, hlc, tie, doc, first, source, household, at, member, title, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            row.num,
            row.header.hlc.cast_signed(),
            tie(row.id.as_bytes()),
            row.doc,
            first,
            facts.map(|f| u8::from(f.source)),
            facts.and_then(|f| f.household).map(|h| *h.as_bytes()),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("title"),
            record.word("text"),
            record.word("reason"),
        ])?;
    Ok(())
}
