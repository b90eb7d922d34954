//! The community: its making, its places and grids, its members, and what officers decide about contested work.

use super::{Context, Op};
use crate::codes::at_field;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::request::Answer;
use crate::screens;
use crate::show::{self, list, text};
use linli_core::domain::Role;
use linli_core::rules::pages::Language;
use linli_core::workspace::{ReviewTarget, RevokeTarget, RootPolicy};
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("create_community", create_community),
    ("identity", identity),
    ("define_grid", define_grid),
    ("add_place", add_place),
    ("places", places),
    ("grids", grids),
    ("members", members),
    ("invite", invite),
    ("join", join),
    ("challenge", challenge),
    ("answer_challenge", answer_challenge),
    ("admit", admit),
    ("appoint_representative", appoint_representative),
    ("grant", grant),
    ("handover", handover),
    ("revoke", revoke),
    ("list_requests", list_requests),
    ("agree", agree),
    ("decide_request", decide_request),
    ("replace_registrar", replace_registrar),
    ("list_contested", list_contested),
    ("adopt", adopt),
    ("set_aside", set_aside),
    ("erase", erase),
    ("erase_text", erase_text),
    ("erase_member_words", erase_member_words),
    ("card", card),
    ("check_card", check_card),
];

fn root_policy(name: &str) -> Option<RootPolicy> {
    match name {
        "1of1" => Some(RootPolicy::OneOfOne),
        "2of3" => Some(RootPolicy::TwoOfThree),
        _ => None,
    }
}

fn target(fields: &Fields<'_>) -> Result<ReviewTarget, Box<Failure>> {
    match (fields.id_opt("record")?, fields.id_opt("chain")?) {
        (Some(_), Some(_)) => Err(at_field("field_excluded", "chain")),
        (Some(record), None) => Ok(ReviewTarget::Record(record)),
        (None, Some(chain)) => Ok(ReviewTarget::Chain {
            chain,
            through: fields.seq("through")?,
        }),
        (None, None) => Err(at_field("field_missing", "record")),
    }
}

fn create_community(context: &Context, fields: &Fields<'_>) -> Answer {
    let root = fields.word_opt("root", root_policy)?;
    let made = context.workspace.create_community(
        fields.text("name")?,
        fields.text_opt("compound")?,
        root.unwrap_or(RootPolicy::OneOfOne),
    )?;
    Ok(json!({
        "community": text(made.community), "member": text(made.member),
        "device": text(made.device), "recovery": made.recovery,
    }))
}

fn identity(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(show::identity(&context.workspace.identity()?))
}

fn define_grid(context: &Context, fields: &Fields<'_>) -> Answer {
    let stairwells = fields.places("stairwells")?;
    let grid = context
        .workspace
        .define_grid(fields.text("name")?, &stairwells)?;
    Ok(show::grid(&grid))
}

fn add_place(context: &Context, fields: &Fields<'_>) -> Answer {
    let place = context.workspace.add_place(&fields.place("place")?)?;
    Ok(show::place(&place))
}

fn places(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "places": list(&context.workspace.places()?, show::place) }))
}

fn grids(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "grids": list(&context.workspace.grids()?, show::grid) }))
}

fn members(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .members(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "members": list(&page.items, show::member), "next": page.next }))
}

/// A new member's first phone, or another one of a member who is there.
fn invite(context: &Context, fields: &Fields<'_>) -> Answer {
    let Some(member) = fields.id_opt("member")? else {
        let role = fields.word("role", Role::from_name)?;
        let scope = fields.scope("scope")?;
        let name = fields.text("name")?;
        let invitation = context.workspace.invite(role, &scope, name)?;
        return Ok(json!({ "invitation": invitation }));
    };
    // A member says all of it. Whoever says it once more must mean what the member holds: nothing is passed over.
    let role = fields.word_opt("role", Role::from_name)?;
    match (role, fields.scope_opt("scope")?) {
        (None, None) => {}
        (Some(_), None) => return Err(at_field("field_excluded", "role")),
        (None, Some(_)) => return Err(at_field("field_excluded", "scope")),
        (Some(role), Some(scope)) => {
            if !context.workspace.holds_grant(member, role, &scope)? {
                return Err(at_field("field_excluded", "role"));
            }
        }
    }
    if let Some(name) = fields.text_opt("name")?
        && context.workspace.member_name(member)?.as_deref() != Some(name)
    {
        return Err(at_field("field_excluded", "name"));
    }
    let invitation = context.workspace.invite_device(member)?;
    Ok(json!({ "invitation": invitation }))
}

fn join(context: &Context, fields: &Fields<'_>) -> Answer {
    let enrolment = context.workspace.join(fields.text("invitation")?)?;
    Ok(json!({ "enrolment": enrolment }))
}

fn challenge(context: &Context, fields: &Fields<'_>) -> Answer {
    let challenge = context.workspace.challenge(fields.text("enrolment")?)?;
    Ok(json!({ "challenge": challenge }))
}

fn answer_challenge(context: &Context, fields: &Fields<'_>) -> Answer {
    let digits = context
        .workspace
        .answer_challenge(fields.text("challenge")?)?;
    Ok(json!({ "digits": digits }))
}

fn admit(context: &Context, fields: &Fields<'_>) -> Answer {
    let admitted = context
        .workspace
        .admit(fields.text("enrolment")?, fields.text("digits")?)?;
    Ok(json!({ "member": text(admitted.member), "device": text(admitted.device) }))
}

fn appoint_representative(context: &Context, fields: &Fields<'_>) -> Answer {
    let (household, member) = (fields.text("household")?, fields.id_opt("member")?);
    context
        .workspace
        .appoint_representative(household, member)?;
    Ok(json!({}))
}

fn grant(context: &Context, fields: &Fields<'_>) -> Answer {
    let role = fields.word("role", Role::from_name)?;
    let scope = fields.scope("scope")?;
    let index = context
        .workspace
        .grant(fields.id("member")?, role, &scope)?;
    Ok(json!({ "roster_index": index }))
}

fn handover(context: &Context, fields: &Fields<'_>) -> Answer {
    let done = context.workspace.handover(
        fields.id("from")?,
        fields.id("to")?,
        &fields.scope("scope")?,
    )?;
    Ok(json!({
        "roster_index": done.roster_index, "open": { "call_backs": done.call_backs },
    }))
}

fn revoke(context: &Context, fields: &Fields<'_>) -> Answer {
    let role = fields.word_opt("role", Role::from_name)?;
    let scope = fields.scope_opt("scope")?;
    let target = match (fields.id_opt("member")?, fields.id_opt("device")?) {
        (Some(_), Some(_)) => return Err(at_field("field_excluded", "device")),
        (None, None) => return Err(at_field("field_missing", "member")),
        (Some(member), None) => RevokeTarget::Member {
            member,
            role,
            scope,
        },
        (None, Some(_)) if role.is_some() => return Err(at_field("field_excluded", "role")),
        (None, Some(_)) if scope.is_some() => return Err(at_field("field_excluded", "scope")),
        (None, Some(device)) => RevokeTarget::Device(device),
    };
    Ok(json!({ "roster_index": context.workspace.revoke(target)? }))
}

fn list_requests(context: &Context, _: &Fields<'_>) -> Answer {
    let requests = context.workspace.list_requests()?;
    Ok(json!({ "requests": list(&requests, show::request) }))
}

fn agree(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(json!({ "holds": context.workspace.agree(fields.id("request")?)? }))
}

fn decide_request(context: &Context, fields: &Fields<'_>) -> Answer {
    let index = context
        .workspace
        .decide_request(fields.id("request")?, fields.answer("accept")?)?;
    Ok(json!({ "roster_index": index }))
}

fn replace_registrar(context: &Context, fields: &Fields<'_>) -> Answer {
    let recovery = fields.texts("recovery")?;
    let index = context
        .workspace
        .replace_registrar(&recovery, fields.id("device")?)?;
    Ok(json!({ "roster_index": index }))
}

fn list_contested(context: &Context, _: &Fields<'_>) -> Answer {
    let records = context.workspace.list_contested()?;
    Ok(json!({ "records": list(&records, show::contested) }))
}

fn adopt(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(json!({ "records": context.workspace.adopt(target(fields)?)? }))
}

fn set_aside(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(json!({ "records": context.workspace.set_aside(target(fields)?)? }))
}

fn erase(context: &Context, fields: &Fields<'_>) -> Answer {
    let records = fields.ids("records")?;
    let erased = context
        .workspace
        .erase_bodies(&records, fields.text("ground")?)?;
    Ok(json!({ "records": erased }))
}

fn erase_text(context: &Context, fields: &Fields<'_>) -> Answer {
    let erased = context.workspace.erase_text(
        fields.id("agenda")?,
        fields.text("text")?,
        fields.text("ground")?,
    )?;
    Ok(json!({ "records": erased }))
}

fn erase_member_words(context: &Context, fields: &Fields<'_>) -> Answer {
    let index = context.workspace.erase_member_words(fields.id("member")?)?;
    Ok(json!({ "roster_index": index }))
}

/// A worker's own card.
fn card(context: &Context, fields: &Fields<'_>) -> Answer {
    let role = fields.word_opt("role", Role::from_name)?;
    let language = fields.word_opt("lang", Language::from_code)?;
    let made = context.workspace.card(role, language.unwrap_or_default())?;
    Ok(json!({ "card": screens::card(&made.card), "text": made.text }))
}

/// A card that a worker shows.
fn check_card(context: &Context, fields: &Fields<'_>) -> Answer {
    let community = fields.text_opt("community")?;
    let checked = context
        .workspace
        .check_card(fields.text("text")?, community)?;
    Ok(show::checked_card(&checked))
}
