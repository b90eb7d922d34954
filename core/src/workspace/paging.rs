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
}

/// Most items of one page.
pub(in crate::workspace) const PAGE: u32 = 500;

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

/// A page of a list: `rows` gives those before a position, at most so many; `position` says where a row stands, `view` what
/// is shown of them.
pub(in crate::workspace) fn page<R, T>(
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
    })
}
