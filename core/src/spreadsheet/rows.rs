//! The rows of one sheet, each read on its own: door, people, values, and what is wrong within the row. What rows say
//! about each other is decided where they are put together.

use super::body::{
    Body, Filled, building_in_room, identity, is_foot, is_total, text_at, with_merges,
    writes_building_once,
};
use super::door_cells::{Context, DoorCells, NoDoor, section, sheet_place};
use super::fault::Reason;
use super::grid::{Row, Sheet};
use super::layout::{Layout, PersonColumns};
use super::marker::RowMarker;
use super::problem::{Problem, Wrong};
use super::register::PersonRow;
use super::values::{self, AreaFault};
use crate::domain::door::DoorNumber;
use crate::domain::label::{floor_of_room, stairwell_label};
use crate::domain::text::{half_width, without_spaces};
use crate::domain::vocabulary::PersonKind;
use std::collections::{BTreeMap, BTreeSet};

/// One row that speaks of a household.
#[derive(Debug)]
pub(super) struct ReadRow {
    pub(super) row: u32,
    pub(super) door: Option<DoorNumber>,
    pub(super) floor: Option<i32>,
    pub(super) area_cm2: Option<u64>,
    pub(super) note: Option<String>,
    pub(super) custom: BTreeMap<String, String>,
    pub(super) people: Vec<PersonRow>,
    pub(super) marker: Option<RowMarker>,
    pub(super) problems: Vec<Problem>,
    /// Sound rows only enter the register. A row may be unsound without a problem of its own, where a merged cell's
    /// fault was told at its first row.
    pub(super) is_sound: bool,
    pub(super) door_column: Option<u32>,
}

/// Reads the rows below the header.
pub(super) fn read(sheet: &Sheet, layout: &Layout) -> Result<Vec<ReadRow>, Reason> {
    let Body { rows, filled } = with_merges(sheet, layout)?;
    let mut reader = Reader {
        sheet,
        layout,
        context: Context {
            place: sheet_place(&sheet.name)
                .or_else(|| layout.titles.iter().find_map(|title| section(title))),
            building_in_room: building_in_room(&rows, layout),
        },
        building_above: None,
        writes_once: writes_building_once(&rows, layout),
        seen: BTreeSet::new(),
    };
    let mut out = Vec::new();
    let nothing = Filled::new();
    for (at, row) in &rows {
        out.extend(reader.row(*at, row, filled.get(at).unwrap_or(&nothing)));
    }
    Ok(out)
}

struct Reader<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    context: Context,
    building_above: Option<(String, String)>,
    writes_once: bool,
    /// Rows seen so far, to drop repeats.
    seen: BTreeSet<String>,
}

impl Reader<'_> {
    fn row(&mut self, at: u32, row: &Row, filled: &Filled) -> Option<ReadRow> {
        let written: Vec<(u32, String)> = row
            .iter()
            .filter(|(column, _)| !filled.contains(column))
            .map(|(column, value)| (*column, value.text()))
            .collect();
        let own: Vec<&(u32, String)> = written
            .iter()
            .filter(|(column, text)| {
                !self.layout.ignored.contains(column) && !values::is_blank(text)
            })
            .collect();
        if is_total(&written) || is_foot(&written) || own.is_empty() || self.layout.is_header(row) {
            return None;
        }
        let cells = self.door_cells(row);
        let door = cells.read(&self.context);
        let people = self.layout.people.iter().any(|person| {
            person.name.iter().chain(&person.phones).any(|column| {
                !filled.contains(column) && !values::is_blank(&text_at(row, Some(*column)))
            })
        });
        if door.is_err() && !people && self.is_aside(&own) {
            return None;
        }
        let identity = identity(&door, row, self.layout);
        if !self.seen.insert(identity) {
            return None;
        }
        self.sound_row(at, row, filled, door, people)
    }

    fn door_cells(&mut self, row: &Row) -> DoorCells {
        let mut cells = DoorCells {
            compound: text_at(row, self.layout.compound),
            building: text_at(row, self.layout.building),
            stairwell: text_at(row, self.layout.stairwell),
            rooms: self
                .layout
                .rooms
                .iter()
                .map(|room| text_at(row, Some(*room)))
                .collect(),
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

    /// A row with no door and nobody: a line between sections, a title of the next page, a foot note.
    fn is_aside(&mut self, own: &[&(u32, String)]) -> bool {
        let texts: BTreeSet<String> = own
            .iter()
            .map(|(_, text)| without_spaces(&half_width(text)))
            .collect();
        let door_columns: Vec<u32> = self
            .layout
            .rooms
            .iter()
            .chain(&self.layout.building)
            .chain(&self.layout.stairwell)
            .copied()
            .collect();
        if let (1, Some(text)) = (texts.len(), texts.first()) {
            if let Some(place) = section(text) {
                self.context.place = Some(place);
                self.building_above = None;
                return true;
            }
            if let (Some(label), Some(place)) = (
                text.strip_suffix("单元").and_then(stairwell_label),
                &mut self.context.place,
            ) {
                place.stairwell = Some(label);
                return true;
            }
            let is_long = text.chars().count() > 10;
            if is_long
                || ["表", "名单", "登记", "统计", "共", "注:", "备注"]
                    .iter()
                    .any(|word| text.contains(word))
            {
                return true;
            }
        }
        let room_written = own
            .iter()
            .any(|(column, text)| self.layout.rooms.contains(column) && !values::is_blank(text));
        let door_written = own
            .iter()
            .any(|(column, text)| door_columns.contains(column) && !values::is_blank(text));
        // A prefilled building without a room, or a stray number, is no household.
        !room_written && (!door_written || self.layout.building.is_some())
    }

    fn sound_row(
        &self,
        at: u32,
        row: &Row,
        filled: &Filled,
        door: Result<DoorNumber, NoDoor>,
        has_people: bool,
    ) -> Option<ReadRow> {
        let mut out = ReadRow {
            row: at,
            door: None,
            floor: None,
            area_cm2: None,
            note: None,
            custom: BTreeMap::new(),
            people: Vec::new(),
            marker: text_at_marker(row, self.layout),
            problems: Vec::new(),
            is_sound: true,
            door_column: self.layout.door_column(),
        };
        match door {
            Ok(door) => {
                out.floor =
                    floor(&text_at(row, self.layout.floor)).or_else(|| floor_of_room(&door.room));
                out.door = Some(door);
            }
            Err(fault) => {
                if fault == NoDoor::Missing && !has_people {
                    return None;
                }
                self.no_door(&mut out, row, filled, fault);
            }
        }
        self.area(&mut out, row, filled);
        self.note_and_custom(&mut out, row);
        for columns in &self.layout.people {
            self.person(&mut out, row, filled, columns);
        }
        if let Some(first) = out.people.first_mut() {
            first.marker.clone_from(&out.marker);
        }
        Some(out)
    }

    fn tell(&self, out: &mut ReadRow, wrong: Wrong<'_>, column: Option<u32>, filled: &Filled) {
        out.is_sound = false;
        // Once each: a merged cell's fault belongs to the row where it is written.
        if column.is_none_or(|column| !filled.contains(&column)) {
            let problem = wrong.at(&self.sheet.name, out.row, column);
            if !out.problems.contains(&problem) {
                out.problems.push(problem);
            }
        }
    }

    fn no_door(&self, out: &mut ReadRow, row: &Row, filled: &Filled, fault: NoDoor) {
        let column = match fault {
            NoDoor::Missing => self.layout.door_column(),
            NoDoor::Building => self.layout.building,
            NoDoor::Stairwell => self.layout.stairwell,
            NoDoor::Room => self
                .layout
                .rooms
                .iter()
                .copied()
                .find(|room| row.contains_key(room)),
        };
        let wrong = match fault {
            NoDoor::Missing => Wrong::DoorMissing,
            _ => Wrong::DoorUnreadable,
        };
        self.tell(out, wrong, column, filled);
    }

    fn area(&self, out: &mut ReadRow, row: &Row, filled: &Filled) {
        let Some(value) = self.layout.area.and_then(|column| row.get(&column)) else {
            return;
        };
        let door = out
            .door
            .as_ref()
            .map(|door| format!("{} {}", door.building, door.room));
        let dwelling = values::is_dwelling(&text_at(row, self.layout.usage))
            && door.is_none_or(|door| values::is_dwelling(&door));
        let text = value.text();
        let wrong = match values::area(value, dwelling) {
            Ok(area) => {
                out.area_cm2 = area;
                return;
            }
            Err(AreaFault::NotANumber) => Wrong::AreaNotANumber,
            Err(AreaFault::Negative) => Wrong::AreaNegative(&text),
            Err(AreaFault::OutOfRange) => Wrong::AreaOutOfRange(&text),
        };
        self.tell(out, wrong, self.layout.area, filled);
    }

    fn note_and_custom(&self, out: &mut ReadRow, row: &Row) {
        for (column, value) in row {
            let text = value.text();
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            if self.layout.notes.contains(column) {
                append(out.note.get_or_insert_default(), text);
            } else if let Some(name) = self.layout.custom_name(*column) {
                append(out.custom.entry(name).or_default(), text);
            }
        }
        let kind = text_at(row, self.layout.kind);
        if !values::is_blank(&kind)
            && (values::kind(&kind).is_none() || !values::is_plain_kind(&kind))
            && let Some(label) = self
                .layout
                .kind
                .and_then(|column| self.layout.labels.get(&column))
        {
            append(out.custom.entry(label.clone()).or_default(), kind.trim());
        }
    }

    fn person(&self, out: &mut ReadRow, row: &Row, filled: &Filled, columns: &PersonColumns) {
        let (name, said) = columns
            .name
            .and_then(|column| row.get(&column))
            .map_or((None, None), values::name);
        let mut phones: Vec<String> = Vec::new();
        for column in &columns.phones {
            match row.get(column).map(values::phones) {
                Some(Some(found)) => {
                    for phone in found {
                        if !phones.contains(&phone) {
                            phones.push(phone);
                        }
                    }
                }
                Some(None) => self.tell(out, Wrong::PhoneInvalid, Some(*column), filled),
                None => {}
            }
        }
        if name.is_none() && phones.is_empty() {
            return;
        }
        // The kind column speaks of the one person of a row, or of the one whose heading does not say.
        let by_column = (columns.is_general || self.layout.people.len() == 1)
            .then(|| values::kind(&text_at(row, self.layout.kind)))
            .flatten();
        let kind: PersonKind = said.or(by_column).unwrap_or(columns.kind);
        out.people.push(PersonRow {
            name,
            kind,
            phones,
            marker: None,
        });
    }
}

/// Adds a text to others, once.
pub(super) fn append(to: &mut String, text: &str) {
    if to.split('；').any(|part| part == text) {
        return;
    }
    if !to.is_empty() {
        to.push('；');
    }
    to.push_str(text);
}

fn text_at_marker(row: &Row, layout: &Layout) -> Option<RowMarker> {
    RowMarker::parse(&text_at(row, layout.marker))
}

fn floor(text: &str) -> Option<i32> {
    let text = without_spaces(&half_width(text));
    let text = text.trim_end_matches(['层', '楼', 'F', 'f']);
    text.parse()
        .ok()
        .filter(|floor| (-9..=200).contains(floor) && *floor != 0)
}
