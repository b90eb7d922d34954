//! The salt at the head of the database file: it says, before anything is opened, whether the file is ours; and whether a
//! store worked in a folder whose file is gone.

use super::StoreError;
use super::connection::Salt;
use super::install::INSTALL_FILE;
use super::open::{DATABASE_FILE, LOG_FILE};
use crate::env::Random;
use crate::records::sha256_tagged;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

const PLAIN_MAGIC: &Salt = b"SQLite format 3\0";

/// The salt of our files is half random, half a hash of that half, so that a foreign file is known without a key.
fn is_ours(salt: &Salt) -> bool {
    if cfg!(feature = "cipher") {
        salt[8..] == sha256_tagged("linli/salt/1", &[&salt[..8]])[..8]
    } else {
        salt == PLAIN_MAGIC
    }
}

/// A salt for a new file.
pub(super) fn draw(random: &dyn Random) -> Salt {
    let mut salt = random.bytes::<16>();
    let hash = sha256_tagged("linli/salt/1", &[&salt[..8]]);
    salt[8..].copy_from_slice(&hash[..8]);
    if cfg!(feature = "cipher") {
        salt
    } else {
        *PLAIN_MAGIC
    }
}

/// The salt at the head of the database; `None` if there is no file, or nothing in it.
///
/// # Errors
/// [`StoreError::Foreign`] if it is not ours.
pub(super) fn read(dir: &Path) -> Result<Option<Salt>, StoreError> {
    let file = match File::open(dir.join(DATABASE_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut head = Vec::new();
    file.take(16).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(None);
    }
    match Salt::try_from(head) {
        Ok(salt) if is_ours(&salt) => Ok(Some(salt)),
        _ => Err(StoreError::Foreign),
    }
}

/// Whether a store worked in this folder whose database is gone: the install nonce is made after the database, and the
/// log after both. SQLite would take an empty file for a new one, and delete the log beside it.
pub(super) fn was_here(dir: &Path) -> Result<bool, StoreError> {
    for name in [INSTALL_FILE, LOG_FILE] {
        match fs::metadata(dir.join(name)) {
            Ok(meta) if meta.len() > 0 => return Ok(true),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(false)
}
