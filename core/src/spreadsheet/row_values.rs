//! The values of a row: area, note, the office's own columns, people and their telephones. Knows one row.

use super::body::{Filled, text_at};
use super::columns::{OWN, OWN_EN};
use super::grid::{Row, Value};
use super::kinds::{Said, is_plain, said};
use super::layout::PersonColumns;
use super::marker::{
    BUILDING_FIELD, COMPOUND_FIELD, KIND_FIELD, ROOM_FIELD, RowMarker, STAIRWELL_FIELD,
};
use super::people::{Named, people};
use super::problem::Wrong;
use super::register::PersonRow;
use super::rows::{ReadRow, Reader};
use super::values::{self, AreaFault};
use crate::domain::vocabulary::PersonKind;
use std::collections::BTreeMap;

impl Reader<'_> {
    /// Texts of an exported row's cells by the marker's fields.
    pub(super) fn raw(&self, row: &Row, marker: &RowMarker) -> BTreeMap<String, String> {
        let layout = self.layout;
        let first = layout.people.first();
        let mut columns: Vec<(&str, Option<u32>)> = vec![
            (COMPOUND_FIELD, layout.compound),
            (BUILDING_FIELD, layout.building),
            (STAIRWELL_FIELD, layout.stairwell),
            (ROOM_FIELD, layout.room),
            (KIND_FIELD, layout.kind),
            ("name", first.and_then(|person| person.name)),
            (
                "phone",
                first.and_then(|person| person.phones.first().copied()),
            ),
            ("area_cm2", layout.areas.first().map(|(_, column)| *column)),
            ("note", layout.notes.first().copied()),
        ];
        let own: Vec<(String, u32)> = layout
            .custom
            .iter()
            .map(|(column, name)| (name.clone(), *column))
            .collect();
        columns.extend(
            own.iter()
                .map(|(name, column)| (name.as_str(), Some(*column))),
        );
        columns
            .into_iter()
            .filter_map(|(field, column)| {
                let text = text_at(row, Some(column?));
                let text = as_exported(marker, field, text.trim());
                Some((field.to_owned(), text.to_owned()))
            })
            .collect()
    }

    pub(super) fn values(&self, out: &mut ReadRow, row: &Row, filled: &Filled) {
        self.area(out, row, filled);
        self.note_and_custom(out, row, filled);
        for columns in &self.layout.people {
            self.person(out, row, filled, columns);
        }
        self.kind_of_nobody(out, row);
        if let Some(first) = out.people.first_mut() {
            first.marker.clone_from(&out.marker);
            first.raw.clone_from(&out.raw);
        }
    }

    /// 居住情况 of a home at which nobody stands (空置, 出租) is said of the home, and is kept as the office's own.
    fn kind_of_nobody(&self, out: &mut ReadRow, row: &Row) {
        let text = text_at(row, self.layout.kind);
        let text = text.trim();
        let says_who = matches!(said(text), Said::Kind(_));
        if !out.people.is_empty() || out.marker.is_some() || says_who || values::is_blank(text) {
            return;
        }
        let label = self
            .layout
            .kind
            .and_then(|kind| self.layout.labels.get(&kind));
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            append(out.custom.entry(label.clone()).or_default(), text);
        }
    }

    /// Is a cell of an exported row as it was exported?
    fn is_untouched(out: &ReadRow, field: &str) -> bool {
        out.marker
            .as_ref()
            .zip(out.raw.get(field))
            .is_some_and(|(marker, text)| marker.unchanged(field, text) == Some(true))
    }

    fn area(&self, out: &mut ReadRow, row: &Row, filled: &Filled) {
        let filled_in = self.layout.areas.iter().filter_map(|(rank, column)| {
            let value = row.get(column)?;
            (!values::is_nothing(&value.text())).then_some((*rank, *column, value))
        });
        let filled_in: Vec<(u8, u32, &Value)> = filled_in.collect();
        let Some(&(rank, column, value)) = filled_in.first() else {
            return;
        };
        out.area_column = Some(column);
        let door = out
            .door
            .as_ref()
            .map(|door| format!("{} {}", door.building, door.room));
        let dwelling = values::is_dwelling(&text_at(row, self.layout.usage))
            && door.is_none_or(|door| values::is_dwelling(&door))
            && !Self::is_untouched(out, "area_cm2");
        let text = value.text();
        let wrong = match values::area(value, dwelling) {
            Ok(area) => {
                out.area_cm2 = area;
                let differs = filled_in.iter().any(|(other, _, value)| {
                    *other == rank && values::area(value, dwelling) != Ok(area)
                });
                if differs {
                    self.tell(out, Wrong::AreaColumnsDiffer, Some(column), filled);
                }
                return;
            }
            Err(AreaFault::NotANumber) if values::is_ditto(&text) => Wrong::DittoAlone,
            Err(AreaFault::NotANumber) => Wrong::AreaNotANumber,
            Err(AreaFault::Negative) => Wrong::AreaNegative(&text),
            Err(AreaFault::OutOfRange) => Wrong::AreaOutOfRange(&text),
        };
        self.tell(out, wrong, Some(column), filled);
    }

    fn note_and_custom(&self, out: &mut ReadRow, row: &Row, filled: &Filled) {
        for (column, value) in row {
            let text = value.text();
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let is_note = self.layout.notes.contains(column);
            let name = self.layout.custom_name(*column);
            if !is_note && name.is_none() {
                continue;
            }
            let field = name.as_deref().unwrap_or("note");
            let untouched = Self::is_untouched(out, field);
            if values::has_lost_digits(value) && !untouched {
                self.tell(out, Wrong::DigitsLost, Some(*column), filled);
                continue;
            }
            if is_note {
                append(out.note.get_or_insert_default(), text);
            } else if let Some(name) = name {
                append(out.custom.entry(name).or_default(), text);
            }
        }
    }

    fn person(&self, out: &mut ReadRow, row: &Row, filled: &Filled, columns: &PersonColumns) {
        let is_first = self
            .layout
            .people
            .first()
            .is_some_and(|first| first.name == columns.name);
        let mut named = match columns
            .name
            .and_then(|column| Some((column, row.get(&column)?)))
        {
            None => Vec::new(),
            Some(_) if is_first && Self::is_untouched(out, "name") => {
                let name = out.raw.get("name").cloned().unwrap_or_default();
                vec![Named { name, words: None }]
            }
            Some((column, value)) if values::is_ditto(&value.text()) => {
                self.tell(out, Wrong::DittoAlone, Some(column), filled);
                return;
            }
            Some((column, value)) => match people(value) {
                Ok(named) => named,
                Err(_) => {
                    self.tell(out, Wrong::PeopleUndecided, Some(column), filled);
                    return;
                }
            },
        };
        named.retain(|named| !named.name.is_empty());
        let phones = self.phones(out, row, filled, columns, is_first);
        if named.is_empty() && phones.is_empty() {
            return;
        }
        // The kind column speaks of the one person of a row, or of the one whose heading does not say.
        let kind_words = (columns.is_general || self.layout.people.len() == 1)
            .then(|| text_at(row, self.layout.kind))
            .filter(|text| !values::is_nothing(text));
        let many = named.len();
        if many > 1 && phones.len() > 1 && many != phones.len() {
            self.tell(
                out,
                Wrong::PhonesWhose,
                columns.phones.first().copied(),
                filled,
            );
            return;
        }
        for (nth, named) in named.into_iter().map(Some).chain([None]).enumerate() {
            if named.is_none() && many > 0 {
                break;
            }
            let own = match (many, phones.len()) {
                // As many numbers as people: one each, in their order.
                (many, all) if many > 1 && many == all => {
                    phones.get(nth).cloned().into_iter().collect()
                }
                _ if nth == 0 => phones.clone(),
                _ => Vec::new(),
            };
            let words = named.as_ref().and_then(|named| named.words.clone());
            let (kind, is_kind_said, relation) =
                kind_of(columns, words.as_deref(), kind_words.as_deref());
            out.people.push(PersonRow {
                name: named.map(|named| named.name),
                kind,
                is_kind_said,
                relation,
                phones: own,
                marker: None,
                raw: BTreeMap::new(),
            });
        }
    }

    fn phones(
        &self,
        out: &mut ReadRow,
        row: &Row,
        filled: &Filled,
        columns: &PersonColumns,
        is_first: bool,
    ) -> Vec<String> {
        let mut phones: Vec<String> = Vec::new();
        for (nth, column) in columns.phones.iter().enumerate() {
            let Some(value) = row.get(column) else {
                continue;
            };
            if nth == 0 && is_first && Self::is_untouched(out, "phone") {
                let exported = out.raw.get("phone").cloned();
                phones.extend(exported.filter(|text| !text.is_empty()));
                continue;
            }
            match values::phones(value) {
                Some(found) => {
                    for phone in found {
                        if !phones.contains(&phone) {
                            phones.push(phone);
                        }
                    }
                }
                None if values::is_ditto(&value.text()) => {
                    self.tell(out, Wrong::DittoAlone, Some(*column), filled);
                }
                None => self.tell(out, Wrong::PhoneInvalid, Some(*column), filled),
            }
        }
        phones
    }
}

/// A cell's text as it was exported: a program that saves a CSV anew keeps the apostrophe that guarded the cell in it.
fn as_exported<'a>(marker: &RowMarker, field: &str, text: &'a str) -> &'a str {
    match text.strip_prefix('\'') {
        Some(bare)
            if marker.unchanged(field, text) == Some(false)
                && marker.unchanged(field, bare) == Some(true) =>
        {
            bare
        }
        _ => text,
    }
}

/// The kind of a person, whether the file says it, and the words that say more than it.
fn kind_of(
    columns: &PersonColumns,
    bracket: Option<&str>,
    cell: Option<&str>,
) -> (PersonKind, bool, Option<String>) {
    for words in [bracket, cell].into_iter().flatten() {
        let kind = match said(words) {
            Said::Kind(kind) => kind,
            // 夫 and 妻 beside two owners are owners; beside a name of which nothing is said they are residents.
            Said::Relation if columns.is_general => PersonKind::Resident,
            Said::Relation => columns.kind,
            Said::Nothing => continue,
        };
        let plain = is_plain(words) || words.trim() == kind.zh();
        return (kind, true, (!plain).then(|| words.trim().to_owned()));
    }
    // Words that are not understood are kept, and make nobody an owner whose heading does not say so.
    let relation = cell.map(|text| text.trim().to_owned());
    (columns.kind, columns.is_said, relation)
}

/// The heading of an office's own column without the mark that an export puts before one of its own headings.
pub(super) fn own_name(name: &str) -> &str {
    [OWN, OWN_EN]
        .iter()
        .find_map(|mark| name.strip_prefix(mark))
        .unwrap_or(name)
}

/// Adds a text to others, once.
pub(super) fn append(to: &mut String, text: &str) {
    if to == text || to.split('；').any(|part| part == text) {
        return;
    }
    if !to.is_empty() {
        to.push('；');
    }
    to.push_str(text);
}
