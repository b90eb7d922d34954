//! A register put together out of its rows: rows of one door become a household, and what rows say against each other
//! becomes a problem. Knows no store.

use super::fault::Reason;
use super::grid::Sheet;
use super::layout::{self, Layout};
use super::marker::RowMarker;
use super::problem::{Problem, Wrong};
use super::rows::{self, ReadRow, append};
use super::values::area_as_text;
use crate::domain::door::DoorNumber;
use crate::domain::vocabulary::PersonKind;
use std::collections::{BTreeMap, BTreeSet};

/// A register as read from a file. Sound rows are in `households`; a row with a problem is in none of them, and is not
/// counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterTable {
    /// Households of sound rows, in the order of the file.
    pub households: Vec<HouseholdRow>,
    /// Problems that a clerk must look at, in the order of the file.
    pub problems: Vec<Problem>,
    /// Numbers of sound rows.
    pub counts: RegisterCounts,
}

/// Size of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterCounts {
    /// 小区: 0 where the file names none.
    pub compounds: usize,
    /// 幢.
    pub buildings: usize,
    /// 单元; a building without any written has one.
    pub stairwells: usize,
    /// 户.
    pub households: usize,
    /// 人.
    pub people: usize,
}

/// Place of a row in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRef {
    /// The sheet's name; a CSV's is its file name.
    pub sheet: String,
    /// The row as the spreadsheet program counts, from 1.
    pub row: u32,
}

/// One household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// 小区, if the file names it.
    pub compound: Option<String>,
    /// 幢.
    pub building: String,
    /// 单元; `None` where the file names none for this building.
    pub stairwell: Option<String>,
    /// 室.
    pub room: String,
    /// The floor as written, or from a room numbered in the usual way.
    pub floor: Option<i32>,
    /// Floor area in cm².
    pub area_cm2: Option<u64>,
    /// 备注.
    pub note: Option<String>,
    /// The office's own columns, by heading.
    pub custom: BTreeMap<String, String>,
    /// The people who live there or own it.
    pub people: Vec<PersonRow>,
    /// The marker of its first row, if the file is an export.
    pub marker: Option<RowMarker>,
    /// Its first sound row.
    pub at: CellRef,
}

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// `None` if only a telephone is known.
    pub name: Option<String>,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// Canonical: `13812345678`, `0572-5123456`.
    pub phones: Vec<String>,
    /// The marker of the row, if the file is an export.
    pub marker: Option<RowMarker>,
}

impl HouseholdRow {
    /// Its door.
    #[must_use]
    pub fn door(&self) -> DoorNumber {
        DoorNumber {
            compound: self.compound.clone(),
            building: self.building.clone(),
            stairwell: self.stairwell.clone(),
            room: self.room.clone(),
        }
    }

    /// Its values as canonical texts by field name (`area_cm2`, `note`, and the office's own headings): what an export
    /// writes and hashes, so that [`RowMarker::unchanged`] compares like with like whatever a spreadsheet program did to
    /// the cell. Empty fields are empty texts.
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        let mut fields = self.custom.clone();
        fields.insert(
            "area_cm2".to_owned(),
            self.area_cm2.map(area_as_text).unwrap_or_default(),
        );
        fields.insert("note".to_owned(), self.note.clone().unwrap_or_default());
        fields
    }
}

impl PersonRow {
    /// Its values as canonical texts by field name (`name`, `kind`, `phone`); see [`HouseholdRow::fields`].
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        BTreeMap::from([
            ("name".to_owned(), self.name.clone().unwrap_or_default()),
            ("kind".to_owned(), self.kind.zh().to_owned()),
            ("phone".to_owned(), self.phones.join(" / ")),
        ])
    }
}

/// Rows of a register: the largest that offices are expected to have is 25,300 people.
const ROWS: usize = 60_000;

/// Finds the register among the sheets and puts it together.
pub(super) fn assemble(sheets: &[Sheet]) -> Result<RegisterTable, Reason> {
    let layouts: Vec<(&Sheet, Layout)> = sheets
        .iter()
        .filter_map(|sheet| layout::find(sheet).map(|layout| (sheet, layout)))
        .collect();
    if layouts.is_empty() {
        return Err(Reason::NoHeader);
    }
    if !layouts.iter().any(|(_, layout)| layout.has_door()) {
        return Err(Reason::NoDoorColumn);
    }
    let rows: usize = layouts.iter().map(|(sheet, _)| sheet.rows.len()).sum();
    if rows > ROWS {
        return Err(Reason::TooManyCells);
    }
    let mut read: Vec<(&Sheet, Vec<ReadRow>)> = Vec::new();
    for (sheet, layout) in layouts.iter().filter(|(_, layout)| layout.has_door()) {
        read.push((sheet, rows::read(sheet, layout)?));
    }
    let places = Places::of(read.iter().flat_map(|(_, rows)| rows));
    let mut assembly = Assembly::default();
    for (sheet, rows) in read {
        assembly.last = None;
        for row in rows {
            assembly.add(sheet, row, &places);
        }
    }
    Ok(assembly.finish())
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
    names: BTreeSet<String>,
    first: CellRef,
    household: Option<usize>,
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
    fn add(&mut self, sheet: &Sheet, mut row: ReadRow, places: &Places) {
        let Some(written) = row.door.take() else {
            self.table.problems.append(&mut row.problems);
            return;
        };
        let door = match places.complete(&written) {
            Ok(door) => door,
            Err(door) => {
                let text = door.within_compound();
                row.problems.push(Wrong::StairwellMissing(&text).at(
                    &sheet.name,
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
            .filter_map(|person| person.name.clone())
            .collect();
        let adjacent = self.last.as_ref() == Some(&door);
        // Further down the door is known already: what follows there is no block of the first one.
        let mut further_down = false;
        if let Some(met) = self.met.get_mut(&door.to_string()) {
            further_down = !adjacent;
            let repeats = !adjacent && !met.names.is_empty() && !names.is_subset(&met.names);
            if repeats {
                let text = door.within_compound();
                let wrong = Wrong::DoorRepeated(&text, &met.first);
                row.problems
                    .push(wrong.at(&sheet.name, row.row, row.door_column));
            } else {
                met.names.extend(names);
            }
        } else {
            let met = Met {
                names,
                first: CellRef {
                    sheet: sheet.name.clone(),
                    row: row.row + 1,
                },
                household: None,
            };
            self.met.insert(door.to_string(), met);
        }
        let is_sound = row.is_sound && row.problems.is_empty();
        self.table.problems.append(&mut row.problems);
        if is_sound {
            self.keep(sheet, &door, row);
        }
        self.last = (!further_down).then_some(door);
    }

    fn keep(&mut self, sheet: &Sheet, door: &DoorNumber, row: ReadRow) {
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
                at: CellRef {
                    sheet: sheet.name.clone(),
                    row: row.row + 1,
                },
            });
            self.table.households.len() - 1
        });
        let Some(household) = self.table.households.get_mut(index) else {
            return;
        };
        household.floor = household.floor.or(row.floor);
        household.area_cm2 = household.area_cm2.or(row.area_cm2);
        if let Some(note) = row.note {
            append(household.note.get_or_insert_default(), &note);
        }
        for (heading, text) in row.custom {
            append(household.custom.entry(heading).or_default(), &text);
        }
        if household.marker.is_none() {
            household.marker = row.marker;
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

/// One name in one household is one person; so are unnamed ones that share a telephone.
fn add_person(people: &mut Vec<PersonRow>, person: PersonRow) {
    let same = people
        .iter_mut()
        .find(|other| match (&other.name, &person.name) {
            (Some(a), Some(b)) => a == b,
            (None, None) => other
                .phones
                .iter()
                .any(|phone| person.phones.contains(phone)),
            _ => false,
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
