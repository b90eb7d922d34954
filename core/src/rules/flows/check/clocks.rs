//! Clocks of a flow: they start with a main step, and one of their ends can come.

use super::super::pack::{Clock, Flow, Point, StepKind};
use super::super::read_pack::SETTLE;
use super::reach::Reach;
use super::{Found, Wrong, fields, needs};

pub(super) fn check(flow: &Flow, reach: &Reach<'_>, clock: &Clock, at: &str, found: &mut Found) {
    found.title(&clock.title, &format!("{at}.title"));
    needs::chosen(flow, clock.bound.period(), &format!("{at}.period"), found);
    let before = found.0.len();
    let starts = points(flow, &clock.from, &format!("{at}.from"), found);
    for (index, start) in starts.iter().enumerate() {
        if start.to.is_none() {
            found.say(Wrong::NoMainStep, format!("{at}.from[{index}]"));
        }
    }
    let ends = points(flow, &clock.until, &format!("{at}.until"), found);
    let settles = clock
        .from
        .iter()
        .chain(&clock.until)
        .any(|point| point.step == SETTLE);
    let can_end = settles
        || starts
            .iter()
            .any(|start| ends.iter().any(|end| reach.can_follow(end, start)));
    if found.0.len() == before && !can_end {
        found.say(Wrong::NeverCan, at.to_owned());
    }
}

/// The steps of points; a `settle` among them is known and passed over.
fn points<'a>(flow: &'a Flow, points: &[Point], at: &str, found: &mut Found) -> Vec<&'a StepKind> {
    let mut steps = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let at = format!("{at}[{index}]");
        let Some(place) = flow.step(&point.step) else {
            if point.step != SETTLE {
                found.say(Wrong::NoStep, at);
            }
            continue;
        };
        let step = &flow.steps[place];
        if let Some(when) = &point.when {
            fields::when(&step.fields, when, &at, found);
        }
        steps.push(step);
    }
    steps
}
