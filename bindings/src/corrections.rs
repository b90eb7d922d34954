//! Corrections as an app hands them in: a change of each kind of thing, of which every field stays as it was unless something
//! is said. The doors of C and of the tools take field names instead (`linli_core::workspace::Correction::from_fields`).

use linli_core::domain::Timestamp;
use linli_core::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitMode, VisitOutcome};
use linli_core::workspace::{self as core, Edit};

/// A change of a text that may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Enum)]
pub enum TextEdit {
    /// It stays as it was.
    #[default]
    Keep,
    /// It is emptied.
    Clear,
    /// It becomes another.
    Set(String),
}

/// A change of a time that may be absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Enum)]
pub enum TimeEdit {
    /// It stays as it was.
    #[default]
    Keep,
    /// It is removed.
    Clear,
    /// It becomes another.
    Set(Timestamp),
}

impl From<TextEdit> for Edit<String> {
    fn from(edit: TextEdit) -> Self {
        match edit {
            TextEdit::Keep => Self::Keep,
            TextEdit::Clear => Self::Clear,
            TextEdit::Set(text) => Self::Set(text),
        }
    }
}

impl From<TimeEdit> for Edit<Timestamp> {
    fn from(edit: TimeEdit) -> Self {
        match edit {
            TimeEdit::Keep => Self::Keep,
            TimeEdit::Clear => Self::Clear,
            TimeEdit::Set(time) => Self::Set(time),
        }
    }
}

/// A change of a visit of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct VisitChange {
    /// Another door of the same stairwell: a door number, or the household's id.
    #[uniffi(default = None)]
    pub household: Option<String>,
    /// The outcome.
    #[uniffi(default = None)]
    pub outcome: Option<VisitOutcome>,
    /// The mode of contact.
    #[uniffi(default = None)]
    pub mode: Option<VisitMode>,
    /// The note.
    pub note: TextEdit,
    /// The person met.
    pub met: TextEdit,
    /// The time to come again.
    pub call_back: TimeEdit,
}

/// A change of a topic of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct TopicChange {
    /// Its source.
    #[uniffi(default = None)]
    pub source: Option<TopicSource>,
    /// In a few words.
    #[uniffi(default = None)]
    pub title: Option<String>,
    /// In full.
    pub text: TextEdit,
    /// From which household: a door number or an id.
    pub household: TextEdit,
}

/// A change of a log entry of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct LogChange {
    /// Which item.
    #[uniffi(default = None)]
    pub item: Option<String>,
    /// The finding.
    #[uniffi(default = None)]
    pub result: Option<ItemResult>,
    /// The note.
    pub note: TextEdit,
}

/// A change of a hazard of one's own; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct HazardChange {
    /// Its kind.
    #[uniffi(default = None)]
    pub kind: Option<String>,
    /// Its severity.
    #[uniffi(default = None)]
    pub severity: Option<Severity>,
    /// In words.
    pub text: TextEdit,
}

/// A correction of what one wrote. Of another kind of thing than the one that is corrected it is refused with `field_unknown`.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Correction {
    /// Of a visit.
    Visit(VisitChange),
    /// Of a topic.
    Topic(TopicChange),
    /// Of a log entry.
    LogEntry(LogChange),
    /// Of a hazard.
    Hazard(HazardChange),
}

impl From<Correction> for core::Correction {
    fn from(correction: Correction) -> Self {
        match correction {
            Correction::Visit(change) => Self::Visit(core::VisitChange {
                household: change.household,
                outcome: change.outcome,
                mode: change.mode,
                note: change.note.into(),
                met: change.met.into(),
                call_back: change.call_back.into(),
            }),
            Correction::Topic(change) => Self::Topic(core::TopicChange {
                source: change.source,
                title: change.title,
                text: change.text.into(),
                household: change.household.into(),
            }),
            Correction::LogEntry(change) => Self::LogEntry(core::LogChange {
                item: change.item,
                result: change.result,
                note: change.note.into(),
            }),
            Correction::Hazard(change) => Self::Hazard(core::HazardChange {
                kind: change.kind,
                severity: change.severity,
                text: change.text.into(),
            }),
        }
    }
}
