//! A few seeds of the simulator with every `cargo test`; the fault programs run many (reliability.md, T1 and T3).

use linli_tests::sim::{Counts, STEPS, Template, run};

#[test]
fn a_few_schedules_lose_forge_and_double_nothing() {
    let template = Template::make();
    let mut all = Counts::default();
    for seed in 0..std::env::var("SEEDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(6)
    {
        all.add(run(&template, seed, STEPS, None));
    }
    assert_eq!(all.total(), 0, "{:#?}", all);
    eprintln!("{all:#?}");
}
