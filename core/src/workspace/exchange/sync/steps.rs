//! One sync, step by step.

use super::ahead::{Ahead, Came, Opened};
use super::flight::Carries;
use super::outbox::{self, Unanswered, Whose};
use super::state::HubState;
use super::transport::{
    HttpRequest, HttpResponse, SyncControl, SyncProgress, Transport, refusal, transport_failed,
};
use crate::domain::Code;
use crate::domain::CommunityId;
use crate::records::DeviceKeys;
use crate::roster::HubAddress;
use crate::store::held;
use crate::sync::{AUTH_HEADER, Auth, Challenge, HubPin, Nonce, SYNC_PATH, Signed};
use crate::workspace::community::enrol;
use crate::workspace::{Error, Workspace};

/// Result of a sync.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// Records the hub has acknowledged.
    pub sent: u64,
    /// Records that were new here.
    pub received: u64,
    /// Records that the hub did not take; they stay here and are sent again.
    pub not_taken: u64,
    /// Requests made.
    pub requests: u64,
    /// Bytes of their bodies.
    pub bytes_up: u64,
    /// Bytes of the answers' bodies.
    pub bytes_down: u64,
    /// Whether all that the hub has for this member is here, counted.
    pub complete: bool,
    /// The hub was restored and hands out nothing until an office has synced.
    pub recovering: bool,
    /// Records dropped here because this member reads them no more and the hub's backup has them.
    pub purged: u64,
}

/// A sync under way.
#[derive(Debug)]
pub struct SyncSteps {
    pub(super) community: CommunityId,
    pub(super) address: String,
    pub(super) pin: HubPin,
    pub(super) report: SyncReport,
    pub(super) phase: Phase,
    /// Records through this local number were sent in this phase.
    pub(super) sent_through: i64,
    /// Requests in a row that brought no step forward.
    pub(super) idle: u32,
    challenged: bool,
    /// Whether the hub has told the time in this sync.
    pub(super) told_time: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Sending what this device wrote, taking what is new.
    Own,
    /// Sending what others wrote and the hub still lacks.
    Carried,
    Done,
}

/// A hub that asks for more steps than this without anything moving is broken.
const MOST_IDLE: u32 = 8;

impl SyncSteps {
    pub(super) fn new(community: CommunityId, hub: HubAddress) -> Self {
        Self {
            community,
            address: hub.address,
            pin: HubPin(hub.pin),
            report: SyncReport::default(),
            phase: Phase::Own,
            sent_through: 0,
            idle: 0,
            challenged: false,
            told_time: false,
        }
    }

    /// Address of the hub.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The community.
    #[must_use]
    pub const fn community(&self) -> CommunityId {
        self.community
    }

    /// Its pin.
    #[must_use]
    pub const fn pin(&self) -> HubPin {
        self.pin
    }

    /// The sync's result so far.
    #[must_use]
    pub const fn report(&self) -> SyncReport {
        self.report
    }
}

impl Workspace {
    /// Begins a sync.
    ///
    /// # Errors
    /// `not_enrolled`, `hub_missing` (the community has no hub, or this store has not heard of it); [`Error::Store`].
    pub fn start_sync(&self) -> Result<SyncSteps, Error> {
        let roster = self.lock().roster.clone();
        let (community, hub) = match roster {
            Some(roster) => (roster.community(), roster.hub().cloned()),
            None => {
                let invitation = enrol::invitation(self)?.ok_or(Error::state(Code::NotEnrolled))?;
                (invitation.community(), invitation.hub())
            }
        };
        let hub = hub.ok_or(Error::state(Code::HubMissing))?;
        self.go_to(HubPin(hub.pin))?;
        Ok(SyncSteps::new(community, hub))
    }

    /// What is known of another hub than this one is not known of this one.
    pub(super) fn go_to(&self, pin: HubPin) -> Result<(), Error> {
        if self
            .store
            .read(|connection| HubState::is_of_another(connection, pin))?
        {
            self.store.write(|tx| HubState::begin_anew(tx, pin))?;
        }
        Ok(())
    }

    /// The next request to send; `None` when the sync is done.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn next_request(&self, steps: &mut SyncSteps) -> Result<Option<HttpRequest>, Error> {
        if steps.phase == Phase::Done {
            return Ok(None);
        }
        let mut guard = self.lock();
        let inner = &mut *guard;
        // A request that was meant for another hub is made anew.
        inner.unanswered = inner.unanswered.take().filter(|one| one.pin == steps.pin);
        if inner.unanswered.is_none() {
            let own = inner.keys.device();
            let whose = match steps.phase {
                Phase::Own => Whose::Own,
                Phase::Carried | Phase::Done => Whose::Everybody,
            };
            let now = self.let_over_go()?;
            let (state, (request, sent)) = self.store.read(|connection| {
                let state = HubState::load(connection, steps.pin)?;
                let after = steps.sent_through.max(state.floor);
                let held = held::nums(connection, now)?;
                let made = outbox::request(
                    connection,
                    &state,
                    steps.community,
                    own,
                    whose,
                    (after, &held),
                )?;
                Ok::<_, crate::store::StoreError>((state, made))
            })?;
            inner.unanswered = Some(Unanswered {
                pin: steps.pin,
                nonce: state.nonce,
                body: request.to_bytes(),
                signature: [0; 64],
                sent,
            });
        }
        let Some(unanswered) = inner.unanswered.as_mut() else {
            return Ok(None);
        };
        let (request, signature) = signed(
            steps,
            &inner.keys,
            unanswered.nonce,
            unanswered.body.clone(),
        );
        unanswered.signature = signature;
        steps.report.requests += 1;
        steps.report.bytes_up += unanswered.body.len() as u64;
        Ok(Some(request))
    }

    /// Takes an answer in. What it brought is durable when this returns.
    ///
    /// # Errors
    /// `hub_not_trusted` (it is not signed by the pinned hub), `device_unknown` (the hub has not heard of this device
    /// yet), `hub_busy` (try again later; also what a joining store is told while a restored hub hands out nothing),
    /// `hub_refused`, `device_revoked` (everything was handed in; nothing comes any more); [`Error::Store`].
    pub fn take_response(
        &self,
        steps: &mut SyncSteps,
        response: &HttpResponse,
    ) -> Result<(), Error> {
        steps.report.bytes_down += response.body.len() as u64;
        match response.status {
            200 => {
                let opened = self.open_answer(steps, &response.body)?;
                self.take_answer(steps, opened)
            }
            401 => self.take_challenge(steps, &response.body),
            status => {
                if !matches!(status, 429 | 500..) {
                    // This very request is never taken: the next one is made anew.
                    self.lock().unanswered = None;
                }
                Err(refusal(status, &response.body))
            }
        }
    }

    fn take_challenge(&self, steps: &mut SyncSteps, body: &[u8]) -> Result<(), Error> {
        let mut inner = self.lock();
        let Some(unanswered) = inner.unanswered.as_mut() else {
            return Err(Error::state(Code::HubRefused));
        };
        match Challenge::open(steps.pin, &unanswered.signature, body) {
            // A hub that is never content is no hub.
            Some(_) if steps.challenged && steps.idle >= MOST_IDLE => {
                Err(Error::state(Code::HubRefused))
            }
            Some(challenge) => {
                steps.challenged = true;
                steps.idle += 1;
                unanswered.nonce = challenge.nonce;
                Ok(())
            }
            None => Err(refusal(401, body)),
        }
    }

    pub(super) fn take_answer(&self, steps: &mut SyncSteps, opened: Opened) -> Result<(), Error> {
        let Some(unanswered) = self.lock().unanswered.clone() else {
            return Err(Error::state(Code::HubRefused));
        };
        steps.challenged = false;
        let before = (steps.phase, steps.report.sent, steps.report.received);
        self.apply(steps, &unanswered.sent, opened)?;
        let moved = before != (steps.phase, steps.report.sent, steps.report.received)
            || !unanswered.sent.records.is_empty();
        steps.idle = if moved { 0 } else { steps.idle + 1 };
        if steps.phase != Phase::Done && steps.idle > MOST_IDLE {
            return Err(Error::state(Code::HubRefused));
        }
        Ok(())
    }

    /// Syncs over a transport until all is done, or something goes wrong that waiting does not mend. What was taken until then stays,
    /// and the next call goes on from there. One flight at a time: a second call waits for the first.
    /// A store that owes leave to a hub that the community has left then visits it, once; that this fails is no failure of the sync.
    ///
    /// # Errors
    /// As [`Self::start_sync`] and [`Self::take_response`]; `hub_unreachable`, `hub_timeout`, `hub_not_trusted`,
    /// `sync_cancelled`.
    pub fn sync(
        &self,
        transport: &dyn Transport,
        control: &dyn SyncControl,
    ) -> Result<SyncReport, Error> {
        self.fly(Carries::Records, control, |control| {
            let report = self.carry_records(transport, control)?;
            self.visit_left(transport, control);
            Ok(report)
        })
    }

    fn carry_records(
        &self,
        transport: &dyn Transport,
        control: &dyn SyncControl,
    ) -> Result<SyncReport, Error> {
        let mut steps = self.start_sync()?;
        let (mut attempt, mut retry_after) = (0, None);
        let mut ahead = None;
        while let Some(request) = self.next_request(&mut steps)? {
            if control.is_cancelled() {
                return Err(Error::state(Code::SyncCancelled));
            }
            let came = match ahead.take() {
                Some(Ahead {
                    request: sent,
                    came,
                }) if sent == request => came,
                _ => transport
                    .send(&steps.address, steps.pin, &request)
                    .map(Came::unopened),
            };
            let result = came.map_err(transport_failed).and_then(|came| {
                retry_after = came.response.retry_after;
                self.take_reading_ahead(&mut steps, came, transport, &mut ahead)
            });
            if let Err(error) = result {
                let passing = [Code::HubUnreachable, Code::HubTimeout, Code::HubBusy]
                    .contains(&error.reason());
                if !passing || !transport.pause(attempt, retry_after.take()) {
                    // Called off during the pause: that is what happened, not the failure before it.
                    let called_off = passing && control.is_cancelled();
                    return Err(if called_off {
                        Error::state(Code::SyncCancelled)
                    } else {
                        error
                    });
                }
                attempt += 1;
                continue;
            }
            attempt = 0;
            control.progress(SyncProgress {
                sent: steps.report.sent,
                received: steps.report.received,
                bytes_up: steps.report.bytes_up,
                bytes_down: steps.report.bytes_down,
            });
        }
        Ok(steps.report)
    }
}

/// A request with its signature.
pub(super) fn signed(
    steps: &SyncSteps,
    keys: &DeviceKeys,
    nonce: Nonce,
    body: Vec<u8>,
) -> (HttpRequest, [u8; 64]) {
    let signed = Signed {
        method: "POST",
        path: SYNC_PATH,
        hub: steps.pin,
        body: &body,
    };
    let auth = Auth::sign(steps.community, keys, nonce, &signed);
    let request = HttpRequest {
        method: "POST",
        path: SYNC_PATH.to_owned(),
        auth: (AUTH_HEADER, auth.to_text()),
        body,
    };
    (request, auth.signature)
}
