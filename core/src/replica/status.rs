//! Status of a community for the hub's operator: numbers, no names.

use super::{HubError, Replica, ReplicaReport, epochs};
use crate::intake::{Projects, audit};
use crate::store::{StoreError, hub, record};
use crate::sync::Safe;

/// Numbers of a community at its hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaStatus {
    /// Records held.
    pub records: u64,
    /// Numbers of those that are pending, contested, invalid.
    pub unsettled: [u64; 3],
    /// The newest number of the feed.
    pub newest: u64,
    /// Devices of the roster that were not removed.
    pub devices: u64,
    /// The extent of a verified backup.
    pub safe: Option<Safe>,
    /// Whether it waits, after a restore, for an office to sync.
    pub recovering: bool,
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
                unsettled: [of(0)?, of(2)?, of(3)?],
                newest: hub::newest(connection)?,
                devices,
                safe: epochs::safe(connection)?,
                recovering: epochs::is_recovering(connection)?,
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
