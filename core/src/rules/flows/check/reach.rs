//! 可达: which states a matter can come to, from where, and what can stand on the line before a step.

use super::super::pack::{Flow, StepKind, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The order in which states and steps of a flow can follow each other.
pub(super) struct Reach<'a> {
    flow: &'a Flow,
    /// State → the states to which a step leads from it.
    after: BTreeMap<&'a str, BTreeSet<&'a str>>,
    reached: BTreeSet<&'a str>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(flow: &'a Flow) -> Self {
        let mut after: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for state in &flow.states {
            let steps = flow
                .steps
                .iter()
                .filter(|step| step.from.holds(flow, &state.name));
            after.insert(
                &state.name,
                steps
                    .filter_map(|step| step.to.as_ref())
                    .flat_map(Target::names)
                    .collect(),
            );
        }
        let openings = flow.steps.iter().filter(|step| step.from.is_opening());
        let first = openings
            .filter_map(|step| step.to.as_ref())
            .flat_map(Target::names)
            .collect();
        let mut reach = Self {
            flow,
            after,
            reached: BTreeSet::new(),
        };
        reach.reached = reach.onward(first);
        reach
    }

    /// These states and all that can follow them.
    fn onward(&self, from: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut found = from.clone();
        let mut todo: Vec<&str> = from.into_iter().collect();
        while let Some(state) = todo.pop() {
            for next in self.after.get(state).into_iter().flatten().copied() {
                if found.insert(next) {
                    todo.push(next);
                }
            }
        }
        found
    }

    pub(super) fn is_reached(&self, state: &str) -> bool {
        self.reached.contains(state)
    }

    /// Whether a way leads from a state to a final one.
    pub(super) fn ends(&self, state: &'a str) -> bool {
        self.onward([state].into())
            .iter()
            .any(|state| self.flow.is_final(state))
    }

    /// The states in which a matter can stand once a main step was taken.
    fn once_taken(&self, step: &'a StepKind) -> BTreeSet<&'a str> {
        self.onward(step.to.iter().flat_map(Target::names).collect())
    }

    fn may_be_taken(&self, step: &StepKind, states: &BTreeSet<&str>) -> bool {
        states.iter().any(|state| step.from.holds(self.flow, state))
    }

    /// Whether a step can come after a main step on one line (a side step: be attached to it or later).
    pub(super) fn can_follow(&self, step: &StepKind, main: &'a StepKind) -> bool {
        self.may_be_taken(step, &self.once_taken(main))
    }

    /// Whether a side step can be attached to the line before a step.
    pub(super) fn can_be_attached_before(&self, side: &StepKind, step: &StepKind) -> bool {
        self.reached.iter().any(|state| {
            side.from.holds(self.flow, state)
                && self.may_be_taken(step, &self.onward([*state].into()))
        })
    }
}
