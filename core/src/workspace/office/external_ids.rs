//! 外部编号: the city's platforms, an embedder's own app and yesterday's spreadsheet number the same household, hazard and
//! worker their own way; typing twice is what grid workers hate most.

use crate::domain::Code;
use crate::domain::entry::external::ExternalId;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{BodyWords, Entry, MatterEntry, RegisterEntry, Value, term};
use crate::domain::{DocId, DocKind, PersonId, PlaceId, RecordId};
use crate::projection::{external_id, home};
use crate::records::caps;
use crate::roster::{Numbered, Op, Roster};
use crate::rules::authority::Operation;
use crate::store::{Connection, StoreError, document, record};
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::community::roster_command::{Knows, append_ops};
use crate::workspace::doors::address;
use crate::workspace::doors::household::live_values;
use crate::workspace::matters::operation_beside;
use crate::workspace::matters::system_said;
use crate::workspace::{Command, Error, ExternalIdView, Workspace};
use std::collections::BTreeMap;

/// Fields of a register that hold such numbers begin so.
pub(crate) const PREFIX: &str = "external_ids.";

/// A thing that can be numbered, found by its id or a door number.
pub(crate) enum Thing {
    /// A document's subject, or a visit or log entry in it.
    Document {
        doc: i64,
        id: DocId,
        kind: DocKind,
        scope: PlaceId,
        of: Option<RecordId>,
    },
    /// A household or person.
    Register(Subject, PlaceId),
    /// A place, grid or member.
    Roster(Numbered),
}

const KINDS: [DocKind; 15] = [
    DocKind::Topic,
    DocKind::Agenda,
    DocKind::Motion,
    DocKind::Round,
    DocKind::Hazard,
    DocKind::Deliberation,
    DocKind::Meeting,
    DocKind::Notice,
    DocKind::Dispute,
    DocKind::Campaign,
    DocKind::FundProject,
    DocKind::Ledger,
    DocKind::Incident,
    DocKind::Care,
    DocKind::FormAnswers,
];

pub(crate) fn find(connection: &Connection, roster: &Roster, text: &str) -> Result<Thing, Error> {
    let unknown = || Error::field("entity", Code::RecordUnknown);
    let text = text.trim();
    if let Ok(id) = text.parse::<RecordId>() {
        let row = record::by_id(connection, id)?
            .filter(|row| row.state.is_accepted())
            .ok_or_else(unknown)?;
        let kind = DocKind::from_code(row.header.kind.0).ok_or_else(unknown)?;
        return Ok(Thing::Document {
            doc: row.doc,
            id: row.header.doc,
            kind,
            scope: row.header.scope,
            of: Some(id),
        });
    }
    if let Ok(id) = text.parse::<DocId>() {
        for kind in KINDS {
            if let Some(doc) = document::find(connection, id, kind)? {
                let (_, _, scope) = document::row(connection, doc)?;
                return Ok(Thing::Document {
                    doc,
                    id,
                    kind,
                    scope,
                    of: None,
                });
            }
        }
        let bytes = *id.as_bytes();
        if let Some(numbered) = roster.numbered(bytes) {
            return Ok(Thing::Roster(numbered));
        }
        let person = PersonId::from_bytes(bytes);
        if let Some(household) = home::of_person(connection, person)? {
            let place = address::stairwell_of(connection, household)?;
            return Ok(Thing::Register(
                Subject::Person(person),
                place.ok_or_else(unknown)?,
            ));
        }
    }
    let home = address::home(connection, roster, text, "entity")?;
    Ok(Thing::Register(
        Subject::Household(home.household),
        home.stairwell,
    ))
}

impl Workspace {
    /// Notes the number that another system gives a thing: a visit, log entry, topic, agenda, tally, round or hazard, a
    /// household (door number or id) or person, a place, grid or member. An empty number takes it away.
    ///
    /// # Errors
    /// `record_unknown`, `household_unknown`, `field_missing`, `field_too_long`, `not_allowed`; [`Error::Store`].
    pub fn set_external_id(&self, entity: &str, system: &str, number: &str) -> Result<(), Error> {
        named("system", system)?;
        bounded("number", number, caps::TITLE_CHARS)?;
        self.roster_command_then(
            Knows::NotYet,
            |command, appended| {
                let found = find(command.intake.tx, command.roster(), entity)?;
                if let Thing::Roster(of) = found {
                    command.check(Operation::DecideRegister, command.roster().whole())?;
                    let system = system.to_owned();
                    let (number, words) = match of {
                        Numbered::Member(_) if number.is_empty() => {
                            (String::new(), BTreeMap::new())
                        }
                        // A worker's number lies where it can be erased.
                        Numbered::Member(member) => {
                            let key = (member, Some(system.clone()));
                            (String::new(), BTreeMap::from([(key, number.to_owned())]))
                        }
                        Numbered::Place(_) | Numbered::Grid(_) => {
                            (number.to_owned(), BTreeMap::new())
                        }
                    };
                    let op = Op::ExternalId { of, system, number };
                    append_ops(appended, command, vec![op], words)?;
                    return Ok(None);
                }
                Ok(Some(found))
            },
            |command, found| match found {
                Some(thing) => write(command, &thing, system, number),
                None => Ok(()),
            },
        )
    }

    /// The numbers that other systems give a thing.
    ///
    /// # Errors
    /// `record_unknown`, `household_unknown`; [`Error::Store`].
    pub fn external_ids(&self, entity: &str) -> Result<Vec<ExternalIdView>, Error> {
        self.view(|connection, roster| {
            let mut found: Vec<ExternalIdView> = Vec::new();
            let mut add = |system: &str, value| put(&mut found, roster, system, value);
            match find(connection, roster, entity)? {
                Thing::Document { doc, of, .. } => {
                    for live in external_id::of_thing(connection, doc, of)? {
                        add(&live.system, live.value);
                    }
                }
                Thing::Register(subject, _) => {
                    return Ok(numbers_of(connection, roster, subject.as_bytes())?);
                }
                Thing::Roster(of) => {
                    for (system, number) in roster.external_ids(of) {
                        add(system, Some(number.to_owned()));
                    }
                }
            }
            Ok(found)
        })
    }
}

/// Adds a number to those of its system; an empty one is none.
pub(crate) fn put(
    found: &mut Vec<ExternalIdView>,
    roster: &Roster,
    system: &str,
    value: Option<String>,
) {
    if value.as_deref() == Some("") {
        return;
    }
    match found.iter_mut().find(|known| known.system == system) {
        Some(known) if known.values.contains(&value) => {}
        Some(known) => known.values.push(value),
        None => found.push(ExternalIdView {
            system: system.to_owned(),
            said: system_said(roster, system),
            values: vec![value],
        }),
    }
}

/// The numbers that other systems give a household or person.
pub(crate) fn numbers_of(
    connection: &Connection,
    roster: &Roster,
    subject: &[u8; 16],
) -> Result<Vec<ExternalIdView>, StoreError> {
    let mut found = Vec::new();
    for live in live_values(connection, subject)? {
        if let Some(system) = live.field.strip_prefix(PREFIX) {
            put(&mut found, roster, system, live.value.value);
        }
    }
    Ok(found)
}

/// An entry that gives a number: beside the steps of a matter it claims what the step that it is of claimed.
pub(in crate::workspace) fn entry_of(
    connection: &Connection,
    kind: DocKind,
    doc: i64,
    id: ExternalId,
) -> Result<Option<Entry>, StoreError> {
    let operation = if kind.holds_matters() {
        operation_beside(connection, doc, id.of)?
    } else {
        None
    };
    Ok(match operation {
        Some(operation) => Some(Entry::Matter(kind, MatterEntry::External { operation, id })),
        None => Entry::external(kind, id),
    })
}

fn write(
    command: &mut Command<'_>,
    thing: &Thing,
    system: &str,
    number: &str,
) -> Result<(), Error> {
    let tx = command.intake.tx;
    match thing {
        Thing::Document {
            doc,
            id,
            kind,
            scope,
            of,
        } => {
            let supersedes = external_id::of_thing(tx, *doc, *of)?
                .into_iter()
                .filter(|live| live.system == system)
                .map(|live| live.record)
                .collect();
            let external = ExternalId {
                of: *of,
                system: system.to_owned(),
                supersedes,
            };
            let entry = entry_of(tx, *kind, *doc, external)?;
            let entry = entry.ok_or(Error::field("entity", Code::RecordUnknown))?;
            command.write_into(*scope, *id, &entry, fields([("value", Some(number))]))?;
        }
        Thing::Register(subject, scope) => {
            let field = format!("{PREFIX}{system}");
            let supersedes = live_values(tx, subject.as_bytes())?
                .into_iter()
                .filter(|live| live.is_of(&field))
                .map(|live| live.record)
                .collect();
            let entry = Entry::Register(RegisterEntry::Changes(vec![RegisterChange::Value {
                subject: *subject,
                field: term::key_of(&field),
                supersedes,
            }]));
            command.write(
                *scope,
                &entry,
                Some(BodyWords::Values(vec![Value::of(&field, number)])),
            )?;
        }
        Thing::Roster(_) => {}
    }
    Ok(())
}
