//! 更正冲突: amendments of a step that contradict each other, as lists of conflicts show them. The step's author decides.

use super::changes;
use crate::domain::{Code, DocId, RecordId};
use crate::intake::{amendment_of, gather, kind_of};
use crate::projection::contradicted::Among;
use crate::projection::matter::{self, EntryRow, Listed};
use crate::roster::Roster;
use crate::rules::flows::pack::{Field, StepKind};
use crate::rules::flows::{Value, Values};
use crate::store::{Connection, StoreError, record};
use crate::workspace::{Command, ConflictOwner, ConflictView, Error, ValueView};

/// Contradictions in these documents; `title` names a matter.
pub(in crate::workspace) fn contradictions(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
    title: impl Fn(&Listed) -> String,
) -> Result<Vec<ConflictView>, StoreError> {
    let mut found = Vec::new();
    for (doc, listed) in matter::contradicted(connection, among)? {
        let gathered = gather(connection, roster, doc, listed.class)?;
        let flow = gathered.flow.as_ref().map(|(_, flow)| &**flow);
        let opening = gathered.opening.as_ref().map(|row| row.id);
        let several = gathered.changes.iter().filter(|(_, rows)| rows.len() > 1);
        for (step, rows) in several {
            let Some(taken) = gathered.steps.iter().find(|row| row.id == *step) else {
                continue;
            };
            let kind = flow.zip(taken.entry.step());
            let kind = kind.and_then(|(flow, step)| kind_of(flow, step));
            let value = |row: &EntryRow| ValueView {
                record: row.id,
                value: amendment_of(kind, row).map(|values| in_one_line(kind, &values)),
                by: row.member,
                at: row.written_at(),
                relayed: row.relayed,
            };
            found.push(ConflictView {
                document: listed.doc,
                kind: listed.class,
                field: if opening == Some(*step) {
                    listed.doc.to_string()
                } else {
                    step.to_string()
                },
                title: title(&listed),
                values: rows.iter().map(value).collect(),
                owner: ConflictOwner::Author {
                    member: taken.member,
                },
            });
        }
    }
    Ok(found)
}

/// Values in the order of the form.
fn in_one_line(kind: Option<&StepKind>, values: &Values) -> String {
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    let place = |name: &str| fields.iter().position(|field: &Field| field.name == name);
    let mut named: Vec<(&str, &Value)> = values.iter().collect();
    named.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    let texts: Vec<String> = named.into_iter().map(|(_, value)| text(value)).collect();
    texts.join(" ")
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            items.join("、")
        }
        Value::Row(row) => {
            let cells: Vec<String> = row.iter().map(|(_, cell)| text(cell)).collect();
            cells.join(" ")
        }
        Value::Null | Value::Odd => String::new(),
    }
}

/// Decides between contradicting amendments: that of record `value` holds. `field` is the document of a matter, for its opening,
/// or the record of a step.
pub(in crate::workspace) fn decide(
    command: &mut Command<'_>,
    (id, doc): (DocId, i64),
    field: &str,
    value: &str,
) -> Result<RecordId, Error> {
    let none = || Error::field("field", Code::ConflictNotFound);
    let unknown = |_| Error::field("value", Code::RecordUnknown);
    let value: RecordId = value.trim().parse().map_err(unknown)?;
    let tx = command.intake.tx;
    let field = field.trim();
    let step = if field == id.to_string() {
        let listed = matter::by_doc(tx, doc)?.ok_or_else(none)?;
        record::row_by_num(tx, listed.row.num)?.id
    } else {
        field.parse().map_err(|_| none())?
    };
    changes::chosen(command, step, value).map_err(|error| match error {
        Error::Field {
            field: "record",
            code: Code::RecordUnknown,
        } => none(),
        Error::Field {
            field: "record",
            code,
        } => Error::field("document", code),
        other => other,
    })
}
