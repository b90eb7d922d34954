//! 答案: what a fold says of a matter, in the order in which it is written.

use super::instant::Instant;
use super::value::Value;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

/// The answer to a matter.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The state that all heads share.
    pub state: Option<String>,
    /// The heads, if there are several.
    pub conflict: Vec<String>,
    /// The heads.
    pub heads: Vec<String>,
    /// Placed steps without effect.
    pub overruled: Vec<String>,
    /// Steps that the flow has no place for.
    pub misplaced: Vec<String>,
    /// Steps that come after something which is not here.
    pub waiting: Vec<String>,
    /// Steps that rest on what does not take part.
    pub held: Vec<String>,
    /// Steps that were taken back.
    pub withdrawn: Vec<String>,
    /// Placed steps in which an amendment holds.
    pub amended: Vec<String>,
    /// Steps that may be taken next.
    pub next: Vec<Next>,
    /// Needs that are not met.
    pub flaws: Vec<Flaw>,
    /// Photos that are not there.
    pub lacking: Vec<Flaw>,
    /// Clocks.
    pub clocks: Vec<ClockAnswer>,
    /// All this for a person.
    pub explanation: Explanation,
}

/// Words for a person, in both languages.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A step that may be taken next.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// The step of the flow.
    pub step: String,
    /// The roles with ● or ○ for its operation.
    pub open_to: Vec<&'static str>,
    /// The heads that it may continue.
    pub continues: Vec<String>,
    /// Its needs, as they stand on the line of the first of those heads.
    pub needs: Vec<NeedTold>,
}

/// A need of a step that may be taken next.
#[derive(Debug, Clone, Serialize)]
pub struct NeedTold {
    /// The rule.
    pub need: &'static str,
    /// Whether it would be met now; none if that is unknown, or hangs on what the step will record.
    pub met: Option<bool>,
    /// Its numbers.
    #[serde(flatten)]
    pub told: Told,
}

/// A need that a placed step does not meet.
#[derive(Debug, Clone, Serialize)]
pub struct Flaw {
    /// The step.
    pub step: String,
    /// The rule.
    pub need: &'static str,
    /// Its numbers.
    #[serde(flatten)]
    pub told: Told,
}

/// The numbers that a need tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the names are the page's")]
pub enum Told {
    Share {
        have: usize,
        of: usize,
        least: i128,
    },
    Unless {
        unless: String,
        held: usize,
    },
    Covers {
        missing: Vec<Value>,
    },
    Every {
        failing: usize,
    },
    Sum {
        have: i128,
        wanted: Option<i64>,
    },
    Done {
        missing: Vec<String>,
    },
    Tally {
        outcome: Option<String>,
    },
    Decided {
        outcome: Option<String>,
        decided: String,
    },
    Corrects {
        outcome: Option<String>,
        decided: Option<String>,
    },
    Stands {
        outcome: String,
        decided: String,
    },
    Matter {
        state: Option<String>,
    },
    About {
        state: Option<String>,
        about: Option<String>,
    },
    Since {
        from: Option<Instant>,
    },
    Another {
        not: String,
    },
    Own {
        role: Option<String>,
    },
    Photos {
        have: i64,
        least: i64,
    },
    Switch {
        switch: String,
        chosen: String,
        wanted: Vec<String>,
    },
    Nothing {},
}

impl Told {
    /// These numbers as JSON.
    #[must_use]
    pub fn numbers(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A clock on the line of a head.
#[derive(Debug, Clone, Serialize)]
pub struct ClockAnswer {
    /// The head.
    pub head: String,
    /// The clock of the flow.
    pub clock: String,
    /// The step with which it started.
    pub start: String,
    /// When it is due; none if the calendar does not say.
    pub due: Option<Instant>,
    /// The step with which it ended.
    pub end: Option<String>,
    /// Its state.
    pub state: ClockState,
}

/// The state of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the page's")]
pub enum ClockState {
    Met,
    Late,
    Void,
    Running,
    Overdue,
    Short,
    Free,
    Unknown,
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Odd => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items
                    .iter()
                    .try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Row(row) => {
                let mut map = serializer.serialize_map(None)?;
                row.iter()
                    .try_for_each(|(name, item)| map.serialize_entry(name, item))?;
                map.end()
            }
        }
    }
}
