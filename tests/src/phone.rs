//! A phone for tests: a workspace in a temporary folder with a seeded clock and random source.

use linli_core::domain::id::to_hex;
use linli_core::domain::{MemberId, Role, Timestamp};
use linli_core::env::{Clock, Random, SystemClock};
use linli_core::spreadsheet::{RegisterTable, read_register_bytes};
use linli_core::store::{Ballast, DATABASE_FILE, DatabaseKey, PAGE_MAC};
use linli_core::workspace::{
    Admitted, CommunityCreated, Error, OpenOptions, Received, RootPolicy, ScopeName, Workspace,
};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Starts on a morning in November 2026.
    #[must_use]
    pub fn start() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(1_795_394_400_000)))
    }

    /// Starts now, beside a hub that goes by the machine's clock.
    #[must_use]
    pub fn now() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(SystemClock.now().0)))
    }

    /// Moves it.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// SHA-256 of a seed and a counter.
#[derive(Debug)]
pub struct TestRandom {
    seed: u64,
    counter: AtomicU64,
}

impl TestRandom {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            seed,
            counter: AtomicU64::new(0),
        })
    }
}

impl Random for TestRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let n = self.counter.fetch_add(1, Ordering::SeqCst);
            let mut hash = Sha256::new();
            hash.update(self.seed.to_be_bytes());
            hash.update(n.to_be_bytes());
            let block: [u8; 32] = hash.finalize().into();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A phone (or the office's PC).
pub struct Phone {
    workspace: Option<Workspace>,
    dir: PathBuf,
    _temporary: Option<TempDir>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Deref for Phone {
    type Target = Workspace;
    fn deref(&self) -> &Workspace {
        self.workspace.as_ref().expect("the phone is on")
    }
}

/// The key of every test store.
pub const KEY: [u8; 32] = [7; 32];

impl Phone {
    /// A new phone in a folder of its own.
    #[must_use]
    pub fn new(clock: &Arc<TestClock>, seed: u64) -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let mut phone = Self::at(temporary.path(), clock, seed);
        phone._temporary = Some(temporary);
        phone
    }

    /// A phone in a given folder.
    #[must_use]
    pub fn at(dir: &Path, clock: &Arc<TestClock>, seed: u64) -> Self {
        let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
        let random: Arc<dyn Random> = TestRandom::new(seed);
        let mut phone = Self {
            workspace: None,
            dir: dir.to_path_buf(),
            _temporary: None,
            clock,
            random,
        };
        phone.switch_on();
        phone
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Opens the store as a version whose tables are others, and again as this one: they are made anew from the records twice.
    /// An optimised build has no other version to play, and only opens it again.
    pub fn renew(&mut self) {
        self.switch_off();
        #[cfg(debug_assertions)]
        {
            use linli_core::domain::earlier::{Mask, without};
            without(&Mask::from([("Tables", 0)]), || self.switch_on());
            self.switch_off();
        }
        self.switch_on();
    }

    /// Closes the store without a word, as a dead battery would.
    pub fn switch_off(&mut self) {
        self.workspace = None;
    }

    /// Opens the store again.
    pub fn switch_on(&mut self) {
        self.workspace = Some(
            Workspace::open(OpenOptions {
                dir: self.dir.clone(),
                key: DatabaseKey::new(KEY),
                ballast: Ballast::NONE,
                clock: Arc::clone(&self.clock),
                random: Arc::clone(&self.random),
            })
            .expect("the store opens"),
        );
    }

    /// A copy of this phone's folder, with or without the install nonce.
    #[must_use]
    pub fn copy(&mut self, with_install: bool, clock: &Arc<TestClock>, seed: u64) -> Self {
        self.switch_off();
        let temporary = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(&self.dir).expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            if with_install || entry.file_name() != "install" {
                std::fs::copy(entry.path(), temporary.path().join(entry.file_name()))
                    .expect("the file can be copied");
            }
        }
        self.switch_on();
        let mut copy = Self::at(temporary.path(), clock, seed);
        copy._temporary = Some(temporary);
        copy
    }
}

/// The database of a phone that is off, read and written behind the library's back.
#[must_use]
pub fn database(phone: &Phone) -> Connection {
    let file = phone.dir().join(DATABASE_FILE);
    let head = std::fs::read(&file).expect("the file");
    let connection = Connection::open(&file).expect("it opens");
    let key = format!("x'{}{}'", to_hex(&KEY), to_hex(&head[..16]));
    connection.pragma_update(None, "key", key).expect("its key");
    connection
        .pragma_update(None, "cipher_hmac_algorithm", PAGE_MAC)
        .expect("the code of its pages");
    connection
}

/// Hands everything that `to` lacks and may read from `from` to it.
pub fn pass(from: &Workspace, to: &Workspace) -> Received {
    let request = to.request().expect("a request");
    let (bytes, _) = from.bundle(&request).expect("a bundle");
    to.receive(&bytes).expect("the bundle is taken")
}

/// Whether `from` has heard of `to`'s device: it answers nobody else.
#[must_use]
pub fn knows(from: &Workspace, to: &Workspace) -> bool {
    match from.bundle(&to.request().expect("a request")) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), "device_unknown");
            false
        }
    }
}

/// Passes both ways until nothing is new. Stores that have not heard of each other meet once somebody has told them.
pub fn settle(phones: &[&Workspace]) {
    for _ in 0..phones.len() + 2 {
        let mut new = 0;
        for from in phones {
            for to in phones {
                if !std::ptr::eq(*from, *to) && knows(from, to) {
                    let got = pass(from, to);
                    new +=
                        got.accepted + got.pending + got.contested + got.unauthorised + got.invalid;
                }
            }
        }
        if new == 0 {
            return;
        }
    }
}

/// A register of one compound: `buildings` × 2 stairwells × `per_stairwell` households.
#[must_use]
pub fn register(buildings: u32, per_stairwell: u32) -> RegisterTable {
    let mut csv = String::from("幢,单元,室,姓名,身份,电话,建筑面积\n");
    for building in 1..=buildings {
        for stairwell in 1..=2 {
            for n in 0..per_stairwell {
                let room = format!("{}0{}", n / 2 + 1, n % 2 + 1);
                // Seven digits in a name would be read as a telephone that was glued to it.
                let number = match building {
                    ..10 => format!("{building}{stairwell}{room}"),
                    _ => format!("第{building}{stairwell}{n:02}"),
                };
                csv.push_str(&format!(
                    "{building},{stairwell},{room},住户{number},业主,138{building:02}{stairwell}{n:05},89.12\n"
                ));
            }
        }
    }
    sound_register(&csv)
}

/// A register without a problem: a row that a fixture loses is missed much later, and elsewhere.
///
/// # Panics
/// If the reader tells anything.
#[must_use]
pub fn sound_register(csv: &str) -> RegisterTable {
    let table = read_register_bytes("register.csv", csv.as_bytes()).expect("the register reads");
    assert_eq!(table.problems.first(), None, "each row is sound");
    table
}

/// An office with a register.
pub struct Office {
    /// Its store.
    pub phone: Phone,
    /// The result of founding.
    pub created: CommunityCreated,
}

/// Founds a community and imports a register of two stairwells per building.
#[must_use]
pub fn office(clock: &Arc<TestClock>, seed: u64, buildings: u32, per_stairwell: u32) -> Office {
    let phone = Phone::new(clock, seed);
    let created = phone
        .create_community("月亮湾", None, RootPolicy::OneOfOne)
        .expect("the community is founded");
    phone
        .import_register(&register(buildings, per_stairwell), false)
        .expect("the register is imported");
    Office { phone, created }
}

/// Invites a new phone, admits it and brings it up to date.
pub fn enrol(
    inviter: &Workspace,
    clock: &Arc<TestClock>,
    seed: u64,
    role: Role,
    scope: &ScopeName,
) -> (Phone, Admitted) {
    let phone = Phone::new(clock, seed);
    let invitation = inviter
        .invite(role, scope, "王阿姨")
        .expect("an invitation");
    let joined = phone.join(&invitation).expect("the phone joins");
    let admitted = inviter
        .admit_phone(&phone, &joined)
        .expect("the phone is admitted");
    pass(inviter, &phone);
    (phone, admitted)
}

/// Two people at a table: the inviter challenges an enrolment, the new phone answers, the digits are read aloud.
pub trait AdmitPhone {
    /// Admits a phone that has joined.
    ///
    /// # Errors
    /// What either store says.
    fn admit_phone(&self, phone: &Workspace, enrolment: &str) -> Result<Admitted, Error>;
}

impl AdmitPhone for Workspace {
    fn admit_phone(&self, phone: &Workspace, enrolment: &str) -> Result<Admitted, Error> {
        let challenge = self.challenge(enrolment)?;
        let digits = phone.answer_challenge(&challenge)?;
        self.admit(enrolment, &digits)
    }
}

/// A new phone of a member who is there, brought up to date.
pub fn another_phone(
    inviter: &Workspace,
    clock: &Arc<TestClock>,
    seed: u64,
    member: MemberId,
) -> (Phone, Admitted) {
    let phone = Phone::new(clock, seed);
    let invitation = inviter.invite_device(member).expect("an invitation");
    let enrolment = phone.join(&invitation).expect("the phone joins");
    let admitted = inviter
        .admit_phone(&phone, &enrolment)
        .expect("the phone is admitted");
    pass(inviter, &phone);
    (phone, admitted)
}

/// A stairwell by label.
#[must_use]
pub fn stairwell(label: &str) -> ScopeName {
    ScopeName::Stairwell(label.to_owned())
}

/// The digests of a scope; a test that compares them must hold the scope whole.
#[must_use]
pub fn digest(store: &Workspace, scope: &str) -> (String, String) {
    let view = store.digest().expect("a digest");
    let found = view.scopes.into_iter().find(|digest| digest.scope == scope);
    let digest = found.expect("the scope is held whole");
    (digest.records, digest.state)
}

/// All stores give the same digests of a scope, and every one of them verifies.
pub fn converged(scope: &str, stores: &[&Workspace]) {
    let first = digest(stores[0], scope);
    for store in stores {
        assert_eq!(digest(store, scope), first, "{scope}");
        assert_eq!(store.verify().expect("verified").failures, vec![]);
    }
}

/// Contested records with their reasons, by seq, then reason.
#[must_use]
pub fn contested(store: &Workspace) -> Vec<(u64, &'static str)> {
    let mut all: Vec<_> = store
        .list_contested()
        .expect("what is contested")
        .into_iter()
        .map(|view| (view.seq, view.state.why()))
        .collect();
    all.sort_unstable();
    all
}

/// Number of visits that a store shows.
#[must_use]
pub fn visits(store: &Workspace) -> usize {
    store
        .list_visits(None, 500, None)
        .expect("visits")
        .items
        .len()
}
