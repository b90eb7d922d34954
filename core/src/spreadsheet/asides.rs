//! Lines between the rows: sections that name a building, a stairwell, a floor or a kind of unit for the rows below them, titles of
//! the next page, foot notes.

use super::door_texts::{is_floor_line, section, usage_line};
use super::rows::Reader;
use super::values;
use crate::domain::label::stairwell_label;
use crate::domain::text::{tidy, without_spaces};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// A row with no door and nobody: a line between sections, a title of the next page, a foot note.
    pub(super) fn is_aside(
        &mut self,
        own: &[&(u32, String)],
        block: Option<(String, String)>,
    ) -> bool {
        let texts: BTreeSet<String> = own
            .iter()
            .map(|(_, text)| without_spaces(&tidy(text)))
            .collect();
        let door_columns: Vec<u32> = self
            .layout
            .room
            .iter()
            .chain(&self.layout.building)
            .chain(&self.layout.stairwell)
            .copied()
            .collect();
        if let (1, Some(text)) = (texts.len(), texts.first()) {
            if let Some(mut place) = section(text) {
                // The title once more, at the top of a page, names no compound either.
                let is_title = |title: &String| without_spaces(&tidy(title)) == *text;
                if self.layout.titles.iter().any(is_title) {
                    place.compound = None;
                }
                self.context.place = Some(place);
                self.building_above = None;
                self.floor_above.clear();
                self.floor_cell.clear();
                self.usage_above.clear();
                self.in_section = true;
                return true;
            }
            if is_floor_line(text) {
                self.floor_above.clone_from(text);
                self.building_above = block;
                return true;
            }
            if let Some(usage) = usage_line(text) {
                self.usage_above = usage;
                self.building_above = block;
                return true;
            }
            if let (Some(label), Some(place)) = (
                text.strip_suffix("单元").and_then(stairwell_label),
                &mut self.context.place,
            ) {
                place.stairwell = Some(label);
                self.floor_above.clear();
                self.floor_cell.clear();
                self.usage_above.clear();
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
            .any(|(column, text)| self.layout.room == Some(*column) && !values::is_nothing(text));
        let door_written = own
            .iter()
            .any(|(column, text)| door_columns.contains(column) && !values::is_nothing(text));
        // A prefilled building without a room, or a stray number, is no household.
        !room_written && (!door_written || self.layout.building.is_some())
    }
}
