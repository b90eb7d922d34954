//! Merging a row of a file into the register: cell by cell, three ways where the file is an export. Knows one household.

use super::register_export::exported_as;
use super::register_import::{AREA, Batch, NAME, NOTE, PHONE, PHONES, RELATION, tell};
use super::register_unit as unit;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::text::fold;
use crate::domain::vocabulary::PersonKind;
use crate::domain::{Flag, HouseholdId, PersonId, PlaceId};
use crate::projection::home;
use crate::spreadsheet::{
    CellRef, HouseholdRow, KIND_FIELD, PersonRow, RowMarker, Wrong, area_text,
};
use crate::store::{Connection, StoreError};
use crate::workspace::doors::household::{LiveValue, live_values};
use crate::workspace::doors::{address, is_sound};
use crate::workspace::{Command, Error, ImportConflict, ImportOutcome, ImportPerson};

/// A row once it is merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    Changed,
    Same,
    /// It was told and nothing of it taken.
    LeftOut,
}

/// Puts what a row changes into the batch.
pub(super) fn merge(
    command: &Command<'_>,
    stairwell: PlaceId,
    row: &HouseholdRow,
    batch: &mut Batch,
    outcome: &mut ImportOutcome,
) -> Result<Merged, Error> {
    let tx = command.intake.tx;
    let before = batch.changes.len();
    let marked = row
        .marker
        .as_ref()
        .and_then(|marker| marker.household.parse::<HouseholdId>().ok());
    let here = home::by_room(tx, stairwell, &row.room)?;
    let known = match marked {
        Some(id) => match home::by_id(tx, id)? {
            // A marker is believed only where the register has its household at this very door.
            Some(home) if home.stairwell == stairwell && home.room == row.room => Some(id),
            Some(_) => {
                tell(outcome, Wrong::RowMoved, &row.at);
                return Ok(Merged::LeftOut);
            }
            None => here,
        },
        None => here,
    };
    let door = address::door_text(command.roster(), stairwell, &row.room);
    if let Some(household) = known
        && let Some(other) = unit::otherwise(tx, household, row)?
    {
        tell(outcome, Wrong::UnitKnownOtherwise(&door, &other), &row.at);
        return Ok(Merged::LeftOut);
    }
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
    let mut merge = Merge {
        door: &door,
        at: &row.at,
        batch,
        outcome,
    };
    for (field, value, shown) in &cells {
        let file = InFile {
            marker: row.marker.as_ref(),
            raw: row.raw.get(field).map(String::as_str),
        };
        merge.field(subject, field, value, shown, &live, file);
    }
    let mut people = people(tx, household)?;
    for person in &row.people {
        merge_person(command, household, person, &mut people, &mut merge)?;
    }
    let missing = people.iter().filter(|known| !known.claimed);
    outcome
        .people_missing
        .extend(missing.map(|known| ImportPerson {
            household: door.clone(),
            name: known.name.clone(),
        }));
    Ok(if batch.changes.len() > before {
        Merged::Changed
    } else {
        Merged::Same
    })
}

fn cell(field: &str, text: Option<&str>) -> (String, String, String) {
    let text = text.unwrap_or_default().to_owned();
    // Marks are held by their names, whatever words the table has for them.
    let value = match Flag::list_or_unknown(&text) {
        (flags, true) if field == Flag::FIELD => Flag::text(&flags),
        _ => text.clone(),
    };
    (field.to_owned(), value, text)
}

/// A person as the register knows him now.
struct Known {
    person: PersonId,
    kind: PersonKind,
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
                kind: row.kind,
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
                        Some(name) => known.name.as_deref().map(fold) == Some(fold(name)),
                        None => known.live.iter().any(|live| {
                            live.is_of(PHONE) && live.value.value.as_ref() == Some(&phones)
                        }),
                    }
            })
        });
    let is_kind_kept = found.is_none_or(|at| people[at].kind == row.kind);
    let is_kind_touched = row.marker.as_ref().is_none_or(|marker| {
        let raw = row.raw.get(KIND_FIELD);
        raw.is_none_or(|raw| marker.unchanged(KIND_FIELD, raw) != Some(true))
    });
    let (person, live): (PersonId, &[LiveValue]) = match found {
        Some(at) => {
            people[at].claimed = true;
            if row.is_kind_said && is_kind_touched && row.kind != people[at].kind {
                merge.outcome.conflicts.push(ImportConflict {
                    household: merge.door.to_owned(),
                    field: "kind".to_owned(),
                    row: merge.at.row,
                });
                tell(merge.outcome, Wrong::KindChanged(merge.door), merge.at);
            }
            (people[at].person, &people[at].live)
        }
        None => {
            merge.outcome.people_added.push(ImportPerson {
                household: merge.door.to_owned(),
                name: row.name.clone(),
            });
            let person = PersonId::from_bytes(command.random().bytes());
            merge.batch.changes.push(RegisterChange::Person {
                household,
                person,
                kind: row.kind,
            });
            (person, &[])
        }
    };
    let mut cells = vec![cell(NAME, row.name.as_deref()), cell(PHONE, Some(&phones))];
    // The words of an untouched cell are the export's, in its language.
    if let (Some(relation), true, true) = (&row.relation, is_kind_kept, is_kind_touched) {
        cells.push(cell(RELATION, Some(relation)));
    }
    for (field, value, shown) in &cells {
        // A name that differs only in its dots or spaces is no other name.
        let same_name = field == NAME
            && row.marker.is_none()
            && live.iter().any(|live| {
                live.is_of(NAME) && live.value.value.as_deref().map(fold) == Some(fold(value))
            });
        if same_name {
            continue;
        }
        let file = InFile {
            marker: row.marker.as_ref(),
            raw: row.raw.get(field).map(String::as_str),
        };
        merge.field(Subject::Person(person), field, value, shown, live, file);
    }
    Ok(())
}

struct Merge<'a> {
    door: &'a str,
    at: &'a CellRef,
    batch: &'a mut Batch,
    outcome: &'a mut ImportOutcome,
}

/// The cell as it stands in the file.
#[derive(Clone, Copy)]
struct InFile<'a> {
    marker: Option<&'a RowMarker>,
    raw: Option<&'a str>,
}

impl InFile<'_> {
    /// Was the cell exported, and its column is no longer in the file?
    fn is_left_out(&self, field: &str) -> bool {
        let exported = self
            .marker
            .is_some_and(|marker| marker.base.contains_key(field));
        exported && self.raw.is_none()
    }

    /// Is the cell what was exported: as it stands, or as what it says?
    fn unchanged(&self, field: &str, shown: &str) -> Option<bool> {
        let said = self.marker?.unchanged(field, shown)?;
        let raw = self.raw.and_then(|raw| self.marker?.unchanged(field, raw));
        Some(said || raw == Some(true))
    }
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
        file: InFile<'_>,
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
        // A column that was taken out of an export says nothing.
        if is_now(value) || file.is_left_out(field) {
            return;
        }
        // What no other way takes comes in by no file either: who reads the marks would find none.
        if file.unchanged(field, shown) != Some(true) && !is_sound(field, value) {
            tell(self.outcome, Wrong::WordUnknown(field), self.at);
            return;
        }
        match file.unchanged(field, shown) {
            // Untouched in the file: whatever stands in the store stays.
            Some(true) => {}
            Some(false) => {
                let marker_base = |text: &str| {
                    let is_base = |shown: &String| {
                        let known = file
                            .marker
                            .and_then(|marker| marker.unchanged(field, shown));
                        known == Some(true)
                    };
                    exported_as(field, text).iter().any(is_base)
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
                    self.outcome.conflicts.push(ImportConflict {
                        household: self.door.to_owned(),
                        field: field.to_owned(),
                        row: self.at.row,
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
