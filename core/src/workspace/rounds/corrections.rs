//! Corrections of log entries and hazards.

use crate::domain::RecordId;
use crate::domain::entry::inspection::{HazardFacts, LogFacts};
use crate::domain::entry::{Entry, HazardEntry, RoundEntry};
use crate::projection::hazard::HazardRow;
use crate::projection::round::LogVersion;
use crate::workspace::author::named;
use crate::workspace::correct::{Correctable, Version, Words};
use crate::workspace::{Command, Error, HazardChange, LogChange};

impl Correctable for LogVersion {
    type Facts = LogFacts;
    type Change = LogChange;

    fn version(&self) -> Version<'_, LogFacts> {
        Version {
            id: self.id,
            doc: self.doc,
            scope: self.scope,
            facts: self.facts.as_ref(),
            words: vec![("note", self.note.clone())],
            reason: None,
        }
    }

    fn changed(
        &self,
        _command: &Command<'_>,
        base: LogFacts,
        change: LogChange,
    ) -> Result<(LogFacts, Words), Error> {
        let item = change.item.unwrap_or(base.item);
        named("item", &item)?;
        let to = LogFacts {
            item,
            result: change.result.unwrap_or(base.result),
            supersedes: Vec::new(),
            at: base.at,
        };
        Ok((to, vec![("note", change.note.apply(self.note.clone()))]))
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
            words: vec![("text", self.text.clone())],
            reason: self.reason.as_deref(),
        }
    }

    fn changed(
        &self,
        _command: &Command<'_>,
        base: HazardFacts,
        change: HazardChange,
    ) -> Result<(HazardFacts, Words), Error> {
        let kind = change.kind.unwrap_or(base.kind);
        named("kind", &kind)?;
        let to = HazardFacts {
            kind,
            severity: change.severity.unwrap_or(base.severity),
            ..base
        };
        Ok((to, vec![("text", change.text.apply(self.text.clone()))]))
    }

    fn entry(_first: RecordId, supersedes: Vec<RecordId>, to: Option<HazardFacts>) -> Entry {
        Entry::Hazard(HazardEntry::Correct { supersedes, to })
    }
}
