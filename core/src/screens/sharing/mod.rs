//! 分享: a notice, how far a vote has come, or a hazard, in a few lines for another app (owners' groups live in messengers), and its pictures.
//! Names, doors and telephone numbers are masked, the last line says whose phone it was and when, and this store keeps that it was.

mod masking;
mod pictures;

use super::vote::Meter;
use crate::domain::{Code, DocId, DocKind, ThingKind, Timestamp};
use crate::projection::{home, register};
use crate::roster::Roster;
use crate::rules::counting::Outcome;
use crate::rules::pages::Language;
use crate::store::{Connection, document};
use crate::workspace::rounds::hazards;
use crate::workspace::{Error, MatterView, MemberRef, PhotoView, Workspace};
use masking::Mask;

/// What another app is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedText {
    /// Its first line, masked.
    pub title: String,
    /// All of it, masked; once it was shared, with the line that says by whose phone. Of a picture that line alone.
    pub text: String,
    /// Its number in this store's list of what was shared; none of a preview.
    pub number: Option<u64>,
    /// Its pictures that may be shared too, each by [`Workspace::share_photo`], in the order in which they were taken; none of a vote.
    pub photos: Vec<PhotoView>,
}

/// What is said of a thing before it is masked.
struct Told {
    kind: ThingKind,
    lines: Vec<String>,
}

impl Told {
    /// Its first line.
    fn title(&self) -> &str {
        self.lines.first().map_or("", String::as_str)
    }
}

impl Workspace {
    /// What [`Self::share`] would give, without its last line: nothing is kept of that.
    ///
    /// # Errors
    /// `record_unknown`, `not_for_sharing` (`thing`); [`Error::Store`].
    pub fn preview_share(&self, thing: &str, language: Language) -> Result<SharedText, Error> {
        let told = self.masked(thing, language)?;
        Ok(SharedText {
            title: told.title().to_owned(),
            text: told.lines.join("\n"),
            number: None,
            photos: self.pictures(thing)?,
        })
    }

    /// A notice, a vote or a hazard by its id, for another app: masked, with a last line that says whose phone gave it and
    /// when. That it was given stands in [`Self::shares`].
    ///
    /// # Errors
    /// `record_unknown`, `not_for_sharing` (`thing`); [`Error::Store`].
    pub fn share(&self, thing: &str, language: Language) -> Result<SharedText, Error> {
        let mut told = self.masked(thing, language)?;
        let title = told.title().to_owned();
        let photos = self.pictures(thing)?;
        let (line, number) = self.given(told.kind, thing.trim(), &title, language)?;
        told.lines.push(line);
        Ok(SharedText {
            title,
            text: told.lines.join("\n"),
            number: Some(number),
            photos,
        })
    }

    /// Notes that something is given. The line that says by whose phone, when and under which number; and that number.
    fn given(
        &self,
        kind: ThingKind,
        thing: &str,
        title: &str,
        language: Language,
    ) -> Result<(String, u64), Error> {
        let (at, roster) = (self.now(), self.roster()?);
        let (_, member) = self.whose();
        let member = member.ok_or(Error::state(Code::NotEnrolled))?;
        let said = MemberRef::of(&roster, member).said;
        let number = self.note_share(kind, thing, title, at)?;
        let minute = minute(at);
        let line = match language {
            Language::Zh => format!("—— {} 的手机 {minute} 分享，第 {number} 次", said.zh),
            Language::En => format!(
                "— shared by the phone of {}, {minute}, no. {number}",
                said.en
            ),
        };
        Ok((line, number))
    }

    /// The pictures of a thing that may be shared.
    fn pictures(&self, thing: &str) -> Result<Vec<PhotoView>, Error> {
        let Ok(id) = thing.trim().parse::<DocId>() else {
            return Ok(Vec::new());
        };
        self.view(|connection, _| {
            for kind in pictures::KINDS {
                if let Some(doc) = document::find(connection, id, kind)? {
                    return self.photo_views(connection, pictures::of_doc(connection, kind, doc)?);
                }
            }
            Ok(Vec::new())
        })
    }

    fn masked(&self, thing: &str, language: Language) -> Result<Told, Error> {
        let told = self.told(thing.trim(), language)?;
        let mask = self.view(|connection, _| {
            Ok(Mask::of(
                register::names(connection)?
                    .into_iter()
                    .filter_map(|row| row.value),
                home::all(connection)?.into_iter().map(|home| home.room),
            ))
        })?;
        let lines = told.lines.iter().map(|line| mask.over(line, language));
        Ok(Told {
            kind: told.kind,
            lines: lines.collect(),
        })
    }

    fn told(&self, thing: &str, language: Language) -> Result<Told, Error> {
        let unknown = || Error::field("thing", Code::RecordUnknown);
        let unfit = || Error::field("thing", Code::NotForSharing);
        let id: DocId = thing.parse().map_err(|_| unknown())?;
        if let Some(told) =
            self.view(|connection, roster| hazard(connection, roster, id, language))?
        {
            return Ok(told);
        }
        match self.thing(thing)?.kind {
            ThingKind::Tally => Ok(vote(&self.vote(id)?, language)),
            ThingKind::Matter => {
                let view = self.matter(id)?;
                if view.kind != DocKind::Notice {
                    return Err(unfit());
                }
                Ok(notice(&view, language))
            }
            _ => Err(unfit()),
        }
    }
}

/// A moment to the minute at +08:00.
fn minute(at: Timestamp) -> String {
    let text = at.to_rfc3339();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

fn hazard(
    connection: &Connection,
    roster: &Roster,
    id: DocId,
    language: Language,
) -> Result<Option<Told>, Error> {
    let Some(doc) = document::find(connection, id, DocKind::Hazard)? else {
        return Ok(None);
    };
    let listed = hazards::by_doc(connection, doc)?;
    let view = listed.and_then(|listed| hazards::Named::of(roster).view(&listed));
    Ok(view.map(|view| {
        let severity = language.pick(view.severity.zh(), view.severity.en());
        let place = language.pick(&view.place_said.zh, &view.place_said.en);
        let mut lines = vec![
            match language {
                Language::Zh => format!("【隐患】{}（{severity}）", view.kind_said.zh),
                Language::En => format!("Hazard: {} ({severity})", view.kind_said.en),
            },
            format!("{place} · {}", minute(view.at)),
        ];
        lines.extend(
            view.text
                .iter()
                .flat_map(|text| text.lines())
                .map(str::to_owned),
        );
        Told {
            kind: ThingKind::Hazard,
            lines,
        }
    }))
}

fn notice(view: &MatterView, language: Language) -> Told {
    let place = language.pick(&view.place_said.zh, &view.place_said.en);
    let field = |name: &str| view.values.get(name).and_then(|value| value.text());
    let title = field("title").unwrap_or_else(|| language.pick(&view.title.zh, &view.title.en));
    let mut lines = vec![match language {
        Language::Zh => format!("【公告】{title}"),
        Language::En => format!("Notice: {title}"),
    }];
    lines.push(match &view.state {
        Some(state) => format!("{place} · {}", language.pick(&state.zh, &state.en)),
        None => place.to_owned(),
    });
    lines.extend(
        field("text")
            .into_iter()
            .flat_map(str::lines)
            .map(str::to_owned),
    );
    Told {
        kind: ThingKind::Matter,
        lines,
    }
}

fn vote(meter: &Meter, language: Language) -> Told {
    let heads = &meter.heads;
    let title = meter.title.as_deref().unwrap_or_default();
    let outcome = meter
        .outcome
        .map(|outcome| language.pick(outcome.zh(), outcome.en()));
    let yes = if heads.yes_low == heads.yes_high {
        heads.yes_low.to_string()
    } else {
        format!("{}–{}", heads.yes_low, heads.yes_high)
    };
    let need = heads.yes_need.map(|need| need.to_string());
    let deadline = minute(meter.deadline);
    let mut lines = match language {
        Language::Zh => vec![
            format!("【表决】{title}"),
            format!(
                "参与至少 {} / {}，需要 {}",
                heads.have, heads.of, heads.need
            ),
            match need {
                Some(need) => format!("同意 {yes}，需要 {need}"),
                None => format!("同意 {yes}"),
            },
            format!("截止 {deadline}，{}", meter.state.zh()),
        ],
        Language::En => vec![
            format!("Vote: {title}"),
            format!(
                "Taking part: at least {} of {}, needed {}",
                heads.have, heads.of, heads.need
            ),
            match need {
                Some(need) => format!("Yes: {yes}, needed {need}"),
                None => format!("Yes: {yes}"),
            },
            format!("Until {deadline}, {}", meter.state.en()),
        ],
    };
    let is_final = meter.certain;
    let undecided = meter.outcome == Some(Outcome::Undecided);
    lines.extend(outcome.map(|outcome| match (is_final, language) {
        (true, _) => outcome.to_owned(),
        // It says itself that it is open.
        (false, Language::Zh) if undecided => format!("目前：{outcome}"),
        (false, Language::En) if undecided => format!("So far: {outcome}"),
        (false, Language::Zh) => format!("目前：{outcome}（未定）"),
        (false, Language::En) => format!("So far: {outcome} (not certain)"),
    }));
    Told {
        kind: ThingKind::Tally,
        lines,
    }
}
