//! 事项: matters, their steps and flows (docs/spec/flows.md).

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::{self, Fields};
use crate::files::write_file;
use crate::forms;
use crate::request::Answer;
use crate::show::{list, matters as show, text};
use linli_core::domain::DocKind;
use linli_core::rules::flows::Values;
use linli_core::rules::pages::Language;
use linli_core::workspace::{MatterFilter, StepDraft};
use serde_json::json;
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("packs", packs),
    ("flow", flow),
    ("adopt_pack", adopt_pack),
    ("open_matter", open_matter),
    ("take_step", take_step),
    ("amend", amend),
    ("withdraw", withdraw),
    ("comment", comment),
    ("matter", matter),
    ("matters", matters),
    ("matter_file", matter_file),
    ("pages", pages),
    ("page", page),
    ("obligations", obligations),
];

fn values(fields: &Fields<'_>, name: &str) -> fields::Result<Values> {
    Ok(fields.object(name)?.map(forms::members).unwrap_or_default())
}

fn draft(fields: &Fields<'_>) -> fields::Result<StepDraft> {
    Ok(StepDraft {
        step: fields.text_opt("step")?.unwrap_or_default().to_owned(),
        values: values(fields, "values")?,
        continues: fields.ids_opt("continues")?.unwrap_or_default(),
        about: fields.ids_opt("about")?.unwrap_or_default(),
        opening: values(fields, "opening")?,
    })
}

fn packs(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "packs": list(&context.workspace.packs()?, show::pack) }))
}

fn flow(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(show::flow(&context.workspace.flow(fields.text("flow")?)?))
}

fn adopt_pack(context: &Context, fields: &Fields<'_>) -> Answer {
    let file = fields.text("file")?;
    let bytes = std::fs::read(file).map_err(|error| unreadable(&error))?;
    let (pack, edition) = context.workspace.adopt_pack(&bytes)?;
    Ok(json!({ "pack": pack, "edition": edition }))
}

fn unreadable(error: &std::io::Error) -> Box<crate::failure::Failure> {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => "file_not_found",
        _ => "file_unreadable",
    };
    at_field(code, "file")
}

fn open_matter(context: &Context, fields: &Fields<'_>) -> Answer {
    let (matter, taken) = context.workspace.open_matter(
        fields.text("flow")?,
        &fields.scope("scope")?,
        &draft(fields)?,
    )?;
    Ok(json!({ "matter": text(matter), "record": text(taken.record) }))
}

fn take_step(context: &Context, fields: &Fields<'_>) -> Answer {
    fields.text("step")?;
    let taken = context
        .workspace
        .take_step(fields.id("matter")?, &draft(fields)?)?;
    Ok(json!({ "record": text(taken.record), "opened": list(&taken.opened, |id| text(id)) }))
}

fn amend(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.amend(
        fields.id("record")?,
        &values(fields, "values")?,
        fields.text_opt("reason")?.unwrap_or_default(),
    )?;
    Ok(json!({ "record": text(record) }))
}

fn withdraw(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.withdraw(
        fields.id("record")?,
        fields.text_opt("reason")?.unwrap_or_default(),
    )?;
    Ok(json!({ "record": text(record) }))
}

fn comment(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.comment(
        fields.id("matter")?,
        fields.id_opt("of")?,
        fields.text("text")?,
    )?;
    Ok(json!({ "record": text(record) }))
}

fn matter(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(show::matter(
        &context.workspace.matter(fields.id("matter")?)?,
    ))
}

fn matters(context: &Context, fields: &Fields<'_>) -> Answer {
    let filter = MatterFilter {
        flow: fields.owned("flow")?,
        kind: fields.word_opt("class", class)?,
        state: fields.owned("state")?,
        scope: fields.scope_opt("scope")?,
        due_before: fields.time_opt("due_before")?,
        mine: fields.flag("mine")?,
    };
    let page = context
        .workspace
        .matters(&filter, fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "matters": list(&page.items, show::summary), "next": page.next }))
}

fn class(name: &str) -> Option<DocKind> {
    DocKind::from_name(name).filter(|kind| kind.holds_matters())
}

fn matter_file(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(context.workspace.matter_file(fields.id("matter")?)?)
}

fn pages(context: &Context, fields: &Fields<'_>) -> Answer {
    let pages = context.workspace.pages(fields.id("matter")?)?;
    Ok(json!({ "pages": list(&pages, show::page) }))
}

fn page(context: &Context, fields: &Fields<'_>) -> Answer {
    let language = fields.word_opt("lang", Language::from_code)?;
    let html = context.workspace.page(
        fields.id("matter")?,
        fields.text("page")?,
        language.unwrap_or_default(),
    )?;
    let Some(file) = fields.text_opt("file")? else {
        return Ok(json!({ "html": html }));
    };
    write_file(Path::new(file), html.as_bytes())?;
    Ok(json!({ "file": file, "bytes": html.len() }))
}

fn obligations(context: &Context, fields: &Fields<'_>) -> Answer {
    let due = context
        .workspace
        .obligations(fields.time("from")?, fields.time("to")?)?;
    Ok(json!({ "obligations": list(&due, show::obligation) }))
}
