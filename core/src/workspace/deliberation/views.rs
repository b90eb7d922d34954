//! Views of deliberation: owned values, words already resolved to what a person reads.

use crate::domain::vocabulary::{
    BallotNote, ReturnHow, RootAgreement, SheetForm, TallyState, TopicSource,
};
use crate::domain::{DocId, DocKind, MemberId, RecordId, Role, Standing, Timestamp};
use crate::rules::counting::Outcome;
use crate::workspace::{FieldView, ResultChanged, Said, SealView, ValueView};

/// A topic as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicView {
    /// Its id.
    pub topic: DocId,
    /// Source of the topic.
    pub source: TopicSource,
    /// The door, if it came from one that this store knows.
    pub household: Option<String>,
    /// In a few words.
    pub title: Option<String>,
    /// In full.
    pub text: Option<String>,
    /// Time by the author's clock.
    pub at: Timestamp,
    /// The member who collected it.
    pub by: MemberId,
    /// The scope it lies in.
    pub scope: String,
    /// That place for people.
    pub place_said: Said,
    /// Its state after corrections.
    pub standing: Standing,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
    /// A result that a step of it said, and that its vote no longer says.
    pub changed: Option<ResultChanged>,
}

/// An agenda with all its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaView {
    /// Its id.
    pub agenda: DocId,
    /// The scope it lies in.
    pub scope: String,
    /// Fields in order of name; `text` is the merged text.
    pub fields: Vec<FieldView>,
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    pub contested: bool,
    /// Changes of the text that are not shown, because what they stand on is not here yet, or was erased.
    pub waiting: u64,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
}

/// Owner of the decision about a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictOwner {
    /// Whoever has this role over the document's scope.
    Role {
        /// The role.
        role: Role,
    },
    /// The author of what is contradicted: by correcting it once more.
    Author {
        /// The member.
        member: MemberId,
    },
    /// Whoever has one of these roles over the document's scope: by the step that settles a matter.
    Roles {
        /// The roles, in the order of the matrix; none where this store lacks the matter's pack.
        roles: Vec<Role>,
    },
}

/// A contradiction that somebody must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictView {
    /// The document.
    pub document: DocId,
    /// Its kind.
    pub kind: DocKind,
    /// The field: in a register `<household or person id>/<field>`; of an agenda its name, of a round the item; of visits
    /// and log entries the id of the first version; of topics and hazards their id; of another step of a matter its record, of a
    /// matter that goes on in several ways `heads`;
    /// `external_ids.<system>` of a number that another system gives.
    pub field: String,
    /// Its name for a person (`3-1-501 phone`).
    pub title: Said,
    /// The values, each with the record that says so.
    pub values: Vec<ValueView>,
    /// Of a matter, `values` as its form says them in both languages (`None` withdraws); of all else empty.
    pub words: Vec<Option<Said>>,
    /// The member, role or officers who decide.
    pub owner: ConflictOwner,
}

/// An open tally in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallySummary {
    /// Its id.
    pub tally: DocId,
    /// The question that is voted on.
    pub title: Option<String>,
    /// The rule.
    pub rule: String,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Number of voters.
    pub voters: u32,
    /// Whether it shares its sheet with other motions.
    pub shared: bool,
    /// Whether its choices are sealed until it is closed.
    pub sealed: bool,
    /// The tally that it votes on again, if it is a re-vote.
    pub again: Option<DocId>,
    /// Whether who opened it could only relay it (○): it waits for confirmation.
    pub relayed: bool,
    /// Whether its time is later than it was first here, by more than an hour: a clock was wrong, and it stands in lists
    /// where it came.
    pub ahead: bool,
}

/// The motions of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionView {
    /// The relation of its motions to each other.
    pub form: SheetForm,
    /// Seats of an election; 0 of every other form.
    pub seats: u16,
    /// The motions, in order.
    pub motions: Vec<QuestionMotion>,
    /// Candidates who are seated, whatever is still unseen.
    pub seated: Vec<DocId>,
    /// Candidates who stand equal for the last seat: none of them is seated.
    pub tied: Vec<DocId>,
    /// Whether something that matters is still open.
    pub undecided: bool,
    /// Whether even what is decided may still change: until every motion is closed.
    pub provisional: bool,
    /// Voters of whom one motion holds another sheet than the others: somebody tore it.
    pub torn: Vec<String>,
}

/// One of the motions of a sheet: a motion, an option or a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionMotion {
    /// Its tally.
    pub tally: DocId,
    /// The motion, option or candidate.
    pub title: Option<String>,
    /// Its outcome.
    pub outcome: Outcome,
    /// Fewest who say yes.
    pub yes_low: u64,
    /// Most who say yes.
    pub yes_high: u64,
}

/// A tally: the file that anybody can recount, and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyView {
    /// The tally as the file of docs/spec/counting.md 1.
    pub input: serde_json::Value,
    /// Its answer; `None` in a store that lacks a part of the tally.
    pub answer: Option<serde_json::Value>,
    /// Whether even a decided answer may still change: until the tally is closed.
    pub provisional: bool,
    /// Whether it is closed.
    pub state: TallyState,
    /// Every closing, by id: those that others supersede too.
    pub closings: Vec<ClosingView>,
    /// Ballots of which something is to be said, by id: those without effect, which are not in the file, and relayed ones.
    pub remarks: Vec<BallotRemark>,
    /// Who opens its choices, where they are sealed. Until then `input` lacks them, and counts each as outstanding.
    pub seal: Option<SealView>,
}

/// A closing of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingView {
    /// Its record.
    pub closing: RecordId,
    /// The officer.
    pub by: MemberId,
    /// Time by his clock.
    pub at: Timestamp,
    /// The root of what he counted, in hexadecimal.
    pub root: String,
    /// Whether a later one supersedes it.
    pub superseded: bool,
    /// Whether he could only relay it (○): it waits for confirmation.
    pub relayed: bool,
    /// Whether what is here gives the same root.
    pub agreement: RootAgreement,
    /// The returns that he got.
    pub returns: Vec<ListedReturnView>,
}

/// A return that a closing lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedReturnView {
    /// The collector; none while only its spoken form is known.
    pub by: Option<MemberId>,
    /// The spoken form, where that is all that the officer had.
    pub spoken: Option<String>,
    /// Time at which he got it.
    pub at: Timestamp,
    /// The way.
    pub how: ReturnHow,
    /// Whether it came before the deadline: what it lists is in time then.
    pub in_time: bool,
    /// Number of its ballots that are here.
    pub here: u32,
    /// Number of its ballots that are not; none while only its spoken form is known.
    pub missing: Option<u32>,
}

/// A closing that was just signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedView {
    /// Its record.
    pub closing: RecordId,
    /// The root of what was counted, in hexadecimal.
    pub root: String,
}

/// What is to be said of a ballot besides its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotRemark {
    /// The ballot.
    pub ballot: RecordId,
    /// Its voter, as the file names him.
    pub voter: String,
    /// Who took it.
    pub by: MemberId,
    /// The number of its sheet.
    pub sheet: u32,
    /// That it is relayed, or why it has no effect.
    pub note: BallotNote,
}

/// A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct SlipView {
    /// Whose it is, as the file names him.
    pub voter: String,
    /// What the paper shows: `linli-slip:` and its secret.
    pub slip: String,
    /// His code in what is published of this tally.
    pub code: Option<String>,
}

impl std::fmt::Debug for SlipView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SlipView")
    }
}

/// A collector's return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnView {
    /// The whole return as text.
    pub text: String,
    /// Its spoken form: 26 characters of base 32.
    pub spoken: String,
}
