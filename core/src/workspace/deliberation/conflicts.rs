//! Conflicts: two values that replace the same and not each other. Both are kept and shown; the role that owns the field
//! decides. No value ever wins by itself.

use crate::domain::Code;
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{AgendaEntry, BodyWords, Entry, RegisterEntry, RoundEntry};
use crate::domain::words::ItemResult;
use crate::domain::{DocId, DocKind, HouseholdId, PersonId, RecordId, Role};
use crate::records::caps;
use crate::roster::{Level, Roster};
use crate::store::{StoreError, document};
use crate::workspace::author::{bounded, fields};
use crate::workspace::deliberation::agendas::{fold, live_fields};
use crate::workspace::doors::household::{live_values, subject_title};
use crate::workspace::rounds::inspections::live_items;
use crate::workspace::{ConflictView, Error, ValueView, Workspace};
use rusqlite::Connection;

impl Workspace {
    /// Everything in which two values contradict each other.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn conflicts(&self) -> Result<Vec<ConflictView>, Error> {
        self.view(|connection, roster| {
            let mut found = agendas(connection, roster)?;
            found.extend(register(connection, roster)?);
            found.extend(rounds(connection, roster)?);
            found.sort_by(|a, b| (a.document, &a.field).cmp(&(b.document, &b.field)));
            Ok(found)
        })
    }

    /// Decides a conflict: `value` replaces all the contradicting ones.
    ///
    /// # Errors
    /// `conflict_not_found`, `word_unknown` (in a round, a value is a result), `field_too_long`, `not_allowed`;
    /// [`Error::Store`].
    pub fn resolve(&self, document: DocId, field: &str, value: &str) -> Result<RecordId, Error> {
        bounded("value", value, caps::TEXT_CHARS)?;
        self.command(|command| {
            let tx = command.intake.tx;
            let none = || Error::field("field", Code::ConflictNotFound);
            let now = command.now();
            if let Some(num) = document::find(tx, document, DocKind::Agenda)? {
                let supersedes: Vec<RecordId> = live_fields(tx, num)?
                    .into_iter()
                    .filter(|live| live.name == field)
                    .map(|live| live.id)
                    .collect();
                if supersedes.len() < 2 {
                    return Err(none());
                }
                let (_, _, scope) = document::row(tx, num)?;
                let entry = Entry::Agenda(AgendaEntry::Field {
                    name: field.to_owned(),
                    supersedes,
                    at: now,
                });
                return command.write_into(
                    scope,
                    document,
                    &entry,
                    fields([("value", Some(value))]),
                );
            }
            if let Some(num) = document::find(tx, document, DocKind::Register)? {
                let (id, name) = field.split_once('/').ok_or_else(none)?;
                let id: HouseholdId = id.parse().map_err(|_| none())?;
                let live: Vec<_> = live_values(tx, id.as_bytes())?
                    .into_iter()
                    .filter(|live| live.field == name)
                    .collect();
                if live.len() < 2 {
                    return Err(none());
                }
                let subject = if live.iter().any(|live| live.is_person) {
                    Subject::Person(PersonId::from_bytes(*id.as_bytes()))
                } else {
                    Subject::Household(id)
                };
                let (_, _, scope) = document::row(tx, num)?;
                let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Value {
                    subject,
                    field: name.to_owned(),
                    supersedes: live.into_iter().map(|live| live.record).collect(),
                }]));
                return command.write(
                    scope,
                    &entry,
                    Some(BodyWords::Values(vec![value.to_owned()])),
                );
            }
            if let Some(num) = document::find(tx, document, DocKind::Round)? {
                let supersedes: Vec<RecordId> = live_items(tx, num)?
                    .into_iter()
                    .filter(|(item, _, _)| item == field)
                    .map(|(_, id, _)| id)
                    .collect();
                if supersedes.len() < 2 {
                    return Err(none());
                }
                let result =
                    ItemResult::from_name(value).ok_or(Error::field("value", Code::WordUnknown))?;
                let (_, _, scope) = document::row(tx, num)?;
                let entry = Entry::Round(RoundEntry::Logged(LogFacts {
                    item: field.to_owned(),
                    result,
                    supersedes,
                    at: now,
                }));
                return command.write_into(scope, document, &entry, None);
            }
            Err(Error::field("document", Code::RecordUnknown))
        })
    }
}

fn docs(connection: &Connection, sql: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn agendas(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let several = "SELECT f.doc FROM agenda_field f JOIN record r USING(num)
         WHERE NOT EXISTS (SELECT 1 FROM supersedes s JOIN record n ON n.num = s.num
           WHERE s.target = r.id AND n.doc = r.doc)
         GROUP BY f.doc, f.name HAVING count(*) > 1";
    let mut numbers = docs(connection, several)?;
    numbers.dedup();
    for doc in numbers {
        let (document, _, scope) = document::row(connection, doc)?;
        // Agendas of a compound are led by its committee, those of a stairwell by its building leader.
        let owner = match roster.place(scope).map(|place| place.level) {
            Some(Level::Building | Level::Stairwell) => Role::BuildingLeader,
            _ => Role::Committee,
        };
        let live = live_fields(connection, doc)?;
        for field in fold(live.into_iter().map(|live| (live.name, live.value))) {
            if field.values.len() > 1 {
                found.push(ConflictView {
                    document,
                    kind: DocKind::Agenda.name(),
                    title: field.name.clone(),
                    field: field.name,
                    values: field.values,
                    owner,
                });
            }
        }
    }
    Ok(found)
}

fn register(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT v.subject FROM register_value v JOIN record r USING(num)
         WHERE v.subject IN (SELECT subject FROM register_value GROUP BY subject, field HAVING count(*) > 1)
         AND NOT EXISTS (SELECT 1 FROM register_supersedes s
           WHERE s.subject = v.subject AND s.field = v.field AND s.target = r.id)
         GROUP BY v.subject, v.field HAVING count(*) > 1",
    )?;
    let mut subjects = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<[u8; 16]>>>()?;
    subjects.sort_unstable();
    subjects.dedup();
    let mut found = Vec::new();
    for subject in subjects {
        let live = live_values(connection, &subject)?;
        let Some(doc) = live.first().map(|live| live.doc) else {
            continue;
        };
        let (document, _, _) = document::row(connection, doc)?;
        let id = HouseholdId::from_bytes(subject);
        let title = subject_title(connection, roster, &subject)?;
        for field in fold(live.into_iter().map(|live| (live.field, live.value))) {
            if field.values.len() > 1 {
                found.push(ConflictView {
                    document,
                    kind: DocKind::Register.name(),
                    field: format!("{id}/{}", field.name),
                    title: format!("{title} {}", field.name),
                    values: field.values,
                    owner: Role::CommunityOffice,
                });
            }
        }
    }
    Ok(found)
}

fn rounds(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let several = "SELECT doc FROM log_entry GROUP BY doc, item HAVING count(*) > 1";
    let mut numbers = docs(connection, several)?;
    numbers.dedup();
    for doc in numbers {
        let (document, _, scope) = document::row(connection, doc)?;
        let values = live_items(connection, doc)?
            .into_iter()
            .map(|(item, _, entry)| {
                (
                    item,
                    ValueView {
                        value: Some(entry.result.name().to_owned()),
                        by: entry.by,
                        at: entry.at,
                    },
                )
            });
        for field in fold(values) {
            if field.values.len() > 1 {
                found.push(ConflictView {
                    document,
                    kind: DocKind::Round.name(),
                    title: format!("{} {}", roster.scope_name(scope), field.name),
                    field: field.name,
                    values: field.values,
                    owner: Role::GridWorker,
                });
            }
        }
    }
    Ok(found)
}
