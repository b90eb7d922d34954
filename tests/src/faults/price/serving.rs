//! A real hub that is handed a case's work in pages, and hands it on to a desk.

use super::measure::{Before, Cost, bytes, cpu};
use super::stage::{STOP, Stage};
use super::uploads::Upload;
use super::work::Work;
use crate::caller::{Caller, Heard};
use crate::faults::hub_process::{HubFolder, HubProcess};
use crate::faults::overload::client;
use crate::forger::Forger;
use linli_core::http::HttpTransport;
use linli_core::records::DeviceKeys;
use linli_core::sync::{Challenge, SyncAnswer, SyncRequest, weight};
use linli_core::workspace::Transport;

/// Bytes of records of a page, before compression.
const PAGE: usize = 200 * 1024;
/// Roster entries or requests of a page.
const ENTRIES: usize = 64;

/// Costs of a case to a hub.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Served {
    pub(super) serve: Cost,
    pub(super) open: Cost,
    pub(super) stored: u64,
    pub(super) received: u64,
}

/// The desk on the line.
struct Line<'a> {
    caller: Caller,
    http: HttpTransport,
    hub: &'a HubProcess,
    sent: u64,
}

impl<'a> Line<'a> {
    fn new(stage: &Stage, hub: &'a HubProcess) -> Self {
        let desk = &stage.desk;
        let keys = DeviceKeys::from_secret(&desk.keys.secret());
        let forger = Forger::with(keys, desk.community, desk.roster, 1);
        Self {
            caller: Caller::new(forger, stage.pin),
            http: client(),
            hub,
            sent: 0,
        }
    }

    fn ask(&mut self, request: &SyncRequest) -> Result<SyncAnswer, String> {
        for _ in 0..2 {
            let body = request.to_bytes();
            self.sent += body.len() as u64;
            let (signed, signature) = self.caller.sign(body);
            let response = self
                .http
                .send(&self.hub.url, self.caller.pin, &signed)
                .map_err(|e| e.to_string())?;
            match self.caller.understand(&signature, &response) {
                Heard::Answer(answer) => {
                    self.caller.remember(&answer);
                    return Ok(*answer);
                }
                Heard::Challenge(nonce) => self.caller.nonce = nonce,
                Heard::Refused(status, code, _) => return Err(format!("{status} {code}")),
            }
        }
        Err("two challenges".to_owned())
    }

    /// Hands photos in, part by part; how often the hub refused one, in words.
    fn upload(&mut self, uploads: &[Upload]) -> Result<u64, String> {
        let mut refused = 0;
        for (path, part) in uploads.iter().flat_map(Upload::requests) {
            self.sent += part.len() as u64;
            for _ in 0..2 {
                let (signed, signature) = self.caller.sign_for("PUT", &path, part.clone());
                let response = self
                    .http
                    .send(&self.hub.url, self.caller.pin, &signed)
                    .map_err(|e| e.to_string())?;
                if response.status != 401 {
                    refused += u64::from(response.status != 200);
                    break;
                }
                let challenge = Challenge::open(self.caller.pin, &signature, &response.body);
                self.caller.nonce = challenge.ok_or("a challenge")?.nonce;
            }
        }
        Ok(refused)
    }

    fn pull(&mut self) -> Result<(), String> {
        loop {
            let request = self.caller.request(Vec::new());
            if !self.ask(&request)?.more {
                return Ok(());
            }
        }
    }

    fn push(&mut self, work: &Work) -> Result<(), String> {
        for some in work.entries.chunks(ENTRIES) {
            let mut request = self.caller.request(Vec::new());
            request.entries = some.to_vec();
            self.ask(&request)?;
        }
        for some in work.requests.chunks(ENTRIES) {
            let mut request = self.caller.request(Vec::new());
            request.requests = some.to_vec();
            self.ask(&request)?;
        }
        let mut rest = work.records.as_slice();
        while !rest.is_empty() {
            let mut bytes = 0;
            let fitting = rest.iter().take_while(|parts| {
                bytes += weight(parts);
                bytes <= PAGE
            });
            let (page, others) = rest.split_at(fitting.count().max(1));
            rest = others;
            let request = self.caller.request(page.to_vec());
            self.ask(&request)?;
        }
        Ok(())
    }
}

/// A copy of the hub that has the work, and serves.
pub(super) fn filled(stage: &Stage, work: &Work) -> Result<(HubFolder, HubProcess), String> {
    let hub: HubFolder = stage.hub()?;
    let serving = hub.serve(None)?;
    let mut line = Line::new(stage, &serving);
    line.pull()?;
    line.push(work)?;
    drop(line);
    Ok((hub, serving))
}

/// Serves a copy of the hub, hands it the work, reads everything back, and starts it once more.
pub(super) fn serve(stage: &Stage, work: &Work) -> Result<Served, String> {
    let hub: HubFolder = stage.hub()?;
    let serving = hub.serve(None)?;
    let mut line = Line::new(stage, &serving);
    line.pull()?;
    if !work.uploads.is_empty() {
        line.push(work)?;
        line.pull()?;
    }
    let before = Before::of(&serving.pid())?;
    line.sent = 0;
    if work.uploads.is_empty() {
        line.push(work)?;
        line.pull()?;
    } else {
        let refused = line.upload(&work.uploads)?;
        if refused > 0 && !work.may_be_refused {
            return Err(format!("{refused} parts refused"));
        }
    }
    let serve = before.cost()?;
    let received = line.sent;
    serving.terminate(STOP)?;
    let stored = bytes(&hub.data);
    let again = hub.serve(None)?;
    let mut line = Line::new(stage, &again);
    let request = line.caller.request(Vec::new());
    line.ask(&request)?;
    let open = Cost {
        cpu: cpu(&again.pid())?,
        kib: 0.0,
    };
    again.kill();
    // A case that failed leaves its folder to be looked at until the program ends.
    std::fs::remove_dir_all(&hub.data).map_err(|e| e.to_string())?;
    Ok(Served {
        serve,
        open,
        stored,
        received,
    })
}
