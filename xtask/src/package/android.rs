//! `cargo xtask package android`: the shared libraries of the AAR, through cargo-ndk. Needs the NDK and the targets of rustup;
//! says so where they are missing.

use std::path::{Path, PathBuf};

use super::elf;
use crate::bindings;
use crate::shell::{self, Failure, say};

/// Processors by the names of Android and of rustup.
const PROCESSORS: &[(&str, &str)] = &[
    ("arm64-v8a", "aarch64-linux-android"),
    ("armeabi-v7a", "armv7-linux-androideabi"),
    ("x86_64", "x86_64-linux-android"),
];

/// Large pages, also where the NDK's own linker would take smaller ones for granted. Relocations packed as Android's loader reads
/// them since 6.0 (docs/adr/0036): ours is for 8.0 and newer.
const LINKING: &str =
    "-Clink-arg=-Wl,-z,max-page-size=16384 -Clink-arg=-Wl,--pack-dyn-relocs=android";

/// The folder that the AAR takes them from.
fn folder() -> PathBuf {
    shell::target_dir().join("mobile").join("jniLibs")
}

/// Builds for every processor and checks each library; `--check` only checks what is there.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => build()?,
        [word] if word == "--check" => {}
        _ => return Err(Failure::usage("`package android` takes --check or nothing")),
    }
    let mut all = Vec::new();
    for (name, _) in PROCESSORS {
        let library = folder().join(name).join("liblinli_ffi.so");
        if !library.is_file() {
            return Err(Failure::check(format!("there is no {}", library.display())));
        }
        check(&library)?;
        super::without_test_doors(&library)?;
        all.push(*name);
    }
    say(format!("ready for the AAR: {}", all.join(", ")));
    Ok(())
}

/// A library that cannot be loaded on pages of 16 KB is refused by shops and crashes on new phones.
fn check(library: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(library)
        .map_err(|error| Failure::machine(format!("{}: {error}", library.display())))?;
    match elf::load_alignment(&bytes) {
        Some(alignment) if alignment >= elf::LARGEST_PAGE => Ok(()),
        Some(alignment) => Err(Failure::check(format!(
            "{} is aligned to {alignment} bytes, and phones with pages of 16 KB do not load it",
            library.display()
        ))),
        None => Err(Failure::check(format!(
            "{} is no shared library",
            library.display()
        ))),
    }
}

fn build() -> Result<(), Failure> {
    if !shell::succeeds(&mut shell::cargo(["ndk", "--version"])) {
        return Err(Failure::machine(
            "this needs cargo-ndk (cargo install cargo-ndk), the Android NDK r28 or newer (ANDROID_NDK_HOME), and \
             rustup target add aarch64-linux-android armv7-linux-androideabi x86_64-linux-android",
        ));
    }
    let mut build = shell::cargo(["ndk", "--platform", "26"]);
    for (name, _) in PROCESSORS {
        build.args(["--target", name]);
    }
    build
        .arg("--output-dir")
        .arg(folder())
        .args(bindings::OPTIMISED_FOR_PHONES)
        .args(bindings::for_phones("cipher,vendored-crypto"));
    for (_, target) in PROCESSORS {
        let name = target.replace('-', "_").to_uppercase();
        build.env(format!("CARGO_TARGET_{name}_RUSTFLAGS"), LINKING);
    }
    shell::run(&mut build)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_program_is_measured_and_a_text_is_refused() {
        let program = std::env::current_exe().expect("we run");
        let bytes = std::fs::read(&program).expect("we are a file");
        if cfg!(target_os = "linux") {
            assert!(elf::load_alignment(&bytes) >= Some(4096));
        }
        let text = shell::root().join("Cargo.toml");
        assert!(check(&text).is_err());
    }
}
