//! Status of the hub for a screen: what is only on this phone, what is missing, what is forked.

use super::state::{HubState, hub_floor};
use crate::domain::{ChainId, MemberId, Timestamp};
use crate::records::{Header, Pending, State};
use crate::store::{chain, outbox, record};
use crate::sync::HubPin;
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;

/// Relation of this store to its hub, and faults of what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncStatusView {
    /// The hub's address, if the community has one.
    pub hub: Option<String>,
    /// Time at which a sync last ended well.
    pub last: Option<Timestamp>,
    /// Whether everything that the hub had for this member was counted and is here.
    pub complete: bool,
    /// Records of this device that the hub is not known to have.
    pub only_here: u64,
    /// Time at which the oldest of them was written.
    pub since: Option<Timestamp>,
    /// So many seconds this device's clock was ahead of the hub's (behind, if negative) at the last sync; 0 within an hour.
    /// What it wrote meanwhile is marked `ahead`, for everybody.
    pub clock_off: i32,
    /// Whether the hub's backups are verified: without, nothing is ever dropped here.
    pub backed_up: bool,
    /// Chains of which a part is missing: somebody has it and has not handed it over.
    pub gaps: Vec<GapView>,
    /// Chains with two records at one place: a copied phone, or a forger.
    pub forks: Vec<ForkView>,
}

/// A chain of which a part is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapView {
    /// The chain.
    pub chain: ChainId,
    /// Author of the chain.
    pub by: Option<MemberId>,
    /// The first seq that is missing.
    pub missing: u64,
    /// Records that wait for it.
    pub waiting: u64,
}

/// A chain with two records at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForkView {
    /// The chain.
    pub chain: ChainId,
    /// Author of the chain.
    pub by: Option<MemberId>,
    /// The lowest seq that stands twice.
    pub seq: u64,
}

impl Workspace {
    /// Relation of this store to its hub.
    ///
    /// # Errors
    /// `not_enrolled`; [`Error::Store`].
    pub fn sync_status(&self) -> Result<SyncStatusView, Error> {
        let own = self.shown.device();
        self.view(|connection, roster| {
            let hub = roster.hub();
            let state = match hub {
                Some(hub) => Some(HubState::load(connection, HubPin(hub.pin))?),
                None => None,
            };
            let (only_here, oldest) = match hub_floor(connection, roster)? {
                Some(floor) => outbox::waiting(connection, floor, own)?,
                None => outbox::written(connection, own)?,
            };
            let written = |header: Vec<u8>| {
                Header::from_bytes(&header).map(|header| Timestamp(header.display_millis()))
            };
            let mut waiting: BTreeMap<i64, u64> = BTreeMap::new();
            for row in record::in_state(connection, 0)? {
                if row.state == State::Pending(Pending::Gap) {
                    *waiting.entry(row.chain).or_default() += 1;
                }
            }
            let (mut gaps, mut forks) = (Vec::new(), Vec::new());
            let member = |device| roster.device(device).map(|device| device.member);
            for row in chain::all(connection)? {
                if let Some(count) = waiting.get(&row.num) {
                    gaps.push(GapView {
                        chain: row.id,
                        by: member(row.device),
                        missing: record::first_gap(connection, row.num)?,
                        waiting: *count,
                    });
                }
                if let Some(seq) = row.fork {
                    forks.push(ForkView {
                        chain: row.id,
                        by: member(row.device),
                        seq,
                    });
                }
            }
            Ok(SyncStatusView {
                hub: hub.map(|hub| hub.address.clone()),
                last: state.as_ref().and_then(|state| state.last),
                complete: state.as_ref().is_some_and(|state| state.complete),
                only_here,
                since: oldest.and_then(written),
                clock_off: state.as_ref().map_or(0, |state| state.clock_off),
                backed_up: state.is_some_and(|state| state.safe.is_some()),
                gaps,
                forks,
            })
        })
    }
}
