//! Photos: kept at once, handed in and fetched apart from records.

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::Fields;
use crate::request::Answer;
use crate::show::{self, list, text};
use linli_core::workspace::{PhotoDraft, PhotoPolicy, PhotoSize, VoiceDraft};
use serde_json::json;
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("attach_photo", attach_photo),
    ("attach_voice", attach_voice),
    ("photos", photos),
    ("sync_photos", sync_photos),
    ("want_photo", want_photo),
    ("export_photo", export_photo),
    ("withdraw_photo", withdraw_photo),
    ("free_photos", free_photos),
];

fn attach_photo(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = PhotoDraft {
        entity: fields.text("entity")?.to_owned(),
        file: fields.path("file")?.to_path_buf(),
        thumbnail: fields.path_opt("thumbnail")?.map(Path::to_path_buf),
        media_type: fields.text_opt("type")?.unwrap_or("image/jpeg").to_owned(),
        caption: fields.text_opt("caption")?.map(str::to_owned),
    };
    let photo = context.workspace.attach_photo(&draft)?;
    Ok(json!({ "photo": text(photo) }))
}

fn attach_voice(context: &Context, fields: &Fields<'_>) -> Answer {
    let length = fields.seq("length_ms")?;
    let voice = context.workspace.attach_voice(&VoiceDraft {
        visit: fields.text("visit")?.to_owned(),
        file: fields.path("file")?.to_path_buf(),
        length_ms: u32::try_from(length).map_err(|_| at_field("field_range", "length_ms"))?,
    })?;
    Ok(json!({ "voice": text(voice) }))
}

fn photos(context: &Context, fields: &Fields<'_>) -> Answer {
    let views = context.workspace.photos(fields.text("entity")?)?;
    Ok(json!({ "photos": list(&views, show::photo) }))
}

fn sync_photos(context: &Context, fields: &Fields<'_>) -> Answer {
    let policy = if fields.flag("thumbnails_only")? {
        PhotoPolicy::Thumbnails
    } else {
        PhotoPolicy::Everything
    };
    let exchange = context.network.exchange();
    let report = context
        .workspace
        .sync_photos(policy, exchange.transport(), &exchange)?;
    Ok(json!({
        "sent": report.sent, "received": report.received, "bytes_up": report.bytes_up,
        "bytes_down": report.bytes_down, "waiting": report.waiting,
    }))
}

fn want_photo(context: &Context, fields: &Fields<'_>) -> Answer {
    context.workspace.want_photo(fields.id("photo")?)?;
    Ok(json!({}))
}

fn export_photo(context: &Context, fields: &Fields<'_>) -> Answer {
    let size = if fields.flag("thumbnail")? {
        PhotoSize::Thumbnail
    } else {
        PhotoSize::Full
    };
    let to = fields.path("to")?;
    crate::files::is_place(to)?;
    context
        .workspace
        .export_photo(fields.id("photo")?, size, to)?;
    Ok(json!({ "file": to }))
}

fn withdraw_photo(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context
        .workspace
        .withdraw_photo(fields.id("photo")?, fields.text("reason")?)?;
    Ok(json!({ "record": text(record) }))
}

fn free_photos(context: &Context, _: &Fields<'_>) -> Answer {
    let exchange = context.network.exchange();
    let freed = context
        .workspace
        .free_photos(exchange.transport(), &exchange)?;
    Ok(json!({ "freed": freed }))
}
