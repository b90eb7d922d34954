//! Drafts of deliberation: owned values, a default for every optional field.

use crate::domain::entry::paper::Served;
use crate::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ReturnHow, SheetForm, SignerCapacity, TopicSource,
    WithoutVote,
};
use crate::domain::{DocId, MemberId, RecordId, Timestamp};
use crate::workspace::photos::Picture;
use crate::workspace::{Edit, ScopeName};

/// A topic to collect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicDraft {
    /// Source of the topic.
    pub source: TopicSource,
    /// The topic in a few words.
    pub title: String,
    /// The topic in full.
    pub text: String,
    /// The household it comes from: a door number or an id.
    pub household: Option<String>,
    /// The scope it belongs to if it comes from no household; the narrowest place of one's own grants if not said.
    pub scope: Option<ScopeName>,
}

/// The voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voters {
    /// Every household of a scope.
    Scope(ScopeName),
    /// Exactly these households: door numbers or ids.
    Households(Vec<String>),
    /// These names: members of a committee, bodies, representatives.
    Names(Vec<String>),
    /// Units of which some have one owner, or no vote.
    Owners(OwnersRoll),
}

/// A roll of units: who owns several of them is one voter, known by his first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnersRoll {
    /// Every home of this scope.
    pub scope: Option<ScopeName>,
    /// These units: door numbers or ids.
    pub households: Vec<String>,
    /// The units of one owner each, by door number or id: a developer's unsold ones, three flats and a garage.
    pub owners: Vec<Vec<String>>,
    /// Units that are on the roll and have no vote.
    pub without_vote: Vec<UnitWithoutVote>,
}

/// A unit that is on the roll and has no vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWithoutVote {
    /// Its door number or id.
    pub unit: String,
    /// The reason.
    pub why: WithoutVote,
}

/// A tally to open (docs/spec/counting.md).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyDraft {
    /// The question that is voted on.
    pub title: String,
    /// The rule (`stairwell`, `assembly-ordinary`, …).
    pub rule: String,
    /// The voters.
    pub voters: Voters,
    /// Names of readings.
    pub readings: Vec<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Numbered sheets allotted to collectors.
    pub sheets: Vec<(MemberId, u32)>,
    /// Three members of whom any two open its choices after the closing; nobody: choices are open.
    pub key_holders: Vec<MemberId>,
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
    /// Service and signature of its sheet; none where there is no sheet to sign.
    pub paper: Option<PaperDraft>,
}

/// Service and signature of a paper sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperDraft {
    /// The capacity in which it was signed.
    pub capacity: SignerCapacity,
    /// Its service, if somebody noted it.
    pub served: Option<Served>,
    /// The photo of an agent's mandate (委托书); of an agent, and of nobody else.
    pub mandate: Option<Picture>,
}

/// A tally to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingDraft {
    /// The tally.
    pub tally: DocId,
    /// Returns that did not come with the records.
    pub returns: Vec<HandedReturn>,
}

/// A return as the officer got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedReturn {
    /// The return's text, or the 26 characters of its spoken form.
    pub text: String,
    /// Time at which he got it; now if not said.
    pub at: Option<Timestamp>,
    /// The way; if not said, a file or, of a spoken form, the telephone.
    pub how: Option<ReturnHow>,
}

/// A change of a topic of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TopicChange {
    /// Source of the topic.
    pub source: Option<TopicSource>,
    /// The topic in a few words.
    pub title: Option<String>,
    /// The topic in full.
    pub text: Edit<String>,
    /// The household it comes from: a door number or an id.
    pub household: Edit<String>,
}

/// Several motions on one sheet to open: motions of their own, the options of one question, or candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionDraft {
    /// The relation of its motions to each other.
    pub form: SheetForm,
    /// Seats of an election; 0 of every other form.
    pub seats: u16,
    /// The motions, in the order of the sheet.
    pub motions: Vec<MotionDraft>,
    /// The voters.
    pub voters: Voters,
    /// The time by which sheets must be in.
    pub deadline: Timestamp,
    /// Numbered sheets allotted to collectors.
    pub sheets: Vec<(MemberId, u32)>,
}

/// One motion of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotionDraft {
    /// The motion, option or candidate.
    pub title: String,
    /// The rule.
    pub rule: String,
    /// Names of readings.
    pub readings: Vec<String>,
}

/// A whole sheet taken at a door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetDraft {
    /// One of the tallies that share it.
    pub tally: DocId,
    /// A door number, a household's id, or the name for named voters.
    pub voter: String,
    /// The answers, in the order of the motions; none on a withdrawal.
    pub answers: Vec<Choice>,
    /// Cast if not said.
    pub kind: BallotKind,
    /// The collector if not said.
    pub authority: BallotAuthority,
    /// The voter's slip, as its text; one that speaks in every tally.
    pub slip: Option<String>,
    /// Service and signature of the sheet.
    pub paper: Option<PaperDraft>,
}
