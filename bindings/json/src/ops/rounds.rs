//! 巡查、隐患: inspection rounds and hazards (clause 5.1.5).

use super::{Context, Op};
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{self, list, text};
use linli_core::domain::vocabulary::{ItemResult, Severity};
use linli_core::workspace::{HazardDraft, LogDraft};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("start_round", start_round),
    ("log_entry", log_entry),
    ("report_hazard", report_hazard),
    ("list_rounds", list_rounds),
    ("list_hazards", list_hazards),
];

fn start_round(context: &Context, fields: &Fields<'_>) -> Answer {
    let place = fields.building_or_stairwell()?;
    let round = context
        .workspace
        .start_round(&place, fields.text("template")?)?;
    Ok(json!({ "round": text(round) }))
}

fn log_entry(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = LogDraft {
        round: fields.id("round")?,
        item: fields.text("item")?.to_owned(),
        result: fields.word("result", ItemResult::from_name)?,
        note: fields.owned("note")?,
    };
    Ok(json!({ "entry": text(context.workspace.log_entry(draft)?) }))
}

fn report_hazard(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = HazardDraft {
        place: fields.place("place")?,
        kind: fields.text("type")?.to_owned(),
        severity: fields.word("severity", Severity::from_name)?,
        text: fields.text("text")?.to_owned(),
        round: fields.id_opt("round")?,
    };
    Ok(json!({ "hazard": text(context.workspace.report_hazard(draft)?) }))
}

fn list_rounds(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .list_rounds(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "rounds": list(&page.items, show::round), "next": page.next }))
}

fn list_hazards(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .list_hazards(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "hazards": list(&page.items, show::hazard), "next": page.next }))
}
