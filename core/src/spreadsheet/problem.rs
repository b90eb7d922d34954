//! Problems that a clerk must look at, in both languages. Texts name doors that were read and short numbers;
//! they never repeat a cell that was not understood, because it may hold a name or a telephone number.

use super::grid::column_letters;
use super::register::CellRef;
use crate::rules::pages::Language;

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

/// Fault of a row, or of what a store knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong<'a> {
    /// A resident without a door.
    DoorMissing,
    /// A door that cannot be read.
    DoorUnreadable,
    /// With the door; the building has several stairwells.
    StairwellMissing(&'a str),
    /// With the door, and sheet and row of its first mention.
    DoorRepeated(&'a str, &'a CellRef),
    /// An area that is none.
    AreaNotANumber,
    /// With what is written.
    AreaNegative(&'a str),
    /// With what is written.
    AreaOutOfRange(&'a str),
    /// A formula without its result.
    FormulaUncomputed,
    /// One merged area over several doors.
    AreaShared,
    /// A sheet of what holds no longer, with its rows.
    SheetPast(u32),
    /// Several people, and another number of telephones.
    PhonesWhose,
    /// A telephone number that is none.
    PhoneInvalid,
    /// Several doors in one cell.
    DoorsSeveral,
    /// A date stands where a part of the door should.
    DoorIsDate,
    /// The room's number needs its floor, which cannot be read.
    FloorUnreadable,
    /// A long number has lost digits.
    DigitsLost,
    /// A name's cell that may name one person or several.
    PeopleUndecided,
    /// As above, with nothing above.
    DittoAlone,
    /// With sheet and row of the other area of the same door.
    AreaDiffers(&'a CellRef),
    /// Two columns of equal rank.
    AreaColumnsDiffer,
    /// With the door, and sheet and row of the other kind of unit.
    UnitKindsDiffer(&'a str, &'a CellRef),
    /// With the lines that lie within the quote.
    QuoteOpen(u32),
    /// A sheet that was not read, with its rows.
    SheetUnread(u32),
    /// A hidden sheet, with its rows.
    SheetHidden(u32),
    /// With the heading; nearly all rows are on one door.
    OneDoor(&'a str),
    /// With the heading; all rows fail alike.
    AllAlike(&'a str),
    /// A row of an export whose door is another than it was exported with.
    RowMoved,
    /// Two rows with one marker, both edited.
    RowTwice,
    /// Rows of one household edited differently in one column of the household.
    RowsDiffer(&'a CellRef),
    /// The export of another community.
    ExportForeign,
    /// With the compound's name and the number of its rows.
    CompoundUnknown(&'a str, usize),
    /// With the door: the person is of another kind in the register.
    KindChanged(&'a str),
    /// With the field of the register: marks or hours that nobody could read there.
    WordUnknown(&'a str),
    /// With the door and the kind of unit in the register.
    UnitKnownOtherwise(&'a str, &'a str),
}

/// Longest name of a place that a text repeats, in characters.
const PLACE_CHARS: usize = 32;

impl Wrong<'_> {
    /// The problem at a place of the file.
    #[must_use]
    pub fn at_cell(self, at: &CellRef) -> Problem {
        self.at(&at.sheet, at.row.saturating_sub(1), None)
    }

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
            Self::DoorsSeveral => (
                "doors_several",
                "一个格子里写了几个门牌。请每户写一行。".to_owned(),
                "Several doors stand in one cell. Give each household a row of its own.".to_owned(),
            ),
            Self::DoorIsDate => (
                "door_is_date",
                "门牌变成了日期（表格软件把 3-1-12 这样的字当成日期）。请把这一列设为文本，再写一遍门牌。".to_owned(),
                "The door has become a date (the spreadsheet program took 3-1-12 for one). Format the column as text and write the door again.".to_owned(),
            ),
            Self::FloorUnreadable => (
                "floor_unreadable",
                "房号只有一两位，要靠楼层才知道是哪一户，而楼层看不懂。请改正楼层，或写全房号。".to_owned(),
                "The room has one or two digits and needs its floor, which cannot be read. Correct the floor, or write the whole number.".to_owned(),
            ),
            Self::DigitsLost => (
                "digits_lost",
                "这个长号码已丢失末尾的数字（表格软件只留 15 位）。请把这一列设为文本，重新填写。".to_owned(),
                "This long number has lost its last digits (spreadsheet programs keep fifteen). Format the column as text and enter it again.".to_owned(),
            ),
            Self::PeopleUndecided => (
                "people_undecided",
                "这一格是不是一个人的姓名，看不出来（可能是几个人，或夹着电话、证号）。请只写姓名，几个人用顿号分开或每人写一行。".to_owned(),
                "Whether this cell is one person's name cannot be told (it may be several people, or hold a number besides). Write names only; part them with 、 or give each a row.".to_owned(),
            ),
            Self::DittoAlone => (
                "ditto_alone",
                "写了“同上”，但上面没有可以照抄的内容。请写明。".to_owned(),
                "A ditto mark stands here with nothing above it. Write it out.".to_owned(),
            ),
            Self::AreaDiffers(CellRef { sheet, row }) => (
                "area_differs",
                format!("同一门牌的面积与“{sheet}”第 {row} 行不同。请核对，两处都没有采用。"),
                format!("The area of this door differs from \"{sheet}\", row {row}. Check it; neither was taken."),
            ),
            Self::AreaColumnsDiffer => (
                "area_columns_differ",
                "两列面积不一致，不知道用哪一列。请核对，或指定面积列。".to_owned(),
                "Two columns of areas differ, and which is meant cannot be told. Check them, or name the column.".to_owned(),
            ),
            Self::UnitKindsDiffer(door, CellRef { sheet, row }) => (
                "unit_kinds_differ",
                format!("门牌 {door} 在“{sheet}”第 {row} 行是另一种用途的房屋。请用不同的门牌区分。"),
                format!("The door {door} is a unit of another kind in \"{sheet}\", row {row}. Give the two different doors."),
            ),
            Self::QuoteOpen(lines) => (
                "quote_open",
                format!("这一行有一个引号没有配对，后面的 {lines} 行都落在引号里，没有读。请补上或删去引号。"),
                format!("A quote in this row is not closed; the {lines} lines that follow lie within it and were not read. Close or remove it."),
            ),
            Self::SheetUnread(rows) => (
                "sheet_unread",
                format!("这张工作表没有读（找不到表头或门牌列），里面有 {rows} 行。请加上表头，或删去这张表。"),
                format!("This sheet was not read (no header or no column for the door); it has {rows} rows. Add a header, or delete the sheet."),
            ),
            Self::SheetPast(rows) => (
                "sheet_past",
                format!("这张工作表的名称像是旧资料（已搬离、作废、备份等），没有读，里面有 {rows} 行。需要就改名，不需要就删去。"),
                format!("By its name this sheet holds what is past (moved out, void, a backup); it was not read and has {rows} rows. Rename it if it is wanted, delete it if not."),
            ),
            Self::SheetHidden(rows) => (
                "sheet_hidden",
                format!("这张工作表是隐藏的，没有读，里面有 {rows} 行。需要就取消隐藏，不需要就删去。"),
                format!("This sheet is hidden and was not read; it has {rows} rows. Show it if it is wanted, delete it if not."),
            ),
            Self::OneDoor(heading) => (
                "one_door",
                format!("几乎所有行都落在同一个门牌上，“{}”这一列可能不是门牌。请核对，或指定门牌列；这些行没有采用。", short(heading)),
                format!("Nearly all rows are on one door; the column \"{}\" may not be the door. Check it, or name the column; these rows were not taken.", short(heading)),
            ),
            Self::AllAlike(heading) => (
                "column_unreadable",
                format!("“{}”这一列每一行都读不懂，可能不是这个意思。请核对列名，或指定各列。", short(heading)),
                format!("No row of the column \"{}\" can be read; it may mean something else. Check the heading, or name the columns.", short(heading)),
            ),
            Self::RowMoved => (
                "row_moved",
                "这一行是导出的，门牌却改了：是搬家、改门牌还是抄错，看不出来，没有采用。新住户请另起一行，并清空最后的 linli 格。".to_owned(),
                "This exported row now names another door: whether somebody moved, the door was renumbered or it is a slip cannot be told, so it was not taken. For a new household add a row and leave its linli cell empty.".to_owned(),
            ),
            Self::RowTwice => (
                "row_twice",
                "同一导出行出现两次，而且都改过，不知道哪一行算数，没有采用。请删去一行，或清空其中一行的 linli 格。".to_owned(),
                "One exported row stands here twice, both edited, so neither was taken. Delete one, or empty its linli cell.".to_owned(),
            ),
            Self::RowsDiffer(CellRef { sheet, row }) => (
                "rows_differ",
                format!("同一户的内容与“{sheet}”第 {row} 行改得不一样。请改成一致。"),
                format!("This household's content was changed otherwise in \"{sheet}\", row {row}. Make them agree."),
            ),
            Self::ExportForeign => (
                "export_foreign",
                "这是另一个社区导出的名册，没有采用。确要导入，请先删去最后的 linli 列。".to_owned(),
                "This register was exported by another community and was not taken. To import it all the same, delete its linli column first.".to_owned(),
            ),
            Self::CompoundUnknown(name, rows) => (
                "compound_unknown",
                format!("社区里没有“{}”这个小区，{rows} 户没有采用。确要新建，请指明新建这个小区。", short(name)),
                format!("The community has no compound \"{}\"; {rows} households were not taken. Say that it is to be made if it is new.", short(name)),
            ),
            Self::KindChanged(door) => (
                "kind_changed",
                format!("{door} 这个人的身份与名册不同，身份没有改。请核对。"),
                format!("This person of {door} is of another kind in the register, which was left as it is. Check it."),
            ),
            Self::WordUnknown(field) => (
                "word_unknown",
                format!(
                    "“{}”的写法认不出，没有采用，原来的不变。标记只用现成的词（如 独居老人、请勿敲门），安静时段写成 21:00-08:00 的样子，别的话写在备注里。",
                    super::export_heading(field, Language::Zh)
                ),
                format!(
                    "\"{}\" cannot be read and was not taken; what was there stays. Use the marks' own words (such as do not knock), write hours as 21:00-08:00, and put the rest into the note.",
                    super::export_heading(field, Language::En)
                ),
            ),
            Self::UnitKnownOtherwise(door, known) => (
                "unit_known_otherwise",
                format!("门牌 {door} 在名册里的用途是“{}”，与这一行不同，没有采用。请用不同的门牌区分。", short(known)),
                format!("The register has the door {door} as \"{}\", another kind of unit; the row was not taken. Give the two different doors.", short(known)),
            ),
            Self::PhonesWhose => (
                "phones_whose",
                "这一行有几个人，电话的个数却不一样，哪个电话是谁的，看不出来。请每人写一行。".to_owned(),
                "This row has several people and another number of telephones; whose each is cannot be told. Give each person a row.".to_owned(),
            ),
            Self::FormulaUncomputed => (
                "formula_uncomputed",
                "这一格是公式，文件里没有它的结果，或公式出错。请用表格软件打开文件，核对后重新保存。".to_owned(),
                "This cell is a formula, and the file does not hold its result, or it failed. Open the file in a spreadsheet program, check it, and save it again.".to_owned(),
            ),
            Self::AreaShared => (
                "area_shared",
                "一个面积合并在几户上，是合计还是每户都一样，看不出来，没有采用。请每户写一个面积。".to_owned(),
                "One merged area covers several households; whether it is their sum or each one's cannot be told, so it was not taken. Give each its own.".to_owned(),
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

/// A heading's or place's name, cut.
fn short(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(PLACE_CHARS)
        .collect()
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
