//! 字段: what a step records, and its types.

use super::super::value::Value;
use super::Title;

/// 类型.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the page's")]
pub enum Type {
    Text,
    Choice,
    Flag,
    Int,
    Fen,
    Cm2,
    Date,
    Time,
    Period,
    Member,
    Household,
    Person,
    Place,
    Body,
    Doc,
    Tally,
    Rows,
}

impl Type {
    /// Every type, with its name in packs.
    pub const ALL: [(Self, &'static str); 17] = [
        (Self::Text, "text"),
        (Self::Choice, "choice"),
        (Self::Flag, "flag"),
        (Self::Int, "int"),
        (Self::Fen, "fen"),
        (Self::Cm2, "cm2"),
        (Self::Date, "date"),
        (Self::Time, "time"),
        (Self::Period, "period"),
        (Self::Member, "member"),
        (Self::Household, "household"),
        (Self::Person, "person"),
        (Self::Place, "place"),
        (Self::Body, "body"),
        (Self::Doc, "doc"),
        (Self::Tally, "tally"),
        (Self::Rows, "rows"),
    ];

    /// Whether it is a whole number.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Fen | Self::Cm2)
    }
}

/// 字段: what a step records.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// Its type.
    pub kind: Type,
    /// Whether it is a list of these.
    pub many: bool,
    /// The words of a choice.
    pub words: Vec<Word>,
    /// The columns of rows.
    pub columns: Vec<Field>,
    /// Authoring's: whether it must be given.
    pub must: Must,
    /// Authoring's: the least number, or the fewest characters or items.
    pub least: Option<i64>,
    /// Authoring's: the most.
    pub most: Option<i64>,
}

/// Whether a field must be given.
#[derive(Debug, Clone)]
pub enum Must {
    /// It may be left out.
    No,
    /// Always.
    Yes,
    /// When a choice has one of some words.
    When(When),
}

/// A word of a choice.
#[derive(Debug, Clone)]
pub struct Word {
    /// As it stands in values.
    pub word: String,
    /// Its title.
    pub title: Title,
}

/// A condition on a word of the step.
#[derive(Debug, Clone)]
pub struct When {
    /// The field.
    pub field: String,
    /// Its words.
    pub is: Vec<Value>,
}
