//! 走访: visits and their corrections. Rows of corrections name the visit in `root`.

use super::contradicted::{Among, among};
use super::list::{self, Position};
use super::live::{Reach, Versions, corrects_own, holds};
use super::{Digest, Projected, Table, live, tie};
use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{VisitEntry, encode};
use crate::domain::vocabulary::{VisitMode, VisitOutcome};
use crate::domain::{DeviceId, DocId, HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "visit",
        ddl: "CREATE TABLE visit(num INTEGER PRIMARY KEY, placed INTEGER, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, root BLOB,
  household BLOB, at INTEGER, outcome INTEGER, mode INTEGER, call_back INTEGER, done_by BLOB, member BLOB NOT NULL,
  device BLOB NOT NULL, topics BLOB, note TEXT, met TEXT, reason TEXT);
CREATE INDEX visit_at ON visit(placed, hlc, tie) WHERE root IS NULL;
CREATE INDEX visit_household ON visit(household, placed, hlc, tie) WHERE root IS NULL;
CREATE INDEX visit_root ON visit(root) WHERE root IS NOT NULL;
CREATE INDEX visit_call_back ON visit(call_back) WHERE call_back IS NOT NULL;",
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
            "INSERT INTO visit(num, placed, hlc, tie, doc, root, household, at, outcome, mode, call_back, done_by, member, device, topics, note,
             met, reason) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?
        .execute(params![
            row.num,
            facts.map(|f| row.placed(f.at)),
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

/// A version of a visit.
#[derive(Debug, Clone)]
pub(crate) struct VisitRow {
    pub position: Position,
    pub id: RecordId,
    /// The visit that it corrects; `None` for the visit itself.
    pub root: Option<RecordId>,
    pub doc: DocId,
    pub scope: PlaceId,
    pub member: MemberId,
    pub device: DeviceId,
    /// `None` withdraws.
    pub facts: Option<VisitFacts>,
    /// The room of the household in the visit's own stairwell.
    pub room: Option<String>,
    /// Whether the register knows the household, but in other stairwells alone: authority over one stairwell writes
    /// nothing into a household of another.
    pub elsewhere: bool,
    pub note: Option<String>,
    pub met: Option<String>,
    pub reason: Option<String>,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

impl VisitRow {
    /// Time at which this version was written, by its author's clock.
    pub(crate) const fn written_at(&self) -> Timestamp {
        Timestamp(self.position.hlc >> 16)
    }
}

const COLUMNS: &str = "coalesce(v.placed, 0), v.hlc, v.tie, r.id, v.root, d.id, d.scope, v.member, v.device, v.household, v.outcome, \
  v.mode, v.at, v.call_back, v.done_by, v.topics, \
  (SELECT h.room FROM household h WHERE h.id = v.household AND h.place = d.scope ORDER BY EXISTS ( \
     SELECT 1 FROM household_past x WHERE x.household = h.id AND x.place = h.place \
       AND (x.target IS NULL OR x.target = (SELECT id FROM record WHERE num = h.num))), h.room LIMIT 1), \
  EXISTS (SELECT 1 FROM household h WHERE h.id = v.household), v.note, v.met, v.reason, \
  coalesce(v.placed <> v.at, 0)";

fn row(sql: &Row<'_>) -> rusqlite::Result<VisitRow> {
    let word = |index| sql.get::<_, Option<u8>>(index);
    let household = sql.get::<_, Option<[u8; 16]>>(9)?;
    let outcome = word(10)?.and_then(|code| VisitOutcome::try_from(code).ok());
    let mode = word(11)?.and_then(|code| VisitMode::try_from(code).ok());
    let facts = match (household, outcome, mode) {
        (Some(household), Some(outcome), Some(mode)) => Some(VisitFacts {
            household: HouseholdId::from_bytes(household),
            outcome,
            mode,
            at: Timestamp(sql.get::<_, Option<i64>>(12)?.unwrap_or_default()),
            call_back: sql.get::<_, Option<i64>>(13)?.map(Timestamp),
            done_by: sql
                .get::<_, Option<[u8; 16]>>(14)?
                .map(MemberId::from_bytes),
            topics: sql
                .get::<_, Option<Vec<u8>>>(15)?
                .and_then(|bytes| postcard::from_bytes(&bytes).ok())
                .unwrap_or_default(),
        }),
        _ => None,
    };
    let room: Option<String> = sql.get(16)?;
    Ok(VisitRow {
        position: Position {
            at: sql.get(0)?,
            hlc: sql.get(1)?,
            tie: sql.get(2)?,
        },
        id: RecordId::from_bytes(sql.get(3)?),
        root: sql.get::<_, Option<[u8; 32]>>(4)?.map(RecordId::from_bytes),
        doc: DocId::from_bytes(sql.get(5)?),
        scope: PlaceId::from_bytes(sql.get(6)?),
        member: MemberId::from_bytes(sql.get(7)?),
        device: DeviceId::from_bytes(sql.get(8)?),
        facts,
        elsewhere: room.is_none() && sql.get(17)?,
        room,
        note: sql.get(18)?,
        met: sql.get(19)?,
        reason: sql.get(20)?,
        ahead: sql.get(21)?,
    })
}

const FROM: &str = "FROM visit v JOIN record r ON r.num = v.num JOIN doc d ON d.num = v.doc";

/// First versions before a position, newest first: of one household, or all.
pub(crate) fn page(
    connection: &Connection,
    household: Option<HouseholdId>,
    before: Position,
    limit: u32,
) -> Result<Vec<Versions<VisitRow>>, StoreError> {
    let of = if household.is_some() {
        "AND v.household = ?5"
    } else {
        "AND ?5 IS NULL"
    };
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE v.root IS NULL {of} AND (v.placed, v.hlc, v.tie) < (?1, ?2, ?3)
         ORDER BY v.placed DESC, v.hlc DESC, v.tie DESC LIMIT ?4"
    );
    let household = household.map(|id| *id.as_bytes());
    let mut statement = connection.prepare_cached(&sql)?;
    let firsts = statement
        .query_map(
            params![before.at, before.hlc, before.tie, limit, household],
            row,
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    with_corrections(connection, firsts)
}

/// The last visit of each household of a stairwell that was not withdrawn, and whose stamp is not later than it was seen.
pub(crate) fn last_of_stairwell(
    connection: &Connection,
    stairwell: PlaceId,
) -> Result<Vec<Versions<VisitRow>>, StoreError> {
    // A withdrawal that stands alone takes the visit away; beside another correction it is one of two contradicting ones.
    const LIVE: &str = concat!(
        "FROM visit v JOIN record r ON r.num = v.num WHERE v.root = n.id AND ",
        corrects_own!("visit", "r", "v"),
        " AND ",
        holds!("r", "v")
    );
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT id FROM household WHERE place = ?1) home
         CROSS JOIN visit v ON v.num = (
           SELECT l.num FROM visit l JOIN record n ON n.num = l.num JOIN doc ld ON ld.num = l.doc
           WHERE l.root IS NULL AND l.household = home.id AND ld.scope = ?1 AND l.placed = l.at
             AND NOT (1 = (SELECT count(*) {LIVE}) AND EXISTS (SELECT 1 {LIVE} AND v.outcome IS NULL))
           ORDER BY l.placed DESC, l.hlc DESC, l.tie DESC LIMIT 1)
         JOIN record r ON r.num = v.num JOIN doc d ON d.num = v.doc"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let firsts = statement
        .query_map([stairwell.as_bytes()], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    with_corrections(connection, firsts)
}

/// Visits of one household with one outcome.
#[derive(Debug)]
pub(crate) struct VisitGroup {
    pub scope: PlaceId,
    pub household: HouseholdId,
    pub outcome: VisitOutcome,
    pub visits: u64,
}

/// Visits between two times, by their authors' clocks, of which no correction is here, by stairwell, household and outcome.
pub(crate) fn uncorrected(
    connection: &Connection,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<VisitGroup>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.scope, v.household, v.outcome, count(*) FROM visit v CROSS JOIN doc d ON d.num = v.doc
         WHERE v.root IS NULL AND v.at >= ?1 AND v.at < ?2
           AND NOT EXISTS (SELECT 1 FROM visit c WHERE c.root = (SELECT id FROM record WHERE num = v.num))
         GROUP BY d.scope, v.household, v.outcome",
    )?;
    let rows = statement.query_map([from.0, to.0], |sql| {
        let outcome: Option<u8> = sql.get(2)?;
        let household: Option<[u8; 16]> = sql.get(1)?;
        let group = household
            .zip(outcome.and_then(|code| VisitOutcome::try_from(code).ok()))
            .map(|(household, outcome)| {
                Ok(VisitGroup {
                    scope: PlaceId::from_bytes(sql.get(0)?),
                    household: HouseholdId::from_bytes(household),
                    outcome,
                    visits: sql.get::<_, i64>(3)?.cast_unsigned(),
                })
            });
        group.transpose()
    })?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// Visits between two times, by their authors' clocks, of which a correction is here, with those that hold.
pub(crate) fn corrected(
    connection: &Connection,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Versions<VisitRow>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT root FROM visit WHERE root IS NOT NULL) c
         CROSS JOIN record r ON r.id = c.root CROSS JOIN visit v ON v.num = r.num CROSS JOIN doc d ON d.num = v.doc
         WHERE v.root IS NULL AND v.at >= ?1 AND v.at < ?2"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let firsts = statement
        .query_map([from.0, to.0], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    with_corrections(connection, firsts)
}

/// One visit.
pub(crate) fn by_id(
    connection: &Connection,
    visit: RecordId,
) -> Result<Option<Versions<VisitRow>>, StoreError> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE r.id = ?1 AND v.root IS NULL");
    let mut statement = connection.prepare_cached(&sql)?;
    let firsts = statement
        .query_map([visit.as_bytes()], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(with_corrections(connection, firsts)?.pop())
}

/// The visit that a record is a version of.
pub(crate) fn of_record(
    connection: &Connection,
    version: RecordId,
) -> Result<Option<Versions<VisitRow>>, StoreError> {
    let root: Option<Option<[u8; 32]>> = connection
        .prepare_cached(
            "SELECT v.root FROM visit v JOIN record r ON r.num = v.num WHERE r.id = ?1",
        )?
        .query_row([version.as_bytes()], |sql| sql.get(0))
        .optional()?;
    match root {
        Some(root) => by_id(connection, root.map_or(version, RecordId::from_bytes)),
        None => Ok(None),
    }
}

/// All corrections of a visit by its own author, oldest first.
pub(crate) fn corrections(
    connection: &Connection,
    visit: RecordId,
) -> Result<Vec<VisitRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE v.root = ?1 AND {} ORDER BY r.seq, r.id",
        corrects_own!("visit", "r", "v")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([visit.as_bytes()], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Documents with a visit of which several corrections hold.
pub(super) const SUSPECTS: &str = concat!(
    "SELECT v.doc FROM visit v CROSS JOIN record r ON r.num = v.num
     WHERE v.root IN (SELECT root FROM visit WHERE root IS NOT NULL GROUP BY root HAVING count(*) > 1) AND ",
    corrects_own!("visit", "r", "v"),
    " AND ",
    holds!("r", "v"),
    " GROUP BY v.root HAVING count(*) > 1"
);

/// Visits of these documents whose corrections contradict each other, in the order of their ids.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<Versions<VisitRow>>, StoreError> {
    // Few visits have several corrections at all, and the index of roots alone tells which. CROSS: by itself SQLite walks
    // all visits in the order of their ids.
    let sql = format!(
        "SELECT {COLUMNS} FROM (
           SELECT v.root AS id FROM visit v CROSS JOIN record r ON r.num = v.num
           WHERE v.root IN (SELECT root FROM visit WHERE root IS NOT NULL GROUP BY root HAVING count(*) > 1) AND {} AND {} AND {}
           GROUP BY v.root HAVING count(*) > 1) several
         CROSS JOIN record r ON r.id = several.id CROSS JOIN visit v ON v.num = r.num
         CROSS JOIN doc d ON d.num = v.doc WHERE v.root IS NULL ORDER BY r.id",
        among!("v.doc"),
        corrects_own!("visit", "r", "v"),
        holds!("r", "v")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let firsts = statement
        .query_map([among.json()], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    with_corrections(connection, firsts)
}

/// Hangs on each first version the corrections that hold: one statement for all of them.
fn with_corrections(
    connection: &Connection,
    firsts: Vec<VisitRow>,
) -> Result<Vec<Versions<VisitRow>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN visit v ON v.root = unhex(j.value)
         CROSS JOIN record r ON r.num = v.num CROSS JOIN doc d ON d.num = v.doc
         WHERE {} AND {} ORDER BY r.seq, r.id",
        corrects_own!("visit", "r", "v"),
        holds!("r", "v")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let roots = list::ids(firsts.iter().map(|first| first.id.as_bytes().as_slice()));
    let mut live: BTreeMap<RecordId, Vec<VisitRow>> = BTreeMap::new();
    for found in statement.query_map([roots], row)? {
        let found = found?;
        if let Some(root) = found.root {
            live.entry(root).or_default().push(found);
        }
    }
    Ok(firsts
        .into_iter()
        .map(|first| Versions {
            live: live.remove(&first.id).unwrap_or_default(),
            first,
        })
        .collect())
}
