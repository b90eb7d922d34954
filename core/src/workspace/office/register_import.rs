//! Importing a register: a plain file adds and updates; an export that comes back is merged three ways, so that a cell
//! nobody touched in the file never overwrites what a phone has written since. Nothing is deleted by absence.

use crate::domain::Code;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{BodyWords, Entry, RegisterEntry, Value, Values, encode, term};
use crate::domain::{HouseholdId, PersonId, PlaceId, RecordId};
use crate::projection::home;
use crate::records::caps;
use crate::roster::{Level, Op, Roster};
use crate::rules::authority::Operation;
use crate::spreadsheet::{HouseholdRow, PersonRow, RegisterTable, RowMarker, area_text};
use crate::store::{Connection, StoreError};
use crate::workspace::community::places::Plan;
use crate::workspace::community::roster_command::{Knows, append_ops};
use crate::workspace::doors::address;
use crate::workspace::doors::household::{LiveValue, live_values};
use crate::workspace::{Command, Error, ImportConflict, ImportOutcome, Workspace};
use std::collections::BTreeMap;

/// Field of the exclusive area, in cm².
pub(in crate::workspace) const AREA: &str = "area_cm2";
/// Field of a person's name.
pub(in crate::workspace) const NAME: &str = "name";
/// Field of a person's phone numbers, joined by [`PHONES`].
pub(in crate::workspace) const PHONE: &str = "phone";
/// Field of a note.
pub(in crate::workspace) const NOTE: &str = "note";
/// Between several phone numbers.
pub(in crate::workspace) const PHONES: &str = " / ";
/// A record of an import takes at most so many bytes of changes; a larger stairwell takes several records.
const CHUNK: usize = caps::ENTRY_CHUNK / 4;

impl Workspace {
    /// Imports the sound rows of a table in one transaction, or with `preview` only says what that would change.
    ///
    /// # Errors
    /// `not_allowed`, `not_registrar` (the file has new buildings and this is not the registrar's store);
    /// [`Error::Store`].
    pub fn import_register(
        &self,
        table: &RegisterTable,
        preview: bool,
    ) -> Result<ImportOutcome, Error> {
        self.roster_command_then(
            Knows::NotYet,
            |command, appended| {
                command.check(Operation::DecideRegister, command.roster().whole())?;
                if preview {
                    return Ok(());
                }
                let ops = missing_places(command, table)?;
                if ops.is_empty() {
                    return Ok(());
                }
                if appended.roster().registrar().device() != command.keys.device() {
                    return Err(Error::state(Code::NotRegistrar));
                }
                append_ops(appended, command, ops, BTreeMap::new())?;
                Ok(())
            },
            |command, ()| import_rows(command, table, preview),
        )
    }
}

fn import_rows(
    command: &mut Command<'_>,
    table: &RegisterTable,
    preview: bool,
) -> Result<ImportOutcome, Error> {
    let mut outcome = ImportOutcome::default();
    let mut batches: BTreeMap<PlaceId, Batch> = BTreeMap::new();
    for row in &table.households {
        let Some(stairwell) = stairwell_of(command.roster(), row) else {
            // Only a preview gets here without its places: they would be new, and so would the household.
            outcome.imported += 1;
            continue;
        };
        let batch = batches.entry(stairwell).or_default();
        if merge(command, stairwell, row, batch, &mut outcome.conflicts)? {
            outcome.imported += 1;
        } else {
            outcome.unchanged += 1;
        }
    }
    if preview {
        return Ok(outcome);
    }
    let mut written = Vec::new();
    for (stairwell, batch) in batches {
        for (changes, values) in batch.split() {
            let entry = Entry::Register(RegisterEntry::Changes(changes));
            written.push(command.write(stairwell, &entry, Some(BodyWords::Values(values)))?);
        }
    }
    outcome.undo = (!written.is_empty()).then_some(written);
    Ok(outcome)
}

/// Operations that add the buildings and stairwells that the file names and the roster lacks.
fn missing_places(command: &Command<'_>, table: &RegisterTable) -> Result<Vec<Op>, Error> {
    let mut plan = Plan::new(command.intake.roster);
    for row in &table.households {
        if stairwell_of(command.roster(), row).is_some() {
            continue;
        }
        let compound = match &row.compound {
            Some(label) => plan.compound(command, label),
            None => plan.known_compound(None)?,
        };
        let building = plan.child(command, compound, Level::Building, &row.building);
        let stairwell = row.stairwell.as_deref().unwrap_or("1");
        plan.child(command, building, Level::Stairwell, stairwell);
    }
    Ok(plan.ops())
}

/// The stairwell of a row. A building whose file names no stairwells has one.
fn stairwell_of(roster: &Roster, row: &HouseholdRow) -> Option<PlaceId> {
    let building = roster
        .find_place(row.compound.as_deref(), &row.building, None)
        .ok()?;
    match &row.stairwell {
        Some(label) => roster
            .children(building.id)
            .find(|place| place.label == *label)
            .map(|place| place.id),
        None => roster.only_stairwell(building.id).map(|place| place.id),
    }
}

/// Changes of one stairwell under way.
#[derive(Default)]
struct Batch {
    changes: Vec<RegisterChange>,
    /// For every `Value` in `changes`, in order.
    values: Values,
}

impl Batch {
    fn value(&mut self, subject: Subject, field: &str, text: &str, supersedes: Vec<RecordId>) {
        self.changes.push(RegisterChange::Value {
            subject,
            field: term::key_of(field),
            supersedes,
        });
        self.values.push(Value::of(field, text));
    }

    /// Pieces that fit into a record each.
    fn split(self) -> Vec<(Vec<RegisterChange>, Values)> {
        let mut pieces = Vec::new();
        let (mut changes, mut texts, mut size) = (Vec::new(), Vec::new(), 0);
        let mut values = self.values.into_iter();
        for change in self.changes {
            let words = match &change {
                RegisterChange::Value { .. } => values.next(),
                _ => None,
            };
            let bytes =
                encode(&change).len() + words.as_ref().map_or(0, |words| encode(words).len());
            if size + bytes > CHUNK && !changes.is_empty() {
                pieces.push((std::mem::take(&mut changes), std::mem::take(&mut texts)));
                size = 0;
            }
            size += bytes;
            changes.push(change);
            texts.extend(words);
        }
        if !changes.is_empty() {
            pieces.push((changes, texts));
        }
        pieces
    }
}

/// Puts what a row changes into the batch; true if it changes anything.
fn merge(
    command: &Command<'_>,
    stairwell: PlaceId,
    row: &HouseholdRow,
    batch: &mut Batch,
    conflicts: &mut Vec<ImportConflict>,
) -> Result<bool, Error> {
    let tx = command.intake.tx;
    let before = batch.changes.len();
    let marked = row
        .marker
        .as_ref()
        .and_then(|marker| marker.household.parse::<HouseholdId>().ok());
    let known = match marked {
        Some(id) if address::stairwell_of(tx, id)? == Some(stairwell) => Some(id),
        _ => home::by_room(tx, stairwell, &row.room)?,
    };
    let household = known.unwrap_or_else(|| HouseholdId::from_bytes(command.random().bytes()));
    if known.is_none() {
        batch.changes.push(RegisterChange::Household {
            household,
            floor: row.floor.and_then(|floor| i16::try_from(floor).ok()),
            room: row.room.clone(),
        });
    }
    let subject = Subject::Household(household);
    let live = live_values(tx, household.as_bytes())?;
    let mut cells: Vec<(String, String, String)> = vec![
        (
            AREA.to_owned(),
            row.area_cm2
                .map(|area| area.to_string())
                .unwrap_or_default(),
            row.area_cm2.map(area_text).unwrap_or_default(),
        ),
        cell(NOTE, row.note.as_deref()),
    ];
    cells.extend(row.custom.iter().map(|(name, text)| cell(name, Some(text))));
    let door = address::door_text(command.roster(), stairwell, &row.room);
    let mut merge = Merge {
        door: &door,
        row: row.at.row,
        batch,
        conflicts,
    };
    for (field, value, shown) in &cells {
        merge.field(subject, field, value, shown, &live, row.marker.as_ref());
    }
    let mut people = people(tx, household)?;
    for person in &row.people {
        merge_person(command, household, person, &mut people, &mut merge)?;
    }
    Ok(batch.changes.len() > before)
}

fn cell(field: &str, text: Option<&str>) -> (String, String, String) {
    let text = text.unwrap_or_default().to_owned();
    (field.to_owned(), text.clone(), text)
}

/// A person as the register knows him now.
struct Known {
    person: PersonId,
    name: Option<String>,
    live: Vec<LiveValue>,
    /// Whether a row of this file has claimed him.
    claimed: bool,
}

fn people(connection: &Connection, household: HouseholdId) -> Result<Vec<Known>, StoreError> {
    home::people(connection, Some(household))?
        .into_iter()
        .map(|row| {
            let person = row.person;
            let live = live_values(connection, person.as_bytes())?;
            Ok(Known {
                person,
                name: live
                    .iter()
                    .find(|live| live.is_of(NAME))
                    .and_then(|live| live.value.value.clone()),
                live,
                claimed: false,
            })
        })
        .collect()
}

fn merge_person(
    command: &Command<'_>,
    household: HouseholdId,
    row: &PersonRow,
    people: &mut [Known],
    merge: &mut Merge<'_>,
) -> Result<(), Error> {
    let marked = row
        .marker
        .as_ref()
        .and_then(|marker| marker.person.as_ref())
        .and_then(|text| text.parse::<PersonId>().ok());
    let phones = row.phones.join(PHONES);
    // By the marker; or the same name; or, where the file names nobody, the same phone.
    let found = people
        .iter()
        .position(|known| !known.claimed && Some(known.person) == marked)
        .or_else(|| {
            people.iter().position(|known| {
                !known.claimed
                    && match &row.name {
                        Some(name) => known.name.as_ref() == Some(name),
                        None => known.live.iter().any(|live| {
                            live.is_of(PHONE) && live.value.value.as_ref() == Some(&phones)
                        }),
                    }
            })
        });
    let (person, live): (PersonId, &[LiveValue]) = match found {
        Some(at) => {
            people[at].claimed = true;
            (people[at].person, &people[at].live)
        }
        None => {
            let person = PersonId::from_bytes(command.random().bytes());
            merge.batch.changes.push(RegisterChange::Person {
                household,
                person,
                kind: row.kind,
            });
            (person, &[])
        }
    };
    let cells = [cell(NAME, row.name.as_deref()), cell(PHONE, Some(&phones))];
    for (field, value, shown) in &cells {
        merge.field(
            Subject::Person(person),
            field,
            value,
            shown,
            live,
            row.marker.as_ref(),
        );
    }
    Ok(())
}

struct Merge<'a> {
    door: &'a str,
    row: u32,
    batch: &'a mut Batch,
    conflicts: &'a mut Vec<ImportConflict>,
}

impl Merge<'_> {
    /// Merges one cell. `value` is what is stored, `shown` what an export writes.
    fn field(
        &mut self,
        subject: Subject,
        field: &str,
        value: &str,
        shown: &str,
        live: &[LiveValue],
        marker: Option<&RowMarker>,
    ) {
        let now: Vec<&LiveValue> = live.iter().filter(|live| live.is_of(field)).collect();
        let is_now = |text: &str| {
            if text.is_empty() {
                now.iter()
                    .all(|live| live.value.value.as_deref().unwrap_or_default().is_empty())
            } else {
                now.len() == 1 && now[0].value.value.as_deref() == Some(text)
            }
        };
        if is_now(value) {
            return;
        }
        match marker.and_then(|marker| marker.unchanged(field, shown)) {
            // Untouched in the file: whatever stands in the store stays.
            Some(true) => {}
            Some(false) => {
                let marker_base = |text: &str| {
                    let shown = if field == AREA {
                        text.parse().map(area_text).unwrap_or_default()
                    } else {
                        text.to_owned()
                    };
                    marker.and_then(|marker| marker.unchanged(field, &shown)) == Some(true)
                };
                // Only what stood there at the export is replaced; what came since stays beside it, as a conflict.
                let (base, since): (Vec<&LiveValue>, Vec<&LiveValue>) = now
                    .iter()
                    .copied()
                    .partition(|live| marker_base(live.value.value.as_deref().unwrap_or_default()));
                if !since.is_empty() {
                    if since
                        .iter()
                        .any(|live| live.value.value.as_deref() == Some(value))
                    {
                        return;
                    }
                    self.conflicts.push(ImportConflict {
                        household: self.door.to_owned(),
                        field: field.to_owned(),
                        row: self.row,
                    });
                }
                let replaced = base.iter().map(|live| live.record).collect();
                self.batch.value(subject, field, value, replaced);
            }
            None if value.is_empty() => {}
            None => {
                let replaced = now.iter().map(|live| live.record).collect();
                self.batch.value(subject, field, value, replaced);
            }
        }
    }
}
