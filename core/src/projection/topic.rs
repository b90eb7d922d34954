//! 议题: topics and their corrections.

use super::contradicted::Among;
use super::list::{self, Position};
use super::live::{Reach, Versions, holds, is_relayed};
use super::{Digest, Projected, Table, live, tie, versioned};
use crate::domain::entry::TopicEntry;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::vocabulary::TopicSource;
use crate::domain::{DocId, HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "topic",
        ddl: "CREATE TABLE topic(num INTEGER PRIMARY KEY, placed INTEGER, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL,
  source INTEGER, household BLOB, at INTEGER, member BLOB NOT NULL, title TEXT, text TEXT, reason TEXT);
CREATE INDEX topic_doc ON topic(doc);
CREATE INDEX topic_newest ON topic(placed DESC);
CREATE INDEX topic_at ON topic(placed DESC, hlc DESC, tie DESC) WHERE first = 1;",
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
            "INSERT INTO topic(num, placed, hlc, tie, doc, first, source, household, at, member, title, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            row.num,
            facts.map(|f| row.placed(f.at)),
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

/// A version of a topic.
#[derive(Debug, Clone)]
pub(crate) struct TopicRow {
    pub position: Position,
    pub id: RecordId,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub scope: PlaceId,
    pub is_first: bool,
    pub member: MemberId,
    /// `None` withdraws.
    pub facts: Option<TopicFacts>,
    /// The room of the household in the topic's own stairwell, if the register knows it.
    pub room: Option<String>,
    pub title: Option<String>,
    pub text: Option<String>,
    pub reason: Option<String>,
    /// Whether its author could only relay it.
    pub relayed: bool,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

impl TopicRow {
    /// Time at which this version was written, by its author's clock.
    pub(crate) const fn written_at(&self) -> Timestamp {
        Timestamp(self.position.hlc >> 16)
    }
}

const COLUMNS: &str = concat!(
    "x.at, x.hlc, x.tie, r.id, x.doc, d.id, d.scope, x.first, x.member, x.source, x.household, ",
    "(SELECT min(h.room) FROM household h WHERE h.id = x.household AND h.place = d.scope), x.title, x.text, x.reason, ",
    is_relayed!("r"),
    ", coalesce(x.placed, x.at)"
);

fn row(sql: &Row<'_>) -> rusqlite::Result<TopicRow> {
    let at: Option<i64> = sql.get(0)?;
    let placed: Option<i64> = sql.get(16)?;
    let facts = sql
        .get::<_, Option<u8>>(9)?
        .and_then(|code| TopicSource::try_from(code).ok())
        .map(|source| {
            Ok::<_, rusqlite::Error>(TopicFacts {
                source,
                household: sql
                    .get::<_, Option<[u8; 16]>>(10)?
                    .map(HouseholdId::from_bytes),
                at: Timestamp(at.unwrap_or_default()),
            })
        })
        .transpose()?;
    Ok(TopicRow {
        position: Position {
            at: placed.unwrap_or_default(),
            hlc: sql.get(1)?,
            tie: sql.get(2)?,
        },
        id: RecordId::from_bytes(sql.get(3)?),
        doc: (sql.get(4)?, DocId::from_bytes(sql.get(5)?)),
        scope: PlaceId::from_bytes(sql.get(6)?),
        is_first: sql.get(7)?,
        member: MemberId::from_bytes(sql.get(8)?),
        facts,
        room: sql.get(11)?,
        title: sql.get(12)?,
        text: sql.get(13)?,
        reason: sql.get(14)?,
        relayed: sql.get(15)?,
        ahead: placed != at,
    })
}

/// Topics before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    before: Position,
    limit: u32,
) -> Result<Vec<Versions<TopicRow>>, StoreError> {
    let docs = versioned::page(connection, "topic", before, limit)?;
    of_docs(connection, &docs)
}

/// One topic, by its document's local number.
pub(crate) fn by_doc(
    connection: &Connection,
    doc: i64,
) -> Result<Option<Versions<TopicRow>>, StoreError> {
    Ok(of_docs(connection, &[doc])?.pop())
}

/// Documents that may contradict themselves.
pub(super) const SUSPECTS: &str = versioned::suspects!("topic");

/// Topics of these documents whose versions contradict each other, in the order of their ids.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<Versions<TopicRow>>, StoreError> {
    let docs = versioned::among(connection, versioned::suspects!("topic", among), among)?;
    let mut found = of_docs(connection, &docs)?;
    found.retain(|versions| versions.rivals || versions.live.len() > 1);
    Ok(found)
}

/// Documents with all their versions that hold, in the order given: one statement for all of them.
fn of_docs(connection: &Connection, docs: &[i64]) -> Result<Vec<Versions<TopicRow>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN topic x ON x.doc = j.value
         CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
         WHERE x.first = 1 OR {} ORDER BY r.seq, r.id",
        holds!("r", "x")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows: BTreeMap<i64, Vec<TopicRow>> = BTreeMap::new();
    for found in statement.query_map([list::nums(docs.iter().copied())], row)? {
        let found = found?;
        rows.entry(found.doc.0).or_default().push(found);
    }
    Ok(docs
        .iter()
        .filter_map(|doc| {
            live::versions(
                rows.remove(doc)?,
                |row| row.is_first,
                |row| row.id,
                |a, b| a.member == b.member,
            )
        })
        .collect())
}
