//! A community with an office, a hub, and devices of every standing whose keys the program holds. Each case works on
//! copies of their folders.

use super::entries::Ground;
use super::measure::copy;
use super::roster::Named;
use crate::faults::hub_process::HubFolder;
use crate::faults::overload::client;
use crate::forger::{Forger, household, parts_for, place, tip};
use crate::hub::Unwatched;
use crate::phone::{Phone, TestClock, stairwell};
use crate::scratch;
use linli_core::domain::{HouseholdId, Role};
use linli_core::records::PublicKeys;
use linli_core::roster::Roster;
use linli_core::sync::{BundleRequest, HubPin};
use linli_core::workspace::{RevokeTarget, RootPolicy, ScopeName};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Until a stopping hub must have ended.
pub(super) const STOP: Duration = Duration::from_secs(45);

pub(super) struct Stage {
    folder: tempfile::TempDir,
    hub: HubFolder,
    pub(super) pin: HubPin,
    /// Keys of the office's store: bundles are sealed to it.
    pub(super) receiver: PublicKeys,
    pub(super) ground: Ground,
    pub(super) named: Named,
    pub(super) roster: Roster,
    /// Works for the office, carries everything to the hub, and is the registrar.
    pub(super) desk: Forger,
    /// A building leader.
    pub(super) leader: Forger,
    /// A building leader whose device was removed.
    pub(super) gone: Forger,
    /// A grid leader.
    pub(super) grid: Forger,
    /// Known to nobody.
    pub(super) stranger: Forger,
    copies: AtomicUsize,
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Stage {
    /// Founds it with a real hub.
    pub(super) fn found(program: &Path, seed: u64) -> Result<Self, String> {
        let folder = scratch::folder();
        let clock = TestClock::start();
        let phone = Phone::at(&folder.path().join("office"), &clock, seed);
        let created = phone
            .create_community("月亮湾", None, RootPolicy::OneOfOne)
            .map_err(said)?;
        phone
            .import_register(&crate::phone::register(1, 4), false)
            .map_err(said)?;
        let (hub, token, pin) = HubFolder::init(program, &folder.path().join("hub"))?;
        let serving = hub.serve(None)?;
        let http = client();
        phone
            .claim_hub(&serving.url, &pin, &token, &http)
            .map_err(said)?;
        let at = stairwell("1-1");
        let enrols = |n: u64, role, scope: &ScopeName| {
            Forger::enrol(&phone, seed.wrapping_mul(64).wrapping_add(n), role, scope)
        };
        let (mut desk, _) = enrols(2, Role::CommunityOffice, &ScopeName::Community);
        let (mut leader, admitted) = enrols(3, Role::BuildingLeader, &at);
        let (mut gone, _) = enrols(4, Role::BuildingLeader, &at);
        let (mut grid, _) = enrols(5, Role::GridLeader, &ScopeName::Community);
        let mut stranger = Forger::stranger(&phone, seed.wrapping_mul(64).wrapping_add(6));
        phone
            .revoke(RevokeTarget::Device(gone.keys.device()))
            .map_err(said)?;
        phone
            .replace_registrar(&created.recovery, desk.keys.device())
            .map_err(said)?;
        for forger in [&mut desk, &mut leader, &mut gone, &mut grid, &mut stranger] {
            forger.roster = tip(&phone);
        }
        for _ in 0..3 {
            phone.sync(&http, &Unwatched).map_err(said)?;
        }
        let mut entries = parts_for(&phone, &desk).roster.into_iter();
        let mut roster = Roster::new(entries.next().ok_or("no genesis")?).map_err(said)?;
        for raw in entries {
            roster.insert(raw).map_err(said)?;
        }
        let request = BundleRequest::open(&phone.request().map_err(said)?).map_err(said)?;
        let home: HouseholdId = household(&phone, "1-1-101");
        let stairwell = place(&phone, "1-1");
        let building = roster.place(stairwell).and_then(|place| place.parent);
        phone.suspend().map_err(said)?;
        drop(phone);
        serving.terminate(STOP)?;
        Ok(Self {
            pin: HubPin::from_text(&pin).ok_or("the hub's pin")?,
            receiver: request.keys,
            ground: Ground {
                at: stairwell,
                home,
            },
            named: Named {
                compound: (building.and_then(|id| roster.place(id)?.parent))
                    .ok_or("no compound")?,
                building: building.ok_or("no building")?,
                stairwell,
                member: admitted.member,
                device: leader.keys.device(),
                home,
            },
            roster,
            desk,
            leader,
            gone,
            grid,
            stranger,
            folder,
            hub,
            copies: AtomicUsize::new(0),
        })
    }

    /// A folder of its own for one case.
    fn fresh(&self) -> PathBuf {
        let n = self.copies.fetch_add(1, Ordering::SeqCst);
        self.folder.path().join(format!("case-{n}"))
    }

    /// A copy of the office's store.
    pub(super) fn office(&self) -> Result<PathBuf, String> {
        let to = self.fresh();
        copy(&self.folder.path().join("office"), &to)?;
        Ok(to)
    }

    /// A copy of the hub.
    pub(super) fn hub(&self) -> Result<HubFolder, String> {
        let to = self.fresh();
        copy(&self.hub.data, &to)?;
        Ok(HubFolder {
            program: self.hub.program.clone(),
            data: to,
        })
    }
}
