//! Bounds over all completions, without enumerating them.
//!
//! A completion picks for every entitled voter one of his own or possible answers; then at most `outstanding`
//! voters may be given any answer at all. Whatever is linear in the answers is least (greatest) when every voter
//! gives his least (greatest) and the `outstanding` voters who gain most are given the least (greatest) of all.
//!
//! Owns this arithmetic. Must not know outcomes. Exact: at most 2⁶⁴ voters of 2⁵³ cm² times a small share fit 128 bits.

use super::effect::{Position, Said};
use super::file::Choice;
use super::row::{Base, Counted, Measure, Threshold};

/// The end of the completions that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Greatest,
}

/// The range of completions, and the meaning of taking part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Completions<'a> {
    pub(super) positions: &'a [Position],
    pub(super) outstanding: u64,
    pub(super) invalid_takes_part: bool,
}

/// Least and greatest of a number over all completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) least: i128,
    pub(super) greatest: i128,
}

impl Completions<'_> {
    /// All entitled voters, in this measure.
    pub(super) fn all(&self, measure: Measure) -> i128 {
        self.positions.iter().map(|one| weight(one, measure)).sum()
    }

    /// Those who take part.
    pub(super) fn participants(&self, measure: Measure) -> Range {
        self.range(measure, |said| i128::from(self.takes_part(said)))
    }

    /// Those who say yes.
    pub(super) fn yes(&self, measure: Measure) -> Range {
        self.range(measure, |said| i128::from(is_yes(said)))
    }

    /// The slack `den · counted − num · base` of an inequality.
    pub(super) fn slack(&self, threshold: &Threshold, measure: Measure) -> Range {
        self.range(measure, |said| self.slack_of(threshold, said))
    }

    fn slack_of(&self, threshold: &Threshold, said: Said) -> i128 {
        let counted = match threshold.counted {
            Counted::Participants => self.takes_part(said),
            Counted::Yes => is_yes(said),
        };
        let base = match threshold.of {
            Base::All => true,
            Base::Participants => self.takes_part(said),
            Base::YesAndNo => is_yes(said) || said == Said::Choice(Choice::No),
        };
        threshold.den() * i128::from(counted) - threshold.num() * i128::from(base)
    }

    fn takes_part(&self, said: Said) -> bool {
        match said {
            Said::Choice(Choice::Invalid) => self.invalid_takes_part,
            Said::Choice(_) => true,
            Said::NotVoting => false,
        }
    }

    fn range(&self, measure: Measure, worth: impl Fn(Said) -> i128) -> Range {
        Range {
            least: self.end(measure, &worth, End::Least),
            greatest: self.end(measure, &worth, End::Greatest),
        }
    }

    fn end(&self, measure: Measure, worth: &impl Fn(Said) -> i128, end: End) -> i128 {
        let extreme = |worths: &mut dyn Iterator<Item = i128>| match end {
            End::Least => worths.min(),
            End::Greatest => worths.max(),
        };
        // Nobody's set of answers is empty; were it, he would count nothing.
        let of_all = extreme(&mut Said::ALL.into_iter().map(worth)).unwrap_or(0);
        let mut sum = 0;
        let mut gains = Vec::new();
        for one in self.positions {
            let weight = weight(one, measure);
            let own = extreme(&mut one.said.iter().map(worth)).unwrap_or(0);
            sum += own * weight;
            let gain = (of_all - own).abs() * weight;
            if one.reachable && gain > 0 {
                gains.push(gain);
            }
        }
        let given = greatest_sum(gains, self.outstanding);
        match end {
            End::Least => sum - given,
            End::Greatest => sum + given,
        }
    }
}

/// The sum of the `count` greatest.
fn greatest_sum(mut gains: Vec<i128>, count: u64) -> i128 {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count < gains.len() {
        if count > 0 {
            gains.select_nth_unstable_by(count - 1, |a, b| b.cmp(a));
        }
        gains.truncate(count);
    }
    gains.into_iter().sum()
}

fn is_yes(said: Said) -> bool {
    said == Said::Choice(Choice::Yes)
}

fn weight(position: &Position, measure: Measure) -> i128 {
    match measure {
        Measure::Heads => 1,
        Measure::Area => i128::from(position.area),
    }
}
