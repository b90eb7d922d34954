//! The arithmetic of bounds against every completion, one by one; order and repetition; the file form.

use super::support::*;
use crate::rules::counting::bounds::Completions;
use crate::rules::counting::effect::{Position, Said, effects};
use crate::rules::counting::row::Measure;
use crate::rules::counting::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::RngSeed;

const VOTERS: [&str; 4] = ["a", "b", "c", "d"];

fn some_ballot() -> impl Strategy<Value = Ballot> {
    let says = select(vec![
        "yes", "yes", "no", "abstain", "blank", "invalid", "withdraw",
    ]);
    let authority = select(vec![
        Authority::Collector,
        Authority::Collector,
        Authority::Slip,
        Authority::Supervisor,
    ]);
    let standing = select(vec![
        Standing::Accepted,
        Standing::Accepted,
        Standing::Contested,
        Standing::Late,
    ]);
    let voter = select(vec!["a", "b", "c", "d", "stranger"]);
    (voter, says, select(vec!["m1", "m2"]), authority, standing).prop_map(
        |(voter, says, collector, authority, standing)| {
            ballot("", voter, says)
                .by(collector)
                .of(authority)
                .stands(standing)
        },
    )
}

/// Tallies of up to four voters. Ballots supersede earlier ones only, so there are no circles.
pub(super) fn some_tally() -> impl Strategy<Value = TallyDraft> {
    let rule = select(RULES.to_vec());
    let voters = vec(
        (
            0_u64..4,
            prop::bool::weighted(0.9),
            prop::bool::weighted(0.8),
        ),
        1..=4,
    );
    let ballots = vec((some_ballot(), vec(any::<Index>(), 0..4)), 0..9);
    let readings = (any::<bool>(), any::<bool>(), 0_usize..4);
    (rule, voters, ballots, readings, 0_u64..4).prop_filter_map(
        "nobody entitled, or no area",
        |(rule, voters, ballots, (invalid, present, pass), outstanding)| {
            let mut draft = TallyDraft {
                outstanding,
                ..TallyDraft::new(self::rule(rule))
            };
            for (name, (area, entitled, present)) in VOTERS.iter().zip(voters) {
                let area = AreaCm2::new(area);
                draft.roll.push(Voter {
                    area,
                    entitled,
                    present,
                    ..Voter::new(*name)
                });
            }
            for (at, (mut one, names)) in ballots.into_iter().enumerate() {
                one.id = format!("b{at}");
                let earlier = names
                    .iter()
                    .filter(|_| at > 0)
                    .map(|name| format!("b{}", name.index(at)));
                one.supersedes = earlier.collect();
                draft.ballots.push(one);
            }
            let mut readings = Vec::new();
            readings.extend(invalid.then_some("invalid-takes-part"));
            if rule == "stairwell" {
                readings.extend(present.then_some("present-only"));
                readings.extend(["pass-at-half", "of-yes-and-no", "of-all"].get(pass));
            }
            if rule == "committee" && pass == 0 {
                readings.push("pass-at-half");
            }
            draft.readings = names(&readings);
            TallyFile::new(draft.clone()).is_ok().then_some(draft)
        },
    )
}

/// Every completion, as one answer per entitled voter.
fn every_completion(positions: &[Position], outstanding: u64) -> Vec<Vec<Said>> {
    let mut all: Vec<(Vec<Said>, u64)> = vec![(Vec::new(), 0)];
    for position in positions {
        let mut longer = Vec::new();
        for (begun, given) in &all {
            for said in Said::ALL {
                let own = position.said.contains(said);
                let cost = u64::from(!own);
                if own || (position.reachable && given + cost <= outstanding) {
                    let mut next = begun.clone();
                    next.push(said);
                    longer.push((next, given + cost));
                }
            }
        }
        all = longer;
    }
    all.into_iter().map(|(completion, _)| completion).collect()
}

/// The sum of one completion, in one measure.
struct Sums {
    part: i128,
    yes: i128,
    no: i128,
    all: i128,
}

fn sums(positions: &[Position], completion: &[Said], invalid: bool, measure: Measure) -> Sums {
    let mut sums = Sums {
        part: 0,
        yes: 0,
        no: 0,
        all: 0,
    };
    for (position, said) in positions.iter().zip(completion) {
        let weight = match measure {
            Measure::Heads => 1,
            Measure::Area => i128::from(position.area),
        };
        sums.all += weight;
        match said {
            Said::Choice(Choice::Yes) => sums.yes += weight,
            Said::Choice(Choice::No) => sums.no += weight,
            _ => {}
        }
        match said {
            Said::NotVoting => {}
            Said::Choice(Choice::Invalid) if !invalid => {}
            Said::Choice(_) => sums.part += weight,
        }
    }
    sums
}

/// The inequalities of the page's table, written out once more: (part, pass).
fn table(file: &TallyFile, s: &Sums) -> (bool, bool) {
    let has = |reading: &str| file.readings().iter().any(|one| one == reading);
    let Sums {
        part: p,
        yes: y,
        no,
        all: n,
    } = *s;
    match file.rule().name() {
        "stairwell" if has("pass-at-half") => (3 * p >= 2 * n, 2 * y >= p),
        "stairwell" if has("of-yes-and-no") => (3 * p >= 2 * n, y > no),
        "stairwell" if has("of-all") => (3 * p >= 2 * n, 2 * y >= n),
        "stairwell" | "representatives" | "assembly-ordinary" => (3 * p >= 2 * n, 2 * y > p),
        "proposal" => (true, 5 * y >= n),
        "unanimous" => (p >= n, y >= n),
        "committee" if has("pass-at-half") => (2 * p > n, 2 * y >= n),
        "committee" => (2 * p > n, 2 * y > n),
        "assembly-special" => (3 * p >= 2 * n, 4 * y >= 3 * p),
        other => panic!("the page has no rule {other}"),
    }
}

/// The outcome of the page, from all completions at hand.
fn outcome_by_enumeration(file: &TallyFile, all: &[Vec<Sums>]) -> Outcome {
    let plain = file.rule().name() == "stairwell"
        && !file.readings().iter().any(|reading| {
            matches!(
                reading.as_str(),
                "pass-at-half" | "of-yes-and-no" | "of-all"
            )
        });
    let measures = 0..all[0].len();
    let in_all =
        |check: &dyn Fn(&Sums) -> bool| measures.clone().all(|m| all.iter().all(|c| check(&c[m])));
    let in_none =
        |check: &dyn Fn(&Sums) -> bool| measures.clone().any(|m| !all.iter().any(|c| check(&c[m])));
    let part = |s: &Sums| table(file, s).0;
    let pass = |s: &Sums| table(file, s).1;
    if in_all(&part) && in_all(&pass) {
        Outcome::Passed
    } else if in_none(&part) {
        Outcome::NoQuorum
    } else if in_none(&pass) {
        if plain && in_all(&part) && in_all(&|s| 2 * s.yes == s.part) {
            Outcome::Tie
        } else {
            Outcome::Failed
        }
    } else {
        Outcome::Undecided
    }
}

pub(super) fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 512,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_241_123),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bounds_and_outcome_are_those_of_all_completions(draft in some_tally()) {
        let file = file(draft);
        let positions = effects(&file).positions;
        let invalid = file.rule().invalid_takes_part(file.readings());
        let measures = file.rule().measures();
        let all: Vec<Vec<Sums>> = every_completion(&positions, file.outstanding())
            .iter()
            .map(|completion| measures.iter().map(|m| sums(&positions, completion, invalid, *m)).collect())
            .collect();
        let answer = count(&file);
        let completions = Completions::of(&positions, file.outstanding(), invalid);
        for (at, measure) in measures.iter().enumerate() {
            let (participation, yes) = match (measure, answer.area) {
                (Measure::Area, Some(area)) => (area.participation, area.yes),
                _ => (answer.participation, answer.yes),
            };
            let least = |of: &dyn Fn(&Sums) -> i128| all.iter().map(|c| of(&c[at])).min();
            let most = |of: &dyn Fn(&Sums) -> i128| all.iter().map(|c| of(&c[at])).max();
            prop_assert_eq!(least(&|s| s.part), i128::try_from(participation.have).ok());
            prop_assert_eq!(most(&|s| s.part), Some(completions.participants(*measure).greatest));
            prop_assert_eq!(least(&|s| s.yes), i128::try_from(yes.lower).ok());
            prop_assert_eq!(most(&|s| s.yes), i128::try_from(yes.upper).ok());
        }
        prop_assert_eq!(answer.outcome, outcome_by_enumeration(&file, &all));
        // The promise of a certificate: no completion says otherwise about passing.
        let passes = |c: &Vec<Sums>| c.iter().all(|s| table(&file, s) == (true, true));
        if answer.certificate {
            let passed = answer.outcome == Outcome::Passed;
            prop_assert!(all.iter().all(|c| passes(c) == passed));
        }
    }

    #[test]
    fn order_and_repetition_leave_the_answer_byte_identical(
        draft in some_tally(),
        order in Just((0..32_usize).collect::<Vec<_>>()).prop_shuffle(),
        twice in subsequence((0..8_usize).collect::<Vec<_>>(), 0..8),
    ) {
        let mut other = draft.clone();
        let again: Vec<Ballot> = twice.iter().filter_map(|at| draft.ballots.get(*at).cloned()).collect();
        other.ballots.extend(again);
        let place = |at: usize| order.get(at).copied().unwrap_or(at);
        let shuffle = |len: usize| { let mut at: Vec<usize> = (0..len).collect(); at.sort_by_key(|at| place(*at)); at };
        other.ballots = shuffle(other.ballots.len()).into_iter().map(|at| other.ballots[at].clone()).collect();
        other.roll = shuffle(other.roll.len()).into_iter().map(|at| other.roll[at].clone()).collect();
        other.readings.reverse();
        let bytes = |draft| serde_json::to_string(&answer(draft)).expect("an answer");
        prop_assert_eq!(bytes(draft), bytes(other));
    }

    #[test]
    fn what_the_store_writes_reads_back_equal(draft in some_tally()) {
        let file = file(draft);
        let text = file.to_json().to_string();
        prop_assert_eq!(read(text.as_bytes()), Ok(file));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        draft in some_tally(),
        at in any::<Index>(),
        cut in any::<Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = file(draft).to_json().to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let whole = read(&bytes).map(|file| count(&file));
        prop_assert!(whole.is_ok_and(|answer| answer.participation.of > 0) || read(&bytes).is_err());
        prop_assert!(read(&bytes[..cut.index(bytes.len())]).is_err());
    }
}
