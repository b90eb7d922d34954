//! Header of a sheet: titles above it, one row or two. What its columns mean is decided in `columns`.

use super::grid::{Merge, Row, Sheet, Value, column_letters};
use super::heading::{Role, role};
use super::reading::{ReadOptions, Reason};
use crate::domain::text::{half_width, tidy as plain};
use crate::domain::vocabulary::PersonKind;
use std::collections::{BTreeMap, BTreeSet};

/// Rows in which a header is looked for.
const HEADER_ROWS: u32 = 30;
/// Columns that tell something, at least, in the header of a register.
const TELLING: usize = 2;
/// Longest name of a column of the office's own, in bytes.
const CUSTOM_BYTES: usize = 240;

/// Meaning of the columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The last row of the header.
    pub(super) header_end: u32,
    /// How much better than another with as many telling columns: a row above that says whose the columns are is best, a
    /// second row that adds nothing is no part of it.
    rank: u8,
    /// Number of columns that tell something.
    pub(super) score: usize,
    pub(super) compound: Option<u32>,
    /// 期, 组团: before the building's number.
    pub(super) zone: Option<u32>,
    pub(super) building: Option<u32>,
    pub(super) stairwell: Option<u32>,
    /// The column of the door: a room, or a whole door number.
    pub(super) room: Option<u32>,
    /// The room's own column beside the one in which the door stands whole.
    pub(super) room_beside: Option<u32>,
    /// The heading of the room names no building: one has to stand elsewhere.
    pub(super) needs_building: bool,
    /// Other columns that may hold a whole door; kept as the office's own.
    pub(super) addresses: Vec<u32>,
    pub(super) floor: Option<u32>,
    /// Areas with their rank, the best first.
    pub(super) areas: Vec<(u8, u32)>,
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
    /// The zone, or the compound, that only the sheet's name says.
    pub(super) sheet_zone: String,
    pub(super) sheet_compound: String,
    /// Choices that its headings alone do not explain.
    pub(super) reasons: Vec<Reason>,
}

/// The columns of one person of a row.
#[derive(Debug, Clone)]
pub(super) struct PersonColumns {
    pub(super) name: Option<u32>,
    pub(super) kind: PersonKind,
    /// The heading says nothing of what the person is; the kind column does.
    pub(super) is_general: bool,
    /// 户主 says less of the person than 业主.
    pub(super) is_said: bool,
    pub(super) phones: Vec<u32>,
}

/// Finds the header: the row, or pair of rows, with the most telling columns; and what each column means.
pub(super) fn find(sheet: &Sheet, options: &ReadOptions) -> Option<Layout> {
    meant(sheet, options, TELLING)
}

/// The header of a blank table, of which the door's column may be the only one that a register has too.
pub(super) fn find_in_form(sheet: &Sheet, options: &ReadOptions) -> Option<Layout> {
    meant(sheet, options, 1)
}

fn meant(sheet: &Sheet, options: &ReadOptions, least: usize) -> Option<Layout> {
    let mut layout = header(sheet, least)?;
    let asked = options.asked(&super::reading::heading(&layout));
    layout.give_meaning(sheet, asked);
    Some(layout)
}

/// Number of columns of the best header that tell something.
pub(super) fn score(sheet: &Sheet) -> usize {
    header(sheet, TELLING).map_or(0, |layout| layout.score)
}

fn header(sheet: &Sheet, least: usize) -> Option<Layout> {
    let mut best: Option<Layout> = None;
    for (&at, row) in sheet
        .rows
        .range(sheet.from..sheet.from.saturating_add(HEADER_ROWS))
    {
        let single = labels_of(row);
        let below = sheet.rows.get(&(at + 1));
        let candidates = std::iter::once((at, single.clone(), 1)).chain(
            below
                .and_then(|below| paired(sheet, at, &single, below))
                .map(|(labels, joins)| (at + 1, labels, if joins { 2 } else { 0 })),
        );
        for (end, labels, rank) in candidates {
            let score = labels
                .values()
                .filter(|label| role(label).is_telling())
                .count();
            if score >= least
                && best
                    .as_ref()
                    .is_none_or(|best| (score, rank) > (best.score, best.rank))
            {
                best = Some(Layout {
                    rank,
                    ..Layout::of_header(sheet, at, end, labels, score)
                });
            }
        }
    }
    best
}

fn labels_of(row: &Row) -> BTreeMap<u32, String> {
    row.iter()
        .filter_map(|(column, value)| match value {
            Value::Text(text) => Some((*column, tidy(text))),
            Value::Number(_) | Value::Date(_) | Value::Uncomputed => None,
        })
        .collect()
}

fn tidy(text: &str) -> String {
    half_width(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Two rows of header as one: a group's word in front of its columns' words (业主 over 姓名 and 电话), and whether any word is.
fn paired(
    sheet: &Sheet,
    at: u32,
    above: &BTreeMap<u32, String>,
    below: &Row,
) -> Option<(BTreeMap<u32, String>, bool)> {
    let under = labels_of(below);
    // 套内, 公摊, 建筑 tell something below 面积 only.
    let is_of_area = above
        .values()
        .any(|label| matches!(role(label), Role::Area(_)))
        && under
            .values()
            .any(|label| matches!(role(&format!("{label}面积")), Role::Area(_)));
    if under.len() != below.len()
        || !is_of_area && !under.values().any(|label| role(label).is_telling())
    {
        return None;
    }
    let columns: BTreeSet<u32> = above.keys().chain(under.keys()).copied().collect();
    let mut group: Option<&String> = None;
    let mut labels = BTreeMap::new();
    let mut joins = false;
    for column in columns {
        let covered = sheet.merges.iter().find(|m| is_over(m, at, column));
        let own = above
            .get(&column)
            .or_else(|| covered.and_then(|m| above.get(&m.left)));
        let group_here = own.or(group);
        let label = match (group_here, under.get(&column)) {
            (Some(group), Some(label)) => {
                let joined = format!("{group}{label}");
                let (alone, together) = (role(label), role(&joined));
                let whose = is_of_person(&together) && alone != together && is_person(group);
                // 面积 over 建筑, 套内, 公摊; 家庭医生 over 姓名 and 电话, who is no resident.
                let is_word = !label.contains(|c: char| c.is_ascii_digit());
                let which =
                    is_word && matches!(role(group), Role::Area(_)) && alone == Role::Custom;
                let others = is_of_person(&alone) && is_others(group);
                if whose || which || others {
                    // One word over all columns is a title.
                    joins |= above.len() > 1;
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
    Some((labels, joins))
}

fn is_over(merge: &Merge, row: u32, column: u32) -> bool {
    (merge.top..=merge.bottom).contains(&row) && (merge.left..=merge.right).contains(&column)
}

fn is_of_person(role: &Role) -> bool {
    matches!(role, Role::Name(_) | Role::HeadOfHousehold | Role::Phone(_))
}

/// Is it the short word over the columns of somebody who does not live there?
fn is_others(group: &str) -> bool {
    let words = super::heading_words::QUALIFIERS;
    group.chars().count() <= 8 && !is_person(group) && words.iter().any(|word| group.contains(word))
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
    fn of_header(
        sheet: &Sheet,
        start: u32,
        end: u32,
        labels: BTreeMap<u32, String>,
        score: usize,
    ) -> Self {
        Self {
            header_end: end,
            score,
            header_rows: sheet
                .rows
                .range(start..=end)
                .map(|(_, row)| row.clone())
                .collect(),
            titles: sheet
                .rows
                .range(sheet.from..start)
                .flat_map(|(_, row)| row.values().map(Value::text))
                .collect(),
            labels,
            ..Self::default()
        }
    }

    /// Keeps a column as the office's own, under its heading.
    pub(super) fn keep(&mut self, column: u32, label: &str) {
        let mut name: String = label.chars().filter(|c| !c.is_control()).collect();
        while name.len() > CUSTOM_BYTES {
            name.pop();
        }
        if name.is_empty() {
            name = unnamed(column);
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
        let known = self.labels.contains_key(&column)
            || self.ignored.contains(&column)
            || self.building == Some(column);
        (!known).then(|| unnamed(column))
    }

    /// Is it an export of this program, whose columns have the program's own headings?
    pub(super) fn is_export(&self) -> bool {
        self.marker.is_some()
    }

    /// Can a door be read at all?
    pub(super) fn has_door(&self) -> bool {
        self.room.is_some() || self.building_holds_doors()
    }

    /// Without a column for the room, the building's may hold the whole door.
    fn building_holds_doors(&self) -> bool {
        self.building.is_some() && self.room.is_none() && self.stairwell.is_none()
    }

    /// The column where a door stands or should stand.
    pub(super) fn door_column(&self) -> Option<u32> {
        self.room.or(self.building)
    }

    /// The first row of the header.
    pub(super) fn header_start(&self) -> u32 {
        let more = u32::try_from(self.header_rows.len()).unwrap_or(1);
        self.header_end.saturating_sub(more.saturating_sub(1))
    }

    /// Is this row the first of the header, cell by cell?
    pub(super) fn begins(&self, row: &Row) -> bool {
        self.header_rows.first() == Some(row)
    }

    /// Is this row a row of the header, cell by cell?
    pub(super) fn repeats(&self, row: &Row) -> bool {
        self.header_rows.contains(row)
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

fn unnamed(column: u32) -> String {
    format!("列{}", column_letters(column))
}

/// Do these titles or this sheet's name speak of parking spaces or store rooms, not of homes?
pub(super) fn is_of_other_units(sheet: &Sheet, titles: &[String]) -> bool {
    let texts = std::iter::once(&sheet.name).chain(titles);
    texts.map(|text| plain(text)).any(|text| {
        ["车位", "车库", "储藏", "储物", "杂物间", "自行车库"]
            .iter()
            .any(|word| text.contains(word))
            && !["住户", "住宅", "业主信息", "人口", "居民"]
                .iter()
                .any(|word| text.contains(word))
    })
}
