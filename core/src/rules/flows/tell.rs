//! From a fold to its answer.

use super::answer::{Answer, Flaw, NeedTold, Next, Told};
use super::clocks::clocks;
use super::explain;
use super::file::{Matter, Roles};
use super::fold::Fold;
use super::needs::{self, Judged, Lasts, Met};
use super::pack::{NeedRule, StepKind};
use super::read_pack::SETTLE;
use super::rows::Viewer;
use super::switched::{self, SWITCH};
use super::verdict::Verdict;
use crate::rules::authority;

/// Folds a matter and tells what there is to tell.
#[must_use]
pub fn fold(matter: &Matter) -> Answer {
    let fold = Fold::of(matter);
    let mut lasts = Lasts::default();
    let ids = |places: &[usize]| -> Vec<String> {
        places
            .iter()
            .map(|place| fold.step(*place).id.clone())
            .collect()
    };
    let listed = |hit: &dyn Fn(usize) -> bool| -> Vec<String> {
        let places = fold.by_id.iter().copied().filter(|place| hit(*place));
        places.map(|place| fold.step(place).id.clone()).collect()
    };
    let judged = |verdict| {
        listed(&|place| fold.verdicts.verdicts[place] == verdict && !fold.withdrawn[place])
    };
    let effective = effective(&fold);
    let (flaws, lacking) = flaws(&fold, &mut lasts);
    let mut states = fold.heads.iter().map(|head| fold.verdicts.states[*head]);
    let first = states.next();
    let heads = ids(&fold.heads);
    let mut answer = Answer {
        state: first
            .filter(|first| states.all(|state| state == *first))
            .map(str::to_owned),
        conflict: if heads.len() > 1 {
            heads.clone()
        } else {
            Vec::new()
        },
        heads,
        overruled: listed(&|place| fold.stands(place) && !effective[place]),
        misplaced: judged(Verdict::Misplaced),
        waiting: judged(Verdict::Waiting),
        held: judged(Verdict::Held),
        withdrawn: listed(&|place| fold.withdrawn[place]),
        amended: listed(&|place| fold.stands(place) && fold.is_amended(place)),
        next: next(&fold, &mut lasts),
        flaws,
        lacking,
        clocks: clocks(&fold, &mut lasts),
        explanation: super::answer::Explanation {
            zh: String::new(),
            en: String::new(),
        },
    };
    answer.explanation = explain::explain(&fold, &answer);
    answer
}

/// Which steps stand on a head's line, or are attached to it.
fn effective(fold: &Fold<'_>) -> Vec<bool> {
    let mut found = vec![false; fold.matter.steps.len()];
    for head in fold.heads.iter().copied() {
        fold.attached_last(head)
            .iter()
            .for_each(|side| found[*side] = true);
        for place in fold.back(Some(head)) {
            if std::mem::replace(&mut found[place], true) {
                break;
            }
            fold.attached_before(place)
                .for_each(|side| found[side] = true);
        }
    }
    found
}

fn flaws<'a>(fold: &Fold<'a>, lasts: &mut Lasts<'a>) -> (Vec<Flaw>, Vec<Flaw>) {
    let (mut flaws, mut lacking) = (Vec::new(), Vec::new());
    for place in fold
        .by_id
        .iter()
        .copied()
        .filter(|place| fold.stands(*place))
    {
        let flaw = |need, told| Flaw {
            step: fold.step(place).id.clone(),
            need,
            told,
        };
        let judged = Judged::taken(fold, place);
        for need in fold.kind(place).map_or(&[][..], |kind| &kind.needs) {
            if !needs::applies(fold, judged, need) {
                continue;
            }
            if let (Met::No, told) = needs::judge(fold, lasts, judged, need) {
                let to = if matches!(need.rule, NeedRule::Photos { .. }) {
                    &mut lacking
                } else {
                    &mut flaws
                };
                to.push(flaw(need.rule.name(), told));
            }
        }
        flaws.extend(
            switched::against(fold, place)
                .into_iter()
                .map(|told| flaw(SWITCH, told)),
        );
        if needs::is_out_of_order(fold, place) {
            flaws.push(flaw("order", Told::Nothing {}));
        }
        if needs::is_in_own_favour(fold, place) {
            flaws.push(flaw(SETTLE, Told::Nothing {}));
        }
    }
    (flaws, lacking)
}

fn next<'a>(fold: &Fold<'a>, lasts: &mut Lasts<'a>) -> Vec<Next> {
    let flow = &*fold.matter.flow;
    let ids = |heads: &[usize]| -> Vec<String> {
        heads
            .iter()
            .map(|head| fold.step(*head).id.clone())
            .collect()
    };
    let mut found = Vec::new();
    for step in &flow.steps {
        let heads: Vec<usize> = if fold.heads.is_empty() {
            if !step.from.is_opening() || fold.matter.opening.is_some() {
                continue;
            }
            Vec::new()
        } else {
            let open = |head: &usize| step.from.holds(flow, fold.verdicts.states[*head]);
            fold.heads.iter().copied().filter(open).collect()
        };
        if heads.is_empty() && !fold.heads.is_empty() {
            continue;
        }
        found.push(Next {
            step: step.name.clone(),
            open_to: authority::open_to(&step.may).to_vec(),
            continues: ids(&heads),
            needs: needs_of(fold, lasts, step, heads.first().copied()),
        });
    }
    if fold.heads.len() > 1 {
        found.push(Next {
            step: SETTLE.to_owned(),
            open_to: authority::open_to(&flow.settle).to_vec(),
            continues: ids(&fold.heads),
            needs: Vec::new(),
        });
    }
    found
}

/// The needs of a step that may be taken now on a head's line; what hangs on its own values is open.
fn needs_of<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    step: &'a StepKind,
    head: Option<usize>,
) -> Vec<NeedTold> {
    static NOBODY: Roles = Roles::new();
    let viewer = Viewer {
        place: None,
        first: head,
        time: fold.matter.now,
    };
    let judged = Judged {
        viewer,
        by: "",
        roles: &NOBODY,
        photos: 0,
    };
    let tell = |need| {
        let (met, told) = needs::judge(fold, lasts, judged, need);
        let open = need.when.is_some() || need.rule.hangs_on_values();
        let met = match met {
            // Whatever it will record: there is nothing to correct.
            Met::No if matches!(told, Told::Corrects { decided: None, .. }) => Some(false),
            _ if open => None,
            Met::Yes => Some(true),
            Met::No => Some(false),
            Met::Unknown => None,
        };
        NeedTold {
            need: need.rule.name(),
            met,
            told,
        }
    };
    let mut told: Vec<NeedTold> = step.needs.iter().map(tell).collect();
    told.extend(switched::against_next(fold, step));
    told
}
