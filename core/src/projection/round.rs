//! 巡查: inspection rounds and their log. A round may be started on several phones: its `tie` is the head of the document's id.

use super::contradicted::{Among, among};
use super::list::{self, Position};
use super::live::{Reach, Versions, corrects_own, holds, is_relayed};
use super::{Digest, Projected, Table, live, tie};
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::{RoundEntry, term};
use crate::domain::vocabulary::ItemResult;
use crate::domain::{DocId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "round",
        ddl: "CREATE TABLE round(num INTEGER PRIMARY KEY, placed INTEGER, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, place BLOB NOT NULL,
  template TEXT NOT NULL, name TEXT, period TEXT NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX round_doc ON round(doc, at, hlc);
CREATE INDEX round_place ON round(place, template);
CREATE INDEX round_at ON round(placed, hlc, tie);",
        digest: Some(Digest {
            columns: "p.place, p.template, p.period, p.at, p.member",
            order: "",
        }),
    },
    Table {
        name: "log_entry",
        ddl: "CREATE TABLE log_entry(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, root BLOB, item TEXT, name TEXT, result INTEGER, at INTEGER,
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
                    "INSERT INTO round(num, placed, hlc, tie, doc, place, template, name, period, at, member)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                )?
                .execute(params![
                    row.num,
                    row.placed(*at),
                    row.header.hlc.cast_signed(),
                    tie(row.header.doc.as_bytes()),
                    row.doc,
                    row.header.scope.as_bytes(),
                    template,
                    term::name_of(template, record.word("template")),
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
            "INSERT INTO log_entry(num, doc, root, item, name, result, at, member, note, reason)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            row.num,
            row.doc,
            root.as_ref().map(RecordId::as_bytes),
            facts.map(|f| f.item.as_str()),
            facts.and_then(|f| term::name_of(&f.item, record.word("item"))),
            facts.map(|f| u8::from(f.result)),
            facts.map(|f| f.at.0),
            record.member.as_bytes(),
            record.word("note"),
            record.word("reason"),
        ])?;
    Ok(())
}

/// A round, without its log.
#[derive(Debug, Clone)]
pub(crate) struct RoundRow {
    pub position: Position,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub place: PlaceId,
    /// The template in words; its key where they are not here.
    pub template: String,
    pub period: String,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

const COLUMNS: &str = "x.placed, x.hlc, x.tie, x.doc, d.id, x.place, \
  coalesce(x.name, (SELECT max(n.name) FROM round n WHERE n.doc = x.doc), x.template), x.period, x.placed <> x.at";

fn row(sql: &Row<'_>) -> rusqlite::Result<RoundRow> {
    Ok(RoundRow {
        position: Position {
            at: sql.get(0)?,
            hlc: sql.get(1)?,
            tie: sql.get(2)?,
        },
        doc: (sql.get(3)?, DocId::from_bytes(sql.get(4)?)),
        place: PlaceId::from_bytes(sql.get(5)?),
        template: sql.get(6)?,
        period: sql.get(7)?,
        ahead: sql.get(8)?,
    })
}

/// Rounds before a position, newest first. The earliest start of each places it.
pub(crate) fn page(
    connection: &Connection,
    before: Position,
    limit: u32,
) -> Result<Vec<RoundRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM round x JOIN record r ON r.num = x.num JOIN doc d ON d.num = x.doc
         WHERE (x.placed, x.hlc, x.tie) < (?1, ?2, ?3)
           AND NOT EXISTS (SELECT 1 FROM round o JOIN record q ON q.num = o.num
             WHERE o.doc = x.doc AND (o.at, o.hlc, q.id) < (x.at, x.hlc, r.id))
         ORDER BY x.placed DESC, x.hlc DESC, x.tie DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![before.at, before.hlc, before.tie, limit], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One round, by its document's local number: as its earliest start places it.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<RoundRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM round x JOIN record r ON r.num = x.num JOIN doc d ON d.num = x.doc
         WHERE x.doc = ?1 ORDER BY x.at, x.hlc, r.id LIMIT 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([doc], row)
        .optional()?)
}

/// The round of the same place and template that was started last before this one.
pub(crate) fn before(connection: &Connection, doc: i64) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT o.doc FROM round x JOIN round o ON o.place = x.place AND o.template = x.template AND o.doc <> x.doc
             WHERE x.doc = ?1 AND (o.placed, o.hlc) < (x.placed, x.hlc) ORDER BY o.placed DESC, o.hlc DESC, o.tie DESC LIMIT 1",
        )?
        .query_row([doc], |sql| sql.get(0))
        .optional()?)
}

/// Whether a round of this document was started.
pub(crate) fn is_started(connection: &Connection, doc: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM round WHERE doc = ?1")?
        .exists([doc])?)
}

/// A finding that holds of one item: an entry that nothing replaces, with its author's own corrections applied.
#[derive(Debug, Clone)]
pub(crate) struct LogRow {
    pub record: RecordId,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub scope: PlaceId,
    /// The key of its item.
    pub item: String,
    /// The item in words, where they are here.
    pub name: Option<String>,
    pub result: ItemResult,
    pub note: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
    /// Whether its author could only relay it.
    pub relayed: bool,
}

const LOG: &str = concat!(
    "r.id, l.doc, d.id, d.scope, l.item, l.result, l.note, l.member, l.at, ",
    is_relayed!("r"),
    ", l.name"
);

/// Of an entry that holds: a correction counts if it is by the author of what it corrects; a withdrawal has no result, and
/// the item stands open again.
macro_rules! log_holds {
    () => {
        concat!(
            "l.result IS NOT NULL AND (l.root IS NULL OR ",
            corrects_own!("log_entry", "r", "l"),
            ") AND ",
            holds!("r", "l", "item")
        )
    };
}

const HOLDS: &str = log_holds!();

fn log(sql: &Row<'_>) -> rusqlite::Result<Option<LogRow>> {
    let Ok(result) = ItemResult::try_from(sql.get::<_, u8>(5)?) else {
        return Ok(None);
    };
    Ok(Some(LogRow {
        record: RecordId::from_bytes(sql.get(0)?),
        doc: (sql.get(1)?, DocId::from_bytes(sql.get(2)?)),
        scope: PlaceId::from_bytes(sql.get(3)?),
        item: sql.get(4)?,
        result,
        note: sql.get(6)?,
        member: MemberId::from_bytes(sql.get(7)?),
        at: Timestamp(sql.get::<_, Option<i64>>(8)?.unwrap_or_default()),
        relayed: sql.get(9)?,
        name: sql.get(10)?,
    }))
}

/// The log entries that hold in these rounds, by document as given, then by item, then by record.
pub(crate) fn entries(connection: &Connection, docs: &[i64]) -> Result<Vec<LogRow>, StoreError> {
    let sql = format!(
        "SELECT {LOG} FROM json_each(?1) j CROSS JOIN log_entry l ON l.doc = j.value
         CROSS JOIN record r ON r.num = l.num CROSS JOIN doc d ON d.num = l.doc
         WHERE {HOLDS} ORDER BY j.key, l.item, r.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map([list::nums(docs.iter().copied())], log)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// A version of a log entry.
#[derive(Debug, Clone)]
pub(crate) struct LogVersion {
    pub id: RecordId,
    pub doc: DocId,
    pub scope: PlaceId,
    pub member: MemberId,
    /// `None` withdraws. What it replaced is not told.
    pub facts: Option<LogFacts>,
    /// Its item in words, where they are here.
    pub name: Option<String>,
    pub note: Option<String>,
}

fn version(sql: &Row<'_>) -> rusqlite::Result<LogVersion> {
    let item: Option<String> = sql.get(4)?;
    let result = sql.get::<_, Option<u8>>(5)?;
    let result = result.and_then(|code| ItemResult::try_from(code).ok());
    let at = Timestamp(sql.get::<_, Option<i64>>(6)?.unwrap_or_default());
    Ok(LogVersion {
        id: RecordId::from_bytes(sql.get(0)?),
        doc: DocId::from_bytes(sql.get(1)?),
        scope: PlaceId::from_bytes(sql.get(2)?),
        member: MemberId::from_bytes(sql.get(3)?),
        facts: item.zip(result).map(|(item, result)| LogFacts {
            item,
            result,
            supersedes: Vec::new(),
            at,
        }),
        note: sql.get(7)?,
        name: sql.get(8)?,
    })
}

/// The log entry that a record is a version of, with its author's corrections that hold.
pub(crate) fn of_record(
    connection: &Connection,
    id: RecordId,
) -> Result<Option<Versions<LogVersion>>, StoreError> {
    const COLUMNS: &str = "r.id, d.id, d.scope, l.member, l.item, l.result, l.at, l.note, l.name";
    const FROM: &str =
        "FROM log_entry l JOIN record r ON r.num = l.num JOIN doc d ON d.num = l.doc";
    let root: Option<Option<[u8; 32]>> = connection
        .prepare_cached(
            "SELECT l.root FROM log_entry l JOIN record r ON r.num = l.num WHERE r.id = ?1",
        )?
        .query_row([id.as_bytes()], |sql| sql.get(0))
        .optional()?;
    let Some(root) = root else {
        return Ok(None);
    };
    let root = root.map_or(id, RecordId::from_bytes);
    let first = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} {FROM} WHERE r.id = ?1 AND l.root IS NULL"
        ))?
        .query_row([root.as_bytes()], version)
        .optional()?;
    let Some(first) = first else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} {FROM} WHERE l.root = ?1 AND {} AND {} ORDER BY r.seq, r.id",
        corrects_own!("log_entry", "r", "l"),
        holds!("r", "l")
    ))?;
    let live = statement
        .query_map([root.as_bytes()], version)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Some(Versions { first, live }))
}

/// Documents with an item of which several entries hold.
pub(super) const SUSPECTS: &str = concat!(
    "SELECT l.doc FROM (SELECT doc, item FROM log_entry GROUP BY doc, item HAVING count(*) > 1) twice
     CROSS JOIN log_entry l ON l.doc = twice.doc AND l.item = twice.item
     CROSS JOIN record r ON r.num = l.num WHERE ",
    log_holds!(),
    " GROUP BY l.doc, l.item HAVING count(*) > 1"
);

/// The entries of every item of these rounds of which several hold, by document's id, item and record.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<LogRow>, StoreError> {
    const AMONG: &str = among!("doc");
    let sql = format!(
        "SELECT {LOG} FROM (SELECT l.doc, l.item FROM (SELECT doc, item FROM log_entry WHERE {AMONG} GROUP BY doc, item HAVING count(*) > 1) twice
           CROSS JOIN log_entry l ON l.doc = twice.doc AND l.item = twice.item
           CROSS JOIN record r ON r.num = l.num WHERE {HOLDS}
           GROUP BY l.doc, l.item HAVING count(*) > 1) several
         CROSS JOIN log_entry l ON l.doc = several.doc AND l.item = several.item
         CROSS JOIN record r ON r.num = l.num CROSS JOIN doc d ON d.num = l.doc
         WHERE {HOLDS} ORDER BY d.id, l.item, r.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map([among.json()], log)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}
