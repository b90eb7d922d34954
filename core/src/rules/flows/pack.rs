//! 规则包: the flows and duties of a standard, an office or a city, as data.
//!
//! Owns the model. Nothing here is known by name to any code: flows, states, steps, fields, needs and clocks are the pack's.

mod clock;
mod field;
mod need;
mod page;
mod switch;
mod target;
mod watch;

pub use clock::{Bound, Chosen, Clock, Period, Point, Unit};
pub use field::{Field, Must, Type, When, Word};
pub use need::{Cites, Need, NeedRule, Side, Source};
pub use page::Page;
pub use switch::{Switch, SwitchWord};
pub use target::{Content, Elsewhere, ElsewhereColumn};
pub use watch::Watch;

use crate::rules::counting::RulePack;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    pub flows: Vec<Arc<Flow>>,
    /// Its duties.
    pub duties: Vec<Duty>,
    /// Its pages.
    pub pages: Vec<Page>,
    /// The other systems into which its matters are typed as well.
    pub elsewhere: Vec<Elsewhere>,
    /// What it watches at doors.
    pub watches: Vec<Watch>,
    /// What places settle once for its flows.
    pub switches: Vec<Switch>,
    /// Its counting rules, if it has any and was read from a file of its own.
    pub rules: Option<Arc<RulePack>>,
}

impl Pack {
    /// Its flows.
    pub fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter().map(|flow| &**flow)
    }

    /// The flow of a name.
    #[must_use]
    pub fn flow(&self, name: &str) -> Option<&Flow> {
        self.flows().find(|flow| flow.name == name)
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
    /// Whether a place has one matter in a period (`"one_per":["place","period"]`): several phones may open it.
    pub one_per_period: bool,
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
    /// The pack's switches for it, in the pack's order.
    pub switches: Vec<Switch>,
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
    /// The source of that.
    pub status: Option<Status>,
    /// The operation of the matrix that its author claims.
    pub may: String,
    /// The states from which it is taken.
    pub from: From,
    /// The state to which it leads; a side step changes none.
    pub to: Option<Target>,
    /// The fields that it records.
    pub fields: Vec<Field>,
    /// The needs that must hold.
    pub needs: Vec<Need>,
    /// The flow of which it opens a matter.
    pub opens: Option<Target>,
}

impl StepKind {
    /// Whether it can say a result: a tally of its own decides or corrects by it.
    #[must_use]
    pub fn says_a_result(&self) -> bool {
        let mut rules = self.needs.iter().map(|need| &need.rule);
        rules.any(|rule| matches!(rule, NeedRule::Tally { cites, .. } if *cites != Cites::Any))
    }
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
    /// The source of that.
    pub status: Option<Status>,
    /// The rhythm.
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
