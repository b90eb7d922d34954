//! Corrections of log entries and hazards.

use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::{Entry, HazardEntry, RoundEntry};
use crate::domain::{Code, RecordId};
use crate::projection::hazard::HazardRow;
use crate::projection::live::Versions;
use crate::projection::round::LogVersion;
use crate::records::caps;
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::{Command, Error, HazardChange, LogChange};

/// A log entry with all that holds of it.
pub(in crate::workspace) type LogVersions = Versions<LogVersion>;
/// A hazard with all that holds of it.
pub(in crate::workspace) type HazardVersions = Versions<HazardRow>;

/// Writes a correction, or a withdrawal where there is no change.
pub(in crate::workspace) fn correct_log_entry(
    command: &mut Command<'_>,
    versions: &LogVersions,
    change: Option<LogChange>,
    reason: &str,
) -> Result<RecordId, Error> {
    let now = versions.latest();
    let (to, note) = match change {
        None => (None, None),
        Some(change) => {
            let base = now
                .facts
                .as_ref()
                .or(versions.first.facts.as_ref())
                .ok_or(Error::field("record", Code::RecordUnknown))?;
            let item = change.item.unwrap_or_else(|| base.item.clone());
            named("item", &item)?;
            let note = change.note.apply(now.note.clone());
            bounded(
                "note",
                note.as_deref().unwrap_or_default(),
                caps::TEXT_CHARS,
            )?;
            let to = LogFacts {
                item,
                result: change.result.unwrap_or(base.result),
                supersedes: Vec::new(),
                at: base.at,
            };
            (Some(to), note)
        }
    };
    let entry = Entry::Round(RoundEntry::Correct {
        entry: versions.first.id,
        supersedes: versions.replaced(|row| row.id),
        to,
    });
    let words = fields([("note", note.as_deref()), ("reason", Some(reason))]);
    command.write_into(versions.first.scope, versions.first.doc, &entry, words)
}

/// Writes a correction, or a withdrawal where there is no change.
pub(in crate::workspace) fn correct_hazard(
    command: &mut Command<'_>,
    versions: &HazardVersions,
    change: Option<HazardChange>,
    reason: &str,
) -> Result<RecordId, Error> {
    let Some(change) = change else {
        return write(command, versions, None, None, reason);
    };
    let now = versions.latest();
    let base = now
        .facts
        .as_ref()
        .or(versions.first.facts.as_ref())
        .ok_or(Error::field("record", Code::RecordUnknown))?
        .clone();
    let kind = change.kind.unwrap_or(base.kind);
    named("kind", &kind)?;
    let text = change.text.apply(now.text.clone());
    bounded(
        "text",
        text.as_deref().unwrap_or_default(),
        caps::TEXT_CHARS,
    )?;
    let to = HazardFacts {
        kind,
        severity: change.severity.unwrap_or(base.severity),
        ..base
    };
    write(command, versions, Some(to), text.as_deref(), reason)
}

/// Lets one of several contradicting versions hold.
pub(in crate::workspace) fn pick_hazard(
    command: &mut Command<'_>,
    versions: &HazardVersions,
    chosen: RecordId,
) -> Result<RecordId, Error> {
    let row = versions
        .contradicting(|row| row.id == chosen)
        .ok_or(Error::field("value", Code::RecordUnknown))?;
    let reason = row.reason.as_deref().unwrap_or_default();
    write(
        command,
        versions,
        row.facts.clone(),
        row.text.as_deref(),
        reason,
    )
}

fn write(
    command: &mut Command<'_>,
    versions: &HazardVersions,
    to: Option<HazardFacts>,
    text: Option<&str>,
    reason: &str,
) -> Result<RecordId, Error> {
    let entry = Entry::Hazard(HazardEntry::Correct {
        supersedes: versions.replaced(|row| row.id),
        to,
    });
    let words = fields([("text", text), ("reason", Some(reason))]);
    command.write_into(versions.first.scope, versions.first.doc.1, &entry, words)
}
