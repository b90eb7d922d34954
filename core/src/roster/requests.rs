//! The requests that a roster was given, and where each stands at its tip.

use super::arrival::Rejudge;
use super::chain::Roster;
use super::holding::{Grant, GrantId, Narrowing};
use super::op::{NarrowTarget, Op, OpRefused};
use super::request::{
    MOST_SIGNATURES, OfficerRequest, OfficerRequestRefused, RequestContent, RequestState,
};
use super::state::Hit;
use crate::domain::{DeviceId, MemberId};
use crate::records::PublicKeys;
use crate::rules::authority::{Operation, Permission, may_grant, permission};
use std::collections::{BTreeMap, BTreeSet};

/// Requests held in all.
const MOST_REQUESTS: usize = 4_096;
/// Requests held whose author nobody here knows yet.
const MOST_WAITING: usize = 256;

#[derive(Debug, Clone, Default)]
pub(super) struct Requests {
    held: BTreeMap<[u8; 32], Held>,
    provisional: BTreeMap<DeviceId, PublicKeys>,
    suspensions: Vec<(Hit, Narrowing)>,
}

#[derive(Debug, Clone)]
struct Held {
    request: OfficerRequest,
    content: RequestContent,
    state: RequestState,
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
}

impl Roster {
    /// Takes a request, in whatever order requests and entries come. Returns where it stands, and whose records must be
    /// judged again (an admitted device's are verifiable from now on).
    ///
    /// # Errors
    /// Why it is refused and not held.
    pub fn accept_request(
        &mut self,
        mut request: OfficerRequest,
    ) -> Result<(RequestState, Rejudge), OfficerRequestRefused> {
        let content = request.open()?;
        if content.community != self.community() {
            return Err(OfficerRequestRefused::Community);
        }
        let id = request.id();
        self.drop_false_signatures(&mut request, &content);
        if let Some(held) = self.requests.held.get(&id) {
            let mut before = held.request.clone();
            self.drop_false_signatures(&mut before, &content);
            before.signatures.append(&mut request.signatures);
            request.signatures = before.signatures;
            request.names = request.names.or(before.names);
            while request.signatures.len() > MOST_SIGNATURES {
                let others = |device: &&DeviceId| **device != content.by;
                let last = request.signatures.keys().rev().find(others).copied();
                last.and_then(|device| request.signatures.remove(&device));
            }
        }
        let state = self.judge_request(&request, &content);
        if let RequestState::Refused(why) = state {
            return Err(why);
        }
        let waits = |h: &&Held| h.state == RequestState::Waiting;
        let waiting = self.requests.held.values().filter(waits).count();
        let full = self.requests.held.len() >= MOST_REQUESTS
            || (state == RequestState::Waiting && waiting >= MOST_WAITING);
        if full && !self.requests.held.contains_key(&id) {
            return Err(OfficerRequestRefused::Full);
        }
        let held = Held {
            request,
            content,
            state: RequestState::Waiting,
        };
        self.requests.held.insert(id, held);
        let rejudge = self.review_requests();
        Ok((state, rejudge))
    }

    /// Drops signatures that do not verify; those of unknown devices too, once the entry that the request cites is
    /// here: they would only crowd out true ones.
    fn drop_false_signatures(&self, request: &mut OfficerRequest, content: &RequestContent) {
        let early = self.effective_index(&content.roster).is_none();
        let sound = |device: &DeviceId| match self.device(*device) {
            Some(device) => request.signed_by(&device.keys),
            None => early,
        };
        let kept = request
            .signatures
            .iter()
            .filter(|(device, _)| sound(device));
        request.signatures = kept
            .map(|(device, signature)| (*device, *signature))
            .collect();
    }

    /// The requests that wait for the registrar, or for the entry that they cite.
    pub fn requests(&self) -> impl Iterator<Item = (&OfficerRequest, RequestState)> {
        let unsettled = |h: &&Held| {
            use RequestState::{Open, Suspends, Waiting};
            matches!(h.state, Waiting | Open | Suspends)
        };
        self.requests
            .held
            .values()
            .filter(unsettled)
            .map(|h| (&h.request, h.state))
    }

    /// A request, as far as its signatures are here, and where it stands.
    #[must_use]
    pub fn request(&self, id: [u8; 32]) -> Option<(&OfficerRequest, RequestState)> {
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
        let content = request.open()?;
        match self.judge_request(request, &content) {
            RequestState::Refused(why) => Err(why),
            RequestState::Waiting => Err(OfficerRequestRefused::Device),
            RequestState::Settled => Ok(Vec::new()),
            RequestState::Open | RequestState::Suspends => {
                let cited = self.effective_index(&content.roster).unwrap_or(0);
                Ok(self.needed(&content.ops, cited).cloned().collect())
            }
        }
    }

    /// Judges every request again. Returns whose records that touches.
    pub(super) fn review_requests(&mut self) -> Rejudge {
        let mut requests = std::mem::take(&mut self.requests);
        let before: BTreeSet<DeviceId> = self.affected(&requests);
        let (old_provisional, old_suspensions) = (
            std::mem::take(&mut requests.provisional),
            std::mem::take(&mut requests.suspensions),
        );
        for held in requests.held.values_mut() {
            held.state = self.judge_request(&held.request, &held.content);
            let cited = self.effective_index(&held.content.roster).unwrap_or(0);
            for op in self.needed(&held.content.ops, cited) {
                match (held.state, op) {
                    (RequestState::Open | RequestState::Suspends, Op::AddDevice { keys, .. }) => {
                        requests.provisional.insert(keys.device(), *keys);
                    }
                    (RequestState::Suspends, Op::Narrow { target, pins }) => {
                        if let Ok(hit) = self.hit_until(target, cited) {
                            let (index, pins) = (None, pins.clone());
                            requests.suspensions.push((hit, Narrowing { index, pins }));
                        }
                    }
                    _ => {}
                }
            }
        }
        let changed =
            requests.provisional != old_provisional || requests.suspensions != old_suspensions;
        let after = self.affected(&requests);
        self.requests = requests;
        if changed {
            Rejudge::devices(before.union(&after).copied().collect())
        } else {
            Rejudge::Nothing
        }
    }

    fn affected(&self, requests: &Requests) -> BTreeSet<DeviceId> {
        let mut out: BTreeSet<DeviceId> = requests.provisional.keys().copied().collect();
        for (hit, _) in &requests.suspensions {
            out.extend(hit.device);
            let members = hit.grants.iter().filter_map(|id| self.state.grants.get(id));
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
        if !request.signed_by(&author.keys) {
            return Err(OfficerRequestRefused::Signature);
        }
        let needed: Vec<&Op> = self.needed(&content.ops, cited).collect();
        if needed.is_empty() || self.state.declined.contains(&request.id()) {
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
            let Some(device) = device.filter(|d| request.signed_by(&d.keys)) else {
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
        let next = self.state.index.saturating_add(1);
        self.state
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
            } => self.representative(*household, self.state.index) != *member,
            _ => true,
        })
    }

    /// Targets of a narrowing among those that were there at the entry that it cites: a later grant is another matter.
    fn hit_until(&self, target: &NarrowTarget, cited: u32) -> Result<Hit, OpRefused> {
        let mut hit = self.state.hit_by(target)?;
        hit.grants.retain(|id| id.index <= cited);
        let none = hit.grants.is_empty() && hit.device.is_none();
        if none {
            Err(OpRefused::NarrowsNothing)
        } else {
            Ok(hit)
        }
    }
}

/// A member who asks, with the grants that he had at the cited entry and still has.
struct Officer<'a> {
    roster: &'a Roster,
    member: MemberId,
    cited: u32,
}

impl Officer<'_> {
    fn grants(&self) -> impl Iterator<Item = &Grant> {
        let grants = self.roster.state.active_grants(self.member);
        grants.filter(|g| g.held_at(self.cited))
    }

    fn may_grant(&self, role: crate::domain::Role, scope: super::place::GrantScope) -> bool {
        let fits = |g: &Grant| may_grant(g.role, role) && self.roster.state.within(scope, g.scope);
        self.grants().any(fits)
    }

    /// Whether he may ask for an operation of a request.
    fn may_ask(&self, op: &Op, all: &[&Op]) -> Result<(), OfficerRequestRefused> {
        let state = &self.roster.state;
        let allowed = match op {
            Op::AddMember { .. } => {
                let grants = |g: &Grant| permission(g.role, Operation::Grant) != Permission::No;
                self.grants().any(grants)
            }
            Op::Grant { role, scope, .. } => {
                state
                    .known_scope(*scope)
                    .map_err(OfficerRequestRefused::Op)?;
                self.may_grant(*role, *scope)
            }
            Op::AddDevice { member, .. } => {
                let asked = all.iter().filter_map(|op| match op {
                    Op::Grant {
                        member: of,
                        role,
                        scope,
                    } if of == member => Some((*role, *scope)),
                    _ => None,
                });
                let held = state.active_grants(*member).map(|g| (g.role, g.scope));
                let mut both = held.chain(asked).peekable();
                both.peek().is_some() && both.all(|(role, scope)| self.may_grant(role, scope))
            }
            Op::Narrow { target, .. } => {
                let hit = self
                    .roster
                    .hit_until(target, self.cited)
                    .map_err(OfficerRequestRefused::Op)?;
                let of_device = hit.device.and_then(|id| self.roster.device(id));
                let of_device = of_device
                    .into_iter()
                    .flat_map(|d| state.active_grants(d.member));
                let listed = hit.grants.iter().filter_map(|id| state.grants.get(id));
                let mut all = listed.chain(of_device).peekable();
                all.peek().is_some() && all.all(|g| self.may_grant(g.role, g.scope))
            }
            Op::Represent { stairwell, .. } => self.grants().any(|g| {
                let appoints = permission(g.role, Operation::AppointRepresentative);
                appoints != Permission::No && self.roster.covers(g.scope, *stairwell)
            }),
            _ => return Err(OfficerRequestRefused::Operation),
        };
        allowed
            .then_some(())
            .ok_or(OfficerRequestRefused::Authority)
    }
}
