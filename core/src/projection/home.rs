//! The doors of a stairwell.

use crate::domain::{HouseholdId, PlaceId};
use crate::store::StoreError;
use rusqlite::Connection;

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
