//! 结果: what the closed tallies come to, so that lists of matters say whether what was written down still holds, and count
//! nothing. Intake marks a tally of which something came or went; whoever counts (`workspace`) fills its row in again.
//!
//! A row follows from records that are here: no digest has it.

use super::Table;
use crate::domain::entry::encode;
use crate::domain::{DocId, PlaceId};
use crate::store::StoreError;
use rusqlite::{Connection, params};

pub(super) const NAME: &str = "outcome";

/// Tables of this room; on which results a matter rests, `rest` says ([`super::matter`]).
pub(super) const TABLES: &[Table] = &[Table {
    name: NAME,
    // The last closed re-vote beside the tally itself; `parts` are the places where either is voted. `waits`: something is not here
    // that the closing covers, and what may still come hangs on rights and on chains of any kind.
    ddl: "CREATE TABLE outcome(tally BLOB PRIMARY KEY, stale INTEGER NOT NULL, waits INTEGER NOT NULL DEFAULT 0, rule TEXT, outcome TEXT, last_rule TEXT, last_outcome TEXT, parts BLOB) WITHOUT ROWID;
CREATE INDEX outcome_stale ON outcome(stale) WHERE stale = 1;
CREATE INDEX outcome_waits ON outcome(waits) WHERE waits = 1;",
    digest: None,
}];

/// SQL that says of a row `x` of `rest`: this outcome under this rule, if it is decided, is not the one that the matter says.
macro_rules! differs {
    ($outcome:literal, $rule:literal) => {
        concat!(
            "(",
            $outcome,
            " <> 'undecided' AND (",
            $outcome,
            " <> x.outcome OR NOT EXISTS (SELECT 1 FROM json_each(x.rules) w WHERE w.value = ",
            $rule,
            ")))"
        )
    };
}

/// SQL that says of a row `x` of `rest` and a row `o` of `outcome`: the result has changed.
macro_rules! has_changed {
    () => {
        concat!(
            "o.stale = 0 AND (",
            crate::projection::outcome::differs!("o.outcome", "o.rule"),
            " OR (x.awaits = 0 AND o.last_outcome IS NOT NULL AND ",
            crate::projection::outcome::differs!("o.last_outcome", "o.last_rule"),
            "))"
        )
    };
}

/// SQL, of the same rows: the outcome that counts by now.
macro_rules! by_now {
    () => {
        concat!(
            "CASE WHEN x.awaits = 0 AND o.last_outcome IS NOT NULL AND ",
            crate::projection::outcome::differs!("o.last_outcome", "o.last_rule"),
            " THEN o.last_outcome ELSE o.outcome END"
        )
    };
}

pub(super) use {by_now, differs, has_changed};

/// A tally's outcome under its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub rule: String,
    pub outcome: String,
}

/// What a closed tally comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutcomeRow {
    pub own: Said,
    /// That of its last closed re-vote.
    pub last: Option<Said>,
    /// The places where either is voted.
    pub parts: Vec<PlaceId>,
    /// Something that a closing covers is not here.
    pub waits: bool,
}

/// Marks a tally of which something came or went, and those that it votes on again: only what was ever closed has an outcome, and
/// a ballot of a running vote costs no write.
pub(crate) fn mark(connection: &Connection, tally: DocId) -> Result<(), StoreError> {
    // UNION: a circle of openings that name each other ends by itself.
    connection
        .prepare_cached(
            "INSERT INTO outcome(tally, stale)
             WITH RECURSIVE named(id) AS (SELECT ?1 UNION SELECT m.again FROM named n CROSS JOIN doc d ON d.id = n.id
               CROSS JOIN motion m ON m.doc = d.num WHERE m.again IS NOT NULL)
             SELECT n.id, 1 FROM named n WHERE EXISTS (SELECT 1 FROM doc d CROSS JOIN closing c ON c.doc = d.num WHERE d.id = n.id)
               OR EXISTS (SELECT 1 FROM outcome o WHERE o.tally = n.id)
             ON CONFLICT(tally) DO UPDATE SET stale = 1 WHERE stale = 0",
        )?
        .execute([tally.as_bytes()])?;
    Ok(())
}

/// Marks every tally that is voted in a place: keys of its households came or went.
pub(crate) fn mark_at(connection: &Connection, place: PlaceId) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE outcome SET stale = 1 WHERE stale = 0 AND instr(parts, ?1) > 0")?
        .execute([place.as_bytes().as_slice()])?;
    Ok(())
}

/// Marks every tally: records were dropped because nobody reads them here any more.
pub(crate) fn mark_all(connection: &Connection) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE outcome SET stale = 1 WHERE stale = 0")?
        .execute([])?;
    Ok(())
}

/// The tallies that are to be counted anew: those that are marked, and those that wait for what is not here.
pub(crate) fn stale(connection: &Connection) -> Result<Vec<DocId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT tally FROM outcome WHERE stale = 1 UNION SELECT tally FROM outcome WHERE waits = 1 ORDER BY tally",
    )?;
    let rows = statement.query_map([], |sql| Ok(DocId::from_bytes(sql.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Fills a tally's row in; none takes it out. Whether that changed anything.
pub(crate) fn set(
    connection: &Connection,
    tally: DocId,
    row: Option<&OutcomeRow>,
) -> Result<bool, StoreError> {
    let Some(row) = row else {
        let gone = connection
            .prepare_cached("DELETE FROM outcome WHERE tally = ?1")?
            .execute([tally.as_bytes()])?;
        return Ok(gone > 0);
    };
    let last = row.last.as_ref();
    let changed = connection
        .prepare_cached(
            "INSERT INTO outcome(tally, stale, rule, outcome, last_rule, last_outcome, parts, waits) VALUES(?1, 0, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT(tally) DO UPDATE SET stale = 0, rule = excluded.rule, outcome = excluded.outcome, last_rule = excluded.last_rule,
               last_outcome = excluded.last_outcome, parts = excluded.parts, waits = excluded.waits
             WHERE stale = 1 OR (rule, outcome, last_rule, last_outcome, parts, waits)
               IS NOT (excluded.rule, excluded.outcome, excluded.last_rule, excluded.last_outcome, excluded.parts, excluded.waits)",
        )?
        .execute(params![
            tally.as_bytes(),
            row.own.rule,
            row.own.outcome,
            last.map(|said| &said.rule),
            last.map(|said| &said.outcome),
            encode(&row.parts),
            row.waits,
        ])?;
    Ok(changed > 0)
}
