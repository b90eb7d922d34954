//! 名册变更: changes of the register by hand. Whoever knows a door proposes them and they are shown at once as waiting (待核); the
//! office decides, and changes what it knows itself at once.

use crate::domain::entry::register::{
    Decided, Evidence, Leaving, Proposal, RegisterChange, Subject,
};
use crate::domain::entry::{BodyWords, Entry, RegisterEntry, Value, Values, term};
use crate::domain::vocabulary::PersonKind;
use crate::domain::{Code, Flag, HouseholdId, PersonId, QuietHours, RecordId};
use crate::projection::{home, proposal};
use crate::records::caps;
use crate::rules::authority::Operation;
use crate::store::record;
use crate::workspace::author::{bounded, named};
use crate::workspace::doors::address::{self, Home};
use crate::workspace::doors::household::live_values;
use crate::workspace::{Command, Error, Workspace};
use std::collections::BTreeMap;

/// A change of the register by hand, about one household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterDraft {
    /// The household: a door number, or its id.
    pub household: String,
    /// Which of its people the fields are about; the household itself, if nobody is named.
    pub person: Option<PersonId>,
    /// Fields and their new texts; `None` clears. `area_cm2` is whole square centimetres, `flags` a list of marks, `quiet_hours`
    /// `21:00-08:00`; any other name is a field of the office's own.
    pub fields: BTreeMap<String, Option<String>>,
    /// What else becomes of the household or person.
    pub act: Option<RegisterAct>,
    /// What it rests on: a document that was seen, in words, or the id of a photo's or visit's record. Areas, owners and the end of a
    /// household need it; so does a mark for which the law asks a consent of its own.
    pub evidence: Option<String>,
}

/// A change of who and what there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterAct {
    /// A person enters the household; the fields are his. `person` may name one whom the register knows from another door.
    Enters(PersonKind),
    /// The person is another kind of it now: an owner who was a tenant.
    Becomes(PersonKind),
    /// The person left.
    Leaves(Leaving),
    /// The door has another number in its stairwell; the household's id stays.
    Renumbered {
        /// The new room.
        room: String,
        /// Its floor, if known.
        floor: Option<i16>,
    },
    /// Another household is split off, with a door of its own in the same stairwell.
    SplitOff {
        /// Its room.
        room: String,
        /// Its floor, if known.
        floor: Option<i16>,
    },
    /// The household is a part of another one of the stairwell now.
    MergedInto(String),
    /// There is no such household.
    Closed,
}

/// The fields with forms of their own.
const AREA: &str = "area_cm2";
const NAME: &str = "name";

/// Checks the form of a value.
fn checked(field: &str, text: &str) -> Result<(), Error> {
    bounded("fields", text, caps::TEXT_CHARS)?;
    if is_sound(field, text) {
        Ok(())
    } else {
        Err(Error::field("fields", Code::WordUnknown))
    }
}

/// Has a value the form that its field asks for?
pub(in crate::workspace) fn is_sound(field: &str, text: &str) -> bool {
    match field {
        _ if text.is_empty() => true,
        AREA => text.parse::<u64>().is_ok_and(|area| area > 0),
        Flag::FIELD => Flag::list_or_unknown(text).1,
        QuietHours::FIELD => QuietHours::parse(text).is_some(),
        _ => true,
    }
}

/// Changes under way, with the words of their values.
#[derive(Default)]
struct Made {
    changes: Vec<RegisterChange>,
    values: Values,
}

impl Made {
    fn value(&mut self, subject: Subject, field: &str, text: &str, supersedes: Vec<RecordId>) {
        self.changes.push(RegisterChange::Value {
            subject,
            field: term::key_of(field),
            supersedes,
        });
        self.values.push(Value::of(field, text));
    }
}

impl Workspace {
    /// Proposes a change of the register; the office makes it at once. Gives the record: of the proposal, which
    /// [`Self::decide_change`] takes, or of the change.
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`, `field_missing` (`fields`: nothing is changed; `evidence`: it needs some),
    /// `field_too_long`, `word_unknown` (`fields`: an area, mark or hour that is none), `record_unknown` (`person`),
    /// `household_unknown` (`into`), `not_allowed`; [`Error::Store`].
    pub fn propose_change(&self, draft: RegisterDraft) -> Result<RecordId, Error> {
        self.command(|command| {
            let home = address::home(
                command.intake.tx,
                command.roster(),
                &draft.household,
                "household",
            )?;
            let mut made = made(command, home, &draft)?;
            if made.changes.is_empty() {
                return Err(Error::field("fields", Code::FieldMissing));
            }
            let (evidence, words) = evidence(&draft)?;
            if evidence == Evidence::Word && needs_evidence(command, home, &draft, &made)? {
                return Err(Error::field("evidence", Code::FieldMissing));
            }
            made.values.splice(0..0, words);
            let decides = command
                .check(Operation::DecideRegister, home.stairwell)
                .is_ok();
            let entry = if decides {
                RegisterEntry::Decided(Decided {
                    proposal: None,
                    changes: made.changes,
                    evidence,
                })
            } else {
                RegisterEntry::Proposed(Proposal {
                    household: home.household,
                    changes: made.changes,
                    evidence,
                })
            };
            let words = (!made.values.is_empty()).then_some(BodyWords::Values(made.values));
            command.write(home.stairwell, &Entry::Register(entry), words)
        })
    }

    /// Decides a proposal: accepted, it holds from now on. A value that somebody has changed since stays beside it as a conflict.
    ///
    /// # Errors
    /// `record_unknown` (`change`: no proposal, or one that was decided), `field_too_long`, `not_allowed`; [`Error::Store`].
    pub fn decide_change(
        &self,
        change: RecordId,
        accept: bool,
        reason: Option<&str>,
    ) -> Result<RecordId, Error> {
        bounded("reason", reason.unwrap_or_default(), caps::TEXT_CHARS)?;
        self.command(|command| {
            let unknown = || Error::field("change", Code::RecordUnknown);
            let tx = command.intake.tx;
            let row = record::by_id(tx, change)?.ok_or_else(unknown)?;
            command.check(Operation::DecideRegister, row.header.scope)?;
            if !proposal::waits(tx, change)? {
                return Err(unknown());
            }
            let stored = record::stored_by_num(tx, row.num)?;
            let reading =
                crate::admission::read_entry_record(&stored.row.header, stored.chunk.as_deref());
            let Some(Entry::Register(RegisterEntry::Proposed(proposed))) = reading.entry else {
                return Err(unknown());
            };
            let body = stored.body.as_ref();
            let words = body.and_then(|body| BodyWords::from_bytes(body.content()));
            let mut values = match words {
                Some(BodyWords::Values(values)) => values,
                // Nobody accepts what he cannot read.
                _ if accept => return Err(unknown()),
                _ => Values::new(),
            };
            let (changes, evidence) = if accept {
                (proposed.changes, proposed.evidence)
            } else {
                values.clear();
                (Vec::new(), Evidence::Word)
            };
            values.extend(reason.map(|reason| Value::of("reason", reason)));
            let entry = Entry::Register(RegisterEntry::Decided(Decided {
                proposal: Some(change),
                changes,
                evidence,
            }));
            let words = (!values.is_empty()).then_some(BodyWords::Values(values));
            command.write(row.header.scope, &entry, words)
        })
    }
}

/// What a change rests on, and the words that say so.
fn evidence(draft: &RegisterDraft) -> Result<(Evidence, Option<Value>), Error> {
    let text = draft.evidence.as_deref().unwrap_or_default().trim();
    bounded("evidence", text, caps::TEXT_CHARS)?;
    if text.is_empty() {
        return Ok((Evidence::Word, None));
    }
    Ok(match text.parse::<RecordId>() {
        Ok(record) => (Evidence::Record(record), None),
        Err(_) => (Evidence::Seen, Some(Value::of("evidence", text))),
    })
}

/// Whether changes need evidence: those that decide votes, an owner's own name, and marks for which the law asks a consent.
fn needs_evidence(
    command: &Command<'_>,
    home: Home,
    draft: &RegisterDraft,
    made: &Made,
) -> Result<bool, Error> {
    if made.changes.iter().any(RegisterChange::needs_evidence) {
        return Ok(true);
    }
    let flags = draft.fields.get("flags").and_then(Option::as_deref);
    let consent = flags.is_some_and(|text| Flag::list(text).into_iter().any(Flag::needs_consent));
    if consent {
        return Ok(true);
    }
    let Some(person) = draft.person.filter(|_| draft.fields.contains_key(NAME)) else {
        return Ok(false);
    };
    let people = home::people(command.intake.tx, Some(home.household))?;
    Ok(people
        .iter()
        .any(|one| one.person == person && one.kind == PersonKind::Owner))
}

fn made(command: &Command<'_>, home: Home, draft: &RegisterDraft) -> Result<Made, Error> {
    let tx = command.intake.tx;
    let household = home.household;
    let mut made = Made::default();
    let is_of = |person: PersonId| -> Result<bool, Error> {
        Ok(home::people(tx, Some(household))?
            .iter()
            .any(|one| one.person == person))
    };
    let nobody = || Error::field("person", Code::RecordUnknown);
    let mut subject = match draft.person {
        None => Subject::Household(household),
        Some(person) => Subject::Person(person),
    };
    let enters = matches!(draft.act, Some(RegisterAct::Enters(_)));
    if let Some(person) = draft.person.filter(|_| !enters)
        && !is_of(person)?
    {
        return Err(nobody());
    }
    match &draft.act {
        None => {}
        Some(RegisterAct::Enters(kind)) => {
            let person = match draft.person {
                // He is known from another door.
                Some(person) => {
                    let from = home::of_person(tx, person)?.ok_or_else(nobody)?;
                    if is_of(person)? {
                        return Err(nobody());
                    }
                    // Another register does not know his name.
                    let is_near = address::stairwell_of(tx, from)? == Some(home.stairwell);
                    for live in live_values(tx, person.as_bytes())? {
                        if is_near {
                            break;
                        }
                        let text = live.value.value.unwrap_or_default();
                        if !text.is_empty() && !draft.fields.contains_key(&live.field) {
                            made.value(Subject::Person(person), &live.field, &text, Vec::new());
                        }
                    }
                    person
                }
                None => {
                    named(
                        "fields",
                        draft
                            .fields
                            .get(NAME)
                            .and_then(Option::as_deref)
                            .unwrap_or_default(),
                    )?;
                    PersonId::from_bytes(command.random().bytes())
                }
            };
            subject = Subject::Person(person);
            made.changes.push(RegisterChange::Person {
                household,
                person,
                kind: *kind,
            });
        }
        Some(RegisterAct::Becomes(kind)) => {
            let person = draft.person.ok_or_else(nobody)?;
            made.changes.push(RegisterChange::Left {
                household,
                person,
                how: Leaving::Mistake,
                supersedes: home::placed_by(tx, household, person)?,
            });
            made.changes.push(RegisterChange::Person {
                household,
                person,
                kind: *kind,
            });
        }
        Some(RegisterAct::Leaves(how)) => {
            let person = draft.person.ok_or_else(nobody)?;
            made.changes.push(RegisterChange::Left {
                household,
                person,
                how: *how,
                supersedes: home::placed_by(tx, household, person)?,
            });
        }
        Some(RegisterAct::Renumbered { room, floor }) => {
            made.changes.push(RegisterChange::Renumbered {
                household,
                floor: *floor,
                room: free_room(command, home, room)?,
                supersedes: home::numbered_by(tx, household, home.stairwell)?,
            });
        }
        Some(RegisterAct::SplitOff { room, floor }) => {
            let new = HouseholdId::from_bytes(command.random().bytes());
            made.changes.push(RegisterChange::Household {
                household: new,
                floor: *floor,
                room: free_room(command, home, room)?,
            });
            subject = Subject::Household(new);
        }
        Some(RegisterAct::MergedInto(door)) => {
            let into = address::home(tx, command.roster(), door, "into")?;
            if into.household == household || into.stairwell != home.stairwell {
                return Err(Error::field("into", Code::HouseholdUnknown));
            }
            for one in home::people(tx, Some(household))? {
                made.changes.push(RegisterChange::Person {
                    household: into.household,
                    person: one.person,
                    kind: one.kind,
                });
                made.changes.push(RegisterChange::Left {
                    household,
                    person: one.person,
                    how: Leaving::Moved,
                    supersedes: home::placed_by(tx, household, one.person)?,
                });
            }
            made.changes.push(RegisterChange::Closed {
                household,
                into: Some(into.household),
            });
        }
        Some(RegisterAct::Closed) => made.changes.push(RegisterChange::Closed {
            household,
            into: None,
        }),
    }
    for (field, text) in &draft.fields {
        named("fields", field)?;
        let text = text.as_deref().unwrap_or_default();
        checked(field, text)?;
        let live = live_values(tx, subject.as_bytes())?;
        let live: Vec<_> = live.into_iter().filter(|live| live.is_of(field)).collect();
        if live.len() == 1 && live[0].value.value.as_deref() == Some(text) {
            continue;
        }
        let values = live.iter().map(|live| (live.record, live.value.by));
        let supersedes = match live.len() {
            0 => Vec::new(),
            // Nobody decides a conflict in passing but the office, and that by `resolve`.
            _ => command.replaceable_words(values)?,
        };
        made.value(subject, field, text, supersedes);
    }
    Ok(made)
}

/// A room of the stairwell that no household has.
fn free_room(command: &Command<'_>, home: Home, room: &str) -> Result<String, Error> {
    let room =
        crate::domain::label::room_label(room).ok_or(Error::field("room", Code::FieldMissing))?;
    if home::by_room(command.intake.tx, home.stairwell, &room)?.is_some() {
        return Err(Error::field("room", Code::PlaceExists));
    }
    Ok(room)
}
