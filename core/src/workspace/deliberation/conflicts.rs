//! Conflicts: values that replace the same and not each other. All are kept and shown; whoever owns the field decides. No
//! value ever wins by itself.

use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{
    AgendaEntry, BodyWords, Entry, ExternalId, RegisterEntry, RoundEntry, Value, term,
};
use crate::domain::vocabulary::ItemResult;
use crate::domain::{Code, DocId, DocKind, HouseholdId, PersonId, PlaceId, RecordId};
use crate::projection::external_id::{self, NumberRow};
use crate::projection::live::{self, Versions};
use crate::projection::{agenda, hazard, register, round, topic, visit};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::Connection;
use crate::store::{StoreError, document};
use crate::workspace::author::{bounded, fields};
use crate::workspace::deliberation::agendas::{fold, named_value};
use crate::workspace::doors::household::{live_values, subject_title};
use crate::workspace::doors::visits;
use crate::workspace::{
    Command, ConflictOwner, ConflictView, Error, Page, ValueView, Workspace, correct, paging,
};

use sha2::{Digest as _, Sha256};

impl Workspace {
    /// Everything in which values contradict each other, in the order of documents and fields: at most `limit` (≤ 500)
    /// after the page before.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn conflicts(&self, limit: u32, after: Option<&str>) -> Result<Page<ConflictView>, Error> {
        let after = after.map(Place::parse).transpose()?;
        self.view(|connection, roster| {
            let mut found = agendas(connection, roster)?;
            found.extend(register(connection, roster)?);
            found.extend(rounds(connection, roster)?);
            found.extend(visits(connection, roster)?);
            found.extend(topics(connection)?);
            found.extend(hazards(connection)?);
            found.extend(numbers(connection)?);
            found.sort_by(|a, b| Place::of(a).cmp(&Place::of(b)));
            let limit = limit.clamp(1, paging::PAGE) as usize;
            let mut rest = found
                .into_iter()
                .filter(|view| after.as_ref().is_none_or(|after| Place::of(view) > *after));
            let items: Vec<ConflictView> = rest.by_ref().take(limit).collect();
            let more = rest.next().is_some();
            let next = items
                .last()
                .filter(|_| more)
                .map(|view| Place::of(view).text());
            Ok(Page { items, next })
        })
    }

    /// Decides a conflict: `value` replaces all the contradicting ones. Where versions of a visit, topic or hazard
    /// contradict each other it is the id of the record whose version holds.
    ///
    /// # Errors
    /// `conflict_not_found`, `agenda_contested`, `word_unknown` (in a round, a value is a result), `record_unknown`, `field_too_long`,
    /// `not_author`, `not_allowed` for whoever does not own the field; [`Error::Store`].
    pub fn resolve(&self, document: DocId, field: &str, value: &str) -> Result<RecordId, Error> {
        bounded("value", value, caps::TEXT_CHARS)?;
        self.command(|command| {
            let kinds = [
                DocKind::Agenda,
                DocKind::Register,
                DocKind::Round,
                DocKind::Visits,
                DocKind::Topic,
                DocKind::Hazard,
                DocKind::Motion,
            ];
            for kind in kinds {
                let Some(num) = document::find(command.intake.tx, document, kind)? else {
                    continue;
                };
                let (_, _, scope) = document::row(command.intake.tx, num)?;
                let at = Contradicted {
                    document,
                    num,
                    scope,
                    field,
                };
                if let Some(system) = field.strip_prefix(NUMBER) {
                    return resolve_number(command, kind, &at, system, value);
                }
                return match kind {
                    DocKind::Agenda => resolve_agenda(command, &at, value),
                    DocKind::Register => resolve_register(command, &at, value),
                    DocKind::Round => resolve_round(command, &at, value),
                    DocKind::Visits | DocKind::Topic | DocKind::Hazard => {
                        correct::pick(command, kind, num, field, value)
                    }
                    _ => Err(none()),
                };
            }
            Err(Error::field("document", Code::RecordUnknown))
        })
    }
}

/// Prefix of the fields of numbers that other systems give.
const NUMBER: &str = "external_ids.";

/// Position of a conflict in the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place(DocId, String);

impl Place {
    fn of(view: &ConflictView) -> Self {
        Self(view.document, view.field.clone())
    }

    fn text(&self) -> String {
        format!("{}/{}", self.0, self.1)
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let invalid = || Error::field("after", Code::CursorInvalid);
        let (document, field) = text.split_once('/').ok_or_else(invalid)?;
        let document = document.parse().map_err(|_| invalid())?;
        Ok(Self(document, field.to_owned()))
    }
}

/// A field of a document that somebody wants to decide.
struct Contradicted<'a> {
    document: DocId,
    num: i64,
    scope: PlaceId,
    field: &'a str,
}

const fn none() -> Error {
    Error::field("field", Code::ConflictNotFound)
}

fn resolve_agenda(
    command: &mut Command<'_>,
    at: &Contradicted<'_>,
    value: &str,
) -> Result<RecordId, Error> {
    let supersedes: Vec<RecordId> = agenda::fields(command.intake.tx, &[at.num])?
        .into_iter()
        .filter(|live| live.name == at.field)
        .map(|live| live.record)
        .collect();
    if supersedes.len() < 2 {
        return Err(none());
    }
    command.must_own(DocKind::Agenda, at.scope)?;
    // Whoever decides says on which text: not on one that may still change without anybody's writing.
    if agenda::is_text_contested(command.intake.tx, at.num)? {
        return Err(Error::field("document", Code::AgendaContested));
    }
    let text = agenda::by_doc(command.intake.tx, at.num)?.and_then(|row| row.text);
    let entry = Entry::Agenda(AgendaEntry::Field {
        name: at.field.to_owned(),
        supersedes,
        at: command.now(),
        text: text.map(|text| Sha256::digest(text).into()),
    });
    command.write_into(
        at.scope,
        at.document,
        &entry,
        fields([("value", Some(value))]),
    )
}

fn resolve_register(
    command: &mut Command<'_>,
    at: &Contradicted<'_>,
    value: &str,
) -> Result<RecordId, Error> {
    let (id, name) = at.field.split_once('/').ok_or_else(none)?;
    let id: HouseholdId = id.parse().map_err(|_| none())?;
    let live: Vec<_> = live_values(command.intake.tx, id.as_bytes())?
        .into_iter()
        .filter(|live| live.is_of(name) && live.doc == at.num)
        .collect();
    if live.len() < 2 {
        return Err(none());
    }
    command.must_own(DocKind::Register, at.scope)?;
    let subject = if live.iter().any(|live| live.is_person) {
        Subject::Person(PersonId::from_bytes(*id.as_bytes()))
    } else {
        Subject::Household(id)
    };
    let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Value {
        subject,
        field: term::key_of(name),
        supersedes: live.into_iter().map(|live| live.record).collect(),
    }]));
    let words = BodyWords::Values(vec![Value::of(name, value)]);
    command.write(at.scope, &entry, Some(words))
}

fn resolve_round(
    command: &mut Command<'_>,
    at: &Contradicted<'_>,
    value: &str,
) -> Result<RecordId, Error> {
    let live: Vec<_> = round::entries(command.intake.tx, &[at.num])?
        .into_iter()
        .filter(|entry| term::is_of(&entry.item, at.field))
        .collect();
    let (2.., Some(first)) = (live.len(), live.first()) else {
        return Err(none());
    };
    let item = first.item.clone();
    let name = live.iter().find_map(|entry| entry.name.clone());
    let supersedes: Vec<RecordId> = live.iter().map(|entry| entry.record).collect();
    let result = ItemResult::from_name(value).ok_or(Error::field("value", Code::WordUnknown))?;
    command.must_own(DocKind::Round, at.scope)?;
    let entry = Entry::Round(RoundEntry::Logged(LogFacts {
        item,
        result,
        supersedes,
        at: command.now(),
    }));
    let words = fields([("item", name.as_deref().and_then(term::words_beside))]);
    command.write_into(at.scope, at.document, &entry, words)
}

fn agendas(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let rows = agenda::conflicted(connection)?;
    for of_one in rows.chunk_by(|a, b| a.doc == b.doc) {
        let Some(first) = of_one.first() else {
            continue;
        };
        for field in fold(of_one.iter().map(named_value)) {
            if field.is_contradicted() {
                found.push(ConflictView {
                    document: first.doc.1,
                    kind: DocKind::Agenda,
                    title: field.name.clone(),
                    field: field.name,
                    values: field.values,
                    owner: owner(roster, DocKind::Agenda, first.scope),
                });
            }
        }
    }
    Ok(found)
}

fn register(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    for subject in register::conflicted(connection)? {
        let id = HouseholdId::from_bytes(subject);
        let title = subject_title(connection, roster, &subject)?;
        let mut live = live_values(connection, &subject)?;
        live.sort_by(|a, b| (a.doc, &a.field).cmp(&(b.doc, &b.field)));
        for of_one in live.chunk_by(|a, b| a.doc == b.doc) {
            let Some(doc) = of_one.first().map(|live| live.doc) else {
                continue;
            };
            let (document, _, _) = document::row(connection, doc)?;
            let named = of_one
                .iter()
                .map(|live| (live.field.clone(), live.value.clone()));
            for field in fold(named) {
                if field.is_contradicted() {
                    found.push(ConflictView {
                        document,
                        kind: DocKind::Register,
                        field: format!("{id}/{}", field.name),
                        title: format!("{title} {}", field.name),
                        values: field.values,
                        owner: ConflictOwner::Role {
                            role: live::NUMBERS_OWNER,
                        },
                    });
                }
            }
        }
    }
    Ok(found)
}

fn rounds(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let rows = round::conflicted(connection)?;
    for of_one in rows.chunk_by(|a, b| a.doc == b.doc) {
        let Some(first) = of_one.first() else {
            continue;
        };
        let name_of = |key: &str| {
            let same = of_one.iter().filter(|entry| entry.item == key);
            let mut names = same.filter_map(|entry| entry.name.clone());
            names.next().unwrap_or_else(|| key.to_owned())
        };
        let values = of_one.iter().map(|entry| {
            let value = ValueView {
                record: entry.record,
                value: Some(entry.result.name().to_owned()),
                by: entry.member,
                at: entry.at,
                relayed: entry.relayed,
            };
            (name_of(&entry.item), value)
        });
        for field in fold(values) {
            if field.is_contradicted() {
                found.push(ConflictView {
                    document: first.doc.1,
                    kind: DocKind::Round,
                    title: format!("{} {}", roster.scope_name(first.scope), field.name),
                    field: field.name,
                    values: field.values,
                    owner: owner(roster, DocKind::Round, first.scope),
                });
            }
        }
    }
    Ok(found)
}

fn visits(connection: &Connection, roster: &Roster) -> Result<Vec<ConflictView>, StoreError> {
    Ok(visit::conflicted(connection)?
        .into_iter()
        .filter_map(|versions| {
            let shown = visits::view(roster, &versions)?;
            let values = versions.live.iter().map(|row| ValueView {
                record: row.id,
                value: row.facts.as_ref().map(|facts| {
                    let note = row.note.as_deref().unwrap_or_default();
                    format!("{} {note}", facts.outcome.name())
                        .trim_end()
                        .to_owned()
                }),
                by: row.member,
                at: row.written_at(),
                relayed: false,
            });
            Some(ConflictView {
                document: versions.first.doc,
                kind: DocKind::Visits,
                field: versions.first.id.to_string(),
                title: shown.household,
                values: values.collect(),
                owner: ConflictOwner::Author {
                    member: versions.first.member,
                },
            })
        })
        .collect())
}

fn topics(connection: &Connection) -> Result<Vec<ConflictView>, StoreError> {
    Ok(topic::conflicted(connection)?
        .into_iter()
        .map(|versions| {
            let first = &versions.first;
            ConflictView {
                document: first.doc.1,
                kind: DocKind::Topic,
                field: first.doc.1.to_string(),
                title: first.title.clone().unwrap_or_default(),
                owner: ConflictOwner::Author {
                    member: first.member,
                },
                values: contradicting(&versions)
                    .map(|row| ValueView {
                        record: row.id,
                        value: row.facts.as_ref().and(row.title.clone()),
                        by: row.member,
                        at: row.written_at(),
                        relayed: row.relayed,
                    })
                    .collect(),
            }
        })
        .collect())
}

fn hazards(connection: &Connection) -> Result<Vec<ConflictView>, StoreError> {
    Ok(hazard::conflicted(connection)?
        .into_iter()
        .map(|versions| {
            let first = &versions.first;
            ConflictView {
                document: first.doc.1,
                kind: DocKind::Hazard,
                field: first.doc.1.to_string(),
                title: first
                    .facts
                    .as_ref()
                    .map(|facts| facts.kind.clone())
                    .unwrap_or_default(),
                owner: ConflictOwner::Author {
                    member: first.member,
                },
                values: contradicting(&versions)
                    .map(|row| ValueView {
                        record: row.id,
                        value: row.facts.as_ref().map(|facts| {
                            let text = row.text.as_deref().unwrap_or_default();
                            format!("{} {text}", facts.severity.name())
                                .trim_end()
                                .to_owned()
                        }),
                        by: row.member,
                        at: row.written_at(),
                        relayed: row.relayed,
                    })
                    .collect(),
            }
        })
        .collect())
}

fn numbers(connection: &Connection) -> Result<Vec<ConflictView>, StoreError> {
    let rows = external_id::conflicted(connection)?;
    let same = |a: &NumberRow, b: &NumberRow| (a.doc, a.of, &a.system) == (b.doc, b.of, &b.system);
    Ok(rows
        .chunk_by(same)
        .filter_map(|of_one| {
            let first = of_one.first()?;
            let named = of_one.iter().map(|row| {
                let value = ValueView {
                    record: row.record,
                    value: row.value.clone(),
                    by: row.member,
                    at: row.at,
                    relayed: false,
                };
                (row.system.clone(), value)
            });
            let values = fold(named).pop()?.values;
            if values.len() < 2 {
                return None;
            }
            Some(ConflictView {
                document: first.doc,
                kind: DocKind::from_code(first.kind)?,
                field: match first.of {
                    Some(of) => format!("{NUMBER}{of}.{}", first.system),
                    None => format!("{NUMBER}{}", first.system),
                },
                title: first.system.clone(),
                values,
                owner: ConflictOwner::Role {
                    role: live::NUMBERS_OWNER,
                },
            })
        })
        .collect())
}

fn resolve_number(
    command: &mut Command<'_>,
    kind: DocKind,
    at: &Contradicted<'_>,
    named: &str,
    value: &str,
) -> Result<RecordId, Error> {
    let live: Vec<NumberRow> = external_id::conflicted(command.intake.tx)?
        .into_iter()
        .filter(|row| row.doc == at.document)
        .filter(|row| match row.of {
            Some(of) => {
                named
                    .strip_prefix(&of.to_string())
                    .and_then(|rest| rest.strip_prefix('.'))
                    == Some(row.system.as_str())
            }
            None => named == row.system,
        })
        .collect();
    let first = live.first().ok_or_else(none)?;
    command.must_decide(Some(live::NUMBERS_OWNER), at.scope)?;
    let external = ExternalId {
        of: first.of,
        system: first.system.clone(),
        supersedes: live.iter().map(|row| row.record).collect(),
    };
    let entry = Entry::external(kind, external).ok_or_else(none)?;
    command.write_into(
        at.scope,
        at.document,
        &entry,
        fields([("value", Some(value))]),
    )
}

/// The versions that contradict each other: where several claim to be the first, the shown one is one of them.
fn contradicting<R>(versions: &Versions<R>) -> impl Iterator<Item = &R> {
    versions
        .rivals
        .then_some(&versions.first)
        .into_iter()
        .chain(&versions.live)
}

fn owner(roster: &Roster, kind: DocKind, scope: PlaceId) -> ConflictOwner {
    ConflictOwner::Role {
        role: live::owner(roster, kind, scope).unwrap_or(live::NUMBERS_OWNER),
    }
}
