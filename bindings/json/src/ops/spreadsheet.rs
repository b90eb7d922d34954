//! The register and what was done, as an office's spreadsheets.

use super::{Context, Op};
use crate::fields::Fields;
use crate::register;
use crate::request::Answer;
use std::path::Path;

pub(super) const OPS: &[Op] = &[("import_register", import_register), ("export", export)];

fn import_register(context: &Context, fields: &Fields<'_>) -> Answer {
    let mode = match (fields.flag("strict")?, fields.flag("preview")?) {
        (_, true) => register::Mode::Preview,
        (true, false) => register::Mode::Strict,
        (false, false) => register::Mode::Sound,
    };
    let path = Path::new(fields.text("file")?);
    let (answer, _) = register::into_store(&context.workspace, path, mode)?;
    Ok(answer)
}

fn export(context: &Context, fields: &Fields<'_>) -> Answer {
    let what = fields.word("as", register::what)?;
    register::to_file(&context.workspace, what, Path::new(fields.text("to")?))
}
