//! Entries and requests of a later version: what they say is not known here, so they wait, are stored and handed on, and
//! all that follows such an entry waits with it. A version that reads them takes them when it opens the store.

use super::arrival::{Arrival, Inserted, Rejudge};
use super::chain::Roster;
use super::entry::{RawEntry, RosterRefused};
use super::request::{OfficerRequest, OfficerRequestRefused, RequestState};
use crate::domain::{CommunityId, DeviceId, RosterHash};
use crate::records::{RosterRef, caps};
use std::borrow::Cow;

/// Entries that may wait to be read.
const MOST_UNREAD: usize = 256;

/// What is read of any entry, whatever its operations: version, community, index, the entry before.
type Head = (u8, CommunityId, u32, RosterHash);

impl RawEntry {
    fn head(&self) -> Option<Head> {
        let (head, _) = postcard::take_from_bytes(&self.bytes).ok()?;
        Some(head)
    }

    /// Its position in the chain, also where its operations cannot be read.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.head().map_or(0, |(_, _, index, _)| index)
    }
}

/// What is read of any request: version, community, the entry that it cites, its author's device.
type RequestHead = (u8, CommunityId, RosterRef, DeviceId);

impl OfficerRequest {
    fn head(&self) -> Option<RequestHead> {
        let (head, _) = postcard::take_from_bytes(&self.bytes).ok()?;
        Some(head)
    }

    /// Index of the roster entry that it cites, also where its operations cannot be read.
    #[must_use]
    pub fn cites(&self) -> u32 {
        self.head().map_or(0, |(_, _, cited, _)| cited.index)
    }
}

impl Roster {
    /// Keeps an entry whose operations this version does not know, if the registrar or the root signed it: nobody else's is
    /// kept.
    pub(super) fn leave_unread(&mut self, raw: RawEntry) -> Result<Inserted, RosterRefused> {
        let Some((_, community, index, before)) = raw.head() else {
            return Err(RosterRefused::Form);
        };
        if index == 0 || community != self.community() {
            return Err(RosterRefused::Community);
        }
        if raw.bytes.len() > caps::ROSTER_ENTRY {
            return Err(RosterRefused::Size);
        }
        let hash = raw.hash();
        if self.unread.contains_key(&hash) {
            return Ok(Inserted::merely(Arrival::Known));
        }
        // As of the entry before it; where that is not known either, as of the last one that is.
        let state = match self.entry(before) {
            Some(_) if before != self.line.tip() => Cow::Owned(self.state_at(before)),
            _ => Cow::Borrowed(&self.line.state),
        };
        raw.check_registrar(&state.registrar)
            .or_else(|_| raw.check_root(&state.root))?;
        if self.unread.len() >= MOST_UNREAD {
            return Err(RosterRefused::WaitingFull);
        }
        self.unread.insert(hash, raw);
        Ok(Inserted::merely(Arrival::Pending))
    }

    /// Keeps a request whose operations this version does not know, if its author's device is known and signed it; within
    /// the bounds of all that he asks for.
    pub(super) fn leave_request_unread(
        &mut self,
        mut request: OfficerRequest,
    ) -> Result<(RequestState, Rejudge), OfficerRequestRefused> {
        let (_, community, _, by) = request.head().ok_or(OfficerRequestRefused::Form)?;
        if community != self.community() {
            return Err(OfficerRequestRefused::Community);
        }
        let author = self.device(by).filter(|device| device.removed.is_none());
        let author = author.ok_or(OfficerRequestRefused::Device)?;
        if !request.signed_by(&author.keys) {
            return Err(OfficerRequestRefused::Signature);
        }
        self.drop_false_signatures(&mut request);
        self.drop_erased(&mut request.names);
        let id = request.id();
        if let Some((_, known)) = self.requests.unread.get_mut(&id) {
            // Who agrees, and the words, may come in parts.
            known.signatures.append(&mut request.signatures);
            known.keep_most_signatures(by);
            known.names = known.names.take().or(request.names);
        } else if self.requests.is_full_for(&request, by) {
            return Err(OfficerRequestRefused::Full);
        } else {
            self.requests.unread.insert(id, (by, request));
        }
        Ok((RequestState::Unread, Rejudge::Nothing))
    }

    /// Requests that wait for a version that reads them.
    pub fn unread_requests(&self) -> impl Iterator<Item = &OfficerRequest> {
        self.requests.unread.values().map(|(_, request)| request)
    }

    /// Entries that wait for a version that reads them.
    pub fn unread(&self) -> impl Iterator<Item = &RawEntry> {
        self.unread.values()
    }
}
