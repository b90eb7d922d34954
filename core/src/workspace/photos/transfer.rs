//! Photos on their way: after the records, thumbnails first, in parts that can be cut off anywhere.

use super::vault::Vault;
use super::{Error, Workspace};
use crate::domain::Code;
use crate::domain::CommunityId;
use crate::domain::id::to_hex;
use crate::projection::photo::{self, FileHash, FileState, Outgoing};
use crate::sync::{AUTH_HEADER, Auth, Challenge, HubPin, Nonce, Signed, open_answer, sealed_len};
use crate::workspace::exchange::sync::{Carries, refusal, transport_failed};
use crate::workspace::{
    Change, ChangeSet, HttpRequest, HttpResponse, SyncControl, SyncProgress, Transport,
    TransportError,
};
use serde::{Deserialize, Serialize};

/// Paths of photos at a hub.
pub const FILES_PATH: &str = "/v1/files/";
/// Bytes of a part.
const PART: usize = 256 * 1024;

/// Photos that may travel now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoPolicy {
    /// Thumbnails alone: the network costs money.
    Thumbnails,
    /// Pictures too: on Wi-Fi, or because somebody said so.
    Everything,
}

/// Result of a transfer. Records are counted elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PhotoReport {
    /// Files the hub has now.
    pub sent: u64,
    /// Files that came.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answers' bodies.
    pub bytes_down: u64,
    /// Files that still wait to be sent.
    pub waiting: u64,
}

/// The part of a file that a hub has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAnswer {
    /// Bytes, durably.
    pub have: u64,
    /// Whether that is all, and is what the file's name says.
    pub complete: bool,
    /// Whether a verified copy lies outside the hub's machine.
    pub safe: bool,
}

/// One transfer under way.
struct Courier<'a> {
    workspace: &'a Workspace,
    transport: &'a dyn Transport,
    control: &'a dyn SyncControl,
    address: String,
    pin: HubPin,
    community: CommunityId,
    nonce: Nonce,
    report: PhotoReport,
}

impl Workspace {
    /// Hands photos in and fetches what is wanted, thumbnails first. Call it after [`Workspace::sync`]; it can be called
    /// off, or cut off, anywhere, and goes on from there.
    ///
    /// # Errors
    /// As [`Workspace::sync`]; [`Error::Store`].
    pub fn sync_photos(
        &self,
        policy: PhotoPolicy,
        transport: &dyn Transport,
        control: &dyn SyncControl,
    ) -> Result<PhotoReport, Error> {
        let report = self.fly(Carries::Photos, control, |control| {
            self.carry_photos(policy, transport, control)
        })?;
        if report.sent > 0 || report.received > 0 {
            self.tell(ChangeSet::of(Change::Photos));
        }
        Ok(report)
    }

    fn carry_photos(
        &self,
        policy: PhotoPolicy,
        transport: &dyn Transport,
        control: &dyn SyncControl,
    ) -> Result<PhotoReport, Error> {
        let mut courier = self.courier(transport, control)?;
        let vault = Vault::within(self.store.dir());
        self.sweep(&vault)?;
        let photos = policy == PhotoPolicy::Everything;
        for outgoing in self.store.read(photo::to_send)? {
            if photos || outgoing.thumbnail {
                courier.send(&vault, outgoing)?;
            }
        }
        let incoming = self
            .store
            .read(|connection| photo::to_fetch(connection, photos))?;
        for (hash, size) in incoming {
            courier.fetch(&vault, hash, sealed_len(size))?;
        }
        courier.report.waiting = self.store.read(photo::waiting)?;
        Ok(courier.report)
    }

    /// Frees room: drops pictures that the hub has, and of which a verified copy lies elsewhere. Thumbnails stay, and a
    /// dropped picture can be fetched again. Gives how many went.
    ///
    /// # Errors
    /// As [`Workspace::sync`]; [`Error::Store`].
    pub fn free_photos(
        &self,
        transport: &dyn Transport,
        control: &dyn SyncControl,
    ) -> Result<u64, Error> {
        let mut courier = self.courier(transport, control)?;
        let vault = Vault::within(self.store.dir());
        let mut gone = 0;
        for outgoing in self.store.read(photo::droppable)? {
            // A part that was acknowledged may be gone with a hub that was restored: it is asked anew.
            let (_, length) = vault.read(outgoing.hash, 0, 0)?;
            let answer = courier.put(outgoing, length, length, &[])?;
            let state = FileState {
                here: !(answer.complete && answer.safe),
                at_hub: answer.complete,
                wanted: false,
            };
            self.store
                .write(|tx| photo::set_file(tx, outgoing.hash, state))?;
            if !state.here {
                vault.remove(outgoing.hash)?;
                gone += 1;
            }
        }
        if gone > 0 {
            self.tell(ChangeSet::of(Change::Photos));
        }
        Ok(gone)
    }

    fn courier<'a>(
        &'a self,
        transport: &'a dyn Transport,
        control: &'a dyn SyncControl,
    ) -> Result<Courier<'a>, Error> {
        let steps = self.start_sync()?;
        let nonce = self.hub_nonce(steps.pin())?;
        Ok(Courier {
            workspace: self,
            transport,
            control,
            address: steps.address().to_owned(),
            pin: steps.pin(),
            community: steps.community(),
            nonce,
            report: PhotoReport::default(),
        })
    }

    /// Removes files that nothing names: after a cut, an erasure, a lost scope.
    fn sweep(&self, vault: &Vault) -> Result<(), Error> {
        for hash in self.store.read(photo::unnamed)? {
            vault.remove(hash)?;
            self.store.write(|tx| photo::forget_file(tx, hash))?;
        }
        let known = |hash: FileHash| {
            self.store
                .read(|connection| photo::file(connection, hash))
                // At any doubt it stays.
                .map_or(true, |state: FileState| state.here)
        };
        Ok(vault.sweep(&known)?)
    }
}

impl Courier<'_> {
    /// Sends a request, once more with the hub's own nonce if it asks for that.
    fn call(&mut self, method: &'static str, path: &str, body: &[u8]) -> Result<Reply, Error> {
        for last in [false, true] {
            if self.control.is_cancelled() {
                return Err(transport_failed(TransportError::Cancelled));
            }
            let signed = Signed {
                method,
                path,
                hub: self.pin,
                body,
            };
            let auth = self
                .workspace
                .sign_request(self.community, self.nonce, &signed);
            let request = HttpRequest {
                method,
                path: path.to_owned(),
                auth: (AUTH_HEADER, auth.to_text()),
                body: body.to_vec(),
            };
            let response = self.send_patiently(&request)?;
            self.report.bytes_up += body.len() as u64;
            self.report.bytes_down += response.body.len() as u64;
            let challenge = (response.status == 401)
                .then(|| Challenge::open(self.pin, &auth.signature, &response.body))
                .flatten();
            match challenge {
                Some(challenge) if !last => self.nonce = challenge.nonce,
                _ => {
                    return Ok(Reply {
                        response,
                        signature: auth.signature,
                    });
                }
            }
        }
        Err(Error::state(Code::HubRefused))
    }

    fn send_patiently(&self, request: &HttpRequest) -> Result<HttpResponse, Error> {
        let mut attempt = 0;
        loop {
            let result = self.transport.send(&self.address, self.pin, request);
            let retry_after = match &result {
                Ok(response) if matches!(response.status, 429 | 503) => response.retry_after,
                Err(TransportError::Offline | TransportError::Timeout) => None,
                _ => return result.map_err(transport_failed),
            };
            if !self.transport.pause(attempt, retry_after) {
                return match result {
                    Ok(response) => Err(refusal(response.status, &response.body)),
                    Err(error) => Err(transport_failed(error)),
                };
            }
            attempt += 1;
        }
    }

    fn put(
        &mut self,
        outgoing: Outgoing,
        length: u64,
        at: u64,
        part: &[u8],
    ) -> Result<FileAnswer, Error> {
        let path = format!(
            "{FILES_PATH}{}?record={}&size={length}&at={at}",
            to_hex(&outgoing.hash),
            outgoing.record
        );
        let Reply {
            response,
            signature,
        } = self.call("PUT", &path, part)?;
        if response.status != 200 {
            return Err(refusal(response.status, &response.body));
        }
        open_answer(self.pin, &signature, &response.body)
            .and_then(|body| postcard::from_bytes(&body).ok())
            .ok_or(Error::state(Code::HubNotTrusted))
    }

    fn send(&mut self, vault: &Vault, outgoing: Outgoing) -> Result<(), Error> {
        let (_, length) = vault.read(outgoing.hash, 0, 0)?;
        // The hub's answer says how much is there already, from a transfer that was cut off.
        let mut answer = self.put(outgoing, length, 0, &[])?;
        let mut stuck = 0;
        while !answer.complete {
            let (part, _) = vault.read(outgoing.hash, answer.have, PART)?;
            let next = self.put(outgoing, length, answer.have, &part)?;
            // A file that was damaged on its way begins anew; a hub that never gets it whole is broken.
            stuck = if next.have > answer.have {
                0
            } else {
                stuck + 1
            };
            if stuck > 2 {
                return Err(Error::state(Code::HubRefused));
            }
            answer = next;
            self.tell();
        }
        self.report.sent += 1;
        let state = FileState {
            here: true,
            at_hub: true,
            wanted: false,
        };
        Ok(self
            .workspace
            .store
            .write(|tx| photo::set_file(tx, outgoing.hash, state))?)
    }

    fn fetch(&mut self, vault: &Vault, hash: FileHash, length: u64) -> Result<(), Error> {
        for _ in 0..2 {
            let mut have = vault.fetched(hash);
            while have < length {
                let path = format!("{FILES_PATH}{}?at={have}", to_hex(&hash));
                let Reply { response, .. } = self.call("GET", &path, &[])?;
                match response.status {
                    200 if !response.body.is_empty() => {}
                    // Nobody has handed it in yet: it comes another time.
                    200 | 404 => return Ok(()),
                    status => return Err(refusal(status, &response.body)),
                }
                vault.append(hash, have, &response.body)?;
                have += response.body.len() as u64;
                self.tell();
            }
            if vault.finish(hash)? {
                self.report.received += 1;
                let state = FileState {
                    here: true,
                    at_hub: true,
                    wanted: false,
                };
                self.workspace
                    .store
                    .write(|tx| photo::set_file(tx, hash, state))?;
                return Ok(());
            }
        }
        // Twice damaged on its way: it comes another time.
        Ok(())
    }

    fn tell(&self) {
        self.control.progress(SyncProgress {
            sent: self.report.sent,
            received: self.report.received,
            bytes_up: self.report.bytes_up,
            bytes_down: self.report.bytes_down,
        });
    }
}

/// An answer, and the signature of the request that it must be bound to.
struct Reply {
    response: HttpResponse,
    signature: [u8; 64],
}

impl Workspace {
    fn sign_request(&self, community: CommunityId, nonce: Nonce, signed: &Signed<'_>) -> Auth {
        Auth::sign(community, &self.lock().keys, nonce, signed)
    }

    fn hub_nonce(&self, pin: HubPin) -> Result<Nonce, Error> {
        Ok(self
            .store
            .read(|connection| crate::workspace::exchange::sync::nonce(connection, pin))?)
    }
}
