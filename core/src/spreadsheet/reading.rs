//! A reading keeps its reasons: which column was taken for what, and why, in both languages. Knows columns, not cells.

use super::columns::Asked;
use super::grid::{Sheet, column_letters};
use super::heading::{DoorWord, Role};
use super::layout::Layout;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::str::FromStr;

/// Content of a column that an office can name itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 门牌, 室.
    Door,
    /// 小区.
    Compound,
    /// 期, 区.
    Zone,
    /// 幢.
    Building,
    /// 单元.
    Stairwell,
    /// 楼层.
    Floor,
    /// 姓名.
    Name,
    /// 身份.
    Kind,
    /// 电话.
    Phone,
    /// 面积.
    Area,
    /// 用途.
    Usage,
    /// 备注.
    Note,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 12] = [
        Self::Door,
        Self::Compound,
        Self::Zone,
        Self::Building,
        Self::Stairwell,
        Self::Floor,
        Self::Name,
        Self::Kind,
        Self::Phone,
        Self::Area,
        Self::Usage,
        Self::Note,
    ];

    /// Its name in the tools.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.texts().0
    }

    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Door => ("door", "门牌"),
            Self::Compound => ("compound", "小区"),
            Self::Zone => ("zone", "分区"),
            Self::Building => ("building", "幢"),
            Self::Stairwell => ("stairwell", "单元"),
            Self::Floor => ("floor", "楼层"),
            Self::Name => ("name", "姓名"),
            Self::Kind => ("kind", "身份"),
            Self::Phone => ("phone", "电话"),
            Self::Area => ("area", "面积"),
            Self::Usage => ("usage", "用途"),
            Self::Note => ("note", "备注"),
        }
    }

    /// The role that a column gets if an office names it so.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Door => Role::Door(DoorWord::Room),
            Self::Compound => Role::Compound,
            Self::Zone => Role::Zone,
            Self::Building => Role::Building,
            Self::Stairwell => Role::Stairwell,
            Self::Floor => Role::Floor,
            Self::Name => Role::Name(None),
            Self::Kind => Role::Kind,
            Self::Phone => Role::Phone(None),
            Self::Area => Role::Area(6),
            Self::Usage => Role::Usage,
            Self::Note => Role::Note,
        }
    }

    /// Would the role be this field? An office that names the column takes it from the others; several may hold a door, and
    /// the others are kept.
    pub(super) const fn is_of(self, role: &Role) -> bool {
        matches!(
            (self, role),
            (Self::Compound, Role::Compound)
                | (Self::Zone, Role::Zone | Role::PerhapsZone)
                | (Self::Building, Role::Building)
                | (Self::Stairwell, Role::Stairwell)
                | (Self::Floor, Role::Floor | Role::Storeys)
                | (Self::Name, Role::Name(_) | Role::HeadOfHousehold)
                | (Self::Kind, Role::Kind)
                | (Self::Phone, Role::Phone(_))
                | (Self::Area, Role::Area(_))
                | (Self::Usage, Role::Usage)
                | (Self::Note, Role::Note)
        )
    }
}

/// A text that names no columns, or no field of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("columns are named as in door=C,building=A")]
pub struct ColumnsUnknown;

/// Columns that an office names itself: `door=C,building=A`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(pub(super) Asked);

impl Columns {
    /// Does it name none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names a column by its letters.
    ///
    /// # Errors
    /// An unknown field, letters of no column, or a field or column that is named already.
    pub fn set(&mut self, field: &str, letters: &str) -> Result<(), ColumnsUnknown> {
        let field = Field::ALL
            .into_iter()
            .find(|known| known.name() == field.trim())
            .ok_or(ColumnsUnknown)?;
        let letters = letters.trim();
        if letters.is_empty() || letters.len() > 3 {
            return Err(ColumnsUnknown);
        }
        let mut column = 0_u32;
        for letter in letters.bytes() {
            let letter = letter.to_ascii_uppercase();
            if !letter.is_ascii_uppercase() {
                return Err(ColumnsUnknown);
            }
            column = column * 26 + u32::from(letter - b'A') + 1;
        }
        let column = column - 1;
        if self.0.contains_key(&field) || self.0.values().any(|other| *other == column) {
            return Err(ColumnsUnknown);
        }
        self.0.insert(field, column);
        Ok(())
    }
}

impl FromStr for Columns {
    type Err = ColumnsUnknown;
    fn from_str(text: &str) -> Result<Self, ColumnsUnknown> {
        let mut columns = Self::default();
        for pair in text
            .split([',', '，'])
            .filter(|pair| !pair.trim().is_empty())
        {
            let (field, letters) = pair.split_once('=').ok_or(ColumnsUnknown)?;
            columns.set(field, letters)?;
        }
        Ok(columns)
    }
}

impl std::fmt::Display for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (nth, (field, column)) in self.0.iter().enumerate() {
            let comma = if nth > 0 { "," } else { "" };
            write!(f, "{comma}{}={}", field.name(), column_letters(*column))?;
        }
        Ok(())
    }
}

/// The columns as an office wants them read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Named for this file.
    pub columns: Columns,
    /// Named before, by the heading for which they were named ([`Reading::heading`]).
    pub remembered: BTreeMap<String, Columns>,
}

impl ReadOptions {
    pub(super) fn asked(&self, heading: &str) -> &Asked {
        let columns = if self.columns.is_empty() {
            self.remembered.get(heading)
        } else {
            Some(&self.columns)
        };
        columns.map_or(const { &Asked::new() }, |columns| &columns.0)
    }
}

/// A choice that the heading alone does not explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reason {
    field: Field,
    column: u32,
    why: Why,
}

/// The reason of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// The office named it.
    Asked,
    /// The heading names a door, another column is the better one.
    OtherDoor,
    /// Its cells are no doors of this place.
    NotDoors,
    /// All its cells say the same.
    AllAlike,
    /// Its cells are no telephone numbers.
    NoPhones,
    /// Its cells are ticks, or yes and no.
    Ticks,
    /// It has no heading, and its cells are buildings.
    Buildings,
    /// It stands behind several names, and its heading does not say whose it is.
    WhosePhone,
    /// It differs from row to row, as floors do.
    Varies,
    /// Doors are told apart by it.
    TellsApart,
    /// The sheet is about parking spaces or store rooms.
    OtherUnits,
    /// A better area stands beside it.
    LesserArea,
}

impl Reason {
    pub(super) const fn new(field: Field, column: u32, why: Why) -> Self {
        Self { field, column, why }
    }

    fn texts(&self, label: &str) -> (String, String) {
        let column = column_letters(self.column);
        let (en, zh) = self.field.texts();
        match self.why {
            Why::Asked => (
                format!("{zh}按指定取自 {column} 列"),
                format!("{en} is column {column}, as asked"),
            ),
            Why::OtherDoor => (
                format!("{column} 列（{label}）不作门牌，照原样保留"),
                format!("column {column} ({label}) is not taken for the door and is kept"),
            ),
            Why::NotDoors => (
                format!("{column} 列（{label}）写的不是本处门牌，照原样保留"),
                format!("column {column} ({label}) holds no doors of this place and is kept"),
            ),
            Why::AllAlike => (
                format!("{column} 列（{label}）各行相同，不作门牌，照原样保留"),
                format!(
                    "column {column} ({label}) is the same in every row, so not the door; it is kept"
                ),
            ),
            Why::NoPhones => (
                format!("{column} 列（{label}）几乎都不是电话号码，照原样保留"),
                format!("column {column} ({label}) holds hardly any telephone numbers and is kept"),
            ),
            Why::Buildings => (
                format!("{column} 列没有列名，写的都是幢"),
                format!("column {column} has no heading, and all its cells are buildings"),
            ),
            Why::Ticks => (
                format!("{column} 列（{label}）打的是勾，不是姓名，照原样保留"),
                format!("column {column} ({label}) holds ticks, not names, and is kept"),
            ),
            Why::WhosePhone => (
                format!("{column} 列（{label}）没有写明是谁的电话，照原样保留"),
                format!("column {column} ({label}) does not say whose telephone it is and is kept"),
            ),
            Why::Varies => (
                format!("{column} 列（{label}）逐行不同，作楼层"),
                format!(
                    "column {column} ({label}) differs between rows and is taken for the floor"
                ),
            ),
            Why::TellsApart => (
                format!("{column} 列（{label}）区分相同的门牌，计入地址"),
                format!(
                    "column {column} ({label}) tells equal doors apart and is part of the address"
                ),
            ),
            Why::OtherUnits => (
                format!("{column} 列（{label}）是车位、储藏室的面积，照原样保留"),
                format!(
                    "column {column} ({label}) is the area of parking or store rooms and is kept"
                ),
            ),
            Why::LesserArea => (
                format!("{column} 列（{label}）让位于更确切的面积，照原样保留"),
                format!("column {column} ({label}) gives way to a surer area and is kept"),
            ),
        }
    }
}

/// A sheet as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sheet's name; a CSV's is its file name.
    pub sheet: String,
    /// The header's texts in their order, to know the same heading again.
    pub heading: String,
    /// Letters of the columns by field; several with commas.
    pub columns: BTreeMap<&'static str, String>,
    /// The reasons, in Chinese.
    pub zh: String,
    /// The reasons, in English.
    pub en: String,
}

/// The reading of a sheet by its layout.
pub(super) fn of(sheet: &Sheet, layout: &Layout) -> Reading {
    let mut taken: Vec<(Field, u32)> = [
        (Field::Door, layout.room),
        (Field::Compound, layout.compound),
        (Field::Zone, layout.zone),
        (Field::Building, layout.building),
        (Field::Stairwell, layout.stairwell),
        (Field::Floor, layout.floor),
        (Field::Kind, layout.kind),
        (Field::Usage, layout.usage),
        (Field::Area, layout.areas.first().map(|(_, column)| *column)),
    ]
    .into_iter()
    .filter_map(|(field, column)| Some((field, column?)))
    .collect();
    for person in &layout.people {
        taken.extend(person.name.map(|column| (Field::Name, column)));
        taken.extend(person.phones.iter().map(|column| (Field::Phone, *column)));
    }
    taken.extend(layout.notes.iter().map(|column| (Field::Note, *column)));
    taken.sort();
    let label = |column: u32| layout.labels.get(&column).map_or("", String::as_str);
    let mut reading = Reading {
        sheet: sheet.name.clone(),
        heading: heading(layout),
        ..Reading::default()
    };
    for (nth, (field, column)) in taken.iter().enumerate() {
        let letters = column_letters(*column);
        let (name, zh) = field.texts();
        let (first, comma) = (nth == 0, ["，", ", "]);
        let _ = write!(
            reading.zh,
            "{}{zh}取自 {letters} 列（{}）",
            if first { "" } else { comma[0] },
            label(*column)
        );
        let _ = write!(
            reading.en,
            "{}{name} from column {letters} ({})",
            if first { "" } else { comma[1] },
            label(*column)
        );
        let columns = reading.columns.entry(name).or_default();
        if !columns.is_empty() {
            columns.push(',');
        }
        columns.push_str(&letters);
    }
    for reason in &layout.reasons {
        let (zh, en) = reason.texts(label(reason.column));
        let _ = write!(reading.zh, "；{zh}");
        let _ = write!(reading.en, "; {en}");
    }
    tell_hidden(&mut reading, sheet, layout, &taken);
    reading
}

/// Says which rows and columns were read although the program does not show them: a filter hides rows that an office still
/// means, and what is read unseen should be known.
fn tell_hidden(reading: &mut Reading, sheet: &Sheet, layout: &Layout, taken: &[(Field, u32)]) {
    let below = sheet
        .hidden
        .rows
        .range(layout.header_end.saturating_add(1)..);
    let rows: Vec<u32> = below
        .filter(|at| sheet.rows.contains_key(at))
        .copied()
        .collect();
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        let (count, first, last) = (rows.len(), first + 1, last + 1);
        let _ = write!(
            reading.zh,
            "；有 {count} 行是隐藏的（如被筛选掉；第 {first} 行至第 {last} 行之间），也读了"
        );
        let _ = write!(
            reading.en,
            "; hidden rows (by a filter, say) are read too: {count}, between row {first} and row {last}"
        );
    }
    let is_hidden = |column: &u32| {
        sheet
            .hidden
            .columns
            .iter()
            .any(|some| some.contains(column))
    };
    let columns: BTreeSet<u32> = taken
        .iter()
        .map(|(_, column)| *column)
        .filter(is_hidden)
        .collect();
    if !columns.is_empty() {
        let letters: Vec<String> = columns.into_iter().map(column_letters).collect();
        let _ = write!(reading.zh, "；{} 列是隐藏的，也读了", letters.join("、"));
        let _ = write!(
            reading.en,
            "; hidden column {} is read too",
            letters.join(", ")
        );
    }
}

/// The header's texts in their order.
pub(super) fn heading(layout: &Layout) -> String {
    let texts: Vec<String> = layout
        .labels
        .iter()
        .map(|(column, label)| format!("{}={label}", column_letters(*column)))
        .collect();
    texts.join("|")
}
