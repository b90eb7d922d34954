//! Screens: one read each, with everything that a screen shows.

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::{Fields, Result};
use crate::request::Answer;
use crate::screens;
use crate::show::{self, list};
use linli_core::domain::vocabulary::{Severity, TopicSource};
use linli_core::domain::{Flag, Standing};
use linli_core::rules::pages::Language;
use linli_core::screens::{HazardFilter, HouseholdFilter, TopicFilter};
use linli_core::workspace::ScopeName;
use serde_json::json;

pub(super) const OPS: &[Op] = &[
    ("today", today),
    ("door", door),
    ("households", households),
    ("topics", topics),
    ("topic", topic),
    ("round", round),
    ("hazards", hazards),
    ("thing", thing),
    ("me", me),
    ("vote", vote),
    ("vote_roll", vote_roll),
    ("share", share),
    ("share_photo", share_photo),
    ("shares", shares),
];

fn place_opt(fields: &Fields<'_>) -> Result<Option<ScopeName>> {
    fields
        .has("place")
        .then(|| fields.place("place"))
        .transpose()
}

/// `standing?`: the state of what is shown.
fn standing(fields: &Fields<'_>) -> Result<Option<Standing>> {
    fields.word_opt("standing", |name| {
        Standing::ALL.iter().copied().find(|one| one.name() == name)
    })
}

fn today(context: &Context, fields: &Fields<'_>) -> Answer {
    let place = place_opt(fields)?;
    Ok(screens::today(&context.workspace.today(place.as_ref())?))
}

fn door(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.door(fields.text("household")?)?;
    Ok(screens::door(&view))
}

fn households(context: &Context, fields: &Fields<'_>) -> Answer {
    let filter = HouseholdFilter {
        place: place_opt(fields)?,
        text: fields.owned("text")?,
        flag: fields.word_opt("flag", Flag::read)?,
    };
    let page = context
        .workspace
        .households(&filter, fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({
        "households": list(&page.items, screens::household_row), "next": page.next, "total": page.total,
    }))
}

fn topics(context: &Context, fields: &Fields<'_>) -> Answer {
    let filter = TopicFilter {
        place: place_opt(fields)?,
        household: fields.owned("household")?,
        source: fields.word_opt("source", TopicSource::from_name)?,
        standing: standing(fields)?,
    };
    let page = context
        .workspace
        .topics(&filter, fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "topics": list(&page.items, show::topic), "next": page.next }))
}

fn topic(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.topic(fields.id("topic")?)?;
    Ok(screens::topic(&view))
}

fn round(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.round(fields.id("round")?)?;
    Ok(screens::round(&view))
}

fn hazards(context: &Context, fields: &Fields<'_>) -> Answer {
    let filter = HazardFilter {
        place: place_opt(fields)?,
        severity: fields.word_opt("severity", Severity::from_name)?,
        round: fields.id_opt("round")?,
        standing: standing(fields)?,
    };
    let page = context
        .workspace
        .hazards(&filter, fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "hazards": list(&page.items, show::hazard), "next": page.next }))
}

fn thing(context: &Context, fields: &Fields<'_>) -> Answer {
    let id = fields.text("thing")?;
    if id.len() > MOST_ID {
        return Err(at_field("field_range", "thing"));
    }
    Ok(screens::thing(&context.workspace.thing(id)?))
}

/// Bytes of what a QR code may hold.
const MOST_ID: usize = 512;

fn me(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(screens::me(&context.workspace.me()?))
}

fn vote(context: &Context, fields: &Fields<'_>) -> Answer {
    let tally = fields.id("tally")?;
    let meter = match fields.texts_opt("readings")? {
        Some(readings) => context.workspace.vote_by(tally, &readings)?,
        None => context.workspace.vote(tally)?,
    };
    Ok(screens::meter(&meter))
}

fn vote_roll(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context.workspace.vote_roll(
        fields.id("tally")?,
        fields.limit()?,
        fields.text_opt("after")?,
    )?;
    Ok(json!({
        "roll": list(&page.items, screens::roll_row), "next": page.next, "total": page.total,
    }))
}

/// A notice, a vote or a hazard for another app, or with `preview` what it would be given.
fn share(context: &Context, fields: &Fields<'_>) -> Answer {
    let (workspace, thing) = (&context.workspace, fields.text("thing")?);
    let language = fields
        .word_opt("lang", Language::from_code)?
        .unwrap_or_default();
    let shared = if fields.flag("preview")? {
        workspace.preview_share(thing, language)?
    } else {
        workspace.share(thing, language)?
    };
    Ok(screens::shared(&shared))
}

/// A picture of a hazard or a notice for another app.
fn share_photo(context: &Context, fields: &Fields<'_>) -> Answer {
    let language = fields
        .word_opt("lang", Language::from_code)?
        .unwrap_or_default();
    let shared = context
        .workspace
        .share_photo(fields.id("photo")?, language)?;
    Ok(screens::shared(&shared))
}

fn shares(context: &Context, _: &Fields<'_>) -> Answer {
    Ok(json!({ "shares": list(&context.workspace.shares()?, screens::share) }))
}
