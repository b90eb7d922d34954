//! 走访: households, visits and their corrections (clause 5.1.3.2.1.1).

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::Fields;
use crate::request::Answer;
use crate::screens;
use crate::show::{self, list, text};
use linli_core::domain::vocabulary::{VisitMode, VisitOutcome};
use linli_core::workspace::{Correction, VisitDraft};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("record_visit", record_visit),
    ("correct", correct),
    ("list_visits", list_visits),
    ("visit_history", visit_history),
    ("household", household),
    ("round_list", round_list),
    ("search", search),
    ("return", return_record),
    ("returned", returned),
];

fn record_visit(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = VisitDraft {
        household: fields.text("household")?.to_owned(),
        outcome: fields.word("outcome", VisitOutcome::from_name)?,
        mode: fields.word_opt("mode", VisitMode::from_name)?,
        note: fields.owned("note")?,
        met: fields.owned("met")?,
        call_back: fields.time_opt("call_back")?,
        done_by: fields.id_opt("done_by")?,
        topics: fields.ids_opt("topics")?.unwrap_or_default(),
    };
    let visit = match fields.time_opt("at")? {
        None => context.workspace.record_visit(draft)?,
        Some(at) => context.workspace.enter_visit(draft, at)?,
    };
    Ok(json!({ "visit": text(visit) }))
}

fn correct(context: &Context, fields: &Fields<'_>) -> Answer {
    let correction = match (fields.changes("fields")?, fields.flag("withdraw")?) {
        (Some(_), true) => return Err(at_field("field_excluded", "withdraw")),
        (None, false) => return Err(at_field("field_missing", "fields")),
        (Some(changes), false) => {
            let kind = context.workspace.correctable(fields.text("record")?)?;
            Correction::from_fields(kind, changes)?
        }
        (None, true) => Correction::Withdraw,
    };
    let record =
        context
            .workspace
            .correct(fields.text("record")?, correction, fields.text("reason")?)?;
    Ok(json!({ "record": text(record) }))
}

fn list_visits(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context.workspace.list_visits(
        fields.text_opt("household")?,
        fields.limit()?,
        fields.text_opt("after")?,
    )?;
    Ok(json!({ "visits": list(&page.items, show::visit), "next": page.next }))
}

fn visit_history(context: &Context, fields: &Fields<'_>) -> Answer {
    let versions = context.workspace.visit_history(fields.id("visit")?)?;
    Ok(json!({ "versions": list(&versions, show::visit_version) }))
}

fn household(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.household(fields.text("household")?)?;
    Ok(show::household(&view))
}

fn round_list(context: &Context, fields: &Fields<'_>) -> Answer {
    let stairwell = fields.building_or_stairwell()?;
    let stops = context.workspace.round_list(&stairwell)?;
    Ok(json!({ "households": list(&stops, show::round_stop) }))
}

fn search(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context.workspace.search_list(
        fields.text("text")?,
        fields.limit()?,
        fields.text_opt("after")?,
    )?;
    Ok(json!({ "hits": list(&page.items, screens::found), "next": page.next }))
}

fn return_record(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context
        .workspace
        .return_record(fields.id("record")?, fields.text("note")?)?;
    Ok(json!({ "record": text(record) }))
}

fn returned(context: &Context, _: &Fields<'_>) -> Answer {
    let views = context.workspace.returned()?;
    Ok(json!({ "returned": list(&views, show::returned) }))
}
