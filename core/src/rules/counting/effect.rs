//! From ballots to answers: which ballots have effect, which supersede which, and what each voter may have said.
//!
//! Owns the steps of docs/spec/counting.md 3, up to a voter's own and possible answers. Must not know rules or shares.

use super::check::named_ballots;
use super::file::{Authority, Ballot, Choice, Mark, Standing, TallyFile};
use std::collections::BTreeSet;

/// The possible outcome of a voter's sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Said {
    /// This choice.
    Choice(Choice),
    /// Nothing, or everything taken back.
    NotVoting,
}

impl Said {
    /// Every answer there is.
    pub(super) const ALL: [Self; 6] = [
        Self::Choice(Choice::Yes),
        Self::Choice(Choice::No),
        Self::Choice(Choice::Abstain),
        Self::Choice(Choice::Blank),
        Self::Choice(Choice::Invalid),
        Self::NotVoting,
    ];

    const fn of(mark: Mark) -> Self {
        match mark {
            Mark::Cast(choice) | Mark::Correct(choice) => Self::Choice(choice),
            Mark::Withdraw => Self::NotVoting,
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Choice(choice) => 1 << choice as u8,
            Self::NotVoting => 1 << 7,
        }
    }
}

/// A set of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct SaidSet(u8);

impl SaidSet {
    pub(super) fn insert(&mut self, said: Said) {
        self.0 |= said.bit();
    }

    pub(super) const fn contains(self, said: Said) -> bool {
        self.0 & said.bit() != 0
    }

    pub(super) const fn len(self) -> u32 {
        self.0.count_ones()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Said> {
        Said::ALL
            .into_iter()
            .filter(move |said| self.contains(*said))
    }
}

/// One entitled voter after steps 1 to 5.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    /// His own and his possible answers; never empty.
    pub(super) said: SaidSet,
    /// His area in cm² (0 where areas do not matter).
    pub(super) area: u64,
    /// Whether an unseen ballot of his could have effect.
    pub(super) reachable: bool,
}

/// Everything that follows from the ballots before any rule is asked.
#[derive(Debug, Default)]
pub(super) struct Effects {
    pub(super) positions: Vec<Position>,
    pub(super) disputed: Vec<String>,
    pub(super) duplicates: Vec<String>,
    pub(super) contested: Vec<String>,
    pub(super) late: Vec<String>,
    pub(super) ineligible: Vec<String>,
    pub(super) not_counted: Vec<String>,
}

/// The facts known of a ballot on the way.
#[derive(Debug, Clone, Copy, Default)]
struct Fate {
    eligible: bool,
    /// Eligible, not late, and of somebody present where only those count.
    effect: bool,
    /// Replaced by a ballot of authority collector or slip.
    superseded_by_voter: bool,
    superseded_by_supervisor: bool,
    without_right: bool,
}

impl Fate {
    const fn stands(self) -> bool {
        self.effect
            && !self.superseded_by_voter
            && !self.superseded_by_supervisor
            && !self.without_right
    }
}

/// Steps 1 and 2.
fn fates(file: &TallyFile) -> (&[Ballot], Vec<Fate>) {
    let ballots = file.ballots();
    let names = named_ballots(ballots);
    let mut fates = first_fates(file);
    supersede_by_voters(ballots, &names, &mut fates);
    supersede_by_supervisors(ballots, &names, &mut fates);
    (ballots, fates)
}

/// Runs steps 1 to 5.
pub(super) fn effects(file: &TallyFile) -> Effects {
    let (ballots, fates) = fates(file);
    let mut effects = Effects::default();
    for (ballot, fate) in ballots.iter().zip(&fates) {
        let id = || ballot.id.clone();
        if !fate.eligible {
            effects.ineligible.push(id());
        } else if ballot.standing == Standing::Late {
            effects.late.push(id());
        } else if !fate.live(ballot) && !fate.open(ballot) {
            effects.not_counted.push(id());
        }
    }
    answer_voters(file, &fates, &mut effects);
    effects
}

/// The sheets of one voter on the roll, as far as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct VoterSays {
    /// The answers of his live ballots; two or more are a dispute.
    pub choices: Vec<Choice>,
    /// Whether a withdrawal stands beside them.
    pub taken_back: bool,
    /// Whether a contested ballot may add another answer.
    pub contested: bool,
}

/// What each voter says, in the order of the roll.
pub(crate) fn says(file: &TallyFile) -> Vec<VoterSays> {
    let (_, fates) = fates(file);
    let roll = file.roll();
    let mut found = vec![VoterSays::default(); roll.len()];
    for (ballot, fate) in file.ballots().iter().zip(&fates) {
        let Ok(voter) = roll.binary_search_by(|voter| voter.voter.cmp(&ballot.voter)) else {
            continue;
        };
        let one = &mut found[voter];
        match ballot.mark {
            Mark::Cast(choice) | Mark::Correct(choice) if fate.live(ballot) => {
                if !one.choices.contains(&choice) {
                    one.choices.push(choice);
                }
            }
            _ => {
                one.taken_back |= fate.taken_back(ballot);
                one.contested |= fate.open(ballot);
            }
        }
    }
    found
}

/// Ids of those of one voter's ballots that another one replaces (step 2), all of them being his who may vote.
pub(crate) fn replaced(ballots: &[Ballot]) -> BTreeSet<String> {
    let mut sorted = ballots.to_vec();
    sorted.sort_by(|one, other| one.id.cmp(&other.id));
    let names = named_ballots(&sorted);
    let mut fates: Vec<Fate> = sorted
        .iter()
        .map(|ballot| Fate {
            eligible: true,
            effect: ballot.standing != Standing::Late,
            ..Fate::default()
        })
        .collect();
    supersede_by_voters(&sorted, &names, &mut fates);
    supersede_by_supervisors(&sorted, &names, &mut fates);
    sorted
        .into_iter()
        .zip(fates)
        .filter(|(_, fate)| fate.superseded_by_voter || fate.superseded_by_supervisor)
        .map(|(ballot, _)| ballot.id)
        .collect()
}

impl Fate {
    /// Step 3.
    fn live(self, ballot: &Ballot) -> bool {
        self.stands() && ballot.standing == Standing::Accepted && ballot.mark != Mark::Withdraw
    }

    /// Step 3.
    fn open(self, ballot: &Ballot) -> bool {
        self.stands() && ballot.standing == Standing::Contested
    }

    /// Step 4: a withdrawal that stands beside the live ballots.
    fn taken_back(self, ballot: &Ballot) -> bool {
        self.stands() && ballot.standing == Standing::Accepted && ballot.mark == Mark::Withdraw
    }
}

/// Step 1.
fn first_fates(file: &TallyFile) -> Vec<Fate> {
    let present_only = file.rule().is_present_only(file.readings());
    let fate = |ballot: &Ballot| {
        let roll = file.roll();
        let voter = roll
            .binary_search_by(|voter| voter.voter.cmp(&ballot.voter))
            .ok()
            .map(|found| &roll[found])
            .filter(|voter| voter.entitled);
        Fate {
            eligible: voter.is_some(),
            effect: ballot.standing != Standing::Late
                && voter.is_some_and(|voter| voter.present || !present_only),
            ..Fate::default()
        }
    };
    file.ballots().iter().map(fate).collect()
}

/// Step 2, collectors and slips. Their right depends on nothing but the two ballots, so no order matters.
fn supersede_by_voters(ballots: &[Ballot], names: &[Vec<usize>], fates: &mut [Fate]) {
    for (at, ballot) in ballots.iter().enumerate() {
        if !fates[at].effect || ballot.standing != Standing::Accepted {
            continue;
        }
        for &target in &names[at] {
            let other = &ballots[target];
            let right = match ballot.authority {
                Authority::Slip => true,
                Authority::Collector => {
                    other.standing == Standing::Accepted
                        && other.authority == Authority::Collector
                        && other.collector == ballot.collector
                }
                Authority::Supervisor => false,
            };
            if right && other.voter == ballot.voter {
                fates[target].superseded_by_voter = true;
            }
        }
    }
}

/// Step 2, supervisors: they settle disputes, they do not vote. Asks only what collectors and slips have left.
fn supersede_by_supervisors(ballots: &[Ballot], names: &[Vec<usize>], fates: &mut [Fate]) {
    for (at, ballot) in ballots.iter().enumerate() {
        if ballot.authority != Authority::Supervisor
            || ballot.standing != Standing::Accepted
            || !fates[at].effect
        {
            continue;
        }
        let own = || {
            names[at]
                .iter()
                .filter(|one| ballots[**one].voter == ballot.voter)
        };
        let mut theirs = SaidSet::default();
        let mut any_contested = false;
        for &target in own() {
            let other = &ballots[target];
            let looked_at = other.authority != Authority::Supervisor
                && fates[target].effect
                && !fates[target].superseded_by_voter;
            if looked_at {
                theirs.insert(Said::of(other.mark));
                any_contested |= other.standing == Standing::Contested;
            }
        }
        let dispute = theirs.len() >= 2 || any_contested;
        if dispute && theirs.contains(Said::of(ballot.mark)) {
            for &target in own() {
                if ballots[target].authority != Authority::Slip {
                    fates[target].superseded_by_supervisor = true;
                }
            }
        } else {
            fates[at].without_right = true;
        }
    }
}

/// The sheets of one voter that stand.
#[derive(Default, Clone, Copy)]
struct Sheets {
    live: u32,
    own: SaidSet,
    open: SaidSet,
    taken_back: bool,
}

/// Steps 4 and 5.
fn answer_voters(file: &TallyFile, fates: &[Fate], effects: &mut Effects) {
    let roll = file.roll();
    let mut sheets = vec![Sheets::default(); roll.len()];
    for (ballot, fate) in file.ballots().iter().zip(fates) {
        let Ok(voter) = roll.binary_search_by(|voter| voter.voter.cmp(&ballot.voter)) else {
            continue;
        };
        let sheet = &mut sheets[voter];
        if fate.live(ballot) {
            sheet.live = sheet.live.saturating_add(1);
            sheet.own.insert(Said::of(ballot.mark));
        } else if fate.taken_back(ballot) {
            sheet.taken_back = true;
        } else if fate.open(ballot) {
            sheet.open.insert(Said::of(ballot.mark));
        }
    }
    let present_only = file.rule().is_present_only(file.readings());
    for (voter, mut sheet) in roll.iter().zip(sheets) {
        if !voter.entitled {
            continue;
        }
        if sheet.live == 0 || sheet.taken_back {
            sheet.own.insert(Said::NotVoting);
        }
        let name = || voter.voter.clone();
        if sheet.own.len() >= 2 {
            effects.disputed.push(name());
        } else if sheet.live >= 2 {
            effects.duplicates.push(name());
        }
        if sheet.open.len() > 0 {
            effects.contested.push(name());
        }
        effects.positions.push(Position {
            said: SaidSet(sheet.own.0 | sheet.open.0),
            area: voter.area.map_or(0, |area| area.get()),
            reachable: voter.present || !present_only,
        });
    }
}
