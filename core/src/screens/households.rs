//! Households by a filter: the office's list.

use super::plan::FLAGS;
use crate::domain::{Code, Flag, HouseholdId, PlaceId};
use crate::projection::contact::{self, DoorOf};
use crate::projection::search;
use crate::roster::GrantScope;
use crate::store::{Connection, StoreError};
use crate::workspace::community::people::stairwells_within;
use crate::workspace::doors::address;
use crate::workspace::doors::search::searchable;
use crate::workspace::{Error, Page, ScopeName, Workspace, paging};
use std::collections::{BTreeMap, BTreeSet};

/// Which households a list shows; all that this store holds, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseholdFilter {
    /// Those of a place, or of a grid.
    pub place: Option<ScopeName>,
    /// Those with this text in what the register says of them or their people, or in their door.
    pub text: Option<String>,
    /// Those with this mark.
    pub flag: Option<Flag>,
}

/// A household in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Its stairwell.
    pub stairwell: PlaceId,
    /// Its floor.
    pub floor: Option<i32>,
    /// The names of its people, owners first.
    pub names: Vec<String>,
    /// Its marks.
    pub flags: Vec<Flag>,
}

/// Hits of a search that the list looks at.
const MOST_HITS: usize = 2_000;

impl Workspace {
    /// Households by stairwell, floor and room.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`, `cursor_invalid`, `field_too_long` (a text of more than 1,000 characters);
    /// [`Error::Store`].
    pub fn households(
        &self,
        filter: &HouseholdFilter,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page<HouseholdRow>, Error> {
        let after: Option<HouseholdId> = after
            .map(str::parse)
            .transpose()
            .map_err(|_| Error::field("after", Code::CursorInvalid))?;
        filter.text.as_deref().map_or(Ok(()), searchable)?;
        self.view(|connection, roster| {
            let scope = match &filter.place {
                Some(scope) => address::grant_scope(roster, scope, "place")?,
                None => GrantScope::Place(roster.whole()),
            };
            let stairwells = stairwells_within(roster, &[scope]);
            let mut doors = contact::doors(connection, &stairwells)?;
            if let Some(text) = &filter.text {
                let found = found(connection, text)?;
                let typed = crate::domain::text::fold(text);
                doors.retain(|door| {
                    found.contains(&door.household)
                        || address::door_text(roster, door.stairwell, &door.room).contains(&typed)
                });
            }
            if let Some(flag) = filter.flag {
                let flagged: BTreeSet<HouseholdId> =
                    contact::own_values(connection, &stairwells, FLAGS)?
                        .into_iter()
                        .filter(|said| Flag::list(&said.value).contains(&flag))
                        .map(|said| said.household)
                        .collect();
                doors.retain(|door| flagged.contains(&door.household));
            }
            let total = doors.len() as u64;
            let start = match after {
                Some(last) => doors
                    .iter()
                    .position(|door| door.household == last)
                    .map_or(doors.len(), |at| at + 1),
                None => 0,
            };
            let limit = limit.clamp(1, paging::PAGE) as usize;
            let rest = doors.split_off(start);
            let more = rest.len() > limit;
            let page: Vec<DoorOf> = rest.into_iter().take(limit).collect();
            let next = page
                .last()
                .filter(|_| more)
                .map(|door| door.household.to_string());
            let shown: BTreeSet<PlaceId> = page.iter().map(|door| door.stairwell).collect();
            let shown: Vec<PlaceId> = shown.into_iter().collect();
            let mut names: BTreeMap<HouseholdId, Vec<String>> = BTreeMap::new();
            for said in contact::names(connection, &shown)? {
                let of_one = names.entry(said.household).or_default();
                if !of_one.contains(&said.value) {
                    of_one.push(said.value);
                }
            }
            let mut flags: BTreeMap<HouseholdId, Vec<Flag>> = BTreeMap::new();
            for said in contact::own_values(connection, &shown, FLAGS)? {
                flags
                    .entry(said.household)
                    .or_insert_with(|| Flag::list(&said.value));
            }
            Ok(Page {
                items: page
                    .into_iter()
                    .map(|door| HouseholdRow {
                        household: door.household,
                        door: address::door_text(roster, door.stairwell, &door.room),
                        stairwell: door.stairwell,
                        floor: door.floor,
                        names: names.remove(&door.household).unwrap_or_default(),
                        flags: flags.remove(&door.household).unwrap_or_default(),
                    })
                    .collect(),
                next,
                total: Some(total),
            })
        })
    }
}

/// Households with a text in what the register says of them.
fn found(connection: &Connection, text: &str) -> Result<BTreeSet<HouseholdId>, StoreError> {
    Ok(search::values(connection, text, MOST_HITS)?
        .into_iter()
        .map(|row| row.household)
        .collect())
}
