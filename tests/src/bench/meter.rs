//! The meter of a vote of 3,000 households, after each ballot.

use super::Plan;
use super::report::Row;
use super::stats::{median, timed};
use crate::phone::{Office, TestClock, enrol, office};
use linli_core::domain::vocabulary::{BallotAuthority, BallotKind, Choice};
use linli_core::domain::{Role, Timestamp};
use linli_core::env::Clock;
use linli_core::workspace::{BallotDraft, ScopeName, TallyDraft, Voters};

/// Buildings of two stairwells.
const BUILDINGS: u32 = 25;
/// Homes of a stairwell.
const HOMES: u32 = 60;

/// `meter_step_ms`: `vote()` once a ballot was taken. Taking it apart.
pub(super) fn meter_step(plan: &Plan) -> Row {
    let clock = TestClock::now();
    let Office { phone: desk, .. } = office(&clock, 3, BUILDINGS, HOMES);
    let (committee, _) = enrol(&desk, &clock, 4, Role::Committee, &ScopeName::Community);
    let tally = committee
        .open_tally(TallyDraft {
            key_holders: Vec::new(),
            title: "使用维修资金".to_owned(),
            rule: "assembly-special".to_owned(),
            voters: Voters::Scope(ScopeName::Community),
            readings: Vec::new(),
            deadline: Timestamp(clock.now().0 + 30 * 86_400_000),
            sheets: Vec::new(),
        })
        .expect("a tally");
    let homes = 2 * BUILDINGS * HOMES;
    let (mut samples, mut anew) = (Vec::new(), Vec::new());
    for n in 0..plan.samples(200) as u32 {
        let home = n * 7 % homes;
        let (stairwell, room) = (home / HOMES, home % HOMES);
        let door = format!(
            "{}-{}-{}0{}",
            stairwell / 2 + 1,
            stairwell % 2 + 1,
            room / 2 + 1,
            room % 2 + 1
        );
        committee
            .cast_ballot(BallotDraft {
                tally,
                voter: door.clone(),
                choice: Some(if n % 5 == 0 { Choice::No } else { Choice::Yes }),
                kind: BallotKind::Cast,
                authority: BallotAuthority::Collector,
                slip: None,
                supersedes: None,
                paper: None,
            })
            .unwrap_or_else(|error| panic!("a ballot of {door}: {error:?}"));
        let (meter, time) = timed(|| committee.vote(tally).expect("the meter"));
        assert_eq!(
            meter.own_part.as_ref().map(|own| own.have),
            Some(u64::from(n) + 1)
        );
        // The first one is read whole.
        if n > 0 {
            samples.push(time);
        }
        if n % 20 == 0 {
            let (whole, time) = timed(|| committee.vote_by(tally, &[]).expect("the meter"));
            assert_eq!(whole, meter, "the same as read anew");
            anew.push(time);
        }
    }
    let note = format!(
        "vote() of {homes} households by heads and area, once a ballot was taken (taking it apart); read anew median {:.1} ms",
        median(&anew)
    );
    Row::lower("meter_step_ms", "ms", 1.0, samples, note)
}
