//! A community as its hub holds it: the same records, stored, judged and checked by the same functions as on a phone, and
//! a feed of them in the order in which they came. It has no key that could author a record.
//!
//! Owns what a hub is to one community: who may ask, what is new to him, what is safe. Knows nothing of HTTP or TLS.

mod asked;
mod epochs;
mod files;
mod group;
mod pages;
mod push;
mod queue;
mod readers;
mod status;

pub use crate::intake::VerifyReport as ReplicaReport;
pub use asked::{Asked, Proven};
pub use files::{FileError, FileTicket};
pub use group::Reply;
pub use status::{DeviceUsage, ReplicaStatus};

use crate::domain::{CommunityId, DeviceId};
use crate::env::{Clock, Random};
use crate::intake::{
    Agendas, AppendRefused, Appended, ChangeSet, Intake, Projects, known_keys, renew_projections,
    roster_of,
};
use crate::projection;
use crate::records::PublicKeys;
use crate::roster::{RawEntry, Roster};
use crate::store::{Ballast, DatabaseKey, FromStore, Store, StoreError, hub, roster as rows};
use crate::sync::{HubKey, Room};
use group::{MOST_JOBS, Waiting};
use readers::Readers;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The things that opening a replica takes.
pub struct ReplicaOptions {
    /// Its folder; made if it is missing.
    pub dir: PathBuf,
    /// The database's key.
    pub key: DatabaseKey,
    /// The hub's own key.
    pub hub: Arc<HubKey>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes fit for nonces.
    pub random: Arc<dyn Random>,
    /// Memory for what is being unpacked, of all communities of a hub together.
    pub room: Arc<Room>,
}

/// The reason why a hub does not answer a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    /// The device is not in the roster as this hub knows it.
    #[error("unknown device")]
    DeviceUnknown,
    /// The request is not signed by the device that it names.
    #[error("signature")]
    Signature,
    /// The body is no request of this protocol.
    #[error("malformed")]
    Malformed,
    /// The entries that were sent found no community, or not with this device as its registrar.
    #[error("not a registrar's community")]
    NotRegistrar,
    /// So much is being unpacked that there was no memory for this request: come again.
    #[error("busy")]
    Busy,
    /// The store failed.
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl FromStore for HubError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// A community at its hub.
pub struct Replica {
    store: Store,
    hub: Arc<HubKey>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    inner: Mutex<Inner>,
    roster: Line,
    queue: Waiting,
    readers: Readers,
    room: Arc<Room>,
}

/// The things that a transaction needs besides the store; held by one at a time.
struct Inner {
    agendas: Agendas,
}

/// The roster as the last transaction left it; none before the community was founded. Set by whoever holds [`Inner`], and read
/// without waiting for him: requests are checked while the transaction before theirs is written, so that the next one has
/// more of them.
#[derive(Default)]
struct Line(Mutex<Option<Arc<Roster>>>);

impl Line {
    fn held(&self) -> MutexGuard<'_, Option<Arc<Roster>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self) -> Option<Arc<Roster>> {
        self.held().clone()
    }

    fn set(&self, roster: Arc<Roster>) {
        *self.held() = Some(roster);
    }
}

impl std::fmt::Debug for Replica {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Replica")
    }
}

impl Replica {
    /// Opens a community's folder, making it if there is none.
    ///
    /// # Errors
    /// [`HubError::Store`], as a phone's store.
    pub fn open(options: ReplicaOptions) -> Result<Self, HubError> {
        let (store, _) = Store::open_furnished(
            &options.dir,
            options.key,
            Ballast::NONE,
            options.random.as_ref(),
            projection::renew,
        )?;
        let roster = store.read(|connection| {
            roster_of(rows::entries(connection)?, rows::requests(connection)?)
        })?;
        renew_projections(&store, roster.as_ref(), Projects::Decisions)?;
        Ok(Self {
            store,
            hub: options.hub,
            clock: options.clock,
            random: options.random,
            inner: Mutex::new(Inner {
                agendas: Agendas::default(),
            }),
            roster: Line(Mutex::new(roster.map(Arc::new))),
            queue: Waiting::new(MOST_JOBS),
            readers: Readers::default(),
            room: options.room,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic rolled its transaction back and left caches behind: the caches go.
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = PoisonError::into_inner(poisoned);
            inner.agendas.clear();
            self.inner.clear_poison();
            inner
        })
    }

    fn roster(&self) -> Result<Arc<Roster>, HubError> {
        self.roster.get().ok_or(HubError::DeviceUnknown)
    }

    /// The roster, if the keys that signed a request are those that it has for the device.
    fn known(&self, asked: &Proven<'_>) -> Result<Arc<Roster>, HubError> {
        let roster = self.roster()?;
        let keys = known_keys(&roster, asked.auth().device);
        keys.filter(|keys| *keys == asked.keys())
            .map(|_| roster)
            .ok_or(HubError::DeviceUnknown)
    }

    /// The community; `None` before one was claimed here.
    #[must_use]
    pub fn community(&self) -> Option<CommunityId> {
        self.roster.get().map(|roster| roster.community())
    }

    /// The keys of a device that is or was of this community, or that an officer has admitted.
    #[must_use]
    pub fn keys_of(&self, device: DeviceId) -> Option<PublicKeys> {
        let roster = self.roster.get()?;
        known_keys(&roster, device)
    }

    /// The keys of the office's devices: to whom a backup is sealed.
    #[must_use]
    pub fn office_keys(&self) -> Vec<PublicKeys> {
        let Some(roster) = self.roster.get() else {
            return Vec::new();
        };
        let reads_everything = |device: &DeviceId| {
            roster.current_grants(*device).any(|grant| {
                grant.role == crate::domain::Role::CommunityOffice
                    && roster.covers(grant.scope, roster.whole())
            })
        };
        roster
            .devices()
            .filter(|device| reads_everything(&device.id))
            .map(|device| device.keys)
            .collect()
    }

    /// Founds the replica with a community's roster, which must have `registrar` as the device that appends to it.
    ///
    /// # Errors
    /// [`HubError::NotRegistrar`]: the entries found no community, or another one than is here, or name another
    /// registrar; [`HubError::Store`].
    pub fn claim(
        &self,
        entries: Vec<RawEntry>,
        registrar: &PublicKeys,
    ) -> Result<CommunityId, HubError> {
        let mut inner = self.lock();
        let inner = &mut *inner;
        let mut entries = entries.into_iter();
        let before = self.roster.get();
        let fresh = before.is_none();
        let roster = match before {
            Some(roster) => Roster::clone(&roster),
            None => Roster::new(entries.next().ok_or(HubError::NotRegistrar)?)
                .map_err(|_| HubError::NotRegistrar)?,
        };
        let community = roster.community();
        let at = self.clock.now();
        let roster = self.store.write(|tx| {
            let whole = roster.whole();
            if fresh {
                let genesis = roster.entries().next().cloned();
                let genesis = genesis.ok_or(HubError::NotRegistrar)?;
                let raw = crate::domain::entry::encode(&genesis);
                let hash = genesis.hash();
                rows::put_entry(tx, hash, 0, &raw, roster.verified(hash), true)?;
                hub::append(tx, whole, hub::Item::Entry(*genesis.hash().as_bytes()), at)?;
                hub::begin_epoch(tx, self.random.bytes(), 0)?;
            }
            let mut appended = Appended::new(roster, true);
            for raw in entries {
                match appended.append(tx, raw) {
                    Ok(entered) => push::feed_roster(tx, whole, &entered, at)?,
                    Err(AppendRefused::Roster(_)) => return Err(HubError::NotRegistrar),
                    Err(AppendRefused::Store(error)) => return Err(error.into()),
                }
            }
            if appended.roster().registrar() != *registrar {
                return Err(HubError::NotRegistrar);
            }
            let mut changes = ChangeSet::default();
            let mut intake =
                Intake::new(tx, appended.roster(), &mut inner.agendas, &mut changes, at)
                    .projecting(Projects::Decisions);
            appended.settle(&mut intake)?;
            intake.settle()?;
            Ok(appended.into_roster())
        })?;
        self.roster.set(Arc::new(roster));
        Ok(community)
    }

    /// Finishes what is under way, empties the log into the file and closes it.
    ///
    /// # Errors
    /// [`HubError::Store`]; nothing is lost then either.
    pub fn shutdown(&self) -> Result<(), HubError> {
        let mut inner = self.lock();
        inner.agendas.clear();
        Ok(self.store.suspend()?)
    }
}
