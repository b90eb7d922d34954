//! Syncs with the hub, with the phones' own steps; and what an answer may bring, and a phone drop.

use super::grants::Reads;
use super::hub;
use super::ledger::Erased;
use super::template::database;
use super::world::World;
use super::{claiming, hub_plants, line, network};
use crate::phone::KEY;
use linli_core::domain::{DocKind, RecordId};
use linli_core::records::Header;
use linli_core::sync::{Auth, SyncAnswer};
use linli_core::workspace::{HttpRequest, HttpResponse};
use std::collections::BTreeMap;

/// Requests of one sync; what is not done then goes on in the next.
const MOST_REQUESTS: usize = 60;
/// Number of messages that somebody on the way keeps.
pub(super) const MOST_OVERHEARD: usize = 12;

/// Result of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// There is more to do.
    On,
    /// Done, or broken off.
    Over,
}

/// A phone syncs, and things go wrong on the way.
pub(super) fn sync(world: &mut World<'_>, peer: usize) {
    if !world.has_hub() {
        return network::ask(world, peer);
    }
    if world.peers[peer].waits.take().is_some() {
        world.counts.fault("gave_up_waiting");
    }
    for _ in 0..MOST_REQUESTS {
        if line::step(world, peer) == Step::Over {
            return;
        }
    }
}

/// A request that was on its way arrives, after others that were sent later.
pub(super) fn arrive_late(world: &mut World<'_>) {
    let count = world.hub.as_ref().map_or(0, |hub| hub.posts.len());
    if count == 0 {
        return;
    }
    let nth = world.below(count);
    let Some(hub) = &mut world.hub else { return };
    let post = hub.posts.swap_remove(nth);
    let response = arrive(world, &post.request);
    if world.peers[post.peer].waits == Some(post.number) {
        world.counts.fault("reordered_request");
        world.peers[post.peer].waits = None;
        if take(world, post.peer, &post.request, &response) == Step::On {
            sync(world, post.peer);
        }
    } else {
        world.counts.fault("late_request");
    }
}

/// Everybody syncs until nothing moves any more; nothing goes wrong now.
pub(super) fn heal(world: &mut World<'_>) {
    if !world.knows_of_hub {
        claiming::everybody_hears(world);
    }
    while world.hub.as_ref().is_some_and(|hub| !hub.posts.is_empty()) {
        arrive_late(world);
    }
    let mut quiet = 0;
    for _ in 0..30 {
        let moved: u64 = (0..world.peers.len()).map(|peer| whole(world, peer)).sum();
        quiet = if moved == 0 { quiet + 1 } else { 0 };
        if quiet == 2 {
            return;
        }
    }
    let note = format!("seed {}: thirty syncs of all did not settle", world.seed);
    world.counts.violation("not_converged", note);
}

/// A whole sync of a phone. Gives how much moved.
pub(super) fn whole(world: &mut World<'_>, peer: usize) -> u64 {
    world.peers[peer].sync = None;
    world.peers[peer].waits = None;
    let mut moved = 0;
    for _ in 0..MOST_REQUESTS {
        let Some(request) = next(world, peer) else {
            break;
        };
        let response = arrive(world, &request);
        let before = world.peers[peer].sync.as_ref().map(|steps| steps.report());
        let step = take(world, peer, &request, &response);
        let after = world.peers[peer].sync.as_ref().map(|steps| steps.report());
        if let (Some(before), Some(after)) = (before, after) {
            moved += after.sent + after.received - before.sent - before.received;
        }
        if step == Step::Over {
            break;
        }
    }
    moved
}

/// The phone's next request; none if it is done or cannot sync.
pub(super) fn next(world: &mut World<'_>, peer: usize) -> Option<HttpRequest> {
    if world.peers[peer].sync.is_none() {
        match world.peers[peer].phone.start_sync() {
            Ok(steps) => world.peers[peer].sync = Some(steps),
            // An invitation of somebody who had not heard of the hub yet.
            Err(error) if ["hub_missing", "not_enrolled"].contains(&error.code()) => return None,
            Err(error) => {
                world.refused(peer, "start_sync", &error);
                return None;
            }
        }
    }
    let here = &mut world.peers[peer];
    let request = here.phone.next_request(here.sync.as_mut()?);
    match request {
        Ok(None) => {
            here.sync = None;
            None
        }
        Ok(request) => request,
        Err(error) => {
            world.refused(peer, "next_request", &error);
            None
        }
    }
}

/// A request arrives at the hub. What the hub hands out is compared with the lists of who may read what.
pub(super) fn arrive(world: &mut World<'_>, request: &HttpRequest) -> HttpResponse {
    let response = hub_plants::handle(world, request);
    if response.status == 200 {
        compare(world, request, &response);
        let at = world.below(MOST_OVERHEARD);
        if let Some(hub) = &mut world.hub {
            if hub.answers.len() < MOST_OVERHEARD {
                hub.answers.push(response.clone());
            } else {
                hub.answers[at] = response.clone();
            }
        }
    }
    response
}

fn compare(world: &mut World<'_>, request: &HttpRequest, response: &HttpResponse) {
    let Some((auth, answer)) = opened(world, request, response) else {
        let note = format!("seed {}: the hub's answer does not open", world.seed);
        return world.counts.violation("wrong_answer", note);
    };
    let member = world
        .peers
        .iter()
        .find(|peer| peer.keys.device() == auth.device)
        .map(|peer| peer.member);
    let Some(member) = member else { return };
    let known = Some(answer.roster.index);
    let records = answer.records.unpack(world.template.community);
    for carried in records.unwrap_or_default() {
        let parts = carried.parts;
        let Some(header) = Header::from_bytes(&parts.header) else {
            continue;
        };
        let may = world
            .grants
            .reads(member, known, header.scope, header.kind.0);
        let has = if parts.chunk.is_some() || parts.body.is_some() {
            Reads::Everything
        } else {
            Reads::Header
        };
        if has > may {
            let note = format!(
                "seed {}: the hub hands {member} {has:?} of a record of kind {}, may {may:?}",
                world.seed, header.kind.0
            );
            world.counts.violation("read_out_of_scope", note);
        }
    }
}

pub(super) fn opened(
    world: &World<'_>,
    request: &HttpRequest,
    response: &HttpResponse,
) -> Option<(Auth, SyncAnswer)> {
    let auth = Auth::from_text(&request.auth.1)?;
    let pin = world.hub.as_ref()?.pin();
    let answer = SyncAnswer::open(pin, &auth.signature, &response.body)?;
    Some((auth, answer))
}

/// A sound answer arrives at the phone.
pub(super) fn take(
    world: &mut World<'_>,
    peer: usize,
    request: &HttpRequest,
    response: &HttpResponse,
) -> Step {
    let Some(mut steps) = world.peers[peer].sync.take() else {
        return Step::Over;
    };
    let last = response.status == 200
        && opened(world, request, response)
            .is_some_and(|(_, answer)| answer.safe.is_some() && !answer.more);
    // Only then anything may be dropped.
    let before = last.then(|| hub::rows(&database(world.peers[peer].phone.dir(), &KEY)));
    let result = world.peers[peer].phone.take_response(&mut steps, response);
    if let Some(before) = before.filter(|_| steps.report().purged > 0) {
        purged(world, peer, &before);
    }
    let revoked = world.peers[peer].revoked;
    match result {
        Ok(()) => {
            world.peers[peer].sync = Some(steps);
            Step::On
        }
        // A hub that does not know it yet, or any more, since it was restored.
        Err(error) if error.code() == "hub_device_unknown" => Step::Over,
        Err(error) if error.code() == "device_revoked" && revoked => Step::Over,
        // It has no roster yet, and the hub waits for an office.
        Err(error) if error.code() == "hub_busy" && response.status == 200 => Step::Over,
        Err(error) => {
            let name = &world.peers[peer].name;
            let note = format!(
                "seed {}: {name} took an answer ({}): {error}",
                world.seed, response.status
            );
            world.counts.violation("wrong_answer", note);
            Step::Over
        }
    }
}

/// Records that a phone has dropped must be in the backup that the hub would be restored from.
fn purged(world: &mut World<'_>, peer: usize, before: &BTreeMap<RecordId, hub::Row>) {
    world.counts.fault("purged");
    let after = hub::rows(&database(world.peers[peer].phone.dir(), &KEY));
    let Some(hub) = &mut world.hub else { return };
    hub.oldest = hub.backups.len().saturating_sub(1);
    let safe = hub.backups.last().map(|backup| &backup.holds);
    // An order to erase drops an agenda's chunks, and the sync that brings it may bring the mark of a backup too.
    let texts_erased = (world.ledger.erased.iter()).any(|one| matches!(one, Erased::Text { .. }));
    let mut lost = Vec::new();
    for (id, row) in before {
        let may_lack = texts_erased && row.kind == DocKind::Agenda.code();
        let has = |held: &hub::Row| may_lack || held.chunk >= row.chunk;
        let kept = after.get(id).is_some_and(has);
        let covered = safe.and_then(|safe| safe.get(id)).is_some_and(has);
        if !kept && !covered {
            lost.push(*id);
        }
    }
    for id in lost {
        let name = &world.peers[peer].name;
        let note = format!(
            "seed {}: {name} dropped {id}, which no backup has",
            world.seed
        );
        world.counts.violation("purged_unsafe", note);
    }
}
