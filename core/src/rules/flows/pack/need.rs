//! 要求: the rules of needs, as a pack writes them.

use super::super::value::Value;
use super::{Chosen, Title, When};
use std::collections::BTreeMap;

/// 要求: what must hold for a step.
#[derive(Debug, Clone)]
pub struct Need {
    /// The rule.
    pub rule: NeedRule,
    /// Judged only then.
    pub when: Option<When>,
}

/// The source of what a need counts: a field of the step, or side steps.
#[derive(Debug, Clone)]
pub enum Source {
    /// A field.
    Field(String),
    /// Side steps of a name.
    Side(Side),
}

/// Side steps on the line before.
#[derive(Debug, Clone)]
pub struct Side {
    /// The side step's name.
    pub step: String,
    /// Of rows equal in this column only the latest counts.
    pub per: Option<String>,
    /// Only from the last such main step on.
    pub from: Option<String>,
}

/// Which tally a step may cite for an outcome (docs/spec/flows.md 5.7, 5.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cites {
    /// Any.
    Any,
    /// One that no step before cites.
    Once,
    /// The one by which the result before was said, or its re-vote, for another outcome.
    Again,
}

/// The rules of needs (docs/spec/flows.md 5.1).
#[derive(Debug, Clone)]
#[expect(
    missing_docs,
    reason = "the names are the page's, where each has its line"
)]
pub enum NeedRule {
    Share {
        source: Source,
        of: String,
        share: [i64; 2],
        cell: Option<(String, Vec<Value>)>,
        /// A role: where somebody holds it, no share of the others is enough (docs/spec/flows.md 5.10).
        unless: Option<String>,
    },
    Covers {
        source: Source,
        column: String,
        all: Vec<Value>,
    },
    Every {
        source: Source,
        column: String,
        is: Vec<Value>,
    },
    Sum {
        source: Source,
        column: String,
        equals: String,
    },
    Done {
        steps: Vec<Side>,
    },
    Tally {
        field: String,
        rules: Vec<String>,
        outcome: String,
        cites: Cites,
    },
    Stands,
    Matter {
        field: String,
        flow: String,
        states: Vec<String>,
        /// The field under which the step names the tally that the other matter must be about (docs/spec/flows.md 5.11).
        about: Option<String>,
    },
    Since {
        step: String,
        period: Chosen,
    },
    Another {
        than: Vec<String>,
    },
    Own {
        field: String,
        roles: BTreeMap<String, String>,
    },
    Not {
        field: String,
        words: Vec<String>,
        clause: Option<String>,
        offer: Title,
    },
    Photos {
        least: i64,
    },
}

impl NeedRule {
    /// Its name in packs and answers.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Share { .. } => "share",
            Self::Covers { .. } => "covers",
            Self::Every { .. } => "every",
            Self::Sum { .. } => "sum",
            Self::Done { .. } => "done",
            Self::Tally { .. } => "tally",
            Self::Stands => "stands",
            Self::Matter { .. } => "matter",
            Self::Since { .. } => "since",
            Self::Another { .. } => "another",
            Self::Own { .. } => "own",
            Self::Not { .. } => "not",
            Self::Photos { .. } => "photos",
        }
    }

    /// Whether it hangs on what the step itself records or on who takes it, and not on the line before alone.
    #[must_use]
    pub const fn hangs_on_values(&self) -> bool {
        match self {
            Self::Share { source, .. }
            | Self::Covers { source, .. }
            | Self::Every { source, .. } => {
                matches!(source, Source::Field(_))
            }
            Self::Done { .. } | Self::Since { .. } | Self::Stands => false,
            Self::Sum { .. }
            | Self::Tally { .. }
            | Self::Matter { .. }
            | Self::Another { .. }
            | Self::Own { .. }
            | Self::Not { .. }
            | Self::Photos { .. } => true,
        }
    }
}
