//! Corrections of visits.

use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::{Code, RecordId};
use crate::projection::live::Versions;
use crate::projection::visit::VisitRow;
use crate::records::caps;
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::{Command, Error, VisitChange};

/// A visit with all that holds of it.
pub(in crate::workspace) type VisitVersions = Versions<VisitRow>;

/// Writes a correction, or a withdrawal where there is no change.
pub(in crate::workspace) fn correct_visit(
    command: &mut Command<'_>,
    versions: &VisitVersions,
    change: Option<VisitChange>,
    reason: &str,
) -> Result<RecordId, Error> {
    let Some(change) = change else {
        return write(command, versions, None, [None, None], reason);
    };
    let now = versions.latest();
    let base = now
        .facts
        .as_ref()
        .or(versions.first.facts.as_ref())
        .ok_or(Error::field("record", Code::RecordUnknown))?
        .clone();
    let household = match &change.household {
        None => base.household,
        Some(door) => {
            let home = address::home(command.intake.tx, command.roster(), door, "household")?;
            if home.stairwell != versions.first.scope {
                // Another stairwell is another document: withdraw, and record the visit there.
                return Err(Error::field("household", Code::HouseholdUnknown));
            }
            home.household
        }
    };
    let to = VisitFacts {
        household,
        outcome: change.outcome.unwrap_or(base.outcome),
        mode: change.mode.unwrap_or(base.mode),
        call_back: change.call_back.apply(base.call_back),
        ..base
    };
    let note = change.note.apply(now.note.clone());
    let met = change.met.apply(now.met.clone());
    for (field, text) in [("note", &note), ("met", &met)] {
        bounded(field, text.as_deref().unwrap_or_default(), caps::TEXT_CHARS)?;
    }
    write(
        command,
        versions,
        Some(to),
        [note.as_deref(), met.as_deref()],
        reason,
    )
}

/// Lets one of several contradicting versions hold.
pub(in crate::workspace) fn pick_visit(
    command: &mut Command<'_>,
    versions: &VisitVersions,
    chosen: RecordId,
) -> Result<RecordId, Error> {
    let row = versions
        .contradicting(|row| row.id == chosen)
        .ok_or(Error::field("value", Code::RecordUnknown))?;
    let words = [row.note.as_deref(), row.met.as_deref()];
    let reason = row.reason.as_deref().unwrap_or_default();
    write(command, versions, row.facts.clone(), words, reason)
}

fn write(
    command: &mut Command<'_>,
    versions: &VisitVersions,
    to: Option<VisitFacts>,
    [note, met]: [Option<&str>; 2],
    reason: &str,
) -> Result<RecordId, Error> {
    let entry = Entry::Visits(VisitEntry::Correct {
        visit: versions.first.id,
        supersedes: versions.replaced(|row| row.id),
        to,
    });
    let words = fields([("note", note), ("met", met), ("reason", Some(reason))]);
    command.write_into(versions.first.scope, versions.first.doc, &entry, words)
}
