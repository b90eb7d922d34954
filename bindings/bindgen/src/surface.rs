//! The list of what crosses the border, for programs to read: façades and contract tests are held against it, so that an
//! operation added in Rust is missed where it is missing.

use anyhow::Result;
use camino::Utf8Path;
use std::fmt::Write as _;
use uniffi_bindgen::interface::{ComponentInterface, ObjectImpl};
use uniffi_bindgen::{BindgenLoader, BindgenPaths, GlobalConfig};

/// One item a line, in order of name: `function NAME`, `method OBJECT NAME`, `foreign TRAIT NAME`, `record NAME FIELD…`,
/// `enum NAME VARIANT…`, `error NAME VARIANT…`, with tabs between.
pub(crate) fn list(library: &Utf8Path, paths: BindgenPaths) -> Result<String> {
    let loader = BindgenLoader::new(paths, GlobalConfig::default());
    let mut lines = Vec::new();
    for component in loader.load_cis(loader.load_metadata(library)?)? {
        items(&component, &mut lines);
    }
    lines.sort();
    let mut text = String::new();
    for line in lines {
        writeln!(text, "{}", line.join("\t"))?;
    }
    Ok(text)
}

fn items(component: &ComponentInterface, lines: &mut Vec<Vec<String>>) {
    for function in component.function_definitions() {
        lines.push(vec!["function".to_owned(), function.name().to_owned()]);
    }
    for object in component.object_definitions() {
        let foreign = matches!(object.imp(), ObjectImpl::Trait(_));
        let kind = if foreign { "foreign" } else { "method" };
        let constructors = object.constructors().into_iter().map(|one| one.name());
        let methods = object.methods().into_iter().map(|one| one.name());
        for name in constructors.chain(methods) {
            let line = [kind, object.name(), name];
            lines.push(line.map(str::to_owned).to_vec());
        }
    }
    for record in component.record_definitions() {
        let fields = record.fields().iter().map(|field| field.name());
        lines.push(line("record", record.name(), fields));
    }
    for shape in component.enum_definitions() {
        let kind = if component.is_name_used_as_error(shape.name()) {
            "error"
        } else {
            "enum"
        };
        let variants = shape.variants().iter().map(|variant| variant.name());
        lines.push(line(kind, shape.name(), variants));
    }
}

fn line<'a>(kind: &str, name: &str, parts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let head = [kind, name].map(str::to_owned);
    head.into_iter().chain(parts.map(str::to_owned)).collect()
}
