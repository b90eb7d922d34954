//! Fate of a request and its answer on the way between a phone and the hub.

use super::hub::Post;
use super::syncing::{MOST_OVERHEARD, Step, arrive, next, take};
use super::world::World;
use super::{hub_plants, mishaps};
use linli_core::sync::{Auth, Challenge, SyncAnswer};
use linli_core::workspace::{Error, HttpRequest, HttpResponse};

/// Requests on their way at once; more are lost.
const MOST_POSTS: usize = 8;
/// Codes that a phone gives for an answer that is not the one it waits for.
const NOT_TRUSTED: [&str; 2] = ["hub_not_trusted", "hub_refused"];

/// One request of a sync, and what becomes of it.
pub(super) fn step(world: &mut World<'_>, peer: usize) -> Step {
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
            if let Some(done) = stale_answer(world, peer, &request) {
                return done;
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

/// Somebody on the way hands the phone an answer to another request; `None` if the phone goes on waiting. An answer that
/// the hub gave to this very request earlier is as good as a new one.
fn stale_answer(world: &mut World<'_>, peer: usize, request: &HttpRequest) -> Option<Step> {
    let answers = world.hub.as_ref().map(|hub| hub.answers.clone())?;
    if answers.is_empty() {
        return None;
    }
    let old = world.pick(&answers);
    if is_for(world, request, &old) {
        return Some(take(world, peer, request, &old));
    }
    world.counts.fault("stale_answer");
    let mut steps = world.peers[peer].sync.take()?;
    let result = world.peers[peer].phone.take_response(&mut steps, &old);
    world.peers[peer].sync = Some(steps);
    not_trusted(world, result, "a stale answer");
    None
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
