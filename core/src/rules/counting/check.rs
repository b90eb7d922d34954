//! Conditions of a countable tally: readings that go together, a roll that means something, ballots without circles.
//!
//! Owns the refusals that need more than one field. Must not know JSON, nor what a ballot brings about.

use super::fault::{FaultCode, Place};
use super::file::{Ballot, Voter};
use super::pack::Rule;
use std::collections::BTreeMap;

impl Rule {
    /// Whether tallies may be opened under these readings together.
    #[must_use]
    pub fn takes(&self, readings: &[String]) -> bool {
        check_readings(self, readings.to_vec()).is_ok()
    }
}

/// Readings in the order of the rule.
pub(super) fn check_readings(
    rule: &Rule,
    readings: Vec<String>,
) -> Result<Vec<String>, (FaultCode, Place)> {
    let mut seen = BTreeMap::new();
    let mut changed = false;
    for (index, name) in readings.into_iter().enumerate() {
        let place = Place::Reading(index);
        let Some((at, reading)) = rule.reading(&name) else {
            return Err((FaultCode::ReadingNotOfRule, place));
        };
        if seen.insert(at, name).is_some() {
            return Err((FaultCode::RepeatedReading, place));
        }
        if reading.pass.is_some() && std::mem::replace(&mut changed, true) {
            return Err((FaultCode::ExclusiveReadings, place));
        }
    }
    Ok(seen.into_values().collect())
}

pub(super) fn check_roll(rule: &Rule, roll: Vec<Voter>) -> Result<Vec<Voter>, (FaultCode, Place)> {
    if roll.is_empty() {
        return Err((FaultCode::EmptyRoll, Place::Field("roll")));
    }
    let mut sorted = BTreeMap::new();
    for (index, mut voter) in roll.into_iter().enumerate() {
        let place = Place::Roll(index, Some("voter"));
        if voter.voter.is_empty() {
            return Err((FaultCode::EmptyText, place));
        }
        if !rule.counts_area() {
            voter.area = None;
        } else if voter.area.is_none() {
            let place = Place::Roll(index, Some("area_cm2"));
            return Err((FaultCode::MissingField, place));
        }
        if sorted.insert(voter.voter.clone(), voter).is_some() {
            return Err((FaultCode::RepeatedVoter, place));
        }
    }
    let roll: Vec<Voter> = sorted.into_values().collect();
    let mut entitled = roll.iter().filter(|voter| voter.entitled).peekable();
    if entitled.peek().is_none() {
        return Err((FaultCode::NobodyEntitled, Place::Field("roll")));
    }
    if rule.counts_area() && entitled.all(|voter| voter.area.is_none_or(|area| area.get() == 0)) {
        return Err((FaultCode::NoArea, Place::Field("roll")));
    }
    Ok(roll)
}

pub(super) fn check_ballots(ballots: Vec<Ballot>) -> Result<Vec<Ballot>, (FaultCode, Place)> {
    let mut sorted: BTreeMap<String, (usize, Ballot)> = BTreeMap::new();
    for (index, ballot) in ballots.into_iter().enumerate() {
        let empty = [
            ("id", &ballot.id),
            ("voter", &ballot.voter),
            ("collector", &ballot.collector),
        ];
        if let Some((field, _)) = empty.iter().find(|(_, text)| text.is_empty()) {
            return Err((FaultCode::EmptyText, Place::Ballot(index, Some(field))));
        }
        if ballot.supersedes.contains("") {
            let place = Place::Ballot(index, Some("supersedes"));
            return Err((FaultCode::EmptyText, place));
        }
        match sorted.get(&ballot.id) {
            Some((_, first)) if *first == ballot => {}
            Some(_) => {
                let place = Place::Ballot(index, Some("id"));
                return Err((FaultCode::ConflictingBallots, place));
            }
            None => {
                sorted.insert(ballot.id.clone(), (index, ballot));
            }
        }
    }
    let (indexes, ballots): (Vec<usize>, Vec<Ballot>) = sorted.into_values().unzip();
    if let Some(member) = circle(&ballots) {
        let place = Place::Ballot(indexes[member], Some("supersedes"));
        return Err((FaultCode::Circle, place));
    }
    Ok(ballots)
}

/// The ballots that each one names and the file holds, as positions. `ballots` stand sorted by id.
pub(super) fn named_ballots(ballots: &[Ballot]) -> Vec<Vec<usize>> {
    let position = |id: &String| ballots.binary_search_by(|one| one.id.cmp(id)).ok();
    ballots
        .iter()
        .map(|ballot| ballot.supersedes.iter().filter_map(position).collect())
        .collect()
}

/// A ballot that lies on a circle of `supersedes`, if there is one. No recursion: a chain can be as long as the file.
fn circle(ballots: &[Ballot]) -> Option<usize> {
    let names = named_ballots(ballots);
    let mut named_by = vec![Vec::new(); ballots.len()];
    for (from, targets) in names.iter().enumerate() {
        for target in targets {
            named_by[*target].push(from);
        }
    }
    // Take away, again and again, ballots that name nothing that is left; what stays leads into a circle.
    let mut left: Vec<usize> = names.iter().map(Vec::len).collect();
    let mut free: Vec<usize> = (0..ballots.len()).filter(|one| left[*one] == 0).collect();
    while let Some(one) = free.pop() {
        for from in &named_by[one] {
            left[*from] -= 1;
            if left[*from] == 0 {
                free.push(*from);
            }
        }
    }
    let mut at = left.iter().position(|count| *count > 0)?;
    let mut seen = vec![false; ballots.len()];
    while !seen[at] {
        seen[at] = true;
        at = names[at].iter().copied().find(|next| left[*next] > 0)?;
    }
    Some(at)
}
