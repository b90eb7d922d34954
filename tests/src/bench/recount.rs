//! Counting a community's vote: 3,000 voters, 3,200 ballots.

use super::Plan;
use super::report::Row;
use super::stats::{median, timed};
use linli_core::rules::counting::{
    AreaCm2, Ballot, Choice, Mark, Rule, TallyDraft, TallyFile, Voter, count, read,
};
use std::hint::black_box;

fn tally() -> TallyFile {
    let name = |n: u32| {
        format!(
            "{}-{}-{}0{}",
            n / 48 + 1,
            n / 24 % 2 + 1,
            n % 24 / 4 + 1,
            n % 4 + 1
        )
    };
    let roll = (0..3_000)
        .map(|n| Voter {
            area: AreaCm2::new(u64::from(600_000 + n * 37 % 900_000)),
            ..Voter::new(name(n))
        })
        .collect();
    // Two hundred voters say the same at two doors, or change their minds in front of the same collector.
    let ballots = (0..3_200_u32)
        .map(|n| {
            let voter = n % 3_000;
            let choice = match voter % 10 {
                0 | 1 => Choice::No,
                2 => Choice::Abstain,
                _ => Choice::Yes,
            };
            let mut ballot = Ballot::new(
                format!("{n:064x}"),
                name(voter),
                Mark::Cast(choice),
                format!("{:032x}", voter / 60),
            );
            if n >= 3_100 {
                ballot.supersedes = [format!("{voter:064x}")].into();
            }
            ballot
        })
        .collect();
    TallyFile::new(TallyDraft {
        title: Some("维修资金".to_owned()),
        roll,
        ballots,
        ..TallyDraft::new(Rule::find("assembly-ordinary").expect("a rule of this version"))
    })
    .expect("a sound tally")
}

/// `recount_3000_ms`: the counting, parsing apart.
pub(super) fn recount(plan: &Plan) -> Row {
    let file = tally();
    let text = file.to_json().to_string();
    let (mut samples, mut reading) = (Vec::new(), Vec::new());
    for _ in 0..plan.samples(100) {
        samples.push(timed(|| black_box(count(black_box(&file)))).1);
        reading.push(timed(|| black_box(read(text.as_bytes()))).1);
    }
    let note = format!(
        "count() of 3,000 voters and 3,200 ballots under assembly-ordinary; reading the {} kB file apart: median {:.2} ms",
        text.len() / 1000,
        median(&reading)
    );
    Row::lower("recount_3000_ms", "ms", 10.0, samples, note)
}
