//! 逐票计数: the answer after one more ballot, without counting the others again. What a ballot brings about concerns its voter
//! alone (docs/spec/counting.md 3.2), so the others' positions stay; the bounds are summed anew.

use super::answer::Answer;
use super::effect::{Effects, Position, VoterSays, effects, says};
use super::file::{Ballot, TallyFile};
use super::outcome::answer_from;

/// A tally whose ballots come one by one.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    /// Rule, readings, roll; its own ballots are not asked.
    file: TallyFile,
    /// Of every voter on the roll, in its order.
    voters: Vec<OfVoter>,
    /// Ids of ballots of those who are not on the roll.
    strangers: Vec<String>,
}

/// All that one voter's ballots bring about.
#[derive(Debug, Clone)]
struct OfVoter {
    ballots: Vec<Ballot>,
    /// None of whoever is not entitled.
    position: Option<Position>,
    is_disputed: bool,
    is_duplicate: bool,
    is_contested: bool,
    late: Vec<String>,
    ineligible: Vec<String>,
    not_counted: Vec<String>,
    says: VoterSays,
}

impl Running {
    /// A tally as its file has it so far.
    pub(crate) fn of(file: &TallyFile) -> Self {
        let mut ballots: Vec<Vec<Ballot>> = vec![Vec::new(); file.roll().len()];
        let mut strangers = Vec::new();
        for ballot in file.ballots() {
            match position_of(file, &ballot.voter) {
                Some(at) => ballots[at].push(ballot.clone()),
                None => strangers.push(ballot.id.clone()),
            }
        }
        let voters = ballots.into_iter().enumerate();
        let voters = voters.map(|(at, ballots)| of_voter(file, at, ballots));
        Self {
            voters: voters.collect(),
            file: file.without_ballots(),
            strangers,
        }
    }

    /// Takes one more ballot of a voter on the roll; one that it has already changes nothing. Gives whether he is on it.
    pub(crate) fn add(&mut self, ballot: Ballot) -> bool {
        let Some(at) = position_of(&self.file, &ballot.voter) else {
            return false;
        };
        let mut ballots = std::mem::take(&mut self.voters[at].ballots);
        if let Err(place) = ballots.binary_search_by(|one| one.id.cmp(&ballot.id)) {
            ballots.insert(place, ballot);
        }
        self.voters[at] = of_voter(&self.file, at, ballots);
        true
    }

    /// Says how many ballots may still be missing.
    pub(crate) fn set_outstanding(&mut self, outstanding: u64) {
        self.file.set_outstanding(outstanding);
    }

    pub(crate) const fn file(&self) -> &TallyFile {
        &self.file
    }

    /// The voters in dispute, in the order of the roll.
    pub(crate) fn disputed(&self) -> impl Iterator<Item = &str> {
        let all = self.file.roll().iter().zip(&self.voters);
        all.filter(|(_, one)| one.is_disputed)
            .map(|(voter, _)| voter.voter.as_str())
    }

    /// The answers of each voter, in the order of the roll.
    pub(crate) fn says(&self) -> impl Iterator<Item = &VoterSays> {
        self.voters.iter().map(|one| &one.says)
    }

    /// The answer: what [`super::count`] says of the whole file.
    pub(crate) fn answer(&self) -> Answer {
        let mut all = Effects::default();
        all.ineligible.clone_from(&self.strangers);
        for (voter, one) in self.file.roll().iter().zip(&self.voters) {
            let name = || voter.voter.clone();
            all.positions.extend(one.position);
            if one.is_disputed {
                all.disputed.push(name());
            }
            if one.is_duplicate {
                all.duplicates.push(name());
            }
            if one.is_contested {
                all.contested.push(name());
            }
            all.late.extend_from_slice(&one.late);
            all.ineligible.extend_from_slice(&one.ineligible);
            all.not_counted.extend_from_slice(&one.not_counted);
        }
        for ids in [&mut all.late, &mut all.ineligible, &mut all.not_counted] {
            ids.sort_unstable();
        }
        answer_from(&self.file, all)
    }
}

fn position_of(file: &TallyFile, voter: &str) -> Option<usize> {
    let found = file
        .roll()
        .binary_search_by(|one| one.voter.as_str().cmp(voter));
    found.ok()
}

fn of_voter(file: &TallyFile, at: usize, ballots: Vec<Ballot>) -> OfVoter {
    let alone = file.of_one(at, ballots.clone());
    let Effects {
        positions,
        disputed,
        duplicates,
        contested,
        late,
        ineligible,
        not_counted,
    } = effects(&alone);
    OfVoter {
        ballots,
        position: positions.first().copied(),
        is_disputed: !disputed.is_empty(),
        is_duplicate: !duplicates.is_empty(),
        is_contested: !contested.is_empty(),
        late,
        ineligible,
        not_counted,
        says: says(&alone).pop().unwrap_or_default(),
    }
}
