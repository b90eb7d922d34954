//! A folder with an encrypted SQLite file for each community.

use super::Storage;
use crate::folder::COMMUNITIES;
use linli_core::domain::{CommunityId, DeviceId, RecordId};
use linli_core::env::{Clock, Random};
use linli_core::records::PublicKeys;
use linli_core::replica::{
    FileError, FileTicket, HubError, Proven, Replica, ReplicaOptions, ReplicaReport, ReplicaStatus,
    Reply,
};
use linli_core::roster::RawEntry;
use linli_core::store::DatabaseKey;
use linli_core::sync::{HubKey, Room, Safe};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Databases that are open at once.
const MOST_OPEN: usize = 64;

/// A folder with an encrypted SQLite file for each community.
pub struct SqliteStorage {
    dir: PathBuf,
    key: Arc<dyn Fn() -> DatabaseKey + Send + Sync>,
    hub: Arc<HubKey>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    room: Arc<Room>,
    open: Mutex<Open>,
}

/// The communities that were asked for since the start, open or not.
#[derive(Default)]
struct Open {
    slots: BTreeMap<CommunityId, (Arc<Slot>, u64)>,
    tick: u64,
}

/// A community. Opening and closing it holds up those who want this one, and nobody else.
#[derive(Default)]
struct Slot {
    replica: Mutex<Option<Arc<Replica>>>,
    /// Whether it has a roster: one whose claim was cut short has none.
    founded: AtomicBool,
}

fn own<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SqliteStorage {
    /// Over the data folder of a hub.
    #[must_use]
    pub fn new(
        data: &Path,
        key: Arc<dyn Fn() -> DatabaseKey + Send + Sync>,
        hub: Arc<HubKey>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        room: Arc<Room>,
    ) -> Self {
        Self {
            dir: data.join(COMMUNITIES),
            key,
            hub,
            clock,
            random,
            room,
            open: Mutex::new(Open::default()),
        }
    }

    /// The replica of a community, opened if it is not; `None` if there is none and `make` does not ask for one.
    fn replica(
        &self,
        community: CommunityId,
        make: Make,
    ) -> Result<Option<Arc<Replica>>, HubError> {
        let dir = self.dir.join(community.to_string());
        let Some(slot) = self.slot(community, &dir, make) else {
            return Ok(None);
        };
        let mut held = own(&slot.replica);
        if let Some(replica) = &*held {
            return Ok(Some(Arc::clone(replica)));
        }
        let replica = Arc::new(Replica::open(ReplicaOptions {
            dir,
            key: (self.key)(),
            hub: Arc::clone(&self.hub),
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
            room: Arc::clone(&self.room),
        })?);
        *held = Some(Arc::clone(&replica));
        drop(held);
        drop(slot);
        self.close_surplus()?;
        Ok(Some(replica))
    }

    fn slot(&self, community: CommunityId, dir: &Path, make: Make) -> Option<Arc<Slot>> {
        let mut open = own(&self.open);
        open.tick += 1;
        let tick = open.tick;
        if let Some((slot, used)) = open.slots.get_mut(&community) {
            *used = tick;
            return Some(Arc::clone(slot));
        }
        // Nothing is remembered of communities that somebody invents.
        if make == Make::No && !dir.join(linli_core::store::DATABASE_FILE).exists() {
            return None;
        }
        let slot = Arc::new(Slot::default());
        open.slots.insert(community, (Arc::clone(&slot), tick));
        Some(slot)
    }

    /// Closes what was not asked for the longest and nobody is using, as long as too many are open.
    fn close_surplus(&self) -> Result<(), HubError> {
        let mut idle: Vec<(u64, Arc<Slot>)> = Vec::new();
        let mut count = 0_usize;
        for (slot, used) in own(&self.open).slots.values() {
            // One that somebody is opening or closing at this moment is none to close.
            let Ok(held) = slot.replica.try_lock() else {
                count += 1;
                continue;
            };
            if let Some(replica) = &*held {
                count += 1;
                if Arc::strong_count(replica) == 1 {
                    idle.push((*used, Arc::clone(slot)));
                }
            }
        }
        idle.sort_unstable_by_key(|(used, _)| *used);
        for (_, slot) in idle.into_iter().take(count.saturating_sub(MOST_OPEN)) {
            let mut held = own(&slot.replica);
            // Whoever wants it again waits here until it is closed: its file is never open twice.
            if let Some(replica) = held.take_if(|replica| Arc::strong_count(replica) == 1) {
                replica.shutdown()?;
            }
        }
        Ok(())
    }

    /// Whether a community has a roster. It is opened for that once at most.
    fn is_founded(&self, community: CommunityId) -> Result<bool, HubError> {
        let slot = own(&self.open)
            .slots
            .get(&community)
            .map(|(slot, _)| Arc::clone(slot));
        if slot.is_some_and(|slot| slot.founded.load(Ordering::Relaxed)) {
            return Ok(true);
        }
        let replica = self.replica(community, Make::No)?;
        let founded = replica.is_some_and(|replica| replica.community().is_some());
        if founded && let Some((slot, _)) = own(&self.open).slots.get(&community) {
            slot.founded.store(true, Ordering::Relaxed);
        }
        Ok(founded)
    }

    fn known(&self, community: CommunityId) -> Result<Arc<Replica>, HubError> {
        self.replica(community, Make::No)?
            .ok_or(HubError::DeviceUnknown)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    Yes,
    No,
}

impl Storage for SqliteStorage {
    fn communities(&self) -> Result<Vec<CommunityId>, HubError> {
        let failed = |error: std::io::Error| HubError::Store(error.into());
        let mut all = Vec::new();
        for entry in std::fs::read_dir(&self.dir).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let Some(community) = name.to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            if self.is_founded(community)? {
                all.push(community);
            }
        }
        all.sort_unstable();
        Ok(all)
    }

    fn claim(
        &self,
        community: CommunityId,
        entries: Vec<RawEntry>,
        registrar: &PublicKeys,
    ) -> Result<(), HubError> {
        // Before a folder is made: whose genesis it is.
        let founds = entries.first().map(RawEntry::founds);
        if founds != Some(community) {
            return Err(HubError::NotRegistrar);
        }
        let replica = self
            .replica(community, Make::Yes)?
            .ok_or(HubError::DeviceUnknown)?;
        replica.claim(entries, registrar).map(drop)
    }

    fn sync(&self, community: CommunityId, asked: &Proven<'_>) -> Result<Reply, HubError> {
        self.known(community)?.sync(asked)
    }

    fn file_caller(&self, community: CommunityId, asked: &Proven<'_>) -> Result<(), FileError> {
        self.known(community)?.file_caller(asked)
    }

    fn file_ticket(
        &self,
        community: CommunityId,
        device: DeviceId,
        record: RecordId,
        hash: [u8; 32],
    ) -> Result<FileTicket, FileError> {
        self.known(community)?.file_ticket(device, record, hash)
    }

    fn file_done(
        &self,
        community: CommunityId,
        device: DeviceId,
        (record, hash): (RecordId, [u8; 32]),
        size: u64,
    ) -> Result<(), FileError> {
        self.known(community)?.file_done(device, record, hash, size)
    }

    fn file_for(
        &self,
        community: CommunityId,
        device: DeviceId,
        hash: [u8; 32],
    ) -> Result<u64, FileError> {
        self.known(community)?.file_for(device, hash)
    }

    fn files_to_copy(&self, community: CommunityId) -> Result<Vec<[u8; 32]>, HubError> {
        self.known(community)?.files_to_copy()
    }

    fn file_copied(&self, community: CommunityId, hash: [u8; 32]) -> Result<(), HubError> {
        self.known(community)?.file_copied(hash)
    }

    fn files_erased(&self, community: CommunityId) -> Result<Vec<[u8; 32]>, HubError> {
        self.known(community)?.files_erased()
    }

    fn keys_of(&self, community: CommunityId, device: DeviceId) -> Result<PublicKeys, HubError> {
        self.known(community)?
            .keys_of(device)
            .ok_or(HubError::DeviceUnknown)
    }

    fn office_keys(&self, community: CommunityId) -> Result<Vec<PublicKeys>, HubError> {
        Ok(self.known(community)?.office_keys())
    }

    fn status(&self, community: CommunityId) -> Result<ReplicaStatus, HubError> {
        self.known(community)?.status()
    }

    fn verify(&self, community: CommunityId) -> Result<ReplicaReport, HubError> {
        self.known(community)?.verify()
    }

    fn copy_to(&self, community: CommunityId, path: &Path) -> Result<Safe, HubError> {
        self.known(community)?.copy_to(path)
    }

    fn set_safe(&self, community: CommunityId, safe: Safe) -> Result<(), HubError> {
        self.known(community)?.set_safe(safe)
    }

    fn restored(&self, community: CommunityId) -> Result<(), HubError> {
        self.known(community)?.restored()
    }

    fn shutdown(&self) -> Result<(), HubError> {
        let open = std::mem::take(&mut *own(&self.open));
        open.slots
            .into_values()
            .filter_map(|(slot, _)| own(&slot.replica).take())
            .try_for_each(|replica| replica.shutdown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli_core::env::{SystemClock, SystemRandom};
    use linli_core::records::DeviceKeys;
    use linli_core::roster::{EntryDraft, Root, RootKey};

    fn found(storage: &SqliteStorage, name: &str) -> CommunityId {
        let random: &dyn Random = &SystemRandom;
        let (root, registrar) = (RootKey::generate(random), DeviceKeys::generate(random));
        let public = Root {
            threshold: 1,
            keys: vec![root.public()],
        };
        let genesis =
            EntryDraft::genesis(name, public, registrar.public(), random).sign_root(&[&root]);
        let community = genesis.founds();
        storage
            .claim(community, vec![genesis], &registrar.public())
            .expect("claimed");
        community
    }

    fn open(storage: &SqliteStorage) -> usize {
        let open = own(&storage.open);
        let slots = open.slots.values();
        slots
            .filter(|(slot, _)| own(&slot.replica).is_some())
            .count()
    }

    #[test]
    fn more_communities_than_may_be_open_are_served_at_once_and_none_is_opened_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(COMMUNITIES)).expect("a folder");
        let storage = SqliteStorage::new(
            folder.path(),
            Arc::new(|| DatabaseKey::new([7; 32])),
            Arc::new(HubKey::generate(&SystemRandom)),
            Arc::new(SystemClock),
            Arc::new(SystemRandom),
            Room::new(1 << 20),
        );
        let all: Vec<CommunityId> = (0..MOST_OPEN + 8)
            .map(|n| found(&storage, &format!("社区{n}")))
            .collect();
        assert_eq!(open(&storage), MOST_OPEN);
        // Several ask for the very same ones, in an order in which hardly any is still open.
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for community in all.iter().chain(&all) {
                        let status = storage.status(*community).expect("served");
                        assert_eq!((status.records, status.newest), (0, 1));
                    }
                });
            }
        });
        assert!(open(&storage) <= MOST_OPEN + 4, "{}", open(&storage));
        let mut sorted = all.clone();
        sorted.sort_unstable();
        assert_eq!(storage.communities().expect("communities"), sorted);
        let before = own(&storage.open).slots.len();
        let unknown = storage.status(CommunityId::from_bytes([1; 16]));
        assert_eq!(unknown.err(), Some(HubError::DeviceUnknown));
        assert_eq!(own(&storage.open).slots.len(), before, "none is remembered");
        storage.shutdown().expect("closed");
        assert_eq!(open(&storage), 0);
    }
}
