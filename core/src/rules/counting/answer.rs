//! The answer to a tally, in the JSON form of docs/spec/counting.md 5.
//!
//! Owns shapes only. Areas can exceed 64 bits in a hostile file, so write an answer with a serializer that takes
//! 128-bit integers (`serde_json::to_string` does, `serde_json::to_value` does not).

use super::named::named;
use serde::Serialize;

named! {
    /// The outcome of a motion, as far as it is certain.
    Outcome {
        /// 通过, whatever is still unseen.
        Passed = "passed",
        /// 未通过.
        Failed = "failed",
        /// 票数相等: exactly half.
        Tie = "tie",
        /// 未达参与人数.
        NoQuorum = "no_quorum",
        /// 尚未确定.
        Undecided = "undecided",
    }
}

/// The number of those who take part, in voters or in cm².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Participation {
    /// The fewest who take part in any completion.
    pub have: u128,
    /// The fewest that are enough.
    pub need: u128,
    /// All who are entitled.
    pub of: u128,
}

/// The number of those who say yes, in voters or in cm².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YesVotes {
    /// The fewest in any completion.
    pub lower: u128,
    /// The most in any completion.
    pub upper: u128,
    /// The fewest that pass when `max(have, need)` take part; none where that number says nothing.
    pub need: Option<u128>,
}

/// The same numbers in cm².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AreaAnswer {
    /// Area that takes part.
    pub participation: Participation,
    /// Area that says yes.
    pub yes: YesVotes,
}

/// The answer in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// The meaning of a tally file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The outcome.
    pub outcome: Outcome,
    /// Whether nothing that is still unseen can change whether it passes.
    pub certificate: bool,
    /// Voters who take part.
    pub participation: Participation,
    /// Voters who say yes.
    pub yes: YesVotes,
    /// The same in cm², under the assembly rules only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaAnswer>,
    /// Voters with two or more answers, until settled.
    pub disputed: Vec<String>,
    /// Voters with several live ballots of one choice.
    pub duplicates: Vec<String>,
    /// Voters with an open ballot.
    pub contested: Vec<String>,
    /// Ids of ballots after the deadline.
    pub late: Vec<String>,
    /// Ids of ballots whose voter is not on the roll or not entitled.
    pub ineligible: Vec<String>,
    /// Ids of all other ballots that are neither live nor open.
    pub not_counted: Vec<String>,
    /// The answer in words.
    pub explanation: Explanation,
}
