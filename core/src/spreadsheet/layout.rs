//! Header of a sheet and meaning of its columns: titles above it, one row or two, columns in any order.

use super::grid::{Merge, Row, Sheet, Value, column_letters};
use super::heading::{Role, role};
use crate::domain::text::half_width;
use crate::domain::vocabulary::PersonKind;
use std::collections::{BTreeMap, BTreeSet};

/// Rows in which a header is looked for.
const HEADER_ROWS: u32 = 30;
/// Longest name of a column of the office's own, in bytes.
const CUSTOM_BYTES: usize = 240;

/// Meaning of the columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The last row of the header.
    pub(super) header_end: u32,
    /// Is the header one row, not two?
    is_single: bool,
    /// Number of columns that tell something.
    pub(super) score: usize,
    pub(super) compound: Option<u32>,
    pub(super) building: Option<u32>,
    pub(super) stairwell: Option<u32>,
    pub(super) rooms: Vec<u32>,
    pub(super) floor: Option<u32>,
    pub(super) area: Option<u32>,
    pub(super) kind: Option<u32>,
    pub(super) usage: Option<u32>,
    pub(super) marker: Option<u32>,
    pub(super) notes: Vec<u32>,
    pub(super) people: Vec<PersonColumns>,
    /// Columns of the office's own, with their headings.
    pub(super) custom: BTreeMap<u32, String>,
    /// Columns that say nothing, such as running numbers.
    pub(super) ignored: BTreeSet<u32>,
    /// The header's rows, to know them again where a page break repeats them.
    header_rows: Vec<Row>,
    /// The header's texts.
    pub(super) labels: BTreeMap<u32, String>,
    /// Texts above the header.
    pub(super) titles: Vec<String>,
}

/// The columns of one person of a row.
#[derive(Debug, Clone)]
pub(super) struct PersonColumns {
    pub(super) name: Option<u32>,
    pub(super) kind: PersonKind,
    /// The heading says nothing of what the person is; the kind column does.
    pub(super) is_general: bool,
    pub(super) phones: Vec<u32>,
}

/// Finds the header: the row, or pair of rows, with the most telling columns.
pub(super) fn find(sheet: &Sheet) -> Option<Layout> {
    let mut best: Option<Layout> = None;
    for (&at, row) in sheet.rows.range(..HEADER_ROWS) {
        let single = labels_of(row);
        let below = sheet.rows.get(&(at + 1));
        let candidates = std::iter::once((at, single.clone())).chain(
            below
                .and_then(|below| paired(sheet, at, &single, below))
                .map(|labels| (at + 1, labels)),
        );
        for (end, labels) in candidates {
            let score = labels
                .values()
                .filter(|label| role(label).is_telling())
                .count();
            if score >= 2
                && best
                    .as_ref()
                    .is_none_or(|best| (score, end == at) > (best.score, best.is_single))
            {
                best = Some(Layout::new(sheet, at, end, labels, score));
            }
        }
    }
    best
}

fn labels_of(row: &Row) -> BTreeMap<u32, String> {
    row.iter()
        .filter_map(|(column, value)| match value {
            Value::Text(text) => Some((*column, tidy(text))),
            Value::Number(_) => None,
        })
        .collect()
}

fn tidy(text: &str) -> String {
    half_width(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Two rows of header as one: a group's word in front of its columns' words (业主 over 姓名 and 电话).
fn paired(
    sheet: &Sheet,
    at: u32,
    above: &BTreeMap<u32, String>,
    below: &Row,
) -> Option<BTreeMap<u32, String>> {
    let under = labels_of(below);
    if under.len() != below.len()
        || under
            .values()
            .filter(|label| role(label).is_telling())
            .count()
            < 1
    {
        return None;
    }
    let columns: BTreeSet<u32> = above.keys().chain(under.keys()).copied().collect();
    let mut group: Option<&String> = None;
    let mut labels = BTreeMap::new();
    for column in columns {
        let covered = sheet.merges.iter().find(|m| is_over(m, at, column));
        let own = above
            .get(&column)
            .or_else(|| covered.and_then(|m| above.get(&m.left)));
        let group_here = own.or(group);
        let label = match (group_here, under.get(&column)) {
            (Some(group), Some(label)) => {
                let joined = format!("{group}{label}");
                if is_of_person(&role(&joined)) && role(label) != role(&joined) && is_person(group)
                {
                    joined
                } else {
                    label.clone()
                }
            }
            (None, Some(label)) => label.clone(),
            (_, None) => match own {
                Some(label) => label.clone(),
                None => continue,
            },
        };
        if above.contains_key(&column) {
            group = above.get(&column);
        }
        labels.insert(column, label);
    }
    Some(labels)
}

fn is_over(merge: &Merge, row: u32, column: u32) -> bool {
    (merge.top..=merge.bottom).contains(&row) && (merge.left..=merge.right).contains(&column)
}

fn is_of_person(role: &Role) -> bool {
    matches!(role, Role::Name(_) | Role::HeadOfHousehold | Role::Phone(_))
}

/// Is it the short word over a person's columns, not the sheet's title?
fn is_person(group: &str) -> bool {
    if group.chars().count() > 6 {
        return false;
    }
    [
        "业主",
        "租",
        "户主",
        "房主",
        "产权人",
        "承租",
        "居住人",
        "住户",
        "房东",
    ]
    .iter()
    .any(|word| group.contains(word))
}

impl Layout {
    fn new(
        sheet: &Sheet,
        start: u32,
        end: u32,
        labels: BTreeMap<u32, String>,
        score: usize,
    ) -> Self {
        let mut layout = Self {
            header_end: end,
            is_single: start == end,
            score,
            header_rows: sheet
                .rows
                .range(start..=end)
                .map(|(_, row)| row.clone())
                .collect(),
            titles: sheet
                .rows
                .range(..start)
                .flat_map(|(_, row)| row.values().map(Value::text))
                .collect(),
            ..Self::default()
        };
        let names_owner = labels
            .values()
            .any(|label| role(label) == Role::Name(Some(PersonKind::Owner)));
        let mut areas: Vec<(u8, u32)> = Vec::new();
        let mut phones: Vec<(u32, Option<PersonKind>)> = Vec::new();
        for (&column, label) in &labels {
            let once = |slot: &mut Option<u32>| {
                let free = slot.is_none();
                slot.get_or_insert(column);
                free
            };
            let taken = match role(label) {
                Role::Marker => once(&mut layout.marker),
                Role::Index => layout.ignored.insert(column),
                Role::Compound => once(&mut layout.compound),
                Role::Building => once(&mut layout.building),
                Role::Stairwell => once(&mut layout.stairwell),
                Role::Floor => once(&mut layout.floor),
                Role::Kind => once(&mut layout.kind),
                Role::Usage => {
                    layout.usage.get_or_insert(column);
                    // The register has no field of its own for it: kept as the office's.
                    false
                }
                Role::Room => {
                    layout.rooms.push(column);
                    true
                }
                Role::Note => {
                    layout.notes.push(column);
                    true
                }
                Role::Name(kind) => {
                    layout.person(column, kind.unwrap_or(PersonKind::Resident), kind.is_none());
                    true
                }
                Role::HeadOfHousehold if names_owner => {
                    layout.person(column, PersonKind::Resident, false);
                    true
                }
                Role::HeadOfHousehold => {
                    layout.person(column, PersonKind::Owner, true);
                    true
                }
                Role::Phone(kind) => {
                    phones.push((column, kind));
                    true
                }
                Role::Area(rank) => {
                    areas.push((rank, column));
                    true
                }
                Role::Custom => false,
            };
            if !taken {
                layout.keep(column, label);
            }
        }
        // Of several areas the best, and the first of the best.
        areas.sort_by_key(|(rank, column)| (std::cmp::Reverse(*rank), *column));
        for (position, (_, column)) in areas.iter().enumerate() {
            if position == 0 {
                layout.area = Some(*column);
            } else if let Some(label) = labels.get(column) {
                layout.keep(*column, label);
            }
        }
        layout.give_phones(&phones);
        layout.labels = labels;
        layout
    }

    fn person(&mut self, name: u32, kind: PersonKind, is_general: bool) {
        self.people.push(PersonColumns {
            name: Some(name),
            kind,
            is_general,
            phones: Vec::new(),
        });
    }

    /// A telephone goes to the person its heading names, else to the name on its left.
    fn give_phones(&mut self, phones: &[(u32, Option<PersonKind>)]) {
        if self.people.is_empty() && !phones.is_empty() {
            self.people.push(PersonColumns {
                name: None,
                kind: PersonKind::Resident,
                is_general: true,
                phones: Vec::new(),
            });
        }
        for &(column, kind) in phones {
            let of_kind = self
                .people
                .iter()
                .position(|person| kind == Some(person.kind) && !person.is_general);
            let on_the_left = self
                .people
                .iter()
                .rposition(|person| person.name.is_none_or(|name| name < column));
            let index = of_kind.or(on_the_left).unwrap_or(0);
            if let Some(person) = self.people.get_mut(index) {
                person.phones.push(column);
            }
        }
    }

    fn keep(&mut self, column: u32, label: &str) {
        let mut name: String = label.chars().filter(|c| !c.is_control()).collect();
        while name.len() > CUSTOM_BYTES {
            name.pop();
        }
        if self.custom.values().any(|other| *other == name) {
            name = format!("{name} ({})", column_letters(column));
        }
        self.custom.insert(column, name);
    }

    /// The name of a column of the office's own, also of one that has data but no heading.
    pub(super) fn custom_name(&self, column: u32) -> Option<String> {
        if let Some(name) = self.custom.get(&column) {
            return Some(name.clone());
        }
        let known = self.labels.contains_key(&column) || self.ignored.contains(&column);
        (!known).then(|| format!("列{}", column_letters(column)))
    }

    /// Can a door be read at all?
    pub(super) fn has_door(&self) -> bool {
        !self.rooms.is_empty()
    }

    /// The column where a door stands or should stand.
    pub(super) fn door_column(&self) -> Option<u32> {
        self.rooms.first().copied().or(self.building)
    }

    /// Is this row the header once more?
    pub(super) fn is_header(&self, row: &Row) -> bool {
        self.header_rows.iter().any(|header| {
            let same = header.iter().filter(|(column, value)| {
                matches!(value, Value::Text(_)) && row.get(column) == Some(value)
            });
            same.count() >= 2 && row.len() >= header.len()
        })
    }
}
