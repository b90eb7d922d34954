//! `cargo xtask package WHAT`: what embedders are given.
//!
//! Owns which packages there are. Each says what a machine lacks for it.

mod android;
mod apk;
mod desktop;
mod elf;
mod kit;
mod size;

use std::path::Path;

use crate::shell::Failure;

/// Functions that only development builds export: panics to plant. The clock and the seed are in the interface of every build,
/// so that one façade fits all; without the feature `testing`, which no optimised build takes, they answer `testing_missing`.
const FOR_TESTS: &[&str] = &["probe_panic"];

/// Refuses a library that exports what is for tests alone: who knows the seed knows every key.
fn without_test_doors(library: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(library)
        .map_err(|error| Failure::machine(format!("{}: {error}", library.display())))?;
    match test_door(&bytes) {
        None => Ok(()),
        Some(name) => Err(Failure::check(format!(
            "{} exports {name}, which is for development builds alone: build it without the feature `testing`",
            library.display()
        ))),
    }
}

/// The first of those names that a library holds, as UniFFI exports it.
fn test_door(library: &[u8]) -> Option<&'static str> {
    const EXPORTED: &[u8] = b"uniffi_linli_ffi_";
    let holds = |name: &str| {
        library
            .windows(EXPORTED.len())
            .enumerate()
            .filter(|(_, window)| *window == EXPORTED)
            .any(|(at, _)| {
                let symbol = library[at..].split(|&byte| byte == 0).next();
                let symbol = symbol.and_then(|symbol| std::str::from_utf8(symbol).ok());
                symbol.is_some_and(|symbol| symbol.contains(name))
            })
    };
    FOR_TESTS.iter().copied().find(|name| holds(name))
}

/// A package: its name, what it is, and what makes it.
type Package = (
    &'static str,
    &'static str,
    fn(&[String]) -> Result<(), Failure>,
);

const PACKAGES: &[Package] = &[
    (
        "size",
        "the library as a phone gets it, and what it weighs without symbols",
        size::run,
    ),
    (
        "android",
        "shared libraries for phones under target/mobile/jniLibs (needs the NDK)",
        android::run,
    ),
    (
        "apk",
        "the Android app under target/apk, shrunk and signed (--stand-in: without its native libraries)",
        apk::run,
    ),
    (
        "desktop",
        "the window for a computer under target/desktop/linli, with a Java of its own",
        desktop::run,
    ),
    (
        "kit",
        "the conformance kit for embedders under target/kit",
        kit::run,
    ),
];

/// Makes one of them.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let Some((what, rest)) = arguments.split_first() else {
        return Err(Failure::usage(usage()));
    };
    let found = PACKAGES.iter().find(|(name, ..)| name == what);
    let (.., make) = found.ok_or_else(|| Failure::usage(usage()))?;
    make(rest)
}

fn usage() -> String {
    let mut text = String::from("`package` takes one of:\n");
    for (name, what, _) in PACKAGES {
        text.push_str(&format!("  {name:<8} {what}\n"));
    }
    text
}

pub(crate) use kit::assemble as assemble_kit;
pub(crate) use size::check as check_size;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_with_a_door_for_tests_is_no_package() {
        let with = b"\x7fELF\0uniffi_linli_ffi_fn_constructor_workspace_open\0uniffi_linli_ffi_fn_constructor_workspace_probe_panic\0";
        assert_eq!(test_door(with), Some("probe_panic"));
        let without = b"\x7fELF\0uniffi_linli_ffi_fn_constructor_workspace_open\0the words probe_panic elsewhere\0";
        assert_eq!(test_door(without), None);
    }
}
