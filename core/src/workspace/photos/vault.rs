//! Sealed files in the store's folder, by the hash of their bytes. A file is there whole or not at all; what is being
//! fetched lies beside it under another name.

use crate::domain::id::{from_hex, to_hex};
use crate::env::Random;
use crate::env::sync_folder;
use crate::projection::photo::{FileHash, Sealed};
use crate::store::StoreError;
use crate::sync::{Opening, Sealing};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const FOLDER: &str = "files";

/// The folder of sealed files.
pub(super) struct Vault(PathBuf);

/// Hashes what is written through it.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Vault {
    /// In a store's folder.
    pub(super) fn within(store: &Path) -> Self {
        Self(store.join(FOLDER))
    }

    fn path(&self, hash: FileHash) -> PathBuf {
        self.0.join(to_hex(&hash))
    }

    fn part(&self, hash: FileHash) -> PathBuf {
        self.0.join(format!("{}.part", to_hex(&hash)))
    }

    /// Whether a file is here whole.
    pub(super) fn has(&self, hash: FileHash) -> bool {
        self.path(hash).exists()
    }

    /// Seals a file under a fresh key and keeps it, durably.
    pub(super) fn seal(
        &self,
        from: &Path,
        most: u64,
        random: &dyn Random,
    ) -> Result<Sealed, StoreError> {
        fs::create_dir_all(&self.0)?;
        let key = Zeroizing::new(random.bytes::<32>());
        let temporary = self.0.join(format!("{}.new", to_hex(&random.bytes::<8>())));
        let sealed = || {
            let mut reader = BufReader::new(File::open(from)?).take(most + 1);
            let mut sealing = Sealing::new(
                &key,
                Hashing {
                    inner: File::create(&temporary)?,
                    hash: Sha256::new(),
                },
            );
            let size = io::copy(&mut reader, &mut sealing)?;
            if size > most {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let Hashing { inner, hash } = sealing.finish()?;
            inner.sync_all()?;
            let hash: FileHash = hash.finalize().into();
            fs::rename(&temporary, self.path(hash))?;
            Ok(Sealed {
                hash,
                key: *key,
                size,
            })
        };
        let result: io::Result<Sealed> = sealed();
        if result.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        let sealed = result?;
        sync_folder(&self.0)?;
        Ok(sealed)
    }

    /// Writes the picture of a sealed file into another file, which only its owner can read.
    pub(super) fn open_into(&self, sealed: &Sealed, to: &Path) -> Result<(), StoreError> {
        let mut opening = Opening::new(
            &sealed.key,
            BufReader::new(File::open(self.path(sealed.hash))?),
        );
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(to)?;
        match io::copy(&mut opening, &mut out) {
            Ok(_) => Ok(()),
            Err(error) => {
                let _ = fs::remove_file(to);
                Err(match error.kind() {
                    io::ErrorKind::InvalidData => StoreError::Damaged,
                    _ => error.into(),
                })
            }
        }
    }

    /// At most `most` bytes of a sealed file from `at` on, and its whole length.
    pub(super) fn read(
        &self,
        hash: FileHash,
        at: u64,
        most: usize,
    ) -> Result<(Vec<u8>, u64), StoreError> {
        let mut file = File::open(self.path(hash))?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok((bytes, length))
    }

    /// Bytes that are here of a file that is being fetched.
    pub(super) fn fetched(&self, hash: FileHash) -> u64 {
        fs::metadata(self.part(hash)).map_or(0, |meta| meta.len())
    }

    /// Keeps the next bytes of a file that is being fetched.
    pub(super) fn append(&self, hash: FileHash, at: u64, bytes: &[u8]) -> Result<(), StoreError> {
        fs::create_dir_all(&self.0)?;
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.part(hash))?;
        file.set_len(at)?;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)?;
        Ok(())
    }

    /// A file that was fetched is whole if it is what its name says; if not, it is fetched anew.
    pub(super) fn finish(&self, hash: FileHash) -> Result<bool, StoreError> {
        let part = self.part(hash);
        let mut hashing = Hashing {
            inner: io::sink(),
            hash: Sha256::new(),
        };
        let mut file = File::open(&part)?;
        io::copy(&mut file, &mut hashing)?;
        if hashing.hash.finalize().as_slice() != hash {
            fs::remove_file(&part)?;
            return Ok(false);
        }
        file.sync_all()?;
        fs::rename(&part, self.path(hash))?;
        sync_folder(&self.0)?;
        Ok(true)
    }

    /// Removes a file.
    pub(super) fn remove(&self, hash: FileHash) -> Result<(), StoreError> {
        match fs::remove_file(self.path(hash)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Removes what a cut left: files that were never finished, and finished ones that `is_known` does not know (a photo
    /// whose record was not saved).
    pub(super) fn sweep(&self, is_known: &dyn Fn(FileHash) -> bool) -> Result<(), StoreError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let whole = from_hex(&name).and_then(|bytes| FileHash::try_from(bytes).ok());
            let orphan = match whole {
                Some(hash) => !is_known(hash),
                None => name.ends_with(".new"),
            };
            if orphan {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}
