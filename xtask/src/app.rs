//! `cargo xtask app` and `cargo xtask screenshots`: the screens of the apps in a window, and in pictures.

use std::path::PathBuf;
use std::process::Command;

use crate::demo;
use crate::setup;
use crate::shell::{self, Failure, say};
use crate::test::kotlin;

/// The store that the window opens, if nobody names another: Auntie Wang's new phone, with her stairwell and the building that she took over.
const WHOSE: &str = "leader-3-1-new";

/// Those who have a store on the field day.
const STORES: &[&str] = &["office", WHOSE, "leader-3-1", "leader-3", "grid-worker"];

/// Opens the window: on a field day that is played for it, or on the store of a folder.
pub(crate) fn window(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (who, given) = match words.as_slice() {
        [] => (WHOSE, None),
        ["--store", folder] => ("", Some(PathBuf::from(folder))),
        [who] if STORES.contains(who) => (*who, None),
        _ => {
            return Err(Failure::usage(format!(
                "`app` takes nothing, one of {}, or `--store DIR`",
                STORES.join(", ")
            )));
        }
    };
    display(std::env::var("DISPLAY").ok().as_deref())?;
    setup::chinese_font()?;
    let classes = kotlin::app_classes("desktop")?;
    let store = match given {
        Some(folder) => folder,
        None => field_day()?.join(who),
    };
    say(format!("opening {}", store.display()));
    let mut java = Command::new("java");
    java.args(kotlin::java(&classes));
    java.arg("org.linli.app.desktop.Main").arg(store);
    shell::run(&mut java)
}

/// Every screen in every size, look and language, as one page and one picture.
pub(crate) fn screenshots(arguments: &[String]) -> Result<(), Failure> {
    if !arguments.is_empty() {
        return Err(Failure::usage("`screenshots` takes nothing"));
    }
    setup::chinese_font()?;
    let classes = kotlin::app_classes("screens")?;
    let folder = shell::target_dir().join("screenshots");
    let mut java = Command::new("java");
    java.arg("-Djava.awt.headless=true")
        .args(kotlin::java(&classes));
    java.arg("org.linli.app.Screenshots").arg(&folder);
    shell::run(&mut java)?;
    say(format!(
        "written to {}",
        folder.join("index.html").display()
    ));
    Ok(())
}

/// A window needs somewhere to be. Only X11 is asked for: Java draws there, under Wayland as well.
fn display(name: Option<&str>) -> Result<(), Failure> {
    let is_needed = cfg!(all(unix, not(target_os = "macos")));
    if is_needed && name.is_none_or(str::is_empty) {
        return Err(Failure::machine(
            "there is no display here (DISPLAY is not set). Run this in a desktop session, over `ssh -X`, or in a virtual one: \
             apt-get install -y xvfb, then `xvfb-run cargo xtask app`. `cargo xtask screenshots` needs no display.",
        ));
    }
    Ok(())
}

/// A field day of its own, so that whoever played with the app before does not meet what he left. Gives the folder of its stores.
fn field_day() -> Result<PathBuf, Failure> {
    let folder = shell::target_dir().join("app-field-day");
    let mut quiet = vec!["--json".to_owned(), "--out".to_owned()];
    quiet.push(folder.display().to_string());
    say("playing a field day for it, which takes a moment");
    demo::play(&quiet, std::process::Stdio::null())?;
    Ok(folder.join("stores"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_display_one_is_told_what_to_do() {
        let failure = display(None).expect_err("no display");
        assert!(failure.message.contains("xvfb-run cargo xtask app"));
        assert!(failure.message.contains("cargo xtask screenshots"));
        assert_eq!(failure.exit, 3);
        assert!(display(Some("")).is_err());
        assert!(display(Some(":0")).is_ok());
    }

    #[test]
    fn an_unknown_store_is_a_mistake_in_the_call() {
        let failure = window(&["nobody".to_owned()]).expect_err("nobody");
        assert_eq!(failure.exit, 2);
        assert!(failure.message.contains("grid-worker"));
    }
}
