//! Pages of lists, newest first. A page ends at a moment and a tie-breaker that every replica has alike.

use crate::domain::Code;
use crate::store::StoreError;
use crate::workspace::Error;
use rusqlite::{Connection, params};

/// A page of a list, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Opaque; `None` at the end.
    pub next: Option<String>,
}

/// Most items of one page.
pub(in crate::workspace) const PAGE: u32 = 500;

/// A page's end as text; what sorts after everything, if there is none.
pub(in crate::workspace) fn cursor(after: Option<&str>) -> Result<(i64, i64), Error> {
    match after {
        None => Ok((i64::MAX, i64::MAX)),
        Some(text) => text
            .split_once('.')
            .and_then(|(at, tie)| Some((at.parse().ok()?, tie.parse().ok()?)))
            .ok_or(Error::field("after", Code::CursorInvalid)),
    }
}

/// A page of documents, each shown by `view`. `sql` gives tie, document and moment of their first records before
/// (`?1`, `?2`), newest first, at most `?3`.
pub(in crate::workspace) fn documents<T>(
    connection: &Connection,
    sql: &str,
    limit: u32,
    after: Option<&str>,
    view: impl Fn(i64) -> Result<Option<T>, StoreError>,
) -> Result<Page<T>, Error> {
    let limit = limit.clamp(1, PAGE);
    let (at, tie) = cursor(after)?;
    let mut statement = connection.prepare_cached(sql).map_err(StoreError::from)?;
    let firsts = statement
        .query_map(params![at, tie, limit + 1], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .map_err(StoreError::from)?
        .collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()
        .map_err(StoreError::from)?;
    let next = (firsts.len() > limit as usize)
        .then(|| firsts.get(limit as usize - 1))
        .flatten()
        .map(|(tie, _, at)| format!("{at}.{tie}"));
    let mut items = Vec::new();
    for (_, doc, _) in firsts.into_iter().take(limit as usize) {
        items.extend(view(doc)?);
    }
    Ok(Page { items, next })
}
