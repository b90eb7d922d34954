//! 退回: records that a reviewer gave back to their authors to be corrected. Whether he might, the roster says; a correction by the
//! author answers it.

use super::{Digest, Projected, Table};
use crate::domain::entry::ReviewEntry;
use crate::domain::{DeviceId, HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use crate::records::{Header, RosterRef};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[Table {
    name: "returned",
    ddl: "CREATE TABLE returned(num INTEGER PRIMARY KEY, target BLOB NOT NULL, at INTEGER NOT NULL, hlc INTEGER NOT NULL, note TEXT);
CREATE INDEX returned_target ON returned(target);",
    digest: Some(Digest {
        columns: "p.target, p.at",
        order: "",
    }),
}];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &ReviewEntry,
) -> Result<(), StoreError> {
    let ReviewEntry::Return { record: target, at } = entry else {
        return Ok(());
    };
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO returned(num, target, at, hlc, note) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            row.num,
            target.as_bytes(),
            at.0,
            // Of a stamp that is ahead, the time at which it came: whoever corrects afterwards has answered.
            row.header
                .hlc
                .min(stamp(row.placed(Timestamp(row.header.display_millis()))))
                .cast_signed(),
            record.word("note"),
        ])?;
    Ok(())
}

/// A visit that was returned and that its author has not corrected since.
#[derive(Debug, Clone)]
pub(crate) struct ReturnedVisit {
    pub visit: RecordId,
    pub household: HouseholdId,
    pub scope: PlaceId,
    /// The device of the visit's author.
    pub author: DeviceId,
    /// The device of the reviewer, and the roster entry that he cites.
    pub by: DeviceId,
    pub cited: RosterRef,
    pub at: Timestamp,
    pub note: Option<String>,
}

/// The last hybrid stamp of a time.
fn stamp(at: i64) -> u64 {
    at.max(0).cast_unsigned() << 16 | 0xffff
}

/// Local numbers of the returns whose stamp is later than they were first here, of those that were here before a time. They have
/// no place of their own in lists: what answers them hangs on when they came.
pub(super) fn ahead(connection: &Connection, before: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT x.num, x.hlc, r.header FROM returned x CROSS JOIN record r ON r.num = x.num WHERE r.seen < ?1",
    )?;
    let rows = statement.query_map([before], |sql| {
        let header = Header::from_bytes(sql.get_ref(2)?.as_blob()?);
        let header = header.ok_or(rusqlite::Error::InvalidQuery)?;
        let clamped = header.hlc.cast_signed() != sql.get::<_, i64>(1)?;
        Ok(clamped.then_some(sql.get(0)?))
    })?;
    Ok(rows
        .collect::<rusqlite::Result<Vec<Option<i64>>>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// Returned visits of a member, the oldest return first. What this device wrote after a return had come here answers it, whatever
/// its clock said.
pub(crate) fn visits_of(
    connection: &Connection,
    member: MemberId,
    own: DeviceId,
) -> Result<Vec<ReturnedVisit>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT t.id, v.household, d.scope, v.device, r.header, x.at, x.note
         FROM returned x CROSS JOIN record r ON r.num = x.num CROSS JOIN doc o ON o.num = r.doc
         CROSS JOIN record t ON t.id = x.target CROSS JOIN visit v ON v.num = t.num CROSS JOIN doc d ON d.num = v.doc
         WHERE v.root IS NULL AND v.member = ?1 AND v.household IS NOT NULL AND o.scope = d.scope AND r.state = 1
           AND NOT EXISTS (SELECT 1 FROM visit c WHERE c.root = t.id AND c.member = v.member
             AND (c.hlc > x.hlc OR (c.device = ?2 AND c.num > x.num)))
         ORDER BY x.at, r.id",
    )?;
    let rows = statement.query_map([member.as_bytes(), own.as_bytes()], |sql| {
        let header = Header::from_bytes(sql.get_ref(4)?.as_blob()?);
        let header = header.ok_or(rusqlite::Error::InvalidQuery)?;
        Ok(ReturnedVisit {
            visit: RecordId::from_bytes(sql.get(0)?),
            household: HouseholdId::from_bytes(sql.get(1)?),
            scope: PlaceId::from_bytes(sql.get(2)?),
            author: DeviceId::from_bytes(sql.get(3)?),
            by: header.device,
            cited: header.roster,
            at: Timestamp(sql.get(5)?),
            note: sql.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
