//! Corrections of topics.

use crate::domain::RecordId;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::{Entry, TopicEntry};
use crate::projection::topic::TopicRow;
use crate::records::caps;
use crate::workspace::author::bounded;
use crate::workspace::correct::{Correctable, Version, Words};
use crate::workspace::doors::address;
use crate::workspace::{Command, Edit, Error, TopicChange};

impl Correctable for TopicRow {
    type Facts = TopicFacts;
    type Change = TopicChange;

    fn version(&self) -> Version<'_, TopicFacts> {
        Version {
            id: self.id,
            doc: self.doc.1,
            scope: self.scope,
            facts: self.facts.as_ref(),
            words: vec![("title", self.title.clone()), ("text", self.text.clone())],
            reason: self.reason.as_deref(),
        }
    }

    fn changed(
        &self,
        command: &Command<'_>,
        base: TopicFacts,
        change: TopicChange,
    ) -> Result<(TopicFacts, Words), Error> {
        let household = match &change.household {
            Edit::Keep => base.household,
            Edit::Clear => None,
            Edit::Set(door) => {
                let home = address::home(command.intake.tx, command.roster(), door, "household")?;
                Some(home.household)
            }
        };
        let title = change.title.or_else(|| self.title.clone());
        let shown = title.as_deref().unwrap_or_default();
        bounded("title", shown, caps::TITLE_CHARS)?;
        let words = vec![
            ("title", title),
            ("text", change.text.apply(self.text.clone())),
        ];
        let to = TopicFacts {
            source: change.source.unwrap_or(base.source),
            household,
            at: base.at,
        };
        Ok((to, words))
    }

    fn entry(_first: RecordId, supersedes: Vec<RecordId>, to: Option<TopicFacts>) -> Entry {
        Entry::Topic(TopicEntry::Correct { supersedes, to })
    }
}
