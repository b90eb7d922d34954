//! Packs and flows: what an app draws the form of any step from.

use super::elsewhere::PackChoice;
use crate::forms::{FormValue, form_value};
use linli_core::rules::flows::pack::{
    Clock, Duty, Field, Flow, Must, Status, StepKind, Switch, Title, Type,
};
use linli_core::workspace::{Said, ScopeName};

/// Words for a person in both languages.
#[uniffi::remote(Record)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

fn said(title: &Title) -> Said {
    Said {
        zh: title.zh.clone().unwrap_or_default(),
        en: title.en.clone().unwrap_or_default(),
    }
}

/// The part of a rule that says where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RuleStatus {
    /// The standard's text.
    Text,
    /// A law or regulation.
    Law,
    /// This library's, where the text is silent.
    Default,
    /// Not checked against a text.
    Unverified,
}

impl RuleStatus {
    /// The status of a name in packs.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let all = [
            Status::Text,
            Status::Law,
            Status::Default,
            Status::Unverified,
        ];
        let found = all.into_iter().find(|status| status.name() == name);
        found.map(Self::from)
    }
}

impl From<Status> for RuleStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Text => Self::Text,
            Status::Law => Self::Law,
            Status::Default => Self::Default,
            Status::Unverified => Self::Unverified,
        }
    }
}

/// A pack that this store knows.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackView {
    /// Its name.
    pub pack: String,
    /// The edition of the text that it holds.
    pub edition: String,
    /// Its title.
    pub title: Said,
    /// Whether it is the community's own.
    pub own: bool,
    /// Its flows.
    pub flows: Vec<FlowSummary>,
    /// What places settle once for its flows.
    pub switches: Vec<PackSwitch>,
    /// Its duties, which recur.
    pub duties: Vec<DutySummary>,
    /// The choices about it that hold now; none where every place goes by all of its newest edition.
    pub choices: Vec<PackChosen>,
    /// The reason why this device may not choose for the community: who may. None where it may.
    pub why_not: Option<Said>,
}

/// A duty of a pack.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DutySummary {
    /// Its name.
    pub duty: String,
    /// Its title.
    pub title: Said,
    /// The clause that prescribes it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<RuleStatus>,
    /// The flow whose matters fulfil it.
    pub flow: String,
}

impl From<&Duty> for DutySummary {
    fn from(duty: &Duty) -> Self {
        Self {
            duty: duty.name.clone(),
            title: said(&duty.title),
            clause: duty.clause.clone(),
            status: duty.status.map(Into::into),
            flow: duty.flow.clone(),
        }
    }
}

/// The choice of a place about a pack.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackChosen {
    /// The community, or a compound.
    pub scope: ScopeName,
    /// The same for people.
    pub place_said: Said,
    /// What it takes of the pack; none where the pack is off there.
    pub choice: Option<PackChoice>,
}

impl From<linli_core::workspace::PackChosen> for PackChosen {
    fn from(chosen: linli_core::workspace::PackChosen) -> Self {
        Self {
            scope: chosen.at,
            place_said: chosen.place_said,
            choice: PackChoice::of(chosen.uses),
        }
    }
}

/// What a place settles once for a flow, where a text leaves several ways open.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackSwitch {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Said,
    /// The clause that leaves it open.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<RuleStatus>,
    /// The flow whose matters go by it.
    pub flow: String,
    /// The word by which a place goes that chose none.
    pub initial: String,
    /// Its words.
    pub words: Vec<SwitchWord>,
}

/// A word of a switch.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SwitchWord {
    /// The word.
    pub word: String,
    /// Its title.
    pub title: Said,
}

impl From<&Switch> for PackSwitch {
    fn from(switch: &Switch) -> Self {
        let words = switch.words.iter().map(|one| SwitchWord {
            word: one.word.clone(),
            title: said(&one.title),
        });
        Self {
            name: switch.name.clone(),
            title: said(&switch.title),
            clause: switch.clause.clone(),
            status: switch.status.map(Into::into),
            flow: switch.flow.clone(),
            initial: switch.default.clone(),
            words: words.collect(),
        }
    }
}

/// A flow in a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FlowSummary {
    /// Its name.
    pub flow: String,
    /// The kind of document that its matters are.
    pub kind: String,
    /// The levels of place at which a matter is opened.
    pub at: Vec<String>,
    /// The clause that prescribes it.
    pub clause: Option<String>,
    /// Its title.
    pub title: Said,
}

impl From<&Flow> for FlowSummary {
    fn from(flow: &Flow) -> Self {
        Self {
            flow: flow.name.clone(),
            kind: flow.class.clone().unwrap_or_default(),
            at: flow.at.clone(),
            clause: flow.clause.clone(),
            title: said(&flow.title),
        }
    }
}

impl From<linli_core::workspace::PackView> for PackView {
    fn from(view: linli_core::workspace::PackView) -> Self {
        let pack = &view.pack;
        Self {
            pack: pack.name.clone(),
            edition: pack.edition.clone(),
            title: said(&pack.title),
            own: view.own,
            flows: pack.flows().map(FlowSummary::from).collect(),
            switches: pack.switches.iter().map(PackSwitch::from).collect(),
            duties: pack.duties.iter().map(DutySummary::from).collect(),
            choices: view.choices.into_iter().map(PackChosen::from).collect(),
            why_not: view.why_not,
        }
    }
}

/// A flow with its forms and words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FlowView {
    /// The pack that holds it.
    pub pack: String,
    /// The pack's edition.
    pub edition: String,
    /// Its name, class, places, clause and title.
    pub about: FlowSummary,
    /// The operation by which conflicts are settled.
    pub settle: String,
    /// States, in the pack's order.
    pub states: Vec<FlowState>,
    /// Steps, in the pack's order.
    pub steps: Vec<StepForm>,
    /// Clocks, in the pack's order.
    pub clocks: Vec<ClockForm>,
}

/// A state of a flow.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FlowState {
    /// Its name.
    pub state: String,
    /// Its title.
    pub title: Said,
    /// Whether a matter ends in it.
    pub ends: bool,
}

/// A step as the pack prescribes it, with its form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct StepForm {
    /// Its name.
    pub step: String,
    /// Its title.
    pub title: Said,
    /// The clause that prescribes it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<RuleStatus>,
    /// The operation of the matrix that its author claims.
    pub may: String,
    /// Whether it opens a matter.
    pub opening: bool,
    /// The states from which it is taken.
    pub from_states: Vec<String>,
    /// Whether it is taken from every state that is not final, too.
    pub from_any: bool,
    /// The states to which it can lead; none for a side step.
    pub to_states: Vec<String>,
    /// The flows of which it can open a matter.
    pub opens: Vec<String>,
    /// The fields that it records.
    pub fields: Vec<FormField>,
    /// The rules that must hold, by name.
    pub needs: Vec<String>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FormField {
    /// Its name.
    pub field: String,
    /// Its title.
    pub title: Said,
    /// Its type.
    pub kind: FieldType,
    /// Whether it is a list of these.
    pub many: bool,
    /// Whether it must be given.
    pub must: FieldMust,
    /// The least number, or the fewest characters or items.
    pub least: Option<i64>,
    /// The most.
    pub most: Option<i64>,
    /// The words of a choice.
    pub words: Vec<FieldWord>,
    /// The columns of rows.
    pub columns: Vec<FormField>,
}

/// A word of a choice.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FieldWord {
    /// As it stands in values.
    pub word: String,
    /// Its title.
    pub title: Said,
}

/// Whether a field must be given.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum FieldMust {
    /// It may be left out.
    No,
    /// In every case.
    Yes,
    /// If another field has one of some values.
    If {
        /// The other field.
        field: String,
        /// Its values.
        values: Vec<FormValue>,
    },
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum FieldType {
    /// Words.
    Text,
    /// One of the field's words.
    Choice,
    /// Yes or no.
    Flag,
    /// A whole number.
    Int,
    /// Money, in fen.
    Fen,
    /// An area, in square centimetres.
    Cm2,
    /// A day, as `2026-11-24`.
    Date,
    /// A time, with its offset (RFC 3339).
    Time,
    /// A period, as `2026-H1`.
    Period,
    /// A member's id.
    Member,
    /// A household: its id, or a door number where a step is taken.
    Household,
    /// A person's id.
    Person,
    /// A place: its id, or its name where a step is taken.
    Place,
    /// A body, by its word.
    Body,
    /// A document's id.
    Doc,
    /// A tally's id.
    Tally,
    /// Rows of the field's columns.
    Rows,
}

impl From<Type> for FieldType {
    fn from(kind: Type) -> Self {
        match kind {
            Type::Text => Self::Text,
            Type::Choice => Self::Choice,
            Type::Flag => Self::Flag,
            Type::Int => Self::Int,
            Type::Fen => Self::Fen,
            Type::Cm2 => Self::Cm2,
            Type::Date => Self::Date,
            Type::Time => Self::Time,
            Type::Period => Self::Period,
            Type::Member => Self::Member,
            Type::Household => Self::Household,
            Type::Person => Self::Person,
            Type::Place => Self::Place,
            Type::Body => Self::Body,
            Type::Doc => Self::Doc,
            Type::Tally => Self::Tally,
            Type::Rows => Self::Rows,
        }
    }
}

/// A clock as the pack prescribes it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ClockForm {
    /// Its name.
    pub clock: String,
    /// Its title.
    pub title: Said,
    /// The clause that sets it.
    pub clause: Option<String>,
    /// The source of that.
    pub status: Option<RuleStatus>,
}

impl From<&Field> for FormField {
    fn from(field: &Field) -> Self {
        let words = field.words.iter().map(|word| FieldWord {
            word: word.word.clone(),
            title: said(&word.title),
        });
        let must = match &field.must {
            Must::No => FieldMust::No,
            Must::Yes => FieldMust::Yes,
            Must::When(when) => FieldMust::If {
                field: when.field.clone(),
                values: when.is.iter().filter_map(form_value).collect(),
            },
        };
        Self {
            field: field.name.clone(),
            title: said(&field.title),
            kind: field.kind.into(),
            many: field.many,
            must,
            least: field.least,
            most: field.most,
            words: words.collect(),
            columns: field.columns.iter().map(Self::from).collect(),
        }
    }
}

fn names(target: Option<&linli_core::rules::flows::pack::Target>) -> Vec<String> {
    let names = target.into_iter().flat_map(|target| target.names());
    names.map(str::to_owned).collect()
}

impl From<&StepKind> for StepForm {
    fn from(step: &StepKind) -> Self {
        let needs = step.needs.iter().map(|need| need.rule.name().to_owned());
        Self {
            step: step.name.clone(),
            title: said(&step.title),
            clause: step.clause.clone(),
            status: step.status.map(RuleStatus::from),
            may: step.may.clone(),
            opening: step.from.is_opening(),
            from_states: step.from.states.clone(),
            from_any: step.from.all_open,
            to_states: names(step.to.as_ref()),
            opens: names(step.opens.as_ref()),
            fields: step.fields.iter().map(FormField::from).collect(),
            needs: needs.collect(),
        }
    }
}

impl From<&Clock> for ClockForm {
    fn from(clock: &Clock) -> Self {
        Self {
            clock: clock.name.clone(),
            title: said(&clock.title),
            clause: clock.clause.clone(),
            status: clock.status.map(RuleStatus::from),
        }
    }
}

impl From<linli_core::workspace::FlowView> for FlowView {
    fn from(view: linli_core::workspace::FlowView) -> Self {
        let flow = &view.flow;
        let states = flow.states.iter().map(|state| FlowState {
            state: state.name.clone(),
            title: said(&state.title),
            ends: state.is_final,
        });
        Self {
            pack: view.pack.name.clone(),
            edition: view.pack.edition.clone(),
            about: FlowSummary::from(flow),
            settle: flow.settle.clone(),
            states: states.collect(),
            steps: flow.steps.iter().map(StepForm::from).collect(),
            clocks: flow.clocks.iter().map(ClockForm::from).collect(),
        }
    }
}

/// A pack that was taken up.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PackAdopted {
    /// Its name.
    pub pack: String,
    /// The edition of the text that it holds.
    pub edition: String,
}
