//! The steps of a matter as a graph: what comes after what, and who takes part.
//!
//! Owns order and taking part (docs/spec/flows.md 4.3). Must not know what a step means.

use super::fault::Reason;
use super::file::{Standing, Step};
use std::collections::HashMap;

/// The steps in an order in which each stands after those that it comes after.
#[derive(Debug)]
pub(super) struct Graph {
    /// For each step what it comes after, by place; `None` is absent.
    pub(super) after: Vec<Vec<Option<usize>>>,
    /// Places of all steps, each after its past.
    pub(super) order: Vec<usize>,
}

/// Puts steps in order.
///
/// # Errors
/// A circle.
pub(super) fn order(steps: &[Step]) -> Result<Graph, Reason> {
    let places: HashMap<&str, usize> = steps
        .iter()
        .enumerate()
        .map(|(place, step)| (step.id.as_str(), place))
        .collect();
    let after: Vec<Vec<Option<usize>>> = steps
        .iter()
        .map(|step| {
            step.after
                .iter()
                .map(|id| places.get(id.as_str()).copied())
                .collect()
        })
        .collect();
    let mut missing: Vec<usize> = after
        .iter()
        .map(|named| named.iter().flatten().count())
        .collect();
    let mut followers = vec![Vec::new(); steps.len()];
    for (place, named) in after.iter().enumerate() {
        for before in named.iter().flatten() {
            followers[*before].push(place);
        }
    }
    let mut order: Vec<usize> = (0..steps.len())
        .filter(|place| missing[*place] == 0)
        .collect();
    let mut next = 0;
    while let Some(place) = order.get(next).copied() {
        next += 1;
        for follower in &followers[place] {
            missing[*follower] -= 1;
            if missing[*follower] == 0 {
                order.push(*follower);
            }
        }
    }
    if order.len() == steps.len() {
        Ok(Graph { after, order })
    } else {
        Err(Reason::Circle)
    }
}

/// Members who take part somewhere in a step's future: two distinct ones are enough to know that one is another.
#[derive(Clone, Copy, Default)]
struct Future<'a> {
    one: Option<&'a str>,
    other: Option<&'a str>,
}

impl<'a> Future<'a> {
    fn add(&mut self, member: &'a str) {
        match (self.one, self.other) {
            (None, _) => self.one = Some(member),
            (Some(one), None) if one != member => self.other = Some(member),
            _ => {}
        }
    }

    fn has_another_than(self, member: &str) -> bool {
        [self.one, self.other]
            .into_iter()
            .flatten()
            .any(|one| one != member)
    }
}

/// Which steps take part: accepted ones, and forked ones on which somebody else built.
pub(super) fn taking_part(steps: &[Step], graph: &Graph) -> Vec<bool> {
    let mut part = vec![false; steps.len()];
    let mut future = vec![Future::default(); steps.len()];
    for place in graph.order.iter().rev().copied() {
        let step = &steps[place];
        part[place] = match step.standing {
            Standing::Accepted => true,
            Standing::Forked => future[place].has_another_than(&step.by),
            Standing::Other => false,
        };
        let mut told = future[place];
        if part[place] {
            told.add(&step.by);
        }
        for before in graph.after[place].iter().flatten() {
            for member in [told.one, told.other].into_iter().flatten() {
                future[*before].add(member);
            }
        }
    }
    part
}
