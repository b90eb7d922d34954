//! What an id opens: a search hit, a QR code, a notification.

use super::values::PlaceRef;
use crate::domain::{
    Code, DocId, DocKind, HouseholdId, MemberId, PersonId, PlaceId, RecordId, ThingKind,
};
use crate::projection::{agenda, home, matter, photo, register, round, tally, visit};
use crate::roster::Roster;
use crate::store::{Connection, StoreError, document, record};
use crate::workspace::deliberation::topics;
use crate::workspace::doors::{address, visits};
use crate::workspace::rounds::hazards;
use crate::workspace::{Error, Workspace};

/// A thing that a screen opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its kind.
    pub kind: ThingKind,
    /// Its id, as the screen of its kind takes it.
    pub id: String,
    /// Its name for people: a door, a title, a name; empty where its words are not here.
    pub title: String,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Its household, if it has one.
    pub household: Option<HouseholdId>,
}

impl Workspace {
    /// What an id or a door number opens.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn thing(&self, id: &str) -> Result<Thing, Error> {
        let unknown = || Error::field("thing", Code::RecordUnknown);
        self.view(|connection, roster| {
            if let Some(thing) = find(connection, roster, id.trim())? {
                return Ok(thing);
            }
            let home =
                address::home(connection, roster, id, "thing").map_err(|error| match error {
                    Error::Field { .. } => unknown(),
                    other => other,
                })?;
            household(connection, roster, home.household)?.ok_or_else(unknown)
        })
    }
}

/// The thing of an id; `None` where this store knows none.
pub(super) fn find(
    connection: &Connection,
    roster: &Roster,
    text: &str,
) -> Result<Option<Thing>, StoreError> {
    if let Ok(id) = text.parse::<RecordId>() {
        return of_record(connection, roster, id);
    }
    let Ok(id) = text.parse::<DocId>() else {
        return Ok(None);
    };
    let bytes = *id.as_bytes();
    if let Some(found) = household(connection, roster, HouseholdId::from_bytes(bytes))? {
        return Ok(Some(found));
    }
    for kind in DocKind::WRITTEN {
        if let Some(num) = document::find(connection, id, kind)?
            && let Some(found) = of_document(connection, roster, num, kind)?
        {
            return Ok(Some(found));
        }
    }
    let person = PersonId::from_bytes(bytes);
    if let Some(of) = home::of_person(connection, person)? {
        let name = register::text_of(connection, &bytes, "name")?;
        let place = address::stairwell_of(connection, of)?;
        return Ok(Some(Thing {
            kind: ThingKind::Person,
            id: text.to_owned(),
            title: name.unwrap_or_default(),
            place: place.and_then(|place| PlaceRef::of(roster, place)),
            household: Some(of),
        }));
    }
    if roster.member(MemberId::from_bytes(bytes)).is_some() {
        let name = roster.name(MemberId::from_bytes(bytes));
        return Ok(Some(Thing {
            kind: ThingKind::Member,
            id: text.to_owned(),
            title: name.unwrap_or_default().to_owned(),
            place: None,
            household: None,
        }));
    }
    let place = PlaceRef::of(roster, PlaceId::from_bytes(bytes));
    Ok(place.map(|place| Thing {
        kind: ThingKind::Place,
        id: text.to_owned(),
        title: place.label.clone(),
        place: Some(place),
        household: None,
    }))
}

fn household(
    connection: &Connection,
    roster: &Roster,
    id: HouseholdId,
) -> Result<Option<Thing>, StoreError> {
    Ok(home::by_id(connection, id)?.map(|row| Thing {
        kind: ThingKind::Household,
        id: id.to_string(),
        title: address::door_text(roster, row.stairwell, &row.room),
        place: PlaceRef::of(roster, row.stairwell),
        household: Some(id),
    }))
}

fn of_record(
    connection: &Connection,
    roster: &Roster,
    id: RecordId,
) -> Result<Option<Thing>, StoreError> {
    let Some(row) = record::by_id(connection, id)?.filter(|row| row.state.is_accepted()) else {
        return Ok(None);
    };
    let scope = row.header.scope;
    if let Some(found) = photo::by_id(connection, id)? {
        return Ok(Some(Thing {
            kind: ThingKind::Photo,
            id: id.to_string(),
            title: found.caption.unwrap_or_default(),
            place: PlaceRef::of(roster, scope),
            household: None,
        }));
    }
    let Some(kind) = DocKind::from_code(row.header.kind.0) else {
        return Ok(None);
    };
    if kind == DocKind::Visits {
        let found = visit::of_record(connection, id)?;
        let view = found.and_then(|versions| visits::view(roster, &versions));
        return Ok(view.map(|view| Thing {
            kind: ThingKind::Visit,
            id: view.visit.to_string(),
            title: view.household,
            place: PlaceRef::of(roster, scope),
            household: Some(view.household_id),
        }));
    }
    of_document(connection, roster, row.doc, kind)
}

fn of_document(
    connection: &Connection,
    roster: &Roster,
    num: i64,
    kind: DocKind,
) -> Result<Option<Thing>, StoreError> {
    let (id, _, scope) = document::row(connection, num)?;
    let thing = |kind, title: Option<String>, household| Thing {
        kind,
        id: id.to_string(),
        title: title.unwrap_or_default(),
        place: PlaceRef::of(roster, scope),
        household,
    };
    let found = match kind {
        DocKind::Topic => topics::by_doc(connection, num)?.map(|listed| {
            let household = listed.row.household();
            thing(ThingKind::Topic, listed.row.title, household)
        }),
        DocKind::Hazard => hazards::by_doc(connection, num)?.map(|listed| {
            let sort = hazards::Named::of(roster).sort(&listed);
            thing(ThingKind::Hazard, Some(sort), None)
        }),
        DocKind::Round => round::by_doc(connection, num)?
            .map(|row| thing(ThingKind::Round, Some(row.template), None)),
        DocKind::Agenda => agenda::by_doc(connection, num)?.map(|row| {
            let text = row.text.unwrap_or_default();
            let head: String = text.chars().take(40).collect();
            thing(ThingKind::Agenda, Some(head), None)
        }),
        DocKind::Motion => {
            tally::title(connection, num)?.map(|title| thing(ThingKind::Tally, title, None))
        }
        DocKind::Ballots => match tally::motion_of_part(connection, num)? {
            Some(motion) => match document::find(connection, motion, DocKind::Motion)? {
                Some(num) => of_document(connection, roster, num, DocKind::Motion)?,
                None => None,
            },
            None => None,
        },
        _ => None,
    };
    if found.is_some() || !kind.holds_matters() {
        return Ok(found);
    }
    Ok(matter::by_doc(connection, num)?.map(|listed| {
        let household = listed.row.household();
        thing(ThingKind::Matter, listed.row.title, household)
    }))
}
