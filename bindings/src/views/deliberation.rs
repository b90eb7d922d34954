//! Deliberation: topics, agendas, tallies, contradictions.

use super::flows::RuleStatus;
use crate::words::Rule;
use linli_core::domain::vocabulary::{
    BallotNote, ReturnHow, RootAgreement, SheetForm, TallyState, TopicSource,
};
use linli_core::domain::{DocId, DocKind, MemberId, RecordId, Role, Standing, Timestamp};
use linli_core::rules::counting::Outcome;
use linli_core::workspace::{
    AgendaView, BallotRemark, ClosedView, ClosingView, ConflictOwner, FieldView, ListedReturnView,
    OpenableReading, Page, QuestionMotion, ResultChanged, ReturnView, Said, SealView, SlipView,
    TopicView, ValueView,
};

/// A topic as lists show it.
#[uniffi::remote(Record)]
pub struct TopicView {
    /// Its id.
    pub topic: DocId,
    /// Its source.
    pub source: TopicSource,
    /// The door, if it came from one that this store knows.
    pub household: Option<String>,
    /// In a few words.
    pub title: Option<String>,
    /// In full.
    pub text: Option<String>,
    /// The time.
    pub at: Timestamp,
    /// Its collector.
    pub by: MemberId,
    /// Its place.
    pub scope: String,
    /// Its place for people.
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
#[uniffi::remote(Record)]
pub struct AgendaView {
    /// Its id.
    pub agenda: DocId,
    /// Its place.
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

/// An open tally in a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TallySummary {
    /// Its id.
    pub tally: DocId,
    /// The motion voted on.
    pub title: Option<String>,
    /// The rule; absent for one that only a later version counts by.
    pub rule: Option<Rule>,
    /// The deadline for ballots.
    pub deadline: Timestamp,
    /// The number of voters.
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
#[derive(uniffi::Record)]
pub struct QuestionView {
    /// The relation of its motions to each other.
    pub form: SheetForm,
    /// Seats of an election; 0 of every other form.
    pub seats: u32,
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

impl From<linli_core::workspace::QuestionView> for QuestionView {
    fn from(view: linli_core::workspace::QuestionView) -> Self {
        Self {
            form: view.form,
            seats: view.seats.into(),
            motions: view.motions,
            seated: view.seated,
            tied: view.tied,
            undecided: view.undecided,
            provisional: view.provisional,
            torn: view.torn,
        }
    }
}

/// One of the motions of a sheet: a motion, an option or a candidate.
#[uniffi::remote(Record)]
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

/// What is to be said of a ballot besides its answer.
#[uniffi::remote(Record)]
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

/// A closing of a tally.
#[uniffi::remote(Record)]
pub struct ClosingView {
    /// Its record.
    pub closing: RecordId,
    /// The officer.
    pub by: MemberId,
    /// Its time by his clock.
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
#[uniffi::remote(Record)]
pub struct ListedReturnView {
    /// The collector; absent while only its spoken form is known.
    pub by: Option<MemberId>,
    /// The spoken form, where that is all that the officer had.
    pub spoken: Option<String>,
    /// When he got it.
    pub at: Timestamp,
    /// The way.
    pub how: ReturnHow,
    /// Whether it came before the deadline: what it lists is in time then.
    pub in_time: bool,
    /// The number of its ballots that are here.
    pub here: u32,
    /// The number of its ballots that are not; absent while only its spoken form is known.
    pub missing: Option<u32>,
}

/// A closing that was just signed.
#[uniffi::remote(Record)]
pub struct ClosedView {
    /// Its record.
    pub closing: RecordId,
    /// The root of what was counted, in hexadecimal.
    pub root: String,
}

/// A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
#[uniffi::remote(Record)]
pub struct SlipView {
    /// Whose it is, as the file names him.
    pub voter: String,
    /// What the paper shows: `linli-slip:` and its secret.
    pub slip: String,
    /// His code in what is published of this tally.
    pub code: Option<String>,
}

impl From<linli_core::workspace::TallySummary> for TallySummary {
    fn from(summary: linli_core::workspace::TallySummary) -> Self {
        Self {
            tally: summary.tally,
            title: summary.title,
            rule: Rule::from_name(&summary.rule),
            deadline: summary.deadline,
            voters: summary.voters,
            shared: summary.shared,
            sealed: summary.sealed,
            again: summary.again,
            relayed: summary.relayed,
            ahead: summary.ahead,
        }
    }
}

/// A collector's return.
#[uniffi::remote(Record)]
pub struct ReturnView {
    /// The whole return as text.
    pub text: String,
    /// Its spoken form: 26 characters of base 32.
    pub spoken: String,
}

/// A page of topics, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TopicPage {
    /// The items.
    pub items: Vec<TopicView>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
}

impl From<Page<TopicView>> for TopicPage {
    fn from(page: Page<TopicView>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// A page of agendas, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgendaPage {
    /// The items.
    pub items: Vec<AgendaView>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
}

impl From<Page<AgendaView>> for AgendaPage {
    fn from(page: Page<AgendaView>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// The one who decides a contradiction.
#[uniffi::remote(Enum)]
pub enum ConflictOwner {
    /// Whoever has this role over the document's scope.
    Role {
        /// Which.
        role: Role,
    },
    /// The author of what is contradicted: by correcting it once more.
    Author {
        /// Its author.
        member: MemberId,
    },
    /// Whoever has one of these roles over the document's scope: by the step that settles a matter.
    Roles {
        /// The roles; none where this store lacks the matter's pack.
        roles: Vec<Role>,
    },
}

/// A contradiction that somebody must decide.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConflictView {
    /// The document.
    pub document: DocId,
    /// Its kind.
    pub kind: DocKind,
    /// Which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the item; of visits
    /// the id of the visit; of topics and hazards their id; of another step of a matter its record, of a matter that goes on in
    /// several ways `heads`; `external_ids.<system>` of a number that another system gives.
    pub field: String,
    /// Its name among people (`3-1-501 phone`).
    pub title: Said,
    /// The values, each with the record that says so.
    pub values: Vec<ValueView>,
    /// The one who decides.
    pub owner: ConflictOwner,
}

impl From<linli_core::workspace::ConflictView> for ConflictView {
    fn from(view: linli_core::workspace::ConflictView) -> Self {
        Self {
            document: view.document,
            kind: view.kind,
            field: view.field,
            title: view.title,
            values: view.values,
            owner: view.owner,
        }
    }
}

/// A page of contradictions, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConflictPage {
    /// The items.
    pub items: Vec<ConflictView>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
}

impl From<Page<linli_core::workspace::ConflictView>> for ConflictPage {
    fn from(page: Page<linli_core::workspace::ConflictView>) -> Self {
        Self {
            items: page.items.into_iter().map(ConflictView::from).collect(),
            next: page.next,
        }
    }
}

/// A tally: the file that anybody can recount, and its answer as far as it can be given.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TallyView {
    /// The recount file, as JSON.
    pub input: String,
    /// Its whole answer, as JSON; absent in a store that lacks a part of the tally.
    pub answer: Option<String>,
    /// The outcome; absent in a store that lacks a part of the tally.
    pub outcome: Option<Outcome>,
    /// The result with clause and arithmetic, in Chinese.
    pub explanation_zh: Option<String>,
    /// The same in English.
    pub explanation_en: Option<String>,
    /// Voters whose ballots contradict each other.
    pub disputed: Vec<String>,
    /// Whether even a decided answer may still change: until the tally is closed.
    pub provisional: bool,
    /// Whether it is closed.
    pub state: TallyState,
    /// Every closing, by id: those that others supersede too.
    pub closings: Vec<ClosingView>,
    /// Ballots of which something is to be said, by id: those without effect, which are not in the file, and relayed ones.
    pub remarks: Vec<BallotRemark>,
    /// Who opens its choices, where they are sealed; absent where they are open.
    pub seal: Option<SealView>,
}

impl From<linli_core::workspace::TallyView> for TallyView {
    fn from(view: linli_core::workspace::TallyView) -> Self {
        let text = |path: &str| {
            let value = view.answer.as_ref()?.pointer(path)?;
            value.as_str().map(str::to_owned)
        };
        let disputed = view
            .answer
            .as_ref()
            .and_then(|all| all["disputed"].as_array());
        let names = disputed
            .into_iter()
            .flatten()
            .filter_map(|one| one.as_str());
        Self {
            outcome: text("/outcome").and_then(|name| Outcome::from_name(&name)),
            explanation_zh: text("/explanation/zh"),
            explanation_en: text("/explanation/en"),
            disputed: names.map(str::to_owned).collect(),
            answer: view.answer.as_ref().map(ToString::to_string),
            input: view.input.to_string(),
            provisional: view.provisional,
            state: view.state,
            closings: view.closings,
            remarks: view.remarks,
            seal: view.seal,
        }
    }
}

/// A rule by which a vote can be opened at a place.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenableRule {
    /// The rule.
    pub rule: Rule,
    /// Its title.
    pub title: Said,
    /// The clause that it stands on, with its shares.
    pub clause: Said,
    /// The source of that.
    pub status: RuleStatus,
    /// Whether voters are counted by their area too: then they are units of the register, each with its area.
    pub by_area: bool,
    /// The word for one voter.
    pub unit: Said,
    /// Its readings, in the pack's order.
    pub readings: Vec<OpenableReading>,
    /// Whether the place has chosen the readings, so that a vote goes by those and no others.
    pub settled: bool,
    /// Whether this device's member may open a vote by it there.
    pub may: bool,
    /// The reason why he may not: who may.
    pub why_not: Option<Said>,
}

/// A reading of a rule.
#[uniffi::remote(Record)]
pub struct OpenableReading {
    /// Its name.
    pub reading: String,
    /// What it says.
    pub title: Said,
    /// Whether the place has chosen it.
    pub chosen: bool,
}

impl OpenableRule {
    /// None of a rule that a community's own pack brings: a draft names none of those.
    pub(crate) fn of(rule: linli_core::workspace::OpenableRule) -> Option<Self> {
        Some(Self {
            status: RuleStatus::from_name(rule.status)?,
            rule: Rule::from_name(&rule.rule)?,
            title: rule.title,
            clause: rule.clause,
            by_area: rule.by_area,
            unit: rule.unit,
            readings: rule.readings,
            settled: rule.settled,
            may: rule.may,
            why_not: rule.why_not,
        })
    }
}
