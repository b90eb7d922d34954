//! The value types of the Kotlin and Swift façades, written from the interface: records, ids, vocabularies and pages, with the
//! documentation of the Rust declarations. What the interface does not say stands in `facade.tsv`.
//!
//! Owns names and files. Must not know what an operation does: workspace, flows, errors and foreign traits are written by hand.

mod app_words;
mod kotlin;
mod model;
mod python;
mod samples;
mod swift;
mod table;
#[cfg(test)]
mod tests;

use anyhow::{Context as _, Result, bail};
use camino::Utf8Path;
use std::collections::BTreeMap;
use std::fs;
use uniffi_bindgen::{BindgenLoader, BindgenPaths, GlobalConfig};

pub(crate) use model::Model;
pub(crate) use table::Table;

/// The folders of the generated files, below the repository's root: nothing else lies there.
const KOTLIN: &str = "android/linli/src/main/kotlin/org/linli/values";
const SWIFT: &str = "ios/Sources/Linli/Values";

/// The folders of the generated samples, in packages of their own.
const KOTLIN_SAMPLES: &str = "android/linli-fakes/src/main/kotlin/org/linli/fakes/samples";
const SWIFT_SAMPLES: &str = "ios/Sources/LinliFakes/Samples";

/// The constants of codes in Python, among files that are written by hand.
const PYTHON: &str = "bindings/python/src/linli/_codes.py";

/// The advice to whoever finds the files out of date.
const RENEW: &str = "renew them with `cargo xtask bindings` and commit what it wrote";

/// Every generated file: its path below the root, and its text.
fn files(model: &Model) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::from([(PYTHON.to_owned(), python::codes(model))]);
    for subject in model.subjects() {
        let name = camel_upper(subject);
        files.insert(format!("{KOTLIN}/{name}.kt"), kotlin::file(model, subject));
        files.insert(format!("{SWIFT}/{name}.swift"), swift::file(model, subject));
        let samples = samples::Samples::new(model, &model.table);
        if let Some(text) = samples::kotlin(&samples, subject)? {
            files.insert(format!("{KOTLIN_SAMPLES}/{name}Samples.kt"), text);
        }
        if let Some(text) = samples::swift(&samples, subject)? {
            files.insert(format!("{SWIFT_SAMPLES}/{name}Samples.swift"), text);
        }
    }
    Ok(files)
}

/// The apps' own words, which no interface says.
fn add_words(files: &mut BTreeMap<String, String>, root: &Utf8Path) -> Result<()> {
    let words = app_words::load(root)?;
    files.insert(app_words::KOTLIN.to_owned(), app_words::kotlin(&words));
    files.insert(app_words::SWIFT.to_owned(), app_words::swift(&words));
    Ok(())
}

fn load(library: &Utf8Path, paths: BindgenPaths, root: &Utf8Path) -> Result<Model> {
    let text = include_str!("../../facade.tsv");
    let on_disk = root.join("bindings/bindgen/facade.tsv");
    let text = fs::read_to_string(on_disk).unwrap_or_else(|_| text.to_owned());
    let table = Table::read(&text)?;
    let loader = BindgenLoader::new(paths, GlobalConfig::default());
    let mut all = loader.load_cis(loader.load_metadata(library)?)?;
    let Some(component) = all.pop().filter(|_| all.is_empty()) else {
        bail!("one component was expected in {library}");
    };
    Model::new(&component, table)
}

/// Writes the files below `root`, and removes others that lie beside them.
pub(crate) fn write(library: &Utf8Path, paths: BindgenPaths, root: &Utf8Path) -> Result<()> {
    let mut files = files(&load(library, paths, root)?)?;
    add_words(&mut files, root)?;
    for old in present(root)? {
        if !files.contains_key(&old) {
            fs::remove_file(root.join(&old)).with_context(|| format!("removing {old}"))?;
        }
    }
    for (path, text) in &files {
        let file = root.join(path);
        if fs::read_to_string(&file).is_ok_and(|now| now == *text) {
            continue;
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("making {folder}"))?;
        }
        fs::write(&file, text).with_context(|| format!("writing {file}"))?;
    }
    Ok(())
}

/// Compares what lies below `root` with what would be written.
///
/// # Errors
/// The files that differ, and what renews them.
pub(crate) fn check(library: &Utf8Path, paths: BindgenPaths, root: &Utf8Path) -> Result<()> {
    let mut files = files(&load(library, paths, root)?)?;
    add_words(&mut files, root)?;
    let mut wrong: Vec<String> = Vec::new();
    for (path, text) in &files {
        match fs::read_to_string(root.join(path)) {
            Ok(now) if now == *text => {}
            Ok(now) => wrong.push(format!("{path}:{} differs", first_difference(&now, text))),
            Err(_) => wrong.push(format!("{path} is missing")),
        }
    }
    for path in present(root)? {
        if !files.contains_key(&path) {
            wrong.push(format!("{path} is of no use"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!(
        "the façades' value types are not those of the interface; {RENEW}\n  {}",
        wrong.join("\n  ")
    )
}

/// The number of the first line that differs.
fn first_difference(one: &str, other: &str) -> usize {
    let same = one.lines().zip(other.lines());
    1 + same.take_while(|(one, other)| one == other).count()
}

fn present(root: &Utf8Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in [KOTLIN, SWIFT, KOTLIN_SAMPLES, SWIFT_SAMPLES] {
        let Ok(entries) = root.join(folder).read_dir_utf8() else {
            continue;
        };
        for entry in entries {
            let entry = entry.with_context(|| format!("reading {folder}"))?;
            found.push(format!("{folder}/{}", entry.file_name()));
        }
    }
    Ok(found)
}

/// `call_back` as `callBack`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| all + &capital(word))
}

/// `call_back` as `CallBack`.
fn camel_upper(name: &str) -> String {
    capital(&camel(name))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A text in lines of at most so many letters, each after `start`.
fn wrapped(text: &str, start: &str, width: usize) -> Vec<String> {
    let mut lines = vec![start.to_owned()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        let fresh = line.len() == start.len();
        if !fresh && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("{start}{word}"));
        } else {
            if !fresh {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// `NotHome` as `not_home`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
