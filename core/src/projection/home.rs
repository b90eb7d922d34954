//! Doors: where households are and who belongs to them. Two registers may claim one household, and only a forger's does;
//! the claim of the record with the lowest id is the one answer, the same on every replica, and the others are shown
//! beside it.

use crate::domain::vocabulary::PersonKind;
use crate::domain::{HouseholdId, PersonId, PlaceId};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row};

/// SQL that says of row `$p` of table `$table` (household or person): no claim of the same id comes before it.
macro_rules! comes_first {
    ($table:literal, $p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM ",
            $table,
            " o WHERE o.id = ",
            $p,
            ".id AND o.num <> ",
            $p,
            ".num AND (SELECT id FROM record WHERE num = o.num) < (SELECT id FROM record WHERE num = ",
            $p,
            ".num))"
        )
    };
}

pub(super) use comes_first;

/// A household of a stairwell.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    pub household: HouseholdId,
    pub floor: Option<i32>,
    pub room: String,
}

/// The doors of a stairwell by floor and room.
pub(crate) fn of_stairwell(
    connection: &Connection,
    stairwell: PlaceId,
) -> Result<Vec<Door>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, min(floor), min(room) FROM household WHERE place = ?1 GROUP BY id
         ORDER BY min(floor), length(min(room)), min(room), id",
    )?;
    let rows = statement.query_map([stairwell.as_bytes()], |sql| {
        Ok(Door {
            household: HouseholdId::from_bytes(sql.get(0)?),
            floor: sql.get(1)?,
            room: sql.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A household, and the stairwell whose register claims it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HomeRow {
    pub household: HouseholdId,
    pub stairwell: PlaceId,
    pub floor: Option<i32>,
    pub room: String,
}

fn home(sql: &Row<'_>) -> rusqlite::Result<HomeRow> {
    Ok(HomeRow {
        household: HouseholdId::from_bytes(sql.get(0)?),
        stairwell: PlaceId::from_bytes(sql.get(1)?),
        floor: sql.get(2)?,
        room: sql.get(3)?,
    })
}

/// A household by its id.
pub(crate) fn by_id(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Option<HomeRow>, StoreError> {
    Ok(connection
        .prepare_cached(concat!(
            "SELECT h.id, h.place, h.floor, h.room FROM household h WHERE h.id = ?1 AND ",
            comes_first!("household", "h")
        ))?
        .query_row([household.as_bytes()], home)
        .optional()?)
}

/// The other stairwells whose registers claim a household, in the order of their ids.
pub(crate) fn elsewhere(
    connection: &Connection,
    known: &HomeRow,
) -> Result<Vec<PlaceId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT place FROM household WHERE id = ?1 AND place <> ?2 ORDER BY place",
    )?;
    let rows = statement.query_map(
        (known.household.as_bytes(), known.stairwell.as_bytes()),
        |sql| Ok(PlaceId::from_bytes(sql.get(0)?)),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A household of a stairwell by its room: one that no other register claims, before one that is claimed elsewhere.
pub(crate) fn by_room(
    connection: &Connection,
    stairwell: PlaceId,
    room: &str,
) -> Result<Option<HouseholdId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM household h WHERE place = ?1 AND room = ?2
             ORDER BY EXISTS (SELECT 1 FROM household o WHERE o.id = h.id AND o.place <> h.place), id LIMIT 1",
        )?
        .query_row((stairwell.as_bytes(), room), |sql| {
            Ok(HouseholdId::from_bytes(sql.get(0)?))
        })
        .optional()?)
}

/// Every household, by id.
#[cfg(feature = "spreadsheet")]
pub(crate) fn all(connection: &Connection) -> Result<Vec<HomeRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, h.place, h.floor, h.room FROM household h WHERE ",
        comes_first!("household", "h"),
        " ORDER BY h.id"
    ))?;
    let rows = statement.query_map([], home)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The household of a person.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
) -> Result<Option<HouseholdId>, StoreError> {
    Ok(connection
        .prepare_cached(concat!(
            "SELECT p.household FROM person p WHERE p.id = ?1 AND ",
            comes_first!("person", "p")
        ))?
        .query_row([person.as_bytes()], |sql| {
            Ok(HouseholdId::from_bytes(sql.get(0)?))
        })
        .optional()?)
}

/// A person of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PersonRow {
    pub household: HouseholdId,
    pub person: PersonId,
    pub kind: PersonKind,
}

/// People by household, kind and id: of one household, or all.
pub(crate) fn people(
    connection: &Connection,
    household: Option<HouseholdId>,
) -> Result<Vec<PersonRow>, StoreError> {
    let of = match household {
        Some(_) => "household = ?1",
        None => "?1 IS NULL",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT household, id, min(kind) FROM person WHERE {of}
         GROUP BY household, id ORDER BY household, min(kind), id"
    ))?;
    let rows = statement.query_map([household.map(|id| *id.as_bytes())], |sql| {
        let kind: u8 = sql.get(2)?;
        Ok(PersonRow {
            household: HouseholdId::from_bytes(sql.get(0)?),
            person: PersonId::from_bytes(sql.get(1)?),
            kind: PersonKind::try_from(kind).unwrap_or(PersonKind::Resident),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
