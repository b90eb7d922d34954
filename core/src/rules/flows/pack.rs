//! 规则包: the flows and duties of a standard, an office or a city, as data.
//!
//! Owns the model. Nothing here is known by name to any code: flows, states, steps, fields, needs and clocks are the pack's.

use super::value::Value;
use std::collections::BTreeMap;

/// Words for a person in both languages; a language that a pack lacks is `None`, which its check refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Title {
    /// Chinese.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

/// A pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// The edition of the text that it holds.
    pub edition: String,
    /// Its title.
    pub title: Title,
    /// Its flows.
    pub flows: Vec<Flow>,
    /// Its duties.
    pub duties: Vec<Duty>,
}

impl Pack {
    /// The flow of a name.
    #[must_use]
    pub fn flow(&self, name: &str) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.name == name)
    }
}

/// The part of a rule that says where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The standard's text.
    Text,
    /// A law or regulation.
    Law,
    /// Ours, where the text is silent.
    Default,
    /// Not checked against a text.
    Unverified,
}

impl Status {
    /// Its name in packs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Law => "law",
            Self::Default => "default",
            Self::Unverified => "unverified",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Text, Self::Law, Self::Default, Self::Unverified]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// 流程: which steps a matter goes through.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its name.
    pub name: String,
    /// The kind of document that its matters are.
    pub class: Option<String>,
    /// The levels of place at which a matter is opened.
    pub at: Vec<String>,
    /// The clause that prescribes it.
    pub clause: Option<String>,
    /// Its title.
    pub title: Title,
    /// The operation by which conflicts are settled.
    pub settle: String,
    /// States, in the pack's order.
    pub states: Vec<State>,
    /// Steps, in the pack's order.
    pub steps: Vec<StepKind>,
    /// Clocks, in the pack's order.
    pub clocks: Vec<Clock>,
    /// Final states and the place of each step, for the fold.
    pub(super) index: Index,
}

/// Look-ups that the fold does for every step.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) finals: BTreeMap<String, bool>,
    pub(super) steps: BTreeMap<String, usize>,
}

impl Flow {
    /// Whether a state ends the matter.
    #[must_use]
    pub fn is_final(&self, state: &str) -> bool {
        self.index.finals.get(state).copied().unwrap_or(false)
    }

    /// The place of a step among the steps.
    #[must_use]
    pub fn step(&self, name: &str) -> Option<usize> {
        self.index.steps.get(name).copied()
    }
}

/// 状态.
#[derive(Debug, Clone)]
pub struct State {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// Whether a matter ends in it (it may have exits all the same: reopening).
    pub is_final: bool,
}

/// The states from which a step may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// By name.
    pub states: Vec<String>,
    /// Every state that is not final, too.
    pub all_open: bool,
}

impl From {
    /// Whether a step with it opens a matter.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.states.is_empty() && !self.all_open
    }

    /// Whether the state is one of these.
    #[must_use]
    pub fn holds(&self, flow: &Flow, state: &str) -> bool {
        self.states.iter().any(|one| one == state) || (self.all_open && !flow.is_final(state))
    }
}

/// The outcome of a step: a name, or one by the word of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Always this.
    One(String),
    /// By the word of a field.
    By {
        /// The field.
        field: String,
        /// word → name.
        cases: BTreeMap<String, String>,
    },
}

impl Target {
    /// Every name that it can be.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (one, cases) = match self {
            Self::One(name) => (Some(name.as_str()), None),
            Self::By { cases, .. } => (None, Some(cases.values().map(String::as_str))),
        };
        one.into_iter().chain(cases.into_iter().flatten())
    }
}

/// 步骤, as the pack prescribes it.
#[derive(Debug, Clone)]
pub struct StepKind {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The clause that prescribes it.
    pub clause: Option<String>,
    /// Where that comes from.
    pub status: Option<Status>,
    /// The operation of the matrix that its author claims.
    pub may: String,
    /// The states from which it is taken.
    pub from: From,
    /// The state to which it leads; a side step changes none.
    pub to: Option<Target>,
    /// What it records.
    pub fields: Vec<Field>,
    /// What must hold.
    pub needs: Vec<Need>,
    /// The flow of which it opens a matter.
    pub opens: Option<Target>,
}

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

/// The rules of needs (the table of the page).
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
    },
    Matter {
        field: String,
        flow: String,
        states: Vec<String>,
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
            Self::Done { .. } | Self::Since { .. } => false,
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

/// 期限: a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// What is counted.
    pub unit: Unit,
    /// How many, 0 … 2⁵³.
    pub count: i64,
    /// Whether an end on a day without work moves to the next working day (Civil Code 203).
    pub roll: bool,
}

/// What a period counts.
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
    /// Where that comes from.
    pub status: Option<Status>,
    /// The main steps with which it starts.
    pub from: Vec<Point>,
    /// The steps with which it ends.
    pub until: Vec<Point>,
    /// What is bounded, and how.
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
    /// What holds in it.
    pub when: Option<When>,
}

/// 周期性义务: what recurs.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// The clause that sets it.
    pub clause: Option<String>,
    /// Where that comes from.
    pub status: Option<Status>,
    /// How often.
    pub every: super::periods::Every,
    /// Due so long after the period's last day.
    pub due: Period,
    /// The flow whose matter fulfils it.
    pub flow: String,
    /// In one of these states.
    pub states: Vec<String>,
    /// The level of place that owes it.
    pub at: Option<String>,
}
