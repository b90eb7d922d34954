//! 走访统计: a month of a place in numbers, stairwell by stairwell: doors, who was visited, what is open and what is overdue.
//! Places are told, never people; what a member did is his own statement's.

use super::values::PlaceRef;
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{Code, HouseholdId, PlaceId, Standing, Timestamp};
use crate::projection::{contact, matter, visit};
use crate::roster::{GrantScope, Roster};
use crate::store::{Connection, StoreError};
use crate::workspace::community::people::{scopes_meant, stairwells_within};
use crate::workspace::{Error, ScopeName, Workspace, month_bounds};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of a place in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Its doors.
    pub doors: u64,
    /// Doors at which a visit of the month stands, whatever came of it.
    pub visited: u64,
    /// Visits of the month that were not withdrawn.
    pub visits: u64,
    /// Those at which somebody was at home.
    pub met: u64,
    /// Matters that began in the month.
    pub opened: u64,
    /// Matters that have not come to their end now, whenever they began.
    pub open: u64,
    /// Those of them of which a time has passed.
    pub overdue: u64,
}

/// A place with its own numbers: a stairwell, or a wider place that has matters of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceStatistics {
    /// The place.
    pub place: PlaceRef,
    /// Its numbers, without those of the places in it.
    pub figures: Figures,
}

/// A month in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// All places together.
    pub whole: Figures,
    /// Wider places first, then the stairwells.
    pub places: Vec<PlaceStatistics>,
}

impl Workspace {
    /// A month (`2026-11`, days of +08:00, by the authors' clocks) of a place (a grid, too), or of all that this member works in:
    /// what this store reads of it. Stores that hold the same records say the same.
    ///
    /// # Errors
    /// `field_unfit` (no month), `place_unknown`, `grid_unknown`; [`Error::Store`].
    pub fn statistics(&self, month: &str, place: Option<&ScopeName>) -> Result<Statistics, Error> {
        let period = month_bounds(month).ok_or(Error::field("month", Code::FieldUnfit))?;
        let period = (Timestamp(period.0.0), Timestamp(period.1.0));
        let (_, member) = self.whose();
        let now = self.now();
        self.view(|connection, roster| {
            let scopes = scopes_meant(roster, place, member)?;
            Ok(count(connection, roster, &scopes, period, now)?)
        })
    }
}

fn count(
    connection: &Connection,
    roster: &Roster,
    scopes: &[GrantScope],
    period: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Statistics, StoreError> {
    let stairwells = stairwells_within(roster, scopes);
    let mut figures: BTreeMap<PlaceId, Figures> = BTreeMap::new();
    for (place, doors) in contact::count(connection, &stairwells)? {
        figures.entry(place).or_default().doors = doors;
    }
    for (place, of) in visits(connection, period)? {
        let place = figures.entry(place).or_default();
        (place.visited, place.visits, place.met) = (of.doors.len() as u64, of.visits, of.met);
    }
    for (place, of) in matter::counted(connection, period, now)? {
        let place = figures.entry(place).or_default();
        (place.opened, place.open, place.overdue) = (of.opened, of.open, of.overdue);
    }
    let wider = wider_within(roster, scopes, &stairwells)
        .into_iter()
        .filter(|place| figures.contains_key(place));
    let places: Vec<PlaceStatistics> = wider
        .chain(stairwells)
        .filter_map(|place| {
            Some(PlaceStatistics {
                place: PlaceRef::of(roster, place)?,
                figures: figures.get(&place).copied().unwrap_or_default(),
            })
        })
        .collect();
    let whole = places.iter().fold(Figures::default(), |sum, place| {
        let of = place.figures;
        Figures {
            doors: sum.doors + of.doors,
            visited: sum.visited + of.visited,
            visits: sum.visits + of.visits,
            met: sum.met + of.met,
            opened: sum.opened + of.opened,
            open: sum.open + of.open,
            overdue: sum.overdue + of.overdue,
        }
    });
    Ok(Statistics { whole, places })
}

/// The places above stairwells that lie wholly in some scopes: the community first, each before what it contains.
fn wider_within(roster: &Roster, scopes: &[GrantScope], stairwells: &[PlaceId]) -> Vec<PlaceId> {
    let mut seen: BTreeSet<PlaceId> = stairwells.iter().copied().collect();
    let mut places = Vec::new();
    for scope in scopes {
        let GrantScope::Place(id) = scope else {
            continue;
        };
        for place in roster.subtree(*id) {
            if seen.insert(place) {
                places.push(place);
            }
        }
    }
    places
}

/// Visits of a stairwell.
#[derive(Debug, Default)]
struct Visited {
    doors: BTreeSet<HouseholdId>,
    visits: u64,
    met: u64,
}

impl Visited {
    fn add(&mut self, household: HouseholdId, outcome: VisitOutcome, visits: u64) {
        self.doors.insert(household);
        self.visits += visits;
        if outcome == VisitOutcome::Home {
            self.met += visits;
        }
    }
}

fn visits(
    connection: &Connection,
    period: (Timestamp, Timestamp),
) -> Result<BTreeMap<PlaceId, Visited>, StoreError> {
    let mut visited: BTreeMap<PlaceId, Visited> = BTreeMap::new();
    for group in visit::uncorrected(connection, period)? {
        let place = visited.entry(group.scope).or_default();
        place.add(group.household, group.outcome, group.visits);
    }
    for versions in visit::corrected(connection, period)? {
        let (shown, standing) = versions.shown(|row| row.facts.is_none());
        if let (Some(facts), false) = (&shown.facts, standing == Standing::Withdrawn) {
            let place = visited.entry(shown.scope).or_default();
            place.add(facts.household, facts.outcome, 1);
        }
    }
    Ok(visited)
}
