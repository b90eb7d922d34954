//! A sealed copy of a store, and the office's signed word of what it has. A phone needs none: what it wrote lies at the
//! hub or with the office. An office without a hub makes one whenever it carries it out of the house.
//!
//! `"linli-store-backup/1\0" ‖ sealed in parts: the database's key (32 bytes) ‖ the database`. The code that opens it is
//! shown once, to be written down or printed; it is kept nowhere.

use crate::admission::is_office;
use crate::domain::ChainId;
use crate::domain::Code;
use crate::domain::entry::encode;
use crate::roster::sheet;
use crate::store::purge::Held;
use crate::store::{
    Connection, DATABASE_FILE, DatabaseKey, Scratch, Store, StoreError, chain, is_of_store, meta,
    record,
};
use crate::sync::{OfficeMark, Opening, Sealing, Short, Witness, short};
use crate::workspace::{Error, Workspace};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const MAGIC: &[u8; 21] = b"linli-store-backup/1\0";
const TAG: &str = "linli/store-backup-code/1";
const MARK: &str = "office_mark";
const CLEANED: &str = "office_cleaned";

/// A backup that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// Bytes of the file.
    pub bytes: u64,
    /// Records in it.
    pub records: u64,
    /// The code that opens it: 14 groups of 4 characters. Kept nowhere.
    pub code: String,
}

/// The newest mark of an office that this store knows.
pub(in crate::workspace) fn mark(
    connection: &Connection,
) -> Result<Option<OfficeMark>, StoreError> {
    Ok(meta::get(connection, MARK)?.and_then(|raw| postcard::from_bytes(&raw).ok()))
}

fn io_failed(error: &io::Error) -> Error {
    Error::Store(StoreError::from(io::Error::from(error.kind())))
}

fn refused(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            Error::refused("file", Code::BackupDamaged)
        }
        _ => io_failed(error),
    }
}

/// Something came that this member does not read: it is dropped when a mark covers it, as if nothing had been yet.
pub(in crate::workspace) fn is_clean_no_more(connection: &Connection) -> Result<(), StoreError> {
    meta::remove(connection, CLEANED)
}

impl Workspace {
    /// Writes a sealed copy of this store into `file`, reads it back, and, on an office's store, states what it has:
    /// below that mark phones may drop what their members read no more. Carry the file to another machine.
    ///
    /// # Errors
    /// `store_exists` for a file that is a store's own (its database, its key); [`Error::Store`]. The file is not there then,
    /// or is what it was.
    pub fn backup(&self, file: &Path) -> Result<BackupMade, Error> {
        if is_of_store(file) {
            return Err(Error::field("file", Code::StoreExists));
        }
        let seed = Zeroizing::new(self.random.bytes::<32>());
        // Records that come while the copy is made may be in it; they are not counted on.
        let (records, chains) = self.store.read(|connection| {
            Ok::<_, StoreError>((record::count(connection)?, ends(connection)?))
        })?;
        let scratch = Scratch::within(self.store.dir(), self.random.as_ref())
            .map_err(|error| io_failed(&error))?;
        let copy = scratch.path().join("copy.db");
        self.store.copy_to(&copy)?;
        // Behind the whole name: beside `2026.linli` may lie a `2026.partial` of somebody else.
        let mut partial = file.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let written = self.write_backup(&partial, &copy, &seed);
        let bytes = written
            .and_then(|sum| {
                self.read_back(&partial, &seed, scratch.path(), sum)?;
                fs::rename(&partial, file).map_err(|error| io_failed(&error))?;
                let parent = file
                    .parent()
                    .filter(|parent| !parent.as_os_str().is_empty());
                crate::env::sync_folder(parent.unwrap_or(Path::new(".")))
                    .map_err(|error| io_failed(&error))?;
                Ok(fs::metadata(file).map_err(|error| io_failed(&error))?.len())
            })
            .inspect_err(|_| {
                let _ = fs::remove_file(&partial);
            })?;
        self.state_mark(chains)?;
        Ok(BackupMade {
            bytes,
            records,
            code: sheet::to_text(TAG, &seed).to_string(),
        })
    }

    fn write_backup(
        &self,
        partial: &Path,
        copy: &Path,
        seed: &[u8; 32],
    ) -> Result<[u8; 32], Error> {
        let write = || {
            let mut out = BufWriter::new(File::create(partial)?);
            out.write_all(MAGIC)?;
            let mut sealing = Sealing::new(seed, out);
            sealing.write_all(&*self.store.key_bytes())?;
            let mut hash = Sha256::new();
            let mut reader = BufReader::new(File::open(copy)?);
            let mut part = vec![0; 64 * 1024];
            loop {
                let read = reader.read(&mut part)?;
                if read == 0 {
                    break;
                }
                hash.update(&part[..read]);
                sealing.write_all(&part[..read])?;
            }
            let out = sealing.finish()?;
            out.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()?;
            Ok(hash.finalize().into())
        };
        write().map_err(|error: io::Error| io_failed(&error))
    }

    fn read_back(
        &self,
        partial: &Path,
        seed: &[u8; 32],
        scratch: &Path,
        sum: [u8; 32],
    ) -> Result<(), Error> {
        let dir = scratch.join("read-back");
        let key = extract(partial, seed, &dir)?;
        let content = fs::read(dir.join(DATABASE_FILE)).map_err(|error| io_failed(&error))?;
        if Sha256::digest(&content).as_slice() != sum {
            return Err(Error::refused("file", Code::BackupDamaged));
        }
        Ok(Store::check_copy(
            &dir,
            DatabaseKey::new(*key),
            self.random.as_ref(),
        )?)
    }

    /// An office states what its backup has.
    fn state_mark(&self, chains: BTreeMap<ChainId, (u64, Short)>) -> Result<(), Error> {
        let inner = self.lock();
        let Some(roster) = inner.roster.clone() else {
            return Ok(());
        };
        if !is_office(&roster, inner.keys.device(), roster.whole()) {
            return Ok(());
        }
        let at = self.clock.now();
        let mark = OfficeMark::sign(&inner.keys, roster.community(), at, chains);
        Ok(self.store.write(|tx| meta::put(tx, MARK, &encode(&mark)))?)
    }

    /// Keeps statements that came with a bundle.
    pub(in crate::workspace) fn keep_statements(
        &self,
        witnesses: &[Witness],
        mark: Option<OfficeMark>,
    ) -> Result<(), Error> {
        let roster = self.roster()?;
        let sound = mark.filter(|mark| {
            let keys = roster.device(mark.by).map(|device| device.keys);
            is_office(&roster, mark.by, roster.whole())
                && keys.is_some_and(|keys| mark.verifies(roster.community(), &keys))
        });
        if !witnesses.is_empty() || sound.is_some() {
            self.store.write(|tx| {
                crate::workspace::exchange::sync::witnesses::keep(tx, &roster, witnesses)?;
                let known = self::mark(tx)?.map(|mark| mark.at);
                if let Some(mark) = sound.filter(|mark| known < Some(mark.at)) {
                    meta::put(tx, MARK, &encode(&mark))?;
                }
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(())
    }

    /// Drops what this member reads no more, as far as the office's backup has it. Gives how many records went.
    pub(in crate::workspace) fn purge_below_mark(&self) -> Result<u64, Error> {
        // A hub's mark is the stronger one where there is a hub.
        if self.roster()?.hub().is_some() {
            return Ok(0);
        }
        let (mark, cleaned) = self.store.read(|connection| {
            let cleaned = meta::get(connection, CLEANED)?;
            Ok::<_, StoreError>((mark(connection)?, cleaned))
        })?;
        let Some(mark) = mark else {
            return Ok(0);
        };
        let tips = self.store.read(|connection| {
            let mut tips = BTreeMap::new();
            for (chain_id, (through, _)) in &mark.chains {
                if let Some(row) = chain::owner(connection, *chain_id)? {
                    let at = record::at_seq(connection, row.num, *through)?;
                    tips.extend(at.first().map(|row| (*chain_id, row.id)));
                }
            }
            Ok::<_, StoreError>(tips)
        })?;
        let covered = |at: Held| mark.covers(at.chain, at.seq, tips.get(&at.chain).copied());
        let cleaned = cleaned.and_then(|raw| raw.try_into().ok());
        let (gone, clean) = self.drop_unread(&covered, cleaned)?;
        if let Some(clean) = clean.filter(|_| clean != cleaned) {
            self.store.write(|tx| meta::put(tx, CLEANED, &clean))?;
        }
        Ok(gone)
    }
}

/// Each chain's last linked record, unless the chain is forked.
fn ends(connection: &Connection) -> Result<BTreeMap<ChainId, (u64, Short)>, StoreError> {
    let mut out = BTreeMap::new();
    for row in chain::all(connection)? {
        if row.fork.is_some() {
            continue;
        }
        if let Some(last) = chain::tip(connection, &row)? {
            out.insert(row.id, (last.seq, short(last.id)));
        }
    }
    Ok(out)
}

/// Puts the database of a backup into a folder that has none. Gives its key.
fn extract(file: &Path, seed: &[u8; 32], dir: &Path) -> Result<Zeroizing<[u8; 32]>, Error> {
    let read = || {
        let mut reader = BufReader::new(File::open(file)?);
        let mut magic = [0; MAGIC.len()];
        reader.read_exact(&mut magic)?;
        if magic != *MAGIC {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut opening = Opening::new(seed, reader);
        let mut key = Zeroizing::new([0; 32]);
        opening.read_exact(key.as_mut_slice())?;
        fs::create_dir_all(dir)?;
        let mut out = File::create_new(dir.join(DATABASE_FILE))?;
        io::copy(&mut opening, &mut out)?;
        out.sync_all()?;
        Ok(key)
    };
    read().map_err(|error: io::Error| refused(&error))
}

/// Puts a store up again from a backup, in a folder that holds none. `keep` keeps the database's key, durably: it is
/// called before the database is in its place. Chains go on as new ones: an office that is restored is no forger.
///
/// # Errors
/// `code_malformed`, `backup_damaged` (also for the code of another backup), `store_exists`; [`Error::Store`].
pub fn restore_backup(
    file: &Path,
    code: &str,
    dir: &Path,
    keep: &mut dyn FnMut(&[u8; 32]) -> io::Result<()>,
) -> Result<(), Error> {
    let seed =
        sheet::from_text(TAG, code).map_err(|_| Error::field("code", Code::CodeMalformed))?;
    if dir.join(DATABASE_FILE).exists() {
        return Err(Error::field("store", Code::StoreExists));
    }
    let partial = dir.join("restoring");
    let _ = fs::remove_dir_all(&partial);
    let restored = extract(file, &seed, &partial).and_then(|key| {
        keep(&key).map_err(|error| io_failed(&error))?;
        fs::rename(partial.join(DATABASE_FILE), dir.join(DATABASE_FILE))
            .map_err(|error| io_failed(&error))?;
        crate::env::sync_folder(dir).map_err(|error| io_failed(&error))
    });
    let _ = fs::remove_dir_all(&partial);
    restored
}
