//! 演示: the field day.

mod residents;
pub(crate) mod spreadsheet;
