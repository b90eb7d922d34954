//! Door numbers: `compound/building-stairwell-room` (`月亮湾/3-1-501`), and what people write instead (`3幢1单元501室`,
//! `３－１－５０１`, `3#1-501`). Knows how a door is written, not which doors exist.

use super::label::{
    BUILDING, JOINT, STAIRWELL, compound_and_building, compound_label, floor_of_room, marked,
    room_label, stairwell_label, without_room_words,
};
use super::text::{is_han, natural_cmp, tidy};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Longest text that is looked at as a door number, in bytes.
const DOOR_BYTES: usize = 256;

/// Address of a household, as written on its door. Parts are tidied: half width, no leading zeros, no 幢/单元/室.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DoorNumber {
    /// 小区; may be left out where only one is known.
    pub compound: Option<String>,
    /// 幢.
    pub building: String,
    /// 单元/楼道; may be left out where the building has only one.
    pub stairwell: Option<String>,
    /// 室.
    pub room: String,
}

/// The reason why a text is no door number. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoorError {
    /// Nothing is written.
    #[error("no door number is written")]
    Empty,
    /// No building is written.
    #[error("a door number needs a building, as in 3-1-501")]
    NoBuilding,
    /// No room is written.
    #[error("a door number needs a room, as in 3-1-501")]
    NoRoom,
    /// It is written in no known way.
    #[error("a door number reads building-stairwell-room, as in 3-1-501")]
    Unreadable,
}

impl DoorError {
    /// Its stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "door_empty",
            Self::NoBuilding => "door_without_building",
            Self::NoRoom => "door_without_room",
            Self::Unreadable => "door_unreadable",
        }
    }
}

impl DoorNumber {
    /// Reads a door however people write it. Canonical text reads back to itself.
    ///
    /// # Errors
    /// When it cannot be told which door is meant.
    pub fn parse(text: &str) -> Result<Self, DoorError> {
        if text.len() > DOOR_BYTES {
            return Err(DoorError::Unreadable);
        }
        let text = tidy(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(DoorError::Empty);
        }
        let (compound, rest) = match text.split_once('/') {
            Some((compound, rest)) => (Some(compound_label(compound)?), rest),
            None => (None, text),
        };
        if rest.contains('/') {
            return Err(DoorError::Unreadable);
        }
        let mut door = Self::parse_rest(&marked(rest), compound.is_some())?;
        if compound.is_some() {
            door.compound = compound;
        }
        Ok(door)
    }

    fn parse_rest(text: &str, compound_known: bool) -> Result<Self, DoorError> {
        let text = without_room_words(text);
        let Some((head, rest)) = text.split_once(BUILDING) else {
            return Self::hyphened(text, compound_known);
        };
        let (compound, building) = compound_and_building(head, compound_known)?;
        let parted = rest.starts_with('-');
        let (stairwell, room) = match rest.split_once(STAIRWELL) {
            Some((stairwell, room)) => (
                Some(stairwell.trim_matches('-')),
                if parted {
                    unsigned(room)
                } else {
                    signed(room)?
                },
            ),
            None => match rest.trim_start_matches('-').split_once('-') {
                // 3幢101-102 names two joined units of one number plate, not a stairwell 101.
                Some((stairwell, room)) if is_short(stairwell) => (Some(stairwell), room),
                _ => (None, signed(rest)?),
            },
        };
        Self::of_parts(compound, building, stairwell, room)
    }

    fn of_parts(
        compound: Option<String>,
        building: String,
        stairwell: Option<&str>,
        room: &str,
    ) -> Result<Self, DoorError> {
        // 3幢1-2单元101 names two stairwells.
        if stairwell.is_some_and(|label| label.trim_matches('-').contains('-')) {
            return Err(DoorError::Unreadable);
        }
        Ok(Self {
            compound,
            building,
            stairwell: stairwell
                .map(|label| stairwell_label(label).ok_or(DoorError::Unreadable))
                .transpose()?,
            room: room_of(room)?,
        })
    }

    /// `3-1-501`, `月亮湾-3-501`: parts by hyphens only.
    fn hyphened(text: &str, compound_known: bool) -> Result<Self, DoorError> {
        let (head, rest) = text.split_once('-').ok_or(DoorError::NoBuilding)?;
        // 月亮湾-3-501: a name alone before the first hyphen names no building.
        let is_name = head.chars().count() > 1 && head.chars().all(is_han) && rest.contains('-');
        if is_name && !compound_known && super::text::chinese_number(head).is_none() {
            let mut door = Self::hyphened(rest, true)?;
            door.compound = Some(compound_label(head)?);
            return Ok(door);
        }
        let (compound, building) = compound_and_building(head, compound_known)?;
        let (stairwell, room) = match rest.split_once('-') {
            Some((stairwell, room)) if is_short(stairwell) => {
                // Four parts may be a phase before the building or a number behind the room.
                let single = !room.trim_start_matches('-').contains('-');
                (
                    Some(stairwell),
                    single.then_some(room).ok_or(DoorError::Unreadable)?,
                )
            }
            _ => (None, rest),
        };
        Self::of_parts(compound, building, stairwell, room)
    }

    /// Every door that a text may mean, the usual one first: labels may hold hyphens themselves (`8-1-101-102`,
    /// `1-3-1-101`), and only who knows the places can tell.
    #[must_use]
    pub fn readings(text: &str) -> Vec<Self> {
        let mut found: Vec<Self> = Self::parse(text).into_iter().collect();
        if text.len() > DOOR_BYTES {
            return found;
        }
        let text = tidy(text);
        let (compound, rest) = match text.trim().split_once('/') {
            Some((compound, rest)) => (compound_label(compound).ok(), rest.trim()),
            None => (None, text.trim()),
        };
        let ends: Vec<usize> = rest.match_indices('-').map(|(at, _)| at).take(6).collect();
        for (nth, first) in ends.iter().enumerate() {
            let building = rest[..*first].replace('-', &JOINT.to_string());
            let mut add = |stairwell: Option<&str>, room: &str| {
                let door = Self {
                    compound: compound.clone(),
                    building: building.trim().to_owned(),
                    stairwell: stairwell.map(|s| s.replace('-', &JOINT.to_string())),
                    room: room.trim().to_owned(),
                };
                let whole = !door.building.is_empty()
                    && !door.room.is_empty()
                    && door.stairwell.as_deref() != Some("");
                if whole && !found.contains(&door) {
                    found.push(door);
                }
            };
            for second in &ends[nth + 1..] {
                add(Some(&rest[first + 1..*second]), &rest[second + 1..]);
            }
            add(None, &rest[first + 1..]);
        }
        found
    }

    /// The floor that the room's number says in the usual way: 501 is on floor 5, 1203 on floor 12.
    #[must_use]
    pub fn floor(&self) -> Option<i32> {
        floor_of_room(&self.room)
    }

    /// Its canonical text without the compound: `3-1-501`, or `3-501` if the stairwell is not known.
    #[must_use]
    pub fn within_compound(&self) -> String {
        match &self.stairwell {
            Some(stairwell) => format!("{}-{stairwell}-{}", self.building, self.room),
            None => format!("{}-{}", self.building, self.room),
        }
    }
}

/// Can it be a stairwell where only a hyphen says so? `101` in `101-102` cannot.
fn is_short(label: &str) -> bool {
    label.chars().count() <= 2 || label.ends_with(STAIRWELL)
}

/// A room behind a mark that a hyphen parts from it.
fn unsigned(room: &str) -> &str {
    room.trim_start_matches('-')
}

/// A room behind a mark. A single hyphen before it may part or may mean below ground: certain only where there are no such
/// floors.
fn signed(room: &str) -> Result<&str, DoorError> {
    let bare = unsigned(room);
    match room.len() - bare.len() {
        0 => Ok(room),
        1 if floor_of_room(bare).is_some_and(|floor| floor > 3) => Ok(bare),
        1 => Err(DoorError::Unreadable),
        _ => Ok(&room[1..]),
    }
}

fn room_of(room: &str) -> Result<String, DoorError> {
    room_label(room).ok_or(if room.is_empty() {
        DoorError::NoRoom
    } else {
        DoorError::Unreadable
    })
}

impl fmt::Display for DoorNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(compound) = &self.compound {
            write!(f, "{compound}/")?;
        }
        f.write_str(&self.within_compound())
    }
}

impl FromStr for DoorNumber {
    type Err = DoorError;
    fn from_str(text: &str) -> Result<Self, DoorError> {
        Self::parse(text)
    }
}

impl Ord for DoorNumber {
    /// The order in which people sort doors: building 2 before building 10.
    fn cmp(&self, other: &Self) -> Ordering {
        let optional = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => natural_cmp(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        optional(&self.compound, &other.compound)
            .then_with(|| natural_cmp(&self.building, &other.building))
            .then_with(|| optional(&self.stairwell, &other.stairwell))
            .then_with(|| natural_cmp(&self.room, &other.room))
    }
}

impl PartialOrd for DoorNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A stairwell as scopes name it (`3-1`, `月亮湾/3-1`, `3幢1单元`), or a building if the stairwell is left out (`3`, `3幢`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLabel {
    /// 小区, if written.
    pub compound: Option<String>,
    /// 幢.
    pub building: String,
    /// 单元/楼道, if written.
    pub stairwell: Option<String>,
}

impl PlaceLabel {
    /// Reads a building or a stairwell; `None` if the text is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > DOOR_BYTES {
            return None;
        }
        let text = tidy(text);
        let (written, rest) = match text.trim().split_once('/') {
            Some((compound, rest)) => (Some(compound_label(compound).ok()?), rest),
            None => (None, text.trim()),
        };
        let rest = marked(rest);
        let (head, rest) = match rest.split_once(BUILDING) {
            Some((head, rest)) => (head, rest.trim_start_matches('-')),
            None => rest.split_once('-').unwrap_or((&rest, "")),
        };
        let (compound, building) = compound_and_building(head, written.is_some()).ok()?;
        let rest = rest.trim_end_matches(STAIRWELL);
        Some(Self {
            compound: written.or(compound),
            building,
            stairwell: if rest.is_empty() {
                None
            } else if rest.contains('-') {
                return None;
            } else {
                Some(stairwell_label(rest)?)
            },
        })
    }
}

impl fmt::Display for PlaceLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(compound) = &self.compound {
            write!(f, "{compound}/")?;
        }
        f.write_str(&self.building)?;
        match &self.stairwell {
            Some(stairwell) => write!(f, "-{stairwell}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Option<String> {
        DoorNumber::parse(text).ok().map(|door| door.to_string())
    }

    #[test]
    fn every_usual_way_of_writing_a_door_reads_as_the_same_door() {
        for text in [
            "3-1-501",
            "３－１－５０１",
            "3幢1单元501室",
            "3栋1单元501",
            "3号楼1单元501室",
            "3#1-501",
            "3# 1单元 501",
            " 3 - 1 - 501 ",
            "3—1—501",
            "三幢一单元501户",
            "3幢-1单元-501",
            "03-01-0501",
            "3 1 501",
            "3楼1单元501",
            "3座1梯501",
            "第3幢第1单元501室",
            "3幢1单元5楼501室",
            "#3-1-501",
            "3幢1-501",
            "3幢1单元501号",
        ] {
            assert_eq!(canonical(text).as_deref(), Some("3-1-501"), "{text}");
        }
    }

    #[test]
    fn the_stairwell_and_the_compound_may_be_left_out_or_written() {
        assert_eq!(canonical("3-501").as_deref(), Some("3-501"));
        assert_eq!(canonical("3幢501室").as_deref(), Some("3-501"));
        for text in [
            "月亮湾/3-1-501",
            "月亮湾 / 3幢1单元501室",
            "月亮湾3幢1单元501",
            "月亮湾3-1-501",
            "月亮湾／３－１－５０１",
            "月亮湾 3-1-501",
            "月亮湾三幢一单元501",
        ] {
            assert_eq!(canonical(text).as_deref(), Some("月亮湾/3-1-501"), "{text}");
        }
        assert_eq!(canonical("A座2单元1203").as_deref(), Some("A-2-1203"));
        assert_eq!(canonical("南3幢101").as_deref(), Some("南3-101"));
        assert_eq!(canonical("商业1幢2单元101").as_deref(), Some("商业1-2-101"));
        assert_eq!(canonical("3a-1-501b").as_deref(), Some("3A-1-501B"));
    }

    #[test]
    fn no_hyphen_drops_a_sign_or_makes_a_stairwell_or_a_building() {
        for (text, door) in [
            ("8-101-102", Some("8-101-102")),
            ("8幢101-102", Some("8-101-102")),
            ("3-1--101", Some("3-1--101")),
            ("3幢1单元--101", Some("3-1--101")),
            ("3幢1单元-101", None),
            ("3幢1单元-501", Some("3-1-501")),
            ("3幢-1单元-101", Some("3-1-101")),
            ("3幢1单元5层01室", Some("3-1-501")),
            ("3幢1单元7楼01", Some("3-1-701")),
            ("3幢1单元5层601", None),
            ("月亮湾-3-501", Some("月亮湾/3-501")),
            ("月亮湾-3-1-601", Some("月亮湾/3-1-601")),
            ("东区3幢1单元101", Some("东区3-1-101")),
            ("月亮湾二期3幢1单元101", Some("月亮湾/二期3-1-101")),
            ("月亮湾12-15幢101", None),
        ] {
            assert_eq!(canonical(text).as_deref(), door, "{text}");
        }
        let joined = DoorNumber::parse("8幢101-102").expect("a door");
        assert_eq!((joined.stairwell, joined.room.as_str()), (None, "101-102"));
    }

    #[test]
    fn a_canonical_text_with_hyphens_in_its_labels_is_among_its_readings() {
        for (text, (building, stairwell, room)) in [
            ("8-1-101-102", ("8", "1", "101-102")),
            ("1-3-1-101", ("1·3", "1", "101")),
            ("1·3-1-101", ("1·3", "1", "101")),
            ("3-1--101", ("3", "1", "-101")),
            ("3-1-B1-05", ("3", "1", "B1-05")),
            ("商业-1-101", ("商业", "1", "101")),
        ] {
            let wanted = DoorNumber {
                compound: None,
                building: building.into(),
                stairwell: Some(stairwell.into()),
                room: room.into(),
            };
            assert!(DoorNumber::readings(text).contains(&wanted), "{text}");
        }
    }

    #[test]
    fn what_names_no_door_is_refused_and_never_panics() {
        for text in [
            "",
            " ",
            "-",
            "501",
            "501室",
            "3幢",
            "3幢1单元",
            "3--501",
            "3-1-501-2",
            "不详",
            "无",
            "???",
            "/3-1-501",
            "月亮湾/",
            "3-1-",
            "-1-501",
            "3/1/501",
            "幢单元室",
            "\u{1}\u{2}",
            "3-1-室",
            "待定-1-房",
            "=1+1",
            "3-1-5.5",
        ] {
            assert!(DoorNumber::parse(text).is_err(), "{text}");
        }
        assert!(DoorNumber::parse(&"3".repeat(100_000)).is_err());
    }

    #[test]
    fn canonical_text_reads_back_to_the_same_door() {
        for text in [
            "3-1-501",
            "月亮湾/3-1-501",
            "3-501",
            "A-东-1203",
            "南3-1-101",
            "西湖 花园/12-2-101",
        ] {
            let door = DoorNumber::parse(text).expect("a door");
            assert_eq!(door.to_string(), text);
            assert_eq!(door.to_string().parse(), Ok(door));
        }
    }

    #[test]
    fn places_of_scopes_are_read() {
        for (text, place) in [
            ("3", "3"),
            ("3幢", "3"),
            ("3-1", "3-1"),
            ("3幢1单元", "3-1"),
            ("月亮湾/3-1", "月亮湾/3-1"),
            ("月亮湾3幢", "月亮湾/3"),
            ("三号楼", "3"),
        ] {
            assert_eq!(
                PlaceLabel::parse(text).map(|p| p.to_string()).as_deref(),
                Some(place),
                "{text}"
            );
        }
        assert_eq!(PlaceLabel::parse("1-3幢"), None);
        for text in ["", "3-1-501", "-", "3-"] {
            assert!(
                PlaceLabel::parse(text).is_none_or(|p| p.to_string() == "3"),
                "{text}"
            );
        }
    }

    #[test]
    fn doors_sort_by_their_numbers() {
        let mut doors: Vec<DoorNumber> = ["10-1-101", "2-1-1001", "2-1-901"]
            .iter()
            .map(|text| text.parse().expect("a door"))
            .collect();
        doors.sort();
        assert_eq!(
            doors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2-1-901", "2-1-1001", "10-1-101"]
        );
    }
}
