//! `cargo xtask package size`: the library as a phone gets it (`[profile.mobile]`, no spreadsheets), and its size without
//! symbols beside the one on record in `bindings/sizes.json`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings;
use crate::shell::{self, Failure, say};

/// Growth that somebody should look at.
const MUCH: u64 = 100_000;
const RECORD: &str = "bindings/sizes.json";

/// Builds, weighs, compares; `--record` writes the new size down.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let record = match arguments {
        [] => false,
        [word] if word == "--record" => true,
        _ => return Err(Failure::usage("`package size` takes --record or nothing")),
    };
    let target = host()?;
    let library = build()?;
    super::without_test_doors(&library)?;
    let weight = weigh(&library)?;
    compare(&target, weight, record)
}

/// Says whether something grew since its size was recorded; with `record` the new one is.
pub(super) fn compare(name: &str, weight: u64, record: bool) -> Result<(), Failure> {
    let file = shell::root().join(RECORD);
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    match of_target(&known, name) {
        Some(before) if weight > before + MUCH => say(format!(
            "WARNING: {name}: {weight} bytes, {} more than on record ({before}); if that is meant, run this again with --record",
            weight - before
        )),
        Some(before) => say(format!("{name}: {weight} bytes, on record {before}")),
        None => say(format!("{name}: {weight} bytes, none on record")),
    }
    if record {
        std::fs::write(&file, with_target(&known, name, weight))
            .map_err(|error| Failure::machine(format!("{RECORD}: {error}")))?;
    }
    Ok(())
}

/// The size check of CI: a library that grew is a warning, one that does not build a failure.
pub(crate) fn check() -> Result<(), Failure> {
    run(&[])
}

/// For which system this machine builds.
pub(super) fn host() -> Result<String, Failure> {
    let text = shell::output_of(
        Command::new("rustc")
            .args(["-vV"])
            .current_dir(shell::root()),
    )?;
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| Failure::machine("rustc does not say for which system it builds"))
}

fn build() -> Result<PathBuf, Failure> {
    crate::setup::libcrypto()?;
    let mut build = shell::cargo(bindings::OPTIMISED_FOR_PHONES);
    build.args(bindings::for_phones("cipher"));
    shell::run(build.arg("--quiet").stdout(std::io::stderr()))?;
    Ok(shell::target_dir()
        .join("mobile")
        .join(bindings::library_name()))
}

/// Bytes without symbols.
fn weigh(library: &Path) -> Result<u64, Failure> {
    let stripped = library.with_extension("stripped");
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&stripped).arg(library);
    shell::run(&mut strip)?;
    let length = std::fs::metadata(&stripped).map(|file| file.len());
    length.map_err(|error| Failure::machine(format!("{}: {error}", stripped.display())))
}

/// The size on record: the file is one flat object, a target a line.
fn of_target(text: &str, target: &str) -> Option<u64> {
    entries(text)
        .into_iter()
        .find_map(|(known, size)| (known == target).then_some(size))
}

fn entries(text: &str) -> Vec<(String, u64)> {
    let lines = text.lines().filter_map(|line| {
        let (name, size) = line.trim().trim_end_matches(',').split_once(": ")?;
        Some((name.trim_matches('"').to_owned(), size.parse().ok()?))
    });
    lines.collect()
}

fn with_target(text: &str, target: &str, size: u64) -> String {
    let mut all = entries(text);
    all.retain(|(known, _)| known != target);
    all.push((target.to_owned(), size));
    all.sort();
    let lines: Vec<String> = all
        .iter()
        .map(|(name, size)| format!("  \"{name}\": {size}"))
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_recorded_for_its_own_target_alone() {
        let one = with_target("", "b-linux", 7);
        let two = with_target(&one, "a-apple", 1_234_567);
        assert_eq!(two, "{\n  \"a-apple\": 1234567,\n  \"b-linux\": 7\n}\n");
        let three = with_target(&two, "b-linux", 8);
        assert_eq!(of_target(&three, "b-linux"), Some(8));
        assert_eq!(of_target(&three, "a-apple"), Some(1_234_567));
        assert_eq!(of_target(&three, "c"), None);
    }
}
