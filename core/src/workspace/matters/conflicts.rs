//! 更正冲突: amendments of a step that contradict each other, as lists of conflicts show them. The step's author decides.

use super::changes;
use super::said::Sayer;
use crate::domain::{Code, DocId, RecordId};
use crate::intake::{amendment_of, gather, kind_of};
use crate::projection::contradicted::Among;
use crate::projection::matter::{self, Listed};
use crate::roster::Roster;
use crate::rules::flows::{Value, Values};
use crate::rules::flows::pack::{Field, StepKind};
use crate::rules::pages::Language;
use crate::store::{Connection, record};
use crate::workspace::{Command, ConflictOwner, ConflictView, Error, Said, ValueView};
use serde_json::json;

/// Contradictions in these documents; `title` names a matter.
pub(in crate::workspace) fn contradictions(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
    title: impl Fn(&Listed) -> String,
) -> Result<Vec<ConflictView>, Error> {
    let [zh, en] = [Language::Zh, Language::En].map(|language| Sayer {
        connection,
        roster,
        language,
    });
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
            let (mut values, mut words) = (Vec::new(), Vec::new());
            for row in rows {
                let said = match amendment_of(kind, row) {
                    Some(values) => Some(Said {
                        zh: in_one_line(&zh, kind, &values)?,
                        en: in_one_line(&en, kind, &values)?,
                    }),
                    None => None,
                };
                values.push(ValueView {
                    record: row.id,
                    value: said.as_ref().map(|said| said.zh.clone()),
                    by: row.member,
                    at: row.written_at(),
                    relayed: row.relayed,
                });
                words.push(said);
            }
            found.push(ConflictView {
                document: listed.doc,
                kind: listed.class,
                field: if opening == Some(*step) {
                    listed.doc.to_string()
                } else {
                    step.to_string()
                },
                title: title(&listed),
                values,
                words,
                owner: ConflictOwner::Author {
                    member: taken.member,
                },
            });
        }
    }
    Ok(found)
}

/// Values in the order of the form, as people say them; those that the form here lacks by what stands there.
fn in_one_line(
    sayer: &Sayer<'_>,
    kind: Option<&StepKind>,
    values: &Values,
) -> Result<String, Error> {
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    let mut texts = Vec::new();
    for field in fields {
        match values.get(&field.name) {
            None => {}
            Some(Value::Null) => texts.push(taken_away(sayer.language, field)),
            Some(value) => texts.push(sayer.value(field, value)?),
        }
    }
    let is_there = |name: &str| fields.iter().any(|field: &Field| field.name == name);
    let others = values.iter().filter(|(name, _)| !is_there(name));
    texts.extend(others.map(|(_, value)| json!(value).to_string()));
    Ok(texts.join(" "))
}

/// A field that an amendment leaves without a value.
fn taken_away(language: Language, field: &Field) -> String {
    let title = match language {
        Language::Zh => &field.title.zh,
        Language::En => &field.title.en,
    };
    let title = title.as_deref().unwrap_or(&field.name);
    match language {
        Language::Zh => format!("（删去“{title}”）"),
        Language::En => format!("(no {title})"),
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
