//! Opening a store for a command: the folder, its database key, its clock and randomness. This is a desk tool: the key
//! lies beside the database in a file that only its owner can read; a phone wraps it instead.

use crate::codes;
use linli_core::domain::id::to_hex;
use linli_core::env::sync_folder;
use linli_core::env::{Clock, Random, SystemClock, SystemRandom};
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey, INSTALL_FILE};
use linli_core::workspace::{OpenOptions, Workspace};
use linli_hub::secret::{Zeroizing, key_of_text, secret_option};
use linli_json::codes::at_file;
use linli_json::failure::Failure;
use std::fs::{self, OpenOptions as FileOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The key's file in the store's folder.
const KEY_FILE: &str = "key";

/// The store and its key: the options of every command on a store.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct StoreArgs {
    /// 数据库所在文件夹 · The store's folder
    #[arg(long, value_name = "DIR")]
    pub(crate) store: PathBuf,
    /// 数据库密钥：@文件、env:环境变量名，或 64 个十六进制字符（别人在进程列表里看得到）；默认读文件夹里的“key” · The database key:
    /// @FILE, env:NAME, or 64 hexadecimal digits (which the list of processes shows); by default from the file "key"
    #[arg(long, value_name = "HEX64|@FILE|env:NAME")]
    pub(crate) key: Option<String>,
}

/// Conditions under which a folder's store is opened.
pub(crate) struct Opening<'a> {
    /// The database key if it is given in the call: it is not kept.
    pub(crate) key: Option<&'a str>,
    /// Whether a folder without a store gets one.
    pub(crate) make: bool,
    /// Room kept for a full disk.
    pub(crate) ballast: Ballast,
}

impl StoreArgs {
    /// Opens it with the system's clock and randomness.
    pub(crate) fn open(&self, make: bool) -> Result<Workspace, Box<Failure>> {
        let opening = Opening {
            key: self.key.as_deref(),
            make,
            ballast: Ballast::NONE,
        };
        open(
            &self.store,
            &opening,
            Arc::new(SystemClock),
            Arc::new(SystemRandom),
        )
    }
}

/// Opens the store of a folder.
pub(crate) fn open(
    dir: &Path,
    opening: &Opening<'_>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Workspace, Box<Failure>> {
    let there = |name: &str| dir.join(name).exists();
    let exists = there(DATABASE_FILE);
    if !exists && !opening.make {
        return Err(in_folder(codes::failure("no_store"), dir));
    }
    fs::create_dir_all(dir).map_err(|error| at_file(&error, true, &name(dir)))?;
    let bytes = match opening.key {
        Some(given) => {
            let text = secret_option(given).map_err(|error| at_file(&error, false, given))?;
            key_of_text(&text).ok_or_else(|| codes::at_field("key_format", "key"))?
        }
        // The key of a folder in which a store worked is not drawn anew, even if the database is gone.
        None => kept(dir, exists || there(INSTALL_FILE), random.as_ref())?,
    };
    let options = OpenOptions {
        dir: dir.to_path_buf(),
        key: DatabaseKey::new(*bytes),
        ballast: opening.ballast,
        clock,
        random,
    };
    Workspace::open(options).map_err(|error| {
        let failure: Box<Failure> = error.into();
        in_folder(failure, dir)
    })
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn in_folder(mut failure: Box<Failure>, dir: &Path) -> Box<Failure> {
    failure.at.file = Some(name(dir));
    failure
}

/// The key beside the database; drawn and kept when there is neither.
fn kept(
    dir: &Path,
    exists: bool,
    random: &dyn Random,
) -> Result<Zeroizing<[u8; 32]>, Box<Failure>> {
    let path = dir.join(KEY_FILE);
    let read = |path: &Path| match fs::read_to_string(path) {
        Ok(text) => key_of_text(&Zeroizing::new(text))
            .map(Some)
            .ok_or_else(|| in_folder(codes::failure("key_format"), path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(in_folder(codes::failure("key_format"), path))
        }
        Err(error) => Err(at_file(&error, false, &name(path))),
    };
    if let Some(key) = read(&path)? {
        return Ok(key);
    }
    if exists {
        // A new key would not open it, and would stand in the way of the right one.
        return Err(in_folder(codes::failure("key_missing"), dir));
    }
    let key = Zeroizing::new(random.bytes::<32>());
    write_key(dir, &path, &key).map_err(|error| at_file(&error, true, &name(&path)))?;
    // Another process may have been first; then its key counts.
    read(&path)?.ok_or_else(|| in_folder(codes::failure("key_missing"), dir))
}

/// Keeps the key of a database that is about to be put into a folder.
pub(crate) fn keep_key(dir: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    write_key(dir, &dir.join(KEY_FILE), key)
}

/// Writes the key whole or not at all, and never over another.
fn write_key(dir: &Path, path: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let temporary = dir.join(format!("{KEY_FILE}.{}.tmp", std::process::id()));
    let mut file = owner_only().open(&temporary)?;
    writeln!(file, "{}", to_hex(key))?;
    file.sync_all()?;
    let linked = match fs::hard_link(&temporary, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        // Some file systems have no links; there a rename is the next best.
        Err(_) => return fs::rename(&temporary, path).and_then(|()| sync_folder(dir)),
        done => done,
    };
    fs::remove_file(&temporary)?;
    linked?;
    sync_folder(dir)
}

fn owner_only() -> FileOptions {
    let mut options = FileOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_can_read_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = kept(dir.path(), false, &SystemRandom).expect("made");
        let again = kept(dir.path(), false, &SystemRandom).expect("read");
        assert_eq!(first, again);
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(dir.path().join(KEY_FILE))
                .expect("there")
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_store_that_lost_its_key_gets_no_new_one() {
        let dir = tempfile::tempdir().expect("a folder");
        let failure = kept(dir.path(), true, &SystemRandom).expect_err("no key");
        assert_eq!(failure.code, "key_missing");
        assert!(!dir.path().join(KEY_FILE).exists());
        fs::write(dir.path().join(KEY_FILE), "12").expect("written");
        let failure = kept(dir.path(), true, &SystemRandom).expect_err("no key");
        assert_eq!(failure.code, "key_format");
    }
}
