//! Order-independence (tests/README.md, T10; docs/spec/records.md 5.9): forks, pins, decisions, erasures, undone imports, two registrars, texts.

use linli_core::records::Parts;
use linli_core::records::testing::Dice;
use linli_tests::pool::Pool;
use proptest::prelude::*;
use std::sync::OnceLock;

fn pool() -> &'static (Pool, Vec<String>) {
    static POOL: OnceLock<(Pool, Vec<String>)> = OnceLock::new();
    POOL.get_or_init(|| {
        let pool = Pool::new();
        let dir = tempfile::tempdir().expect("a folder");
        let store = pool.fresh(dir.path());
        pool.deliver(&store, pool.roster.clone(), pool.records.clone());
        assert_eq!(store.verify().expect("verified").failures, vec![]);
        let shown = pool.shown(&store);
        println!(
            "{} records, {} entries, {} lines",
            pool.records.len(),
            pool.roster.len(),
            shown.len()
        );
        (pool, shown)
    })
}

fn shuffle<T>(items: &mut [T], dice: &mut Dice) {
    for n in (1..items.len()).rev() {
        items.swap(n, dice.below(n + 1));
    }
}

/// A record as a phone that may read less would pass it on.
fn bare(parts: &Parts, dice: &mut Dice) -> Parts {
    let mut out = parts.clone();
    out.body = None;
    if dice.below(2) == 0 {
        out.chunk = None;
    }
    out
}

/// Delivers the whole pool in some order and partition, some of it twice, some of it first without chunk or body.
fn delivered(seed: u64, bundles: usize, roster_first: bool) -> Vec<String> {
    let (pool, _) = pool();
    let mut dice = Dice::new(seed);
    let mut records = pool.records.clone();
    for _ in 0..records.len() / 4 {
        let at = dice.below(pool.records.len());
        records.push(bare(&pool.records[at], &mut dice));
        records.push(pool.records[at].clone());
    }
    shuffle(&mut records, &mut dice);
    let mut roster = pool.roster[1..].to_vec();
    shuffle(&mut roster, &mut dice);
    let mut batches: Vec<(Vec<_>, Vec<_>)> = vec![Default::default(); bundles.max(1)];
    for entry in roster {
        let at = if roster_first {
            0
        } else {
            dice.below(batches.len())
        };
        batches[at].0.push(entry.clone());
        if dice.below(3) == 0 {
            let again = dice.below(batches.len());
            batches[again].0.push(entry);
        }
    }
    for record in records {
        let at = dice.below(batches.len());
        batches[at].1.push(record);
    }
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = pool.fresh(dir.path());
    pool.deliver(&store, pool.roster[..1].to_vec(), Vec::new());
    for (n, (roster, records)) in batches.into_iter().enumerate() {
        pool.deliver(&store, roster, records);
        if n % 5 == 4 {
            // Caches are thrown away now and then.
            drop(store);
            store = pool.fresh_again(dir.path());
        }
    }
    assert_eq!(store.verify().expect("verified").failures, vec![]);
    pool.shown(&store)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn any_permutation_duplication_and_partition_gives_the_same(seed in any::<u64>(), bundles in 1_usize..12, roster_first in any::<bool>()) {
        let (_, expected) = pool();
        let shown = delivered(seed, bundles, roster_first);
        for (now, then) in shown.iter().zip(expected) {
            prop_assert_eq!(now, then);
        }
        prop_assert_eq!(shown.len(), expected.len());
    }
}

/// A store that knew only the losing branch, and judged everything by it, ends where all others do.
#[test]
fn who_followed_the_losing_branch_of_the_roster_first_shows_the_same_in_the_end() {
    let (pool, expected) = pool();
    let open = |raw: &linli_core::roster::RawEntry| raw.open().expect("sound");
    let last = pool
        .roster
        .iter()
        .max_by_key(|raw| open(raw).index)
        .expect("a tip");
    let mut winning = vec![last.hash()];
    let mut at = open(last).prev;
    while let Some(raw) = pool.roster.iter().find(|raw| raw.hash() == at) {
        winning.push(at);
        at = open(raw).prev;
    }
    let lost: Vec<_> = pool
        .roster
        .iter()
        .filter(|raw| !winning.contains(&raw.hash()))
        .collect();
    assert!(!lost.is_empty());
    let doubled = lost
        .iter()
        .map(|raw| open(raw).index)
        .min()
        .expect("a fork");
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for raw in &pool.roster {
        let early = open(raw).index < doubled || lost.contains(&raw);
        if early {
            first.push(raw.clone())
        } else {
            second.push(raw.clone())
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let store = pool.fresh(dir.path());
    pool.deliver(&store, first, pool.records.clone());
    pool.deliver(&store, second, pool.records.clone());
    assert_eq!(store.verify().expect("verified").failures, vec![]);
    for (now, then) in pool.shown(&store).iter().zip(expected) {
        assert_eq!(now, then);
    }
}
