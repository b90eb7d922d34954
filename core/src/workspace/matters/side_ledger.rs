//! 台账 of side steps: who signed in, each body's opinion, each household's answer; a row for each that was taken.

use super::cells::{cell, heading};
use super::ledger::{sheet_named, short};
use super::said::Sayer;
use super::view;
use super::views::{StepStanding, StepView};
use crate::domain::DocId;
use crate::rules::flows::pack::Field;
use crate::rules::flows::{Flow, Instant, Values, moment};
use crate::rules::pages::Language;
use crate::spreadsheet::{Cell, Column, Sheet};
use crate::workspace::Error;
use std::collections::BTreeMap;

const COLUMNS: [(&str, &str, f64); 4] = [
    ("编号", "Number", 10.0),
    ("地点", "Place", 14.0),
    ("记录时间", "Recorded", 17.0),
    ("记录人", "Recorded by", 12.0),
];

/// A table of the side steps of one name.
#[derive(Default)]
struct Table {
    title: String,
    fields: Vec<Field>,
    lines: Vec<Vec<Cell>>,
}

/// Tables by flow and step.
#[derive(Default)]
pub(super) struct SideTables(BTreeMap<(String, String), Table>);

impl SideTables {
    /// Takes in the side steps of a matter that have effect.
    pub(super) fn add(
        &mut self,
        sayer: &Sayer<'_>,
        flow: &Flow,
        (matter, scope): (DocId, &str),
        steps: &[StepView],
    ) -> Result<(), Error> {
        let taken = steps
            .iter()
            .filter(|step| step.standing == StepStanding::Line);
        for step in taken {
            let kind = flow.step(&step.step).map(|place| &flow.steps[place]);
            let Some(kind) = kind.filter(|kind| kind.to.is_none() && !kind.fields.is_empty())
            else {
                continue;
            };
            let key = (flow.name.clone(), step.step.clone());
            let table = self.0.entry(key).or_default();
            if table.lines.is_empty() {
                let flow_title = view::said(&flow.title, &flow.name).pick(sayer.language);
                let step_title = step.title.clone().pick(sayer.language);
                table.title = format!("{flow_title}·{step_title}");
                table.fields.clone_from(&kind.fields);
            }
            let mut line = head(sayer, matter, scope, step);
            line.extend(own(sayer, &table.fields, &step.values)?);
            table.lines.push(line);
        }
        Ok(())
    }

    /// The tables as sheets whose names no other has.
    pub(super) fn into_sheets(self, sheets: &mut Vec<Sheet>, language: Language) {
        for table in self.0.into_values() {
            let shared = COLUMNS
                .iter()
                .map(|(zh, en, width)| Column::shown(language.pick(zh, en), *width));
            let fields = table
                .fields
                .iter()
                .map(|field| Column::shown(&heading(field, language), 18.0));
            let sheet = Sheet {
                name: sheet_named(sheets, table.title, None),
                title: None,
                columns: shared.chain(fields).collect(),
                rows: table.lines,
            };
            sheets.push(sheet);
        }
    }
}

fn head(sayer: &Sayer<'_>, matter: DocId, scope: &str, step: &StepView) -> Vec<Cell> {
    vec![
        Cell::from(short(&matter.to_string())),
        Cell::from(scope),
        Cell::from(moment(Instant(step.at.0))),
        Cell::from(sayer.member(&step.by.to_string())),
    ]
}

/// The cells of a form's fields.
fn own(sayer: &Sayer<'_>, fields: &[Field], values: &Values) -> Result<Vec<Cell>, Error> {
    fields
        .iter()
        .map(|field| match values.get(&field.name) {
            Some(value) => cell(sayer, field, value),
            None => Ok(Cell::Empty),
        })
        .collect()
}
