//! Corrections of topics.

use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::{Entry, TopicEntry};
use crate::domain::{Code, RecordId};
use crate::projection::live::Versions;
use crate::projection::topic::TopicRow;
use crate::records::caps;
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::{Command, Edit, Error, TopicChange};

/// A topic with all that holds of it.
pub(in crate::workspace) type TopicVersions = Versions<TopicRow>;

/// Writes a correction, or a withdrawal where there is no change.
pub(in crate::workspace) fn correct_topic(
    command: &mut Command<'_>,
    versions: &TopicVersions,
    change: Option<TopicChange>,
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
        .ok_or(Error::field("record", Code::RecordUnknown))?;
    let household = match &change.household {
        Edit::Keep => base.household,
        Edit::Clear => None,
        Edit::Set(door) => {
            Some(address::home(command.intake.tx, command.roster(), door, "household")?.household)
        }
    };
    let to = TopicFacts {
        source: change.source.unwrap_or(base.source),
        household,
        at: base.at,
    };
    let title = change.title.or_else(|| now.title.clone());
    let text = change.text.apply(now.text.clone());
    bounded(
        "title",
        title.as_deref().unwrap_or_default(),
        caps::TITLE_CHARS,
    )?;
    bounded(
        "text",
        text.as_deref().unwrap_or_default(),
        caps::TEXT_CHARS,
    )?;
    write(
        command,
        versions,
        Some(to),
        [title.as_deref(), text.as_deref()],
        reason,
    )
}

/// Lets one of several contradicting versions hold.
pub(in crate::workspace) fn pick_topic(
    command: &mut Command<'_>,
    versions: &TopicVersions,
    chosen: RecordId,
) -> Result<RecordId, Error> {
    let row = versions
        .contradicting(|row| row.id == chosen)
        .ok_or(Error::field("value", Code::RecordUnknown))?;
    let words = [row.title.as_deref(), row.text.as_deref()];
    let reason = row.reason.as_deref().unwrap_or_default();
    write(command, versions, row.facts.clone(), words, reason)
}

fn write(
    command: &mut Command<'_>,
    versions: &TopicVersions,
    to: Option<TopicFacts>,
    [title, text]: [Option<&str>; 2],
    reason: &str,
) -> Result<RecordId, Error> {
    let entry = Entry::Topic(TopicEntry::Correct {
        supersedes: versions.replaced(|row| row.id),
        to,
    });
    let words = fields([("title", title), ("text", text), ("reason", Some(reason))]);
    command.write_into(versions.first.scope, versions.first.doc.1, &entry, words)
}
