//! The rows of one sheet, each read on its own: door, people, values, and what is wrong within the row. What rows say
//! about each other is decided where they are put together.

use super::blocks::Block;
use super::body::{
    Body, Filled, Floors, floors, habit, holds_stairwell, identity, is_foot, resolve_dittos,
    text_at, total, with_merges, writes_building_once,
};
use super::door_cells::{Context, DoorCells, NoDoor};
use super::door_texts::{section, sheet_place};
use super::fault::Reason;
use super::grid::{Row, Sheet, Value};
use super::layout::Layout;
use super::marker::RowMarker;
use super::problem::{Problem, Wrong};
use super::register::PersonRow;
use super::values;
use crate::domain::door::DoorNumber;
use crate::domain::label::{floor_label, floor_of_room, stairwell_label};
use crate::domain::text::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// One row that speaks of a household.
#[derive(Debug)]
pub(super) struct ReadRow {
    pub(super) row: u32,
    pub(super) door: Option<DoorNumber>,
    pub(super) floor: Option<i32>,
    /// As its own cell says it.
    pub(super) written_floor: Option<i32>,
    pub(super) area_cm2: Option<u64>,
    pub(super) area_column: Option<u32>,
    pub(super) note: Option<String>,
    pub(super) custom: BTreeMap<String, String>,
    pub(super) people: Vec<PersonRow>,
    pub(super) marker: Option<RowMarker>,
    /// Texts of an exported row's cells by the marker's fields, as they stand in the file.
    pub(super) raw: BTreeMap<String, String>,
    /// The kind of unit, as its column says.
    pub(super) usage: String,
    pub(super) problems: Vec<Problem>,
    /// Sound rows only enter the register. A row may be unsound without a problem of its own, where a merged cell's
    /// fault was told at its first row.
    pub(super) is_sound: bool,
    pub(super) door_column: Option<u32>,
}

/// Reads the rows below the header.
pub(super) fn read(sheet: &Sheet, layout: &Layout) -> Result<Vec<ReadRow>, Reason> {
    let Body { mut rows, filled } = with_merges(sheet, layout)?;
    resolve_dittos(&mut rows, layout);
    for at in sheet
        .open_quotes
        .keys()
        .filter(|at| **at > layout.header_end)
    {
        rows.entry(*at).or_default();
    }
    let mut reader = Reader {
        sheet,
        layout,
        context: Context {
            place: named_place(&sheet.name, layout),
            habit: habit(&rows, layout),
            needs_building: layout.needs_building,
            holds_stairwell: holds_stairwell(&rows, layout),
        },
        building_above: None,
        floor_above: String::new(),
        floors: floors(&rows, layout),
        floor_cell: String::new(),
        floor_block: (String::new(), String::new()),
        usage_above: String::new(),
        in_section: false,
        writes_once: writes_building_once(&rows, layout),
        blocks: (
            Block::of(&rows, layout, layout.compound, 2),
            Block::of(&rows, layout, layout.zone, 1),
        ),
        seen: BTreeSet::new(),
    };
    let mut out = Vec::new();
    let nothing = Filled::new();
    for (at, row) in &rows {
        out.extend(reader.row(*at, row, filled.get(at).unwrap_or(&nothing)));
    }
    reader.tell_shared_areas(&mut out);
    Ok(out)
}

/// The place that the sheet's name or a title speaks of. A sheet called `2单元` is within the building of its title.
fn named_place(name: &str, layout: &Layout) -> Option<crate::domain::PlaceLabel> {
    sheet_place(name).or_else(|| {
        let mut place = titled_place(layout)?;
        if place.stairwell.is_none() {
            place.stairwell = tidy(name)
                .trim()
                .strip_suffix("单元")
                .and_then(stairwell_label);
        }
        Some(place)
    })
}

/// The building that a title names. What else stands in a title names no compound.
fn titled_place(layout: &Layout) -> Option<crate::domain::PlaceLabel> {
    let mut place = layout.titles.iter().find_map(|title| section(title))?;
    place.compound = None;
    Some(place)
}

pub(super) struct Reader<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) layout: &'a Layout,
    pub(super) context: Context,
    pub(super) building_above: Option<(String, String)>,
    /// The floor, or the kind of unit, of which the last line between sections speaks.
    pub(super) floor_above: String,
    /// How the floor's own column is filled in, and its last cell.
    floors: Floors,
    pub(super) floor_cell: String,
    /// Building and stairwell of that cell.
    floor_block: (String, String),
    pub(super) usage_above: String,
    /// Does the building of the rows come from such a line?
    pub(super) in_section: bool,
    writes_once: bool,
    /// The columns of compounds and of zones.
    blocks: (Block, Block),
    /// Rows seen so far, to drop repeats.
    seen: BTreeSet<String>,
}

impl Reader<'_> {
    fn row(&mut self, at: u32, row: &Row, filled: &Filled) -> Option<ReadRow> {
        if let Some(quote) = self.sheet.open_quotes.get(&at) {
            let mut out = self.empty(at);
            let wrong = Wrong::QuoteOpen(quote.lines);
            self.tell(&mut out, wrong, Some(quote.column), &Filled::new());
            return Some(out);
        }
        let written: Vec<(u32, String)> = row
            .iter()
            .filter(|(column, _)| !filled.contains(column))
            .map(|(column, value)| (*column, value.text()))
            .collect();
        let own: Vec<&(u32, String)> = written
            .iter()
            .filter(|(column, text)| {
                !self.layout.ignored.contains(column) && !values::is_nothing(text)
            })
            .collect();
        let marker = RowMarker::parse(&text_at(row, self.layout.marker));
        let uncomputed = self.uncomputed(row, marker.as_ref());
        let block = self.building_above.clone();
        let cells = self.door_cells(row);
        let raw = marker.as_ref().map(|marker| self.raw(row, marker));
        let raw = raw.unwrap_or_default();
        let door = match marker
            .as_ref()
            .and_then(|marker| exported_door(marker, &raw))
        {
            Some(door) => Ok(door),
            None => cells.read(&self.context),
        };
        if marker.is_none() {
            let is_total = match total(&written) {
                Some(only) => only && !self.names_somebody(row) || door.is_err(),
                None => false,
            };
            let is_empty = own.is_empty() && uncomputed.is_empty();
            if is_total || is_foot(&written) || is_empty || self.layout.is_header(row) {
                return None;
            }
        }
        let people = self.layout.people.iter().any(|person| {
            person.name.iter().chain(&person.phones).any(|column| {
                !filled.contains(column) && !values::is_nothing(&text_at(row, Some(*column)))
            })
        });
        if marker.is_none() {
            if uncomputed.is_empty() && door.is_err() && !people && self.is_aside(&own, block) {
                return None;
            }
            if door.is_err() && own.len() == 1 && self.in_section {
                // 会所 between two sections: what follows may be there.
                self.context.place = None;
            }
            let identity = identity(&door, row, self.layout);
            if !self.seen.insert(identity) {
                return None;
            }
        }
        if !uncomputed.is_empty() {
            let mut out = self.empty(at);
            for column in uncomputed {
                self.tell(&mut out, Wrong::FormulaUncomputed, Some(column), filled);
            }
            return Some(out);
        }
        self.read_row(at, row, filled, (door, marker, raw), people)
    }

    /// Columns with a meaning whose formula has no result. What a store has as a text comes back from its export as that.
    fn uncomputed(&self, row: &Row, marker: Option<&RowMarker>) -> Vec<u32> {
        let is_meant = |column: &u32| !self.layout.ignored.contains(column);
        let is_told = |value: &Value| match value {
            Value::Uncomputed => true,
            value => marker.is_none() && values::is_uncomputed(value),
        };
        row.iter()
            .filter(|(column, value)| is_told(value) && is_meant(column))
            .map(|(column, _)| *column)
            .collect()
    }

    fn names_somebody(&self, row: &Row) -> bool {
        let mut names = self.layout.people.iter().filter_map(|person| person.name);
        names.any(|column| {
            let text = text_at(row, Some(column));
            !values::is_nothing(&text) && !text.contains(|c: char| c.is_ascii_digit() || c == '计')
        })
    }

    fn door_cells(&mut self, row: &Row) -> DoorCells {
        let is_date = |column: Option<u32>| {
            column
                .and_then(|column| row.get(&column))
                .is_some_and(|value| matches!(value, Value::Date(_)))
        };
        let date = [
            (self.layout.room, NoDoor::RoomDate),
            (self.layout.building, NoDoor::BuildingDate),
            (self.layout.stairwell, NoDoor::StairwellDate),
        ]
        .into_iter()
        .find(|(column, _)| is_date(*column))
        .map(|(_, date)| date);
        let own_floor = text_at(row, self.layout.floor);
        let block = (
            text_at(row, self.layout.building),
            text_at(row, self.layout.stairwell),
        );
        let is_new = !block.0.trim().is_empty() && block != self.floor_block;
        if is_new {
            // The floor of another building's last row says nothing here.
            self.floor_cell.clear();
            self.floor_block = block;
        }
        if !own_floor.trim().is_empty() {
            self.floor_cell.clone_from(&own_floor);
        }
        let floor = match self.floors {
            _ if !own_floor.trim().is_empty() => own_floor,
            Floors::Once => self.floor_cell.clone(),
            _ => self.floor_above.clone(),
        };
        let known = |column: Option<u32>| {
            // The guard that a CSV saved anew still has: '-101.
            let text = text_at(row, column);
            let text = text
                .trim()
                .strip_prefix('\'')
                .map(str::to_owned)
                .unwrap_or(text);
            if values::is_nothing(&text) {
                String::new()
            } else {
                text
            }
        };
        let (compound, lacks_compound) = self.blocks.0.fill(self.layout.compound, row);
        let (zone, lacks_zone) = self.blocks.1.fill(self.layout.zone, row);
        let mut cells = DoorCells {
            compound: match self.layout.compound {
                Some(column) => compound.unwrap_or_else(|| known(Some(column))),
                None => self.layout.sheet_compound.clone(),
            },
            zone: match self.layout.zone {
                Some(column) => zone.unwrap_or_else(|| known(Some(column))),
                None => self.layout.sheet_zone.clone(),
            },
            building: text_at(row, self.layout.building),
            stairwell: text_at(row, self.layout.stairwell),
            room: known(self.layout.room),
            beside: known(self.layout.room_beside),
            lacks_zone: lacks_zone || lacks_compound,
            needs_floor: self.floors != Floors::None,
            floor,
            usage: text_at(row, self.layout.usage),
            line: self.usage_above.clone(),
            addresses: self
                .layout
                .addresses
                .iter()
                .map(|column| text_at(row, Some(*column)))
                .collect(),
            date,
        };
        if self.writes_once {
            if cells.building.trim().is_empty() {
                if let Some((building, stairwell)) = &self.building_above {
                    cells.building.clone_from(building);
                    if cells.stairwell.trim().is_empty() {
                        cells.stairwell.clone_from(stairwell);
                    } else {
                        self.building_above = Some((building.clone(), cells.stairwell.clone()));
                    }
                }
            } else {
                self.building_above = Some((cells.building.clone(), cells.stairwell.clone()));
            }
        }
        cells
    }

    fn empty(&self, at: u32) -> ReadRow {
        ReadRow {
            row: at,
            door: None,
            floor: None,
            written_floor: None,
            area_cm2: None,
            area_column: None,
            note: None,
            custom: BTreeMap::new(),
            people: Vec::new(),
            marker: None,
            raw: BTreeMap::new(),
            usage: String::new(),
            problems: Vec::new(),
            is_sound: true,
            door_column: self.layout.door_column(),
        }
    }

    fn read_row(
        &self,
        at: u32,
        row: &Row,
        filled: &Filled,
        (door, marker, raw): (
            Result<DoorNumber, NoDoor>,
            Option<RowMarker>,
            BTreeMap<String, String>,
        ),
        has_people: bool,
    ) -> Option<ReadRow> {
        let mut out = ReadRow {
            marker,
            raw,
            usage: tidy(&text_at(row, self.layout.usage)),
            ..self.empty(at)
        };
        match door {
            Ok(door) => {
                out.written_floor = floor_label(&text_at(row, self.layout.floor));
                out.floor = out.written_floor.or_else(|| floor_of_room(&door.room));
                out.door = Some(door);
            }
            Err(fault) => {
                if fault == NoDoor::Missing && !has_people && out.marker.is_none() {
                    return None;
                }
                self.no_door(&mut out, filled, fault);
            }
        }
        self.values(&mut out, row, filled);
        Some(out)
    }

    /// One merged area over rows of several doors is taken for none of them. Of regions over each other in one column, which no
    /// program writes, the first counts: each row is looked at once for a column.
    fn tell_shared_areas(&self, rows: &mut [ReadRow]) {
        let columns: BTreeSet<u32> = rows.iter().filter_map(|row| row.area_column).collect();
        let merges = self.sheet.merges.iter();
        let tall = merges.filter(|merge| merge.bottom > merge.top && columns.contains(&merge.left));
        let mut merges: Vec<_> = tall.collect();
        merges.sort_unstable_by_key(|merge| (merge.left, merge.top));
        let mut past = None;
        for merge in merges {
            if past.is_some_and(|(left, bottom)| left == merge.left && merge.top <= bottom) {
                continue;
            }
            past = Some((merge.left, merge.bottom));
            let first = rows.partition_point(|row| row.row < merge.top);
            let covered = rows.get_mut(first..).unwrap_or_default();
            let end = covered.partition_point(|row| row.row <= merge.bottom);
            let covered = covered.get_mut(..end).unwrap_or_default();
            let is_its = |row: &ReadRow| row.area_column == Some(merge.left);
            let doors: BTreeSet<Option<String>> = covered
                .iter()
                .filter(|row| is_its(row))
                .map(|row| row.door.as_ref().map(DoorNumber::to_string))
                .collect();
            if doors.len() < 2 {
                continue;
            }
            let mut is_first = true;
            for row in covered.iter_mut().filter(|row| is_its(row)) {
                row.area_cm2 = None;
                row.is_sound = false;
                if is_first {
                    self.tell(row, Wrong::AreaShared, Some(merge.left), &Filled::new());
                }
                is_first = false;
            }
        }
    }

    pub(super) fn tell(
        &self,
        out: &mut ReadRow,
        wrong: Wrong<'_>,
        column: Option<u32>,
        filled: &Filled,
    ) {
        out.is_sound = false;
        // Once each: a merged cell's fault belongs to the row where it is written.
        if column.is_none_or(|column| !filled.contains(&column)) {
            let problem = wrong.at(&self.sheet.name, out.row, column);
            if !out.problems.contains(&problem) {
                out.problems.push(problem);
            }
        }
    }

    fn no_door(&self, out: &mut ReadRow, filled: &Filled, fault: NoDoor) {
        let column = match fault {
            NoDoor::Missing | NoDoor::Room | NoDoor::Several | NoDoor::RoomDate => {
                self.layout.door_column()
            }
            NoDoor::Building | NoDoor::BuildingDate => self.layout.building,
            NoDoor::Stairwell | NoDoor::StairwellDate => self.layout.stairwell,
            NoDoor::Zone => self.layout.zone.or(self.layout.compound),
            NoDoor::Floor => self.layout.floor,
        };
        let wrong = match fault {
            NoDoor::Missing => Wrong::DoorMissing,
            NoDoor::Several => Wrong::DoorsSeveral,
            NoDoor::Floor => Wrong::FloorUnreadable,
            NoDoor::RoomDate | NoDoor::BuildingDate | NoDoor::StairwellDate => Wrong::DoorIsDate,
            NoDoor::Room | NoDoor::Building | NoDoor::Stairwell | NoDoor::Zone => {
                Wrong::DoorUnreadable
            }
        };
        self.tell(out, wrong, column, filled);
    }
}

/// The door of an exported row whose cells are still those of the export: its labels, letter by letter.
fn exported_door(marker: &RowMarker, raw: &BTreeMap<String, String>) -> Option<DoorNumber> {
    use super::marker::{BUILDING_FIELD, COMPOUND_FIELD, ROOM_FIELD, STAIRWELL_FIELD};
    let text = |field: &str| raw.get(field).cloned().unwrap_or_default();
    let (building, stairwell, room) = (
        text(BUILDING_FIELD),
        text(STAIRWELL_FIELD),
        text(ROOM_FIELD),
    );
    let same = marker.names_door(&building, &stairwell, &room)?;
    let compound = raw
        .get(COMPOUND_FIELD)
        .cloned()
        .filter(|text| !text.is_empty());
    let kept = compound
        .as_ref()
        .is_none_or(|text| marker.unchanged(COMPOUND_FIELD, text) == Some(true));
    (same && kept).then_some(DoorNumber {
        compound,
        building,
        stairwell: (!stairwell.is_empty()).then_some(stairwell),
        room,
    })
}
