//! 附步: the rows that a need looks at where it names a side step in place of a field.

use super::fold::Fold;
use super::instant::Instant;
use super::needs::{Lasts, own};
use super::pack::{NeedRule, Side};
use super::value::Value;
use std::collections::HashSet;

/// The column under which a row has its author.
const BY: &str = "by";

/// The step on whose behalf rows are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Viewer {
    /// Its place, if it was taken.
    pub(super) place: Option<usize>,
    /// The step that it continues, or belongs to.
    pub(super) first: Option<usize>,
    /// Its time: what is later it does not see.
    pub(super) time: Instant,
}

/// The side steps of a name on the line before, as `side` asks for them.
pub(super) fn rows<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    viewer: Viewer,
    side: &'a Side,
) -> Vec<usize> {
    let found = before_per(fold, lasts, viewer, side).collect();
    match &side.per {
        Some(column) => latest_per(fold, found, column),
        None => found,
    }
}

/// Whether there is any such side step: the nearest is found first, and no other is looked at.
pub(super) fn any<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    viewer: Viewer,
    side: &'a Side,
) -> bool {
    let has_cell = |row: usize| {
        side.per
            .as_ref()
            .is_none_or(|column| cell(fold, row, column).is_some())
    };
    before_per(fold, lasts, viewer, side).any(has_cell)
}

/// The side steps of the name, from the nearest back, before `per` chooses among them.
fn before_per<'f, 'a>(
    fold: &'f Fold<'a>,
    lasts: &mut Lasts<'a>,
    viewer: Viewer,
    side: &'a Side,
) -> impl Iterator<Item = usize> + use<'f, 'a> {
    // Depths that are too small, or none at all where the main step of `from` is not on the line.
    let from = match (&side.from, viewer.first) {
        (_, None) => None,
        (None, Some(_)) => Some(0),
        (Some(name), Some(first)) => lasts
            .step(fold, name, first)
            .map(|place| fold.depths[place]),
    };
    let start = viewer.first.zip(from);
    let main = viewer.place.filter(|place| fold.verdicts.is_main(*place));
    let nearest = start.into_iter().flat_map(move |(first, _)| {
        // A main step names duplicates of its first, a side step and a step yet to be taken do not.
        let named = main
            .into_iter()
            .flat_map(move |main| fold.attached_before(main));
        let own: &[usize] = if main.is_some() {
            &[]
        } else {
            fold.attached_last(first)
        };
        named.chain(own.iter().copied())
    });
    let further = start.into_iter().flat_map(move |(first, from)| {
        // Side steps attached to the step before `main` lie one step less deep.
        let mains = fold
            .with_attached(first)
            .take_while(move |main| fold.depths[*main] > from);
        mains.flat_map(move |main| fold.attached_before(main))
    });
    nearest.chain(further).filter(move |row| {
        Some(*row) != viewer.place
            && fold.step(*row).step == side.step
            && fold.stands(*row)
            && fold.times[*row] <= viewer.time
            && own_needs_are_met(fold, *row)
    })
}

fn own_needs_are_met(fold: &Fold<'_>, row: usize) -> bool {
    let needs = fold.kind(row).map_or(&[][..], |kind| &kind.needs);
    needs.iter().all(|need| match &need.rule {
        NeedRule::Own { field, roles }
            if need.when.as_ref().is_none_or(|when| fold.is(row, when)) =>
        {
            let step = fold.step(row);
            own(fold, fold.held(row, field), roles, &step.by, &step.roles).0
        }
        _ => true,
    })
}

/// A cell: what holds under a column, or the author.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    Author(&'a str),
    Value(&'a Value),
}

impl Cell<'_> {
    pub(super) fn is_one_of(self, words: &[Value]) -> bool {
        match self {
            Self::Author(member) => words.iter().any(|word| word.text() == Some(member)),
            Self::Value(value) => words.contains(value),
        }
    }

    pub(super) fn int(self) -> Option<i64> {
        match self {
            Self::Author(_) => None,
            Self::Value(value) => value.int(),
        }
    }

    /// Equal cells have equal keys; none for what equals nothing.
    fn key(self) -> Option<String> {
        let mut key = String::new();
        match self {
            Self::Author(member) => text_key(member, &mut key),
            Self::Value(value) => value_key(value, &mut key)?,
        }
        Some(key)
    }
}

fn text_key(text: &str, key: &mut String) {
    key.push_str(&text.len().to_string());
    key.push('"');
    key.push_str(text);
}

fn value_key(value: &Value, key: &mut String) -> Option<()> {
    match value {
        Value::Null => key.push('n'),
        Value::Flag(flag) => key.push(if *flag { 't' } else { 'f' }),
        Value::Int(number) => key.push_str(&format!("{number};")),
        Value::Odd => return None,
        Value::Text(text) => text_key(text, key),
        Value::List(items) => {
            key.push('[');
            items.iter().try_for_each(|item| value_key(item, key))?;
            key.push(']');
        }
        Value::Row(row) => {
            key.push('{');
            row.iter().try_for_each(|(name, item)| {
                text_key(name, key);
                value_key(item, key)
            })?;
            key.push('}');
        }
    }
    Some(())
}

/// The cell of a side step under a column.
pub(super) fn cell<'a>(fold: &Fold<'a>, row: usize, column: &str) -> Option<Cell<'a>> {
    if column == BY {
        return Some(Cell::Author(&fold.step(row).by));
    }
    fold.held(row, column).map(Cell::Value)
}

/// Of rows equal in a column the latest; rows without it do not count.
fn latest_per(fold: &Fold<'_>, mut rows: Vec<usize>, column: &str) -> Vec<usize> {
    rows.sort_unstable_by(|one, other| fold.when(*other).cmp(&fold.when(*one)));
    let mut seen = HashSet::new();
    rows.retain(|row| match cell(fold, *row, column) {
        None => false,
        Some(cell) => cell.key().is_none_or(|key| seen.insert(key)),
    });
    rows
}
