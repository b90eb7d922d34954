//! 时限: the clocks that run, ran out or were kept along the line of each head.

use super::answer::{ClockAnswer, ClockState};
use super::fold::Fold;
use super::instant::Instant;
use super::needs::Lasts;
use super::pack::{Bound, Clock, Point};

/// A head's line, from the opening on, with what is attached to each step.
struct Line<'f, 'a> {
    fold: &'f Fold<'a>,
    steps: Vec<usize>,
}

impl Line<'_, '_> {
    fn hits(&self, points: &[Point], place: usize) -> bool {
        let name = &self.fold.step(place).step;
        points.iter().any(|point| {
            point.step == *name
                && point
                    .when
                    .as_ref()
                    .is_none_or(|when| self.fold.is(place, when))
        })
    }

    /// The side steps attached to the step of this number.
    fn attached(&self, number: usize) -> Vec<usize> {
        match self.steps.get(number + 1) {
            Some(next) => self.fold.attached_before(*next).collect(),
            None => self.fold.attached_last(self.steps[number]).to_vec(),
        }
    }

    /// The earliest end of a clock that starts with the step of number `start`; `next` is the next start.
    fn end(&self, clock: &Clock, start: usize, next: Option<usize>) -> Option<usize> {
        let stretch = start..next.unwrap_or(self.steps.len());
        let mains = stretch
            .clone()
            .skip(1)
            .chain(next)
            .map(|number| self.steps[number]);
        let sides = stretch.flat_map(|number| self.attached(number));
        let ends = mains
            .chain(sides)
            .filter(|place| self.hits(&clock.until, *place));
        ends.min_by_key(|place| self.fold.when(*place))
    }

    /// The step that made the line's last state final.
    fn ended_by(&self) -> Option<usize> {
        let fold = self.fold;
        let is_final = |place: &&usize| fold.matter.flow.is_final(fold.verdicts.states[**place]);
        self.steps.iter().rev().take_while(is_final).last().copied()
    }

    fn state(&self, clock: &Clock, due: Instant, end: Option<usize>) -> ClockState {
        let (fold, now) = (self.fold, self.fold.matter.now);
        let on_time = |place: usize| fold.times[place] <= due;
        match (&clock.bound, end, self.ended_by()) {
            (Bound::Within(_), Some(end), _) if on_time(end) => ClockState::Met,
            (Bound::Within(_), Some(_), _) => ClockState::Late,
            (Bound::Within(_), None, Some(closing)) if on_time(closing) => ClockState::Void,
            (Bound::Within(_), None, Some(_)) => ClockState::Late,
            (Bound::Within(_), None, None) if now <= due => ClockState::Running,
            (Bound::Within(_), None, None) => ClockState::Overdue,
            (Bound::Least(_), Some(end), _) if fold.times[end] >= due => ClockState::Met,
            (Bound::Least(_), Some(_), _) => ClockState::Short,
            (Bound::Least(_), None, Some(_)) => ClockState::Void,
            (Bound::Least(_), None, None) if now < due => ClockState::Running,
            (Bound::Least(_), None, None) => ClockState::Free,
        }
    }
}

/// The clocks of all heads, sorted by head, then along its line, then in the pack's order.
pub(super) fn clocks<'a>(fold: &Fold<'a>, lasts: &mut Lasts<'a>) -> Vec<ClockAnswer> {
    let mut all = Vec::new();
    if fold.matter.flow.clocks.is_empty() {
        return all;
    }
    for head in fold.heads.iter().copied() {
        let mut steps: Vec<usize> = fold.back(Some(head)).collect();
        steps.reverse();
        let line = Line { fold, steps };
        let mut found = Vec::new();
        for (order, clock) in fold.matter.flow.clocks.iter().enumerate() {
            let starts: Vec<usize> = (0..line.steps.len())
                .filter(|number| line.hits(&clock.from, line.steps[*number]))
                .collect();
            for (which, start) in starts.iter().copied().enumerate() {
                let next = starts.get(which + 1).copied();
                let end = line.end(clock, start, next);
                if end.is_none() && next.is_some() {
                    continue;
                }
                let Some(period) = lasts.period(fold, clock.bound.period(), line.steps[start])
                else {
                    continue;
                };
                let due = fold
                    .matter
                    .facts
                    .calendar
                    .end(fold.times[line.steps[start]], period);
                let answer = ClockAnswer {
                    head: fold.step(head).id.clone(),
                    clock: clock.name.clone(),
                    start: fold.step(line.steps[start]).id.clone(),
                    due,
                    end: end.map(|end| fold.step(end).id.clone()),
                    state: due.map_or(ClockState::Unknown, |due| line.state(clock, due, end)),
                };
                found.push((start, order, answer));
            }
        }
        found.sort_unstable_by_key(|(start, order, _)| (*start, *order));
        all.extend(found.into_iter().map(|(_, _, answer)| answer));
    }
    all
}
