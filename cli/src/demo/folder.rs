//! The folder of the field day: emptied of an earlier field day, and of nothing else.

use linli_json::failure::{At, Failure};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// By this file we know a folder again as ours.
const MARKER: &str = ".linli-field-day";
/// Everything that a field day writes.
const OURS: &[&str] = &[
    super::STORES,
    super::HUB,
    super::REGISTER,
    super::TIDY_REGISTER,
    super::LEDGER,
    super::TALLY,
    super::REPORT,
];

/// Makes the folder ready.
///
/// # Errors
/// `folder_not_ours` if it holds something and no field day was ever held there.
pub(super) fn prepare(dir: &Path) -> Result<(), Box<Failure>> {
    let at = |error: &std::io::Error| {
        linli_json::codes::at_file(error, true, &dir.display().to_string())
    };
    match fs::read_dir(dir) {
        Ok(mut entries) => {
            let ours = dir.join(MARKER).is_file();
            if !ours && entries.next().is_some() {
                return Err(not_ours(dir));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(dir).map_err(|error| at(&error))?;
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => return Err(not_ours(dir)),
        Err(error) => return Err(at(&error)),
    }
    for name in OURS {
        remove(&dir.join(name)).map_err(|error| at(&error))?;
    }
    fs::write(dir.join(MARKER), "linli demo\n").map_err(|error| at(&error))
}

/// Removes a file or a folder; a link is removed, never what it points to.
fn remove(path: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn not_ours(dir: &Path) -> Box<Failure> {
    Box::new(Failure {
        kind: linli_core::workspace::ErrorKind::Input,
        code: "folder_not_ours",
        at: At {
            file: Some(dir.display().to_string()),
            ..At::default()
        },
        zh: "这里已有别的内容，不敢动它。请用 --out 指定一个空文件夹。".to_owned(),
        en: "something else is here, and it stays untouched; name an empty folder with --out"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_folder_is_refused_and_left_as_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join(crate::demo::LEDGER);
        fs::write(&file, "a year of work").expect("written");
        assert_eq!(
            prepare(dir.path()).expect_err("refused").code,
            "folder_not_ours"
        );
        assert_eq!(fs::read_to_string(&file).expect("there"), "a year of work");
        assert_eq!(prepare(&file).expect_err("a file").code, "folder_not_ours");
    }

    #[test]
    fn an_earlier_field_day_goes_and_a_note_left_beside_it_stays() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("day");
        prepare(&out).expect("made");
        fs::create_dir_all(out.join(crate::demo::STORES).join("office")).expect("made");
        fs::write(out.join("my-notes.txt"), "mine").expect("written");
        prepare(&out).expect("emptied");
        assert!(!out.join(crate::demo::STORES).exists());
        assert!(out.join("my-notes.txt").exists());
    }
}
