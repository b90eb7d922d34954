//! Making a hub this community's: its operator's token, once, and an entry in the roster that tells everybody.

use super::leave;
use super::steps::SyncSteps;
use super::transport::{HttpRequest, HttpResponse, Transport, refusal, transport_failed};
use crate::domain::Code;
use crate::records::PublicKeys;
use crate::roster::{HubAddress, Op, RawEntry};
use crate::rules::authority::Operation;
use crate::sync::bounded;
use crate::sync::is_private;
use crate::sync::{AUTH_HEADER, Auth, HubPin, Nonce, Signed, UNPACKED_FACTOR, open_answer};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::{Error, Workspace, author};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The path.
pub const CLAIM_PATH: &str = "/v1/claim";
/// Bytes of roster entries that go with a claim; the rest comes with the first sync.
const ENTRIES_BYTES: usize = 512 * 1024;

/// The body of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// 1.
    pub protocol: u8,
    /// The token that the hub's operator was given.
    pub token: String,
    /// The registrar's keys: the hub knows nobody yet.
    pub keys: PublicKeys,
    /// The community's roster, as far as there is room, from its genesis on.
    pub entries: Vec<RawEntry>,
}

impl ClaimRequest {
    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::domain::entry::encode(self)
    }

    /// From received bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let claim: Self = bounded::decode(bytes)?;
        (claim.protocol == 1).then_some(claim)
    }

    /// The token and the registrar's keys, with which received bytes begin. Nothing else of them is read.
    #[must_use]
    pub fn head(bytes: &[u8]) -> Option<(&str, PublicKeys)> {
        let ((protocol, token, keys), _): ((u8, &str, PublicKeys), _) =
            postcard::take_from_bytes(bytes).ok()?;
        (protocol == 1).then_some((token, keys))
    }

    /// The most memory that reading received bytes takes.
    #[must_use]
    pub const fn memory(bytes: &[u8]) -> usize {
        bytes.len() * UNPACKED_FACTOR
    }
}

impl Workspace {
    /// Claims a hub for this community and enters its address and pin in the roster; invitations name them from now on.
    /// Calling it again with the same hub does no harm. If the community had another one, that is told, and what only it has
    /// is fetched: a phone that asks it hears of the new one there. If it cannot be reached now, later syncs of this store go
    /// there, until it has answered or counts as gone for good (docs/hub.md). What the old one had, its phones hand to the new one.
    ///
    /// # Errors
    /// `not_registrar`, `not_allowed`, `pin_malformed`, `field_missing`, `hub_token` (the token is wrong, used or too
    /// old), `hub_claimed` (by another community), `hub_unreachable` and what else [`Self::sync`] gives;
    /// [`Error::Store`].
    pub fn claim_hub(
        &self,
        address: &str,
        pin: &str,
        token: &str,
        transport: &dyn Transport,
    ) -> Result<u32, Error> {
        let address = address.trim().trim_end_matches('/');
        author::named("hub", address)?;
        if !is_private(address) {
            return Err(Error::field("hub", Code::HubAddress));
        }
        let pin = HubPin::from_text(pin.trim()).ok_or(Error::field("pin", Code::PinMalformed))?;
        let (request, signature) = self.claim(pin, token)?;
        let response = transport
            .send(address, pin, &request)
            .map_err(transport_failed)?;
        claimed(pin, &signature, &response)?;
        let mut left = None;
        let index = self.roster_command(|command, appended| {
            command.check(Operation::Grant, command.roster().whole())?;
            let hub = HubAddress {
                address: address.to_owned(),
                pin: pin.0,
            };
            if appended.roster().hub() == Some(&hub) {
                return Ok(appended.roster().tip().index);
            }
            let op = Op::Hub {
                address: hub.address,
                pin: hub.pin,
            };
            let before = appended.roster().hub().cloned();
            let index = append_ops(appended, command, vec![op], BTreeMap::new())?;
            if let Some(before) = before.filter(|before| before.pin != pin.0) {
                leave::owe(command.intake.tx, &before, pin)?;
                left = Some(before);
            }
            Ok(index)
        })?;
        if let Some(left) = left {
            let pin = HubPin(left.pin);
            // It may be gone: that is one reason to have another. What is not done now stays owed.
            if self.take_leave(left, transport).is_ok() {
                self.store.write(|tx| leave::settle(tx, pin))?;
            }
        }
        Ok(index)
    }

    /// Hands a hub that the community has left what it lacks, above all the entry that says so, and takes what it has.
    fn take_leave(&self, hub: HubAddress, transport: &dyn Transport) -> Result<(), Error> {
        let _turn = self.flights.turn();
        self.go_to(HubPin(hub.pin))?;
        let mut steps = SyncSteps::new(self.roster()?.community(), hub);
        while let Some(request) = self.next_request(&mut steps)? {
            let response = transport
                .send(&steps.address, steps.pin, &request)
                .map_err(transport_failed)?;
            self.take_response(&mut steps, &response)?;
        }
        Ok(())
    }

    fn claim(&self, hub: HubPin, token: &str) -> Result<(HttpRequest, [u8; 64]), Error> {
        let inner = self.lock();
        let roster = inner
            .roster
            .clone()
            .ok_or(Error::state(Code::NotEnrolled))?;
        if !inner.is_registrar() {
            return Err(Error::state(Code::NotRegistrar));
        }
        let mut bytes = 0;
        let entries = roster
            .entries()
            .take_while(|raw| {
                bytes += raw.bytes.len();
                bytes <= ENTRIES_BYTES
            })
            .cloned()
            .collect();
        let body = ClaimRequest {
            protocol: 1,
            token: token.trim().to_owned(),
            keys: inner.keys.public(),
            entries,
        }
        .to_bytes();
        let signed = Signed {
            method: "POST",
            path: CLAIM_PATH,
            hub,
            body: &body,
        };
        let auth = Auth::sign(roster.community(), &inner.keys, Nonce([0; 16]), &signed);
        let request = HttpRequest {
            method: "POST",
            path: CLAIM_PATH.to_owned(),
            auth: (AUTH_HEADER, auth.to_text()),
            body,
        };
        Ok((request, auth.signature))
    }
}

fn claimed(pin: HubPin, signature: &[u8; 64], response: &HttpResponse) -> Result<(), Error> {
    let says =
        |code: &str| String::from_utf8_lossy(&response.body).contains(&format!("\"{code}\""));
    match response.status {
        200 => open_answer(pin, signature, &response.body)
            .map(drop)
            .ok_or(Error::state(Code::HubNotTrusted)),
        403 if says("hub_token") => Err(Error::field("token", Code::HubToken)),
        409 => Err(Error::state(Code::HubClaimed)),
        status => Err(refusal(status, &response.body)),
    }
}
