//! Files that a request names.

use crate::codes;
use crate::failure::Failure;
use linli_core::env::write_whole;
use linli_core::store::is_of_store;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

/// Writes a file durably beside its place and renames it, so that nobody ever reads half of it.
///
/// # Errors
/// `store_exists` for a store's own file; what the system refuses, as `file_unwritable` and its neighbours.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Box<Failure>> {
    if is_of_store(path) {
        let mut failure = codes::failure("store_exists");
        failure.at.file = Some(name(path));
        return Err(failure);
    }
    write_whole(path, content).map_err(|error| codes::at_file(&error, true, &name(path)))
}

/// Refuses what can be no file's place: a folder, or a folder that is not there.
///
/// # Errors
/// `not_a_file`, `file_unwritable`.
pub fn is_place(path: &Path) -> Result<(), Box<Failure>> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let refused = if path.is_dir() || path.file_name().is_none() {
        ErrorKind::IsADirectory
    } else if folder.is_some_and(|folder| !folder.is_dir()) {
        ErrorKind::NotFound
    } else {
        return Ok(());
    };
    Err(codes::at_file(&refused.into(), true, &name(path)))
}

/// Reads a file that may not be larger than `most` bytes.
///
/// # Errors
/// `file_too_large`, and what the system refuses.
pub fn read_file(path: &Path, most: usize) -> Result<Vec<u8>, Box<Failure>> {
    let most_bytes = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| {
            if file.metadata()?.is_dir() {
                return Err(ErrorKind::IsADirectory.into());
            }
            file.take(most_bytes.saturating_add(1))
                .read_to_end(&mut bytes)
        })
        .map_err(|error| codes::at_file(&error, false, &name(path)))?;
    if bytes.len() > most {
        let mut failure = codes::failure("file_too_large");
        failure.at.file = Some(name(path));
        return Err(failure);
    }
    Ok(bytes)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_written_file_replaces_another_whole_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.bundle");
        write_file(&path, b"one").expect("written");
        write_file(&path, b"two").expect("written");
        assert_eq!(read_file(&path, 3).expect("read"), b"two");
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
        assert_eq!(
            read_file(&path, 2).expect_err("large").code,
            "file_too_large"
        );
        assert_eq!(
            read_file(dir.path(), 2).expect_err("folder").code,
            "not_a_file"
        );
        let gone = dir.path().join("no").join("a");
        assert_eq!(
            read_file(&gone, 2).expect_err("gone").code,
            "file_not_found"
        );
        assert_eq!(
            write_file(&gone, b"").expect_err("gone").code,
            "file_unwritable"
        );
    }
}
