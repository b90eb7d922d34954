//! Several motions over the same sheets: who is seated by an election (docs/spec/counting.md 5.5). Pure, like all of counting.

use super::answer::{Answer, Outcome};

/// The result of an election of `seats` seats, as far as it is certain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Elected {
    /// Those seated, whatever is still unseen: places in the list of candidates.
    pub seated: Vec<usize>,
    /// Equals for the last seat, none of whom is seated; only where the election is decided.
    pub tied: Vec<usize>,
    /// Whether a candidate's seat still hangs on what is unseen.
    pub is_undecided: bool,
}

/// A candidate whose motion passes, or still may.
#[derive(Clone, Copy)]
struct Candidate {
    passes: bool,
    low: u128,
    high: u128,
}

impl Candidate {
    fn of(answer: &Answer) -> Option<Self> {
        let passes = match answer.outcome {
            Outcome::Passed => true,
            Outcome::Undecided => false,
            Outcome::Failed | Outcome::Tie | Outcome::NoQuorum => return None,
        };
        Some(Self {
            passes,
            low: answer.yes.lower,
            high: answer.yes.upper,
        })
    }
}

/// The m of the candidates whose motion passes that have most yes: a candidate is seated if at most m − 1 others who pass have as
/// many yes as he. Bounds are taken for each candidate by himself: cautious, never wrong.
#[must_use]
pub fn elect(seats: usize, candidates: &[Answer]) -> Elected {
    let all: Vec<Option<Candidate>> = candidates.iter().map(Candidate::of).collect();
    let others = |of: usize, ahead: &dyn Fn(&Candidate) -> bool| {
        let others = all.iter().enumerate().filter(|(n, _)| *n != of);
        others
            .filter_map(|(_, one)| one.as_ref())
            .filter(|one| ahead(one))
            .count()
    };
    let mut found = Elected::default();
    let mut equal = Vec::new();
    for (n, one) in all.iter().enumerate() {
        let Some(one) = one else { continue };
        let may_reach = others(n, &|other| other.high >= one.low);
        let surely_reach = others(n, &|other| other.passes && other.low >= one.high);
        if one.passes && may_reach < seats {
            found.seated.push(n);
        } else if surely_reach < seats {
            found.is_undecided = true;
        } else if one.passes && others(n, &|other| other.passes && other.low > one.high) < seats {
            equal.push(n);
        }
    }
    if !found.is_undecided {
        found.tied = equal;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::counting::{Explanation, Participation, YesVotes};

    fn answer(outcome: Outcome, lower: u128, upper: u128) -> Answer {
        Answer {
            outcome,
            certificate: outcome != Outcome::Undecided,
            participation: Participation {
                have: 10,
                need: 7,
                of: 10,
            },
            yes: YesVotes {
                lower,
                upper,
                need: Some(6),
            },
            area: None,
            disputed: Vec::new(),
            duplicates: Vec::new(),
            contested: Vec::new(),
            late: Vec::new(),
            ineligible: Vec::new(),
            not_counted: Vec::new(),
            explanation: Explanation {
                zh: String::new(),
                en: String::new(),
            },
        }
    }

    fn passed(yes: u128) -> Answer {
        answer(Outcome::Passed, yes, yes)
    }

    #[test]
    fn the_seats_go_to_those_who_pass_with_most_yes() {
        let all = [
            passed(6),
            passed(9),
            answer(Outcome::Failed, 5, 5),
            passed(8),
        ];
        let found = elect(2, &all);
        assert_eq!((found.seated, found.tied), (vec![1, 3], vec![]));
        let found = elect(4, &all);
        assert_eq!(found.seated, [0, 1, 3], "a seat stays empty");
        assert!(!found.is_undecided);
    }

    #[test]
    fn equals_for_the_last_seat_are_reported_and_none_of_them_is_seated() {
        let found = elect(2, &[passed(9), passed(8), passed(8), passed(7)]);
        assert_eq!((found.seated, found.tied), (vec![0], vec![1, 2]));
        let found = elect(2, &[passed(8), passed(8), passed(7)]);
        assert_eq!(
            (found.seated, found.tied),
            (vec![0, 1], vec![]),
            "two equals, two seats"
        );
    }

    #[test]
    fn it_is_undecided_while_a_motion_that_matters_is() {
        let open = |low, high| answer(Outcome::Undecided, low, high);
        let found = elect(1, &[passed(9), open(4, 8)]);
        assert_eq!(
            (found.seated, found.is_undecided),
            (vec![0], false),
            "he cannot reach him"
        );
        let found = elect(1, &[passed(9), open(4, 9)]);
        assert_eq!((found.seated, found.is_undecided), (vec![], true));
        let found = elect(2, &[passed(9), open(4, 8)]);
        assert_eq!(
            (found.seated, found.is_undecided),
            (vec![0], true),
            "his own seat is open"
        );
        let found = elect(
            1,
            &[answer(Outcome::Passed, 7, 9), answer(Outcome::Passed, 6, 8)],
        );
        assert!(found.is_undecided);
    }

    /// Every way in which the bounds may come true, tried one by one, agrees with what is called certain.
    #[test]
    fn what_is_certain_holds_in_every_completion() {
        let kinds = |low: u128| {
            [
                passed(low),
                answer(Outcome::Passed, low, low + 1),
                answer(Outcome::Undecided, low, low + 1),
                answer(Outcome::Failed, low, low),
            ]
        };
        let choices: Vec<Answer> = [1, 2].into_iter().flat_map(kinds).collect();
        for (a, b, c) in (0..512).map(|n| (n / 64, n / 8 % 8, n % 8)) {
            let all = [choices[a].clone(), choices[b].clone(), choices[c].clone()];
            for seats in 1..=3 {
                let found = elect(seats, &all);
                let mut seen = vec![std::collections::BTreeSet::new(); 3];
                for world in 0..64_u32 {
                    let bit = |n: usize| world >> n & 1 == 1;
                    let real: Vec<Option<u128>> = (0..3)
                        .map(|n| {
                            let passes = match all[n].outcome {
                                Outcome::Passed => true,
                                Outcome::Undecided => bit(n),
                                _ => false,
                            };
                            let yes = if bit(n + 3) {
                                all[n].yes.upper
                            } else {
                                all[n].yes.lower
                            };
                            passes.then_some(yes)
                        })
                        .collect();
                    for (n, seen) in seen.iter_mut().enumerate() {
                        let is_seated = real[n].is_some_and(|mine| {
                            let ahead = (0..3)
                                .filter(|m| *m != n && real[*m].is_some_and(|other| other >= mine));
                            ahead.count() < seats
                        });
                        seen.insert(is_seated);
                    }
                }
                for (n, seen) in seen.into_iter().enumerate() {
                    let is_certain = found.seated.contains(&n);
                    assert!(!is_certain || seen == [true].into(), "{all:?} {seats} {n}");
                    assert!(
                        found.is_undecided || seen == [is_certain].into(),
                        "{all:?} {seats} {n}"
                    );
                }
            }
        }
    }
}
