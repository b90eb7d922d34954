//! 今日: what a day's plan reads of the doors of some stairwells. Each function is one statement (or two, with the corrections)
//! for all doors together; none asks again for a door.

use super::home::{door_holds, person_holds};
use super::list;
use super::live::{Versions, corrects_own, holds, value_holds};
use crate::domain::vocabulary::VisitOutcome;
use crate::domain::{DeviceId, HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Visits that are looked at for a door, newest first: enough to tell the last contact and how often nobody was met since.
const WINDOW: u32 = 5;

/// A door of some stairwells.
#[derive(Debug, Clone)]
pub(crate) struct DoorOf {
    pub household: HouseholdId,
    pub stairwell: PlaceId,
    pub floor: Option<i32>,
    pub room: String,
    /// Time at which the household was first here.
    pub seen: Timestamp,
}

fn places(places: &[PlaceId]) -> String {
    list::ids(places.iter().map(|place| place.as_bytes().as_slice()))
}

/// The doors of stairwells, by stairwell as given, then floor and room.
pub(crate) fn doors(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<DoorOf>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, h.place, min(h.floor), min(h.room), min(r.seen) FROM json_each(?1) j
         CROSS JOIN household h ON h.place = unhex(j.value) CROSS JOIN record r ON r.num = h.num WHERE ",
        door_holds!("h"),
        " GROUP BY j.key, h.id ORDER BY j.key, min(h.floor), length(min(h.room)), min(h.room), h.id",
    ))?;
    let rows = statement.query_map([places(stairwells)], |sql| {
        Ok(DoorOf {
            household: HouseholdId::from_bytes(sql.get(0)?),
            stairwell: PlaceId::from_bytes(sql.get(1)?),
            floor: sql.get(2)?,
            room: sql.get(3)?,
            seen: Timestamp(sql.get(4)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many doors each of these stairwells has.
pub(crate) fn count(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<BTreeMap<PlaceId, u64>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.place, count(DISTINCT h.id) FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
         WHERE ",
        door_holds!("h"),
        " GROUP BY h.place",
    ))?;
    let rows = statement.query_map([places(stairwells)], |sql| {
        Ok((
            PlaceId::from_bytes(sql.get(0)?),
            sql.get::<_, i64>(1)?.cast_unsigned(),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A value of the register, of a household or of one of its people.
#[derive(Debug, Clone)]
pub(crate) struct SaidOf {
    pub household: HouseholdId,
    pub value: String,
}

fn said(sql: &Row<'_>) -> rusqlite::Result<SaidOf> {
    Ok(SaidOf {
        household: HouseholdId::from_bytes(sql.get(0)?),
        value: sql.get(1)?,
    })
}

/// Names of the people of stairwells, owners first, by household.
pub(crate) fn names(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<SaidOf>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT h.id, v.value FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
         CROSS JOIN person p ON p.household = h.id
         CROSS JOIN register_value v ON v.subject = p.id AND v.field = 'name'
         CROSS JOIN record r ON r.num = v.num
         WHERE v.value IS NOT NULL AND v.value <> '' AND ",
        person_holds!("p"),
        " AND ",
        value_holds!("r", "v"),
        " GROUP BY h.id, p.id, v.value ORDER BY h.id, min(p.kind), p.id"
    ))?;
    let rows = statement.query_map([places(stairwells)], said)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Values of one field of the households of stairwells, by household.
pub(crate) fn own_values(
    connection: &Connection,
    stairwells: &[PlaceId],
    field: &str,
) -> Result<Vec<SaidOf>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT DISTINCT h.id, v.value FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
         CROSS JOIN register_value v ON v.subject = h.id AND v.field = ?2
         CROSS JOIN record r ON r.num = v.num
         WHERE v.value IS NOT NULL AND v.value <> '' AND ",
        value_holds!("r", "v"),
        " ORDER BY h.id, r.id"
    ))?;
    let rows = statement.query_map(params![places(stairwells), field], said)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Households of stairwells of which a value of their own or of a person of theirs stands against another one.
pub(crate) fn contradicted(
    connection: &Connection,
    stairwells: &[PlaceId],
) -> Result<Vec<HouseholdId>, StoreError> {
    // Few fields have several records at all: which of them still hold is asked of those alone.
    let mut statement = connection.prepare_cached(concat!(
        "SELECT DISTINCT household FROM (
           SELECT s.household, s.subject, v.field, r.doc FROM (
             SELECT h.id AS household, h.id AS subject FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
             UNION SELECT h.id, p.id FROM json_each(?1) j CROSS JOIN household h ON h.place = unhex(j.value)
               CROSS JOIN person p ON p.household = h.id) s
           CROSS JOIN register_value v ON v.subject = s.subject
           CROSS JOIN record r ON r.num = v.num
           WHERE EXISTS (SELECT 1 FROM register_value o WHERE o.subject = v.subject AND o.field = v.field AND o.num <> v.num) AND ",
        value_holds!("r", "v"),
        " GROUP BY s.household, s.subject, v.field, r.doc HAVING count(DISTINCT v.value) > 1)"
    ))?;
    let rows = statement.query_map([places(stairwells)], |sql| {
        Ok(HouseholdId::from_bytes(sql.get(0)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A version of a visit, as much as a day's plan needs.
#[derive(Debug, Clone)]
pub(crate) struct ContactRow {
    pub id: RecordId,
    root: Option<RecordId>,
    pub household: Option<HouseholdId>,
    /// `None` withdraws.
    pub outcome: Option<VisitOutcome>,
    pub at: Timestamp,
    pub call_back: Option<Timestamp>,
    pub member: MemberId,
    pub done_by: Option<MemberId>,
    pub note: Option<String>,
    order: (i64, i64),
    /// Whether this device wrote it and the hub is not known to have it.
    pub unsent: bool,
}

const COLUMNS: &str = "r.id, v.root, v.household, v.outcome, coalesce(v.at, 0), v.call_back, v.member, v.done_by, v.note, \
  coalesce(v.placed, 0), v.hlc, (r.hub_seq IS NULL OR ?3) AND v.device = ?2";

fn row(sql: &Row<'_>) -> rusqlite::Result<ContactRow> {
    let outcome = sql.get::<_, Option<u8>>(3)?;
    Ok(ContactRow {
        id: RecordId::from_bytes(sql.get(0)?),
        root: sql.get::<_, Option<[u8; 32]>>(1)?.map(RecordId::from_bytes),
        household: sql
            .get::<_, Option<[u8; 16]>>(2)?
            .map(HouseholdId::from_bytes),
        outcome: outcome.and_then(|code| VisitOutcome::try_from(code).ok()),
        at: Timestamp(sql.get(4)?),
        call_back: sql.get::<_, Option<i64>>(5)?.map(Timestamp),
        member: MemberId::from_bytes(sql.get(6)?),
        done_by: sql.get::<_, Option<[u8; 16]>>(7)?.map(MemberId::from_bytes),
        note: sql.get(8)?,
        order: (sql.get(9)?, sql.get(10)?),
        unsent: sql.get(11)?,
    })
}

/// The last visits at the doors of stairwells, newest first, with their corrections. Those whose stamp is later than they were
/// first here count as nobody's last visit and are left out. `all_unsent`: the hub is not known to have any.
pub(crate) fn recent(
    connection: &Connection,
    stairwells: &[PlaceId],
    own: DeviceId,
    all_unsent: bool,
) -> Result<Vec<Versions<ContactRow>>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT DISTINCT h.id, h.place FROM json_each(?1) j
           CROSS JOIN household h ON h.place = unhex(j.value)) home
         CROSS JOIN visit v ON v.num IN (
           SELECT l.num FROM visit l JOIN doc ld ON ld.num = l.doc
           WHERE l.root IS NULL AND l.household = home.id AND ld.scope = home.place AND l.placed = l.at
           ORDER BY l.placed DESC, l.hlc DESC, l.tie DESC LIMIT {WINDOW})
         CROSS JOIN record r ON r.num = v.num"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut firsts = statement
        .query_map(params![places(stairwells), own.as_bytes(), all_unsent], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    firsts.sort_by(|a, b| b.order.cmp(&a.order).then(b.id.cmp(&a.id)));
    let sql = format!(
        "SELECT {COLUMNS} FROM json_each(?1) j CROSS JOIN visit v ON v.root = unhex(j.value)
         CROSS JOIN record r ON r.num = v.num WHERE {} AND {} ORDER BY r.seq, r.id",
        corrects_own!("visit", "r", "v"),
        holds!("r", "v")
    );
    let roots = list::ids(firsts.iter().map(|first| first.id.as_bytes().as_slice()));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut live: BTreeMap<RecordId, Vec<ContactRow>> = BTreeMap::new();
    for found in statement.query_map(params![roots, own.as_bytes(), all_unsent], row)? {
        let found = found?;
        if let Some(root) = found.root {
            live.entry(root).or_default().push(found);
        }
    }
    Ok(firsts
        .into_iter()
        .map(|first| Versions {
            live: live.remove(&first.id).unwrap_or_default(),
            first,
        })
        .collect())
}

/// Doors of stairwells at which a call was promised between two moments and nobody has been since.
pub(crate) fn promised(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(PlaceId, HouseholdId)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT d.scope, v.household FROM visit v CROSS JOIN doc d ON d.num = v.doc
         WHERE v.call_back > ?1 AND v.call_back <= ?2 AND NOT EXISTS (
           SELECT 1 FROM visit l WHERE l.root IS NULL AND l.household = v.household AND l.placed > coalesce(v.placed, v.at))",
    )?;
    let rows = statement.query_map((from.0, to.0), |sql| {
        Ok((
            PlaceId::from_bytes(sql.get(0)?),
            HouseholdId::from_bytes(sql.get(1)?),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
