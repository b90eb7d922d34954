//! Syncing with the community's hub.

use super::{Context, Op};
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{self, list};
use serde_json::json;
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("claim_hub", claim_hub),
    ("sync", sync),
    ("sync_status", sync_status),
    ("witnesses", witnesses),
    ("backup", backup),
];

fn claim_hub(context: &Context, fields: &Fields<'_>) -> Answer {
    let index = context.workspace.claim_hub(
        fields.text("hub")?,
        fields.text("pin")?,
        fields.text("token")?,
        context.network.exchange().transport(),
    )?;
    Ok(json!({ "roster_index": index }))
}

fn sync(context: &Context, _: &Fields<'_>) -> Answer {
    let exchange = context.network.exchange();
    let report = context.workspace.sync(exchange.transport(), &exchange)?;
    let mut answer = json!({
        "sent": report.sent, "received": report.received, "requests": report.requests,
        "bytes_up": report.bytes_up, "bytes_down": report.bytes_down,
        "complete": report.complete,
    });
    // What an ordinary sync has none of is named only when there is some.
    for (name, count) in [("not_taken", report.not_taken), ("purged", report.purged)] {
        if count > 0 {
            answer[name] = count.into();
        }
    }
    if report.recovering {
        answer["recovering"] = true.into();
    }
    Ok(answer)
}

fn sync_status(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::sync_status(&context.workspace.sync_status()?))
}

fn witnesses(context: &Context, fields: &Fields<'_>) -> Answer {
    let views = context.workspace.witnesses(fields.id("tally")?)?;
    Ok(json!({ "ballots": list(&views, show::witness) }))
}

fn backup(context: &Context, fields: &Fields<'_>) -> Answer {
    let made = context.workspace.backup(Path::new(fields.text("file")?))?;
    Ok(json!({ "records": made.records, "bytes": made.bytes, "code": made.code }))
}
