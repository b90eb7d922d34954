//! No code without a use: each is raised by the core, or by name in the layers above it.

use linli_core::domain::Code;
use std::fs;
use std::path::Path;

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs")
            && !path.ends_with("domain/code.rs")
        {
            found.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// Whether `source` has `Code::<variant>` and not merely a longer variant that begins alike.
fn mentions(source: &str, code: Code) -> bool {
    let path = format!("Code::{code:?}");
    source.match_indices(&path).any(|(at, _)| {
        let next = source[at + path.len()..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[test]
fn every_code_is_raised_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut core, mut above) = (String::new(), String::new());
    sources(&root.join("src"), &mut core);
    sources(&root.join("../bindings/src"), &mut above);
    sources(&root.join("../bindings/json/src"), &mut above);
    let dead: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !mentions(&core, **code) && !above.contains(&format!("\"{}\"", code.name())))
        .map(|code| code.name())
        .collect();
    assert!(dead.is_empty(), "never raised: {dead:?}");
}

#[test]
fn a_longer_variant_is_no_mention() {
    assert!(mentions("Err(Code::Io)", Code::Io));
    assert!(!mentions("Err(Code::IoError)", Code::Io));
}
