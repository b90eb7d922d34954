//! 名册: what is known of households and persons.

use crate::domain::Code;
use crate::domain::entry::{Entry, RegisterEntry};
use crate::domain::words::PersonKind;
use crate::domain::{DocKind, HouseholdId, MemberId, PersonId, RecordId, Timestamp};
use crate::projection::list::Position;
use crate::projection::visit;
use crate::roster::Roster;
use crate::store::{StoreError, record};
use crate::workspace::deliberation::agendas::fold;
use crate::workspace::doors::address;
use crate::workspace::doors::visits;
use crate::workspace::{Error, FieldView, HouseholdView, PersonView, ValueView, Workspace};
use rusqlite::{Connection, OptionalExtension};

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
            let floor = connection
                .prepare_cached("SELECT floor FROM household WHERE id = ?1 LIMIT 1")
                .map_err(StoreError::from)?
                .query_row([home.household.as_bytes()], |row| row.get(0))
                .map_err(StoreError::from)?;
            let mut people = Vec::new();
            for (person, kind) in people_of(connection, home.household)? {
                people.push(PersonView {
                    person,
                    kind,
                    fields: fields_of(connection, person.as_bytes())?,
                });
            }
            Ok(HouseholdView {
                household: home.household,
                door: address::door(connection, roster, home.household)?,
                floor,
                fields: fields_of(connection, home.household.as_bytes())?,
                people,
                visits: visit::page(connection, Some(home.household), Position::START, LAST_VISITS)?
                    .iter()
                    .filter_map(|versions| visits::view(roster, versions))
                    .collect(),
            })
        })
    }

    /// Takes an import back as one: its records count as if they had never been written. Gives how many records that is.
    ///
    /// # Errors
    /// `record_unknown`, `not_allowed`; [`Error::Store`].
    pub fn undo_import(&self, records: &[RecordId]) -> Result<u64, Error> {
        self.command(|command| {
            for id in records {
                let row = record::by_id(command.intake.tx, *id)?
                    .filter(|row| row.header.kind.0 == DocKind::Register.code())
                    .ok_or(Error::field("records", Code::RecordUnknown))?;
                let entry = Entry::Register(RegisterEntry::Undo(*id));
                command.write(row.header.scope, &entry, None)?;
            }
            Ok(records.len() as u64)
        })
    }
}

/// A value that nothing replaces.
pub(in crate::workspace) struct LiveValue {
    pub record: RecordId,
    pub doc: i64,
    pub field: String,
    pub is_person: bool,
    pub value: ValueView,
}

/// Every live value of a household or person, by field, then record.
pub(in crate::workspace) fn live_values(
    connection: &Connection,
    subject: &[u8; 16],
) -> Result<Vec<LiveValue>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, r.doc, v.field, v.person, v.value, v.member, v.at FROM register_value v JOIN record r USING(num)
         WHERE v.subject = ?1 AND NOT EXISTS (SELECT 1 FROM register_supersedes s
           WHERE s.subject = v.subject AND s.field = v.field AND s.target = r.id)
         ORDER BY v.field, r.id",
    )?;
    let rows = statement.query_map([subject], |row| {
        Ok(LiveValue {
            record: RecordId::from_bytes(row.get(0)?),
            doc: row.get(1)?,
            field: row.get(2)?,
            is_person: row.get(3)?,
            value: ValueView {
                record: RecordId::from_bytes(row.get(0)?),
                value: row.get(4)?,
                by: MemberId::from_bytes(row.get(5)?),
                at: Timestamp(row.get(6)?),
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn fields_of(connection: &Connection, subject: &[u8; 16]) -> Result<Vec<FieldView>, StoreError> {
    Ok(fold(
        live_values(connection, subject)?
            .into_iter()
            .map(|live| (live.field, live.value)),
    ))
}

/// People of a household, in a fixed order.
pub(in crate::workspace) fn people_of(
    connection: &Connection,
    household: HouseholdId,
) -> Result<Vec<(PersonId, PersonKind)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, min(kind) FROM person WHERE household = ?1 GROUP BY id ORDER BY min(kind), id",
    )?;
    let rows = statement.query_map([household.as_bytes()], |row| {
        let kind: u8 = row.get(1)?;
        Ok((
            PersonId::from_bytes(row.get(0)?),
            PersonKind::try_from(kind).unwrap_or(PersonKind::Resident),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One live text of a field: the first in a fixed order, where several contradict each other.
pub(in crate::workspace) fn value_of(
    connection: &Connection,
    subject: &[u8; 16],
    field: &str,
) -> Result<Option<String>, StoreError> {
    Ok(live_values(connection, subject)?
        .into_iter()
        .filter(|live| live.field == field)
        .find_map(|live| live.value.value)
        .filter(|text| !text.is_empty()))
}

/// The door of a household, or of the household of a person.
pub(in crate::workspace) fn subject_title(
    connection: &Connection,
    roster: &Roster,
    subject: &[u8; 16],
) -> Result<String, StoreError> {
    let household: Option<[u8; 16]> = connection
        .prepare_cached("SELECT household FROM person WHERE id = ?1 LIMIT 1")?
        .query_row([subject], |row| row.get(0))
        .optional()?;
    address::door(
        connection,
        roster,
        HouseholdId::from_bytes(household.unwrap_or(*subject)),
    )
}
