//! 议程: editing agendas, alone or together, and reading them.

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::{AgendaEntry, Entry};
use crate::domain::{DocId, DocKind, MemberId, PlaceId, RecordId, Timestamp};
use crate::records::caps;
use crate::roster::Roster;
use crate::store::{StoreError, document, record};
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::correct::opening;
use crate::workspace::doors::address;
use crate::workspace::{AgendaView, Error, FieldView, ScopeName, ValueView, Workspace};
use rusqlite::Connection;

/// The field whose text merges letter by letter.
pub(in crate::workspace) const TEXT: &str = "text";

impl Workspace {
    /// Sets a field of an agenda, or makes a new agenda in `scope`. The field `text` merges with what others write at
    /// the same time; in every other field two concurrent values are a conflict, and both are kept.
    ///
    /// # Errors
    /// `record_unknown`, `scope_missing`, `place_unknown`, `field_missing`, `field_too_long`, `edit_too_large`,
    /// `not_allowed`; [`Error::Store`].
    pub fn edit_agenda(
        &self,
        agenda: Option<DocId>,
        scope: Option<&ScopeName>,
        field: &str,
        value: &str,
    ) -> Result<DocId, Error> {
        named("field", field)?;
        bounded("value", value, caps::TEXT_CHARS)?;
        self.command(|command| {
            let now = command.now();
            let (doc, place) = match agenda {
                Some(doc) => {
                    let num = document::find(command.intake.tx, doc, DocKind::Agenda)?
                        .ok_or(Error::field("agenda", Code::RecordUnknown))?;
                    let (_, _, place) = document::row(command.intake.tx, num)?;
                    (doc, place)
                }
                None => {
                    let scope = scope.ok_or(Error::field("scope", Code::ScopeMissing))?;
                    let place = address::place(command.roster(), scope, "scope")?;
                    let subject = command.random().bytes();
                    let entry = Entry::Agenda(AgendaEntry::Opened { subject, at: now });
                    command.write(place, &entry, None)?;
                    (
                        command.doc(DocKind::Agenda, &opened_subject(place, &subject)),
                        place,
                    )
                }
            };
            let num = document::find(command.intake.tx, doc, DocKind::Agenda)?
                .ok_or(Error::field("agenda", Code::RecordUnknown))?;
            if field == TEXT {
                command.write_text(place, doc, num, value)?;
                return Ok(doc);
            }
            let live = live_fields(command.intake.tx, num)?;
            let entry = Entry::Agenda(AgendaEntry::Field {
                name: field.to_owned(),
                supersedes: live
                    .into_iter()
                    .filter(|live| live.name == field)
                    .map(|live| live.id)
                    .collect(),
                at: now,
            });
            command.write_into(place, doc, &entry, fields([("value", Some(value))]))?;
            Ok(doc)
        })
    }

    /// An agenda with all its fields: one value each, or all the concurrent ones.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn agenda(&self, agenda: DocId) -> Result<AgendaView, Error> {
        self.view(|connection, roster| {
            document::find(connection, agenda, DocKind::Agenda)?
                .map(|num| view(connection, roster, num))
                .transpose()?
                .flatten()
                .ok_or(Error::field("agenda", Code::RecordUnknown))
        })
    }

    /// Every agenda that this store holds, newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list_agendas(&self) -> Result<Vec<AgendaView>, Error> {
        self.view(|connection, roster| {
            let mut statement = connection
                .prepare_cached(
                    "SELECT a.doc FROM agenda a JOIN doc d ON d.num = a.doc
                     GROUP BY a.doc ORDER BY max(a.at) DESC, d.id",
                )
                .map_err(StoreError::from)?;
            let docs = statement
                .query_map([], |row| row.get(0))
                .map_err(StoreError::from)?
                .collect::<rusqlite::Result<Vec<i64>>>()
                .map_err(StoreError::from)?;
            let mut views = Vec::new();
            for doc in docs {
                views.extend(view(connection, roster, doc)?);
            }
            Ok(views)
        })
    }
}

/// A live value of a field.
pub(in crate::workspace) struct LiveField {
    pub id: RecordId,
    pub name: String,
    pub value: ValueView,
}

/// Every live value of an agenda's fields, by name, then record.
pub(in crate::workspace) fn live_fields(
    connection: &Connection,
    doc: i64,
) -> Result<Vec<LiveField>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id, f.name, f.value, f.member, f.at FROM agenda_field f JOIN record r USING(num)
         WHERE f.doc = ?1 AND NOT EXISTS (SELECT 1 FROM supersedes s JOIN record n ON n.num = s.num
           WHERE s.target = r.id AND n.doc = r.doc)
         ORDER BY f.name, r.id",
    )?;
    let rows = statement.query_map([doc], |row| {
        Ok(LiveField {
            id: RecordId::from_bytes(row.get(0)?),
            name: row.get(1)?,
            value: ValueView {
                value: row.get(2)?,
                by: MemberId::from_bytes(row.get(3)?),
                at: Timestamp(row.get(4)?),
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts values of one field together, equal ones once (equal values are folded on display only).
pub(in crate::workspace) fn fold(
    values: impl IntoIterator<Item = (String, ValueView)>,
) -> Vec<FieldView> {
    let mut folded: Vec<FieldView> = Vec::new();
    for (name, value) in values {
        match folded.last_mut() {
            Some(field) if field.name == name => {
                let known = field
                    .values
                    .iter()
                    .any(|known| known.value.is_some() && known.value == value.value);
                if !known {
                    field.values.push(value);
                }
            }
            _ => folded.push(FieldView {
                name,
                values: vec![value],
            }),
        }
    }
    folded
}

fn view(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
) -> Result<Option<AgendaView>, StoreError> {
    if opening(connection, doc)?.is_none() {
        return Ok(None);
    }
    let (agenda, _, scope): (DocId, u16, PlaceId) = document::row(connection, doc)?;
    let mut fields = fold(
        live_fields(connection, doc)?
            .into_iter()
            .map(|live| (live.name, live.value)),
    );
    let text: Option<String> = connection
        .prepare_cached("SELECT text FROM doc WHERE num = ?1")?
        .query_row([doc], |row| row.get(0))?;
    let mut contested = false;
    if let Some(text) = text {
        let last = record::last_text(connection, doc)?;
        contested = record::has_contested(connection, doc)?;
        let by = last
            .as_ref()
            .and_then(|row| roster.device(row.header.device))
            .map(|device| device.member);
        if let (Some(row), Some(by)) = (last, by) {
            let at = fields.partition_point(|field| field.name.as_str() < TEXT);
            fields.insert(
                at,
                FieldView {
                    name: TEXT.to_owned(),
                    values: vec![ValueView {
                        value: Some(text),
                        by,
                        at: Timestamp(row.header.display_millis()),
                    }],
                },
            );
        }
    }
    Ok(Some(AgendaView {
        agenda,
        scope: roster.scope_name(scope),
        fields,
        contested,
    }))
}
