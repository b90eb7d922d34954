//! 事项: the entries of matters, and of each matter one row for lists, which intake keeps (`intake/matters.rs`). Lists read
//! that row and fold nothing.

mod lists;

use super::list::Position;
use super::live::{holds, is_relayed};
use super::{Digest, Projected, Table};
use crate::domain::entry::{BodyWords, Fields, MatterEntry, encode};
use crate::domain::{DocId, HouseholdId, MemberId, PlaceId, RecordId, Standing, Timestamp};
use crate::records::{Body, Header, State};
use crate::store::{StoreError, record};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

pub(super) use lists::SUSPECTS;
pub(crate) use lists::{
    Filter, Listed, by_doc, changed, contradicted, due_before, of_doors, page, periodic,
};

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
  conflict INTEGER NOT NULL, line BLOB NOT NULL, clocks TEXT NOT NULL, due INTEGER, deadline INTEGER, next BLOB NOT NULL, period TEXT, title TEXT,
  member BLOB NOT NULL, at INTEGER NOT NULL, opened TEXT NOT NULL, household BLOB, standing TEXT NOT NULL, contradicted INTEGER NOT NULL,
  mends BLOB NOT NULL);
CREATE INDEX matter_newest ON matter(placed, hlc, tie);
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

/// Local numbers of the steps whose stamp is later than they were first here, of those that were here before a time. Steps have
/// no place of their own in lists: what is due of their matter hangs on when they were taken.
pub(super) fn ahead(connection: &Connection, before: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.num, s.entry, r.seen FROM step s CROSS JOIN record r ON r.num = s.num WHERE r.seen < ?1",
    )?;
    let rows = statement.query_map([before], |sql| {
        let entry: Vec<u8> = sql.get(1)?;
        Ok((sql.get(0)?, entry, Timestamp(sql.get(2)?)))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (num, entry, seen) = row?;
        let entry: Option<MatterEntry> = postcard::from_bytes(&entry).ok();
        let at = entry.as_ref().and_then(|entry| Some(entry.step()?.at));
        if at.is_some_and(|at| record::placed(at, seen) != at) {
            found.push(num);
        }
    }
    Ok(found)
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
    /// The clocks that have not ended.
    pub clocks: Vec<Clock>,
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

/// A clock of a matter that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Clock {
    pub name: String,
    /// When it is due, in milliseconds.
    pub due: i64,
    /// Whether it says how long at least: nobody is late by it, and from `due` on it does not run.
    pub least: bool,
}

impl Clock {
    /// Whether it runs, or ran out without its step.
    pub(crate) const fn runs(&self, now: Timestamp) -> bool {
        !self.least || now.0 < self.due
    }
}

/// The field of an opening that names the household which a matter comes from.
const HOUSEHOLD: &str = "household";

impl MatterRow {
    /// The one household that its opening says now.
    pub(crate) fn household(&self) -> Option<HouseholdId> {
        self.opened.get(HOUSEHOLD)?.parse().ok()
    }

    /// When the earliest clock that runs is due.
    pub(crate) fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let running = self.clocks.iter().filter(|clock| clock.runs(now));
        running.map(|clock| Timestamp(clock.due)).min()
    }

    /// When the earliest of these clocks is due.
    fn earliest(&self, is_of: impl Fn(&Clock) -> bool) -> Option<i64> {
        let of = self.clocks.iter().filter(|clock| is_of(clock));
        of.map(|clock| clock.due).min()
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
           sum(m.ended = 0 AND m.deadline IS NOT NULL AND m.deadline < ?3)
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
             line, clocks, due, deadline, next, period, title, member, at, opened, household, standing, contradicted, mends)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)",
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
            row.earliest(|_| true),
            row.earliest(|clock| !clock.least),
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

/// Local numbers of all matters.
pub(crate) fn all(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT doc FROM matter")?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Local numbers of the matters whose pack was not here when they were folded.
pub(crate) fn unknown(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT doc FROM matter WHERE known = 0")?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
