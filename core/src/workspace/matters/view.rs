//! A matter on one screen.

use super::changes::{comments, photos};
use super::told::Teller;
use super::views::{MatterView, NextView, StepStanding, StepView};
use super::{facts, find};
use crate::domain::{DeviceId, DocId, PlaceId, RecordId, Role, Timestamp};
use crate::intake::{Gathered, file_of, values_of};
use crate::projection::matter::{self, EntryRow};
use crate::roster::Roster;
use crate::rules::authority::{Operation, Permission, cell, open_to};
use crate::rules::flows::file::Step;
use crate::rules::flows::pack::Title;
use crate::rules::flows::{self, Answer, Flow, Matter, SETTLE, Values};
use crate::store::{Connection, record};
use crate::workspace::place_ref;
use crate::workspace::{Error, MemberRef, Said, Workspace};
use std::collections::BTreeMap;

/// A time further than this from when a step was first seen is marked.
const FAR_MS: u64 = 7 * 24 * 3_600_000;

/// A title as it is said; the bare name where a language lacks.
pub(crate) fn said(title: &Title, name: &str) -> Said {
    let or = |words: &Option<String>| words.clone().unwrap_or_else(|| name.to_owned());
    Said {
        zh: or(&title.zh),
        en: or(&title.en),
    }
}

/// A state's title.
pub(super) fn state_said(flow: &Flow, name: &str) -> Said {
    let state = flow.states.iter().find(|state| state.name == name);
    state.map_or_else(
        || said(&Title::default(), name),
        |state| said(&state.title, name),
    )
}

pub(super) fn step_said(flow: Option<&Flow>, name: &str) -> Said {
    let kind = flow.and_then(|flow| flow.step(name).map(|place| &flow.steps[place]));
    match kind {
        Some(kind) => said(&kind.title, name),
        None if name == SETTLE => Said {
            zh: "裁定".to_owned(),
            en: "settle".to_owned(),
        },
        None => said(&Title::default(), name),
    }
}

impl Workspace {
    /// One matter: its steps and state, what may be done next and by whom, clocks, conflicts, links, and an explanation.
    ///
    /// # Errors
    /// `record_unknown`; [`Error::Store`].
    pub fn matter(&self, id: DocId) -> Result<MatterView, Error> {
        let (device, now) = (self.shown.device(), self.clock.now());
        self.view(|connection, roster| {
            let (found, gathered) = find::load(connection, roster, id)?;
            let photos = photos(connection, found.doc)?;
            let mut file = file_of(roster, &gathered, &photos, found.scope, now);
            if let Some(file) = &mut file {
                facts::complete(connection, roster, (device, found.scope), file)?;
                for step in &mut file.steps {
                    let author = step.by.parse().ok();
                    let said = author.map(|author| MemberRef::of(roster, author).said);
                    step.who = said.map(|said| [said.zh, said.en]);
                }
            }
            let answer = file.as_ref().map(flows::fold);
            let flow = gathered.flow.as_ref().map(|(_, flow)| &**flow);
            let opened = gathered.opened().cloned();
            let name = |known: Option<&str>, key: Option<&String>| {
                known.map_or_else(|| key.cloned().unwrap_or_default(), str::to_owned)
            };
            let pack = gathered.flow.as_ref().map(|(pack, _)| pack);
            let flow_name = name(
                flow.map(|flow| flow.name.as_str()),
                opened.as_ref().map(|step| &step.flow),
            );
            let mut about: Vec<DocId> = gathered
                .steps
                .iter()
                .filter_map(|row| row.entry.step())
                .flat_map(|step| step.about.iter().copied())
                .collect();
            about.sort_unstable();
            about.dedup();
            let mut steps = steps(roster, &gathered, file.as_ref(), answer.as_ref(), &photos);
            let teller = Teller::new(connection, roster);
            for step in &mut steps {
                let kind = flow.and_then(|flow| flow.step(&step.step).map(|at| &flow.steps[at]));
                let fields = kind.map_or(&[][..], |kind| &kind.fields);
                step.told = teller.values(fields, &step.values)?;
            }
            let state = answer.as_ref().and_then(|answer| answer.state.as_deref());
            Ok(MatterView {
                matter: id,
                kind: found.class,
                scope: roster.scope_name(found.scope),
                place_said: place_ref::said(roster, found.scope),
                pack: name(
                    pack.map(|pack| pack.name.as_str()),
                    opened.as_ref().map(|step| &step.pack),
                ),
                edition: name(
                    pack.map(|pack| pack.edition.as_str()),
                    opened.as_ref().map(|step| &step.edition),
                ),
                title: flow.map_or_else(
                    || said(&Title::default(), &flow_name),
                    |flow| said(&flow.title, &flow_name),
                ),
                flow: flow_name,
                state: state.zip(flow).map(|(state, flow)| state_said(flow, state)),
                steps,
                values: line_values(file.as_ref(), answer.as_ref()),
                next: answer
                    .as_ref()
                    .zip(flow)
                    .map(|(answer, flow)| next(roster, device, found.scope, flow, answer))
                    .unwrap_or_default(),
                answer,
                comments: comments(roster, &gathered.comments),
                about,
                named_by: matter::about(connection, id)?,
            })
        })
    }
}

fn standing(answer: Option<&Answer>, strangers: &[RecordId], row: &EntryRow) -> StepStanding {
    let Some(answer) = answer else {
        return StepStanding::Unknown;
    };
    let id = row.id.to_string();
    let lists = [
        (&answer.overruled, StepStanding::Overruled),
        (&answer.misplaced, StepStanding::Misplaced),
        (&answer.waiting, StepStanding::Waiting),
        (&answer.held, StepStanding::Held),
        (&answer.withdrawn, StepStanding::Withdrawn),
    ];
    let listed = lists.into_iter().find(|(ids, _)| ids.contains(&id));
    match listed {
        Some((_, standing)) => standing,
        None if strangers.contains(&row.id) => StepStanding::Misplaced,
        None if !row.state.is_accepted() => StepStanding::Out,
        None => StepStanding::Line,
    }
}

/// The steps of a matter by time; a table says their values cell by cell, so nothing is [`StepView::told`] here.
pub(super) fn steps(
    roster: &Roster,
    gathered: &Gathered,
    file: Option<&Matter>,
    answer: Option<&Answer>,
    photos: &BTreeMap<RecordId, i64>,
) -> Vec<StepView> {
    let flow = gathered.flow.as_ref().map(|(_, flow)| &**flow);
    let mut shown: Vec<StepView> = gathered
        .steps
        .iter()
        .filter_map(|row| {
            let step = row.entry.step()?;
            let id = row.id.to_string();
            let taken = file.and_then(|file| file.steps.iter().find(|step| step.id == id));
            let name = taken.map_or(step.step.as_str(), |taken| &taken.step);
            let mut values = values_of(flow, row);
            let amended = answer.is_some_and(|answer| answer.amended.contains(&id));
            if let Some(taken) = taken.filter(|_| amended) {
                values.overlay(&taken.amended);
                values.without(&taken.removed);
            }
            let erased = row.erased
                || gathered
                    .changes
                    .get(&row.id)
                    .is_some_and(|changes| changes.iter().any(|change| change.erased));
            Some(StepView {
                record: row.id,
                step: name.to_owned(),
                title: step_said(flow, name),
                at: step.at,
                far: record::known(row.seen)
                    .is_some_and(|seen| seen.0.abs_diff(step.at.0) > FAR_MS),
                by: row.member,
                who: MemberRef::of(roster, row.member),
                after: step.after.clone(),
                values,
                told: Vec::new(),
                amended,
                erased,
                photos: photos.get(&row.id).copied().unwrap_or(0),
                standing: standing(answer, &gathered.strangers, row),
            })
        })
        .collect();
    let depths = depths(&shown);
    shown.sort_by_key(|step| (step.at, depths.get(&step.record).copied(), step.record));
    shown
}

/// How many steps lie before each at most, so that two of one moment stand in the order in which they were taken. Steps of a
/// circle have none.
fn depths(steps: &[StepView]) -> BTreeMap<RecordId, usize> {
    let here: BTreeMap<RecordId, usize> = (0..)
        .zip(steps)
        .map(|(at, step)| (step.record, at))
        .collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    let mut open = vec![0_usize; steps.len()];
    for (at, step) in steps.iter().enumerate() {
        for before in step.after.iter().filter_map(|id| here.get(id)) {
            followers[*before].push(at);
            open[at] += 1;
        }
    }
    let mut depth = vec![0_usize; steps.len()];
    let mut ready: Vec<usize> = (0..steps.len()).filter(|at| open[*at] == 0).collect();
    let mut depths = BTreeMap::new();
    while let Some(at) = ready.pop() {
        depths.insert(steps[at].record, depth[at]);
        for follower in &followers[at] {
            depth[*follower] = depth[*follower].max(depth[at] + 1);
            open[*follower] -= 1;
            if open[*follower] == 0 {
                ready.push(*follower);
            }
        }
    }
    depths
}

/// What the main steps on the line of the first head recorded last.
pub(super) fn line_values(file: Option<&Matter>, answer: Option<&Answer>) -> Values {
    let mut values = Values::default();
    let (Some(file), Some(answer)) = (file, answer) else {
        return values;
    };
    for step in line(file, answer) {
        values.overlay(&recorded(answer, step));
    }
    values
}

/// The steps of the first head's line, from the opening on.
pub(super) fn line<'a>(file: &'a Matter, answer: &Answer) -> Vec<&'a Step> {
    let mut line = Vec::new();
    let mut at = answer.heads.first().cloned();
    while let Some(step) = at.and_then(|id| file.steps.iter().find(|step| step.id == id)) {
        line.push(step);
        at = step.after.first().cloned();
    }
    line.reverse();
    line
}

/// What a step recorded, with what amendments changed.
pub(super) fn recorded(answer: &Answer, step: &Step) -> Values {
    if answer.amended.contains(&step.id) {
        step.holding()
    } else {
        step.values.clone()
    }
}

/// The roles that the matrix gives an operation: those with a mark in the order of its columns, then those that come in by a word
/// alone, each with what that word leaves him.
fn who_may(operation: &str) -> Vec<(Role, Option<Said>)> {
    let marked: Vec<Role> = open_to(operation)
        .iter()
        .filter_map(|name| Role::from_name(name))
        .collect();
    let by_word = Operation::from_name(operation)
        .into_iter()
        .flat_map(|operation| Role::ALL.iter().map(move |role| (*role, operation)))
        .filter(|(role, _)| !marked.contains(role))
        .filter_map(|(role, operation)| {
            let cell = cell(role, operation);
            let part = match cell.words.as_str() {
                "own" => Said::new("本人的", "their own"),
                "own slip" => Said::new("凭本人的票根", "with their own slip"),
                "own body" => Said::new("本组织内", "within their own body"),
                "answer" => Said::new("本人作答", "their own answer"),
                "records" => Said::new("代为记录", "records it for them"),
                "transmits" => Said::new("代为转交", "passes it on"),
                "≥ 20 %" => Said::new("20% 以上联名", "20 % or more together"),
                _ => return None,
            };
            (cell.permission != Permission::No).then_some((role, Some(part)))
        });
    let by_word: Vec<_> = by_word.collect();
    marked
        .into_iter()
        .map(|role| (role, None))
        .chain(by_word)
        .collect()
}

/// Who may do what an operation of the matrix is, where this device's member may not.
pub(in crate::workspace) fn why_not(operation: &str) -> Said {
    let (zh, en): (Vec<String>, Vec<String>) = who_may(operation)
        .into_iter()
        .map(|(role, part)| match part {
            Some(part) => (
                format!("{}（{}）", role.zh(), part.zh),
                format!("{} ({})", role.en(), part.en),
            ),
            None => (role.zh().to_owned(), role.en().to_owned()),
        })
        .unzip();
    if zh.is_empty() {
        return Said::new("这里没有人可以办理", "nobody here may do this");
    }
    Said {
        zh: format!("由下列人员办理：{}", zh.join("、")),
        en: format!("for these to do: {}", en.join(", ")),
    }
}

fn next(
    roster: &Roster,
    device: DeviceId,
    scope: PlaceId,
    flow: &Flow,
    answer: &Answer,
) -> Vec<NextView> {
    let each = answer.next.iter().map(|next| {
        let kind = flow.step(&next.step).map(|place| &flow.steps[place]);
        let may = kind.map_or(&flow.settle, |kind| &kind.may);
        let is_mine = find::may(roster, device, may, scope);
        NextView {
            step: next.step.clone(),
            title: step_said(Some(flow), &next.step),
            continues: next
                .continues
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            may: is_mine,
            why_not: (!is_mine).then(|| why_not(may)),
        }
    });
    each.collect()
}

/// A matter's file as this store knows it, with the facts beside it.
pub(super) fn file(
    connection: &Connection,
    roster: &Roster,
    device: DeviceId,
    now: Timestamp,
    id: DocId,
) -> Result<Option<(Gathered, Matter)>, Error> {
    let (found, gathered) = find::load(connection, roster, id)?;
    let photos = photos(connection, found.doc)?;
    let Some(mut matter) = file_of(roster, &gathered, &photos, found.scope, now) else {
        return Ok(None);
    };
    facts::complete(connection, roster, (device, found.scope), &mut matter)?;
    Ok(Some((gathered, matter)))
}
