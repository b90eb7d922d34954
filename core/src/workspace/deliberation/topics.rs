//! 议题: collecting topics (clauses 5.1.3.2.1.1, 5.1.3.2.2.1) and reading them.

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::{Entry, TopicEntry};
use crate::domain::{DocId, DocKind, PlaceId};
use crate::projection::live::Versions;
use crate::projection::topic::{self, TopicRow};
use crate::records::caps;
use crate::roster::{GrantScope, Roster};
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{Command, Error, Page, TopicDraft, TopicView, Workspace};

impl Workspace {
    /// Collects a topic. Its scope is the household's stairwell, or else the narrowest place of one's own grants.
    ///
    /// # Errors
    /// `field_missing`, `field_too_long`, `household_unknown`, `scope_missing`, `not_allowed`; [`Error::Store`].
    pub fn collect_topic(&self, draft: TopicDraft) -> Result<DocId, Error> {
        if draft.title.trim().is_empty() {
            return Err(Error::field("title", Code::FieldMissing));
        }
        bounded("title", &draft.title, caps::TITLE_CHARS)?;
        bounded("text", &draft.text, caps::TEXT_CHARS)?;
        self.command(|command| {
            let home = draft
                .household
                .as_deref()
                .map(|text| address::home(command.intake.tx, command.roster(), text, "household"))
                .transpose()?;
            let scope = match home {
                Some(home) => home.stairwell,
                None => match &draft.scope {
                    Some(scope) => address::place(command.roster(), scope, "scope")?,
                    None => own_place(command)?,
                },
            };
            let subject = command.random().bytes();
            let entry = Entry::Topic(TopicEntry::Collected {
                subject,
                facts: TopicFacts {
                    source: draft.source,
                    household: home.map(|home| home.household),
                    at: command.now(),
                },
            });
            let words = fields([
                ("title", Some(draft.title.as_str())),
                ("text", Some(draft.text.as_str())),
            ]);
            command.write(scope, &entry, words)?;
            Ok(command.doc(
                DocKind::Topic,
                &opened_subject(scope, command.keys.device(), &subject),
            ))
        })
    }

    /// Topics, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_topics(&self, limit: u32, after: Option<&str>) -> Result<Page<TopicView>, Error> {
        self.view(|connection, roster| {
            paging::page(
                limit,
                after,
                |before, most| Ok(topic::page(connection, before, most)?),
                |versions| versions.first.position,
                |rows| {
                    Ok(rows
                        .into_iter()
                        .filter_map(|row| view(roster, &row))
                        .collect())
                },
            )
        })
    }
}

/// The narrowest place that contains all one may collect for; a grid is no document scope.
fn own_place(command: &Command<'_>) -> Result<PlaceId, Error> {
    let roster = command.roster();
    let mut best: Option<(usize, PlaceId)> = None;
    for grant in roster.active_grants(command.member()?) {
        let place = match grant.scope {
            GrantScope::Place(place) => place,
            GrantScope::Grid(_) => continue,
        };
        let depth = roster.ancestors(place).count();
        if command
            .check(crate::rules::authority::Operation::CollectTopic, place)
            .is_ok()
            && best.is_none_or(|(known, _)| depth > known)
        {
            best = Some((depth, place));
        }
    }
    best.map(|(_, place)| place)
        .ok_or(Error::field("household", Code::ScopeMissing))
}

/// A topic with its corrections, for people. Under contradicting ones the first version is shown, marked as conflicted.
pub(in crate::workspace) fn view(
    roster: &Roster,
    versions: &Versions<TopicRow>,
) -> Option<TopicView> {
    let (shown, standing) = versions.shown(|row| row.facts.is_none());
    let facts = shown.facts.as_ref()?;
    let first = &versions.first;
    Some(TopicView {
        topic: first.doc.1,
        source: facts.source,
        household: facts.household.map(|household| {
            shown.room.as_ref().map_or_else(
                || household.to_string(),
                |room| address::door_text(roster, first.scope, room),
            )
        }),
        title: shown.title.clone(),
        text: shown.text.clone(),
        at: first.facts.as_ref()?.at,
        by: first.member,
        scope: roster.scope_name(first.scope),
        standing,
        relayed: shown.relayed,
        ahead: first.ahead,
    })
}
