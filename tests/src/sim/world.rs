//! The simulated world: peers, what is on its way between them, and what was promised to whom.

use super::closings::Closings;
use super::grants::Grants;
use super::hub::Hub;
use super::liars::Liars;
use super::matters::Matters;
use super::plant::Plant;
use super::template::{Founder, GRID, Template};
use super::{Counts, ledger::Ledger};
use crate::phone::{Phone, TestClock};
use crate::scratch;
use linli_core::domain::{CommunityId, DocId, MemberId};
use linli_core::records::testing::Dice;
use linli_core::records::{DeviceKeys, Header, Parts};
use linli_core::store::INSTALL_FILE;
use linli_core::sync::{self, Answer, BundleRequest, Heads};
use linli_core::workspace::{ScopeName, SyncSteps};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A store in the world.
pub(super) struct Peer {
    pub name: String,
    pub phone: Phone,
    pub keys: Arc<DeviceKeys>,
    pub member: MemberId,
    pub scope: ScopeName,
    pub sees: Vec<String>,
    pub clock: Arc<TestClock>,
    /// Its rights were taken away.
    pub revoked: bool,
    /// Another store writes under the same install.
    pub forked: bool,
    /// A sync with the hub that is under way.
    pub sync: Option<SyncSteps>,
    /// The number of the request whose answer it waits for.
    pub waits: Option<u64>,
}

impl Peer {
    pub(super) fn new(
        name: String,
        dir: &Path,
        seed: u64,
        who: Who,
        clock: Arc<TestClock>,
    ) -> Self {
        Self {
            name,
            phone: Phone::at(dir, &clock, seed),
            keys: who.keys,
            member: who.member,
            scope: who.scope,
            sees: who.sees,
            clock,
            revoked: false,
            forked: false,
            sync: None,
            waits: None,
        }
    }

    /// Whether what it reads is the grid's.
    pub(super) fn in_grid(&self) -> bool {
        self.scope == ScopeName::Grid(GRID.to_owned())
    }
}

/// Owner of a store.
pub(super) struct Who {
    pub keys: Arc<DeviceKeys>,
    pub member: MemberId,
    pub scope: ScopeName,
    pub sees: Vec<String>,
}

/// A bundle on its way.
pub(super) struct Flight {
    pub to: usize,
    pub bytes: Vec<u8>,
}

/// An old copy of a phone, without its install nonce.
pub(super) struct Backup {
    pub peer: usize,
    pub dir: PathBuf,
    /// Number of promises that had been made by then.
    pub promises: usize,
}

pub(super) struct World<'a> {
    pub template: &'a Template,
    pub seed: u64,
    pub dice: Dice,
    pub peers: Vec<Peer>,
    pub flights: Vec<Flight>,
    pub requests: Vec<(usize, String)>,
    pub backups: Vec<Backup>,
    pub agendas: Vec<DocId>,
    pub ledger: Ledger,
    pub counts: Counts,
    pub plant: Option<Plant>,
    /// Somebody other than the registrar has admitted a phone.
    pub admitted_by_leader: bool,
    /// The peer who appends to the roster.
    pub registrar: usize,
    /// The hub, if there is one.
    pub hub: Option<Hub>,
    /// Whether it had been claimed before all this began.
    pub knows_of_hub: bool,
    /// Reading rights.
    pub grants: Grants,
    /// Those who lie.
    pub liars: Liars,
    /// Matters that were opened.
    pub matters: Matters,
    /// Returns and closings.
    pub closings: Closings,
    folder: TempDir,
    serial: u64,
}

impl<'a> World<'a> {
    pub(super) fn new(template: &'a Template, seed: u64, plant: Option<Plant>) -> Self {
        let mut world = Self {
            template,
            seed,
            dice: Dice::new(seed ^ 0x6c69_6e6c_69aa_5501),
            peers: Vec::new(),
            flights: Vec::new(),
            requests: Vec::new(),
            backups: Vec::new(),
            agendas: template.agendas.iter().map(|(id, _)| *id).collect(),
            ledger: Ledger::default(),
            counts: Counts {
                schedules: 1,
                ..Counts::default()
            },
            plant,
            admitted_by_leader: false,
            registrar: 0,
            hub: None,
            knows_of_hub: false,
            grants: Grants::new(template),
            liars: Liars::new(template, seed),
            matters: Matters::default(),
            closings: Closings::default(),
            folder: scratch::folder(),
            serial: 0,
        };
        // Of four communities one has no hub: bundles and meetings are all there is. One gets its hub on the way.
        let needs_hub = plant.map(Plant::needs_hub);
        let (dir, serial) = (world.fresh_dir(), world.fresh_seed());
        world.hub = match (needs_hub, seed % 4) {
            (Some(false), _) | (None, 0) => None,
            (None, 1) => Some(Hub::unclaimed(template, dir, serial)),
            (Some(true), _) | (None, _) => Some(Hub::copied(template, dir, serial)),
        };
        world.knows_of_hub = world.has_hub();
        for n in 0..super::template::READER {
            world.add_founder(n);
        }
        world
    }

    /// A store of the template takes part.
    pub(super) fn add_founder(&mut self, n: usize) {
        let dir = self.fresh_dir();
        let from = if self.knows_of_hub {
            self.template.folder_with_hub(n)
        } else {
            self.template.folder(n)
        };
        scratch::copy_store(&from, &dir, None).expect("a copy of the template");
        let founder: Founder = self.template.founders[n].clone();
        let clock = TestClock::start();
        clock.advance(3_600);
        let seed = self.fresh_seed();
        let who = Who {
            keys: founder.keys,
            member: founder.member,
            scope: founder.scope,
            sees: founder.sees.iter().map(|s| (*s).to_owned()).collect(),
        };
        let peer = Peer::new(founder.name.to_owned(), &dir, seed, who, clock);
        self.peers.push(peer);
    }

    /// A folder that nobody uses yet.
    pub(super) fn fresh_dir(&mut self) -> PathBuf {
        self.serial += 1;
        self.folder.path().join(self.serial.to_string())
    }

    /// Randomness that no other run of a store has had.
    pub(super) fn fresh_seed(&mut self) -> u64 {
        self.serial += 1;
        self.seed.wrapping_mul(1_000_003).wrapping_add(self.serial)
    }

    /// A text that occurs nowhere else.
    pub(super) fn fresh_mark(&mut self) -> String {
        self.serial += 1;
        format!("m{}", self.serial)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.dice.below(limit)
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.dice.below(from.len())].clone()
    }

    /// Whether something happens that happens once in `n` times.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.dice.below(n) == 0
    }

    /// Whether a store is a registrar's: neither backed up nor copied here.
    pub(super) fn is_registrar(&self, peer: usize) -> bool {
        peer == 0 || self.peers[peer].keys.device() == self.peers[self.registrar].keys.device()
    }

    /// The power goes: what the files hold at this moment is all that is left. Opens it again.
    pub(super) fn crash(&mut self, peer: usize) {
        let dir = self.fresh_dir();
        let from = self.peers[peer].phone.dir().to_path_buf();
        scratch::copy_store(&from, &dir, None).expect("the files of a dead phone");
        self.reopen(peer, dir);
    }

    /// Goes on from another folder.
    pub(super) fn reopen(&mut self, peer: usize, dir: PathBuf) {
        let seed = self.fresh_seed();
        let clock = Arc::clone(&self.peers[peer].clock);
        let peer = &mut self.peers[peer];
        (peer.sync, peer.waits) = (None, None);
        peer.phone.switch_off();
        peer.phone = Phone::at(&dir, &clock, seed);
    }

    /// A second phone from the files of the first, both in use. With the install nonce it forks the chains.
    pub(super) fn clone_peer(&mut self, peer: usize, with_install: bool) {
        let dir = self.fresh_dir();
        let from = self.peers[peer].phone.dir().to_path_buf();
        let left = (!with_install).then_some(INSTALL_FILE);
        scratch::copy_store(&from, &dir, left).expect("a copy of a phone");
        let seed = self.fresh_seed();
        let old = &self.peers[peer];
        let clock = TestClock::start();
        clock.advance(7_200);
        let who = Who {
            keys: Arc::clone(&old.keys),
            member: old.member,
            scope: old.scope.clone(),
            sees: old.sees.clone(),
        };
        let mut new = Peer::new(format!("{}'", old.name), &dir, seed, who, clock);
        new.revoked = old.revoked;
        new.forked = old.forked || with_install;
        let device = old.keys.device();
        self.peers.push(new);
        if with_install {
            for peer in &mut self.peers {
                peer.forked |= peer.keys.device() == device;
            }
        }
    }

    /// Everything that a store holds and its own member may read.
    pub(super) fn dump(&self, peer: usize) -> Answer {
        let peer = &self.peers[peer];
        dump(&peer.phone, &peer.keys, self.template)
    }
}

/// Everything in a store, as it would answer a phone of its own that has nothing.
///
/// # Panics
/// If the store does not answer.
#[must_use]
pub fn dump(phone: &Phone, keys: &DeviceKeys, template: &Template) -> Answer {
    let request = empty_request(template.community, keys);
    let (bytes, _) = phone.bundle(&request).expect("a whole bundle");
    sync::open(&bytes, keys).expect("our own bundle opens")
}

/// The request of a store that has nothing.
pub(super) fn empty_request(community: CommunityId, keys: &DeviceKeys) -> String {
    let request = BundleRequest {
        v: 1,
        community,
        keys: keys.public(),
        roster: None,
        heads: Heads::new(),
        bodies: Vec::new(),
        mark: None,
    };
    request.sign(keys)
}

/// A record's id.
#[must_use]
pub fn id_of(parts: &Parts) -> linli_core::domain::RecordId {
    Header::id_of(&parts.header)
}
