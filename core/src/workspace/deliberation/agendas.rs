//! 议程: editing agendas, alone or together, and reading them.

use crate::admission::opened_subject;
use crate::domain::Code;
use crate::domain::entry::{AgendaEntry, Entry};
use crate::domain::{DocId, DocKind};
use crate::projection::agenda::{self, AgendaRow, FieldRow};
use crate::records::caps;
use crate::roster::Roster;
use crate::rules::authority::Operation;
use crate::store::Connection;
use crate::store::document;
use crate::workspace::author::{bounded, fields, named};
use crate::workspace::doors::address;
use crate::workspace::paging;
use crate::workspace::{AgendaView, Error, FieldView, Page, ScopeName, ValueView, Workspace};

/// The field whose text merges letter by letter.
pub(crate) const TEXT: &str = "text";

impl Workspace {
    /// Sets a field of an agenda, or makes a new agenda in `scope`. The field `text` merges with what others write at
    /// the same time; in every other field two concurrent values are a conflict, and both are kept until the role that owns
    /// the field decides ([`Self::resolve`]); a new value then replaces one's own alone.
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
                        command.doc(
                            DocKind::Agenda,
                            &opened_subject(place, command.keys.device(), &subject),
                        ),
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
            let live: Vec<_> = agenda::fields(command.intake.tx, &[num])?
                .into_iter()
                .filter(|live| live.name == field)
                .collect();
            let supersedes =
                command.replaceable_words(live.iter().map(|live| (live.record, live.member)))?;
            let entry = Entry::Agenda(AgendaEntry::Field {
                name: field.to_owned(),
                supersedes,
                at: now,
                text: None,
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
            let unknown = || Error::field("agenda", Code::RecordUnknown);
            let doc = document::find(connection, agenda, DocKind::Agenda)?.ok_or_else(unknown)?;
            let row = agenda::by_doc(connection, doc)?.ok_or_else(unknown)?;
            views(connection, roster, vec![row])?
                .pop()
                .ok_or_else(unknown)
        })
    }

    /// The agendas that this store holds, newest first.
    ///
    /// # Errors
    /// `cursor_invalid`; [`Error::Store`].
    pub fn list_agendas(&self, limit: u32, after: Option<&str>) -> Result<Page<AgendaView>, Error> {
        self.view(|connection, roster| {
            paging::page(
                limit,
                after,
                |before, most| Ok(agenda::page(connection, before, most)?),
                |row| row.position,
                |rows| views(connection, roster, rows),
            )
        })
    }
}

/// A value of a field as people see it, with the field's name.
pub(crate) fn named_value(row: &FieldRow) -> (String, ValueView) {
    let value = ValueView {
        record: row.record,
        value: row.value.clone(),
        by: row.member,
        at: row.at,
        relayed: row.relayed,
    };
    (row.name.clone(), value)
}

/// Puts values of one field together, equal ones once (equal values are folded on display only).
pub(crate) fn fold(values: impl IntoIterator<Item = (String, ValueView)>) -> Vec<FieldView> {
    let mut folded: Vec<FieldView> = Vec::new();
    for (name, value) in values {
        match folded.last_mut() {
            Some(field) if field.name == name => {
                let known = field
                    .values
                    .iter_mut()
                    .find(|known| known.value.is_some() && known.value == value.value);
                match known {
                    // Said outright once, it waits for no confirmation.
                    Some(known) => known.relayed &= value.relayed,
                    None => field.values.push(value),
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

/// Agendas with their fields and texts.
fn views(
    connection: &Connection,
    roster: &Roster,
    rows: Vec<AgendaRow>,
) -> Result<Vec<AgendaView>, Error> {
    let docs: Vec<i64> = rows.iter().map(|row| row.doc.0).collect();
    let mut fields = agenda::fields(connection, &docs)?.into_iter().peekable();
    let texts = agenda::last_texts(connection, &docs)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = std::iter::from_fn(|| fields.next_if(|field| field.doc.0 == row.doc.0));
            let mut folded = fold(own.map(|field| named_value(&field)));
            let last = texts.get(&row.doc.0).and_then(|change| {
                let by = roster.device(change.device)?.member;
                Some((change, by))
            });
            let contested = row.text.is_some() && row.contested;
            if let (Some(text), Some((change, by))) = (row.text, last) {
                let at = folded.partition_point(|field| field.name.as_str() < TEXT);
                let value = ValueView {
                    record: change.record,
                    value: Some(text),
                    by,
                    at: change.at,
                    relayed: roster.relays(
                        change.device,
                        Operation::EditAgenda,
                        row.scope,
                        &change.roster,
                    ),
                };
                let field = FieldView {
                    name: TEXT.to_owned(),
                    values: vec![value],
                };
                folded.insert(at, field);
            }
            AgendaView {
                agenda: row.doc.1,
                scope: roster.scope_name(row.scope),
                fields: folded,
                contested,
                waiting: row.waiting,
                ahead: row.ahead,
            }
        })
        .collect())
}
