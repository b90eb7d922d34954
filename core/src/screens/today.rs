//! 今日: the first screen of whoever goes from door to door.

use super::debt::{self, Debt};
use super::plan::{self, Planned, Reader};
use super::silence::Silence;
use super::values::{MemberRef, PlaceRef};
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{Due, Flag, HouseholdId, Knock, PlaceId, RecordId, Timestamp};
use crate::projection::contact;
use crate::roster::Level;
use crate::store::{Connection, StoreError};
use crate::workspace::community::people::{scopes_meant, stairwells_within};
use crate::workspace::{Error, MatterSummary, ScopeName, Workspace, to_correct as due_to_correct};
use std::collections::{BTreeMap, BTreeSet};

/// More doors than this are no round: their places are told, and one of them is chosen.
const MOST_DOORS: u64 = 1_500;
/// Days in which a promised call still counts, where so many doors are not looked at one by one (ours).
const PROMISED_DAYS: i64 = 60;

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The places to choose from: the stairwells; of more than 1,500 doors the places one level below.
    pub places: Vec<PlaceTab>,
    /// The doors by stairwell and floor; none of more than 1,500 doors.
    pub floors: Vec<Floor>,
    /// The households that are due, in the order in which to go: what was returned, then calls promised by their time, then those
    /// who need care, then who was not seen for long.
    pub plan: Vec<HouseholdId>,
    /// Matters of these places, and of those around them, whose vote says otherwise by now than they wrote down, and whose correction
    /// is this member's to record.
    pub to_correct: Vec<MatterSummary>,
    /// What exists only on this phone.
    pub debt: Debt,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A place to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTab {
    /// The place.
    pub place: PlaceRef,
    /// Its doors.
    pub doors: u64,
    /// How many of them are due; where `floors` is left out, those with a promised call alone.
    pub due: u64,
    /// Visits of this device there that the hub is not known to have; 0 where `floors` is left out.
    pub unsent: u64,
}

/// The doors of a floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Its stairwell.
    pub stairwell: PlaceId,
    /// Its number, below ground negative; `None` where the register does not know it.
    pub n: Option<i32>,
    /// Its doors, by room.
    pub doors: Vec<DoorRow>,
}

/// A door in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorRow {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// The names of its people, owners first.
    pub names: Vec<String>,
    /// The last contact by anybody.
    pub last: Option<Contact>,
    /// Why it is to be visited, if it is.
    pub due: Option<Due>,
    /// Visits in a row at which nobody was met, of the last five.
    pub missed: u64,
    /// Nobody opens at a door that needs care.
    pub silence: Option<Silence>,
    /// The time that was promised at the last visit.
    pub call_back: Option<Timestamp>,
    /// Its marks.
    pub flags: Vec<Flag>,
    /// Topics from here that nobody withdrew and that have not come to their end.
    pub open_topics: u64,
    /// Tallies that run and of which no ballot of this household is here.
    pub open_ballots: u64,
    /// Recent visits of this device here that the hub is not known to have.
    pub unsent: u64,
    /// Whether something about it contradicts itself.
    pub conflicted: bool,
    /// Whether one may knock now.
    pub knock: Knock,
}

/// A visit, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The visit.
    pub visit: RecordId,
    /// When.
    pub at: Timestamp,
    /// Who made it.
    pub by: MemberRef,
    /// Its outcome.
    pub outcome: Option<VisitOutcome>,
    /// The reason, as its note says.
    pub why: Option<String>,
}

impl Workspace {
    /// The first screen: the doors of a place (a grid, too), or of all that this member works in.
    ///
    /// # Errors
    /// `place_unknown`, `grid_unknown`; [`Error::Store`].
    pub fn today(&self, place: Option<&ScopeName>) -> Result<Today, Error> {
        let (device, member) = self.whose();
        let now = self.now();
        self.view(|connection, roster| {
            let scopes = scopes_meant(roster, place, member)?;
            let stairwells = stairwells_within(roster, &scopes);
            let reader = Reader {
                roster,
                device,
                member,
                now,
            };
            Ok(screen(connection, &reader, &stairwells)?)
        })
    }
}

fn screen(
    connection: &Connection,
    reader: &Reader<'_>,
    stairwells: &[PlaceId],
) -> Result<Today, StoreError> {
    let to_correct = to_correct(connection, reader, stairwells)?;
    let counts = contact::count(connection, stairwells)?;
    let debt = debt::of(connection, reader.roster, reader.device)?;
    if counts.values().sum::<u64>() > MOST_DOORS {
        return Ok(Today {
            places: wide(connection, reader, stairwells, &counts)?,
            floors: Vec::new(),
            plan: Vec::new(),
            to_correct,
            debt,
            valid_until: reader.now.next_day(),
        });
    }
    let plan = plan::of(connection, reader, stairwells)?;
    let mut tabs: BTreeMap<PlaceId, (u64, u64)> = BTreeMap::new();
    for door in &plan.doors {
        let tab = tabs.entry(door.stairwell).or_default();
        tab.0 += u64::from(door.row.due.is_some());
        tab.1 += door.row.unsent;
    }
    let places = stairwells
        .iter()
        .filter_map(|place| {
            let (due, unsent) = tabs.get(place).copied().unwrap_or_default();
            Some(PlaceTab {
                place: PlaceRef::of(reader.roster, *place)?,
                doors: counts.get(place).copied().unwrap_or_default(),
                due,
                unsent,
            })
        })
        .collect();
    Ok(Today {
        places,
        plan: in_order(&plan.doors),
        to_correct,
        debt,
        valid_until: plan.valid_until,
        floors: floors(plan.doors),
    })
}

/// Of the matters that this member has to correct, those whose place is one of these stairwells or around one.
fn to_correct(
    connection: &Connection,
    reader: &Reader<'_>,
    stairwells: &[PlaceId],
) -> Result<Vec<MatterSummary>, StoreError> {
    let mine = due_to_correct(connection, reader.roster, (reader.device, reader.now))?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let around = stairwells
        .iter()
        .flat_map(|place| reader.roster.ancestors(*place));
    let shown: BTreeSet<PlaceId> = around.chain(stairwells.iter().copied()).collect();
    let here = mine.into_iter().filter(|(scope, _)| shown.contains(scope));
    Ok(here.map(|(_, matter)| matter).collect())
}

/// Those who are due, most urgent first; the order of the doors among equals.
fn in_order(doors: &[Planned]) -> Vec<HouseholdId> {
    let mut due: Vec<(Due, Option<Timestamp>, HouseholdId)> = doors
        .iter()
        .filter_map(|door| {
            let why = door.row.due?;
            let at = door.row.call_back.filter(|_| why == Due::CallBack);
            Some((why, at, door.row.household))
        })
        .collect();
    due.sort_by_key(|(why, at, _)| (*why, *at));
    due.into_iter().map(|(_, _, household)| household).collect()
}

fn floors(doors: Vec<Planned>) -> Vec<Floor> {
    let mut floors: Vec<Floor> = Vec::new();
    for door in doors {
        match floors.last_mut() {
            Some(last) if (last.stairwell, last.n) == (door.stairwell, door.floor) => {
                last.doors.push(door.row);
            }
            _ => floors.push(Floor {
                stairwell: door.stairwell,
                n: door.floor,
                doors: vec![door.row],
            }),
        }
    }
    floors
}

/// The places one level below what these stairwells have in common, with their doors and promised calls.
fn wide(
    connection: &Connection,
    reader: &Reader<'_>,
    stairwells: &[PlaceId],
    counts: &BTreeMap<PlaceId, u64>,
) -> Result<Vec<PlaceTab>, StoreError> {
    let roster = reader.roster;
    let above = |place: PlaceId, level: Level| {
        roster
            .ancestors(place)
            .find(|id| roster.place(*id).is_some_and(|place| place.level == level))
            .unwrap_or(place)
    };
    let compounds: BTreeSet<PlaceId> = stairwells
        .iter()
        .map(|place| above(*place, Level::Compound))
        .collect();
    let level = if compounds.len() > 1 {
        Level::Compound
    } else {
        Level::Building
    };
    let from = reader.now.plus_seconds(-PROMISED_DAYS * 24 * 3600);
    let to = Timestamp(reader.now.next_day().0 - 1);
    let mut promised: BTreeMap<PlaceId, u64> = BTreeMap::new();
    for (stairwell, _) in contact::promised(connection, from, to)? {
        *promised.entry(stairwell).or_default() += 1;
    }
    let mut tabs: Vec<(PlaceId, u64, u64)> = Vec::new();
    for stairwell in stairwells {
        let tab = above(*stairwell, level);
        let doors = counts.get(stairwell).copied().unwrap_or_default();
        let due = promised.get(stairwell).copied().unwrap_or_default();
        match tabs.iter_mut().find(|(known, _, _)| *known == tab) {
            Some(known) => {
                known.1 += doors;
                known.2 += due;
            }
            None => tabs.push((tab, doors, due)),
        }
    }
    Ok(tabs
        .into_iter()
        .filter_map(|(place, doors, due)| {
            Some(PlaceTab {
                place: PlaceRef::of(roster, place)?,
                doors,
                due,
                unsent: 0,
            })
        })
        .collect())
}
