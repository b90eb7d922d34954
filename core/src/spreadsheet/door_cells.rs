//! The door of a row: from columns of its own, from one combined text, or from both together. Knows cells' texts only. It
//! never glues, drops or makes a part: a text that may mean two doors is none.

use super::door_texts::{has_loose_numbers, is_date, is_no_label, is_several};
use super::place_cells::is_none;
use crate::domain::door::{DoorNumber, PlaceLabel};
use crate::domain::label::{room_label, stairwell_label};
use crate::domain::text::{chinese_number, is_han, tidy, without_spaces};
use crate::domain::unit::OTHER_UNITS;

/// The texts that say a row's door; empty where nothing is written.
#[derive(Debug, Default, Clone)]
pub(super) struct DoorCells {
    pub(super) compound: String,
    pub(super) zone: String,
    pub(super) building: String,
    pub(super) stairwell: String,
    pub(super) room: String,
    /// The room once more in a column of its own, where the door stands whole in another.
    pub(super) beside: String,
    /// The cell of the zone or of the compound is empty, and other rows tell several apart by it.
    pub(super) lacks_zone: bool,
    pub(super) floor: String,
    /// Other rows write their floor: a small number without one may be on any.
    pub(super) needs_floor: bool,
    pub(super) usage: String,
    /// The kind of unit of which a line above the rows speaks.
    pub(super) line: String,
    /// Texts that may hold the whole door where no room is written.
    pub(super) addresses: Vec<String>,
    /// The first part that a spreadsheet program took for a date.
    pub(super) date: Option<NoDoor>,
}

/// Building and stairwell from sheet name, title or a section row, where the row does not say.
#[derive(Debug, Default, Clone)]
pub(super) struct Context {
    pub(super) place: Option<PlaceLabel>,
    pub(super) habit: Habit,
    /// The room's heading names no building.
    pub(super) needs_building: bool,
    /// Every building with a hyphen has its row's stairwell behind it: `3-1` beside `1`.
    pub(super) holds_stairwell: bool,
}

/// The first of two numbers in a room's text, as the whole column has it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// A part of the room's own label: `101-102`.
    #[default]
    Label,
    /// The row's building once more.
    Building,
    /// The row's stairwell: written there only, or once more.
    Stairwell,
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
    /// The zone or compound is not written.
    Zone,
    /// The floor cannot be read, and the room's number needs it.
    Floor,
    /// Several doors stand in one cell.
    Several,
    /// The room is a date.
    RoomDate,
    /// The building is a date.
    BuildingDate,
    /// The stairwell is a date.
    StairwellDate,
}

impl DoorCells {
    /// Reads the door.
    pub(super) fn read(&self, context: &Context) -> Result<DoorNumber, NoDoor> {
        if let Some(date) = self.dated() {
            return Err(date);
        }
        if is_several(&self.room) {
            return Err(NoDoor::Several);
        }
        if self.lacks_zone {
            return Err(NoDoor::Zone);
        }
        let mut door = self.read_place(context)?;
        if is_no_label(&door.room) {
            return Err(NoDoor::Room);
        }
        let compound = without_spaces(&tidy(&self.compound));
        if !compound.is_empty() && !compound.contains('/') {
            door.compound = Some(compound);
        } else if door.compound.is_none() {
            door.compound = context
                .place
                .as_ref()
                .and_then(|place| place.compound.clone());
        }
        let zone = without_spaces(&tidy(&self.zone)).replace(['-', '/'], "");
        if !zone.is_empty() {
            let zone = match chinese_number(&zone) {
                // 期 = 2, 二: the heading's word is needed for a label that reads.
                Some(_) => format!("{zone}期"),
                None if zone
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || is_roman(c)) =>
                {
                    format!("{zone}期")
                }
                None => zone,
            };
            // The word, not the bare number: building 1 of phase 1 does not say its phase.
            if !door.building.starts_with(&zone) {
                door.building = format!("{zone}{}", door.building);
            }
        }
        let beside = room_label(&self.beside)
            .filter(|room| room.len() > 2 && room.bytes().all(|b| b.is_ascii_digit()));
        if beside.is_some_and(|room| room != door.room) {
            return Err(NoDoor::Room);
        }
        door.room = self.on_floor(door.room)?;
        door.room = self.of_usage(door.room);
        Ok(door)
    }

    fn dated(&self) -> Option<NoDoor> {
        self.date.or_else(|| {
            [
                (&self.room, NoDoor::RoomDate),
                (&self.building, NoDoor::BuildingDate),
                (&self.stairwell, NoDoor::StairwellDate),
            ]
            .into_iter()
            .find(|(text, _)| is_date(text))
            .map(|(_, date)| date)
        })
    }

    fn read_place(&self, context: &Context) -> Result<DoorNumber, NoDoor> {
        if self.room.trim().is_empty() {
            return self.elsewhere(context);
        }
        match self.place(context)? {
            Some(_) if has_loose_numbers(&self.room) => Err(NoDoor::Room),
            Some(place) => self.room_in(&place, context),
            // 3 1 501 names all three parts; 3幢1单元5 01 names two of them and something else.
            None if has_loose_numbers(&self.room) && self.room.contains(is_han) => {
                Err(NoDoor::Room)
            }
            // 1-501 under 单元室 is no building 1.
            None if context.needs_building
                && !self.room.contains(['幢', '栋', '楼', '座', '#']) =>
            {
                Err(NoDoor::Room)
            }
            None => {
                let mut door = DoorNumber::parse(&self.room).map_err(|_| NoDoor::Room)?;
                // B1-012 of a parking space is on a floor below ground, in whatever building.
                if door.stairwell.is_none() && self.is_below_ground(&door.building) {
                    return Err(NoDoor::Room);
                }
                let stairwell = self.stairwell.trim();
                if !stairwell.is_empty() && !is_none(stairwell) {
                    let own = stairwell_label(stairwell).ok_or(NoDoor::Stairwell)?;
                    match &door.stairwell {
                        Some(other) if *other != own => return Err(NoDoor::Room),
                        _ => door.stairwell = Some(own),
                    }
                }
                Ok(door)
            }
        }
    }

    fn is_below_ground(&self, building: &str) -> bool {
        let number = building.strip_prefix('B').unwrap_or_default();
        let is_floor = number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit());
        let is_other = |text: &str| OTHER_UNITS.iter().any(|word| text.contains(word));
        is_floor && (is_other(&tidy(&self.usage)) || is_other(&self.line))
    }

    /// A whole door in the column of the building, or in an address that names this very building.
    fn elsewhere(&self, context: &Context) -> Result<DoorNumber, NoDoor> {
        if let Ok(door) = DoorNumber::parse(&self.building) {
            let marked = self.building.contains(['室', '单', '幢', '栋', '楼', '#']);
            if (door.stairwell.is_some() || marked) && self.stairwell.trim().is_empty() {
                return Ok(door);
            }
        }
        let place = self.place(context)?.ok_or(NoDoor::Missing)?;
        let agrees = |door: &DoorNumber| {
            door.building == place.building
                && (place.stairwell.is_none()
                    || door.stairwell.is_none()
                    || door.stairwell == place.stairwell)
        };
        self.addresses
            .iter()
            .filter(|text| !is_date(text))
            .filter_map(|text| DoorNumber::parse(text).ok())
            .find(agrees)
            .map(|door| DoorNumber {
                compound: place.compound.clone(),
                stairwell: door.stairwell.or(place.stairwell.clone()),
                ..door
            })
            .ok_or(NoDoor::Missing)
    }
}

/// A Roman number's own character: Ⅱ.
const fn is_roman(c: char) -> bool {
    matches!(c, '\u{2160}'..='\u{217f}')
}

#[cfg(test)]
mod tests {
    use super::super::door_texts::sheet_place;
    use super::*;

    fn cells(building: &str, stairwell: &str, room: &str) -> DoorCells {
        DoorCells {
            building: building.into(),
            stairwell: stairwell.into(),
            room: room.into(),
            ..DoorCells::default()
        }
    }

    fn read(cells: &DoorCells, context: &Context) -> Result<String, NoDoor> {
        cells.read(context).map(|door| door.to_string())
    }

    fn habit(habit: Habit) -> Context {
        Context {
            habit,
            ..Context::default()
        }
    }

    #[test]
    fn doors_come_from_columns_of_their_own_or_combined() {
        for (building, stairwell, room, door) in [
            ("3幢", "1单元", "501室", "3-1-501"),
            ("３", "１", "５０１", "3-1-501"),
            ("3", "", "501", "3-501"),
            ("", "", "3-1-501", "3-1-501"),
            ("3", "1", "3-1-501", "3-1-501"),
            ("3幢1单元", "", "501", "3-1-501"),
            ("月亮湾3幢", "1", "501", "月亮湾/3-1-501"),
            ("3", "3幢1单元", "501", "3-1-501"),
            ("3", "", "1单元501室", "3-1-501"),
            ("3-1-501", "", "", "3-1-501"),
            ("3", "无", "501", "3-501"),
            ("3", "1", "商铺2", "3-1-商铺2"),
            ("3号楼", "东", "501", "3-东-501"),
            ("1-3", "1", "101", "1·3-1-101"),
            ("B-1", "1", "101", "B·1-1-101"),
            ("3-1", "1", "101", "3·1-1-101"),
            ("东区3幢", "1", "101", "东区3-1-101"),
            ("8", "", "101-102", "8-101-102"),
            ("3", "1", "-101", "3-1--101"),
            ("3", "1", "B1-05", "3-1-B1-05"),
        ] {
            assert_eq!(
                read(&cells(building, stairwell, room), &Context::default()).as_deref(),
                Ok(door),
                "{building} {stairwell} {room}"
            );
        }
    }

    #[test]
    fn the_first_of_two_numbers_is_what_the_column_makes_of_it() {
        for (of, building, stairwell, room, door) in [
            (Habit::Stairwell, "3", "", "1-501", Ok("3-1-501")),
            (Habit::Stairwell, "3", "1", "1-501", Ok("3-1-501")),
            (Habit::Building, "3", "1", "3-501", Ok("3-1-501")),
            (Habit::Label, "3", "", "1-501", Err(NoDoor::Room)),
            (Habit::Stairwell, "3", "1", "2-501", Err(NoDoor::Room)),
            (Habit::Label, "3", "1", "201-1", Ok("3-1-201-1")),
        ] {
            let read = read(&cells(building, stairwell, room), &habit(of));
            assert_eq!(read.as_deref(), door.as_deref(), "{room}");
        }
    }

    #[test]
    fn a_small_number_counts_the_doors_of_its_floor() {
        for (floor, room, door) in [
            ("5", "01", Ok("3-1-501")),
            ("五层", "2", Ok("3-1-502")),
            ("-1", "01", Ok("3-1--101")),
            ("5", "501", Ok("3-1-501")),
            ("", "01", Ok("3-1-1")),
            ("夹层", "01", Err(NoDoor::Floor)),
        ] {
            let cells = DoorCells {
                floor: floor.into(),
                ..cells("3", "1", room)
            };
            assert_eq!(
                read(&cells, &Context::default()).as_deref(),
                door.as_deref()
            );
        }
    }

    #[test]
    fn the_zone_and_the_kind_of_unit_stay_in_the_address() {
        let zoned = DoorCells {
            compound: "月亮湾".into(),
            zone: "二期".into(),
            ..cells("1", "1", "101")
        };
        assert_eq!(
            read(&zoned, &Context::default()).as_deref(),
            Ok("月亮湾/二期1-1-101")
        );
        let named = DoorCells {
            compound: "月亮湾小区".into(),
            ..cells("月亮湾3幢", "1", "101")
        };
        assert_eq!(
            read(&named, &Context::default()).as_deref(),
            Ok("月亮湾小区/3-1-101")
        );
        let parking = DoorCells {
            usage: "地下车位".into(),
            ..cells("3", "1", "12")
        };
        assert_eq!(
            read(&parking, &Context::default()).as_deref(),
            Ok("3-1-车位12")
        );
    }

    #[test]
    fn the_sheet_or_a_section_names_the_building() {
        for (name, door) in [
            ("3幢", "3-501"),
            ("月亮湾3幢", "月亮湾/3-501"),
            ("3", "3-501"),
            ("3幢1单元住户", "3-1-501"),
            ("3幢1单元、2单元住户名单", "3-501"),
            ("3-1", "3-1-501"),
            ("2026年度月亮湾小区3幢住户信息登记表", "3-501"),
            ("附件2：某区某街道月亮湾社区3号楼楼道信息表", "3-501"),
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
        for name in [
            "Sheet1",
            "2024-05",
            "（二期）月亮湾12-15幢业主信息",
            "3幢、4幢住户",
            "月亮湾小区共12幢",
        ] {
            assert_eq!(sheet_place(name), None, "{name}");
        }
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
        assert_eq!(
            read(&cells("3", "1", "101、102"), &none),
            Err(NoDoor::Several)
        );
        assert_eq!(
            read(&cells("2003-2-11", "1", "101"), &none),
            Err(NoDoor::BuildingDate)
        );
    }
}
