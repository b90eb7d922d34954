//! 议题: collecting topics (clauses 5.1.3.2.1.1, 5.1.3.2.2.1) and reading them.

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::topic::TopicFacts;
use crate::domain::entry::{Entry, TopicEntry};
use crate::domain::words::TopicSource;
use crate::domain::{DocId, DocKind, HouseholdId, MemberId, PlaceId, Timestamp};
use crate::records::caps;
use crate::roster::{GrantScope, Roster};
use crate::store::{StoreError, document};
use crate::workspace::author::{bounded, fields};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{Command, Error, Page, TopicDraft, TopicView, Workspace};
use rusqlite::Connection;

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
            let words = fields([("title", Some(&draft.title)), ("text", Some(&draft.text))]);
            command.write(scope, &entry, words)?;
            Ok(command.doc(DocKind::Topic, &opened_subject(scope, &subject)))
        })
    }

    /// Topics, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_topics(&self, limit: u32, after: Option<&str>) -> Result<Page<TopicView>, Error> {
        self.view(|connection, roster| {
            paging::documents(
                connection,
                "SELECT tie, doc, at FROM topic WHERE first = 1 AND (at, tie) < (?1, ?2)
                 ORDER BY at DESC, tie DESC LIMIT ?3",
                limit,
                after,
                |doc| view(connection, roster, doc),
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

/// One line of a topic's document.
struct Line {
    first: bool,
    source: Option<u8>,
    household: Option<HouseholdId>,
    at: Option<i64>,
    member: MemberId,
    title: Option<String>,
    text: Option<String>,
}

fn lines(connection: &Connection, doc: i64) -> Result<Vec<Line>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT t.first, t.source, t.household, t.at, t.member, t.title, t.text
         FROM topic t JOIN record r USING(num) WHERE t.doc = ?1
         AND (t.first = 1 OR NOT EXISTS (SELECT 1 FROM supersedes s JOIN record n ON n.num = s.num
           WHERE s.target = r.id AND n.doc = r.doc))
         ORDER BY t.first DESC, r.seq, r.id",
    )?;
    let rows = statement.query_map([doc], |row| {
        Ok(Line {
            first: row.get(0)?,
            source: row.get(1)?,
            household: row
                .get::<_, Option<[u8; 16]>>(2)?
                .map(HouseholdId::from_bytes),
            at: row.get(3)?,
            member: MemberId::from_bytes(row.get(4)?),
            title: row.get(5)?,
            text: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::workspace) fn view(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
) -> Result<Option<TopicView>, StoreError> {
    let all = lines(connection, doc)?;
    let Some(first) = all.iter().find(|line| line.first) else {
        return Ok(None);
    };
    let mut live: Vec<&Line> = all
        .iter()
        .filter(|line| !line.first && line.member == first.member)
        .collect();
    // Contradicting corrections leave the first version standing; `conflicts` lists them.
    let last = if live.len() == 1 { live.pop() } else { None };
    let withdrawn = last.is_some_and(|line| line.source.is_none());
    let shown = last.filter(|_| !withdrawn).unwrap_or(first);
    let Some(source) = shown
        .source
        .and_then(|code| TopicSource::try_from(code).ok())
    else {
        return Ok(None);
    };
    let (topic, _, scope) = document::row(connection, doc)?;
    Ok(Some(TopicView {
        topic,
        source,
        household: shown
            .household
            .map(|household| address::door(connection, roster, household))
            .transpose()?,
        title: shown.title.clone(),
        text: shown.text.clone(),
        at: Timestamp(first.at.unwrap_or_default()),
        by: first.member,
        scope: roster.scope_name(scope),
        withdrawn,
    }))
}
