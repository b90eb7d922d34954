//! The room of a row whose building is known: what its text says besides the number, its floor, its kind of unit.

use super::door_cells::{Context, DoorCells, Habit, NoDoor};
use super::door_texts::SHOPS;
use super::place_cells::is_none;
use crate::domain::door::{DoorNumber, PlaceLabel};
use crate::domain::label::{
    building_label, floor_label, room_label, room_on_floor, stairwell_label,
};
use crate::domain::text::tidy;
use crate::domain::unit::OTHER_UNITS;

impl DoorCells {
    /// The door of a room's text where building and perhaps stairwell are known.
    pub(super) fn room_in(
        &self,
        place: &PlaceLabel,
        context: &Context,
    ) -> Result<DoorNumber, NoDoor> {
        let text = tidy(&self.room);
        let text = text.trim();
        let text = text.strip_suffix(".0").unwrap_or(text);
        let known = |stairwell: Option<String>, room: String| DoorNumber {
            compound: place.compound.clone(),
            building: place.building.clone(),
            stairwell,
            room,
        };
        let marks = ["幢", "栋", "号楼", "座", "#"];
        if marks.iter().any(|mark| text.contains(mark)) || text.contains('/') {
            let door = DoorNumber::parse(text).map_err(|_| NoDoor::Room)?;
            return agreed(door, place);
        }
        if ["单元", "楼道", "梯"]
            .iter()
            .any(|word| text.contains(word))
        {
            let door = DoorNumber::parse(&format!("1幢{text}")).map_err(|_| NoDoor::Room)?;
            let own = door.stairwell.ok_or(NoDoor::Room)?;
            return match &place.stairwell {
                Some(other) if *other != own => Err(NoDoor::Room),
                _ => Ok(known(Some(own), door.room)),
            };
        }
        let parts: Vec<&str> = text.split('-').map(str::trim).collect();
        if parts.iter().any(|part| part.is_empty()) || parts.len() == 1 {
            let room = room_label(text).ok_or(NoDoor::Room)?;
            return Ok(known(place.stairwell.clone(), room));
        }
        if let [building, stairwell, room] = parts[..] {
            let same = building_label(building).as_deref() == Some(&place.building);
            let own = stairwell_label(stairwell);
            let fits = place.stairwell.is_none() || place.stairwell == own;
            return match (same && fits, own, room_label(room)) {
                (true, Some(own), Some(room)) => Ok(known(Some(own), room)),
                _ => Err(NoDoor::Room),
            };
        }
        let [first, room] = parts[..] else {
            return Err(NoDoor::Room);
        };
        let own = stairwell_label(first);
        let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let looks_parted = first.len() < 3 && room.len() > 2 && is_number(room);
        match context.habit {
            Habit::Building if building_label(first).as_deref() == Some(&place.building) => {
                let room = room_label(room).ok_or(NoDoor::Room)?;
                Ok(known(place.stairwell.clone(), room))
            }
            Habit::Stairwell if place.stairwell.is_none() || place.stairwell == own => {
                let room = room_label(room).ok_or(NoDoor::Room)?;
                Ok(known(own, room))
            }
            // 2-501 in the first stairwell, or among rooms without any: the row cannot tell.
            _ if looks_parted && is_number(first) => Err(NoDoor::Room),
            _ => {
                let room = room_label(text).ok_or(NoDoor::Room)?;
                Ok(known(place.stairwell.clone(), room))
            }
        }
    }

    /// A number under 100 counts the doors of its floor.
    pub(super) fn on_floor(&self, room: String) -> Result<String, NoDoor> {
        let digits = room.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = room.split_at(digits);
        let is_small = (1..=2).contains(&digits) && tail.chars().all(|c| c.is_ascii_alphabetic());
        let floor = self.floor.trim();
        if is_small && floor.is_empty() && self.needs_floor {
            return Err(NoDoor::Floor);
        }
        if !is_small || floor.is_empty() || is_none(floor) {
            return Ok(room);
        }
        let floor = floor_label(floor).ok_or(NoDoor::Floor)?;
        let number: u32 = number.parse().map_err(|_| NoDoor::Room)?;
        Ok(format!("{}{tail}", room_on_floor(floor, number)))
    }

    /// A parking space or store room has a number of its own kind: 车位12 is not the flat 12.
    pub(super) fn of_usage(&self, room: String) -> String {
        let usage = tidy(&self.usage);
        let word = OTHER_UNITS.iter().find(|word| usage.contains(**word));
        let line = OTHER_UNITS
            .iter()
            .chain(&SHOPS)
            .find(|word| self.line.contains(**word));
        match word.or(line) {
            Some(word) if room.bytes().all(|b| b.is_ascii_digit()) => format!("{word}{room}"),
            _ => room,
        }
    }
}

/// A door that names its building itself: it has to be the one beside it.
fn agreed(door: DoorNumber, place: &PlaceLabel) -> Result<DoorNumber, NoDoor> {
    if door.building != place.building {
        return Err(NoDoor::Room);
    }
    let stairwell = match (door.stairwell, &place.stairwell) {
        (Some(own), Some(other)) if own != *other => return Err(NoDoor::Room),
        (own, other) => own.or_else(|| other.clone()),
    };
    Ok(DoorNumber {
        compound: place.compound.clone().or(door.compound),
        building: door.building,
        stairwell,
        room: door.room,
    })
}
