//! 议程: agendas and the values of their fields. The merged text lies with its document.

use super::contradicted::{Among, among};
use super::list::{self, Position};
use super::live::{Reach, holds, is_relayed};
use super::{Digest, Projected, Table, live, tie};
use crate::domain::entry::AgendaEntry;
use crate::domain::{DeviceId, DocId, MemberId, PlaceId, RecordId, Timestamp};
use crate::records::{Header, RosterRef};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "agenda",
        ddl: "CREATE TABLE agenda(num INTEGER PRIMARY KEY, placed INTEGER, hlc INTEGER NOT NULL, tie INTEGER NOT NULL, doc INTEGER NOT NULL, at INTEGER NOT NULL, member BLOB NOT NULL);
CREATE INDEX agenda_doc ON agenda(doc);
CREATE INDEX agenda_at ON agenda(placed, hlc, tie);",
        digest: Some(Digest {
            columns: "p.at, p.member",
            order: "",
        }),
    },
    Table {
        name: "agenda_field",
        ddl: "CREATE TABLE agenda_field(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, name TEXT NOT NULL, placed INTEGER NOT NULL, at INTEGER NOT NULL,
  member BLOB NOT NULL, value TEXT);
CREATE INDEX agenda_field_doc ON agenda_field(doc, name);
CREATE INDEX agenda_field_newest ON agenda_field(placed);",
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
                    "INSERT INTO agenda(num, placed, hlc, tie, doc, at, member) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    row.num,
                    row.placed(*at),
                    row.header.hlc.cast_signed(),
                    tie(row.header.doc.as_bytes()),
                    row.doc,
                    at.0,
                    record.member.as_bytes()
                ])?;
        }
        AgendaEntry::Field {
            name,
            supersedes,
            at,
            text: _,
        } => {
            live::replace(connection, record, supersedes, Reach::Field(name))?;
            connection
                .prepare_cached(
                    "INSERT INTO agenda_field(num, doc, name, placed, at, member, value) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    row.num,
                    row.doc,
                    name,
                    row.placed(*at),
                    at.0,
                    record.member.as_bytes(),
                    record.word("value"),
                ])?;
        }
        AgendaEntry::External(_) | AgendaEntry::Photo(_) => {}
    }
    Ok(())
}

/// An agenda, without its fields.
#[derive(Debug, Clone)]
pub(crate) struct AgendaRow {
    pub position: Position,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub scope: PlaceId,
    /// The merged text, once there is any.
    pub text: Option<String>,
    /// Whether the document holds contested work that nobody has decided about.
    pub contested: bool,
    /// Changes of the text that wait for what they stand on.
    pub waiting: u64,
    /// Whether its stamp is later than it was first here.
    pub ahead: bool,
}

const COLUMNS: &str = "x.placed, x.hlc, x.tie, x.doc, d.id, d.scope, d.text, \
  EXISTS (SELECT 1 FROM record c WHERE c.doc = x.doc AND c.state = 2), \
  (SELECT count(*) FROM record w WHERE w.doc = x.doc AND w.state = 0 AND w.why = 2), \
  x.placed <> x.at";

/// The opening that counts: an agenda may be opened by several records; the earliest one places it in lists.
const IS_OPENING: &str = "NOT EXISTS (SELECT 1 FROM agenda o JOIN record q ON q.num = o.num
  WHERE o.doc = x.doc AND (o.at, o.hlc, q.id) < (x.at, x.hlc, r.id))";

const FROM: &str = "FROM agenda x JOIN record r ON r.num = x.num JOIN doc d ON d.num = x.doc";

fn row(sql: &Row<'_>) -> rusqlite::Result<AgendaRow> {
    Ok(AgendaRow {
        position: Position {
            at: sql.get(0)?,
            hlc: sql.get(1)?,
            tie: sql.get(2)?,
        },
        doc: (sql.get(3)?, DocId::from_bytes(sql.get(4)?)),
        scope: PlaceId::from_bytes(sql.get(5)?),
        text: sql.get(6)?,
        contested: sql.get(7)?,
        waiting: sql.get::<_, i64>(8)?.cast_unsigned(),
        ahead: sql.get(9)?,
    })
}

/// Agendas before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    before: Position,
    limit: u32,
) -> Result<Vec<AgendaRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE (x.placed, x.hlc, x.tie) < (?1, ?2, ?3) AND {IS_OPENING}
         ORDER BY x.placed DESC, x.hlc DESC, x.tie DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![before.at, before.hlc, before.tie, limit], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One agenda, by its document's local number.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<AgendaRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE x.doc = ?1 AND {IS_OPENING}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query_map([doc], row)?;
    Ok(rows.next().transpose()?)
}

/// Whether contested changes stand in an agenda's text that nobody has decided about.
pub(crate) fn is_text_contested(connection: &Connection, doc: i64) -> Result<bool, StoreError> {
    let row = by_doc(connection, doc)?;
    Ok(row.is_some_and(|row| row.contested && row.text.is_some()))
}

/// A value of a field that nothing replaces.
#[derive(Debug, Clone)]
pub(crate) struct FieldRow {
    pub record: RecordId,
    /// Its document's local number and id.
    pub doc: (i64, DocId),
    pub scope: PlaceId,
    pub name: String,
    /// `None` if its body is not here.
    pub value: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
    /// Whether its author could only relay it.
    pub relayed: bool,
}

const FIELD: &str = concat!(
    "r.id, f.doc, d.id, d.scope, f.name, f.value, f.member, f.at, ",
    is_relayed!("r")
);

fn field(sql: &Row<'_>) -> rusqlite::Result<FieldRow> {
    Ok(FieldRow {
        record: RecordId::from_bytes(sql.get(0)?),
        doc: (sql.get(1)?, DocId::from_bytes(sql.get(2)?)),
        scope: PlaceId::from_bytes(sql.get(3)?),
        name: sql.get(4)?,
        value: sql.get(5)?,
        member: MemberId::from_bytes(sql.get(6)?),
        at: Timestamp(sql.get(7)?),
        relayed: sql.get(8)?,
    })
}

/// Every value that holds in these agendas, by document as given, then by name, then by record.
pub(crate) fn fields(connection: &Connection, docs: &[i64]) -> Result<Vec<FieldRow>, StoreError> {
    let sql = format!(
        "SELECT {FIELD} FROM json_each(?1) j CROSS JOIN agenda_field f ON f.doc = j.value
         CROSS JOIN record r ON r.num = f.num CROSS JOIN doc d ON d.num = f.doc
         WHERE {} ORDER BY j.key, f.name, r.id",
        holds!("r", "f", "name")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([list::nums(docs.iter().copied())], field)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Documents with a field in which several values hold.
pub(super) const SUSPECTS: &str = concat!(
    "SELECT f.doc FROM (SELECT doc, name FROM agenda_field GROUP BY doc, name HAVING count(*) > 1) twice
     CROSS JOIN agenda_field f ON f.doc = twice.doc AND f.name = twice.name
     CROSS JOIN record r ON r.num = f.num WHERE ",
    holds!("r", "f", "name"),
    " GROUP BY f.doc, f.name HAVING count(*) > 1"
);

/// The values of every field of these agendas in which several hold, by document's id, name and record.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<FieldRow>, StoreError> {
    const HOLDS: &str = holds!("r", "f", "name");
    const AMONG: &str = among!("f.doc");
    let sql = format!(
        "SELECT {FIELD} FROM (SELECT f.doc, f.name FROM agenda_field f JOIN record r ON r.num = f.num WHERE {AMONG} AND {HOLDS}
           GROUP BY f.doc, f.name HAVING count(*) > 1) several
         CROSS JOIN agenda_field f ON f.doc = several.doc AND f.name = several.name
         CROSS JOIN record r ON r.num = f.num CROSS JOIN doc d ON d.num = f.doc
         WHERE {HOLDS} ORDER BY d.id, f.name, r.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([among.json()], field)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last change of a text: its author, and the time by his clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextChange {
    pub record: RecordId,
    pub device: DeviceId,
    /// The roster entry that it cites.
    pub roster: RosterRef,
    pub at: Timestamp,
}

/// The change with the latest clock of each of these agendas' texts.
pub(crate) fn last_texts(
    connection: &Connection,
    docs: &[i64],
) -> Result<BTreeMap<i64, TextChange>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT t.doc, t.id, t.header FROM json_each(?1) j CROSS JOIN record t ON t.doc = j.value
         WHERE t.state IN (1, 2)
         AND NOT EXISTS (SELECT 1 FROM agenda a WHERE a.num = t.num)
         AND NOT EXISTS (SELECT 1 FROM agenda_field f WHERE f.num = t.num)
         AND NOT EXISTS (SELECT 1 FROM external_id x WHERE x.num = t.num)
         AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.num = t.num)
         AND NOT EXISTS (SELECT 1 FROM supersedes s WHERE s.num = t.num)",
    )?;
    let mut last: BTreeMap<i64, ((u64, RecordId), TextChange)> = BTreeMap::new();
    let mut rows = statement.query([list::nums(docs.iter().copied())])?;
    while let Some(sql) = rows.next()? {
        let header: Vec<u8> = sql.get(2)?;
        let header = Header::from_bytes(&header).ok_or(StoreError::Damaged)?;
        let record = RecordId::from_bytes(sql.get(1)?);
        let order = (header.hlc, record);
        let change = TextChange {
            record,
            device: header.device,
            roster: header.roster,
            at: Timestamp(header.display_millis()),
        };
        let doc = sql.get(0)?;
        if last.get(&doc).is_none_or(|(known, _)| *known < order) {
            last.insert(doc, (order, change));
        }
    }
    Ok(last
        .into_iter()
        .map(|(doc, (_, change))| (doc, change))
        .collect())
}
