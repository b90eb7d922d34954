//! 名单: which households vote on a motion, so that a door shows what is open there without reading any roll.

use super::{Projected, Table, list};
use crate::domain::entry::tally::{RollLine, VoterKey};
use crate::domain::entry::{MotionEntry, encode};
use crate::domain::{DocId, HouseholdId, PlaceId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room. `voter` is spelt as in `ballot`.
pub(super) const TABLES: &[Table] = &[Table {
    name: "roll",
    ddl: "CREATE TABLE roll(num INTEGER NOT NULL, stairwell BLOB NOT NULL, household BLOB NOT NULL, voter BLOB NOT NULL,
  PRIMARY KEY(stairwell, household, num)) WITHOUT ROWID;
CREATE INDEX roll_num ON roll(num);",
    // All of it stands in the opening, which `motion` hashes.
    digest: None,
}];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &MotionEntry,
) -> Result<(), StoreError> {
    let MotionEntry::Opened(opening) = entry else {
        return Ok(());
    };
    let entitled = |line: &&RollLine| line.entitled;
    for line in opening.roll.iter().filter(entitled) {
        let VoterKey::Household {
            household,
            stairwell,
        } = line.voter
        else {
            continue;
        };
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO roll(num, stairwell, household, voter) VALUES(?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                record.stored.row.num,
                stairwell.as_bytes(),
                household.as_bytes(),
                encode(&line.voter),
            ])?;
    }
    Ok(())
}

/// A household's part in a tally that still runs.
#[derive(Debug, Clone)]
pub(crate) struct OpenVote {
    pub motion: DocId,
    pub household: HouseholdId,
    pub title: Option<String>,
    pub deadline: Timestamp,
    /// Whether a ballot of this household is here.
    pub has_voted: bool,
}

/// The tallies that run at a moment (its deadline is to come, and no closing stands alone) at the doors of stairwells, by stairwell, household, deadline and id.
pub(crate) fn open(
    connection: &Connection,
    stairwells: &[PlaceId],
    now: Timestamp,
) -> Result<Vec<OpenVote>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.id, l.household, max(m.title), m.deadline,
           EXISTS (SELECT 1 FROM ballot b JOIN record r ON r.num = b.num
             WHERE b.motion = d.id AND b.voter = l.voter AND (b.choice IS NOT NULL OR b.sealed IS NOT NULL) AND r.state = 1)
         FROM json_each(?1) j CROSS JOIN roll l ON l.stairwell = unhex(j.value)
         CROSS JOIN motion m ON m.num = l.num CROSS JOIN doc d ON d.num = m.doc
         WHERE m.deadline > ?2 AND (SELECT count(*) FROM closing c WHERE c.doc = m.doc) <> 1 GROUP BY j.key, l.household, d.id ORDER BY j.key, l.household, m.deadline, d.id",
    )?;
    let places = list::ids(stairwells.iter().map(|place| place.as_bytes().as_slice()));
    let rows = statement.query_map(params![places, now.0], |sql| {
        Ok(OpenVote {
            motion: DocId::from_bytes(sql.get(0)?),
            household: HouseholdId::from_bytes(sql.get(1)?),
            title: sql.get(2)?,
            deadline: Timestamp(sql.get(3)?),
            has_voted: sql.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
