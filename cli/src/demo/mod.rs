//! 演示: the field day.

pub(crate) mod spreadsheet;
