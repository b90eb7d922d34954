//! The community's hub in the simulated world, and the way to it: requests and answers get lost, come twice or damaged,
//! an old one is sent again by somebody who listened; the hub loses its power, is backed up and restored.

use super::world::World;
use crate::hub::LocalHub;
use crate::phone::TestClock;
use crate::scratch;
use linli_core::env::{Clock, Random};
use linli_core::records::testing::Dice;
use linli_core::sync::HubPin;
use linli_core::workspace::{
    Error, HttpRequest, HttpResponse, SyncControl, SyncProgress, SyncReport, Transport,
    TransportError,
};
use linli_hub::backup;
use linli_hub::folder::Folder;
use linli_hub::service::LimitOptions;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Backups that lie around at most.
const MOST_BACKUPS: usize = 2;
/// How a sync over a bad line may end.
const HONEST_ENDS: [&str; 8] = [
    "hub_unreachable",
    "hub_timeout",
    "hub_not_trusted",
    "hub_refused",
    "hub_device_unknown",
    "hub_missing",
    "device_revoked",
    "not_enrolled",
];

/// The hub, what was heard on its line, and where its backups lie.
pub(super) struct SimHub {
    pub hub: LocalHub,
    pub clock: Arc<TestClock>,
    heard: Arc<Mutex<Vec<HttpRequest>>>,
    backups: Vec<PathBuf>,
}

/// Limits that no schedule reaches: what is too much has tests of its own.
const LIMITS: LimitOptions = LimitOptions {
    burst: 100_000,
    per_minute: 100_000,
    burst_bytes: 1 << 40,
    bytes_per_minute: 1 << 40,
    file_bytes_per_device: 1 << 40,
};

impl SimHub {
    /// The hub in a folder.
    pub(super) fn at(dir: &Path, seed: u64) -> Self {
        let clock = TestClock::start();
        clock.advance(3_600);
        Self {
            hub: LocalHub::at(dir, &clock, seed, LIMITS),
            clock,
            heard: Arc::default(),
            backups: Vec::new(),
        }
    }
}

/// Makes an empty hub's folder and claims it for an office.
pub(super) fn found(dir: &Path, office: &linli_core::workspace::Workspace, seed: u64) {
    let random = crate::phone::TestRandom::new(seed);
    drop(Folder::init(dir, random.as_ref()).expect("a hub is made"));
    let hub = SimHub::at(dir, seed + 1);
    hub.hub.claimed_by(office);
    crate::hub::sync(office, &hub.hub);
}

/// Copies a hub's folder: what stays of it if the power goes at this moment.
pub(super) fn copy_hub(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the hub's folder") {
        let entry = entry.expect("an entry");
        if entry.file_type().expect("its type").is_dir() {
            copy_hub(&entry.path(), &to.join(entry.file_name()));
        }
    }
    scratch::copy_store(from, to, None).expect("the hub's files");
}

/// The way to the hub.
struct Line<'a> {
    hub: &'a LocalHub,
    /// None: a good line.
    dice: Option<Mutex<Dice>>,
    faults: Mutex<Vec<&'static str>>,
    heard: Arc<Mutex<Vec<HttpRequest>>>,
}

fn own<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Line<'_> {
    fn below(&self, limit: usize) -> usize {
        self.dice
            .as_ref()
            .map_or(limit - 1, |dice| own(dice).below(limit))
    }

    fn deliver(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.hub.deliver(request).ok_or(TransportError::Offline)
    }

    fn flip(&self, bytes: &mut [u8]) {
        if !bytes.is_empty() {
            let at = self.below(bytes.len());
            bytes[at] ^= 1 << self.below(8);
        }
    }
}

impl Transport for Line<'_> {
    fn send(
        &self,
        _: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if self.hub.pin() != pin {
            return Err(TransportError::Pin);
        }
        let note = |fault| own(&self.faults).push(fault);
        {
            let mut heard = own(&self.heard);
            if heard.len() < 24 {
                heard.push(request.clone());
            }
        }
        match self.below(20) {
            0 => {
                note("request_lost");
                Err(TransportError::Offline)
            }
            1 | 2 => {
                note("answer_lost");
                self.deliver(request)?;
                Err(TransportError::Timeout)
            }
            3 => {
                note("request_repeated");
                self.deliver(request)?;
                self.deliver(request)
            }
            4 => {
                note("request_damaged");
                let mut damaged = request.clone();
                self.flip(&mut damaged.body);
                self.deliver(&damaged)
            }
            5 => {
                note("answer_damaged");
                let mut response = self.deliver(request)?;
                self.flip(&mut response.body);
                Ok(response)
            }
            6 => {
                note("request_replayed");
                let old = {
                    let heard = own(&self.heard);
                    heard[self.below(heard.len())].clone()
                };
                self.deliver(&old)?;
                self.deliver(request)
            }
            _ => self.deliver(request),
        }
    }
}

struct Unwatched;

impl SyncControl for Unwatched {
    fn progress(&self, _: SyncProgress) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}

fn sync_over(world: &mut World<'_>, peer: usize, dice: Option<Dice>) -> Result<SyncReport, Error> {
    let line = Line {
        hub: &world.hub.hub,
        dice: dice.map(Mutex::new),
        faults: Mutex::new(Vec::new()),
        heard: Arc::clone(&world.hub.heard),
    };
    let result = world.peers[peer].phone.sync(&line, &Unwatched);
    for fault in own(&line.faults).drain(..) {
        world.counts.fault(fault);
    }
    result
}

/// A phone syncs over a line that is not to be relied on.
pub(super) fn sync(world: &mut World<'_>, peer: usize) {
    let dice = Dice::new(world.fresh_seed());
    let result = sync_over(world, peer, Some(dice));
    world.counts.fault("synced");
    match result {
        Ok(_) => {}
        Err(error) if HONEST_ENDS.contains(&error.code()) => {
            super::hub_plants::after_a_failure(world, peer);
        }
        Err(error) => {
            let note = format!(
                "seed {}: sync at {}: {error}",
                world.seed, world.peers[peer].name
            );
            world.counts.violation("wrong_answer", note);
        }
    }
}

/// What befalls the hub.
pub(super) fn mishap(world: &mut World<'_>) {
    match world.below(4) {
        0 => back_up(world),
        1 => restore(world),
        2 => {
            let seconds = world.below(20_000) as i64 - 9_000;
            world.hub.clock.advance(seconds);
            world.counts.fault("hub_clock_skew");
        }
        _ => {
            let dir = world.fresh_dir();
            copy_hub(world.hub.hub.dir(), &dir);
            reopen(world, &dir);
            world.counts.fault("hub_crash");
        }
    }
}

/// Goes on from another folder.
pub(super) fn reopen(world: &mut World<'_>, dir: &Path) {
    world.hub.hub.stop();
    let seed = world.fresh_seed();
    world.hub.hub = LocalHub::at(dir, &world.hub.clock, seed, LIMITS);
}

fn back_up(world: &mut World<'_>) {
    if world.hub.backups.len() >= MOST_BACKUPS {
        world.hub.backups.remove(0);
    }
    let file = world.fresh_dir();
    let made = world.hub.hub.with(|hub| backup::write(hub, &file, None));
    match made {
        Ok(_) => {
            world.hub.backups.push(file);
            world.counts.fault("hub_backup");
        }
        Err(error) => {
            let note = format!("seed {}: a backup of the hub: {error}", world.seed);
            world.counts.violation("wrong_answer", note);
        }
    }
}

/// The machine is gone, and another one is put up from the last backup.
fn restore(world: &mut World<'_>) {
    let Some(file) = world.hub.backups.last().cloned() else {
        return;
    };
    let dir = world.fresh_dir();
    let random: Arc<dyn Random> = crate::phone::TestRandom::new(world.fresh_seed());
    let clock: Arc<dyn Clock> = Arc::clone(&world.hub.clock) as Arc<dyn Clock>;
    match backup::restore(&dir, &file, None, &clock, &random) {
        Ok(_) => {
            reopen(world, &dir);
            world.counts.fault("hub_restored");
        }
        Err(error) => {
            let note = format!("seed {}: restoring the hub: {error}", world.seed);
            world.counts.violation("wrong_answer", note);
        }
    }
}

/// The line heals: everybody syncs, the office first, until two rounds bring nothing new.
pub(super) fn heal(world: &mut World<'_>) {
    let mut quiet = 0;
    for _ in 0..24 {
        let mut moved = 0;
        for peer in 0..world.peers.len() {
            match sync_over(world, peer, None) {
                Ok(report) => moved += report.sent + report.received + u64::from(report.recovering),
                Err(error) if error.code() == "device_revoked" => {}
                // Who was admitted by somebody whose entry is on its way waits for it.
                Err(error) if error.code() == "hub_device_unknown" => moved += 1,
                Err(error) => {
                    let note = format!(
                        "seed {}: a good line, and {} says {error}",
                        world.seed, world.peers[peer].name
                    );
                    world.counts.violation("wrong_answer", note);
                    return;
                }
            }
        }
        quiet = if moved == 0 { quiet + 1 } else { 0 };
        if quiet == 2 {
            return;
        }
    }
    let note = format!(
        "seed {}: twenty-four rounds with the hub did not settle",
        world.seed
    );
    world.counts.violation("not_converged", note);
}

/// The hub holds what the office holds, and every record of it stands.
pub(super) fn check(world: &mut World<'_>) {
    let report = world.hub.hub.with(|hub| {
        let storage = hub.storage();
        let community = world.template.community;
        Ok::<_, linli_core::replica::HubError>((
            storage.verify(community)?,
            storage.status(community)?,
        ))
    });
    match report {
        Ok((verified, status)) => {
            if !verified.failures.is_empty() {
                let note = format!("seed {}: the hub: {:?}", world.seed, verified.failures);
                world.counts.violation("verify_failed", note);
            }
            let office = world.peers[0].phone.digest().map_or(0, |view| view.records);
            if status.records != office {
                let note = format!(
                    "seed {}: the hub holds {} records, the office {office}",
                    world.seed, status.records
                );
                world.counts.violation("not_converged", note);
            }
        }
        Err(error) => {
            let note = format!("seed {}: the hub: {error}", world.seed);
            world.counts.violation("verify_failed", note);
        }
    }
}
