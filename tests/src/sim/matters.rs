//! Matters in the simulated world: people open topics, take whatever step is open to them, decide conflicts, amend and take
//! back. What was acknowledged keeps its place in its matter, whatever arrives in whatever order.

use super::ledger::Promise;
use super::world::World;
use crate::matter::step as draft;
use crate::phone::stairwell;
use linli_core::domain::{DocId, RecordId};
use linli_core::rules::flows::pack::{Field, Must, StepKind, Type};
use linli_core::rules::flows::{SETTLE, Value, Values};
use linli_core::workspace::{Error, MatterView, StepDraft, StepStanding, StepView};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The flow that everybody who works in a stairwell has a part in.
pub(super) const FLOW: &str = "stairwell-deliberation";

/// The matters that were opened.
#[derive(Default)]
pub(super) struct Matters {
    /// Each with its stairwell.
    pub(super) all: Vec<(DocId, String)>,
    /// Steps that their authors took back.
    taken_back: BTreeSet<RecordId>,
}

/// Somebody does something about a matter.
pub(super) fn act(world: &mut World<'_>, peer: usize) {
    match world.below(8) {
        _ if world.matters.all.is_empty() => open(world, peer),
        0 => open(world, peer),
        1 => beside(world, peer),
        _ => take(world, peer),
    }
}

fn open(world: &mut World<'_>, peer: usize) {
    let stairwells = world.peers[peer].sees.clone();
    let at = world.pick(&stairwells);
    let title = world.fresh_mark();
    let values = json!({"source": "visit", "title": title});
    let phone = &world.peers[peer].phone;
    let result = phone.open_matter(FLOW, &stairwell(&at), &draft("collect", &values));
    if let Ok((matter, _)) = &result {
        world.matters.all.push((*matter, at));
    }
    let of = |(matter, taken): (DocId, _)| promise(matter, taken);
    world.answered(peer, "open_matter", result, of);
}

fn promise(matter: DocId, taken: linli_core::workspace::StepTaken) -> Promise {
    let id = taken.record;
    Promise::Step { matter, id }
}

/// Some step that the matter's view offers, with whatever its form asks for. What lacks a tally or a signature is refused.
fn take(world: &mut World<'_>, peer: usize) {
    let matters = world.matters.all.clone();
    let (matter, at) = world.pick(&matters);
    let phone = &world.peers[peer].phone;
    let (Ok(view), Ok(flow)) = (phone.matter(matter), phone.flow(FLOW)) else {
        return;
    };
    let offered: Vec<_> = view.next.into_iter().filter(|next| next.may).collect();
    if offered.is_empty() {
        return;
    }
    let next = world.pick(&offered);
    let kind = flow.flow.step(&next.step).map(|n| &flow.flow.steps[n]);
    let values = kind.map_or_else(Values::default, |kind| form(world, kind, &at));
    let mut continues = next.continues;
    if continues.len() > 1 {
        world.counts.fault("matter_in_conflict");
        let first = world.below(continues.len());
        continues.rotate_left(first);
        // Now and then one goes on as if there were no other.
        if next.step != SETTLE && world.once_in(3) {
            continues.truncate(1);
        }
    }
    let draft = StepDraft {
        step: next.step.clone(),
        values,
        continues,
        ..StepDraft::default()
    };
    let result = world.peers[peer].phone.take_step(matter, &draft);
    if result.is_ok() && next.step == SETTLE {
        world.counts.fault("matter_settled");
    }
    let of = |taken| promise(matter, taken);
    world.answered(peer, "take_step", result, of);
}

/// The values that a step must have.
fn form(world: &mut World<'_>, kind: &StepKind, at: &str) -> Values {
    fields(world, &kind.fields, at)
}

fn fields(world: &mut World<'_>, fields: &[Field], at: &str) -> Values {
    let mut values = Values::default();
    for field in fields {
        let wanted = match &field.must {
            Must::No => false,
            Must::Yes => true,
            Must::When(when) => values
                .get(&when.field)
                .is_some_and(|word| when.is.contains(word)),
        };
        if let Some(value) = wanted.then(|| value(world, field, at)).flatten() {
            values.put(&field.name, value);
        }
    }
    values
}

fn value(world: &mut World<'_>, field: &Field, at: &str) -> Option<Value> {
    let text = |text: &str| Value::Text(text.into());
    let one = match field.kind {
        Type::Text => text(&world.fresh_mark()),
        Type::Choice => text(&world.pick(&field.words).word),
        Type::Flag => Value::Flag(world.once_in(2)),
        Type::Int | Type::Fen | Type::Cm2 => Value::Int(field.least.unwrap_or(1)),
        Type::Date => text("2026-12-01"),
        Type::Time => text("2026-12-01T19:00:00+08:00"),
        Type::Period => text("2026-H2"),
        Type::Household => text(&format!("{at}-101")),
        Type::Rows => Value::Row(self::fields(world, &field.columns, at)),
        Type::Member | Type::Person | Type::Place | Type::Body | Type::Doc | Type::Tally => {
            return None;
        }
    };
    let several = field.many || field.kind == Type::Rows;
    Some(if several { Value::List(vec![one]) } else { one })
}

/// A step of one's own is amended or taken back, or a word is said.
fn beside(world: &mut World<'_>, peer: usize) {
    let member = world.peers[peer].member;
    let kept = world.ledger.kept.iter();
    let own: Vec<(DocId, RecordId)> = kept
        .filter(|kept| world.peers[kept.peer].member == member)
        .filter_map(|kept| match &kept.promise {
            Promise::Step { matter, id } => Some((*matter, *id)),
            _ => None,
        })
        .collect();
    if own.is_empty() {
        return;
    }
    let (matter, id) = world.pick(&own);
    let title = world.fresh_mark();
    let phone = &world.peers[peer].phone;
    let result: Result<RecordId, Error> = match world.dice.below(3) {
        0 => phone.comment(matter, Some(id), &title),
        1 => phone.amend(id, &crate::matter::values(&json!({ "title": title })), ""),
        _ => phone.withdraw(id, "看错了").inspect(|_| {
            world.matters.taken_back.insert(id);
        }),
    };
    let of = |id| Promise::Record { id };
    world.answered(peer, "beside a matter", result, of);
}

/// The steps of every matter as a store shows them.
pub(super) fn steps(world: &World<'_>, peer: usize) -> BTreeMap<RecordId, StepView> {
    let phone = &world.peers[peer].phone;
    let views = world.matters.all.iter();
    let views = views.filter_map(|(matter, _)| phone.matter(*matter).ok());
    let steps = views.flat_map(|view| view.steps);
    steps.map(|step| (step.record, step)).collect()
}

/// Whether an acknowledged step stands where an honest one may: what its own past did not rule out when it was taken, nothing
/// that comes later does.
pub(super) fn stands(world: &World<'_>, step: &StepView) -> bool {
    match step.standing {
        StepStanding::Misplaced | StepStanding::Unknown => false,
        StepStanding::Withdrawn => world.matters.taken_back.contains(&step.record),
        _ => true,
    }
}

/// Whoever reads a matter shows the same of it; and nothing that the liars wrote has an effect.
pub(super) fn check(world: &mut World<'_>) {
    let mut notes = Vec::new();
    for (matter, at) in &world.matters.all {
        let mut shown: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for peer in &world.peers {
            if peer.revoked || !peer.sees.contains(at) {
                continue;
            }
            // Whoever writes here and never got the opening has nothing to show.
            if let Ok(view) = peer.phone.matter(*matter) {
                shown.entry(structure(&view)).or_default().push(&peer.name);
            }
        }
        if shown.len() > 1 {
            let note = format!("seed {}: matter {matter}: {shown:#?}", world.seed);
            notes.push(("not_converged", note));
        }
    }
    for (id, step) in steps(world, 0) {
        if world.liars.signed(&id.to_string()) && step.standing == StepStanding::Line {
            let note = format!("seed {}: {} {id} has an effect", world.seed, step.step);
            notes.push(("steps_forged", note));
        }
    }
    for (what, note) in notes {
        world.counts.violation(what, note);
    }
}

/// What hangs on the matter's records alone: no clock, no words, no facts beside it.
fn structure(view: &MatterView) -> String {
    let steps = view.steps.iter();
    let steps: Vec<_> = steps.map(|step| (step.record, step.standing)).collect();
    let answer = view.answer.as_ref();
    let answer = answer.map(|answer| (&answer.state, &answer.heads, &answer.amended));
    format!("{answer:?} {steps:?}")
}
