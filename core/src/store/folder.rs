//! Making names durable. A file that was synced is lost with its name all the same if the folder that holds the name was
//! not, and a folder if the one above it was not.

use super::StoreError;
use super::open::DATABASE_FILE;
use crate::env::sync_folder;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// Makes the folder itself durable, and those above it: whoever made them may have died before he could.
pub(super) fn sync_path_to(dir: &Path) -> io::Result<()> {
    let mut above = dir.ancestors().skip(1);
    if let Some(parent) = above.next() {
        sync_folder(parent)?;
    }
    for folder in above {
        // Far above, other people's rules hold; most of these were there long before us.
        let _ = sync_folder(folder);
    }
    Ok(())
}

/// The disk's own word, where all that is known is that something failed: SQLite names the call, not the cause.
pub(super) fn cause(dir: &Path, error: StoreError) -> StoreError {
    if !matches!(error, StoreError::Io(_)) {
        return error;
    }
    let found = writable(&dir.join(DATABASE_FILE)).and_then(|()| probe(dir));
    found.err().map_or(error, Into::into)
}

fn writable(file: &Path) -> io::Result<()> {
    match File::options().write(true).open(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn probe(dir: &Path) -> io::Result<()> {
    let path = dir.join("probe.tmp");
    let written = File::create(&path).and_then(|mut file| file.write_all(&[0; 32 * 1024]));
    // A file that was not made cannot be removed.
    let _ = fs::remove_file(&path);
    written
}

/// Writes a small file beside its place, readable by its owner alone from its first byte on (it may be a key), syncs it,
/// renames it, and syncs the folder.
///
/// # Errors
/// The disk.
pub fn write_durably(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let temporary = path.with_extension("tmp");
    // One that somebody else left would keep his rights.
    let _ = fs::remove_file(&temporary);
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    if let Some(dir) = path.parent() {
        sync_folder(dir)?;
    }
    Ok(())
}
