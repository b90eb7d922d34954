//! 要求: whether what a step needs is there, and the numbers that say so.
//!
//! Judged on what holds in the step and on the line before it. Three answers: met, not met, and unknown, where the facts of
//! now do not reach.

use super::answer::Told;
use super::decided::{Decided, decided};
use super::file::Roles;
use super::fold::Fold;
use super::instant::{HOUR_MS, Instant};
use super::pack::{Chosen, Cites, Need, NeedRule, Period, Source};
use super::results::{self, Said};
use super::rows::{self, Cell, Viewer};
use super::value::{Value, Values};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The last step of a name, and the last that gives a field a value, for every main step of all lines; made when asked.
#[derive(Debug, Default)]
pub(super) struct Lasts<'a> {
    steps: HashMap<&'a str, Vec<Option<usize>>>,
    fields: HashMap<&'a str, Vec<Option<usize>>>,
    decided: Option<Decided<'a>>,
    said: Option<Vec<Option<usize>>>,
}

impl<'a> Lasts<'a> {
    /// The last main step of a name on the line that ends with `of`.
    pub(super) fn step(&mut self, fold: &Fold<'a>, name: &'a str, of: usize) -> Option<usize> {
        let table = self
            .steps
            .entry(name)
            .or_insert_with(|| lasts(fold, |place| fold.step(place).step == name));
        table[of]
    }

    /// The value that holds in the last main step on the line that ends with `of` and gives the field one.
    pub(super) fn value(
        &mut self,
        fold: &Fold<'a>,
        field: &'a str,
        of: usize,
    ) -> Option<&'a Value> {
        let table = self
            .fields
            .entry(field)
            .or_insert_with(|| lasts(fold, |place| fold.held(place, field).is_some()));
        fold.held(table[of]?, field)
    }

    /// The step on the line before `of` that cites the tally under one of its fields already.
    fn decided(&mut self, fold: &Fold<'a>, of: usize, field: &'a str) -> Option<usize> {
        let table = self.decided.get_or_insert_with(|| decided(fold));
        table.get(&(of, field)).copied()
    }

    /// The last result that was said on the line that ends with `of`.
    fn said(&mut self, fold: &Fold<'a>, of: Option<usize>) -> Option<Said<'a>> {
        let table = self
            .said
            .get_or_insert_with(|| lasts(fold, |place| results::said(fold, place).is_some()));
        results::said(fold, table[of?]?)
    }

    /// The period that holds for a step, by what holds on its line up to and including it.
    pub(super) fn period(
        &mut self,
        fold: &Fold<'a>,
        chosen: &'a Chosen,
        of: usize,
    ) -> Option<Period> {
        match chosen {
            Chosen::One(period) => Some(*period),
            Chosen::By {
                field,
                cases,
                other,
            } => {
                let word = self.value(fold, field, of).and_then(Value::text);
                word.and_then(|word| cases.get(word))
                    .or(other.as_ref())
                    .copied()
            }
        }
    }
}

fn lasts(fold: &Fold<'_>, hit: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut table = vec![None; fold.times.len()];
    for place in fold.mains.iter().copied() {
        table[place] = if hit(place) {
            Some(place)
        } else {
            fold.first(place).and_then(|first| table[first])
        };
    }
    table
}

/// A step under judgement: one that was taken, or one that may be taken next.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub(super) viewer: Viewer,
    pub(super) by: &'a str,
    pub(super) roles: &'a Roles,
    pub(super) photos: i64,
}

impl<'a> Judged<'a> {
    /// A placed step.
    pub(super) fn taken(fold: &Fold<'a>, place: usize) -> Self {
        let step = fold.step(place);
        Self {
            viewer: Viewer {
                place: Some(place),
                first: fold.first(place),
                time: fold.times[place],
            },
            by: &step.by,
            roles: &step.roles,
            photos: step.photos,
        }
    }

    fn held(self, fold: &Fold<'a>, field: &str) -> Option<&'a Value> {
        self.viewer.place.and_then(|place| fold.held(place, field))
    }

    fn role(self, fold: &Fold<'a>, role: &str) -> Option<&'a BTreeSet<String>> {
        fold.role(self.roles, role)
    }
}

/// A judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Yes,
    No,
    Unknown,
}

pub(super) fn met(yes: bool) -> Met {
    if yes { Met::Yes } else { Met::No }
}

/// Whether the word that a need waits for is there, so that it is judged.
pub(super) fn applies(fold: &Fold<'_>, judged: Judged<'_>, need: &Need) -> bool {
    match (&need.when, judged.viewer.place) {
        (None, _) => true,
        (Some(when), Some(place)) => fold.is(place, when),
        (Some(_), None) => false,
    }
}

/// Whether an author holds the role of a word, and the role.
pub(super) fn own<'a>(
    fold: &Fold<'a>,
    word: Option<&Value>,
    roles: &'a BTreeMap<String, String>,
    by: &str,
    cited: &'a Roles,
) -> (bool, Option<&'a str>) {
    let Some(role) = word.and_then(Value::text).and_then(|word| roles.get(word)) else {
        return (false, None);
    };
    let holds = fold
        .role(cited, role)
        .is_some_and(|holders| holders.contains(by));
    (holds, Some(role))
}

/// Cells of a column, by row: of a field's rows, or of side steps.
struct Cells<'a> {
    /// Whether there is anything to judge: the field, or a row.
    given: bool,
    cells: Vec<Option<Cell<'a>>>,
}

fn cells<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    judged: Judged<'a>,
    source: &'a Source,
    column: &str,
) -> Cells<'a> {
    match source {
        Source::Field(field) => {
            let held = judged.held(fold, field);
            let of_row = |row: &'a Values| row.get(column).map(Cell::Value);
            Cells {
                given: held.is_some(),
                cells: held.into_iter().flat_map(Value::rows).map(of_row).collect(),
            }
        }
        Source::Side(side) => {
            let rows = rows::rows(fold, lasts, judged.viewer, side);
            Cells {
                given: !rows.is_empty(),
                cells: rows
                    .iter()
                    .map(|row| rows::cell(fold, *row, column))
                    .collect(),
            }
        }
    }
}

/// Distinct members that a share counts, and whether there is anything to judge.
fn people<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    judged: Judged<'a>,
    source: &'a Source,
    words: Option<&(String, Vec<Value>)>,
) -> (bool, BTreeSet<&'a str>) {
    match source {
        Source::Field(field) => match judged.held(fold, field) {
            Some(Value::List(items)) => (true, items.iter().filter_map(Value::text).collect()),
            held => (
                held.is_some(),
                held.and_then(Value::text).into_iter().collect(),
            ),
        },
        Source::Side(side) => {
            let mut rows = rows::rows(fold, lasts, judged.viewer, side);
            if let Some((column, words)) = words {
                rows.retain(|row| {
                    rows::cell(fold, *row, column).is_some_and(|cell| cell.is_one_of(words))
                });
            }
            (
                !rows.is_empty(),
                rows.iter().map(|row| fold.step(*row).by.as_str()).collect(),
            )
        }
    }
}

/// Judges one need; `None` for what is told means that it is not judged at all.
pub(super) fn judge<'a>(
    fold: &Fold<'a>,
    lasts: &mut Lasts<'a>,
    judged: Judged<'a>,
    need: &'a Need,
) -> (Met, Told) {
    let facts = &fold.matter.facts;
    match &need.rule {
        NeedRule::Share {
            source,
            of,
            share,
            cell,
            unless,
        } => {
            let (given, people) = people(fold, lasts, judged, source, cell.as_ref());
            if let Some(role) = unless.as_ref().filter(|_| given) {
                match judged.role(fold, role).map(BTreeSet::len) {
                    None if facts.unknown.contains(role) => {
                        return (Met::Unknown, Told::Nothing {});
                    }
                    None | Some(0) => {}
                    Some(held) => {
                        let unless = role.clone();
                        return (Met::No, Told::Unless { unless, held });
                    }
                }
            }
            let holders = judged.role(fold, of);
            if given && holders.is_none() && facts.unknown.contains(of) {
                return (Met::Unknown, Told::Nothing {});
            }
            let have = people
                .iter()
                .filter(|one| holders.is_some_and(|all| all.contains(**one)))
                .count();
            let of = holders.map_or(0, BTreeSet::len);
            let [a, b] = share.map(i128::from);
            let (k, n) = (wide(have), wide(of));
            let least = if b == 0 { 0 } else { (a * n + b - 1) / b };
            (
                met(given && n > 0 && b * k >= a * n),
                Told::Share { have, of, least },
            )
        }
        NeedRule::Covers {
            source,
            column,
            all,
        } => {
            let found = cells(fold, lasts, judged, source, column);
            let stands = |word: &Value| {
                found
                    .cells
                    .iter()
                    .flatten()
                    .any(|cell| cell.is_one_of(std::slice::from_ref(word)))
            };
            let missing: Vec<Value> = all.iter().filter(|word| !stands(word)).cloned().collect();
            (
                met(found.given && missing.is_empty()),
                Told::Covers { missing },
            )
        }
        NeedRule::Every { source, column, is } => {
            let found = cells(fold, lasts, judged, source, column);
            let fails = |cell: &&Option<Cell<'_>>| !cell.is_some_and(|cell| cell.is_one_of(is));
            let failing = found.cells.iter().filter(fails).count();
            (
                met(!found.cells.is_empty() && failing == 0),
                Told::Every { failing },
            )
        }
        NeedRule::Sum {
            source,
            column,
            equals,
        } => {
            let found = cells(fold, lasts, judged, source, column);
            let have: i128 = found
                .cells
                .iter()
                .flatten()
                .filter_map(|cell| cell.int())
                .map(i128::from)
                .sum();
            let wanted = judged.held(fold, equals).and_then(Value::int);
            (
                met(found.given && wanted.map(i128::from) == Some(have)),
                Told::Sum { have, wanted },
            )
        }
        NeedRule::Done { steps } => {
            let lacks = |lasts: &mut Lasts<'a>, side| !rows::any(fold, lasts, judged.viewer, side);
            let missing = steps
                .iter()
                .filter(|side| lacks(lasts, side))
                .map(|side| side.step.clone());
            let missing: Vec<String> = missing.collect();
            (met(missing.is_empty()), Told::Done { missing })
        }
        NeedRule::Tally {
            field,
            rules,
            outcome,
            cites,
        } => {
            let before = lasts.said(fold, judged.viewer.first);
            let Some(tally) = judged.held(fold, field).and_then(Value::text) else {
                let told = match (cites, before) {
                    (Cites::Again, None) => Told::Corrects {
                        outcome: None,
                        decided: None,
                    },
                    _ => Told::Tally { outcome: None },
                };
                return (Met::No, told);
            };
            if *cites == Cites::Again
                && let Some(wrong) = results::corrects(fold, before, (tally, outcome))
            {
                return wrong;
            }
            let place = judged.viewer.place.filter(|_| *cites == Cites::Once);
            if let Some(before) = place.and_then(|place| lasts.decided(fold, place, field)) {
                let outcome = facts.tallies.get(tally).map(|fact| fact.outcome.clone());
                let decided = fold.step(before).id.clone();
                return (Met::No, Told::Decided { outcome, decided });
            }
            match facts.tallies.get(tally) {
                None => (Met::Unknown, Told::Nothing {}),
                Some(fact) => {
                    let yes = rules.contains(&fact.rule) && fact.outcome == *outcome;
                    (
                        met(yes),
                        Told::Tally {
                            outcome: Some(fact.outcome.clone()),
                        },
                    )
                }
            }
        }
        NeedRule::Stands => results::stands(fold, lasts.said(fold, judged.viewer.first)),
        NeedRule::Matter {
            field,
            flow,
            states,
            about,
        } => {
            let Some(matter) = judged.held(fold, field).and_then(Value::text) else {
                return (Met::No, Told::Matter { state: None });
            };
            let Some(fact) = facts.matters.get(matter) else {
                return (Met::Unknown, Told::Nothing {});
            };
            let mut stood = fact.state.iter().chain(&fact.passed);
            let state = fact.state.clone();
            if fact.flow != *flow || !stood.any(|state| states.contains(state)) {
                return (Met::No, Told::Matter { state });
            }
            let Some(about) = about else {
                return (Met::Yes, Told::Matter { state });
            };
            let cited = judged.held(fold, about).and_then(Value::text);
            let before = lasts.said(fold, judged.viewer.first);
            match results::is_about(fold, before, cited, fact) {
                Met::No => {
                    let about = cited.map(str::to_owned);
                    (Met::No, Told::About { state, about })
                }
                met => (met, Told::Matter { state }),
            }
        }
        NeedRule::Since { step, period } => {
            let Some(start) = judged
                .viewer
                .first
                .and_then(|first| lasts.step(fold, step, first))
            else {
                return (Met::No, Told::Since { from: None });
            };
            let period = lasts.period(fold, period, start);
            match period.and_then(|period| facts.calendar.end(fold.times[start], period)) {
                None => (Met::Unknown, Told::Nothing {}),
                Some(end) => (
                    met(judged.viewer.time >= end),
                    Told::Since { from: Some(end) },
                ),
            }
        }
        NeedRule::Another { than } => {
            let first = judged.viewer.first;
            let last = first.and_then(|first| {
                than.iter()
                    .filter_map(|name| lasts.step(fold, name, first))
                    .max_by_key(|place| fold.depths[*place])
            });
            let same = last.is_some_and(|last| fold.step(last).by == judged.by);
            (
                met(!same),
                Told::Another {
                    not: judged.by.to_owned(),
                },
            )
        }
        NeedRule::Own { field, roles } => {
            let (yes, role) = own(
                fold,
                judged.held(fold, field),
                roles,
                judged.by,
                judged.roles,
            );
            (
                met(yes),
                Told::Own {
                    role: role.map(str::to_owned),
                },
            )
        }
        NeedRule::Not { field, words, .. } => {
            let word = judged.held(fold, field).and_then(Value::text);
            (
                met(!word.is_some_and(|word| words.iter().any(|one| one == word))),
                Told::Nothing {},
            )
        }
        NeedRule::Photos { least } => (
            met(judged.photos >= *least),
            Told::Photos {
                have: judged.photos,
                least: *least,
            },
        ),
    }
}

fn wide(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX >> 64)
}

/// Whether a placed step says to have been taken more than an hour before the step that it continues.
pub(super) fn is_out_of_order(fold: &Fold<'_>, place: usize) -> bool {
    let earliest = |first: usize| Instant(fold.times[first].0.saturating_sub(HOUR_MS));
    fold.first(place)
        .is_some_and(|first| fold.times[place] < earliest(first))
}

/// Whether a main step's author decided between heads in his own favour.
pub(super) fn is_in_own_favour(fold: &Fold<'_>, place: usize) -> bool {
    let Some((first, others)) = fold.verdicts.named[place].split_first() else {
        return false;
    };
    let by = &fold.step(place).by;
    let someone_elses =
        |other: &usize| fold.step(*other).by != *by && !fold.is_duplicate(*other, *first);
    fold.verdicts.is_main(place) && fold.step(*first).by == *by && others.iter().any(someone_elses)
}
