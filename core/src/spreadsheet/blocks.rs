//! A column of zones or compounds whose value may stand once for the rows below it. Knows the column, not what it means.

use super::body::text_at;
use super::grid::Row;
use super::layout::Layout;
use super::values;
use std::collections::{BTreeMap, BTreeSet};

/// How such a column is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Habit {
    /// It tells too few apart for a blank to matter.
    #[default]
    Any,
    /// In the first row of each block: a blank is as above.
    Once,
    /// In each row: a blank is one that was forgotten.
    Each,
}

/// The column, and the last value above.
#[derive(Debug, Default)]
pub(super) struct Block {
    habit: Habit,
    above: String,
}

impl Block {
    /// How the column is filled in; a blank matters from so many values on.
    pub(super) fn of(
        rows: &BTreeMap<u32, Row>,
        layout: &Layout,
        column: Option<u32>,
        least: usize,
    ) -> Self {
        let mut texts = BTreeSet::new();
        let (mut filled, mut all) = (0, 0);
        for row in rows.values() {
            if layout.is_export() || text_at(row, layout.door_column()).trim().is_empty() {
                continue;
            }
            all += 1;
            let text = text_at(row, column);
            if !values::is_nothing(&text) {
                filled += 1;
                texts.insert(text);
            }
        }
        let habit = match (texts.len() >= least && filled > 0, filled * 2 <= all) {
            (false, _) => Habit::Any,
            (true, true) => Habit::Once,
            (true, false) => Habit::Each,
        };
        Self {
            habit,
            above: String::new(),
        }
    }

    /// The value for a row in which the cell is blank and means the one above; and whether it lacks one.
    pub(super) fn fill(&mut self, column: Option<u32>, row: &Row) -> (Option<String>, bool) {
        let text = text_at(row, column);
        if column.is_none() || !values::is_blank(&text) {
            self.above = text;
            return (None, false);
        }
        // A dash says that there is none.
        if !text.trim().is_empty() {
            self.above.clear();
            return (None, false);
        }
        match self.habit {
            Habit::Any => (None, false),
            Habit::Once if !self.above.is_empty() => (Some(self.above.clone()), false),
            Habit::Once | Habit::Each => (None, true),
        }
    }
}
