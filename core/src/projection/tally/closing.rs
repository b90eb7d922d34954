//! Closings of a motion, and the shares of its key that are handed over once it is closed.

use crate::domain::entry::Closing;
use crate::domain::entry::seal::KeyShare;
use crate::domain::{MemberId, RecordId};
use crate::projection::live::is_relayed;
use crate::projection::{Projected, opened};
use crate::records::Share;
use crate::store::StoreError;
use rusqlite::{Connection, params};

pub(super) fn insert_closing(
    connection: &Connection,
    record: &Projected<'_>,
    closing: &Closing,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO closing(num, doc, member, root, at) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            row.num,
            row.doc,
            record.member.as_bytes(),
            closing.root.as_slice(),
            closing.at.0,
        ])?;
    Ok(())
}

pub(super) fn insert_share(
    connection: &Connection,
    record: &Projected<'_>,
    share: &KeyShare,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    connection
        .prepare_cached(
            "INSERT INTO key_share(num, doc, member, opening, closing, key, share) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.num,
            row.doc,
            record.member.as_bytes(),
            share.opening.as_bytes(),
            share.closing.as_bytes(),
            share.key.as_slice(),
            share.share.as_slice(),
        ])?;
    opened::ballots(connection, row.doc)
}

/// A share of a tally's key, as somebody handed it over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShareRow {
    pub id: RecordId,
    pub member: MemberId,
    pub opening: RecordId,
    pub closing: RecordId,
    /// The tally's public key, as he knows it.
    pub key: [u8; 32],
    pub share: Share,
}

/// The accepted shares in a motion's document, by id.
pub(crate) fn shares(connection: &Connection, doc: i64) -> Result<Vec<ShareRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, p.member, p.opening, p.closing, p.key, p.share FROM key_share p JOIN record r USING(num)
         WHERE p.doc = ?1 AND r.state = 1 ORDER BY r.id",
    )?;
    let rows = statement.query_map([doc], |sql| {
        Ok(ShareRow {
            id: RecordId::from_bytes(sql.get(0)?),
            member: MemberId::from_bytes(sql.get(1)?),
            opening: RecordId::from_bytes(sql.get(2)?),
            closing: RecordId::from_bytes(sql.get(3)?),
            key: sql.get(4)?,
            share: sql.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A closing as stored; what it states lies in its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClosingRow {
    pub num: i64,
    pub id: RecordId,
    pub member: MemberId,
    /// Whether its author could only relay it.
    pub relayed: bool,
}

/// The accepted closings in a motion's document, by id.
pub(crate) fn closings(connection: &Connection, doc: i64) -> Result<Vec<ClosingRow>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT p.num, r.id, p.member, ",
        is_relayed!("r"),
        " FROM closing p JOIN record r USING(num) WHERE p.doc = ?1 ORDER BY r.id"
    ))?;
    let rows = statement.query_map([doc], |sql| {
        Ok(ClosingRow {
            num: sql.get(0)?,
            id: RecordId::from_bytes(sql.get(1)?),
            member: MemberId::from_bytes(sql.get(2)?),
            relayed: sql.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
