//! Bounds over all completions, without enumerating them.
//!
//! A completion picks for every entitled voter one of his own or possible answers; then at most `outstanding`
//! voters may be given any answer at all. Whatever is linear in the answers is least (greatest) when every voter
//! gives his least (greatest) and the `outstanding` voters who gain most are given the least (greatest) of all.
//!
//! Owns this arithmetic. Must not know outcomes. Exact: at most 2⁶⁴ voters of 2⁵³ cm² times a small share fit 128 bits.

use super::effect::{Position, Said, SaidSet};
use super::file::Choice;
use super::row::{Base, Counted, Measure, Threshold};

/// The end of the completions that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Least,
    Greatest,
}

/// The range of completions, and the meaning of taking part.
#[derive(Debug, Clone)]
pub(super) struct Completions {
    groups: Vec<Group>,
    outstanding: u64,
    invalid_takes_part: bool,
}

/// Voters of whom the same may come true: a number depends on them through how many they are and what they own alone.
#[derive(Debug, Clone)]
struct Group {
    said: SaidSet,
    reachable: bool,
    /// Each one's area in cm², the greatest first.
    areas: Vec<u64>,
    /// The sum of the areas.
    area: i128,
}

/// Voters of one group who each gain this much for a unit of the measure.
struct Gainers<'a> {
    gain: i128,
    group: &'a Group,
}

/// Least and greatest of a number over all completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) least: i128,
    pub(super) greatest: i128,
}

impl Completions {
    /// The completions of these positions, with so many ballots unseen.
    pub(super) fn of(positions: &[Position], outstanding: u64, invalid_takes_part: bool) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for one in positions {
            let is_alike =
                |group: &Group| (group.said, group.reachable) == (one.said, one.reachable);
            let at = groups.iter().position(is_alike).unwrap_or_else(|| {
                groups.push(Group {
                    said: one.said,
                    reachable: one.reachable,
                    areas: Vec::new(),
                    area: 0,
                });
                groups.len() - 1
            });
            groups[at].areas.push(one.area);
            groups[at].area += i128::from(one.area);
        }
        for group in &mut groups {
            group.areas.sort_unstable_by(|one, other| other.cmp(one));
        }
        Self {
            groups,
            outstanding,
            invalid_takes_part,
        }
    }

    /// All entitled voters, in this measure.
    pub(super) fn all(&self, measure: Measure) -> i128 {
        self.groups.iter().map(|group| group.weight(measure)).sum()
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
        let mut gainers = Vec::new();
        for group in &self.groups {
            let own = extreme(&mut group.said.iter().map(worth)).unwrap_or(0);
            sum += own * group.weight(measure);
            let gain = (of_all - own).abs();
            if group.reachable && gain > 0 {
                gainers.push(Gainers { gain, group });
            }
        }
        let given = greatest_gain(&gainers, measure, self.outstanding);
        match end {
            End::Least => sum - given,
            End::Greatest => sum + given,
        }
    }
}

impl Group {
    /// All of them, in this measure.
    fn weight(&self, measure: Measure) -> i128 {
        match measure {
            Measure::Heads => self.areas.len() as i128,
            Measure::Area => self.area,
        }
    }
}

/// The most that `count` of them gain together.
fn greatest_gain(gainers: &[Gainers<'_>], measure: Measure, count: u64) -> i128 {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let all: usize = gainers.iter().map(|one| one.group.areas.len()).sum();
    if count >= all {
        let gains = gainers.iter();
        return gains.map(|one| one.gain * one.group.weight(measure)).sum();
    }
    match measure {
        Measure::Heads => {
            let mut by_gain: Vec<&Gainers<'_>> = gainers.iter().collect();
            by_gain.sort_unstable_by_key(|one| std::cmp::Reverse(one.gain));
            let (mut sum, mut left) = (0, count);
            for one in by_gain {
                let taken = one.group.areas.len().min(left);
                sum += one.gain * taken as i128;
                left -= taken;
            }
            sum
        }
        Measure::Area => {
            // Of each group nobody but its `count` greatest can be among them.
            let gains = gainers.iter().flat_map(|one| {
                let areas = one.group.areas.iter().take(count);
                areas.map(|area| one.gain * i128::from(*area))
            });
            greatest_sum(gains.collect(), count)
        }
    }
}

/// The sum of the `count` greatest.
fn greatest_sum(mut gains: Vec<i128>, count: usize) -> i128 {
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
