//! Epochs: which numbers of the feed still mean what they meant, after a hub was restored from a backup.

use super::{HubError, Replica};
use crate::env::Random;
use crate::store::{Connection, StoreError, hub, meta};
use crate::sync::{Cursor, Epoch, Safe};

const SAFE: &str = "hub_safe";
const RECOVERING: &str = "hub_recovering";

/// The epoch that lasts.
pub(super) fn current(connection: &Connection) -> Result<Epoch, StoreError> {
    hub::epochs(connection)?
        .last()
        .map(|(id, _)| Epoch(*id))
        .ok_or_else(|| StoreError::Internal("a hub without an epoch".to_owned()))
}

/// The standing of a cursor in this hub's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is of this epoch.
    Here,
    /// It is of an earlier one, or of none that is known: up to this number both lives are the same.
    Common(u64),
    /// It is of this epoch but ahead of it: this hub was put back without being told.
    Ahead,
}

/// `ours`: whether this hub made the cursor. Whoever makes one up stops nobody but himself.
pub(super) fn standing(
    connection: &Connection,
    cursor: &Cursor,
    ours: impl FnOnce() -> bool,
) -> Result<Standing, StoreError> {
    let epochs = hub::epochs(connection)?;
    let known = epochs.iter().find(|(id, _)| *id == cursor.epoch.0);
    Ok(match known {
        None => Standing::Common(0),
        Some((_, Some(valid_to))) => Standing::Common(cursor.seq.min(*valid_to)),
        Some((_, None)) if cursor.seq > hub::newest(connection)? => {
            if ours() {
                Standing::Ahead
            } else {
                Standing::Common(0)
            }
        }
        Some((_, None)) => Standing::Here,
    })
}

/// Begins a new epoch in which no number of before is believed: after a hub was put back without being told.
pub(super) fn distrust(tx: &Connection, random: &dyn Random) -> Result<(), StoreError> {
    hub::begin_epoch(tx, random.bytes(), 0)?;
    set_recovering(tx, true)?;
    meta::put(tx, SAFE, &[])
}

/// The extent of a verified backup outside the hub's machine.
pub(super) fn safe(connection: &Connection) -> Result<Option<Safe>, StoreError> {
    Ok(meta::get(connection, SAFE)?.and_then(|raw| postcard::from_bytes(&raw).ok()))
}

/// Whether the hub waits for an office to tell it what was erased since its backup.
pub(super) fn is_recovering(connection: &Connection) -> Result<bool, StoreError> {
    Ok(meta::get(connection, RECOVERING)?.is_some_and(|raw| raw == [1]))
}

pub(super) fn set_recovering(tx: &Connection, recovering: bool) -> Result<(), StoreError> {
    meta::put(tx, RECOVERING, &[u8::from(recovering)])
}

impl Replica {
    /// The extent of a backup that is made now.
    ///
    /// # Errors
    /// [`HubError::Store`].
    pub fn mark(&self) -> Result<Safe, HubError> {
        Ok(self.store.read(|connection| {
            Ok::<_, StoreError>(Safe {
                epoch: current(connection)?,
                seq: hub::newest(connection)?,
            })
        })?)
    }

    /// Tells phones that they may drop what a backup covers. Call it once the backup was read back and lies elsewhere.
    ///
    /// # Errors
    /// [`HubError::Store`].
    pub fn set_safe(&self, safe: Safe) -> Result<(), HubError> {
        let _inner = self.lock();
        Ok(self.store.write(|tx| {
            // The mark never falls, and never outlives its epoch.
            if current(tx)? == safe.epoch && self::safe(tx)?.is_none_or(|old| old.seq < safe.seq) {
                let raw = crate::domain::entry::encode(&safe);
                meta::put(tx, SAFE, &raw)?;
            }
            Ok::<_, StoreError>(())
        })?)
    }

    /// Begins a new epoch: this folder was restored from a backup. Numbers up to the backup's end keep their meaning;
    /// nothing is handed out until an office has told what was erased since.
    ///
    /// # Errors
    /// [`HubError::Store`].
    pub fn restored(&self) -> Result<(), HubError> {
        let _inner = self.lock();
        Ok(self.store.write(|tx| {
            let newest = hub::newest(tx)?;
            hub::begin_epoch(tx, self.random.bytes(), newest)?;
            meta::put(tx, SAFE, &[])?;
            set_recovering(tx, true)
        })?)
    }

    /// Copies the database as it is now into a new file, encrypted with the same key. Gives what the copy covers.
    ///
    /// # Errors
    /// [`HubError::Store`].
    pub fn copy_to(&self, path: &std::path::Path) -> Result<Safe, HubError> {
        // Records that come meanwhile may be in the copy; they are not counted on.
        let safe = self.mark()?;
        self.store.copy_to(path)?;
        Ok(safe)
    }
}
