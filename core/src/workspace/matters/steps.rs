//! 办理: opening a matter and taking its steps. What the form, the flow, a need or the matrix refuses is refused before
//! anything is written.

use super::drafts::StepDraft;
use super::views::StepTaken;
use super::{cited, facts, find, packs};
use crate::admission::{Written, subject_of};
use crate::domain::entry::matter::{MOST_NAMED, Step as Taken, word_of};
use crate::domain::entry::{BodyWords, Entry, Fields, MatterEntry, term};
use crate::domain::{Code, DocId, DocKind, PlaceId, RecordId};
use crate::intake::file_of;
use crate::projection::matter;
use crate::roster::{Level, Roster};
use crate::rules::authority::Operation;
use crate::rules::flows::authoring::{self, ValueFault};
use crate::rules::flows::file::{Facts, Standing, Step};
use crate::rules::flows::pack::{Field, NeedRule, StepKind, Target, Type};
use crate::rules::flows::{
    self, Flaw, Flow, Instant, Matter, Pack, SETTLE, Told, Value, Values, split,
};
use crate::workspace::doors::address;
use crate::workspace::error::Unmet;
use crate::workspace::{Command, Error, ScopeName, Workspace};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The id of a step that is not written yet, in the file by which it is judged.
const DRAFT: &str = "~";

/// A step on its way into a record.
struct Writing<'a> {
    pack: &'a Pack,
    flow: &'a Flow,
    class: DocKind,
    scope: PlaceId,
    /// None for the settling, which records nothing.
    kind: Option<&'a StepKind>,
    values: Values,
    after: Vec<RecordId>,
    about: Vec<DocId>,
}

impl Workspace {
    /// Opens a matter of a flow (its name, or `pack/flow`) at a place. Gives its document and the opening's record.
    ///
    /// # Errors
    /// `flow_unknown`, `flow_off`, `step_misplaced`, `need_unmet`, `place_unknown`, `place_level`, `field_missing`, `field_unknown`,
    /// `field_unfit`, `field_range`, `field_too_long`, `household_unknown`, `not_allowed`; [`Error::Store`].
    pub fn open_matter(
        &self,
        flow: &str,
        scope: &ScopeName,
        draft: &StepDraft,
    ) -> Result<(DocId, StepTaken), Error> {
        self.command(|command| {
            packs::flow(command.roster(), flow)?;
            let scope = address::place(command.roster(), scope, "scope")?;
            let values = |_: &[Field]| draft.values.clone();
            let about = draft.about.clone();
            let (doc, record) = open(command, flow, scope, (&draft.step, about), values)?;
            let opened = Vec::new();
            Ok((doc, StepTaken { record, opened }))
        })
    }

    /// Takes a step of a matter; `settle` decides a conflict. A step that opens another matter writes that one's opening
    /// too, in the same transaction.
    ///
    /// # Errors
    /// `record_unknown`, `flow_unknown` (this store lacks the pack), `step_misplaced`, `need_unmet`, those of the form as in
    /// [`Self::open_matter`], `not_allowed`; [`Error::Store`].
    pub fn take_step(&self, id: DocId, draft: &StepDraft) -> Result<StepTaken, Error> {
        self.command(|command| taken(command, id, draft))
    }
}

/// Takes a step of a matter.
pub(super) fn taken(
    command: &mut Command<'_>,
    id: DocId,
    draft: &StepDraft,
) -> Result<StepTaken, Error> {
    let tx = command.intake.tx;
    let (found, gathered) = find::load(tx, command.roster(), id)?;
    let photos = matter::photos(tx, found.doc)?;
    let now = command.now();
    let (Some((pack, flow)), Some(mut file)) = (
        gathered.flow.clone(),
        file_of(command.roster(), &gathered, &photos, found.scope, now),
    ) else {
        return Err(Error::field("matter", Code::FlowUnknown));
    };
    let kind = flow.step(&draft.step).map(|place| &flow.steps[place]);
    if kind.is_none() && draft.step != SETTLE {
        return Err(Error::field("step", Code::StepMisplaced));
    }
    let fields = kind.map_or(&[][..], |kind| &kind.fields);
    let mut values = named(command, fields, &draft.values)?;
    let after = continued(&file, draft)?;
    let about = draft.about.clone();
    let mut opened = Vec::new();
    if let Some((name, field)) = kind.and_then(|kind| opens(kind, &values)) {
        let line = line_values(&file, &after);
        let mut given = values.clone();
        given.overlay(&draft.opening);
        let (doc, _) = open_beside(command, &pack, name, found.scope, (&line, &given), id)?;
        if let Some(field) = field {
            values.put(field, Value::Text(doc.to_string().into()));
        }
        opened.push(doc);
    }
    let writing = Writing {
        pack: &pack,
        flow: &flow,
        class: found.class,
        scope: found.scope,
        kind,
        values,
        after,
        about,
    };
    judge(command, &writing, &mut file)?;
    let (_, record) = write(command, &writing, Some(id))?;
    Ok(StepTaken { record, opened })
}

/// Opens a matter of a flow at a place, by a step and about documents; what the step records, `values` says for its fields.
pub(in crate::workspace) fn open(
    command: &mut Command<'_>,
    flow: &str,
    scope: PlaceId,
    (step, about): (&str, Vec<DocId>),
    values: impl FnOnce(&[Field]) -> Values,
) -> Result<(DocId, RecordId), Error> {
    let (pack, flow) = packs::offered(command.roster(), flow, scope)?;
    if !lies_at(command.roster(), &flow, scope) {
        return Err(Error::field("scope", Code::PlaceUnknown));
    }
    let kind = opening_of(&flow, step)?;
    let writing = Writing {
        class: class_of(&flow)?,
        pack: &pack,
        flow: &flow,
        scope,
        kind: Some(kind),
        values: named(command, &kind.fields, &values(&kind.fields))?,
        after: Vec::new(),
        about,
    };
    let mut matter = empty((&pack, &flow), scope, command);
    judge(command, &writing, &mut matter)?;
    write(command, &writing, None)
}

/// The class of a flow's documents.
fn class_of(flow: &Flow) -> Result<DocKind, Error> {
    let class = flow.class.as_deref().and_then(DocKind::from_name);
    class
        .filter(|class| class.holds_matters())
        .ok_or(Error::field("flow", Code::FlowUnknown))
}

/// Whether a flow is opened in places of this level.
pub(super) fn lies_at(roster: &Roster, flow: &Flow, scope: PlaceId) -> bool {
    let level = roster.place(scope).map(|place| level_name(place.level));
    flow.at.is_empty() || level.is_some_and(|level| flow.at.iter().any(|at| at == level))
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Community => "community",
        Level::Compound => "compound",
        Level::Building => "building",
        Level::Stairwell => "stairwell",
    }
}

/// The opening step of a name; the first where none is named.
fn opening_of<'a>(flow: &'a Flow, name: &str) -> Result<&'a StepKind, Error> {
    let mut openings = flow.steps.iter().filter(|step| step.from.is_opening());
    openings
        .find(|step| name.is_empty() || step.name == name)
        .ok_or(Error::field("step", Code::StepMisplaced))
}

fn empty((pack, flow): (&Pack, &Flow), scope: PlaceId, command: &Command<'_>) -> Matter {
    let roster = command.roster();
    let switches = crate::intake::switches_at(roster, pack, flow, scope, roster.tip().index);
    Matter {
        flow: Arc::new(flow.clone()),
        now: Instant(command.now().0),
        opening: None,
        steps: Vec::new(),
        facts: Facts {
            switches,
            calendar: Arc::clone(flows::packs::calendar()),
            ..Facts::default()
        },
    }
}

/// The heads that a step names: those that its author says, or the only one.
fn continued(file: &Matter, draft: &StepDraft) -> Result<Vec<RecordId>, Error> {
    if !draft.continues.is_empty() {
        return Ok(draft.continues.clone());
    }
    let heads = flows::summary(file).heads;
    let known: Vec<RecordId> = heads.iter().filter_map(|id| id.parse().ok()).collect();
    match known.as_slice() {
        [_] => Ok(known),
        [] => Err(Error::field("matter", Code::StepMisplaced)),
        _ => Err(Error::field("continues", Code::FieldMissing)),
    }
}

/// The flow of which a step opens a matter, and the field that names that one; none where it names one already.
fn opens<'a>(kind: &'a StepKind, values: &Values) -> Option<(&'a str, Option<&'a str>)> {
    let name = match kind.opens.as_ref()? {
        Target::One(name) => name,
        Target::By { field, cases } => cases.get(values.get(field)?.text()?)?,
    };
    let field = kind
        .fields
        .iter()
        .find(|field| field.kind == Type::Doc && field.name == *name)
        .map(|field| field.name.as_str());
    let is_named = field.is_some_and(|field| values.get(field).is_some());
    (!is_named).then_some((name, field))
}

/// What the main steps on a head's line recorded last.
fn line_values(file: &Matter, after: &[RecordId]) -> Values {
    let mut values = Values::default();
    let last = after.first().map(RecordId::to_string);
    let line = cited::line_back(file, last.as_deref());
    for step in line.into_iter().rev() {
        values.overlay(&step.holding());
    }
    values
}

/// Writes the opening of another matter, about this one, in the narrowest place around it where its flow is opened. It records what is
/// given, and what `line` recorded before under the same names as far as its fields take that: a word of one flow may be none of another.
fn open_beside(
    command: &mut Command<'_>,
    pack: &Arc<Pack>,
    name: &str,
    scope: PlaceId,
    (line, given): (&Values, &Values),
    about: DocId,
) -> Result<(DocId, RecordId), Error> {
    let roster = command.roster();
    // Of the matter's own pack if that has the flow; which edition, the place says.
    let own = format!("{}/{name}", pack.name);
    let name = if pack.flow(name).is_some() {
        own.as_str()
    } else {
        name
    };
    let (_, newest) = packs::flow(roster, name)?;
    let place = std::iter::once(scope)
        .chain(roster.ancestors(scope))
        .find(|place| lies_at(roster, &newest, *place))
        .ok_or(Error::field("matter", Code::PlaceUnknown))?;
    let (pack, flow) = packs::offered(roster, name, place)?;
    let kind = opening_of(&flow, "")?;
    let shared = Values::new(
        kind.fields
            .iter()
            .filter_map(|field| {
                let before = || line.get(&field.name).filter(|value| field.takes(value));
                let value = given.get(&field.name).or_else(before)?;
                Some((field.name.as_str().into(), value.clone()))
            })
            .collect(),
    );
    let writing = Writing {
        class: class_of(&flow)?,
        pack: &pack,
        flow: &flow,
        scope: place,
        kind: Some(kind),
        values: named(command, &kind.fields, &shared)?,
        after: Vec::new(),
        about: vec![about],
    };
    let mut matter = empty((&pack, &flow), place, command);
    judge(command, &writing, &mut matter)?;
    write(command, &writing, None)
}

/// Values with ids in place of what people call things, and ids of nothing refused.
pub(super) fn named(
    command: &Command<'_>,
    fields: &[Field],
    values: &Values,
) -> Result<Values, Error> {
    let one = |field: &Field, value: &Value| -> Result<Value, Error> {
        let Some(text) = value.text() else {
            return Ok(value.clone());
        };
        let unfit = || Error::value(&field.name, Code::FieldUnfit);
        let id = match field.kind {
            Type::Household => {
                let home = address::home(command.intake.tx, command.roster(), text, "values")?;
                home.household.to_string()
            }
            Type::Place => match text.parse::<PlaceId>() {
                Ok(id) if command.roster().place(id).is_some() => id.to_string(),
                _ => {
                    let found = command.roster().parse_scope(text);
                    found
                        .map_err(|_| Error::value(&field.name, Code::PlaceUnknown))?
                        .to_string()
                }
            },
            Type::Member => {
                let id = text.parse().map_err(|_| unfit())?;
                let known = command.roster().member(id);
                known.ok_or_else(|| Error::value(&field.name, Code::MemberUnknown))?;
                text.to_owned()
            }
            Type::Doc | Type::Tally | Type::Person => {
                text.parse::<DocId>().map_err(|_| unfit())?;
                text.to_owned()
            }
            // Whatever names somebody in words belongs into a text.
            Type::Body if word_of(text) != text => return Err(unfit()),
            _ => text.to_owned(),
        };
        Ok(Value::Text(id.into()))
    };
    let mut members: Vec<(Box<str>, Value)> = Vec::new();
    for (name, value) in values.iter() {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            members.push((name.into(), value.clone()));
            continue;
        };
        let value = match value {
            Value::List(items) => {
                let item = |item: &Value| match item {
                    Value::Row(row) => Ok(Value::Row(named(command, &field.columns, row)?)),
                    plain => one(field, plain),
                };
                Value::List(items.iter().map(item).collect::<Result<_, Error>>()?)
            }
            plain => one(field, plain)?,
        };
        members.push((name.into(), value));
    }
    Ok(Values::new(members))
}

/// Refuses what the form of a step does not allow: the first that is wrong.
pub(super) fn must_fit(kind: &StepKind, values: &Values) -> Result<(), Error> {
    match authoring::faults(kind, values).into_iter().next() {
        None => Ok(()),
        Some((place, why)) => {
            let is_text = values
                .get(&place)
                .is_some_and(|value| value.text().is_some());
            let code = match why {
                ValueFault::Unknown => Code::FieldUnknown,
                ValueFault::Missing => Code::FieldMissing,
                ValueFault::Unfit => Code::FieldUnfit,
                ValueFault::TooMuch(_) if is_text => Code::FieldTooLong,
                ValueFault::TooLittle(_) | ValueFault::TooMuch(_) => Code::FieldRange,
            };
            Err(Error::value(&place, code))
        }
    }
}

/// Refuses a step that the form, the matrix, the flow or a need does not allow. `matter` holds the steps before it.
fn judge(command: &Command<'_>, writing: &Writing<'_>, matter: &mut Matter) -> Result<(), Error> {
    match writing.kind {
        Some(kind) => must_fit(kind, &writing.values)?,
        // The settling records nothing.
        None if !writing.values.is_empty() => {
            return Err(Error::field("values", Code::FieldUnknown));
        }
        None => {}
    }
    let (roster, scope) = (command.roster(), writing.scope);
    let operation = writing.operation()?;
    command.check(operation, scope)?;
    let roles = crate::intake::roles_at(roster, writing.flow, scope, roster.tip().index);
    matter.facts.roles = roles;
    matter.steps.push(Step {
        id: DRAFT.to_owned(),
        step: writing.name().to_owned(),
        operation: operation.name().to_owned(),
        at: matter.now,
        by: command.member()?.to_string(),
        who: None,
        after: writing.after.iter().map(RecordId::to_string).collect(),
        values: writing.values.clone(),
        amended: Values::default(),
        removed: BTreeSet::new(),
        photos: 0,
        seen: None,
        standing: Standing::Accepted,
        withdrawn: false,
        roles: flows::file::Roles::new(),
    });
    facts::complete(
        command.intake.tx,
        roster,
        (command.keys.device(), scope),
        matter,
    )?;
    let answer = flows::fold(matter);
    let is_draft = |id: &String| id == DRAFT;
    let lists = [&answer.misplaced, &answer.waiting, &answer.held];
    if lists.into_iter().flatten().any(is_draft) {
        return Err(Error::field("step", Code::StepMisplaced));
    }
    match answer.flaws.iter().find(|flaw| is_draft(&flaw.step)) {
        Some(flaw) => Err(unmet(writing, matter, flaw)),
        None => {
            let Some(kind) = writing.kind else {
                return Ok(());
            };
            let tx = command.intake.tx;
            cited::must_count(tx, kind, &writing.values)?;
            cited::must_stand(tx, (roster, command.keys.device()), kind, matter, DRAFT)
        }
    }
}

fn unmet(writing: &Writing<'_>, matter: &Matter, flaw: &Flaw) -> Error {
    let own = writing.kind.and_then(|kind| {
        kind.needs.iter().find_map(|need| match &need.rule {
            NeedRule::Not { clause, .. } if flaw.need == "not" => clause.clone(),
            _ => None,
        })
    });
    let own = own.or_else(|| match &flaw.told {
        Told::Switch { switch, .. } => {
            let mut switches = writing.flow.switches.iter();
            switches.find(|one| one.name == *switch)?.clause.clone()
        }
        _ => None,
    });
    let [zh, en] = flows::need_in_words(matter, flaw);
    Error::NeedUnmet(Box::new(Unmet {
        need: flaw.need,
        numbers: flaw.told.numbers(),
        zh,
        en,
        clause: own.or_else(|| writing.kind.and_then(|kind| kind.clause.clone())),
    }))
}

impl Writing<'_> {
    fn name(&self) -> &str {
        self.kind.map_or(SETTLE, |kind| &kind.name)
    }

    fn operation(&self) -> Result<Operation, Error> {
        let name = self.kind.map_or(&self.flow.settle, |kind| &kind.may);
        Operation::from_name(name).ok_or(Error::field("flow", Code::FlowUnknown))
    }
}

/// Writes a step into its document; an opening step's follows from its place in the chain, or from place and period.
fn write(
    command: &mut Command<'_>,
    writing: &Writing<'_>,
    doc: Option<DocId>,
) -> Result<(DocId, RecordId), Error> {
    let fields = writing.kind.map_or(&[][..], |kind| &kind.fields);
    let (structure, words) = split::part(fields, &writing.values);
    let period = writing.values.get("period").and_then(Value::text);
    let one_per = period
        .filter(|_| doc.is_none() && writing.flow.one_per_period)
        .map(word_of);
    let step = Taken {
        pack: term::key_of(&writing.pack.name),
        edition: term::key_of(&writing.pack.edition),
        flow: term::key_of(&writing.flow.name),
        step: term::key_of(writing.name()),
        operation: writing.operation()?.name().to_owned(),
        one_per,
        after: writing.after.clone(),
        values: structure,
        about: about(writing, fields),
        at: command.now(),
    };
    let entry = Entry::Matter(writing.class, MatterEntry::Step(step));
    // More fields, items or heads than any receiver takes.
    if Entry::from_bytes(writing.class, &entry.to_bytes()).is_err() {
        return Err(Error::field("values", Code::FieldRange));
    }
    let words = body(words);
    let scope = writing.scope;
    let doc = match doc {
        Some(doc) => doc,
        None => {
            let (chain, seq) = command.next_in(scope)?;
            let written = Written {
                scope,
                author: command.keys.device(),
                chain,
                seq,
            };
            let subject = subject_of(&entry, written).unwrap_or_default();
            command.doc(writing.class, &subject)
        }
    };
    let record = command.write_into(scope, doc, &entry, words)?;
    Ok((doc, record))
}

/// The documents that a step is about: those that its author names, and those that its values are.
fn about(writing: &Writing<'_>, fields: &[Field]) -> Vec<DocId> {
    let mut about = writing.about.clone();
    let documents = fields
        .iter()
        .filter(|field| matches!(field.kind, Type::Doc | Type::Tally));
    for field in documents {
        let named: Vec<&Value> = match writing.values.get(&field.name) {
            Some(Value::List(items)) => items.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for id in named.into_iter().filter_map(Value::text) {
            if let Ok(id) = id.parse::<DocId>()
                && about.len() < MOST_NAMED
                && !about.contains(&id)
            {
                about.push(id);
            }
        }
    }
    about
}

/// Words as a body, if there are any.
pub(super) fn body(words: Fields) -> Option<BodyWords> {
    (!words.is_empty()).then_some(BodyWords::Fields(words))
}
