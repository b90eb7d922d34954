//! The requests that a roster was given, and where each stands at its tip.

use super::arrival::Rejudge;
use super::chain::Roster;
use super::concern::Concern;
use super::holding::{Grant, GrantId, Narrowing};
use super::officer::Officer;
use super::op::{NarrowTarget, Op, OpRefused};
use super::request::{OfficerRequest, OfficerRequestRefused, RequestContent, RequestState};
use super::state::Hit;
use crate::domain::{DeviceId, MemberId};
use crate::records::PublicKeys;
use std::collections::{BTreeMap, BTreeSet};

/// Requests held in all, and their bytes.
const MOST_REQUESTS: usize = 4_096;
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Requests held of one device, and their bytes: an afternoon's invitations, the pins of some busy phones.
pub(super) const MOST_OF_SIGNER: usize = 128;
pub(super) const MOST_BYTES_OF_SIGNER: usize = 256 * 1024;
/// Requests that wait in memory for the entry that they cite, and their bytes.
const MOST_EARLY: usize = 64;
const MOST_EARLY_BYTES: usize = 1024 * 1024;

#[derive(Debug, Clone, Default)]
pub(super) struct Requests {
    /// Verified and unsettled.
    held: BTreeMap<[u8; 32], Held>,
    /// Not to be verified yet: in memory alone, never stored or relayed.
    early: BTreeMap<[u8; 32], OfficerRequest>,
    /// Of a later version, by their authors: verified, stored and handed on.
    pub(super) unread: BTreeMap<[u8; 32], (DeviceId, OfficerRequest)>,
    provisional: BTreeMap<DeviceId, PublicKeys>,
    suspensions: Vec<(Hit, Narrowing)>,
}

#[derive(Debug, Clone)]
struct Held {
    request: OfficerRequest,
    content: RequestContent,
    state: RequestState,
    /// The devices that it makes known, and what it suspends, as it stands.
    admits: Vec<PublicKeys>,
    suspends: Vec<(Hit, Narrowing)>,
}

/// What judging requests again changed.
pub(super) struct Review {
    pub(super) rejudge: Rejudge,
    pub(super) opened: Vec<[u8; 32]>,
    pub(super) closed: Vec<[u8; 32]>,
}

impl Requests {
    /// The suspensions of a grant or a device.
    pub(super) fn suspensions(
        &self,
        grant: GrantId,
        device: DeviceId,
    ) -> impl Iterator<Item = &Narrowing> {
        let hits = move |hit: &Hit| hit.device == Some(device) || hit.grants.contains(&grant);
        self.suspensions
            .iter()
            .filter(move |(hit, _)| hits(hit))
            .map(|(_, n)| n)
    }

    /// Whether a new request is more than what is held of all, or of its author.
    pub(super) fn is_full_for(&self, request: &OfficerRequest, author: DeviceId) -> bool {
        let read = self
            .held
            .values()
            .map(|held| (held.content.by, &held.request));
        let unread = self.unread.values().map(|(by, request)| (*by, request));
        let ((mut all, mut own), one) = (((0, 0), (0, 0)), (author, request));
        for (by, request) in read.chain(unread).chain([one]) {
            all = (all.0 + 1, all.1 + weight(request));
            if by == author {
                own = (own.0 + 1, own.1 + weight(request));
            }
        }
        all.0 > MOST_REQUESTS
            || all.1 > MOST_BYTES
            || own.0 > MOST_OF_SIGNER
            || own.1 > MOST_BYTES_OF_SIGNER
    }
}

/// Bytes that a request takes.
fn weight(request: &OfficerRequest) -> usize {
    request.bytes.len() + request.names.as_ref().map_or(0, Vec::len)
}

impl Roster {
    /// Takes a request, in whatever order requests and entries come: its signature is checked before anything else is
    /// done with it, and it is judged once. Returns where it stands, and whose records must be judged again (an
    /// admitted device's are verifiable from now on). A settled one is not held.
    ///
    /// # Errors
    /// Why it is refused and not held.
    pub fn accept_request(
        &mut self,
        mut request: OfficerRequest,
    ) -> Result<(RequestState, Rejudge), OfficerRequestRefused> {
        let content = match request.open() {
            Err(OfficerRequestRefused::Later) => return self.leave_request_unread(request),
            opened => opened?,
        };
        if content.community != self.community() {
            return Err(OfficerRequestRefused::Community);
        }
        let id = request.id();
        if self.effective_index(&content.roster).is_none() && !self.requests.held.contains_key(&id)
        {
            return self.wait_for_entry(id, request);
        }
        self.drop_what_is_false(&mut request, &content);
        self.drop_erased(&mut request.names);
        let before = self.requests.held.get(&id);
        if let Some(Held {
            request: before, ..
        }) = before
        {
            let mut signatures = before.signatures.clone();
            signatures.append(&mut request.signatures);
            request.signatures = signatures;
            request.names = request.names.or_else(|| before.names.clone());
            request.keep_most_signatures(content.by);
        }
        self.signed_by_author(&request, &content)?;
        if before.is_none() && self.requests.is_full_for(&request, content.by) {
            return Err(OfficerRequestRefused::Full);
        }
        let held = self.judged(request, content);
        match held.state {
            RequestState::Refused(why) => Err(why),
            RequestState::Settled => {
                self.requests.held.remove(&id);
                Ok((RequestState::Settled, self.apply_requests()))
            }
            state => {
                self.requests.held.insert(id, held);
                Ok((state, self.apply_requests()))
            }
        }
    }

    /// Drops the words of requests that say anything about a member whose words are erased; gives the requests.
    pub(super) fn strip_requests(&mut self) -> Vec<[u8; 32]> {
        let mut held = std::mem::take(&mut self.requests.held);
        let mut stripped = Vec::new();
        for (id, held) in &mut held {
            if self.drop_erased(&mut held.request.names) {
                stripped.push(*id);
            }
        }
        self.requests.held = held;
        let mut unread = std::mem::take(&mut self.requests.unread);
        for (id, (_, request)) in &mut unread {
            if self.drop_erased(&mut request.names) {
                stripped.push(*id);
            }
        }
        self.requests.unread = unread;
        stripped
    }

    /// Keeps a request in memory until the entry comes that says whether its author may ask.
    fn wait_for_entry(
        &mut self,
        id: [u8; 32],
        request: OfficerRequest,
    ) -> Result<(RequestState, Rejudge), OfficerRequestRefused> {
        let early = &mut self.requests.early;
        let bytes: usize = early.values().map(weight).sum();
        if early.len() >= MOST_EARLY || bytes + weight(&request) > MOST_EARLY_BYTES {
            return Err(OfficerRequestRefused::Full);
        }
        early.entry(id).or_insert(request);
        Ok((RequestState::Waiting, Rejudge::Nothing))
    }

    /// Drops names that are not the request's, and signatures that do not verify (also of unknown devices: they would
    /// only crowd out true ones).
    fn drop_what_is_false(&self, request: &mut OfficerRequest, content: &RequestContent) {
        request.drop_false_names(content);
        self.drop_false_signatures(request);
    }

    /// Drops signatures that do not verify, or of devices that are not known.
    pub(super) fn drop_false_signatures(&self, request: &mut OfficerRequest) {
        let sound = |device: &DeviceId| {
            let known = self.device(*device);
            known.is_some_and(|device| request.signed_by(&device.keys))
        };
        let kept = request.signatures.iter().filter(|(id, _)| sound(id));
        request.signatures = kept.map(|(id, signature)| (*id, *signature)).collect();
    }

    /// Whether its author's signature is among those that were verified.
    fn signed_by_author(
        &self,
        request: &OfficerRequest,
        content: &RequestContent,
    ) -> Result<(), OfficerRequestRefused> {
        if request.signatures.contains_key(&content.by) {
            Ok(())
        } else if self.device(content.by).is_some() {
            Err(OfficerRequestRefused::Signature)
        } else {
            Err(OfficerRequestRefused::Device)
        }
    }

    /// The requests that wait for the registrar.
    pub fn requests(&self) -> impl Iterator<Item = (&OfficerRequest, RequestState)> {
        let unsettled = |h: &&Held| matches!(h.state, RequestState::Open | RequestState::Suspends);
        self.requests
            .held
            .values()
            .filter(unsettled)
            .map(|h| (&h.request, h.state))
    }

    /// A request that is held, as far as its signatures are here, and where it stands.
    #[must_use]
    pub fn request(&self, id: [u8; 32]) -> Option<(&OfficerRequest, RequestState)> {
        if let Some((_, request)) = self.requests.unread.get(&id) {
            return Some((request, RequestState::Unread));
        }
        let held = self.requests.held.get(&id)?;
        Some((&held.request, held.state))
    }

    /// The keys of a device that a request admits and the registrar has not entered: its records can be verified, and
    /// are pending.
    #[must_use]
    pub fn provisional_device(&self, device: DeviceId) -> Option<PublicKeys> {
        self.requests.provisional.get(&device).copied()
    }

    /// The operations of the registrar's next entry that follow a request; its names are [`OfficerRequest::names`].
    ///
    /// # Errors
    /// Why it cannot be followed.
    pub fn plan_request(&self, request: &OfficerRequest) -> Result<Vec<Op>, OfficerRequestRefused> {
        let (mut request, content) = (request.clone(), request.open()?);
        self.drop_what_is_false(&mut request, &content);
        self.signed_by_author(&request, &content)?;
        match self.judge_request(&request, &content) {
            RequestState::Refused(why) => Err(why),
            RequestState::Waiting => Err(OfficerRequestRefused::Device),
            RequestState::Unread => Err(OfficerRequestRefused::Later),
            RequestState::Settled => Ok(Vec::new()),
            RequestState::Open | RequestState::Suspends => {
                let cited = self.effective_index(&content.roster).unwrap_or(0);
                Ok(self.needed(&content.ops, cited).cloned().collect())
            }
        }
    }

    /// Judges again the requests that entries may have moved, and takes those that waited for them.
    pub(super) fn review_requests(&mut self, concern: &Concern) -> Review {
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        let touched: Vec<[u8; 32]> = self
            .requests
            .held
            .iter()
            .filter(|(id, held)| concern.touches(id, &held.request, &held.content, self))
            .map(|(id, _)| *id)
            .collect();
        for id in touched {
            let Some(held) = self.requests.held.remove(&id) else {
                continue;
            };
            let held = self.judged(held.request, held.content);
            match held.state {
                RequestState::Settled | RequestState::Refused(_) => closed.push(id),
                _ => {
                    self.requests.held.insert(id, held);
                }
            }
        }
        let mut rejudge = self.apply_requests();
        for (id, request) in std::mem::take(&mut self.requests.early) {
            if let Ok((state, more)) = self.accept_request(request) {
                rejudge.join(more);
                if matches!(state, RequestState::Open | RequestState::Suspends) {
                    opened.push(id);
                }
            }
        }
        Review {
            rejudge,
            opened,
            closed,
        }
    }

    /// A request with what it says at the tip. Its signatures were checked when it came.
    fn judged(&self, request: OfficerRequest, content: RequestContent) -> Held {
        let state = self.judge_request(&request, &content);
        let (mut admits, mut suspends) = (Vec::new(), Vec::new());
        let cited = self.effective_index(&content.roster).unwrap_or(0);
        for op in self.needed(&content.ops, cited) {
            match (state, op) {
                (RequestState::Open | RequestState::Suspends, Op::AddDevice { keys, .. }) => {
                    admits.push(*keys);
                }
                (RequestState::Suspends, Op::Narrow { target, pins }) => {
                    if let Ok(hit) = self.hit_until(target, cited) {
                        let (index, pins) = (None, pins.clone());
                        suspends.push((hit, Narrowing { index, pins }));
                    }
                }
                _ => {}
            }
        }
        Held {
            request,
            content,
            state,
            admits,
            suspends,
        }
    }

    /// Makes what the held requests admit and suspend hold. Returns whose records that touches.
    fn apply_requests(&mut self) -> Rejudge {
        let held = || self.requests.held.values();
        let admits = held().flat_map(|held| &held.admits);
        let provisional: BTreeMap<DeviceId, PublicKeys> =
            admits.map(|keys| (keys.device(), *keys)).collect();
        let suspensions: Vec<(Hit, Narrowing)> =
            held().flat_map(|held| held.suspends.clone()).collect();
        if provisional == self.requests.provisional && suspensions == self.requests.suspensions {
            return Rejudge::Nothing;
        }
        let mut touched = self.affected(&self.requests);
        self.requests.provisional = provisional;
        self.requests.suspensions = suspensions;
        touched.extend(self.affected(&self.requests));
        Rejudge::devices(touched)
    }

    fn affected(&self, requests: &Requests) -> BTreeSet<DeviceId> {
        let mut out: BTreeSet<DeviceId> = requests.provisional.keys().copied().collect();
        for (hit, _) in &requests.suspensions {
            out.extend(hit.device);
            let members = hit
                .grants
                .iter()
                .filter_map(|id| self.line.state.grants.get(id));
            for member in members.map(|g| g.member).collect::<BTreeSet<MemberId>>() {
                out.extend(self.devices_of(member).map(|d| d.id));
            }
        }
        out
    }

    fn judge_request(&self, request: &OfficerRequest, content: &RequestContent) -> RequestState {
        let Some(cited) = self.effective_index(&content.roster) else {
            return RequestState::Waiting;
        };
        match self.try_request(request, content, cited) {
            Ok(state) => state,
            Err(why) => RequestState::Refused(why),
        }
    }

    fn try_request(
        &self,
        request: &OfficerRequest,
        content: &RequestContent,
        cited: u32,
    ) -> Result<RequestState, OfficerRequestRefused> {
        let author = self
            .device(content.by)
            .ok_or(OfficerRequestRefused::Device)?;
        let needed: Vec<&Op> = self.needed(&content.ops, cited).collect();
        if needed.is_empty() || self.line.state.declined.contains(&request.id()) {
            return Ok(RequestState::Settled);
        }
        if !author.held_at(cited) || author.removed.is_some() {
            return Err(OfficerRequestRefused::Device);
        }
        let mut agreed = BTreeSet::new();
        for id in request.signatures.keys() {
            let device = self
                .device(*id)
                .filter(|d| d.held_at(cited) && d.removed.is_none());
            let Some(device) = device else {
                continue;
            };
            let officer = Officer {
                roster: self,
                member: device.member,
                cited,
            };
            let may = needed
                .iter()
                .try_for_each(|op| officer.may_ask(op, &needed));
            match may {
                Ok(()) => {
                    agreed.insert(device.member);
                }
                Err(why) if *id == content.by => return Err(why),
                Err(_) => {}
            }
        }
        let ops: Vec<Op> = needed.iter().copied().cloned().collect();
        let next = self.line.state.index.saturating_add(1);
        self.line
            .state
            .after(next, &ops)
            .map_err(|(_, why)| OfficerRequestRefused::Op(why))?;
        let narrows = needed.iter().any(|op| matches!(op, Op::Narrow { .. }));
        Ok(if narrows && agreed.len() >= 2 {
            RequestState::Suspends
        } else {
            RequestState::Open
        })
    }

    /// The operations that the roster does not say already.
    fn needed<'a>(&'a self, ops: &'a [Op], cited: u32) -> impl Iterator<Item = &'a Op> {
        ops.iter().filter(move |op| match op {
            Op::AddMember { member } => self.member(*member).is_none(),
            Op::AddDevice { keys, .. } => self.device(keys.device()).is_none(),
            Op::Grant {
                member,
                role,
                scope,
            } => {
                let same = |g: &Grant| g.role == *role && g.scope == *scope;
                let later = |g: &Grant| g.removed.is_none() || g.id.index > cited;
                !self.grants_of(*member).any(|g| same(g) && later(g))
            }
            Op::Narrow { target, .. } => {
                self.hit_until(target, cited) != Err(OpRefused::NarrowsNothing)
            }
            Op::Represent {
                household, member, ..
            } => self.representative(*household, self.line.state.index) != *member,
            Op::EraseWords { member } => !self.is_wordless(*member),
            _ => true,
        })
    }

    /// What a narrowing would take away of what was there at the entry that it cites: a later grant is another matter.
    pub(super) fn hit_until(&self, target: &NarrowTarget, cited: u32) -> Result<Hit, OpRefused> {
        let mut hit = self.line.state.hit_by(target)?;
        hit.grants.retain(|id| id.index <= cited);
        let none = hit.grants.is_empty() && hit.device.is_none();
        if none {
            Err(OpRefused::NarrowsNothing)
        } else {
            Ok(hit)
        }
    }
}
