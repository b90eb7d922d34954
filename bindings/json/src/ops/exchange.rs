//! Phone to phone: requests, bundles, and the digests that show two stores agree.

use super::{Context, Op};
use crate::fields::Fields;
use crate::files;
use crate::request::Answer;
use crate::show;
use linli_core::records::caps;
use serde_json::json;
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("request", request),
    ("bundle", bundle),
    ("receive", receive),
    ("digest", digest),
];

fn request(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "request": context.workspace.request()? }))
}

fn bundle(context: &Context, fields: &Fields<'_>) -> Answer {
    let path = Path::new(fields.text("file")?);
    let (bytes, made) = context.workspace.bundle(fields.text("for")?)?;
    files::write_file(path, &bytes)?;
    Ok(json!({ "records": made.records, "bytes": made.bytes }))
}

fn receive(context: &Context, fields: &Fields<'_>) -> Answer {
    let bytes = files::read_file(Path::new(fields.text("file")?), caps::BUNDLE)?;
    let received = context.workspace.receive(&bytes)?;
    let mut answer = json!({
        "accepted": received.accepted, "pending": received.pending,
        "contested": received.contested, "invalid": received.invalid,
        "duplicate": received.duplicate,
    });
    // What an honest file never holds is named only when there is some.
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

fn digest(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::digest(&context.workspace.digest()?))
}
