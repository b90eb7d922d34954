//! Contents of a backup's file: a head with sealed keys, and an archive of named contents.

use super::{BackupError, NAME_BYTES, self_key};
use linli_core::sync::{HubKey, SEALED_KEY, Sealing};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

const MAGIC: &[u8; 19] = b"linli-hub-backup/1\0";
/// A key sealed with the hub's own: the key itself in one sealed part.
const SELF_KEY: usize = 32 + 16;

fn seal_self(key: &[u8; 32], hub: &HubKey) -> io::Result<Vec<u8>> {
    let mut sealing = Sealing::new(&self_key(hub), Vec::new());
    sealing.write_all(key)?;
    sealing.finish()
}

pub(super) fn write_head(
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

/// Error of reading a sealed file: `damaged` if its bytes are wrong, the disk's word if the disk failed (a full one
/// does not make a backup a bad one).
pub(super) fn or_damaged(error: io::Error, damaged: BackupError) -> BackupError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => damaged,
        _ => BackupError::Io(error),
    }
}

/// The part before the archive.
pub(super) struct Head {
    pub(super) sealed_keys: Vec<[u8; SEALED_KEY]>,
    pub(super) own: [u8; SELF_KEY],
}

pub(super) fn read_head(file: &mut impl Read) -> Result<Head, BackupError> {
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

pub(super) type Sums = BTreeMap<String, [u8; 32]>;

/// Hashes what passes through it.
pub(super) struct Summing<R> {
    pub(super) inner: R,
    pub(super) hash: Sha256,
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.hash.update(&out[..read]);
        Ok(read)
    }
}

pub(super) struct Archive<W: Write> {
    out: Sealing<W>,
    sums: Sums,
}

impl<W: Write> Archive<W> {
    pub(super) const fn new(out: Sealing<W>) -> Self {
        Self {
            out,
            sums: Sums::new(),
        }
    }

    pub(super) fn add(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<()> {
        self.out.write_all(&(name.len() as u16).to_be_bytes())?;
        self.out.write_all(name.as_bytes())?;
        self.out.write_all(&size.to_be_bytes())?;
        let mut content = Summing {
            inner: content.take(size),
            hash: Sha256::new(),
        };
        if io::copy(&mut content, &mut self.out)? != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.sums
            .insert(name.to_owned(), content.hash.finalize().into());
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<(W, Sums)> {
        self.out.write_all(&0_u16.to_be_bytes())?;
        Ok((self.out.finish()?, self.sums))
    }
}

/// Hands every entry of an archive to `take`, which must read it to its end.
pub(super) fn read_archive(
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
