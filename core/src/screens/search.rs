//! Search as a screen shows it: each hit names the thing that it opens.

use super::thing::{self, Thing};
use crate::domain::{Code, HitKind, ThingKind};
use crate::workspace::{Error, Hit, Page, Workspace};

/// Hits that are paged over, at most.
const MOST: u32 = 200;

/// A hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it opens.
    pub thing: Thing,
    /// The hit as [`Workspace::search`] gives it.
    pub hit: Hit,
}

impl Workspace {
    /// Hits with the thing that each opens, best first: the first 200, by pages.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn search_list(
        &self,
        text: &str,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<Found>, Error> {
        let start: usize = after
            .map(str::parse)
            .transpose()
            .map_err(|_| Error::field("after", Code::CursorInvalid))?
            .unwrap_or_default();
        let limit = limit.clamp(1, MOST) as usize;
        let hits = self.search(text, MOST)?;
        let total = hits.len();
        self.view(|connection, roster| {
            let mut items = Vec::new();
            for hit in hits.into_iter().skip(start).take(limit) {
                let thing = thing::find(connection, roster, &hit.id)?.unwrap_or(Thing {
                    kind: kind(hit.kind),
                    id: hit.id.clone(),
                    title: hit.title.clone(),
                    place: None,
                    household: None,
                });
                items.push(Found { thing, hit });
            }
            let end = start + items.len();
            Ok(Page {
                items,
                next: (end < total).then(|| end.to_string()),
                total: Some(total as u64),
            })
        })
    }
}

/// The kind of a hit whose thing is not here.
const fn kind(hit: HitKind) -> ThingKind {
    match hit {
        HitKind::Household => ThingKind::Household,
        HitKind::Person => ThingKind::Person,
        HitKind::Visit => ThingKind::Visit,
        HitKind::Topic => ThingKind::Topic,
        HitKind::Hazard => ThingKind::Hazard,
        HitKind::Agenda => ThingKind::Agenda,
        HitKind::Tally | HitKind::Ballot => ThingKind::Tally,
        HitKind::Round | HitKind::LogEntry => ThingKind::Round,
        HitKind::Matter | HitKind::Other => ThingKind::Matter,
    }
}
