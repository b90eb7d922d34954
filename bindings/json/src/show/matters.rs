//! Packs, flows and matters as JSON: the names are those of packs and of the fold's answer (`docs/spec/flows.md`).

use super::{list, opt, said, text, time, time_opt};
use crate::screens;
use linli_core::domain::DocId;
use linli_core::roster::PackUse;
use linli_core::rules::counting::{Rule, Text};
use linli_core::rules::flows::pack::{Clock, Field, Must, StepKind, Switch, SwitchWord, Title};
use linli_core::rules::flows::{Answer, Pack, Values};
use linli_core::workspace::{
    CommentView, ElsewhereRow, ElsewhereSystem, FlowView, MatterSummary, MatterView, NextView,
    Obligation, PackChosen, PackView, PageView, ResultChanged, Said, StepView, ToldValue,
};
use serde_json::{Map, Value, json};

fn title(title: &Title) -> Value {
    json!({ "zh": title.zh, "en": title.en })
}

fn said_opt(words: Option<&Said>) -> Value {
    words.map_or(Value::Null, said)
}

fn ids(ids: &[DocId]) -> Value {
    list(ids, |id| text(id))
}

pub(crate) fn values(values: &Values) -> Value {
    let members = values
        .iter()
        .map(|(name, one)| (name.to_owned(), json!(one)));
    Value::Object(members.collect::<Map<_, _>>())
}

pub(crate) fn pack(view: &PackView) -> Value {
    let flows = list(
        &view.pack.flows,
        |flow| json!({ "flow": flow.name, "class": flow.class, "at": flow.at, "clause": flow.clause, "title": title(&flow.title) }),
    );
    json!({
        "pack": view.pack.name, "edition": view.pack.edition, "title": title(&view.pack.title),
        "own": view.own, "flows": flows, "rules": rules(&view.pack), "switches": list(&view.pack.switches, switch),
        "choices": list(&view.choices, chosen), "why_not": said_opt(view.why_not.as_ref()),
    })
}

/// The counting rules of a pack.
fn rules(pack: &Pack) -> Value {
    let both = |text: &Text| json!({ "zh": text.zh, "en": text.en });
    let rules = pack.rules.iter().flat_map(|rules| rules.rules());
    let rule = |rule: Rule| {
        let readings: Vec<&str> = rule.readings().collect();
        json!({
            "rule": rule.name(), "title": both(rule.title()), "clause": both(rule.clause()),
            "status": rule.status(), "may": rule.may(), "readings": readings,
        })
    };
    Value::Array(rules.map(rule).collect())
}

/// What a place settles once for a flow.
fn switch(switch: &Switch) -> Value {
    let word = |word: &SwitchWord| json!({ "word": word.word, "title": title(&word.title) });
    json!({
        "switch": switch.name, "title": title(&switch.title), "clause": switch.clause,
        "status": switch.status.map(|status| status.name()), "flow": switch.flow,
        "default": switch.default, "of": list(&switch.words, word),
    })
}

/// The choice of a place, in the fields by which `choose_pack` makes it.
fn chosen(view: &PackChosen) -> Value {
    match &view.uses {
        PackUse::Off => {
            json!({ "scope": view.scope, "place_said": said(&view.place_said), "use": false })
        }
        PackUse::On(parts) => json!({
            "scope": view.scope, "place_said": said(&view.place_said), "use": true, "edition": parts.edition,
            "without_flows": parts.without_flows, "without_duties": parts.without_duties,
            "readings": parts.readings, "switches": parts.switches,
        }),
    }
}

pub(crate) fn page(view: &PageView) -> Value {
    json!({ "page": view.page, "title": said(&view.title) })
}

fn field(field: &Field) -> Value {
    let kinds = linli_core::rules::flows::pack::Type::ALL;
    let kind = kinds.iter().find(|(kind, _)| *kind == field.kind);
    let must = match &field.must {
        Must::No => json!(false),
        Must::Yes => json!(true),
        Must::When(when) => json!({ "when": { "field": when.field, "is": when.is } }),
    };
    let of = list(
        &field.words,
        |word| json!({ "word": word.word, "title": title(&word.title) }),
    );
    json!({
        "field": field.name, "title": title(&field.title), "type": kind.map(|(_, name)| name),
        "many": field.many, "must": must, "least": field.least, "most": field.most, "of": of,
        "columns": list(&field.columns, self::field),
    })
}

fn step_kind(step: &StepKind) -> Value {
    let needs = list(&step.needs, |need| json!(need.rule.name()));
    let to: Vec<&str> = step.to.iter().flat_map(|to| to.names()).collect();
    let opens: Vec<&str> = step.opens.iter().flat_map(|opens| opens.names()).collect();
    json!({
        "step": step.name, "title": title(&step.title), "clause": step.clause,
        "status": step.status.map(|status| status.name()), "may": step.may,
        "from": step.from.states, "from_any": step.from.all_open, "to": to, "opens": opens,
        "fields": list(&step.fields, field), "needs": needs,
    })
}

fn clock(clock: &Clock) -> Value {
    json!({
        "clock": clock.name, "title": title(&clock.title), "clause": clock.clause,
        "status": clock.status.map(|status| status.name()),
    })
}

pub(crate) fn flow(view: &FlowView) -> Value {
    let flow = &view.flow;
    let states = list(
        &flow.states,
        |state| json!({ "state": state.name, "title": title(&state.title), "final": state.is_final }),
    );
    json!({
        "pack": view.pack.name, "edition": view.pack.edition, "flow": flow.name, "class": flow.class,
        "at": flow.at, "clause": flow.clause, "title": title(&flow.title), "settle": flow.settle,
        "states": states, "steps": list(&flow.steps, step_kind), "clocks": list(&flow.clocks, clock),
    })
}

fn told(value: &ToldValue) -> Value {
    json!({ "field": value.field, "label": said(&value.label), "said": said(&value.said) })
}

fn step(view: &StepView) -> Value {
    json!({
        "record": text(view.record), "step": view.step, "title": said(&view.title), "at": time(view.at),
        "far": view.far, "by": text(view.by), "who": screens::member(&view.who),
        "after": list(&view.after, |id| text(id)),
        "values": values(&view.values), "told": list(&view.told, told), "amended": view.amended, "erased": view.erased,
        "photos": view.photos, "standing": view.standing.name(),
    })
}

/// A next step: what the fold says, and whether this device's member may take it.
fn next(view: &NextView, answer: Option<&Answer>) -> Value {
    let told = answer.and_then(|answer| answer.next.iter().find(|next| next.step == view.step));
    json!({
        "step": view.step, "title": said(&view.title), "continues": list(&view.continues, |id| text(id)),
        "may": view.may, "why_not": said_opt(view.why_not.as_ref()),
        "open_to": told.map(|next| &next.open_to), "needs": told.map(|next| &next.needs),
    })
}

fn comment(view: &CommentView) -> Value {
    json!({
        "record": text(view.record), "of": opt(view.of), "at": time(view.at), "by": text(view.by),
        "who": screens::member(&view.who), "text": view.text,
    })
}

pub(crate) fn matter(view: &MatterView) -> Value {
    let answer = view.answer.as_ref();
    json!({
        "matter": text(view.matter), "class": view.kind.name(), "scope": view.scope,
        "place_said": said(&view.place_said),
        "pack": view.pack, "edition": view.edition, "flow": view.flow, "title": said(&view.title),
        "known": answer.is_some(), "state": answer.and_then(|answer| answer.state.as_deref()),
        "state_title": said_opt(view.state.as_ref()),
        "heads": answer.map(|answer| &answer.heads), "conflict": answer.map(|answer| &answer.conflict),
        "steps": list(&view.steps, step), "values": values(&view.values),
        "next": list(&view.next, |one| next(one, answer)),
        "overruled": answer.map(|answer| &answer.overruled),
        "flaws": answer.map(|answer| &answer.flaws), "lacking": answer.map(|answer| &answer.lacking),
        "clocks": answer.map(|answer| &answer.clocks), "comments": list(&view.comments, comment),
        "about": ids(&view.about), "named_by": ids(&view.named_by),
        "explanation": answer.map(|answer| &answer.explanation),
    })
}

pub(crate) fn summary(view: &MatterSummary) -> Value {
    json!({
        "matter": text(view.matter), "class": view.kind.name(), "scope": view.scope,
        "place_said": said(&view.place_said),
        "flow": view.flow, "flow_title": said(&view.flow_title), "title": view.title,
        "state": view.state, "state_title": said_opt(view.state_title.as_ref()), "ended": view.ended,
        "conflict": view.conflict, "due": time_opt(view.due), "at": time(view.at),
        "by": text(view.by), "mine": view.mine, "changed": view.changed.as_ref().map(result_changed),
    })
}

pub(crate) fn result_changed(view: &ResultChanged) -> Value {
    json!({
        "tally": text(view.tally), "outcome": view.outcome.name(), "said": said(&view.said), "mine": view.mine,
    })
}

pub(crate) fn obligation(view: &Obligation) -> Value {
    match view {
        Obligation::Clock {
            matter,
            clock,
            title,
            due,
            overdue,
        } => json!({
            "kind": "clock", "matter": summary(matter), "clock": clock, "title": said(title),
            "due": time(*due), "overdue": overdue,
        }),
        Obligation::Duty {
            duty,
            title,
            scope,
            place_said,
            period,
            period_said,
            due,
            state,
        } => json!({
            "kind": "duty", "duty": duty, "title": said(title), "scope": scope, "place_said": said(place_said), "period": period, "period_said": said(period_said),
            "due": time_opt(*due), "state": state,
        }),
        Obligation::Result { matter } => json!({ "kind": "result", "matter": summary(matter) }),
    }
}

pub(crate) fn elsewhere_system(view: &ElsewhereSystem) -> Value {
    json!({
        "system": view.system, "title": said(&view.title), "pack": view.pack, "flow": view.flow,
        "number": view.number, "headings": view.headings,
    })
}

pub(crate) fn elsewhere_row(view: &ElsewhereRow) -> Value {
    let cells = list(
        &view.cells,
        |(heading, cell)| json!({ "heading": heading, "text": cell }),
    );
    json!({
        "matter": text(view.matter), "flow": view.flow, "scope": view.scope, "title": view.title,
        "at": time(view.at), "state": view.state.name(), "numbers": view.numbers, "cells": cells,
    })
}
