//! Projections: the tables that lists and searches read. Every row belongs to one record, so they come out the same in
//! whatever order records arrive; they can be dropped and rebuilt from records at any time.
//!
//! A table is one room: its DDL, the row that goes in, the rows that come out, and the columns that the *state* digest
//! hashes. [`live`] says which rows still hold. Beside `store`, the only SQL. Rows go out, never views: words for people are
//! made above.

pub(crate) mod agenda;
pub(crate) mod contact;
pub(crate) mod contradicted;
pub(crate) mod decision;
pub(crate) mod digest;
pub(crate) mod external_id;
mod grams;
pub(crate) mod home;
pub(crate) mod kept;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod matter;
pub(crate) mod opened;
pub(crate) mod outcome;
pub(crate) mod photo;
pub(crate) mod proposal;
pub(crate) mod register;
pub(crate) mod returned;
pub(crate) mod roll;
pub(crate) mod round;
mod runs;
pub(crate) mod search;
mod tables;
pub(crate) mod tally;
#[cfg(test)]
mod tests;
pub(crate) mod visit;
pub(crate) mod wordings;

pub(crate) use grams::set_text;
pub(crate) use live::is_undone;
pub(crate) use tables::{ahead, are_current, clear, forget, remove, renew, sweep};

use crate::domain::MemberId;
use crate::domain::entry::{BodyWords, Entry};
use crate::store::{StoreError, Stored};
use rusqlite::Connection;
use tables::{Digest, Table};

/// Everything a projection needs of one record.
pub(crate) struct Projected<'a> {
    pub stored: &'a Stored,
    pub entry: &'a Entry,
    /// Its author, by the roster.
    pub member: MemberId,
    /// Whether, by the roster entry that it cites, its author has the role that decides conflicts of such values.
    pub owns: bool,
    /// Whether its author could only relay it (○).
    pub relayed: bool,
    pub words: Option<BodyWords>,
}

impl<'a> Projected<'a> {
    pub(crate) fn new(
        stored: &'a Stored,
        entry: &'a Entry,
        member: MemberId,
        owns: bool,
        relayed: bool,
    ) -> Self {
        Self {
            relayed,
            stored,
            entry,
            member,
            owns,
            words: stored
                .body
                .as_ref()
                .and_then(|body| BodyWords::from_bytes(body.content())),
        }
    }

    /// Lets it say what it shows of other records' words.
    pub(crate) fn resolve(&mut self, connection: &Connection) -> Result<(), StoreError> {
        kept::resolve(connection, self)
    }

    fn word(&self, field: &str) -> Option<&str> {
        self.words.as_ref().and_then(|words| words.field(field))
    }
}

/// Puts a record's rows in. They must not be there yet.
pub(crate) fn insert(connection: &Connection, record: &Projected<'_>) -> Result<(), StoreError> {
    if record.relayed {
        live::mark_relayed(connection, record.stored.row.num)?;
    }
    insert_rows(connection, record)?;
    // Photos have no words, and those of visits are not searched.
    let searched = match record.entry {
        Entry::Visits(_) => record.entry.external_id().is_some(),
        entry => entry.photo().is_none(),
    };
    if searched {
        let row = &record.stored.row;
        grams::insert(connection, row.header.kind.0, row.num)?;
    }
    Ok(())
}

fn insert_rows(connection: &Connection, record: &Projected<'_>) -> Result<(), StoreError> {
    if let Some(id) = record.entry.external_id() {
        return external_id::insert(connection, record, id);
    }
    if let Some(photo) = record.entry.photo() {
        return photo::insert(connection, record, photo);
    }
    match record.entry {
        Entry::Register(entry) => register::insert(connection, record, entry),
        Entry::Visits(entry) => visit::insert(connection, record, entry),
        Entry::Agenda(entry) => agenda::insert(connection, record, entry),
        Entry::Motion(entry) => {
            roll::insert(connection, record, entry)?;
            tally::insert_motion(connection, record, entry)
        }
        Entry::Ballots(entry) => tally::insert_ballot(connection, record, entry),
        Entry::Round(entry) => round::insert(connection, record, entry),
        Entry::Review(entry) => {
            returned::insert(connection, record, entry)?;
            decision::insert(connection, record, entry)
        }
        Entry::Matter(_, entry) => matter::insert(connection, record, entry),
    }
}

/// The head of an id, as a number: breaks ties in lists the same way on every replica.
fn tie(id: &[u8]) -> i64 {
    let mut head = [0; 8];
    head.copy_from_slice(&id[..8]);
    i64::from_be_bytes(head)
}
