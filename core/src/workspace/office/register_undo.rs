//! Taking an import back as one: its records, and the places that it made and nobody has used since.

use crate::domain::entry::{Entry, RegisterEntry};
use crate::domain::{Code, DocKind, PlaceId, RecordId};
use crate::roster::{Level, Op, Roster};
use crate::store::{Connection, StoreError, record};
use crate::workspace::community::roster_command::{Knows, append_ops};
use crate::workspace::{Command, Error, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Takes an import back as one: its records count as if they had never been written, and the places that it made go,
    /// as far as nothing else is in them. Gives how many records that is.
    ///
    /// # Errors
    /// `record_unknown`, `not_allowed`; [`Error::Store`].
    pub fn undo_import(&self, records: &[RecordId]) -> Result<u64, Error> {
        self.roster_command_then(
            Knows::NotYet,
            |command, appended| {
                let mut scopes = Vec::new();
                // The entry that an import's records cite made its places.
                let mut made: BTreeMap<PlaceId, u32> = BTreeMap::new();
                for id in records {
                    let row = record::by_id(command.intake.tx, *id)?
                        .filter(|row| row.header.kind.0 == DocKind::Register.code())
                        .ok_or(Error::field("records", Code::RecordUnknown))?;
                    made.insert(row.header.scope, row.header.roster.index);
                    scopes.push((row.header.scope, *id));
                }
                let roster = command.intake.roster;
                if roster.registrar().device() == command.keys.device() {
                    let places = made_by(command, roster, &made, records)?;
                    if !places.is_empty() {
                        let ops = vec![Op::RemovePlaces(places)];
                        append_ops(appended, command, ops, BTreeMap::new())?;
                    }
                }
                Ok(scopes)
            },
            |command, scopes| {
                for (scope, id) in &scopes {
                    let entry = Entry::Register(RegisterEntry::Undo(*id));
                    command.write(*scope, &entry, None)?;
                }
                Ok(scopes.len() as u64)
            },
        )
    }
}

/// Places that the import's own entry made and that hold nothing else: stairwells, then the buildings and compounds that
/// are empty without them.
fn made_by(
    command: &Command<'_>,
    roster: &Roster,
    made: &BTreeMap<PlaceId, u32>,
    records: &[RecordId],
) -> Result<Vec<PlaceId>, Error> {
    let own: BTreeSet<RecordId> = records.iter().copied().collect();
    let tx = command.intake.tx;
    let mut gone: Vec<PlaceId> = Vec::new();
    let mut above: BTreeMap<PlaceId, u32> = BTreeMap::new();
    for (place, entry) in made {
        if is_free(tx, roster, *place, *entry, &own)? {
            gone.push(*place);
            above.extend(roster.ancestors(*place).map(|place| (place, *entry)));
        }
    }
    let mut above: Vec<(PlaceId, u32)> = above.into_iter().collect();
    above.sort_by_key(|(place, _)| std::cmp::Reverse(roster.place(*place).map(|p| p.level)));
    for (place, entry) in above {
        let level = roster.place(place).map(|place| place.level);
        let empty = roster.children(place).all(|child| gone.contains(&child.id));
        if level > Some(Level::Community) && empty && is_free(tx, roster, place, entry, &own)? {
            gone.push(place);
        }
    }
    Ok(gone)
}

fn is_free(
    connection: &Connection,
    roster: &Roster,
    place: PlaceId,
    entry: u32,
    own: &BTreeSet<RecordId>,
) -> Result<bool, StoreError> {
    if roster.added(place) != Some(entry) || roster.is_named(place) {
        return Ok(false);
    }
    Ok(record::ids_in(connection, place)?
        .iter()
        .all(|id| own.contains(id)))
}
