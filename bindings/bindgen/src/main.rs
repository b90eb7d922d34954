//! Writes the Kotlin, Swift and Python that UniFFI makes of the built library, and lists what crosses the border. Called
//! by `cargo xtask bindings`, which says where everything lies.

mod surface;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use std::process::ExitCode;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

const USAGE: &str = "\
linli-bindgen generate LIBRARY CONFIG OUT   writes OUT/kotlin, OUT/swift and OUT/python
linli-bindgen surface LIBRARY CONFIG        lists what crosses the border, one item a line, tabs between

LIBRARY is the shared library, not stripped; CONFIG the folder that holds uniffi.toml.";

/// Where the settings of our one crate lie.
struct Settings(Utf8PathBuf);

impl BindgenPathsLayer for Settings {
    fn get_crate_root(&self, crate_name: &str) -> Option<Utf8PathBuf> {
        (crate_name == "linli_ffi").then(|| self.0.clone())
    }
}

fn paths(config: &Utf8Path) -> BindgenPaths {
    let mut paths = BindgenPaths::default();
    paths.add_layer(Settings(config.to_owned()));
    paths
}

fn generate(library: &Utf8Path, config: &Utf8Path, out: &Utf8Path) -> Result<()> {
    let languages = [
        ("kotlin", TargetLanguage::Kotlin),
        ("swift", TargetLanguage::Swift),
        ("python", TargetLanguage::Python),
    ];
    for (name, language) in languages {
        let options = GenerateOptions {
            languages: vec![language],
            source: library.to_owned(),
            out_dir: out.join(name),
            ..GenerateOptions::default()
        };
        generate_with_bindgen_paths(options, paths(config))
            .with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", library, config, out] => {
            generate((*library).into(), (*config).into(), (*out).into())
        }
        ["surface", library, config] => {
            print!(
                "{}",
                surface::list((*library).into(), paths((*config).into()))?
            );
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("linli-bindgen: {error:#}");
            ExitCode::from(1)
        }
    }
}
