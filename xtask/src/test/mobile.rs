//! The library's Rust as the compilers for phones see it: checked, not built. No toolchain for the C below it is needed: a
//! stand-in makes empty objects, which nobody links. So this finds what Rust would refuse on a phone, and nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::sum::Sum;
use crate::bindings;
use crate::setup;
use crate::shell::{self, Failure, say};

const TARGETS: &[&str] = &["aarch64-linux-android", "aarch64-apple-ios"];

/// Checks for every phone whose standard library is here, or can be had.
pub(crate) fn test(_: &[String]) -> Result<Sum, Failure> {
    setup::libcrypto()?;
    if !cfg!(unix) {
        say("the check for phones needs a Unix shell: left out");
        return Ok(Sum::default());
    }
    let folder = shell::target_dir().join("stand-in");
    let compiler = stand_in(&folder)
        .map_err(|error| Failure::machine(format!("{}: {error}", folder.display())))?;
    let mut sum = Sum::default();
    for target in TARGETS {
        if has(target) {
            let mut check = check(target, &folder, &compiler);
            sum.add(Sum::one(shell::run(&mut check).is_ok()));
        } else {
            say(format!(
                "{target} is not checked: `rustup target add {target}` does not work here"
            ));
        }
    }
    Ok(sum)
}

fn has(target: &str) -> bool {
    let mut add = Command::new("rustup");
    // From the repository, whose toolchain it is about.
    shell::succeeds(
        add.args(["target", "add", target])
            .current_dir(shell::root()),
    )
}

/// Answers every call of a C compiler with an empty object.
fn stand_in(folder: &Path) -> std::io::Result<PathBuf> {
    const SCRIPT: &str = "#!/bin/sh\n\
        while [ $# -gt 0 ]; do\n  \
        case $1 in -E) exit 1 ;; -o) shift; : > \"$1\" ;; esac\n  \
        shift\n\
        done\n";
    std::fs::create_dir_all(folder)?;
    let compiler = folder.join("cc");
    std::fs::write(&compiler, SCRIPT)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&compiler, std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(compiler)
}

fn check(target: &str, folder: &Path, compiler: &Path) -> Command {
    let mut check = shell::cargo(["check", "--quiet", "--target", target]);
    check.args(bindings::for_phones("cipher"));
    let name = target.replace('-', "_");
    check
        .env(format!("CC_{name}"), compiler)
        .env(format!("AR_{name}"), "true")
        // Named, so that nobody looks for an SDK or for a phone's own OpenSSL.
        .env("SDKROOT", folder)
        .env("OPENSSL_DIR", folder)
        .env("OPENSSL_LIB_DIR", folder)
        .env("OPENSSL_INCLUDE_DIR", folder);
    check
}
