//! One ballot more: the running answer is that of the whole file, after every step, in whatever order the ballots come.

use super::property::some_tally;
use crate::rules::counting::running::Running;
use crate::rules::counting::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn whole(draft: &TallyDraft, ballots: &[Ballot], outstanding: u64) -> TallyFile {
    let draft = TallyDraft {
        ballots: ballots.to_vec(),
        outstanding,
        ..draft.clone()
    };
    TallyFile::new(draft).expect("a part of a sound tally")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default() })]

    #[test]
    fn after_every_ballot_it_is_the_answer_of_the_whole_file(
        draft in some_tally(), first in 0_usize..9, turn in 0_usize..9, missing in 0_u64..4,
    ) {
        let mut ballots = draft.ballots.clone();
        if !ballots.is_empty() {
            let by = turn % ballots.len();
            ballots.rotate_left(by);
        }
        let first = first.min(ballots.len());
        let mut running = Running::of(&whole(&draft, &ballots[..first], draft.outstanding));
        for n in first..ballots.len() {
            if !running.add(ballots[n].clone()) {
                running = Running::of(&whole(&draft, &ballots[..=n], draft.outstanding));
            }
            // Once more changes nothing.
            running.add(ballots[n].clone());
            running.set_outstanding(missing);
            let file = whole(&draft, &ballots[..=n], missing);
            prop_assert_eq!(running.answer(), count(&file));
            let says: Vec<_> = running.says().cloned().collect();
            prop_assert_eq!(says, says_of(&file));
            let disputed: Vec<&str> = running.disputed().collect();
            prop_assert_eq!(disputed, count(&file).disputed);
        }
    }
}

fn says_of(file: &TallyFile) -> Vec<VoterSays> {
    super::super::says(file)
}
