//! Steps 1 to 5 written out once more, sentence by sentence (docs/spec/counting.md 3), by sets and without indexes; compared
//! with the count over random tallies.

use super::property::{config, some_tally};
use super::support::*;
use crate::rules::counting::effect::{Said, effects};
use crate::rules::counting::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A tally and its page.
struct Page<'a>(&'a TallyFile);

impl Page<'_> {
    fn voter(&self, ballot: &Ballot) -> Option<&Voter> {
        let mut roll = self.0.roll().iter();
        roll.find(|voter| voter.voter == ballot.voter && voter.entitled)
    }

    fn is_late(&self, ballot: &Ballot) -> bool {
        ballot.standing == Standing::Late && self.voter(ballot).is_some()
    }

    fn has_effect(&self, ballot: &Ballot) -> bool {
        let present_only = self.0.readings().contains(&"present-only".to_owned());
        let voter = self.voter(ballot);
        ballot.standing != Standing::Late
            && voter.is_some_and(|voter| voter.present || !present_only)
    }

    fn acts(&self, ballot: &Ballot) -> bool {
        self.has_effect(ballot) && ballot.standing == Standing::Accepted
    }

    /// Superseded by a collector's ballot or a slip.
    fn is_replaced(&self, ballot: &Ballot) -> bool {
        self.0.ballots().iter().any(|other| {
            let right = match other.authority {
                Authority::Slip => true,
                Authority::Collector => {
                    ballot.standing == Standing::Accepted
                        && ballot.authority == Authority::Collector
                        && ballot.collector == other.collector
                }
                Authority::Supervisor => false,
            };
            self.acts(other) && names(other, ballot) && right
        })
    }

    /// Whether a supervisor's ballot settles something.
    fn settles(&self, own: &Ballot) -> bool {
        let all = self.0.ballots().iter();
        let looked_at: Vec<&Ballot> = all
            .filter(|other| names(own, other) && other.authority != Authority::Supervisor)
            .filter(|other| self.has_effect(other) && !self.is_replaced(other))
            .collect();
        let answers: BTreeSet<Said> = looked_at.iter().map(|other| said(other)).collect();
        let contested = |other: &&Ballot| other.standing == Standing::Contested;
        (answers.len() >= 2 || looked_at.iter().any(contested)) && answers.contains(&said(own))
    }

    fn is_without_right(&self, ballot: &Ballot) -> bool {
        ballot.authority == Authority::Supervisor && self.acts(ballot) && !self.settles(ballot)
    }

    fn stands(&self, ballot: &Ballot) -> bool {
        let settled = self.0.ballots().iter().any(|other| {
            other.authority == Authority::Supervisor
                && self.acts(other)
                && self.settles(other)
                && names(other, ballot)
                && ballot.authority != Authority::Slip
        });
        self.has_effect(ballot)
            && !self.is_replaced(ballot)
            && !settled
            && !self.is_without_right(ballot)
    }

    fn is_live(&self, ballot: &Ballot) -> bool {
        self.stands(ballot)
            && ballot.standing == Standing::Accepted
            && ballot.mark != Mark::Withdraw
    }

    fn is_open(&self, ballot: &Ballot) -> bool {
        self.stands(ballot) && ballot.standing == Standing::Contested
    }

    /// A voter's own answers.
    fn own(&self, voter: &Voter) -> BTreeSet<Said> {
        let his = || {
            let all = self.0.ballots().iter();
            all.filter(|ballot| ballot.voter == voter.voter)
        };
        let mut own: BTreeSet<Said> = his().filter(|one| self.is_live(one)).map(said).collect();
        let taken_back = his().any(|one| {
            self.stands(one) && one.standing == Standing::Accepted && one.mark == Mark::Withdraw
        });
        if own.is_empty() || taken_back {
            own.insert(Said::NotVoting);
        }
        own
    }

    fn ids(&self, keep: impl Fn(&Ballot) -> bool) -> Vec<String> {
        let all = self.0.ballots().iter();
        let mut ids: Vec<String> = all
            .filter(|ballot| keep(ballot))
            .map(|one| one.id.clone())
            .collect();
        ids.sort();
        ids
    }

    fn voters(&self, keep: impl Fn(&Voter) -> bool) -> Vec<String> {
        let all = self.0.roll().iter();
        let mut found: Vec<String> = all
            .filter(|voter| voter.entitled && keep(voter))
            .map(|voter| voter.voter.clone())
            .collect();
        found.sort();
        found
    }

    fn count(&self, voter: &Voter, keep: impl Fn(&Ballot) -> bool) -> usize {
        let all = self.0.ballots().iter();
        all.filter(|ballot| ballot.voter == voter.voter && keep(ballot))
            .count()
    }
}

/// Whether a ballot names another of the same voter.
fn names(one: &Ballot, other: &Ballot) -> bool {
    one.voter == other.voter && one.supersedes.contains(&other.id)
}

fn said(ballot: &Ballot) -> Said {
    match ballot.mark {
        Mark::Cast(choice) | Mark::Correct(choice) => Said::Choice(choice),
        Mark::Withdraw => Said::NotVoting,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_ballot_has_the_fate_that_the_page_gives_it(draft in some_tally()) {
        let file = file(draft);
        let page = Page(&file);
        let answer = count(&file);
        prop_assert_eq!(answer.ineligible, page.ids(|one| page.voter(one).is_none()));
        prop_assert_eq!(answer.late, page.ids(|one| page.is_late(one)));
        let not_counted = page.ids(|one| {
            page.voter(one).is_some() && !page.is_late(one) && !page.is_live(one) && !page.is_open(one)
        });
        prop_assert_eq!(answer.not_counted, not_counted);
        prop_assert_eq!(answer.disputed, page.voters(|voter| page.own(voter).len() >= 2));
        let duplicate = |voter: &Voter| page.own(voter).len() == 1 && page.count(voter, |one| page.is_live(one)) >= 2;
        prop_assert_eq!(answer.duplicates, page.voters(duplicate));
        prop_assert_eq!(answer.contested, page.voters(|voter| page.count(voter, |one| page.is_open(one)) > 0));
        let entitled = file.roll().iter().filter(|voter| voter.entitled);
        for (voter, position) in entitled.zip(effects(&file).positions) {
            let mut possible = page.own(voter);
            let open = file.ballots().iter().filter(|one| one.voter == voter.voter && page.is_open(one));
            possible.extend(open.map(said));
            prop_assert_eq!(position.said.iter().collect::<BTreeSet<_>>(), possible);
        }
    }
}
