//! Operations on the session itself: the clock, closing and opening, and what answers can say.

use super::{Context, Op};
use crate::codes::{self, at_field};
use crate::drive::fields::Fields;
use crate::drive::session::Answer;
use crate::drive::show;
use serde_json::{Value, json};

pub(super) const OPS: &[Op] = &[
    ("advance", advance),
    ("suspend", suspend),
    ("resume", resume),
    ("verify", verify),
    ("list_error_codes", list_error_codes),
];

fn advance(context: &Context, fields: &Fields<'_>) -> Answer {
    let now = context.clock.advance(fields.whole("seconds")?);
    let now = now.ok_or_else(|| at_field("field_range", "seconds"))?;
    Ok(json!({ "now": now.to_rfc3339() }))
}

fn suspend(context: &Context, _: &Fields<'_>) -> Answer {
    context.workspace.suspend()?;
    Ok(json!({}))
}

fn resume(context: &Context, _: &Fields<'_>) -> Answer {
    context.workspace.resume()?;
    Ok(json!({}))
}

fn verify(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::verified(&context.workspace.verify()?))
}

fn list_error_codes(_: &Context, _: &Fields<'_>) -> Answer {
    let codes: Vec<Value> = codes::all()
        .into_iter()
        .map(|(code, zh, en)| json!({ "code": code, "zh": zh, "en": en }))
        .collect();
    Ok(json!({ "codes": codes }))
}
