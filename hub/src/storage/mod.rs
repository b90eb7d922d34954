//! Storage of communities. Every call names its community first: a database of many communities has it as the leading
//! key of every table, a folder of files has a file for each.
//!
//! The trait stands at whole transactions (ADR 13): what must be durable and consistent together is one call, so that a
//! database over the network needs no more round trips than this one needs waits for its disk. Whoever implements it
//! judges records with `linli_core::admission`, as the phones do.

mod sqlite;

pub use sqlite::SqliteStorage;

use linli_core::domain::{CommunityId, DeviceId, RecordId};
use linli_core::records::PublicKeys;
use linli_core::replica::{
    FileError, FileTicket, HubError, Proven, ReplicaReport, ReplicaStatus, Reply,
};
use linli_core::roster::RawEntry;
use linli_core::sync::Safe;
use std::path::Path;

/// A hub's communities.
pub trait Storage: Send + Sync {
    /// The communities that are kept here.
    ///
    /// # Errors
    /// The disk.
    fn communities(&self) -> Result<Vec<CommunityId>, HubError>;

    /// Founds a community here, or founds it again with the same genesis.
    ///
    /// # Errors
    /// [`HubError::NotRegistrar`]; the disk.
    fn claim(
        &self,
        community: CommunityId,
        entries: Vec<RawEntry>,
        registrar: &PublicKeys,
    ) -> Result<(), HubError>;

    /// Answers a request. What it carried is durable when this returns.
    ///
    /// # Errors
    /// [`HubError`].
    fn sync(&self, community: CommunityId, asked: &Proven<'_>) -> Result<Reply, HubError>;

    /// Checks who asks for a photo.
    ///
    /// # Errors
    /// [`FileError`].
    fn file_caller(&self, community: CommunityId, asked: &Proven<'_>) -> Result<(), FileError>;

    /// Whether a device may hand in the photo that a record names.
    ///
    /// # Errors
    /// [`FileError`].
    fn file_ticket(
        &self,
        community: CommunityId,
        device: DeviceId,
        record: RecordId,
        hash: [u8; 32],
    ) -> Result<FileTicket, FileError>;

    /// Notes that the photo of a record lies here whole.
    ///
    /// # Errors
    /// [`FileError`].
    fn file_done(
        &self,
        community: CommunityId,
        device: DeviceId,
        photo: (RecordId, [u8; 32]),
        size: u64,
    ) -> Result<(), FileError>;

    /// The size of a photo that a device may have.
    ///
    /// # Errors
    /// [`FileError`].
    fn file_for(
        &self,
        community: CommunityId,
        device: DeviceId,
        hash: [u8; 32],
    ) -> Result<u64, FileError>;

    /// Photos of which no verified copy lies elsewhere.
    ///
    /// # Errors
    /// The disk.
    fn files_to_copy(&self, community: CommunityId) -> Result<Vec<[u8; 32]>, HubError>;

    /// A photo was copied elsewhere, and the copy read back.
    ///
    /// # Errors
    /// The disk.
    fn file_copied(&self, community: CommunityId, hash: [u8; 32]) -> Result<(), HubError>;

    /// Forgets photos whose words were erased; gives them.
    ///
    /// # Errors
    /// The disk.
    fn files_erased(&self, community: CommunityId) -> Result<Vec<[u8; 32]>, HubError>;

    /// The keys of a device.
    ///
    /// # Errors
    /// [`HubError::DeviceUnknown`]; the disk.
    fn keys_of(&self, community: CommunityId, device: DeviceId) -> Result<PublicKeys, HubError>;

    /// The keys of the office's devices.
    ///
    /// # Errors
    /// The disk.
    fn office_keys(&self, community: CommunityId) -> Result<Vec<PublicKeys>, HubError>;

    /// Numbers for the operator.
    ///
    /// # Errors
    /// The disk.
    fn status(&self, community: CommunityId) -> Result<ReplicaStatus, HubError>;

    /// Checks every signature, chain and state.
    ///
    /// # Errors
    /// The disk.
    fn verify(&self, community: CommunityId) -> Result<ReplicaReport, HubError>;

    /// Copies a community into a new file, as it is at one moment, and says what that covers.
    ///
    /// # Errors
    /// The disk.
    fn copy_to(&self, community: CommunityId, path: &Path) -> Result<Safe, HubError>;

    /// A copy was read back and lies elsewhere: phones may drop what it covers.
    ///
    /// # Errors
    /// The disk.
    fn set_safe(&self, community: CommunityId, safe: Safe) -> Result<(), HubError>;

    /// A community was restored from a copy.
    ///
    /// # Errors
    /// The disk.
    fn restored(&self, community: CommunityId) -> Result<(), HubError>;

    /// Finishes what is under way.
    ///
    /// # Errors
    /// The disk; everything acknowledged is durable in any case.
    fn shutdown(&self) -> Result<(), HubError>;
}
