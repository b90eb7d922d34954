//! What is shown of packs, flows and matters.

use crate::domain::{DocId, DocKind, MemberId, RecordId, Timestamp};
use crate::roster::PackUse;
use crate::rules::counting::Outcome;
use crate::rules::flows::duties::DutyState;
use crate::rules::flows::{Answer, Flow, Pack, Values};
use crate::workspace::{MemberRef, Said, ScopeName};
use std::sync::Arc;

/// A pack that this store knows.
#[derive(Debug, Clone)]
pub struct PackView {
    /// The pack.
    pub pack: Arc<Pack>,
    /// Whether it is the community's own.
    pub own: bool,
    /// The choices about it that hold now; none where every place goes by all of its newest edition.
    pub choices: Vec<PackChosen>,
    /// Why this device may not choose for the community: who may. None where it may.
    pub why_not: Option<Said>,
}

/// The choice of a place about a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackChosen {
    /// The community, or a compound.
    pub scope: String,
    /// The same, as [`crate::workspace::Workspace::choose_pack`] takes it.
    pub at: ScopeName,
    /// The same for people.
    pub place_said: Said,
    /// The use that it makes of the pack.
    pub uses: PackUse,
}

/// A flow, from which an app draws the form of any step.
#[derive(Debug, Clone)]
pub struct FlowView {
    /// The pack that holds it.
    pub pack: Arc<Pack>,
    /// The flow.
    pub flow: Flow,
}

/// The way in which a step stands in its matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStanding {
    /// On a head's line, or attached to it.
    Line,
    /// Kept, shown, without effect.
    Overruled,
    /// The flow has no place for it.
    Misplaced,
    /// It comes after something that is not here.
    Waiting,
    /// It rests on what does not take part.
    Held,
    /// Its author took it back.
    Withdrawn,
    /// It does not take part: contested, or set aside.
    Out,
    /// Nobody can say: this store lacks the pack.
    Unknown,
}

impl StepStanding {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Overruled => "overruled",
            Self::Misplaced => "misplaced",
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Withdrawn => "withdrawn",
            Self::Out => "out",
            Self::Unknown => "unknown",
        }
    }
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct StepView {
    /// Its record.
    pub record: RecordId,
    /// Its name in the flow, or its key where the pack is not here.
    pub step: String,
    /// Its title.
    pub title: Said,
    /// Time by its author's clock.
    pub at: Timestamp,
    /// Whether that lies more than seven days from when it was first seen.
    pub far: bool,
    /// Its author.
    pub by: MemberId,
    /// The author by name.
    pub who: MemberRef,
    /// The heads that he saw.
    pub after: Vec<RecordId>,
    /// What he recorded, with what amendments changed.
    pub values: Values,
    /// The same for people, in the order of the form; empty where the pack is not here.
    pub told: Vec<ToldValue>,
    /// Whether an amendment holds in it.
    pub amended: bool,
    /// Whether words of it were erased.
    pub erased: bool,
    /// Its photos.
    pub photos: i64,
    /// How it stands.
    pub standing: StepStanding,
}

/// A value of a step in words: a household by its door, a member, a matter and a tally by name, an amount in yuan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldValue {
    /// The field's name in the flow.
    pub field: String,
    /// The field's name for people.
    pub label: Said,
    /// The value for people.
    pub said: Said,
}

/// A step that may be taken next.
#[derive(Debug, Clone)]
pub struct NextView {
    /// Its name in the flow.
    pub step: String,
    /// Its title.
    pub title: Said,
    /// The heads that it may continue.
    pub continues: Vec<RecordId>,
    /// Whether this device's member may take it.
    pub may: bool,
    /// Why he may not: who may.
    pub why_not: Option<Said>,
}

/// A few words beside the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    /// Its record.
    pub record: RecordId,
    /// The step that it is about.
    pub of: Option<RecordId>,
    /// Time by its author's clock.
    pub at: Timestamp,
    /// Its author.
    pub by: MemberId,
    /// The author by name.
    pub who: MemberRef,
    /// The words, while they are here.
    pub text: Option<String>,
}

/// A matter as a screen shows it.
#[derive(Debug, Clone)]
pub struct MatterView {
    /// Its document.
    pub matter: DocId,
    /// Its class.
    pub kind: DocKind,
    /// Its place.
    pub scope: String,
    /// Its place for people.
    pub place_said: Said,
    /// The names under which it was opened; keys where the pack is not here.
    pub pack: String,
    /// The edition of the pack.
    pub edition: String,
    /// The flow.
    pub flow: String,
    /// The flow's title.
    pub title: Said,
    /// Its state in words.
    pub state: Option<Said>,
    /// Every step, by time; those of one moment as they follow each other.
    pub steps: Vec<StepView>,
    /// What the steps on the line recorded last.
    pub values: Values,
    /// The fold; none where this store lacks the pack, or the opening is not here.
    pub answer: Option<Answer>,
    /// What may be done next, and by whom.
    pub next: Vec<NextView>,
    /// Comments, by time and id.
    pub comments: Vec<CommentView>,
    /// Documents that its steps are about.
    pub about: Vec<DocId>,
    /// Matters whose steps are about it.
    pub named_by: Vec<DocId>,
}

/// A matter in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterSummary {
    /// Its document.
    pub matter: DocId,
    /// Its class.
    pub kind: DocKind,
    /// Its place.
    pub scope: String,
    /// Its place for people.
    pub place_said: Said,
    /// The flow.
    pub flow: String,
    /// The flow's title.
    pub flow_title: Said,
    /// What it is called: the title that its opening gives, else how that which its opening says begins; while those words
    /// are here.
    pub title: Option<String>,
    /// Its state; none under conflict, or where the pack is not here.
    pub state: Option<String>,
    /// The state in words.
    pub state_title: Option<Said>,
    /// Whether the state is final.
    pub ended: bool,
    /// Whether several results stand side by side.
    pub conflict: bool,
    /// When the earliest clock that runs is due.
    pub due: Option<Timestamp>,
    /// Time of its opening by the author's clock.
    pub at: Timestamp,
    /// Who opened it.
    pub by: MemberId,
    /// Whether its next step is mine to take.
    pub mine: bool,
    /// A result that a step of it said, and that its vote no longer says.
    pub changed: Option<ResultChanged>,
}

/// A result that changed after a step said it: an upheld objection, a settlement, another closing, a re-vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultChanged {
    /// The tally by which it was said.
    pub tally: DocId,
    /// The outcome that counts by now, of the tally or of its last re-vote.
    pub outcome: Outcome,
    /// The same in words.
    pub said: Said,
    /// Whether this device's member may correct it.
    pub mine: bool,
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obligation {
    /// A clock of a matter.
    Clock {
        /// The matter.
        matter: MatterSummary,
        /// The clock.
        clock: String,
        /// Its title.
        title: Said,
        /// When it is due.
        due: Timestamp,
        /// Whether that has passed.
        overdue: bool,
    },
    /// A duty that recurs.
    Duty {
        /// The duty.
        duty: String,
        /// Its title.
        title: Said,
        /// The place that owes it.
        scope: String,
        /// That place for people.
        place_said: Said,
        /// The period.
        period: String,
        /// The same for people.
        period_said: Said,
        /// When it is due; none where no calendar says.
        due: Option<Timestamp>,
        /// How it stands.
        state: DutyState,
    },
    /// A result to be corrected: the vote that a step of a matter cites says otherwise by now.
    Result {
        /// The matter, with what changed.
        matter: MatterSummary,
    },
}

/// A step that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTaken {
    /// Its record.
    pub record: RecordId,
    /// The matters that it opened.
    pub opened: Vec<DocId>,
}

/// Another system into which matters of a flow are typed as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereSystem {
    /// The system, by the name under which its numbers are kept.
    pub system: String,
    /// Its title.
    pub title: Said,
    /// The pack that names it.
    pub pack: String,
    /// The flow whose matters are typed there.
    pub flow: String,
    /// The heading under which its exported list gives its number.
    pub number: String,
    /// The headings of its columns, in its order.
    pub headings: Vec<String>,
}

/// How a matter stands with another system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElsewhereState {
    /// It has no number there: it is still to be typed.
    Open,
    /// It has one.
    Typed,
    /// It has several: somebody typed it twice, or noted another's number.
    Several,
}

impl ElsewhereState {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Typed => "typed",
            Self::Several => "several",
        }
    }
}

/// A matter that belongs into another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereRow {
    /// The matter.
    pub matter: DocId,
    /// Its flow.
    pub flow: String,
    /// Its place.
    pub scope: String,
    /// What it is called: the title that its opening gives, else how that which its opening says begins; while those words
    /// are here.
    pub title: Option<String>,
    /// Time of its opening by the author's clock.
    pub at: Timestamp,
    /// How it stands.
    pub state: ElsewhereState,
    /// Its numbers there; `?` for one whose words are not here.
    pub numbers: Vec<String>,
    /// What is to be typed: heading and text, in that system's order.
    pub cells: Vec<(String, String)>,
}

/// What an exported list settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ElsewhereImport {
    /// Matters that have their number now.
    pub closed: Vec<DocId>,
    /// Rows whose number was known already.
    pub known: u64,
    /// Rows that fit no matter that is still to be typed, or several.
    pub unmatched: Vec<ElsewhereUnmatched>,
    /// Matters that are still to be typed.
    pub open: u64,
}

/// A row of an exported list that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElsewhereUnmatched {
    /// The row, as the spreadsheet program counts.
    pub row: u32,
    /// Its number.
    pub number: String,
    /// Matters that it fits.
    pub fits: u64,
}
