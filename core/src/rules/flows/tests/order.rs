//! In whatever order steps arrive, the answer is the same, and what arrives later moves no placed step.

use super::support::{answer, file, step};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const KINDS: [&str; 7] = ["open", "go", "on", "back", "end", "side", "settle"];

/// Steps of which each comes after up to three earlier ones.
fn steps() -> impl Strategy<Value = Vec<Value>> {
    let one = (
        0_usize..KINDS.len(),
        0_usize..3,
        proptest::collection::vec(any::<proptest::sample::Index>(), 0..3),
        any::<[bool; 2]>(),
    );
    proptest::collection::vec(one, 1..14).prop_map(|all| {
        let mut steps: Vec<Value> = Vec::new();
        for (number, (kind, by, after, [withdrawn, forked])) in all.into_iter().enumerate() {
            let kind = if number == 0 { "open" } else { KINDS[kind] };
            let mut after: Vec<String> = after
                .into_iter()
                .filter(|_| number > 0)
                .map(|index| format!("s{}", index.index(number)))
                .collect();
            after.dedup();
            let mut step = step(
                &format!("s{number}"),
                kind,
                ["m1", "m2", "m3"][by],
                number + 1,
                &after,
            );
            step["withdrawn"] = json!(withdrawn && number % 3 == 0);
            step["standing"] = json!(if forked && number % 4 == 1 {
                "forked"
            } else {
                "accepted"
            });
            steps.push(step);
        }
        steps
    })
}

proptest! {
    #[test]
    fn the_order_of_arrival_says_nothing(steps in steps().prop_flat_map(|steps| {
        let shuffled = Just(steps.clone()).prop_shuffle();
        (Just(steps), shuffled)
    })) {
        let (one, other) = steps;
        let text = |steps: &[Value]| answer(&file(steps)).map(|answer| serde_json::to_string(&answer).expect("JSON"));
        prop_assert_eq!(text(&one), text(&other));
    }

    #[test]
    fn what_arrives_later_moves_no_placed_or_misplaced_step(steps in steps()) {
        let listed = |steps: &[Value]| {
            let answer = answer(&file(steps)).expect("sound");
            let gone: BTreeSet<String> =
                [answer.misplaced.clone(), answer.waiting, answer.held, answer.withdrawn].concat().into_iter().collect();
            (answer.misplaced, gone)
        };
        // Withdrawals and forks apart: those are what later steps may change.
        let steps: Vec<Value> = steps.into_iter().map(|mut step| {
            step["withdrawn"] = json!(false);
            step["standing"] = json!("accepted");
            step
        }).collect();
        let (misplaced, _) = listed(&steps);
        for cut in 1..steps.len() {
            let (before, _) = listed(&steps[..cut]);
            prop_assert!(before.iter().all(|id| misplaced.contains(id)));
            let here = |id: &String| steps[..cut].iter().any(|step| step["id"] == id.as_str());
            prop_assert!(misplaced.iter().filter(|id| here(id)).all(|id| before.contains(id)));
        }
    }
}
