//! The golden vectors of docs/spec/rules.md 5.4: N → fewest participants; fewest yes at that number, strict / inclusive.

use super::support::*;
use crate::rules::counting::*;

const VECTORS: &[(usize, usize, usize, usize)] = &[
    (6, 4, 3, 2),
    (7, 5, 3, 3),
    (8, 6, 4, 3),
    (12, 8, 5, 4),
    (22, 15, 8, 8),
    (24, 16, 9, 8),
    (36, 24, 13, 12),
    (132, 88, 45, 44),
];

fn tally(readings: &[&str], yes: usize, no: usize, all: usize) -> Answer {
    answer(TallyDraft {
        readings: names(readings),
        ..split("stairwell", yes, no, all - yes - no)
    })
}

#[test]
fn golden_vectors_of_5_4() {
    for &(all, part, strict, inclusive) in VECTORS {
        for (readings, fewest) in [(&[][..], strict), (&["pass-at-half"][..], inclusive)] {
            let exact = tally(readings, fewest, part - fewest, all);
            assert_eq!(
                exact.outcome,
                Outcome::Passed,
                "{fewest} of {part} of {all}"
            );
            assert_eq!(exact.participation.need, part as u128);
            assert_eq!(exact.yes.need, Some(fewest as u128));
            let one_less = tally(readings, fewest - 1, part - fewest + 1, all);
            assert!(matches!(one_less.outcome, Outcome::Failed | Outcome::Tie));
            let absent = tally(readings, part - 1, 0, all);
            assert_eq!(absent.outcome, Outcome::NoQuorum);
        }
    }
}

#[test]
fn two_thirds_of_24_are_16_not_17_as_0_667_would_have_it() {
    assert_eq!(tally(&[], 16, 0, 24).participation.need, 16);
}
