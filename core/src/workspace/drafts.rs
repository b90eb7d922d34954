//! What an embedder hands in: owned values, a default for every optional field.

use crate::domain::words::{
    BallotAuthority, BallotKind, Choice, ItemResult, Severity, TopicSource, VisitMode, VisitOutcome,
};
use crate::domain::{DocId, MemberId, RecordId, Timestamp};

/// A scope as people name it (cli.md, Places).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScopeName {
    /// The whole community.
    Community,
    /// A compound by name.
    Compound(String),
    /// A grid by name.
    Grid(String),
    /// A building by label (`3`, `月亮湾/3`).
    Building(String),
    /// A stairwell by label (`3-1`, `月亮湾/3-1`).
    Stairwell(String),
}

/// A visit to record (clause 5.1.3.2.1.1). Only `household` and `outcome` are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitDraft {
    /// A door number, or the household's id.
    pub household: String,
    /// How it ended.
    pub outcome: VisitOutcome,
    /// How contact was made; at the door if not said.
    pub mode: Option<VisitMode>,
    /// A note.
    pub note: Option<String>,
    /// Who was met.
    pub met: Option<String>,
    /// When to come again.
    pub call_back: Option<Timestamp>,
    /// Who made the visit, when another types it in.
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    pub topics: Vec<DocId>,
}

impl VisitDraft {
    /// A visit with nothing but its outcome.
    #[must_use]
    pub fn new(household: impl Into<String>, outcome: VisitOutcome) -> Self {
        Self {
            household: household.into(),
            outcome,
            mode: None,
            note: None,
            met: None,
            call_back: None,
            done_by: None,
            topics: Vec::new(),
        }
    }
}

/// Changes to an earlier record of one's own, by field name as in the tools; an absent field stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// These fields get these values; an empty text or `null` clears a field that may be empty.
    Fields(std::collections::BTreeMap<String, Option<String>>),
    /// It is withdrawn.
    Withdraw,
}

/// A topic to collect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicDraft {
    /// Where it came from.
    pub source: TopicSource,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: String,
    /// From which household: a door number or an id.
    pub household: Option<String>,
    /// Where it belongs if it comes from no household; the narrowest place of one's own grants if not said.
    pub scope: Option<ScopeName>,
}

/// Who may vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voters {
    /// Every household of a scope.
    Scope(ScopeName),
    /// Exactly these households: door numbers or ids.
    Households(Vec<String>),
    /// These names: members of a committee, bodies, representatives.
    Names(Vec<String>),
}

/// A tally to open (recount.md).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyDraft {
    /// What is voted on.
    pub title: String,
    /// The rule (`stairwell`, `assembly-ordinary`, …).
    pub rule: String,
    /// Who may vote.
    pub voters: Voters,
    /// Names of readings.
    pub readings: Vec<String>,
    /// When ballots must be in.
    pub deadline: Timestamp,
    /// Numbered sheets allotted to collectors.
    pub sheets: Vec<(MemberId, u32)>,
}

/// A ballot taken at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotDraft {
    /// The tally.
    pub tally: DocId,
    /// A door number, a household's id, or the name for named voters.
    pub voter: String,
    /// The answer; none on a withdrawal.
    pub choice: Option<Choice>,
    /// Cast if not said.
    pub kind: BallotKind,
    /// The collector if not said.
    pub authority: BallotAuthority,
    /// The voter's slip, as its text.
    pub slip: Option<String>,
    /// The ballots that it names; if none are said, a correction, a withdrawal or a settlement names those it can reach.
    pub supersedes: Option<Vec<RecordId>>,
}

/// An item of an inspection round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogDraft {
    /// The round.
    pub round: DocId,
    /// Which item.
    pub item: String,
    /// What was found.
    pub result: ItemResult,
    /// A note.
    pub note: Option<String>,
}

/// A hazard to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardDraft {
    /// Where: a scope.
    pub place: ScopeName,
    /// What kind.
    pub kind: String,
    /// How severe.
    pub severity: Severity,
    /// In words.
    pub text: String,
    /// In which round it was found.
    pub round: Option<DocId>,
}

/// What an officer decides about contested work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewTarget {
    /// One record.
    Record(RecordId),
    /// A chain through a seq.
    Chain {
        /// The chain.
        chain: crate::domain::ChainId,
        /// Through this seq.
        through: u64,
    },
}
