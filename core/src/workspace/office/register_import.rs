//! Importing a register: a plain file adds and updates; an export that comes back is merged three ways, so that a cell
//! nobody touched in the file never overwrites what a phone has written since. Nothing is deleted by absence.

use crate::domain::Code;
use crate::domain::entry::register::{RegisterChange, Subject};
use crate::domain::entry::{BodyWords, Entry, RegisterEntry, Value, Values, encode, term};
use crate::domain::{PlaceId, RecordId};
use crate::records::caps;
use crate::rules::authority::Operation;
use crate::spreadsheet::{CellRef, RegisterTable, RowMarker, Wrong};
use crate::workspace::community::roster_command::{Knows, append_ops};
use crate::workspace::office::register_merge::{Merged, merge};
use crate::workspace::office::register_places::{self as places, Missing};
use crate::workspace::{Command, Error, ImportOptions, ImportOutcome, ImportPerson, Workspace};
use std::collections::BTreeMap;

/// Field of the exclusive area, in cm².
pub(in crate::workspace) const AREA: &str = "area_cm2";
/// Field of a person's name.
pub(in crate::workspace) const NAME: &str = "name";
/// Field of a person's phone numbers, joined by [`PHONES`].
pub(in crate::workspace) const PHONE: &str = "phone";
/// Field of the words that say more of a person's kind: 业主配偶.
pub(in crate::workspace) const RELATION: &str = "relation";
/// Field of a note.
pub(in crate::workspace) const NOTE: &str = "note";
/// Between several phone numbers.
pub(in crate::workspace) const PHONES: &str = " / ";
/// A record of an import takes at most so many bytes of changes; a larger stairwell takes several records.
const CHUNK: usize = caps::ENTRY_CHUNK / 4;

impl Workspace {
    /// Imports the sound rows of a table in one transaction, or with `preview` only says what that would change. Compounds
    /// that the community lacks are not made; see [`Self::import_register_as`].
    ///
    /// # Errors
    /// As [`Self::import_register_as`].
    pub fn import_register(
        &self,
        table: &RegisterTable,
        preview: bool,
    ) -> Result<ImportOutcome, Error> {
        let options = ImportOptions {
            preview,
            ..ImportOptions::default()
        };
        self.import_register_as(table, &options)
    }

    /// Imports the sound rows of a table in one transaction, or only says what that would change. Rows that the register
    /// knows otherwise are told and not taken.
    ///
    /// # Errors
    /// `not_allowed`, `not_registrar` (the file has new buildings and this is not the registrar's store);
    /// [`Error::Store`].
    pub fn import_register_as(
        &self,
        table: &RegisterTable,
        options: &ImportOptions,
    ) -> Result<ImportOutcome, Error> {
        self.roster_command_then(
            Knows::NotYet,
            |command, appended| {
                command.check(Operation::DecideRegister, command.roster().whole())?;
                let missing = Missing::of(command, table, options)?;
                if options.preview || missing.ops.is_empty() {
                    return Ok(missing);
                }
                if appended.roster().registrar().device() != command.keys.device() {
                    return Err(Error::state(Code::NotRegistrar));
                }
                append_ops(appended, command, missing.ops.clone(), BTreeMap::new())?;
                Ok(missing)
            },
            |command, missing| import_rows(command, table, options, missing),
        )
    }
}

fn import_rows(
    command: &mut Command<'_>,
    table: &RegisterTable,
    options: &ImportOptions,
    missing: Missing,
) -> Result<ImportOutcome, Error> {
    let mut outcome = ImportOutcome {
        new_places: missing.names.clone(),
        new_compounds: missing.compounds.keys().cloned().collect(),
        ..ImportOutcome::default()
    };
    for (name, rows) in &missing.compounds {
        if let Some(first) = rows.first() {
            tell(
                &mut outcome,
                Wrong::CompoundUnknown(name, rows.len()),
                first,
            );
        }
    }
    let community = command.roster().community().to_string();
    let mut batches: BTreeMap<PlaceId, Batch> = BTreeMap::new();
    let mut foreign = false;
    for row in &table.households {
        if missing.is_left_out(&row.at) {
            continue;
        }
        let of_others = |marker: &RowMarker| {
            let own = marker.community();
            own.is_some_and(|own| !community.starts_with(own))
        };
        if row.marker.as_ref().is_some_and(of_others) {
            if !std::mem::replace(&mut foreign, true) {
                tell(&mut outcome, Wrong::ExportForeign, &row.at);
            }
            continue;
        }
        let Some(stairwell) = places::stairwell_of(command.roster(), row) else {
            // Only a preview gets here without its places: they would be new, and so would the household.
            outcome.imported += 1;
            outcome
                .people_added
                .extend(row.people.iter().map(|person| ImportPerson {
                    household: row.door().to_string(),
                    name: person.name.clone(),
                }));
            continue;
        };
        let batch = batches.entry(stairwell).or_default();
        match merge(command, stairwell, row, batch, &mut outcome)? {
            Merged::Changed => outcome.imported += 1,
            Merged::Same => outcome.unchanged += 1,
            Merged::LeftOut => {}
        }
    }
    if options.preview {
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

pub(super) fn tell(outcome: &mut ImportOutcome, wrong: Wrong<'_>, at: &CellRef) {
    outcome.problems.push(wrong.at_cell(at));
}

/// Changes of one stairwell under way.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) changes: Vec<RegisterChange>,
    /// For every `Value` in `changes`, in order.
    values: Values,
}

impl Batch {
    pub(super) fn value(
        &mut self,
        subject: Subject,
        field: &str,
        text: &str,
        supersedes: Vec<RecordId>,
    ) {
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
