//! 选项: whether a step is taken under the words by which its matter goes.

use super::answer::{NeedTold, Told};
use super::fold::Fold;
use super::pack::{Point, StepKind, Switch};

/// The name of this need in answers.
pub(super) const SWITCH: &str = "switch";

/// What a switch tells of a step that stands at these of its points: nothing where the step stands under the chosen word, under
/// no word at all, or where the facts do not say what was chosen.
fn told(fold: &Fold<'_>, switch: &Switch, is_at: impl Fn(&Point) -> bool) -> Option<Told> {
    let chosen = fold.matter.facts.switches.get(&switch.name)?;
    let under = switch
        .words
        .iter()
        .filter(|word| word.takes.iter().any(&is_at));
    let wanted: Vec<String> = under.map(|word| word.word.clone()).collect();
    (!wanted.is_empty() && !wanted.contains(chosen)).then(|| Told::Switch {
        switch: switch.name.clone(),
        chosen: chosen.clone(),
        wanted,
    })
}

/// The switches that speak against a placed step, in the pack's order.
pub(super) fn against(fold: &Fold<'_>, place: usize) -> Vec<Told> {
    let Some(kind) = fold.kind(place) else {
        return Vec::new();
    };
    let is_at = |point: &Point| {
        point.step == kind.name && point.when.as_ref().is_none_or(|when| fold.is(place, when))
    };
    let switches = fold.matter.flow.switches.iter();
    switches
        .filter_map(|switch| told(fold, switch, is_at))
        .collect()
}

/// The switches that speak against a step that may be taken next, whatever it records.
pub(super) fn against_next(fold: &Fold<'_>, kind: &StepKind) -> Vec<NeedTold> {
    let is_at = |point: &Point| point.step == kind.name && point.when.is_none();
    let switches = fold.matter.flow.switches.iter();
    let told = switches.filter_map(|switch| told(fold, switch, is_at));
    told.map(|told| NeedTold {
        need: SWITCH,
        met: Some(false),
        told,
    })
    .collect()
}
