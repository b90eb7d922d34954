//! Corrections of visits.

use crate::domain::entry::visit::VisitFacts;
use crate::domain::entry::{Entry, VisitEntry};
use crate::domain::{Code, RecordId};
use crate::projection::visit::VisitRow;
use crate::workspace::correct::{Correctable, Version, Words};
use crate::workspace::doors::address;
use crate::workspace::{Command, Error, VisitChange};

impl Correctable for VisitRow {
    type Facts = VisitFacts;
    type Change = VisitChange;

    fn version(&self) -> Version<'_, VisitFacts> {
        Version {
            id: self.id,
            doc: self.doc,
            scope: self.scope,
            facts: self.facts.as_ref(),
            words: vec![("note", self.note.clone()), ("met", self.met.clone())],
            reason: self.reason.as_deref(),
        }
    }

    fn changed(
        &self,
        command: &Command<'_>,
        base: VisitFacts,
        change: VisitChange,
    ) -> Result<(VisitFacts, Words), Error> {
        let household = match &change.household {
            None => base.household,
            Some(door) => {
                let home = address::home(command.intake.tx, command.roster(), door, "household")?;
                if home.stairwell != self.scope {
                    // Another stairwell is another document: withdraw, and record the visit there.
                    return Err(Error::field("household", Code::HouseholdUnknown));
                }
                home.household
            }
        };
        let words = vec![
            ("note", change.note.apply(self.note.clone())),
            ("met", change.met.apply(self.met.clone())),
        ];
        let to = VisitFacts {
            household,
            outcome: change.outcome.unwrap_or(base.outcome),
            mode: change.mode.unwrap_or(base.mode),
            call_back: change.call_back.apply(base.call_back),
            ..base
        };
        Ok((to, words))
    }

    fn entry(first: RecordId, supersedes: Vec<RecordId>, to: Option<VisitFacts>) -> Entry {
        Entry::Visits(VisitEntry::Correct {
            visit: first,
            supersedes,
            to,
        })
    }
}
