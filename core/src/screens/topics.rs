//! 议题: topics by a filter, and one topic with what belongs to it.

use super::values::{MemberRef, PlaceRef};
use crate::domain::vocabulary::TopicSource;
use crate::domain::{Code, DocId, DocKind, HouseholdId, PlaceId, Standing};
use crate::projection::matter::Filter;
use crate::projection::{external_id, photo};
use crate::roster::{GrantScope, Roster};
use crate::store::document;
use crate::workspace::community::people::stairwells_within;
use crate::workspace::deliberation::topics;
use crate::workspace::doors::address;
use crate::workspace::office::external_ids::put;
use crate::workspace::paging;
use crate::workspace::{Error, ExternalIdView, Page, PhotoView, ScopeName, TopicView, Workspace};

/// Which topics a list shows; all, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicFilter {
    /// Those of a place and of all within it, or of a grid.
    pub place: Option<ScopeName>,
    /// Those that come from a household: a door number, or its id.
    pub household: Option<String>,
    /// Those from a source.
    pub source: Option<TopicSource>,
    /// The state of those that are shown; without it, all but the withdrawn.
    pub standing: Option<Standing>,
}

/// The screen of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicScreen {
    /// The topic.
    pub topic: TopicView,
    /// Who collected it.
    pub by: MemberRef,
    /// Where it lies.
    pub place: Option<PlaceRef>,
    /// The household that it comes from, if it does.
    pub household: Option<HouseholdId>,
    /// Its photos.
    pub photos: Vec<PhotoView>,
    /// Its numbers in other systems.
    pub external_ids: Vec<ExternalIdView>,
}

/// The scopes of documents that lie in a place: itself and all within it; of a grid its stairwells.
pub(super) fn scopes_in(
    roster: &Roster,
    place: Option<&ScopeName>,
) -> Result<Option<Vec<PlaceId>>, Error> {
    place
        .map(|scope| {
            Ok(match address::grant_scope(roster, scope, "place")? {
                GrantScope::Place(place) => roster.subtree(place),
                grid @ GrantScope::Grid(_) => stairwells_within(roster, &[grid]),
            })
        })
        .transpose()
}

impl Workspace {
    /// Topics, newest first.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`, `household_unknown`, `cursor_invalid`; [`Error::Store`].
    pub fn topics(
        &self,
        filter: &TopicFilter,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<TopicView>, Error> {
        let (device, _) = self.whose();
        self.view(|connection, roster| {
            let scopes = scopes_in(roster, filter.place.as_ref())?;
            let home = filter
                .household
                .as_deref()
                .map(|text| address::home(connection, roster, text, "household"))
                .transpose()?;
            let bounds = Filter {
                household: home.map(|home| home.household),
                scopes,
                ..Filter::default()
            };
            let page = paging::filtered(
                limit,
                after,
                |before, most| Ok(topics::page(connection, &bounds, before, most)?),
                |listed| listed.row.position,
                |listed| {
                    let is_wanted = match filter.standing {
                        Some(wanted) => listed.row.standing == wanted,
                        None => listed.row.standing != Standing::Withdrawn,
                    } && topics::source_of(&listed)
                        .is_some_and(|source| filter.source.is_none_or(|wanted| source == wanted));
                    Ok(is_wanted.then_some(listed))
                },
            )?;
            Ok(Page {
                items: topics::views(connection, (roster, device), &page.items)?,
                next: page.next,
                total: page.total,
            })
        })
    }

    /// A topic's screen.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn topic(&self, topic: DocId) -> Result<TopicScreen, Error> {
        let unknown = || Error::field("topic", Code::RecordUnknown);
        let (device, _) = self.whose();
        self.view(|connection, roster| {
            let num = document::find(connection, topic, DocKind::Topic)?.ok_or_else(unknown)?;
            let listed = topics::by_doc(connection, num)?.ok_or_else(unknown)?;
            let view = topics::view(connection, (roster, device), &listed)?.ok_or_else(unknown)?;
            let mut external_ids = Vec::new();
            for live in external_id::of_thing(connection, num, None)? {
                put(&mut external_ids, roster, &live.system, live.value);
            }
            Ok(TopicScreen {
                by: MemberRef::of(roster, view.by),
                place: PlaceRef::of(roster, listed.scope),
                household: listed.row.household(),
                photos: self.photo_views(connection, photo::of_doc(connection, num)?)?,
                external_ids,
                topic: view,
            })
        })
    }
}
