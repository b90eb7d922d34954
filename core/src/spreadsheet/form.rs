//! 摸底表: an office's blank table as a form, a line for each household. The heading row says what is asked; the columns of
//! the door, the name and the telephone are filled from the register.
//!
//! Owns what a heading asks for. It never refuses an answer: only what a heading says for certain gets a type of its own,
//! all else is text.

use super::fault::{FileFault, Reason};
use super::grid::Sheet as Grid;
use super::layout::{self, Layout};
use super::reading::ReadOptions;
use crate::domain::text::half_width;
use std::path::Path;

/// Longest name of a question, in characters: that of a field.
const NAME_CHARS: usize = 40;
/// Questions of a form.
const QUESTIONS: usize = 60;
/// Most answers that a heading offers.
const CHOICES: usize = 12;

/// A blank table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its title: the words above the heading row, else the sheet's name.
    pub title: String,
    /// The sheet's name.
    pub sheet: String,
    /// Its columns from left to right.
    pub columns: Vec<FormColumn>,
}

/// A column of a blank table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// Its heading as it stands.
    pub heading: String,
    /// What belongs into it.
    pub content: FormContent,
}

/// What belongs into a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormContent {
    /// A running number.
    Number,
    /// The compound.
    Compound,
    /// The building.
    Building,
    /// The stairwell.
    Stairwell,
    /// The room, where building or stairwell have columns of their own.
    Room,
    /// The whole door number.
    Door,
    /// The floor.
    Floor,
    /// The name of who lives there, from the register.
    Name,
    /// A telephone number, from the register.
    Phone,
    /// The floor area, from the register.
    Area,
    /// An answer.
    Question(Question),
}

/// The kind of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Words.
    Text,
    /// A whole number.
    Count,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
}

impl Question {
    /// The type of its field in packs.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Count => "int",
            Self::Date => "date",
            Self::YesNo => "flag",
            Self::Choice(_) => "choice",
        }
    }

    /// The answers that it offers.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice(words) => words,
            _ => &[],
        }
    }
}

/// Reads a blank table (.xlsx, .xls, .ods, .csv).
///
/// # Errors
/// When the file cannot be read, or no sheet of it has a heading row with a column for the door.
pub fn read_form(path: &Path) -> Result<Form, FileFault> {
    let read = || {
        let bytes = super::bytes(path)?;
        let sheets = super::sheets(path, &bytes, super::sniff::kind(path, &bytes)?)?;
        let form = sheets
            .iter()
            .filter(|sheet| !sheet.is_hidden)
            .find_map(form);
        form.ok_or(Reason::NoHeader)
    };
    read().map_err(|reason| FileFault::from(reason).in_file(path))
}

fn form(sheet: &Grid) -> Option<Form> {
    let layout = layout::find_in_form(sheet, &ReadOptions::default())?;
    if !layout.has_door() {
        return None;
    }
    let mut columns = Vec::new();
    let mut questions = 0_usize;
    for (column, label) in &layout.labels {
        let content = content(&layout, *column, label);
        if matches!(content, FormContent::Question(_)) {
            questions += 1;
        }
        columns.push(FormColumn {
            heading: label.clone(),
            content,
        });
    }
    if questions == 0 || questions > QUESTIONS {
        return None;
    }
    let title = layout
        .titles
        .iter()
        .find(|title| !title.trim().is_empty())
        .unwrap_or(&sheet.name);
    Some(Form {
        title: title.chars().take(NAME_CHARS).collect(),
        sheet: sheet.name.clone(),
        columns,
    })
}

fn content(layout: &Layout, column: u32, label: &str) -> FormContent {
    let is = |one: Option<u32>| one == Some(column);
    let is_name = layout.people.iter().any(|person| is(person.name));
    let is_phone = layout
        .people
        .iter()
        .any(|person| person.phones.contains(&column));
    if is(layout.room) {
        if layout.building.is_some() || layout.stairwell.is_some() {
            FormContent::Room
        } else {
            FormContent::Door
        }
    } else if is(layout.building) {
        if layout.room.is_some() {
            FormContent::Building
        } else {
            FormContent::Door
        }
    } else if is(layout.stairwell) {
        FormContent::Stairwell
    } else if is(layout.compound) {
        FormContent::Compound
    } else if is(layout.floor) {
        FormContent::Floor
    } else if is_name {
        FormContent::Name
    } else if is_phone {
        FormContent::Phone
    } else if layout.areas.iter().any(|(_, area)| *area == column) {
        FormContent::Area
    } else if layout.ignored.contains(&column) {
        FormContent::Number
    } else {
        FormContent::Question(question(label))
    }
}

/// The kind of answer that a heading asks for.
fn question(label: &str) -> Question {
    let label = half_width(label);
    if let Some(words) = offered(&label) {
        return Question::Choice(words);
    }
    let bare = label.split('(').next().unwrap_or(&label).trim();
    if bare.starts_with("是否") || bare.ends_with("与否") {
        return Question::YesNo;
    }
    if bare.starts_with("有无") {
        return Question::Choice(vec!["有".to_owned(), "无".to_owned()]);
    }
    if ["日期", "年月日", "时间(年月日)"]
        .iter()
        .any(|word| bare.ends_with(word))
    {
        return Question::Date;
    }
    let counts = [
        "人数", "数量", "个数", "台数", "辆数", "只数", "户数", "次数", "年龄",
    ];
    if counts.iter().any(|word| bare.ends_with(word)) {
        return Question::Count;
    }
    Question::Text
}

/// The answers that a heading offers in brackets: 满意度（满意/一般/不满意）.
fn offered(label: &str) -> Option<Vec<String>> {
    let (_, rest) = label.split_once('(')?;
    let inside = rest.split(')').next()?;
    let words: Vec<String> = inside
        .split(['/', '、', '|'])
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let fit = (2..=CHOICES).contains(&words.len());
    let once = words
        .iter()
        .enumerate()
        .all(|(at, word)| !words[..at].contains(word));
    (fit && once).then_some(words)
}

/// The name of a question's field: its heading, cut to what a field's name may have.
#[must_use]
pub fn question_name(heading: &str) -> String {
    heading.chars().take(NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::super::read_csv;
    use super::*;

    fn of(text: &str) -> Option<Form> {
        let sheets = read_csv::read("表.csv", text.as_bytes()).expect("a table");
        sheets.iter().find_map(form)
    }

    #[test]
    fn a_heading_row_becomes_questions_and_what_the_register_knows() {
        let form = of("养犬情况摸底表,,,,,,,\n序号,幢,单元,室,户主,是否养犬,犬只数量,免疫情况（已免疫/未免疫）,备注\n").expect("a form");
        assert_eq!(form.title, "养犬情况摸底表");
        let content: Vec<&FormContent> = form.columns.iter().map(|one| &one.content).collect();
        let words = vec!["已免疫".to_owned(), "未免疫".to_owned()];
        assert_eq!(
            content,
            [
                &FormContent::Number,
                &FormContent::Building,
                &FormContent::Stairwell,
                &FormContent::Room,
                &FormContent::Name,
                &FormContent::Question(Question::YesNo),
                &FormContent::Question(Question::Count),
                &FormContent::Question(Question::Choice(words)),
                &FormContent::Question(Question::Text),
            ]
        );
    }

    #[test]
    fn one_column_may_hold_the_whole_door() {
        let form = of("门牌号,用气类型（管道/瓶装）,报警器安装日期\n").expect("a form");
        assert_eq!(form.columns[0].content, FormContent::Door);
        assert_eq!(
            form.columns[2].content,
            FormContent::Question(Question::Date)
        );
    }

    #[test]
    fn a_table_without_doors_or_without_questions_is_no_form() {
        assert_eq!(of("姓名,电话,意见\n"), None);
        assert_eq!(of("幢,单元,室,户主\n"), None);
    }
}
