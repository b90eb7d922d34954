//! Drafts: everything that an app hands in.

use crate::codes::ErrorCode;
use crate::error::LinliError;
use crate::words::Rule;
use linli_core::domain::entry::paper::Served;
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ItemResult, ReturnHow, ServedHow, Severity, SheetForm,
    SignerCapacity, TopicSource, VisitMode, VisitOutcome, WithoutVote,
};
use linli_core::domain::{ChainId, DeviceId, DocId, MemberId, RecordId, Role, Timestamp};
use linli_core::workspace::{
    BallotDraft, HandedReturn, HazardDraft, LogDraft, OwnersRoll, PaperDraft, PhotoDraft, Picture,
    ReviewTarget, RevokeTarget, ScopeName, SheetDraft, TopicDraft, UnitWithoutVote, VisitDraft,
    VoiceDraft, Voters,
};
use std::path::PathBuf;

/// A scope as people name it.
#[uniffi::remote(Enum)]
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

/// A visit to record (clause 5.1.3.2.1.1).
#[uniffi::remote(Record)]
pub struct VisitDraft {
    /// A door number, or the household's id.
    pub household: String,
    /// The outcome.
    pub outcome: VisitOutcome,
    /// The mode of contact; at the door if not said.
    #[uniffi(default = None)]
    pub mode: Option<VisitMode>,
    /// A note.
    #[uniffi(default = None)]
    pub note: Option<String>,
    /// The person met.
    #[uniffi(default = None)]
    pub met: Option<String>,
    /// The time to come again.
    #[uniffi(default = None)]
    pub call_back: Option<Timestamp>,
    /// The member who made the visit, when another types it in.
    #[uniffi(default = None)]
    pub done_by: Option<MemberId>,
    /// Topics that came up or were told about.
    #[uniffi(default = [])]
    pub topics: Vec<DocId>,
}

/// A topic to collect.
#[uniffi::remote(Record)]
pub struct TopicDraft {
    /// Its source.
    pub source: TopicSource,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: String,
    /// From which household: a door number or an id.
    #[uniffi(default = None)]
    pub household: Option<String>,
    /// Its place if it comes from no household; the narrowest place of one's own grants if not said.
    #[uniffi(default = None)]
    pub scope: Option<ScopeName>,
}

/// The voters.
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Record)]
pub struct OwnersRoll {
    /// Every home of this scope.
    #[uniffi(default = None)]
    pub scope: Option<ScopeName>,
    /// These units: door numbers or ids.
    #[uniffi(default = [])]
    pub households: Vec<String>,
    /// The units of one owner each, by door number or id: a developer's unsold ones, three flats and a garage.
    #[uniffi(default = [])]
    pub owners: Vec<Vec<String>>,
    /// Units that are on the roll and have no vote.
    #[uniffi(default = [])]
    pub without_vote: Vec<UnitWithoutVote>,
}

/// A unit that is on the roll and has no vote.
#[uniffi::remote(Record)]
pub struct UnitWithoutVote {
    /// Its door number or id.
    pub unit: String,
    /// Why.
    pub why: WithoutVote,
}

/// Numbered sheets allotted to a collector.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SheetAllotment {
    /// The collector.
    pub member: MemberId,
    /// The number of them.
    pub sheets: u32,
}

/// A tally to open.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TallyDraft {
    /// The motion voted on.
    pub title: String,
    /// The rule.
    pub rule: Rule,
    /// The voters.
    pub voters: Voters,
    /// The deadline for ballots.
    pub deadline: Timestamp,
    /// Names of readings of the rule; its defaults if none.
    #[uniffi(default = [])]
    pub readings: Vec<String>,
    /// Numbered sheets allotted to collectors.
    #[uniffi(default = [])]
    pub sheets: Vec<SheetAllotment>,
    /// Three members of whom any two open its choices after the closing; nobody: choices are open.
    #[uniffi(default = [])]
    pub key_holders: Vec<MemberId>,
}

impl From<TallyDraft> for linli_core::workspace::TallyDraft {
    fn from(draft: TallyDraft) -> Self {
        let sheets = draft.sheets.into_iter();
        Self {
            title: draft.title,
            rule: draft.rule.name().to_owned(),
            voters: draft.voters,
            readings: draft.readings,
            deadline: draft.deadline,
            sheets: sheets.map(|one| (one.member, one.sheets)).collect(),
            key_holders: draft.key_holders,
        }
    }
}

/// A ballot taken at a door.
#[uniffi::remote(Record)]
pub struct BallotDraft {
    /// The tally.
    pub tally: DocId,
    /// A door number, a household's id, or the name for named voters.
    pub voter: String,
    /// The answer; none on a withdrawal.
    pub choice: Option<Choice>,
    /// A first ballot, a correction or a withdrawal.
    pub kind: BallotKind,
    /// On whose authority.
    pub authority: BallotAuthority,
    /// The voter's slip, as its text.
    #[uniffi(default = None)]
    pub slip: Option<String>,
    /// The ballots that it names; if none are said, a correction or a withdrawal names those it can reach.
    #[uniffi(default = None)]
    pub supersedes: Option<Vec<RecordId>>,
    /// Service and signature of its sheet; none where there is no sheet to sign.
    #[uniffi(default = None)]
    pub paper: Option<PaperDraft>,
}

/// Several motions on one sheet to open.
#[derive(uniffi::Record)]
pub struct QuestionDraft {
    /// The relation of its motions to each other.
    pub form: SheetForm,
    /// The motions, in the order of the sheet.
    #[uniffi(default = [])]
    pub motions: Vec<MotionDraft>,
    /// The voters.
    pub voters: Voters,
    /// The deadline for sheets.
    pub deadline: Timestamp,
    /// Seats of an election; 0 of every other form.
    #[uniffi(default = 0)]
    pub seats: u32,
    /// Numbered sheets allotted to collectors.
    #[uniffi(default = [])]
    pub sheets: Vec<SheetAllotment>,
}

/// One motion of a sheet: a motion, an option or a candidate.
#[derive(uniffi::Record)]
pub struct MotionDraft {
    /// The motion, option or candidate.
    pub title: String,
    /// The rule.
    pub rule: Rule,
    /// Names of readings of the rule; its defaults if none.
    #[uniffi(default = [])]
    pub readings: Vec<String>,
}

impl From<QuestionDraft> for linli_core::workspace::QuestionDraft {
    fn from(draft: QuestionDraft) -> Self {
        let motions = draft.motions.into_iter();
        let sheets = draft.sheets.into_iter();
        Self {
            form: draft.form,
            // More than any sheet has is refused like any other number that does not fit.
            seats: draft.seats.try_into().unwrap_or(u16::MAX),
            motions: motions
                .map(|one| linli_core::workspace::MotionDraft {
                    title: one.title,
                    rule: one.rule.name().to_owned(),
                    readings: one.readings,
                })
                .collect(),
            voters: draft.voters,
            deadline: draft.deadline,
            sheets: sheets.map(|one| (one.member, one.sheets)).collect(),
        }
    }
}

/// A whole sheet taken at a door.
#[uniffi::remote(Record)]
pub struct SheetDraft {
    /// One of the tallies that share it.
    pub tally: DocId,
    /// A door number, a household's id, or the name for named voters.
    pub voter: String,
    /// The answers, in the order of the motions; none on a withdrawal.
    #[uniffi(default = [])]
    pub answers: Vec<Choice>,
    /// A first sheet, a correction or a withdrawal.
    pub kind: BallotKind,
    /// On whose authority.
    pub authority: BallotAuthority,
    /// The voter's slip, as its text; one that speaks in every tally.
    #[uniffi(default = None)]
    pub slip: Option<String>,
    /// Service and signature of the sheet.
    #[uniffi(default = None)]
    pub paper: Option<PaperDraft>,
}

/// Service and signature of a paper sheet.
#[uniffi::remote(Record)]
pub struct PaperDraft {
    /// The capacity in which it was signed.
    pub capacity: SignerCapacity,
    /// Its service, if somebody noted it.
    #[uniffi(default = None)]
    pub served: Option<Served>,
    /// The photo of an agent's mandate (委托书); of an agent, and of nobody else.
    #[uniffi(default = None)]
    pub mandate: Option<Picture>,
}

/// Service of a sheet: when and in which way its voter got it.
#[uniffi::remote(Record)]
pub struct Served {
    /// Time of service, not after the signature.
    pub at: Timestamp,
    /// The way.
    pub how: ServedHow,
}

/// A picture to be kept.
#[uniffi::remote(Record)]
pub struct Picture {
    /// The picture's file; it is copied.
    pub file: PathBuf,
    /// A small one that travels first, if the app has made one.
    #[uniffi(default = None)]
    pub thumbnail: Option<PathBuf>,
    /// Its media type (`image/jpeg`).
    #[uniffi(default = "image/jpeg")]
    pub media_type: String,
    /// A few words.
    #[uniffi(default = None)]
    pub caption: Option<String>,
}

/// A return as the officer got it.
#[uniffi::remote(Record)]
pub struct HandedReturn {
    /// The return's text, or the 26 characters of its spoken form.
    pub text: String,
    /// When he got it; now if not said.
    #[uniffi(default = None)]
    pub at: Option<Timestamp>,
    /// The way; if not said, a file or, of a spoken form, the telephone.
    #[uniffi(default = None)]
    pub how: Option<ReturnHow>,
}

/// An item of an inspection round.
#[uniffi::remote(Record)]
pub struct LogDraft {
    /// The round.
    pub round: DocId,
    /// Which item.
    pub item: String,
    /// The finding.
    pub result: ItemResult,
    /// A note.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// A hazard to report.
#[uniffi::remote(Record)]
pub struct HazardDraft {
    /// Its place.
    pub place: ScopeName,
    /// Its kind.
    pub kind: String,
    /// Its severity.
    pub severity: Severity,
    /// In words.
    pub text: String,
    /// In which round it was found.
    #[uniffi(default = None)]
    pub round: Option<DocId>,
}

/// A photo to be kept.
#[uniffi::remote(Record)]
pub struct PhotoDraft {
    /// The thing that it shows: the id of a visit, log entry, topic, agenda, round or hazard.
    pub entity: String,
    /// The picture's file; it is copied.
    pub file: PathBuf,
    /// A small one that travels first, if the app has made one.
    #[uniffi(default = None)]
    pub thumbnail: Option<PathBuf>,
    /// Its media type (`image/jpeg`).
    #[uniffi(default = "image/jpeg")]
    pub media_type: String,
    /// A few words.
    #[uniffi(default = None)]
    pub caption: Option<String>,
}

/// A voice note to be kept.
#[uniffi::remote(Record)]
pub struct VoiceDraft {
    /// The id of the visit at which it was said.
    pub visit: String,
    /// OGG, M4A, AMR, 3GP or WAV of at most 1 MiB; it is copied.
    pub file: PathBuf,
    /// Milliseconds, from 1 to 300,000.
    pub length_ms: u32,
}

/// The contested work that an officer decides about.
#[uniffi::remote(Enum)]
pub enum ReviewTarget {
    /// One record.
    Record(RecordId),
    /// A chain through a number.
    Chain {
        /// The chain.
        chain: ChainId,
        /// The last seq that is meant, counted from 1.
        through: u64,
    },
}

/// The grants or the device to be taken away.
#[uniffi::remote(Enum)]
pub enum RevokeTarget {
    /// A member's grants: all, or those of a role, or within a scope.
    Member {
        /// The member.
        member: MemberId,
        /// Only this role's; every role's if not said.
        #[uniffi(default = None)]
        role: Option<Role>,
        /// Only within this scope; everywhere if not said.
        #[uniffi(default = None)]
        scope: Option<ScopeName>,
    },
    /// One device, for good.
    Device(DeviceId),
}

/// The request for a page of a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PageRequest {
    /// Items, at most 200.
    #[uniffi(default = 50)]
    pub limit: u32,
    /// The page before's `next`; from the start if not said.
    #[uniffi(default = None)]
    pub after: Option<String>,
}

/// Rows cross as copies: a screen shows fewer.
const MOST_ROWS: u32 = 200;

impl PageRequest {
    /// The number of rows, if it is a sound one.
    pub(crate) fn rows(&self) -> Result<u32, LinliError> {
        if self.limit == 0 || self.limit > MOST_ROWS {
            return Err(LinliError::of_code(ErrorCode::FieldRange, Some("limit")));
        }
        Ok(self.limit)
    }
}
