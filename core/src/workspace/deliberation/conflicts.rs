//! Conflicts: values that replace the same and not each other. All are kept and shown, a page at a time; whoever owns the
//! field decides. No value ever wins by itself.

use super::contradictions::in_documents;
use crate::domain::Code;
use crate::domain::DocId;
use crate::projection::contradicted;
use crate::roster::Roster;
use crate::store::Connection;
use crate::workspace::{ConflictView, Error, Page, Workspace, paging};
use std::collections::VecDeque;

impl Workspace {
    /// Everything in which values contradict each other, in the order of documents and fields: at most `limit` (≤ 500)
    /// after the page before.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn conflicts(&self, limit: u32, after: Option<&str>) -> Result<Page<ConflictView>, Error> {
        let after = after.map(Place::parse).transpose()?;
        self.view(|connection, roster| {
            let limit = limit.clamp(1, paging::PAGE) as usize;
            let mut rest = Rest::after(after);
            while rest.found.len() <= limit && rest.more(connection, roster, limit)? {}
            let more = rest.found.len() > limit;
            rest.found.truncate(limit);
            let items = rest.found;
            let next = items
                .last()
                .filter(|_| more)
                .map(|view| Place::of(view).text());
            Ok(Page {
                items,
                next,
                total: None,
            })
        })
    }
}

/// Documents of which the conflicts are read together: at first few, for a page may end in any of them.
const FEW: usize = 4;

/// The conflicts after a place, as far as a page needs them: documents in their order, some at a time, so that a page costs
/// what it shows.
struct Rest {
    after: Option<Place>,
    /// The document at which reading goes on; `None` at the end.
    from: Option<DocId>,
    /// Documents that are known to contradict themselves, perhaps, and are not read yet.
    known: VecDeque<DocId>,
    at_once: usize,
    found: Vec<ConflictView>,
}

impl Rest {
    fn after(after: Option<Place>) -> Self {
        let start = DocId::from_bytes([0; 16]);
        Self {
            from: Some(after.as_ref().map_or(start, |after| after.0)),
            after,
            known: VecDeque::new(),
            at_once: FEW,
            found: Vec::new(),
        }
    }

    /// Reads some documents more; whether there were any.
    fn more(
        &mut self,
        connection: &Connection,
        roster: &Roster,
        limit: usize,
    ) -> Result<bool, Error> {
        if self.known.is_empty() {
            let Some(from) = self.from else {
                return Ok(false);
            };
            // One document may be read already in part, and one more says whether there is a next page.
            let documents = contradicted::documents(connection, from, limit + 2)?;
            self.from = documents.last().and_then(|last| following(*last));
            self.known = documents.into();
        }
        let some = self.known.len().min(self.at_once);
        let documents: Vec<DocId> = self.known.drain(..some).collect();
        self.at_once *= 2;
        let mut found = in_documents(connection, roster, &documents)?;
        found.sort_by(|a, b| Place::of(a).cmp(&Place::of(b)));
        let after = self.after.as_ref();
        let is_new = |view: &ConflictView| after.is_none_or(|after| Place::of(view) > *after);
        self.found.extend(found.into_iter().filter(is_new));
        Ok(!documents.is_empty())
    }
}

/// The id after this one.
fn following(id: DocId) -> Option<DocId> {
    let next = u128::from_be_bytes(*id.as_bytes()).checked_add(1)?;
    Some(DocId::from_bytes(next.to_be_bytes()))
}

/// Position of a conflict in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place(DocId, String);

impl Place {
    fn of(view: &ConflictView) -> Self {
        Self(view.document, view.field.clone())
    }

    fn text(&self) -> String {
        format!("{}/{}", self.0, self.1)
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let invalid = || Error::field("after", Code::CursorInvalid);
        let (document, field) = text.split_once('/').ok_or_else(invalid)?;
        let document = document.parse().map_err(|_| invalid())?;
        Ok(Self(document, field.to_owned()))
    }
}
