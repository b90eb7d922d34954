//! Operations on the store itself: closing and opening, and what answers can say.

use super::{Context, Op};
use crate::codes;
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{list, text, time};
use linli_core::workspace::DraftKey;
use serde_json::{Value, json};

pub(super) const OPS: &[Op] = &[
    ("save_draft", save_draft),
    ("drafts", drafts),
    ("commit_draft", commit_draft),
    ("undo", undo),
    ("suspend", suspend),
    ("resume", resume),
    ("list_error_codes", list_error_codes),
];

fn suspend(context: &Context, _: &Fields<'_>) -> Answer {
    context.workspace.suspend()?;
    Ok(json!({}))
}

fn resume(context: &Context, _: &Fields<'_>) -> Answer {
    context.workspace.resume()?;
    Ok(json!({}))
}

fn list_error_codes(context: &Context, _: &Fields<'_>) -> Answer {
    let codes: Vec<Value> = codes::all(context.codes)
        .into_iter()
        .map(|(code, zh, en)| json!({ "code": code, "zh": zh, "en": en }))
        .collect();
    Ok(json!({ "codes": codes }))
}

fn save_draft(context: &Context, fields: &Fields<'_>) -> Answer {
    let key = DraftKey {
        screen: fields.text("screen")?.to_owned(),
        thing: fields.owned("thing")?.unwrap_or_default(),
    };
    let typed = fields.changes("fields")?.unwrap_or_default();
    let kept = typed
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
        .collect();
    context.workspace.save_draft(&key, kept)?;
    Ok(json!({}))
}

fn commit_draft(context: &Context, fields: &Fields<'_>) -> Answer {
    let made = context.workspace.commit_draft(&DraftKey {
        screen: fields.text("screen")?.to_owned(),
        thing: fields.owned("thing")?.unwrap_or_default(),
    })?;
    Ok(json!({ "record": text(made.record), "undo": text(made.record), "until": time(made.until) }))
}

fn undo(context: &Context, fields: &Fields<'_>) -> Answer {
    context.workspace.undo(fields.id("record")?)?;
    Ok(json!({}))
}

fn drafts(context: &Context, _: &Fields<'_>) -> Answer {
    let views = context.workspace.drafts()?;
    let drafts = list(&views, |view| {
        json!({
            "screen": view.key.screen, "thing": view.key.thing, "fields": view.fields,
            "at": time(view.at),
        })
    });
    Ok(json!({ "drafts": drafts }))
}
