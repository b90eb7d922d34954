//! Taking leave of a hub that the community has left: it is told of the one that came after it, and what only it has is fetched.
//! The claim tries it at once. Where that does not come to an end, the leave stays owed, and each later sync of this store visits
//! one such hub when it is done itself.
//!
//! A visit keeps its place apart from what is known of today's hub. What it brings counts as carried here, and nothing is handed in
//! but the roster up to the entry that names today's hub: what the left hub has makes nothing safe any more, and what the community
//! decided since is no business of whoever runs it.

use super::ahead::{Opened, Opener};
use super::state::HubState;
use super::steps::{SyncSteps, signed};
use super::transport::{HttpResponse, SyncControl, Transport, refusal, transport_failed};
use super::witnesses;
use crate::domain::entry::encode;
use crate::domain::{Code, DeviceId, Timestamp};
use crate::intake::{HUB, Origin};
use crate::roster::{HubAddress, Op, RawEntry, Roster};
use crate::store::{Connection, StoreError, meta, roster as rows};
use crate::sync::{Batch, Challenge, Cursor, HubPin, Nonce, PAGE_BYTES, PROTOCOL, SyncRequest};
use crate::workspace::exchange::receiving::{Carrier, Takings};
use crate::workspace::{Error, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Rows of hubs that were left, each by its pin.
const LEFT: &str = "hub_left:";
/// Visits in vain after which a hub counts as gone for good (ours). With the waits between them that is four weeks at the least.
const MOST_VISITS: u32 = 33;
/// Seconds until a hub that was visited in vain is visited again, doubled with each visit, and the most (ours).
const FIRST_WAIT: i64 = 3600;
const LONGEST_WAIT: i64 = 24 * 3600;
/// Answers in a row that bring nothing, after which a hub is not asked on in this visit.
const MOST_IDLE: u32 = 8;
/// Answers and seconds of one visit (ours): a left hub that always has more holds up no sync. The next visit goes on from there.
const MOST_ANSWERS: u32 = 64;
const LONGEST_VISIT: i64 = 120;

/// A leave that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Leave {
    address: String,
    pin: HubPin,
    /// The nonce to sign the next request with; all zero before the first answer.
    nonce: Nonce,
    /// The place up to which this store has read there.
    cursor: Option<Cursor>,
    /// Visits in vain since one brought something.
    visits: u32,
    /// Time from which the next visit is due.
    due: Timestamp,
}

fn key(pin: HubPin) -> String {
    format!("{LEFT}{pin}")
}

/// The community goes from one hub to another, in the transaction in which its roster says so: a leave of the one is owed from now
/// on, and none of the other.
pub(super) fn owe(tx: &Connection, left: &HubAddress, now_at: HubPin) -> Result<(), StoreError> {
    settle(tx, now_at)?;
    Leave {
        address: left.address.clone(),
        pin: HubPin(left.pin),
        nonce: Nonce([0; 16]),
        cursor: None,
        visits: 0,
        due: Timestamp(0),
    }
    .save(tx)
}

/// Leave of a hub is owed no more.
pub(super) fn settle(tx: &Connection, pin: HubPin) -> Result<(), StoreError> {
    meta::remove(tx, &key(pin))
}

/// What was known of a hub goes: where a leave of it is owed, the visit goes on from the place that was reached.
pub(super) fn hand_over(tx: &Connection, state: &HubState) -> Result<(), StoreError> {
    let Some(mut leave) = Leave::load(tx, state.pin)? else {
        return Ok(());
    };
    leave.nonce = state.nonce;
    leave.cursor.clone_from(&state.cursor);
    leave.save(tx)
}

impl Leave {
    fn load(connection: &Connection, pin: HubPin) -> Result<Option<Self>, StoreError> {
        let raw = meta::get(connection, &key(pin))?;
        Ok(raw.and_then(|raw| postcard::from_bytes(&raw).ok()))
    }

    fn save(&self, tx: &Connection) -> Result<(), StoreError> {
        meta::put(tx, &key(self.pin), &encode(self))
    }

    /// Whether its visit is due. A clock that was set back since delays it by the longest wait at most.
    fn is_due(&self, now: Timestamp) -> bool {
        self.due <= now || self.due > now.plus_seconds(LONGEST_WAIT)
    }

    /// A visit was in vain. False once the hub counts as gone for good.
    fn in_vain(&mut self, now: Timestamp) -> bool {
        let wait = FIRST_WAIT << self.visits.min(16);
        self.due = now.plus_seconds(wait.min(LONGEST_WAIT));
        self.visits += 1;
        self.visits < MOST_VISITS
    }
}

/// The leave whose visit has been due for longest; never one of today's hub.
fn due(
    connection: &Connection,
    today: HubPin,
    now: Timestamp,
) -> Result<Option<Leave>, StoreError> {
    let owed = meta::beginning(connection, LEFT)?;
    Ok(owed
        .iter()
        .filter_map(|(_, raw)| postcard::from_bytes::<Leave>(raw).ok())
        .filter(|leave| leave.pin != today && leave.is_due(now))
        .min_by_key(|leave| leave.due))
}

impl Workspace {
    /// After a sync that ended well: visits one hub that was left, once, if a leave is owed and due. What becomes of the visit is no
    /// matter of the sync, nor is a store that cannot keep it: the leave stays as it was.
    pub(super) fn visit_left(&self, transport: &dyn Transport, control: &dyn SyncControl) {
        let _ = self.visit_one(transport, control);
    }

    fn visit_one(&self, transport: &dyn Transport, control: &dyn SyncControl) -> Result<(), Error> {
        let Some(today) = self.roster()?.hub().map(|hub| HubPin(hub.pin)) else {
            return Ok(());
        };
        let now = self.clock.now();
        let Some(leave) = self.store.read(|connection| due(connection, today, now))? else {
            return Ok(());
        };
        let pin = leave.pin;
        let mut brought = 0;
        let ended = match self.take_owed_leave(leave, transport, control, &mut brought) {
            Ok(()) => true,
            // One's own stop, and one's own full disk, say nothing about the hub.
            Err(Error::Store(_)) => return Ok(()),
            Err(error) if error.reason() == Code::SyncCancelled => return Ok(()),
            Err(_) => false,
        };
        self.store.write(|tx| {
            let Some(mut leave) = Leave::load(tx, pin)? else {
                return Ok::<_, StoreError>(());
            };
            if brought > 0 {
                leave.visits = 0;
            }
            if ended || !leave.in_vain(now) {
                settle(tx, pin)
            } else {
                leave.save(tx)
            }
        })?;
        Ok(())
    }

    /// One visit: the roster entries that the left hub lacks go there, and all that it has for this member comes. What was reached is
    /// durable with each answer; `brought` counts the records that were new here.
    fn take_owed_leave(
        &self,
        mut leave: Leave,
        transport: &dyn Transport,
        control: &dyn SyncControl,
        brought: &mut u64,
    ) -> Result<(), Error> {
        let hub = HubAddress {
            address: leave.address.clone(),
            pin: leave.pin.0,
        };
        let steps = SyncSteps::new(self.roster()?.community(), hub);
        let until = self.clock.now().plus_seconds(LONGEST_VISIT);
        // Known from the first answer on: entries that the hub lacks.
        let mut lacking: Option<VecDeque<RawEntry>> = None;
        let mut idle = 0;
        for _ in 0..MOST_ANSWERS {
            if control.is_cancelled() {
                return Err(Error::state(Code::SyncCancelled));
            }
            if idle > MOST_IDLE || self.clock.now() > until {
                break;
            }
            let entries = portion(lacking.as_ref());
            let body = SyncRequest {
                protocol: PROTOCOL,
                cursor: leave.cursor.clone(),
                limit: PAGE_BYTES as u32,
                entries: entries.clone(),
                requests: Vec::new(),
                records: Batch::pack(steps.community, []),
                sent_all: false,
                count: false,
            }
            .to_bytes();
            let (request, signature) = signed(&steps, &self.lock().keys, leave.nonce, body);
            let response = transport
                .send(&steps.address, steps.pin, &request)
                .map_err(transport_failed)?;
            let opener = Opener {
                community: steps.community,
                pin: steps.pin,
                signature,
            };
            let opened = match response.status {
                200 => opener.open(&response.body, None)?,
                _ => {
                    leave.nonce = challenged(steps.pin, &signature, &response)?;
                    idle += 1;
                    continue;
                }
            };
            // A restored one hands out nothing before an office has handed it everything.
            if opened.answer.recovering {
                return Err(Error::state(Code::HubBusy));
            }
            let (told, more, tip) = (entries.len(), opened.answer.more, opened.answer.roster);
            let before = leave.cursor.clone();
            *brought += self.take_from_left(&steps, &mut leave, opened)?;
            let roster = self.roster()?;
            let named = named_at(&roster);
            let left = match lacking.as_mut() {
                Some(lacking) => {
                    lacking.drain(..told);
                    lacking.len()
                }
                None => {
                    let from = if tip.lies_on(&roster) {
                        tip.index + 1
                    } else {
                        0
                    };
                    let entries = self
                        .store
                        .read(|connection| rows::entries_between(connection, from, named))?;
                    let entries = entries
                        .iter()
                        .filter_map(|raw| postcard::from_bytes(raw).ok());
                    lacking.insert(entries.collect()).len()
                }
            };
            if left == 0 && !more {
                // It goes by another line, or does not read what it was told: whoever asks it does not hear.
                return if tip.index >= named && tip.lies_on(&roster) {
                    Ok(())
                } else {
                    Err(Error::state(Code::HubRefused))
                };
            }
            let moved = told > 0 || leave.cursor != before;
            idle = if moved { 0 } else { idle + 1 };
        }
        Err(Error::state(Code::HubRefused))
    }

    /// Takes in what a left hub answered, as carried here: today's hub may lack all of it. Gives how many records were new.
    fn take_from_left(
        &self,
        steps: &SyncSteps,
        leave: &mut Leave,
        opened: Opened,
    ) -> Result<u64, Error> {
        let Opened { mut answer, batch } = opened;
        self.receive_roster(
            steps.community,
            std::mem::take(&mut answer.entries),
            std::mem::take(&mut answer.requests),
            Carrier::Bundle,
        )?;
        let batch = batch
            .into_iter()
            .map(|(item, _)| (item, Origin::Carried))
            .collect();
        leave.nonce = answer.nonce;
        leave.cursor = Some(answer.cursor.clone());
        let from: DeviceId = HUB;
        let mut taken = Takings::default();
        self.receive_batch(batch, from, None, &mut taken, |intake| {
            witnesses::keep(intake.tx, intake.roster, &answer.witnesses)?;
            leave.save(intake.tx)
        })?;
        let taken = self.settled(taken)?;
        Ok(taken.accepted + taken.pending + taken.contested)
    }
}

/// Index of the entry that names today's hub.
fn named_at(roster: &Roster) -> u32 {
    let names = |index: &u32| {
        let entry = roster.at(*index).and_then(|at| roster.entry(at.hash));
        entry.is_some_and(|entry| entry.ops.iter().any(|op| matches!(op, Op::Hub { .. })))
    };
    (0..=roster.tip().index)
        .rev()
        .find(names)
        .unwrap_or_default()
}

/// As many of the entries as a page holds, one at the least.
fn portion(lacking: Option<&VecDeque<RawEntry>>) -> Vec<RawEntry> {
    let mut bytes = 0;
    lacking
        .into_iter()
        .flatten()
        .take_while(|raw| {
            let first = bytes == 0;
            bytes += raw.bytes.len();
            first || bytes <= PAGE_BYTES
        })
        .cloned()
        .collect()
}

/// The nonce that a hub asks for, where that is what it answers.
fn challenged(pin: HubPin, signature: &[u8; 64], response: &HttpResponse) -> Result<Nonce, Error> {
    (response.status == 401)
        .then(|| Challenge::open(pin, signature, &response.body))
        .flatten()
        .map(|challenge| challenge.nonce)
        .ok_or_else(|| refusal(response.status, &response.body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_that_is_gone_is_visited_for_four_weeks_and_let_go() {
        let mut leave = Leave {
            address: String::new(),
            pin: HubPin([7; 32]),
            nonce: Nonce([0; 16]),
            cursor: None,
            visits: 0,
            due: Timestamp(0),
        };
        let (start, mut now, mut visits) = (Timestamp(1_000), Timestamp(1_000), 1);
        assert!(leave.is_due(now));
        while leave.in_vain(now) {
            assert!(!leave.is_due(now), "not twice at once");
            now = leave.due;
            visits += 1;
        }
        assert_eq!(visits, MOST_VISITS);
        let days = (now.0 - start.0) / 86_400_000;
        assert!((28..=29).contains(&days), "{days}");
        // A clock that was ahead at the last visit keeps nothing waiting.
        assert!(leave.is_due(start));
    }
}
