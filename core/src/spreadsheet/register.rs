//! A register as it is read: its households and people, and the way from sheets to them. Knows no store.

use super::fault::Reason;
use super::grid::Sheet;
use super::layout::{self, Layout};
use super::marker::{KIND_FIELD, RowMarker};
use super::problem::{Problem, Wrong};
use super::reading::{self, ReadOptions, Reading};
use super::rows::{self, ReadRow};
use super::values::area_as_text;
use super::{assembly, markers, sheet_names, side_by_side, stacked, suspicion};
use crate::domain::door::DoorNumber;
use crate::domain::text::natural_cmp;
use crate::domain::vocabulary::PersonKind;
use std::collections::{BTreeMap, BTreeSet};

/// A register as read from a file. Sound rows are in `households`; a row with a problem is in none of them, and is not
/// counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterTable {
    /// Households of sound rows, in the order of the file.
    pub households: Vec<HouseholdRow>,
    /// Problems that a clerk must look at, in the order of the file.
    pub problems: Vec<Problem>,
    /// Numbers of sound rows.
    pub counts: RegisterCounts,
    /// The columns as they were read, and why, by sheet.
    pub readings: Vec<Reading>,
    /// Sheets that were not read.
    pub unread: Vec<UnreadSheet>,
}

/// A sheet that was not read: without a header, without doors, or hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadSheet {
    /// Its name.
    pub sheet: String,
    /// Its rows with content, without the header if there is one.
    pub rows: u32,
}

/// Size of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterCounts {
    /// 小区: 0 where the file names none.
    pub compounds: usize,
    /// 幢.
    pub buildings: usize,
    /// 单元; a building without any written has one.
    pub stairwells: usize,
    /// 户.
    pub households: usize,
    /// 人.
    pub people: usize,
}

/// Place of a row in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRef {
    /// The sheet's name; a CSV's is its file name.
    pub sheet: String,
    /// The row as the spreadsheet program counts, from 1.
    pub row: u32,
}

/// One household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// 小区, if the file names it.
    pub compound: Option<String>,
    /// 幢.
    pub building: String,
    /// 单元; `None` where the file names none for this building.
    pub stairwell: Option<String>,
    /// 室.
    pub room: String,
    /// The floor as written, or from a room numbered in the usual way.
    pub floor: Option<i32>,
    /// Floor area in cm².
    pub area_cm2: Option<u64>,
    /// 备注.
    pub note: Option<String>,
    /// The office's own columns, by heading.
    pub custom: BTreeMap<String, String>,
    /// The people who live there or own it.
    pub people: Vec<PersonRow>,
    /// The marker of its first row or of the one that was edited, if the file is an export.
    pub marker: Option<RowMarker>,
    /// Texts of its cells as they stand in the file, by field, if the file is an export.
    pub raw: BTreeMap<String, String>,
    /// Its first sound row.
    pub at: CellRef,
}

/// One person of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// `None` if only a telephone is known.
    pub name: Option<String>,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// Whether the file says so, rather than saying nothing of it.
    pub is_kind_said: bool,
    /// Words of the file that say more of it: 业主配偶.
    pub relation: Option<String>,
    /// Canonical: `13812345678`, `0572-5123456`.
    pub phones: Vec<String>,
    /// The marker of the row, if the file is an export.
    pub marker: Option<RowMarker>,
    /// Texts of the row's cells as they stand in the file, by field, if the file is an export.
    pub raw: BTreeMap<String, String>,
}

impl HouseholdRow {
    /// Its door.
    #[must_use]
    pub fn door(&self) -> DoorNumber {
        DoorNumber {
            compound: self.compound.clone(),
            building: self.building.clone(),
            stairwell: self.stairwell.clone(),
            room: self.room.clone(),
        }
    }

    /// Its values as canonical texts by field name (`area_cm2`, `note`, and the office's own headings): what an export
    /// writes and hashes, so that [`RowMarker::unchanged`] compares like with like whatever a spreadsheet program did to
    /// the cell. Empty fields are empty texts.
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        let mut fields = self.custom.clone();
        fields.insert(
            "area_cm2".to_owned(),
            self.area_cm2.map(area_as_text).unwrap_or_default(),
        );
        fields.insert("note".to_owned(), self.note.clone().unwrap_or_default());
        fields
    }
}

impl PersonRow {
    /// Its values as canonical texts by field name (`name`, `@kind`, `phone`); see [`HouseholdRow::fields`].
    #[must_use]
    pub fn fields(&self) -> BTreeMap<String, String> {
        let kind = self.relation.clone();
        BTreeMap::from([
            ("name".to_owned(), self.name.clone().unwrap_or_default()),
            (
                KIND_FIELD.to_owned(),
                kind.unwrap_or_else(|| self.kind.zh().to_owned()),
            ),
            ("phone".to_owned(), self.phones.join(" / ")),
        ])
    }
}

/// Rows of a register: the largest that offices are expected to have is 25,300 people.
const ROWS: usize = 60_000;

/// Finds the register among the sheets and puts it together.
pub(super) fn assemble(sheets: Vec<Sheet>, options: &ReadOptions) -> Result<RegisterTable, Reason> {
    let mut table = RegisterTable::default();
    let mut lists: Vec<(Sheet, Layout)> = Vec::new();
    let (mut any_header, mut rows) = (false, 0);
    let visible = sheets.iter().filter(|sheet| !sheet.is_hidden).count();
    for sheet in sheets {
        if visible > 1 && !sheet.is_hidden && sheet_names::is_past(&sheet.name) {
            table.set_aside(&sheet);
            continue;
        }
        let Some(layout) = layout::find(&sheet, options) else {
            table.leave_out(&sheet, sheet.rows.len());
            continue;
        };
        any_header |= !sheet.is_hidden;
        let body = layout.header_end.saturating_add(1);
        let below = sheet.rows.range(body..).count();
        if sheet.is_hidden || !layout.has_door() {
            table.leave_out(&sheet, below);
            continue;
        }
        rows += sheet.rows.len();
        if rows > ROWS {
            return Err(Reason::TooManyCells);
        }
        for (sheet, layout) in stacked::split(sheet, layout, options) {
            match side_by_side::split(&sheet, &layout)? {
                Some(parts) => {
                    for part in parts {
                        if let Some(layout) = layout::find(&part, options) {
                            lists.push((part, layout));
                        }
                    }
                }
                None => lists.push((sheet, layout)),
            }
        }
    }
    if lists.is_empty() {
        return Err(if any_header {
            Reason::NoDoorColumn
        } else {
            Reason::NoHeader
        });
    }
    sheet_names::give_parts(&mut lists);
    let mut read: Vec<SheetRows> = Vec::new();
    for (sheet, layout) in &lists {
        table.readings.push(reading::of(sheet, layout));
        let door = layout.door_column();
        read.push(SheetRows {
            sheet: sheet.name.clone(),
            header: layout.header_end,
            door_heading: door
                .and_then(|column| layout.labels.get(&column))
                .cloned()
                .unwrap_or_default(),
            labels: layout.labels.clone(),
            is_export: layout.is_export(),
            rows: rows::read(sheet, layout)?,
        });
    }
    markers::settle(&mut read);
    let mut first = suspicion::look(&mut read);
    table.problems.append(&mut first);
    Ok(assembly::assemble(table, read))
}

/// The rows of one list.
pub(super) struct SheetRows {
    pub(super) sheet: String,
    /// The header's last row.
    pub(super) header: u32,
    pub(super) door_heading: String,
    pub(super) labels: BTreeMap<u32, String>,
    pub(super) is_export: bool,
    pub(super) rows: Vec<ReadRow>,
}

impl RegisterTable {
    /// Names of the buildings and stairwells that the sound rows are in.
    #[must_use]
    pub fn places(&self) -> Vec<String> {
        let mut places = BTreeSet::new();
        for row in &self.households {
            let compound = row.compound.as_ref().map(|name| format!("{name}/"));
            let building = format!("{}{}", compound.unwrap_or_default(), row.building);
            if let Some(stairwell) = &row.stairwell {
                places.insert(format!("{building}-{stairwell}"));
            }
            places.insert(building);
            places.extend(row.compound.clone());
        }
        let mut places: Vec<String> = places.into_iter().collect();
        places.sort_by(|a, b| natural_cmp(a, b));
        places
    }

    /// Notes a sheet of what is past.
    fn set_aside(&mut self, sheet: &Sheet) {
        let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        if rows == 0 {
            return;
        }
        self.problems
            .push(Wrong::SheetPast(rows).at(&sheet.name, 0, None));
        self.unread.push(UnreadSheet {
            sheet: sheet.name.clone(),
            rows,
        });
    }

    /// Notes a sheet that is not read.
    fn leave_out(&mut self, sheet: &Sheet, rows: usize) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        if rows == 0 {
            return;
        }
        let wrong = if sheet.is_hidden {
            Wrong::SheetHidden(rows)
        } else {
            Wrong::SheetUnread(rows)
        };
        self.problems.push(wrong.at(&sheet.name, 0, None));
        self.unread.push(UnreadSheet {
            sheet: sheet.name.clone(),
            rows,
        });
    }
}
