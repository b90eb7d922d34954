//! 摘要: what lists show of a matter, folded once when its steps change and kept.

use super::answer::ClockState;
use super::clocks::clocks;
use super::file::Matter;
use super::fold::Fold;
use super::instant::Instant;
use super::needs::Lasts;
use super::pack::{Bound, Cites, Need, NeedRule, StepKind};
use super::results::{ResultBefore, said};
use std::collections::BTreeSet;

/// A folded matter in short. Nothing here hangs on facts beside the document but the days of a calendar.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// The state that all heads share.
    pub state: Option<String>,
    /// The heads, sorted.
    pub heads: Vec<String>,
    /// Whether the state is final.
    pub ended: bool,
    /// The states on every head's line, from the opening on, with when its step says that it was first reached.
    pub line: Vec<(String, Instant)>,
    /// The clocks that have not ended, one for each start, though several heads have it on their lines.
    pub clocks: Vec<OpenClock>,
    /// The operations of the main steps that may be taken next.
    pub next: Vec<String>,
    /// The results on which the heads rest.
    pub rests: Vec<ResultBefore>,
    /// Whether another vote may be written down next: a re-vote is the next step then, and no change of the result.
    pub awaits: bool,
    /// The operations of the steps that may correct one of them next.
    pub mends: Vec<String>,
}

/// A clock that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClock {
    /// Its name.
    pub clock: String,
    /// When it is due.
    pub due: Instant,
    /// Whether it says how long at least: from `due` on it runs no more, and nobody is late.
    pub is_least: bool,
}

/// Folds a matter for its row in lists.
#[must_use]
pub fn summary(matter: &Matter) -> Summary {
    let fold = Fold::of(matter);
    let mut states = fold.heads.iter().map(|head| fold.verdicts.states[*head]);
    let state = states
        .next()
        .filter(|first| states.all(|state| state == *first));
    let ended = state.is_some_and(|state| matter.flow.is_final(state));
    let mut lasts = Lasts::default();
    let open = |state| matches!(state, ClockState::Running | ClockState::Overdue);
    let mut started = BTreeSet::new();
    let running = clocks(&fold, &mut lasts).into_iter().filter_map(|clock| {
        let due = clock.due.filter(|_| open(clock.state))?;
        let is_least = matter
            .flow
            .clocks
            .iter()
            .any(|kind| kind.name == clock.clock && matches!(kind.bound, Bound::Least(_)));
        started
            .insert((clock.start, clock.clock.clone()))
            .then_some(OpenClock {
                clock: clock.clock,
                due,
                is_least,
            })
    });
    let clocks = running.collect();
    let rests = rests(&fold);
    Summary {
        state: state.map(str::to_owned),
        heads: fold
            .heads
            .iter()
            .map(|head| fold.step(*head).id.clone())
            .collect(),
        ended,
        line: line(&fold),
        clocks,
        next: next(&fold),
        awaits: citing(&fold, Cites::Once).next().is_some(),
        mends: mends(&fold, &rests),
        rests,
    }
}

fn line(fold: &Fold<'_>) -> Vec<(String, Instant)> {
    let Some((first, others)) = fold.heads.split_first() else {
        return Vec::new();
    };
    let states = |head: usize| -> BTreeSet<&str> {
        fold.back(Some(head))
            .map(|place| fold.verdicts.states[place])
            .collect()
    };
    let shared: Vec<BTreeSet<&str>> = others.iter().map(|head| states(*head)).collect();
    let mut steps: Vec<usize> = fold.back(Some(*first)).collect();
    steps.reverse();
    let mut seen = BTreeSet::new();
    let mut line = Vec::new();
    for place in steps {
        let state = fold.verdicts.states[place];
        if seen.insert(state) && shared.iter().all(|one| one.contains(state)) {
            line.push((state.to_owned(), fold.step(place).at));
        }
    }
    line
}

fn rests(fold: &Fold<'_>) -> Vec<ResultBefore> {
    let of_head = |head: &usize| fold.back(Some(*head)).find_map(|place| said(fold, place));
    let mut rests = Vec::new();
    for said in fold.heads.iter().filter_map(of_head) {
        let rest = ResultBefore::of(said);
        if !rests.contains(&rest) {
            rests.push(rest);
        }
    }
    rests
}

/// The main steps that may follow a head.
fn following<'a>(fold: &'a Fold<'_>) -> impl Iterator<Item = &'a StepKind> {
    let flow = &fold.matter.flow;
    flow.steps.iter().filter(move |step| {
        step.to.is_some()
            && fold
                .heads
                .iter()
                .any(|head| step.from.holds(flow, fold.verdicts.states[*head]))
    })
}

/// Of these the rules under which each says a result in this way, with its operation.
fn citing<'a>(fold: &'a Fold<'_>, way: Cites) -> impl Iterator<Item = (&'a str, &'a [String])> {
    let rules = move |need: &'a Need| match &need.rule {
        NeedRule::Tally { rules, cites, .. } if *cites == way => Some(rules.as_slice()),
        _ => None,
    };
    following(fold).flat_map(move |step| {
        let needs = step.needs.iter().filter_map(rules);
        needs.map(move |rules| (step.may.as_str(), rules))
    })
}

/// A stairwell's vote is corrected by whoever may open one, and the owners' by whoever may open theirs.
fn mends(fold: &Fold<'_>, rests: &[ResultBefore]) -> Vec<String> {
    let are_of = |rules: &[String]| {
        let mut said = rests.iter().flat_map(|rest| &rest.rules);
        said.any(|rule| rules.contains(rule))
    };
    let mending = citing(fold, Cites::Again).filter(|(_, rules)| are_of(rules));
    let mut mends: Vec<String> = mending.map(|(may, _)| may.to_owned()).collect();
    mends.sort_unstable();
    mends.dedup();
    mends
}

fn next(fold: &Fold<'_>) -> Vec<String> {
    let flow = &fold.matter.flow;
    let mut next: Vec<String> = following(fold).map(|step| step.may.clone()).collect();
    if fold.heads.len() > 1 {
        next.push(flow.settle.clone());
    }
    next.sort_unstable();
    next.dedup();
    next
}
