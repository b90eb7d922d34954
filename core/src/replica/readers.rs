//! Reading sets of all devices, worked out once per roster.

use crate::domain::DeviceId;
use crate::roster::{ReadingSet, Roster};
use crate::store::{Connection, StoreError, hub};
use crate::sync::Grants;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A device's reading set, with its hash.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub set: Arc<ReadingSet>,
    pub grants: Grants,
    /// Whether it reads everything: then the feed is handed out as it is.
    pub everything: bool,
}

/// Reading sets of devices, of one roster.
#[derive(Default)]
pub(super) struct Readers(Mutex<Known>);

#[derive(Default)]
struct Known {
    of: Option<Arc<Roster>>,
    readers: BTreeMap<DeviceId, Reader>,
}

impl Readers {
    pub(super) fn of(&self, roster: &Arc<Roster>, device: DeviceId) -> Reader {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { of, readers } = &mut *held;
        if of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, roster)) {
            *of = Some(Arc::clone(roster));
            readers.clear();
        }
        readers
            .entry(device)
            .or_insert_with(|| {
                let set = roster.reading_set(device);
                Reader {
                    grants: Grants(set.digest()),
                    everything: matches!(set.of(roster.whole()), Some(crate::roster::Reads::All)),
                    set: Arc::new(set),
                }
            })
            .clone()
    }
}

/// Remembers what a reader's hash stands for, so that a later cursor can be understood.
pub(super) fn remember(tx: &Connection, reader: &Reader) -> Result<(), StoreError> {
    hub::put_reading(tx, reader.grants.0, &reader.set.to_bytes())
}

/// The reading set of a hash; nothing if this hub does not know it (any more): then everything is handed over again.
pub(super) fn recall(connection: &Connection, grants: Grants) -> Result<ReadingSet, StoreError> {
    Ok(hub::reading(connection, grants.0)?
        .and_then(|raw| ReadingSet::from_bytes(&raw))
        .unwrap_or_default())
}
