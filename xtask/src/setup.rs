//! Requirements of the crates and tests on the machine. Installs them on Debian and its family;
//! elsewhere it names the package. Looking takes milliseconds, so nothing is remembered that could go stale.

use std::path::Path;
use std::process::Command;

use crate::minutes::{Phase, during};
use crate::shell::{self, Failure, say};

/// Everything that `demo` and `test` need.
pub(crate) fn everything(_: &[String]) -> Result<(), Failure> {
    libcrypto()?;
    python()?;
    say("ready: libcrypto and Python 3 are here");
    Ok(())
}

/// Headers and library of OpenSSL's libcrypto, which SQLCipher is linked with.
pub(crate) fn libcrypto() -> Result<(), Failure> {
    if has_libcrypto() {
        return Ok(());
    }
    say("SQLCipher needs the headers of OpenSSL's libcrypto, which are not here");
    apt_install(&["libssl-dev", "pkg-config"])?;
    if has_libcrypto() {
        return Ok(());
    }
    Err(Failure::machine(
        "libssl-dev is installed, but openssl/crypto.h is still not to be found",
    ))
}

/// Python 3, in which the second implementations and the contract checks of the tests are written.
pub(crate) fn python() -> Result<(), Failure> {
    if has_python() {
        return Ok(());
    }
    say("the tests compare us with programs in Python 3, which is not here");
    apt_install(&["python3"])?;
    if has_python() {
        return Ok(());
    }
    Err(Failure::machine("python3 is installed, but does not start"))
}

/// Environments of Python's own, which Debian keeps in a package apart.
pub(crate) fn python_environments() -> Result<(), Failure> {
    python()?;
    let complete =
        || shell::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"]));
    if complete() {
        return Ok(());
    }
    say("Python's tests need its environments (venv), which are not here");
    apt_install(&["python3-venv"])?;
    if complete() {
        return Ok(());
    }
    Err(Failure::machine(
        "python3-venv is installed, but python3 cannot import venv and ensurepip",
    ))
}

/// Valgrind, which looks at every byte that a C program and the library hand each other. Whether it is here: not every
/// system has it.
pub(crate) fn valgrind() -> bool {
    let here = || shell::succeeds(Command::new("valgrind").arg("--version"));
    here() || (apt_install(&["valgrind"]).is_ok() && here())
}

/// A font that has Chinese: the screens' pictures are compared with those of the same one.
pub(crate) fn chinese_font() -> Result<(), Failure> {
    if has_chinese_font() {
        return Ok(());
    }
    say("the screens need a font that has Chinese, which is not here");
    apt_install(&["fonts-noto-cjk", "fontconfig"])?;
    if has_chinese_font() {
        return Ok(());
    }
    Err(Failure::machine(
        "fonts-noto-cjk is installed, but `fc-list :lang=zh-cn` names no font",
    ))
}

fn has_chinese_font() -> bool {
    shell::output_of(Command::new("fc-list").arg(":lang=zh-cn"))
        .is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Chromium, which lays out pages for A4 paper, and a font that has Chinese. The name of the program.
pub(crate) fn chromium() -> Result<&'static str, Failure> {
    let found = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|name| has_chinese_font() && shell::succeeds(Command::new(name).arg("--version")))
    };
    if let Some(name) = found() {
        return Ok(name);
    }
    say("pages are laid out by Chromium with a Chinese font, which are not both here");
    apt_install(&["chromium", "fonts-noto-cjk", "fontconfig"])?;
    found().ok_or_else(|| {
        Failure::machine(
            "chromium and fonts-noto-cjk are installed, but one of them is not to be found",
        )
    })
}

/// Installs the program that makes a small Debian in a folder, for tools that this one has no package of.
pub(crate) fn debootstrap() -> Result<(), Failure> {
    let there = || shell::succeeds(Command::new("debootstrap").arg("--version"));
    if there() {
        return Ok(());
    }
    apt_install(&["debootstrap"])?;
    if there() {
        return Ok(());
    }
    Err(Failure::machine(
        "debootstrap is installed, but does not start",
    ))
}

/// A part of the Rust toolchain that some installations leave out.
pub(crate) fn component(subcommand: &str, component: &str) -> Result<(), Failure> {
    if shell::succeeds(&mut shell::cargo([subcommand, "--version"])) {
        return Ok(());
    }
    say(format!(
        "the toolchain lacks {component}: asking rustup for it"
    ));
    let mut command = Command::new("rustup");
    command
        .args(["component", "add", component])
        .current_dir(shell::root());
    shell::run(&mut command).map_err(|_| {
        Failure::machine(format!(
            "install `{component}` of your Rust toolchain (with rustup or your system's packages)"
        ))
    })
}

fn has_python() -> bool {
    shell::succeeds(Command::new("python3").arg("--version"))
}

fn has_libcrypto() -> bool {
    // On macOS SQLCipher uses the system's CommonCrypto unless OPENSSL_DIR says otherwise.
    if cfg!(target_os = "macos") || std::env::var_os("OPENSSL_DIR").is_some() {
        return true;
    }
    let mut folders = vec![
        Path::new("/usr/include").to_owned(),
        Path::new("/usr/local/include").to_owned(),
    ];
    folders.push(Path::new("/usr/include").join(format!("{}-linux-gnu", std::env::consts::ARCH)));
    let header = folders
        .iter()
        .any(|folder| folder.join("openssl/crypto.h").is_file());
    header || shell::succeeds(Command::new("pkg-config").args(["--exists", "libcrypto"]))
}

/// Installs Debian packages without asking; says what to do by hand where it cannot.
pub(crate) fn apt_install(packages: &[&str]) -> Result<(), Failure> {
    during(Phase::SetUp, || from_debian(packages))
}

fn from_debian(packages: &[&str]) -> Result<(), Failure> {
    let names = packages.join(" ");
    if !shell::succeeds(Command::new("apt-get").arg("--version")) {
        return Err(Failure::machine(elsewhere(&names)));
    }
    let prefix = privilege().ok_or_else(|| {
        Failure::machine(format!("this needs root and there is no sudo; as root: apt-get update && apt-get install -y {names}"))
    })?;
    let apt = |words: &[&str]| {
        let mut all: Vec<&str> = prefix.clone();
        all.extend([
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=300",
            "-o",
            "Dpkg::Use-Pty=0",
        ]);
        all.extend(words);
        let mut command = Command::new(all[0]);
        command.args(&all[1..]);
        // apt talks on stdout, which belongs to the chore's own answer.
        command.stdout(std::io::stderr());
        command
    };
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    say(format!("installing {names}"));
    if shell::status_of(&mut apt(&install))?.success() {
        return Ok(());
    }
    say("the package lists are missing or old: fetching them, then once more");
    shell::run(&mut apt(&["update", "-qq"]))?;
    shell::run(&mut apt(&install)).map_err(|_| {
        Failure::machine(format!(
            "could not install {names}; by hand: apt-get update && apt-get install -y {names}"
        ))
    })
}

/// The words before a command that needs root: none for root itself.
fn privilege() -> Option<Vec<&'static str>> {
    let root = shell::output_of(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    if root {
        return Some(Vec::new());
    }
    if !shell::succeeds(Command::new("sudo").arg("--version")) {
        return None;
    }
    // Nobody is there to type a password in CI; a question would hang it.
    let unattended = std::env::var_os("CI").is_some();
    Some(if unattended {
        vec!["sudo", "-n"]
    } else {
        vec!["sudo"]
    })
}

fn elsewhere(packages: &str) -> String {
    format!(
        "this is no Debian-like system, so nothing was installed. Install the equivalent of `{packages}` and call me again:\n  \
         Fedora, openEuler, Kylin server   dnf install openssl-devel pkgconf python3\n  \
         Arch                              pacman -S openssl pkgconf python\n  \
         Alpine                            apk add build-base openssl-dev pkgconf python3\n  \
         macOS                             xcode-select --install   (libcrypto is not needed there)\n  \
         an OpenSSL of your own            set OPENSSL_DIR to the folder that holds include/ and lib/"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_apt_is_told_the_packages_of_its_own_system() {
        let text = elsewhere("libssl-dev pkg-config");
        for word in [
            "dnf install openssl-devel",
            "xcode-select --install",
            "OPENSSL_DIR",
        ] {
            assert!(text.contains(word), "{word}");
        }
    }
}
