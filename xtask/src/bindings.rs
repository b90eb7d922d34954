//! `cargo xtask bindings`: the host library, and what UniFFI makes of it in Kotlin, Swift and Python, under `target/bindings`.
//! Made anew whenever the library is; never committed, never edited. The façades' value types, which are committed, are written
//! from the same library.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::minutes::{Phase, during};
use crate::shell::{self, Failure, say};

/// The languages' sources and the library, as the tests and façades find them.
pub(crate) struct Generated {
    /// `target/bindings`: `kotlin/`, `swift/`, `python/`, `lib/`, `surface.tsv`.
    pub(crate) folder: PathBuf,
}

impl Generated {
    /// The folder that holds the shared library.
    pub(crate) fn library_folder(&self) -> PathBuf {
        self.folder.join("lib")
    }
}

/// Build of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// The build for the tests: it plants panics, and takes a clock and a seed.
    Development,
    /// The build that is measured.
    Release,
}

/// The library as phones get it, in cargo's words: without spreadsheets, and with these features.
pub(crate) fn for_phones(features: &str) -> [&str; 7] {
    [
        "--locked",
        "--package",
        "linli-ffi",
        "--lib",
        "--no-default-features",
        "--features",
        features,
    ]
}

/// Cargo's words before those: what is built with them is optimised over all crates. Together with the `rlib` that the manifest
/// names for our own tests, Cargo would leave that out, and say nothing (docs/adr/0038).
pub(crate) const OPTIMISED_FOR_PHONES: [&str; 5] =
    ["rustc", "--crate-type", "cdylib", "--profile", "mobile"];

/// Hands in clock and seed: what the tests of façades have and no optimised library takes.
const TESTING: &str = "linli-ffi/testing";

/// The library's file name on this system.
pub(crate) fn library_name() -> String {
    library_of("linli_ffi")
}

/// The file name of any shared library on this system.
pub(crate) fn library_of(name: &str) -> String {
    format!(
        "{}{name}{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    )
}

/// Generates and says where; writes the façades' value types, or compares them with `--check`.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let what = match words.as_slice() {
        [] => "facade",
        ["--check"] => return check(),
        _ => return Err(Failure::usage("`bindings` takes `--check` or nothing")),
    };
    let made = generate(Profile::Development)?;
    say(format!("written to {}", made.folder.display()));
    facade(what, &shell::build_dir().join(library_name()))
}

/// Whether the façades' value types are those of the interface. Needs neither Kotlin nor Swift.
pub(crate) fn check() -> Result<(), Failure> {
    crate::setup::libcrypto()?;
    facade("check", &build(Profile::Development)?)
}

fn facade(what: &str, library: &Path) -> Result<(), Failure> {
    let mut bindgen = Command::new(shell::built("linli-bindgen"));
    bindgen.arg(what).arg(library);
    bindgen.arg(shell::root().join("bindings"));
    shell::run(bindgen.arg(shell::root()).stdout(std::io::stderr()))
}

/// Builds the library and generates from it, if it changed since. What was made of the other profile is replaced: its
/// sources call functions that this library may lack.
pub(crate) fn generate(profile: Profile) -> Result<Generated, Failure> {
    crate::setup::libcrypto()?;
    let built = build(profile)?;
    let folder = shell::target_dir().join("bindings");
    let library = folder.join("lib").join(library_name());
    let made = Generated { folder };
    if same(&built, &library) && made.folder.join("surface.tsv").is_file() {
        return Ok(made);
    }
    let broken =
        |error: std::io::Error| Failure::machine(format!("{}: {error}", made.folder.display()));
    if made.folder.exists() {
        std::fs::remove_dir_all(&made.folder).map_err(broken)?;
    }
    std::fs::create_dir_all(made.library_folder()).map_err(broken)?;
    let config = shell::root().join("bindings");
    let bindgen = shell::built("linli-bindgen");
    let mut generate = Command::new(&bindgen);
    generate
        .arg("generate")
        .arg(&built)
        .args([&config, &made.folder]);
    shell::run(generate.stdout(std::io::stderr()))?;
    let mut list = Command::new(&bindgen);
    list.arg("surface").args([&built, &config]);
    let surface = shell::output_of(&mut list)?;
    std::fs::write(made.folder.join("surface.tsv"), surface).map_err(broken)?;
    // Last: whoever finds the library finds all that was made of it.
    std::fs::copy(&built, &library).map_err(broken)?;
    Ok(made)
}

/// Library, generator and programs in one build: asked for one alone, cargo would choose other features and compile the core
/// once more. Gives the library.
pub(crate) fn build(profile: Profile) -> Result<PathBuf, Failure> {
    compile(&["--workspace", "--bins", "--features", TESTING])?;
    if profile == Profile::Development {
        return Ok(shell::build_dir().join(library_name()));
    }
    Ok(build_optimised()?.join(library_name()))
}

/// The library and the benchmark, optimised, in one build for the same reason. Gives the folder in which they lie.
pub(crate) fn build_optimised() -> Result<PathBuf, Failure> {
    compile(&[
        "--release",
        "--package",
        "linli-tests",
        "--package",
        "linli-ffi",
        "--bin",
        "bench",
    ])?;
    Ok(shell::target_dir().join("release"))
}

fn compile(what: &[&str]) -> Result<(), Failure> {
    let mut build = shell::cargo(["build", "--locked", "--lib"]);
    build.args(what);
    say(shell::spelled(&build));
    build.arg("--quiet").stdout(std::io::stderr());
    let status = during(Phase::Build, || shell::status_of(&mut build))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::check("the library does not build"))
}

fn same(one: &Path, other: &Path) -> bool {
    match (std::fs::read(one), std::fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
