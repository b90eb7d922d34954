//! 名册: households, persons and what is known of them.

use super::{Digest, Projected, Table, live};
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{BodyWords, RegisterEntry};
use crate::store::StoreError;
use rusqlite::{Connection, params};

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "household",
        ddl: "CREATE TABLE household(id BLOB NOT NULL, num INTEGER NOT NULL, place BLOB NOT NULL, floor INTEGER, room TEXT NOT NULL,
  PRIMARY KEY(id, num)) WITHOUT ROWID;
CREATE INDEX household_place ON household(place, floor, room);
CREATE INDEX household_num ON household(num);",
        digest: Some(Digest {
            columns: "p.id, p.place, p.floor, p.room",
            order: "p.id",
        }),
    },
    Table {
        name: "person",
        ddl: "CREATE TABLE person(id BLOB NOT NULL, num INTEGER NOT NULL, household BLOB NOT NULL, kind INTEGER NOT NULL,
  PRIMARY KEY(id, num)) WITHOUT ROWID;
CREATE INDEX person_household ON person(household);
CREATE INDEX person_num ON person(num);",
        digest: Some(Digest {
            columns: "p.id, p.household, p.kind",
            order: "p.id",
        }),
    },
    Table {
        name: "register_value",
        ddl: "CREATE TABLE register_value(subject BLOB NOT NULL, field TEXT NOT NULL, num INTEGER NOT NULL, person INTEGER NOT NULL,
  value TEXT, member BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(subject, field, num)) WITHOUT ROWID;
CREATE INDEX register_value_num ON register_value(num);",
        digest: Some(Digest {
            columns: "p.subject, p.field",
            order: "p.subject, p.field",
        }),
    },
    Table {
        name: "register_supersedes",
        ddl: "CREATE TABLE register_supersedes(subject BLOB NOT NULL, field TEXT NOT NULL, target BLOB NOT NULL, num INTEGER NOT NULL,
  doc INTEGER NOT NULL, PRIMARY KEY(subject, field, target, num)) WITHOUT ROWID;
CREATE INDEX register_supersedes_num ON register_supersedes(num);",
        digest: Some(Digest {
            columns: "p.subject, p.field, p.target",
            order: "p.subject, p.field, p.target",
        }),
    },
];

pub(super) fn insert(
    connection: &Connection,
    record: &Projected<'_>,
    entry: &RegisterEntry,
) -> Result<(), StoreError> {
    let num = record.stored.row.num;
    let changes = match entry {
        RegisterEntry::Undo(target) => {
            return live::undo(connection, num, *target);
        }
        RegisterEntry::Changes(changes) => changes,
    };
    let mut values = match &record.words {
        Some(BodyWords::Values(values)) => values.iter(),
        _ => [].iter(),
    };
    let place = record.stored.row.header.scope;
    for change in changes {
        match change {
            RegisterChange::Household {
                household,
                floor,
                room,
            } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO household(id, num, place, floor, room) VALUES(?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![household.as_bytes(), num, place.as_bytes(), floor, room])?;
            }
            RegisterChange::Person {
                household,
                person,
                kind,
            } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO person(id, num, household, kind) VALUES(?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![person.as_bytes(), num, household.as_bytes(), u8::from(*kind)])?;
            }
            RegisterChange::Value {
                subject,
                field,
                supersedes,
            } => {
                let is_person = matches!(subject, Subject::Person(_));
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO register_value(subject, field, num, person, value, member, at)
                         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    )?
                    .execute(params![
                        subject.as_bytes(),
                        field,
                        num,
                        is_person,
                        values.next(),
                        record.member.as_bytes(),
                        record.stored.row.header.display_millis(),
                    ])?;
                for target in supersedes {
                    connection
                        .prepare_cached(
                            "INSERT OR IGNORE INTO register_supersedes(subject, field, target, num, doc)
                             VALUES(?1, ?2, ?3, ?4, ?5)",
                        )?
                        .execute(params![
                            subject.as_bytes(),
                            field,
                            target.as_bytes(),
                            num,
                            record.stored.row.doc
                        ])?;
                }
            }
        }
    }
    Ok(())
}
