//! Pages of lists, newest first. A page ends at a moment and a tie-breaker that every replica has alike.

use crate::domain::Code;
use crate::projection::list::Position;
use crate::workspace::Error;

/// A page of a list, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Opaque; `None` at the end.
    pub next: Option<String>,
    /// Number of all items, where it costs nothing to tell.
    pub total: Option<u64>,
}

/// Most items of one page.
pub(crate) const PAGE: u32 = 500;

impl Position {
    /// Reads a page's end; before everything, if there is none.
    fn parse(after: Option<&str>) -> Result<Self, Error> {
        let Some(text) = after else {
            return Ok(Self::START);
        };
        let mut parts = text.split('.').map(str::parse);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(at)), Some(Ok(hlc)), Some(Ok(tie)), None) => Ok(Self { at, hlc, tie }),
            _ => Err(Error::field("after", Code::CursorInvalid)),
        }
    }
}

/// Rows that one call looks at, at most, for those that a filter keeps.
const MOST_LOOKED_AT: usize = 4_000;

/// A page of those rows of a list that `keep` shows. A page may be short, or empty, before the end: then `next` goes on.
pub(crate) fn filtered<R, T>(
    limit: u32,
    after: Option<&str>,
    rows: impl Fn(Position, u32) -> Result<Vec<R>, Error>,
    position: impl Fn(&R) -> Position,
    mut keep: impl FnMut(R) -> Result<Option<T>, Error>,
) -> Result<Page<T>, Error> {
    let limit = limit.clamp(1, PAGE);
    let mut before = Position::parse(after)?;
    let (mut items, mut looked_at) = (Vec::new(), 0);
    loop {
        let batch = rows(before, limit + 1)?;
        let is_last = batch.len() <= limit as usize;
        for row in batch {
            if items.len() >= limit as usize || looked_at >= MOST_LOOKED_AT {
                let Position { at, hlc, tie } = before;
                return Ok(Page {
                    items,
                    next: Some(format!("{at}.{hlc}.{tie}")),
                    total: None,
                });
            }
            looked_at += 1;
            before = position(&row);
            items.extend(keep(row)?);
        }
        if is_last {
            return Ok(Page {
                items,
                next: None,
                total: None,
            });
        }
    }
}

/// A page of a list: `rows` gives those before a position, at most so many; `position` says where a row stands, `view` what
/// is shown of them.
pub(crate) fn page<R, T>(
    limit: u32,
    after: Option<&str>,
    rows: impl FnOnce(Position, u32) -> Result<Vec<R>, Error>,
    position: impl Fn(&R) -> Position,
    view: impl FnOnce(Vec<R>) -> Result<Vec<T>, Error>,
) -> Result<Page<T>, Error> {
    let limit = limit.clamp(1, PAGE);
    let mut rows = rows(Position::parse(after)?, limit + 1)?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| {
        let Position { at, hlc, tie } = position(last);
        format!("{at}.{hlc}.{tie}")
    });
    Ok(Page {
        items: view(rows)?,
        next,
        total: None,
    })
}
