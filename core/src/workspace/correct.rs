//! 更正: an author corrects or withdraws his own record; the first version stays as history.
//!
//! Each subject says what its own correction writes ([`Correctable`]); which record is meant, whose it is, what holds of it
//! and the steps of a correction stand here.

use crate::domain::PlaceId;
use crate::domain::entry::Entry;
use crate::domain::vocabulary::{ItemResult, Severity, TopicSource, VisitMode, VisitOutcome};
use crate::domain::{Code, DocId, DocKind, MemberId, RecordId, Timestamp};
use crate::projection::kept;
use crate::projection::live::Versions;
use crate::projection::round::{self, LogVersion};
use crate::projection::visit::{self, VisitRow};
use crate::records::caps;
use crate::store::{Connection, StoreError, document, record};
use crate::workspace::author::{bounded, fields};
use crate::workspace::deliberation::topics;
use crate::workspace::matters::Opened;
use crate::workspace::rounds::hazards;
use crate::workspace::{
    Command, Error, HazardChange, LogChange, TopicChange, VisitChange, Workspace,
};
use std::collections::BTreeMap;

/// A change of something that may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Edit<T> {
    /// It stays as it was.
    #[default]
    Keep,
    /// It is emptied.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Edit<T> {
    /// The value after the change.
    pub fn apply(self, now: Option<T>) -> Option<T> {
        match self {
            Self::Keep => now,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// A change to an earlier record of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// It is withdrawn.
    Withdraw,
    /// A change of a visit.
    Visit(VisitChange),
    /// A change of a topic.
    Topic(TopicChange),
    /// A change of a log entry.
    LogEntry(LogChange),
    /// A change of a hazard.
    Hazard(HazardChange),
}

/// Words of a version by field, without the reason.
pub(super) type Words = Vec<(&'static str, Option<String>)>;

/// Fields of a correction's body, without the reason.
type Said = Vec<(String, String)>;

/// A version of a thing, as far as corrections need it.
pub(super) struct Version<'a, F> {
    pub id: RecordId,
    pub doc: DocId,
    pub scope: PlaceId,
    /// `None` withdraws.
    pub facts: Option<&'a F>,
    pub words: Words,
    pub reason: Option<&'a str>,
}

/// A row that its author may correct.
pub(super) trait Correctable {
    /// Structure of a version.
    type Facts: Clone;
    /// A change of it; what is not said stays as it was.
    type Change;

    fn version(&self) -> Version<'_, Self::Facts>;

    /// Structure and words after a change of this version; `base` is its structure, or the first version's.
    fn changed(
        &self,
        command: &Command<'_>,
        base: Self::Facts,
        change: Self::Change,
    ) -> Result<(Self::Facts, Words), Error>;

    /// The entry that replaces versions of `first`; without structure it withdraws.
    fn entry(first: RecordId, supersedes: Vec<RecordId>, to: Option<Self::Facts>) -> Entry;
}

/// Writes a correction, or a withdrawal where there is no change.
fn change<R: Correctable>(
    command: &mut Command<'_>,
    versions: &Versions<R>,
    change: Option<R::Change>,
    reason: &str,
) -> Result<RecordId, Error> {
    let Some(change) = change else {
        return write(command, versions, None, Said::new(), reason);
    };
    let now = versions.latest();
    let version = now.version();
    let base = version.facts.or(versions.first.version().facts);
    let (to, words) = now.changed(command, base.ok_or(unknown())?.clone(), change)?;
    for (field, text) in &words {
        bounded(field, text.as_deref().unwrap_or_default(), caps::TEXT_CHARS)?;
    }
    let words = said(command, &version, words)?;
    write(command, versions, Some(to), words, reason)
}

/// Lets one of several contradicting versions hold.
fn choose<R: Correctable>(
    command: &mut Command<'_>,
    versions: &Versions<R>,
    chosen: RecordId,
) -> Result<RecordId, Error> {
    let row = versions
        .contradicting(|row| row.version().id == chosen)
        .ok_or(Error::field("value", Code::RecordUnknown))?
        .version();
    let reason = row.reason.unwrap_or_default();
    let words = said(command, &row, row.words.clone())?;
    write(command, versions, row.facts.cloned(), words, reason)
}

/// Fields of a body for these words: those that a version has already are not said again, its record is named.
fn said<F>(command: &Command<'_>, now: &Version<'_, F>, words: Words) -> Result<Said, Error> {
    let mut said = Said::new();
    for (field, text) in words {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            continue;
        };
        let stays = now
            .words
            .iter()
            .any(|(name, known)| *name == field && known.as_ref() == Some(&text));
        let by = match stays {
            true => kept::said_by(command.intake.tx, now.id, field)?,
            false => None,
        };
        said.push(match by {
            Some(by) => kept::same(field, by),
            None => (field.to_owned(), text),
        });
    }
    Ok(said)
}

fn write<R: Correctable>(
    command: &mut Command<'_>,
    versions: &Versions<R>,
    to: Option<R::Facts>,
    words: Said,
    reason: &str,
) -> Result<RecordId, Error> {
    let first = versions.first.version();
    let entry = R::entry(first.id, versions.replaced(|row| row.version().id), to);
    let words = words
        .iter()
        .map(|(field, text)| (field.as_str(), Some(text.as_str())));
    let words = fields(words.chain([("reason", Some(reason))]));
    command.write_into(first.scope, first.doc, &entry, words)
}

/// A thing that can be corrected, with all that holds of it.
enum Found {
    Visit(Versions<VisitRow>),
    LogEntry(Versions<LogVersion>),
    Topic(Opened),
    Hazard(Opened),
}

impl Found {
    const fn author(&self) -> MemberId {
        match self {
            Self::Visit(versions) => versions.first.member,
            Self::LogEntry(versions) => versions.first.member,
            Self::Topic(opened) | Self::Hazard(opened) => opened.author,
        }
    }

    /// Corrects it; `None` where the correction is one of another kind of thing.
    fn correct(
        &self,
        command: &mut Command<'_>,
        correction: Correction,
        reason: &str,
    ) -> Option<Result<RecordId, Error>> {
        use Correction as To;
        Some(match (self, correction) {
            (Self::Visit(now), To::Visit(to)) => change(command, now, Some(to), reason),
            (Self::Visit(now), To::Withdraw) => change(command, now, None, reason),
            (Self::LogEntry(now), To::LogEntry(to)) => change(command, now, Some(to), reason),
            (Self::LogEntry(now), To::Withdraw) => change(command, now, None, reason),
            (Self::Hazard(now), To::Hazard(to)) => {
                now.amend(command, |fields| hazards::changed(fields, to), reason)
            }
            (Self::Topic(now), To::Topic(to)) => {
                let values = topics::changed(command, to);
                values.and_then(|values| now.amend(command, |_| Ok(values), reason))
            }
            (Self::Topic(now) | Self::Hazard(now), To::Withdraw) => now.withdraw(command, reason),
            _ => return None,
        })
    }
}

impl Workspace {
    /// Corrects or withdraws a visit, topic, log entry or hazard of one's own. `target` is the id that recording it gave.
    ///
    /// # Errors
    /// `record_unknown`, `not_author`, `ballot_correct`, `field_unknown` (a change of another kind of thing),
    /// `household_unknown`, `field_missing`, `field_too_long`, `step_built_on` (a topic or hazard that others went on with),
    /// `not_allowed`; [`Error::Store`].
    pub fn correct(
        &self,
        target: &str,
        correction: Correction,
        reason: &str,
    ) -> Result<RecordId, Error> {
        bounded("reason", reason, caps::TEXT_CHARS)?;
        self.command(|command| {
            let found = find(command, target)?;
            if found.author() != command.member()? {
                return Err(Error::field("record", Code::NotAuthor));
            }
            found
                .correct(command, correction, reason)
                .unwrap_or(Err(Error::field("fields", Code::FieldUnknown)))
        })
    }

    /// The kind of thing that [`Self::correct`] finds under an id.
    ///
    /// # Errors
    /// `record_unknown`, `ballot_correct`; [`Error::Store`].
    pub fn correctable(&self, target: &str) -> Result<DocKind, Error> {
        self.view(|connection, _| {
            Ok(match find_in(connection, target)? {
                Found::Visit(_) => DocKind::Visits,
                Found::Topic(_) => DocKind::Topic,
                Found::LogEntry(_) => DocKind::Round,
                Found::Hazard(_) => DocKind::Hazard,
            })
        })
    }
}

const fn unknown() -> Error {
    Error::field("record", Code::RecordUnknown)
}

fn find(command: &Command<'_>, target: &str) -> Result<Found, Error> {
    find_in(command.intake.tx, target)
}

/// A visit or log entry by the id of any of its versions, a topic or hazard by its own id or that of a version.
fn find_in(connection: &Connection, target: &str) -> Result<Found, Error> {
    let target = target.trim();
    if let Ok(id) = target.parse::<RecordId>() {
        let row = record::by_id(connection, id)?
            .filter(|row| row.state.is_accepted())
            .ok_or_else(unknown)?;
        return match DocKind::from_code(row.header.kind.0) {
            Some(DocKind::Visits) => visit::of_record(connection, id)?.map(Found::Visit),
            Some(DocKind::Round) => round::of_record(connection, id)?.map(Found::LogEntry),
            Some(kind) if kind.holds_matters() => match opened(connection, kind, row.doc)? {
                Some(Found::Topic(of) | Found::Hazard(of))
                    if !of.is_version(connection, row.doc, id)? =>
                {
                    None
                }
                found => found,
            },
            Some(DocKind::Ballots) => return Err(Error::field("record", Code::BallotCorrect)),
            _ => None,
        }
        .ok_or_else(unknown);
    }
    let doc: DocId = target.parse().map_err(|_| unknown())?;
    for kind in [DocKind::Topic, DocKind::Hazard] {
        if let Some(num) = document::find(connection, doc, kind)? {
            return opened(connection, kind, num)?.ok_or_else(unknown);
        }
    }
    Err(unknown())
}

/// The topic or hazard of a document's local number.
fn opened(connection: &Connection, kind: DocKind, doc: i64) -> Result<Option<Found>, StoreError> {
    let (listed, found): (_, fn(Opened) -> Found) = match kind {
        DocKind::Topic => (topics::by_doc(connection, doc)?, Found::Topic),
        DocKind::Hazard => (hazards::by_doc(connection, doc)?, Found::Hazard),
        _ => return Ok(None),
    };
    let opened = listed.map(|listed| Opened::of(connection, &listed));
    Ok(opened.transpose()?.map(found))
}

/// Decides between contradicting versions of one's own visit: that of record `value` holds.
pub(super) fn pick(command: &mut Command<'_>, field: &str, value: &str) -> Result<RecordId, Error> {
    let none = || Error::field("field", Code::ConflictNotFound);
    let chosen: RecordId = value
        .trim()
        .parse()
        .map_err(|_| Error::field("value", Code::RecordUnknown))?;
    let id: RecordId = field.trim().parse().map_err(|_| none())?;
    let visit = visit::of_record(command.intake.tx, id)?.ok_or_else(none)?;
    if visit.first.member != command.member()? {
        return Err(Error::field("document", Code::NotAuthor));
    }
    choose(command, &visit, chosen)
}

/// Changes by field name, as the tools hand them in: an absent field stays as it was, an empty text or `None` clears a field
/// that may be empty. Fields by kind: visit `household outcome mode note met call_back`; topic `source title text
/// household`; log entry `item result note`; hazard `type severity text`.
pub type ChangedFields = BTreeMap<String, Option<String>>;

impl Correction {
    /// Reads changes of a kind of thing ([`Workspace::correctable`]).
    ///
    /// # Errors
    /// `field_unknown`, `word_unknown`, `time_invalid`, `field_missing`, `record_unknown` for a kind that cannot be corrected.
    pub fn from_fields(kind: DocKind, fields: ChangedFields) -> Result<Self, Error> {
        let mut fields = Given(fields);
        let correction = match kind {
            DocKind::Visits => Self::Visit(VisitChange {
                household: fields.text("household")?,
                outcome: fields.word("outcome", VisitOutcome::from_name)?,
                mode: fields.word("mode", VisitMode::from_name)?,
                note: fields.edit("note"),
                met: fields.edit("met"),
                call_back: match fields.edit("call_back") {
                    Edit::Keep => Edit::Keep,
                    Edit::Clear => Edit::Clear,
                    Edit::Set(text) => Edit::Set(
                        Timestamp::parse(&text).ok_or(Error::field("fields", Code::TimeInvalid))?,
                    ),
                },
            }),
            DocKind::Topic => Self::Topic(TopicChange {
                source: fields.word("source", TopicSource::from_name)?,
                title: fields.text("title")?,
                text: fields.edit("text"),
                household: fields.edit("household"),
            }),
            DocKind::Round => Self::LogEntry(LogChange {
                item: fields.text("item")?,
                result: fields.word("result", ItemResult::from_name)?,
                note: fields.edit("note"),
            }),
            DocKind::Hazard => Self::Hazard(HazardChange {
                kind: fields.text("type")?,
                severity: fields.word("severity", Severity::from_name)?,
                text: fields.edit("text"),
            }),
            _ => return Err(unknown()),
        };
        if fields.0.is_empty() {
            Ok(correction)
        } else {
            Err(Error::field("fields", Code::FieldUnknown))
        }
    }
}

/// Fields that were handed in and not read yet.
struct Given(ChangedFields);

impl Given {
    fn edit(&mut self, name: &str) -> Edit<String> {
        match self.0.remove(name) {
            None => Edit::Keep,
            Some(Some(text)) if !text.is_empty() => Edit::Set(text),
            Some(_) => Edit::Clear,
        }
    }

    /// A field that is never empty.
    fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        match self.edit(name) {
            Edit::Keep => Ok(None),
            Edit::Clear => Err(Error::field("fields", Code::FieldMissing)),
            Edit::Set(text) => Ok(Some(text)),
        }
    }

    fn word<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let unknown = Error::field("fields", Code::WordUnknown);
        match self.0.remove(name) {
            None => Ok(None),
            Some(text) => read(text.as_deref().unwrap_or_default())
                .map(Some)
                .ok_or(unknown),
        }
    }
}
