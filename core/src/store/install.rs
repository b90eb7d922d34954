//! The install nonce: a small file beside the database that never goes into a backup. A restored phone lacks it, draws
//! a new one and so starts new chains, and is never mistaken for a forger.

use super::{StoreError, folder};
use crate::domain::id::{from_hex, to_hex};
use crate::env::Random;
use crate::records::InstallNonce;
use std::fs;
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
    folder::write_durably(&dir.join(INSTALL_FILE), to_hex(&nonce.0).as_bytes())?;
    Ok(nonce)
}
