//! Building and stairwell of a row: from the columns beside the room, or from what stands above the row. Knows cells' texts only.

use super::door_cells::{Context, DoorCells, NoDoor};
use super::door_texts::has_loose_numbers;
use crate::domain::door::PlaceLabel;
use crate::domain::label::{building_label, compound_stem, stairwell_label};
use crate::domain::text::{is_han, tidy, without_spaces};

impl DoorCells {
    /// Building and stairwell beside the room.
    pub(super) fn place(&self, context: &Context) -> Result<Option<PlaceLabel>, NoDoor> {
        let stairwell = self.stairwell.trim();
        // 3 4 is not 34.
        if has_loose_numbers(&self.building) {
            return Err(NoDoor::Building);
        }
        if has_loose_numbers(stairwell) {
            return Err(NoDoor::Stairwell);
        }
        let mut place = if self.building.trim().is_empty() {
            match &context.place {
                Some(place) => place.clone(),
                None => return Ok(None),
            }
        } else {
            self.building_cell(context).ok_or(NoDoor::Building)?
        };
        if !stairwell.is_empty() && !is_none(stairwell) {
            let label = match stairwell_label(stairwell) {
                Some(label) if !label.contains('·') => label,
                // `3幢1单元` or `3-1` once more in the column of the stairwell.
                _ => PlaceLabel::parse(stairwell)
                    .filter(|other| other.building == place.building)
                    .and_then(|other| other.stairwell)
                    .ok_or(NoDoor::Stairwell)?,
            };
            place.stairwell = Some(label);
        }
        Ok(Some(place))
    }

    /// A building's cell: `3`, `3幢`, `月亮湾3幢`, `3幢1单元`, `东区3幢`; with hyphens it is one label (`1-3`, `B-1`) unless
    /// the whole column repeats the stairwell's.
    fn building_cell(&self, context: &Context) -> Option<PlaceLabel> {
        let text = without_spaces(&tidy(&self.building));
        // 负一楼 is a floor.
        if text.starts_with('负') || text.starts_with("地下") {
            return None;
        }
        let compound = without_spaces(&tidy(&self.compound));
        let text = match without_compound(&text, &compound) {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let words = ["单元", "楼道", "梯"]
            .iter()
            .any(|word| text.contains(word));
        if words || text.contains('/') {
            // 1/3 and A/B are two buildings, no compounds 1 and A.
            let is_name = text
                .split('/')
                .next()
                .is_some_and(|name| name.contains(is_han));
            return PlaceLabel::parse(&text).filter(|_| words || is_name);
        }
        // 月亮湾-3 is the building 3 of a compound, as 月亮湾3 is; 商业-1 is called so.
        if let Some((name, number)) = text.split_once('-')
            && name.chars().all(is_han)
            && let Some(place) = PlaceLabel::parse(&format!("{name}{number}"))
            && place.compound.is_some()
            && place.stairwell.is_none()
        {
            return Some(place);
        }
        if text.contains('-') && context.holds_stairwell {
            let own = stairwell_label(&self.stairwell);
            let place = PlaceLabel::parse(&text);
            if let Some(place) =
                place.filter(|place| place.stairwell.is_some() && place.stairwell == own)
            {
                return Some(place);
            }
        }
        let alone = building_label(&text);
        if !compound.is_empty() || text.contains('-') {
            return alone.map(|building| PlaceLabel {
                compound: None,
                building,
                stairwell: None,
            });
        }
        // 1,2 and 3和4 name two buildings, and 示例：3 an example; neither is a compound.
        let is_name = |compound: &String| {
            let marks = [',', '，', ':', '：', ';', '；', '、', '?', '？'];
            let name = compound.trim_matches(|c: char| c.is_ascii_digit());
            compound.chars().any(char::is_alphabetic)
                && !compound.contains(marks)
                && !["和", "与", "及", "跟", "至", "到"].contains(&name)
        };
        match PlaceLabel::parse(&text) {
            Some(place) if place.compound.as_ref().is_some_and(is_name) => Some(place),
            Some(place) if place.compound.is_none() => alone.map(|alone| PlaceLabel {
                // 3号 and 3楼 in the building's own column are building 3.
                building: match place.stairwell {
                    None => alone,
                    Some(_) => place.building,
                },
                ..place
            }),
            _ => None,
        }
    }
}

/// The text behind a compound's name at its start.
fn without_compound<'a>(text: &'a str, compound: &str) -> Option<&'a str> {
    if compound.is_empty() {
        return None;
    }
    let stem = compound_stem(compound);
    let rest = text
        .strip_prefix(compound)
        .or_else(|| text.strip_prefix(stem.as_str()))?;
    let rest = ["小区", "社区"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches('-');
    (!rest.is_empty()).then_some(rest)
}

pub(super) fn is_none(text: &str) -> bool {
    let words = ["无", "-", "/", "—", "不分单元", "null", "n/a", "none"];
    words.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(building: &str, stairwell: &str, context: &Context) -> Result<String, NoDoor> {
        let cells = DoorCells {
            building: building.into(),
            stairwell: stairwell.into(),
            ..DoorCells::default()
        };
        let place = cells.place(context)?;
        Ok(place.map(|place| place.to_string()).unwrap_or_default())
    }

    #[test]
    fn a_place_is_what_its_cells_say_and_nothing_else() {
        let none = Context::default();
        for (building, stairwell, place) in [
            ("3号楼", "东", Ok("3-东")),
            ("3", "3-1", Ok("3-1")),
            ("B-1", "不分单元", Ok("B·1")),
            ("月亮湾-3", "", Ok("月亮湾/3")),
            ("商业-1", "1", Ok("商业·1-1")),
            ("1/3", "1", Err(NoDoor::Building)),
            ("3和4", "1", Err(NoDoor::Building)),
            ("3 4", "1", Err(NoDoor::Building)),
            ("3", "1 2", Err(NoDoor::Stairwell)),
            ("负一楼", "", Err(NoDoor::Building)),
            ("3", "4-1", Err(NoDoor::Stairwell)),
        ] {
            let read = read(building, stairwell, &none);
            assert_eq!(read.as_deref(), place.as_deref(), "{building} {stairwell}");
        }
    }

    #[test]
    fn a_column_that_repeats_the_stairwell_is_parted() {
        let context = Context {
            holds_stairwell: true,
            ..Context::default()
        };
        assert_eq!(read("3-1", "1", &context).as_deref(), Ok("3-1"));
        assert_eq!(
            read("3-1", "1", &Context::default()).as_deref(),
            Ok("3·1-1")
        );
    }
}
