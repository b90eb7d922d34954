//! Doors: where households are and who belongs to them. Two registers may claim one household, and only a forger's does;
//! the claim of the record with the lowest id is the one answer, the same on every replica, and the others are shown
//! beside it.

use super::list;
use crate::domain::vocabulary::PersonKind;
use crate::domain::{HouseholdId, PersonId, PlaceId, RecordId};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};

/// SQL that says of row `$h` of `household`: the household is not closed there, and its door has no later number.
macro_rules! door_holds {
    ($h:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM household_past x WHERE x.household = ",
            $h,
            ".id AND x.place = ",
            $h,
            ".place AND (x.target IS NULL OR x.target = (SELECT id FROM record WHERE num = ",
            $h,
            ".num)))"
        )
    };
}

/// SQL that says of row `$p` of `person`: nobody says that he left this household since.
macro_rules! person_holds {
    ($p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM person_past x WHERE x.person = ",
            $p,
            ".id AND x.household = ",
            $p,
            ".household AND x.target = (SELECT id FROM record WHERE num = ",
            $p,
            ".num) AND x.doc = (SELECT doc FROM record WHERE num = ",
            $p,
            ".num))"
        )
    };
}

/// SQL that says of row `$h` of `household`, which holds: no other that holds claims the same household before it.
macro_rules! door_first {
    ($h:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM household o WHERE o.id = ",
            $h,
            ".id AND o.num <> ",
            $h,
            ".num AND (SELECT id FROM record WHERE num = o.num) < (SELECT id FROM record WHERE num = ",
            $h,
            ".num) AND ",
            door_holds!("o"),
            ")"
        )
    };
}

/// The same of row `$p` of `person`, which holds.
macro_rules! person_first {
    ($p:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM person o WHERE o.id = ",
            $p,
            ".id AND o.num <> ",
            $p,
            ".num AND (SELECT id FROM record WHERE num = o.num) < (SELECT id FROM record WHERE num = ",
            $p,
            ".num) AND ",
            person_holds!("o"),
            ")"
        )
    };
}

pub(super) use {door_first, door_holds, person_first, person_holds};

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
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, min(h.floor), min(h.room) FROM household h WHERE h.place = ?1 AND ",
        door_holds!("h"),
        " GROUP BY h.id ORDER BY min(h.floor), length(min(h.room)), min(h.room), h.id",
    ))?;
    let rows = statement.query_map([stairwell.as_bytes()], |sql| {
        Ok(Door {
            household: HouseholdId::from_bytes(sql.get(0)?),
            floor: sql.get(1)?,
            room: sql.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The doors of these stairwells, by stairwell as they are named here, floor and room: one statement for all of them.
pub(crate) fn of_stairwells(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<(PlaceId, Door)>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.place, h.id, min(h.floor), min(h.room) FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value) WHERE ",
        door_holds!("h"),
        " GROUP BY j.key, h.id ORDER BY j.key, min(h.floor), length(min(h.room)), min(h.room), h.id",
    ))?;
    let places = list::ids(stairwells.iter().map(|place| place.as_bytes().as_slice()));
    let rows = statement.query_map([places], |sql| {
        let door = Door {
            household: HouseholdId::from_bytes(sql.get(1)?),
            floor: sql.get(2)?,
            room: sql.get(3)?,
        };
        Ok((PlaceId::from_bytes(sql.get(0)?), door))
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
            "SELECT h.id, h.place, h.floor, h.room FROM household h WHERE h.id = ?1 ORDER BY NOT (",
            door_holds!("h"),
            "), (SELECT id FROM record WHERE num = h.num) LIMIT 1"
        ))?
        .query_row([household.as_bytes()], home)
        .optional()?)
}

/// These households that some register here claims, as [`by_id`] gives each: one statement for all of them.
pub(crate) fn by_ids(
    connection: &Connection,
    households: &BTreeSet<HouseholdId>,
) -> Result<BTreeMap<HouseholdId, HomeRow>, StoreError> {
    let mut found = BTreeMap::new();
    if households.is_empty() {
        return Ok(found);
    }
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, h.place, h.floor, h.room FROM json_each(?1) j CROSS JOIN household h ON h.id = unhex(j.value)
         ORDER BY h.id, NOT (",
        door_holds!("h"),
        "), (SELECT id FROM record WHERE num = h.num)"
    ))?;
    let ids = list::ids(households.iter().map(|id| id.as_bytes().as_slice()));
    for row in statement.query_map([ids], home)? {
        let row = row?;
        found.entry(row.household).or_insert(row);
    }
    Ok(found)
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
            concat!(
                "SELECT id FROM household h WHERE place = ?1 AND room = ?2 AND ",
                door_holds!("h"),
                " ORDER BY EXISTS (SELECT 1 FROM household o WHERE o.id = h.id AND o.place <> h.place), id LIMIT 1",
            ),
        )?
        .query_row((stairwell.as_bytes(), room), |sql| {
            Ok(HouseholdId::from_bytes(sql.get(0)?))
        })
        .optional()?)
}

/// Every household, by id.
pub(crate) fn all(connection: &Connection) -> Result<Vec<HomeRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, h.place, h.floor, h.room FROM household h WHERE ",
        door_holds!("h"),
        " AND ",
        door_first!("h"),
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
            "SELECT p.household FROM person p WHERE p.id = ?1 ORDER BY NOT (",
            person_holds!("p"),
            "), (SELECT id FROM record WHERE num = p.num) LIMIT 1"
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
        Some(_) => "p.household = ?1",
        None => "?1 IS NULL",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT p.household, p.id, min(p.kind) FROM person p WHERE {of} AND {}
         GROUP BY p.household, p.id ORDER BY p.household, min(p.kind), p.id",
        person_holds!("p")
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

/// The owners of these households: one statement for all of them.
pub(crate) fn owners(
    connection: &Connection,
    households: &BTreeSet<HouseholdId>,
) -> Result<BTreeMap<HouseholdId, BTreeSet<PersonId>>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT p.household, p.id FROM json_each(?1) j CROSS JOIN person p ON p.household = unhex(j.value) WHERE ",
        person_holds!("p"),
        " GROUP BY p.household, p.id HAVING min(p.kind) = ?2"
    ))?;
    let ids = list::ids(households.iter().map(|id| id.as_bytes().as_slice()));
    let rows = statement.query_map((ids, u8::from(PersonKind::Owner)), |sql| {
        let household = HouseholdId::from_bytes(sql.get(0)?);
        Ok((household, PersonId::from_bytes(sql.get(1)?)))
    })?;
    let mut found: BTreeMap<HouseholdId, BTreeSet<PersonId>> = BTreeMap::new();
    for row in rows {
        let (household, person) = row?;
        found.entry(household).or_default().insert(person);
    }
    Ok(found)
}

/// The records that put a household's present number on its door, in the register of a stairwell.
pub(crate) fn numbered_by(
    connection: &Connection,
    household: HouseholdId,
    stairwell: PlaceId,
) -> Result<Vec<RecordId>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT r.id FROM household h CROSS JOIN record r ON r.num = h.num WHERE h.id = ?1 AND h.place = ?2 AND ",
        door_holds!("h"),
        " ORDER BY r.id"
    ))?;
    let rows = statement.query_map((household.as_bytes(), stairwell.as_bytes()), |sql| {
        Ok(RecordId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The records that put a person into a household.
pub(crate) fn placed_by(
    connection: &Connection,
    household: HouseholdId,
    person: PersonId,
) -> Result<Vec<RecordId>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT r.id FROM person p CROSS JOIN record r ON r.num = p.num WHERE p.id = ?1 AND p.household = ?2 AND ",
        person_holds!("p"),
        " ORDER BY r.id"
    ))?;
    let rows = statement.query_map((person.as_bytes(), household.as_bytes()), |sql| {
        Ok(RecordId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether a household is closed, and the one that it is a part of now.
pub(crate) fn closed(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Option<Option<HouseholdId>>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT x.into_household FROM household_past x JOIN record r ON r.num = x.num
             WHERE x.household = ?1 AND x.target IS NULL ORDER BY r.id LIMIT 1",
        )?
        .query_row([household.as_bytes()], |sql| {
            Ok(sql
                .get::<_, Option<[u8; 16]>>(0)?
                .map(HouseholdId::from_bytes))
        })
        .optional()?)
}
