//! The data folder: the hub's key, the key of its databases, tokens, and the lock that keeps a second hub out.
//!
//! ```text
//! hub.key      the hub's own key, 64 hexadecimal digits, readable only by its owner
//! store.key    the key of the databases
//! tokens.json  hashes of the tokens with which offices claim this hub
//! communities/ a database for each community
//! files/       photos, encrypted by the phones that took them
//! ```

use linli_core::domain::CommunityId;
use linli_core::domain::Timestamp;
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::env::Random;
use linli_core::records::sha256_tagged;
use linli_core::store::{DatabaseKey, Scratch, take_lock, write_durably};
use linli_core::sync::HubKey;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

const HUB_KEY: &str = "hub.key";
const STORE_KEY: &str = "store.key";
const TOKENS: &str = "tokens.json";
const LOCK: &str = "lock";
/// The folder of each community's database.
pub const COMMUNITIES: &str = "communities";
/// The folder of photos.
pub const FILES: &str = "files";
/// A token is good for a day.
const TOKEN_SECONDS: i64 = 24 * 3600;

/// The reason why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no hub in it.
    #[error("no hub in this folder")]
    Missing,
    /// There is one already.
    #[error("there is a hub in this folder already")]
    Exists,
    /// Another process serves it.
    #[error("in use by another process")]
    InUse,
    /// A file in it is damaged.
    #[error("{0} is damaged")]
    Damaged(&'static str),
    /// The disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The disk, below the store.
    #[error(transparent)]
    Store(#[from] linli_core::store::StoreError),
}

/// A token that an office may use once.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Token {
    /// Of the token's text.
    hash: String,
    /// Milliseconds since 1970.
    expires: i64,
    /// The community that has used it.
    community: Option<String>,
}

/// The reason why a token is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRefused {
    /// Wrong, or too old.
    Unknown,
    /// Used by another community.
    Used,
}

/// An open data folder.
pub struct Folder {
    dir: PathBuf,
    key: HubKey,
    store_key: Zeroizing<[u8; 32]>,
    tokens: Mutex<Vec<Token>>,
    /// Held as long as the folder is open.
    _lock: File,
}

fn secret_file(path: &Path, secret: &[u8; 32]) -> Result<(), FolderError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(to_hex(secret).as_bytes())?;
    file.sync_all()?;
    Ok(())
}

fn read_secret(path: &Path, name: &'static str) -> Result<Zeroizing<[u8; 32]>, FolderError> {
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            FolderError::Missing
        } else {
            error.into()
        }
    })?);
    let bytes = from_hex(text.trim()).ok_or(FolderError::Damaged(name))?;
    let secret = <[u8; 32]>::try_from(bytes).map_err(|_| FolderError::Damaged(name))?;
    Ok(Zeroizing::new(secret))
}

/// The secrets of a hub: with them it can be put up again from its databases.
pub struct Secrets {
    /// The hub's own key.
    pub hub: Zeroizing<[u8; 32]>,
    /// The key of its databases.
    pub store: Zeroizing<[u8; 32]>,
}

impl Folder {
    /// Makes an empty hub.
    ///
    /// # Errors
    /// [`FolderError::Exists`]; the disk.
    pub fn init(dir: &Path, random: &dyn Random) -> Result<Self, FolderError> {
        let secrets = Secrets {
            hub: Zeroizing::new(random.bytes()),
            store: Zeroizing::new(random.bytes()),
        };
        Self::put_up(dir, &secrets)?;
        Self::open(dir)
    }

    /// Makes the folder of a hub with these secrets, without opening it.
    ///
    /// # Errors
    /// [`FolderError::Exists`]; the disk.
    pub fn put_up(dir: &Path, secrets: &Secrets) -> Result<(), FolderError> {
        if dir.join(HUB_KEY).exists() {
            return Err(FolderError::Exists);
        }
        fs::create_dir_all(dir.join(COMMUNITIES))?;
        fs::create_dir_all(dir.join(FILES))?;
        write_durably(&dir.join(TOKENS), b"[]")?;
        if !dir.join(STORE_KEY).exists() {
            secret_file(&dir.join(STORE_KEY), &secrets.store)?;
        }
        // Last: where it lies, there is a hub.
        secret_file(&dir.join(HUB_KEY), &secrets.hub)?;
        File::open(dir)?.sync_all()?;
        Ok(())
    }

    /// Opens a hub's folder.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(dir: &Path) -> Result<Self, FolderError> {
        let secret = read_secret(&dir.join(HUB_KEY), HUB_KEY)?;
        let store_key = read_secret(&dir.join(STORE_KEY), STORE_KEY)?;
        let lock = take_lock(&dir.join(LOCK))?.ok_or(FolderError::InUse)?;
        let tokens = serde_json::from_slice(&fs::read(dir.join(TOKENS))?)
            .map_err(|_| FolderError::Damaged(TOKENS))?;
        fs::create_dir_all(dir.join(COMMUNITIES))?;
        fs::create_dir_all(dir.join(FILES))?;
        Scratch::sweep(dir);
        Ok(Self {
            dir: dir.to_path_buf(),
            key: HubKey::from_secret(&secret),
            store_key,
            tokens: Mutex::new(tokens),
            _lock: lock,
        })
    }

    /// The folder's path.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The hub's own key.
    #[must_use]
    pub const fn key(&self) -> &HubKey {
        &self.key
    }

    /// The key of the databases.
    #[must_use]
    pub fn database_key(&self) -> DatabaseKey {
        DatabaseKey::new(*self.store_key)
    }

    /// The files that a backup must hold besides the databases.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets {
            hub: self.key.secret(),
            store: self.store_key.clone(),
        }
    }

    /// A new token, good for one office within a day. Only its hash is kept.
    ///
    /// # Errors
    /// The disk.
    pub fn issue_token(&self, random: &dyn Random, now: Timestamp) -> Result<String, FolderError> {
        let text = to_hex(&random.bytes::<16>());
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = tokens.clone();
        next.retain(|token| token.community.is_some() || token.expires > now.0);
        next.push(Token {
            hash: hash(&text),
            expires: now.plus_seconds(TOKEN_SECONDS).0,
            community: None,
        });
        self.write(&next)?;
        *tokens = next;
        Ok(text)
    }

    /// Whether a community may claim this hub with a token: once, or again if it was this community that did.
    ///
    /// # Errors
    /// [`TokenRefused`].
    pub fn check_token(
        &self,
        text: &str,
        community: CommunityId,
        now: Timestamp,
    ) -> Result<(), TokenRefused> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = hash(text);
        let token = tokens
            .iter()
            .find(|token| token.hash == hash)
            .ok_or(TokenRefused::Unknown)?;
        match &token.community {
            Some(used) if *used == community.to_string() => Ok(()),
            Some(_) => Err(TokenRefused::Used),
            None if token.expires > now.0 => Ok(()),
            None => Err(TokenRefused::Unknown),
        }
    }

    /// Notes that a community has used a token.
    ///
    /// # Errors
    /// The disk.
    pub fn use_token(&self, text: &str, community: CommunityId) -> Result<(), FolderError> {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = hash(text);
        let mut next = tokens.clone();
        for token in next.iter_mut().filter(|token| token.hash == hash) {
            token.community = Some(community.to_string());
        }
        self.write(&next)?;
        *tokens = next;
        Ok(())
    }

    fn write(&self, tokens: &[Token]) -> Result<(), FolderError> {
        let text = serde_json::to_vec(tokens).unwrap_or_default();
        Ok(write_durably(&self.dir.join(TOKENS), &text)?)
    }
}

/// Comparing hashes, not tokens, tells nobody by its time how much of a guess was right.
fn hash(text: &str) -> String {
    to_hex(&sha256_tagged("linli/hub-token/1", &[text.as_bytes()]))
}
