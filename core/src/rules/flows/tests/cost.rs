//! The cost of a fold grows with the steps, not with their square: shown without a clock, by files that would take hours
//! if it did.

use super::support::{answer, file, step};

const MANY: usize = 10_000;

#[test]
fn a_line_of_ten_thousand_steps_each_with_needs_is_folded() {
    let steps: Vec<_> = (0..MANY)
        .map(|number| match number {
            0 => step("s0", "open", "m1", 1, &[]),
            _ => step(
                &format!("s{number}"),
                "go",
                ["m1", "m2"][number % 2],
                2,
                &[format!("s{}", number - 1)],
            ),
        })
        .collect();
    let answer = answer(&file(&steps)).expect("sound");
    assert_eq!(answer.heads, [format!("s{}", MANY - 1)]);
    assert_eq!(
        answer
            .flaws
            .iter()
            .filter(|flaw| flaw.need == "done")
            .count(),
        MANY - 1
    );
}

#[test]
fn five_thousand_conflicts_each_settled_are_folded() {
    let mut steps = vec![step("s0", "open", "m1", 1, &[])];
    let mut head = "s0".to_owned();
    for number in 1..MANY / 3 {
        let [a, b, joined] = ["a", "b", "c"].map(|letter| format!("{letter}{number}"));
        steps.push(step(&a, "go", "m1", 2, std::slice::from_ref(&head)));
        steps.push(step(&b, "go", "m2", 2, std::slice::from_ref(&head)));
        steps.push(step(&joined, "settle", "m3", 2, &[a, b]));
        head = joined;
    }
    let answer = answer(&file(&steps)).expect("sound");
    assert_eq!(answer.heads, [head]);
    assert!(answer.misplaced.is_empty());
}

#[test]
fn ten_thousand_side_steps_of_one_step_are_folded() {
    let mut steps = vec![step("s0", "open", "m1", 1, &[])];
    steps.extend(
        (1..MANY).map(|number| step(&format!("x{number}"), "side", "m1", 2, &["s0".to_owned()])),
    );
    steps.push(step("last", "on", "m2", 3, &["s0".to_owned()]));
    let answer = answer(&file(&steps)).expect("sound");
    assert_eq!(
        (answer.heads.as_slice(), answer.flaws.len()),
        (&["last".to_owned()][..], 0)
    );
}

#[test]
fn a_line_of_thousands_each_with_its_own_side_step_is_folded() {
    let mut steps = vec![step("s0", "open", "m1", 1, &[])];
    for number in 1..MANY / 2 {
        let before = format!("s{}", number - 1);
        steps.push(step(
            &format!("x{number}"),
            "side",
            "m3",
            2,
            std::slice::from_ref(&before),
        ));
        steps.push(step(
            &format!("s{number}"),
            "go",
            ["m1", "m2"][number % 2],
            2,
            &[before],
        ));
    }
    let answer = answer(&file(&steps)).expect("sound");
    assert_eq!(answer.overruled, [""; 0]);
    assert!(answer.flaws.iter().all(|flaw| flaw.need == "since"));
}
