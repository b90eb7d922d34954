//! Closings in the simulated world: collectors hand in, their sealed returns are read out over the telephone or carried as text,
//! and whoever opened a tally closes it, perhaps without having heard of all of that. What was in time by the one closing
//! that there is counts, whenever it comes.

use super::ledger::Promise;
use super::plant::Plant;
use super::world::World;
use linli_core::domain::{DocId, RecordId};
use linli_core::workspace::{ClosingDraft, HandedReturn};
use std::collections::BTreeSet;

/// A return as it was handed over.
struct Handed {
    tally: DocId,
    peer: usize,
    text: String,
    spoken: String,
    /// The ballots of which it speaks.
    ballots: BTreeSet<RecordId>,
}

/// A closing that was acknowledged.
struct Made {
    tally: DocId,
    record: RecordId,
    /// Ballots that its officer held, or that returns which it lists hold.
    in_time: BTreeSet<RecordId>,
}

/// All of it.
#[derive(Default)]
pub(super) struct Closings {
    handed: Vec<Handed>,
    made: Vec<Made>,
}

impl Closings {
    /// Whether anybody ever closed a tally: then ballots may be late.
    pub(super) fn any_of(&self, tally: DocId) -> bool {
        self.made.iter().any(|made| made.tally == tally)
    }
}

/// The ballots of a tally that were acknowledged to one store's own people.
fn own_ballots(world: &World<'_>, peer: usize, tally: DocId) -> BTreeSet<RecordId> {
    let kept = world.ledger.kept.iter();
    kept.filter(|kept| kept.peer == peer && !kept.lost)
        .filter_map(|kept| match &kept.promise {
            Promise::Ballot { id, tally: of, .. } if *of == tally => Some(*id),
            _ => None,
        })
        .collect()
}

/// A collector hands in. Of several of his returns the first is the one that others may be told.
pub(super) fn hand_in(world: &mut World<'_>, peer: usize) {
    let tallies = world.template.tallies.clone();
    let (tally, _) = world.pick(&tallies);
    let ballots = own_ballots(world, peer, tally);
    let device = world.peers[peer].keys.device();
    let again =
        world.closings.handed.iter().any(|handed| {
            handed.tally == tally && world.peers[handed.peer].keys.device() == device
        });
    match world.peers[peer].phone.collecting_done(tally) {
        Ok(_) if again => {}
        Ok(made) => world.closings.handed.push(Handed {
            tally,
            peer,
            text: made.text,
            spoken: made.spoken,
            ballots,
        }),
        Err(error) => world.refused(peer, "collecting_done", &error),
    }
}

/// Somebody closes a tally, with the returns that he was told.
pub(super) fn close(world: &mut World<'_>, peer: usize) {
    let tallies = world.template.tallies.clone();
    let (tally, _) = world.pick(&tallies);
    let Ok(view) = world.peers[peer].phone.tally(tally) else {
        return;
    };
    let mut in_time: BTreeSet<RecordId> = view.input["ballots"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| {
            row["standing"]
                .as_str()
                .is_none_or(|word| word == "accepted")
        })
        .filter_map(|row| row["id"].as_str()?.parse().ok())
        .collect();
    // Its planted bug shows where an officer is told of ballots that he lacks, and closes once: under two closings nothing is sure.
    if world.plant == Some(Plant::ReturnsIgnored) {
        let told = world.closings.handed.iter();
        let lacks = told
            .filter(|one| one.tally == tally)
            .any(|one| !one.ballots.is_subset(&in_time));
        if !lacks || world.closings.any_of(tally) {
            return;
        }
    }
    let mut returns = Vec::new();
    let by_voice = world.once_in(2);
    for handed in world
        .closings
        .handed
        .iter()
        .filter(|one| one.tally == tally)
    {
        in_time.extend(&handed.ballots);
        let text = if by_voice {
            &handed.spoken
        } else {
            &handed.text
        };
        returns.push(HandedReturn {
            text: text.clone(),
            at: None,
            how: None,
        });
    }
    if world.plant == Some(Plant::ReturnsIgnored) {
        returns.clear();
    }
    let result = world.peers[peer]
        .phone
        .close_tally(&ClosingDraft { tally, returns });
    if let Ok(closed) = &result {
        world.counts.fault("tally_closed");
        world.closings.made.push(Made {
            tally,
            record: closed.closing,
            in_time,
        });
    }
    world.answered(peer, "close_tally", result, |closed| Promise::Record {
        id: closed.closing,
    });
}

/// The ballots that count by the one closing of a tally; nothing is sure under several, or where its officer's rights, or
/// the only store that had it, are gone.
pub(super) fn in_time(world: &World<'_>, tally: DocId) -> BTreeSet<String> {
    let mut made = world.closings.made.iter().filter(|one| one.tally == tally);
    let (Some(only), None) = (made.next(), made.next()) else {
        return BTreeSet::new();
    };
    let mut kept = world.ledger.kept.iter();
    let sure = kept.any(|kept| {
        matches!(&kept.promise, Promise::Record { id } if *id == only.record)
            && !kept.tainted
            && !kept.lost
    });
    let ids = only.in_time.iter().filter(|_| sure);
    ids.map(ToString::to_string).collect()
}
