//! One sealed file with everything but the photos (those are sealed already, each by itself, and can be copied as they
//! are): the hub's keys, its tokens, and a copy of each community's database as it was at one moment.
//!
//! The file's key is sealed to every device of the communities' offices, and to the hub itself. A second small file with
//! the key is left beside it for the operator; whoever carries the backup away leaves that one behind.
//!
//! ```text
//! "linli-hub-backup/1\0" ‖ how many sealed keys (2 bytes) ‖ sealed keys ‖ the key, sealed with the hub's own ‖ archive
//! archive, sealed in parts: (name's length ‖ name ‖ size ‖ bytes)* ‖ 0
//! ```

mod archive;
mod restore;
mod write;

pub use restore::{OfficeKey, restore, restore_photos};
pub use write::write;

use crate::folder::FolderError;
use linli_core::domain::CommunityId;
use linli_core::records::sha256_tagged;
use linli_core::replica::HubError;
use linli_core::store::StoreError;
use linli_core::sync::{HubKey, Safe};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const SECRETS: &str = "secrets";
const NAME_BYTES: usize = 256;

/// The reason why a backup was not made or not restored. Nothing that was there before is gone.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The data folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A community's database.
    #[error(transparent)]
    Hub(#[from] HubError),
    /// The backup that was written does not read back.
    #[error("the backup does not read back as it was written")]
    NotVerified,
    /// No backup, or a damaged one.
    #[error("no backup, or a damaged one")]
    Damaged,
    /// None of the keys at hand opens it.
    #[error("no key at hand opens this backup")]
    KeyMissing,
    /// It is another hub's.
    #[error("this folder holds another hub")]
    OtherHub,
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Hub(error.into())
    }
}

/// A backup that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    file: PathBuf,
    key_file: PathBuf,
    bytes: u64,
    covers: BTreeMap<CommunityId, Safe>,
    photos: u64,
}

impl Made {
    /// For the operator.
    #[must_use]
    pub fn json(&self) -> Value {
        let communities: Vec<Value> = self
            .covers
            .iter()
            .map(|(community, safe)| {
                json!({ "community": community.to_string(), "through": safe.seq })
            })
            .collect();
        json!({
            "file": self.file.display().to_string(),
            "key_file": self.key_file.display().to_string(),
            "bytes": self.bytes,
            "communities": communities,
            "photos": self.photos,
        })
    }
}

/// The file beside a backup that holds its key.
#[must_use]
pub fn key_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// The key that the hub's own secret gives: so that a hub can read its own backups.
fn self_key(hub: &HubKey) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(sha256_tagged("linli/backup-self/1", &[&*hub.secret()]))
}
