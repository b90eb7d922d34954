//! The workspace: the one object an embedder opens. Commands in, views out; owned values, no generics, no lifetimes.
//!
//! A command takes one short way: it is checked by the rules, becomes one entry, one signed record and one durable
//! transaction that also updates projections and outbox; then those who watch are told. Received records take the same
//! way backwards. Calls block, for as long as one small transaction takes; call them off the screen's thread.

mod author;
pub(crate) mod community;
mod correct;
pub(crate) mod deliberation;
pub(crate) mod doors;
mod error;
pub(crate) mod exchange;
mod matters;
mod member_ref;
mod observers;
pub(crate) mod office;
pub(crate) mod paging;
pub(crate) mod period;
pub(crate) mod photos;
pub(crate) mod place_ref;
pub(crate) mod rounds;
mod said;
mod sharing;
mod shown;
mod unfinished;
mod units;

pub use crate::intake::{Change, ChangeSet, VerifyFailure, VerifyReport};
pub use community::*;
pub use correct::{ChangedFields, Correction, Edit};
pub use deliberation::*;
pub use doors::*;
pub use error::{Error, ErrorKind, Unmet};
pub use exchange::*;
pub use matters::*;
pub use member_ref::MemberRef;
pub use observers::{ChangeListener, Subscription};
pub use office::*;
pub use paging::Page;
pub use photos::*;
pub use place_ref::PlaceRef;
pub use rounds::*;
pub use said::Said;
pub use sharing::ShareView;
pub use unfinished::{Committed, DraftKey, DraftView};
pub(crate) use units::square_metres;

pub use crate::domain::entry::register::Leaving;

use crate::domain::Code;
use crate::domain::{DeviceId, Timestamp};
use crate::env::{Clock, Random};
use crate::intake::{Agendas, Intake, Projects, note, renew_projections, roster_of, seconds_off};
use crate::projection;
use crate::records::{DeviceKeys, InstallNonce};
use crate::roster::Roster;
use crate::store::{
    Ballast, Connection, DatabaseKey, Store, StoreError, meta, record, roster as roster_rows,
};
use observers::Observers;
use shown::Shown;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// Options of opening a workspace. Clock and randomness are handed in, so that everything can run in a simulator.
pub struct OpenOptions {
    /// The store's folder; made if it is missing.
    pub dir: PathBuf,
    /// The database's key, unwrapped by the platform.
    pub key: DatabaseKey,
    /// Room kept for a full disk: [`Ballast::PHONE`] on a phone.
    pub ballast: Ballast,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes fit for keys.
    pub random: Arc<dyn Random>,
}

/// An open workspace. Share it freely: one writer at a time, readers never wait for it.
pub struct Workspace {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    inner: Mutex<Inner>,
    shown: Shown,
    observers: Observers,
    flights: exchange::sync::Flights,
    watched: deliberation::Watched,
}

/// State that a command needs besides the store; held by one command at a time.
struct Inner {
    keys: DeviceKeys,
    nonce: InstallNonce,
    roster: Option<Arc<Roster>>,
    agendas: Agendas,
    hlc: u64,
    /// The latest time that a hub has told.
    heard: Timestamp,
    /// The time at which something came last; 0 if not known.
    noted: Timestamp,
    /// The request to the hub that was sent and not answered yet.
    unanswered: Option<Unanswered>,
}

const DEVICE_SECRET: &str = "device_secret";

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Workspace")
    }
}

impl Workspace {
    /// Opens the store in a folder, making it if there is none.
    ///
    /// # Errors
    /// [`Error::Store`]: wrong key, foreign file, damaged page, full disk, read-only folder, newer schema, in use. The
    /// file is never deleted or replaced.
    pub fn open(options: OpenOptions) -> Result<Self, Error> {
        let OpenOptions {
            dir,
            key,
            ballast,
            clock,
            random,
        } = options;
        let (store, nonce) =
            Store::open_furnished(&dir, key, ballast, random.as_ref(), projection::renew)?;
        let keys = store.write(|tx| load_keys(tx, random.as_ref()))?;
        let roster = store.read(load_roster)?;
        renew_projections(&store, roster.as_ref(), Projects::Everything)?;
        if let Some(roster) = &roster {
            // Nobody is locked out of his store by what a list would say.
            let _ = deliberation::settle_outcomes(&store, roster);
        }
        // Our own clock may have been set back since the last record.
        let last = store.read(record::last_header)?;
        let hlc = last.map_or(0, |header| header.trusted_hlc(clock.now()));
        let heard = store.read(exchange::heard)?;
        let noted = store.read(record::last_seen)?;
        let roster = roster.map(Arc::new);
        Ok(Self {
            store,
            clock,
            random,
            shown: Shown::new(keys.device(), roster.clone()),
            inner: Mutex::new(Inner {
                keys,
                nonce,
                roster,
                agendas: Agendas::default(),
                hlc,
                heard,
                noted,
                unanswered: None,
            }),
            observers: Observers::new(),
            flights: exchange::sync::Flights::default(),
            watched: deliberation::Watched::default(),
        })
    }

    /// Finishes the write under way, empties the log into the file and closes it: before the system sends an app to
    /// sleep. Every call fails with `store_closed` until [`Self::resume`].
    ///
    /// # Errors
    /// If the last checkpoint fails; nothing is lost then either.
    pub fn suspend(&self) -> Result<(), Error> {
        let mut inner = self.lock();
        inner.agendas.clear();
        Ok(self.store.suspend()?)
    }

    /// Opens the file again.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn resume(&self) -> Result<(), Error> {
        Ok(self.store.resume()?)
    }

    /// Suspends, delivers what listeners are still to be told, and ends their thread.
    ///
    /// # Errors
    /// As [`Self::suspend`].
    pub fn shutdown(&self) -> Result<(), Error> {
        let result = self.suspend();
        self.observers.shutdown();
        result
    }

    /// Tells `listener` after every durable change, in order, from a thread of its own, until the subscription is
    /// dropped.
    pub fn subscribe(&self, listener: Arc<dyn ChangeListener>) -> Subscription {
        self.observers.subscribe(listener)
    }

    /// The owner of this store.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn identity(&self) -> Result<IdentityView, Error> {
        let (device, roster) = (self.shown.device(), self.shown.roster());
        let member = self.shown.member();
        Ok(IdentityView {
            community: match &roster {
                Some(roster) => Some(roster.community()),
                None => community::enrol::joining(self)?,
            },
            device,
            member,
            name: member
                .zip(roster.as_ref())
                .and_then(|(member, roster)| roster.name(member).map(str::to_owned)),
            community_name: roster
                .as_ref()
                .map(|roster| roster.community_name().to_owned()),
            grants: member
                .zip(roster.as_ref())
                .map(|(member, roster)| community::people::grants_of(roster, member))
                .unwrap_or_default(),
            roles: member
                .zip(roster.as_ref())
                .map(|(member, roster)| {
                    let mut roles: Vec<_> = roster
                        .active_grants(member)
                        .map(|grant| grant.role)
                        .collect();
                    roles.sort_unstable();
                    roles.dedup();
                    roles
                })
                .unwrap_or_default(),
            registrar: roster.is_some_and(|roster| roster.registrar().device() == device),
        })
    }

    /// Time at which something comes: by this device's clock, unless a hub has told a later one already. 0, not known, where no hub
    /// has told any and the clock shows a time at which the community was not founded yet.
    fn seen(&self, heard: Timestamp, roster: &Roster) -> Timestamp {
        let now = self.clock.now().max(heard);
        match roster.founded() {
            Some(founded) if heard.0 == 0 && seconds_off(now, founded) < 0 => Timestamp(0),
            _ => now,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A command that panicked left its transaction rolled back and its caches behind: the caches go.
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = PoisonError::into_inner(poisoned);
            inner.agendas.clear();
            self.inner.clear_poison();
            inner
        })
    }

    /// Tells those who watch what a transaction changed, once words that it dropped have left the write-ahead log.
    fn tell(&self, changes: ChangeSet) {
        let moves = changes.moves_outcomes();
        self.tell_counted(changes, moves);
    }

    /// The same of records that came: a count that waits for some may rest on them, whatever they are about.
    fn tell_received(&self, changes: ChangeSet) {
        let moves = !changes.is_empty();
        self.tell_counted(changes, moves);
    }

    fn tell_counted(&self, mut changes: ChangeSet, moves_outcomes: bool) {
        changes.let_words_go(&self.store);
        // A failure leaves them marked: lists say nothing of them, and the next transaction tries again.
        if let Some(roster) = self.shown.roster()
            && moves_outcomes
            && matches!(
                deliberation::settle_outcomes(&self.store, &roster),
                Ok(true)
            )
        {
            changes.add(Change::Matters);
            changes.add(Change::Topics);
        }
        self.watched.changed(&changes);
        self.observers.tell(changes);
    }

    /// Runs a command: one durable transaction, everything settled before it commits, then those who watch are told.
    fn command<T>(
        &self,
        work: impl FnOnce(&mut Command<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut guard = self.lock();
        let inner = &mut *guard;
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        let mut changes = ChangeSet::default();
        let (mut hlc, seen) = (inner.hlc, self.seen(inner.heard, &roster));
        let result = self.store.write(|tx| {
            note(tx, inner.noted, seen)?;
            let mut command = Command {
                workspace: self,
                keys: &inner.keys,
                nonce: inner.nonce,
                hlc: &mut hlc,
                intake: Intake::new(tx, &roster, &mut inner.agendas, &mut changes, seen),
            };
            let value = work(&mut command)?;
            command.intake.settle()?;
            Ok(value)
        });
        if result.is_ok() {
            inner.hlc = hlc;
            inner.has_come(seen);
            drop(guard);
            self.tell(changes);
        } else {
            inner.agendas.clear();
        }
        result
    }

    /// This device, and the member that it works for.
    pub(crate) fn whose(&self) -> (DeviceId, Option<crate::domain::MemberId>) {
        (self.shown.device(), self.shown.member())
    }

    /// The clock's now.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs a view: roster and one snapshot of the store.
    pub(crate) fn view<T>(
        &self,
        work: impl FnOnce(&Connection, &Roster) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let roster = self.roster()?;
        self.store.read(|connection| work(connection, &roster))
    }
}

/// One command under way.
struct Command<'a> {
    workspace: &'a Workspace,
    keys: &'a DeviceKeys,
    nonce: InstallNonce,
    hlc: &'a mut u64,
    intake: Intake<'a>,
}

impl Inner {
    /// Something came at a time; one that nobody knows tells nothing.
    fn has_come(&mut self, seen: Timestamp) {
        self.noted = record::known(seen).unwrap_or(self.noted);
    }

    fn device(&self) -> DeviceId {
        self.keys.device()
    }

    fn is_registrar(&self) -> bool {
        self.roster
            .as_ref()
            .is_some_and(|roster| roster.registrar().device() == self.device())
    }
}

fn load_keys(tx: &Connection, random: &dyn Random) -> Result<DeviceKeys, StoreError> {
    if let Some(secret) = meta::get(tx, DEVICE_SECRET)?.map(Zeroizing::new) {
        let secret = <&[u8; 64]>::try_from(secret.as_slice()).map_err(|_| StoreError::Damaged)?;
        return Ok(DeviceKeys::from_secret(secret));
    }
    let keys = DeviceKeys::generate(random);
    meta::put(tx, DEVICE_SECRET, keys.secret().as_slice())?;
    Ok(keys)
}

/// Builds the roster from its stored entries; `None` before there is a genesis.
fn load_roster(connection: &Connection) -> Result<Option<Roster>, StoreError> {
    roster_of(
        roster_rows::entries(connection)?,
        roster_rows::requests(connection)?,
    )
}
