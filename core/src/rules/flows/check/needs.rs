//! Needs of a step: what they name is there, of a type that serves, and can be.

use super::super::pack::{
    Chosen, Cites, Field, Flow, Need, NeedRule, Pack, Side, Source, StepKind, Type,
};
use super::super::value::Value;
use super::fields::{self, find};
use super::reach::Reach;
use super::{Found, Wrong};

/// The column under which a side row has its author.
const BY: &str = "by";

/// The types of which a group can be made.
const PEOPLE: [Type; 5] = [
    Type::Member,
    Type::Household,
    Type::Person,
    Type::Body,
    Type::Place,
];

/// A step and its place, while its needs are checked.
struct At<'a, 'f> {
    flow: &'a Flow,
    reach: &'a Reach<'a>,
    step: &'a StepKind,
    at: &'a str,
    found: &'f mut Found,
}

pub(super) fn check(
    pack: &Pack,
    flow: &Flow,
    reach: &Reach<'_>,
    step: &StepKind,
    need: &Need,
    at: &str,
    found: &mut Found,
) {
    if let Some(when) = &need.when {
        fields::when(&step.fields, when, &format!("{at}.when"), found);
    }
    let mut here = At {
        flow,
        reach,
        step,
        at,
        found,
    };
    match &need.rule {
        NeedRule::Share {
            source,
            share: [a, b],
            cell,
            ..
        } => {
            if *a < 1 || a > b {
                here.say(Wrong::NoShare, "share");
            }
            match source {
                Source::Field(name) => here.typed(name, &PEOPLE, "field"),
                Source::Side(side) => {
                    if let Some((column, words)) = cell {
                        here.column(source, column, Some(words), "is");
                    }
                    here.side(side, "side");
                }
            }
        }
        NeedRule::Covers {
            source,
            column,
            all,
        } => {
            here.source(source);
            here.column(source, column, Some(all), "all");
        }
        NeedRule::Every { source, column, is } => {
            here.source(source);
            here.column(source, column, Some(is), "is");
        }
        NeedRule::Sum {
            source,
            column,
            equals,
        } => {
            here.source(source);
            if here
                .column(source, column, None, "column")
                .is_some_and(|column| !column.kind.is_number())
            {
                here.say(Wrong::WrongType, "column");
            }
            here.typed(equals, &[Type::Int, Type::Fen, Type::Cm2], "equals");
        }
        NeedRule::Done { steps } => steps.iter().for_each(|side| here.side(side, "steps")),
        NeedRule::Tally { field, cites, .. } => {
            here.typed(field, &[Type::Tally], "field");
            if *cites == Cites::Again {
                here.result("again");
            }
        }
        NeedRule::Stands => here.result("need"),
        NeedRule::Matter {
            field,
            flow,
            states,
            about,
        } => {
            here.typed(field, &[Type::Doc], "field");
            if let Some(about) = about {
                here.typed(about, &[Type::Tally], "about");
            }
            match super::known_flow(pack, flow) {
                None => here.say(Wrong::NoFlow, "flow"),
                Some(flow)
                    if states
                        .iter()
                        .all(|state| flow.states.iter().any(|one| one.name == *state)) => {}
                Some(_) => here.say(Wrong::NoState, "in"),
            }
        }
        NeedRule::Since { step, period } => {
            here.main(step, "step");
            chosen(flow, period, &format!("{at}.period"), here.found);
        }
        NeedRule::Another { than } => than.iter().for_each(|step| here.main(step, "than")),
        NeedRule::Own { field, roles } => here.choice(field, roles.keys(), "roles"),
        NeedRule::Not { field, words, .. } => here.choice(field, words.iter(), "in"),
        NeedRule::Photos { .. } => {}
    }
}

impl<'a> At<'a, '_> {
    fn say(&mut self, wrong: Wrong, part: &str) {
        self.found.say(wrong, format!("{}.{part}", self.at));
    }

    fn choice<'w>(&mut self, field: &str, words: impl Iterator<Item = &'w String>, part: &str) {
        let words: Vec<&str> = words.map(String::as_str).collect();
        let at = self.at;
        fields::choice(
            &self.step.fields,
            field,
            &words,
            &format!("{at}.field"),
            &format!("{at}.{part}"),
            self.found,
        );
    }

    /// A field of the step, of one of these types.
    fn typed(&mut self, name: &str, types: &[Type], part: &str) {
        match find(
            &self.step.fields,
            name,
            &format!("{}.{part}", self.at),
            self.found,
        )
        .map(|field| field.kind)
        {
            Some(Type::Text) => self.say(Wrong::NeedOnText, part),
            Some(kind) if !types.contains(&kind) => self.say(Wrong::WrongType, part),
            _ => {}
        }
    }

    fn source(&mut self, source: &Source) {
        match source {
            Source::Field(name) => self.typed(name, &[Type::Rows], "field"),
            Source::Side(side) => self.side(side, "side"),
        }
    }

    /// The column of a field's rows or of a side step, with the words that its cells are compared with.
    fn column(
        &mut self,
        source: &Source,
        name: &str,
        words: Option<&[Value]>,
        part: &str,
    ) -> Option<&'a Field> {
        let columns = match source {
            Source::Field(field) => {
                &self
                    .step
                    .fields
                    .iter()
                    .find(|one| one.name == *field)?
                    .columns
            }
            Source::Side(side) if name == BY => {
                self.flow.step(&side.step)?;
                return None;
            }
            Source::Side(side) => &self.flow.steps[self.flow.step(&side.step)?].fields,
        };
        let Some(column) = columns.iter().find(|column| column.name == name) else {
            self.say(Wrong::NoColumn, "column");
            return None;
        };
        match column.kind {
            Type::Text => self.say(Wrong::NeedOnText, "column"),
            _ if column.many => self.say(Wrong::WrongType, "column"),
            _ => {
                if let Some(words) = words {
                    fields::words(column, words, &format!("{}.{part}", self.at), self.found);
                }
            }
        }
        Some(column)
    }

    /// A main step that can stand on the line before.
    fn main(&mut self, name: &str, part: &str) {
        match self.flow.step(name).map(|place| &self.flow.steps[place]) {
            None => self.say(Wrong::NoStep, part),
            Some(main) if main.to.is_none() => self.say(Wrong::NoMainStep, part),
            Some(main) if !self.reach.can_follow(self.step, main) => {
                self.say(Wrong::NeverCan, part)
            }
            Some(_) => {}
        }
    }

    /// A result that can be said on the line before.
    fn result(&mut self, part: &str) {
        let mut before = self.flow.steps.iter().filter(|main| {
            main.says_a_result() && main.to.is_some() && main.name != self.step.name
        });
        if !before.any(|main| self.reach.can_follow(self.step, main)) {
            self.say(Wrong::NeverCan, part);
        }
    }

    /// A side step that can be attached to the line before.
    fn side(&mut self, side: &Side, part: &str) {
        let flow = self.flow;
        match flow.step(&side.step).map(|place| &flow.steps[place]) {
            None => self.say(Wrong::NoStep, part),
            Some(step) if step.to.is_some() => self.say(Wrong::NoSideStep, part),
            Some(step) => {
                if !self.reach.can_be_attached_before(step, self.step) {
                    self.say(Wrong::NeverCan, part);
                }
                if let Some(per) = side.per.as_ref().filter(|per| *per != BY) {
                    match step
                        .fields
                        .iter()
                        .find(|field| field.name == *per)
                        .map(|field| field.kind)
                    {
                        None => self.say(Wrong::NoColumn, "per"),
                        Some(Type::Text) => self.say(Wrong::NeedOnText, "per"),
                        Some(_) => {}
                    }
                }
            }
        }
        if let Some(from) = &side.from {
            self.main(from, "from");
        }
    }
}

/// A period, perhaps by the word of a choice of the flow.
pub(super) fn chosen(flow: &Flow, chosen: &Chosen, at: &str, found: &mut Found) {
    chosen
        .periods()
        .into_iter()
        .for_each(|period| found.period(period, at));
    if let Chosen::By { field, cases, .. } = chosen {
        let choices = || {
            flow.steps
                .iter()
                .flat_map(|step| &step.fields)
                .filter(|one| one.name == *field)
        };
        if choices().next().is_none() {
            found.say(Wrong::NoField, format!("{at}.by"));
        } else if choices().any(|one| one.kind != Type::Choice || one.many) {
            found.say(Wrong::WrongType, format!("{at}.by"));
        } else if cases
            .keys()
            .any(|word| !choices().any(|one| one.words.iter().any(|known| known.word == *word)))
        {
            found.say(Wrong::NoWord, format!("{at}.cases"));
        }
    }
}
