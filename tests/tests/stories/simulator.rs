//! A few seeds of the simulator with every `cargo test`; the fault programs run many (tests/README.md, T1 and T3).

use linli_tests::sim::{Counts, Plant, STEPS, Template, run};

#[test]
fn a_few_schedules_lose_forge_and_double_nothing() {
    let template = Template::make();
    let mut all = Counts::default();
    for seed in 0..4 {
        all.add(run(&template, seed, STEPS, None));
    }
    assert_eq!(all.total(), 0, "{all:#?}");
    assert!(all.acknowledged > 100, "{all:#?}");
    assert!(all.faults.len() > 20, "{all:#?}");
}

#[test]
fn the_same_seed_plays_the_same_schedule() {
    let template = Template::make();
    // One that has its hub from the start, and one that gets it on the way.
    for seed in [7, 9] {
        let one = run(&template, seed, STEPS / 2, None);
        let two = run(&template, seed, STEPS / 2, None);
        assert_eq!(one.faults, two.faults);
        assert_eq!(one.acknowledged, two.acknowledged);
    }
}

#[test]
fn planted_bugs_are_found() {
    let template = Template::make();
    for plant in [
        Plant::AckBeforeCommit,
        Plant::OutboxLost,
        Plant::ForgedBallot,
        Plant::HubAcksUnstored,
        Plant::HubServesAll,
    ] {
        let found = (0..12).any(|seed| plant.found(&run(&template, seed, STEPS, Some(plant))));
        assert!(found, "{plant:?}");
    }
}
