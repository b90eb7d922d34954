//! 判定: the verdict on every step that takes part (docs/spec/flows.md 4.4), the first of (a) to (f) that applies.
//!
//! A verdict hangs on a step's own past alone, so that what arrives later moves no placed step.

use super::ancestors::Ancestors;
use super::file::{Matter, Step};
use super::graph::Graph;
use super::pack::{StepKind, Target};
use super::read_pack::SETTLE;
use super::value::{Look, all_fit};

/// The flow's verdict on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It does not take part.
    Out,
    Misplaced,
    Waiting,
    Held,
    Placed,
}

/// The kind of a step in its flow.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    /// A step of the pack.
    Of(&'a StepKind),
    /// The settling of a conflict, which every flow has.
    Settle,
}

impl Kind<'_> {
    /// Whether it changes the state.
    pub(super) fn is_main(self) -> bool {
        match self {
            Self::Of(kind) => kind.to.is_some(),
            Self::Settle => true,
        }
    }
}

/// Verdicts, states and names of all steps.
#[derive(Debug)]
pub(super) struct Verdicts<'a> {
    pub(super) verdicts: Vec<Verdict>,
    /// Known steps of the flow.
    pub(super) kinds: Vec<Option<Kind<'a>>>,
    /// The state of each placed main step.
    pub(super) states: Vec<&'a str>,
    /// The named of each placed step, its first first.
    pub(super) named: Vec<Vec<usize>>,
}

/// Judges all steps.
pub(super) fn judge<'a>(matter: &'a Matter, graph: &Graph, part: &[bool]) -> Verdicts<'a> {
    let size = matter.steps.len();
    let flow = &*matter.flow;
    let kind = |step: &Step| match flow.step(&step.step) {
        Some(place) => Some(Kind::Of(&flow.steps[place])),
        None => (step.step == SETTLE).then_some(Kind::Settle),
    };
    let mut all = Verdicts {
        verdicts: vec![Verdict::Out; size],
        kinds: matter.steps.iter().map(kind).collect(),
        states: vec![""; size],
        named: vec![Vec::new(); size],
    };
    let mut ancestors = Ancestors::new(size);
    for place in graph.order.iter().copied() {
        if !part[place] {
            continue;
        }
        let verdict = all.of(place, matter, &graph.after[place], &mut ancestors);
        all.verdicts[place] = verdict;
        if verdict == Verdict::Placed && all.is_main(place) {
            ancestors.add(place);
        }
    }
    all
}

impl<'a> Verdicts<'a> {
    /// Whether a step of a known kind changes the state.
    pub(super) fn is_main(&self, place: usize) -> bool {
        self.kinds[place].is_some_and(Kind::is_main)
    }

    /// Whether a step is a placed main step.
    pub(super) fn is_placed_main(&self, place: usize) -> bool {
        self.verdicts[place] == Verdict::Placed && self.is_main(place)
    }

    fn of(
        &mut self,
        place: usize,
        matter: &'a Matter,
        after: &[Option<usize>],
        ancestors: &mut Ancestors,
    ) -> Verdict {
        let step = &matter.steps[place];
        // (a)
        let Some(kind) = self.kinds[place].filter(|kind| self_sound(*kind, step, matter)) else {
            return Verdict::Misplaced;
        };
        // (b)
        let mut known = Vec::with_capacity(after.len());
        for before in after {
            match before {
                Some(before) if self.verdicts[*before] != Verdict::Waiting => known.push(*before),
                _ => return Verdict::Waiting,
            }
        }
        // (c)
        let is_held = |before: usize| matches!(self.verdicts[before], Verdict::Out | Verdict::Held);
        let first = known.first().copied();
        let mut binding = known
            .iter()
            .copied()
            .filter(|one| Some(*one) == first || matter.steps[*one].by == step.by);
        if binding.any(is_held) {
            return Verdict::Held;
        }
        // (d)
        if let Some(first) = first {
            if !self.is_placed_main(first) {
                return Verdict::Misplaced;
            }
            if let Kind::Of(kind) = kind
                && (!kind.from.holds(&matter.flow, self.states[first])
                    || (kind.to.is_none() && known.len() > 1))
            {
                return Verdict::Misplaced;
            }
        }
        // (e)
        let settles = matches!(kind, Kind::Settle);
        let is_named = |one: &usize| {
            let overrules = settles || !matter.flow.is_final(self.states[*one]);
            Some(*one) == first || (self.is_placed_main(*one) && overrules)
        };
        let named: Vec<usize> = known.into_iter().filter(is_named).collect();
        let passed_over = |first: usize| {
            named[1..]
                .iter()
                .any(|other| ancestors.is(first, *other, &self.named))
        };
        if first.is_some_and(passed_over) || (settles && named.len() < 2) {
            return Verdict::Misplaced;
        }
        // (f)
        let state = match (kind, first) {
            (Kind::Of(kind), _) => target(kind, step),
            (Kind::Settle, Some(first)) => Some(self.states[first]),
            (Kind::Settle, None) => None,
        };
        let Some(state) = state else {
            return Verdict::Misplaced;
        };
        self.states[place] = state;
        self.named[place] = named;
        Verdict::Placed
    }
}

/// The state to which a step leads, "" for a side step; none if its word has no case.
fn target<'a>(kind: &'a StepKind, step: &Step) -> Option<&'a str> {
    match &kind.to {
        None => Some(""),
        Some(Target::One(state)) => Some(state),
        Some(Target::By { field, cases }) => cases
            .get(step.values.get(field)?.text()?)
            .map(String::as_str),
    }
}

/// (a): what can be said of a step without looking at any other.
fn self_sound(kind: Kind<'_>, step: &Step, matter: &Matter) -> bool {
    let (may, fields, opens) = match kind {
        Kind::Of(kind) => (&kind.may, kind.fields.as_slice(), kind.from.is_opening()),
        Kind::Settle => (&matter.flow.settle, [].as_slice(), false),
    };
    let chosen = match kind {
        Kind::Of(StepKind {
            to: Some(Target::By { field, .. }),
            ..
        }) => step.values.get(field).is_some(),
        _ => true,
    };
    step.operation == *may
        && all_fit(fields, &step.values, Look::Structure)
        && chosen
        && opens == step.after.is_empty()
        && (!opens
            || matter
                .opening
                .as_ref()
                .is_none_or(|opening| *opening == step.id))
}
