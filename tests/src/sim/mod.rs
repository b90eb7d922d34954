//! T1, the deterministic simulator: an office and phones with real stores, people who work, a network and disks that
//! misbehave, all drawn from one seed. At the end the network heals, and nothing may be lost, forged or doubled.
//!
//! Owns the world around the core. Knows nothing of how the core works inside: it only calls the workspace and, where
//! it plays somebody who holds keys, the sealed bundle.

mod actions;
mod ballots;
mod check;
mod counts;
mod hub;
mod hub_plants;
mod ledger;
mod mishaps;
pub(crate) mod network;
mod plant;
pub mod template;
mod world;

pub use counts::{Counts, VIOLATIONS};
pub use plant::Plant;
pub use template::Template;
pub use world::{dump, id_of};

use std::panic::{AssertUnwindSafe, catch_unwind};
use world::World;

/// Steps of a schedule, unless somebody wants another number.
pub const STEPS: usize = 90;

/// Runs one schedule and checks it.
#[must_use]
pub fn run(template: &Template, seed: u64, steps: usize, plant: Option<Plant>) -> Counts {
    run_then(template, seed, steps, plant, |_, _| {})
}

/// Runs one schedule, checks it, and hands over the office's store as it then is.
pub fn run_then(
    template: &Template,
    seed: u64,
    steps: usize,
    plant: Option<Plant>,
    then: impl FnOnce(&crate::phone::Phone, &linli_core::records::DeviceKeys),
) -> Counts {
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(template, seed, plant);
        for n in 0..steps {
            if plant == Some(Plant::ForgedBallot) && n == steps / 2 {
                forge(&mut world);
            }
            if n == steps / 2 {
                hub_plants::halfway(&mut world);
            }
            actions::step(&mut world);
        }
        network::deliver_all(&mut world);
        // In every second world nobody meets anybody any more: all goes through the hub.
        if plant.map_or(seed % 2 == 1, Plant::needs_hub) {
            world.counts.fault("healed_by_hub");
            hub::heal(&mut world);
            check::check(&mut world);
            hub::check(&mut world);
        } else {
            network::heal(&mut world);
            check::check(&mut world);
        }
        then(&world.peers[0].phone, &world.peers[0].keys);
        world.counts
    }));
    result.unwrap_or_else(|_| {
        let mut counts = Counts {
            schedules: 1,
            ..Counts::default()
        };
        counts.violation("panicked", format!("seed {seed}: something panicked"));
        counts
    })
}

/// The planted forger: he has a phone's keys, and casts what its owner never heard.
fn forge(world: &mut World<'_>) {
    use linli_core::domain::words::{BallotAuthority, BallotKind, Choice};
    world.clone_peer(1, false);
    let forger = world.peers.len() - 1;
    for (tally, _) in world.template.tallies.clone() {
        let _ = world.peers[forger]
            .phone
            .cast_ballot(linli_core::workspace::BallotDraft {
                tally,
                voter: "1-1-302".to_owned(),
                choice: Some(Choice::No),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
            });
    }
    network::pass(world, forger, 0);
    world.peers.pop();
}
