//! A register put together out of its rows: rows of one door become a household, and what rows say against each other
//! becomes a problem. Knows no store.

use super::fault::Reason;
use super::grid::Sheet;
use super::layout::{self, Layout};
use super::marker::{KIND_FIELD, RowMarker};
use super::markers;
use super::problem::{Problem, Wrong};
use super::reading::{self, ReadOptions, Reading};
use super::row_values::append;
use super::rows::{self, ReadRow};
use super::values::{area_as_text, is_dwelling};
use super::{side_by_side, suspicion};
use crate::domain::door::DoorNumber;
use crate::domain::text::{fold, natural_cmp};
use crate::domain::vocabulary::PersonKind;
use std::collections::btree_map::Entry;
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
    /// The columns as they were read, and why, by sheet.
    pub readings: Vec<Reading>,
    /// Sheets that were not read.
    pub unread: Vec<UnreadSheet>,
}

/// A sheet that was not read: without a header, without doors, or hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadSheet {
    /// Its name.
    pub sheet: String,
    /// Its rows with content, without the header if there is one.
    pub rows: u32,
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
    /// The marker of its first row or of the one that was edited, if the file is an export.
    pub marker: Option<RowMarker>,
    /// Texts of its cells as they stand in the file, by field, if the file is an export.
    pub raw: BTreeMap<String, String>,
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
    /// Whether the file says so, rather than saying nothing of it.
    pub is_kind_said: bool,
    /// Words of the file that say more of it: 业主配偶.
    pub relation: Option<String>,
    /// Canonical: `13812345678`, `0572-5123456`.
    pub phones: Vec<String>,
    /// The marker of the row, if the file is an export.
    pub marker: Option<RowMarker>,
    /// Texts of the row's cells as they stand in the file, by field, if the file is an export.
    pub raw: BTreeMap<String, String>,
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
    /// Its values as canonical texts by field name (`name`, `@kind`, `phone`); see [`HouseholdRow::fields`].
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        let kind = self.relation.clone();
        BTreeMap::from([
            ("name".to_owned(), self.name.clone().unwrap_or_default()),
            (
                KIND_FIELD.to_owned(),
                kind.unwrap_or_else(|| self.kind.zh().to_owned()),
            ),
            ("phone".to_owned(), self.phones.join(" / ")),
        ])
    }
}

/// Rows of a register: the largest that offices are expected to have is 25,300 people.
const ROWS: usize = 60_000;

/// Finds the register among the sheets and puts it together.
pub(super) fn assemble(sheets: Vec<Sheet>, options: &ReadOptions) -> Result<RegisterTable, Reason> {
    let mut table = RegisterTable::default();
    let mut lists: Vec<(Sheet, Layout)> = Vec::new();
    let (mut any_header, mut rows) = (false, 0);
    for sheet in sheets {
        let Some(layout) = layout::find(&sheet, options) else {
            table.leave_out(&sheet, sheet.rows.len());
            continue;
        };
        any_header |= !sheet.is_hidden;
        let body = layout.header_end.saturating_add(1);
        let below = sheet.rows.range(body..).count();
        if sheet.is_hidden || !layout.has_door() {
            table.leave_out(&sheet, below);
            continue;
        }
        rows += sheet.rows.len();
        if rows > ROWS {
            return Err(Reason::TooManyCells);
        }
        match side_by_side::split(&sheet, &layout)? {
            Some(parts) => {
                for part in parts {
                    if let Some(layout) = layout::find(&part, options) {
                        lists.push((part, layout));
                    }
                }
            }
            None => lists.push((sheet, layout)),
        }
    }
    if lists.is_empty() {
        return Err(if any_header {
            Reason::NoDoorColumn
        } else {
            Reason::NoHeader
        });
    }
    let mut read: Vec<SheetRows> = Vec::new();
    for (sheet, layout) in &lists {
        table.readings.push(reading::of(&sheet.name, layout));
        let door = layout.door_column();
        read.push(SheetRows {
            sheet: sheet.name.clone(),
            header: layout.header_end,
            door_heading: door
                .and_then(|column| layout.labels.get(&column))
                .cloned()
                .unwrap_or_default(),
            labels: layout.labels.clone(),
            is_export: layout.is_export(),
            rows: rows::read(sheet, layout)?,
        });
    }
    markers::settle(&mut read);
    let mut first = suspicion::look(&mut read);
    table.problems.append(&mut first);
    let places = Places::of(read.iter().flat_map(|sheet| &sheet.rows));
    let mut assembly = Assembly {
        table,
        ..Assembly::default()
    };
    for sheet in read {
        assembly.last = None;
        for row in sheet.rows {
            assembly.add(&sheet.sheet, row, &places, sheet.is_export);
        }
    }
    Ok(assembly.finish())
}

/// The rows of one list.
pub(super) struct SheetRows {
    pub(super) sheet: String,
    /// The header's last row.
    pub(super) header: u32,
    pub(super) door_heading: String,
    pub(super) labels: BTreeMap<u32, String>,
    pub(super) is_export: bool,
    pub(super) rows: Vec<ReadRow>,
}

impl RegisterTable {
    /// Names of the buildings and stairwells that the sound rows are in.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        let mut places = BTreeSet::new();
        for row in &self.households {
            let compound = row.compound.as_ref().map(|name| format!("{name}/"));
            let building = format!("{}{}", compound.unwrap_or_default(), row.building);
            if let Some(stairwell) = &row.stairwell {
                places.insert(format!("{building}-{stairwell}"));
            }
            places.insert(building);
            places.extend(row.compound.clone());
        }
        let mut places: Vec<String> = places.into_iter().collect();
        places.sort_by(|a, b| natural_cmp(a, b));
        places
    }

    /// Notes a sheet that is not read.
    fn leave_out(&mut self, sheet: &Sheet, rows: usize) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        if rows == 0 {
            return;
        }
        let wrong = if sheet.is_hidden {
            Wrong::SheetHidden(rows)
        } else {
            Wrong::SheetUnread(rows)
        };
        self.problems.push(wrong.at(&sheet.name, 0, None));
        self.unread.push(UnreadSheet {
            sheet: sheet.name.clone(),
            rows,
        });
    }
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
            edited: BTreeMap::new(),
        });
        // Rows of an export stand each for itself, in whatever order.
        let repeats =
            further_down && !is_export && !met.names.is_empty() && !names.is_subset(&met.names);
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
