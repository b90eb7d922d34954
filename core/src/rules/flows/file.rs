//! 事项文件: a matter as a file, with the steps that were taken and the facts of now.
//!
//! Owns the file's model and its form. A library makes the same model of a document's records.

use super::calendar::Calendar;
use super::fault::{Fault, Reason};
use super::form::{self, Cursor, Read, Wrong};
use super::instant::Instant;
use super::pack::{Field, Flow, Pack};
use super::packs;
use super::read_pack::{self, SETTLE};
use super::value::Values;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Role → the members (or households) who hold it.
pub type Roles = BTreeMap<String, BTreeSet<String>>;

/// A matter.
#[derive(Debug, Clone)]
pub struct Matter {
    /// The flow that it was opened with.
    pub flow: Arc<Flow>,
    /// Now.
    pub now: Instant,
    /// The step that opened it, if the document's id binds one.
    pub opening: Option<String>,
    /// Its steps, in any order; ids are distinct and no step comes after itself.
    pub steps: Vec<Step>,
    /// Facts that this store knows beside the document.
    pub facts: Facts,
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its record.
    pub id: String,
    /// The step of the flow.
    pub step: String,
    /// The operation that its author claims.
    pub operation: String,
    /// When he says that he took it.
    pub at: Instant,
    /// Its author.
    pub by: String,
    /// What people call him, in Chinese and in English; none in a file. An explanation calls the step by it, and else by its id.
    pub who: Option<[String; 2]>,
    /// The heads that he saw, each once; the first is the one he continues.
    pub after: Vec<String>,
    /// The values that he recorded.
    pub values: Values,
    /// The fields that amendments changed, with what holds now.
    pub amended: Values,
    /// The fields whose values amendments took away.
    pub removed: BTreeSet<String>,
    /// The number of its photos.
    pub photos: i64,
    /// When a hub or this store first had it.
    pub seen: Option<Instant>,
    /// The judgement of admission on it.
    pub standing: Standing,
    /// Whether its author took it back.
    pub withdrawn: bool,
    /// Roles and their holders by the roster that it cites.
    pub roles: Roles,
}

impl Step {
    /// What it recorded, with what amendments changed, whatever its form says of them.
    #[must_use]
    pub fn holding(&self) -> Values {
        let mut values = self.values.clone();
        values.overlay(&self.amended);
        values.without(&self.removed);
        values
    }
}

/// The judgement of admission on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It takes part.
    Accepted,
    /// Its author doubled his own chain: it takes part if somebody else built on it.
    Forked,
    /// Anything else: it does not take part.
    Other,
}

/// 事实: what a store knows beside the document.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Roles and their holders.
    pub roles: Roles,
    /// Roles whose holders this store cannot name: not nobody, but nobody knows whom.
    pub unknown: BTreeSet<String>,
    /// Tallies by id.
    pub tallies: BTreeMap<String, TallyFact>,
    /// Other matters by id.
    pub matters: BTreeMap<String, MatterFact>,
    /// The words by which this matter goes, by switch.
    pub switches: BTreeMap<String, String>,
    /// The calendar of work.
    pub calendar: Arc<Calendar>,
}

/// A tally, as this store counts it.
#[derive(Debug, Clone)]
pub struct TallyFact {
    /// The rule that it is counted by.
    pub rule: String,
    /// Its outcome.
    pub outcome: String,
    /// The tally that it votes on again.
    pub again: Option<String>,
}

/// Another matter, as this store folds it.
#[derive(Debug, Clone)]
pub struct MatterFact {
    /// Its flow.
    pub flow: String,
    /// Its state; none under conflict.
    pub state: Option<String>,
    /// The states that its line passed.
    pub passed: Vec<String>,
    /// The tallies that its opening names; none where that is not known.
    pub tallies: Option<Vec<String>>,
}

/// Reads a matter file.
///
/// # Errors
/// The first [`Fault`]: not of the form, a step id twice, a circle in `after`, a pack or flow that is not there.
pub fn read(bytes: &[u8]) -> Result<Matter, Fault> {
    let matter = form::read(bytes, matter)?;
    super::graph::order(&matter.steps).map_err(|reason| Fault {
        reason,
        line: None,
        field: Some("steps".to_owned()),
    })?;
    Ok(matter)
}

/// The version of the form.
pub(super) fn version(from: &Cursor<'_, '_>) -> Read<()> {
    from.member("version", |one| {
        if one.whole()? == 1 {
            Ok(())
        } else {
            Err(one.wrong(Reason::Version))
        }
    })
}

/// The pack of a file, written out or by name.
pub(super) fn pack(from: &Cursor<'_, '_>) -> Read<Arc<Pack>> {
    from.member("pack", |one| {
        if one.is_text() {
            packs::find(&one.text()?).ok_or_else(|| one.wrong(Reason::NoPack))
        } else {
            let pack = read_pack::pack(one)?;
            if has_names_twice(&pack) {
                Err(one.wrong(Reason::Twice))
            } else {
                Ok(Arc::new(pack))
            }
        }
    })
}

/// Whether two flows, states, steps, fields or columns share a name, so that a fold would have to choose.
fn has_names_twice(pack: &Pack) -> bool {
    fn twice<'a>(names: impl Iterator<Item = &'a str>) -> bool {
        let mut seen = BTreeSet::new();
        let mut names = names;
        names.any(|name| !seen.insert(name))
    }
    let fields = |fields: &[Field]| {
        twice(fields.iter().map(|field| field.name.as_str()))
            || fields
                .iter()
                .any(|field| twice(field.columns.iter().map(|column| column.name.as_str())))
    };
    twice(pack.flows.iter().map(|flow| flow.name.as_str()))
        || pack.flows.iter().any(|flow| {
            twice(flow.states.iter().map(|state| state.name.as_str()))
                || twice(
                    flow.steps
                        .iter()
                        .map(|step| step.name.as_str())
                        .chain([SETTLE]),
                )
                || flow.steps.iter().any(|step| fields(&step.fields))
        })
}

/// A calendar of work.
pub(super) fn calendar(from: &Cursor<'_, '_>) -> Read<Calendar> {
    let days = |name| {
        Ok::<_, Wrong>(
            from.maybe(name, |list| list.list(form::day))?
                .unwrap_or_default()
                .into_iter()
                .collect(),
        )
    };
    let years = from
        .maybe("years", |list| list.list(form::whole))?
        .unwrap_or_default();
    Ok(Calendar::new(
        years.into_iter().collect(),
        days("off")?,
        days("on")?,
    ))
}

fn matter(from: &Cursor<'_, '_>) -> Read<Matter> {
    version(from)?;
    let pack = pack(from)?;
    let flow = from.member("flow", |one| {
        let name = one.text()?;
        pack.flow(&name)
            .cloned()
            .map(Arc::new)
            .ok_or_else(|| one.wrong(Reason::NoFlow))
    })?;
    let mut ids = BTreeSet::new();
    Ok(Matter {
        flow,
        now: from.member("now", form::instant)?,
        opening: from.maybe("opening", form::text)?,
        steps: from.member("steps", |list| {
            list.list(|one| {
                let step = step(one)?;
                if ids.insert(step.id.clone()) {
                    Ok(step)
                } else {
                    Err(one.wrong(Reason::StepTwice))
                }
            })
        })?,
        facts: from.maybe("facts", facts)?.unwrap_or_default(),
    })
}

fn step(from: &Cursor<'_, '_>) -> Read<Step> {
    let mut seen_once = BTreeSet::new();
    let mut after = from.member("after", form::texts)?;
    after.retain(|id| seen_once.insert(id.clone()));
    let standing = from.maybe("standing", form::text)?;
    Ok(Step {
        id: from.member("id", form::text)?,
        step: from.member("step", form::text)?,
        operation: from.member("operation", form::text)?,
        at: from.member("at", form::instant)?,
        by: from.member("by", form::text)?,
        who: None,
        after,
        values: from
            .maybe("values", |one| one.values())?
            .unwrap_or_default(),
        amended: from
            .maybe("amended", |one| one.values())?
            .unwrap_or_default(),
        removed: from
            .maybe("removed", form::texts)?
            .unwrap_or_default()
            .into_iter()
            .collect(),
        photos: from.maybe("photos", form::whole)?.unwrap_or(0),
        seen: from.maybe("seen", form::instant)?,
        standing: match standing.as_deref() {
            None | Some("accepted") => Standing::Accepted,
            Some("forked") => Standing::Forked,
            Some(_) => Standing::Other,
        },
        withdrawn: from.maybe("withdrawn", form::flag)?.unwrap_or(false),
        roles: from.maybe("roles", roles)?.unwrap_or_default(),
    })
}

fn roles(from: &Cursor<'_, '_>) -> Read<Roles> {
    from.map(|one| Ok(one.texts()?.into_iter().collect()))
}

fn facts(from: &Cursor<'_, '_>) -> Read<Facts> {
    let tally = |one: &Cursor<'_, '_>| {
        Ok(TallyFact {
            rule: one.member("rule", form::text)?,
            outcome: one.member("outcome", form::text)?,
            again: one.maybe("again", form::text)?,
        })
    };
    let matter = |one: &Cursor<'_, '_>| {
        Ok(MatterFact {
            flow: one.member("flow", form::text)?,
            state: one.maybe("state", form::text)?,
            passed: one.maybe("passed", form::texts)?.unwrap_or_default(),
            tallies: one.maybe("tallies", form::texts)?,
        })
    };
    Ok(Facts {
        roles: from.maybe("roles", roles)?.unwrap_or_default(),
        unknown: from
            .maybe("unknown", form::texts)?
            .unwrap_or_default()
            .into_iter()
            .collect(),
        tallies: from
            .maybe("tallies", |map| map.map(tally))?
            .unwrap_or_default(),
        matters: from
            .maybe("matters", |map| map.map(matter))?
            .unwrap_or_default(),
        switches: from
            .maybe("switches", |map| map.map(form::text))?
            .unwrap_or_default(),
        calendar: Arc::new(from.maybe("calendar", calendar)?.unwrap_or_default()),
    })
}
