//! 名册: changes by hand, proposed at the door and decided by the office.

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::{Fields, Result};
use crate::request::Answer;
use crate::screens;
use crate::show::{list, text};
use linli_core::domain::vocabulary::PersonKind;
use linli_core::workspace::{Leaving, RegisterAct, RegisterDraft};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("propose_change", propose_change),
    ("decide_change", decide_change),
    ("changes", changes),
];

fn leaving(name: &str) -> Option<Leaving> {
    match name {
        "moved" => Some(Leaving::Moved),
        "died" => Some(Leaving::Died),
        "mistake" => Some(Leaving::Mistake),
        _ => None,
    }
}

fn floor(fields: &Fields<'_>) -> Result<Option<i16>> {
    if !fields.has("floor") {
        return Ok(None);
    }
    i16::try_from(fields.whole("floor")?)
        .map(Some)
        .map_err(|_| at_field("field_range", "floor"))
}

/// At most one of the fields that say what becomes of the household or person.
fn act(fields: &Fields<'_>) -> Result<Option<RegisterAct>> {
    let mut acts = Vec::new();
    let kind = |name| fields.word_opt(name, PersonKind::from_name);
    acts.extend(kind("enters")?.map(|kind| ("enters", RegisterAct::Enters(kind))));
    acts.extend(kind("becomes")?.map(|kind| ("becomes", RegisterAct::Becomes(kind))));
    let left = fields.word_opt("left", leaving)?;
    acts.extend(left.map(|how| ("left", RegisterAct::Leaves(how))));
    if let Some(room) = fields.owned("room")? {
        let floor = floor(fields)?;
        acts.push(("room", RegisterAct::Renumbered { room, floor }));
    }
    if let Some(room) = fields.owned("split")? {
        let floor = floor(fields)?;
        acts.push(("split", RegisterAct::SplitOff { room, floor }));
    }
    acts.extend(
        fields
            .owned("into")?
            .map(|door| ("into", RegisterAct::MergedInto(door))),
    );
    if fields.flag("closed")? {
        acts.push(("closed", RegisterAct::Closed));
    }
    match acts.get(1) {
        Some((name, _)) => Err(at_field("field_excluded", name)),
        None => Ok(acts.pop().map(|(_, act)| act)),
    }
}

fn propose_change(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = RegisterDraft {
        household: fields.text("household")?.to_owned(),
        person: fields.id_opt("person")?,
        fields: fields.changes("fields")?.unwrap_or_default(),
        act: act(fields)?,
        evidence: fields.owned("evidence")?,
    };
    let change = context.workspace.propose_change(draft)?;
    Ok(json!({ "change": text(change) }))
}

fn decide_change(context: &Context, fields: &Fields<'_>) -> Answer {
    let change = context.workspace.decide_change(
        fields.id("change")?,
        fields.answer("accept")?,
        fields.text_opt("reason")?,
    )?;
    Ok(json!({ "change": text(change) }))
}

fn changes(context: &Context, fields: &Fields<'_>) -> Answer {
    let views = if fields.flag("own")? {
        context.workspace.own_changes()?
    } else {
        context.workspace.waiting_changes()?
    };
    Ok(json!({ "changes": list(&views, screens::change) }))
}
