//! 一次表决只作一次依据: which step on the line before a step cites the same tally for its outcome (`once`).

use super::fold::Fold;
use super::pack::{Cites, NeedRule, StepKind};
use super::value::Value;
use super::verdict::Verdict;
use std::collections::{BTreeSet, HashMap};

/// For a judged step and one of its fields the nearest main step on the line before it that cites the same tally.
pub(super) type Decided<'a> = HashMap<(usize, &'a str), usize>;

/// The fields by which a step says an outcome, of a new tally or of the one that it corrects.
fn fields(kind: &StepKind) -> BTreeSet<&str> {
    let needs = kind.needs.iter();
    needs
        .filter_map(|need| match &need.rule {
            NeedRule::Tally {
                field,
                cites: Cites::Once | Cites::Again,
                ..
            } => Some(field.as_str()),
            _ => None,
        })
        .collect()
}

/// A walk down the lines: entered once and left once, a step costs what it cites, however many lines go through it.
enum Walk {
    Enter(usize),
    Leave(usize),
}

/// All that is decided, for a whole fold.
pub(super) fn decided<'a>(fold: &Fold<'a>) -> Decided<'a> {
    let mut found = Decided::new();
    let cites = |place: usize| -> Vec<(&'a str, &'a str)> {
        let fields = fold.kind(place).map(fields).unwrap_or_default();
        let cited = fields
            .into_iter()
            .filter_map(|field| Some((field, fold.held(place, field).and_then(Value::text)?)));
        cited.collect()
    };
    // A step that was taken back is still the one before its side steps.
    let is_placed = |place: usize| fold.verdicts.verdicts[place] == Verdict::Placed;
    let cited: Vec<Vec<(&str, &str)>> = (0..fold.matter.steps.len())
        .map(|place| {
            if is_placed(place) {
                cites(place)
            } else {
                Vec::new()
            }
        })
        .collect();
    if cited.iter().all(Vec::is_empty) {
        return found;
    }
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); cited.len()];
    let mut walk = Vec::new();
    for place in fold.by_id.iter().copied().filter(|one| is_placed(*one)) {
        match fold.first(place) {
            Some(first) => after[first].push(place),
            None => walk.push(Walk::Enter(place)),
        }
    }
    let mut line: HashMap<&str, Vec<usize>> = HashMap::new();
    while let Some(next) = walk.pop() {
        match next {
            Walk::Enter(place) => {
                for (field, tally) in &cited[place] {
                    if let Some(before) = line.get(tally).and_then(|all| all.last()) {
                        found.insert((place, *field), *before);
                    }
                }
                if !fold.verdicts.is_main(place) {
                    continue;
                }
                for (_, tally) in &cited[place] {
                    line.entry(*tally).or_default().push(place);
                }
                walk.push(Walk::Leave(place));
                walk.extend(after[place].iter().copied().map(Walk::Enter));
            }
            Walk::Leave(place) => {
                for (_, tally) in &cited[place] {
                    line.entry(*tally).or_default().pop();
                }
            }
        }
    }
    found
}
