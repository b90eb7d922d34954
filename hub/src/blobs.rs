//! Storage of photos: a folder now, an object store at a city's scale. A photo is there whole or not at all, and is
//! what its name says.

use crate::folder::FILES;
use linli_core::domain::id::{from_hex, to_hex};
use linli_core::domain::{CommunityId, DeviceId};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A photo's name: SHA-256 of its sealed bytes.
pub type Hash = [u8; 32];

/// The outcome of appending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// So many bytes are here, durably.
    Part(u64),
    /// All of it, and it is what its name says.
    Whole,
    /// All of it, but it is something else: it was removed.
    Damaged,
}

/// Photos: how many, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Photos.
    pub photos: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Counted {
    fn add(&mut self, bytes: u64) {
        self.photos += 1;
        self.bytes += bytes;
    }
}

/// The photos of a community.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whole ones.
    pub whole: Counted,
    /// Unfinished ones, by the device that began them.
    pub unfinished: BTreeMap<DeviceId, Counted>,
}

/// Photos of communities.
pub trait Blobs: Send + Sync {
    /// Whether a photo is here whole.
    ///
    /// # Errors
    /// The disk.
    fn has(&self, community: CommunityId, hash: Hash) -> io::Result<bool>;

    /// Takes bytes of a photo of `size` bytes from `at` on. What does not continue what is here of the same device is left
    /// out: the answer says how much is. Nobody continues what another has begun.
    ///
    /// # Errors
    /// The disk.
    fn append(
        &self,
        of: (CommunityId, DeviceId),
        hash: Hash,
        at_size: (u64, u64),
        bytes: &[u8],
    ) -> io::Result<Appended>;

    /// The photos that a device has begun and not finished, with the bytes that are here.
    ///
    /// # Errors
    /// The disk.
    fn unfinished(&self, of: (CommunityId, DeviceId)) -> io::Result<Vec<(Hash, u64)>>;

    /// Whole photos of a community, and unfinished ones by device: their number and bytes.
    ///
    /// # Errors
    /// The disk.
    fn usage(&self, community: CommunityId) -> io::Result<Usage>;

    /// At most `most` bytes of a whole photo from `at` on.
    ///
    /// # Errors
    /// Not found; the disk.
    fn read(&self, community: CommunityId, hash: Hash, at: u64, most: usize)
    -> io::Result<Vec<u8>>;

    /// Copies a whole photo into a folder, and reads the copy back.
    ///
    /// # Errors
    /// Not found; the disk; [`io::ErrorKind::InvalidData`] if the copy differs.
    fn copy(&self, community: CommunityId, hash: Hash, to: &Path) -> io::Result<()>;

    /// Removes a photo.
    ///
    /// # Errors
    /// The disk.
    fn remove(&self, community: CommunityId, hash: Hash) -> io::Result<()>;

    /// Removes parts that nobody has continued for a week.
    ///
    /// # Errors
    /// The disk.
    fn sweep_parts(&self) -> io::Result<()>;
}

const OLD: Duration = Duration::from_secs(7 * 24 * 3600);
/// The folder of unfinished photos, beside that of whole ones, with a folder for each community and device.
const PARTS: &str = "parts";
/// The name of a copy that is being written.
const PART: &str = "part";

/// A folder for each community.
pub struct FolderBlobs {
    dir: PathBuf,
    unfinished: PathBuf,
    /// Two phones may hand the same photo in at once.
    writing: [Mutex<()>; 16],
}

impl FolderBlobs {
    /// Within a hub's data folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self {
            unfinished: data.join(PARTS),
            ..Self::at(&data.join(FILES))
        }
    }

    /// In a folder of copies.
    #[must_use]
    pub fn at(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
            unfinished: dir.join(PARTS),
            writing: Default::default(),
        }
    }

    /// Every photo.
    ///
    /// # Errors
    /// The disk.
    pub fn all(&self) -> io::Result<Vec<(CommunityId, Hash)>> {
        let mut all = Vec::new();
        for community in fs::read_dir(&self.dir)? {
            let community = community?;
            let Some(id) = community
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            for entry in fs::read_dir(community.path())? {
                let name = entry?.file_name();
                let hash = name.to_str().and_then(from_hex);
                all.extend(hash.and_then(|hash| Some((id, Hash::try_from(hash).ok()?))));
            }
        }
        all.sort_unstable();
        Ok(all)
    }

    fn folder(&self, community: CommunityId) -> PathBuf {
        self.dir.join(community.to_string())
    }

    /// What a device has begun and not finished.
    fn parts(&self, community: CommunityId, device: DeviceId) -> PathBuf {
        self.unfinished
            .join(community.to_string())
            .join(device.to_string())
    }

    fn path(&self, community: CommunityId, hash: Hash) -> PathBuf {
        self.folder(community).join(to_hex(&hash))
    }
}

/// What lies in a folder; nothing, if there is none.
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

fn sum(path: &Path) -> io::Result<Hash> {
    let mut file = File::open(path)?;
    let (mut hash, mut bytes) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            return Ok(hash.finalize().into());
        }
        hash.update(&bytes[..read]);
    }
}

impl Blobs for FolderBlobs {
    fn has(&self, community: CommunityId, hash: Hash) -> io::Result<bool> {
        self.path(community, hash).try_exists()
    }

    fn append(
        &self,
        (community, device): (CommunityId, DeviceId),
        hash: Hash,
        (at, size): (u64, u64),
        bytes: &[u8],
    ) -> io::Result<Appended> {
        let _writing = self.writing[usize::from(hash[0] % 16)]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let path = self.path(community, hash);
        if path.try_exists()? {
            return Ok(Appended::Whole);
        }
        let folder = self.folder(community);
        let parts = self.parts(community, device);
        fs::create_dir_all(&folder)?;
        fs::create_dir_all(&parts)?;
        let part = parts.join(to_hex(&hash));
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&part)?;
        let have = file.metadata()?.len();
        if have > size {
            // Somebody gave another size: begun anew.
            drop(file);
            fs::remove_file(&part)?;
            return Ok(Appended::Damaged);
        }
        if at != have || bytes.len() as u64 > size - have {
            return Ok(Appended::Part(have));
        }
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        let have = have + bytes.len() as u64;
        if have < size {
            return Ok(Appended::Part(have));
        }
        drop(file);
        if sum(&part)? != hash {
            fs::remove_file(&part)?;
            return Ok(Appended::Damaged);
        }
        fs::rename(&part, &path)?;
        File::open(&folder)?.sync_all()?;
        File::open(&self.dir)?.sync_all()?;
        Ok(Appended::Whole)
    }

    fn read(
        &self,
        community: CommunityId,
        hash: Hash,
        at: u64,
        most: usize,
    ) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.path(community, hash))?;
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn copy(&self, community: CommunityId, hash: Hash, to: &Path) -> io::Result<()> {
        let folder = to.join(community.to_string());
        fs::create_dir_all(&folder)?;
        let target = folder.join(to_hex(&hash));
        if target.try_exists()? && sum(&target)? == hash {
            return Ok(());
        }
        let partial = target.with_extension(PART);
        let mut out = File::create(&partial)?;
        io::copy(&mut File::open(self.path(community, hash))?, &mut out)?;
        out.sync_all()?;
        if sum(&partial)? != hash {
            fs::remove_file(&partial)?;
            return Err(io::ErrorKind::InvalidData.into());
        }
        fs::rename(&partial, &target)?;
        File::open(&folder)?.sync_all()
    }

    fn remove(&self, community: CommunityId, hash: Hash) -> io::Result<()> {
        match fs::remove_file(self.path(community, hash)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn unfinished(
        &self,
        (community, device): (CommunityId, DeviceId),
    ) -> io::Result<Vec<(Hash, u64)>> {
        let mut found = Vec::new();
        for entry in entries(&self.parts(community, device))? {
            let name = entry.file_name();
            let hash = name.to_str().and_then(from_hex);
            if let Some(Ok(hash)) = hash.map(Hash::try_from) {
                found.push((hash, entry.metadata()?.len()));
            }
        }
        Ok(found)
    }

    fn usage(&self, community: CommunityId) -> io::Result<Usage> {
        let mut usage = Usage::default();
        for entry in entries(&self.folder(community))? {
            if entry.file_type()?.is_file() {
                usage.whole.add(entry.metadata()?.len());
            }
        }
        for device in entries(&self.unfinished.join(community.to_string()))? {
            let Some(Ok(id)) = device.file_name().to_str().map(str::parse::<DeviceId>) else {
                continue;
            };
            for (_, bytes) in self.unfinished((community, id))? {
                usage.unfinished.entry(id).or_default().add(bytes);
            }
        }
        Ok(usage)
    }

    fn sweep_parts(&self) -> io::Result<()> {
        for community in entries(&self.unfinished)? {
            for device in entries(&community.path())? {
                for part in entries(&device.path())? {
                    let modified = part.metadata()?.modified()?;
                    let age = SystemTime::now().duration_since(modified);
                    if age.is_ok_and(|age| age > OLD) {
                        fs::remove_file(part.path())?;
                    }
                }
            }
        }
        Ok(())
    }
}
