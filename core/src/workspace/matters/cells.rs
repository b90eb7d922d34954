//! Values of forms in the cells of a spreadsheet.

use super::said::Sayer;
use crate::rules::flows::Value;
use crate::rules::flows::pack::{Field, Type};
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
pub(super) fn heading(field: &Field) -> String {
    let title = field.title.zh.as_ref().unwrap_or(&field.name);
    match field.kind {
        Type::Fen => format!("{title}（元）"),
        Type::Cm2 => format!("{title}（平方米）"),
        _ => title.clone(),
    }
}
