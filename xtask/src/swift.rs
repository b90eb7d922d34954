//! Source of Swift: this machine's own, or Debian's in a chroot below `target/`. Knows nothing of what is run in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::minutes::{Phase, during};
use crate::setup;
use crate::shell::{self, Failure, say};

/// Typed throws and the language mode that the package asks for.
const LEAST: (u32, u32) = (6, 0);

/// A way to run Swift.
pub(crate) enum Swift {
    /// `swift` of this machine.
    Own,
    /// `swift` of Debian trixie, in the chroot of `xtask/swift-env.sh`.
    Chroot,
}

impl Swift {
    /// Finds one, or makes one where that is possible. The first time fetches 0.6 GB.
    pub(crate) fn ready() -> Result<Self, Failure> {
        if shell::output_of(Command::new("swift").arg("--version")).is_ok_and(|said| new(&said)) {
            return Ok(Self::Own);
        }
        let root =
            shell::output_of(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
        let debian = shell::succeeds(Command::new("apt-get").arg("--version"));
        if !cfg!(target_os = "linux") || !root || !debian {
            return Err(Failure::machine(elsewhere()));
        }
        setup::debootstrap()?;
        if !folder().join("stamp").is_file() {
            say("there is no Swift here: making a chroot with Debian's, 0.6 GB to fetch");
        }
        let mut make = Command::new("bash");
        make.arg(script()).arg(folder()).arg("setup");
        during(Phase::SetUp, || shell::run(make.stdout(std::io::stderr())))?;
        Ok(Self::Chroot)
    }

    /// A program run where Swift is, from the repository's root. What it should know is given as `settings`; `outside` is a
    /// folder outside the repository that it may use, as [`Self::inside`] names it.
    pub(crate) fn command(
        &self,
        words: &[&str],
        settings: &[(&str, &Path)],
        outside: Option<&Path>,
    ) -> Command {
        let mut command;
        match self {
            Self::Own => {
                command = Command::new(words[0]);
                command.args(&words[1..]);
                for (name, value) in settings {
                    command.env(name, value);
                }
            }
            Self::Chroot => {
                command = Command::new("bash");
                command.arg(script()).arg(folder()).arg("run");
                command.arg("--repo").arg(shell::root());
                for (name, value) in settings {
                    command.arg("--env");
                    command.arg(format!("{name}={}", value.display()));
                }
                if let Some(outside) = outside {
                    let inside = self.inside(outside);
                    command.arg("--bind");
                    command.arg(format!("{}:{}", outside.display(), inside.display()));
                }
                command.arg("--").args(words);
            }
        }
        command.current_dir(shell::root());
        command
    }

    /// Path of a folder outside the repository where Swift runs: in the chroot always the same, so that no mount points
    /// pile up there.
    pub(crate) fn inside(&self, outside: &Path) -> PathBuf {
        match self {
            Self::Own => outside.to_owned(),
            Self::Chroot => PathBuf::from("/outside"),
        }
    }

    /// Call of a program built here, from anywhere: also outside the chroot, whose loader and libraries it needs
    /// but nothing else of it.
    pub(crate) fn starts(&self, program: &Path) -> String {
        let quoted = |path: &Path| format!("'{}'", path.display());
        match self {
            Self::Own => quoted(program),
            Self::Chroot => {
                let root = folder().join("rootfs");
                let triple = format!("{}-linux-gnu", std::env::consts::ARCH);
                let libraries = [
                    root.join("usr/libexec/swift/lib/swift/linux"),
                    root.join("usr/lib").join(&triple),
                ];
                let libraries = libraries.map(|path| path.display().to_string()).join(":");
                let loader = if cfg!(target_arch = "aarch64") {
                    "lib/ld-linux-aarch64.so.1"
                } else {
                    "lib64/ld-linux-x86-64.so.2"
                };
                let loader = quoted(&root.join(loader));
                format!("{loader} --library-path '{libraries}' {}", quoted(program))
            }
        }
    }
}

/// The chroot, kept between runs.
fn folder() -> PathBuf {
    shell::target_dir().join("swift")
}

fn script() -> PathBuf {
    shell::root().join("xtask").join("swift-env.sh")
}

/// Whether `swift --version` speaks of one that is new enough.
fn new(said: &str) -> bool {
    let Some((_, after)) = said.split_once("Swift version ") else {
        return false;
    };
    let mut numbers = after.split(|c: char| !c.is_ascii_digit());
    let mut next = || numbers.next().and_then(|number| number.parse::<u32>().ok());
    next()
        .zip(next())
        .is_some_and(|(major, minor)| (major, minor) >= LEAST)
}

fn elsewhere() -> String {
    "the Swift tests need Swift 6.0 or newer:\n  \
     macOS                       Xcode 16 or newer\n  \
     Debian and Ubuntu, as root  nothing: I make a chroot with Debian's swiftlang\n  \
     other Linux systems         the toolchain of swift.org, with `swift` in PATH"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swift_that_is_too_old_is_none() {
        assert!(new(
            "Swift version 6.0.3 (swift-6.0.3-RELEASE)\nTarget: x86_64-pc-linux-gnu"
        ));
        assert!(new(
            "Apple Swift version 6.2 (swiftlang-6.2.0.19.9 clang-1700.3.19.1)"
        ));
        assert!(!new("Swift version 5.10.1 (swift-5.10.1-RELEASE)"));
        assert!(!new("usage: swift is something else"));
    }
}
