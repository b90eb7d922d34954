//! A hub in the same process: the real one, without its sockets. What is lost on the way is said by the test.

use crate::phone::{Phone, TestClock, TestRandom};
use linli_core::env::{Clock, Random};
use linli_core::sync::HubPin;
pub use linli_core::workspace::Unwatched;
use linli_core::workspace::{
    Error, HttpRequest, HttpResponse, SyncReport, Transport, TransportError, Workspace,
};
use linli_hub::folder::Folder;
use linli_hub::service::{LimitOptions, Request, Service, ServiceOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Fate of a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and the answer too.
    Arrives,
    /// It never arrives.
    Lost,
    /// It arrives, and the answer is lost.
    AnswerLost,
    /// It arrives twice.
    Twice,
}

type Fates = Box<dyn FnMut(&HttpRequest) -> Fate + Send>;

/// A hub in a folder.
pub struct LocalHub {
    service: Mutex<Option<Service>>,
    dir: PathBuf,
    _temporary: Option<tempfile::TempDir>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    limits: LimitOptions,
    /// Requests that arrived.
    pub arrived: AtomicU64,
    fate: Mutex<Fates>,
    last: Mutex<Option<HttpRequest>>,
}

impl LocalHub {
    /// An empty hub.
    #[must_use]
    pub fn new(clock: &Arc<TestClock>, seed: u64) -> Self {
        Self::with_limits(clock, seed, LimitOptions::default())
    }

    /// An empty hub that calls something else too much.
    #[must_use]
    pub fn with_limits(clock: &Arc<TestClock>, seed: u64, limits: LimitOptions) -> Self {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let dir = temporary.path().join("hub");
        let random = TestRandom::new(seed);
        drop(Folder::init(&dir, random.as_ref()).expect("a hub is made"));
        let mut hub = Self::at(&dir, clock, seed + 1, limits);
        hub._temporary = Some(temporary);
        hub
    }

    /// The hub in a folder.
    #[must_use]
    pub fn at(dir: &Path, clock: &Arc<TestClock>, seed: u64, limits: LimitOptions) -> Self {
        let hub = Self {
            service: Mutex::new(None),
            dir: dir.to_path_buf(),
            _temporary: None,
            clock: Arc::clone(clock) as Arc<dyn Clock>,
            random: TestRandom::new(seed),
            limits,
            arrived: AtomicU64::new(0),
            fate: Mutex::new(Box::new(|_| Fate::Arrives)),
            last: Mutex::new(None),
        };
        hub.start();
        hub
    }

    /// The hub in a folder that goes with it.
    #[must_use]
    pub fn keeping(folder: tempfile::TempDir, clock: &Arc<TestClock>, seed: u64) -> Self {
        let mut hub = Self::at(folder.path(), clock, seed, LimitOptions::default());
        hub._temporary = Some(folder);
        hub
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Starts it again.
    pub fn start(&self) {
        let options = ServiceOptions {
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
            limits: self.limits,
        };
        *own(&self.service) = Some(Service::open(&self.dir, options).expect("the hub opens"));
    }

    /// Ends it without a word.
    pub fn stop(&self) {
        *own(&self.service) = None;
    }

    /// Runs `work` on the service.
    pub fn with<T>(&self, work: impl FnOnce(&Service) -> T) -> T {
        work(own(&self.service).as_ref().expect("the hub is on"))
    }

    /// Says what happens to every request from now on.
    pub fn fate(&self, fate: impl FnMut(&HttpRequest) -> Fate + Send + 'static) {
        *own(&self.fate) = Box::new(fate);
    }

    /// The last request that was sent, whatever became of it.
    #[must_use]
    pub fn last(&self) -> HttpRequest {
        own(&self.last).clone().expect("a request")
    }

    /// Its pin.
    #[must_use]
    pub fn pin(&self) -> HubPin {
        self.with(Service::pin)
    }

    /// Makes it the hub of an office's community.
    pub fn claimed_by(&self, office: &Workspace) {
        self.claimed_over(office, "https://hub.example", self);
    }

    /// The same, over a line on which other hubs lie as well.
    pub fn claimed_over(&self, office: &Workspace, address: &str, line: &dyn Transport) {
        let token = self.with(|service| service.issue_token().expect("a token"));
        office
            .claim_hub(address, &self.pin().to_string(), &token, line)
            .expect("claimed");
    }

    /// Hands a request to the service.
    #[must_use]
    pub fn deliver(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let service = own(&self.service);
        let response = service.as_ref()?.handle(Request {
            method: request.method,
            path: &request.path,
            auth: Some(&request.auth.1),
            body: &request.body,
            from: None,
        });
        self.arrived.fetch_add(1, Ordering::Relaxed);
        Some(HttpResponse {
            status: response.status,
            retry_after: response.retry_after,
            body: response.body,
        })
    }
}

fn own<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Transport for LocalHub {
    fn send(
        &self,
        _: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        *own(&self.last) = Some(request.clone());
        let fate = own(&self.fate)(request);
        if fate == Fate::Lost {
            return Err(TransportError::Offline);
        }
        if own(&self.service).is_some() && self.pin() != pin {
            return Err(TransportError::Pin);
        }
        let response = self.deliver(request).ok_or(TransportError::Offline)?;
        match fate {
            Fate::AnswerLost => Err(TransportError::Timeout),
            Fate::Twice => self.deliver(request).ok_or(TransportError::Offline),
            _ => Ok(response),
        }
    }
}

/// A network on which each hub is found by its pin; requests to the first are counted, whatever becomes of them.
pub struct Line<'a> {
    hubs: Vec<&'a LocalHub>,
    to_first: AtomicU32,
}

impl<'a> Line<'a> {
    /// A network of these hubs.
    pub fn of(hubs: impl IntoIterator<Item = &'a LocalHub>) -> Self {
        Self {
            hubs: hubs.into_iter().collect(),
            to_first: AtomicU32::new(0),
        }
    }

    /// Requests to the first hub since this was asked last.
    pub fn asked(&self) -> u32 {
        self.to_first.swap(0, Ordering::Relaxed)
    }

    /// Counts a request to the first hub that never comes to it.
    pub fn count(&self) {
        self.to_first.fetch_add(1, Ordering::Relaxed);
    }

    /// One sync that must go through; whether all is done.
    pub fn sync(&self, phone: &Workspace) -> bool {
        phone.sync(self, &Unwatched).expect("synced").complete
    }
}

impl Transport for Line<'_> {
    fn send(
        &self,
        address: &str,
        pin: HubPin,
        request: &HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if self.hubs[0].pin() == pin {
            self.count();
        }
        let hub = self.hubs.iter().find(|hub| hub.pin() == pin);
        hub.ok_or(TransportError::Offline)?
            .send(address, pin, request)
    }
}

/// One sync that must end well.
pub fn sync(phone: &Workspace, hub: &LocalHub) -> SyncReport {
    phone.sync(hub, &Unwatched).expect("synced")
}

/// One sync, and why it did not end well.
pub fn try_sync(phone: &Workspace, hub: &LocalHub) -> Result<SyncReport, Error> {
    phone.sync(hub, &Unwatched)
}

/// Syncs all until nothing moves any more.
pub fn settle(phones: &[&Phone], hub: &LocalHub) {
    for _ in 0..8 {
        let moved: u64 = phones
            .iter()
            .map(|phone| {
                let report = sync(phone, hub);
                report.sent + report.received
            })
            .sum();
        if moved == 0 {
            return;
        }
    }
    panic!("the phones and their hub do not settle");
}
