//! 开封: what the sealed ballots of a tally say under its key, so that each is opened once and not at every look (ADR 0032).
//!
//! A row follows from records that are here, whatever their states: who reads a tally asks first whether its key may be used. So
//! no digest has these rows.

use super::Table;
use crate::domain::entry::encode;
use crate::domain::entry::seal::{HOLDERS, SealedChoice, TallySeal};
use crate::domain::entry::tally::{Opening, VoterKey};
use crate::domain::vocabulary::Choice;
use crate::domain::{DocId, DocKind, MemberId, RecordId};
use crate::records::{Share, TallyKey, seal_context, share_hash};
use crate::store::{StoreError, document};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[Table {
    name: "opened",
    // No choice: it does not open.
    ddl: "CREATE TABLE opened(num INTEGER NOT NULL, key BLOB NOT NULL, choice INTEGER, PRIMARY KEY(num, key)) WITHOUT ROWID;",
    digest: None,
}];

/// What an opening's row keeps of its seal.
pub(super) fn kept(opening: &Opening) -> Option<Vec<u8>> {
    let seal = opening.seal.as_ref()?;
    Some(encode(&(opening.subject, seal)))
}

/// The keys of a motion that the shares in its document give: one, but where it was opened twice.
fn keys(connection: &Connection, doc: i64) -> Result<Vec<([u8; 16], TallyKey)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT share FROM key_share WHERE doc = ?1")?;
    let given: Vec<Share> = statement
        .query_map([doc], |sql| sql.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if given.len() < 2 {
        return Ok(Vec::new());
    }
    let mut statement =
        connection.prepare_cached("SELECT seal FROM motion WHERE doc = ?1 AND seal IS NOT NULL")?;
    let seals: Vec<Vec<u8>> = statement
        .query_map([doc], |sql| sql.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for bytes in seals {
        let Ok((subject, seal)) = postcard::from_bytes::<([u8; 16], TallySeal)>(&bytes) else {
            continue;
        };
        let share = |n: usize| {
            let mut of_holder = given.iter().copied();
            of_holder.find(|share| share_hash(share) == seal.holders[n].share_hash)
        };
        let shares: [Option<Share>; HOLDERS] = std::array::from_fn(share);
        let key = TallyKey::of_shares(&seal.key, &seal.locks, &shares);
        found.extend(key.map(|key| (subject, key)));
    }
    Ok(found)
}

/// Opens what is here of a motion: its opening or a share has come.
pub(super) fn ballots(connection: &Connection, doc: i64) -> Result<(), StoreError> {
    for (subject, key) in keys(connection, doc)? {
        let mut statement = connection.prepare_cached(
            "SELECT b.num, b.voter, b.member, b.sealed FROM doc d JOIN ballot b ON b.motion = d.id WHERE d.num = ?1 AND b.sealed IS NOT NULL",
        )?;
        let mut rows = statement.query([doc])?;
        while let Some(sql) = rows.next()? {
            let (voter, sealed): (Vec<u8>, Vec<u8>) = (sql.get(1)?, sql.get(3)?);
            let (Ok(voter), Some(sealed)) = (
                postcard::from_bytes::<VoterKey>(&voter),
                SealedChoice::from_bytes(&sealed),
            ) else {
                continue;
            };
            let member = MemberId::from_bytes(sql.get(2)?);
            let context = seal_context(&subject, voter, member);
            put(connection, sql.get(0)?, &key, key.open(&sealed, &context))?;
        }
    }
    Ok(())
}

/// Opens one ballot that has come, where the key of its tally is known.
pub(super) fn ballot(
    connection: &Connection,
    num: i64,
    motion: DocId,
    (voter, member): (VoterKey, MemberId),
    sealed: &SealedChoice,
) -> Result<(), StoreError> {
    let Some(doc) = document::find(connection, motion, DocKind::Motion)? else {
        return Ok(());
    };
    for (subject, key) in keys(connection, doc)? {
        let context = seal_context(&subject, voter, member);
        put(connection, num, &key, key.open(sealed, &context))?;
    }
    Ok(())
}

fn put(
    connection: &Connection,
    num: i64,
    key: &TallyKey,
    choice: Option<Choice>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO opened(num, key, choice) VALUES(?1, ?2, ?3)")?
        .execute(params![num, key.public().as_slice(), choice.map(u8::from)])?;
    Ok(())
}

/// What the ballots of a motion say under a key, as far as they were opened: no choice where one does not open.
pub(crate) fn under(
    connection: &Connection,
    motion: DocId,
    key: &TallyKey,
) -> Result<BTreeMap<RecordId, Option<Choice>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, o.choice FROM ballot b JOIN opened o ON o.num = b.num AND o.key = ?2 JOIN record r ON r.num = b.num WHERE b.motion = ?1",
    )?;
    let rows = statement.query_map(params![motion.as_bytes(), key.public().as_slice()], |sql| {
        let choice: Option<u8> = sql.get(1)?;
        let choice = choice.map(Choice::try_from).transpose();
        let choice = choice.map_err(|_| rusqlite::Error::InvalidQuery)?;
        Ok((RecordId::from_bytes(sql.get(0)?), choice))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
