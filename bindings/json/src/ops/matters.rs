//! 事项: matters, their steps and flows (docs/spec/flows.md).

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::{self, Fields};
use crate::files::{read_file, write_file};
use crate::forms;
use crate::request::Answer;
use crate::screens;
use crate::show::{list, matters as show, text};
use linli_core::domain::DocKind;
use linli_core::roster::{PackParts, PackUse};
use linli_core::rules::flows::Values;
use linli_core::rules::pages::Language;
#[cfg(feature = "spreadsheet")]
use linli_core::spreadsheet::read_list;
use linli_core::workspace::{MatterFilter, StepDraft};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const OPS: &[Op] = &[
    ("packs", packs),
    ("flow", flow),
    ("adopt_pack", adopt_pack),
    ("choose_pack", choose_pack),
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
    ("place_pages", place_pages),
    ("place_page", place_page),
    ("obligations", obligations),
    ("elsewhere_systems", elsewhere_systems),
    ("to_type", to_type),
    #[cfg(feature = "spreadsheet")]
    ("import_typed", import_typed),
];

/// Bytes of a pack as text; the roster takes up no longer one.
const MOST_PACK: usize = 4 * 1024 * 1024;

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
    let bytes = read_file(fields.path("file")?, MOST_PACK)?;
    let (pack, edition) = context.workspace.adopt_pack(&bytes)?;
    Ok(json!({ "pack": pack, "edition": edition }))
}

fn choose_pack(context: &Context, fields: &Fields<'_>) -> Answer {
    let scope = fields.scope_opt("scope")?;
    let is_off = fields.has("use") && !fields.answer("use")?;
    let uses = if is_off {
        PackUse::Off
    } else {
        PackUse::On(PackParts {
            edition: fields.owned("edition")?,
            without_flows: names(fields, "without_flows")?,
            without_duties: names(fields, "without_duties")?,
            readings: readings(fields)?,
            switches: switches(fields)?,
        })
    };
    let pack = fields.text("pack")?;
    let entry = context.workspace.choose_pack(scope.as_ref(), pack, uses)?;
    Ok(json!({ "roster_index": entry }))
}

fn names(fields: &Fields<'_>, name: &str) -> fields::Result<BTreeSet<String>> {
    Ok(fields.texts_opt(name)?.into_iter().flatten().collect())
}

/// Readings by rule.
fn readings(fields: &Fields<'_>) -> fields::Result<BTreeMap<String, BTreeSet<String>>> {
    let wrong = || at_field("field_type", "readings");
    let text = |one: &Value| one.as_str().map(str::to_owned).ok_or_else(wrong);
    let of_rule = |(rule, list): (&String, &Value)| {
        let list = list.as_array().ok_or_else(wrong)?;
        let names = list.iter().map(text).collect::<fields::Result<_>>()?;
        Ok((rule.clone(), names))
    };
    let all = fields.object("readings")?;
    all.into_iter().flatten().map(of_rule).collect()
}

/// Words by switch.
fn switches(fields: &Fields<'_>) -> fields::Result<BTreeMap<String, String>> {
    let wrong = || at_field("field_type", "switches");
    let of_switch = |(switch, word): (&String, &Value)| {
        let word = word.as_str().ok_or_else(wrong)?;
        Ok((switch.clone(), word.to_owned()))
    };
    let all = fields.object("switches")?;
    all.into_iter().flatten().map(of_switch).collect()
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
        &forms::members(Fields::need("values", fields.object("values")?)?),
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

fn place_pages(context: &Context, fields: &Fields<'_>) -> Answer {
    let pages = context.workspace.place_pages(&fields.scope("scope")?)?;
    Ok(json!({ "pages": list(&pages, show::page) }))
}

fn place_page(context: &Context, fields: &Fields<'_>) -> Answer {
    let language = fields.word_opt("lang", Language::from_code)?;
    let html = context.workspace.place_page(
        &fields.scope("scope")?,
        fields.text("page")?,
        language.unwrap_or_default(),
    )?;
    printed(fields, &html)
}

fn page(context: &Context, fields: &Fields<'_>) -> Answer {
    let language = fields.word_opt("lang", Language::from_code)?;
    let html = context.workspace.page(
        fields.id("matter")?,
        fields.text("page")?,
        language.unwrap_or_default(),
    )?;
    printed(fields, &html)
}

/// A page as it is, or in a file.
fn printed(fields: &Fields<'_>, html: &str) -> Answer {
    let Some(file) = fields.path_opt("file")? else {
        return Ok(json!({ "html": html }));
    };
    write_file(file, html.as_bytes())?;
    Ok(json!({ "file": file, "bytes": html.len() }))
}

fn obligations(context: &Context, fields: &Fields<'_>) -> Answer {
    let due = context
        .workspace
        .obligations(fields.time("from")?, fields.time("to")?)?;
    let silent = context.workspace.silent_doors()?;
    Ok(json!({
        "obligations": list(&due, show::obligation), "silent_doors": list(&silent, screens::silent_door),
    }))
}

fn elsewhere_systems(context: &Context, _: &Fields<'_>) -> Answer {
    let systems = context.workspace.elsewhere_systems()?;
    Ok(json!({ "systems": list(&systems, show::elsewhere_system) }))
}

fn to_type(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context.workspace.to_type(
        fields.text("system")?,
        fields.flag("all")?,
        fields.limit()?,
        fields.text_opt("after")?,
    )?;
    Ok(json!({ "to_type": list(&page.items, show::elsewhere_row), "next": page.next }))
}

#[cfg(feature = "spreadsheet")]
fn import_typed(context: &Context, fields: &Fields<'_>) -> Answer {
    let (system, file) = (fields.text("system")?, fields.path("file")?);
    let (key, headings) = context.workspace.typed_headings(system)?;
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let rows = read_list(file, &key, &headings)?;
    let told = context.workspace.import_typed(system, &rows)?;
    Ok(json!({
        "closed": list(&told.closed, |id| text(id)), "known": told.known, "open": told.open,
        "unmatched": list(&told.unmatched, |row| json!({ "row": row.row, "number": row.number, "fits": row.fits })),
    }))
}
