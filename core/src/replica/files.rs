//! Permission to hand a photo in and to have it: for whoever reads the record whose body names it.

use super::{HubError, Proven, Replica, epochs};
use crate::domain::entry::BodyWords;
use crate::domain::id::to_hex;
use crate::domain::{DeviceId, RecordId};
use crate::records::caps;
use crate::rules::authority::Reading;
use crate::store::{FromStore, StoreError, hub, hub_file, record};
use crate::sync::{Nonce, sealed_len};

/// The reason why a photo is not taken, or not given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The request's nonce is not the device's: sign with this one.
    #[error("another nonce")]
    Challenge(Nonce),
    /// There is no such photo, or none that this device may see.
    #[error("no such photo")]
    Unknown,
    /// The asker is not the device that he says, or the store failed.
    #[error("{0}")]
    Hub(#[from] HubError),
}

impl From<StoreError> for FileError {
    fn from(error: StoreError) -> Self {
        Self::Hub(error.into())
    }
}

impl FromStore for FileError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Hub(error) => error.store(),
            _ => None,
        }
    }
}

/// A photo that may be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTicket {
    /// Bytes that its device has handed in before.
    pub used: u64,
    /// Whether it is here already.
    pub known: bool,
    /// Whether a verified copy lies elsewhere.
    pub safe: bool,
    /// Bytes that it may have: a thumbnail has fewer.
    pub most: u64,
}

/// Bytes of a photo: a picture of 32 MB, sealed.
const MOST_BYTES: u64 = 33 << 20;
/// Bytes of a thumbnail, sealed.
const MOST_THUMBNAIL_BYTES: u64 = sealed_len(caps::THUMBNAIL);

impl Replica {
    /// Checks who asks for a file. The nonce is not used up: what is asked for is named by its content, and asking
    /// twice changes nothing.
    ///
    /// # Errors
    /// [`FileError`].
    pub fn file_caller(&self, asked: &Proven<'_>) -> Result<(), FileError> {
        self.known(asked)?;
        let auth = asked.auth();
        let known = self
            .store
            .read(|connection| hub::nonces(connection, auth.device))?
            // Records come first: whoever has never synced has no photo to hand in.
            .ok_or(HubError::DeviceUnknown)?;
        let used = known.used.map(|(used, _)| used);
        if auth.nonce.0 == known.issued || Some(auth.nonce.0) == used {
            Ok(())
        } else {
            Err(FileError::Challenge(Nonce(known.issued)))
        }
    }

    /// Whether a device may hand in the file that a record's body names.
    ///
    /// # Errors
    /// [`FileError::Unknown`]: the record is not here, or not with its body, or names no such file, or is none of this
    /// device's business.
    pub fn file_ticket(
        &self,
        device: DeviceId,
        record: RecordId,
        hash: [u8; 32],
    ) -> Result<FileTicket, FileError> {
        let roster = self.roster()?;
        let reader = self.readers.of(&roster, device);
        self.store.read(|connection| {
            let row = record::by_id(connection, record)?.ok_or(FileError::Unknown)?;
            let header = &row.header;
            let reads = roster.reads_of(&reader.set, device, header) == Reading::Full;
            let named = most(&record::parts(connection, row.num)?.body, &hash);
            let most = named
                .filter(|_| reads || header.device == device)
                .ok_or(FileError::Unknown)?;
            let known = hub_file::find(connection, hash)?;
            Ok(FileTicket {
                used: hub_file::bytes_of(connection, device)?,
                known: known.is_some(),
                safe: known.is_some_and(|file| file.safe),
                most,
            })
        })
    }

    /// Notes that a file lies here whole.
    ///
    /// # Errors
    /// [`FileError::Unknown`] if its record has gone; the store.
    pub fn file_done(
        &self,
        device: DeviceId,
        record: RecordId,
        hash: [u8; 32],
        size: u64,
    ) -> Result<(), FileError> {
        let _inner = self.lock();
        self.store.write(|tx| {
            let row = record::by_id(tx, record)?.ok_or(FileError::Unknown)?;
            hub_file::put(tx, hash, row.num, device, size)?;
            Ok(())
        })
    }

    /// The size of a file that a device may have. A hub that waits for erasure orders gives none.
    ///
    /// # Errors
    /// [`FileError::Unknown`]; the store.
    pub fn file_for(&self, device: DeviceId, hash: [u8; 32]) -> Result<u64, FileError> {
        let roster = self.roster()?;
        let reader = self.readers.of(&roster, device);
        self.store.read(|connection| {
            let file = hub_file::find(connection, hash)?.ok_or(FileError::Unknown)?;
            let row = record::row_by_num(connection, file.num)?;
            let header = &row.header;
            let reads = roster.reads_of(&reader.set, device, header) == Reading::Full;
            let here = row.body_state == crate::store::BodyState::Present;
            if reads && here && !epochs::is_recovering(connection)? {
                Ok(file.size)
            } else {
                Err(FileError::Unknown)
            }
        })
    }

    /// Files of which no verified copy lies elsewhere.
    ///
    /// # Errors
    /// The store.
    pub fn files_to_copy(&self) -> Result<Vec<[u8; 32]>, HubError> {
        Ok(self.store.read(hub_file::unsafe_ones)?)
    }

    /// A file was copied elsewhere, and the copy read back.
    ///
    /// # Errors
    /// The store.
    pub fn file_copied(&self, hash: [u8; 32]) -> Result<(), HubError> {
        let _inner = self.lock();
        Ok(self.store.write(|tx| hub_file::set_safe(tx, hash))?)
    }

    /// Forgets files whose record's words were erased; whoever has the files removes them.
    ///
    /// # Errors
    /// The store.
    pub fn files_erased(&self) -> Result<Vec<[u8; 32]>, HubError> {
        let _inner = self.lock();
        Ok(self.store.write(|tx| hub_file::forget_erased(tx))?)
    }
}

/// The bytes that a file may have that a body names; `None` if it does not name it.
fn most(body: &Option<Vec<u8>>, hash: &[u8; 32]) -> Option<u64> {
    let name = to_hex(hash);
    let words = body
        .clone()
        .and_then(crate::records::Body::from_bytes)
        .and_then(|body| BodyWords::from_bytes(body.content()))?;
    [("file", MOST_BYTES), ("thumb", MOST_THUMBNAIL_BYTES)]
        .into_iter()
        .find_map(|(field, most)| (words.field(field) == Some(&*name)).then_some(most))
}
