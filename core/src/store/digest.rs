//! Digests of one scope: two replicas with the same roster tip, scope and version are equal in both (records-and-sync.md).

use super::StoreError;
use crate::domain::PlaceId;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

/// What `state` is the hash of: the structural columns of every shared projection. Local numbers, words of bodies and
/// what links bring from other scopes are left out. Each query is ordered by ids, never by arrival.
const CANONICAL: &[(&str, &str)] = &[
    (
        "household",
        "SELECT r.id, p.id, p.place, p.floor, p.room FROM household p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.id",
    ),
    (
        "person",
        "SELECT r.id, p.id, p.household, p.kind FROM person p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.id",
    ),
    (
        "register_value",
        "SELECT r.id, p.subject, p.field FROM register_value p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.subject, p.field",
    ),
    (
        "register_supersedes",
        "SELECT r.id, p.subject, p.field, p.target FROM register_supersedes p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.subject, p.field, p.target",
    ),
    (
        "visit",
        "SELECT r.id, p.root, p.household, p.at, p.outcome, p.mode, p.call_back, p.done_by, p.topics, p.member, p.device FROM visit p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "topic",
        "SELECT r.id, p.first, p.source, p.household, p.at, p.member FROM topic p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "agenda",
        "SELECT r.id, p.at, p.member FROM agenda p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "agenda_field",
        "SELECT r.id, p.name, p.at, p.member FROM agenda_field p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "agenda_text",
        "SELECT d.id, d.text FROM doc d WHERE d.scope = ?1 AND d.text IS NOT NULL ORDER BY d.id",
    ),
    (
        "motion",
        "SELECT r.id, p.rule, p.at, p.deadline, p.voters, p.member FROM motion p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "ballot",
        "SELECT r.id, r.state, p.motion, p.voter, p.choice, p.kind, p.authority, p.member, p.sheet, p.at FROM ballot p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "ballot_return",
        "SELECT r.id, p.motion, p.member, p.chain, p.first, p.last, p.count, p.sheets, p.hash, p.at FROM ballot_return p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "round",
        "SELECT r.id, p.place, p.template, p.period, p.at, p.member FROM round p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "log_entry",
        "SELECT r.id, p.root, p.item, p.result, p.at, p.member FROM log_entry p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "hazard",
        "SELECT r.id, p.first, p.place, p.kind, p.severity, p.round, p.at, p.member FROM hazard p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "external_id",
        "SELECT r.id, p.record, p.system, p.member FROM external_id p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "photo",
        "SELECT r.id, p.record, p.at, p.member FROM photo p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id",
    ),
    (
        "supersedes",
        "SELECT r.id, p.target FROM supersedes p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.target",
    ),
    (
        "undone",
        "SELECT r.id, p.target FROM undone p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.target",
    ),
    (
        "decision",
        "SELECT r.id, p.chain, p.through, p.tip, p.only, p.adopt FROM decision p JOIN record r USING(num) JOIN doc d ON d.num = r.doc WHERE d.scope = ?1 ORDER BY r.id, p.chain, p.through, p.tip",
    ),
];

/// The two digests of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256 over the sorted (record id, state) of accepted, contested and invalid records.
    pub records: [u8; 32],
    /// SHA-256 over the canonical rows of the scope's shared projections.
    pub state: [u8; 32],
}

/// Computes the digests of exactly one scope; `extra` is hashed into both (the roster's tip, for the community).
pub(crate) fn of_scope(
    connection: &Connection,
    scope: PlaceId,
    extra: &[u8],
) -> Result<Digests, StoreError> {
    let mut records = Sha256::new();
    records.update(b"linli/digest/records/1\0");
    records.update(extra);
    let mut statement = connection.prepare_cached(
        "SELECT r.id, r.state FROM record r JOIN doc d ON d.num = r.doc
         WHERE d.scope = ?1 AND r.state IN (1, 2, 3) ORDER BY r.id",
    )?;
    let mut rows = statement.query([scope.as_bytes()])?;
    while let Some(row) = rows.next()? {
        records.update(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
        records.update([row.get::<_, u8>(1)?]);
    }
    let mut state = Sha256::new();
    state.update(b"linli/digest/state/1\0");
    state.update(extra);
    for (name, sql) in CANONICAL {
        state.update(name.as_bytes());
        state.update([0]);
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([scope.as_bytes()])?;
        while let Some(row) = rows.next()? {
            hash_row(&mut state, row, columns)?;
        }
    }
    Ok(Digests {
        records: records.finalize().into(),
        state: state.finalize().into(),
    })
}

fn hash_row(hash: &mut Sha256, row: &Row<'_>, columns: usize) -> Result<(), StoreError> {
    hash.update([0xff]);
    for column in 0..columns {
        match row.get_ref(column)? {
            ValueRef::Null => hash.update([0]),
            ValueRef::Integer(n) => {
                hash.update([1]);
                hash.update(n.to_be_bytes());
            }
            // No projection holds floating-point numbers.
            ValueRef::Real(_) => hash.update([9]),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update([2]);
                hash.update((bytes.len() as u64).to_be_bytes());
                hash.update(bytes);
            }
        }
    }
    Ok(())
}
