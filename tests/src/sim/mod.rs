//! T1, the deterministic simulator: an office and phones with real stores, mostly a hub, people who work, a network and
//! disks that misbehave, all drawn from one seed. At the end the network heals, and nothing may be lost, forged or doubled.
//!
//! Owns the world around core and hub. It calls the workspace's and the service's own steps and, where it plays somebody
//! who holds keys, opens bundles and answers; only to check it looks into the databases.

mod actions;
mod ballots;
mod check;
mod claiming;
mod closings;
mod counts;
mod grants;
mod hub;
mod hub_check;
mod hub_plants;
mod ledger;
mod liars;
mod line;
mod matters;
mod mishaps;
pub(crate) mod network;
mod own_rule;
mod plant;
mod syncing;
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
            actions::step(&mut world);
            liars::step(&mut world);
        }
        liars::clean_up(&mut world);
        actions::everybody_saves(&mut world);
        network::heal(&mut world);
        hub_check::reader_joins(&mut world);
        check::check(&mut world);
        hub_check::check(&mut world);
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
    use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
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
                paper: None,
            });
    }
    network::pass(world, forger, 0);
    world.peers.pop();
}
