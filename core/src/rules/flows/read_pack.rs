//! From the JSON of a pack to its model.
//!
//! Owns the form: names and types of members. Whether a pack hangs together is its check's business, not the form's: a
//! fold answers for any pack whose form is sound and whose names are distinct. Members that the form does not know are
//! passed over.

use super::fault::Reason;
use super::form::{self, Cursor, Read};
use super::pack::{
    Bound, Chosen, Cites, Clock, Content, Duty, Elsewhere, ElsewhereColumn, Field, Flow, From,
    Index, Must, Need, NeedRule, Pack, Page, Period, Point, Side, Source, State, Status, StepKind,
    Switch, SwitchWord, Target, Title, Type, Unit, Watch, When, Word,
};
use super::periods::Every;
use crate::domain::Flag;
use std::sync::Arc;

/// The name of the step that every flow has without writing it.
pub const SETTLE: &str = "settle";

/// Reads a pack.
pub(super) fn pack(from: &Cursor<'_, '_>) -> Read<Pack> {
    let switches = from.maybe("switches", |list| list.list(switch))?;
    let switches = switches.unwrap_or_default();
    let mut flows = from.member("flows", |list| list.list(flow))?;
    for flow in &mut flows {
        let of_flow = switches.iter().filter(|switch| switch.flow == flow.name);
        flow.switches = of_flow.cloned().collect();
    }
    Ok(Pack {
        name: from.member("pack", form::text)?,
        edition: from.maybe("edition", form::text)?.unwrap_or_default(),
        title: title(from)?,
        flows: flows.into_iter().map(Arc::new).collect(),
        switches,
        duties: from
            .maybe("duties", |list| list.list(duty))?
            .unwrap_or_default(),
        pages: from
            .maybe("pages", |list| list.list(page))?
            .unwrap_or_default(),
        elsewhere: from
            .maybe("elsewhere", |list| list.list(elsewhere))?
            .unwrap_or_default(),
        watches: from
            .maybe("watches", |list| list.list(watch))?
            .unwrap_or_default(),
        rules: None,
    })
}

fn watch(from: &Cursor<'_, '_>) -> Read<Watch> {
    let flag = |one: &Cursor<'_, '_>| {
        let name = one.text()?;
        let mut known = Flag::ALL.iter().copied();
        known
            .find(|flag| flag.name() == name)
            .ok_or_else(|| one.unknown())
    };
    Ok(Watch {
        name: from.member("watch", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        flags: from.member("flags", |list| list.list(flag))?,
        misses: from.member("misses", form::whole)?,
        days: from.member("days", form::whole)?,
    })
}

fn switch(from: &Cursor<'_, '_>) -> Read<Switch> {
    let word = |one: &Cursor<'_, '_>| {
        Ok(SwitchWord {
            word: one.member("word", form::text)?,
            title: title(one)?,
            status: status(one)?,
            takes: one
                .maybe("takes", |list| list.list(point))?
                .unwrap_or_default(),
        })
    };
    Ok(Switch {
        name: from.member("switch", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        flow: from.member("flow", form::text)?,
        default: from.member("default", form::text)?,
        words: from.member("of", |list| list.list(word))?,
    })
}

fn elsewhere(from: &Cursor<'_, '_>) -> Read<Elsewhere> {
    let column = |one: &Cursor<'_, '_>| {
        Ok(ElsewhereColumn {
            heading: one.member("heading", form::text)?,
            content: one.member("from", |name| {
                Content::from_name(&name.text()?).ok_or_else(|| name.unknown())
            })?,
        })
    };
    Ok(Elsewhere {
        system: from.member("system", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        flow: from.member("flow", form::text)?,
        number: from.member("number", form::text)?,
        columns: from.member("columns", |list| list.list(column))?,
    })
}

/// A template is written as its lines.
fn page(from: &Cursor<'_, '_>) -> Read<Page> {
    Ok(Page {
        name: from.member("page", form::text)?,
        title: title(from)?,
        flows: from.maybe("flows", form::texts)?.unwrap_or_default(),
        classes: from.maybe("classes", form::texts)?.unwrap_or_default(),
        has_doors: from.maybe("doors", form::flag)?.unwrap_or(false),
        of_place: from.maybe("place", form::flag)?.unwrap_or(false),
        template: from.member("template", form::texts)?.join("\n"),
    })
}

fn title(from: &Cursor<'_, '_>) -> Read<Title> {
    Ok(from.maybe("title", words)?.unwrap_or_default())
}

fn words(from: &Cursor<'_, '_>) -> Read<Title> {
    Ok(Title {
        zh: from.maybe("zh", form::text)?,
        en: from.maybe("en", form::text)?,
    })
}

fn status(from: &Cursor<'_, '_>) -> Read<Option<Status>> {
    from.maybe("status", |one| {
        Status::from_name(&one.text()?).ok_or_else(|| one.unknown())
    })
}

fn flow(from: &Cursor<'_, '_>) -> Read<Flow> {
    let state = |one: &Cursor<'_, '_>| {
        Ok(State {
            name: one.member("state", form::text)?,
            title: title(one)?,
            is_final: one.maybe("final", form::flag)?.unwrap_or(false),
        })
    };
    let states = from.member("states", |list| list.list(state))?;
    let steps = from.member("steps", |list| list.list(step))?;
    let index = Index {
        finals: states
            .iter()
            .map(|state| (state.name.clone(), state.is_final))
            .collect(),
        steps: steps
            .iter()
            .enumerate()
            .map(|(place, step)| (step.name.clone(), place))
            .collect(),
    };
    Ok(Flow {
        name: from.member("flow", form::text)?,
        class: from.maybe("class", form::text)?,
        at: from.maybe("at", form::texts)?.unwrap_or_default(),
        one_per_period: from
            .maybe("one_per", form::texts)?
            .is_some_and(|names| names.iter().any(|name| name == "period")),
        clause: from.maybe("clause", form::text)?,
        title: title(from)?,
        settle: from.member("settle", form::text)?,
        states,
        steps,
        clocks: from
            .maybe("clocks", |list| list.list(clock))?
            .unwrap_or_default(),
        switches: Vec::new(),
        index,
    })
}

fn step(from: &Cursor<'_, '_>) -> Read<StepKind> {
    Ok(StepKind {
        name: from.member("step", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        may: from.member("may", form::text)?,
        from: from.maybe("from", states)?.unwrap_or(From {
            states: Vec::new(),
            all_open: false,
        }),
        to: from.maybe("to", target)?,
        fields: from
            .maybe("fields", |list| fields(list, Rows::Allowed))?
            .unwrap_or_default(),
        needs: from
            .maybe("needs", |list| list.list(need))?
            .unwrap_or_default(),
        opens: from.maybe("opens", target)?,
    })
}

fn states(from: &Cursor<'_, '_>) -> Read<From> {
    let mut states = if from.is_text() {
        let star = from.text()?;
        if star != "*" {
            return Err(from.unknown());
        }
        vec![star]
    } else {
        from.texts()?
    };
    let all_open = states.iter().any(|state| state == "*");
    states.retain(|state| state != "*");
    Ok(From { states, all_open })
}

fn target(from: &Cursor<'_, '_>) -> Read<Target> {
    if from.is_text() {
        return Ok(Target::One(from.text()?));
    }
    Ok(Target::By {
        field: from.member("by", form::text)?,
        cases: from.member("cases", |map| map.map(form::text))?,
    })
}

/// Whether a list of fields may have rows among them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    Allowed,
    /// They are columns.
    No,
}

fn fields(from: &Cursor<'_, '_>, rows: Rows) -> Read<Vec<Field>> {
    from.list(|one| field(one, rows))
}

fn field(from: &Cursor<'_, '_>, rows: Rows) -> Read<Field> {
    let kind = from.member("type", |one| {
        let name = one.text()?;
        let known = Type::ALL
            .iter()
            .find(|(kind, known)| *known == name && (*kind != Type::Rows || rows == Rows::Allowed));
        known.map(|(kind, _)| *kind).ok_or_else(|| one.unknown())
    })?;
    Ok(Field {
        name: from.member("field", form::text)?,
        title: title(from)?,
        kind,
        many: from.maybe("many", form::flag)?.unwrap_or(false),
        words: from.maybe("of", choice)?.unwrap_or_default(),
        columns: from
            .maybe("columns", |list| fields(list, Rows::No))?
            .unwrap_or_default(),
        must: from.maybe("must", must)?.unwrap_or(Must::No),
        least: from.maybe("least", form::whole)?,
        most: from.maybe("most", form::whole)?,
    })
}

/// The words of a choice: a list of words with titles, of bare words, or a map from words to titles.
fn choice(from: &Cursor<'_, '_>) -> Read<Vec<Word>> {
    if from.is_map() {
        let words = from.map(words)?;
        return Ok(words
            .into_iter()
            .map(|(word, title)| Word { word, title })
            .collect());
    }
    from.list(|one| {
        if one.is_text() {
            return Ok(Word {
                word: one.text()?,
                title: Title::default(),
            });
        }
        Ok(Word {
            word: one.member("word", form::text)?,
            title: title(one)?,
        })
    })
}

fn must(from: &Cursor<'_, '_>) -> Read<Must> {
    if !from.is_map() {
        return Ok(if from.flag()? { Must::Yes } else { Must::No });
    }
    // The condition stands under `when`, as the page shows it.
    match from.maybe("when", when)? {
        Some(when) => Ok(Must::When(when)),
        None => when(from).map(Must::When),
    }
}

fn when(from: &Cursor<'_, '_>) -> Read<When> {
    Ok(When {
        field: from.member("field", form::text)?,
        is: from.member("is", form::words)?,
    })
}

fn need(from: &Cursor<'_, '_>) -> Read<Need> {
    let text = |name| from.member(name, form::text);
    let texts = |name| from.member(name, form::texts);
    let values = |name| from.member(name, form::words);
    let rule = match text("need")?.as_str() {
        "share" => NeedRule::Share {
            source: source(from)?,
            of: text("of")?,
            share: from.member("share", |pair| match pair.list(form::whole)?.as_slice() {
                &[a, b] => Ok([a, b]),
                _ => Err(pair.unknown()),
            })?,
            cell: from
                .maybe("column", form::text)?
                .zip(from.maybe("is", form::words)?),
            unless: from.maybe("unless", form::text)?,
        },
        "covers" => NeedRule::Covers {
            source: source(from)?,
            column: text("column")?,
            all: values("all")?,
        },
        "every" => NeedRule::Every {
            source: source(from)?,
            column: text("column")?,
            is: values("is")?,
        },
        "sum" => NeedRule::Sum {
            source: source(from)?,
            column: text("column")?,
            equals: text("equals")?,
        },
        "done" => {
            let (per, since) = (
                from.maybe("per", form::text)?,
                from.maybe("from", form::text)?,
            );
            let side = |step| Side {
                step,
                per: per.clone(),
                from: since.clone(),
            };
            NeedRule::Done {
                steps: texts("steps")?.into_iter().map(side).collect(),
            }
        }
        "tally" => NeedRule::Tally {
            field: text("field")?,
            rules: texts("rules")?,
            outcome: text("outcome")?,
            cites: match (
                from.maybe("once", form::flag)?,
                from.maybe("again", form::flag)?,
            ) {
                (_, Some(true)) => Cites::Again,
                (Some(true), _) => Cites::Once,
                _ => Cites::Any,
            },
        },
        "stands" => NeedRule::Stands,
        "matter" => NeedRule::Matter {
            field: text("field")?,
            flow: text("flow")?,
            states: texts("in")?,
            about: from.maybe("about", form::text)?,
        },
        "since" => NeedRule::Since {
            step: text("step")?,
            period: from.member("period", chosen)?,
        },
        "another" => NeedRule::Another {
            than: texts("than")?,
        },
        "own" => NeedRule::Own {
            field: text("field")?,
            roles: from.member("roles", |map| map.map(form::text))?,
        },
        "not" => NeedRule::Not {
            field: text("field")?,
            words: texts("in")?,
            clause: from.maybe("clause", form::text)?,
            offer: from
                .maybe("offer", |one| {
                    if one.is_text() {
                        Ok(Title::default())
                    } else {
                        words(one)
                    }
                })?
                .unwrap_or_default(),
        },
        "photos" => NeedRule::Photos {
            least: from.member("least", form::whole)?,
        },
        _ => return from.member("need", |name| Err(name.unknown())),
    };
    Ok(Need {
        rule,
        when: from.maybe("when", when)?,
    })
}

fn source(from: &Cursor<'_, '_>) -> Read<Source> {
    match (
        from.maybe("field", form::text)?,
        from.maybe("side", form::text)?,
    ) {
        (Some(field), None) => Ok(Source::Field(field)),
        (None, Some(step)) => Ok(Source::Side(Side {
            step,
            per: from.maybe("per", form::text)?,
            from: from.maybe("from", form::text)?,
        })),
        _ => Err(from.wrong(Reason::FieldOrSide)),
    }
}

fn period(from: &Cursor<'_, '_>) -> Read<Period> {
    let mut found = Vec::new();
    let units = [
        ("hours", Unit::Hours),
        ("days", Unit::Days),
        ("working_days", Unit::WorkingDays),
        ("months", Unit::Months),
    ];
    for (name, unit) in units {
        found.extend(from.maybe(name, form::whole)?.map(|count| (unit, count)));
    }
    match found.as_slice() {
        &[(unit, count)] => Ok(Period {
            unit,
            count,
            roll: from.maybe("roll", form::flag)?.unwrap_or(false),
        }),
        _ => Err(from.wrong(Reason::Period)),
    }
}

fn chosen(from: &Cursor<'_, '_>) -> Read<Chosen> {
    match from.maybe("by", form::text)? {
        None => period(from).map(Chosen::One),
        Some(field) => Ok(Chosen::By {
            field,
            cases: from.member("cases", |map| map.map(period))?,
            other: from.maybe("else", period)?,
        }),
    }
}

fn clock(from: &Cursor<'_, '_>) -> Read<Clock> {
    let bound = match (from.maybe("within", chosen)?, from.maybe("least", chosen)?) {
        (Some(period), None) => Bound::Within(period),
        (None, Some(period)) => Bound::Least(period),
        _ => return Err(from.wrong(Reason::Bound)),
    };
    Ok(Clock {
        name: from.member("clock", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        from: from.member("from", |list| list.list(point))?,
        until: from.member("until", |list| list.list(point))?,
        bound,
    })
}

fn point(from: &Cursor<'_, '_>) -> Read<Point> {
    if from.is_text() {
        return Ok(Point {
            step: from.text()?,
            when: None,
        });
    }
    Ok(Point {
        step: from.member("step", form::text)?,
        when: Some(when(from)?),
    })
}

fn duty(from: &Cursor<'_, '_>) -> Read<Duty> {
    Ok(Duty {
        name: from.member("duty", form::text)?,
        title: title(from)?,
        clause: from.maybe("clause", form::text)?,
        status: status(from)?,
        every: from.member("every", |one| {
            Every::from_name(&one.text()?).ok_or_else(|| one.unknown())
        })?,
        due: from.member("due", |one| match period(one)? {
            Period {
                unit: Unit::Hours, ..
            } => Err(one.wrong(Reason::Period)),
            period => Ok(period),
        })?,
        flow: from.member("flow", form::text)?,
        states: from.member("in", form::texts)?,
        at: from.maybe("at", form::text)?,
    })
}
