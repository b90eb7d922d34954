//! The register: importing, looking at a household, exporting, searching.

use super::{Context, Op};
use crate::drive::fields::Fields;
use crate::drive::session::Answer;
use crate::drive::show::{self, list};
use crate::{export, import};
use serde_json::json;
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("import_register", import_register),
    ("undo_import", undo_import),
    ("export", export),
    ("household", household),
    ("round_list", round_list),
    ("search", search),
    ("set_external_id", set_external_id),
    ("external_ids", external_ids),
];

fn import_register(context: &Context, fields: &Fields<'_>) -> Answer {
    let mode = match (fields.flag("strict")?, fields.flag("preview")?) {
        (_, true) => import::Mode::Preview,
        (true, false) => import::Mode::Strict,
        (false, false) => import::Mode::Sound,
    };
    let path = Path::new(fields.text("file")?);
    let (answer, _) = import::into_store(&context.workspace, path, mode)?;
    Ok(answer)
}

fn undo_import(context: &Context, fields: &Fields<'_>) -> Answer {
    let undone = context.workspace.undo_import(&fields.ids("records")?)?;
    Ok(json!({ "records": undone }))
}

fn export(context: &Context, fields: &Fields<'_>) -> Answer {
    let what = fields.word("as", export::what)?;
    export::to_file(&context.workspace, what, Path::new(fields.text("to")?))
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
