//! What a template is given (docs/pages.md).

use super::super::said::Sayer;
use super::super::view::said;
use super::super::views::{MatterView, StepStanding, StepView};
use crate::domain::{PlaceId, Timestamp};
use crate::rules::flows::pack::{Field, StepKind, Type};
use crate::rules::flows::{Flow, Instant, Pack, Value, Values, in_english};
use crate::rules::pages::Language;
use crate::workspace::{Error, Said};
use serde_json::{Map, Value as Json, json};

fn pick(sayer: &Sayer<'_>, words: &Said) -> String {
    words.clone().pick(sayer.language)
}

/// A clause for the reader of the page.
fn source(sayer: &Sayer<'_>, clause: Option<&String>) -> Option<String> {
    clause.map(|clause| match sayer.language {
        Language::Zh => clause.clone(),
        Language::En => in_english(clause),
    })
}

/// Everything of a matter that a template may ask for.
pub(super) fn of(
    sayer: &Sayer<'_>,
    pack: &Pack,
    flow: &Flow,
    view: &MatterView,
    scope: PlaceId,
    now: Timestamp,
) -> Result<Json, Error> {
    let steps: Result<Vec<Json>, Error> = view
        .steps
        .iter()
        .map(|step| self::step(sayer, flow, step))
        .collect();
    // Two steps may ask different things under one name: the value is the last one's.
    let taken = view.steps.iter().rev();
    let taken = taken.filter(|step| step.standing == StepStanding::Line);
    let kinds = taken.filter_map(|step| Some((step, &flow.steps[flow.step(&step.step)?])));
    let gave = kinds.filter(|(_, kind)| kind.to.is_some());
    let gave = gave.flat_map(|(step, kind)| {
        let given = move |field: &&Field| step.values.get(&field.name).is_some();
        kind.fields.iter().filter(given)
    });
    let all = flow.steps.iter().flat_map(|step| &step.fields);
    let fields: Vec<&Field> = gave.chain(all).collect();
    let (value, rows, raw) = spoken(sayer, &fields, &view.values)?;
    let clocks = view.answer.iter().flat_map(|answer| &answer.clocks);
    let clocks: Vec<Json> = clocks.map(|clock| {
        let known = flow.clocks.iter().find(|one| one.name == clock.clock);
        let title = known.map(|known| pick(sayer, &said(&known.title, &known.name)));
        json!({
            "clock": clock.clock, "title": title, "clause": source(sayer, known.and_then(|known| known.clause.as_ref())),
            "due": clock.due.map(|due| sayer.time(due)), "state": clock.state,
        })
    }).collect();
    let words = view.answer.as_ref().map(|answer| match sayer.language {
        Language::Zh => answer.explanation.zh.clone(),
        Language::En => answer.explanation.en.clone(),
    });
    let id = view.matter.to_string();
    Ok(json!({
        "zh": sayer.language == Language::Zh,
        "community": sayer.roster.community_name(),
        "community_number": grouped(&sayer.roster.community().to_string()),
        "place": sayer.place(scope),
        "printed": sayer.time(Instant(now.0)),
        "today": day_of(sayer, now),
        "link": format!("linli:matter/{id}"),
        "matter": {
            "id": id, "flow": view.flow, "title": pick(sayer, &view.title), "clause": source(sayer, flow.clause.as_ref()),
            "pack": pick(sayer, &said(&pack.title, &pack.name)), "edition": pack.edition,
            "state": view.state.as_ref().map(|state| pick(sayer, state)), "explanation": words,
        },
        "value": value, "rows": rows, "raw": raw,
        "steps": steps?,
        "clocks": clocks,
    }))
}

/// A community's number as people read it off a notice: groups of four digits.
fn grouped(id: &str) -> String {
    let digits: Vec<char> = id.to_uppercase().chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join(" ")
}

/// The day of a moment at +08:00.
pub(super) fn day_of(sayer: &Sayer<'_>, at: Timestamp) -> String {
    let text = Instant(at.0).to_string();
    sayer.day(text.get(..10).unwrap_or_default())
}

const fn standing(step: &StepView) -> &'static str {
    match step.standing {
        StepStanding::Line => "line",
        other => other.name(),
    }
}

fn step(sayer: &Sayer<'_>, flow: &Flow, step: &StepView) -> Result<Json, Error> {
    let kind: Option<&StepKind> = flow.step(&step.step).map(|place| &flow.steps[place]);
    let fields: Vec<&Field> = kind.iter().flat_map(|kind| &kind.fields).collect();
    let (value, rows, raw) = spoken(sayer, &fields, &step.values)?;
    let listed: Vec<Json> = fields
        .iter()
        .filter(|field| value.contains_key(&field.name) || rows.contains_key(&field.name))
        .map(|field| {
            json!({
                "field": field.name, "title": pick(sayer, &said(&field.title, &field.name)),
                "said": value.get(&field.name), "rows": rows.get(&field.name),
                "is_text": field.kind == Type::Text,
            })
        })
        .collect();
    Ok(json!({
        "step": step.step, "title": pick(sayer, &step.title), "clause": source(sayer, kind.and_then(|kind| kind.clause.as_ref())),
        "record": step.record.to_string(), "at": sayer.time(Instant(step.at.0)), "day": day_of(sayer, step.at),
        "by": sayer.member(&step.by.to_string()), "photos": step.photos, "standing": standing(step),
        "side": kind.is_some_and(|kind| kind.to.is_none()), "amended": step.amended, "erased": step.erased,
        "value": value, "rows": rows, "raw": raw, "fields": listed,
    }))
}

/// Values by field: in words, as tables, and as they are.
type Spoken = (Map<String, Json>, Map<String, Json>, Map<String, Json>);

fn spoken(sayer: &Sayer<'_>, fields: &[&Field], values: &Values) -> Result<Spoken, Error> {
    let (mut words, mut tables, mut raw) = (Map::new(), Map::new(), Map::new());
    for (name, value) in values.iter() {
        raw.insert(name.to_owned(), json!(value));
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            continue;
        };
        match (field.kind, value) {
            (Type::Rows, Value::List(items)) => {
                tables.insert(name.to_owned(), table(sayer, field, items)?);
            }
            _ => {
                words.insert(name.to_owned(), json!(sayer.value(field, value)?));
            }
        }
    }
    Ok((words, tables, raw))
}

/// Rows as a table: titles of the columns, whether they are numbers, cells in words, and each row's cells by column.
fn table(sayer: &Sayer<'_>, field: &Field, items: &[Value]) -> Result<Json, Error> {
    let rows = items.iter().filter_map(|item| match item {
        Value::Row(row) => Some(row),
        _ => None,
    });
    // A column in which nobody wrote anything only narrows the others.
    let columns: Vec<&Field> = field
        .columns
        .iter()
        .filter(|column| rows.clone().any(|row| row.get(&column.name).is_some()))
        .collect();
    let titles: Vec<Json> = columns
        .iter()
        .map(|column| {
            json!({ "title": pick(sayer, &said(&column.title, &column.name)), "number": column.kind.is_number() })
        })
        .collect();
    let mut lines = Vec::new();
    let mut by_name = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        let mut named = Map::new();
        for column in &columns {
            let words = match row.get(&column.name) {
                Some(value) => sayer.value(column, value)?,
                None => String::new(),
            };
            named.insert(column.name.clone(), json!(words));
            cells.push(json!({ "said": words, "number": column.kind.is_number() }));
        }
        lines.push(Json::Array(cells));
        by_name.push(Json::Object(named));
    }
    Ok(json!({ "columns": titles, "lines": lines, "rows": by_name }))
}
