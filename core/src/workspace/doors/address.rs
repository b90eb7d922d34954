//! From what people say (`3-501`, `月亮湾/3-1-501`, a stable id) to households and places, and back.

use crate::domain::Code;
use crate::domain::door::DoorNumber;
use crate::domain::{HouseholdId, PlaceId};
use crate::projection::home;
use crate::roster::{GrantScope, Level, Roster};
use crate::store::{Connection, StoreError};
use crate::workspace::{Error, ScopeName};

/// A household and its stairwell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workspace) struct Home {
    pub household: HouseholdId,
    pub stairwell: PlaceId,
}

/// Finds a household by door number or id.
pub(in crate::workspace) fn home(
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
    let door = DoorNumber::parse(text).map_err(|_| unknown())?;
    let stairwell = stairwell(roster, &door).map_err(|code| Error::field(field, code))?;
    let household = home::by_room(connection, stairwell, &door.room)?.ok_or_else(unknown)?;
    Ok(Home {
        household,
        stairwell,
    })
}

/// The stairwell of a door number; it may be left out where a building has only one.
pub(in crate::workspace) fn stairwell(roster: &Roster, door: &DoorNumber) -> Result<PlaceId, Code> {
    let compound = compound(roster, door.compound.as_deref())?;
    let building = child(roster, compound, Level::Building, &door.building)?;
    match &door.stairwell {
        Some(label) => child(roster, building, Level::Stairwell, label),
        None => only_child(roster, building, Level::Stairwell),
    }
}

fn compound(roster: &Roster, label: Option<&str>) -> Result<PlaceId, Code> {
    let community = roster.whole();
    match label {
        Some(label) => child(roster, community, Level::Compound, label),
        None => only_child(roster, community, Level::Compound),
    }
}

fn child(roster: &Roster, parent: PlaceId, level: Level, label: &str) -> Result<PlaceId, Code> {
    roster
        .children(parent)
        .find(|place| place.level == level && place.label == label)
        .map(|place| place.id)
        .ok_or(Code::PlaceUnknown)
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
pub(in crate::workspace) fn place(
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
pub(in crate::workspace) fn cut(label: &str) -> (Option<&str>, &str) {
    match label.rsplit_once('/') {
        Some((compound, rest)) => (Some(compound.trim()), rest.trim()),
        None => (None, label.trim()),
    }
}

fn building(roster: &Roster, label: &str) -> Result<PlaceId, Code> {
    let (compound_label, rest) = cut(label);
    child(
        roster,
        compound(roster, compound_label)?,
        Level::Building,
        &normal(rest),
    )
}

fn stairwell_by_label(roster: &Roster, label: &str) -> Result<PlaceId, Code> {
    let (compound_label, rest) = cut(label);
    let compound = compound(roster, compound_label)?;
    let rest = normal(rest);
    match rest.split_once('-') {
        Some((building, stairwell)) => child(
            roster,
            child(roster, compound, Level::Building, building)?,
            Level::Stairwell,
            stairwell,
        ),
        None => only_child(
            roster,
            child(roster, compound, Level::Building, &rest)?,
            Level::Stairwell,
        ),
    }
}

/// Half-width, without the words that people add.
pub(in crate::workspace) fn normal(label: &str) -> String {
    crate::domain::text::half_width(label)
        .replace(['幢', '栋'], "-")
        .replace("单元", "")
        .replace("楼道", "")
        .trim_matches(['-', ' '])
        .to_owned()
}

/// The scope that a grant covers, by its name.
pub(in crate::workspace) fn grant_scope(
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
pub(in crate::workspace) fn stairwell_of(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Option<PlaceId>, StoreError> {
    Ok(home::by_id(connection, household)?.map(|row| row.stairwell))
}

/// The canonical door number of a household; its id where this store lacks the register.
pub(in crate::workspace) fn door(
    connection: &Connection,
    roster: &Roster,
    household: HouseholdId,
) -> Result<String, StoreError> {
    Ok(home::by_id(connection, household)?.map_or_else(
        || household.to_string(),
        |row| door_text(roster, row.stairwell, &row.room),
    ))
}

/// The canonical door number of a room.
pub(in crate::workspace) fn door_text(roster: &Roster, stairwell: PlaceId, room: &str) -> String {
    format!("{}-{room}", roster.scope_name(stairwell))
}
