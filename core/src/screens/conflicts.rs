//! Conflicts as a screen shows them: which thing, where, what each said, and whether this member decides.

use super::labels;
use super::thing::Thing;
use super::values::{MemberRef, PlaceRef};
use crate::domain::vocabulary::{ItemResult, VisitOutcome};
use crate::domain::{DocId, DocKind, RecordId, Role, ThingKind, Timestamp};
use crate::roster::Roster;
use crate::store::{Connection, document};
use crate::workspace::Said;
use crate::workspace::doors::address;
use crate::workspace::office::external_ids;
use crate::workspace::{ConflictOwner, ConflictView, Error, HEADS, Page, Workspace, system_said};

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The document and the field that [`Workspace::resolve`] takes.
    pub document: DocId,
    /// See [`Self::document`].
    pub field: String,
    /// The thing that it is about.
    pub thing: Thing,
    /// The kind of document.
    pub kind: DocKind,
    /// The thing's name for people, in one line (`3-1-501`).
    pub title: Said,
    /// Where.
    pub place: Option<PlaceRef>,
    /// The field's name for people.
    pub label: Said,
    /// What each said.
    pub values: Vec<ConflictValue>,
    /// Who decides.
    pub owner: ConflictOwner,
    /// Whether this member does.
    pub mine: bool,
}

/// One of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictValue {
    /// The record that says so.
    pub record: RecordId,
    /// The value as [`Workspace::resolve`] takes it: its text, or the record where its author or whoever settles a matter decides; `None`
    /// withdraws, or its words are not here.
    pub value: Option<String>,
    /// The value for people.
    pub said: Said,
    /// Its author.
    pub by: MemberRef,
    /// Time by his clock.
    pub at: Timestamp,
}

impl Workspace {
    /// Everything in which values contradict each other, as a screen shows it; pages as [`Self::conflicts`].
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn conflict_list(&self, limit: u32, after: Option<&str>) -> Result<Page<Conflict>, Error> {
        let page = self.conflicts(limit, after)?;
        self.view(|connection, roster| {
            let mut items = Vec::with_capacity(page.items.len());
            for view in page.items {
                items.push(self.shown(connection, roster, view)?);
            }
            Ok(Page {
                items,
                next: page.next,
                total: page.total,
            })
        })
    }

    fn shown(
        &self,
        connection: &Connection,
        roster: &Roster,
        view: ConflictView,
    ) -> Result<Conflict, Error> {
        let (device, member) = self.whose();
        let scope = match document::find(connection, view.document, view.kind)? {
            Some(num) => Some(document::row(connection, num)?.2),
            None => None,
        };
        let place = scope.and_then(|scope| PlaceRef::of(roster, scope));
        let has_one_of = |roles: &[Role]| {
            scope.is_some_and(|scope| {
                let mut grants = roster.current_grants(device);
                grants.any(|grant| roles.contains(&grant.role) && roster.covers(grant.scope, scope))
            })
        };
        let mine = match &view.owner {
            ConflictOwner::Author { member: author } => member == Some(*author),
            ConflictOwner::Role { role } => has_one_of(&[*role]),
            ConflictOwner::Roles { roles } => has_one_of(roles),
        };
        let (kind, id) = match view.kind {
            DocKind::Register => {
                let id = view.field.split('/').next().unwrap_or_default();
                (ThingKind::Household, id.to_owned())
            }
            DocKind::Visits => (ThingKind::Visit, view.field.clone()),
            DocKind::Topic => (ThingKind::Topic, view.document.to_string()),
            DocKind::Agenda => (ThingKind::Agenda, view.document.to_string()),
            DocKind::Round => (ThingKind::Round, view.document.to_string()),
            DocKind::Motion | DocKind::Ballots => (ThingKind::Tally, view.document.to_string()),
            DocKind::Hazard => (ThingKind::Hazard, view.document.to_string()),
            _ => (ThingKind::Matter, view.document.to_string()),
        };
        let thing = super::thing::find(connection, roster, &id)?.unwrap_or(Thing {
            kind,
            id,
            title: view.title.zh.clone(),
            place: place.clone(),
            household: None,
        });
        let is_by_record = !matches!(view.owner, ConflictOwner::Role { .. });
        let mut words = view.words.iter();
        // A heading names the thing; the field is said beside it.
        let title = match (view.kind, thing.household) {
            (DocKind::Register, Some(home)) => {
                Said::typed(address::door(connection, roster, home)?)
            }
            (DocKind::Round, _) => Said::typed(&thing.title),
            _ if is_number(&view) => match &thing.place {
                Some(place) if thing.title.is_empty() => place.said.clone(),
                _ => Said::typed(&thing.title),
            },
            _ => view.title.clone(),
        };
        Ok(Conflict {
            document: view.document,
            label: field_label(roster, &view),
            values: view
                .values
                .iter()
                .map(|one| ConflictValue {
                    record: one.record,
                    value: one.value.as_ref().map(|value| {
                        if is_by_record {
                            one.record.to_string()
                        } else {
                            value.clone()
                        }
                    }),
                    said: match words.next() {
                        Some(Some(said)) => said.clone(),
                        _ => said(&view, one.value.as_deref()),
                    },
                    by: MemberRef::of(roster, one.by),
                    at: one.at,
                })
                .collect(),
            title,
            field: view.field,
            thing,
            kind: view.kind,
            place,
            owner: view.owner,
            mine,
        })
    }
}

/// Whether it is about a number that another system gives a document.
fn is_number(view: &ConflictView) -> bool {
    view.kind != DocKind::Register && view.field.starts_with(external_ids::PREFIX)
}

/// A number's name by that of its system.
fn number_in(system: &Said) -> Said {
    Said::new(
        format!("{}的编号", system.zh),
        format!("number in {}", system.en),
    )
}

fn field_label(roster: &Roster, view: &ConflictView) -> Said {
    match view.kind {
        // What is called so is the number; the system has its name from the pack.
        _ if is_number(view) => number_in(&view.title),
        kind if kind.holds_matters() && view.field == HEADS => {
            Said::new("往下怎么办", "how it goes on")
        }
        DocKind::Register => {
            let (_, name) = view.field.split_once('/').unwrap_or(("", &view.field));
            match name.strip_prefix(external_ids::PREFIX) {
                Some(system) => number_in(&system_said(roster, system)),
                None => labels::of_register(name),
            }
        }
        DocKind::Agenda => labels::of_agenda(&view.field),
        DocKind::Visits => Said::new("走访结果", "outcome of the visit"),
        DocKind::Topic => Said::new("议题", "topic"),
        DocKind::Hazard => Said::new("隐患", "hazard"),
        kind if kind.holds_matters() => Said::new("更正", "amendment"),
        _ => Said::typed(view.field.clone()),
    }
}

/// A value in words: the first word of a visit's is its outcome, the rest its note.
fn said(view: &ConflictView, value: Option<&str>) -> Said {
    let Some(value) = value else {
        return Said::new("撤回", "withdrawn");
    };
    match view.kind {
        DocKind::Register => {
            let (_, name) = view.field.split_once('/').unwrap_or_default();
            labels::value_of_register(name, value)
        }
        DocKind::Visits => {
            let (word, note) = value.split_once(' ').unwrap_or((value, ""));
            VisitOutcome::from_name(word).map_or_else(
                || Said::typed(value),
                |outcome| {
                    let with = |said: &str| format!("{said} {note}").trim_end().to_owned();
                    Said::new(with(outcome.zh()), with(outcome.en()))
                },
            )
        }
        DocKind::Round => ItemResult::from_name(value).map_or_else(
            || Said::typed(value),
            |result| Said::new(result.zh(), result.en()),
        ),
        _ => Said::typed(value),
    }
}
