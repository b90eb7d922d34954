//! Documents of one thing each (a topic): which of them a list shows, whatever the thing is. A row says in `first`
//! whether it claims to be the first version; the one with the lowest record id is.

use super::contradicted::Among;
use super::list::{self, Position};
use crate::domain::PlaceId;
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Local numbers of the documents of a table before a position, newest first.
pub(super) fn page(
    connection: &Connection,
    table: &str,
    before: Position,
    limit: u32,
) -> Result<Vec<i64>, StoreError> {
    page_in(connection, table, None, before, limit)
}

/// As [`page`], of documents in these scopes alone; of all, if none are named.
pub(super) fn page_in(
    connection: &Connection,
    table: &str,
    scopes: Option<&[PlaceId]>,
    before: Position,
    limit: u32,
) -> Result<Vec<i64>, StoreError> {
    let within = match scopes {
        Some(_) => {
            "AND (SELECT scope FROM doc WHERE num = x.doc) IN (SELECT unhex(value) FROM json_each(?5))"
        }
        None => "AND ?5 IS NULL",
    };
    let scopes = scopes.map(|all| list::ids(all.iter().map(|id| id.as_bytes().as_slice())));
    let sql = format!(
        "SELECT x.doc FROM {table} x JOIN record r ON r.num = x.num
         WHERE x.first = 1 {within} AND (x.placed, x.hlc, x.tie) < (?1, ?2, ?3)
           AND NOT EXISTS (SELECT 1 FROM {table} o JOIN record q ON q.num = o.num
             WHERE o.doc = x.doc AND o.first = 1 AND q.id < r.id)
         ORDER BY x.placed DESC, x.hlc DESC, x.tie DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        params![before.at, before.hlc, before.tie, limit, scopes],
        |sql| sql.get(0),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// SQL for the documents of a table that may contradict themselves: all of them, or those `among` `?1` alone.
macro_rules! suspects {
    ($table:literal) => {
        $crate::projection::versioned::suspects!(@ $table, "")
    };
    ($table:literal, among) => {
        $crate::projection::versioned::suspects!(
            @ $table, concat!($crate::projection::contradicted::among!("x.doc"), " AND ")
        )
    };
    (@ $table:literal, $($only:tt)+) => {
        concat!(
            "SELECT x.doc FROM ",
            $table,
            " x WHERE ",
            $($only)+,
            "x.first = 1 GROUP BY x.doc HAVING count(*) > 1 UNION ALL SELECT doc FROM (SELECT x.doc FROM ",
            $table,
            " x JOIN record r ON r.num = x.num WHERE ",
            $($only)+,
            "x.first = 0 AND ",
            $crate::projection::live::holds!("r", "x"),
            " GROUP BY x.doc, x.member HAVING count(*) > 1)"
        )
    };
}

pub(super) use suspects;

/// Local numbers of the documents that `suspects` names among these, in the order of their ids.
pub(super) fn among(
    connection: &Connection,
    suspects: &str,
    among: &Among,
) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT d.num FROM doc d WHERE d.num IN (SELECT doc FROM ({suspects})) ORDER BY d.id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([among.json()], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
