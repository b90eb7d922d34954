//! Writes the Kotlin, Swift and Python that UniFFI makes of the built library, and the value types of the façades over them;
//! lists what crosses the border. Called
//! by `cargo xtask bindings`, which says where everything lies, and by maturin, which has a way of calling of its own.

mod facade;
mod python;
mod surface;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

/// The usage.
const USAGE: &str = "\
linli-bindgen generate LIBRARY CONFIG OUT   writes OUT/kotlin, OUT/swift and OUT/python
linli-bindgen surface LIBRARY CONFIG        lists what crosses the border, one item a line, tabs between
linli-bindgen facade LIBRARY CONFIG ROOT    writes the façades' value types below the repository's root
linli-bindgen check LIBRARY CONFIG ROOT     compares them with those that lie there

LIBRARY is the shared library, not stripped; CONFIG the folder that holds uniffi.toml.";

/// The folder of our one crate's settings.
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
        write(language, library, config, &out.join(name))
            .with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// One language.
fn write(
    language: TargetLanguage,
    library: &Utf8Path,
    config: &Utf8Path,
    out: &Utf8Path,
) -> Result<()> {
    let python = matches!(language, TargetLanguage::Python);
    let options = GenerateOptions {
        languages: vec![language],
        source: library.to_owned(),
        out_dir: out.to_owned(),
        ..GenerateOptions::default()
    };
    generate_with_bindgen_paths(options, paths(config))?;
    if python {
        python::make_typed(&out.join("linli_ffi.py"))?;
    }
    Ok(())
}

/// Does what the words of a command line ask for.
///
/// # Errors
/// What failed, as a sentence.
pub fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", library, config, out] => {
            generate((*library).into(), (*config).into(), (*out).into())
        }
        // The command line with which maturin calls `uniffi-bindgen`.
        [
            "generate",
            "--no-format",
            "--language",
            "python",
            "--out-dir",
            out,
            "--config",
            config,
            "--library",
            library,
        ] => {
            let config = Utf8Path::new(*config);
            let folder = config.parent().context("--config names no file")?;
            write(
                TargetLanguage::Python,
                (*library).into(),
                folder,
                (*out).into(),
            )
        }
        ["surface", library, config] => {
            print!(
                "{}",
                surface::list((*library).into(), paths((*config).into()))?
            );
            Ok(())
        }
        ["facade", library, config, root] => {
            facade::write((*library).into(), paths((*config).into()), (*root).into())
        }
        ["check", library, config, root] => {
            facade::check((*library).into(), paths((*config).into()), (*root).into())
        }
        _ => bail!("{USAGE}"),
    }
}
