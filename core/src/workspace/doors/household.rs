//! 名册: what is known of households and persons.

use crate::domain::Code;
use crate::domain::entry::term;
use crate::domain::{HouseholdId, PersonId, RecordId};
use crate::projection::home as rows;
use crate::projection::list::Position;
use crate::projection::register::{self, ValueRow};
use crate::projection::visit;
use crate::roster::Roster;
use crate::store::{Connection, StoreError};
use crate::workspace::deliberation::agendas::fold;
use crate::workspace::doors::address;
use crate::workspace::doors::visits;
use crate::workspace::{Error, FieldView, HouseholdView, PersonView, ValueView, Workspace};

/// Visits on a household's screen.
const LAST_VISITS: u32 = 10;

impl Workspace {
    /// A household's screen: its fields, its people, its last visits.
    ///
    /// # Errors
    /// `household_unknown`, `household_ambiguous`; [`Error::Store`].
    pub fn household(&self, door_or_id: &str) -> Result<HouseholdView, Error> {
        self.view(|connection, roster| {
            let home = address::home(connection, roster, door_or_id, "household")?;
            let id = home.household;
            let row = rows::by_id(connection, id)?
                .ok_or(Error::field("household", Code::HouseholdUnknown))?;
            let values = register::of_household(connection, id)?;
            let people = rows::people(connection, Some(id))?
                .into_iter()
                .map(|one| PersonView {
                    person: one.person,
                    kind: one.kind,
                    fields: fields_of(&values, one.person.as_bytes()),
                })
                .collect();
            let claims = rows::elsewhere(connection, &row)?;
            Ok(HouseholdView {
                household: id,
                door: address::door_text(roster, row.stairwell, &row.room),
                floor: row.floor,
                claimed_elsewhere: claims
                    .into_iter()
                    .map(|place| roster.scope_name(place))
                    .collect(),
                fields: fields_of(&values, id.as_bytes()),
                people,
                visits: visit::page(connection, Some(id), Position::START, LAST_VISITS)?
                    .iter()
                    .filter_map(|versions| visits::view(roster, versions))
                    .collect(),
            })
        })
    }
}

/// A value that nothing replaces.
pub(in crate::workspace) struct LiveValue {
    pub record: RecordId,
    pub doc: i64,
    /// The field's name, or its key while its words are not here.
    pub field: String,
    key: String,
    pub is_person: bool,
    pub value: ValueView,
}

impl LiveValue {
    /// Whether it is a value of this field; told by the key, so that an erased one is replaced like any other.
    pub(in crate::workspace) fn is_of(&self, field: &str) -> bool {
        self.key == term::key_of(field)
    }
}

/// Every live value of a household or person, by field, then record.
pub(in crate::workspace) fn live_values(
    connection: &Connection,
    subject: &[u8; 16],
) -> Result<Vec<LiveValue>, StoreError> {
    let rows = register::of_subject(connection, subject)?;
    Ok(rows
        .into_iter()
        .map(|row| LiveValue {
            record: row.record,
            doc: row.doc,
            value: value(&row),
            field: row.field,
            key: row.key,
            is_person: row.is_person,
        })
        .collect())
}

fn value(row: &ValueRow) -> ValueView {
    ValueView {
        record: row.record,
        value: row.value.clone(),
        by: row.member,
        at: row.at,
        // Nobody may write into a register under ○.
        relayed: false,
    }
}

fn fields_of(values: &[ValueRow], subject: &[u8; 16]) -> Vec<FieldView> {
    fold(
        values
            .iter()
            .filter(|row| row.subject == *subject)
            .map(|row| (row.field.clone(), value(row))),
    )
}

/// The door of a household, or of the household of a person.
pub(in crate::workspace) fn subject_title(
    connection: &Connection,
    roster: &Roster,
    subject: &[u8; 16],
) -> Result<String, StoreError> {
    let household = rows::of_person(connection, PersonId::from_bytes(*subject))?;
    let household = household.unwrap_or(HouseholdId::from_bytes(*subject));
    address::door(connection, roster, household)
}
