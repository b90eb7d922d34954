//! 名册: households, persons and what is known of them.

use super::contradicted::{Among, among};
use super::live::value_holds;
use super::{Digest, Projected, Table, list, live, proposal};
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{RegisterEntry, term};
use crate::domain::pinyin::spellings;
use crate::domain::text::fold;
use crate::domain::{HouseholdId, MemberId, PlaceId, RecordId, Timestamp};
use crate::store::StoreError;
use rusqlite::{Connection, Params, params};
use std::collections::BTreeSet;

/// Tables of this room.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "household",
        ddl: "CREATE TABLE household(id BLOB NOT NULL, num INTEGER NOT NULL, place BLOB NOT NULL, floor INTEGER, room TEXT NOT NULL,
  PRIMARY KEY(id, num)) WITHOUT ROWID;
CREATE INDEX household_place ON household(place, floor, room);
CREATE INDEX household_num ON household(num);
CREATE INDEX household_room ON household(room);",
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
  name TEXT, value TEXT, folded TEXT, pinyin TEXT, member BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(subject, field, num)) WITHOUT ROWID;
CREATE INDEX register_value_num ON register_value(num);",
        digest: Some(Digest {
            columns: "p.subject, p.field",
            order: "p.subject, p.field",
        }),
    },
    // Values that were written beside another one of their field without replacing it: of these alone several may hold.
    Table {
        name: "register_beside",
        ddl: "CREATE TABLE register_beside(subject BLOB NOT NULL, field TEXT NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(subject, field, num)) WITHOUT ROWID;
CREATE INDEX register_beside_num ON register_beside(num);",
        digest: None,
    },
    // Of households: those that were closed (no target), and the earlier numbers of those that have another one.
    Table {
        name: "household_past",
        ddl: "CREATE TABLE household_past(household BLOB NOT NULL, place BLOB NOT NULL, num INTEGER NOT NULL, target BLOB, into_household BLOB);
CREATE INDEX household_past_of ON household_past(household);
CREATE INDEX household_past_num ON household_past(num);",
        digest: Some(Digest {
            columns: "p.household, p.target, p.into_household",
            order: "p.household, p.target",
        }),
    },
    Table {
        name: "person_past",
        ddl: "CREATE TABLE person_past(person BLOB NOT NULL, household BLOB NOT NULL, num INTEGER NOT NULL, target BLOB NOT NULL, how INTEGER NOT NULL,
  doc INTEGER NOT NULL);
CREATE INDEX person_past_of ON person_past(person);
CREATE INDEX person_past_num ON person_past(num);",
        digest: Some(Digest {
            columns: "p.person, p.household, p.target, p.how",
            order: "p.person, p.household, p.target",
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

/// Notes a value that does not replace every other one of its field that is there: whichever of two came later is noted, so
/// no two that hold together are missed, whatever is taken out or put back afterwards.
fn beside(
    connection: &Connection,
    (subject, field, num): (&Subject, &str, i64),
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO register_beside(subject, field, num) SELECT ?1, ?2, ?3 WHERE EXISTS
             (SELECT 1 FROM register_value o WHERE o.subject = ?1 AND o.field = ?2 AND o.num <> ?3 AND NOT EXISTS
              (SELECT 1 FROM register_supersedes s JOIN record f ON f.id = s.target
               WHERE s.subject = ?1 AND s.field = ?2 AND s.num = ?3 AND f.num = o.num))",
        )?
        .execute(params![subject.as_bytes(), field, num])?;
    Ok(())
}

/// The field of a person's name.
const NAME: &str = "name";

/// The form in which a value is searched, where it is not the value itself.
fn folded(text: &str) -> Option<String> {
    let folded = fold(text);
    (folded != text).then_some(folded)
}

/// Notes that a door's number, or the household whole, is of the past.
fn past(
    connection: &Connection,
    (household, place, num): (&HouseholdId, PlaceId, i64),
    target: Option<&RecordId>,
    into: Option<&HouseholdId>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO household_past(household, place, num, target, into_household) VALUES(?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            household.as_bytes(),
            place.as_bytes(),
            num,
            target.map(RecordId::as_bytes),
            into.map(HouseholdId::as_bytes)
        ])?;
    Ok(())
}

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
        RegisterEntry::Proposed(proposal) => {
            return proposal::insert(connection, record, proposal);
        }
        RegisterEntry::Decided(decided) => {
            proposal::insert_decided(connection, record, decided)?;
            &decided.changes
        }
        RegisterEntry::Changes(changes) => changes,
    };
    let mut values = proposal::words(record, entry).iter();
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
            RegisterChange::Renumbered {
                household,
                floor,
                room,
                supersedes,
            } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO household(id, num, place, floor, room) VALUES(?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![household.as_bytes(), num, place.as_bytes(), floor, room])?;
                for target in supersedes {
                    past(connection, (household, place, num), Some(target), None)?;
                }
            }
            RegisterChange::Closed { household, into } => {
                past(connection, (household, place, num), None, into.as_ref())?;
            }
            RegisterChange::Left {
                household,
                person,
                how,
                supersedes,
            } => {
                for target in supersedes {
                    connection
                        .prepare_cached(
                            "INSERT INTO person_past(person, household, num, target, how, doc) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                        )?
                        .execute(params![
                            person.as_bytes(),
                            household.as_bytes(),
                            num,
                            target.as_bytes(),
                            *how as u8,
                            record.stored.row.doc
                        ])?;
                }
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
                let words = values.next();
                let name = words.and_then(|words| words.name.as_deref());
                let is_person = matches!(subject, Subject::Person(_));
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO register_value(subject, field, num, person, name, value, folded, pinyin, member, at)
                         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    )?
                    .execute(params![
                        subject.as_bytes(),
                        field,
                        num,
                        is_person,
                        term::words_of(field, name),
                        words.map(|words| words.text.as_str()),
                        words.and_then(|words| folded(&words.text)),
                        words.filter(|_| field == NAME).and_then(|words| spellings(&words.text)),
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
                beside(connection, (subject, field, num))?;
            }
        }
    }
    Ok(())
}

/// SQL: the values `v`, of records `r`, of fields in which one was written beside another.
macro_rules! values_beside {
    () => {
        "(SELECT DISTINCT subject, field FROM register_beside) b
         CROSS JOIN register_value v ON v.subject = b.subject AND v.field = b.field CROSS JOIN record r ON r.num = v.num"
    };
}

/// Registers in which a field of a household or person has several values that hold.
pub(super) const SUSPECTS: &str = concat!(
    "SELECT r.doc FROM ",
    values_beside!(),
    " WHERE ",
    value_holds!("r", "v"),
    " GROUP BY v.subject, v.field, r.doc HAVING count(*) > 1"
);

/// Households and persons of which a field has several values that hold in one of these registers, in the order of their
/// ids.
pub(crate) fn conflicted(
    connection: &Connection,
    among: &Among,
) -> Result<Vec<[u8; 16]>, StoreError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT DISTINCT subject FROM (SELECT v.subject FROM ",
        values_beside!(),
        " WHERE ",
        among!("r.doc"),
        " AND ",
        value_holds!("r", "v"),
        " GROUP BY v.subject, v.field, r.doc HAVING count(*) > 1) ORDER BY subject"
    ))?;
    let rows = statement.query_map([among.json()], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A value of a household or person that nothing replaces.
#[derive(Debug, Clone)]
pub(crate) struct ValueRow {
    pub record: RecordId,
    /// Its document's local number.
    pub doc: i64,
    pub subject: [u8; 16],
    /// The field's name, or its key while its words are not here.
    pub field: String,
    /// The form in which chunks hold the name.
    pub key: String,
    pub is_person: bool,
    /// `None` while its body is not here.
    pub value: Option<String>,
    pub member: MemberId,
    pub at: Timestamp,
}

fn values(
    connection: &Connection,
    of: &str,
    bounds: impl Params,
) -> Result<Vec<ValueRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT r.id, r.doc, v.subject, coalesce(v.name, v.field), v.field, v.person, v.value, v.member, v.at
         FROM register_value v CROSS JOIN record r ON r.num = v.num
         WHERE {of} AND {} ORDER BY v.subject, v.field, r.id",
        value_holds!("r", "v")
    ))?;
    let rows = statement.query_map(bounds, |sql| {
        Ok(ValueRow {
            record: RecordId::from_bytes(sql.get(0)?),
            doc: sql.get(1)?,
            subject: sql.get(2)?,
            field: sql.get(3)?,
            key: sql.get(4)?,
            is_person: sql.get(5)?,
            value: sql.get(6)?,
            member: MemberId::from_bytes(sql.get(7)?),
            at: Timestamp(sql.get(8)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every value of a household or person that holds, by field, then record.
pub(crate) fn of_subject(
    connection: &Connection,
    subject: &[u8; 16],
) -> Result<Vec<ValueRow>, StoreError> {
    values(connection, "v.subject = ?1", [subject])
}

/// Every value of a household and of its people that holds, by subject, field, then record.
pub(crate) fn of_household(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Vec<ValueRow>, StoreError> {
    let of = "v.subject IN (SELECT ?1 UNION SELECT p.id FROM person p WHERE p.household = ?1)";
    values(connection, of, [household.as_bytes()])
}

/// Every name of a person that holds, by person, then record.
pub(crate) fn names(connection: &Connection) -> Result<Vec<ValueRow>, StoreError> {
    values(connection, "v.person = 1 AND v.field = 'name'", [])
}

/// Every value that holds, by subject, field, then record.
#[cfg(feature = "spreadsheet")]
pub(crate) fn all(connection: &Connection) -> Result<Vec<ValueRow>, StoreError> {
    values(connection, "TRUE", [])
}

/// One text of a field that holds: the first by record id, where several contradict each other.
pub(crate) fn text_of(
    connection: &Connection,
    subject: &[u8; 16],
    field: &str,
) -> Result<Option<String>, StoreError> {
    Ok(of_subject(connection, subject)?
        .into_iter()
        .filter(|live| live.key == term::key_of(field))
        .find_map(|live| live.value)
        .filter(|text| !text.is_empty()))
}

/// The values of some fields that hold, of these households, by household, field, then record: one statement for all of them.
pub(crate) fn of_fields(
    connection: &Connection,
    households: &BTreeSet<HouseholdId>,
    fields: &[&str],
) -> Result<Vec<ValueRow>, StoreError> {
    let keys: Vec<String> = fields.iter().map(|field| term::key_of(field)).collect();
    let keys = serde_json::to_string(&keys).unwrap_or_default();
    let ids = list::ids(households.iter().map(|id| id.as_bytes().as_slice()));
    values(
        connection,
        "v.subject IN (SELECT unhex(j.value) FROM json_each(?1) j) AND v.field IN (SELECT k.value FROM json_each(?2) k)",
        (ids, keys),
    )
}

/// Names of the fields that any household has a value of.
#[cfg(feature = "spreadsheet")]
pub(crate) fn household_fields(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT coalesce(name, field) AS shown FROM register_value WHERE person = 0 AND value IS NOT NULL ORDER BY shown",
    )?;
    let rows = statement.query_map([], |sql| sql.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
