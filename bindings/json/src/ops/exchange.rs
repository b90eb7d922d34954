//! With the hub and from phone to phone; digests and checks that show two stores agree.

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::Fields;
use crate::files;
use crate::request::Answer;
use crate::screens;
use crate::show::{self, list};
use linli_core::records::caps;
use linli_core::sync::{FrameRefused, FrameSink};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("request", request),
    ("bundle", bundle),
    ("receive", receive),
    ("frames", frames),
    ("take_frames", take_frames),
    ("digest", digest),
    ("claim_hub", claim_hub),
    ("sync", sync),
    ("sync_status", sync_status),
    ("safety", safety),
    ("witnesses", witnesses),
    ("verify", verify),
];

fn request(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "request": context.workspace.request()? }))
}

fn bundle(context: &Context, fields: &Fields<'_>) -> Answer {
    let path = fields.path("file")?;
    let (bytes, made) = context.workspace.bundle(fields.text("for")?)?;
    files::write_file(path, &bytes)?;
    Ok(json!({ "records": made.records, "bytes": made.bytes }))
}

fn receive(context: &Context, fields: &Fields<'_>) -> Answer {
    let bytes = files::read_file(fields.path("file")?, caps::BUNDLE)?;
    let received = context.workspace.receive(&bytes)?;
    let mut answer = json!({
        "accepted": received.accepted, "pending": received.pending,
        "contested": received.contested, "invalid": received.invalid,
        "duplicate": received.duplicate,
    });
    // Counts of what an honest file never holds are named only when there is some.
    for (name, count) in [
        ("unauthorised", received.unauthorised),
        ("unverified", received.unverified),
        ("refused", received.refused),
    ] {
        if count > 0 {
            answer[name] = count.into();
        }
    }
    Ok(answer)
}

/// A file as frames for animated QR.
fn frames(_: &Context, fields: &Fields<'_>) -> Answer {
    let bytes = files::read_file(fields.path("file")?, caps::BUNDLE)?;
    let size = usize::try_from(fields.seq("size")?).map_err(|_| at_field("field_range", "size"))?;
    let frames = linli_core::sync::frames(&bytes, size).map_err(|refused| match refused {
        FrameRefused::Size => at_field("field_range", "size"),
        _ => at_field("bundle_too_large", "file"),
    })?;
    Ok(json!({ "frames": frames }))
}

/// Frames as they were seen, in any order: once all are there, the file.
fn take_frames(_: &Context, fields: &Fields<'_>) -> Answer {
    let mut sink = FrameSink::default();
    let damaged = || at_field("bundle_damaged", "frames");
    for frame in fields.texts("frames")? {
        sink.take(&frame).map_err(|_| damaged())?;
    }
    let whole = sink.bytes().map_err(|_| damaged())?;
    if let Some(bytes) = &whole {
        files::write_file(fields.path("file")?, bytes)?;
    }
    let progress = sink.progress();
    Ok(json!({ "have": progress.have, "of": progress.of, "done": whole.is_some() }))
}

fn digest(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::digest(&context.workspace.digest()?))
}

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
    // Counts of what an ordinary sync has none of are named only when there is some.
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
    let screen = context.workspace.sync_screen()?;
    let debt = screens::debt_by_kind(&screen.debt, &screen.by_kind);
    let mut shown = show::sync_status(&screen.status, &debt);
    shown["state"] = screens::sync_state(&screen.state);
    Ok(shown)
}

fn safety(context: &Context, fields: &Fields<'_>) -> Answer {
    let safety = context.workspace.safety(fields.id("record")?)?;
    Ok(json!({ "safety": screens::safety(safety) }))
}

fn witnesses(context: &Context, fields: &Fields<'_>) -> Answer {
    let views = context.workspace.witnesses(fields.id("tally")?)?;
    Ok(json!({ "ballots": list(&views, show::witness) }))
}

fn verify(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::verified(&context.workspace.verify()?))
}
