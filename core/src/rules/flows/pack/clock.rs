//! 期限与时限: periods, and the clocks that they bound.

use super::{Status, Title, When};
use std::collections::BTreeMap;

/// 期限: a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The unit that is counted.
    pub unit: Unit,
    /// The number of them, 0 … 2⁵³.
    pub count: i64,
    /// Whether an end on a day without work moves to the next working day (Civil Code 203).
    pub roll: bool,
}

/// The unit of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the page's")]
pub enum Unit {
    Hours,
    Days,
    WorkingDays,
    Months,
}

/// A period, or one by the word of a field on the line.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// Always this.
    One(Period),
    /// By a word.
    By {
        /// The field.
        field: String,
        /// word → period.
        cases: BTreeMap<String, Period>,
        /// For every other word, and for none.
        other: Option<Period>,
    },
}

impl Chosen {
    /// Every period that it can be.
    pub fn periods(&self) -> Vec<Period> {
        match self {
            Self::One(period) => vec![*period],
            Self::By { cases, other, .. } => cases.values().copied().chain(*other).collect(),
        }
    }
}

/// 时限.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The clause that sets it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<Status>,
    /// The main steps with which it starts.
    pub from: Vec<Point>,
    /// The steps with which it ends.
    pub until: Vec<Point>,
    /// The bound and its period.
    pub bound: Bound,
}

/// A bound of a clock.
#[derive(Debug, Clone)]
pub enum Bound {
    /// To be done by then.
    Within(Chosen),
    /// To last at least so long.
    Least(Chosen),
}

impl Bound {
    /// Its period.
    #[must_use]
    pub const fn period(&self) -> &Chosen {
        match self {
            Self::Within(period) | Self::Least(period) => period,
        }
    }
}

/// A step, perhaps with a word.
#[derive(Debug, Clone)]
pub struct Point {
    /// The step's name.
    pub step: String,
    /// The word that must hold in it.
    pub when: Option<When>,
}
