//! A file for people, written whole: beside its place, durable, then renamed, so that nobody ever reads half of it. Whoever is
//! killed meanwhile leaves what he had written beside it, with residents' data in it: who writes the file next takes that away.

use super::folder::sync_folder;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What the names of such leftovers end in.
const END: &str = ".part";
/// A file that is younger may just have been made by somebody who has not locked it yet.
const YOUNG: Duration = Duration::from_secs(60);

/// Writes a file whole, in place of one that is there.
///
/// # Errors
/// What the system refuses; then what was there before still is. A path without a file's name is [`ErrorKind::IsADirectory`].
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(ErrorKind::IsADirectory)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut start = OsString::from(".");
    start.push(name);
    start.push(".");
    let mut own = start.clone();
    own.push(format!("{}{END}", std::process::id()));
    let beside = folder.join(own);
    let written = fill(&beside, content)
        .map(|made| sweep(folder, &start, made))
        .and_then(|()| fs::rename(&beside, path))
        .and_then(|()| sync_folder(folder));
    if written.is_err() {
        // It may never have been made, and why writing failed matters more.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Answers when the file was written, by the clock of whoever keeps the disk.
fn fill(beside: &Path, content: &[u8]) -> io::Result<SystemTime> {
    let mut file = File::create(beside)?;
    // Says that somebody is at work; where files have no locks, nothing is swept.
    let _ = file.try_lock();
    file.write_all(content)?;
    file.sync_all()?;
    file.metadata()?.modified()
}

/// Takes away what others left of this file: that which is not young and which nobody holds.
fn sweep(folder: &Path, start: &OsStr, now: SystemTime) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if is_leftover(&entry.file_name(), start) && is_abandoned(&entry.path(), now) {
            // Whoever may not remove it leaves it to who may.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is the start, the number of a process, and the end.
fn is_leftover(name: &OsStr, start: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let between = name
        .strip_prefix(start.as_encoded_bytes())
        .and_then(|rest| rest.strip_suffix(END.as_bytes()));
    between.is_some_and(|between| !between.is_empty() && between.iter().all(u8::is_ascii_digit))
}

fn is_abandoned(path: &Path, now: SystemTime) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    let made = file.metadata().and_then(|about| about.modified());
    let age = made.map(|made| now.duration_since(made).unwrap_or_default());
    age.is_ok_and(|age| age > YOUNG) && file.try_lock().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A leftover of another process, so old that nobody is just beginning with it.
    fn left(folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        let file = File::create(&path).expect("made");
        let now = file.metadata().and_then(|about| about.modified());
        let long_ago = now.expect("a time") - YOUNG * 2;
        file.set_modified(long_ago).expect("dated");
        path
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("listed");
        let names = entries.map(|entry| entry.expect("read").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.into_string().expect("a text"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_writer_left_is_taken_away_by_the_next_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("台账.xlsx");
        left(folder.path(), ".台账.xlsx.4294967295.part");
        left(folder.path(), ".台账.xlsx.old.part");
        left(folder.path(), ".名册.xlsx.7.part");
        write_whole(&path, b"one").expect("written");
        write_whole(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        let left = [".台账.xlsx.old.part", ".名册.xlsx.7.part", "台账.xlsx"];
        assert_eq!(names(folder.path()).len(), left.len());
        assert!(left.iter().all(|name| folder.path().join(name).exists()));
    }

    #[test]
    fn what_somebody_is_writing_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let held = left(folder.path(), ".a.7.part");
        let writer = File::options().write(true).open(&held).expect("open");
        writer.lock().expect("locked");
        File::create(folder.path().join(".a.8.part")).expect("just made");
        write_whole(&folder.path().join("a"), b"one").expect("written");
        assert_eq!(names(folder.path()), [".a.7.part", ".a.8.part", "a"]);
        drop(writer);
        write_whole(&folder.path().join("a"), b"two").expect("written");
        assert_eq!(names(folder.path()), [".a.8.part", "a"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = folder.path().join("taken");
        fs::create_dir(&taken).expect("a folder");
        write_whole(&taken, b"one").expect_err("a folder has its place");
        write_whole(Path::new("/"), b"one").expect_err("no file");
        assert_eq!(names(folder.path()), ["taken"]);
    }
}
