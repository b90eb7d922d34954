//! Everything in which values of some documents contradict each other, kind by kind, as a page of conflicts shows it.

use super::agendas::{fold, named_value};
use crate::domain::{DocId, DocKind, HouseholdId, PlaceId};
use crate::projection::agenda::FieldRow;
use crate::projection::contradicted::Among;
use crate::projection::external_id::{self, NumberRow};
use crate::projection::live;
use crate::projection::matter::Listed;
use crate::projection::{agenda, register, round, visit};
use crate::roster::Roster;
use crate::store::{Connection, StoreError, document};
use crate::workspace::doors::household::{live_values, subject_title};
use crate::workspace::doors::visits;
use crate::workspace::rounds::hazards::Named;
use crate::workspace::{ConflictOwner, ConflictView, Error, Said, ValueView};
use crate::workspace::{matters, place_ref};

/// Prefix of the fields of numbers that other systems give.
pub(super) const NUMBER: &str = "external_ids.";

/// Everything in which values of these documents contradict each other.
pub(super) fn in_documents(
    connection: &Connection,
    roster: &Roster,
    documents: &[DocId],
) -> Result<Vec<ConflictView>, Error> {
    let among = Among::these(documents);
    let mut found = agendas(connection, roster, &among)?;
    found.extend(register(connection, roster, documents, &among)?);
    found.extend(rounds(connection, roster, &among)?);
    found.extend(visits(connection, roster, &among)?);
    let named = Named::of(roster);
    let title = |listed: &Listed| named.title(listed);
    found.extend(matters::contradictions(connection, roster, &among, title)?);
    found.extend(numbers(connection, roster, &among)?);
    Ok(found)
}

fn agendas(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let rows = agenda::conflicted(connection, among)?;
    for of_one in rows.chunk_by(|a, b| a.doc == b.doc) {
        let Some(first) = of_one.first() else {
            continue;
        };
        let title = agenda_title(connection, roster, first)?;
        for field in fold(of_one.iter().map(named_value)) {
            if field.is_contradicted() {
                found.push(ConflictView {
                    document: first.doc.1,
                    kind: DocKind::Agenda,
                    title: title.clone(),
                    field: field.name,
                    values: field.values,
                    words: Vec::new(),
                    owner: owner(roster, DocKind::Agenda, first.scope),
                });
            }
        }
    }
    Ok(found)
}

/// An agenda in a line: its title, the first of several, or the place that it is for.
fn agenda_title(
    connection: &Connection,
    roster: &Roster,
    row: &FieldRow,
) -> Result<Said, StoreError> {
    let mut fields = agenda::fields(connection, &[row.doc.0])?.into_iter();
    let title = fields.find(|field| field.name == "title");
    let title = title.and_then(|field| field.value);
    Ok(title.map_or_else(|| place_ref::said(roster, row.scope), Said::typed))
}

fn register(
    connection: &Connection,
    roster: &Roster,
    documents: &[DocId],
    among: &Among,
) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    for subject in register::conflicted(connection, among)? {
        let id = HouseholdId::from_bytes(subject);
        let title = subject_title(connection, roster, &subject)?;
        let mut live = live_values(connection, &subject)?;
        live.sort_by(|a, b| (a.doc, &a.field).cmp(&(b.doc, &b.field)));
        for of_one in live.chunk_by(|a, b| a.doc == b.doc) {
            let Some(doc) = of_one.first().map(|live| live.doc) else {
                continue;
            };
            let (document, _, _) = document::row(connection, doc)?;
            // What somebody wrote of it into another register is another document's.
            if !documents.contains(&document) {
                continue;
            }
            let named = of_one
                .iter()
                .map(|live| (live.field.clone(), live.value.clone()));
            for field in fold(named) {
                if field.is_contradicted() {
                    found.push(ConflictView {
                        document,
                        kind: DocKind::Register,
                        field: format!("{id}/{}", field.name),
                        title: Said::typed(format!("{title} {}", field.name)),
                        values: field.values,
                        words: Vec::new(),
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

fn rounds(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    let rows = round::conflicted(connection, among)?;
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
        let place = place_ref::said(roster, first.scope);
        for field in fold(values) {
            if field.is_contradicted() {
                found.push(ConflictView {
                    document: first.doc.1,
                    kind: DocKind::Round,
                    title: place.with(&field.name),
                    field: field.name,
                    values: field.values,
                    words: Vec::new(),
                    owner: owner(roster, DocKind::Round, first.scope),
                });
            }
        }
    }
    Ok(found)
}

fn visits(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
) -> Result<Vec<ConflictView>, StoreError> {
    Ok(visit::conflicted(connection, among)?
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
                title: Said::typed(shown.household),
                values: values.collect(),
                words: Vec::new(),
                owner: ConflictOwner::Author {
                    member: versions.first.member,
                },
            })
        })
        .collect())
}

fn numbers(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
) -> Result<Vec<ConflictView>, StoreError> {
    let rows = external_id::conflicted(connection, among)?;
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
                title: matters::system_said(roster, &first.system),
                values,
                words: Vec::new(),
                owner: ConflictOwner::Role {
                    role: live::NUMBERS_OWNER,
                },
            })
        })
        .collect())
}

fn owner(roster: &Roster, kind: DocKind, scope: PlaceId) -> ConflictOwner {
    ConflictOwner::Role {
        role: live::owner(roster, kind, scope).unwrap_or(live::NUMBERS_OWNER),
    }
}
