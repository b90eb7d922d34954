//! 检查: whether a pack hangs together, so that no community adopts one in which a matter gets stuck.
//!
//! Owns names, titles and references; `reach` says what can follow what, `needs` and `clocks` use it. What the form takes and
//! a fold would answer for all the same is refused here, with the place.

mod clocks;
mod fields;
mod needs;
mod problem;
mod reach;
mod switches;

pub use problem::{Problem, Wrong};

use super::pack::{
    Content, Elsewhere, Flow, Pack, Page, Period, StepKind, Target, Title, Type, Unit, Watch,
};
use super::packs;
use super::read_pack::SETTLE;
use crate::rules::authority::{self, Operation};
use crate::rules::pages;
use reach::Reach;
use std::collections::BTreeSet;

/// The kinds of document that a matter can be.
const CLASSES: [&str; 12] = [
    "topic",
    "hazard",
    "deliberation",
    "meeting",
    "notice",
    "dispute",
    "campaign",
    "fund_project",
    "ledger",
    "incident",
    "care",
    "form_answers",
];

/// The most days over which a watch looks back.
const MOST_DAYS: i64 = 366;

/// Everything that is wrong in a pack, in the order of its text.
#[must_use]
pub fn check(pack: &Pack) -> Vec<Problem> {
    let mut found = Found::default();
    found.title(&pack.title, "title");
    found.once(pack.flows.iter().map(|flow| flow.name.as_str()), |index| {
        format!("flows[{index}].flow")
    });
    for (index, flow) in pack.flows.iter().enumerate() {
        check_flow(pack, flow, &format!("flows[{index}]"), &mut found);
    }
    found.once(pack.duties.iter().map(|duty| duty.name.as_str()), |index| {
        format!("duties[{index}].duty")
    });
    for (index, duty) in pack.duties.iter().enumerate() {
        let at = format!("duties[{index}]");
        found.title(&duty.title, &format!("{at}.title"));
        match known_flow(pack, &duty.flow) {
            None => found.say(Wrong::NoFlow, format!("{at}.flow")),
            Some(flow) => {
                for (which, state) in duty.states.iter().enumerate() {
                    found.state(&flow, state, format!("{at}.in[{which}]"));
                }
                let mut fields = flow.steps.iter().flat_map(|step| &step.fields);
                if !fields.any(|field| {
                    field.name == "period" && field.kind == super::pack::Type::Period && !field.many
                }) {
                    found.say(Wrong::NoField, format!("{at}.flow"));
                }
            }
        }
    }
    for (index, one) in pack.elsewhere.iter().enumerate() {
        check_elsewhere(pack, one, &format!("elsewhere[{index}]"), &mut found);
    }
    found.once(
        pack.watches.iter().map(|watch| watch.name.as_str()),
        |index| format!("watches[{index}].watch"),
    );
    for (index, watch) in pack.watches.iter().enumerate() {
        let at = format!("watches[{index}]");
        found.title(&watch.title, &format!("{at}.title"));
        let possible = (1..=Watch::MOST_MISSES).contains(&watch.misses)
            && (1..=MOST_DAYS).contains(&watch.days)
            && !watch.flags.is_empty();
        if !possible {
            found.say(Wrong::NeverCan, at);
        }
    }
    switches::check(pack, &mut found);
    for place in pack.rules.iter().flat_map(|rules| rules.faults()) {
        found.say(Wrong::NoRule, place);
    }
    found.once(pack.pages.iter().map(|page| page.name.as_str()), |index| {
        format!("pages[{index}].page")
    });
    for (index, page) in pack.pages.iter().enumerate() {
        check_page(pack, page, &format!("pages[{index}]"), &mut found);
    }
    found.0
}

/// A system has one list for a flow; its columns are what a main step records in one cell.
fn check_elsewhere(pack: &Pack, one: &Elsewhere, at: &str, found: &mut Found) {
    found.title(&one.title, &format!("{at}.title"));
    let same = |other: &&Elsewhere| other.system == one.system && other.flow == one.flow;
    if pack.elsewhere.iter().filter(same).count() > 1 {
        found.say(Wrong::NameTwice, format!("{at}.flow"));
    }
    let headings = one.columns.iter().map(|column| column.heading.as_str());
    found.once(headings.chain([one.number.as_str()]), |index| {
        format!("{at}.columns[{index}].heading")
    });
    let Some(flow) = known_flow(pack, &one.flow) else {
        return found.say(Wrong::NoFlow, format!("{at}.flow"));
    };
    let main = flow.steps.iter().filter(|step| step.to.is_some());
    let fields: Vec<_> = main.flat_map(|step| &step.fields).collect();
    for (index, column) in one.columns.iter().enumerate() {
        let Content::Field(name) = &column.content else {
            continue;
        };
        let place = format!("{at}.columns[{index}].from");
        match fields.iter().find(|field| field.name == *name) {
            None => found.say(Wrong::NoField, place),
            Some(field) if field.kind == Type::Rows => found.say(Wrong::WrongType, place),
            Some(_) => {}
        }
    }
}

fn check_page(pack: &Pack, page: &Page, at: &str, found: &mut Found) {
    found.title(&page.title, &format!("{at}.title"));
    for (which, name) in page.flows.iter().enumerate() {
        if pack.flow(name).is_none() {
            found.say(Wrong::NoFlow, format!("{at}.flows[{which}]"));
        }
    }
    for (which, name) in page.classes.iter().enumerate() {
        if !CLASSES.contains(&name.as_str()) {
            found.say(Wrong::NoClass, format!("{at}.classes[{which}]"));
        }
    }
    if !pages::is_sound(&page.template) {
        found.say(Wrong::NoTemplate, format!("{at}.template"));
    }
}

/// A flow of this pack, or of one that comes with this version.
fn known_flow(pack: &Pack, name: &str) -> Option<Flow> {
    let shipped = || packs::all().iter().find_map(|other| other.flow(name));
    pack.flow(name).or_else(shipped).cloned()
}

/// The problems found so far.
#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    fn say(&mut self, wrong: Wrong, at: String) {
        self.0.push(Problem { wrong, at });
    }

    fn title(&mut self, title: &Title, at: &str) {
        let said =
            |words: &Option<String>| words.as_ref().is_some_and(|words| !words.trim().is_empty());
        if !said(&title.zh) || !said(&title.en) {
            self.say(Wrong::TitleMissing, at.to_owned());
        }
    }

    fn once<'a>(&mut self, names: impl Iterator<Item = &'a str>, at: impl Fn(usize) -> String) {
        let mut seen = BTreeSet::new();
        for (index, name) in names.enumerate() {
            if !seen.insert(name) {
                self.say(Wrong::NameTwice, at(index));
            }
        }
    }

    fn state(&mut self, flow: &Flow, state: &str, at: String) {
        if !flow.states.iter().any(|one| one.name == state) {
            self.say(Wrong::NoState, at);
        }
    }

    fn operation(&mut self, name: &str, at: String) {
        if Operation::from_name(name).is_none() {
            self.say(Wrong::NoOperation, at);
        }
    }

    fn period(&mut self, period: Period, at: &str) {
        if period.roll && period.unit == Unit::Hours {
            self.say(Wrong::RollOnHours, at.to_owned());
        }
    }
}

fn check_flow(pack: &Pack, flow: &Flow, at: &str, found: &mut Found) {
    found.title(&flow.title, &format!("{at}.title"));
    if flow
        .class
        .as_ref()
        .is_some_and(|class| !CLASSES.contains(&class.as_str()))
    {
        found.say(Wrong::NoClass, format!("{at}.class"));
    }
    match Operation::from_name(&flow.settle) {
        None => found.say(Wrong::NoOperation, format!("{at}.settle")),
        Some(_) if authority::open_to(&flow.settle).is_empty() => {
            found.say(Wrong::NobodySettles, format!("{at}.settle"))
        }
        Some(_) => {}
    }
    let reach = Reach::of(flow);
    found.once(
        flow.states.iter().map(|state| state.name.as_str()),
        |index| format!("{at}.states[{index}].state"),
    );
    for (index, state) in flow.states.iter().enumerate() {
        let at = format!("{at}.states[{index}]");
        found.title(&state.title, &format!("{at}.title"));
        if !reach.is_reached(&state.name) {
            found.say(Wrong::StateUnreached, at);
        } else if !state.is_final && !reach.ends(&state.name) {
            found.say(Wrong::DeadEnd, at);
        }
    }
    found.once(flow.steps.iter().map(|step| step.name.as_str()), |index| {
        format!("{at}.steps[{index}].step")
    });
    for (index, step) in flow.steps.iter().enumerate() {
        check_step(
            pack,
            flow,
            &reach,
            step,
            &format!("{at}.steps[{index}]"),
            found,
        );
    }
    found.once(
        flow.clocks.iter().map(|clock| clock.name.as_str()),
        |index| format!("{at}.clocks[{index}].clock"),
    );
    for (index, clock) in flow.clocks.iter().enumerate() {
        clocks::check(flow, &reach, clock, &format!("{at}.clocks[{index}]"), found);
    }
}

fn check_step(
    pack: &Pack,
    flow: &Flow,
    reach: &Reach<'_>,
    step: &StepKind,
    at: &str,
    found: &mut Found,
) {
    found.title(&step.title, &format!("{at}.title"));
    if step.name == SETTLE {
        found.say(Wrong::SettleIsTaken, format!("{at}.step"));
    }
    found.operation(&step.may, format!("{at}.may"));
    for (which, state) in step.from.states.iter().enumerate() {
        found.state(flow, state, format!("{at}.from[{which}]"));
    }
    fields::check(&step.fields, at, found);
    if let Some(to) = &step.to {
        target(step, to, &format!("{at}.to"), found);
        for state in to.names() {
            found.state(flow, state, format!("{at}.to"));
        }
        if let Target::By { field, cases } = to {
            let words = step
                .fields
                .iter()
                .find(|one| one.name == *field)
                .map_or(&[][..], |field| &field.words);
            if words.iter().any(|word| !cases.contains_key(&word.word)) {
                found.say(Wrong::WordWithoutCase, format!("{at}.to.cases"));
            }
        }
    }
    if let Some(opens) = &step.opens {
        target(step, opens, &format!("{at}.opens"), found);
        if opens.names().any(|flow| known_flow(pack, flow).is_none()) {
            found.say(Wrong::NoFlow, format!("{at}.opens"));
        }
    }
    for (index, need) in step.needs.iter().enumerate() {
        needs::check(
            pack,
            flow,
            reach,
            step,
            need,
            &format!("{at}.needs[{index}]"),
            found,
        );
    }
}

/// The field by which something is chosen is a choice, and every case is one of its words.
fn target(step: &StepKind, to: &Target, at: &str, found: &mut Found) {
    if let Target::By { field, cases } = to {
        let words: Vec<&str> = cases.keys().map(String::as_str).collect();
        fields::choice(
            &step.fields,
            field,
            &words,
            &format!("{at}.by"),
            &format!("{at}.cases"),
            found,
        );
    }
}
