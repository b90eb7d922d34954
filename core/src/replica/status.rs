//! Status of a community for the hub's operator: numbers, no names.

use super::{HubError, Replica, ReplicaReport, epochs};
use crate::domain::DeviceId;
use crate::intake::{Projects, audit};
use crate::store::{Connection, StoreError, budget, hub, hub_file, record};
use crate::sync::Safe;
use std::collections::BTreeMap;

/// Numbers of a community at its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaStatus {
    /// Records held.
    pub records: u64,
    /// Numbers of those that are pending, contested, invalid, unauthorised.
    pub unsettled: [u64; 4],
    /// The newest number of the feed.
    pub newest: u64,
    /// Devices of the roster that were not removed.
    pub devices: u64,
    /// The extent of a verified backup.
    pub safe: Option<Safe>,
    /// Whether it waits, after a restore, for an office to sync.
    pub recovering: bool,
    /// Bytes of its database.
    pub bytes: u64,
    /// What is kept of each device.
    pub by_device: BTreeMap<DeviceId, DeviceUsage>,
}

/// What a hub keeps of one device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeviceUsage {
    /// Records that it signed.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Photos that it handed in.
    pub photos: u64,
    /// Their bytes.
    pub photo_bytes: u64,
}

fn by_device(connection: &Connection) -> Result<BTreeMap<DeviceId, DeviceUsage>, StoreError> {
    let mut found: BTreeMap<DeviceId, DeviceUsage> = BTreeMap::new();
    for (device, held) in budget::by_signer(connection)? {
        let usage = found.entry(device).or_default();
        (usage.records, usage.bytes) = (held.rows, held.bytes);
    }
    for (device, photos, bytes) in hub_file::by_device(connection)? {
        let usage = found.entry(device).or_default();
        (usage.photos, usage.photo_bytes) = (photos, bytes);
    }
    Ok(found)
}

impl Replica {
    /// Numbers, for the operator.
    ///
    /// # Errors
    /// [`HubError::Store`]; [`HubError::DeviceUnknown`] before a community was claimed.
    pub fn status(&self) -> Result<ReplicaStatus, HubError> {
        let roster = self.roster()?;
        let devices = roster.devices().filter(|d| d.removed.is_none()).count() as u64;
        Ok(self.store.read(|connection| {
            let of = |state| Ok::<_, StoreError>(record::in_state(connection, state)?.len() as u64);
            Ok::<_, StoreError>(ReplicaStatus {
                records: record::count(connection)?,
                unsettled: [of(0)?, of(2)?, of(3)?, of(4)?],
                newest: hub::newest(connection)?,
                devices,
                safe: epochs::safe(connection)?,
                recovering: epochs::is_recovering(connection)?,
                bytes: hub_file::database_bytes(connection)?,
                by_device: by_device(connection)?,
            })
        })?)
    }

    /// Checks every signature, chain, hash and state.
    ///
    /// # Errors
    /// [`HubError::Store`]; [`HubError::DeviceUnknown`] before a community was claimed.
    pub fn verify(&self) -> Result<ReplicaReport, HubError> {
        let roster = self.roster()?;
        let _inner = self.lock();
        Ok(audit(&self.store, &roster, Projects::Decisions)?)
    }
}
