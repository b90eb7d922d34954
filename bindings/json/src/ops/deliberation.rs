//! 议题、议程、表决: topics, agendas and tallies (clauses 5.1.3.2.1 and 5.1.3.2.2).

use super::{Context, Op};
use crate::codes::at_field;
use crate::fields::{Fields, Result};
use crate::request::Answer;
use crate::screens;
use crate::show::{self, list, text};
use linli_core::domain::entry::paper::Served;
use linli_core::domain::vocabulary::{
    BallotAuthority, BallotKind, Choice, ServedHow, SheetForm, SignerCapacity, TopicSource,
};
use linli_core::workspace::{
    BallotDraft, ClosingDraft, MotionDraft, PaperDraft, Picture, QuestionDraft, QuestionMotion,
    SheetDraft, SlipView, TallyDraft, TopicDraft,
};
use serde_json::{Map, Value, json};
use std::path::Path;

pub(super) const OPS: &[Op] = &[
    ("collect_topic", collect_topic),
    ("list_topics", list_topics),
    ("edit_agenda", edit_agenda),
    ("agenda", agenda),
    ("list_agendas", list_agendas),
    ("openable_rules", openable_rules),
    ("open_tally", open_tally),
    ("cast_ballot", cast_ballot),
    ("open_question", open_question),
    ("cast_sheet", cast_sheet),
    ("question", question),
    ("vote_again", vote_again),
    ("hand_out_slips", hand_out_slips),
    ("issue_slips", issue_slips),
    ("collecting_done", collecting_done),
    ("sign_in", sign_in),
    ("close_tally", close_tally),
    ("hand_over_key", hand_over_key),
    ("certificate", certificate),
    ("challenge_file", challenge_file),
    ("tally", tally),
    ("list_tallies", list_tallies),
    ("conflicts", conflicts),
    ("resolve", resolve),
];

fn collect_topic(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = TopicDraft {
        source: fields.word("source", TopicSource::from_name)?,
        title: fields.text("title")?.to_owned(),
        text: fields.text("text")?.to_owned(),
        household: fields.owned("household")?,
        scope: fields.scope_opt("scope")?,
    };
    Ok(json!({ "topic": text(context.workspace.collect_topic(draft)?) }))
}

fn list_topics(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .list_topics(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "topics": list(&page.items, show::topic), "next": page.next }))
}

fn edit_agenda(context: &Context, fields: &Fields<'_>) -> Answer {
    let agenda = fields.id_opt("agenda")?;
    let scope = match agenda {
        Some(_) => fields.scope_opt("scope")?,
        None => Some(fields.scope("scope")?),
    };
    let agenda = context.workspace.edit_agenda(
        agenda,
        scope.as_ref(),
        fields.text("field")?,
        fields.text("value")?,
    )?;
    Ok(json!({ "agenda": text(agenda) }))
}

fn agenda(context: &Context, fields: &Fields<'_>) -> Answer {
    Ok(show::agenda(
        &context.workspace.agenda(fields.id("agenda")?)?,
    ))
}

fn list_agendas(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .list_agendas(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "agendas": list(&page.items, show::agenda), "next": page.next }))
}

fn openable_rules(context: &Context, fields: &Fields<'_>) -> Answer {
    let rules = context.workspace.openable_rules(&fields.scope("scope")?)?;
    Ok(Value::Array(rules.iter().map(show::openable).collect()))
}

fn open_tally(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = TallyDraft {
        title: fields.text("title")?.to_owned(),
        rule: fields.text("rule")?.to_owned(),
        voters: fields.voters("voters")?,
        readings: fields.texts_opt("readings")?.unwrap_or_default(),
        deadline: fields.time("deadline")?,
        sheets: fields.sheets("sheets")?,
        key_holders: fields.ids_opt("key_holders")?.unwrap_or_default(),
    };
    let tally = context.workspace.open_tally(draft)?;
    let alike = context.workspace.perhaps_one_owner(tally)?;
    Ok(json!({ "tally": text(tally), "perhaps_one_owner": alike }))
}

fn cast_ballot(context: &Context, fields: &Fields<'_>) -> Answer {
    let kind = fields.word_opt("kind", BallotKind::from_name)?;
    let authority = fields.word_opt("authority", BallotAuthority::from_name)?;
    let draft = BallotDraft {
        tally: fields.id("tally")?,
        voter: fields.text("voter")?.to_owned(),
        choice: fields.word_opt("choice", Choice::from_name)?,
        kind: kind.unwrap_or(BallotKind::Cast),
        authority: authority.unwrap_or(BallotAuthority::Collector),
        slip: fields.owned("slip")?,
        supersedes: fields.ids_opt("supersedes")?,
        paper: fields.object("paper")?.map(paper).transpose()?,
    };
    let tally = draft.tally;
    let ballot = context.workspace.cast_ballot(draft)?;
    let receipt = context.workspace.receipt(tally, ballot)?;
    Ok(json!({ "ballot": text(ballot), "receipt": receipt }))
}

fn open_question(context: &Context, fields: &Fields<'_>) -> Answer {
    let motion = |value: &Value| {
        let map = value.as_object();
        let map = map.ok_or_else(|| at_field("field_type", "motions"))?;
        let fields = Fields::new(map);
        Ok(MotionDraft {
            title: fields.text("title")?.to_owned(),
            rule: fields.text("rule")?.to_owned(),
            readings: fields.texts_opt("readings")?.unwrap_or_default(),
        })
    };
    let motions = fields.list("motions")?.unwrap_or_default();
    let seats = match fields.value("seats") {
        Some(_) => fields.seq("seats")?,
        None => 0,
    };
    let draft = QuestionDraft {
        form: fields.word("form", SheetForm::from_name)?,
        seats: u16::try_from(seats).map_err(|_| at_field("field_range", "seats"))?,
        motions: motions.iter().map(motion).collect::<Result<_>>()?,
        voters: fields.voters("voters")?,
        deadline: fields.time("deadline")?,
        sheets: fields.sheets("sheets")?,
    };
    let tallies = context.workspace.open_question(&draft)?;
    Ok(json!({ "tallies": ids(&tallies) }))
}

fn ids<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

fn cast_sheet(context: &Context, fields: &Fields<'_>) -> Answer {
    let kind = fields.word_opt("kind", BallotKind::from_name)?;
    let authority = fields.word_opt("authority", BallotAuthority::from_name)?;
    let answers = fields.texts_opt("answers")?.unwrap_or_default();
    let answer =
        |word: &String| Choice::from_name(word).ok_or_else(|| at_field("field_unknown", "answers"));
    let draft = SheetDraft {
        tally: fields.id("tally")?,
        voter: fields.text("voter")?.to_owned(),
        answers: answers.iter().map(answer).collect::<Result<_>>()?,
        kind: kind.unwrap_or(BallotKind::Cast),
        authority: authority.unwrap_or(BallotAuthority::Collector),
        slip: fields.owned("slip")?,
        paper: fields.object("paper")?.map(paper).transpose()?,
    };
    let ballots = context.workspace.cast_sheet(&draft)?;
    Ok(json!({ "ballots": ids(&ballots) }))
}

fn question(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.question(fields.id("tally")?)?;
    let motion = |one: &QuestionMotion| {
        json!({
            "tally": text(one.tally), "title": one.title, "outcome": one.outcome.name(),
            "yes_low": one.yes_low, "yes_high": one.yes_high,
        })
    };
    Ok(json!({
        "form": view.form.name(), "seats": view.seats, "motions": list(&view.motions, motion),
        "seated": ids(&view.seated), "tied": ids(&view.tied), "undecided": view.undecided,
        "provisional": view.provisional, "torn": view.torn,
    }))
}

fn vote_again(context: &Context, fields: &Fields<'_>) -> Answer {
    let deadline = fields.time("deadline")?;
    let tally = context
        .workspace
        .vote_again(fields.id("tally")?, deadline)?;
    Ok(json!({ "tally": text(tally) }))
}

/// Service and signature of a sheet.
fn paper(map: &Map<String, Value>) -> Result<PaperDraft> {
    let fields = Fields::new(map);
    Ok(PaperDraft {
        capacity: fields.word("signed_as", SignerCapacity::from_name)?,
        served: fields.object("served")?.map(served).transpose()?,
        mandate: fields.object("mandate")?.map(picture).transpose()?,
    })
}

fn served(map: &Map<String, Value>) -> Result<Served> {
    let fields = Fields::new(map);
    Ok(Served {
        at: fields.time("at")?,
        how: fields.word("how", ServedHow::from_name)?,
    })
}

fn picture(map: &Map<String, Value>) -> Result<Picture> {
    let fields = Fields::new(map);
    Ok(Picture {
        file: fields.path("file")?.to_path_buf(),
        thumbnail: fields.path_opt("thumbnail")?.map(Path::to_path_buf),
        media_type: fields.text_opt("type")?.unwrap_or("image/jpeg").to_owned(),
        caption: fields.owned("caption")?,
    })
}

fn hand_out_slips(context: &Context, fields: &Fields<'_>) -> Answer {
    let voters = fields.texts_opt("voters")?.unwrap_or_default();
    let slips = context
        .workspace
        .hand_out_slips(fields.id("tally")?, &voters)?;
    let show =
        |view: &SlipView| json!({ "voter": view.voter, "slip": view.slip, "code": view.code });
    Ok(json!({ "slips": list(&slips, show) }))
}

fn issue_slips(context: &Context, fields: &Fields<'_>) -> Answer {
    let slips = context
        .workspace
        .issue_slips(&fields.texts("households")?)?;
    let slips = slips.into_iter().map(|view| (view.voter, json!(view.slip)));
    Ok(json!({ "slips": slips.collect::<serde_json::Map<_, _>>() }))
}

fn collecting_done(context: &Context, fields: &Fields<'_>) -> Answer {
    let made = context.workspace.collecting_done(fields.id("tally")?)?;
    Ok(json!({ "return": made.text, "spoken": made.spoken }))
}

fn sign_in(context: &Context, fields: &Fields<'_>) -> Answer {
    let voters = fields.texts("voters")?;
    let present = context.workspace.sign_in(fields.id("tally")?, &voters)?;
    Ok(json!({ "present": present }))
}

fn hand_over_key(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.hand_over_key(fields.id("tally")?)?;
    Ok(json!({ "share": text(record) }))
}

fn close_tally(context: &Context, fields: &Fields<'_>) -> Answer {
    let draft = ClosingDraft {
        tally: fields.id("tally")?,
        returns: fields.returns("returns")?,
    };
    let made = context.workspace.close_tally(&draft)?;
    Ok(json!({ "root": made.root, "closing": text(made.closing) }))
}

fn certificate(context: &Context, fields: &Fields<'_>) -> Answer {
    let certificate = context.workspace.certificate(fields.id("tally")?)?;
    Ok(json!({ "certificate": certificate }))
}

fn challenge_file(context: &Context, fields: &Fields<'_>) -> Answer {
    let (tally, voter) = (fields.id("tally")?, fields.text_opt("voter")?);
    Ok(json!({ "file": context.workspace.challenge_file(tally, voter)? }))
}

fn tally(context: &Context, fields: &Fields<'_>) -> Answer {
    let view = context.workspace.tally(fields.id("tally")?)?;
    Ok(json!({
        "input": view.input, "answer": view.answer, "provisional": view.provisional,
        "state": view.state.name(), "closings": list(&view.closings, show::closing),
        "remarks": list(&view.remarks, show::ballot_remark),
        "seal": view.seal.as_ref().map(screens::seal),
    }))
}

fn list_tallies(context: &Context, _: &Fields<'_>) -> Answer {
    let tallies = context.workspace.list_tallies()?;
    Ok(json!({ "tallies": list(&tallies, show::tally_summary) }))
}

fn conflicts(context: &Context, fields: &Fields<'_>) -> Answer {
    let page = context
        .workspace
        .conflict_list(fields.limit()?, fields.text_opt("after")?)?;
    Ok(json!({ "conflicts": list(&page.items, screens::conflict), "next": page.next }))
}

fn resolve(context: &Context, fields: &Fields<'_>) -> Answer {
    let record = context.workspace.resolve(
        fields.id("document")?,
        fields.text("field")?,
        fields.text("value")?,
    )?;
    Ok(json!({ "record": text(record) }))
}
