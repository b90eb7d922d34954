//! 引用表决: a tally that was voted on again decides nothing any more, the re-vote counts (docs/spec/flows.md 5.7), and
//! something is built on it only where the re-vote confirms it (5.9). Authoring alone asks: what others wrote keeps its effect.

use crate::domain::{DeviceId, DocId};
use crate::roster::Roster;
use crate::rules::flows::file::Step;
use crate::rules::flows::pack::{Need, NeedRule, StepKind};
use crate::rules::flows::{self, Matter, Value, Values};
use crate::store::Connection;
use crate::workspace::Error;
use crate::workspace::deliberation::{last_vote, tally_fact, voted_again};
use crate::workspace::error::Unmet;
use serde_json::json;

/// The steps of a line from this one back to the opening, by each one's first.
pub(super) fn line_back<'a>(file: &'a Matter, last: Option<&str>) -> Vec<&'a Step> {
    let find = |id: &str| file.steps.iter().find(|step| step.id == id);
    let mut line = Vec::new();
    let mut at = last.and_then(find);
    while let Some(step) = at {
        line.push(step);
        if line.len() > file.steps.len() {
            break;
        }
        at = step.after.first().and_then(|id| find(id));
    }
    line
}

/// Refuses a step that cites a tally for its outcome which was voted on again.
pub(super) fn must_count(
    connection: &Connection,
    kind: &StepKind,
    values: &Values,
) -> Result<(), Error> {
    for id in cited(kind, values) {
        let Ok(tally) = id.parse::<DocId>() else {
            continue;
        };
        if let Some(again) = voted_again(connection, tally)? {
            return Err(unmet(
                kind,
                "tally",
                &json!({"again": again.to_string()}),
                "这次表决已重新表决，以重新表决的结果为准".to_owned(),
                "it was voted on again: the re-vote counts".to_owned(),
            ));
        }
    }
    Ok(())
}

/// Refuses a step of this id that rests on the result of a tally which was voted on again (`stands`), unless the re-vote says
/// what was said.
pub(super) fn must_stand(
    connection: &Connection,
    (roster, device): (&Roster, DeviceId),
    kind: &StepKind,
    file: &Matter,
    step: &str,
) -> Result<(), Error> {
    let rests = |need: &Need| matches!(need.rule, NeedRule::Stands);
    if !kind.needs.iter().any(rests) {
        return Ok(());
    }
    let Some(before) = flows::result_before(file, step) else {
        return Ok(());
    };
    let Ok(tally) = before.tally.parse::<DocId>() else {
        return Ok(());
    };
    let Some(last) = last_vote(connection, tally)? else {
        return Ok(());
    };
    let fact = tally_fact(connection, roster, device, last)?;
    if fact.is_some_and(|fact| before.is_said_by(&fact)) {
        return Ok(());
    }
    Err(unmet(
        kind,
        "stands",
        &json!({"again": last.to_string()}),
        "前面所依据的表决已重新表决，须更正结果后再继续".to_owned(),
        "the vote before was taken again: it goes on once the result is corrected".to_owned(),
    ))
}

/// The tallies by which a step says an outcome.
fn cited<'a>(kind: &StepKind, values: &'a Values) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for need in &kind.needs {
        let NeedRule::Tally { field, .. } = &need.rule else {
            continue;
        };
        let Some(value) = values.get(field) else {
            continue;
        };
        let items = match value {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for id in items.iter().filter_map(Value::text) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

fn unmet(
    kind: &StepKind,
    need: &'static str,
    numbers: &serde_json::Value,
    zh: String,
    en: String,
) -> Error {
    Error::NeedUnmet(Box::new(Unmet {
        need,
        numbers: numbers.to_string(),
        clause: kind.clause.clone(),
        zh,
        en,
    }))
}
