//! 事项台账: matters as tables, a sheet for each flow. What was typed once at a door stands here in the words of its form.

use super::register_export::each;
use crate::domain::{DocId, Timestamp};
use crate::rules::flows::pack::{Field, Type};
use crate::rules::flows::{Flow, Instant, Value, Values};
use crate::rules::pages::Language;
use crate::spreadsheet::{Cell, Column, Sheet};
use crate::workspace::matters::{Sayer, StepStanding, flow_of};
use crate::workspace::paging::PAGE;
use crate::workspace::{Error, MatterFilter, MatterSummary, MatterView, Workspace};
use std::collections::BTreeMap;

/// Characters that the name of a sheet may have, which is what spreadsheet programs allow.
const SHEET_NAME: usize = 31;

/// A table that grows by matters, or by side steps of one name: columns are those of the forms, in the order in which the
/// matters bring them.
#[derive(Default)]
struct Table {
    title: String,
    fields: Vec<Field>,
    lines: Vec<Line>,
}

/// A row: the cells that every table has, and those of the form by field.
type Line = (Vec<Cell>, BTreeMap<String, Cell>);

impl Table {
    fn learn<'a>(&mut self, fields: impl Iterator<Item = &'a Field>) {
        for field in fields {
            if !self.fields.iter().any(|known| known.name == field.name) {
                self.fields.push(field.clone());
            }
        }
    }
}

impl Workspace {
    /// Every matter, a sheet for each flow, and a sheet for each side step that was taken (sign-in, opinion, answer of a
    /// household), in the order of their titles.
    pub(super) fn matter_sheets(&self) -> Result<Vec<Sheet>, Error> {
        let mut matters: Vec<MatterSummary> = Vec::new();
        let filter = MatterFilter::default();
        each(
            |after| self.matters(&filter, PAGE, after),
            |matter| {
                matters.push(matter);
                Ok(())
            },
        )?;
        let (mut flows, mut sides) = (Tables::new(), Tables::new());
        for summary in matters {
            let view = self.matter(summary.matter)?;
            self.view(|connection, roster| {
                // An edition that this store lacks has no form, and its matters no words.
                let Ok((_, flow)) = flow_of(roster, &view) else {
                    return Ok(());
                };
                let sayer = Sayer {
                    connection,
                    roster,
                    language: Language::Zh,
                };
                let table = flows.entry((view.flow.clone(), String::new())).or_default();
                table.title.clone_from(&view.title.zh);
                let main = flow.steps.iter().filter(|step| step.to.is_some());
                table.learn(main.flat_map(|step| &step.fields));
                let said = cells(&sayer, &table.fields, &view.values)?;
                table.lines.push((head(&sayer, &summary, &view), said));
                side_lines(&sayer, &flow, &view, &mut sides)
            })?;
        }
        let mut sheets: Vec<Sheet> = flows
            .into_values()
            .map(|table| table.into_sheet(&HEAD))
            .collect();
        sheets.extend(
            sides
                .into_values()
                .map(|table| table.into_sheet(&SIDE_HEAD)),
        );
        sheets.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(sheets)
    }
}

/// Tables by flow and side step.
type Tables = BTreeMap<(String, String), Table>;

const HEAD: [(&str, f64); 7] = [
    ("编号", 10.0),
    ("地点", 10.0),
    ("状态", 10.0),
    ("开始", 20.0),
    ("经办人", 12.0),
    ("期限", 20.0),
    ("办结时间", 20.0),
];

const SIDE_HEAD: [(&str, f64); 4] = [
    ("编号", 10.0),
    ("地点", 10.0),
    ("记录时间", 20.0),
    ("记录人", 12.0),
];

/// The cells of [`HEAD`].
fn head(sayer: &Sayer<'_>, summary: &MatterSummary, view: &MatterView) -> Vec<Cell> {
    let ended = view
        .steps
        .iter()
        .rfind(|step| summary.ended && step.standing == StepStanding::Line);
    let time = |at: Option<Timestamp>| {
        Cell::from(at.map(|at| sayer.time(Instant(at.0))).unwrap_or_default())
    };
    let state = view.state.as_ref().map_or("待裁定", |state| &state.zh);
    vec![
        Cell::from(number(view.matter)),
        Cell::from(view.scope.clone()),
        Cell::from(state),
        time(Some(summary.at)),
        Cell::from(sayer.member(&summary.by.to_string())),
        time(summary.due),
        time(ended.map(|step| step.at)),
    ]
}

/// A line for every side step with effect.
fn side_lines(
    sayer: &Sayer<'_>,
    flow: &Flow,
    view: &MatterView,
    sides: &mut Tables,
) -> Result<(), Error> {
    let taken = view
        .steps
        .iter()
        .filter(|step| step.standing == StepStanding::Line);
    for step in taken {
        let kind = flow.step(&step.step).map(|place| &flow.steps[place]);
        let Some(kind) = kind.filter(|kind| kind.to.is_none() && !kind.fields.is_empty()) else {
            continue;
        };
        let table = sides
            .entry((view.flow.clone(), step.step.clone()))
            .or_default();
        table.title = format!("{}·{}", view.title.zh, step.title.zh);
        table.learn(kind.fields.iter());
        let said = cells(sayer, &table.fields, &step.values)?;
        let head = vec![
            Cell::from(number(view.matter)),
            Cell::from(view.scope.clone()),
            Cell::from(sayer.time(Instant(step.at.0))),
            Cell::from(sayer.member(&step.by.to_string())),
        ];
        table.lines.push((head, said));
    }
    Ok(())
}

fn cells(
    sayer: &Sayer<'_>,
    fields: &[Field],
    values: &Values,
) -> Result<BTreeMap<String, Cell>, Error> {
    let mut said = BTreeMap::new();
    for (name, value) in values.iter() {
        if let Some(field) = fields.iter().find(|field| field.name == name) {
            said.insert(name.to_owned(), cell(sayer, field, value)?);
        }
    }
    Ok(said)
}

/// A value in one cell: numbers to calculate with, money in yuan, areas in square metres; rows one after the other.
#[expect(
    clippy::cast_precision_loss,
    reason = "whole numbers lie within 2⁵³, which a cell holds exactly"
)]
pub(super) fn cell(sayer: &Sayer<'_>, field: &Field, value: &Value) -> Result<Cell, Error> {
    if let Some(number) = value.int() {
        return Ok(Cell::Number(match field.kind {
            Type::Fen => number as f64 / 100.0,
            Type::Cm2 => number as f64 / 10_000.0,
            _ => number as f64,
        }));
    }
    let (Type::Rows, Value::List(items)) = (field.kind, value) else {
        return Ok(Cell::from(sayer.value(field, value)?));
    };
    let mut lines = Vec::new();
    for item in items {
        let Value::Row(row) = item else { continue };
        let mut words = Vec::new();
        for column in &field.columns {
            if let Some(one) = row.get(&column.name) {
                words.push(sayer.value(column, one)?);
            }
        }
        lines.push(words.join("，"));
    }
    Ok(Cell::from(lines.join("；")))
}

/// The first digits of an id, as a page shows it too.
fn number(matter: DocId) -> String {
    let id = matter.to_string();
    id.get(..8).unwrap_or(&id).to_uppercase()
}

/// A column's heading with the unit of its numbers.
fn heading(field: &Field) -> String {
    let title = field.title.zh.as_ref().unwrap_or(&field.name);
    match field.kind {
        Type::Fen => format!("{title}（元）"),
        Type::Cm2 => format!("{title}（平方米）"),
        _ => title.clone(),
    }
}

impl Table {
    fn into_sheet(self, head: &[(&str, f64)]) -> Sheet {
        let mut columns: Vec<Column> = head
            .iter()
            .map(|(heading, width)| Column::shown(heading, *width))
            .collect();
        columns.extend(
            self.fields
                .iter()
                .map(|field| Column::shown(&heading(field), 18.0)),
        );
        let fields = self.fields;
        let rows = self.lines.into_iter().map(|(mut cells, mut said)| {
            let own = fields
                .iter()
                .map(|field| said.remove(&field.name).unwrap_or(Cell::Empty));
            cells.extend(own);
            cells
        });
        let rows = rows.collect();
        Sheet {
            name: self.title.chars().take(SHEET_NAME).collect(),
            title: None,
            columns,
            rows,
        }
    }
}
