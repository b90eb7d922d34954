//! A pack in words: its flows with states, steps, needs and clocks, each rule with clause and status.

use super::{ShowArgs, needs, picture, read};
use crate::codes;
use crate::output::{Finished, Lang, Output, printable};
use linli_core::rules::authority;
use linli_core::rules::flows::Title;
use linli_core::rules::flows::pack::{
    Bound, Chosen, Clock, Duty, Field, Flow, Must, Pack, Period, Status, StepKind, Target, Type,
    Unit,
};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Shown<'a> {
    pack: &'a str,
    edition: &'a str,
    flows: Vec<ShownFlow<'a>>,
}

#[derive(Serialize)]
struct ShownFlow<'a> {
    flow: &'a str,
    text: Both,
    svg: Both,
}

#[derive(Serialize)]
struct Both {
    zh: String,
    en: String,
}

fn both(make: impl Fn(Lang) -> String) -> Both {
    Both {
        zh: make(Lang::Zh),
        en: make(Lang::En),
    }
}

/// Shows a pack, or one flow of it.
pub(super) fn run(args: &ShowArgs, out: &Output) -> Finished {
    let pack = read(&args.file)?;
    let wanted = |flow: &&Flow| args.flow.as_ref().is_none_or(|name| *name == flow.name);
    let flows: Vec<&Flow> = pack.flows().filter(wanted).collect();
    if flows.is_empty() && args.flow.is_some() {
        return Err(codes::at_field("flow_not_found", "--flow"));
    }
    if args.svg && !out.is_json() {
        return out.answer(&(), |lang| picture::draw(&pack, &flows, lang));
    }
    let shown = Shown {
        pack: &pack.name,
        edition: &pack.edition,
        flows: flows
            .iter()
            .map(|flow| ShownFlow {
                flow: &flow.name,
                text: both(|lang| flow_text(flow, lang)),
                svg: both(|lang| picture::draw(&pack, &[*flow], lang)),
            })
            .collect(),
    };
    out.answer(&shown, |lang| printable(&pack_text(&pack, &flows, lang)))
}

/// A title in a language, the bare name where there is none.
pub(super) fn title<'a>(title: &'a Title, name: &'a str, lang: Lang) -> &'a str {
    lang.pick(title.zh.as_deref(), title.en.as_deref())
        .unwrap_or(name)
}

fn pack_text(pack: &Pack, flows: &[&Flow], lang: Lang) -> String {
    let mut text = format!(
        "{} ({}, {})\n",
        title(&pack.title, &pack.name, lang),
        pack.name,
        pack.edition
    );
    for flow in flows {
        text.push('\n');
        text.push_str(&flow_text(flow, lang));
    }
    if flows.len() == pack.flows.len() && !pack.duties.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("周期性义务", "Duties"));
        pack.duties
            .iter()
            .for_each(|duty| duty_text(duty, lang, &mut text));
    }
    if flows.len() == pack.flows.len() {
        beside_flows(pack, lang, &mut text);
    }
    text
}

/// What a pack holds beside flows and duties: counting rules, switches, watches at doors, other systems.
fn beside_flows(pack: &Pack, lang: Lang, text: &mut String) {
    // Writing to a String cannot fail.
    if let Some(rules) = &pack.rules {
        let _ = writeln!(text, "\n{}", lang.pick("计票规则", "Counting rules"));
        for rule in rules.rules() {
            let said = |both: &linli_core::rules::counting::Text| {
                lang.pick(both.zh.clone(), both.en.clone())
            };
            let readings: Vec<&str> = rule.readings().collect();
            let _ = writeln!(
                text,
                "  {} ({}): {}{}{}",
                said(rule.title()),
                rule.name(),
                said(rule.clause()),
                lang.pick("；读法：", "; readings: "),
                readings.join(lang.pick("、", ", ")),
            );
        }
    }
    if !pack.switches.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("选项", "Switches"));
    }
    for switch in &pack.switches {
        let words = switch.words.iter().map(|word| {
            let steps: Vec<&str> = word.takes.iter().map(|point| point.step.as_str()).collect();
            let taken = if steps.is_empty() {
                String::new()
            } else {
                format!(" → {}", steps.join(lang.pick("、", ", ")))
            };
            format!(
                "{} ({}){taken}",
                title(&word.title, &word.word, lang),
                word.word
            )
        });
        let words: Vec<String> = words.collect();
        let _ = writeln!(
            text,
            "  {} ({}, {}){}: {}{}{}",
            title(&switch.title, &switch.name, lang),
            switch.name,
            switch.flow,
            source(switch.clause.as_ref(), switch.status, lang),
            words.join(lang.pick("；", "; ")),
            lang.pick("；默认 ", "; default "),
            switch.default,
        );
    }
    if !pack.watches.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("上门提醒", "Watched at doors"));
    }
    for watch in &pack.watches {
        let name = title(&watch.title, &watch.name, lang);
        let _ = writeln!(
            text,
            "  {name} ({}){}: {}",
            watch.name,
            source(watch.clause.as_ref(), watch.status, lang),
            lang.pick(
                format!("{} 天内 {} 次", watch.days, watch.misses),
                format!("{} times in {} days", watch.misses, watch.days)
            )
        );
    }
    if !pack.elsewhere.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("另行填报", "Typed elsewhere"));
    }
    for one in &pack.elsewhere {
        let headings: Vec<&str> = one.columns.iter().map(|one| one.heading.as_str()).collect();
        let _ = writeln!(
            text,
            "  {} ({}){}: {}",
            title(&one.title, &one.system, lang),
            one.flow,
            source(one.clause.as_ref(), one.status, lang),
            headings.join(lang.pick("、", ", "))
        );
    }
}

/// The source of a rule, in brackets.
pub(super) fn source(clause: Option<&String>, status: Option<Status>, lang: Lang) -> String {
    let status = status.map(|status| match status {
        Status::Text => lang.pick("标准原文", "the standard's text"),
        Status::Law => lang.pick("法律法规", "law"),
        Status::Default => lang.pick("默认，可改", "our default"),
        Status::Unverified => lang.pick("未核对原文", "unverified"),
    });
    let parts: Vec<&str> = clause
        .map(String::as_str)
        .into_iter()
        .chain(status)
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" [{}]", parts.join(lang.pick("，", ", ")))
    }
}

fn flow_text(flow: &Flow, lang: Lang) -> String {
    let name = title(&flow.title, &flow.name, lang);
    let mut text = format!(
        "{name} ({}){}\n",
        flow.name,
        source(flow.clause.as_ref(), None, lang)
    );
    // Writing to a String cannot fail.
    let _ = writeln!(text, "  {}", lang.pick("状态", "States"));
    for state in &flow.states {
        let end = if state.is_final {
            lang.pick("（终结）", " (final)")
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "    {} ({}){end}",
            title(&state.title, &state.name, lang),
            state.name
        );
    }
    let _ = writeln!(text, "  {}", lang.pick("步骤", "Steps"));
    flow.steps
        .iter()
        .for_each(|step| step_text(flow, step, lang, &mut text));
    if !flow.clocks.is_empty() {
        let _ = writeln!(text, "  {}", lang.pick("时限", "Clocks"));
        flow.clocks
            .iter()
            .for_each(|clock| clock_text(flow, clock, lang, &mut text));
    }
    let roles = authority::open_to(&flow.settle).join(", ");
    let _ = writeln!(
        text,
        "  {}: {roles}",
        lang.pick("裁定并存结果的人", "Who settles conflicts")
    );
    text
}

/// A state's or step's title by its name.
pub(super) fn state<'a>(flow: &'a Flow, name: &'a str, lang: Lang) -> &'a str {
    let found = flow.states.iter().find(|state| state.name == name);
    found.map_or(name, |state| title(&state.title, &state.name, lang))
}

pub(super) fn step<'a>(flow: &'a Flow, name: &'a str, lang: Lang) -> &'a str {
    flow.step(name)
        .map_or(name, |place| title(&flow.steps[place].title, name, lang))
}

fn step_text(flow: &Flow, step: &StepKind, lang: Lang, text: &mut String) {
    let name = title(&step.title, &step.name, lang);
    let _ = writeln!(
        text,
        "    {name} ({}){}",
        step.name,
        source(step.clause.as_ref(), step.status, lang)
    );
    let mut from: Vec<&str> = step
        .from
        .states
        .iter()
        .map(|name| state(flow, name, lang))
        .collect();
    if step.from.all_open {
        from.push(lang.pick("任何未终结状态", "every state that is not final"));
    }
    if from.is_empty() {
        from.push(lang.pick("（开启）", "(opens)"));
    }
    let to = match &step.to {
        None => lang
            .pick("（附步，不改变状态）", "(a side step)")
            .to_owned(),
        Some(Target::One(name)) => format!("→ {}", state(flow, name, lang)),
        Some(Target::By { cases, .. }) => {
            let cases = cases
                .iter()
                .map(|(word, name)| format!("{word} → {}", state(flow, name, lang)));
            cases.collect::<Vec<_>>().join("; ")
        }
    };
    let _ = writeln!(text, "      {} {to}", from.join(lang.pick("、", ", ")));
    let roles = authority::open_to(&step.may).join(", ");
    let _ = writeln!(
        text,
        "      {}: {roles} ({})",
        lang.pick("谁可办理", "open to"),
        step.may
    );
    for field in &step.fields {
        let _ = writeln!(text, "      - {}", field_text(field, lang));
    }
    for need in &step.needs {
        let _ = writeln!(text, "      * {}", needs::text(flow, need, lang));
    }
    if let Some(opens) = &step.opens {
        let names: Vec<&str> = opens.names().collect();
        let _ = writeln!(
            text,
            "      + {}: {}",
            lang.pick("同时开启", "opens too"),
            names.join(", ")
        );
    }
}

fn field_text(field: &Field, lang: Lang) -> String {
    let kind = Type::ALL
        .iter()
        .find(|(kind, _)| *kind == field.kind)
        .map_or("", |(_, name)| name);
    let must = match field.must {
        Must::No => "",
        Must::Yes => lang.pick("，必填", ", required"),
        Must::When(_) => lang.pick("，视情必填", ", required at times"),
    };
    let words: Vec<&str> = field
        .words
        .iter()
        .map(|word| title(&word.title, &word.word, lang))
        .collect();
    let words = if words.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", words.join(" | "))
    };
    let columns: Vec<String> = field
        .columns
        .iter()
        .map(|column| field_text(column, lang))
        .collect();
    let columns = if columns.is_empty() {
        String::new()
    } else {
        format!(" <{}>", columns.join("; "))
    };
    format!(
        "{} ({}: {kind}{must}){words}{columns}",
        title(&field.title, &field.name, lang),
        field.name
    )
}

fn clock_text(flow: &Flow, clock: &Clock, lang: Lang, text: &mut String) {
    let names = |points: &[linli_core::rules::flows::pack::Point]| {
        let names = points.iter().map(|point| step(flow, &point.step, lang));
        names.collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    let bound = match &clock.bound {
        Bound::Within(period) => lang.pick(
            format!("{}内", chosen_text(period, lang)),
            format!("within {}", chosen_text(period, lang)),
        ),
        Bound::Least(period) => lang.pick(
            format!("至少{}", chosen_text(period, lang)),
            format!("at least {}", chosen_text(period, lang)),
        ),
    };
    let name = title(&clock.title, &clock.name, lang);
    let source = source(clock.clause.as_ref(), clock.status, lang);
    let _ = writeln!(
        text,
        "    {name}{source}: {} → {}, {bound}",
        names(&clock.from),
        names(&clock.until)
    );
}

pub(super) fn chosen_text(chosen: &Chosen, lang: Lang) -> String {
    match chosen {
        Chosen::One(period) => period_text(*period, lang),
        Chosen::By { cases, other, .. } => {
            let cases = cases
                .iter()
                .map(|(word, period)| format!("{word}: {}", period_text(*period, lang)));
            let other = other.map(|period| {
                format!(
                    "{}: {}",
                    lang.pick("其他", "else"),
                    period_text(period, lang)
                )
            });
            cases.chain(other).collect::<Vec<_>>().join("; ")
        }
    }
}

fn period_text(period: Period, lang: Lang) -> String {
    let unit = match period.unit {
        Unit::Hours => lang.pick("小时", "hours"),
        Unit::Days => lang.pick("日", "days"),
        Unit::WorkingDays => lang.pick("个工作日", "working days"),
        Unit::Months => lang.pick("个月", "months"),
    };
    let roll = if period.roll {
        lang.pick("（遇休息日顺延）", " (to the next working day)")
    } else {
        ""
    };
    format!("{} {unit}{roll}", period.count)
}

fn duty_text(duty: &Duty, lang: Lang, text: &mut String) {
    let name = title(&duty.title, &duty.name, lang);
    let every = duty.every.name();
    let source = source(duty.clause.as_ref(), duty.status, lang);
    let due = period_text(duty.due, lang);
    let _ = writeln!(
        text,
        "    {name} ({}){source}: {every}, {due}, {} [{}]",
        duty.name,
        duty.flow,
        duty.states.join(", ")
    );
}
