//! The machine of a sync: one flight at a time, and its state as every screen sees it. Lives in memory: after a kill nothing is under way.

use super::state::HubState;
use super::transport::{SyncControl, SyncProgress};
use crate::domain::{Code, RecordId, Safety, Timestamp};
use crate::store::record;
use crate::sync::HubPin;
use crate::workspace::{Change, ChangeSet, Error, Said, Workspace};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Seconds until a sync that failed is worth another try, doubled with each that fails after it, and the most (ours).
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 3600;

/// The state of syncing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SyncState {
    /// Nothing is under way.
    #[default]
    Idle,
    /// A sync is under way.
    Running {
        /// Records sent and received.
        records: u64,
        /// Bytes of bodies, both ways.
        bytes: u64,
        /// Files of photos sent and received.
        photos: u64,
    },
    /// The last one failed.
    Failed {
        /// The reason.
        said: Said,
        /// Time from which another try is worth it; `None` where waiting mends nothing.
        retry_at: Option<Timestamp>,
    },
}

/// The part of a store that knows what is under way.
#[derive(Debug, Default)]
pub(in crate::workspace) struct Flights {
    /// Held by the one that is under way.
    turn: Mutex<()>,
    known: Mutex<Known>,
}

impl Flights {
    /// Waits for the one that is under way; none begins until this is dropped.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        lock(&self.turn)
    }
}

#[derive(Debug, Default)]
struct Known {
    state: SyncState,
    /// Flights that failed since the last that did not.
    failures: u32,
}

/// A kind of flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workspace) enum Carries {
    Records,
    Photos,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes the progress for every screen before it tells whoever started the flight.
struct Watch<'a> {
    workspace: &'a Workspace,
    control: &'a dyn SyncControl,
    carries: Carries,
}

impl SyncControl for Watch<'_> {
    fn progress(&self, progress: SyncProgress) {
        let items = progress.sent.saturating_add(progress.received);
        let (records, photos) = match self.carries {
            Carries::Records => (items, 0),
            Carries::Photos => (0, items),
        };
        self.workspace.set_sync_state(SyncState::Running {
            records,
            bytes: progress.bytes_up.saturating_add(progress.bytes_down),
            photos,
        });
        self.control.progress(progress);
    }

    fn is_cancelled(&self) -> bool {
        self.control.is_cancelled()
    }
}

/// A flight that ends without a word, by a panic, leaves nothing running.
struct Landing<'a>(&'a Workspace);

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        if matches!(self.0.sync_state(), SyncState::Running { .. }) {
            self.0.set_sync_state(SyncState::Idle);
        }
    }
}

/// Seconds to wait after so many failures in a row.
fn wait(failures: u32) -> i64 {
    let doubled = FIRST_WAIT.checked_shl(failures.saturating_sub(1).min(16));
    doubled.unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT)
}

impl Workspace {
    /// The state of syncing. Never waits.
    #[must_use]
    pub fn sync_state(&self) -> SyncState {
        lock(&self.flights.known).state.clone()
    }

    /// The safety of a record. What came from elsewhere and the hub is not known to have is only here, as well.
    ///
    /// # Errors
    /// `record_unknown`, `not_enrolled`; [`Error::Store`].
    pub fn safety(&self, record: RecordId) -> Result<Safety, Error> {
        self.view(|connection, roster| {
            let unknown = || Error::field("record", Code::RecordUnknown);
            let (num, hub_seq) = record::place(connection, record)?.ok_or_else(unknown)?;
            let Some(hub) = roster.hub() else {
                return Ok(Safety::Here);
            };
            let pin = HubPin(hub.pin);
            // The record's number is one that the hub before this one gave it.
            if HubState::is_of_another(connection, pin)? {
                return Ok(Safety::Here);
            }
            let state = HubState::load(connection, pin)?;
            let in_epoch = |safe: &&crate::sync::Safe| {
                let cursor = state.cursor.as_ref();
                cursor.is_some_and(|cursor| cursor.epoch == safe.epoch)
            };
            let safe = state.safe.as_ref().filter(in_epoch);
            Ok(match (hub_seq, safe) {
                (Some(seq), Some(safe)) if seq <= safe.seq => Safety::Safe,
                (Some(_), _) => Safety::Hub,
                (None, _) if num <= state.floor => Safety::Hub,
                (None, _) => Safety::Here,
            })
        })
    }

    fn set_sync_state(&self, state: SyncState) {
        lock(&self.flights.known).state = state;
        self.tell(ChangeSet::of(Change::Sync));
    }

    /// Does what `work` does, once no other flight is under way.
    pub(in crate::workspace) fn fly<T>(
        &self,
        carries: Carries,
        control: &dyn SyncControl,
        work: impl FnOnce(&dyn SyncControl) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let _turn = self.flights.turn();
        self.set_sync_state(SyncState::Running {
            records: 0,
            bytes: 0,
            photos: 0,
        });
        let landing = Landing(self);
        let result = work(&Watch {
            workspace: self,
            control,
            carries,
        });
        match &result {
            Ok(_) => lock(&self.flights.known).failures = 0,
            Err(error) if error.reason() == Code::SyncCancelled => {}
            Err(error) => self.set_sync_state(self.failed(error)),
        }
        drop(landing);
        result
    }

    fn failed(&self, error: &Error) -> SyncState {
        let passing = [Code::HubUnreachable, Code::HubTimeout, Code::HubBusy];
        let failures = {
            let mut known = lock(&self.flights.known);
            known.failures = known.failures.saturating_add(1);
            known.failures
        };
        let retry_at = || self.now().plus_seconds(wait(failures));
        SyncState::Failed {
            said: Said::new(error.zh(), error.en()),
            retry_at: passing.contains(&error.reason()).then(retry_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait_up_to_an_hour() {
        let waits: Vec<i64> = [1, 2, 3, 7, 8, 40].into_iter().map(wait).collect();
        assert_eq!(waits, [30, 60, 120, 1920, 3600, 3600]);
    }
}
