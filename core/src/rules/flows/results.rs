//! 表决结果: what a step says by a tally, whether that still holds, and what corrects it (docs/spec/flows.md 5.9).

use super::answer::Told;
use super::explain::place_of;
use super::file::{Facts, Matter, MatterFact, TallyFact};
use super::fold::Fold;
use super::needs::{Met, met};
use super::pack::{Cites, NeedRule};
use super::value::Value;

/// The outcome of a counted tally that is not certain yet.
const UNDECIDED: &str = "undecided";

/// Re-votes of re-votes that are followed from one tally to another: what a step costs stays bounded.
pub const RE_VOTES: usize = 16;

/// A result, as the step that says it cites it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    /// The step.
    pub(super) place: usize,
    /// The tally.
    pub(super) tally: &'a str,
    rules: &'a [String],
    outcome: &'a str,
}

/// The result that a step says: by the first of its needs with `once` or `again` that applies and under whose field it has a tally.
pub(super) fn said<'a>(fold: &Fold<'a>, place: usize) -> Option<Said<'a>> {
    let needs = fold.kind(place).map_or(&[][..], |kind| &kind.needs);
    needs.iter().find_map(|need| {
        let NeedRule::Tally {
            field,
            rules,
            outcome,
            cites: Cites::Once | Cites::Again,
        } = &need.rule
        else {
            return None;
        };
        let applies = need.when.as_ref().is_none_or(|when| fold.is(place, when));
        let tally = fold.held(place, field).and_then(Value::text);
        tally.filter(|_| applies).map(|tally| Said {
            place,
            tally,
            rules,
            outcome,
        })
    })
}

/// 前面的结果: what a step rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultBefore {
    /// The tally.
    pub tally: String,
    /// The rules by one of which it is counted.
    pub rules: Vec<String>,
    /// The outcome that was said.
    pub outcome: String,
}

impl ResultBefore {
    pub(super) fn of(said: Said<'_>) -> Self {
        Self {
            tally: said.tally.to_owned(),
            rules: said.rules.to_vec(),
            outcome: said.outcome.to_owned(),
        }
    }

    /// Whether a tally says the same.
    #[must_use]
    pub fn is_said_by(&self, fact: &TallyFact) -> bool {
        says(fact, &self.rules, &self.outcome)
    }
}

/// The result before a step, by its id; none where no result was said, or there is no such step.
#[must_use]
pub fn result_before(matter: &Matter, step: &str) -> Option<ResultBefore> {
    let fold = Fold::of(matter);
    let first = fold.first(place_of(&fold, step)?);
    let before = fold.back(first).find_map(|place| said(&fold, place));
    before.map(ResultBefore::of)
}

/// Why a step that cites a tally for an outcome corrects nothing; none where it does.
pub(super) fn corrects(
    fold: &Fold<'_>,
    before: Option<Said<'_>>,
    (tally, outcome): (&str, &str),
) -> Option<(Met, Told)> {
    let facts = &fold.matter.facts;
    let met = match before {
        None => Met::No,
        Some(said) if said.tally == tally => met(said.outcome != outcome),
        Some(said) => match votes_again(facts, tally, said.tally) {
            // A re-vote that confirms a result corrects it only once its own tally says otherwise.
            Met::Yes if said.outcome == outcome => match stands(fold, before).0 {
                Met::Yes => Met::No,
                Met::No => Met::Yes,
                Met::Unknown => Met::Unknown,
            },
            other => other,
        },
    };
    match met {
        Met::Yes => None,
        Met::Unknown => Some((Met::Unknown, Told::Nothing {})),
        Met::No => {
            let fact = facts.tallies.get(tally);
            let told = Told::Corrects {
                outcome: fact.map(|fact| fact.outcome.clone()),
                decided: before.map(|said| fold.step(said.place).id.clone()),
            };
            Some((Met::No, told))
        }
    }
}

/// Whether a matter is about the vote that a step cites: its tally, or one that it votes on again, back to the one by which the
/// result before was said.
pub(super) fn is_about(
    fold: &Fold<'_>,
    before: Option<Said<'_>>,
    tally: Option<&str>,
    matter: &MatterFact,
) -> Met {
    let Some(about) = &matter.tallies else {
        return Met::Unknown;
    };
    let mut at = tally;
    for _ in 0..=RE_VOTES {
        let Some(tally) = at else {
            return Met::No;
        };
        if about.iter().any(|one| one == tally) {
            return Met::Yes;
        }
        if before.is_some_and(|said| said.tally == tally) {
            return Met::No;
        }
        let Some(fact) = fold.matter.facts.tallies.get(tally) else {
            return Met::Unknown;
        };
        at = fact.again.as_deref();
    }
    Met::No
}

/// Whether a tally is a re-vote of a first one, or of a re-vote of it, and so on.
fn votes_again(facts: &Facts, tally: &str, first: &str) -> Met {
    let mut at = tally;
    for _ in 0..RE_VOTES {
        let Some(fact) = facts.tallies.get(at) else {
            return Met::Unknown;
        };
        match fact.again.as_deref() {
            None => return Met::No,
            Some(before) if before == first => return Met::Yes,
            Some(before) => at = before,
        }
    }
    Met::No
}

/// Whether the result before a step is still what its tally says; no result before asks nothing.
pub(super) fn stands(fold: &Fold<'_>, before: Option<Said<'_>>) -> (Met, Told) {
    let Some(said) = before else {
        return (Met::Yes, Told::Nothing {});
    };
    match known(&fold.matter.facts, said.tally) {
        None => (Met::Unknown, Told::Nothing {}),
        Some(fact) if says(fact, said.rules, said.outcome) => (Met::Yes, Told::Nothing {}),
        Some(fact) => {
            let told = Told::Stands {
                outcome: fact.outcome.clone(),
                decided: fold.step(said.place).id.clone(),
            };
            (Met::No, told)
        }
    }
}

/// Whether a tally says an outcome under one of some rules.
fn says(fact: &TallyFact, rules: &[String], outcome: &str) -> bool {
    rules.contains(&fact.rule) && fact.outcome == outcome
}

/// A tally whose outcome this store can tell.
fn known<'a>(facts: &'a Facts, tally: &str) -> Option<&'a TallyFact> {
    let fact = facts.tallies.get(tally)?;
    (fact.outcome != UNDECIDED).then_some(fact)
}
