//! 隐患: hazards and their corrections.

use super::contradicted::Among;
use super::list::{self, Position};
use super::live::{Reach, Versions, holds, is_relayed};
use super::{Digest, Projected, Table, live, tie, versioned};
use crate::domain::entry::inspection::HazardFacts;
use crate::domain::entry::{HazardEntry, term};
use crate::domain::vocabulary::Severity;
use crate::domain::{DocId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "hazard",
        ddl: "CREATE TABLE hazard(num INTEGER PRIMARY KEY, placed INTEGER, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, first INTEGER NOT NULL,
  place BLOB, kind TEXT, name TEXT, severity INTEGER, round BLOB, at INTEGER, member BLOB NOT NULL, text TEXT, reason TEXT);
CREATE INDEX hazard_doc ON hazard(doc);
CREATE INDEX hazard_newest ON hazard(placed DESC);
CREATE INDEX hazard_at ON hazard(placed DESC, hlc DESC, tie DESC) WHERE first = 1;",
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
            "INSERT INTO hazard(num, placed, hlc, tie, doc, first, place, kind, name, severity, round, at, member, text, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            row.num,
            facts.map(|f| row.placed(f.at)),
            row.header.hlc.cast_signed(),
            tie(row.id.as_bytes()),
            row.doc,
            first,
            facts.map(|f| f.place.as_bytes()),
            facts.map(|f| f.kind.as_str()),
            facts.and_then(|f| term::name_of(&f.kind, record.word("kind"))),
            facts.map(|f| u8::from(f.severity)),
            facts.and_then(|f| f.round).map(|r| *r.as_bytes()),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("text"),
            record.word("reason"),
        ])?;
    Ok(())
}

/// A version of a hazard.
#[derive(Debug, Clone)]
pub(crate) struct HazardRow {
    pub position: Position,
    pub id: RecordId,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub scope: PlaceId,
    pub is_first: bool,
    pub member: MemberId,
    /// `None` withdraws.
    pub facts: Option<HazardFacts>,
    /// The sort of hazard in words, where they are here.
    pub name: Option<String>,
    pub text: Option<String>,
    pub reason: Option<String>,
    /// Whether its author could only relay it.
    pub relayed: bool,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

impl HazardRow {
    /// Time at which this version was written, by its author's clock.
    pub(crate) const fn written_at(&self) -> Timestamp {
        Timestamp(self.position.hlc >> 16)
    }
}

const COLUMNS: &str = concat!(
    "x.at, x.hlc, x.tie, r.id, x.doc, d.id, d.scope, x.first, x.member, ",
    "x.place, x.kind, x.severity, x.round, x.text, x.reason, ",
    is_relayed!("r"),
    ", x.name, coalesce(x.placed, x.at)"
);

fn row(sql: &Row<'_>) -> rusqlite::Result<HazardRow> {
    let at: Option<i64> = sql.get(0)?;
    let placed: Option<i64> = sql.get(17)?;
    let facts = {
        let severity = sql.get::<_, Option<u8>>(11)?;
        let severity = severity.and_then(|code| Severity::try_from(code).ok());
        match (sql.get::<_, Option<[u8; 16]>>(9)?, sql.get(10)?, severity) {
            (Some(place), Some(kind), Some(severity)) => Some(HazardFacts {
                place: PlaceId::from_bytes(place),
                kind,
                severity,
                round: sql.get::<_, Option<[u8; 16]>>(12)?.map(DocId::from_bytes),
                at: Timestamp(at.unwrap_or_default()),
            }),
            _ => None,
        }
    };
    Ok(HazardRow {
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
        text: sql.get(13)?,
        reason: sql.get(14)?,
        relayed: sql.get(15)?,
        name: sql.get(16)?,
        ahead: placed != at,
    })
}

/// Hazards before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    before: Position,
    limit: u32,
) -> Result<Vec<Versions<HazardRow>>, StoreError> {
    let docs = versioned::page(connection, "hazard", before, limit)?;
    of_docs(connection, &docs)
}

/// One hazard, by its document's local number.
pub(crate) fn by_doc(
    connection: &Connection,
    doc: i64,
) -> Result<Option<Versions<HazardRow>>, StoreError> {
    Ok(of_docs(connection, &[doc])?.pop())
}

/// Documents that may contradict themselves.
pub(super) const SUSPECTS: &str = versioned::suspects!("hazard");

/// Hazards of these documents whose versions contradict each other, in the order of their ids.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<Versions<HazardRow>>, StoreError> {
    let docs = versioned::among(connection, versioned::suspects!("hazard", among), among)?;
    let mut found = of_docs(connection, &docs)?;
    found.retain(|versions| versions.rivals || versions.live.len() > 1);
    Ok(found)
}

/// Documents with all their versions that hold, in the order given: one statement for all of them.
fn of_docs(connection: &Connection, docs: &[i64]) -> Result<Vec<Versions<HazardRow>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN hazard x ON x.doc = j.value
         CROSS JOIN record r ON r.num = x.num CROSS JOIN doc d ON d.num = x.doc
         WHERE x.first = 1 OR {} ORDER BY r.seq, r.id",
        holds!("r", "x")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows: BTreeMap<i64, Vec<HazardRow>> = BTreeMap::new();
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
