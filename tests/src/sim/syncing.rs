//! The way to the hub: requests and answers are lost, late, repeated, cut, flipped; the hub dies before or after it has
//! taken one; somebody on the way sends old ones again.

use super::grants::Reads;
use super::hub::{self, Post};
use super::template::database;
use super::world::World;
use super::{claiming, hub_plants, mishaps, network};
use crate::phone::KEY;
use linli_core::domain::RecordId;
use linli_core::records::Header;
use linli_core::sync::{Auth, Challenge, SyncAnswer};
use linli_core::workspace::{Error, HttpRequest, HttpResponse};
use std::collections::BTreeMap;

/// Requests of one sync; what is not done then goes on in the next.
const MOST_REQUESTS: usize = 60;
/// What somebody on the way keeps.
const MOST_OVERHEARD: usize = 12;
/// Requests on their way at once; more are lost.
const MOST_POSTS: usize = 8;
/// What a phone answers to an answer that is not the one it waits for.
const NOT_TRUSTED: [&str; 2] = ["hub_not_trusted", "hub_refused"];

/// What comes of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
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
        if step(world, peer) == Step::Over {
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

/// What the phone sends next; nothing if it is done or cannot sync.
fn next(world: &mut World<'_>, peer: usize) -> Option<HttpRequest> {
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

fn step(world: &mut World<'_>, peer: usize) -> Step {
    let Some(request) = next(world, peer) else {
        return Step::Over;
    };
    overhear(world, &request);
    let response = match world.below(48) {
        0 => {
            world.counts.fault("lost_request");
            return lost(world, peer);
        }
        fate @ (1 | 2) => {
            // It arrives some time; the phone waits for it, or does not.
            let number = world.fresh_seed();
            world.peers[peer].waits = (fate == 1).then_some(number);
            if fate == 2 {
                world.peers[peer].sync = None;
            }
            let post = Post {
                number,
                peer,
                request,
            };
            if let Some(hub) = &mut world.hub {
                hub.posts.truncate(MOST_POSTS - 1);
                hub.posts.push(post);
            }
            return Step::Over;
        }
        3 | 4 => return damaged_request(world, peer, request),
        5 | 6 => {
            world.counts.fault("repeated_request");
            let first = arrive(world, &request);
            hub_plants::repeated(world);
            let second = arrive(world, &request);
            if world.once_in(2) { first } else { second }
        }
        7 | 8 => {
            world.counts.fault("lost_answer");
            arrive(world, &request);
            return lost(world, peer);
        }
        9 | 10 => {
            let response = arrive(world, &request);
            return damaged_answer(world, peer, &request, response);
        }
        11 => {
            world.counts.fault("hub_crash_before_commit");
            world.crash_hub();
            return lost(world, peer);
        }
        12 => {
            world.counts.fault("hub_crash_after_commit");
            arrive(world, &request);
            world.crash_hub();
            return lost(world, peer);
        }
        13 => {
            replay(world);
            arrive(world, &request)
        }
        14 => {
            if stale_answer(world, peer, &request) == Step::Over {
                return Step::Over;
            }
            arrive(world, &request)
        }
        15 => {
            // The phone dies before the answer is there.
            arrive(world, &request);
            mishaps::crash(world, peer);
            return Step::Over;
        }
        _ => arrive(world, &request),
    };
    take(world, peer, &request, &response)
}

/// Nothing came back: the phone tries again, or gives the sync up.
fn lost(world: &mut World<'_>, peer: usize) -> Step {
    hub_plants::forgotten(world, peer);
    if world.once_in(2) {
        return Step::On;
    }
    world.peers[peer].sync = None;
    Step::Over
}

fn overhear(world: &mut World<'_>, request: &HttpRequest) {
    let at = world.below(MOST_OVERHEARD);
    let Some(hub) = &mut world.hub else { return };
    if hub.overheard.len() < MOST_OVERHEARD {
        hub.overheard.push(request.clone());
    } else {
        hub.overheard[at] = request.clone();
    }
}

/// Somebody on the way sends an old request again. He learns nothing that he could read, and nothing is taken twice.
fn replay(world: &mut World<'_>) {
    let old = world.hub.as_ref().map(|hub| hub.overheard.clone());
    let old = world.pick(&old.unwrap_or_default());
    world.counts.fault("replayed_request");
    arrive(world, &old);
}

fn damaged_request(world: &mut World<'_>, peer: usize, mut request: HttpRequest) -> Step {
    let body = &request.body;
    match world.dice.below(3) {
        0 => {
            world.counts.fault("cut_request");
            let at = world.dice.below(body.len());
            request.body.truncate(at);
        }
        1 => {
            world.counts.fault("flipped_request");
            let at = world.dice.below(body.len());
            request.body[at] ^= 1 << world.dice.below(8);
        }
        _ => {
            world.counts.fault("flipped_signature");
            let mut text = request.auth.1.into_bytes();
            let at = world.dice.below(text.len());
            text[at] = if text[at] == b'A' { b'B' } else { b'A' };
            request.auth.1 = String::from_utf8(text).expect("ASCII stays ASCII");
        }
    }
    let response = arrive(world, &request);
    if response.status == 200 {
        let note = format!("seed {}: the hub took a damaged request", world.seed);
        world.counts.violation("wrong_answer", note);
    }
    let here = &mut world.peers[peer];
    let Some(mut steps) = here.sync.take() else {
        return Step::Over;
    };
    if here.phone.take_response(&mut steps, &response).is_ok() {
        let note = format!("seed {}: a refusal was taken for an answer", world.seed);
        world.counts.violation("wrong_answer", note);
    }
    Step::Over
}

/// A damaged answer must be refused, by name, and the request is sent again.
fn damaged_answer(
    world: &mut World<'_>,
    peer: usize,
    request: &HttpRequest,
    mut response: HttpResponse,
) -> Step {
    if response.body.is_empty() || !matches!(response.status, 200 | 401) {
        return take(world, peer, request, &response);
    }
    let at = world.below(response.body.len());
    if world.once_in(2) {
        world.counts.fault("cut_answer");
        response.body.truncate(at);
    } else {
        world.counts.fault("flipped_answer");
        response.body[at] ^= 1 << world.below(8);
    }
    let Some(mut steps) = world.peers[peer].sync.take() else {
        return Step::Over;
    };
    let result = world.peers[peer].phone.take_response(&mut steps, &response);
    not_trusted(world, result, "a damaged answer");
    Step::Over
}

/// Somebody on the way hands the phone an answer to another request.
fn stale_answer(world: &mut World<'_>, peer: usize, request: &HttpRequest) -> Step {
    let answers = world.hub.as_ref().map(|hub| hub.answers.clone());
    let answers = answers.unwrap_or_default();
    if answers.is_empty() {
        return Step::On;
    }
    let old = world.pick(&answers);
    if is_for(world, request, &old) {
        return take(world, peer, request, &old);
    }
    world.counts.fault("stale_answer");
    let Some(mut steps) = world.peers[peer].sync.take() else {
        return Step::Over;
    };
    let result = world.peers[peer].phone.take_response(&mut steps, &old);
    world.peers[peer].sync = Some(steps);
    not_trusted(world, result, "a stale answer");
    Step::On
}

/// Whether the hub signed an answer for this very request.
fn is_for(world: &World<'_>, request: &HttpRequest, response: &HttpResponse) -> bool {
    let auth = Auth::from_text(&request.auth.1);
    let (Some(hub), Some(auth)) = (&world.hub, auth) else {
        return false;
    };
    SyncAnswer::open(hub.pin(), &auth.signature, &response.body).is_some()
        || Challenge::open(hub.pin(), &auth.signature, &response.body).is_some()
}

fn not_trusted(world: &mut World<'_>, result: Result<(), Error>, what: &str) {
    match result {
        Err(error) if NOT_TRUSTED.contains(&error.code()) => {}
        other => {
            let note = format!("seed {}: {what} was taken: {other:?}", world.seed);
            world.counts.violation("wrong_answer", note);
        }
    }
}

/// A request arrives at the hub. What the hub hands out is compared with the lists of who may read what.
fn arrive(world: &mut World<'_>, request: &HttpRequest) -> HttpResponse {
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
fn take(
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

/// What a phone has dropped must be in the backup that the hub would be restored from.
fn purged(world: &mut World<'_>, peer: usize, before: &BTreeMap<RecordId, hub::Row>) {
    world.counts.fault("purged");
    let after = hub::rows(&database(world.peers[peer].phone.dir(), &KEY));
    let Some(hub) = &mut world.hub else { return };
    hub.oldest = hub.backups.len().saturating_sub(1);
    let safe = hub.backups.last().map(|backup| &backup.holds);
    let mut lost = Vec::new();
    for (id, row) in before {
        let kept = after.get(id).is_some_and(|now| now.chunk >= row.chunk);
        let covered = safe
            .and_then(|safe| safe.get(id))
            .is_some_and(|safe| safe.chunk >= row.chunk);
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
