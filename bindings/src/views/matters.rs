//! Matters: one in full, lists of them, what is due.

use crate::forms::{FormEntry, entries, values_of};
use linli_core::domain::{DocId, DocKind, MemberId, RecordId, Timestamp};
use linli_core::rules::counting::Outcome;
use linli_core::rules::flows::duties::DutyState;
use linli_core::rules::flows::{self, Answer, ClockAnswer, Flaw, NeedTold};
use linli_core::workspace::{
    CommentView, MatterFilter, MatterSummary, MemberRef, Obligation, Page, ResultChanged, Said,
    ScopeName, StepStanding, StepTaken, ToldValue,
};

/// A step to be taken.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct StepDraft {
    /// Its name in the flow; the first opening step if none is said where a matter is opened.
    pub step: String,
    /// What it records, by field; a household by door number or id, a place by name or id.
    #[uniffi(default = [])]
    pub values: Vec<FormEntry>,
    /// The heads that its author has seen, the one that he continues first; the only one if not said.
    #[uniffi(default = [])]
    pub continues: Vec<RecordId>,
    /// Documents that it is about.
    #[uniffi(default = [])]
    pub about: Vec<DocId>,
    /// Of a step that opens another matter: what that one's opening records beside what both have fields for.
    #[uniffi(default = [])]
    pub opening: Vec<FormEntry>,
}

impl From<StepDraft> for linli_core::workspace::StepDraft {
    fn from(draft: StepDraft) -> Self {
        Self {
            step: draft.step,
            values: values_of(draft.values),
            continues: draft.continues,
            about: draft.about,
            opening: values_of(draft.opening),
        }
    }
}

/// A matter that was opened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MatterOpened {
    /// The matter.
    pub matter: DocId,
    /// The record of its opening step.
    pub record: RecordId,
}

/// A step that was written.
#[uniffi::remote(Record)]
pub struct StepTaken {
    /// Its record.
    pub record: RecordId,
    /// The matters that it opened.
    pub opened: Vec<DocId>,
}

/// The matters that a list shows; what is not said excludes nothing.
#[uniffi::remote(Record)]
pub struct MatterFilter {
    /// Of this flow.
    #[uniffi(default = None)]
    pub flow: Option<String>,
    /// Of this class.
    #[uniffi(default = None)]
    pub kind: Option<DocKind>,
    /// In this state.
    #[uniffi(default = None)]
    pub state: Option<String>,
    /// Of this place and those within it.
    #[uniffi(default = None)]
    pub scope: Option<ScopeName>,
    /// With a clock that is due before.
    #[uniffi(default = None)]
    pub due_before: Option<Timestamp>,
    /// Only those whose next step is mine to take.
    #[uniffi(default = false)]
    pub mine: bool,
}

/// A matter in a list.
#[uniffi::remote(Record)]
pub struct MatterSummary {
    /// Its id.
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
    /// The time at which the earliest clock that runs is due.
    pub due: Option<Timestamp>,
    /// Time of its opening by the author's clock.
    pub at: Timestamp,
    /// The member that opened it.
    pub by: MemberId,
    /// Whether its next step is mine to take.
    pub mine: bool,
    /// A result that a step of it said, and that its vote no longer says.
    pub changed: Option<ResultChanged>,
}

/// A result that changed after a step said it: an upheld objection, a settlement, another closing, a re-vote.
#[uniffi::remote(Record)]
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

/// A page of matters, and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MatterPage {
    /// The items.
    pub items: Vec<MatterSummary>,
    /// The request of the next page as `after`; absent at the end.
    pub next: Option<String>,
}

impl From<Page<MatterSummary>> for MatterPage {
    fn from(page: Page<MatterSummary>) -> Self {
        Self {
            items: page.items,
            next: page.next,
        }
    }
}

/// The way in which a step stands in its matter.
#[uniffi::remote(Enum)]
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

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
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
    pub values: Vec<FormEntry>,
    /// The same for people, in the order of the form; empty where the pack is not here.
    pub told: Vec<ToldValue>,
    /// Whether an amendment holds in it.
    pub amended: bool,
    /// Whether words of it were erased.
    pub erased: bool,
    /// The number of its photos.
    pub photos: u32,
    /// The way in which it stands.
    pub standing: StepStanding,
}

/// A value of a step in words: a household by its door, a member, a matter and a tally by name, an amount in yuan.
#[uniffi::remote(Record)]
pub struct ToldValue {
    /// The field's name in the flow.
    pub field: String,
    /// The field's name for people.
    pub label: Said,
    /// The value for people.
    pub said: Said,
}

/// A step that may be taken next.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NextStep {
    /// Its name in the flow.
    pub step: String,
    /// Its title.
    pub title: Said,
    /// The heads that it may continue.
    pub continues: Vec<RecordId>,
    /// Whether this device's member may take it.
    pub may: bool,
    /// The reason why he may not: who may.
    pub why_not: Option<Said>,
    /// Its needs, as they stand now.
    pub needs: Vec<NeedView>,
}

/// A need of a step that may be taken next.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NeedView {
    /// The rule.
    pub need: String,
    /// Whether it is met now; none if that is unknown, or hangs on what the step will record.
    pub met: Option<bool>,
    /// Its numbers, as JSON.
    pub numbers: String,
}

/// A need that a step which was taken does not meet.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FlawView {
    /// The step's record.
    pub record: RecordId,
    /// The rule.
    pub need: String,
    /// Its numbers, as JSON.
    pub numbers: String,
}

/// A clock on the line of a head.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ClockView {
    /// The head.
    pub head: RecordId,
    /// The clock of the flow.
    pub clock: String,
    /// The step with which it started.
    pub start: RecordId,
    /// The time at which it is due; none if the calendar does not say.
    pub due: Option<Timestamp>,
    /// The step with which it ended.
    pub end: Option<RecordId>,
    /// Its state.
    pub state: ClockState,
}

/// The state of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ClockState {
    /// 按时, in time.
    Met,
    /// 逾期完成, too late.
    Late,
    /// 终止, the matter ended before.
    Void,
    /// 进行中, it runs.
    Running,
    /// 已逾期, it is overdue.
    Overdue,
    /// 提前结束, ended too early.
    Short,
    /// 已满, it may end now.
    Free,
    /// 不明, the calendar does not say.
    Unknown,
}

/// A few words beside the steps.
#[uniffi::remote(Record)]
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
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct MatterView {
    /// Its id.
    pub matter: DocId,
    /// Its class.
    pub kind: DocKind,
    /// Its place.
    pub scope: String,
    /// Its place for people.
    pub place_said: Said,
    /// The pack under which it was opened; a key where the pack is not here.
    pub pack: String,
    /// The pack's edition.
    pub edition: String,
    /// The flow.
    pub flow: String,
    /// The flow's title.
    pub title: Said,
    /// Whether this store has the pack and the opening: without, nothing is said of the state.
    pub known: bool,
    /// Its state; none under conflict.
    pub state: Option<String>,
    /// The state in words.
    pub state_title: Option<Said>,
    /// Its heads: what a next step continues.
    pub heads: Vec<RecordId>,
    /// Whether several heads stand side by side.
    pub conflict: bool,
    /// Every step, by time and id.
    pub steps: Vec<StepView>,
    /// What the steps on the line recorded last.
    pub values: Vec<FormEntry>,
    /// What may be done next, and by whom.
    pub next: Vec<NextStep>,
    /// Needs that steps do not meet.
    pub flaws: Vec<FlawView>,
    /// Photos that are missing.
    pub lacking: Vec<FlawView>,
    /// Clocks.
    pub clocks: Vec<ClockView>,
    /// Comments, by time and id.
    pub comments: Vec<CommentView>,
    /// Documents that its steps are about.
    pub about: Vec<DocId>,
    /// Matters whose steps are about it.
    pub named_by: Vec<DocId>,
    /// All this in words.
    pub explanation: Option<Said>,
}

fn records<'a>(ids: impl IntoIterator<Item = &'a String>) -> Vec<RecordId> {
    ids.into_iter().filter_map(|id| id.parse().ok()).collect()
}

fn flaw(flaw: &Flaw) -> Option<FlawView> {
    Some(FlawView {
        record: flaw.step.parse().ok()?,
        need: flaw.need.to_owned(),
        numbers: flaw.told.numbers(),
    })
}

fn need(need: &NeedTold) -> NeedView {
    NeedView {
        need: need.need.to_owned(),
        met: need.met,
        numbers: need.told.numbers(),
    }
}

impl From<flows::ClockState> for ClockState {
    fn from(state: flows::ClockState) -> Self {
        match state {
            flows::ClockState::Met => Self::Met,
            flows::ClockState::Late => Self::Late,
            flows::ClockState::Void => Self::Void,
            flows::ClockState::Running => Self::Running,
            flows::ClockState::Overdue => Self::Overdue,
            flows::ClockState::Short => Self::Short,
            flows::ClockState::Free => Self::Free,
            flows::ClockState::Unknown => Self::Unknown,
        }
    }
}

fn clock(clock: &ClockAnswer) -> Option<ClockView> {
    Some(ClockView {
        head: clock.head.parse().ok()?,
        clock: clock.clock.clone(),
        start: clock.start.parse().ok()?,
        due: clock.due.map(|due| Timestamp(due.0)),
        end: clock.end.as_ref().and_then(|id| id.parse().ok()),
        state: clock.state.into(),
    })
}

fn step(step: linli_core::workspace::StepView) -> StepView {
    StepView {
        record: step.record,
        step: step.step,
        title: step.title,
        at: step.at,
        far: step.far,
        by: step.by,
        who: step.who,
        after: step.after,
        values: entries(&step.values),
        told: step.told,
        amended: step.amended,
        erased: step.erased,
        photos: u32::try_from(step.photos).unwrap_or(u32::MAX),
        standing: step.standing,
    }
}

fn next(next: linli_core::workspace::NextView, answer: Option<&Answer>) -> NextStep {
    let told = answer.and_then(|answer| answer.next.iter().find(|told| told.step == next.step));
    NextStep {
        needs: told.map_or_else(Vec::new, |told| told.needs.iter().map(need).collect()),
        step: next.step,
        title: next.title,
        continues: next.continues,
        may: next.may,
        why_not: next.why_not,
    }
}

impl From<linli_core::workspace::MatterView> for MatterView {
    fn from(view: linli_core::workspace::MatterView) -> Self {
        let answer = view.answer.as_ref();
        let flaws = |of: fn(&Answer) -> &Vec<Flaw>| {
            answer.map_or_else(Vec::new, |answer| {
                of(answer).iter().filter_map(flaw).collect()
            })
        };
        let clocks = answer.into_iter().flat_map(|answer| &answer.clocks);
        Self {
            matter: view.matter,
            kind: view.kind,
            scope: view.scope,
            place_said: view.place_said,
            pack: view.pack,
            edition: view.edition,
            flow: view.flow,
            title: view.title,
            known: answer.is_some(),
            state: answer.and_then(|answer| answer.state.clone()),
            state_title: view.state,
            heads: records(answer.into_iter().flat_map(|answer| &answer.heads)),
            conflict: answer.is_some_and(|answer| !answer.conflict.is_empty()),
            flaws: flaws(|answer| &answer.flaws),
            lacking: flaws(|answer| &answer.lacking),
            clocks: clocks.filter_map(clock).collect(),
            explanation: answer.map(|answer| Said {
                zh: answer.explanation.zh.clone(),
                en: answer.explanation.en.clone(),
            }),
            next: view.next.into_iter().map(|one| next(one, answer)).collect(),
            steps: view.steps.into_iter().map(step).collect(),
            values: entries(&view.values),
            comments: view.comments,
            about: view.about,
            named_by: view.named_by,
        }
    }
}

/// The state of a duty in a period.
#[uniffi::remote(Enum)]
pub enum DutyState {
    /// 已完成, done.
    Done,
    /// 已完成，逾期, done late.
    Late,
    /// 本期未结束, the period lasts.
    Coming,
    /// 不明, the calendar does not say when it is due.
    Unknown,
    /// 待完成, not done yet.
    Open,
    /// 逾期未完成, not done, and due.
    Breach,
}

/// Something that is due.
#[uniffi::remote(Enum)]
pub enum Obligation {
    /// A clock of a matter.
    Clock {
        /// The matter.
        matter: MatterSummary,
        /// The clock.
        clock: String,
        /// Its title.
        title: Said,
        /// The time at which it is due.
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
        /// The time at which it is due; none where no calendar says.
        due: Option<Timestamp>,
        /// Its state.
        state: DutyState,
    },
    /// A result to be corrected: the vote that a step of a matter cites says otherwise by now.
    Result {
        /// The matter, with what changed.
        matter: MatterSummary,
    },
}
