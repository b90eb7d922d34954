//! The install nonce: a small file beside the database that never goes into a backup. A restored phone lacks it, draws
//! a new one and so starts new chains, and is never mistaken for a forger.

use super::StoreError;
use crate::domain::id::{from_hex, to_hex};
use crate::env::Random;
use crate::records::InstallNonce;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The file's name in the store's folder.
pub const INSTALL_FILE: &str = "install";

/// Reads the nonce; `None` if the file is missing or no nonce.
pub(super) fn read(dir: &Path) -> Result<Option<InstallNonce>, StoreError> {
    match fs::read_to_string(dir.join(INSTALL_FILE)) {
        Ok(text) => Ok(from_hex(text.trim())
            .and_then(|bytes| bytes.try_into().ok())
            .map(InstallNonce)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Draws a new nonce and writes it durably, whole or not at all.
pub(super) fn renew(dir: &Path, random: &dyn Random) -> Result<InstallNonce, StoreError> {
    let nonce = InstallNonce(random.bytes());
    write_durably(&dir.join(INSTALL_FILE), to_hex(&nonce.0).as_bytes())?;
    Ok(nonce)
}

/// Writes a small file beside its place, syncs it, renames it, and syncs the folder.
///
/// # Errors
/// The disk.
pub fn write_durably(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let temporary = path.with_extension("tmp");
    let mut file = fs::File::create(&temporary)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    if let Some(dir) = path.parent() {
        sync_dir(dir)?;
    }
    Ok(())
}

/// Makes the folder's entries durable.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    // Not every platform lets a folder be opened as a file; there the rename is as durable as it gets.
    if let Ok(handle) = fs::File::open(dir) {
        handle.sync_all().or_else(|error| match error.kind() {
            std::io::ErrorKind::InvalidInput | std::io::ErrorKind::Unsupported => Ok(()),
            _ => Err(StoreError::from(error)),
        })?;
    }
    Ok(())
}
