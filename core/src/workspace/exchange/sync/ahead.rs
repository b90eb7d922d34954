//! The next page is on its way, and checked, while the one before it is written. What is taken in, and in which order, is
//! the same as without; a page that was asked for in vain is thrown away.

use super::steps::{SyncSteps, signed};
use super::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::domain::{Code, CommunityId};
use crate::intake::{Aside, Item, Origin, check_ahead};
use crate::roster::Roster;
use crate::sync::{HubPin, SyncAnswer, SyncRequest};
use crate::workspace::{Error, Workspace};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An answer that the pinned hub signed, its records apart.
pub(super) struct Opened {
    pub(super) answer: SyncAnswer,
    pub(super) batch: Vec<(Item, Origin)>,
}

/// A response, opened already where there was time for it.
pub(super) struct Came {
    pub(super) response: HttpResponse,
    opened: Option<Opened>,
}

impl Came {
    pub(super) const fn unopened(response: HttpResponse) -> Self {
        Self {
            response,
            opened: None,
        }
    }
}

/// A request that was sent before the answer to the one before it was written, and what came of it.
pub(super) struct Ahead {
    pub(super) request: HttpRequest,
    pub(super) came: Result<Came, TransportError>,
}

/// Everything that opening an answer needs: no lock of the store is held meanwhile.
pub(super) struct Opener {
    pub(super) community: CommunityId,
    pub(super) pin: HubPin,
    pub(super) signature: [u8; 64],
}

impl Opener {
    /// Checks the records as well, as far as `check` says.
    pub(super) fn open(
        &self,
        body: &[u8],
        check: Option<(&Roster, Aside<'_>, &AtomicBool)>,
    ) -> Result<Opened, Error> {
        let mut answer = SyncAnswer::open(self.pin, &self.signature, body)
            .ok_or(Error::state(Code::HubNotTrusted))?;
        let carried = std::mem::take(&mut answer.records)
            .unpack(self.community)
            .map_err(|_| Error::state(Code::HubRefused))?;
        let (parts, origins): (Vec<_>, Vec<_>) = carried
            .into_iter()
            .map(|carried| (carried.parts, Origin::Hub(carried.seq)))
            .unzip();
        let items = match check {
            Some((roster, aside, stop)) => check_ahead(roster, parts, aside, stop),
            None => parts.into_iter().map(Item::from).collect(),
        };
        Ok(Opened {
            answer,
            batch: items.into_iter().zip(origins).collect(),
        })
    }
}

impl Workspace {
    /// Opens the answer to the request that is under way.
    pub(super) fn open_answer(&self, steps: &SyncSteps, body: &[u8]) -> Result<Opened, Error> {
        let inner = self.lock();
        let unanswered = inner.unanswered.as_ref();
        let signature = unanswered.ok_or(Error::state(Code::HubRefused))?.signature;
        drop(inner);
        let opener = Opener {
            community: steps.community,
            pin: steps.pin,
            signature,
        };
        opener.open(body, None)
    }

    /// The request that follows an answer which is not taken in yet, with its signature. None where that depends on what the
    /// answer brings: while there is anything to send, or when it is the last.
    fn following(&self, steps: &SyncSteps, answer: &SyncAnswer) -> Option<(HttpRequest, [u8; 64])> {
        if !answer.more || answer.rewind.is_some() || answer.recovering {
            return None;
        }
        let inner = self.lock();
        let unanswered = inner.unanswered.as_ref()?;
        let sent = &unanswered.sent;
        if !(sent.records.is_empty() && sent.entries.is_empty() && sent.requests.is_empty()) {
            return None;
        }
        let mut request = SyncRequest::from_bytes(&unanswered.body)?;
        request.cursor = Some(answer.cursor.clone());
        Some(signed(steps, &inner.keys, answer.nonce, request.to_bytes()))
    }

    /// Takes a response in; over a transport that allows it, the next one is fetched meanwhile.
    pub(super) fn take_reading_ahead(
        &self,
        steps: &mut SyncSteps,
        came: Came,
        transport: &dyn Transport,
        ahead: &mut Option<Ahead>,
    ) -> Result<(), Error> {
        if came.response.status != 200 {
            return self.take_response(steps, &came.response);
        }
        steps.report.bytes_down += came.response.body.len() as u64;
        let opened = match came.opened {
            Some(opened) => opened,
            None => self.open_answer(steps, &came.response.body)?,
        };
        let next = transport
            .reads_ahead()
            .then(|| self.following(steps, &opened.answer))
            .flatten();
        let Some((request, signature)) = next else {
            return self.take_answer(steps, opened);
        };
        let (address, pin) = (steps.address.clone(), steps.pin);
        let opener = Opener {
            community: steps.community,
            pin,
            signature,
        };
        let roster: Option<Arc<Roster>> = self.lock().roster.clone();
        let (written, aside) = (AtomicBool::new(false), Aside::for_readers_of(&self.store));
        let fetch = || {
            let response = transport.send(&address, pin, &request)?;
            let check = roster.as_deref().map(|roster| (roster, aside, &written));
            // What does not open here is opened again where its error is told.
            let opened = (response.status == 200)
                .then(|| opener.open(&response.body, check).ok())
                .flatten();
            Ok(Came { response, opened })
        };
        let (taken, came) = std::thread::scope(|scope| {
            let fetching = scope.spawn(fetch);
            let taken = self.take_answer(steps, opened);
            written.store(true, Ordering::Relaxed);
            // Its panic, if it ever had one, is a line that was cut.
            let came = fetching.join().unwrap_or(Err(TransportError::Offline));
            (taken, came)
        });
        *ahead = Some(Ahead { request, came });
        taken
    }
}
