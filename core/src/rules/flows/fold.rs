//! 折叠: from the steps of a matter to its heads and lines (docs/spec/flows.md 4.5, 4.6, 4.7).
//!
//! Owns what counts as withdrawn, what holds in a step, heads, duplicates and what is attached. Pure: the same on a phone,
//! on a hub and in an auditor's program, in whatever order the steps arrived.

use super::file::{Matter, Roles, Step};
use super::graph::{self, Graph};
use super::instant::Instant;
use super::pack::{Field, StepKind, Target, When};
use super::value::{Look, Value, Values, equal_structure, fits};
use super::verdict::{self, Kind, Verdict, Verdicts};
use std::collections::BTreeSet;

/// A folded matter, from which its answer is told.
#[derive(Debug)]
pub(super) struct Fold<'a> {
    pub(super) matter: &'a Matter,
    pub(super) verdicts: Verdicts<'a>,
    /// Which steps count as withdrawn.
    pub(super) withdrawn: Vec<bool>,
    /// Earliest of `at`, `seen` and now.
    pub(super) times: Vec<Instant>,
    /// For each placed step the fields that an amendment changed with effect.
    amended: Vec<Vec<&'a str>>,
    /// For each placed main step its placed side steps.
    sides: Vec<Vec<usize>>,
    /// For each placed main step the nearest step on its line, itself included, whose first has side steps (of its own or
    /// of duplicates that this step names).
    up: Vec<Option<usize>>,
    /// The number of steps before a placed main step on its line.
    pub(super) depths: Vec<usize>,
    /// The placed main steps, each after its past.
    pub(super) mains: Vec<usize>,
    /// Sorted by id.
    pub(super) heads: Vec<usize>,
    /// All places, sorted by id.
    pub(super) by_id: Vec<usize>,
}

impl<'a> Fold<'a> {
    /// Folds a matter. Of steps in a circle (a file that was not read by [`super::file::read`]) nothing is placed.
    pub(super) fn of(matter: &'a Matter) -> Self {
        let steps = &matter.steps;
        let graph = graph::order(steps).unwrap_or_else(|_| Graph {
            after: vec![Vec::new(); steps.len()],
            order: Vec::new(),
        });
        let part = graph::taking_part(steps, &graph);
        let verdicts = verdict::judge(matter, &graph, &part);
        let mut by_id: Vec<usize> = (0..steps.len()).collect();
        by_id.sort_unstable_by(|one, other| steps[*one].id.cmp(&steps[*other].id));
        let mut fold = Self {
            matter,
            withdrawn: withdrawn(matter, &verdicts, &graph.order),
            times: steps.iter().map(|step| time(step, matter.now)).collect(),
            amended: vec![Vec::new(); steps.len()],
            sides: vec![Vec::new(); steps.len()],
            up: vec![None; steps.len()],
            depths: vec![0; steps.len()],
            mains: graph
                .order
                .iter()
                .copied()
                .filter(|place| verdicts.is_placed_main(*place))
                .collect(),
            heads: Vec::new(),
            verdicts,
            by_id,
        };
        fold.index(&graph.order);
        fold
    }

    fn index(&mut self, order: &[usize]) {
        let mut named = vec![false; self.matter.steps.len()];
        for place in order.iter().copied() {
            if self.verdicts.verdicts[place] != Verdict::Placed {
                continue;
            }
            self.amended[place] = self.amendments(place);
            let Some(first) = self.first(place) else {
                continue;
            };
            if !self.verdicts.is_main(place) {
                if !self.withdrawn[place] {
                    self.sides[first].push(place);
                }
                continue;
            }
            self.depths[place] = self.depths[first] + 1;
            if !self.withdrawn[place] {
                self.verdicts.named[place]
                    .iter()
                    .for_each(|one| named[*one] = true);
            }
        }
        for place in self.mains.clone() {
            if let Some(first) = self.first(place) {
                let has_sides = self
                    .owners(place, first)
                    .any(|owner| !self.sides[owner].is_empty());
                self.up[place] = if has_sides {
                    Some(place)
                } else {
                    self.up[first]
                };
            }
        }
        let is_head = |place: &usize| {
            self.verdicts.is_placed_main(*place) && !self.withdrawn[*place] && !named[*place]
        };
        self.heads = self.by_id.iter().copied().filter(is_head).collect();
    }

    /// Whether a step is placed and does not count as withdrawn.
    pub(super) fn stands(&self, place: usize) -> bool {
        self.verdicts.verdicts[place] == Verdict::Placed && !self.withdrawn[place]
    }

    /// The step that a placed step continues, or belongs to.
    pub(super) fn first(&self, place: usize) -> Option<usize> {
        self.verdicts.named[place].first().copied()
    }

    pub(super) fn step(&self, place: usize) -> &'a Step {
        &self.matter.steps[place]
    }

    /// The pack's step, if it is not the settling.
    pub(super) fn kind(&self, place: usize) -> Option<&'a StepKind> {
        match self.verdicts.kinds[place] {
            Some(Kind::Of(kind)) => Some(kind),
            _ => None,
        }
    }

    fn fields(&self, place: usize) -> &'a [Field] {
        self.kind(place).map_or(&[], |kind| &kind.fields)
    }

    /// The order of time.
    pub(super) fn when(&self, place: usize) -> (Instant, &'a str) {
        (self.times[place], &self.step(place).id)
    }

    fn amendments(&self, place: usize) -> Vec<&'a str> {
        let step = self.step(place);
        let changes = !step.amended.is_empty() || !step.removed.is_empty();
        let Some(kind) = self.kind(place).filter(|_| changes) else {
            return Vec::new();
        };
        let mut fields = amending(kind, &step.amended);
        fields.extend(removing(kind, step));
        fields
    }

    /// Whether an amendment holds in a placed step.
    pub(super) fn is_amended(&self, place: usize) -> bool {
        !self.amended[place].is_empty()
    }

    /// The value that holds under a field of a placed step.
    pub(super) fn held(&self, place: usize, field: &str) -> Option<&'a Value> {
        let step = self.step(place);
        let values = if self.amended[place].contains(&field) {
            &step.amended
        } else {
            &step.values
        };
        values.get(field)
    }

    /// Whether a word of a placed step is one of these.
    pub(super) fn is(&self, place: usize, when: &When) -> bool {
        self.held(place, &when.field)
            .is_some_and(|held| when.is.contains(held))
    }

    /// The holders of a role, as of the roster that a step cites.
    pub(super) fn role(&self, cited: &'a Roles, role: &str) -> Option<&'a BTreeSet<String>> {
        cited
            .get(role)
            .or_else(|| self.matter.facts.roles.get(role))
    }

    /// Whether a step is equal to another in step, structure and first.
    pub(super) fn is_duplicate(&self, one: usize, of: usize) -> bool {
        one != of
            && self.step(one).step == self.step(of).step
            && self.first(one) == self.first(of)
            && equal_structure(
                self.fields(of),
                &self.step(one).values,
                &self.step(of).values,
            )
    }

    /// The first of a placed main step and those that it names beside as duplicates of it.
    fn owners(&self, place: usize, first: usize) -> impl Iterator<Item = usize> {
        let named = self.verdicts.named[place].iter().copied();
        named.filter(move |one| *one == first || self.is_duplicate(*one, first))
    }

    /// The steps from a placed main step back to its opening.
    pub(super) fn back(&self, from: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(from, |place| self.first(*place))
    }

    /// The side steps attached to the first of a main step, on a line that goes through both.
    pub(super) fn attached_before(&self, place: usize) -> impl Iterator<Item = usize> {
        let first = self.first(place);
        let owners = first
            .into_iter()
            .flat_map(move |first| self.owners(place, first));
        owners.flat_map(|owner| self.sides[owner].iter().copied())
    }

    /// The side steps of the last step of a line.
    pub(super) fn attached_last(&self, place: usize) -> &[usize] {
        &self.sides[place]
    }

    /// The main steps of a line, from one back, to whose firsts side steps are attached.
    pub(super) fn with_attached(&self, from: usize) -> impl Iterator<Item = usize> {
        let next = |place: usize| self.first(place).and_then(|first| self.up[first]);
        std::iter::successors(self.up[from], move |place| next(*place))
    }
}

fn time(step: &Step, now: Instant) -> Instant {
    step.at.min(now).min(step.seen.unwrap_or(now))
}

/// The steps that count as withdrawn: nobody takes back what was built on, nor what ended the matter.
fn withdrawn(matter: &Matter, verdicts: &Verdicts<'_>, order: &[usize]) -> Vec<bool> {
    let mut counts = vec![false; matter.steps.len()];
    let mut built_on = vec![false; matter.steps.len()];
    for place in order.iter().rev().copied() {
        if verdicts.verdicts[place] == Verdict::Out {
            continue;
        }
        let main = verdicts.is_placed_main(place);
        let kept = main && (matter.flow.is_final(verdicts.states[place]) || built_on[place]);
        counts[place] = matter.steps[place].withdrawn && !kept;
        if main && !counts[place] {
            verdicts.named[place]
                .iter()
                .for_each(|one| built_on[*one] = true);
        }
    }
    counts
}

/// The fields of a step of a kind whose values amendments took away: not those for which one of them says anything else.
fn removing<'a>(kind: &StepKind, step: &'a Step) -> Vec<&'a str> {
    let fields = step.removed.iter().map(String::as_str);
    fields
        .filter(|name| is_amendable(kind, name) && step.amended.get(name).is_none())
        .collect()
}

/// Whether amendments of a step of a kind may change a field: one that it has, but for the one that chooses its state.
#[must_use]
pub fn is_amendable(kind: &StepKind, name: &str) -> bool {
    !matches!(&kind.to, Some(Target::By { field, .. }) if field == name)
        && kind.fields.iter().any(|field| field.name == name)
}

/// The fields of amendments that hold in a step of a kind: those that it has and they fit, but for the one that chooses its state.
pub fn amending<'a>(kind: &StepKind, amended: &'a Values) -> Vec<&'a str> {
    let holds = |name: &str, value: &Value| {
        let mut fields = kind.fields.iter();
        let field = fields.find(|field| field.name == name && is_amendable(kind, name));
        field.is_some_and(|field| fits(field, value, Look::Whole))
    };
    amended
        .iter()
        .filter(|(name, value)| holds(name, value))
        .map(|(name, _)| name)
        .collect()
}
