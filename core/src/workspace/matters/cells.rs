//! Values of forms in the cells of a spreadsheet.

use super::said::Sayer;
use super::view::said;
use crate::rules::flows::Value;
use crate::rules::flows::pack::{Field, Type};
use crate::rules::pages::Language;
use crate::spreadsheet::Cell;
use crate::workspace::Error;

/// A value in one cell: numbers to calculate with, money in yuan, areas in square metres; rows one after the other.
#[expect(
    clippy::cast_precision_loss,
    reason = "whole numbers lie within 2⁵³, which a cell holds exactly"
)]
pub(in crate::workspace) fn cell(
    sayer: &Sayer<'_>,
    field: &Field,
    value: &Value,
) -> Result<Cell, Error> {
    if let Some(number) = value.int() {
        return Ok(Cell::Number(match field.kind {
            Type::Fen => number as f64 / 100.0,
            Type::Cm2 => number as f64 / 10_000.0,
            _ => number as f64,
        }));
    }
    Ok(Cell::from(sayer.value(field, value)?))
}

/// A column's heading with the unit of its numbers.
pub(super) fn heading(field: &Field, language: Language) -> String {
    let title = said(&field.title, &field.name).pick(language);
    match field.kind {
        Type::Fen => title + language.pick("（元）", " (yuan)"),
        Type::Cm2 => title + language.pick("（平方米）", " (m²)"),
        _ => title,
    }
}
