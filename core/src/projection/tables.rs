//! All rooms together: which kinds of record fill them, making, emptying and renewing them.

use super::{
    agenda, decision, external_id, grams, kept, live, matter, opened, outcome, photo, proposal,
    register, returned, roll, round, tally, visit,
};
use crate::domain::DocKind;
use crate::store::{StoreError, meta, purge};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// A table of a room.
pub(super) struct Table {
    pub name: &'static str,
    /// The table and its indexes. Those by time ascend though lists read them backwards: what comes last then comes last in the
    /// index too, where SQLite leaves the pages behind it full; at the head of one that descends every page is split in half.
    pub ddl: &'static str,
    /// The part of the table that the *state* digest hashes.
    pub digest: Option<Digest>,
}

/// Columns of a table that the *state* digest hashes, after the record's id: structure alone, no local number, no word of
/// a body, nothing that links bring from other scopes.
pub(super) struct Digest {
    pub columns: &'static str,
    /// Columns that order several rows of one record; empty where there is one.
    pub order: &'static str,
}

/// Every room, in the order of the digest.
pub(super) const ROOMS: &[&[Table]] = &[
    register::TABLES,
    proposal::TABLES,
    visit::TABLES,
    agenda::TABLES,
    tally::TABLES,
    opened::TABLES,
    roll::TABLES,
    round::TABLES,
    matter::TABLES,
    outcome::TABLES,
    external_id::TABLES,
    photo::TABLES,
    live::TABLES,
    kept::TABLES,
    decision::TABLES,
    returned::TABLES,
];

pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    ROOMS.iter().copied().flatten()
}

/// The rooms that records of a kind have rows in.
const fn rooms_of(kind: DocKind) -> &'static [&'static [Table]] {
    match kind {
        DocKind::Register => &[register::TABLES, proposal::TABLES, live::TABLES],
        DocKind::Visits => &[
            visit::TABLES,
            live::TABLES,
            kept::TABLES,
            external_id::TABLES,
            photo::TABLES,
        ],
        DocKind::Agenda => &[
            agenda::TABLES,
            live::TABLES,
            external_id::TABLES,
            photo::TABLES,
        ],
        DocKind::Motion | DocKind::Ballots => &[
            tally::TABLES,
            opened::TABLES,
            roll::TABLES,
            live::TABLES,
            external_id::TABLES,
            photo::TABLES,
        ],
        DocKind::Round => &[
            round::TABLES,
            live::TABLES,
            kept::TABLES,
            external_id::TABLES,
            photo::TABLES,
        ],
        DocKind::Review => &[decision::TABLES, returned::TABLES],
        DocKind::Topic
        | DocKind::Hazard
        | DocKind::Notice
        | DocKind::Dispute
        | DocKind::Campaign
        | DocKind::FundProject
        | DocKind::Ledger
        | DocKind::Incident
        | DocKind::FormAnswers
        | DocKind::Deliberation
        | DocKind::Meeting
        | DocKind::Care => &[
            matter::TABLES,
            live::TABLES,
            external_id::TABLES,
            photo::TABLES,
        ],
    }
}

/// Takes a record's rows out.
pub(crate) fn remove(connection: &Connection, kind: u16, num: i64) -> Result<(), StoreError> {
    grams::remove(connection, kind, num)?;
    let rooms = DocKind::from_code(kind).map_or(&[][..], rooms_of);
    for table in rooms.iter().copied().flatten() {
        connection
            .prepare_cached(&format!("DELETE FROM {} WHERE num = ?1", table.name))?
            .execute([num])?;
    }
    Ok(())
}

/// Takes a record's rows out and keeps of the record itself header and signature, or nothing; false if there was nothing
/// to drop but those.
pub(crate) fn forget(
    tx: &Connection,
    kind: u16,
    num: i64,
    keeps: purge::Keeps,
) -> Result<bool, StoreError> {
    remove(tx, kind, num)?;
    match keeps {
        purge::Keeps::Header => purge::strip(tx, num),
        purge::Keeps::Nothing => purge::remove(tx, num).map(|()| true),
    }
}

/// Drops what is cached of documents that lost records, and of those without any all.
pub(crate) fn sweep(tx: &Connection, docs: &[i64]) -> Result<(), StoreError> {
    for doc in docs {
        grams::set_text(tx, *doc, None)?;
        matter::sweep(tx, *doc)?;
    }
    purge::sweep(tx, docs)
}

/// Drops every row of every projection; they are rebuilt from records.
pub(crate) fn clear(connection: &Connection) -> Result<(), StoreError> {
    for table in all() {
        connection.execute(&format!("DELETE FROM {}", table.name), [])?;
    }
    grams::clear(connection)?;
    connection.execute("UPDATE doc SET text = NULL", [])?;
    Ok(())
}

/// The column of the time by which a row stands in lists; its stamp is in `at`.
const PLACED: &str = " placed INTEGER";

/// Records whose stamp is later than they were first here, of those that were here before a time.
pub(crate) fn ahead(connection: &Connection, before: i64) -> Result<BTreeSet<i64>, StoreError> {
    let each: Vec<String> = all()
        .filter(|table| table.ddl.contains(PLACED))
        .map(|table| format!("SELECT num FROM {} WHERE placed <> at", table.name))
        .collect();
    let sql = format!(
        "SELECT num FROM record WHERE num IN ({}) AND seen < ?1",
        each.join(" UNION ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([before], |sql| sql.get(0))?;
    let mut found: BTreeSet<i64> = rows.collect::<rusqlite::Result<_>>()?;
    found.extend(matter::ahead(connection, before)?);
    found.extend(returned::ahead(connection, before)?);
    Ok(found)
}

const FINGERPRINT: &str = "projections";

fn fingerprint() -> [u8; 32] {
    let mut hash = Sha256::new();
    for table in all() {
        hash.update(table.ddl);
        hash.update([0]);
    }
    hash.update(grams::DDL);
    #[cfg(debug_assertions)]
    hash.update([u8::from(crate::domain::earlier::hides("Tables", 0))]);
    hash.finalize().into()
}

/// Whether the tables are those of this version.
pub(crate) fn are_current(connection: &Connection) -> Result<bool, StoreError> {
    Ok(meta::get(connection, FINGERPRINT)?.is_some_and(|known| known == fingerprint()))
}

/// Makes the tables as this version wants them. They are empty then, and to be filled from records in the same transaction.
pub(crate) fn renew(tx: &Connection) -> Result<(), StoreError> {
    for table in all() {
        tx.execute_batch(&format!("DROP TABLE IF EXISTS {}", table.name))?;
        tx.execute_batch(table.ddl)?;
    }
    tx.execute_batch("DROP TABLE IF EXISTS gram")?;
    tx.execute_batch(grams::DDL)?;
    grams::renew_texts(tx)?;
    meta::put(tx, FINGERPRINT, &fingerprint())
}
