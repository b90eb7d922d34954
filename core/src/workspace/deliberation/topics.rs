//! 议题: topics (clauses 5.1.3.2.1.1, 5.1.3.2.2.1). A topic is a matter: collecting one opens it under the flow that its place
//! goes by, and its author's corrections amend the opening. Which steps follow, the pack says.

use crate::domain::vocabulary::TopicSource;
use crate::domain::{Code, DeviceId, DocId, DocKind, HouseholdId, PlaceId, RecordId, Standing};
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::roster::{GrantScope, Roster};
use crate::rules::authority::Operation;
use crate::rules::flows::pack::{Field, StepKind};
use crate::rules::flows::{Flow, Value, Values};
use crate::store::{Connection, StoreError};
use crate::workspace::correct::Edit;
use crate::workspace::doors::address;
use crate::workspace::{Command, Error, Page, TopicChange, TopicDraft, TopicView, Workspace};
use crate::workspace::{matters, paging, place_ref};
use std::collections::BTreeMap;

/// Fields of the opening of a topic.
mod field {
    pub(super) const SOURCE: &str = "source";
    pub(super) const TITLE: &str = "title";
    pub(super) const TEXT: &str = "text";
    pub(super) const HOUSEHOLD: &str = "household";
}

fn value(text: impl Into<Box<str>>) -> Value {
    Value::Text(text.into())
}

impl Workspace {
    /// Collects a topic: opens a matter, which goes on from there ([`Self::take_step`]). Its scope is the household's
    /// stairwell, or else the narrowest place of one's own grants; its flow the first of class `topic` which that place goes
    /// by and whose opening is collecting one: 楼道议事 in a stairwell or a building, `topic` in a compound and above.
    ///
    /// # Errors
    /// `field_missing`, `field_too_long`, `field_unfit` (`source`: the flow has no such word), `household_unknown`,
    /// `scope_missing`, `flow_off`, `not_allowed`; [`Error::Store`].
    pub fn collect_topic(&self, draft: TopicDraft) -> Result<DocId, Error> {
        self.command(|command| Ok(collect(command, &draft)?.1))
    }

    /// Topics, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_topics(&self, limit: u32, after: Option<&str>) -> Result<Page<TopicView>, Error> {
        let device = self.shown.device();
        self.view(|connection, roster| {
            paging::page(
                limit,
                after,
                |before, most| Ok(page(connection, &Filter::default(), before, most)?),
                |listed| listed.row.position,
                |rows| views(connection, (roster, device), &rows),
            )
        })
    }
}

/// Collects a topic: its record, and its id.
pub(in crate::workspace) fn collect(
    command: &mut Command<'_>,
    draft: &TopicDraft,
) -> Result<(RecordId, DocId), Error> {
    if draft.title.trim().is_empty() {
        return Err(Error::field("title", Code::FieldMissing));
    }
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
    let values = |_: &[Field]| {
        let mut values = Values::default();
        values.put(field::SOURCE, value(draft.source.name()));
        values.put(field::TITLE, value(draft.title.as_str()));
        if !draft.text.is_empty() {
            values.put(field::TEXT, value(draft.text.as_str()));
        }
        if let Some(home) = home {
            values.put(field::HOUSEHOLD, value(home.household.to_string()));
        }
        values
    };
    let (flow, step) = matters::offered_to(command.roster(), scope, collects)?;
    let (topic, record) = matters::open(command, &flow, scope, (&step, Vec::new()), values)?;
    Ok((record, topic))
}

/// Whether a step of a flow collects a topic.
fn collects(flow: &Flow, step: &StepKind) -> bool {
    let has = |name: &str| step.fields.iter().any(|field| field.name == name);
    flow.class.as_deref() == Some(DocKind::Topic.name())
        && step.may == Operation::CollectTopic.name()
        && [field::SOURCE, field::TITLE].into_iter().all(has)
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
        if command.check(Operation::CollectTopic, place).is_ok()
            && best.is_none_or(|(known, _)| depth > known)
        {
            best = Some((depth, place));
        }
    }
    best.map(|(_, place)| place)
        .ok_or(Error::field("household", Code::ScopeMissing))
}

/// Topics of a filter before a position, newest first.
pub(crate) fn page(
    connection: &Connection,
    filter: &Filter,
    before: Position,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let filter = Filter {
        class: Some(DocKind::Topic),
        says: Some(field::SOURCE),
        ..filter.clone()
    };
    matter::page(connection, &filter, before, limit)
}

/// The topic of a document's local number.
pub(crate) fn by_doc(connection: &Connection, doc: i64) -> Result<Option<Listed>, StoreError> {
    Ok(matter::by_doc(connection, doc)?.filter(|listed| source_of(listed).is_some()))
}

/// The way by which a topic came; `None` of a matter that is none: of the class topic are objections to votes too.
pub(crate) fn source_of(listed: &Listed) -> Option<TopicSource> {
    let source = listed.row.opened.get(field::SOURCE)?;
    TopicSource::from_name(source).filter(|_| listed.stands_in(DocKind::Topic))
}

/// Whether something is still to be done about a topic: nobody withdrew it, and it has not come to its end.
pub(crate) fn is_open(listed: &Listed) -> bool {
    source_of(listed).is_some() && listed.row.standing != Standing::Withdrawn && !listed.row.ended
}

/// Topics for people.
pub(crate) fn views(
    connection: &Connection,
    (roster, device): (&Roster, DeviceId),
    rows: &[Listed],
) -> Result<Vec<TopicView>, Error> {
    let households = rows.iter().filter_map(|listed| listed.row.household());
    let doors = address::doors(connection, roster, &households.collect())?;
    let views = rows
        .iter()
        .filter_map(|listed| view_at((roster, device), listed, &doors));
    Ok(views.collect())
}

/// A topic with its author's corrections; `None` of what is none.
pub(crate) fn view(
    connection: &Connection,
    (roster, device): (&Roster, DeviceId),
    listed: &Listed,
) -> Result<Option<TopicView>, StoreError> {
    let household = listed.row.household().into_iter().collect();
    let doors = address::doors(connection, roster, &household)?;
    Ok(view_at((roster, device), listed, &doors))
}

fn view_at(
    (roster, device): (&Roster, DeviceId),
    listed: &Listed,
    doors: &BTreeMap<HouseholdId, String>,
) -> Option<TopicView> {
    let source = source_of(listed)?;
    let row = &listed.row;
    let text = row.opened.get(field::TEXT);
    Some(TopicView {
        topic: listed.doc,
        source,
        household: row.household().and_then(|id| doors.get(&id)).cloned(),
        title: row.title.clone(),
        text: text.filter(|text| !text.is_empty()).cloned(),
        at: row.at,
        by: row.member,
        scope: roster.scope_name(listed.scope),
        place_said: place_ref::said(roster, listed.scope),
        standing: row.standing,
        relayed: listed.relayed,
        ahead: row.position.at != row.at.0,
        changed: matters::changed_of(roster, device, listed),
    })
}

/// The values that a change gives.
pub(in crate::workspace) fn changed(
    command: &Command<'_>,
    change: TopicChange,
) -> Result<Values, Error> {
    let mut values = Values::default();
    if let Some(source) = change.source {
        values.put(field::SOURCE, value(source.name()));
    }
    if let Some(title) = change.title {
        if title.trim().is_empty() {
            return Err(Error::field("title", Code::FieldMissing));
        }
        values.put(field::TITLE, value(title));
    }
    match change.text {
        Edit::Keep => {}
        // An amendment takes away what it says empty.
        Edit::Clear => values.put(field::TEXT, value("")),
        Edit::Set(text) => values.put(field::TEXT, value(text)),
    }
    match change.household {
        Edit::Keep => {}
        Edit::Clear => values.put(field::HOUSEHOLD, value("")),
        Edit::Set(door) => {
            let home = address::home(command.intake.tx, command.roster(), &door, "household")?;
            values.put(field::HOUSEHOLD, value(home.household.to_string()));
        }
    }
    Ok(values)
}
