//! Corrections of log entries and hazards.

use crate::domain::RecordId;
use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::{Entry, HazardEntry, RoundEntry, term};
use crate::projection::hazard::HazardRow;
use crate::projection::round::LogVersion;
use crate::workspace::author::named;
use crate::workspace::correct::{Correctable, Version, Words};
use crate::workspace::{Command, Error, HazardChange, LogChange};

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

impl Correctable for HazardRow {
    type Facts = HazardFacts;
    type Change = HazardChange;

    fn version(&self) -> Version<'_, HazardFacts> {
        Version {
            id: self.id,
            doc: self.doc.1,
            scope: self.scope,
            facts: self.facts.as_ref(),
            words: vec![
                ("text", self.text.clone()),
                ("kind", self.name.as_deref().and_then(words_of)),
            ],
            reason: self.reason.as_deref(),
        }
    }

    fn changed(
        &self,
        _command: &Command<'_>,
        base: HazardFacts,
        change: HazardChange,
    ) -> Result<(HazardFacts, Words), Error> {
        let (kind, name) = renamed("kind", change.kind, base.kind, self.name.as_deref())?;
        let to = HazardFacts {
            kind,
            severity: change.severity.unwrap_or(base.severity),
            ..base
        };
        let text = change.text.apply(self.text.clone());
        Ok((to, vec![("text", text), ("kind", name)]))
    }

    fn entry(_first: RecordId, supersedes: Vec<RecordId>, to: Option<HazardFacts>) -> Entry {
        Entry::Hazard(HazardEntry::Correct { supersedes, to })
    }
}
