//! The door of a row: from columns of its own, from one combined text, or from both together. Knows cells' texts only.

use crate::domain::door::{DoorNumber, PlaceLabel};
use crate::domain::label::{building_label, room_label, stairwell_label};
use crate::domain::text::{half_width, is_chinese_numeral, without_spaces};

/// The texts that say a row's door; empty where nothing is written.
#[derive(Debug, Default, Clone)]
pub(super) struct DoorCells {
    pub(super) compound: String,
    pub(super) building: String,
    pub(super) stairwell: String,
    /// Texts of the room columns.
    pub(super) rooms: Vec<String>,
}

/// Building and stairwell from sheet name, title or a section row, where the row does not say.
#[derive(Debug, Default, Clone)]
pub(super) struct Context {
    pub(super) place: Option<PlaceLabel>,
    /// `3-501` in a room column repeats the building rather than naming a stairwell.
    pub(super) building_in_room: bool,
}

/// The reason why a row has no door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoDoor {
    /// None is written.
    Missing,
    /// The room column cannot be read.
    Room,
    /// The building cannot be read.
    Building,
    /// The stairwell cannot be read.
    Stairwell,
}

impl DoorCells {
    /// Reads the door.
    pub(super) fn read(&self, context: &Context) -> Result<DoorNumber, NoDoor> {
        let mut door = self.read_place(context)?;
        let compound = without_spaces(&half_width(&self.compound));
        if !compound.is_empty() && !compound.contains('/') {
            door.compound = Some(compound);
        } else if door.compound.is_none() {
            door.compound = context
                .place
                .as_ref()
                .and_then(|place| place.compound.clone());
        }
        Ok(door)
    }

    fn read_place(&self, context: &Context) -> Result<DoorNumber, NoDoor> {
        let written: Vec<&String> = self
            .rooms
            .iter()
            .filter(|text| !text.trim().is_empty())
            .collect();
        let Some(room) = written.first() else {
            // A whole door in the column of the building.
            return match DoorNumber::parse(&self.building) {
                Ok(door) if door.stairwell.is_some() => Ok(door),
                _ => Err(NoDoor::Missing),
            };
        };
        let Some(place) = self.place(context)? else {
            return written
                .iter()
                .find_map(|text| DoorNumber::parse(text).ok())
                .ok_or(NoDoor::Room);
        };
        let mut door = written
            .iter()
            .find_map(|text| whole(text, &place, context))
            .or_else(|| DoorNumber::parse(&format!("{}幢{}", place.building, tail(room))).ok())
            .ok_or(NoDoor::Room)?;
        if door.building != place.building && !self.building.trim().is_empty() {
            return Err(NoDoor::Room);
        }
        if door.building == place.building {
            let compound = place.compound.or(door.compound);
            door.compound = compound;
            match (&door.stairwell, place.stairwell) {
                (Some(own), Some(other)) if *own != other => return Err(NoDoor::Room),
                (None, other) => door.stairwell = other,
                _ => {}
            }
        }
        Ok(door)
    }

    /// Building and stairwell beside the room.
    fn place(&self, context: &Context) -> Result<Option<PlaceLabel>, NoDoor> {
        let mut place = if self.building.trim().is_empty() {
            match &context.place {
                Some(place) => place.clone(),
                None => return Ok(None),
            }
        } else {
            building_cell(&self.building).ok_or(NoDoor::Building)?
        };
        let stairwell = self.stairwell.trim();
        if !stairwell.is_empty() && !is_none(stairwell) {
            let label = match stairwell_label(stairwell) {
                Some(label) => label,
                // `3幢1单元` or `3-1` once more in the column of the stairwell.
                None => PlaceLabel::parse(stairwell)
                    .filter(|other| other.building == place.building)
                    .and_then(|other| other.stairwell)
                    .ok_or(NoDoor::Stairwell)?,
            };
            place.stairwell = Some(label);
        }
        Ok(Some(place))
    }
}

/// A building's cell: `3`, `3幢`, `月亮湾3幢`, `3幢1单元`.
fn building_cell(text: &str) -> Option<PlaceLabel> {
    let place = PlaceLabel::parse(text);
    match place {
        Some(place) if place.compound.is_some() || place.stairwell.is_some() => Some(place),
        _ => building_label(text).map(|building| PlaceLabel {
            compound: None,
            building,
            stairwell: None,
        }),
    }
}

/// A room's text that is a whole door although the building is known from elsewhere.
fn whole(text: &str, place: &PlaceLabel, context: &Context) -> Option<DoorNumber> {
    let door = DoorNumber::parse(text).ok()?;
    let names_building = door.stairwell.is_some()
        || ["幢", "栋", "号楼", "座", "#"]
            .iter()
            .any(|mark| text.contains(mark))
        || context.building_in_room && door.building == place.building;
    // `1-501`: a stairwell and a room.
    names_building.then_some(door)
}

/// The part of a room's text that follows the building.
fn tail(room: &str) -> String {
    let room = half_width(room);
    let room = room.trim();
    let room = room.strip_suffix(".0").unwrap_or(room);
    room_label(room).unwrap_or_else(|| room.to_owned())
}

fn is_none(text: &str) -> bool {
    ["无", "-", "/", "—", "不分单元"].contains(&text)
}

/// Is this two numbers with a hyphen, the first of them this building?
pub(super) fn repeats_building(room: &str, building: &str) -> Option<bool> {
    let door = DoorNumber::parse(room).ok()?;
    let bare = half_width(room)
        .chars()
        .all(|c| !crate::domain::text::is_han(c) && c != '#' && c != '/');
    (bare && door.stairwell.is_none())
        .then(|| building_cell(building).is_some_and(|place| place.building == door.building))
}

/// The building, and perhaps stairwell, that a sheet's name, a title or a row between sections names.
pub(super) fn section(text: &str) -> Option<PlaceLabel> {
    let text = without_spaces(&half_width(text));
    let marks = ["幢", "栋", "号楼", "座", "#"];
    let (at, mark) = marks
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)))
        .min()?;
    let head = &text[..at + mark.len()];
    let rest = &text[at + mark.len()..];
    let stairwell = rest.find("单元").map(|end| &rest[..end]);
    let place = PlaceLabel::parse(head)?;
    Some(PlaceLabel {
        stairwell: stairwell.and_then(stairwell_label).or(place.stairwell),
        ..place
    })
}

/// A sheet's name that is a building: `3幢`, `月亮湾3幢`, or the bare number.
pub(super) fn sheet_place(name: &str) -> Option<PlaceLabel> {
    section(name).or_else(|| {
        let name = half_width(name);
        let name = name.trim();
        let is_number = (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
        let is_pair = name.split_once('-').is_some_and(|(a, b)| {
            [a, b].iter().all(|part| {
                (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            })
        });
        if let Some(head) = name.strip_suffix('楼') {
            let is_label = (1..=4).contains(&head.chars().count())
                && head
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || is_chinese_numeral(c));
            return is_label.then(|| PlaceLabel::parse(head)).flatten();
        }
        (is_number || is_pair)
            .then(|| PlaceLabel::parse(name))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(building: &str, stairwell: &str, room: &str) -> DoorCells {
        DoorCells {
            building: building.into(),
            stairwell: stairwell.into(),
            rooms: vec![room.into()],
            ..DoorCells::default()
        }
    }

    fn read(cells: &DoorCells, context: &Context) -> Result<String, NoDoor> {
        cells.read(context).map(|door| door.to_string())
    }

    #[test]
    fn doors_come_from_columns_of_their_own_or_combined() {
        for (building, stairwell, room, door) in [
            ("3幢", "1单元", "501室", "3-1-501"),
            ("３", "１", "５０１", "3-1-501"),
            ("3", "", "501", "3-501"),
            ("", "", "3-1-501", "3-1-501"),
            ("3", "1", "3-1-501", "3-1-501"),
            ("3", "", "1-501", "3-1-501"),
            ("3幢1单元", "", "501", "3-1-501"),
            ("月亮湾3幢", "1", "501", "月亮湾/3-1-501"),
            ("3", "3幢1单元", "501", "3-1-501"),
            ("3", "", "1单元501室", "3-1-501"),
            ("3-1-501", "", "", "3-1-501"),
            ("3", "无", "501", "3-501"),
            ("3", "1", "商铺2", "3-1-商铺2"),
            ("3号楼", "东", "501", "3-东-501"),
        ] {
            assert_eq!(
                read(&cells(building, stairwell, room), &Context::default()).as_deref(),
                Ok(door),
                "{building} {stairwell} {room}"
            );
        }
    }

    #[test]
    fn the_sheet_or_a_section_names_the_building() {
        for (name, door) in [
            ("3幢", "3-501"),
            ("月亮湾3幢", "月亮湾/3-501"),
            ("3", "3-501"),
            ("3幢1单元住户", "3-1-501"),
            ("3-1", "3-1-501"),
        ] {
            let context = Context {
                place: sheet_place(name),
                ..Context::default()
            };
            assert_eq!(
                read(&cells("", "", "501"), &context).as_deref(),
                Ok(door),
                "{name}"
            );
        }
        assert_eq!(
            sheet_place("三楼").map(|p| p.building).as_deref(),
            Some("3")
        );
        assert_eq!(sheet_place("Sheet1"), None);
        assert_eq!(sheet_place("2024-05"), None);
    }

    #[test]
    fn doors_that_cannot_be_read_say_where() {
        let none = Context::default();
        assert_eq!(read(&cells("", "", ""), &none), Err(NoDoor::Missing));
        assert_eq!(read(&cells("3", "1", ""), &none), Err(NoDoor::Missing));
        assert_eq!(read(&cells("", "", "501"), &none), Err(NoDoor::Room));
        assert_eq!(
            read(&cells("不详", "1", "501"), &none),
            Err(NoDoor::Building)
        );
        assert_eq!(
            read(&cells("3", "不详", "501"), &none),
            Err(NoDoor::Stairwell)
        );
        assert_eq!(read(&cells("3", "1", "门卫"), &none), Err(NoDoor::Room));
        assert_eq!(read(&cells("3", "1", "4-1-501"), &none), Err(NoDoor::Room));
    }
}
