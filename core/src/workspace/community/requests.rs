//! Requests of officers to the registrar: a revocation that two of them sign holds at once, out of hours too.

use crate::domain::Code;
use crate::domain::{DeviceId, MemberId, RequestAsks, RequestId};
use crate::roster::{NarrowTarget, OfficerRequest, Op, RequestState, Roster};
use crate::workspace::community::founding::{check_revoke, known_tips};
use crate::workspace::community::roster_command::append_ops;
use crate::workspace::{Command, Error, RequestView, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Workspace {
    /// Requests that wait for the registrar.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn list_requests(&self) -> Result<Vec<RequestView>, Error> {
        let roster = self.roster()?;
        Ok(roster
            .requests()
            .filter_map(|(request, state)| view(&roster, request, state))
            .collect())
    }

    /// Signs another officer's revocation as well. With the second signature it holds at once (a suspension), until the
    /// registrar confirms or declines it. Gives whether it holds now.
    ///
    /// # Errors
    /// `request_unknown` (none that waits and revokes), `not_allowed`; [`Error::Store`].
    pub fn agree(&self, request: RequestId) -> Result<bool, Error> {
        self.roster_command(|command, appended| {
            let (mut request, _) = waiting(appended.roster(), request)?;
            let (target, member) = narrows(appended.roster(), &request)
                .ok_or(Error::field("request", Code::RequestUnknown))?;
            check_revoke(command, member, &target)?;
            request.co_sign(command.keys);
            let id = RequestId::from_bytes(request.id());
            appended.request(command.intake.tx, request)?;
            let (_, state) = waiting(appended.roster(), id)?;
            Ok(state == RequestState::Suspends)
        })
    }

    /// On the registrar's store: enters what a request asks for, or declines it, which lifts a suspension. (Requests
    /// that hold nobody up, such as admissions, are followed without being asked.)
    ///
    /// # Errors
    /// `request_unknown`, `not_registrar`; [`Error::Store`].
    pub fn decide_request(&self, request: RequestId, accept: bool) -> Result<u32, Error> {
        self.roster_command(|command, appended| {
            let (request, _) = waiting(appended.roster(), request)?;
            if appended.roster().registrar().device() != command.keys.device() {
                return Err(Error::state(Code::NotRegistrar));
            }
            let (ops, names) = if accept {
                let ops = appended
                    .roster()
                    .plan_request(&request)
                    .map_err(|_| Error::refused("request", Code::RosterRefused))?;
                (with_known_tips(command, ops)?, request.words())
            } else {
                let request = request.id();
                (vec![Op::Decline { request }], BTreeMap::new())
            };
            append_ops(appended, command, ops, names)
        })
    }
}

/// The registrar's entry adds to an officer's pins the tips that this store knows, so that pins only grow: what he left
/// out stays as it was all the same.
fn with_known_tips(command: &Command<'_>, mut ops: Vec<Op>) -> Result<Vec<Op>, Error> {
    for op in &mut ops {
        let Op::Narrow { target, pins } = op else {
            continue;
        };
        let Some(member) = whose(command.roster(), target) else {
            continue;
        };
        for (chain, (seq, tip)) in known_tips(command, member)? {
            let pin = pins.entry(chain).or_insert((seq, tip));
            if pin.0 <= seq {
                *pin = (seq, tip);
            }
        }
    }
    Ok(ops)
}

fn whose(roster: &Roster, target: &NarrowTarget) -> Option<MemberId> {
    match target {
        NarrowTarget::Member { member, .. } => Some(*member),
        NarrowTarget::Device(device) => roster.device(*device).map(|device| device.member),
    }
}

fn waiting(roster: &Roster, id: RequestId) -> Result<(OfficerRequest, RequestState), Error> {
    roster
        .request(*id.as_bytes())
        .filter(|(_, state)| matches!(state, RequestState::Open | RequestState::Suspends))
        .map(|(request, state)| (request.clone(), state))
        .ok_or(Error::field("request", Code::RequestUnknown))
}

/// The target of a revocation, and the member that it belongs to.
fn narrows(roster: &Roster, request: &OfficerRequest) -> Option<(NarrowTarget, MemberId)> {
    let content = request.open().ok()?;
    content.ops.into_iter().find_map(|op| match op {
        Op::Narrow { target, .. } => {
            let member = whose(roster, &target)?;
            Some((target, member))
        }
        _ => None,
    })
}

fn view(roster: &Roster, request: &OfficerRequest, state: RequestState) -> Option<RequestView> {
    let content = request.open().ok()?;
    let member_of = |device: DeviceId| roster.device(device).map(|device| device.member);
    let admitted = content.ops.iter().find_map(|op| match op {
        Op::AddDevice { member, keys } => Some((*member, keys.device())),
        _ => None,
    });
    let (asks, member, device) = match (narrows(roster, request), admitted) {
        (Some((NarrowTarget::Device(device), member)), _) => {
            (RequestAsks::Revoke, Some(member), Some(device))
        }
        (Some((_, member)), _) => (RequestAsks::Revoke, Some(member), None),
        (None, Some((member, device))) => (RequestAsks::Admit, Some(member), Some(device)),
        (None, None) => (RequestAsks::Other, None, None),
    };
    let signers = request.signatures.keys().copied();
    let agreed: BTreeSet<MemberId> = signers.filter_map(member_of).collect();
    Some(RequestView {
        request: RequestId::from_bytes(request.id()),
        by: member_of(content.by),
        agreed: agreed.into_iter().collect(),
        asks,
        member,
        device,
        holds: state == RequestState::Suspends,
    })
}
