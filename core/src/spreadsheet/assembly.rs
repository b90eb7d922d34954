//! Rows put together: rows of one door become a household, and what rows say against each other becomes a problem.

use super::marker::RowMarker;
use super::problem::Wrong;
use super::register::{CellRef, HouseholdRow, PersonRow, RegisterCounts, RegisterTable, SheetRows};
use super::row_values::append;
use super::rows::ReadRow;
use super::values::{area_as_text, is_dwelling};
use crate::domain::door::DoorNumber;
use crate::domain::text::fold;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the households of the rows to a table.
pub(super) fn assemble(table: RegisterTable, sheets: Vec<SheetRows>) -> RegisterTable {
    let places = Places::of(sheets.iter().flat_map(|sheet| &sheet.rows));
    let mut assembly = Assembly {
        table,
        ..Assembly::default()
    };
    for sheet in sheets {
        assembly.last = None;
        for row in sheet.rows {
            assembly.add(&sheet.sheet, row, &places, sheet.is_export);
        }
    }
    assembly.finish()
}

/// Places that the file names as a whole.
struct Places {
    /// The compound, if the file names just one.
    only_compound: Option<String>,
    stairwells: BTreeMap<(Option<String>, String), BTreeSet<String>>,
}

impl Places {
    fn of<'a>(rows: impl Iterator<Item = &'a ReadRow> + Clone) -> Self {
        let doors = rows.filter_map(|row| row.door.as_ref());
        let compounds: BTreeSet<&String> = doors
            .clone()
            .filter_map(|door| door.compound.as_ref())
            .collect();
        let mut places = Self {
            only_compound: match compounds.len() {
                1 => compounds.first().map(|compound| (*compound).clone()),
                _ => None,
            },
            stairwells: BTreeMap::new(),
        };
        for door in doors {
            if let Some(stairwell) = &door.stairwell {
                let key = (places.compound(door), door.building.clone());
                places
                    .stairwells
                    .entry(key)
                    .or_default()
                    .insert(stairwell.clone());
            }
        }
        places
    }

    fn compound(&self, door: &DoorNumber) -> Option<String> {
        door.compound.clone().or_else(|| self.only_compound.clone())
    }

    /// The door with what the rest of the file says of it; `Err` if the stairwell had to be written and is not.
    fn complete(&self, door: &DoorNumber) -> Result<DoorNumber, DoorNumber> {
        let mut door = DoorNumber {
            compound: self.compound(door),
            ..door.clone()
        };
        if door.stairwell.is_none() {
            let key = (door.compound.clone(), door.building.clone());
            let known = self.stairwells.get(&key);
            if known.is_some_and(|known| known.len() > 1) {
                return Err(door);
            }
            door.stairwell = known.and_then(|known| known.first().cloned());
        }
        Ok(door)
    }
}

/// A door met before.
struct Met {
    /// Folded names.
    names: BTreeSet<String>,
    first: CellRef,
    household: Option<usize>,
    /// Its area, and the row that says so.
    area: Option<(u64, CellRef)>,
    /// Whether its rows are of a home, and the row that says so.
    unit: Option<(bool, CellRef)>,
    /// Its floor, as its first row has it.
    floor: Option<i32>,
    /// Cells of the household that were edited since the export, and the row.
    edited: BTreeMap<String, (String, CellRef)>,
}

#[derive(Default)]
struct Assembly {
    table: RegisterTable,
    /// By the door's canonical text.
    met: BTreeMap<String, Met>,
    /// The door of the row above, as long as rows of it follow each other.
    last: Option<DoorNumber>,
}

impl Assembly {
    fn add(&mut self, sheet: &str, mut row: ReadRow, places: &Places, is_export: bool) {
        let Some(written) = row.door.take() else {
            self.table.problems.append(&mut row.problems);
            // What stands between two rows and cannot be read may part them.
            self.last = None;
            return;
        };
        let door = match places.complete(&written) {
            Ok(door) => door,
            Err(door) => {
                let text = door.within_compound();
                row.problems.push(Wrong::StairwellMissing(&text).at(
                    sheet,
                    row.row,
                    row.door_column,
                ));
                self.table.problems.append(&mut row.problems);
                self.last = None;
                return;
            }
        };
        let names: BTreeSet<String> = row
            .people
            .iter()
            .filter_map(|person| person.name.as_deref().map(fold))
            .collect();
        let here = CellRef {
            sheet: sheet.to_owned(),
            row: row.row + 1,
        };
        let adjacent = self.last.as_ref() == Some(&door);
        let met = self.met.entry(door.to_string());
        // Further down the door is known already: what follows there is no block of the first one.
        let further_down = matches!(met, Entry::Occupied(_)) && !adjacent;
        let met = met.or_insert_with(|| Met {
            names: BTreeSet::new(),
            first: here.clone(),
            household: None,
            area: None,
            unit: None,
            floor: row.written_floor,
            edited: BTreeMap::new(),
        });
        // 501 on the fifth floor and 501 on the sixth are no block of one household.
        let on_another_floor =
            matches!((met.floor, row.written_floor), (Some(first), Some(own)) if first != own);
        // Rows of an export stand each for itself, in whatever order.
        let repeats = (further_down || on_another_floor)
            && !is_export
            && !met.names.is_empty()
            && !names.is_subset(&met.names);
        let mut wrong = |wrong: Wrong<'_>, column: Option<u32>| {
            row.problems.push(wrong.at(sheet, row.row, column));
        };
        let text = door.within_compound();
        if repeats {
            wrong(Wrong::DoorRepeated(&text, &met.first), row.door_column);
        } else {
            met.names.extend(names);
        }
        let is_home = !row.usage.is_empty() && is_dwelling(&row.usage);
        match &met.unit {
            Some((other, at)) if !row.usage.is_empty() && *other != is_home => {
                wrong(Wrong::UnitKindsDiffer(&text, at), row.door_column);
            }
            None if !row.usage.is_empty() => met.unit = Some((is_home, here.clone())),
            _ => {}
        }
        let mut area_is_out = false;
        if let Some(area) = row.area_cm2.filter(|_| row.marker.is_none()) {
            match &met.area {
                Some((other, at)) if *other != area => {
                    wrong(Wrong::AreaDiffers(at), row.area_column);
                    area_is_out = true;
                }
                Some(_) => {}
                None => met.area = Some((area, here.clone())),
            }
        }
        let household = met.household;
        let is_sound = row.is_sound && row.problems.is_empty();
        self.table.problems.append(&mut row.problems);
        if area_is_out
            && let Some(household) = household.and_then(|at| self.table.households.get_mut(at))
        {
            // Which of the two is right nobody knows.
            household.area_cm2 = None;
        }
        if is_sound {
            self.keep(here, &door, row);
        }
        self.last = (!further_down).then_some(door);
    }

    fn keep(&mut self, here: CellRef, door: &DoorNumber, row: ReadRow) {
        let Some(met) = self.met.get_mut(&door.to_string()) else {
            return;
        };
        let index = *met.household.get_or_insert_with(|| {
            self.table.households.push(HouseholdRow {
                compound: door.compound.clone(),
                building: door.building.clone(),
                stairwell: door.stairwell.clone(),
                room: door.room.clone(),
                floor: None,
                area_cm2: None,
                note: None,
                custom: BTreeMap::new(),
                people: Vec::new(),
                marker: None,
                raw: BTreeMap::new(),
                at: here.clone(),
            });
            self.table.households.len() - 1
        });
        let Some(household) = self.table.households.get_mut(index) else {
            return;
        };
        household.floor = household.floor.or(row.floor);
        if household.marker.is_none() {
            household.marker.clone_from(&row.marker);
        }
        if let Some(marker) = &row.marker {
            if let Some((at, column)) = take_exported(household, met, marker, &row, &here) {
                let wrong = Wrong::RowsDiffer(&at).at(&here.sheet, row.row, column);
                self.table.problems.push(wrong);
            }
        } else {
            household.area_cm2 = household.area_cm2.or(row.area_cm2);
            if let Some(note) = row.note {
                append(household.note.get_or_insert_default(), &note);
            }
            for (heading, text) in row.custom {
                append(household.custom.entry(heading).or_default(), &text);
            }
        }
        for person in row.people {
            add_person(&mut household.people, person);
        }
    }

    fn finish(mut self) -> RegisterTable {
        let households = &self.table.households;
        let stairwells: BTreeSet<_> = households
            .iter()
            .map(|h| (&h.compound, &h.building, &h.stairwell))
            .collect();
        let buildings: BTreeSet<_> = stairwells
            .iter()
            .map(|(compound, building, _)| (compound, building))
            .collect();
        let compounds: BTreeSet<_> = households
            .iter()
            .filter_map(|h| h.compound.as_ref())
            .collect();
        self.table.counts = RegisterCounts {
            compounds: compounds.len(),
            buildings: buildings.len(),
            stairwells: stairwells.len(),
            households: households.len(),
            people: households.iter().map(|h| h.people.len()).sum(),
        };
        self.table
    }
}

/// Takes the household's cells of an exported row: each row repeats them, and the one that was edited counts. Gives the row
/// that was edited otherwise.
fn take_exported(
    household: &mut HouseholdRow,
    met: &mut Met,
    marker: &RowMarker,
    row: &ReadRow,
    here: &CellRef,
) -> Option<(CellRef, Option<u32>)> {
    let mut differs = None;
    for (field, text) in &row.raw {
        if field.starts_with('@') || ["name", "phone"].contains(&field.as_str()) {
            continue;
        }
        let canonical = match field.as_str() {
            "area_cm2" => row.area_cm2.map(area_as_text).unwrap_or_default(),
            "note" => row.note.clone().unwrap_or_default(),
            custom => row.custom.get(custom).cloned().unwrap_or_default(),
        };
        let untouched = marker.unchanged(field, text) == Some(true)
            || marker.unchanged(field, &canonical) == Some(true);
        // A new column is a new field; an empty cell of it says nothing.
        let is_new = marker.unchanged(field, text).is_none();
        if is_new && text.is_empty() {
            continue;
        }
        if untouched {
            if met.edited.contains_key(field) || household.raw.contains_key(field) {
                continue;
            }
        } else {
            match met.edited.get(field) {
                Some((other, at)) if other != text => {
                    differs.get_or_insert((at.clone(), row.door_column));
                    continue;
                }
                Some(_) => continue,
                None => {
                    let edit = (text.clone(), here.clone());
                    met.edited.insert(field.clone(), edit);
                    // Its own marker knows the cell as it was.
                    household.marker = Some(marker.clone());
                }
            }
        }
        household.raw.insert(field.clone(), text.clone());
        match field.as_str() {
            "area_cm2" => household.area_cm2 = row.area_cm2,
            "note" => household.note = Some(canonical).filter(|text| !text.is_empty()),
            custom => {
                household.custom.insert(custom.to_owned(), canonical);
            }
        }
    }
    differs
}

/// One name in one household is one person; so are unnamed ones that share a telephone, and rows of an export that are one
/// person's.
fn add_person(people: &mut Vec<PersonRow>, person: PersonRow) {
    let id = |person: &PersonRow| {
        person
            .marker
            .as_ref()
            .and_then(|marker| marker.person.clone())
    };
    let name = person.name.as_deref().map(fold);
    let own = id(&person);
    let same = people.iter_mut().find(|other| match (id(other), &own) {
        (Some(a), Some(b)) => a == *b,
        _ => match (&other.name, &name) {
            (Some(a), Some(b)) => fold(a) == *b,
            (None, None) => other
                .phones
                .iter()
                .any(|phone| person.phones.contains(phone)),
            _ => false,
        },
    });
    match same {
        Some(other) => {
            for phone in person.phones {
                if !other.phones.contains(&phone) {
                    other.phones.push(phone);
                }
            }
        }
        None => people.push(person),
    }
}
