//! Messengers and memory sticks: bundles are cut, flipped, repeated, reordered, delayed, handed to the wrong phone, or
//! packed anew by somebody who left things out.

use super::ledger::Promise;
use super::plant::Plant;
use super::syncing;
use super::world::{World, id_of};
use linli_core::sync::{self, Answer};
use linli_core::workspace::{Error, Received};

/// Codes that a receiver may answer to a bundle that was not damaged on its way.
const HONEST_REFUSALS: [&str; 5] = [
    "bundle_not_for_us",
    "device_unknown",
    "not_enrolled",
    "request_signature",
    "request_malformed",
];

/// A phone asks another; the answer is on its way.
pub(super) fn ask(world: &mut World<'_>, peer: usize) {
    let (to, text) = if !world.requests.is_empty() && world.once_in(8) {
        world.counts.fault("stale_request");
        let requests = world.requests.clone();
        world.pick(&requests)
    } else {
        match world.peers[peer].phone.request() {
            Ok(text) => (peer, text),
            Err(error) => return world.refused(peer, "request", &error),
        }
    };
    let from = world.below(world.peers.len());
    if from == to {
        return;
    }
    let mut sent = text.clone();
    if world.once_in(25) {
        sent = damage_text(world, &text);
        world.counts.fault("damaged_request");
    }
    if world.requests.len() < 12 {
        world.requests.push((to, text));
    }
    match world.peers[from].phone.bundle(&sent) {
        Ok((bytes, _)) => {
            if let Some(bytes) = tamper(world, to, bytes) {
                world.flights.push(super::world::Flight { to, bytes });
            }
        }
        Err(error) => expect_refusal(world, from, "bundle", &error, &HONEST_REFUSALS),
    }
}

fn damage_text(world: &mut World<'_>, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = world.below(bytes.len());
    if world.once_in(2) {
        bytes.truncate(at);
    } else {
        bytes[at] = b'A' + u8::try_from(world.below(26)).unwrap_or(0);
    }
    String::from_utf8(bytes).expect("ASCII stays ASCII")
}

fn expect_refusal(world: &mut World<'_>, peer: usize, what: &str, error: &Error, allowed: &[&str]) {
    if !allowed.contains(&error.code()) {
        let note = format!(
            "seed {}: {what} at {}: {error}",
            world.seed, world.peers[peer].name
        );
        world.counts.violation("wrong_answer", note);
    }
}

/// One of the bundles on their way arrives, out of order, whole or not.
pub(super) fn deliver(world: &mut World<'_>) {
    if world.flights.is_empty() {
        return;
    }
    let at = world.below(world.flights.len());
    if at > 0 {
        world.counts.fault("reordered");
    }
    let repeat = world.once_in(6);
    let (to, bytes) = if repeat {
        world.counts.fault("repeated");
        (world.flights[at].to, world.flights[at].bytes.clone())
    } else {
        let flight = world.flights.swap_remove(at);
        (flight.to, flight.bytes)
    };
    match world.below(20) {
        0 => {
            world.counts.fault("lost_bundle");
        }
        1 | 2 => {
            let cut = world.below(bytes.len());
            world.counts.fault("cut");
            refuse(world, to, &bytes[..cut]);
        }
        3 | 4 => {
            let mut flipped = bytes;
            let at = world.below(flipped.len());
            flipped[at] ^= 1 << world.below(8);
            world.counts.fault("bit_flip");
            refuse(world, to, &flipped);
        }
        5 => {
            let other = world.below(world.peers.len());
            world.counts.fault("wrong_phone");
            if world.peers[other].keys.device() == world.peers[to].keys.device() {
                take(world, other, &bytes);
            } else {
                refuse(world, other, &bytes);
            }
        }
        6..=8 => {
            if let Some(bytes) = repack(world, to, &bytes) {
                take(world, to, &bytes);
            }
        }
        _ => {
            take(world, to, &bytes);
        }
    }
}

/// A damaged bundle must be refused, by name.
fn refuse(world: &mut World<'_>, to: usize, bytes: &[u8]) {
    match world.peers[to].phone.receive(bytes) {
        Ok(_) => {
            let note = format!(
                "seed {}: {} took a damaged bundle",
                world.seed, world.peers[to].name
            );
            world.counts.violation("wrong_answer", note);
        }
        Err(error) => expect_refusal(
            world,
            to,
            "receive",
            &error,
            &["bundle_damaged", "bundle_not_for_us"],
        ),
    }
}

/// An undamaged bundle is taken.
pub(super) fn take(world: &mut World<'_>, to: usize, bytes: &[u8]) -> Received {
    match world.peers[to].phone.receive(bytes) {
        Ok(received) => received,
        Err(error) => {
            expect_refusal(world, to, "receive", &error, &HONEST_REFUSALS);
            Received::default()
        }
    }
}

/// Somebody who can open the bundle packs it anew: out of order, doubled, with parts left out or damaged.
fn repack(world: &mut World<'_>, to: usize, bytes: &[u8]) -> Option<Vec<u8>> {
    let keys = std::sync::Arc::clone(&world.peers[to].keys);
    let mut answer = sync::open(bytes, &keys).ok()?;
    let records = &mut answer.records;
    match world.dice.below(6) {
        0 => {
            world.counts.fault("records_shuffled");
            shuffle(&mut world.dice, records);
        }
        1 => {
            world.counts.fault("records_doubled");
            let copy = records.clone();
            records.extend(copy);
        }
        2 => {
            world.counts.fault("records_left_out");
            let dice = &mut world.dice;
            records.retain(|_| dice.below(3) > 0);
        }
        3 => {
            world.counts.fault("parts_left_out");
            for parts in records.iter_mut() {
                match world.dice.below(4) {
                    0 => parts.body = None,
                    1 => (parts.chunk, parts.body) = (None, None),
                    _ => {}
                }
            }
        }
        4 => {
            world.counts.fault("parts_damaged");
            for parts in records.iter_mut() {
                let bytes = match world.dice.below(8) {
                    0 => &mut parts.header,
                    1 => &mut parts.signature,
                    2 => parts.chunk.get_or_insert_default(),
                    3 => parts.body.get_or_insert_default(),
                    _ => continue,
                };
                if !bytes.is_empty() {
                    let at = world.dice.below(bytes.len());
                    bytes[at] ^= 1 << world.dice.below(8);
                }
            }
        }
        _ => {
            world.counts.fault("roster_shuffled");
            // Genesis stays first: a new phone founds its roster on it.
            if let Some((_, rest)) = answer.roster.split_first_mut() {
                shuffle(&mut world.dice, rest);
            }
            answer.records.clear();
        }
    }
    seal(world, to, &answer)
}

pub(crate) fn shuffle<T>(dice: &mut linli_core::records::testing::Dice, items: &mut [T]) {
    for n in (1..items.len()).rev() {
        items.swap(n, dice.below(n + 1));
    }
}

pub(super) fn seal(world: &mut World<'_>, to: usize, answer: &Answer) -> Option<Vec<u8>> {
    let random = crate::phone::TestRandom::new(world.fresh_seed());
    sync::seal(answer, &world.peers[to].keys.public(), random.as_ref()).ok()
}

/// The bundle that a planted bug makes of one.
fn tamper(world: &mut World<'_>, to: usize, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let keys = std::sync::Arc::clone(&world.peers[to].keys);
    match world.plant {
        Some(Plant::NoScopeCheck) => {
            let everything = world.dump(0);
            seal(world, to, &everything)
        }
        Some(Plant::OutboxLost) => {
            let stuck = world
                .ledger
                .kept
                .iter()
                .find_map(|kept| match &kept.promise {
                    Promise::Visit { id, .. } if kept.peer != 0 && !kept.lost => Some(*id),
                    _ => None,
                });
            let mut answer = sync::open(&bytes, &keys).ok()?;
            answer.records.retain(|parts| Some(id_of(parts)) != stuck);
            seal(world, to, &answer)
        }
        Some(Plant::RosterWithheld) if to == 2 => {
            let mut answer = sync::open(&bytes, &keys).ok()?;
            answer.roster.clear();
            answer.requests.clear();
            seal(world, to, &answer)
        }
        _ => Some(bytes),
    }
}

/// Two people meet, and their phones tell each other everything: over a cable that may be pulled out, or with a stick.
pub(super) fn meet(world: &mut World<'_>, peer: usize) {
    let other = world.below(world.peers.len());
    if world.plant.is_none() && peer != other && world.once_in(2) {
        return converse(world, [peer, other]);
    }
    pass(world, other, peer);
    pass(world, peer, other);
}

/// Codes that a phone may answer to a message of a meeting that was damaged on its way.
const DAMAGED_MESSAGE: [&str; 3] = ["meeting_malformed", "bundle_damaged", "bundle_not_for_us"];

fn converse(world: &mut World<'_>, pair: [usize; 2]) {
    let mut meetings = Vec::new();
    for peer in pair {
        match world.peers[peer].phone.meet() {
            Ok(meeting) => meetings.push(meeting),
            Err(error) => return world.refused(peer, "meet", &error),
        }
    }
    world.counts.fault("meeting");
    // The message after which the cable is out, or which is damaged.
    let bad = world.once_in(3).then(|| world.below(4));
    let cut = world.once_in(2);
    let (mut count, mut turn, mut silent) = (0, 0, 0);
    while silent < 2 {
        let Some(mut message) = meetings[turn].outgoing() else {
            (turn, silent) = (1 - turn, silent + 1);
            continue;
        };
        silent = 0;
        let damaged = bad == Some(count) && !message.is_empty();
        count += 1;
        if damaged && cut {
            return world.counts.fault("meeting_cut");
        }
        if damaged {
            let at = world.below(message.len());
            message[at] ^= 1 << world.below(8);
            world.counts.fault("meeting_flipped");
        }
        let to = pair[1 - turn];
        let heard = world.peers[to]
            .phone
            .hear(&mut meetings[1 - turn], &message);
        if let Err(error) = heard {
            let allowed: &[&str] = if damaged {
                &DAMAGED_MESSAGE
            } else {
                &HONEST_REFUSALS
            };
            return expect_refusal(world, to, "hear", &error, allowed);
        }
        turn = 1 - turn;
    }
}

/// Hands over everything that `to` lacks, undamaged. Gives how much of it was new.
pub(super) fn pass(world: &mut World<'_>, from: usize, to: usize) -> u64 {
    if from == to {
        return 0;
    }
    let request = match world.peers[to].phone.request() {
        Ok(text) => text,
        Err(error) => {
            world.refused(to, "request", &error);
            return 0;
        }
    };
    match world.peers[from].phone.bundle(&request) {
        Err(error) => {
            expect_refusal(world, from, "bundle", &error, &HONEST_REFUSALS);
            0
        }
        Ok((bytes, _)) => match tamper(world, to, bytes) {
            None => 0,
            Some(bytes) => {
                let got = take(world, to, &bytes);
                got.accepted
                    + got.pending
                    + got.contested
                    + got.unauthorised
                    + got.invalid
                    + got.unverified
            }
        },
    }
}

/// The network heals: everybody syncs, or, where there is no hub, hands everything to everybody, until nothing is new,
/// and once more for bodies.
pub(super) fn heal(world: &mut World<'_>) {
    while !world.flights.is_empty() && world.plant.is_none() {
        let flight = world.flights.remove(0);
        take(world, flight.to, &flight.bytes);
    }
    if world.hub.is_some() {
        return syncing::heal(world);
    }
    let mut quiet = 0;
    for _ in 0..20 {
        let mut new = 0;
        for from in 0..world.peers.len() {
            for to in 0..world.peers.len() {
                new += pass(world, from, to);
            }
        }
        quiet = if new == 0 { quiet + 1 } else { 0 };
        if quiet == 2 {
            return;
        }
    }
    let note = format!("seed {}: twenty rounds did not settle", world.seed);
    world.counts.violation("not_converged", note);
}
