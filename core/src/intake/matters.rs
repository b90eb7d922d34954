//! 事项 as they enter: from the entries of a document to what a fold reads, and the row that lists show of it. Knows the
//! packs of this version and those that the roster brought; what a step means, `rules::flows` says.

use super::Intake;
use crate::domain::entry::matter::{Datum, Step as Taken};
use crate::domain::entry::{MatterEntry, term};
use crate::domain::{DocKind, MemberId, PlaceId, RecordId, Role, Standing as Stands, Timestamp};
use crate::projection::list::Position;
use crate::projection::matter::{self, EntryRow, MatterRow, Rest};
use crate::projection::outcome;
use crate::records::{Contested, State};
use crate::roster::Roster;
use crate::rules::flows::file::{Facts, Roles, Standing, Step};
use crate::rules::flows::pack::{NeedRule, StepKind, Switch, Type};
use crate::rules::flows::{self, Flow, Instant, Matter, Pack, Value, Values, packs, split};
use crate::store::{Connection, StoreError, document, record};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The pack of these keys: of this version, or of the community's own.
pub(crate) fn pack_of(roster: &Roster, name: &str, edition: &str) -> Option<Arc<Pack>> {
    packs::find_by_keys(name, edition).or_else(|| {
        let mut own = roster.own_packs();
        own.find(|pack| packs::is_of(pack, name, edition)).cloned()
    })
}

/// Every pack that this store knows.
pub(crate) fn packs_of(roster: &Roster) -> Vec<Arc<Pack>> {
    packs::all()
        .iter()
        .chain(roster.own_packs())
        .cloned()
        .collect()
}

/// A matter as its entries make it.
pub(crate) struct Gathered {
    /// The record that opened it; none while it is not here.
    pub opening: Option<EntryRow>,
    /// Its steps, the opening among them, by id.
    pub steps: Vec<EntryRow>,
    /// Steps of another flow or edition than the opening's.
    pub strangers: Vec<RecordId>,
    /// Amendments and withdrawals that hold, by step.
    pub changes: BTreeMap<RecordId, Vec<EntryRow>>,
    /// Comments.
    pub comments: Vec<EntryRow>,
    /// The pack and the flow, if this store knows them.
    pub flow: Option<(Arc<Pack>, Arc<Flow>)>,
}

impl Gathered {
    /// The names under which the matter was opened.
    pub(crate) fn opened(&self) -> Option<&Taken> {
        self.opening
            .as_ref()
            .or_else(|| self.steps.first())
            .and_then(|row| row.entry.step())
    }
}

/// Puts the entries of a document together.
pub(crate) fn gather(
    connection: &Connection,
    roster: &Roster,
    doc: i64,
    class: DocKind,
) -> Result<Gathered, StoreError> {
    let (mut steps, mut changes, mut comments) = (Vec::new(), Vec::new(), Vec::new());
    for row in matter::entries(connection, doc)? {
        match &row.entry {
            MatterEntry::Step(_) => steps.push(row),
            MatterEntry::Amend { .. } | MatterEntry::Withdraw { .. } => changes.push(row),
            MatterEntry::Comment { .. } => comments.push(row),
            MatterEntry::External { .. } | MatterEntry::Photo { .. } => {}
        }
    }
    let opens = |row: &&EntryRow| row.entry.step().is_some_and(Taken::is_opening);
    let opening = steps.iter().find(opens).cloned();
    let mut gathered = Gathered {
        opening,
        strangers: Vec::new(),
        changes: BTreeMap::new(),
        comments,
        flow: None,
        steps,
    };
    let Some(opened) = gathered.opened().cloned() else {
        return Ok(gathered);
    };
    let same = |step: &Taken| {
        (&step.pack, &step.edition, &step.flow) == (&opened.pack, &opened.edition, &opened.flow)
    };
    let (ours, others) = std::mem::take(&mut gathered.steps)
        .into_iter()
        .partition(|row| row.entry.step().is_some_and(same));
    gathered.steps = ours;
    gathered.strangers = others.iter().map(|row: &EntryRow| row.id).collect();
    gathered.changes = holding(&gathered.steps, changes);
    gathered.flow = pack_of(roster, &opened.pack, &opened.edition).and_then(|pack| {
        let mut flows = pack.flows.iter();
        let flow = flows.find(|flow| {
            term::key_of(&flow.name) == opened.flow && flow.class.as_deref() == Some(class.name())
        })?;
        let flow = Arc::clone(flow);
        Some((pack, flow))
    });
    Ok(gathered)
}

/// Amendments and withdrawals of a step's own author that no other of his replaces, by step.
fn holding(steps: &[EntryRow], changes: Vec<EntryRow>) -> BTreeMap<RecordId, Vec<EntryRow>> {
    let mut by_step: BTreeMap<RecordId, Vec<EntryRow>> = BTreeMap::new();
    for row in changes {
        let target = match &row.entry {
            MatterEntry::Amend { target, .. } | MatterEntry::Withdraw { target, .. } => *target,
            _ => continue,
        };
        let step = steps.iter().find(|step| step.id == target);
        let is_own = step.is_some_and(|step| {
            step.member == row.member && step.entry.operation() == row.entry.operation()
        });
        if is_own && row.state.is_accepted() {
            by_step.entry(target).or_default().push(row);
        }
    }
    for rows in by_step.values_mut() {
        let replaced: BTreeSet<RecordId> = rows
            .iter()
            .flat_map(|row| replaces(&row.entry))
            .copied()
            .collect();
        rows.retain(|row| !replaced.contains(&row.id));
    }
    by_step
}

/// What an amendment or a withdrawal replaces.
fn replaces(entry: &MatterEntry) -> &[RecordId] {
    match entry {
        MatterEntry::Amend { supersedes, .. } | MatterEntry::Withdraw { supersedes, .. } => {
            supersedes
        }
        _ => &[],
    }
}

/// The kind of a step in its flow.
pub(crate) fn kind_of<'a>(flow: &'a Flow, step: &Taken) -> Option<&'a StepKind> {
    flow.steps
        .iter()
        .find(|kind| term::key_of(&kind.name) == step.step)
}

/// A step's values, as far as its form is known.
pub(crate) fn values_of(flow: Option<&Flow>, row: &EntryRow) -> Values {
    let Some(step) = row.entry.step() else {
        return Values::default();
    };
    said(flow.and_then(|flow| kind_of(flow, step)), &step.values, row)
}

/// Values of an entry with the words of its body; by their bare names where the kind of its step is not known.
fn said(kind: Option<&StepKind>, values: &[(String, Datum)], row: &EntryRow) -> Values {
    match kind {
        Some(kind) => split::join(&kind.fields, values, &row.words),
        None => split::bare(values, &row.words),
    }
}

/// Amended values that hold in a step, fields that were taken away among them ([`Value::Null`]); all where its kind is not known.
pub(crate) fn holding_of(kind: Option<&StepKind>, amended: &Values) -> Values {
    let Some(kind) = kind else {
        return amended.clone();
    };
    let mut fields = flows::amending(kind, amended);
    fields.extend(
        amended
            .taken_away()
            .filter(|name| flows::is_amendable(kind, name)),
    );
    let held = fields
        .into_iter()
        .filter_map(|name| Some((name.into(), amended.get(name)?.clone())));
    Values::new(held.collect())
}

/// What an amendment says, [`Value::Null`] under what it takes away; nothing, if it takes its step back.
pub(crate) fn amendment_of(kind: Option<&StepKind>, row: &EntryRow) -> Option<Values> {
    let MatterEntry::Amend {
        values, without, ..
    } = &row.entry
    else {
        return None;
    };
    let mut said = said(kind, values, row);
    for key in without {
        let known = kind.and_then(|kind| {
            let mut fields = kind.fields.iter();
            fields.find(|field| term::key_of(&field.name) == *key)
        });
        said.put(known.map_or(key, |field| &field.name), Value::Null);
    }
    Some(said)
}

/// The fields that amendments changed, with what holds, or [`Value::Null`]: of several that change one field none does.
fn amended_of(kind: Option<&StepKind>, changes: &[EntryRow]) -> Values {
    let mut found: BTreeMap<Box<str>, Option<Value>> = BTreeMap::new();
    for row in changes {
        let Some(values) = amendment_of(kind, row) else {
            continue;
        };
        for (name, value) in values.iter() {
            found
                .entry(name.into())
                .and_modify(|held| *held = None)
                .or_insert_with(|| Some(value.clone()));
        }
    }
    let held = found
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    Values::new(held.collect())
}

/// The roles that a flow's needs name.
fn roles_named(flow: &Flow) -> BTreeSet<&str> {
    let needs = flow.steps.iter().flat_map(|step| &step.needs);
    needs
        .flat_map(|need| match &need.rule {
            NeedRule::Share { of, unless, .. } => std::iter::once(of)
                .chain(unless)
                .map(String::as_str)
                .collect(),
            NeedRule::Own { roles, .. } => roles.values().map(String::as_str).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// Who holds each role that a flow names, over a place or within it, as of an entry of the roster.
pub(crate) fn roles_at(roster: &Roster, flow: &Flow, scope: PlaceId, at: u32) -> Roles {
    roles_named(flow)
        .into_iter()
        .filter_map(|name| {
            let holders = roster.holders(Role::from_name(name)?, scope, at);
            let holders = holders.iter().map(MemberId::to_string).collect();
            Some((name.to_owned(), holders))
        })
        .collect()
}

/// The words by which the matters of a flow go that are opened in a place, as of an entry of the roster. A word that this edition
/// of the pack lacks is none.
pub(crate) fn switches_at(
    roster: &Roster,
    pack: &Pack,
    flow: &Flow,
    scope: PlaceId,
    at: u32,
) -> BTreeMap<String, String> {
    let word = |switch: &Switch| {
        let chosen = roster.switch_of(&pack.name, &switch.name, scope, at);
        let known = chosen.filter(|word| switch.word(word).is_some());
        known.unwrap_or(&switch.default).to_owned()
    };
    let switches = flow.switches.iter();
    switches
        .map(|switch| (switch.name.clone(), word(switch)))
        .collect()
}

/// The file of a matter whose flow is known, without facts of tallies and other matters.
pub(crate) fn file_of(
    roster: &Roster,
    gathered: &Gathered,
    photos: &BTreeMap<RecordId, i64>,
    scope: PlaceId,
    now: Timestamp,
) -> Option<Matter> {
    let (pack, flow) = gathered.flow.as_ref()?;
    let is_bound = |row: &EntryRow| row.entry.step().is_some_and(|step| step.one_per.is_none());
    let mut cited: BTreeMap<u32, Roles> = BTreeMap::new();
    let steps = gathered.steps.iter().filter_map(|row| {
        let step = row.entry.step()?;
        let kind = kind_of(flow, step);
        let changes = gathered.changes.get(&row.id).map_or(&[][..], Vec::as_slice);
        let amended = amended_of(kind, changes);
        let index = roster.effective_index(&row.header.roster);
        let roles = index.map(|index| {
            cited
                .entry(index)
                .or_insert_with(|| roles_at(roster, flow, scope, index))
                .clone()
        });
        Some(Step {
            id: row.id.to_string(),
            step: kind.map_or_else(|| step.step.clone(), |kind| kind.name.clone()),
            operation: step.operation.clone(),
            at: Instant(step.at.0),
            by: row.member.to_string(),
            who: None,
            after: step.after.iter().map(RecordId::to_string).collect(),
            values: values_of(Some(flow), row),
            removed: amended.taken_away().map(str::to_owned).collect(),
            amended: {
                let mut given = Values::default();
                given.amend(&amended);
                given
            },
            photos: photos.get(&row.id).copied().unwrap_or(0),
            seen: record::known(row.seen).map(|seen| Instant(seen.0)),
            standing: match row.state {
                State::Accepted { .. } => Standing::Accepted,
                State::Contested(Contested::Forked) => Standing::Forked,
                _ => Standing::Other,
            },
            withdrawn: changes
                .iter()
                .any(|row| matches!(row.entry, MatterEntry::Withdraw { .. })),
            roles: roles.unwrap_or_default(),
        })
    });
    let steps = steps.collect();
    let opened = gathered.opening.as_ref();
    let at = opened.and_then(|row| roster.effective_index(&row.header.roster));
    let switches = at.map(|at| switches_at(roster, pack, flow, scope, at));
    let opening = opened.filter(|row| is_bound(row));
    Some(Matter {
        now: Instant(now.0),
        opening: opening.map(|row| row.id.to_string()),
        facts: Facts {
            roles: roles_at(roster, flow, scope, roster.tip().index),
            switches: switches.unwrap_or_default(),
            calendar: Arc::clone(packs::calendar()),
            ..Facts::default()
        },
        flow: Arc::clone(flow),
        steps,
    })
}

const PERIOD: &str = "period";
/// Most letters that a matter without a title of its own is called by.
const FIRST_WORDS: usize = 40;

/// Fields in which a pack has it said what a matter is about; a venue, a note or an opinion calls none.
const SAYING: [&str; 6] = ["text", "what", "words", "problems", "use", "items"];

/// The words by which lists call a matter whose form has no title: how that which its opening says begins.
fn first_words(kind: &StepKind, values: &Values) -> Option<String> {
    let is_text = |name: &str| {
        let mut fields = kind.fields.iter();
        fields.any(|field| field.name == name && field.kind == Type::Text)
    };
    let said = SAYING.iter().filter(|name| is_text(name));
    let said = said.filter_map(|name| values.get(name)?.text());
    let line = said
        .filter_map(|text| text.lines().map(str::trim).find(|line| !line.is_empty()))
        .next()?;
    let mut letters = line.chars();
    let words: String = letters.by_ref().take(FIRST_WORDS).collect();
    Some(match letters.next() {
        Some(_) => words + "…",
        None => words,
    })
}

/// When the last step of a matter was taken, of what it says and when it was first here the earlier. What lists show of a matter
/// follows from its steps and from when this store first had them, whatever its clock shows when the row is made anew.
fn last_of(gathered: &Gathered) -> Timestamp {
    let steps = gathered.steps.iter();
    let times = steps.filter_map(|row| Some(record::earlier(row.entry.step()?.at, row.seen)));
    times.max().unwrap_or(Timestamp(0))
}

/// A clock in a row.
fn clock_of(open: flows::OpenClock) -> matter::Clock {
    matter::Clock {
        name: open.clock,
        due: open.due.0,
        least: open.is_least,
    }
}

/// A result in a row: what names no tally by its id rests on none.
fn rest_of(said: &flows::ResultBefore) -> Option<Rest> {
    Some(Rest {
        tally: said.tally.parse().ok()?,
        outcome: said.outcome.clone(),
        rules: said.rules.clone(),
    })
}

impl Intake<'_> {
    /// Keeps the rows that lists show of the matters whose entries came, went or changed their standing.
    pub(super) fn settle_matters(&mut self) -> Result<(), StoreError> {
        while let Some(doc) = self.matters.pop_first() {
            self.summarise(doc)?;
        }
        Ok(())
    }

    /// What the tallies come to of which something came or went is to be counted anew.
    pub(super) fn settle_outcomes(&mut self) -> Result<(), StoreError> {
        while let Some(tally) = self.tallies.pop_first() {
            outcome::mark(self.tx, tally)?;
        }
        Ok(())
    }

    /// Matters whose pack was not here may be told now, and tallies whose rule was not.
    pub(crate) fn packs_changed(&mut self) -> Result<(), StoreError> {
        self.matters.extend(matter::unknown(self.tx)?);
        let has_rules = self.roster.own_packs().any(|pack| pack.rules.is_some());
        if has_rules {
            self.read_waiting()
        } else {
            Ok(())
        }
    }

    fn summarise(&mut self, doc: i64) -> Result<(), StoreError> {
        if !document::exists(self.tx, doc)? {
            return matter::unset(self.tx, doc);
        }
        let (_, kind, scope) = document::row(self.tx, doc)?;
        let Some(class) = DocKind::from_code(kind) else {
            return Ok(());
        };
        let gathered = gather(self.tx, self.roster, doc, class)?;
        let Some(opening) = &gathered.opening else {
            return matter::unset(self.tx, doc);
        };
        let Some(opened) = opening.entry.step() else {
            return matter::unset(self.tx, doc);
        };
        let none = BTreeMap::new();
        let file = file_of(self.roster, &gathered, &none, scope, last_of(&gathered));
        let summary = file.as_ref().map(flows::summary).unwrap_or_default();
        let flow = gathered.flow.as_ref();
        let flow_known = flow.map(|(_, flow)| &**flow);
        let mut values = values_of(flow_known, opening);
        let changes = gathered.changes.get(&opening.id);
        let changes = changes.map_or(&[][..], Vec::as_slice);
        let kind = flow_known.and_then(|flow| kind_of(flow, opened));
        values.amend(&holding_of(kind, &amended_of(kind, changes)));
        let standing = match changes {
            [] => Stands::AsWritten,
            [one] if matches!(one.entry, MatterEntry::Amend { .. }) => Stands::Corrected,
            // What others built on stays.
            [_] if summary.heads.is_empty() => Stands::Withdrawn,
            [_] => Stands::AsWritten,
            _ => Stands::Conflicted,
        };
        let texts = values
            .iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.text()?.to_owned())));
        let opened_with = texts.collect();
        let text = |name: &str| values.get(name).and_then(Value::text).map(str::to_owned);
        let name = |known: Option<&str>, key: &str| known.unwrap_or(key).to_owned();
        let row = MatterRow {
            num: opening.num,
            position: Position {
                at: record::placed(opened.at, opening.seen).0,
                hlc: opening.header.hlc.cast_signed(),
                tie: matter::tie(&opening.id),
            },
            pack: name(flow.map(|(pack, _)| pack.name.as_str()), &opened.pack),
            edition: name(flow.map(|(pack, _)| pack.edition.as_str()), &opened.edition),
            flow: name(flow.map(|(_, flow)| flow.name.as_str()), &opened.flow),
            known: flow.is_some(),
            state: summary.state,
            ended: summary.ended,
            heads: summary
                .heads
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            line: summary
                .line
                .into_iter()
                .map(|(state, at)| (state, at.0))
                .collect(),
            clocks: summary.clocks.into_iter().map(clock_of).collect(),
            next: summary.next,
            period: text(PERIOD),
            title: text(matter::TITLE).or_else(|| first_words(kind?, &values)),
            member: opening.member,
            at: opened.at,
            opened: opened_with,
            standing,
            contradicted: gathered.changes.values().any(|rows| rows.len() > 1),
            rests: summary.rests.iter().filter_map(rest_of).collect(),
            awaits: summary.awaits,
            mends: summary.mends,
        };
        matter::set(self.tx, doc, &row)
    }
}
