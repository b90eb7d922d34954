//! Corrections of log entries.

use crate::domain::RecordId;
use crate::domain::entry::inspection::LogFacts;
use crate::domain::entry::{Entry, RoundEntry, term};
use crate::projection::round::LogVersion;
use crate::workspace::author::named;
use crate::workspace::correct::{Correctable, Version, Words};
use crate::workspace::{Command, Error, LogChange};

/// The part of a name that lies in the body.
fn words_of(name: &str) -> Option<String> {
    term::words_beside(name).map(str::to_owned)
}

/// A name's key and its words after a correction, which may leave it: then its key stays, and the words that are here.
fn renamed(
    field: &'static str,
    to: Option<String>,
    key: String,
    name: Option<&str>,
) -> Result<(String, Option<String>), Error> {
    let Some(to) = to else {
        return Ok((key, name.and_then(words_of)));
    };
    named(field, &to)?;
    Ok((term::key_of(&to), words_of(&to)))
}

impl Correctable for LogVersion {
    type Facts = LogFacts;
    type Change = LogChange;

    fn version(&self) -> Version<'_, LogFacts> {
        Version {
            id: self.id,
            doc: self.doc,
            scope: self.scope,
            facts: self.facts.as_ref(),
            words: vec![
                ("note", self.note.clone()),
                ("item", self.name.as_deref().and_then(words_of)),
            ],
            reason: None,
        }
    }

    fn changed(
        &self,
        _command: &Command<'_>,
        base: LogFacts,
        change: LogChange,
    ) -> Result<(LogFacts, Words), Error> {
        let (item, name) = renamed("item", change.item, base.item, self.name.as_deref())?;
        let to = LogFacts {
            item,
            result: change.result.unwrap_or(base.result),
            supersedes: Vec::new(),
            at: base.at,
        };
        let note = change.note.apply(self.note.clone());
        Ok((to, vec![("note", note), ("item", name)]))
    }

    fn entry(first: RecordId, supersedes: Vec<RecordId>, to: Option<LogFacts>) -> Entry {
        Entry::Round(RoundEntry::Correct {
            entry: first,
            supersedes,
            to,
        })
    }
}
