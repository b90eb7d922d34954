//! Problems that a clerk must look at, in both languages. Texts name doors that were read and short numbers;
//! they never repeat a cell that was not understood, because it may hold a name or a telephone number.

use super::grid::column_letters;
use super::register::CellRef;

/// One thing in a register that a clerk must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The sheet's name; a CSV's is its file name.
    pub sheet: String,
    /// The row as the spreadsheet program counts, from 1.
    pub row: u32,
    /// The column's letters, if one cell is meant.
    pub column: Option<String>,
    /// Stable name.
    pub code: &'static str,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Fault of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong<'a> {
    DoorMissing,
    DoorUnreadable,
    /// With the door; the building has several stairwells.
    StairwellMissing(&'a str),
    /// With the door, and sheet and row of its first mention.
    DoorRepeated(&'a str, &'a CellRef),
    AreaNotANumber,
    /// With what is written.
    AreaNegative(&'a str),
    /// With what is written.
    AreaOutOfRange(&'a str),
    PhoneInvalid,
}

impl Wrong<'_> {
    pub(super) fn at(self, sheet: &str, row: u32, column: Option<u32>) -> Problem {
        let (code, zh, en) = self.texts();
        Problem {
            sheet: sheet.to_owned(),
            row: row.saturating_add(1),
            column: column.map(column_letters),
            code,
            zh,
            en,
        }
    }

    fn texts(self) -> (&'static str, String, String) {
        match self {
            Self::DoorMissing => (
                "door_missing",
                "这一行有住户，但没有写门牌。请补上幢、单元、室。".to_owned(),
                "This row has a resident but no door. Add building, stairwell and room.".to_owned(),
            ),
            Self::DoorUnreadable => (
                "door_unreadable",
                "门牌看不懂。请写成 3-1-501 或 3幢1单元501室 的样子。".to_owned(),
                "The door cannot be read. Write it as 3-1-501 or 3幢1单元501室.".to_owned(),
            ),
            Self::StairwellMissing(door) => (
                "stairwell_missing",
                format!("门牌 {door} 没有写单元，而这一幢有几个单元。请写明单元。"),
                format!("The door {door} lacks its stairwell, and this building has several. Add the stairwell."),
            ),
            Self::DoorRepeated(door, CellRef { sheet, row }) => (
                "door_repeated",
                format!("门牌 {door} 前面（“{sheet}”第 {row} 行）已写了别的姓名。请核对哪一行对，或改正门牌。"),
                format!("The door {door} stands further up already (\"{sheet}\", row {row}) with another name. Check which is right, or correct the door."),
            ),
            Self::AreaNotANumber => (
                "area_not_a_number",
                "面积不是数字。请只写平方米数，如 89.12；不知道就空着。".to_owned(),
                "The area is no number. Write square metres only, as in 89.12; leave it empty if unknown.".to_owned(),
            ),
            Self::AreaNegative(text) => (
                "area_negative",
                format!("面积 {} 是负数。请改正，不知道就空着。", quoted(text)),
                format!("The area {} is negative. Correct it, or leave it empty if unknown.", quoted(text)),
            ),
            Self::AreaOutOfRange(text) => (
                "area_out_of_range",
                format!("面积 {} 平方米不像一套住宅（5 至 2,000 平方米）。请核对。", quoted(text)),
                format!("An area of {} m² is unlike a dwelling (5 to 2,000 m²). Check it.", quoted(text)),
            ),
            Self::PhoneInvalid => (
                "phone_invalid",
                "电话不是有效的号码（手机 11 位；固定电话 7 或 8 位，可带区号）。请核对，没有就空着。".to_owned(),
                "The phone is no valid number (mobile: 11 digits; landline: 7 or 8, with or without area code). Check it, or leave it empty.".to_owned(),
            ),
        }
    }
}

/// A number as written, if it is short: a long one may be a telephone in the wrong column.
fn quoted(number: &str) -> &str {
    let number = number.trim();
    if number.chars().count() <= 8 {
        number
    } else {
        "…"
    }
}
