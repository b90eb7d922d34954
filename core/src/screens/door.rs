//! A household's screen: everything that is known at a door.

use super::changes::{self, ProposedChange};
use super::labels;
use super::plan::{FLAGS, QUIET_HOURS, knock};
use super::silence::{self, Silence};
use super::values::{MemberRef, PlaceRef};
use crate::domain::vocabulary::PersonKind;
use crate::domain::{
    Code, DocId, Flag, HouseholdId, Knock, PersonId, QuietHours, RecordId, Standing, Timestamp,
};
use crate::projection::home as rows;
use crate::projection::list::Position;
use crate::projection::matter::Filter;
use crate::projection::{photo, proposal, register, roll, visit};
use crate::roster::Roster;
use crate::workspace::Said;
use crate::workspace::deliberation::topics;
use crate::workspace::doors::household::fields_of;
use crate::workspace::doors::{address, visits};
use crate::workspace::office::external_ids::numbers_of;
use crate::workspace::{
    Error, ExternalIdView, FieldView, PhotoView, TopicView, VisitView, Workspace, watches,
};

/// Visits on the screen.
const LAST_VISITS: u32 = 20;
/// Topics on the screen: the newest.
const MOST_TOPICS: u32 = 200;

/// The screen of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The household.
    pub household: HouseholdId,
    /// Its door number.
    pub door: String,
    /// Its stairwell.
    pub place: Option<PlaceRef>,
    /// Its floor.
    pub floor: Option<i32>,
    /// Other places whose registers claim the same household.
    pub claimed_elsewhere: Vec<PlaceRef>,
    /// Its marks.
    pub flags: Vec<Flag>,
    /// The hours in which nobody knocks, as the register says (`21:00-08:00`).
    pub quiet_hours: Option<String>,
    /// Whether one may knock now.
    pub knock: Knock,
    /// Nobody opens, and it needs care.
    pub silence: Option<Silence>,
    /// Its own fields, with labels.
    pub fields: Vec<DoorField>,
    /// The people who live there or own it: owners first.
    pub people: Vec<DoorPerson>,
    /// The last visits, newest first.
    pub visits: Vec<VisitView>,
    /// Changes that somebody proposed and nobody has decided (待核).
    pub proposals: Vec<ProposedChange>,
    /// The household that it was merged into, where it is none any more.
    pub merged_into: Option<HouseholdId>,
    /// Topics from here, those that were withdrawn left out.
    pub topics: Vec<TopicView>,
    /// Tallies that run and in which it votes.
    pub tallies: Vec<DoorTally>,
    /// Photos of the visits that are shown.
    pub photos: Vec<PhotoView>,
    /// Its numbers in other systems.
    pub external_ids: Vec<ExternalIdView>,
    /// The moment at which to read again though nothing changed.
    pub valid_until: Timestamp,
}

/// A person on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorPerson {
    /// The person.
    pub person: PersonId,
    /// Owner, resident or tenant.
    pub kind: PersonKind,
    /// The name, the first of several that contradict each other.
    pub name: Option<String>,
    /// All fields, with labels.
    pub fields: Vec<DoorField>,
}

/// A field with all its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorField {
    /// Its name in the register.
    pub field: String,
    /// Its name for people.
    pub label: Said,
    /// One value, or all that contradict each other.
    pub values: Vec<DoorValue>,
}

/// A value, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorValue {
    /// The record that says so.
    pub record: RecordId,
    /// The text as the register holds it (an area in whole cm²); `None` while its words are not here.
    pub value: Option<String>,
    /// The same for people (an area in m² with two decimals).
    pub said: Option<Said>,
    /// Its author.
    pub by: MemberRef,
    /// Time by his clock.
    pub at: Timestamp,
}

/// A tally in which a household votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorTally {
    /// The tally.
    pub tally: DocId,
    /// The question.
    pub title: Option<String>,
    /// The time by which ballots must be in.
    pub deadline: Timestamp,
    /// Whether a ballot of the household is here.
    pub has_voted: bool,
}

impl Workspace {
    /// A household's screen, by door number or id.
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`; [`Error::Store`].
    pub fn door(&self, household: &str) -> Result<Door, Error> {
        let now = self.now();
        let (device, _) = self.whose();
        self.view(|connection, roster| {
            let home = address::home(connection, roster, household, "household")?;
            let id = home.household;
            let row = rows::by_id(connection, id)?
                .ok_or(Error::field("household", Code::HouseholdUnknown))?;
            let values = register::of_household(connection, id)?;
            let own = fields_of(&values, id.as_bytes());
            let flags = Flag::list(first_text(&own, FLAGS).unwrap_or_default());
            let quiet_hours = first_text(&own, QUIET_HOURS).map(str::to_owned);
            let quiet = quiet_hours.as_deref().and_then(QuietHours::parse);
            let people = rows::people(connection, Some(id))?
                .into_iter()
                .map(|one| {
                    let fields = fields_of(&values, one.person.as_bytes());
                    DoorPerson {
                        person: one.person,
                        kind: one.kind,
                        name: first_text(&fields, "name").map(str::to_owned),
                        fields: labelled(roster, fields),
                    }
                })
                .collect();
            let visits: Vec<VisitView> =
                visit::page(connection, Some(id), Position::START, LAST_VISITS)?
                    .iter()
                    .filter_map(|versions| visits::view(roster, versions))
                    .collect();
            let shown: Vec<RecordId> = visits.iter().map(|visit| visit.visit).collect();
            let from_here = Filter {
                household: Some(id),
                ..Filter::default()
            };
            let rows = topics::page(connection, &from_here, Position::START, MOST_TOPICS)?;
            let mut topics = topics::views(connection, (roster, device), &rows)?;
            topics.retain(|topic| topic.standing != Standing::Withdrawn);
            topics.sort_by_key(|topic| (std::cmp::Reverse(topic.at), topic.topic));
            let votes = roll::open(connection, &[row.stairwell], now)?;
            let tallies: Vec<DoorTally> = votes
                .into_iter()
                .filter(|vote| vote.household == id)
                .map(|vote| DoorTally {
                    tally: vote.motion,
                    title: vote.title,
                    deadline: vote.deadline,
                    has_voted: vote.has_voted,
                })
                .collect();
            let next = tallies.iter().map(|tally| tally.deadline);
            let turn = quiet.map(|quiet| super::plan::next_turn(now, quiet));
            let valid_until = next.chain(turn).fold(now.next_day(), Timestamp::min);
            let claims = rows::elsewhere(connection, &row)?;
            Ok(Door {
                household: id,
                door: address::door_text(roster, row.stairwell, &row.room),
                place: PlaceRef::of(roster, row.stairwell),
                floor: row.floor,
                claimed_elsewhere: claims
                    .into_iter()
                    .filter_map(|place| PlaceRef::of(roster, place))
                    .collect(),
                knock: knock(&flags, quiet, now),
                silence: silence::of(
                    &watches(roster, row.stairwell),
                    &flags,
                    &silence::misses_of(connection, id)?,
                    now,
                ),
                flags,
                quiet_hours,
                fields: labelled(roster, own),
                people,
                photos: self.photo_views(connection, photo::of_records(connection, &shown)?)?,
                proposals: changes::views(
                    connection,
                    roster,
                    proposal::of_household(connection, id)?,
                )?,
                merged_into: rows::closed(connection, id)?.flatten(),
                visits,
                topics,
                tallies,
                external_ids: numbers_of(connection, roster, id.as_bytes())?,
                valid_until,
            })
        })
    }
}

/// The first value of a field.
fn first_text<'a>(fields: &'a [FieldView], name: &str) -> Option<&'a str> {
    let field = fields.iter().find(|field| field.name == name)?;
    let mut texts = field.values.iter().filter_map(|one| one.value.as_deref());
    texts.find(|text| !text.is_empty())
}

fn labelled(roster: &Roster, fields: Vec<FieldView>) -> Vec<DoorField> {
    fields
        .into_iter()
        .map(|field| DoorField {
            label: labels::of_register(&field.name),
            values: field
                .values
                .into_iter()
                .map(|value| DoorValue {
                    record: value.record,
                    said: value
                        .value
                        .as_deref()
                        .map(|text| labels::value_of_register(&field.name, text)),
                    value: value.value,
                    by: MemberRef::of(roster, value.by),
                    at: value.at,
                })
                .collect(),
            field: field.name,
        })
        .collect()
}
