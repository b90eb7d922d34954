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

use crate::blobs::{Blobs, FolderBlobs};
use crate::folder::{COMMUNITIES, FILES, Folder, FolderError, Secrets};
use crate::service::Service;
use crate::storage::{SqliteStorage, Storage};
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::domain::{CommunityId, Timestamp};
use linli_core::env::{Clock, Random};
use linli_core::records::sha256_tagged;
use linli_core::replica::HubError;
use linli_core::store::{DATABASE_FILE, DatabaseKey, Scratch, Store, StoreError, write_durably};
use linli_core::sync::{HubKey, Opening, SEALED_KEY, Safe, Sealing, seal_key};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const MAGIC: &[u8; 19] = b"linli-hub-backup/1\0";
const SECRETS: &str = "secrets";
const NAME_BYTES: usize = 256;
/// A key sealed with the hub's own: the key itself in one sealed part.
const SELF_KEY: usize = 32 + 16;

/// Why a backup was not made or not restored. Nothing that was there before is gone.
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
    /// What was written does not read back.
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

fn seal_self(key: &[u8; 32], hub: &HubKey) -> io::Result<Vec<u8>> {
    let mut sealing = Sealing::new(&self_key(hub), Vec::new());
    sealing.write_all(key)?;
    sealing.finish()
}

/// Writes a backup, reads it back, and only then tells phones what it covers. Photos are copied into a folder of their
/// own, those that have no copy yet.
///
/// # Errors
/// [`BackupError`]; `to` is not there then, or is what it was.
pub fn write(service: &Service, to: &Path, photos_to: Option<&Path>) -> Result<Made, BackupError> {
    let random = service.random();
    let scratch = Scratch::within(service.folder().dir(), random)?;
    let storage = service.storage();
    let (mut covers, mut copies) = (BTreeMap::new(), Vec::new());
    let mut sealed_keys = Vec::new();
    let key = Zeroizing::new(random.bytes::<32>());
    for community in storage.communities()? {
        let copy = scratch.path().join(format!("{community}.db"));
        covers.insert(community, storage.copy_to(community, &copy)?);
        copies.push((format!("{COMMUNITIES}/{community}/{DATABASE_FILE}"), copy));
        let offices = storage.office_keys(community)?;
        sealed_keys.extend(
            offices
                .iter()
                .filter_map(|keys| seal_key(&key, keys, random)),
        );
    }
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let partial = to.with_extension("partial");
    let sums = {
        let mut file = BufWriter::new(File::create(&partial)?);
        write_head(&mut file, &key, &sealed_keys, service.key())?;
        let mut archive = Archive::new(Sealing::new(&key, file));
        let Secrets { hub, store } = service.folder().secrets();
        let secrets = Zeroizing::new([hub.as_slice(), store.as_slice()].concat());
        archive.add(SECRETS, secrets.len() as u64, secrets.as_slice())?;
        for (name, path) in &copies {
            let size = fs::metadata(path)?.len();
            archive.add(name, size, File::open(path)?)?;
        }
        let (file, sums) = archive.finish()?;
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        sums
    };
    verify(service, &partial, &key, &sums, scratch.path())?;
    let key_file = key_file(to);
    write_durably(&key_file, to_hex(&*key).as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&key_file, fs::Permissions::from_mode(0o600))?;
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o600))?;
    }
    fs::rename(&partial, to)?;
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    for (community, safe) in &covers {
        storage.set_safe(*community, *safe)?;
    }
    let photos = match photos_to {
        Some(folder) => copy_photos(service, folder)?,
        None => 0,
    };
    Ok(Made {
        photos,
        bytes: fs::metadata(to)?.len(),
        file: to.to_path_buf(),
        key_file,
        covers,
    })
}

fn copy_photos(service: &Service, to: &Path) -> Result<u64, BackupError> {
    let (storage, mut copied) = (service.storage(), 0);
    for community in storage.communities()? {
        for hash in storage.files_to_copy(community)? {
            match service.blobs().copy(community, hash, to) {
                Ok(()) => {}
                // A phone hands it in again: a restored hub says that it lacks it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error.into()),
            }
            storage.file_copied(community, hash)?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// Copies photos back that are missing, each checked against its name.
///
/// # Errors
/// The disk.
pub fn restore_photos(dir: &Path, from: &Path) -> Result<u64, BackupError> {
    let (copies, blobs) = (FolderBlobs::at(from), FolderBlobs::new(dir));
    let mut restored = 0;
    for (community, hash) in copies.all()? {
        if !blobs.has(community, hash)? {
            copies.copy(community, hash, &dir.join(FILES))?;
            restored += 1;
        }
    }
    Ok(restored)
}

fn write_head(
    file: &mut impl Write,
    key: &[u8; 32],
    sealed_keys: &[[u8; SEALED_KEY]],
    hub: &HubKey,
) -> Result<(), BackupError> {
    let count = u16::try_from(sealed_keys.len()).unwrap_or(u16::MAX);
    file.write_all(MAGIC)?;
    file.write_all(&count.to_be_bytes())?;
    for sealed in sealed_keys.iter().take(usize::from(count)) {
        file.write_all(sealed)?;
    }
    file.write_all(&seal_self(key, hub)?)?;
    Ok(())
}

/// What reading a sealed file failed for: `damaged` if its bytes are wrong, the disk's word if the disk failed (a full one
/// does not make a backup a bad one).
fn or_damaged(error: io::Error, damaged: BackupError) -> BackupError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => damaged,
        _ => BackupError::Io(error),
    }
}

/// What stands before the archive.
struct Head {
    sealed_keys: Vec<[u8; SEALED_KEY]>,
    own: [u8; SELF_KEY],
}

fn read_head(file: &mut impl Read) -> Result<Head, BackupError> {
    let damaged = |_| BackupError::Damaged;
    let mut magic = [0; MAGIC.len()];
    file.read_exact(&mut magic).map_err(damaged)?;
    if magic != *MAGIC {
        return Err(BackupError::Damaged);
    }
    let mut count = [0; 2];
    file.read_exact(&mut count).map_err(damaged)?;
    let mut sealed_keys = Vec::new();
    for _ in 0..u16::from_be_bytes(count) {
        let mut sealed = [0; SEALED_KEY];
        file.read_exact(&mut sealed).map_err(damaged)?;
        sealed_keys.push(sealed);
    }
    let mut own = [0; SELF_KEY];
    file.read_exact(&mut own).map_err(damaged)?;
    Ok(Head { sealed_keys, own })
}

type Sums = BTreeMap<String, [u8; 32]>;

/// Hashes what passes through it.
struct Summing<R> {
    inner: R,
    hash: sha2::Sha256,
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        use sha2::Digest;
        let read = self.inner.read(out)?;
        self.hash.update(&out[..read]);
        Ok(read)
    }
}

struct Archive<W: Write> {
    out: Sealing<W>,
    sums: Sums,
}

impl<W: Write> Archive<W> {
    const fn new(out: Sealing<W>) -> Self {
        Self {
            out,
            sums: Sums::new(),
        }
    }

    fn add(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<()> {
        use sha2::Digest;
        self.out.write_all(&(name.len() as u16).to_be_bytes())?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(&size.to_be_bytes())?;
        let mut content = Summing {
            inner: content.take(size),
            hash: sha2::Sha256::new(),
        };
        if io::copy(&mut content, &mut self.out)? != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.sums
            .insert(name.to_owned(), content.hash.finalize().into());
        Ok(())
    }

    fn finish(mut self) -> io::Result<(W, Sums)> {
        self.out.write_all(&0_u16.to_be_bytes())?;
        Ok((self.out.finish()?, self.sums))
    }
}

/// Hands every entry of an archive to `take`, which must read it to its end.
fn read_archive(
    mut archive: impl Read,
    mut take: impl FnMut(&str, &mut dyn Read) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let damaged = |_| BackupError::Damaged;
    loop {
        let mut length = [0; 2];
        archive.read_exact(&mut length).map_err(damaged)?;
        let length = usize::from(u16::from_be_bytes(length));
        if length == 0 {
            // Only the true end ends it.
            let mut byte = [0];
            return match archive.read(&mut byte) {
                Ok(0) => Ok(()),
                _ => Err(BackupError::Damaged),
            };
        }
        if length > NAME_BYTES {
            return Err(BackupError::Damaged);
        }
        let mut name = vec![0; length];
        archive.read_exact(&mut name).map_err(damaged)?;
        let name = String::from_utf8(name).map_err(|_| BackupError::Damaged)?;
        let mut size = [0; 8];
        archive.read_exact(&mut size).map_err(damaged)?;
        let mut content = (&mut archive).take(u64::from_be_bytes(size));
        take(&name, &mut content)?;
        if content.limit() != 0 {
            return Err(BackupError::Damaged);
        }
    }
}

/// Reads a backup back: every byte, and every database of it.
fn verify(
    service: &Service,
    file: &Path,
    key: &[u8; 32],
    sums: &Sums,
    scratch: &Path,
) -> Result<(), BackupError> {
    use sha2::Digest;
    let mut reader = BufReader::new(File::open(file)?);
    read_head(&mut reader)?;
    let mut seen = 0;
    read_archive(Opening::new(key, reader), |name, content| {
        let mut content = Summing {
            inner: content,
            hash: sha2::Sha256::new(),
        };
        let dir = scratch.join("read-back");
        fs::create_dir_all(&dir)?;
        let path = dir.join(DATABASE_FILE);
        io::copy(&mut content, &mut File::create(&path)?)
            .map_err(|error| or_damaged(error, BackupError::NotVerified))?;
        let sum: [u8; 32] = content.hash.finalize().into();
        if sums.get(name) != Some(&sum) {
            return Err(BackupError::NotVerified);
        }
        if name.starts_with(COMMUNITIES) {
            let key = service.folder().database_key();
            Store::check_copy(&dir, key, service.random())?;
        }
        fs::remove_dir_all(&dir)?;
        seen += 1;
        Ok(())
    })?;
    if seen == sums.len() {
        Ok(())
    } else {
        Err(BackupError::NotVerified)
    }
}

/// What may open a backup besides the key file beside it.
pub type OfficeKey<'a> = &'a dyn Fn(&[u8; SEALED_KEY]) -> Option<Zeroizing<[u8; 32]>>;

fn find_key(
    head: &Head,
    file: &Path,
    hub: Option<&HubKey>,
    office: Option<OfficeKey<'_>>,
) -> Result<Zeroizing<[u8; 32]>, BackupError> {
    if let Some(hub) = hub {
        let mut key = Zeroizing::new(Vec::new());
        let mut opening = Opening::new(&self_key(hub), head.own.as_slice());
        if opening.read_to_end(&mut key).is_ok()
            && let Ok(key) = <[u8; 32]>::try_from(key.as_slice())
        {
            return Ok(Zeroizing::new(key));
        }
    }
    if let Some(key) = office.and_then(|office| head.sealed_keys.iter().find_map(office)) {
        return Ok(key);
    }
    let text = fs::read_to_string(key_file(file)).map_err(|_| BackupError::KeyMissing)?;
    let text = Zeroizing::new(text);
    from_hex(text.trim())
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .map(Zeroizing::new)
        .ok_or(BackupError::KeyMissing)
}

/// Puts a hub up again from a backup. What the folder held before is moved aside, not removed. Gives the communities.
///
/// # Errors
/// [`BackupError`]; [`FolderError::InUse`] while a hub serves from the folder.
pub fn restore(
    dir: &Path,
    file: &Path,
    office: Option<OfficeKey<'_>>,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<Vec<CommunityId>, BackupError> {
    let before = match Folder::open(dir) {
        Ok(folder) => Some(folder),
        Err(FolderError::Missing) => None,
        Err(error) => return Err(error.into()),
    };
    let hub = before
        .as_ref()
        .map(|folder| HubKey::from_secret(&folder.key().secret()));
    let mut reader = BufReader::new(File::open(file)?);
    let head = read_head(&mut reader)?;
    let key = find_key(&head, file, hub.as_ref(), office)?;
    fs::create_dir_all(dir)?;
    let scratch = Scratch::within(dir, random.as_ref())?;
    let (mut secrets, mut communities) = (None, Vec::new());
    read_archive(Opening::new(&key, reader), |name, content| {
        if name == SECRETS {
            let mut bytes = Zeroizing::new(Vec::new());
            content
                .read_to_end(&mut bytes)
                .map_err(|error| or_damaged(error, BackupError::Damaged))?;
            let (hub, store) = bytes
                .split_first_chunk::<32>()
                .and_then(|(hub, rest)| Some((*hub, <[u8; 32]>::try_from(rest).ok()?)))
                .ok_or(BackupError::Damaged)?;
            secrets = Some(Secrets {
                hub: Zeroizing::new(hub),
                store: Zeroizing::new(store),
            });
            return Ok(());
        }
        let community: CommunityId = name
            .strip_prefix(COMMUNITIES)
            .and_then(|rest| {
                rest.strip_prefix('/')?
                    .strip_suffix(DATABASE_FILE)?
                    .strip_suffix('/')
            })
            .and_then(|community| community.parse().ok())
            .ok_or(BackupError::Damaged)?;
        let folder = scratch.path().join(COMMUNITIES).join(community.to_string());
        fs::create_dir_all(&folder)?;
        let mut out = File::create(folder.join(DATABASE_FILE))?;
        io::copy(content, &mut out).map_err(|error| or_damaged(error, BackupError::Damaged))?;
        out.sync_all()?;
        communities.push(community);
        Ok(())
    })?;
    let secrets = secrets.ok_or(BackupError::Damaged)?;
    let restored = HubKey::from_secret(&secrets.hub);
    if hub.is_some_and(|hub| hub.pin() != restored.pin()) {
        return Err(BackupError::OtherHub);
    }
    // The new epoch begins before the copies are anywhere where a hub could serve them.
    begin_epochs(
        scratch.path(),
        &communities,
        &secrets,
        restored,
        clock,
        random,
    )?;
    if before.is_none() {
        Folder::put_up(dir, &secrets)?;
    }
    move_aside(dir, clock.now())?;
    fs::rename(scratch.path().join(COMMUNITIES), dir.join(COMMUNITIES))?;
    File::open(dir)?.sync_all()?;
    Ok(communities)
}

fn begin_epochs(
    scratch: &Path,
    communities: &[CommunityId],
    secrets: &Secrets,
    hub: HubKey,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<(), BackupError> {
    fs::create_dir_all(scratch.join(COMMUNITIES))?;
    let store = secrets.store.clone();
    let storage = SqliteStorage::new(
        scratch,
        Arc::new(move || DatabaseKey::new(*store)),
        Arc::new(hub),
        Arc::clone(clock),
        Arc::clone(random),
    );
    for community in communities {
        storage.restored(*community)?;
    }
    Ok(storage.shutdown()?)
}

fn move_aside(dir: &Path, now: Timestamp) -> io::Result<()> {
    let current = dir.join(COMMUNITIES);
    if !current.exists() {
        return Ok(());
    }
    if fs::read_dir(&current)?.next().is_none() {
        return fs::remove_dir(&current);
    }
    fs::rename(
        &current,
        dir.join(format!("{COMMUNITIES}.before-restore-{}", now.0)),
    )
}
