//! Who may vote and was there: slips handed out to voters, and voters signed in.

use crate::domain::RecordId;
use crate::domain::entry::tally::{Slips, VoterKey};
use crate::domain::entry::{SignIn, encode};
use crate::projection::Projected;
use crate::store::StoreError;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn insert_slips(
    connection: &Connection,
    record: &Projected<'_>,
    slips: &Slips,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    let handed_out = slips.keys.iter().map(|(voter, key)| (key, Some(voter)));
    let void = slips.void.iter().map(|key| (key, None));
    for (key, voter) in handed_out.chain(void) {
        connection
            .prepare_cached("INSERT INTO slip(num, doc, key, voter) VALUES(?1, ?2, ?3, ?4)")?
            .execute(params![row.num, row.doc, key.as_slice(), voter.map(encode)])?;
    }
    Ok(())
}

pub(super) fn insert_sign_in(
    connection: &Connection,
    record: &Projected<'_>,
    signed: &SignIn,
) -> Result<(), StoreError> {
    let row = &record.stored.row;
    for voter in &signed.voters {
        connection
            .prepare_cached("INSERT INTO sign_in(num, doc, voter) VALUES(?1, ?2, ?3)")?
            .execute(params![row.num, row.doc, encode(voter)])?;
    }
    Ok(())
}

/// Records of a motion's document that have an effect on its ballots: all, or those that a closing knew.
pub(crate) type Known<'a> = Option<&'a BTreeSet<RecordId>>;

fn is_known(known: Known<'_>, id: RecordId) -> bool {
    known.is_none_or(|known| known.contains(&id))
}

/// The voters of a motion who have signed in, each with the record that says so.
pub(crate) fn signed_in(
    connection: &Connection,
    doc: i64,
) -> Result<Vec<(RecordId, VoterKey)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, p.voter FROM sign_in p JOIN record r USING(num) WHERE p.doc = ?1",
    )?;
    let mut rows = statement.query([doc])?;
    let mut found = Vec::new();
    while let Some(sql) = rows.next()? {
        let voter: Vec<u8> = sql.get(1)?;
        if let Ok(voter) = postcard::from_bytes(&voter) {
            found.push((RecordId::from_bytes(sql.get(0)?), voter));
        }
    }
    Ok(found)
}

/// The records of these documents by which slips are handed out or made void.
pub(crate) fn slip_records(
    connection: &Connection,
    docs: &[i64],
) -> Result<BTreeSet<RecordId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT r.id FROM slip p JOIN record r USING(num) WHERE p.doc = ?1")?;
    let mut found = BTreeSet::new();
    for doc in docs {
        let rows = statement.query_map([doc], |sql| Ok(RecordId::from_bytes(sql.get(0)?)))?;
        for id in rows {
            found.insert(id?);
        }
    }
    Ok(found)
}

/// The keys of these documents that speak for a voter, each with its voter. A key that the community gave to two voters, or
/// made void, speaks for nobody.
pub(crate) fn slips(
    connection: &Connection,
    docs: &[i64],
    known: Known<'_>,
) -> Result<BTreeMap<[u8; 32], VoterKey>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.key, p.voter, r.id FROM slip p JOIN record r USING(num) WHERE p.doc = ?1",
    )?;
    let mut found: BTreeMap<[u8; 32], Option<VoterKey>> = BTreeMap::new();
    for doc in docs {
        let mut rows = statement.query([doc])?;
        while let Some(sql) = rows.next()? {
            if !is_known(known, RecordId::from_bytes(sql.get(2)?)) {
                continue;
            }
            let voter: Option<Vec<u8>> = sql.get(1)?;
            let voter: Option<VoterKey> = voter.and_then(|bytes| postcard::from_bytes(&bytes).ok());
            found
                .entry(sql.get(0)?)
                .and_modify(|known| *known = known.filter(|known| Some(*known) == voter))
                .or_insert(voter);
        }
    }
    Ok(found
        .into_iter()
        .filter_map(|(key, voter)| Some((key, voter?)))
        .collect())
}
