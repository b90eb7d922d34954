//! 更正冲突、走向冲突: amendments of a step that contradict each other, which the step's author decides, and heads of a matter that goes
//! on in several ways, which whoever settles it decides; as lists of conflicts show them.

use super::drafts::StepDraft;
use super::said::Sayer;
use super::{changes, steps, view};
use crate::domain::entry::matter::MOST_NAMED;
use crate::domain::{Code, DocId, RecordId, Role};
use crate::intake::{Gathered, amendment_of, gather, kind_of, values_of};
use crate::projection::contradicted::Among;
use crate::projection::matter::{self, EntryRow, Listed};
use crate::roster::Roster;
use crate::rules::authority;
use crate::rules::flows::pack::{Field, StepKind, Target, Type};
use crate::rules::flows::{Flow, SETTLE, Value, Values};
use crate::rules::pages::Language;
use crate::store::{Connection, record};
use crate::workspace::{Command, ConflictOwner, ConflictView, Error, Said, ValueView};
use serde_json::json;

/// The field of a conflict between the heads of a matter.
pub(crate) const HEADS: &str = "heads";

/// Contradictions in these documents; `title` names a matter.
pub(in crate::workspace) fn contradictions(
    connection: &Connection,
    roster: &Roster,
    among: &Among,
    title: impl Fn(&Listed) -> Said,
) -> Result<Vec<ConflictView>, Error> {
    let [zh, en] = [Language::Zh, Language::En].map(|language| Sayer {
        connection,
        roster,
        language,
    });
    let mut found = Vec::new();
    for (doc, listed) in matter::contradicted(connection, among)? {
        let gathered = gather(connection, roster, doc, listed.class)?;
        if listed.row.heads.len() > 1 {
            found.push(heads(&gathered, &listed, title(&listed), [&zh, &en])?);
        }
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

/// The heads of a matter: each by its step, the state to which it leads, and what it records, words aside.
fn heads(
    gathered: &Gathered,
    listed: &Listed,
    title: Said,
    sayers: [&Sayer<'_>; 2],
) -> Result<ConflictView, Error> {
    let flow = gathered.flow.as_ref().map(|(_, flow)| &**flow);
    let rows = listed.row.heads.iter().filter_map(|head| {
        let row = gathered.steps.iter().find(|row| row.id == *head)?;
        Some((row, row.entry.step()?))
    });
    let (mut values, mut words) = (Vec::new(), Vec::new());
    for (row, step) in rows {
        let kind = flow.and_then(|flow| kind_of(flow, step));
        let name = kind.map_or(step.step.as_str(), |kind| &kind.name);
        let step_said = view::step_said(flow, name);
        let state = flow.and_then(|flow| leads_to(gathered, flow, row, MOST_NAMED));
        let state = flow
            .zip(state)
            .map(|(flow, state)| view::state_said(flow, &state));
        let recorded = structure(flow, kind, row);
        let mut texts = Vec::with_capacity(sayers.len());
        for (sayer, step, state) in [
            (
                sayers[0],
                &step_said.zh,
                state.as_ref().map(|said| &said.zh),
            ),
            (
                sayers[1],
                &step_said.en,
                state.as_ref().map(|said| &said.en),
            ),
        ] {
            let recorded = in_one_line(sayer, kind, &recorded)?;
            let parts = [
                Some(step.as_str()),
                state.map(String::as_str),
                Some(&recorded),
            ];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            texts.push(parts.collect::<Vec<_>>().join(" · "));
        }
        let en = texts.pop().unwrap_or_default();
        let zh = texts.pop().unwrap_or_default();
        let said = Said { zh, en };
        values.push(ValueView {
            record: row.id,
            value: Some(said.zh.clone()),
            by: row.member,
            at: step.at,
            relayed: row.relayed,
        });
        words.push(Some(said));
    }
    let settles = flow.map_or(&[][..], |flow| authority::open_to(&flow.settle));
    let roles = settles.iter().filter_map(|name| Role::from_name(name));
    Ok(ConflictView {
        document: listed.doc,
        kind: listed.class,
        field: HEADS.to_owned(),
        title,
        values,
        words,
        owner: ConflictOwner::Roles {
            roles: roles.collect(),
        },
    })
}

/// The state to which a step leads; a settling to that of the one that it continues.
fn leads_to(gathered: &Gathered, flow: &Flow, row: &EntryRow, most: usize) -> Option<String> {
    let step = row.entry.step()?;
    if step.step == SETTLE {
        let first = step.after.first()?;
        let row = gathered.steps.iter().find(|row| row.id == *first)?;
        return leads_to(gathered, flow, row, most.checked_sub(1)?);
    }
    match kind_of(flow, step)?.to.as_ref()? {
        Target::One(state) => Some(state.clone()),
        Target::By { field, cases } => {
            let values = values_of(Some(flow), row);
            cases.get(values.get(field)?.text()?).cloned()
        }
    }
}

/// What a step records in single values, words aside.
fn structure(flow: Option<&Flow>, kind: Option<&StepKind>, row: &EntryRow) -> Values {
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    let values = values_of(flow, row);
    let shown = fields
        .iter()
        .filter(|field| !matches!(field.kind, Type::Text | Type::Rows));
    let shown = shown.filter_map(|field| {
        let value = values.get(&field.name)?;
        Some((field.name.as_str().into(), value.clone()))
    });
    Values::new(shown.collect())
}

/// Lets one of the heads go on: by the step that settles the matter, over all others.
fn settle(
    command: &mut Command<'_>,
    (id, doc): (DocId, i64),
    value: RecordId,
) -> Result<RecordId, Error> {
    let listed = matter::by_doc(command.intake.tx, doc)?;
    let heads = listed.map_or_else(Vec::new, |listed| listed.row.heads);
    if heads.len() < 2 {
        return Err(Error::field("field", Code::ConflictNotFound));
    }
    if !heads.contains(&value) {
        return Err(Error::field("value", Code::RecordUnknown));
    }
    let others = heads.into_iter().filter(|head| *head != value);
    let draft = StepDraft {
        step: SETTLE.to_owned(),
        continues: std::iter::once(value).chain(others).collect(),
        ..StepDraft::default()
    };
    Ok(steps::taken(command, id, &draft)?.record)
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
/// or the record of a step. Between heads ([`HEADS`]): that of record `value` goes on.
pub(in crate::workspace) fn decide(
    command: &mut Command<'_>,
    (id, doc): (DocId, i64),
    field: &str,
    value: &str,
) -> Result<RecordId, Error> {
    let none = || Error::field("field", Code::ConflictNotFound);
    let unknown = |_| Error::field("value", Code::RecordUnknown);
    let value: RecordId = value.trim().parse().map_err(unknown)?;
    if field.trim() == HEADS {
        return settle(command, (id, doc), value);
    }
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
