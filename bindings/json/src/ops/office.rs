//! An office's desk: spreadsheets, the numbers of other systems, backups.

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::Fields;
use crate::files::is_place;
#[cfg(feature = "spreadsheet")]
use crate::register;
use crate::request::Answer;
use crate::show::{self, list, text};
use linli_core::rules::pages::Language;
use linli_core::workspace::StatementLine;
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    #[cfg(feature = "spreadsheet")]
    ("import_register", import_register),
    #[cfg(feature = "spreadsheet")]
    ("export", export),
    #[cfg(feature = "spreadsheet")]
    ("adopt_form", adopt_form),
    ("undo_import", undo_import),
    ("statement", statement),
    ("statistics", statistics),
    ("set_external_id", set_external_id),
    ("external_ids", external_ids),
    ("backup", backup),
];

#[cfg(feature = "spreadsheet")]
fn import_register(context: &Context, fields: &Fields<'_>) -> Answer {
    let mode = match (fields.flag("strict")?, fields.flag("preview")?) {
        (_, true) => register::Mode::Preview,
        (true, false) => register::Mode::Strict,
        (false, false) => register::Mode::Sound,
    };
    let path = fields.path("file")?;
    let mut asked = register::Asked {
        new_compounds: fields.texts_opt("new_compounds")?.unwrap_or_default(),
        ..register::Asked::default()
    };
    for (field, letters) in fields.object("columns")?.into_iter().flatten() {
        let named = letters
            .as_str()
            .map(|letters| asked.columns.set(field, letters));
        if !matches!(named, Some(Ok(()))) {
            return Err(at_field("field_unknown", "columns"));
        }
    }
    let (answer, _) = register::into_store(&context.workspace, path, mode, &asked)?;
    Ok(answer)
}

#[cfg(feature = "spreadsheet")]
fn export(context: &Context, fields: &Fields<'_>) -> Answer {
    let to = fields.path("to")?;
    if let Some(like) = fields.path_opt("like")? {
        let matter = fields.id("matter")?;
        return register::form_to_file(&context.workspace, matter, like, to);
    }
    let language = fields.word_opt("lang", Language::from_code)?;
    let language = language.unwrap_or_default();
    if fields.text("as")? == register::AS_MATTERS {
        let flow = fields.text_opt("flow")?;
        return register::matters_to_file(&context.workspace, flow, language, to);
    }
    let what = fields.word("as", register::what)?;
    register::to_file(&context.workspace, what, language, to)
}

#[cfg(feature = "spreadsheet")]
fn adopt_form(context: &Context, fields: &Fields<'_>) -> Answer {
    let file = fields.path("file")?;
    register::adopt_form(&context.workspace, file, fields.flag("repeats")?)
}

fn undo_import(context: &Context, fields: &Fields<'_>) -> Answer {
    let undone = context.workspace.undo_import(&fields.ids("records")?)?;
    Ok(json!({ "records": undone }))
}

fn statement(context: &Context, fields: &Fields<'_>) -> Answer {
    let month = fields.text("month")?;
    let view = context
        .workspace
        .statement(fields.id_opt("member")?, month)?;
    let line = |line: &StatementLine| json!({ "kind": line.kind.name(), "done": line.done, "counts": line.counts });
    Ok(json!({
        "member": text(view.member), "lines": list(&view.lines, line),
        "contested": list(&view.contested, show::contested),
    }))
}

fn statistics(context: &Context, fields: &Fields<'_>) -> Answer {
    let place = fields
        .has("place")
        .then(|| fields.place("place"))
        .transpose()?;
    let month = fields.text("month")?;
    let view = context.workspace.statistics(month, place.as_ref())?;
    Ok(crate::screens::statistics(&view))
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

fn backup(context: &Context, fields: &Fields<'_>) -> Answer {
    let file = fields.path("file")?;
    is_place(file)?;
    let made = context.workspace.backup(file)?;
    Ok(json!({ "records": made.records, "bytes": made.bytes, "code": made.code }))
}
