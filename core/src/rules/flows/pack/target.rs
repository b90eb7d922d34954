//! 另行填报: another system into which what a matter holds is typed as well, with that system's columns in its order.

use super::{Status, Title};

/// A list of another system, and what of a flow's matters goes into it.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// The system, by the name under which its numbers are kept.
    pub system: String,
    /// Its title.
    pub title: Title,
    /// The clause or order that asks for it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<Status>,
    /// The flow whose matters are typed there.
    pub flow: String,
    /// The heading under which that system's exported list gives its number.
    pub number: String,
    /// Its columns, in its order.
    pub columns: Vec<ElsewhereColumn>,
}

/// A column of that system.
#[derive(Debug, Clone)]
pub struct ElsewhereColumn {
    /// Its heading.
    pub heading: String,
    /// What belongs there.
    pub content: Content,
}

/// What belongs into a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The start of the matter's id: by it a row of the exported list is found again.
    Id,
    /// The place, in full.
    Place,
    /// The day on which it was opened.
    Day,
    /// Who opened it.
    By,
    /// The state, in words.
    State,
    /// A field of a main step: what the line recorded last.
    Field(String),
}

impl Content {
    /// What a pack writes: a word that begins with a dot, or a field's name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            ".id" => Self::Id,
            ".place" => Self::Place,
            ".day" => Self::Day,
            ".by" => Self::By,
            ".state" => Self::State,
            _ if name.starts_with('.') => return None,
            field => Self::Field(field.to_owned()),
        })
    }
}
