//! The hub of a simulated community: the real service over a real folder, without its sockets. It dies, is put up again
//! from older backups, and its database is looked into past the library.

use super::template::{Template, database};
use super::world::World;
use crate::phone::{TestClock, TestRandom};
use linli_core::domain::id::from_hex;
use linli_core::domain::{CommunityId, DeviceId, PlaceId, RecordId};
use linli_core::env::{Clock, Random};
use linli_core::sync::HubPin;
use linli_core::workspace::{HttpRequest, HttpResponse};
use linli_hub::backup;
use linli_hub::folder::{COMMUNITIES, Folder};
use linli_hub::service::{LimitOptions, Request, Service, ServiceOptions};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

/// A request on its way.
pub(super) struct Post {
    pub number: u64,
    pub peer: usize,
    pub request: HttpRequest,
}

/// A verified backup, and what it has.
pub(super) struct HubBackup {
    file: PathBuf,
    pub holds: BTreeMap<RecordId, Row>,
}

/// A record as a database has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub scope: PlaceId,
    pub kind: u16,
    pub device: DeviceId,
    /// State and reason, as numbers.
    pub state: (i64, i64),
    pub chunk: bool,
    pub body: bool,
}

/// The hub.
pub(super) struct Hub {
    community: CommunityId,
    dir: PathBuf,
    service: Option<Service>,
    /// The token that the office claims it with, until it has.
    pub token: Option<String>,
    pub clock: Arc<TestClock>,
    pub backups: Vec<HubBackup>,
    /// Older backups than this one are never restored: phones have dropped what they do not have.
    pub oldest: usize,
    /// Records that it had before it was restored and has not now.
    pub lost: BTreeSet<RecordId>,
    /// Requests that are on their way.
    pub posts: Vec<Post>,
    /// Requests and answers that somebody on the way has kept.
    pub overheard: Vec<HttpRequest>,
    pub answers: Vec<HttpResponse>,
}

/// Copies a folder with all that is in it, as it is at this moment.
///
/// # Errors
/// As the file system gives them.
pub(super) fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(name))?;
        } else if !name.to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// Every record of a database.
pub(super) fn rows(connection: &Connection) -> BTreeMap<RecordId, Row> {
    let mut statement = connection
        .prepare(
            "SELECT r.id, d.scope, d.kind, c.device, r.state, r.why, r.chunk IS NOT NULL, r.body IS NOT NULL
             FROM record r JOIN doc d ON d.num = r.doc JOIN chain c ON c.num = r.chain",
        )
        .expect("the records' table");
    let rows = statement.query_map([], |sql| {
        let row = Row {
            scope: PlaceId::from_bytes(sql.get(1)?),
            kind: sql.get(2)?,
            device: DeviceId::from_bytes(sql.get(3)?),
            state: (sql.get(4)?, sql.get(5)?),
            chunk: sql.get(6)?,
            body: sql.get(7)?,
        };
        Ok((RecordId::from_bytes(sql.get(0)?), row))
    });
    rows.and_then(Iterator::collect).expect("the records")
}

impl Hub {
    /// The hub of the template.
    pub(super) fn copied(template: &Template, dir: PathBuf, seed: u64) -> Self {
        copy_folder(&template.hub(), &dir).expect("a copy of the hub");
        Self::at(template, dir, seed)
    }

    /// A new one that nobody has claimed.
    pub(super) fn unclaimed(template: &Template, dir: PathBuf, seed: u64) -> Self {
        drop(Folder::init(&dir, TestRandom::new(seed ^ 2).as_ref()).expect("a hub is made"));
        let mut hub = Self::at(template, dir, seed);
        hub.token = Some(hub.service().issue_token().expect("a token"));
        hub
    }

    fn at(template: &Template, dir: PathBuf, seed: u64) -> Self {
        let clock = TestClock::start();
        clock.advance(3_600);
        let mut hub = Self {
            community: template.community,
            dir,
            service: None,
            token: None,
            clock,
            backups: Vec::new(),
            oldest: 0,
            lost: BTreeSet::new(),
            posts: Vec::new(),
            overheard: Vec::new(),
            answers: Vec::new(),
        };
        hub.open(seed);
        hub
    }

    fn open(&mut self, seed: u64) {
        let options = ServiceOptions {
            clock: self.clock(),
            random: TestRandom::new(seed),
            limits: LimitOptions::default(),
        };
        self.service = Some(Service::open(&self.dir, options).expect("the hub opens"));
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock) as Arc<dyn Clock>
    }

    pub(super) fn service(&self) -> &Service {
        self.service.as_ref().expect("the hub is on")
    }

    pub(super) fn pin(&self) -> HubPin {
        self.service().pin()
    }

    /// Answers a request.
    pub(super) fn handle(&self, request: &HttpRequest) -> HttpResponse {
        let response = self.service().handle(Request {
            method: request.method,
            path: &request.path,
            auth: Some(&request.auth.1),
            body: &request.body,
            from: None,
        });
        HttpResponse {
            status: response.status,
            retry_after: response.retry_after,
            body: response.body,
        }
    }

    /// Its database of the community, past the library.
    pub(super) fn database(&self) -> Connection {
        let key = fs::read_to_string(self.dir.join("store.key")).expect("the key's file");
        let key = from_hex(key.trim()).and_then(|key| key.try_into().ok());
        let name = self.community.to_string();
        database(
            &self.dir.join(COMMUNITIES).join(name),
            &key.expect("a key of 32 bytes"),
        )
    }

    /// Its records.
    pub(super) fn rows(&self) -> BTreeMap<RecordId, Row> {
        rows(&self.database())
    }
}

impl World<'_> {
    /// Whether there is a hub that the office has claimed.
    pub(super) fn has_hub(&self) -> bool {
        self.hub.as_ref().is_some_and(|hub| hub.token.is_none())
    }

    /// The hub's machine dies: what its files hold at this moment is all that is left. It is started again.
    pub(super) fn crash_hub(&mut self) {
        let (dir, seed) = (self.fresh_dir(), self.fresh_seed());
        if let Some(hub) = &mut self.hub {
            copy_folder(&hub.dir, &dir).expect("the files of a dead hub");
            hub.service = None;
            hub.dir = dir;
            hub.open(seed);
            self.counts.fault("hub_crash");
        }
    }

    /// The operator makes a backup and carries it away: phones may drop what it has.
    pub(super) fn back_up_hub(&mut self) {
        let file = self.fresh_dir();
        let Some(hub) = self.hub.as_mut().filter(|hub| hub.token.is_none()) else {
            return;
        };
        let holds = hub.rows();
        match backup::write(hub.service(), &file, None) {
            Ok(_) => {
                hub.backups.push(HubBackup { file, holds });
                self.counts.fault("hub_backup");
            }
            Err(error) => {
                let note = format!("seed {}: the hub's backup: {error}", self.seed);
                self.counts.violation("wrong_answer", note);
            }
        }
    }

    /// The hub is lost, and put up again from one of its backups, on the same machine or on another.
    pub(super) fn restore_hub(&mut self) {
        let (elsewhere, seed) = (self.fresh_dir(), self.fresh_seed());
        let same = self.once_in(2);
        let count = self
            .hub
            .as_ref()
            .map_or(0, |hub| hub.backups.len() - hub.oldest);
        if count == 0 {
            return;
        }
        let nth = self.below(count);
        let Some(hub) = &mut self.hub else { return };
        let chosen = hub.oldest + nth;
        let had = hub.rows();
        hub.service = None;
        // Two in the same millisecond would be moved aside to the same place.
        hub.clock.advance(1);
        if !same {
            hub.dir = elsewhere;
        }
        let random: Arc<dyn Random> = TestRandom::new(seed ^ 1);
        let file = &hub.backups[chosen].file;
        let restored = backup::restore(&hub.dir, file, None, &hub.clock(), &random);
        restored.expect("the backup is restored");
        hub.open(seed);
        let has = hub.rows();
        // Newer backups are of a life that is over; those before it would still do.
        hub.backups.truncate(chosen + 1);
        hub.oldest = hub.oldest.min(chosen);
        hub.lost
            .extend(had.into_keys().filter(|id| !has.contains_key(id)));
        self.counts.fault("hub_restored");
    }
}
