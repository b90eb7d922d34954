//! Projections: the tables that lists and searches read. Every row belongs to one record, so they come out the same in
//! whatever order records arrive; they can be dropped and rebuilt from records at any time.

mod insert;

use super::{Row, StoreError, Stored};
use crate::domain::MemberId;
use crate::domain::entry::{BodyWords, Entry};
use rusqlite::Connection;

/// Everything a projection needs of one record.
pub(crate) struct Projected<'a> {
    pub stored: &'a Stored,
    pub entry: &'a Entry,
    /// Who wrote it, by the roster.
    pub member: MemberId,
    pub words: Option<BodyWords>,
}

impl<'a> Projected<'a> {
    pub(crate) fn new(stored: &'a Stored, entry: &'a Entry, member: MemberId) -> Self {
        Self {
            stored,
            entry,
            member,
            words: stored
                .body
                .as_ref()
                .and_then(|body| BodyWords::from_bytes(body.content())),
        }
    }

    fn word(&self, field: &str) -> Option<&str> {
        self.words.as_ref().and_then(|words| words.field(field))
    }
}

/// Tables with a `num` column, by the kind of record that fills them.
const TABLES: &[(u16, &[&str])] = &[
    (
        1,
        &[
            "household",
            "person",
            "register_value",
            "register_supersedes",
            "undone",
        ],
    ),
    (2, &["visit", "supersedes", "external_id", "photo"]),
    (3, &["topic", "supersedes", "external_id", "photo"]),
    (
        4,
        &[
            "agenda",
            "agenda_field",
            "supersedes",
            "external_id",
            "photo",
        ],
    ),
    (5, &["motion", "supersedes", "external_id"]),
    (6, &["ballot", "ballot_return", "supersedes"]),
    (
        7,
        &["round", "log_entry", "supersedes", "external_id", "photo"],
    ),
    (8, &["hazard", "supersedes", "external_id", "photo"]),
    (16, &["decision"]),
];

/// Takes a record's rows out.
pub(crate) fn remove(connection: &Connection, kind: u16, num: i64) -> Result<(), StoreError> {
    let tables = TABLES
        .iter()
        .find(|(code, _)| *code == kind)
        .map_or(&[][..], |(_, tables)| tables);
    for table in tables {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE num = ?1"))?
            .execute([num])?;
    }
    Ok(())
}

/// Puts a record's rows in. They must not be there yet.
pub(crate) fn insert(connection: &Connection, record: &Projected<'_>) -> Result<(), StoreError> {
    if let Some(id) = record.entry.external_id() {
        return insert::external(connection, record, id);
    }
    if let Some(photo) = record.entry.photo() {
        return insert::photo(connection, record, photo);
    }
    match record.entry {
        Entry::Register(entry) => insert::register(connection, record, entry),
        Entry::Visits(entry) => insert::visit(connection, record, entry),
        Entry::Topic(entry) => insert::topic(connection, record, entry),
        Entry::Agenda(entry) => insert::agenda(connection, record, entry),
        Entry::Motion(entry) => insert::motion(connection, record, entry),
        Entry::Ballots(entry) => insert::ballot(connection, record, entry),
        Entry::Round(entry) => insert::round(connection, record, entry),
        Entry::Hazard(entry) => insert::hazard(connection, record, entry),
        Entry::Review(entry) => insert::review(connection, record, entry),
    }
}

/// Whether an accepted undo of the same document names this record.
pub(crate) fn is_undone(connection: &Connection, row: &Row) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM undone u JOIN record r USING(num) WHERE u.target = ?1 AND r.doc = ?2",
        )?
        .exists((row.id.as_bytes(), row.doc))?)
}

/// Drops every row of every projection; they are rebuilt from records.
pub(crate) fn clear(connection: &Connection) -> Result<(), StoreError> {
    for (_, tables) in TABLES {
        for table in *tables {
            connection.execute(&format!("DELETE FROM {table}"), [])?;
        }
    }
    connection.execute("UPDATE doc SET text = NULL", [])?;
    Ok(())
}
