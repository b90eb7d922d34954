//! 打印、月报、摸底: a matter on paper, a member's month, an office's form.

use super::ContestedView;
use linli_core::domain::{DocKind, MemberId};
use linli_core::rules::pages::Language;
use linli_core::screens::{Figures, PlaceRef, PlaceStatistics, Statistics};
use linli_core::workspace::{self as core, PageView, Said, StatementLine};

/// The language of a page.
#[uniffi::remote(Enum)]
pub enum Language {
    /// 中文, Chinese.
    Zh,
    /// 英文, English.
    En,
}

/// A page that a matter can be printed on.
#[uniffi::remote(Record)]
pub struct PageView {
    /// Its name.
    pub page: String,
    /// Its title.
    pub title: Said,
}

/// Records of one kind in a member's month.
#[uniffi::remote(Record)]
pub struct StatementLine {
    /// The kind of document.
    pub kind: DocKind,
    /// Records written.
    pub done: u64,
    /// Those that count.
    pub counts: u64,
}

/// A member's month.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MonthlyStatement {
    /// The member.
    pub member: MemberId,
    /// Records by kind of document.
    pub lines: Vec<StatementLine>,
    /// Those that do not count, and why; those that still wait for something are not here.
    pub contested: Vec<ContestedView>,
}

impl From<core::MonthlyStatement> for MonthlyStatement {
    fn from(month: core::MonthlyStatement) -> Self {
        let contested = month.contested.into_iter();
        Self {
            member: month.member,
            lines: month.lines,
            contested: contested.map(ContestedView::from).collect(),
        }
    }
}

/// Numbers of a place in a month.
#[uniffi::remote(Record)]
pub struct Figures {
    /// Its doors.
    pub doors: u64,
    /// Doors at which a visit of the month stands, whatever came of it.
    pub visited: u64,
    /// Visits of the month that were not withdrawn.
    pub visits: u64,
    /// Those at which somebody was at home.
    pub met: u64,
    /// Matters that began in the month.
    pub opened: u64,
    /// Matters that have not come to their end now, whenever they began.
    pub open: u64,
    /// Those of them of which a time has passed.
    pub overdue: u64,
}

/// A place with its own numbers: a stairwell, or a wider place that has matters of its own.
#[uniffi::remote(Record)]
pub struct PlaceStatistics {
    /// The place.
    pub place: PlaceRef,
    /// Its numbers, without those of the places in it.
    pub figures: Figures,
}

/// A month in numbers.
#[uniffi::remote(Record)]
pub struct Statistics {
    /// All places together.
    pub whole: Figures,
    /// Wider places first, then the stairwells.
    pub places: Vec<PlaceStatistics>,
}

/// The kind of answer that a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum QuestionKind {
    /// Words.
    Text,
    /// A whole number.
    Count,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the words that are offered.
    Choice,
}

/// A question of an office's form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormQuestion {
    /// Its heading in the table.
    pub heading: String,
    /// The kind of answer.
    pub kind: QuestionKind,
    /// The answers that it offers; none but of a choice.
    pub choices: Vec<String>,
}

/// A blank table that became a flow.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormAdopted {
    /// The name of the flow, by which a matter is opened.
    pub flow: String,
    /// The table's title.
    pub title: String,
    /// Its questions from left to right.
    pub questions: Vec<FormQuestion>,
    /// Headings of columns that the register fills.
    pub known: Vec<String>,
}

/// A table that was filled with what was answered.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormFilled {
    /// Doors that have answered.
    pub answered: u64,
    /// Doors that have not.
    pub missing: u64,
}
