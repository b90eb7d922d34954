//! From bounds to the answer: every inequality judged at its worst and at its best.
//!
//! Owns the outcome and the numbers of the answer. Must not know how a ballot came to count.

use super::answer::{Answer, AreaAnswer, Outcome, Participation, YesVotes};
use super::bounds::{Completions, Range};
use super::effect::{Effects, effects};
use super::explain::{Facts, explain};
use super::file::TallyFile;
use super::row::{Base, Measure, Threshold};

/// Counts a tally. Total: a [`TallyFile`] always has an answer.
///
/// `O(n log n)` in voters, ballots and superseded ids.
#[must_use]
pub fn count(file: &TallyFile) -> Answer {
    answer_from(file, effects(file))
}

/// The answer that follows from what the ballots bring about.
pub(super) fn answer_from(file: &TallyFile, effects: Effects) -> Answer {
    let invalid_takes_part = file.rule().invalid_takes_part(file.readings());
    let completions = Completions::of(&effects.positions, file.outstanding(), invalid_takes_part);
    let outcome = outcome(file, &completions);
    let (participation, yes) = numbers(file, &completions, Measure::Heads);
    let area = file.rule().counts_area().then(|| {
        let (participation, yes) = numbers(file, &completions, Measure::Area);
        AreaAnswer { participation, yes }
    });
    let explanation = explain(&Facts {
        file,
        effects: &effects,
        completions: &completions,
        outcome,
        participation,
        yes,
        area,
    });
    let Effects {
        disputed,
        duplicates,
        contested,
        late,
        ineligible,
        not_counted,
        ..
    } = effects;
    Answer {
        outcome,
        certificate: outcome != Outcome::Undecided,
        participation,
        yes,
        area,
        disputed,
        duplicates,
        contested,
        late,
        ineligible,
        not_counted,
        explanation,
    }
}

/// One kind of inequality over all measures.
struct Judged {
    /// Each holds at its worst.
    always: bool,
    /// One fails even at its best.
    never: bool,
}

fn judge(completions: &Completions, threshold: &Threshold, measures: &[Measure]) -> Judged {
    let mut judged = Judged {
        always: true,
        never: false,
    };
    for measure in measures {
        let slack = completions.slack(threshold, *measure);
        judged.always &= threshold.holds(slack.least);
        judged.never |= !threshold.holds(slack.greatest);
    }
    judged
}

fn outcome(file: &TallyFile, completions: &Completions) -> Outcome {
    let rule = file.rule();
    let pass = rule.pass(file.readings());
    let passing = judge(completions, pass, rule.measures());
    let taking_part = match &rule.row().part {
        Some(part) => judge(completions, part, rule.measures()),
        None => Judged {
            always: true,
            never: false,
        },
    };
    if taking_part.always && passing.always {
        Outcome::Passed
    } else if taking_part.never {
        Outcome::NoQuorum
    } else if passing.never {
        let exactly_half = Range {
            least: 0,
            greatest: 0,
        };
        let half = completions.slack(pass, Measure::Heads) == exactly_half;
        if rule.half_is_tie(file.readings()) && taking_part.always && half {
            Outcome::Tie
        } else {
            Outcome::Failed
        }
    } else {
        Outcome::Undecided
    }
}

fn numbers(
    file: &TallyFile,
    completions: &Completions,
    measure: Measure,
) -> (Participation, YesVotes) {
    let rule = file.rule();
    let all = completions.all(measure);
    let have = completions.participants(measure).least;
    let part = rule.row().part.as_ref();
    let need = part.map_or(0, |part| part.fewest(all));
    let pass = rule.pass(file.readings());
    let yes_need = match pass.of {
        Base::All => Some(pass.fewest(all)),
        Base::Participants => Some(pass.fewest(have.max(need))),
        Base::YesAndNo => None,
    };
    let yes = completions.yes(measure);
    let participation = Participation {
        have: unsigned(have),
        need: unsigned(need),
        of: unsigned(all),
    };
    let yes = YesVotes {
        lower: unsigned(yes.least),
        upper: unsigned(yes.greatest),
        need: yes_need.map(unsigned),
    };
    (participation, yes)
}

/// Numbers of voters and areas are never negative.
fn unsigned(number: i128) -> u128 {
    u128::try_from(number).unwrap_or(0)
}
