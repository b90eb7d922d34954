//! 事项: the entries of matters, and of each matter one row for lists, which intake keeps (`intake/matters.rs`). Lists read
//! that row and fold nothing.

use super::contradicted::Among;
use super::list::Position;
use super::live::{holds, is_relayed};
use super::outcome::{by_now, has_changed};
use super::{Digest, Projected, Table};
use crate::domain::entry::{BodyWords, Fields, MatterEntry, encode};
use crate::domain::{
    DocId, DocKind, HouseholdId, MemberId, PlaceId, RecordId, Standing, Timestamp,
};
use crate::records::{Body, Header, State};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use std::collections::BTreeMap;

/// The field of an opening that says what its matter is called.
pub(crate) const TITLE: &str = "title";

/// Tables of this room. `matter` follows from the rows of `step` and from what this store knows of the pack: no digest has it.
/// Its `num` is the opening's.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "step",
        ddl: "CREATE TABLE step(num INTEGER PRIMARY KEY, doc INTEGER NOT NULL, member BLOB NOT NULL, entry BLOB NOT NULL, words TEXT);
CREATE INDEX step_doc ON step(doc);",
        digest: Some(Digest {
            columns: "p.member, p.entry",
            order: "",
        }),
    },
    // What a matter, or a step of it, is about.
    Table {
        name: "about",
        ddl: "CREATE TABLE about(num INTEGER NOT NULL, about BLOB NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY(num, about)) WITHOUT ROWID;
CREATE INDEX about_about ON about(about);",
        digest: None,
    },
    Table {
        name: "matter",
        ddl: "CREATE TABLE matter(doc INTEGER PRIMARY KEY, num INTEGER NOT NULL, placed INTEGER NOT NULL, hlc INTEGER NOT NULL, tie INTEGER NOT NULL,
  pack TEXT NOT NULL, edition TEXT NOT NULL, flow TEXT NOT NULL, known INTEGER NOT NULL, state TEXT, ended INTEGER NOT NULL, heads BLOB NOT NULL,
  conflict INTEGER NOT NULL, line BLOB NOT NULL, clocks TEXT NOT NULL, due INTEGER, next BLOB NOT NULL, period TEXT, title TEXT,
  member BLOB NOT NULL, at INTEGER NOT NULL, opened TEXT NOT NULL, household BLOB, standing TEXT NOT NULL, contradicted INTEGER NOT NULL,
  mends BLOB NOT NULL);
CREATE INDEX matter_newest ON matter(placed DESC, hlc DESC, tie DESC);
CREATE INDEX matter_due ON matter(due) WHERE due IS NOT NULL;
CREATE INDEX matter_num ON matter(num);
CREATE INDEX matter_household ON matter(household) WHERE household IS NOT NULL;
CREATE INDEX matter_contradicted ON matter(contradicted) WHERE contradicted = 1;
CREATE INDEX matter_conflict ON matter(conflict) WHERE conflict = 1;",
        digest: None,
    },
    // The results that the heads of a matter rest on: what was said of which tally, under one of which rules; and whether the matter
    // awaits another vote, so that a closed re-vote is its next step and no change.
    Table {
        name: "rest",
        ddl: "CREATE TABLE rest(doc INTEGER NOT NULL, tally BLOB NOT NULL, outcome TEXT NOT NULL, rules TEXT NOT NULL, awaits INTEGER NOT NULL, num INTEGER NOT NULL,
  PRIMARY KEY(doc, tally, outcome, rules)) WITHOUT ROWID;
CREATE INDEX rest_num ON rest(num);",
        digest: None,
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &MatterEntry,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO step(num, doc, member, entry, words) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            row.num,
            row.doc,
            record.member.as_bytes(),
            encode(entry),
            searched(record.words.as_ref()),
        ])?;
    for about in entry.step().map_or(&[][..], |step| &step.about) {
        connection
            .prepare_cached("INSERT INTO about(num, about, doc) VALUES(?1, ?2, ?3)")?
            .execute(params![row.num, about.as_bytes(), row.doc])?;
    }
    Ok(())
}

/// The words of an entry by which its matter is found: all of them, a line each.
fn searched(words: Option<&BodyWords>) -> Option<String> {
    match words {
        Some(BodyWords::Fields(fields)) => {
            let own = fields.iter().filter(|(path, _)| !path.starts_with(SAME));
            let all: Vec<&str> = own.map(|(_, text)| text.as_str()).collect();
            Some(all.join("\n"))
        }
        _ => None,
    }
}

/// Before the path of words that another entry of the document says: `.same.title` holds the id of the record whose body says them
/// under that path, or id and path (`….rows.2.words`) where they stand there under another. No field's name begins so.
const SAME: &str = ".same.";

/// Where an entry says words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SaidAt {
    pub record: RecordId,
    pub path: String,
}

impl SaidAt {
    fn parse(text: &str, path: &str) -> Option<Self> {
        let (id, at) = text.split_once('.').unwrap_or((text, path));
        Some(Self {
            record: id.parse().ok()?,
            path: at.to_owned(),
        })
    }

    /// The field of an amendment's body that says: as that entry has it.
    pub(crate) fn same(&self, path: &str) -> (String, String) {
        let id = self.record.to_string();
        let place = if self.path == path {
            id
        } else {
            format!("{id}.{}", self.path)
        };
        (format!("{SAME}{path}"), place)
    }
}

/// Puts the words in that entries leave to others of their document. What is named says its own words alone.
fn keep(rows: &mut [EntryRow]) {
    let names = |row: &EntryRow| row.words.keys().any(|path| path.starts_with(SAME));
    if !rows.iter().any(names) {
        return;
    }
    let own: BTreeMap<RecordId, Fields> =
        rows.iter().map(|row| (row.id, row.words.clone())).collect();
    for row in rows {
        let named: Vec<(String, SaidAt)> = row
            .words
            .iter()
            .filter_map(|(name, place)| {
                let path = name.strip_prefix(SAME)?;
                Some((path.to_owned(), SaidAt::parse(place, path)?))
            })
            .collect();
        row.words.retain(|path, _| !path.starts_with(SAME));
        for (path, at) in named {
            // What the entry says itself goes before, and reasons are nobody else's.
            if row.words.contains_key(&path) || path.starts_with('.') || at.path.starts_with('.') {
                continue;
            }
            if let Some(text) = own.get(&at.record).and_then(|words| words.get(&at.path)) {
                row.words.insert(path.clone(), text.clone());
                row.kept.insert(path, at);
            }
        }
    }
}

/// An entry of a matter.
#[derive(Debug, Clone)]
pub(crate) struct EntryRow {
    pub num: i64,
    pub id: RecordId,
    pub member: MemberId,
    pub entry: MatterEntry,
    pub state: State,
    /// Time at which it was first here.
    pub seen: Timestamp,
    pub header: Header,
    /// Words that are here, with those that it leaves to other entries to say.
    pub words: Fields,
    /// Of these, by their paths, the ones that another entry says.
    pub kept: BTreeMap<String, SaidAt>,
    /// Whether words of it were erased.
    pub erased: bool,
    /// Whether its author could only relay it.
    pub relayed: bool,
}

impl EntryRow {
    /// Time at which it was written, by its author's clock.
    pub(crate) const fn written_at(&self) -> Timestamp {
        Timestamp((self.header.hlc >> 16).cast_signed())
    }
}

fn entry(sql: &Row<'_>) -> rusqlite::Result<Option<EntryRow>> {
    let (bytes, header): (Vec<u8>, Vec<u8>) = (sql.get(3)?, sql.get(7)?);
    let (Ok(entry), Some(header)) = (postcard::from_bytes(&bytes), Header::from_bytes(&header))
    else {
        return Ok(None);
    };
    let body: Option<Vec<u8>> = sql.get(8)?;
    let words = body
        .and_then(Body::from_bytes)
        .and_then(|body| BodyWords::from_bytes(body.content()));
    Ok(Some(EntryRow {
        num: sql.get(0)?,
        id: RecordId::from_bytes(sql.get(1)?),
        member: MemberId::from_bytes(sql.get(2)?),
        entry,
        state: State::from_numbers(sql.get(4)?, sql.get(5)?),
        seen: Timestamp(sql.get(6)?),
        header,
        words: match words {
            Some(BodyWords::Fields(fields)) => fields,
            _ => Fields::new(),
        },
        kept: BTreeMap::new(),
        erased: sql.get::<_, u8>(9)? == crate::store::record::BodyState::Erased as u8,
        relayed: sql.get(10)?,
    }))
}

/// The entries of a matter, by id.
pub(crate) fn entries(connection: &Connection, doc: i64) -> Result<Vec<EntryRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT r.num, r.id, s.member, s.entry, r.state, r.why, r.seen, r.header, r.body, r.body_state, ",
        is_relayed!("r"),
        " FROM step s CROSS JOIN record r ON r.num = s.num WHERE s.doc = ?1 ORDER BY r.id"
    ))?;
    let rows = statement.query_map([doc], entry)?;
    let mut rows: Vec<EntryRow> = rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?;
    keep(&mut rows);
    Ok(rows)
}

/// Whether a document has entries of a matter.
pub(crate) fn has_entries(connection: &Connection, doc: i64) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM step WHERE doc = ?1")?
        .exists([doc])?)
}

/// How many photos stand by each step; those of the matter itself stand by its opening.
pub(crate) fn photos(
    connection: &Connection,
    doc: i64,
) -> Result<BTreeMap<RecordId, i64>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT coalesce(p.record, o.id) AS step, count(*) FROM photo p CROSS JOIN record r ON r.num = p.num
         CROSS JOIN matter m ON m.doc = p.doc CROSS JOIN record o ON o.num = m.num WHERE p.doc = ?1 AND ",
        holds!("r", "p"),
        " GROUP BY step"
    ))?;
    let rows = statement.query_map([doc], |sql| {
        Ok((RecordId::from_bytes(sql.get(0)?), sql.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The matters that name a document in one of their steps.
pub(crate) fn about(connection: &Connection, doc: DocId) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT d.id FROM about a CROSS JOIN doc d ON d.num = a.doc WHERE a.about = ?1 ORDER BY d.id",
    )?;
    let rows = statement.query_map([doc.as_bytes()], |sql| Ok(DocId::from_bytes(sql.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A matter as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MatterRow {
    /// Local number of its opening.
    pub num: i64,
    pub position: Position,
    /// Names, or keys where the pack is not here.
    pub pack: String,
    pub edition: String,
    pub flow: String,
    /// Whether the pack is here.
    pub known: bool,
    pub state: Option<String>,
    pub ended: bool,
    pub heads: Vec<RecordId>,
    /// The states on the line, with when each was first reached, in milliseconds.
    pub line: Vec<(String, i64)>,
    /// The clocks that run, with when they are due, in milliseconds.
    pub clocks: Vec<(String, i64)>,
    /// The operations of the main steps that may be taken next.
    pub next: Vec<String>,
    pub period: Option<String>,
    pub title: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
    /// What the opening says now in texts, words and ids, by field.
    pub opened: BTreeMap<String, String>,
    /// The opening after its author's amendments.
    pub standing: Standing,
    /// Whether amendments of a step contradict each other.
    pub contradicted: bool,
    /// The results that its heads rest on.
    pub rests: Vec<Rest>,
    /// Whether another vote may be written down next.
    pub awaits: bool,
    /// The operations of the steps that may correct a result next.
    pub mends: Vec<String>,
}

/// A result that a matter rests on: what a step said of a tally, and the rules under one of which it is to be counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rest {
    pub tally: DocId,
    pub outcome: String,
    pub rules: Vec<String>,
}

/// The field of an opening that names the household which a matter comes from.
const HOUSEHOLD: &str = "household";

impl MatterRow {
    /// The one household that its opening says now.
    pub(crate) fn household(&self) -> Option<HouseholdId> {
        self.opened.get(HOUSEHOLD)?.parse().ok()
    }

    /// When the earliest clock that runs is due.
    pub(crate) fn due(&self) -> Option<i64> {
        self.clocks.iter().map(|(_, due)| *due).min()
    }
}

/// Matters of one place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Begun in the period.
    pub opened: u64,
    /// Not at an end.
    pub open: u64,
    /// Not at an end, and a clock has run out.
    pub overdue: u64,
}

/// Matters that were not taken back, by place.
pub(crate) fn counted(
    connection: &Connection,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Vec<(PlaceId, Counted)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.scope, sum(m.at >= ?1 AND m.at < ?2), sum(m.ended = 0),
           sum(m.ended = 0 AND m.due IS NOT NULL AND m.due < ?3)
         FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE m.standing <> ?4 GROUP BY d.scope",
    )?;
    let withdrawn = Standing::Withdrawn.name();
    let rows = statement.query_map(params![from.0, to.0, now.0, withdrawn], |sql| {
        let number = |index| sql.get::<_, i64>(index).map(i64::cast_unsigned);
        let counted = Counted {
            opened: number(1)?,
            open: number(2)?,
            overdue: number(3)?,
        };
        Ok((PlaceId::from_bytes(sql.get(0)?), counted))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Puts a matter's row in, in place of the one that was there.
pub(crate) fn set(connection: &Connection, doc: i64, row: &MatterRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO matter(doc, num, placed, hlc, tie, pack, edition, flow, known, state, ended, heads, conflict,
             line, clocks, due, next, period, title, member, at, opened, household, standing, contradicted, mends)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        )?
        .execute(params![
            doc,
            row.num,
            row.position.at,
            row.position.hlc,
            row.position.tie,
            row.pack,
            row.edition,
            row.flow,
            row.known,
            row.state,
            row.ended,
            encode(&row.heads),
            row.heads.len() > 1,
            encode(&row.line),
            json(&row.clocks),
            row.due(),
            encode(&row.next),
            row.period,
            row.title,
            row.member.as_bytes(),
            row.at.0,
            json(&row.opened),
            row.household().map(|id| *id.as_bytes()),
            row.standing.name(),
            row.contradicted,
            encode(&row.mends),
        ])?;
    drop_rests(connection, doc)?;
    for rest in &row.rests {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO rest(doc, tally, outcome, rules, awaits, num) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                doc,
                rest.tally.as_bytes(),
                rest.outcome,
                json(&rest.rules),
                row.awaits,
                row.num,
            ])?;
    }
    Ok(())
}

fn drop_rests(connection: &Connection, doc: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM rest WHERE doc = ?1")?
        .execute([doc])?;
    Ok(())
}

/// The head of an id, which breaks ties in lists.
pub(crate) fn tie(id: &RecordId) -> i64 {
    super::tie(id.as_bytes())
}

/// Takes a matter's row out.
pub(crate) fn unset(connection: &Connection, doc: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM matter WHERE doc = ?1")?
        .execute([doc])?;
    drop_rests(connection, doc)
}

/// Takes out the row of a matter that has no entry any more.
pub(super) fn sweep(connection: &Connection, doc: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "DELETE FROM matter WHERE doc = ?1 AND NOT EXISTS (SELECT 1 FROM step s WHERE s.doc = ?1)",
        )?
        .execute([doc])?;
    connection
        .prepare_cached(
            "DELETE FROM rest WHERE doc = ?1 AND NOT EXISTS (SELECT 1 FROM step s WHERE s.doc = ?1)",
        )?
        .execute([doc])?;
    Ok(())
}

/// Local numbers of the matters whose pack was not here when they were folded.
pub(crate) fn unknown(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT doc FROM matter WHERE known = 0")?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a list says of a result that changed; of several the one with the lowest tally.
macro_rules! changed {
    ($($what:tt)+) => {
        concat!(
            "(SELECT ",
            $($what)+,
            " FROM rest x CROSS JOIN outcome o ON o.tally = x.tally WHERE x.doc = m.doc AND ",
            has_changed!(),
            " ORDER BY x.tally, x.outcome LIMIT 1)"
        )
    };
}
const COLUMNS: &str = concat!(
    "m.num, m.placed, m.hlc, m.tie, m.pack, m.edition, m.flow, m.known, m.state, m.ended, m.heads, m.line, m.clocks, ",
    "m.next, m.period, m.title, m.member, m.at, d.id, d.kind, d.scope, m.opened, m.standing, m.contradicted, ",
    is_relayed!("m"),
    ", m.mends, ",
    changed!("x.tally"),
    ", ",
    changed!(by_now!()),
    ", ",
    changed!("o.parts")
);

/// The column behind those.
const LAST: usize = 29;

/// A matter and its document.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub doc: DocId,
    pub class: DocKind,
    pub scope: PlaceId,
    pub row: MatterRow,
    /// Whether the author of its opening could only relay it.
    pub relayed: bool,
    /// A result that it rests on and that is another by now.
    pub changed: Option<Changed>,
}

/// A result that changed after a step said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub tally: DocId,
    /// The outcome by now.
    pub outcome: String,
    /// The places where the tally is voted: who does not receive all of their ballots cannot tell.
    pub parts: Vec<PlaceId>,
}

impl Listed {
    /// Whether it is a matter of this class that its flow has a place for, and its author's chain room; where the pack is not here
    /// nobody knows.
    pub(crate) fn stands_in(&self, class: DocKind) -> bool {
        let row = &self.row;
        let is_placed = !row.known || !row.heads.is_empty();
        let is_taken_back = matches!(row.standing, Standing::Withdrawn | Standing::Conflicted);
        self.class == class && (is_placed || is_taken_back)
    }
}

fn listed(sql: &Row<'_>) -> rusqlite::Result<Option<Listed>> {
    fn list<T: serde::de::DeserializeOwned>(
        sql: &Row<'_>,
        column: usize,
    ) -> rusqlite::Result<Vec<T>> {
        let bytes = sql.get_ref(column)?.as_blob()?;
        Ok(postcard::from_bytes(bytes).unwrap_or_default())
    }
    fn said<T: serde::de::DeserializeOwned + Default>(
        sql: &Row<'_>,
        column: usize,
    ) -> rusqlite::Result<T> {
        let text = sql.get_ref(column)?.as_str()?;
        Ok(serde_json::from_str(text).unwrap_or_default())
    }
    let Some(class) = DocKind::from_code(sql.get(19)?) else {
        return Ok(None);
    };
    Ok(Some(Listed {
        doc: DocId::from_bytes(sql.get(18)?),
        class,
        scope: PlaceId::from_bytes(sql.get(20)?),
        row: MatterRow {
            num: sql.get(0)?,
            position: Position {
                at: sql.get(1)?,
                hlc: sql.get(2)?,
                tie: sql.get(3)?,
            },
            pack: sql.get(4)?,
            edition: sql.get(5)?,
            flow: sql.get(6)?,
            known: sql.get(7)?,
            state: sql.get(8)?,
            ended: sql.get(9)?,
            heads: list(sql, 10)?,
            line: list(sql, 11)?,
            clocks: said(sql, 12)?,
            next: list(sql, 13)?,
            period: sql.get(14)?,
            title: sql.get(15)?,
            member: MemberId::from_bytes(sql.get(16)?),
            at: Timestamp(sql.get(17)?),
            opened: said(sql, 21)?,
            standing: Standing::from_name(sql.get_ref(22)?.as_str()?)
                .unwrap_or(Standing::AsWritten),
            contradicted: sql.get(23)?,
            // No list asks on what it rests, only whether that has changed.
            rests: Vec::new(),
            awaits: false,
            mends: list(sql, 25)?,
        },
        relayed: sql.get(24)?,
        changed: changed_of(sql)?,
    }))
}

fn changed_of(sql: &Row<'_>) -> rusqlite::Result<Option<Changed>> {
    let Some(tally) = sql.get::<_, Option<[u8; 16]>>(26)? else {
        return Ok(None);
    };
    let parts: Vec<u8> = sql.get(28)?;
    Ok(Some(Changed {
        tally: DocId::from_bytes(tally),
        outcome: sql.get(27)?,
        parts: postcard::from_bytes(&parts).unwrap_or_default(),
    }))
}

/// One matter, by its document's local number.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE m.doc = ?1"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([doc], listed)
        .optional()?;
    Ok(found.flatten())
}

/// Documents in which amendments of a step contradict each other.
pub(super) const SUSPECTS: &str = "SELECT doc FROM matter WHERE contradicted = 1 UNION ALL SELECT doc FROM matter WHERE conflict = 1";

/// Those of these matters which go on in several ways, or in which amendments of a step contradict each other, with their
/// documents' local numbers, in the order of their ids.
pub(crate) fn contradicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<(i64, Listed)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, m.doc FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE (m.contradicted = 1 OR m.conflict = 1) AND {} ORDER BY d.id",
        super::contradicted::among!("m.doc")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([among.json()], |sql| {
        let doc = sql.get(LAST)?;
        Ok(listed(sql)?.map(|listed| (doc, listed)))
    })?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// The matters that a list shows; an absent bound excludes nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub flow: Option<String>,
    pub class: Option<DocKind>,
    pub state: Option<String>,
    /// Those whose opening names this household.
    pub household: Option<HouseholdId>,
    /// Those whose opening gives this field a text, a word or an id.
    pub says: Option<&'static str>,
    /// Documents of these places alone.
    pub scopes: Option<Vec<PlaceId>>,
    /// Due before this time, in milliseconds.
    pub due_before: Option<i64>,
}

/// Matters before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    filter: &Filter,
    before: Position,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let scopes = filter
        .scopes
        .as_ref()
        .map(|scopes| super::list::ids(scopes.iter().map(|scope| scope.as_bytes().as_slice())));
    let mut sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc
         WHERE (m.placed, m.hlc, m.tie) < (?1, ?2, ?3)"
    );
    let mut values: Vec<rusqlite::types::Value> =
        vec![before.at.into(), before.hlc.into(), before.tie.into()];
    let bounds: [(&str, Option<rusqlite::types::Value>); 7] = [
        ("m.flow = ", filter.flow.clone().map(Into::into)),
        (
            "d.kind = ",
            filter.class.map(|class| i64::from(class.code()).into()),
        ),
        ("m.state = ", filter.state.clone().map(Into::into)),
        (
            "m.household = ",
            filter.household.map(|id| id.as_bytes().to_vec().into()),
        ),
        ("says", filter.says.map(|field| field.to_owned().into())),
        ("m.due < ", filter.due_before.map(Into::into)),
        ("scopes", scopes.map(Into::into)),
    ];
    for (bound, value) in bounds {
        let Some(value) = value else {
            continue;
        };
        values.push(value);
        let number = values.len();
        sql += &match bound {
            "scopes" => format!(" AND d.scope IN (SELECT unhex(value) FROM json_each(?{number}))"),
            "says" => format!(" AND (m.opened ->> ?{number}) IS NOT NULL"),
            _ => format!(" AND {bound}?{number}"),
        };
    }
    sql += &format!(" ORDER BY m.placed DESC, m.hlc DESC, m.tie DESC LIMIT {limit}");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// Matters whose openings name a household that the register has in these stairwells.
pub(crate) fn of_doors(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT x.doc FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
           CROSS JOIN matter x ON x.household = h.id) o
         CROSS JOIN matter m ON m.doc = o.doc CROSS JOIN doc d ON d.num = m.doc ORDER BY m.doc"
    );
    let places = super::list::ids(stairwells.iter().map(|place| place.as_bytes().as_slice()));
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([places], listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// Matters whose earliest clock is due before a time, in milliseconds, by that.
pub(crate) fn due_before(connection: &Connection, to: i64) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc WHERE m.due < ?1 ORDER BY m.due, d.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([to], listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// Matters that rest on a result which is another by now, by when they were opened.
pub(crate) fn changed(connection: &Connection) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT x.doc FROM rest x CROSS JOIN outcome o ON o.tally = x.tally WHERE {}) c
         CROSS JOIN matter m ON m.doc = c.doc CROSS JOIN doc d ON d.num = m.doc ORDER BY m.placed, m.hlc, m.tie",
        has_changed!()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}

/// Matters that carry a period, by that.
pub(crate) fn periodic(connection: &Connection) -> Result<Vec<Listed>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matter m CROSS JOIN doc d ON d.num = m.doc
         WHERE m.period IS NOT NULL ORDER BY m.period, d.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], listed)?;
    Ok(rows
        .filter_map(Result::transpose)
        .collect::<rusqlite::Result<_>>()?)
}
