//! Storage of photos: a folder now, an object store at a city's scale. A photo is there whole or not at all, and is
//! what its name says.

use crate::folder::FILES;
use linli_core::domain::CommunityId;
use linli_core::domain::id::{from_hex, to_hex};
use sha2::{Digest, Sha256};
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

/// Photos of communities.
pub trait Blobs: Send + Sync {
    /// Whether a photo is here whole.
    ///
    /// # Errors
    /// The disk.
    fn has(&self, community: CommunityId, hash: Hash) -> io::Result<bool>;

    /// Takes bytes of a photo of `size` bytes from `at` on. What does not continue what is here is left out: the answer
    /// says how much is.
    ///
    /// # Errors
    /// The disk.
    fn append(
        &self,
        community: CommunityId,
        hash: Hash,
        at_size: (u64, u64),
        bytes: &[u8],
    ) -> io::Result<Appended>;

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
const PART: &str = "part";

/// A folder for each community.
pub struct FolderBlobs {
    dir: PathBuf,
    /// Two phones may hand the same photo in at once.
    writing: [Mutex<()>; 16],
}

impl FolderBlobs {
    /// Within a hub's data folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self::at(&data.join(FILES))
    }

    /// In a folder of copies.
    #[must_use]
    pub fn at(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
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

    fn path(&self, community: CommunityId, hash: Hash) -> PathBuf {
        self.folder(community).join(to_hex(&hash))
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
        community: CommunityId,
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
        fs::create_dir_all(&folder)?;
        let part = path.with_extension(PART);
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

    fn sweep_parts(&self) -> io::Result<()> {
        for community in fs::read_dir(&self.dir)? {
            let community = community?.path();
            if !community.is_dir() {
                continue;
            }
            for entry in fs::read_dir(community)? {
                let path = entry?.path();
                let is_part = path.extension().is_some_and(|extension| extension == PART);
                let modified = fs::metadata(&path)?.modified()?;
                let age = SystemTime::now().duration_since(modified);
                if is_part && age.is_ok_and(|age| age > OLD) {
                    fs::remove_file(path)?;
                }
            }
        }
        Ok(())
    }
}
