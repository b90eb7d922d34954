//! The register: looking at a household, searching, numbers of other systems, taking an import back.

use super::{Context, Op};
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{self, list};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("undo_import", undo_import),
    ("household", household),
    ("round_list", round_list),
    ("search", search),
    ("set_external_id", set_external_id),
    ("external_ids", external_ids),
];

fn undo_import(context: &Context, fields: &Fields<'_>) -> Answer {
    let undone = context.workspace.undo_import(&fields.ids("records")?)?;
    Ok(json!({ "records": undone }))
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

fn set_external_id(context: &Context, fields: &Fields<'_>) -> Answer {
    let (entity, system) = (fields.text("entity")?, fields.text("system")?);
    let number = fields.text_opt("number")?.unwrap_or_default();
    context.workspace.set_external_id(entity, system, number)?;
    Ok(json!({}))
}

fn external_ids(context: &Context, fields: &Fields<'_>) -> Answer {
    let found = context.workspace.external_ids(fields.text("entity")?)?;
    let ids: serde_json::Map<String, serde_json::Value> = found
        .into_iter()
        .map(|id| (id.system, json!(id.values)))
        .collect();
    Ok(json!({ "external_ids": ids }))
}

fn search(context: &Context, fields: &Fields<'_>) -> Answer {
    let hits = context
        .workspace
        .search(fields.text("text")?, fields.limit()?)?;
    Ok(json!({ "hits": list(&hits, show::hit) }))
}
