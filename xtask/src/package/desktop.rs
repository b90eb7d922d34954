//! `cargo xtask package desktop`: the window for a computer as one folder that needs no Java: a runtime of jlink, our jars, the
//! native library in one of them, and a script that starts it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::size;
use crate::bindings::Profile;
use crate::shell::{self, Failure, say};
use crate::test::kotlin;

/// Modules that nothing names and that are needed: the order of pinyin, and screen readers.
const UNNAMED: &[&str] = &["jdk.localedata", "jdk.accessibility"];

/// Starts the window; whoever names no folder has his store where his system keeps such data.
const START: &str = r#"#!/bin/sh
# 邻里 · Linli: `linli [STORE]`
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
store=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/linli}
exec "$here/runtime/bin/java" -Dfile.encoding=UTF-8 -cp "$here/lib/*" org.linli.app.desktop.Main "$store"
"#;

/// Packs it; `--record` writes its size down, `--development` takes the library that tests use.
pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (profile, record) = match words.as_slice() {
        [] => (Profile::Release, false),
        ["--record"] => (Profile::Release, true),
        ["--development"] => (Profile::Development, false),
        _ => {
            return Err(Failure::usage(
                "`package desktop` takes --record, --development or nothing",
            ));
        }
    };
    let jlink = jlink()?;
    let (library, classes) = kotlin::desktop_classes(profile)?;
    if matches!(profile, Profile::Release) {
        super::without_test_doors(&library)?;
    }
    let image = shell::target_dir().join("desktop").join("linli");
    assemble(&image, &classes, &jlink)?;
    let bytes = weigh(&image)?;
    if matches!(profile, Profile::Release) {
        size::compare(&format!("desktop-{}", size::host()?), bytes, record)?;
    }
    say(format!(
        "packed, {bytes} bytes: {}",
        image.join("linli").display()
    ));
    Ok(())
}

/// The JDK's own linker of runtimes.
fn jlink() -> Result<PathBuf, Failure> {
    let home = std::env::var_os("JAVA_HOME").map(PathBuf::from);
    let jlink = home.map_or_else(|| PathBuf::from("jlink"), |home| home.join("bin/jlink"));
    if shell::succeeds(Command::new(&jlink).arg("--version")) {
        return Ok(jlink);
    }
    Err(Failure::machine(
        "there is no jlink: it comes with a JDK (apt-get install -y openjdk-17-jdk), not with a runtime",
    ))
}

fn assemble(image: &Path, classes: &str, jlink: &Path) -> Result<(), Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", image.display()));
    if image.exists() {
        std::fs::remove_dir_all(image).map_err(broken)?;
    }
    let jars = image.join("lib");
    std::fs::create_dir_all(&jars).map_err(broken)?;
    for entry in classes.split(':').map(Path::new) {
        if entry.is_dir() {
            let mut jar = Command::new("jar");
            jar.args(["--create", "--file"])
                .arg(jars.join(jar_of(entry)?))
                .arg("-C")
                .arg(entry)
                .arg(".");
            shell::run(&mut jar)?;
        } else if let Some(name) = entry.file_name() {
            std::fs::copy(entry, jars.join(name)).map_err(broken)?;
        }
    }
    let mut link = Command::new(jlink);
    link.arg("--add-modules")
        .arg(modules(&jars)?)
        .args(["--include-locales=en,zh", "--compress=2"])
        .args([
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
        ])
        .arg("--output")
        .arg(image.join("runtime"));
    shell::run(&mut link)?;
    let start = image.join("linli");
    std::fs::write(&start, START).map_err(broken)?;
    executable(&start).map_err(broken)
}

/// `linli-host.jar` of `…/linli-host/classes`.
fn jar_of(classes: &Path) -> Result<String, Failure> {
    let module = classes.parent().and_then(Path::file_name);
    let module = module.and_then(|name| name.to_str());
    module
        .map(|name| format!("{name}.jar"))
        .ok_or_else(|| Failure::machine(format!("{} is of no module", classes.display())))
}

/// The modules of Java that the jars name, and those that nothing names.
fn modules(jars: &Path) -> Result<String, Failure> {
    let mut deps = Command::new("jdeps");
    deps.args(["--print-module-deps", "--ignore-missing-deps"])
        .args(["--multi-release", "17"]);
    for entry in std::fs::read_dir(jars)
        .map_err(|error| Failure::machine(format!("{}: {error}", jars.display())))?
    {
        let entry = entry.map_err(|error| Failure::machine(error.to_string()))?;
        deps.arg(entry.path());
    }
    let named = shell::output_of(&mut deps)?;
    Ok(with_unnamed(&named))
}

fn with_unnamed(named: &str) -> String {
    let named = named.lines().last().unwrap_or_default().trim();
    let mut all: Vec<&str> = named.split(',').filter(|name| !name.is_empty()).collect();
    all.extend(UNNAMED);
    all.sort_unstable();
    all.dedup();
    all.join(",")
}

#[cfg(unix)]
fn executable(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Bytes of all files of a folder.
fn weigh(folder: &Path) -> Result<u64, Failure> {
    let broken = |error: std::io::Error| Failure::machine(format!("{}: {error}", folder.display()));
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let about = entry.metadata().map_err(broken)?;
        bytes += if about.is_dir() {
            weigh(&entry.path())?
        } else {
            about.len()
        };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runtime_has_what_jars_name_and_what_nothing_names() {
        assert_eq!(
            with_unnamed("java.base,java.desktop,jdk.accessibility\n"),
            "java.base,java.desktop,jdk.accessibility,jdk.localedata"
        );
    }

    #[test]
    fn a_jar_is_called_after_its_module() {
        let name = jar_of(Path::new("target/android/linli-host/classes"));
        assert_eq!(name.expect("a module"), "linli-host.jar");
        assert!(jar_of(Path::new("classes")).is_err());
    }

    #[test]
    fn an_unknown_word_is_a_mistake_in_the_call() {
        let failure = run(&["--small".to_owned()]).expect_err("unknown");
        assert_eq!(failure.exit, 2);
    }
}
