//! 台账: the matters of a flow as a table, a row each, with what the steps on its line recorded last. Typed once, every
//! ledger falls out.

use super::cells::{cell, heading};
use super::said::Sayer;
use super::side_ledger::SideTables;
use super::view::{line, recorded, said, state_said, steps};
use super::{facts, find};
use crate::domain::{Code, Timestamp};
use crate::intake::{file_of, packs_of};
use crate::projection::list::Position;
use crate::projection::matter::{self, Filter, Listed};
use crate::rules::flows::pack::Field;
use crate::rules::flows::{self, Answer, Flow, Instant, Matter, Pack, Value, moment};
use crate::rules::pages::Language;
use crate::spreadsheet::{Cell, Column, Sheet};
use crate::workspace::paging::PAGE;
use crate::workspace::{Error, Workspace};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The columns that every matter has.
const COLUMNS: [(&str, &str, f64); 8] = [
    ("编号", "Number", 10.0),
    ("地点", "Place", 14.0),
    ("状态", "State", 12.0),
    ("开办时间", "Opened", 17.0),
    ("开办人", "Opened by", 12.0),
    ("到期", "Due", 17.0),
    ("并存", "In conflict", 6.0),
    ("缺", "Lacks", 6.0),
];

/// The matters of one flow and edition.
type Group = ((String, String, String), Vec<Listed>);

impl Workspace {
    /// The ledgers (台账) of the flow of a name, or of every flow, in a language, a sheet each, oldest matter first; write them with
    /// `spreadsheet::write_table`.
    ///
    /// # Errors
    /// `flow_unknown` (no pack has such a flow, and no matter goes by it); [`Error::Store`].
    pub fn matter_sheets(
        &self,
        flow: Option<&str>,
        language: Language,
    ) -> Result<Vec<Sheet>, Error> {
        let (device, now) = (self.shown.device(), self.clock.now());
        self.view(|connection, roster| {
            let packs = packs_of(roster);
            let groups = grouped(connection, flow)?;
            let known = |name: &str| packs.iter().any(|pack| pack.flow(name).is_some());
            match flow {
                Some(name) if groups.is_empty() && !known(name) => {
                    return Err(Error::field("flow", Code::FlowUnknown));
                }
                _ => {}
            }
            let sayer = Sayer {
                connection,
                roster,
                language,
            };
            let mut sides = SideTables::default();
            let mut sheets: Vec<Sheet> = Vec::new();
            for ((pack, edition, name), listed) in groups {
                let pack = packs
                    .iter()
                    .find(|one| one.name == pack && one.edition == edition);
                let flow = pack.and_then(|pack| pack.flow(&name));
                let fields = flow.map(fields).unwrap_or_default();
                let mut rows = Vec::new();
                for listed in listed {
                    let (found, gathered) = find::load(connection, roster, listed.doc)?;
                    let none = BTreeMap::new();
                    let mut file = file_of(roster, &gathered, &none, found.scope, now);
                    if let Some(file) = &mut file {
                        facts::complete(connection, roster, (device, found.scope), file)?;
                    }
                    let answer = file.as_ref().map(flows::fold);
                    if let Some(flow) = flow {
                        let scope = roster.scope_name(found.scope);
                        let taken = steps(roster, &gathered, file.as_ref(), answer.as_ref(), &none);
                        sides.add(&sayer, flow, (found.id, &scope), &taken)?;
                    }
                    let values = flow.map(|flow| line_fields(flow, file.as_ref(), answer.as_ref()));
                    let values = values.unwrap_or_default();
                    let flaws = answer.as_ref().map_or(0, |answer| answer.flaws.len());
                    let mut row = head(&sayer, flow, (&listed, now), flaws);
                    for field in &fields {
                        let mut given = values.iter();
                        row.push(match given.find(|(one, _)| asks_the_same(one, field)) {
                            Some((field, value)) => cell(&sayer, field, value)?,
                            None => Cell::Empty,
                        });
                    }
                    rows.push(row);
                }
                let title = match flow {
                    Some(flow) => said(&flow.title, &name).pick(language),
                    None => name,
                };
                sheets.push(sheet(&sheets, (title, pack), &fields, rows, language));
            }
            sides.into_sheets(&mut sheets, language);
            if sheets.is_empty() {
                let title = language.pick("事项", "Matters").to_owned();
                sheets.push(sheet(&[], (title, None), &[], Vec::new(), language));
            }
            Ok(sheets)
        })
    }
}

/// All matters, or those of a flow, by pack, edition and flow; oldest first.
fn grouped(connection: &crate::store::Connection, flow: Option<&str>) -> Result<Vec<Group>, Error> {
    let filter = Filter {
        flow: flow.map(str::to_owned),
        ..Filter::default()
    };
    let mut groups: BTreeMap<(String, String, String), Vec<Listed>> = BTreeMap::new();
    let mut before = Position::START;
    loop {
        let page = matter::page(connection, &filter, before, PAGE)?;
        let Some(last) = page.last().map(|listed| listed.row.position) else {
            break;
        };
        before = last;
        for listed in page {
            let row = &listed.row;
            let key = (row.pack.clone(), row.edition.clone(), row.flow.clone());
            groups.entry(key).or_default().push(listed);
        }
    }
    for listed in groups.values_mut() {
        listed.reverse();
    }
    Ok(groups.into_iter().collect())
}

/// The fields of a flow's main steps in the pack's order, each question once.
fn fields(flow: &Flow) -> Vec<&Field> {
    let mut found: Vec<&Field> = Vec::new();
    let main = flow.steps.iter().filter(|step| step.to.is_some());
    for field in main.flat_map(|step| &step.fields) {
        if !found.iter().any(|known| asks_the_same(known, field)) {
            found.push(field);
        }
    }
    found
}

/// What the steps on the line recorded last, each value with the field of the step that recorded it: two steps may ask different things
/// under one name, and then both stand.
fn line_fields<'a>(
    flow: &'a Flow,
    file: Option<&Matter>,
    answer: Option<&Answer>,
) -> Vec<(&'a Field, Value)> {
    let mut found: Vec<(&Field, Value)> = Vec::new();
    let (Some(file), Some(answer)) = (file, answer) else {
        return found;
    };
    for step in line(file, answer) {
        let kind = flow.step(&step.step).map(|at| &flow.steps[at]);
        for (name, value) in recorded(answer, step).iter() {
            let mut fields = kind.into_iter().flat_map(|kind| &kind.fields);
            let Some(field) = fields.find(|field| field.name == name) else {
                continue;
            };
            match found.iter_mut().find(|(one, _)| asks_the_same(one, field)) {
                Some(known) => *known = (field, value.clone()),
                None => found.push((field, value.clone())),
            }
        }
    }
    found
}

/// Whether two fields of a flow are one question to a reader.
fn asks_the_same(one: &Field, other: &Field) -> bool {
    one.name == other.name && one.title == other.title && one.kind == other.kind
}

fn head(
    sayer: &Sayer<'_>,
    flow: Option<&Flow>,
    (listed, now): (&Listed, Timestamp),
    flaws: usize,
) -> Vec<Cell> {
    let row = &listed.row;
    let state = row.state.as_deref().map(|state| match flow {
        Some(flow) => state_said(flow, state).pick(sayer.language),
        None => state.to_owned(),
    });
    vec![
        Cell::from(short(&listed.doc.to_string())),
        Cell::from(sayer.roster.scope_name(listed.scope)),
        Cell::from(state.unwrap_or_default()),
        Cell::from(time(row.at)),
        Cell::from(sayer.member(&row.member.to_string())),
        Cell::from(row.due(now).map(time).unwrap_or_default()),
        Cell::from(if row.heads.len() > 1 {
            sayer.language.pick("有", "yes")
        } else {
            ""
        }),
        Cell::from(if flaws > 0 {
            flaws.to_string()
        } else {
            String::new()
        }),
    ]
}

/// A name that no other sheet has.
pub(super) fn sheet_named(others: &[Sheet], title: String, pack: Option<&Arc<Pack>>) -> String {
    let taken = others.iter().any(|other| other.name == title);
    match pack.filter(|_| taken) {
        Some(pack) => format!("{title} {}", pack.edition),
        None => title,
    }
}

/// The start of an id: enough to tell things apart on a table.
pub(super) fn short(id: &str) -> String {
    id.chars().take(8).collect()
}

/// A time as people read it.
fn time(at: Timestamp) -> String {
    moment(Instant(at.0))
}

/// A sheet whose name no other has.
fn sheet(
    others: &[Sheet],
    (title, pack): (String, Option<&Arc<Pack>>),
    fields: &[&Field],
    rows: Vec<Vec<Cell>>,
    language: Language,
) -> Sheet {
    let name = sheet_named(others, title, pack);
    let shared = COLUMNS
        .iter()
        .map(|(zh, en, width)| Column::shown(language.pick(zh, en), *width));
    let own = fields
        .iter()
        .map(|field| Column::shown(&heading(field, language), 18.0));
    Sheet {
        name,
        title: None,
        columns: shared.chain(own).collect(),
        rows,
    }
}
