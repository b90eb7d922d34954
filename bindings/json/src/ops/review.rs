//! 复核: contested work, conflicts and erasure, for those who decide them.

use super::{Context, Op};
use crate::codes::at_field;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{self, list, text};
use linli_core::workspace::ReviewTarget;
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("list_contested", list_contested),
    ("adopt", adopt),
    ("set_aside", set_aside),
    ("erase", erase),
    ("conflicts", conflicts),
    ("resolve", resolve),
];

fn target(fields: &Fields<'_>) -> Result<ReviewTarget, Box<Failure>> {
    match (fields.id_opt("record")?, fields.id_opt("chain")?) {
        (Some(_), Some(_)) => Err(at_field("field_excluded", "chain")),
        (Some(record), None) => Ok(ReviewTarget::Record(record)),
        (None, Some(chain)) => Ok(ReviewTarget::Chain {
            chain,
            through: fields.seq("through")?,
        }),
        (None, None) => Err(at_field("field_missing", "record")),
    }
}

fn list_contested(context: &Context, _: &Fields<'_>) -> Answer {
    let records = context.workspace.list_contested()?;
    Ok(json!({ "records": list(&records, show::contested) }))
}

fn adopt(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(json!({ "records": context.workspace.adopt(target(fields)?)? }))
}

fn set_aside(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(json!({ "records": context.workspace.set_aside(target(fields)?)? }))
}

fn erase(context: &Context, fields: &Fields<'_>) -> Answer {
    let records = fields.ids("records")?;
    let erased = context
        .workspace
        .erase_bodies(&records, fields.text("ground")?)?;
    Ok(json!({ "records": erased }))
}

fn conflicts(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .conflicts(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "conflicts": list(&page.items, show::conflict), "next": page.next }))
}

fn resolve(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.resolve(
        fields.id("document")?,
        fields.text("field")?,
        fields.text("value")?,
    )?;
    Ok(json!({ "record": text(record) }))
}
