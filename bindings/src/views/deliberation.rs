//! Deliberation: topics, agendas, tallies, contradictions.

use linli_core::domain::words::{BallotNote, TopicSource};
use linli_core::domain::{DocId, MemberId, RecordId, Role, Timestamp};
use linli_core::workspace::{
    AgendaView, BallotRemark, ConflictOwner, FieldView, Page, ReturnView, SlipView, TallySummary,
    TopicView, ValueView,
};

/// A topic as lists show it.
#[uniffi::remote(Record)]
pub struct TopicView {
    /// Its id.
    pub topic: DocId,
    /// Where it came from.
    pub source: TopicSource,
    /// The door, if it came from one that this store knows.
    pub household: Option<String>,
    /// In a few words.
    pub title: Option<String>,
    /// In full.
    pub text: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who collected it.
    pub by: MemberId,
    /// Where it lies.
    pub scope: String,
    /// Whether its collector withdrew it.
    pub withdrawn: bool,
    /// Whether versions of it contradict each other; the first one is shown.
    pub conflicted: bool,
    /// Whether its author could only relay it (○): it waits for confirmation.
    pub relayed: bool,
}

/// An agenda with all its fields.
#[uniffi::remote(Record)]
pub struct AgendaView {
    /// Its id.
    pub agenda: DocId,
    /// Where it lies.
    pub scope: String,
    /// Fields in order of name; `text` is the merged text.
    pub fields: Vec<FieldView>,
    /// Whether contested changes stand in the text, neither adopted nor set aside.
    pub contested: bool,
}

/// An open tally in a list.
#[uniffi::remote(Record)]
pub struct TallySummary {
    /// Its id.
    pub tally: DocId,
    /// What is voted on.
    pub title: Option<String>,
    /// The rule.
    pub rule: String,
    /// When ballots must be in.
    pub deadline: Timestamp,
    /// How many voters.
    pub voters: u32,
    /// Whether who opened it could only relay it (○): it waits for confirmation.
    pub relayed: bool,
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

/// A slip (票据) for its household's eyes alone: it is told once, and kept nowhere.
#[uniffi::remote(Record)]
pub struct SlipView {
    /// Whose it is, as the file names him.
    pub voter: String,
    /// What the paper shows: `linli-slip:` and its secret.
    pub slip: String,
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
    /// What the next page is asked with; absent at the end.
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
    /// What the next page is asked with; absent at the end.
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

/// Who decides a contradiction.
#[uniffi::remote(Enum)]
pub enum ConflictOwner {
    /// Whoever has this role over the document's scope.
    Role {
        /// Which.
        role: Role,
    },
    /// The author of what is contradicted: by correcting it once more.
    Author {
        /// Who.
        member: MemberId,
    },
}

/// A contradiction that somebody must decide.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConflictView {
    /// The document.
    pub document: DocId,
    /// Its kind (`agenda`, `register`, …).
    pub kind: String,
    /// Which field: in a register `<household or person id>/<field>`; of an agenda the field, of a round the item; of visits
    /// the id of the visit; of topics and hazards their id; `external_ids.<system>` of a number that another system gives.
    pub field: String,
    /// What a person calls it (`3-1-501 phone`).
    pub title: String,
    /// The values, each with the record that says so.
    pub values: Vec<ValueView>,
    /// Who decides.
    pub owner: ConflictOwner,
}

impl From<linli_core::workspace::ConflictView> for ConflictView {
    fn from(view: linli_core::workspace::ConflictView) -> Self {
        Self {
            document: view.document,
            kind: view.kind.name().to_owned(),
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
    /// What the next page is asked with; absent at the end.
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
    /// The outcome's name (`passed`, `failed`, `undecided` and so on).
    pub outcome: Option<String>,
    /// The result with clause and arithmetic, in Chinese.
    pub explanation_zh: Option<String>,
    /// The same in English.
    pub explanation_en: Option<String>,
    /// Voters whose ballots contradict each other.
    pub disputed: Vec<String>,
    /// Whether even a decided answer may still change: until the tally is closed.
    pub provisional: bool,
    /// Ballots of which something is to be said, by id: those without effect, which are not in the file, and relayed ones.
    pub remarks: Vec<BallotRemark>,
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
            outcome: text("/outcome"),
            explanation_zh: text("/explanation/zh"),
            explanation_en: text("/explanation/en"),
            disputed: names.map(str::to_owned).collect(),
            answer: view.answer.as_ref().map(ToString::to_string),
            input: view.input.to_string(),
            provisional: view.provisional,
            remarks: view.remarks,
        }
    }
}
