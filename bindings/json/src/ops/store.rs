//! Operations on the store itself: closing and opening, and what answers can say.

use super::{Context, Op};
use crate::codes;
use crate::fields::Fields;
use crate::request::Answer;
use serde_json::{Value, json};

pub(super) const OPS: &[Op] = &[
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
