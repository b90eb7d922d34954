//! Deciding conflicts: one value replaces all that contradict each other.

use super::contradictions::NUMBER;
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{
    AgendaEntry, BodyWords, Entry, ExternalId, RegisterEntry, RoundEntry, Value, term,
};
use crate::domain::vocabulary::ItemResult;
use crate::domain::{Code, DocId, DocKind, HouseholdId, PersonId, PlaceId, RecordId};
use crate::projection::contradicted::Among;
use crate::projection::external_id::{self, NumberRow};
use crate::projection::{agenda, live, matter, round};
use crate::records::caps;
use crate::store::document;
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::household::live_values;
use crate::workspace::matters;
use crate::workspace::office::external_ids::entry_of;
use crate::workspace::{Command, Error, Workspace, correct};
use sha2::{Digest as _, Sha256};

impl Workspace {
    /// Decides a conflict: `value` replaces all the contradicting ones. Where versions of a visit, or amendments of a step of
    /// a matter (of a topic or hazard: its corrections) contradict each other it is the id of the record that holds.
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
                DocKind::Motion,
            ];
            for kind in kinds.into_iter().chain(DocKind::MATTERS) {
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
                    _ if matter::has_entries(command.intake.tx, num)? => {
                        matters::decide(command, (document, num), field, value)
                    }
                    DocKind::Visits => correct::pick(command, field, value),
                    _ => Err(none()),
                };
            }
            Err(Error::field("document", Code::RecordUnknown))
        })
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

fn resolve_number(
    command: &mut Command<'_>,
    kind: DocKind,
    at: &Contradicted<'_>,
    named: &str,
    value: &str,
) -> Result<RecordId, Error> {
    let live: Vec<NumberRow> =
        external_id::conflicted(command.intake.tx, &Among::these(&[at.document]))?
            .into_iter()
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
    let entry = entry_of(command.intake.tx, kind, at.num, external)?.ok_or_else(none)?;
    command.write_into(
        at.scope,
        at.document,
        &entry,
        fields([("value", Some(value))]),
    )
}
