//! From what people say (`3-501`, `月亮湾/3-1-501`, a stable id) to households and places, and back.

use crate::domain::Code;
use crate::domain::door::{DoorNumber, PlaceLabel};
use crate::domain::label::{building_label, compound_stem, stairwell_label};
use crate::domain::text::fold;
use crate::domain::{HouseholdId, PlaceId};
use crate::projection::home;
use crate::roster::{GrantScope, Level, Place, Roster};
use crate::store::{Connection, StoreError};
use crate::workspace::{Error, ScopeName};
use std::collections::{BTreeMap, BTreeSet};

/// A household and its stairwell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Home {
    pub household: HouseholdId,
    pub stairwell: PlaceId,
}

/// Finds a household by door number or id.
pub(crate) fn home(
    connection: &Connection,
    roster: &Roster,
    text: &str,
    field: &'static str,
) -> Result<Home, Error> {
    let unknown = || Error::field(field, Code::HouseholdUnknown);
    let text = text.trim();
    if let Ok(id) = text.parse::<HouseholdId>() {
        let stairwell = stairwell_of(connection, id)?.ok_or_else(unknown)?;
        return Ok(Home {
            household: id,
            stairwell,
        });
    }
    let mut why = unknown();
    let usual = DoorNumber::parse(text).is_ok();
    for (nth, door) in DoorNumber::readings(text).iter().enumerate() {
        match stairwell(roster, door) {
            Ok(stairwell) => {
                if let Some(household) = home::by_room(connection, stairwell, &door.room)? {
                    return Ok(Home {
                        household,
                        stairwell,
                    });
                }
            }
            // The usual reading says what is missing; the others only help.
            Err(code) if nth == 0 && usual => why = Error::field(field, code),
            Err(_) => {}
        }
    }
    Err(why)
}

/// The stairwell of a door number; it may be left out where a building has only one.
pub(crate) fn stairwell(roster: &Roster, door: &DoorNumber) -> Result<PlaceId, Code> {
    let compound = compound(roster, door.compound.as_deref())?;
    let building = child(roster, compound, Level::Building, &door.building)?;
    match &door.stairwell {
        Some(label) => child(roster, building, Level::Stairwell, label),
        None => only_child(roster, building, Level::Stairwell),
    }
}

fn compound(roster: &Roster, label: Option<&str>) -> Result<PlaceId, Code> {
    match label {
        Some(label) => find_compound(roster, label)
            .map(|place| place.id)
            .ok_or(Code::PlaceUnknown),
        None => only_child(roster, roster.whole(), Level::Compound),
    }
}

fn child(roster: &Roster, parent: PlaceId, level: Level, label: &str) -> Result<PlaceId, Code> {
    let read = match level {
        Level::Building => building_label,
        _ => stairwell_label,
    };
    find_child(roster, parent, label, read)
        .map(|place| place.id)
        .ok_or(Code::PlaceUnknown)
}

/// 月亮湾小区 and 月亮湾 are one compound, unless both are there.
pub(crate) fn find_compound<'a>(roster: &'a Roster, label: &str) -> Option<&'a Place> {
    if let Ok(place) = roster.find_compound(Some(label)) {
        return Some(place);
    }
    let same = |place: &&Place| fold(&place.label) == fold(label);
    if let Some(place) = roster.compounds().find(same) {
        return Some(place);
    }
    let own = compound_stem(label);
    let only = |is_meant: &dyn Fn(&str) -> bool| {
        let mut meant = roster
            .compounds()
            .filter(|place| is_meant(&compound_stem(&place.label)));
        meant.next().filter(|_| meant.next().is_none())
    };
    only(&|stem| stem == own)
        .or_else(|| only(&|stem| own.strip_suffix(stem).is_some_and(is_way_there)))
}

/// Is it what a full address has before the compound's name: 浙江省湖州市某区某街道, 和平路88号?
fn is_way_there(text: &str) -> bool {
    const ENDS: [&str; 14] = [
        "省", "市", "区", "县", "镇", "乡", "街道", "社区", "村", "路", "街", "大道", "号", "弄",
    ];
    text.chars().count() > 2 && ENDS.iter().any(|end| text.ends_with(end))
}

/// A place within another by its label, or by a label that reads the same.
pub(crate) fn find_child<'a>(
    roster: &'a Roster,
    parent: PlaceId,
    label: &str,
    read: impl Fn(&str) -> Option<String>,
) -> Option<&'a Place> {
    let exact = roster.children(parent).find(|place| place.label == label);
    exact.or_else(|| {
        let own = read(label)?;
        roster
            .children(parent)
            .find(|place| place.label == own || read(&place.label).as_deref() == Some(&own))
    })
}

fn only_child(roster: &Roster, parent: PlaceId, level: Level) -> Result<PlaceId, Code> {
    let mut children = roster.children(parent).filter(|place| place.level == level);
    match (children.next(), children.next()) {
        (Some(place), None) => Ok(place.id),
        (None, _) => Err(Code::PlaceUnknown),
        (Some(_), Some(_)) => Err(Code::HouseholdAmbiguous),
    }
}

/// A place by its scope name; a grid is no place.
pub(crate) fn place(
    roster: &Roster,
    scope: &ScopeName,
    field: &'static str,
) -> Result<PlaceId, Error> {
    let found = match scope {
        ScopeName::Community => Ok(roster.whole()),
        ScopeName::Compound(label) => compound(roster, Some(label)),
        ScopeName::Building(label) => building(roster, label),
        ScopeName::Stairwell(label) => stairwell_by_label(roster, label),
        ScopeName::Grid(_) => Err(Code::PlaceUnknown),
    };
    found.map_err(|code| Error::field(field, code))
}

/// `compound/rest` cut in two.
pub(crate) fn cut(label: &str) -> (Option<&str>, &str) {
    match label.rsplit_once('/') {
        Some((compound, rest)) => (Some(compound.trim()), rest.trim()),
        None => (None, label.trim()),
    }
}

fn building(roster: &Roster, label: &str) -> Result<PlaceId, Code> {
    let (written, rest) = cut(label);
    let place = PlaceLabel::parse(rest).filter(|place| place.stairwell.is_none());
    let (own, name) = match &place {
        Some(place) => (place.compound.as_deref(), place.building.as_str()),
        // 1-3: a building whose label has a hyphen.
        None => (None, rest),
    };
    let compound = compound(roster, written.or(own))?;
    child(roster, compound, Level::Building, name)
        .or_else(|_| child(roster, compound, Level::Building, rest))
}

fn stairwell_by_label(roster: &Roster, label: &str) -> Result<PlaceId, Code> {
    let (written, rest) = cut(label);
    if let Some(place) = PlaceLabel::parse(rest) {
        let compound = compound(roster, written.or(place.compound.as_deref()))?;
        let building = child(roster, compound, Level::Building, &place.building);
        let found = building.and_then(|building| match &place.stairwell {
            Some(stairwell) => child(roster, building, Level::Stairwell, stairwell),
            None => only_child(roster, building, Level::Stairwell),
        });
        if found != Err(Code::PlaceUnknown) {
            return found;
        }
    }
    // 1-3-1, or 1-3 with one stairwell: the building's label has a hyphen.
    let compound = compound(roster, written)?;
    let last = rest.rsplit_once('-').and_then(|(building, stairwell)| {
        let building = child(roster, compound, Level::Building, building).ok()?;
        child(roster, building, Level::Stairwell, stairwell).ok()
    });
    match last {
        Some(place) => Ok(place),
        None => only_child(
            roster,
            child(roster, compound, Level::Building, rest)?,
            Level::Stairwell,
        ),
    }
}

/// Labels of a place to be made: building, and stairwell if one is named.
pub(crate) fn new_labels(rest: &str, level: Level) -> Option<(String, Option<String>)> {
    match level {
        Level::Stairwell => {
            let place = PlaceLabel::parse(rest).filter(|place| place.compound.is_none());
            let place = place.filter(|place| place.stairwell.is_some())?;
            Some((place.building, place.stairwell))
        }
        _ => building_label(rest).map(|label| (label, None)),
    }
}

/// The scope that a grant covers, by its name.
pub(crate) fn grant_scope(
    roster: &Roster,
    scope: &ScopeName,
    field: &'static str,
) -> Result<GrantScope, Error> {
    match scope {
        ScopeName::Grid(label) => roster
            .grids()
            .find(|grid| grid.label == *label)
            .map(|grid| GrantScope::Grid(grid.id))
            .ok_or(Error::field(field, Code::GridUnknown)),
        other => Ok(GrantScope::Place(place(roster, other, field)?)),
    }
}

/// The stairwell of a household.
pub(crate) fn stairwell_of(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Option<PlaceId>, StoreError> {
    Ok(home::by_id(connection, household)?.map(|row| row.stairwell))
}

/// The canonical door number of a household; its id where this store lacks the register.
pub(crate) fn door(
    connection: &Connection,
    roster: &Roster,
    household: HouseholdId,
) -> Result<String, StoreError> {
    let row = home::by_id(connection, household)?;
    Ok(door_of(roster, household, row.as_ref()))
}

/// The canonical door numbers of households, as [`door`] gives each: one statement for all of them.
pub(crate) fn doors(
    connection: &Connection,
    roster: &Roster,
    households: &BTreeSet<HouseholdId>,
) -> Result<BTreeMap<HouseholdId, String>, StoreError> {
    let rows = home::by_ids(connection, households)?;
    let named = households.iter().map(|id| {
        let door = door_of(roster, *id, rows.get(id));
        (*id, door)
    });
    Ok(named.collect())
}

fn door_of(roster: &Roster, household: HouseholdId, row: Option<&home::HomeRow>) -> String {
    row.map_or_else(
        || household.to_string(),
        |row| door_text(roster, row.stairwell, &row.room),
    )
}

/// The canonical door number of a room.
pub(crate) fn door_text(roster: &Roster, stairwell: PlaceId, room: &str) -> String {
    format!("{}-{room}", roster.scope_name(stairwell))
}
